"""What PDFium finds drawn on a page beside its text: strokes, sides of boxes, pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import islice, repeat
from typing import Final

import pypdfium2 as pdfium
from pypdfium2 import raw

from rapporteur.readers.fragment import Stroke, share, turned
from rapporteur.readers.native import HANDLE, INT, address, door, ready
from rapporteur.readers.rules import THIN

PATH: Final = 2
IMAGE: Final = 3
LEVEL: Final = 0.01
"""Points that the ends of a lying or standing side may differ by, for the sake of rounding."""
MAX_PATHS: Final = 3000
MAX_SEGMENTS: Final = 500

_object = door(raw.FPDFPage_GetObject, HANDLE)
_type = door(raw.FPDFPageObj_GetType, INT, HANDLE)
_bounds = door(raw.FPDFPageObj_GetBounds, INT, HANDLE, *[HANDLE] * 4)


class Frame:
    """How the coordinates of a page become points from its top left corner."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        left, bottom, right, top = page.get_cropbox()
        self.left, self.top = left, top
        self.width, self.height = right - left, top - bottom
        self.rotation = page.get_rotation() // 90

    def place(self, x: float, y: float, turn: int) -> tuple[float, float]:
        """Return where a point lies once the unrotated page is turned by `turn` quarters."""
        return turned(x - self.left, self.top - y, turn, self.width, self.height)


def drawn(page: pdfium.PdfPage, frame: Frame) -> tuple[list[Stroke], float]:
    """Return the thin strokes of a page and the share of it that its largest picture covers."""
    edges = (ctypes.c_float * 4)()
    at = [ctypes.addressof(edges) + 4 * index for index in range(4)]
    strokes: list[Stroke] = []
    picture, paths = 0.0, 0
    items = _items(page)
    kinds = list(map(_type, items))
    if PATH not in kinds and IMAGE not in kinds:
        return strokes, picture
    for item, kind in zip(items, kinds, strict=True):
        if kind == IMAGE:
            _bounds(item, *at)
            left, bottom, right, top = edges
            area = frame.width * frame.height
            picture = max(picture, share(right - left, top - bottom, area))
        if kind != PATH or paths >= MAX_PATHS:
            continue
        paths += 1
        _bounds(item, *at)
        left, bottom, right, top = edges
        if right - left <= THIN or top - bottom <= THIN:
            strokes.append(_stroke(left, bottom, right, top, frame))
        else:
            strokes.extend(_stroke(*sides, frame) for sides in _segments(item))
    return strokes, picture


def _items(page: pdfium.PdfPage) -> list[int]:
    """Return all that is on a page, in the order in which it is drawn."""
    count = raw.FPDFPage_CountObjects(page.raw)
    return list(map(_object, repeat(ready(address(page.raw))), range(count)))


def _segments(path: int) -> Iterator[tuple[float, float, float, float]]:
    """Yield the lying and standing segments of a path that is drawn in outline."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(ctypes.cast(path, raw.FPDF_PAGEOBJECT), fill, stroke)
    for one, point in _sides(path) if stroke.value else ():
        yield from _straight(one, point)


def _sides(path: int) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Yield the straight sides of a path, from point to point."""
    handle = ctypes.cast(path, raw.FPDF_PAGEOBJECT)
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(handle, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for index in range(min(raw.FPDFPath_CountSegments(handle), MAX_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(handle, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield last, point
        if raw.FPDFPathSegment_GetClose(segment):
            yield point, start
        last = point


def edges(page: pdfium.PdfPage, frame: Frame) -> Iterator[Stroke]:
    """Yield the lying and standing sides of all paths of a page, those of filled boxes too."""
    paths = (item for item in _items(page) if _type(item) == PATH)
    for item in islice(paths, MAX_PATHS):
        for (x0, y0), (x1, y1) in _sides(item):
            if abs(x0 - x1) < LEVEL or abs(y0 - y1) < LEVEL:
                yield _stroke(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), frame)


def _straight(
    one: tuple[float, float], other: tuple[float, float]
) -> Iterator[tuple[float, float, float, float]]:
    """Yield `(left, bottom, right, top)` of a segment that lies or stands."""
    (left, right), (bottom, top) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    if (right - left <= THIN) != (top - bottom <= THIN):
        yield left, bottom, right, top


def _stroke(left: float, bottom: float, right: float, top: float, frame: Frame) -> Stroke:
    x0, y0 = frame.place(left, top, frame.rotation)
    x1, y1 = frame.place(right, bottom, frame.rotation)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
