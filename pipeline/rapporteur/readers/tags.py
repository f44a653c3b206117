"""What a tagged PDF says of its own headings and tables.

Beside the pages of a tagged PDF stands a tree of elements, which the word processor made from the
styles of its paragraphs (ISO 32000-1, 14.8). Marked content on a page leads to its element by a
number. Two things are taken from it: what stands in a heading, and what in the cell of a table.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from rapporteur.readers.tagged_tables import TaggedTable
from rapporteur.source import Cell

HEADING_LEVELS: Final = {"Title": 1, "H": 1, "H1": 1, "H2": 2, "H3": 3, "H4": 4, "H5": 5, "H6": 6}
NOTE_TYPES: Final = frozenset({"Note", "FENote"})
CELL_TYPES: Final = frozenset({"TD", "TH"})
ROW_GROUPS: Final = frozenset({"THead", "TBody", "TFoot"})
"""Structure types are those of ISO 32000-1 and ISO 32000-2, 14.8.4."""


class Inside(NamedTuple):
    """Where an element stands: the level of the heading around it, 0 for none; table and cell."""

    level: int = 0
    table: int | None = None
    cell: Cell | None = None


OUTSIDE: Final = Inside()


@dataclass(slots=True)
class Tags:
    """What the tags say of each number of marked content of a page.

    `levels` has the level of its heading, 0 for text, `cells` the cell in which it stands, of the
    table of that index in `tables`. All are empty if the page is not tagged.
    """

    levels: dict[int, int] = field(default_factory=dict)
    cells: dict[int, Cell] = field(default_factory=dict)
    tables: list[TaggedTable] = field(default_factory=list)

    def enter(self, kind: str, around: Inside) -> Inside:
        """Return where the content of an element of a structure type stands.

        Elements are entered in the order of the document. The text of a footnote hangs on its
        call but is no part of the heading, or of the cell.
        """
        if kind in NOTE_TYPES:
            return OUTSIDE
        level, table, cell = HEADING_LEVELS.get(kind, around.level), around.table, around.cell
        if kind == "Table":
            return Inside(level, self._begin(table))
        if table is None:
            return around if level == around.level else Inside(level)
        return Inside(level, table, self._cell(kind, table) or cell)

    def note(self, mark: int, inside: Inside) -> None:
        """Note where marked content stands."""
        self.levels[mark] = inside.level
        if inside.cell is not None:
            self.cells[mark] = inside.cell

    def level_of(self, mark: int | None) -> int | None:
        """Return the level of the heading of marked content, None if it is not tagged."""
        return None if mark is None else self.levels.get(mark)

    def cell_of(self, mark: int | None) -> Cell | None:
        """Return the cell in which marked content stands."""
        return None if mark is None else self.cells.get(mark)

    def _begin(self, around: int | None) -> int:
        """Return the index of a new table; one that stands around it only arranges the page."""
        if around is not None:
            self.tables[around].arranges = True
        self.tables.append(TaggedTable())
        return len(self.tables) - 1

    def _cell(self, kind: str, number: int) -> Cell | None:
        """Return the cell that begins with an element of a table, if one does."""
        table = self.tables[number]
        if kind in CELL_TYPES and table.widths:
            table.widths[-1] += 1
            return Cell(number, len(table.widths) - 1, table.widths[-1] - 1)
        if kind == "TR":
            table.widths.append(0)
            table.heads += table.in_head
        elif kind in ROW_GROUPS:
            table.in_head = kind == "THead"
        return None
