"""Titles among the rows of plain text that the numbers of paragraphs show, however full they are.

One stands between the end of a sentence and the number that is next. Others have numbers that count
apart from those of the paragraphs: "A. Treaties", "1. Reporting", "2. Replies", "9.".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapporteur.knowledge.grammar import Grammar
from rapporteur.segment.acts import MOST_ROWS
from rapporteur.segment.apart import counted_apart
from rapporteur.segment.room import fitted
from rapporteur.segment.row_labels import RowLabels
from rapporteur.segment.rows import Row
from rapporteur.segment.title_signs import SENTENCES, ended, number_of

_PAUSES = (",", ";", ":")
_HEAD = 3
"""So many rows above a number its section has its label."""
_ROOM = 0.9


def full_titles(
    rows: Sequence[Row], labels: RowLabels, grammar: Grammar
) -> Iterator[tuple[int, int]]:
    """Yield the first row of each title above the number that is next, and that number's row.

    A sentence ends above it and none inside, as in the last words of a paragraph.
    """
    last: int | None = None
    for after, row in enumerate(rows):
        number = number_of(labels.of(after))
        if number is None:
            continue
        if last is not None and number - 1 == last:
            index = _first_row(rows, labels, after, grammar)
            if index is not None:
                yield index, after
        last = last if row.line.cell is not None else number


def _first_row(rows: Sequence[Row], labels: RowLabels, after: int, grammar: Grammar) -> int | None:
    """Return the first of the rows between the end of a sentence and a number, None without any."""
    for at in range(after - 1, max(-1, after - 2 - MOST_ROWS), -1):
        text = rows[at].text
        if _stops(text, grammar):
            return at + 1 if at + 1 < after else None
        if labels.of(at) or SENTENCES.search(text):
            return None
    return None


def _stops(text: str, grammar: Grammar) -> bool:
    return ended(text, grammar) and not text.endswith(_PAUSES)


def titles_apart(rows: Sequence[Row], labels: RowLabels, width: int) -> Iterator[tuple[int, int]]:
    """Yield the row of each title with a number apart, and the row below it."""
    numbers = [number_of(labels.of(at)) for at in range(len(rows))]
    headed = [one is not None and _is_headed(labels, at) for at, one in enumerate(numbers)]
    for index in sorted(counted_apart(numbers, headed)):
        for after in range(index + 1, min(index + MOST_ROWS, len(rows))):
            room = fitted(rows[after - 1], rows[after]) <= _ROOM * width
            if labels.of(after) or (room and rows[after].text[:1].isupper()):
                yield index, after
                break


def _is_headed(labels: RowLabels, index: int) -> bool:
    """Say whether above a row, but for the title, the label of a section stands."""
    for at in range(index - 1, max(-1, index - 1 - _HEAD), -1):
        if labels.of(at):
            return labels.is_section(at)
    return False
