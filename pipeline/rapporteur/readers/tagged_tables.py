"""Tables as the tags of a PDF have them: rows and cells are said, columns seen.

The word processor tags what its author made as a table. Some of these only arrange a page: the
masthead, the contents, a signature beside a date. What is one by its shape is taken; the rest
stays text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter
from typing import Final

from rapporteur.readers.fragment import Fragment, common_size
from rapporteur.readers.tables import MAX_DISPLAY, Table
from rapporteur.source import Box, Cell

MIN_ROWS: Final = 2
MIN_COLUMNS: Final = 2
LEADER: Final = "...."
YEAR: Final = 4
"""Digits of a year, which no number of a page has."""
ASCENT: Final = 0.85
DESCENT: Final = 0.3
MOST_COLUMNS: Final = 24
SKIPPED: Final = 1.0
"""What a column counts in which a row has no cell, beside a point that sticks out."""
SPANNING: Final = 3.0
"""What a cell counts that spans columns: one that spans many is likelier than many that span."""
OFF: Final = 0.1
"""What a point off the middle counts, beside one that sticks out."""

Way = tuple[float, tuple[int, ...]]
"""What a way to spread cells costs, and the first column of each of them."""


@dataclass(slots=True)
class TaggedTable:
    """What the tags say of a table on one page.

    `widths` has the number of cells of each row, `heads` is how many rows are its head, `arranges`
    says that another table stands in it. `in_head` is where the reading of the tags is.
    """

    widths: list[int] = field(default_factory=list)
    heads: int = 0
    in_head: bool = False
    arranges: bool = False


def tagged_tables(fragments: Iterable[Fragment], tables: Sequence[TaggedTable]) -> list[Table]:
    """Return the tables that the cells of fragments are of, from top to bottom."""
    inked: list[dict[Cell, list[Fragment]]] = [{} for _ in tables]
    for item in fragments:
        if item.cell is not None and item.word:
            inked[item.cell.table].setdefault(item.cell, []).append(item)
    found = [
        _table(cells, table)
        for cells, table in zip(inked, tables, strict=True)
        if _is_table(cells, table)
    ]
    return sorted(found, key=lambda table: table.top)


def _is_table(cells: Mapping[Cell, Sequence[Fragment]], table: TaggedTable) -> bool:
    """Tell whether a table is one by its shape, and not the masthead or the contents."""
    rows = {cell.row for cell in cells}
    if table.arranges or len(rows) < MIN_ROWS or max(table.widths) < MIN_COLUMNS:
        return False
    items = [item for inside in cells.values() for item in inside]
    return not _has_display(items) and not _is_contents(cells)


def _has_display(items: Sequence[Fragment]) -> bool:
    """Tell whether some letters are much larger than most: this is a masthead."""
    return max(item.size for item in items) > MAX_DISPLAY * common_size(items)


def _is_contents(cells: Mapping[Cell, Sequence[Fragment]]) -> bool:
    """Tell whether titles lead to numbers of pages, by dots or in order."""
    texts = {cell: " ".join(item.word for item in inside) for cell, inside in cells.items()}
    if any(LEADER in text.replace(" ", "") for text in texts.values()):
        return True
    ends = {cell.row: cell for cell in sorted(texts, key=attrgetter("row", "column"))}
    numbers = [texts[cell] for cell in ends.values()]
    pages = [int(number) for number in numbers if number.isdecimal() and len(number) < YEAR]
    ordered = all(one <= other for one, other in pairwise(pages))
    if len(pages) <= MIN_ROWS or len(pages) < len(numbers) - 1:
        return False
    return ordered and pages[0] < pages[-1]


def _table(cells: Mapping[Cell, Sequence[Fragment]], table: TaggedTable) -> Table:
    """Return a table with rows and columns numbered without empty ones, its head as one row."""
    lines: dict[int, dict[int, Box]] = {}
    for cell, items in cells.items():
        lines.setdefault(cell.row, {})[cell.column] = _box(items)
    columns = _columns(lines, table.widths)
    last = _head(lines, table)
    rows = _numbered(max(row, last) for row in lines)
    seen = {
        Cell(0, row, old): (rows[max(row, last)], new)
        for row, line in lines.items()
        for old, new in _seen(line, columns, table.widths[row]).items()
    }
    filled = _numbered(column for _, column in seen.values())
    number = next(iter(cells)).table
    places = {
        Cell(number, old.row, old.column): Cell(number, row, filled[column], not table.heads)
        for old, (row, column) in seen.items()
    }
    boxes: dict[Cell, Box] = {}
    for old, new in places.items():
        box = lines[old.row][old.column]
        boxes[new] = _around(box, boxes.get(new, box))
    ordered = sorted(boxes.items(), key=lambda entry: (entry[0].row, entry[0].column))
    top, bottom = min(box[1] for box in boxes.values()), max(box[3] for box in boxes.values())
    return Table(top, bottom, tuple(ordered), places)


def _head(lines: Mapping[int, Mapping[int, Box]], table: TaggedTable) -> int:
    """Return the last row of the head; a cell over all columns below it names a group of rows."""
    for row in range(1, table.heads):
        if table.widths[row] == 1 < max(table.widths) and min(lines) < row:
            return row - 1
    return table.heads - 1


def _numbered(values: Iterable[int]) -> dict[int, int]:
    """Return for each of the values how many lesser ones there are."""
    return {value: number for number, value in enumerate(sorted(set(values)))}


@dataclass(frozen=True, slots=True)
class Column:
    """Where the texts of a column stand, and how far they could reach."""

    left: float
    right: float
    low: float
    high: float


def _columns(lines: Mapping[int, Mapping[int, Box]], widths: Sequence[int]) -> list[Column | None]:
    """Return where each column stands, by the rows that have a cell in every column.

    A column whose texts end at one edge reaches back to the one before, another one to the next.
    """
    count = max(widths)
    edges: list[list[tuple[float, float]]] = [[] for _ in range(count)]
    for row, line in lines.items():
        if widths[row] == count:
            for column, box in line.items():
                edges[column].append((box[0], box[2]))
    columns: list[Column | None] = [None] * count
    known = [column for column in range(count) if edges[column]]
    spans = [(min(x0 for x0, _ in edges[at]), max(x1 for _, x1 in edges[at])) for at in known]
    for index, column in enumerate(known):
        left, right = spans[index]
        low, high = left, right
        if _spread(x1 for _, x1 in edges[column]) < _spread(x0 for x0, _ in edges[column]):
            low = min(left, spans[index - 1][1]) if index else left
        elif index + 1 < len(spans):
            high = max(right, spans[index + 1][0])
        columns[column] = Column(left, right, low, high)
    return columns


def _spread(values: Iterable[float]) -> float:
    found = list(values)
    return max(found) - min(found)


def _seen(line: Mapping[int, Box], columns: Sequence[Column | None], width: int) -> dict[int, int]:
    """Return the first column of each cell of a row.

    In a short row some cells span several columns, and some columns have a cell of a row above:
    which, not every PDF says. Of all ways to spread the cells over the columns, the one is taken
    in which their texts stick out least.
    """
    if not 0 < width < len(columns) <= MOST_COLUMNS:
        return {column: column for column in line}
    ways: dict[int, Way] = {0: (0.0, ())}
    for cell in range(width):
        reached: dict[int, Way] = {}
        last = len(columns) - (width - cell - 1)
        for start, (cost, starts) in _skipped(ways, last).items():
            for end in range(start + 1, last + 1):
                spent = cost + _misfit(line.get(cell), columns[start:end])
                spent += SPANNING * (end - start > 1)
                if end not in reached or spent < reached[end][0]:
                    reached[end] = spent, (*starts, start)
        ways = reached
    _, starts = _skipped(ways, len(columns) + 1)[len(columns)]
    return {cell: starts[cell] for cell in line}


def _skipped(ways: Mapping[int, Way], last: int) -> dict[int, Way]:
    """Return the cheapest way to begin a cell at each column before `last`."""
    found: dict[int, Way] = {}
    for column in range(min(ways), last):
        reached = [ways[column]] if column in ways else []
        if column - 1 in found:
            cost, starts = found[column - 1]
            reached.append((cost + SKIPPED, starts))
        found[column] = min(reached)
    return found


def _misfit(box: Box | None, columns: Sequence[Column | None]) -> float:
    """Return by how many points a text sticks out of the columns that its cell spans.

    Where it does not, it stands in their middle, or at the left of the first; in a single column
    it may stand at the right.
    """
    known = [column for column in columns if column is not None]
    if box is None or not known:
        return 0.0
    first, last = known[0], known[-1]
    out = max(0.0, first.low - box[0]) + max(0.0, box[2] - last.high)
    off = min(abs(box[0] + box[2] - first.left - last.right) / 2, abs(box[0] - first.left))
    if first is last:
        off = min(off, abs(box[2] - last.right))
    return out + OFF * off


def _around(one: Box, other: Box) -> Box:
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )


def _box(items: Sequence[Fragment]) -> Box:
    return (
        min(item.x0 for item in items),
        min(item.base - ASCENT * item.size for item in items),
        max(item.x1 for item in items),
        max(item.base + DESCENT * item.size for item in items),
    )
