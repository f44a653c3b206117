"""What words are within the name of an organization: heads, links, marks of lists, blocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rapporteur.knowledge.grammar import language
from rapporteur.knowledge.names import is_unusual
from rapporteur.knowledge.organizations import Forms
from rapporteur.knowledge.phrases import Words

_HYPHENS = frozenset("-‐‑–")
_LONGEST_RUN = 8
_DASHED = 3
"""A dash with a blank on either side parts what stands there."""


class Block(NamedTuple):
    """Words that a known name holds: of an organization, or of a country."""

    first: int
    after: int
    is_country: bool


def is_plural(word: str) -> bool:
    """Whether a word means several."""
    return language().search("plural_word", word) is not None


class FormWords:
    """The words of a text, each with what it may be in the name of an organization."""

    def __init__(self, text: str, words: Words, blocks: Sequence[Block], forms: Forms) -> None:
        self._text = text
        self._places = words
        self._words = words.cuts
        self._forms = forms
        self._blocks: Mapping[int, Block] = {i: b for b in blocks for i in range(b.first, b.after)}

    def _past_article(self, i: int) -> int:
        while i < len(self._words) and self._words[i].fold in self._forms.articles:
            if self._words[i].upper:
                break
            i += 1
        return i

    def _near(self, before: int, after: int) -> bool:
        """Whether only blanks or a hyphen stand between (marks are words of their own)."""
        if after >= len(self._words) or before < 0:
            return False
        gap = self._text[self._places.end(after - 1) : self._places.start(after)]
        return len(gap) < _DASHED or gap.isspace()

    def _capital(self, i: int) -> bool:
        """Whether the word begins in upper case, itself or as part of a hyphened word."""
        word = self._words[i]
        if not word.fold[0].isalnum() or word.fold[0].isdigit():
            return False
        if word.upper:
            return True
        return (
            i > 0
            and self._is_joined(i)
            and word.fold not in self._forms.verbs
            and self._capital(i - 1)
        )

    def _end_of_run(self, start: int) -> int:
        end = start
        while end < len(self._words) and end - start < _LONGEST_RUN:
            if end in self._blocks or not self._capital(end):
                break
            if end > start and not self._near(end - 1, end):
                break
            end += 1
        return end

    def _plain_run(self, start: int) -> int:
        """Give the end of capitalised words that begin no other name; `start` if there are none."""
        if start >= len(self._words) or self._stops(start):
            return start
        end = self._end_of_run(start)
        taken = any(map(self._is_head, range(start, end))) or self._holds_outside(start, end)
        cut = end < len(self._words) and end in self._blocks and self._near(end - 1, end)
        return start if taken or cut or self._is_person(start, end) else end

    def _is_person(self, start: int, end: int) -> bool:
        """Whether two words or more in a list are rather the name of one who is named there."""
        name = self._text[self._places.start(end - 1) : self._places.end(end - 1)]
        return end - start > 1 and is_unusual(name)

    def _stops(self, i: int) -> bool:
        begins = self._words[i].fold in self._forms.begins
        return self._is_outside(i) or (begins and not self._is_compound(i))

    def _is_outside(self, i: int) -> bool:
        """Whether a word is none of the name of an organization: an office, an instrument."""
        return self._words[i].fold in self._forms.outside and not self._is_compound(i)

    def _holds_outside(self, start: int, end: int) -> bool:
        return any(map(self._is_outside, range(start, end)))

    def _is_mark_of_list(self, i: int) -> bool:
        return self._words[i].fold == "," or self._words[i].fold in self._forms.conjunctions

    def _may_be_listed(self, i: int) -> bool:
        word, forms = self._words[i].fold, self._forms
        taken = (forms.outside, forms.heads, forms.articles)
        return self._capital(i) and i not in self._blocks and not any(word in t for t in taken)

    def _is_compound(self, i: int) -> bool:
        """Whether a word goes together with the next or the last, though it is none of a name."""
        pairs = (self._words[max(0, at) : at + 2] for at in (i, i - 1))
        return any(" ".join(w.fold for w in pair) in self._forms.compounds for pair in pairs)

    def _is_bound(self, i: int) -> bool:
        """Whether the word before makes that it heads nothing: "Entry into Force"."""
        pair = self._words[max(0, i - 1) : i + 1]
        return " ".join(w.fold for w in pair) in self._forms.bound

    def _is_head(self, i: int) -> bool:
        return self._words[i].fold in self._forms.heads and not self._is_bound(i)

    def _is_organ(self, head: int) -> bool:
        """Whether it heads what another body has: "Board of Trustees", "Executive Board"."""
        return self._end_of_organ(head) > head

    def _end_of_organ(self, head: int) -> int:
        """Give where such words end; `head` itself if they are none."""
        for start, end in ((head, head + 3), (max(0, head - 1), head + 1)):
            words = " ".join(w.fold for w in self._words[start:end])
            if words in self._forms.organs:
                return end
        return head

    def _opens_sentence(self, i: int) -> bool:
        if i == 0:
            return True
        previous = self._words[i - 1]
        return not previous.fold[0].isalnum() or previous.fold.isdigit() or i == 1

    def _is_of_system(self, head: int) -> bool:
        """Whether the head is that of a mission of a known body, which may name where it is."""
        start = max(0, head - _LONGEST_RUN)
        folds = [w.fold for w in self._words[start:head]]
        whose = self._blocks.get(head - 1)
        if whose is not None and not whose.is_country:
            return True
        return any(" ".join(folds[i : i + 2]) in self._forms.system for i in range(len(folds)))

    def _is_counted(self, head: int) -> bool:
        """Whether a numeral tells this body from its sisters: "Working Group II"."""
        if not head or head + 1 >= len(self._words):
            return False
        name = " ".join(w.fold for w in self._words[head - 1 : head + 1])
        number = self._words[head + 1]
        return name in self._forms.counted and number.upper and number.fold in self._forms.numerals

    def _is_applied(self, link: int) -> bool:
        """Whether a name tells what is done with an instrument: "Application of Conventions"."""
        return self._words[link - 1].fold in self._forms.applied

    def _is_joined(self, i: int) -> bool:
        """Whether a dash joins the word to the one before: "China–Africa Cooperation"."""
        return self._text[self._places.end(i - 1) : self._places.start(i)] in _HYPHENS

    def _is_special(self, word: str) -> bool:
        forms = self._forms
        generic = word in forms.generic or word in forms.inner or word in forms.heads
        return not generic and word not in forms.outside and word not in forms.followers

    def _programme_end(self, start: int) -> int:
        """Return where "and Programme of Action" ends; `start` if it does not follow."""
        sizes = {len(phrase.split()) for phrase in self._forms.programmes}
        for size in sorted(sizes, reverse=True):
            if (
                " ".join(w.fold for w in self._words[start : start + size])
                in self._forms.programmes
            ):
                return start + size
        return start

    def _link_end(self, link: int) -> int:
        """Return the last word of a link of several: "with regard to"."""
        for size in (3, 2):
            words = " ".join(w.fold for w in self._words[link : link + size])
            if words in self._forms.long_links:
                return link + size - 1
        return link

    def _may_be_in(self, target: int) -> bool:
        """Whether a name may go on behind "in": "in Armed Conflict", "in the Lake Region"."""
        last = self._words[self._end_of_run(target) - 1].fold
        return not self._forms.after_in.isdisjoint((self._words[target].fold, last))
