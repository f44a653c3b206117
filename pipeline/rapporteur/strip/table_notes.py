"""Notes of tables: they stand below the table, in smaller type, and its cells call them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.source import Line, Source
from rapporteur.strip.notes import Note
from rapporteur.text import Span

RULE = "base.table_note"
_SMALLER = 0.4
_CAPTION_LINES = 4
_STARS = compile_pattern(r"(?<=[\w)\]”’])\s?(?P<sign>[*∗]{1,4})(?=\s*$)")
_BULLETS = "•−–-"
_MARKER = compile_pattern(r"\d{1,3}|[*∗†‡§]{1,4}|[a-z]")


@dataclass(frozen=True, slots=True)
class _Grid:
    """The lines of a table, over page breaks too: `[start, end)` of the source with its caption.

    `below` is the index of the line behind it, `called` are the raised signs in it.
    """

    start: int
    end: int
    below: int
    called: frozenset[str]


def find_table_notes(
    source: Source, lines: Sequence[Line], over: Sequence[Span], body: float, grammar: Grammar
) -> tuple[list[Note], dict[Line, str]]:
    """Return the notes right below tables, and their lines: the table calls one of them.

    None stands where another note is, or goes on overleaf, as `over` says.
    """
    notes: list[Note] = []
    found: dict[Line, str] = {}
    for grid in _grids(source, lines):
        area = [*_last_rows(source, lines, grid), *_small_lines(lines, grid.below, body)]
        below = list(_notes(source, area, grid, grammar))
        called = any(note.marker in grid.called for note in below)
        if called and not is_over(below[0].spans[0].start, over):
            notes += below
            first = below[0].spans[0].start
            found |= dict.fromkeys((line for line in area if line.end > first), RULE)
    return notes, found


def is_over(start: int, over: Sequence[Span]) -> bool:
    """Say whether a place is within a note, be it between its pieces on two pages."""
    return any(span.start < start < span.end for span in over)


def bind_notes(source: Source, lines: Sequence[Line], notes: Sequence[Note]) -> list[Note]:
    """Return the notes in order, those with a letter bound to the table above that calls it."""
    grids = list(_grids(source, lines))
    return [_bound(note, grids) for note in sorted(notes, key=lambda note: note.spans[0].start)]


def _bound(note: Note, grids: Sequence[_Grid]) -> Note:
    if note.table or not note.marker.isalpha():
        return note
    above = [grid for grid in grids if grid.end <= note.spans[0].start]
    calls = bool(above) and note.marker in above[-1].called
    return replace(note, table=Span(above[-1].start, above[-1].end)) if calls else note


def _grids(source: Source, lines: Sequence[Line]) -> Iterator[_Grid]:
    """Yield the tables; one that fills a page goes on on the next."""
    first = -1
    for index, line in enumerate([*lines, None]):
        if line is not None and line.cell is not None:
            first = index if first < 0 else first
        elif first >= 0:
            yield _grid(source, lines, first, index)
            first = -1


def _grid(source: Source, lines: Sequence[Line], first: int, below: int) -> _Grid:
    top = first
    while top and first - top < _CAPTION_LINES and _is_beside(lines[top - 1], lines[first]):
        top -= 1
    called = {sign for line in lines[top:below] for sign in _raised(source, line)}
    return _Grid(lines[top].start, lines[below - 1].end, below, frozenset(called))


def _is_beside(above: Line, line: Line) -> bool:
    return above.cell is None and above.page == line.page


def _raised(source: Source, line: Line) -> Iterator[str]:
    """Yield the signs that a line calls; one at its start is a marker. Stars need not be raised."""
    stars = _STARS.search(source.text, line.start, line.end)
    if stars is not None and stars.start() > line.start:
        yield stars["sign"].replace("∗", "*")
    for style in line.styles:
        if style.raised and style.start > line.start:
            yield from _MARKER.findall(source.text[style.start : style.end].replace("∗", "*"))


def _last_rows(source: Source, lines: Sequence[Line], grid: _Grid) -> Sequence[Line]:
    """Return the lines of the last rows of a table that have one cell, from one that stars begin.

    They stand below the table in truth, between its lines or in a cell of its own.
    """
    first = found = grid.below
    columns: set[tuple[int, int, int]] = set()
    while first and (cell := lines[first - 1].cell) and lines[first - 1].start >= grid.start:
        columns.add((cell.table, cell.row, cell.column))
        sign = source.text[lines[first - 1].start]
        if len({row[:2] for row in columns}) < len(columns) or sign in _BULLETS:
            break
        first -= 1
        if sign in "*∗":
            found = first
    return lines[found : grid.below]


def _small_lines(lines: Sequence[Line], below: int, body: float) -> Iterator[Line]:
    """Yield the lines below a table, on its page, that are set smaller than running text."""
    page = lines[below - 1].page
    for line in lines[below:]:
        if line.page != page or line.cell is not None or (line.size or body) > body - _SMALLER:
            return
        yield line


def _notes(source: Source, area: Sequence[Line], grid: _Grid, grammar: Grammar) -> Iterator[Note]:
    """Yield the notes of an area: each begins with a raised marker and takes the lines below."""
    note: Note | None = None
    for line in area:
        text = source.text[line.start : line.end]
        match = grammar.match("note_marker", text)
        raised = bool(line.styles) and line.styles[0].raised
        if match and (raised or text[:1] in "*∗"):
            if note:
                yield note
            span = Span(line.start + match[1].end(), line.end)
            marker = match[1]["marker"].replace("∗", "*")
            note = Note(marker, (span,), line.page, table=Span(grid.start, grid.end))
        elif note:
            note = replace(note, spans=(*note.spans, Span(line.start, line.end)))
    if note:
        yield note
