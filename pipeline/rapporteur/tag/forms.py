"""Find organizations by the form of their names, where no list has them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rapporteur.knowledge.grammar import language
from rapporteur.knowledge.phrases import fold
from rapporteur.tag.form_words import Block, FormWords, is_plural

_HYPHENS = frozenset("-‐‑–")
_LONGEST_RUN = 8
_ADJECTIVES = 2
_LONGEST_LEAD = 40


class FormedName(NamedTuple):
    """A name made of the words from `first` up to `after`; `head` is its head word."""

    first: int
    after: int
    head: int


class FormFinder(FormWords):
    """Finds names of organizations around their head words: "Ministry of …", "… Commission".

    Before the head: capitalised words, joined by hyphens or "and" ("Child Exploitation and
    Obscenity Section"). After it: "of", "for", "on", "against", "to" and capitalised words, which
    may go on with "and", with a list, with the State ("Ministry of Justice of Peru") or, for a
    part of another office, with that office ("Legal Aid Department of the Ministry of Justice").
    What only generic words qualify ("the Special Committee") is no name.
    """

    def find(self) -> Iterator[FormedName]:
        """Give the names, in the order of their heads; one may stand inside another."""
        if self._text.isupper():
            return
        heads, other, opening = self._forms.heads, self._forms.shown, self._forms.of_parties
        for i, word in enumerate(self._words):
            if not word.upper:
                continue
            if word.fold in opening and i not in self._blocks:
                yield from self._of_parties(i)
            head = word.fold[:-1] if word.owner else word.fold
            if (head in heads or head in other) and self._may_head(i):
                form = self._around(i)
                if form and self._tells(form) and (head in heads or self._is_shown(form, head)):
                    yield form

    def _of_parties(self, head: int) -> Iterator[FormedName]:
        """Give "Conference of the Parties to the Convention on Tides", with its instrument."""
        sizes = sorted({len(name.split()) for name in self._forms.parties}, reverse=True)
        words = [word.fold for word in self._words[head : head + sizes[0]]]
        size = next((n for n in sizes if " ".join(words[:n]) in self._forms.parties), None)
        link = head + size if size else len(self._words)
        bare = FormedName(head, link, head)
        if size and self._is_shortened(bare):
            yield bare
        target = self._past_article(link + 1)
        if target >= len(self._words) or self._words[link].fold not in self._forms.to_instrument:
            return
        end = self._end_of_instrument(target)
        if end > target + 1 and self._holds_outside(target, end):
            yield FormedName(head, end, head)

    def _end_of_instrument(self, start: int) -> int:
        """Give the end of "Convention on the Reefs of the Inner Sea": capitals and small links."""
        end = start
        while end < len(self._words):
            link = self._words[end].fold
            at = end
            if end > start and link in self._forms.instrument_links:
                at = self._past_article(end + 1)
                joined = link in self._forms.conjunctions and at > end + 1
                placed = at < len(self._words) and link == "in" and not self._may_be_in(at)
                if joined or placed or at in self._blocks:
                    break
            if at >= len(self._words) or not (at in self._blocks or self._capital(at)):
                break
            end = at + 1
        return end

    def _is_shown(self, form: FormedName, head: str) -> bool:
        """Whether the text around the name shows that a body is meant, no event or work."""
        end = self._places.end(form.after - 1)
        if head in self._forms.acting:
            return language().only("acts_as_body").match(self._text, end) is not None
        goes_on = form.after < len(self._words) and self._capital(form.after)
        if form.first == form.head or form.after > form.head + 1 or goes_on:
            return False
        if head in self._forms.closing:
            return True
        start = self._places.start(form.first)
        before = self._text[max(0, start - _LONGEST_LEAD) : start]
        return (
            language().only("works_as_body").match(self._text, end) is not None
            or language().only("of_working_body").search(before) is not None
        )

    def _may_head(self, i: int) -> bool:
        if self._is_bound(i):
            return False
        block = self._blocks.get(i)
        if block is None or (block.after - block.first == 1 and not block.is_country):
            return True
        return block.first == i and self._is_qualified(i)

    def _is_qualified(self, i: int) -> bool:
        """Whether a word makes another body of a known one: "Togolese Commission on …"."""
        before = i - 1
        if before < 1 or before in self._blocks or not self._capital(before):
            return False
        return self._is_special(self._words[before].fold) and not self._opens_sentence(before)

    def _around(self, head: int) -> FormedName | None:
        first = self._left(head)
        block = self._blocks.get(head)
        if block is not None and block.after - block.first > 1:
            return FormedName(first, block.after, head)
        if self._words[head].owner:
            return FormedName(first, head + 1, head) if first < head else None
        after = self._right(head)
        cut = after == head + 1 and after < len(self._words) and self._goes_on(after)
        if self._is_act(first, after):
            return None
        return FormedName(first, after, head) if after - first > 1 and not cut else None

    def _is_act(self, first: int, after: int) -> bool:
        """Whether a law or a vote is named, not a body: "Peaceful Assembly Act"."""
        if after >= len(self._words) or self._words[after].fold not in self._forms.acts:
            return False
        return " ".join(w.fold for w in self._words[first:after]) not in self._forms.named

    def _goes_on(self, after: int) -> bool:
        """Whether the head qualifies a further word: "Public Service Day", "Fund-led"."""
        return self._is_joined(after) or (self._capital(after) and not self._stops(after))

    def _tells(self, form: FormedName) -> bool:
        """Whether something in the name tells this body from others of its kind."""
        parts = [w.fold for w in self._words[form.first : form.after]]
        if " ".join(parts) in self._forms.common:
            return False
        if form.first == form.head and " ".join(parts).startswith(tuple(self._forms.common)):
            return False  # "Platform for Action’s aims"
        if form.first == form.head and parts[0] in self._forms.qualified:
            return False
        if form.after == form.head + 2 and self._is_counted(form.head):
            return True
        organ = form.head < self._end_of_organ(form.head) < form.after
        if organ or self._is_shortened(form):
            return True
        own = [
            fold
            for i, fold in enumerate(parts, form.first)
            if i != form.head and self._is_own(i, form.head)
        ]
        return any(map(self._is_special, own)) or " ".join(parts) in self._forms.named

    def _is_own(self, i: int, head: int) -> bool:
        """Whether a word is the name's own, or an acronym that tells whose it is: "TCO Fund"."""
        block = self._blocks.get(i)
        if block is None or block.is_country:
            return True
        whose = block.after - block.first == 1 and len(self._words[i].fold) > _ADJECTIVES
        return whose and self._words[head].fold in self._forms.owned

    def _is_shortened(self, form: FormedName) -> bool:
        """Whether the text says, right behind it, how it calls it: so it is a name."""
        bracket = (
            language().only("short_bracket").match(self._text, self._places.end(form.after - 1))
        )
        head = self._words[form.head].fold
        return bracket is not None and head in map(fold, bracket["name"].split())

    # --- before the head

    def _left(self, head: int) -> int:
        first = head
        while first > 0 and self._words[head].fold not in self._forms.foreign:
            before = self._step_left(first, head)
            if before == first:
                break
            first = before
        first = self._over_list(self._over_link(first, head), head)
        return self._without_opener(first, head)

    def _over_list(self, first: int, head: int) -> int:
        """Take the beginning of a list before the head: "the Economic, Social and Legal Section".

        Only behind "the", and only where the last of the list is joined within the name.
        """
        joined = any(self._words[i].fold in self._forms.conjunctions for i in range(first, head))
        start = first
        while joined and start > 1 and self._is_mark_of_list(start - 1):
            if not self._may_be_listed(start - 2):
                break
            start -= 2
            while start > 0 and self._may_be_listed(start - 1):
                start -= 1
        before = self._words[start - 1].fold if start else ""
        return start if before in self._forms.articles else first

    def _over_link(self, first: int, head: int) -> int:
        """Take what "of" or "for" joins before the head: "the Finance for Ports Office".

        Only behind "the", and only words that begin no other name.
        """
        link = first - 1
        if first == head or link < 1 or self._words[link].fold not in self._forms.over:
            return first
        start = link
        while start > 0 and self._may_lead(start - 1):
            start -= 1
        before = self._words[start - 1].fold if start else ""
        return start if start < link and before in self._forms.articles else first

    def _may_lead(self, i: int) -> bool:
        return self._may_be_listed(i) and not is_plural(self._words[i].fold)

    def _step_left(self, first: int, head: int) -> int:
        before = first - 1
        word = self._words[before]
        block = self._blocks.get(before)
        if block is not None:
            whole = block.after == first and self._near(before, first)
            return block.first if whole and (block.is_country or not word.owner) else first
        closing = self._words[head].fold in self._forms.closing
        if word.fold in self._forms.both and first < head and not closing:
            return self._step_over_and(before, first)
        of_a_body = word.owner and word.fold[:-1] in self._forms.heads
        if word.owner and first > 1 and self._is_joined(before) and self._is_outside(before - 1):
            return first  # "the Secretary-General’s Panel"
        if not self._capital(before) or self._is_outside(before) or of_a_body:
            return first
        return before if self._near(before, first) else first

    def _step_over_and(self, conjunction: int, first: int) -> int:
        before = conjunction - 1
        if before < 0 or before in self._blocks or not self._near(before, first):
            return first
        word = self._words[before]
        forms = self._forms
        taken = any(word.fold in words for words in (forms.outside, forms.heads, forms.numerals))
        return before if self._capital(before) and not taken else first

    def _without_opener(self, first: int, head: int) -> int:
        while first < head and self._words[first].fold in self._forms.openers:
            if not self._opens_sentence(first) or self._is_compound(first):
                break
            first += 1
        return first

    # --- after the head

    def _right(self, head: int) -> int:
        after, in_tail = head + 1, False
        if self._is_counted(head):
            return head + 2
        if after < len(self._words) and self._words[after].fold in self._forms.followers:
            after += 1
        while after < len(self._words):
            step = self._step_right(after, head, in_tail)
            if step == after:
                break
            after, in_tail = abs(step), True
            if step < 0:
                return after
        foreign = in_tail and self._words[head].fold in self._forms.foreign
        return self._with_adjectives(self._whole(after, head)) if foreign else after

    def _whole(self, after: int, head: int) -> int:
        """Leave out a letter that an abbreviation begins with: "Ministère de la R.D."."""
        if len(self._words[after - 1].fold) > 1:
            return after
        while after > head + 1 and (
            len(self._words[after - 1].fold) == 1
            or self._words[after - 1].fold in self._forms.inner
        ):
            after -= 1
        return after

    def _with_adjectives(self, after: int) -> int:
        """Take "étrangères" of "Ministère des Affaires étrangères", if the name ends behind it."""
        end = after
        while end < len(self._words) and end - after < _ADJECTIVES:
            word = self._words[end]
            if word.upper or not word.fold.isalpha() or word.fold in self._forms.inner:
                break
            if word.fold in self._forms.prepositions:
                break
            end += 1
        closed = end == len(self._words) or not self._words[end].fold[0].isalnum()
        goes_on = not closed and self._words[end].fold in self._forms.inner
        return end if closed or goes_on else after

    def _step_right(self, after: int, head: int, in_tail: bool) -> int:
        """Give the new end; negative if the name ends there; `after` itself if nothing follows."""
        word = self._words[after]
        if not self._near(after - 1, after):
            return after
        if in_tail and (end := self._programme_end(after)) > after:
            return end
        if word.fold in self._forms.conjunctions and in_tail:
            return self._conjunct(after, after)
        if word.fold == "," and in_tail:
            return self._listed(after)
        links = self._forms.inner if in_tail else self._forms.links
        letter = len(word.fold) == 1 and self._words[head].fold not in self._forms.foreign
        placed = word.fold == "in" and self._is_of_system(head)
        if letter or (not placed and (word.fold not in links or word.fold == "the")):
            return after
        link = self._link_end(after) if in_tail else after
        end = self._linked(link, head, in_tail)
        return after if end == link else end

    def _linked(self, link: int, head: int, in_tail: bool) -> int:
        target = self._past_article(link + 1)
        if target >= len(self._words) or not self._capital(target):
            return link
        block = self._blocks.get(target)
        if block is not None:
            return self._linked_block(link, block, head, target)
        before = self._words[link].fold
        if before == "in" and not self._may_be_in(target) and not self._is_of_system(head):
            return link
        if before == "to" and not in_tail and not self._may_be_to(target, head):
            return link
        if in_tail and self._is_outside(target) and not self._is_applied(link):
            return link
        return self._run(link, target, head)

    def _may_be_to(self, target: int, head: int) -> bool:
        """Whether a name may go on behind "to": "Committee to Combat Piracy", "Division to …"."""
        if self._words[head].fold in self._forms.parts:
            return True
        aims = self._words[target].fold in self._forms.aims
        return aims and target + 1 < len(self._words) and self._capital(target + 1)

    def _linked_block(self, link: int, block: Block, head: int, target: int) -> int:
        if block.first != target:
            return link
        before = self._words[link].fold
        end = self._end_of_run(block.after)
        if block.is_country and end > block.after and self._is_joined(block.after):
            return end
        if block.is_country and end > block.after:
            plain = not any(map(self._stops, range(block.after, end)))
            office = any(map(self._is_head, range(block.after, end)))
            return self._run(link, block.after, head) if plain and office else -block.after
        if block.is_country and before == "in" and self._is_of_system(head):
            return -self._with_neighbour(block.after)
        if block.is_country:
            return -block.after if before in self._forms.of_state else link
        return self._with_office(block, end) if self._takes_office(head, before) else link

    def _with_office(self, block: Block, end: int) -> int:
        """Take a known body, and what it only begins: "of the United Nations Reef Fund"."""
        heads = [i for i in range(block.after, end) if self._is_head(i)]
        return -self._right(heads[-1]) if heads else -block.after

    def _with_neighbour(self, after: int) -> int:
        """Take "and Chad" behind the State in which a mission is."""
        other = self._blocks.get(after + 1)
        joined = after < len(self._words) and self._words[after].fold in self._forms.conjunctions
        return other.after if joined and other and other.is_country else after

    def _takes_office(self, head: int, link: str) -> bool:
        part = self._words[head].fold in self._forms.parts
        return link == "of" and (part or self._is_organ(head))

    def _run(self, link: int, target: int, head: int) -> int:
        """Take the capitalised words from `target` on; an office among them goes on its own way."""
        end = self._end_of_run(target)
        folds = [self._words[i].fold for i in range(target, end)]
        body = self._words[target].owner and folds[0][:-1] in self._forms.heads
        instrument = self._holds_outside(target, end) and not self._is_applied(link)
        if body or (instrument and self._words[link].fold == "of" and folds[0] != "president"):
            return link
        heads = [i for i in range(target, end) if self._is_head(i)]
        if not heads:
            return self._over_and(head, link, target, end) if target not in self._blocks else link
        into = self._words[link].fold == "to" and link > head + 1
        if not into and not self._takes_office(head, self._words[link].fold):
            return link
        return -self._right(heads[-1])

    def _over_and(self, head: int, link: int, target: int, end: int) -> int:
        """Take "and Reef Divers Platform" behind "of the Inland Pilots": an office ends both.

        Behind the part of an office one word is enough: "Unit of the Tides and Lights Service".
        """
        folds = [self._words[i].fold for i in range(target, end)]
        several = is_plural(folds[-1]) and len(folds) > 1
        part = self._takes_office(head, self._words[link].fold)
        if target == link + 1 or not (several or part) or end >= len(self._words):
            return end
        if self._holds_outside(target, end):
            return end
        after = self._end_of_run(end + 1) if self._is_mark_of_list(end) else end
        ends = after > end + _ADJECTIVES and self._words[after - 1].fold in self._forms.heads
        return after if ends else end

    def _conjunct(self, conjunction: int, none: int) -> int:
        target = self._past_article(conjunction + 1)
        end = self._plain_run(target)
        if target > conjunction + 1 and end - target > _ADJECTIVES:
            return none  # "Group for Lakes and the Asian Fishers Pact": another name
        return end if end > target else none

    def _listed(self, comma: int) -> int:
        """Take ", Labour and Welfare" after "Ministry of Health": a list that ends in "and"."""
        at = comma
        while at < len(self._words) and self._words[at].fold == ",":
            if at + 1 < len(self._words) and self._words[at + 1].fold in self._forms.conjunctions:
                return self._conjunct(at + 1, comma)
            start = self._past_article(at + 1)
            end = self._plain_run(start)
            if end == start:
                return comma
            at = end
        if at < len(self._words) and self._words[at].fold in self._forms.conjunctions:
            return self._conjunct(at, comma)
        return comma
