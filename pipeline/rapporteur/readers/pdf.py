"""Reads a PDF page by page with PDFium, with pdfplumber, or with each where it is the better."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import pairwise
from typing import Final, Literal, Protocol, Self

from rapporteur.errors import NoTextLayerError
from rapporteur.readers.layout import Sheet, arrange
from rapporteur.readers.tables import is_ruled
from rapporteur.source import Page, Source

ReaderName = Literal["auto", "pdfium", "pdfplumber"]
END_WINDOW: Final = 2048
MAX_DAMAGE: Final = 0.05
PUNCTUATION: Final = ".,;:!?()[]{}\"“”‘’'«»*•–—-…"
JOINERS: Final = str.maketrans("", "", "-’'/.–")


class PdfDocument(Protocol):
    """A PDF opened by one of the two libraries."""

    reader: str
    count: int

    def __enter__(self) -> Self: ...
    def __exit__(self, *_: object) -> None: ...

    def sheet(self, index: int) -> Sheet:
        """Return what stands on a page."""
        ...


def read_pdf(data: bytes, name: str, reader: ReaderName) -> Source:
    """Return the source of a PDF: every character of its text layer, in reading order.

    `auto` reads pages with ruled tables by pdfplumber and all others by PDFium. Raises
    `EncryptedPdfError`, `DamagedPdfError` or `NoTextLayerError`.
    """
    texts: list[str] = []
    pages: list[Page] = []
    readers: set[str] = set()
    bare: list[int] = []
    start = 0
    for sheet, used in _sheets(data, name, reader):
        text, page = arrange(sheet, start)
        readers.add(used)
        texts.append(text)
        pages.append(page)
        start = page.end + 1
        if not text and sheet.pictures:
            bare.append(page.number)
    content = "\f".join(texts)
    if not content.strip("\f"):
        raise _no_text(name, bare)
    warnings = (*_file_warnings(data), *_text_warnings(content, bare))
    used_by = "+".join(sorted(readers))
    digest = hashlib.sha256(data).hexdigest()
    return Source(name, digest, "application/pdf", used_by, content, tuple(pages), warnings)


def _sheets(data: bytes, name: str, reader: ReaderName) -> Iterator[tuple[Sheet, str]]:
    """Yield each page as the better reader found it, and that reader's name."""
    with ExitStack() as opened:
        first = opened.enter_context(_open(data, name, reader))
        tables: PdfDocument | None = None
        for index in range(first.count):
            sheet = first.sheet(index)
            if reader != "auto" or not is_ruled(sheet.rules, sheet.strokes, sheet.fragments):
                yield sheet, first.reader
                continue
            if tables is None:
                tables = opened.enter_context(_open(data, name, "pdfplumber"))
            yield tables.sheet(index), tables.reader


def _open(data: bytes, name: str, reader: ReaderName) -> PdfDocument:
    if reader == "pdfplumber":
        from rapporteur.readers.plumber import PlumberDocument

        return PlumberDocument(data, name)
    from rapporteur.readers.pdfium import PdfiumDocument

    return PdfiumDocument(data, name)


def _no_text(name: str, bare: list[int]) -> NoTextLayerError:
    if bare:
        return NoTextLayerError(
            name,
            "the pages are pictures without a text layer",
            "run OCR on it first, for example with ocrmypdf",
        )
    return NoTextLayerError(name, "the PDF has no text", "check that it is the right file")


def _file_warnings(data: bytes) -> Iterator[tuple[str, str]]:
    if b"%%EOF" not in data[-END_WINDOW:]:
        yield "truncated", "the PDF has no end mark: pages may be missing"


def _text_warnings(content: str, bare: list[int]) -> Iterator[tuple[str, str]]:
    if bare:
        numbers = ", ".join(str(number) for number in bare)
        yield "no_text", f"pages without text that hold pictures: {numbers}"
    unknown = content.count("\ufffd")
    if unknown:
        yield "characters", f"{unknown} characters have no meaning in the file's fonts"
    share = damage(content)
    if share > MAX_DAMAGE:
        yield "text_layer", f"{share:.0%} of the words are damaged: the text layer is poor"


def damage(content: str) -> float:
    """Return the share of words that no writer writes, of all words."""
    words = [word.strip(PUNCTUATION) for word in content.split()]
    words = [word for word in words if word]
    return sum(map(_is_odd, words)) / max(1, len(words))


def _is_odd(word: str) -> bool:
    """Tell whether letters change from small to capital, or mix with digits and signs."""
    core = word.translate(JOINERS)
    if core.isalpha():
        return any(one.islower() and other.isupper() for one, other in pairwise(core))
    return not core.isalnum()
