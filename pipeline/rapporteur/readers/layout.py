"""From fragments to the lines of a page in reading order: the geometry both PDF readers share.

Tables come cell by cell, columns one after the other, all else from top to bottom. Heads, feet
and labels stay where they stand. Text that is turned comes last, in lines of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from rapporteur.readers.columns import regions
from rapporteur.readers.drawings import overlaps
from rapporteur.readers.fragment import Fragment, Stroke, unturned
from rapporteur.readers.rows import Baseline, spell, strict_rows, visual_rows
from rapporteur.readers.rules import NEAR, Rule, may_rule_table
from rapporteur.readers.tables import Table, tables_of
from rapporteur.readers.tagged_tables import TaggedTable, tagged_tables
from rapporteur.source import Box, Cell, Line, Page, Style

ASCENT: Final = 0.75
DESCENT: Final = 0.25
UNDERLINE: Final = 0.4
"""The stroke below underlined text stands at most so many sizes below its baseline."""
MOST: Final = 0.6


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as a reader found it.

    `picture` is the share of the page that its largest picture covers. `tables` are those that
    the reader itself found; None leaves finding them to `rules`. `tagged` are those that the tags
    of the PDF have, by the numbers in the cells of fragments. `unknown` is the share of letters
    whose meaning the font does not say. `edges` are the lying
    and standing lines of all that is drawn, filled boxes too, where the strokes make a grid.
    `drawings` are the places of grids that are no tables, such as the lines behind a chart.
    """

    number: int
    width: float
    height: float
    fragments: Sequence[Fragment]
    rules: Sequence[Rule] = ()
    strokes: Sequence[Stroke] = ()
    picture: float = 0.0
    tables: Sequence[Table] | None = None
    tagged: Sequence[TaggedTable] = ()
    unknown: float = 0.0
    edges: Sequence[Stroke] = ()
    drawings: Sequence[Box] = ()


def arrange(sheet: Sheet, start: int) -> tuple[str, Page]:
    """Return the text and the page of a sheet whose text begins at offset `start`.

    Every character of every fragment stands in exactly one line, but for blanks at its ends and
    runs of blanks, which become one.
    """
    builder = PageBuilder(sheet, start, is_tagged(sheet.fragments))
    upright = [item for item in sheet.fragments if not item.turn]
    for row, cell in _ordered(upright, sheet):
        builder.add(row, cell, 0)
    if len(upright) != len(sheet.fragments):
        for turn in (1, 2, 3):
            for part in regions([item for item in sheet.fragments if item.turn == turn]):
                for row in visual_rows(part):
                    builder.add(row, None, turn)
    return "\n".join(builder.texts), builder.page()


def _ordered(fragments: Sequence[Fragment], sheet: Sheet) -> Iterator[tuple[Baseline, Cell | None]]:
    """Yield rows in reading order: between tables by columns, in tables by cells."""
    tables = _all_tables(fragments, sheet)
    loose, cells = _shared_out(fragments, tables) if tables else ([list(fragments)], [])
    for index, part in enumerate(loose):
        for region in regions(part):
            for row in visual_rows(region):
                yield row, None
        for cell in cells[index] if index < len(cells) else ():
            for row in visual_rows(strict_rows(cells[index][cell])):
                yield row, cell


def _all_tables(fragments: Sequence[Fragment], sheet: Sheet) -> Sequence[Table]:
    """Return the tables of a page from top to bottom: those in grids, and ruled ones between.

    No rule of a drawing makes a table. What the tags have as a table is read as they have it.
    """
    seen = _seen_tables(fragments, sheet)
    if seen and is_tagged(fragments):
        seen = [table for table in seen if _is_read(table, fragments)]
    tagged = tagged_tables(fragments, sheet.tagged) if sheet.tagged else ()
    return _agreed(seen, tagged, fragments) if tagged else seen


def _is_read(table: Table, fragments: Sequence[Fragment]) -> bool:
    """Say whether what a table holds is tagged as text: charts are not."""
    inside = [item for item in fragments if item.word and table.cell_of(item)]
    return is_tagged(inside) or not inside


def _agreed(
    seen: Sequence[Table], tagged: Sequence[Table], fragments: Sequence[Fragment]
) -> Sequence[Table]:
    """Return tagged tables and those seen of which no tag speaks."""
    known = {cell for table in tagged for cell in table.places}
    others = []
    for table in seen:
        said = [item.cell in known for item in fragments if item.word and table.cell_of(item)]
        if sum(said) < MOST * len(said):
            others.append(table)
    covered = {item.cell for item in fragments if any(table.cell_of(item) for table in others)}
    whole = [table for table in tagged if covered.isdisjoint(table.places)]
    found = sorted([*others, *whole], key=lambda table: table.top)
    return [table.numbered(index) for index, table in enumerate(found)]


def _seen_tables(fragments: Sequence[Fragment], sheet: Sheet) -> Sequence[Table]:
    grids = sheet.tables or ()
    if not any(rule.joints for rule in sheet.rules):
        return grids
    ruled: Sequence[Table] = ()
    if may_rule_table(sheet.rules):
        ruled = tables_of(sheet.rules, strict_rows(fragments))
    taken = [*((grid.top, grid.bottom) for grid in grids), *((d[1], d[3]) for d in sheet.drawings)]
    if not taken:
        return ruled
    free = [
        table
        for table in ruled
        if all(table.bottom <= top or bottom <= table.top for top, bottom in taken)
    ]
    found = sorted([*grids, *free], key=lambda table: table.top)
    return [table.numbered(index) for index, table in enumerate(found)]


