"""What a tagged PDF says of its own headings and tables, asked of PDFium.

Beside the pages of a tagged PDF stands a tree of elements, which the word processor made from the
styles of its paragraphs (ISO 32000-1, 14.8). Marked content on a page leads to its element by a
number. Two things are taken from it: what stands in a heading, and what in the cell of a table.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import Final

import pypdfium2 as pdfium
from pypdfium2 import raw

from rapporteur.readers.fragment import NOTE_TYPES, heading_level
from rapporteur.readers.native import HANDLE, INT, address, door
from rapporteur.readers.tagged_tables import TaggedTable
from rapporteur.source import Cell

MAX_KIDS: Final = 10_000
"""PDFium hands over the tree of a page with a place for every element of the document beside it.

So a page takes time by the size of the whole tree: 0.5 ms for 1,000 elements. Without a limit the
time for a document would grow with the square of its pages. A report of 60 pages has 500 to 6,000.
"""
GROUPS: Final = frozenset({"Document", "Part", "Art", "Sect", "Div", "TOC"})
"""Structure types that hold elements, never marked content."""
CELLS: Final = frozenset({"TD", "TH"})

_ULONG: Final = ctypes.c_ulong
_tree = door(raw.FPDF_StructTree_GetForPage, HANDLE, HANDLE)
_close = door(raw.FPDF_StructTree_Close, None, HANDLE)
_roots = door(raw.FPDF_StructTree_CountChildren, INT, HANDLE)
_root = door(raw.FPDF_StructTree_GetChildAtIndex, HANDLE, HANDLE, INT)
_count = door(raw.FPDF_StructElement_CountChildren, INT, HANDLE)
_child = door(raw.FPDF_StructElement_GetChildAtIndex, HANDLE, HANDLE, INT)
_mark = door(raw.FPDF_StructElement_GetChildMarkedContentID, INT, HANDLE, INT)
_type = door(raw.FPDF_StructElement_GetType, _ULONG, HANDLE, HANDLE, _ULONG)
_TYPE_BYTES: Final = 32


@dataclass(slots=True)
class Tags:
    """What the tags say of each number of marked content of a page.

    `levels` has the level of its heading, 0 for text, `cells` the cell in which it stands, of the
    table of that index in `tables`. All are empty if the page is not tagged.
    """

    levels: dict[int, int] = field(default_factory=dict)
    cells: dict[int, Cell] = field(default_factory=dict)
    tables: list[TaggedTable] = field(default_factory=list)


def tags_of(page: pdfium.PdfPage) -> Tags | None:
    """Return what the tags say of a page.

    None says that the tree is too large to be asked, for this page and all others.
    """
    tree = _tree(address(page.raw))
    if not tree:
        return Tags()
    try:
        return _tags([_root(tree, index) for index in range(_roots(tree))])
    finally:
        _close(tree)


def _tags(roots: list[int | None]) -> Tags | None:
    tags = Tags()
    buffer = ctypes.create_string_buffer(_TYPE_BYTES)
    place = ctypes.addressof(buffer)
    waiting: list[tuple[int, int, int | None, Cell | None]] = []
    waiting += [(root, 0, None, None) for root in reversed(roots) if root]
    left = MAX_KIDS
    while waiting:
        element, above, table, cell = waiting.pop()
        length = _type(element, place, _TYPE_BYTES)
        kind = buffer.raw[: max(0, length - 2)].decode("utf-16-le", "replace")
        level = heading_level(kind, above)
        if kind in NOTE_TYPES:
            table = cell = None
        elif kind == "Table":
            table, cell = _begun(tags.tables, table), None
        elif table is not None:
            cell = _entered(tags.tables[table], table, kind) or cell
        kids = _count(element)
        left -= kids
        if left < 0:
            return None
        elements = []
        for index in range(kids):
            if below := _child(element, index):
                elements.append((below, level, table, cell))
            elif kind not in GROUPS and (mark := _mark(element, index)) >= 0:
                tags.levels[mark] = level
                if cell is not None:
                    tags.cells[mark] = cell
        waiting += reversed(elements)
    return tags


def _begun(tables: list[TaggedTable], around: int | None) -> int:
    """Return the index of a new table; one that stands around it only arranges the page."""
    if around is not None:
        tables[around].arranges = True
    tables.append(TaggedTable())
    return len(tables) - 1


def _entered(table: TaggedTable, number: int, kind: str) -> Cell | None:
    """Return the cell that begins with an element of a table, if one does."""
    if kind in CELLS and table.widths:
        table.widths[-1] += 1
        return Cell(number, len(table.widths) - 1, table.widths[-1] - 1)
    if kind == "TR":
        table.widths.append(0)
        table.heads += table.in_head
    elif kind in {"THead", "TBody", "TFoot"}:
        table.in_head = kind == "THead"
    return None
