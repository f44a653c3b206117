"""Reads PDF text, boxes and fonts with PDFium: fast enough for every page."""

from __future__ import annotations

import ctypes
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import hypot
from typing import Any, Final

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from rapporteur.errors import DamagedPdfError, EncryptedPdfError, NoTextLayerError
from rapporteur.readers.layout import Fragment, arrange
from rapporteur.source import Page, Source

LINE_HYPHENS: Final = "\ufffe\x02"
FORCE_BOLD: Final = 1 << 18
FAKE_BOLD_MODE: Final = 2


@dataclass(frozen=True, slots=True)
class Frame:
    """How the page's own coordinates become points from its top left corner."""

    x0: float
    y0: float
    x1: float
    y1: float

    def flip(
        self, left: float, bottom: float, right: float, top: float
    ) -> tuple[float, ...]:
        """Return `(x0, top, x1, bottom)` from the top left corner."""
        return left - self.x0, self.y1 - top, right - self.x0, self.y1 - bottom


@dataclass(slots=True)
class FontTable:
    """Bold and italic of each font, asked once per font."""

    known: dict[int, tuple[bool, bool]] = field(default_factory=dict)

    def look(self, font: Any) -> tuple[bool, bool]:
        """Return `(bold, italic)` as name and flags of the font say."""
        address = ctypes.cast(font, ctypes.c_void_p).value or 0
        if address not in self.known:
            self.known[address] = _font_look(font)
        return self.known[address]


def look_of_name(name: str) -> tuple[bool, bool]:
    """Return `(bold, italic)` as a font's name says."""
    lower = name.lower()
    bold = any(word in lower for word in ("bold", "black", "heavy", "demi"))
    return bold, "italic" in lower or "oblique" in lower


def _font_look(font: Any) -> tuple[bool, bool]:
    buffer = ctypes.create_string_buffer(256)
    raw.FPDFFont_GetBaseFontName(font, buffer, 256)
    bold, italic = look_of_name(buffer.value.decode("latin-1"))
    return bold or bool(raw.FPDFFont_GetFlags(font) & FORCE_BOLD), italic


class TextPage:
    """The characters of one page in content order, cut into fragments."""

    def __init__(self, page: pdfium.PdfPage, fonts: FontTable) -> None:
        self.fonts = fonts
        self.frame = Frame(*page.get_cropbox())
        self.textpage = page.get_textpage()
        self.handle = self.textpage.raw
        count = self.textpage.count_chars()
        self.text = self.textpage.get_text_range() if count else ""
        self.direct = len(self.text) == count
        self._doubles = [ctypes.c_double() for _ in range(4)]
        self._refs = [ctypes.byref(value) for value in self._doubles]
        self._matrix = raw.FS_MATRIX()

    def index(self, position: int) -> int:
        """Return PDFium's character index of a position in `text`."""
        if self.direct:
            return position
        units = position + sum(letter > "\uffff" for letter in self.text[:position])
        return raw.FPDFText_GetCharIndexFromTextIndex(self.handle, units)

    def fragments(self) -> Iterator[Fragment]:
        """Yield one fragment for each text object in each line."""
        for start, end in self._lines():
            for low, high in self._objects(start, end):
                fragment = self._fragment(low, high)
                if fragment is not None:
                    yield fragment

    def _lines(self) -> Iterator[tuple[int, int]]:
        """Yield ranges between line ends; a line-end hyphen belongs to the line it ends."""
        start = 0
        for position, letter in enumerate(self.text):
            if letter in "\r\n":
                if start < position:
                    yield start, position
                start = position + 1
            elif letter in LINE_HYPHENS:
                yield start, position + 1
                start = position + 1
        if start < len(self.text):
            yield start, len(self.text)

    def _object(self, position: int) -> int:
        found = raw.FPDFText_GetTextObject(self.handle, self.index(position))
        return ctypes.cast(found, ctypes.c_void_p).value or 0

    def _objects(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield ranges of one text object each, found by bisection."""
        while start < end:
            current = self._object(start)
            high = end
            if self._object(end - 1) != current:
                low = start
                while high - low > 1:
                    middle = (low + high) // 2
                    if self._object(middle) == current:
                        low = middle
                    else:
                        high = middle
            if current:
                yield start, high
            start = high

    def _fragment(self, low: int, high: int) -> Fragment | None:
        index = self.index(low)
        size = self.index(high - 1) + 1 - index
        text = self.text[low:high]
        if raw.FPDFText_CountRects(self.handle, index, size) < 1:
            return self._blank(index) if text.isspace() else None
        raw.FPDFText_GetRect(self.handle, 0, *self._refs)
        left, top, right, bottom = (value.value for value in self._doubles)
        x0, upper, x1, lower = self.frame.flip(left, bottom, right, top)
        found = raw.FPDFText_GetTextObject(self.handle, index)
        bold, italic = self.fonts.look(raw.FPDFTextObj_GetFont(found))
        if raw.FPDFTextObj_GetTextRenderMode(found) == FAKE_BOLD_MODE:
            bold = True
        raw.FPDFText_GetMatrix(self.handle, index, self._matrix)
        matrix = self._matrix
        points = raw.FPDFText_GetFontSize(self.handle, index) * hypot(
            matrix.c, matrix.d
        )
        for hyphen in LINE_HYPHENS:
            text = text.replace(hyphen, "-")
        base = self.frame.y1 - matrix.f
        upright = abs(matrix.b) <= abs(matrix.a)
        return Fragment(text, x0, upper, x1, lower, base, points, bold, italic, upright)

    def _blank(self, index: int) -> Fragment | None:
        """Return a fragment for a text object that is nothing but a blank."""
        raw.FPDFText_GetMatrix(self.handle, index, self._matrix)
        raw.FPDFText_GetCharOrigin(self.handle, index, self._refs[0], self._refs[1])
        x, y = self._doubles[0].value - self.frame.x0, self.frame.y1 - self._matrix.f
        points = raw.FPDFText_GetFontSize(self.handle, index) * hypot(
            self._matrix.c, self._matrix.d
        )
        return Fragment(" ", x, y - points, x, y, y, points, False, False)

    def close(self) -> None:
        """Free what PDFium holds."""
        self.textpage.close()


def read_pdf(data: bytes, name: str, reader: str = "auto") -> Source:
    """Return the source of a PDF: every character of its text layer, in reading order.

    Raises `EncryptedPdfError`, `DamagedPdfError` or `NoTextLayerError`.
    """
    document = _open(data, name)
    fonts = FontTable()
    texts: list[str] = []
    pages: list[Page] = []
    start = 0
    for index in range(len(document)):
        text, page = _read_page(document, index, start, fonts)
        texts.append(text)
        pages.append(page)
        start = page.end + 1
    document.close()
    content = "\f".join(texts)
    if not content.strip():
        raise NoTextLayerError(
            name, "the pages are pictures without text", "run OCR on it first"
        )
    digest = hashlib.sha256(data).hexdigest()
    return Source(name, digest, "application/pdf", "pdfium", content, tuple(pages))


def _open(data: bytes, name: str) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise EncryptedPdfError(
                name, "the PDF is encrypted", "save a copy without a password"
            ) from None
        raise DamagedPdfError(
            name, "the PDF is damaged or truncated", "fetch the file again"
        ) from error


def _read_page(
    document: pdfium.PdfDocument, index: int, start: int, fonts: FontTable
) -> tuple[str, Page]:
    page = document[index]
    try:
        content = TextPage(page, fonts)
        try:
            fragments = list(content.fragments())
        finally:
            content.close()
        return arrange(fragments, index + 1, start, page.get_size())
    finally:
        page.close()