def _shared_out(
    fragments: Sequence[Fragment], tables: Sequence[Table]
) -> tuple[list[list[Fragment]], list[dict[Cell, list[Fragment]]]]:
    """Return what stands above, between and below tables, and the cells of each table."""
    loose: list[list[Fragment]] = [[] for _ in range(len(tables) + 1)]
    cells: list[dict[Cell, list[Fragment]]] = [
        {cell: [] for cell, _ in table.cells} for table in tables
    ]
    for item in fragments:
        for index, table in enumerate(tables):
            cell = table.cell_of(item)
            if cell is not None:
                cells[index][cell].append(item)
                break
        else:
            y = item.base - 0.3 * item.size
            loose[sum(table.top < y for table in tables)].append(item)
    return loose, cells


@dataclass(slots=True)
class PageBuilder:
    """Collects the lines of one page and their texts; `tagged` says that tags tell what is text."""

    sheet: Sheet
    start: int
    tagged: bool = False
    texts: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def _end(self) -> int:
        return self.lines[-1].end if self.lines else self.start - 1

    def add(self, row: Baseline, cell: Cell | None, turn: int) -> None:
        """Append one line; a row of blanks adds nothing."""
        begin = self._end + 1
        text, styles = spell(row.fragments, begin)
        if not text:
            return
        sheet, items, level = self.sheet, row.fragments, styles
        if len(items) > 1:
            items = [item for item in items if item.word]
        if len(styles) > 1:
            level = [style for style in styles if not style.raised] or styles
        box = _turned_box(items, turn, sheet) if turn else _box(items, styles)
        self.texts.append(text)
        self.lines.append(
            Line(
                begin,
                begin + len(text),
                sheet.number,
                box,
                _main_size(styles),
                level[0].bold and all(style.bold for style in level),
                level[0].italic and all(style.italic for style in level),
                tuple(styles),
                cell,
                _tagged(items),
                underlined=bool(sheet.rules) and not turn and _is_underlined(items, sheet.rules),
                drawn=self._is_drawn(items, box),
            )
        )

    def _is_drawn(self, items: Sequence[Fragment], box: Box) -> bool:
        """Say whether a line stands in a chart, or is no text by the tags of its page."""
        drawings = self.sheet.drawings
        if drawings and any(overlaps(box, drawing) for drawing in drawings):
            return True
        return self.tagged and all(item.tagged is None for item in items)

    def page(self) -> Page:
        """Return the page of all that was added."""
        sheet = self.sheet
        rules = tuple(
            (round(rule.x0, 2), round(rule.top, 2), round(rule.x1, 2)) for rule in sheet.rules
        )
        end = max(self._end, self.start)
        lines = tuple(self.lines)
        return Page(sheet.number, self.start, end, sheet.width, sheet.height, lines, rules)


def _box(items: Sequence[Fragment], styles: Sequence[Style]) -> Box:
    """Return the box of an upright line; its styles reach from edge to edge, rounded."""
    first, style = items[0], styles[0]
    x0, x1 = style.x0, style.x1
    top, bottom = first.base - ASCENT * first.size, first.base + DESCENT * first.size
    if len(items) > 1:
        x0, x1 = min(one.x0 for one in styles), max(one.x1 for one in styles)
        top, bottom = _heights(items)
    return x0, round(top, 2), x1, round(bottom, 2)


def _turned_box(items: Sequence[Fragment], turn: int, sheet: Sheet) -> Box:
    """Return the box of a line on the page as it is printed."""
    x0, x1 = min(item.x0 for item in items), max(item.x1 for item in items)
    top, bottom = _heights(items)
    one = unturned(x0, top, turn, sheet.width, sheet.height)
    other = unturned(x1, bottom, turn, sheet.width, sheet.height)
    (x0, x1), (top, bottom) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)


def _heights(items: Sequence[Fragment]) -> tuple[float, float]:
    """Return from where to where letters of these fragments reach down the page."""
    tops = [item.base - ASCENT * item.size for item in items]
    return min(tops), max(item.base + DESCENT * item.size for item in items)


def _is_underlined(items: Sequence[Fragment], rules: Sequence[Rule]) -> bool:
    """Say whether one of the rules runs below a line, or below all of it but its label."""
    first, last = items[0], items[-1]
    base, reach = first.base, UNDERLINE * first.size
    below = [rule for rule in rules if -1 < rule.top - base < reach]
    if not below:
        return False
    low, high = min(first.x0, last.x0), max(first.x1, last.x1)
    return any(
        rule.x0 > low - NEAR
        and abs(rule.x1 - high) < 2 * NEAR
        and rule.x1 - rule.x0 > MOST * (high - low)
        for rule in below
    )


def is_tagged(fragments: Iterable[Fragment]) -> bool:
    """Say whether most of a text is tagged."""
    said = [item.tagged is not None for item in fragments if item.word]
    return sum(said) > MOST * len(said)


def _tagged(items: Sequence[Fragment]) -> int | None:
    """Return the level of the heading in which all that is tagged stands; None if nothing is."""
    if len(items) == 1:
        return items[0].tagged
    return min([item.tagged for item in items if item.tagged is not None], default=None)


def _main_size(styles: Sequence[Style]) -> float:
    """Return the size of most letters, the larger one if two are equal."""
    if len(styles) == 1:
        return styles[0].size
    letters: dict[float, int] = {}
    for style in styles:
        letters[style.size] = letters.get(style.size, 0) + style.end - style.start
    return max(letters, key=lambda size: (letters[size], size))
