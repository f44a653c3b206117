"""Blanks beside a hyphen, and hyphens that a tool lost at a line end.

Surface forms: `COVID -19`, `trafficking -related`, `ill- treatment`, `science - and`;
`technology facilitated` and `SecretaryGeneral` where the print has a hyphen and a line break.
Suspended hyphens (`gender- and age-sensitive`) stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rapporteur.knowledge.grammar import language
from rapporteur.knowledge.words import Lexicon, Strength, lexicon
from rapporteur.repair.addresses import ADDRESS
from rapporteur.repair.vocabulary import Vocabulary
from rapporteur.text import Edit

_PART = r"[^\W_]+(?:-[^\W_]+)*"
_BEFORE = re.compile(rf"(?P<gap> )-(?P<second>{_PART})(?![\w-])")
_BEHIND = re.compile(rf"-(?P<gap> )(?P<second>{_PART})(?![\w-])")
_AROUND = re.compile(rf"(?P<gap> )-(?P<gap2> )(?P<second>{_PART})(?![\w-])")
_YEAR_BEHIND = re.compile(r" -(?=(?:19|20)\d\d\b)")
_YEAR = re.compile(r"\b(?:19|20)\d\d")
_ADDRESS = re.compile(rf"{ADDRESS}\S*(?P<gap> )(?=-\w)")
_GLUED = re.compile(r"(?:\w+-)*(?P<first>[A-Z]?[a-z]{2,})(?P<second>[A-Z][a-z]{3,})")
_PAIR = re.compile(r"(?<![\w-])(?=(?P<first>[^\W\d_]+)(?P<gap> )(?P<second>[^\W\d_]+)(?![\w-]))")
_LAST_PART = re.compile(rf"(?<![\w-]){_PART}$")
_LONGEST: Final = 60
_BEFORE_RULE: Final = "repair.blank_before_hyphen"
_BEHIND_RULE: Final = "repair.blank_behind_hyphen"
_OFTEN: Final = 3


@dataclass(frozen=True, slots=True)
class _Judge:
    vocabulary: Vocabulary
    known: Lexicon

    def why(self, first: str, second: str) -> str | None:
        """Return the evidence that `first-second` is one compound, None if there is none."""
        own = self.vocabulary.count(f"{first}-{second}")
        if own:
            return f"“{first}-{second}” {own} times in the document"
        one, two = first.lower(), second.lower()
        if self.known.is_compound(one, two):
            return "the lexicon writes it with a hyphen"
        if one.rpartition("-")[2] in self.known.prefixes:
            return f"“{first}-” is bound to the next word"
        return None

    def why_tail(self, first: str, second: str) -> str | None:
        """As `why`, also for an ending like `-based` that follows a sound word."""
        if found := self.why(first, second):
            return found
        one, two = first.lower().rpartition("-")[2], second.lower()
        if self.known.strength(one) is not Strength.SOUND and not first.isupper():
            return None
        head, hyphen, _ = two.partition("-")
        if head in self.known.tails or (hyphen and head in self.known.middles):
            return f"“-{second}” is bound to the word before"
        return None


def find_hyphen_damage(vocabulary: Vocabulary, *, glued: bool) -> list[Edit]:
    """Return the edits for blanks beside hyphens and lost hyphens; `glued`: lines may be joined."""
    judge = _Judge(vocabulary, lexicon())
    edits: list[Edit] = []
    content = vocabulary.content
    if " -" in content:
        edits += [*_blank_before(judge), *_blank_in_other(content), *_blanks_around(judge)]
    if "- " in content:
        edits += _blank_behind(judge)
    edits += _glued(judge)
    if glued:
        edits += _lost_at_line_end(judge)
    return edits


def _first(content: str, end: int) -> str:
    """Return the word or compound that ends at `end`; empty if none does."""
    match = _LAST_PART.search(content, max(0, end - _LONGEST), end)
    return match.group() if match else ""


def _blank_before(judge: _Judge) -> Iterator[Edit]:
    """`drug -related`: by evidence; where a document has that often, between all sound words."""
    content = judge.vocabulary.content
    found = [(match, _first(content, match.start())) for match in _BEFORE.finditer(content)]
    found = [(match, first) for match, first in found if first]
    reasons = [judge.why_tail(first, match["second"]) for match, first in found]
    often = sum(why is not None for why in reasons) >= _OFTEN
    for (match, first), why in zip(found, reasons, strict=True):
        if why is not None:
            yield Edit(*match.span("gap"), "", _BEFORE_RULE, why)
        elif often and _is_word_pair(first, match["second"]):
            yield Edit(*match.span("gap"), "", _BEFORE_RULE, "the document has many such blanks")
    yield from _blank_in_suspended(judge, often=often)


def _is_word_pair(first: str, second: str) -> bool:
    """Tell whether no dash can stand between: two words, and the second begins no remark."""
    head = second.partition("-")[0]
    return first.rpartition("-")[2].isalpha() and head.isalpha() and head not in lexicon().remarks


def _blank_in_suspended(judge: _Judge, *, often: bool) -> Iterator[Edit]:
    """`science - and evidence-based`: the first part goes with the same ending as the second."""
    content = judge.vocabulary.content
    for match in language().only("suspended_compound").finditer(content):
        first, ending = _first(content, match.start()), match["second"]
        if not first.islower():
            continue
        if often or ending in judge.known.tails or judge.why(first, ending):
            yield Edit(*match.span("gap"), "", _BEFORE_RULE, f"shares “-{ending}”")


def _blank_in_other(content: str) -> Iterator[Edit]:
    """`2011 -2015` and a blank before a hyphen of an address."""
    for match in _YEAR_BEHIND.finditer(content):
        at = match.start()
        if _YEAR.fullmatch(content, max(0, at - 4), at):
            yield Edit(at, at + 1, "", _BEFORE_RULE, "between two years")
    for match in _ADDRESS.finditer(content):
        yield Edit(*match.span("gap"), "", _BEFORE_RULE, "inside an address")


def _blank_behind(judge: _Judge) -> Iterator[Edit]:
    content = judge.vocabulary.content
    for match in _BEHIND.finditer(content):
        first = _first(content, match.start())
        if not first or match["second"].partition("-")[0] in judge.known.suspending:
            continue
        if why := judge.why(first, match["second"]):
            yield Edit(*match.span("gap"), "", _BEHIND_RULE, why)


def _blanks_around(judge: _Judge) -> Iterator[Edit]:
    """`follow - up`: only where the document has the compound; elsewhere the sign is a dash."""
    content = judge.vocabulary.content
    for match in _AROUND.finditer(content):
        first, second = _first(content, match.start()), match["second"]
        own = 0 if first.isdigit() else judge.vocabulary.count(f"{first}-{second}")
        if first and own and second not in judge.known.suspending:
            why = f"“{first}-{second}” {own} times in the document"
            yield Edit(*match.span("gap"), "", _BEFORE_RULE, why)
            yield Edit(*match.span("gap2"), "", _BEHIND_RULE, why)


def _glued(judge: _Judge) -> Iterator[Edit]:
    for word, count in judge.vocabulary.exact.items():
        if count > 1 or word.islower() or word.istitle() or word.isupper():
            continue
        match = _GLUED.fullmatch(word)
        if match and (why := _why_glued(judge, match["first"], match["second"])):
            found = re.search(rf"(?<![\w/#@._]){word}(?![\w/@_])", judge.vocabulary.content)
            if found:
                at = found.start() + match.start("second")
                yield Edit(at, at, "-", "repair.lost_hyphen", why)


def _why_glued(judge: _Judge, first: str, second: str) -> str | None:
    """As `why`; a capital prefix may begin a name (`InterAction`), so it needs the document."""
    own = judge.vocabulary.count(f"{first}-{second}")
    if (
        own == 0
        and first[0].isupper()
        and first.lower() in judge.known.prefixes - judge.known.binding
    ):
        return None
    return judge.why(first, second)


def _lost_at_line_end(judge: _Judge) -> Iterator[Edit]:
    """Restore the hyphen where two printed lines stand glued in one.

    A tool that takes a hyphen at a line end for a soft one glues the lines together. The glued line
    is longer than the page is wide, and the place is where the first printed line ended. Where a
    line end keeps its hyphen, or the place has one already, the tool is of another kind.
    """
    content = judge.vocabulary.content
    for start, end in _margins(content):
        if "-" in content[max(0, start - _BEFORE_ZONE) : end]:
            continue
        for match in _PAIR.finditer(content, start, end):
            first, second = match["first"], match["second"]
            if (why := judge.why(first, second)) and _is_printed_joined(judge, first, second):
                where = "where two printed lines are glued"
                yield Edit(*match.span("gap"), "-", "repair.lost_hyphen", f"{why}; {where}")


def _is_printed_joined(judge: _Judge, first: str, second: str) -> bool:
    """Tell whether the document writes the two words with a hyphen at least as often."""
    hyphened = judge.vocabulary.count(f"{first}-{second}")
    return judge.vocabulary.spaced(first, second) <= max(1, hyphened)


_SHORTEST_WIDTH: Final = 50
_GLUED_LENGTH: Final = 1.15
_ZONE: Final = (0.80, 1.08)
_BEFORE_ZONE: Final = 20
_WRAPPED_SHARE: Final = 0.4


def _margins(content: str) -> Iterator[tuple[int, int]]:
    """Yield the stretch around the right margin of every line that is too long to be one."""
    width = _wrap_width([len(line) for line in content.split("\n")])
    for low, high in long_lines(content):
        start, end = (int((width or 0) * share) for share in _ZONE)
        yield low + start, min(high, low + end + 24)


def long_lines(content: str) -> list[tuple[int, int]]:
    """Return where the lines stand that are too long to be one.

    None where most lines are not wrapped at one width.
    """
    lines = content.split("\n")
    width = _wrap_width([len(line) for line in lines])
    if width is None:
        return []
    found, at = [], 0
    for line in lines:
        if len(line) > width * _GLUED_LENGTH:
            found.append((at, at + len(line)))
        at += len(line) + 1
    return found


def _wrap_width(lengths: list[int]) -> int | None:
    """Return the usual length of a full line, None if there is none."""
    filled = sorted(length for length in lengths if length >= _SHORTEST_WIDTH)
    if len(filled) < 5:
        return None
    width = filled[len(filled) * 3 // 4]
    near = sum(0.85 * width <= length <= 1.05 * width for length in filled)
    return width if near >= _WRAPPED_SHARE * len(filled) else None
