"""Plain text with each paragraph on one line, as people copy it: nobody wrapped it.

It is wrapped here as a page would be, so that all that is known of pages holds; where its own lines
begin, blocks do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.segment.chunks import find_labels
from rapporteur.segment.rows import Row

_PAGE = 90
"""So many letters a full line of a page has."""
_LONGER = 120
"""No page has lines of running text that are longer."""
_MOST_LETTERS = 0.6
_FEW_GO_ON = 0.05
_PIECE = compile_pattern(rf"\S.{{0,{_PAGE - 1}}}(?=\s|$)|\S+")


def is_unwrapped(rows: Sequence[Row]) -> bool:
    """Say whether most letters are in lines longer than pages have, and few lines go on below."""
    if any(row.line.box or row.stated for row in rows):
        return False
    long = sum(len(row.text) for row in rows if len(row.text) > _LONGER)
    goes_on = sum(below.text[:1].islower() for below in rows[1:])
    most = long > _MOST_LETTERS * sum(len(row.text) for row in rows)
    return most and goes_on <= _FEW_GO_ON * len(rows)


def block_starts(rows: Sequence[Row], grammar: Grammar) -> frozenset[int]:
    """Return where the lines begin, but for those below a label alone on its line."""
    starts: set[int] = set()
    alone = False
    for row in rows:
        if not alone:
            starts.add(row.start)
        alone = any(label.text_start >= row.end for label in find_labels(row, grammar))
    return frozenset(starts)


def wrap_rows(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows, long ones as several."""
    for row in rows:
        for piece in _PIECE.finditer(row.text):
            first = piece.start() == 0
            yield replace(
                row, start=row.start + piece.start(), end=row.start + piece.end(),
                text=piece.group(), blank_above=first,
                first_on_page=row.first_on_page and first,
            )  # fmt: skip
