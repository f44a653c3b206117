"""What a reader returns: pages of lines, each line with its text and, from a PDF, its place.

`Source.text` is the text of all pages in reading order: the lines of a page are joined by a
line feed, the pages by a form feed. All offsets here count code points in `Source.text`.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from rapporteur.text import Span, value

Box = tuple[float, float, float, float]
"""`(x0, top, x1, bottom)` in points from the top left corner of the page."""

Zone = Literal["head", "foot", "front", "contents", "note", "endnote"]
"""Where a file itself says that a line belongs, if not into its running text."""


@value()
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


@value()
class Cell:
    """The place of a line in a table: table index within the page, row, column.

    `headless` says that by the tags of the PDF no head of the table stands on this page.
    """

    table: int
    row: int
    column: int
    headless: bool = False


@value(eq=False)
class Line:
    """One printed line, its text `Source.text[start:end]` without a line feed.

    Lines compare by identity, so that they are cheap keys.

    `box`, `size` (of most letters) and `styles` are None or empty for text input. `bold` and
    `italic` say that all letters are so, `underlined` that a stroke is drawn below them. `cell`
    is set for a line of a table, `drawn` where a chart stands, where the tags of a page that
    tell what is text have none, and for rows of a table of plain text without cells. `tagged` is
    the level of the heading in which the tags of a PDF, or the styles of a Word or HTML file, have
    the line, 0 for text; None if they say nothing.

    Only a file that states its paragraphs has the rest: `block` numbers them, `label` is how many
    characters at the start of a paragraph are its label, since the file counts it or a tab sets it
    off, `indent` is where it begins, in points, and `zone` is set outside the running text.
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
    block: int | None = None
    label: int = 0
    indent: float = 0.0
    zone: Zone | None = None
    underlined: bool = False
    drawn: bool = False


@value()
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


@dataclass(frozen=True, slots=True)
class Ocr:
    """What read the pictures of pages, in which languages, and how sure it was, from 0 to 1."""

    engine: str
    version: str
    languages: str
    confidence: float


@dataclass(frozen=True)
class Source:
    """A document as read: nothing removed, nothing repaired.

    `reader` is `plain`, `pdfium`, `pdfplumber`, `pdfium+pdfplumber`, `word`, `html` or `markdown`;
    `warnings` are pairs of a problem code and a message that the reader has to tell. `flowing`
    says that the file states its paragraphs; `paged` that it has pages of its own: without them
    those here are its breaks.
    """

    name: str
    sha256: str
    media_type: str
    reader: str
    text: str
    pages: tuple[Page, ...]
    warnings: tuple[tuple[str, str], ...] = ()
    flowing: bool = False
    paged: bool = True
    ocr: Ocr | None = None

    @property
    def recognized(self) -> bool:
        """Whether the text is what OCR made of pictures, now or before."""
        return self.ocr is not None or any(code == "ocr" for code, _ in self.warnings)

    @property
    def page_count(self) -> int:
        """How many pages a file has, or parts between its own breaks; 1 without either."""
        return len(self.pages) if self.paged or self.flowing else 1

    def page_of(self, offset: int) -> Page:
        """Return the page that holds `offset`."""
        behind = bisect_right(self.pages, offset, key=lambda page: page.start)
        return self.pages[max(0, behind - 1)]

    def printed_page(self, offset: int) -> int | None:
        """Return the number of the page that holds `offset`, None in a file without pages."""
        return self.page_of(offset).number if self.paged else None

    def split(self, span: Span) -> list[tuple[Page, Span]]:
        """Return `span` cut at page borders, each piece with its page."""
        pieces = []
        for page in self.pages:
            low, high = max(span.start, page.start), min(span.end, page.end)
            if low < high:
                pieces.append((page, Span(low, high)))
        return pieces
