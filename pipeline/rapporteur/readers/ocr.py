"""Reads the picture of a page with tesseract: words with their places and its confidence.

Lines are those that tesseract finds; its baselines tell how far the page is turned, and the words
are put where they would stand upright. Sizes near that of most text are taken to be that size.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from os import environ
from shutil import which
from statistics import median
from typing import Final

from rapporteur.errors import NoOcrError
from rapporteur.knowledge.grammar import compile_pattern
from rapporteur.readers.fragment import Fragment
from rapporteur.readers.layout import Sheet
from rapporteur.readers.pdfium import PdfiumDocument
from rapporteur.source import Ocr

DPI: Final = 300
POINTS: Final = 72 / DPI
PROGRAM: Final = "tesseract"
LONGEST: Final = 180
"""Seconds that a page may take."""
DOUBTFUL: Final = 60
MOST_NAMED: Final = 8
NEAR: Final = 0.2
HALF: Final = 2
WIDE: Final = 600
"""Pixels from which a line is long enough to tell how far the page is turned."""
LACKS: Final = b"Failed loading language"
INSTALL: Final = "install tesseract for OCR (Debian: apt-get install tesseract-ocr)"
_LINE: Final = compile_pattern(
    r"<span class='ocr_(?:line|header|caption|textfloat)'[^>]*?title=\"bbox (?P<x0>\d+) \d+"
    r" (?P<x1>\d+) (?P<bottom>\d+);"
    r"(?: textangle \d+;| baseline (?P<slope>\S+) (?P<offset>[^;\s]+);)?"
    r" x_size (?P<size>[\d.]+)"
)
_WORD: Final = compile_pattern(
    r"<span class='ocrx_word'[^>]*?title='bbox (?P<x0>\d+) \d+ (?P<x1>\d+) \d+;"
    r" x_wconf (?P<sure>\d+)'[^>]*>(?P<text>.*?)</span>"
)
_MARKUP: Final = compile_pattern(r"<[^>]*>")


def installed() -> bool:
    """Say whether tesseract is there."""
    return which(PROGRAM) is not None


@dataclass(frozen=True, slots=True)
class Word:
    """A word as tesseract read it: its edges in pixels, and how sure it is, up to 100."""

    text: str
    x0: int
    x1: int
    sure: int


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line as tesseract found it, in pixels; `middle` is the place of `base` across the page."""

    words: tuple[Word, ...]
    base: float
    middle: float
    slope: float
    size: float

    @property
    def long(self) -> bool:
        """Whether it tells how far the page is turned."""
        return self.words[-1].x1 - self.words[0].x0 > WIDE


@dataclass(frozen=True, slots=True)
class Recognized:
    """A page as tesseract read it, and how sure it was of each word."""

    sheet: Sheet
    words: tuple[Word, ...]


