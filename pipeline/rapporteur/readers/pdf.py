"""Reads a PDF page by page with PDFium, with pdfplumber, or each for what it does better."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal, Protocol, Self

from rapporteur.errors import DamagedPdfError, NoOcrError, NoTextLayerError
from rapporteur.readers.damage import has_broken_stream, sparse_pages
from rapporteur.readers.layout import Sheet, arrange
from rapporteur.readers.rules import has_grid
from rapporteur.readers.tables import is_ruled
from rapporteur.source import Page, Source

if TYPE_CHECKING:
    from rapporteur.readers.ocr import Recognizer
    from rapporteur.readers.plumber import PlumberDocument

ReaderName = Literal["auto", "pdfium", "pdfplumber"]
OcrUse = Literal["auto", "never", "always"]
END_WINDOW: Final = 2048
SCANNED: Final = 0.8
"""A picture that covers more of a page than this is the page itself."""
MAX_DAMAGE: Final = 0.05
BETTER: Final = 0.5
"""Share of the damage of a text layer that OCR may leave to be taken in its place."""
MOST_REDONE: Final = 40
"""Pages of one document that are read anew: longer ones would take longer than they may."""
MIN_LETTERS: Final = 500  # a few odd words say nothing of a short text
MAX_UNKNOWN: Final = 0.2
SHOWN: Final = 12
SAMPLES: Final = 10
SAMPLE_LETTERS: Final = 600
PUNCTUATION: Final = ".,;:!?()[]{}\"“”‘’'«»*•–—-…"
JOINERS: Final = str.maketrans(dict.fromkeys("-’'/.–", " "))


class PdfDocument(Protocol):
    """A PDF opened by one of the two libraries."""

    @property
    def reader(self) -> str:
        """Return the name that `--reader` gives the library."""
        ...

    @property
    def count(self) -> int:
        """Return the number of pages."""
        ...

    def __enter__(self) -> Self: ...
    def __exit__(self, *_: object) -> None: ...

    def sheet(self, index: int, *, ruled: bool = False) -> Sheet:
        """Return what stands on a page; with `ruled`, text parted at wide gaps."""
        ...


def read_pdf(
    data: bytes, name: str, reader: ReaderName, ocr: OcrUse = "auto", languages: str = "eng"
) -> Source:
    """Return the source of a PDF: every character of its text layer, in reading order.

    `auto` reads with PDFium and lets pdfplumber find the cells of tables in grids. `ocr` says
    whether pages that are pictures, or all pages, are read by tesseract in some `languages`.
    Raises `EncryptedPdfError`, `DamagedPdfError`, `NoTextLayerError` or `NoOcrError`.
    """
    texts: list[str] = []
    pages: list[Page] = []
    bare: list[int] = []
    scanned: list[int] = []
    unknown: list[int] = []
    pictured: list[bool] = []
    start = 0
    with Readers(data, name, reader, ocr, languages) as readers:
        for sheet in readers.sheets():
            text, page = arrange(sheet, start)
            texts.append(text)
            pages.append(page)
            start = page.end + 1
            pictured.append(sheet.picture > 0)
            if sheet.unknown > MAX_UNKNOWN and sheet.picture <= SCANNED:
                unknown.append(page.number)
            if not text and sheet.picture:
                bare.append(page.number)
            elif text and sheet.picture > SCANNED:
                scanned.append(page.number)
    content = "\f".join(texts)
    if not content.strip("\f"):
        raise _no_text(name, bare, ocr)
    told = readers.recognizer.told() if readers.recognizer else None
    warnings = (
        *readers.all_warnings(),
        *_file_warnings(data),
        *_text_warnings(content, bare, scanned),
        *_loss_warnings(data, name, texts, pictured, unknown),
    )
    used = "+".join(sorted(readers.used))
    digest = hashlib.sha256(data).hexdigest()
    return Source(name, digest, "application/pdf", used, content, tuple(pages), warnings, ocr=told)


class Readers:
    """The libraries that read one file, opened when they are needed.

    `used` names those that read a page, `redone` are the pages whose text layer was no good.
    """

    def __init__(
        self, data: bytes, name: str, reader: ReaderName, ocr: OcrUse, languages: str
    ) -> None:
        self.data, self.name, self.reader = data, name, reader
        self.ocr, self.languages = ocr, languages
        self.recognizer: Recognizer | None = None
        self.used: set[str] = set()
        self.redone: list[int] = []
        self._opened = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    def sheets(self) -> Iterator[Sheet]:
        """Yield each page as the better reader found it."""
        first = self._opened.enter_context(_open(self.data, self.name, self.reader))
        for index in range(first.count):
            sheet = first.sheet(index)
            if self._is_picture(sheet):
                yield self._recognized(index, sheet)
                continue
            if self._is_poor(sheet) and (better := self._redone(index, sheet)):
                yield better
                continue
            if self.reader == "auto" and is_ruled(sheet.rules, sheet.strokes, sheet.fragments):
                yield self._with_tables(first, index)
            else:
                yield self._note(sheet, first.reader)

    def all_warnings(self) -> list[tuple[str, str]]:
        """Return what the libraries and tesseract have to tell."""
        told = list(self.recognizer.doubts if self.recognizer else ())
        if self.redone:
            numbers = ", ".join(map(str, self.redone))
            told.append(
                ("ocr_redone", f"the text layer was poor and is read anew, pages {numbers}")
            )
        return told

    def _is_picture(self, sheet: Sheet) -> bool:
        """Say whether tesseract is to read a page."""
        if self.ocr == "auto" and sheet.picture and not sheet.fragments:
            from rapporteur.readers.ocr import installed

            return installed()
        return self.ocr == "always"

    def _is_poor(self, sheet: Sheet) -> bool:
        """Say whether a page is a picture, and the text that another put behind it is damaged."""
        if self.ocr != "auto" or sheet.picture <= SCANNED or len(self.redone) >= MOST_REDONE:
            return False
        from rapporteur.readers.ocr import installed

        text, _ = arrange(sheet, 0)
        return len(text) >= MIN_LETTERS and damage(text) > MAX_DAMAGE and installed()

    def _redone(self, index: int, sheet: Sheet) -> Sheet | None:
        """Return a page as tesseract reads it, if it can and that is clearly the better text."""
        recognizer = self._recognizer()
        try:
            read = recognizer.recognize(index, sheet)
        except NoOcrError:
            return None
        (old, _), (new, _) = arrange(sheet, 0), arrange(read.sheet, 0)
        if len(new) < MIN_LETTERS or damage(new) > BETTER * damage(old):
            return None
        self.redone.append(sheet.number)
        return self._note(recognizer.keep(read), "tesseract")

    def _recognized(self, index: int, sheet: Sheet) -> Sheet:
        recognizer = self._recognizer()
        return self._note(recognizer.keep(recognizer.recognize(index, sheet)), "tesseract")

    def _recognizer(self) -> Recognizer:
        if self.recognizer is None:
            from rapporteur.readers.ocr import Recognizer
            from rapporteur.readers.pdfium import PdfiumDocument

            document = self._opened.enter_context(PdfiumDocument(self.data, self.name))
            self.recognizer = Recognizer(document, self.languages, self.name)
        return self.recognizer

    def _note(self, sheet: Sheet, reader: str) -> Sheet:
        self.used.add(reader)
        return sheet

    def _with_tables(self, document: PdfDocument, index: int) -> Sheet:
        """Return a page with ruled tables, in whose grids pdfplumber has found the cells."""
        sheet = document.sheet(index, ruled=True)
        if not has_grid(sheet.strokes):
            return self._note(sheet, document.reader)
        from rapporteur.readers.plumber import with_grids

        self.used.add("pdfplumber")
        return self._note(with_grids(sheet), document.reader)


def _open_plumber(data: bytes, name: str) -> PlumberDocument:
    from rapporteur.readers.plumber import PlumberDocument

    return PlumberDocument(data, name)


def _open(data: bytes, name: str, reader: ReaderName) -> PdfDocument:
    if reader == "pdfplumber":
        return _open_plumber(data, name)
    from rapporteur.readers.pdfium import PdfiumDocument

    return PdfiumDocument(data, name)


def _no_text(name: str, bare: list[int], ocr: OcrUse) -> NoTextLayerError:
    if bare:
        from rapporteur.readers.ocr import INSTALL, installed

        advice = "leave --ocr never out" if installed() else INSTALL
        if installed() and ocr != "never":
            return NoTextLayerError(name, "OCR finds no text in its pictures", "scan it anew")
        return NoTextLayerError(name, "the pages are pictures without a text layer", advice)
    return NoTextLayerError(name, "the PDF has no text", "check that it is the right file")


def _file_warnings(data: bytes) -> Iterator[tuple[str, str]]:
    if b"%%EOF" not in data[-END_WINDOW:]:
        yield "truncated", "the PDF has no end mark: pages may be missing"


def _text_warnings(content: str, bare: list[int], scanned: list[int]) -> Iterator[tuple[str, str]]:
    if bare:
        numbers = ", ".join(map(str, bare))
        yield "no_text", f"pages without text that hold pictures: {numbers}"
    if scanned:
        count = f"{len(scanned)} pages are" if len(scanned) > 1 else "a page is"
        yield "ocr", f"{count} a picture with text put behind it by OCR: expect misread letters"
    unknown = content.count("\ufffd")
    if unknown:
        yield "characters", f"{unknown} characters have no meaning in the file's fonts"
    share = damage(content)
    if share > MAX_DAMAGE and len(content) >= MIN_LETTERS:
        yield "text_layer", f"{share:.0%} of the words are damaged: the text layer is poor"


def _loss_warnings(
    data: bytes, name: str, texts: list[str], pictured: list[bool], unknown: list[int]
) -> Iterator[tuple[str, str]]:
    """Yield what shows that text is missing although nothing failed."""
    if has_broken_stream(data):
        numbers = _numbers(_broken_pages(data, name))
        where = f"the content of page {numbers}" if numbers else "a part of the file"
        yield "damaged_content", f"{where} does not decode to its end: text is missing there"
    if unknown:
        numbers = _numbers(unknown)
        yield "font", f"a font does not say what its letters mean: text is wrong on page {numbers}"
    if sparse := sparse_pages(texts, pictured):
        numbers = _numbers(sparse)
        yield "sparse_page", f"far less text than beside it, and it breaks off: page {numbers}"


def _numbers(pages: list[int]) -> str:
    """Return the numbers of pages, at most a few of them."""
    shown = ", ".join(map(str, pages[:SHOWN]))
    return f"{shown} and {len(pages) - SHOWN} more" if len(pages) > SHOWN else shown


def _broken_pages(data: bytes, name: str) -> list[int]:
    try:
        with _open_plumber(data, name) as document:
            return document.broken_pages()
    except DamagedPdfError:
        return []


def damage(content: str) -> float:
    """Return the share of words that no writer writes, of words from all over the text."""
    step = max(SAMPLE_LETTERS, len(content) // SAMPLES)
    samples = (content[at : at + SAMPLE_LETTERS] for at in range(0, len(content), step))
    words = [word.strip(PUNCTUATION) for sample in samples for word in sample.split()]
    words = [word for word in words if word]
    return sum(map(_is_odd, words)) / max(1, len(words))


def _is_odd(word: str) -> bool:
    """Tell whether letters change from small to capital, or signs stand among them."""
    if word.islower() and word.isalpha():
        return False
    return any(map(_is_odd_part, word.translate(JOINERS).split()))


def _is_odd_part(part: str) -> bool:
    if part.isalpha() and not (part.istitle() or part.isupper()):
        return any(one.islower() and other.isupper() for one, other in pairwise(part))
    return not part.isalnum()
