"""The tags of a page, asked of PDFium."""

from __future__ import annotations

import ctypes
from itertools import repeat
from typing import Final

import pypdfium2 as pdfium
from pypdfium2 import raw

from rapporteur.readers.native import HANDLE, INT, address, door, ready
from rapporteur.readers.tags import OUTSIDE, Tags

MAX_KIDS: Final = 10_000
"""PDFium hands over the tree of a page with a place for every element of the document beside it.

So a page takes time by the size of the whole tree: 0.5 ms for 1,000 elements. Without a limit the
time for a document would grow with the square of its pages. A report of 60 pages has 500 to 6,000.
"""
GROUPS: Final = frozenset({"Document", "Part", "Art", "Sect", "Div", "TOC"})
"""Structure types that hold elements, never marked content."""

_ULONG: Final = ctypes.c_ulong
_tree = door(raw.FPDF_StructTree_GetForPage, HANDLE, HANDLE)
_close = door(raw.FPDF_StructTree_Close, None, HANDLE)
_roots = door(raw.FPDF_StructTree_CountChildren, INT, HANDLE)
_root = door(raw.FPDF_StructTree_GetChildAtIndex, HANDLE, HANDLE, INT)
_count = door(raw.FPDF_StructElement_CountChildren, INT, HANDLE)
_child = door(raw.FPDF_StructElement_GetChildAtIndex, HANDLE)
_mark = door(raw.FPDF_StructElement_GetChildMarkedContentID, INT)
_type = door(raw.FPDF_StructElement_GetType, _ULONG, HANDLE, HANDLE, _ULONG)
_TYPE_BYTES: Final = 32


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
    waiting = [(root, OUTSIDE) for root in reversed(roots) if root]
    left = MAX_KIDS
    while waiting:
        element, around = waiting.pop()
        length = _type(element, place, _TYPE_BYTES)
        kind = buffer.raw[: max(0, length - 2)].decode("utf-16-le", "replace")
        inside = tags.enter(kind, around)
        kids = _count(element)
        left -= kids
        if left < 0:
            return None
        asked = ready(element)
        children = list(map(_child, repeat(asked), range(kids)))
        waiting += [(child, inside) for child in reversed(children) if child]
        if kind in GROUPS:
            continue
        for index, child in enumerate(children):
            if not child and (mark := _mark(asked, index)) >= 0:
                tags.note(mark, inside)
    return tags
