"""Reads PDF text, places and fonts with PDFium: fast enough for every page.

PDFium loads a page in about three milliseconds, so what is asked of it afterwards counts. It is
asked for the whole text of a page at once, and then only for the first and last letter of each
text object: place, size and font do not change inside one.
"""

from __future__ import annotations

import ctypes
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import hypot
from typing import Any, Final

import pypdfium2 as pdfium
from pypdfium2 import raw

from rapporteur.errors import DamagedPdfError, EncryptedPdfError, NoTextLayerError
from rapporteur.readers.layout import Fragment, arrange, look_of_font
from rapporteur.source import Page, Source

LINE_HYPHENS: Final = "\ufffe\x02"
FAKE_BOLD_MODE: Final = 2


def _prototype(function: Any, result: Any, *arguments: Any) -> Callable[..., int]:
    """Return a lean door to a PDFium function: handles as plain numbers, no lock released.

    Calls per text object are many and short, and these cost half of the generated bindings'.
    """
    address = ctypes.cast(function, ctypes.c_void_p).value
    door: Callable[..., int] = ctypes.PYFUNCTYPE(result, *arguments)(address)
    return door


_HANDLE: Final = ctypes.c_void_p
_INT: Final = ctypes.c_int
_text_object = _prototype(raw.FPDFText_GetTextObject, _HANDLE, _HANDLE, _INT)
_loose_box = _prototype(raw.FPDFText_GetLooseCharBox, _INT, _HANDLE, _INT, _HANDLE)
_matrix = _prototype(raw.FPDFText_GetMatrix, _INT, _HANDLE, _INT, _HANDLE)
_unicode = _prototype(raw.FPDFText_GetUnicode, ctypes.c_uint, _HANDLE, _INT)
_generated = _prototype(raw.FPDFText_IsGenerated, _INT, _HANDLE, _INT)
_font = _prototype(raw.FPDFTextObj_GetFont, _HANDLE, _HANDLE)
_render_mode = _prototype(raw.FPDFTextObj_GetTextRenderMode, _INT, _HANDLE)
_font_size = _prototype(raw.FPDFText_GetFontSize, ctypes.c_double, _HANDLE, _INT)


def _address(pointer: Any) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


@dataclass(slots=True)
class FontTable:
    """Bold and italic of each font, asked once per font."""

    known: dict[int, tuple[bool, bool]] = field(default_factory=dict)

    def look(self, font: int) -> tuple[bool, bool]:
        """Return `(bold, italic)` as name and flags of the font say."""
        if font not in self.known:
            self.known[font] = _font_look(font)
        return self.known[font]


def _font_look(font: int) -> tuple[bool, bool]:
    pointer = ctypes.cast(font, raw.FPDF_FONT)
    buffer = ctypes.create_string_buffer(256)
    raw.FPDFFont_GetBaseFontName(pointer, buffer, 256)
    return look_of_font(buffer.value.decode("latin-1"), raw.FPDFFont_GetFlags(pointer))


class TextPage:
    """The characters of one page in content order, cut into fragments."""

    def __init__(self, page: pdfium.PdfPage, fonts: FontTable) -> None:
        self.fonts = fonts
        self.left, _, _, self.height = page.get_cropbox()
        self.textpage = page.get_textpage()
        self.handle = _address(self.textpage.raw)
        self.text = _page_text(self.textpage, self.handle)
        self._box = raw.FS_RECTF()
        self._box_at = ctypes.addressof(self._box)
        self._matrix = raw.FS_MATRIX()
        self._matrix_at = ctypes.addressof(self._matrix)

    def fragments(self) -> Iterator[Fragment]:
        """Yield one fragment for each text object in each line, without blanks around it."""
        for start, end in self._lines():
            for low, high, found in self._objects(start, end):
                fragment = self._fragment(low, high, found)
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

    def _objects(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Yield ranges of one text object each, found by bisection, with the object."""
        handle = self.handle
        while start < end:
            found = _text_object(handle, start) or 0
            high = end
            if _text_object(handle, end - 1) != found:
                low = start
                while high - low > 1:
                    middle = (low + high) // 2
                    if (_text_object(handle, middle) or 0) == found:
                        low = middle
                    else:
                        high = middle
            if found:
                yield start, high, found
            start = high

    def _fragment(self, low: int, high: int, found: int) -> Fragment | None:
        text = self.text[low:high]
        word = text.strip()
        if not word:
            return self._fragment_of(" ", low, low, found)
        first = low + len(text) - len(text.lstrip())
        last = first + len(word) - 1
        return self._fragment_of(text, first, last, found)

    def _fragment_of(self, text: str, first: int, last: int, found: int) -> Fragment | None:
        handle, box, matrix = self.handle, self._box, self._matrix
        _loose_box(handle, first, self._box_at)
        left, top, right, bottom = box.left, box.top, box.right, box.bottom
        if last != first:
            _loose_box(handle, last, self._box_at)
            left, right = min(left, box.left), max(right, box.right)
            top, bottom = max(top, box.top), min(bottom, box.bottom)
        _matrix(handle, first, self._matrix_at)
        size = _font_size(handle, first) * hypot(matrix.c, matrix.d)
        bold, italic = self.fonts.look(_font(found))
        if _render_mode(found) == FAKE_BOLD_MODE:
            bold = True
        if LINE_HYPHENS[0] in text or LINE_HYPHENS[1] in text:
            text = text.replace(LINE_HYPHENS[0], "-").replace(LINE_HYPHENS[1], "-")
        return Fragment(
            text,
            left - self.left,
            self.height - top,
            right - self.left,
            self.height - bottom,
            self.height - matrix.f,
            size,
            bold,
            italic,
            abs(matrix.b) <= abs(matrix.a),
        )

    def close(self) -> None:
        """Free what PDFium holds."""
        self.textpage.close()


def _page_text(textpage: pdfium.PdfTextPage, handle: int) -> str:
    """Return one character for each of PDFium's, so that one index serves both.

    Characters that the font does not map to Unicode are U+FFFD: PDFium's own text lacks them.
    """
    count = textpage.count_chars()
    if count < 1:
        return ""
    text = textpage.get_text_range()
    if len(text) == count:
        return text
    letters = (_unicode(handle, index) for index in range(count))
    return "".join(chr(code) if code else "\ufffd" for code in letters)


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
        raise NoTextLayerError(name, "the pages are pictures without text", "run OCR on it first")
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