@dataclass(slots=True)
class Recognizer:
    """Reads pages of one document; `sure` are its confidences, `doubts` what to look at."""

    document: PdfiumDocument
    languages: str
    name: str
    sure: list[int] = field(default_factory=list)
    doubts: list[tuple[str, str]] = field(default_factory=list)

    def recognize(self, index: int, blank: Sheet) -> Recognized:
        """Return a page as tesseract reads it, a picture no more; `blank` says how large it is."""
        from rapporteur.readers.grain import cleaned

        width, height, pixels = self.document.picture(index, DPI / 72)
        picture = b"P5 %d %d 255\n" % (width, height) + cleaned(width, height, pixels)
        lines = list(lines_of(self._hocr(picture)))
        words = tuple(word for line in lines for word in line.words)
        fragments = tuple(fragments_of(lines, width))
        still = 0.0 if fragments else blank.picture
        sheet = Sheet(blank.number, blank.width, blank.height, fragments, picture=still)
        return Recognized(sheet, words)

    def keep(self, page: Recognized) -> Sheet:
        """Return the sheet of a page that is taken as tesseract read it."""
        self.sure += [word.sure for word in page.words]
        self._doubt(page.sheet.number, [word.text for word in page.words if word.sure < DOUBTFUL])
        return page.sheet

    def told(self) -> Ocr | None:
        """Return what read the pages and how sure it was; None if no page was read so."""
        if not self.sure:
            return None
        confidence = round(sum(self.sure) / len(self.sure) / 100, 3)
        return Ocr(PROGRAM, version(), self.languages, confidence)

    def _doubt(self, page: int, words: Sequence[str]) -> None:
        if words:
            named = ", ".join(words[:MOST_NAMED]) + (" …" if len(words) > MOST_NAMED else "")
            self.doubts.append(("ocr_words", f"page {page}: doubtful words, {len(words)}: {named}"))

    def _hocr(self, picture: bytes) -> str:
        command = [PROGRAM, "stdin", "stdout", "-l", self.languages, "--dpi", str(DPI), "hocr"]
        try:
            done = subprocess.run(  # noqa: S603 - no shell; what stands in it are our words
                command, input=picture, capture_output=True, timeout=LONGEST, env=_alone(),
                check=False,
            )  # fmt: skip
        except FileNotFoundError:
            raise NoOcrError(self.name, "OCR needs tesseract, which is not here", INSTALL) from None
        except subprocess.TimeoutExpired:
            raise NoOcrError(self.name, "OCR of a page takes too long", "scan it anew") from None
        # Of several languages it leaves out those that it lacks, and goes on.
        if done.returncode or LACKS in done.stderr:
            raise self._failed(done.stderr.decode(errors="replace"))
        return done.stdout.decode("utf-8", errors="replace")

    def _failed(self, said: str) -> NoOcrError:
        lacking = next((one for one in self.languages.split("+") if f"'{one}'" in said), None)
        if lacking is None:
            reason = said.strip().splitlines()[-1] if said.strip() else "it says nothing"
            return NoOcrError(self.name, f"tesseract failed: {reason}", "scan the page anew")
        return NoOcrError(
            self.name,
            f"tesseract lacks the language {lacking!r}",
            f"install it (Debian: apt-get install tesseract-ocr-{lacking})",
        )


def _alone() -> Mapping[str, str]:
    """Return the environment in which tesseract takes one core, as each document does."""
    return {**environ, "OMP_THREAD_LIMIT": "1"}


def version() -> str:
    """Return the version of tesseract."""
    said = subprocess.run(  # noqa: S603 - as above
        [PROGRAM, "--version"], capture_output=True, text=True, check=False
    ).stdout
    return said.split()[1] if len(said.split()) > 1 else ""


def lines_of(hocr: str) -> Iterator[PrintedLine]:
    """Yield the lines of a page in hOCR that hold words."""
    heads = list(_LINE.finditer(hocr))
    ends = [*(head.start() for head in heads[1:]), len(hocr)]
    for head, end in zip(heads, ends, strict=False):  # one end too many if there is no line at all
        words = tuple(_words(hocr, head.end(), end))
        if words:
            slope, offset = float(head["slope"] or 0), float(head["offset"] or 0)
            left, right = int(head["x0"]), int(head["x1"])
            base = int(head["bottom"]) + offset + slope * (right - left) / 2
            yield PrintedLine(words, base, (left + right) / 2, slope, float(head["size"]))


def _words(hocr: str, start: int, end: int) -> Iterator[Word]:
    for found in _WORD.finditer(hocr, start, end):
        text = unescape(_MARKUP.sub("", found["text"])).strip()
        if text:
            yield Word(text, int(found["x0"]), int(found["x1"]), int(found["sure"]))


def fragments_of(lines: Sequence[PrintedLine], width: int) -> Iterator[Fragment]:
    """Yield the words where they would stand if the page were not turned."""
    slopes = [line.slope for line in lines if line.long]
    turned = median(slopes) if slopes else 0.0
    body = _body([line.size for line in lines for _ in line.words])
    for line in lines:
        base = (line.base - turned * (line.middle - width / 2)) * POINTS
        near = abs(line.size - body) <= NEAR * body
        size = round((body if near else line.size) * POINTS * HALF) / HALF
        for word in line.words:
            x0, x1 = word.x0 * POINTS, word.x1 * POINTS
            yield Fragment(f"{word.text} ", word.text, x0, x1, base, size, False, False)


def _body(sizes: Sequence[float]) -> float:
    return median(sizes) if sizes else 0.0
