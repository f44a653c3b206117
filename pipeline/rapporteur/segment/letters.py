"""Titles of letters and of what they annex: they end with those to whom a letter is addressed."""

from __future__ import annotations

from collections.abc import Sequence

from rapporteur.knowledge.grammar import Grammar
from rapporteur.segment.rows import Row
from rapporteur.segment.title_signs import is_symbol

_MOST_ROWS = 8


def letter_end(rows: Sequence[Row], index: int, grammar: Grammar) -> int | None:
    """Return the index of the row below such a title of two rows at least, None if none begins.

    More of those to whom the letter is addressed stand behind a small letter, its symbol may end
    the title.
    """
    for after in range(index + 2, min(index + _MOST_ROWS, len(rows) - 1) + 1):
        title = " ".join(row.text for row in rows[index:after])
        goes_on = rows[after].text[:1].islower()
        if not goes_on and grammar.fits("annexed_title", title):
            named = after + 1 < len(rows) and is_symbol(rows[after].text.strip("()"))
            return after + named
    return None


def opens_letter_title(rows: Sequence[Row], index: int, grammar: Grammar) -> bool:
    """Say whether the title of a letter begins at a row: "Letter dated … addressed to …"."""
    opened = grammar.search("letter_opening", rows[index].text) is not None
    return opened and letter_end(rows, index, grammar) is not None
