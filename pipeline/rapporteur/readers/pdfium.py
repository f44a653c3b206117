"""Reads PDF text, places and fonts with PDFium: fast enough for every page.

PDFium loads a page in about three milliseconds, so what is asked of it afterwards counts. It is
asked for the whole text of a page at once, and then only for the first and last letter of each
text object: size, font and baseline do not change inside one.
"""

from __future__ import annotations

import ctypes
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate, compress, count, repeat
from math import atan2, hypot, pi
from operator import add
from struct import Struct
from typing import Final, Self

import pypdfium2 as pdfium
from pypdfium2 import raw

from rapporteur.errors import DamagedPdfError, EncryptedPdfError
from rapporteur.readers.fragment import (
    SYMBOL_BLANK,
    Fragment,
    look_of_font,
)
from rapporteur.readers.gutters import find_rules
from rapporteur.readers.layout import Sheet
from rapporteur.readers.native import HANDLE, INT, address, door, ready
from rapporteur.readers.pdfium_drawn import Frame, drawn, edges
from rapporteur.readers.pdfium_tags import tags_of
from rapporteur.readers.rows import SPACE_GAP
from rapporteur.readers.rules import has_grid
from rapporteur.readers.tags import Tags

LINE_HYPHENS: Final = "\ufffe\x02"
FAKE_BOLD_MODE: Final = 2
OVERHANG: Final = 0.09  # PDFium's box of an f ends with its ink, which hangs over the next letter
SLOPED_OVERHANG: Final = 0.19
FIRST_PAGES: Final = 5
"""A file that tags no heading on so many pages tags none."""
SAMPLE: Final = 23
"""One letter in so many is asked whether its font says what it means."""
SURROGATES: Final = frozenset(map(chr, range(0xD800, 0xE000)))
ODD_LETTERS: Final = SURROGATES.union(LINE_HYPHENS)
PLAIN_BLANKS: Final = frozenset(" \r\n")
_MATRIX: Final = Struct("6f")
_BOX: Final = Struct("4f")

_text_object = door(raw.FPDFText_GetTextObject, HANDLE)
_loose_box = door(raw.FPDFText_GetLooseCharBox, INT)
_matrix = door(raw.FPDFText_GetMatrix, INT)
_unicode = door(raw.FPDFText_GetUnicode, ctypes.c_uint)
_generated = door(raw.FPDFText_IsGenerated, INT)
_font_size = door(raw.FPDFText_GetFontSize, ctypes.c_double)
_no_unicode = door(raw.FPDFText_HasUnicodeMapError, INT)
_font = door(raw.FPDFTextObj_GetFont, HANDLE, HANDLE)
_render_mode = door(raw.FPDFTextObj_GetTextRenderMode, INT, HANDLE)
_mark = door(raw.FPDFPageObj_GetMarkedContentID, INT, HANDLE)


class PdfiumDocument:
    """A PDF opened with PDFium, which may be used from one thread only.

    Raises `EncryptedPdfError` or `DamagedPdfError` when it cannot be opened.
    """

    reader: Final = "pdfium"

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._asks, self._answers, self._seen = True, True, False
        self._loaded: _LoadedPage | None = None
        try:
            self._document = pdfium.PdfDocument(data)
            self.count = len(self._document)
        except pdfium.PdfiumError as error:
            raise _error_of(error, name) from error
        if not self.count:
            raise DamagedPdfError(name, "the PDF has no pages", "fetch the file again")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._document.close()

    def sheet(self, index: int, *, ruled: bool = False) -> Sheet:
        """Return the fragments and rules of a page; raise `DamagedPdfError` if it is broken.

        Where tables are `ruled`, text that is set in one go is cut at each wide gap, for it may
        run over several cells. The page that was asked for last is not loaded again.
        """
        loaded = self._loaded
        if loaded is None or loaded.index != index:
            if loaded:
                loaded.close()
            loaded = self._loaded = _LoadedPage(self._page(index), index)
        if loaded.tags is None and (self._asks or (ruled and self._answers)):
            loaded.tags = self._tags(loaded.page, index)
        return loaded.sheet(ruled=ruled)

    def _tags(self, page: pdfium.PdfPage, index: int) -> Tags:
        """Return what the tags say of a page.

        Many files tag text, but no heading and no table but their masthead: those are asked only
        where a page is ruled.
        """
        tags = tags_of(page)
        if tags is None:
            self._asks = self._answers = False
            return Tags()
        self._seen = self._seen or any(tags.levels.values()) or bool(index and tags.cells)
        self._asks = self._asks and (self._seen or index < FIRST_PAGES)
        return tags

    def picture(self, index: int, scale: float) -> tuple[int, int, bytes]:
        """Return width, height and the RGB bytes of a page at `scale` pixels to the point.

        Raises `DamagedPdfError` if the page is broken.
        """
        page = self._page(index)
        try:
            bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
            try:
                return bitmap.width, bitmap.height, _rows(bitmap)
            finally:
                bitmap.close()
        finally:
            page.close()

    def _page(self, index: int) -> pdfium.PdfPage:
        try:
            return self._document[index]
        except pdfium.PdfiumError as error:
            reason = f"page {index + 1} of {self.count} cannot be read"
            raise DamagedPdfError(self.name, reason, "fetch the file again") from error


