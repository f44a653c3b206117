"""Tables grown from their cells, and those that go on on the next page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rapporteur.segment.blocks import TableBlock
from rapporteur.segment.chunks import Chunk
from rapporteur.text import Span

_SAME_LEFT = 3.0

TableRow = list[list[Span]]
"""For each column the pieces of a cell's text."""


@dataclass(slots=True)
class Tables:
    """The tables found so far; `inside` says that the last chunk was a cell."""

    found: list[TableBlock] = field(default_factory=list)
    inside: bool = False

    def open(self, chunk: Chunk, heading: int | None, part: int) -> None:
        """Begin the table of the chunk's cell; it may go on with one on the page before."""
        key = _key(chunk)
        goes_on = self.inside and self.found[-1].key[0] == key[0] - 1
        self.found.append(TableBlock([], heading, part, key=key, goes_on=goes_on))

    def name(self, title: list[Span]) -> None:
        """Give the last table its title."""
        self.found[-1].title = title

    def add(self, chunk: Chunk) -> list[Span]:
        """Place the text of a cell in the last table; return the pieces of that cell."""
        cell = chunk.rows[0].line.cell
        if cell is None:
            raise ValueError("not a cell")
        rows = self.found[-1].rows
        while len(rows) <= cell.row:
            rows.append([])
        row = rows[cell.row]
        while len(row) <= cell.column:
            row.append([])
        row[cell.column] += chunk.spans()
        if cell.row == 0:
            self.found[-1].lefts.append(chunk.left)
            self.found[-1].headed &= all(line.line.bold for line in chunk.rows)
            self.found[-1].headless = cell.headless
        self.inside = True
        return row[cell.column]


def _key(chunk: Chunk) -> tuple[int, int]:
    line = chunk.rows[0].line
    return line.page, line.cell.table if line.cell else 0


def join_tables(tables: Sequence[TableBlock], content: str) -> list[TableBlock]:
    """Return the tables with those as one that go on on the next page.

    There the same head stands above them, or none: a row that is not set as the first head is.
    """
    joined: list[TableBlock] = []
    for table in tables:
        head = _texts(table.rows[0], content)
        if joined and table.goes_on and any(head) and head == _texts(joined[-1].rows[0], content):
            joined[-1].repeated += [span for cell in table.rows[0] for span in cell]
            _append(joined[-1].rows, table.rows[1:])
        elif joined and table.goes_on and _goes_on_without_head(joined[-1], table):
            _append(joined[-1].rows, table.rows)
        else:
            joined.append(table)
    return joined


def _append(rows: list[TableRow], more: Sequence[TableRow]) -> None:
    """Add the rows of the next page; the first of them may be the rest of the last one.

    It is, if it has text in a few columns only, not in the first, and the last row has some there.
    """
    if not more:
        return
    filled = {column for column, cell in enumerate(more[0]) if cell}
    above = {column for column, cell in enumerate(rows[-1]) if cell}
    if 0 in filled or not filled < above or 2 * len(filled) > len(above):
        rows += more
        return
    for column in filled:
        rows[-1][column] += more[0][column]
    rows += more[1:]


def _goes_on_without_head(above: TableBlock, table: TableBlock) -> bool:
    may = table.headless or (above.headed and not table.headed)
    if not may or len(above.lefts) != len(table.lefts):
        return False
    pairs = zip(above.lefts, table.lefts, strict=True)
    return all(abs(left - other) <= _SAME_LEFT for left, other in pairs)


def _texts(row: Sequence[Sequence[Span]], content: str) -> list[str]:
    return [
        " ".join(" ".join(content[span.start : span.end].split()) for span in cell) for cell in row
    ]
