"""Tables of a page whose white a tool kept: cells where the columns are clear.

A column is clear where white stands beside it in every row. Rows part at empty lines, or where the
first column begins anew; what of a cell went on to the next line stays with it. Two columns of
prose are a table if their rows begin side by side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from rapporteur.knowledge.grammar import compile_pattern
from rapporteur.readers.plain_columns import is_prose
from rapporteur.readers.plain_signs import LEADERS, STOPS
from rapporteur.source import Cell

PIECE: Final = compile_pattern(r"\S+(?: {1,2}\S+)*")
LABEL: Final = compile_pattern(r"(?:\d{1,3}|[A-Z]|[IVXL]+)\.|\(\p{Ll}{1,4}\)|[•–—-]")
LABELLED: Final = 2
COUNT: Final = compile_pattern(r"\d{1,4}")
FIGURE: Final = compile_pattern(r"\d")
LEAST_CELLS: Final = 3
LEAST_ROWS: Final = 3
WHITE: Final = 2
"""Blanks that part two columns at least."""
WIDEST: Final = 400
MOST_BARE: Final = 6
"""Lines below one another with the first column alone."""
MOST_HEAD: Final = 6
LEAST_BESIDE: Final = 8
"""Lines with prose in both columns."""
LONGEST_HEAD: Final = 48
FEW: Final = 0.2
BEYOND: Final = 10_000


class Piece(NamedTuple):
    """Text of a line between wide white, `[start, end)` of the line."""

    start: int
    end: int
    text: str


Pieces = Sequence[Piece]
Printed = tuple[str, Cell | None]
"""A line as it is read: its text, and its cell if it is a part of a table."""
Columns = Sequence[tuple[int, int]]
"""Where the text of each column begins and ends."""
Region = tuple[int, int, Columns]
"""The lines of a table, `[low, high)`, and its columns."""


def place_cells(lines: Sequence[str]) -> list[list[Printed]]:
    """Return the lines of a page in blocks: text as it stands, a table cell by cell, text again."""
    pieces = [_pieces(line) for line in lines]
    leaders = {at for at, line in enumerate(lines) if LEADERS.search(line)}
    blocks: list[list[Printed]] = []
    placed = 0
    for low, high, columns in sorted([*_regions(pieces, leaders), *_prose(pieces, leaders)]):
        if low >= placed:
            blocks.append([(line, None) for line in lines[placed:low]])
            blocks.append(list(_cells(pieces[low:high], columns, len(blocks) // 2)))
            placed = high
    return [*blocks, [(line, None) for line in lines[placed:]]]


def _pieces(line: str) -> list[Piece]:
    return [Piece(*found.span(), found.group()) for found in PIECE.finditer(line)]


def _is_bare(row: Pieces) -> bool:
    """Say whether a line is one piece of text, perhaps with its label."""
    labelled = len(row) == LABELLED and LABEL.fullmatch(row[0].text) is not None
    return len(row) == 1 or labelled


def flat_rows(lines: Sequence[str]) -> set[int]:
    """Return the lines that are rows of tables whose columns are not clear: where they stand.

    A few below one another have several pieces, and are no contents.
    """
    rows = [(at, _pieces(line)) for at, line in enumerate(lines) if line.strip()]
    found: set[int] = set()
    for many, group in groupby(rows, key=lambda row: _has_cells(row[1], lines[row[0]])):
        run = list(group)
        pieces = [row for _, row in run]
        if many and len(run) >= LEAST_ROWS and not _are_contents(pieces, _columns(pieces)):
            found |= {at for at, _ in run}
    return found


def _has_cells(row: Pieces, line: str) -> bool:
    return len(row) >= LEAST_CELLS and len(line) <= WIDEST and not LEADERS.search(line)


# --- where tables stand ---------------------------------------------------------------------------


def _regions(pieces: Sequence[Pieces], leaders: set[int]) -> Iterator[Region]:
    """Yield tables of three columns and more."""
    first = next((at for at, row in enumerate(pieces) if row), 0)
    for seeds, columns in _seeded(pieces, leaders):
        if not _are_contents([pieces[at] for at in seeds], columns):
            yield (
                _top(pieces, seeds[0], first, columns),
                _foot(pieces, seeds[-1] + 1, columns),
                columns,
            )


def _seeded(pieces: Sequence[Pieces], leaders: set[int]) -> Iterator[tuple[list[int], Columns]]:
    """Yield the lines with many cells in the same columns, and these."""
    group: list[int] = []
    used = bytearray()
    columns: Columns = ()
    bare = 0
    for at, row in enumerate(pieces):
        if not row:
            continue
        seed = len(row) >= LEAST_CELLS and row[-1].end <= WIDEST and at not in leaders
        more = _with(used, row) if seed else used
        wider = _parted(more) if seed else columns
        anew = bool(group and bare) and _heads_anew(pieces[group[-1]], row)
        if seed and not anew and len(wider) >= max(LEAST_CELLS, min(len(columns), LEAST_CELLS + 1)):
            group.append(at)
            used, columns, bare = more, wider, 0
            continue
        bare = bare + 1 if _is_bare(row) and row[0].start < _second(columns) else 0
        if group and (seed or bare > MOST_BARE or not _fits(row, columns)):
            if len(group) >= LEAST_ROWS:
                yield group, columns
            group, used = ([at], _with(bytearray(), row)) if seed else ([], bytearray())
            columns = _parted(used)
    if len(group) >= LEAST_ROWS:
        yield group, columns


def _heads_anew(above: Pieces, row: Pieces) -> bool:
    """Say whether below a bare line a row without any figure is the head of another table."""
    above_counts, counts = (any(FIGURE.search(one.text) for one in line) for line in (above, row))
    return above_counts and not counts


def _second(columns: Columns) -> int:
    return columns[1][0] if columns else 0


def _columns(rows: Sequence[Pieces]) -> Columns:
    """Return the columns that white parts in all rows."""
    used = bytearray()
    for row in rows:
        used = _with(used, row)
    return _parted(used)


def _with(used: bytearray, row: Pieces) -> bytearray:
    """Return which places of a line are used if a row is, too."""
    more = used.ljust(row[-1].end, b"\0")
    for piece in row:
        more[piece.start : piece.end] = b"\1" * (piece.end - piece.start)
    return more


def _parted(used: bytearray) -> Columns:
    runs = [list(group) for filled, group in groupby(range(len(used)), used.__getitem__) if filled]
    columns: list[tuple[int, int]] = []
    for run in runs:
        if columns and run[0] - columns[-1][1] < WHITE:
            columns[-1] = (columns[-1][0], run[-1] + 1)
        else:
            columns.append((run[0], run[-1] + 1))
    return columns


def _fits(row: Pieces, columns: Columns) -> bool:
    """Say whether no piece of a row stands in two columns."""
    return all(sum(one.start < high and low < one.end for low, high in columns) < 2 for one in row)


def _are_contents(rows: Sequence[Pieces], columns: Columns) -> bool:
    """Say whether only the last column has numbers, and they grow as those of pages do."""
    last = [row[-1].text for row in rows if row[-1].start >= columns[-1][0]]
    counts = [int(one) for one in last if COUNT.fullmatch(one)]
    if len(counts) < len(last) or len(last) < len(rows) - 1:
        return False
    others = any(COUNT.fullmatch(one.text) for row in rows for one in row[1:-1])
    return counts == sorted(counts) and not others


def _top(pieces: Sequence[Pieces], seed: int, first: int, columns: Columns) -> int:
    """Return where the head of a table begins: what stands over its later columns."""
    low = at = seed
    while at > first + 1 and seed - at < MOST_HEAD:
        at -= 1
        row = pieces[at]
        if row and row[0].start <= _second(columns) + WHITE and not _is_head(row, columns):
            break
        if row:
            low = at
    return low


def _is_head(row: Pieces, columns: Columns) -> bool:
    return not _is_bare(row) and _fits(row, columns)


def _foot(pieces: Sequence[Pieces], high: int, columns: Columns) -> int:
    """Return where a table ends: below what goes on with its last row."""
    while high < len(pieces) and pieces[high] and _fits(pieces[high], columns):
        if _begins(pieces[high], columns):
            break
        high += 1
    return high


def _prose(pieces: Sequence[Pieces], leaders: set[int]) -> Iterator[Region]:
    """Yield tables of two columns of prose: their rows begin side by side, or have a head.

    Lines across both columns, as titles between the rows are, stay text.
    """
    starts = Counter(row[1].start for at, row in enumerate(pieces) if _is_pair(row, at, leaders))
    edges = _edges(pieces)
    for gutter, count in starts.most_common(1):
        if count < LEAST_BESIDE:
            return
        columns = [(0, gutter), (gutter, BEYOND)]
        kept = [at not in edges and _fits(row, columns) for at, row in enumerate(pieces)]
        groups = groupby(range(len(pieces)), kept.__getitem__)
        runs = [_trimmed(list(group), pieces, gutter) for fits, group in groups if fits]
        blocks = [
            block for lines in runs for block in _blocks([pieces[at] for at in lines], gutter)
        ]
        if _are_rows(blocks, gutter):
            yield from ((lines[0], lines[-1] + 1, columns) for lines in runs if lines)


def _trimmed(lines: list[int], pieces: Sequence[Pieces], gutter: int) -> list[int]:
    """Return the lines from the first with text in both columns to the last block with any."""
    beside = [at for at in lines if _beside(pieces[at], gutter)]
    if not beside:
        return []
    last = max(at for at in lines if pieces[at] and pieces[at][-1].start >= gutter)
    end = next((at for at in lines if at > last and not pieces[at]), lines[-1] + 1)
    return [at for at in lines if beside[0] <= at < end]


def _edges(pieces: Sequence[Pieces]) -> set[int]:
    """Return the first and the last line of a page where empty lines part them: running ones do."""
    filled = [at for at, row in enumerate(pieces) if row]
    beside = zip([*filled[:1], *filled[-1:]], [*filled[1:2], *filled[-2:-1]], strict=False)
    return {edge for edge, other in beside if abs(edge - other) > 1}


def _is_pair(row: Pieces, at: int, leaders: set[int]) -> bool:
    return len(row) == 2 and not _is_bare(row) and at not in leaders


def _beside(row: Pieces, gutter: int) -> bool:
    return len(row) > 1 and row[0].start < gutter <= row[-1].start


def _blocks(lines: Sequence[Pieces], gutter: int) -> list[list[Pieces]]:
    """Return the lines of each row of two columns of prose.

    Empty lines part them, and so does a line on which both columns begin anew.
    """
    blocks: list[list[Pieces]] = []
    for at, line in enumerate(lines):
        above = lines[at - 1] if at else []
        goes_on = above and not any(_beside(one, gutter) for one in blocks[-1])
        if line and not goes_on and (not above or _opens_both(above, line, gutter)):
            blocks.append([])
        if line:
            blocks[-1].append(line)
    return blocks


def _opens_both(above: Pieces, line: Pieces, gutter: int) -> bool:
    """Say whether both columns of a line begin anew: what stands above has ended, or is empty."""
    ended = [
        _has_ended([one for one in above if (one.start < gutter) == left]) for left in (True, False)
    ]
    return all(ended) and _opens_beside(line, gutter)


def _has_ended(column: Pieces) -> bool:
    return not column or column[-1].text.endswith(STOPS)


def _are_rows(blocks: Sequence[Sequence[Pieces]], gutter: int) -> bool:
    """Say whether two columns are prose whose rows begin side by side, and not in lower case."""
    both = [line for block in blocks for line in block if _beside(line, gutter)]
    if len(both) < LEAST_BESIDE or not all(map(is_prose, zip(*_sides(both), strict=True))):
        return False
    level = [block for block in blocks if any(_opens_beside(line, gutter) for line in block[:2])]
    headed = len(both[0]) == 2 and all(len(one.text) < LONGEST_HEAD for one in both[0])
    alone = len(blocks[0]) == 1 and headed
    return len(level) > 1 and len(level) >= len(blocks) - 1 and (alone or len(level) > 2)


def _opens_beside(line: Pieces, gutter: int) -> bool:
    """Say whether text begins in both columns of a line: none goes on with a sentence."""
    if not _beside(line, gutter):
        return False
    return not any(side[:1].islower() for side in (line[0].text, line[-1].text))


def _sides(lines: Sequence[Pieces]) -> Iterator[tuple[str, str]]:
    return ((line[0].text, line[-1].text) for line in lines)


# --- rows and cells -------------------------------------------------------------------------------


def _cells(lines: Sequence[Pieces], columns: Columns, table: int) -> Iterator[Printed]:
    """Yield the lines of the cells of a table, row by row, each cell whole."""
    for number, row in enumerate(_rows(lines, columns)):
        for column in range(len(columns)):
            for line in row:
                texts = [one.text for one in line if _column_of(one, columns) == column]
                if texts:
                    yield " ".join(texts), Cell(table, number, column)


def _column_of(piece: Piece, columns: Columns) -> int:
    """Return the column in which most of a piece stands, or the nearest."""
    shares = [min(piece.end, high) - max(piece.start, low) for low, high in columns]
    return shares.index(max(shares))


def _rows(lines: Sequence[Pieces], columns: Columns) -> list[list[Pieces]]:
    """Return the lines of each row: empty lines part them all, or each begins by itself."""
    if len(columns) < LEAST_CELLS:
        return _blocks(lines, columns[1][0])
    blocks = [list(block) for filled, block in groupby(lines, key=bool) if filled]
    inside = [line for block in blocks for line in block[1:]]
    begins = sum(len(line) > 1 and _begins(line, columns) for line in inside)
    if len(blocks) > LEAST_ROWS and begins < FEW * len(inside):
        return blocks
    ends = [line[0].end for line in lines if line and not _column_of(line[0], columns)]
    width = max(ends, default=0)
    rows: list[list[Pieces]] = []
    for block in blocks:
        for at, line in enumerate(block):
            if not at or _opens_row(rows[-1], line, columns, width):
                rows.append([])
            rows[-1].append(line)
    return rows


def _begins(line: Pieces, columns: Columns) -> bool:
    """Say whether a line has text in the first column that does not go on in lower case."""
    return line[0].start < _second(columns) and not line[0].text[:1].islower()


def _opens_row(row: Sequence[Pieces], line: Pieces, columns: Columns, width: int) -> bool:
    """Say whether a line begins a row: its first column does not go on with that above.

    It goes on in lower case, or where its first word had had no room in the row above, which has
    its first column alone.
    """
    first = line[0]
    if not _begins(line, columns):
        return False
    if any(len(above) > 1 for above in row) or row[-1][0].start >= _second(columns):
        return True
    return row[-1][0].end + 1 + len(first.text.partition(" ")[0]) <= width