def _rows(bitmap: pdfium.PdfBitmap) -> bytes:
    """Return the rows of an RGB bitmap without the bytes that fill them up."""
    data, size = bytes(bitmap.buffer), 3 * bitmap.width
    starts = range(0, bitmap.height * bitmap.stride, bitmap.stride)
    return b"".join(data[start : start + size] for start in starts)


def _error_of(error: pdfium.PdfiumError, name: str) -> EncryptedPdfError | DamagedPdfError:
    if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
        return EncryptedPdfError(name, "the PDF is encrypted", "save a copy without a password")
    return DamagedPdfError(name, "the PDF is damaged or truncated", "fetch the file again")


class _LoadedPage:
    """A page with its letters and what is drawn on it; closed with its document at the latest.

    `tags` are None as long as they are not asked for.
    """

    def __init__(self, page: pdfium.PdfPage, index: int) -> None:
        self.page, self.index = page, index
        self.tags: Tags | None = None
        self._frame = Frame(page)
        self._strokes, self._picture = drawn(page, self._frame)
        self._textpage = page.get_textpage()
        self._letters = _TextPage(self._textpage, self._frame)

    def sheet(self, *, ruled: bool) -> Sheet:
        """Return what stands on the page."""
        letters, frame, strokes = self._letters, self._frame, self._strokes
        tags = self.tags or Tags()
        fragments = tuple(letters.fragments(tags, ruled=ruled))
        width, height = frame.width, frame.height
        if frame.rotation % 2:
            width, height = height, width
        return Sheet(
            self.index + 1, width, height, fragments, tuple(find_rules(strokes, fragments)),
            tuple(strokes), self._picture, tagged=tags.tables, unknown=letters.unknown,
            edges=tuple(edges(self.page, frame)) if has_grid(strokes) else (),
        )  # fmt: skip

    def close(self) -> None:
        """Give the page back to PDFium; its letters can be asked for no more."""
        self._textpage.close()
        self.page.close()


