"""The front of a document, read forwards: what each line says, until the first that says nothing.

What no rule of the front claims is the document's text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rapporteur.knowledge.grammar import Grammar
from rapporteur.source import Line, Page, Source
from rapporteur.strip.cells import Cell, join, page_cells
from rapporteur.strip.covers import bare_title, cover, known_title, notice
from rapporteur.strip.fields import Field, blocks, heads_text, languages_go_on, reads, stops
from rapporteur.strip.plain_front import read_plain_front

_FRONT_PAGES = 8
_HEADER_ZONE = 0.32
_RIGHT_HALF = 0.45
_HIGHEST = 0.17
_BESIDE = 2.0
_INDENT = 20.0
_EDGE = 8.0
_SAME_SIZE = 0.6
_ADDRESS_SIZE = 13.0
_ADDRESS_CELLS = 40
_COLUMN = 200.0
_ITEM_GAP = 2.3
_BLOCK_GAP = 1.6
_TITLE_GAP = 60.0
_SMALLER = 3.6
_CENTRED = 16.0
_ROOM = 0.15
_ALONE = 3
_COVER_CELLS = 30

_FIXED = (
    "distribution", "original", "masthead_date", "masthead_symbol", "masthead_language",
    "date_abroad", "distribution_value", "official_records", "masthead_purpose",
)  # fmt: skip
_RECORD = ("record_meeting", "masthead_time", "record_place")


@dataclass(frozen=True, slots=True)
class Front:
    """The fields of the front in order, and the lines that hold nothing else."""

    fields: tuple[Field, ...]
    lines: tuple[Line, ...]
    notices: tuple[Line, ...] = ()


def read_front(source: Source, lines: Sequence[Line], body: float, grammar: Grammar) -> Front:
    """Return what the front says; a page follows where the one before is wholly front, or a notice.

    `body` is the size of running text.
    """
    fields: list[Field] = []
    taken: list[Line] = []
    notices: list[Line] = []
    for number, group in groupby(lines, key=lambda line: line.page):
        page = list(group)
        if number > _FRONT_PAGES:
            break
        found = _read_page(source, page, body, grammar)
        if page[0].box is None and _is_titled(fields) and not _is_headed(found):
            break
        whole = _whole_lines(page, page_cells(source, page), found)
        fields += found
        named = {field.cell.line for field in found if field.name == "notice"}
        notices += [line for index, line in whole if index in named]
        taken += [line for index, line in whole if index not in named]
        printed = sum(bool(source.text[line.start : line.end].strip()) for line in page)
        if len(whole) < printed and not named:
            break
    return Front(tuple(fields), tuple(taken), tuple(notices))


def _is_titled(fields: Iterable[Field]) -> bool:
    """Say whether the pages above have the title: what stands on the next is that of an act."""
    return any(field.name == "title" for field in fields)


def _is_headed(fields: Iterable[Field]) -> bool:
    return any(field.name == "header" for field in fields)


def _whole_lines(
    lines: Sequence[Line], cells: Iterable[Cell], fields: Iterable[Field]
) -> list[tuple[int, Line]]:
    """Return the lines of which every cell says something, with their indexes."""
    said = {id(field.cell): field for field in fields}
    by_line: dict[int, list[bool]] = {}
    keys = {(field.cell.line, field.cell.left, field.cell.text) for field in said.values()}
    for cell in cells:
        by_line.setdefault(cell.line, []).append((cell.line, cell.left, cell.text) in keys)
    return [(index, lines[index]) for index, parts in by_line.items() if all(parts)]


def _read_page(source: Source, lines: Sequence[Line], body: float, grammar: Grammar) -> list[Field]:
    cells = page_cells(source, lines)
    if not cells:
        return []
    if lines[0].box is None:
        at = {cell.line: cell for cell in cells}
        plain = read_plain_front(source, lines, grammar)
        return [Field(name, at[index]) for name, index in plain if index in at]
    page = source.pages[lines[0].page - 1]
    return list(_printed(sorted(cells, key=lambda cell: cell.top), page, body, grammar))


def dates_beside(source: Source, contents: Iterable[Line], grammar: Grammar) -> Iterator[Field]:
    """Yield the date of issue that stands beside the title of the contents."""
    for line in contents:
        text = source.text[line.start : line.end].strip()
        if text.endswith("]") and grammar.fits("contents_title", text):
            cells = page_cells(source, [line])
            yield from (Field("header", c) for c in cells if grammar.fits("date_of_issue", c.text))


# --- a page with places ---------------------------------------------------------------------------


def _printed(cells: Sequence[Cell], page: Page, body: float, grammar: Grammar) -> Iterator[Field]:
    if len(cells) <= _COVER_CELLS and _any(cells, "official_records", grammar):
        yield from cover(cells, grammar)
        return
    if told := list(notice(cells, grammar)):
        yield from told
        return
    header = list(_header(cells, page, grammar))
    if not any(field.name == "header" for field in header):
        if page.number == 1:
            yield from list(bare_title(cells, body, grammar)) or known_title(cells, grammar)
        alone = len(cells) <= _ALONE
        roles = ("date_of_issue", "masthead_symbol") if alone else ("date_of_issue",)
        for cell in cells:
            if any(grammar.fits(role, cell.text) for role in roles):
                yield Field("header", cell)
        return
    yield from header
    bottom = max(field.cell.top for field in header)
    rest = [cell for cell in cells if cell.top > bottom + _BESIDE]
    address = list(_address(rest, grammar))
    yield from address
    yield from _title(rest[len(address) :], page, grammar)


def _any(cells: Iterable[Cell], role: str, grammar: Grammar) -> bool:
    return any(grammar.fits(role, cell.text) for cell in cells)


def _header(cells: Sequence[Cell], page: Page, grammar: Grammar) -> Iterator[Field]:
    """Yield the fields at the head of the page, down to the lowest on its right.

    The languages may go on in a row of their own.
    """
    zone = [cell for cell in cells if cell.top < page.height * _HEADER_ZONE]
    fixed = [cell for cell in zone if _on_right(cell, page) and _is_fixed(cell, grammar)]
    if not fixed:
        return
    lowest = max(fixed, key=lambda cell: cell.top)
    bottom = lowest.top
    named = [(cell, _header_name(cell, page, grammar)) for cell in zone]
    organs = [cell for cell, name in named if name == "organ" and cell.top <= bottom + _BESIDE]
    for cell, name in named:
        if cell.top <= bottom + _BESIDE:
            if name:
                yield Field(name, cell)
        elif organs and _goes_on(organs[-1], cell):
            organs.append(cell)
            yield Field("organ", cell)
        elif _goes_on(lowest, cell) and languages_go_on(lowest, cell, grammar):
            yield Field("header", cell)


def _on_right(cell: Cell, page: Page) -> bool:
    """Say whether a cell is in the right column, or so high that it must be of the header."""
    return cell.left > page.width * _RIGHT_HALF or cell.top < page.height * _HIGHEST


def _is_fixed(cell: Cell, grammar: Grammar) -> bool:
    return any(grammar.search(role, cell.text) for role in _FIXED)


def _header_name(cell: Cell, page: Page, grammar: Grammar) -> str | None:
    """Return what a cell at the head of the page says; None if no rule knows it."""
    if any(grammar.fits(role, cell.text) for role in ("masthead_organ", "masthead_series")):
        return "frame"
    if _is_fixed(cell, grammar):
        return "header"
    left = cell.left < page.width * _RIGHT_HALF
    if grammar.fits("principal_organ", cell.text) or (cell.display and left):
        return "organ"
    return None


def _goes_on(above: Cell, cell: Cell) -> bool:
    """Say whether a cell goes on with the one above it."""
    same = abs(above.size - cell.size) < _SAME_SIZE and above.display == cell.display
    near = 0 < cell.top - above.top < _BLOCK_GAP * max(cell.size, 1.0)
    return same and near and abs(above.left - cell.left) < _EDGE


# --- whom it addresses ----------------------------------------------------------------------------


def _address(cells: Sequence[Cell], grammar: Grammar) -> Iterator[Field]:
    """Yield body, session, dates, agenda items and their titles: the block on the left."""
    last = _last_of_address(cells, grammar)
    if last < 0:
        yield from _unanchored(cells, grammar)
        return
    above = True
    for cell in cells[: last + 1]:
        name = _address_name(cell, grammar)
        above = above and name is None
        yield Field(name or ("body" if above else "item_title"), cell)
    lefts = [cell.left for cell in cells[: last + 1]]
    before = cells[last]
    for cell in cells[last + 1 :]:
        beside = any(abs(cell.left - left) < _EDGE for left in lefts)
        close = cell.top - before.top < _ITEM_GAP * max(before.size, 1.0)
        if not (beside and close and cell.size < before.size + _SAME_SIZE):
            return
        if stops(cell, grammar) or any(grammar.fits(role, cell.text) for role in _RECORD):
            return
        yield Field(_address_name(cell, grammar) or "item_title", cell)
        before = cell


def _address_name(cell: Cell, grammar: Grammar) -> str | None:
    names = {"masthead_session": "session", "masthead_item": "item", "masthead_dates": "dates"}
    return next((name for role, name in names.items() if grammar.fits(role, cell.text)), None)


def _last_of_address(cells: Sequence[Cell], grammar: Grammar) -> int:
    """Return the index of the last line that only an address has; -1 without one."""
    block = list(_compact(cells[:_ADDRESS_CELLS], grammar))
    edge = min((cell.left for cell in block), default=0.0)
    named = (
        index
        for index, cell in enumerate(block)
        if (cell.left < edge + _INDENT or cell.left > edge + _COLUMN)
        and _address_name(cell, grammar)
    )
    return max(named, default=-1)


def _compact(cells: Iterable[Cell], grammar: Grammar) -> Iterator[Cell]:
    """Yield the cells that stand close below each other, before the title and the text."""
    above: Cell | None = None
    for cell in cells:
        if (cell.display and cell.size >= _ADDRESS_SIZE) or reads(cell.text):
            return
        if stops(cell, grammar) or heads_text(cell, grammar):
            return
        if above is not None and cell.top - above.top > _ITEM_GAP * max(cell.size, 1.0):
            return
        yield cell
        above = cell


def _unanchored(cells: Sequence[Cell], grammar: Grammar) -> Iterator[Field]:
    """Yield the body that stands by itself to the left of the column of the title."""
    if not cells or not cells[0].display:
        return
    edge = cells[0].left
    column = next((cell for cell in cells if cell.left > edge + _INDENT), None)
    if column is None or not column.display or column.size < cells[0].size:
        return
    for cell in cells:
        if cell is column or cell.left > edge + _INDENT or stops(cell, grammar):
            return
        yield Field("body", cell)


# --- what it is -----------------------------------------------------------------------------------


def _title(cells: Sequence[Cell], page: Page, grammar: Grammar) -> Iterator[Field]:
    """Yield the blocks of the title, its sponsors, how it was adopted and who wrote it.

    Below the title of an annotated agenda that of the agenda itself begins the text.
    """
    size, above = 0.0, None
    for block in blocks(cells):
        first = block[0]
        if size and grammar.fits("agenda_title", join(block)):
            return
        if above is not None and first.top - above.top > _TITLE_GAP:
            return
        name = _block_name(block, page, grammar)
        if name is None or (name == "title" and size and first.size < size - _SMALLER):
            return
        if name == "title":
            size = max(size, first.size)
        yield from (Field(name, cell) for cell in block)
        above = block[-1]


def _block_name(block: Sequence[Cell], page: Page, grammar: Grammar) -> str | None:
    """Return what a block below the address says; None where the text begins."""
    text = join(block)
    roles = {
        "sponsors": "sponsors", "adoption": "adoption", "masthead_subtitle": "subtitle",
        "masthead_author": "subtitle", "officer_label": "officer", "masthead_time": "dates",
        "record_meeting": "title", "record_place": "dates", "masthead_session": "session",
        "act_title": "title", "title_aside": "item_title",
    }  # fmt: skip
    if grammar.search("contents_line", text):
        return None
    for role, name in roles.items():
        if grammar.fits(role, text):
            return name
    if stops(block[0], grammar) or heads_text(block[0], grammar) or _names_part(block, grammar):
        return None
    centred = _is_centred(block, page)
    if block[0].display or (centred and not reads(block[-1].text)):
        return "title"
    return None


def _names_part(block: Sequence[Cell], grammar: Grammar) -> bool:
    """Say whether a block begins with the name of a part, such as "Section 4", above its title."""
    name = block[0].text
    return len(block) > 1 and name[:1].isalpha() and grammar.fits("titled_heading", name)


def _is_centred(block: Sequence[Cell], page: Page) -> bool:
    """Say whether every line stands in the middle of the page and leaves room on both sides.

    Lines in capitals may begin below each other.
    """
    lines = [[*block]] if join(block).isupper() else [[cell] for cell in block]
    return all(_in_the_middle(cells, page) for cells in lines)


def _in_the_middle(cells: Sequence[Cell], page: Page) -> bool:
    left, right = min(cell.left for cell in cells), max(cell.right for cell in cells)
    room = left > page.width * _ROOM and right < page.width * (1 - _ROOM)
    return room and abs((left + right) / 2 - page.width / 2) < _CENTRED
