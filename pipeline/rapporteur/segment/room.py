"""Room at the end of a row: text that goes on fills its rows; what had room there begins anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapporteur.knowledge.grammar import compile_pattern
from rapporteur.segment.blocks import Label
from rapporteur.segment.rows import NARROWEST, Row

_STOP = compile_pattern(r"[.!?…][\"”’')\]]*$")
_OPENING = "“‘\"'(["
_MUCH = 0.8
SET_IN = 3
"""So many blanks more set in the first row of a paragraph."""


def fitted(above: Row, row: Row) -> int:
    """Return how long the row above would be with the first word of a row on it."""
    return len(above.text) + 1 + len(row.text.partition(" ")[0])


def size_of(row: Row) -> int:
    """Return how long a row is without the white behind its label."""
    return len(" ".join(row.text.split()))


def columns_of(row: Row, labels: Sequence[Label]) -> set[int]:
    """Return where the text of a row may begin: at its left, or behind a label."""
    return {row.indent, *(row.indent + label.text_start - row.start for label in labels)}


def is_set_in(columns: Iterable[int], rows: Sequence[Row]) -> bool:
    """Say whether the first of some rows alone is set in, as in a paragraph, and none above it.

    `columns` are those of the row above.
    """
    if len(rows) == 1 or rows[0].first_on_page:
        return False
    first, second = rows[0].indent, rows[1].indent
    return any(
        abs(column - second) <= 1 and first >= max(column, second) + SET_IN for column in columns
    )


def parts_paragraphs(group: Sequence[Row], row: Row, width: int) -> bool:
    """Say whether a paragraph of plain text ends above a row although no empty line shows it.

    A sentence ends there, and the first word of the row had had much room: be it in the column
    of the text, or in the narrower one of an item or a quotation.
    """
    above = group[-1]
    begins = row.text[:1].isupper() or row.text[:1] in _OPENING
    if not begins or row.first_on_page or row.line.cell is not None or not _STOP.search(above.text):
        return False
    widest = min(width, max(len(one.text) for one in (*group, row)))
    return widest >= NARROWEST and fitted(above, row) <= _MUCH * widest