class _TextPage:
    """The characters of one page in content order, to be cut into fragments."""

    def __init__(self, textpage: pdfium.PdfTextPage, frame: Frame) -> None:
        self.frame = frame
        self.handle = ready(address(textpage.raw))
        self.text = _page_text(textpage, self.handle)
        letters = set(self.text)
        self.odd = not letters.isdisjoint(ODD_LETTERS)
        self.plain = _has_plain_blanks(self.text, letters)
        self.added = self._added()
        self.looks: dict[int, tuple[bool, bool]] = {}
        self._box = raw.FS_RECTF()
        self._box_at = ready(ctypes.addressof(self._box))
        self._matrix = raw.FS_MATRIX()
        self._matrix_at = ready(ctypes.addressof(self._matrix))

    def fragments(self, tags: Tags, *, ruled: bool) -> Iterator[Fragment]:
        """Yield a fragment for each text object in each line of PDFium's text."""
        for start, end in self._lines():
            for low, high, found in self._objects(start, end):
                if ruled or (self.added and self._has_added(low, high)):
                    for first, last in self._stretches(low, high, ruled=ruled):
                        yield self._fragment(first, last, found, tags)
                else:
                    yield self._fragment(low, high, found, tags)

    @cached_property
    def unknown(self) -> float:
        """Return the share of letters, of some all over the page, that their font maps nowhere."""
        asked = [at for at in range(0, len(self.text), SAMPLE) if not self.text[at].isspace()]
        unknown = list(map(_no_unicode, repeat(self.handle), asked)).count(1)
        return unknown / max(1, len(asked))

    def _added(self) -> list[int]:
        """Return where the blanks stand that PDFium added inside text objects, in order."""
        before = accumulate(map(len, self.text.split(" ")))
        blanks = list(map(add, before, count()))[:-1]
        added = compress(blanks, map(_generated, repeat(self.handle), blanks))
        return [at for at in added if _text_object(self.handle, at)]

    def _has_added(self, low: int, high: int) -> bool:
        return bisect_left(self.added, low) < bisect_left(self.added, high)

    def _lines(self) -> Iterator[tuple[int, int]]:
        """Yield ranges between line ends.

        PDFium marks a hyphen that it takes for a line-end hyphen and joins the two lines; the
        range ends behind the mark.
        """
        text = self.text
        for mark in LINE_HYPHENS:
            text = text.replace(mark, "\n")
        start = 0
        while start < len(text):
            end = text.find("\n", start)
            if end < 0:
                end = len(text)
            stop = end + 1 if end < len(text) and self.text[end] != "\n" else end
            yield start, stop
            start = end + 1

    def _objects(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Yield ranges of one text object each, with the object; each is found by halving.

        Blanks and line ends that PDFium added between objects belong to none and are left out.
        What was asked on the way to the end of one object serves those behind it.
        """
        if start >= end:
            return
        handle, low = self.handle, start
        found = _text_object(handle, start)
        ahead = [(end - 1, _text_object(handle, end - 1))] if end - start > 1 else []
        while ahead:
            high, other = ahead[-1]
            if found and other == found:
                low = high
                ahead.pop()
            elif high - low == 1:
                if found:
                    yield start, high, found
                start, low, found = high, high, other
                ahead.pop()
            else:
                at = self._between(low, high, parted=not other) if found else low + 1
                ahead.append((at, _text_object(handle, at)))
        if found:
            yield start, end, found

    def _between(self, low: int, high: int, *, parted: bool) -> int:
        """Return where to look for the end of an object: at blanks, first where one is `parted`."""
        if parted:
            return high - 1
        middle = (low + high) // 2
        blank = self.text.find(" ", middle, high)
        return blank if blank > 0 else middle

    def _stretches(self, low: int, high: int, *, ruled: bool) -> Iterator[tuple[int, int]]:
        """Yield the range cut at blanks that PDFium added inside it: the layout decides on them."""
        text = self.text
        blank = text.find(" ", low, high)
        while blank >= 0:
            if self._has_added(blank, blank + 1):
                if low < blank:
                    yield low, blank
                low = blank + 1
            elif ruled and low < blank < high - 1:
                for cut in self._gaps(blank):
                    if low < cut:
                        yield low, cut
                    low = cut
            blank = text.find(" ", blank + 1, high)
        if low < high:
            yield low, high

    def _gaps(self, blank: int) -> Iterator[int]:
        """Yield where to cut at a blank: before it, behind it, wherever the gap is wide."""
        edges = []
        for at in (blank - 1, blank, blank + 1):
            _loose_box(self.handle, at, self._box_at)
            edges.append((self._box.left, self._box.right))
        _matrix(self.handle, blank + 1, self._matrix_at)
        wide = SPACE_GAP * _font_size(self.handle, blank + 1) * abs(self._matrix.a)
        (_, left), (start, end), (right, _) = edges
        if start - left > wide:
            yield blank
        if right - end > wide:
            yield blank + 1

    def _fragment(self, low: int, high: int, found: int, tags: Tags) -> Fragment:
        text = word = self.text[low:high]
        first, last = low, high - 1
        if not self.plain or "  " in text or text[0].isspace() or text[-1].isspace():
            word = " ".join(text.split())
            first = low + len(text) - len(text.lstrip()) if word else low
            last = low + len(text.rstrip()) - 1 if word else low
        _matrix(self.handle, first, self._matrix_at)
        a, b, c, d, e, f = _MATRIX.unpack(self._matrix)
        size = _font_size(self.handle, first) * hypot(c, d)
        frame = self.frame
        quarters = round(2 * atan2(b, a) / pi) % 4 if b or a < 0 else 0
        if quarters:
            x0, x1, base = self._place_turned(first, last, quarters, e, f)
        else:
            x0, x1 = self._edges(first, last)
            base = frame.top - f
        bold, italic = self._look(found)
        if word.endswith("f"):
            x1 -= (SLOPED_OVERHANG if italic else OVERHANG) * size
        turn = (quarters - frame.rotation) % 4
        if self.odd:
            word = _restored(word)
        mark = _mark(found) if tags.levels else None
        tagged, cell = tags.level_of(mark), tags.cell_of(mark)
        return Fragment(text, word, x0, x1, base, size, bold, italic, turn, tagged, cell)

    def _edges(self, first: int, last: int) -> tuple[float, float]:
        """Return the left and right edge of characters that stand upright."""
        _loose_box(self.handle, first, self._box_at)
        left, _, right, _ = _BOX.unpack(self._box)
        if last != first:
            _loose_box(self.handle, last, self._box_at)
            other, _, end, _ = _BOX.unpack(self._box)
            left = other if other < left else left
            right = end if end > right else right
        return left - self.frame.left, right - self.frame.left

    def _place_turned(
        self, first: int, last: int, quarters: int, x: float, y: float
    ) -> tuple[float, float, float]:
        """Return left edge, right edge and baseline of characters from `(x, y)`, set upright."""
        box, place = self._box, self.frame.place
        edges = []
        for index in (first, last):
            _loose_box(self.handle, index, self._box_at)
            edges.append(place(box.left, box.bottom, quarters)[0])
            edges.append(place(box.right, box.top, quarters)[0])
        return min(edges), max(edges), place(x, y, quarters)[1]

    def _look(self, found: int) -> tuple[bool, bool]:
        """Return `(bold, italic)` of a text object; each font is asked once per page."""
        font = _font(found)
        if font not in self.looks:
            self.looks[font] = _font_look(font)
        bold, italic = self.looks[font]
        return bold or _render_mode(found) == FAKE_BOLD_MODE, italic


def _has_plain_blanks(text: str, letters: set[str]) -> bool:
    """Say whether, but for line ends, all blanks of a text with these letters are of one kind."""
    others = letters.difference(PLAIN_BLANKS)
    return not any(map(str.isspace, others)) and text.count("\r") == text.count("\r\n")


def _restored(word: str) -> str:
    """Return a word with its hyphens in place of PDFium's marks, without lone surrogates."""
    for mark in LINE_HYPHENS:
        word = word.replace(mark, "-")
    if not SURROGATES.isdisjoint(word):
        return word.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return word


def _font_look(font: int | None) -> tuple[bool, bool]:
    if not font:
        return False, False
    handle = ctypes.cast(font, raw.FPDF_FONT)
    buffer = ctypes.create_string_buffer(256)
    raw.FPDFFont_GetBaseFontName(handle, buffer, 256)
    return look_of_font(buffer.value.decode("latin-1"))


def _page_text(textpage: pdfium.PdfTextPage, handle: object) -> str:
    """Return one character for each of PDFium's, so that one index serves both.

    Characters that the font does not map to Unicode are U+FFFD: PDFium's own text lacks them.
    """
    count = textpage.count_chars()
    if count < 1:
        return ""
    text: str = textpage.get_text_range()
    if len(text) != count:
        letters = (_unicode(handle, index) for index in range(count))
        text = "".join(chr(code) if code else "\ufffd" for code in letters)
    return text.replace(SYMBOL_BLANK, " ")
