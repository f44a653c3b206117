"""`I.` behind `H.` is the letter, behind nothing or `IV.` the numeral: whose turn it is.

Numerals and letters of headings are check digits as numbers of paragraphs are. The last of each
series is kept, and what a heading costs whose turn it is not; so that the reading of the whole
tells which of two labels is meant, and whether an annex ends the body or is one that is quoted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rapporteur.knowledge.numerals import value_of
from rapporteur.segment.blocks import Label
from rapporteur.segment.headings import RANKS, Heading, Look
from rapporteur.segment.items import ordinal
from rapporteur.segment.terms import Term

_NEW_PART = frozenset({"annex", "appendix", "chapter"})
_COUNTED: Mapping[str, str] = {
    "upper_roman": "roman", "upper_letter": "letter", "letter": "letter", "roman": "roman",
}  # fmt: skip
"""The styles of labels that may be mistaken for one another, and how each counts."""
_ANEW_COST = 0.5
_GAP_COST = 1.0
_LARGEST_GAP = 3
_OUT_OF_TURN_COST = 2.0
_UNLIKE_COST = 1.0
_BARE_COST = 4.0
"""What it costs that an annex has no number, behind one that has."""


class Turns(NamedTuple):
    """The place of the last label of each series of headings, 0 where none is open.

    `numeral_look` and `capital_look` are how the first numeral and the first capital letter are
    set, `annexed` says that an annex with a number stands above.
    """

    chapter: int = 0
    numeral: int = 0
    capital: int = 0
    letter: int = 0
    roman: int = 0
    numeral_look: Look | None = None
    capital_look: Look | None = None
    annexed: bool = False

    def cost(self, heading: Heading, *, doubtful: bool) -> tuple[float, tuple[Term, ...]]:
        """Return what it costs that this heading stands here, and why.

        If its label is `doubtful`, one that is set unlike those of its kind above costs more.
        """
        label = heading.label
        if label is None:
            return 0.0, ()
        if label.style == "chapter":
            return _chapter_cost(self.chapter, place(label))
        if label.style == "annex" and self.annexed and not label.number:
            return _BARE_COST, (Term.UNLIKE,)
        if label.style not in _COUNTED:
            return 0.0, ()
        cost, why = _cost(self._last(label.style), place(label))
        look = self._look(label.style) if doubtful else None
        if look is not None and look != heading.look:
            return cost + _UNLIKE_COST, (*why, Term.UNLIKE)
        return cost, why

    def after(self, heading: Heading) -> Turns:
        """Return whose turn it is behind a heading."""
        label, found = heading.label, self
        if heading.rank is not None and heading.rank < RANKS["letter"]:
            found = found._closed()
        if label is None:
            return found
        style, here = label.style, place(label)
        if style in _NEW_PART:
            chapter = here if style == "chapter" else 0
            annexed = found.annexed or (style == "annex" and bool(label.number))
            return found._replace(chapter=chapter, numeral=0, capital=0, annexed=annexed)
        if style == "upper_roman":
            look = found.numeral_look or heading.look
            return found._replace(numeral=here, capital=0, numeral_look=look)
        if style == "upper_letter":
            return found._replace(capital=here, capital_look=found.capital_look or heading.look)
        if style == "letter":
            return found._replace(letter=here, roman=0)
        return found._replace(roman=here) if style == "roman" else found

    def _closed(self) -> Turns:
        return self._replace(letter=0, roman=0) if self.letter or self.roman else self

    def _last(self, style: str) -> int:
        if style == "upper_roman":
            return self.numeral
        if style == "upper_letter":
            return self.capital
        return self.letter if style == "letter" else self.roman

    def _look(self, style: str) -> Look | None:
        if style == "upper_roman":
            return self.numeral_look
        return self.capital_look if style == "upper_letter" else None


def place(label: Label) -> int:
    """Return the place of a heading's numeral, letter or number among its siblings, from 1.

    0 if it has none.
    """
    number = label.number.lower()
    if label.style == "chapter":
        return int(number) if number.isdecimal() else value_of(number) or 0
    return ordinal(_COUNTED.get(label.style, "letter"), number) or 0


def _cost(last: int, here: int) -> tuple[float, tuple[Term, ...]]:
    if here == last + 1:
        return 0.0, ()
    if here == 1:
        return _ANEW_COST, (Term.ANEW,)
    if last and last < here <= last + _LARGEST_GAP:
        return _GAP_COST, (Term.GAP,)
    return _OUT_OF_TURN_COST, (Term.HEADING_OUT_OF_TURN,)


def _chapter_cost(last: int, here: int) -> tuple[float, tuple[Term, ...]]:
    """Return the cost of a chapter: any later one is sound, since a document may quote a few."""
    return (0.0, ()) if last and here > last else _cost(last, here)
