"""What a reader returns: pages of lines, each line with its text and, from a PDF, its place.

`Source.text` is the text of all pages in reading order: the lines of a page are joined by a
line feed, the pages by a form feed. All offsets here count code points in `Source.text`.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from rapporteur.text import Span

Box = tuple[float, float, float, float]
"""`(x0, top, x1, bottom)` in points from the top left corner of the page."""


@dataclass(frozen=True, slots=True)
class Style:
    """Characters `[start, end)` of one look: size in points, weight, slope, raised or not.

    `x0` and `x1` are the left and right edge in points. `raised` marks superscript.
    """

    start: int
    end: int
    x0: float
    x1: float
    size: float
    bold: bool
    italic: bool
    raised: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """The place of a line in a ruled table: table index within the page, row, column."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One printed line, its text `Source.text[start:end]` without a line feed.

    Lines compare by identity, so that they are cheap keys.

    `box`, `size` (of most letters) and `styles` are None or empty for text input. `bold` and
    `italic` say that all letters are so. `cell` is set for a line of a ruled table. `tagged` is
    the level of the heading in which the tags of a PDF have the line, 0 for text; None if they say
    nothing.
    """

    start: int
    end: int
    page: int
    box: Box | None = None
    size: float | None = None
    bold: bool = False
    italic: bool = False
    styles: tuple[Style, ...] = ()
    cell: Cell | None = None
    tagged: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page, `number` from 1; `width` and `height` in points are 0 for text input.

    `rules` are the horizontal ruled strokes `(x0, top, x1)`, such as that above footnotes.
    """

    number: int
    start: int
    end: int
    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[tuple[float, float, float], ...] = ()


@dataclass(frozen=True)
class Source:
    """A document as read: nothing removed, nothing repaired.

    `reader` is `plain`, `pdfium`, `pdfplumber` or `pdfium+pdfplumber`; `warnings` are pairs of
    a problem code and a message that the reader has to tell.
    """

    name: str
    sha256: str
    media_type: str
    reader: str
    text: str
    pages: tuple[Page, ...]
    warnings: tuple[tuple[str, str], ...] = ()

    def page_of(self, offset: int) -> Page:
        """Return the page that holds `offset`."""
        starts = [page.start for page in self.pages]
        return self.pages[max(0, bisect_right(starts, offset) - 1)]

    def split(self, span: Span) -> list[tuple[Page, Span]]:
        """Return `span` cut at page borders, each piece with its page."""
        pieces = []
        for page in self.pages:
            low, high = max(span.start, page.start), min(span.end, page.end)
            if low < high:
                pieces.append((page, Span(low, high)))
        return pieces
