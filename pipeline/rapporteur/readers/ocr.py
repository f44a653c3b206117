"""Reads the picture of a page with tesseract: words with their places and its confidence.

Lines are those that tesseract finds; its baselines tell how far the page is turned, and the words
are put where they would stand upright. Sizes near that of most text are taken to be that size.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from os import environ
from shutil import which
from statistics import median
from typing import Final

from rapporteur.errors import NoOcrError
from rapporteur.readers.fragment import Fragment
from rapporteur.readers.hocr import PrintedLine, Word, lines_of, photos_of, strokes_of
from rapporteur.readers.layout import Sheet
from rapporteur.readers.pdfium import PdfiumDocument
from rapporteur.readers.rules import MIN_RULE, THIN, Rule
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
SHORT: Final = 240.0
"""Points that the rule above notes is long at most."""
ROOM: Final = 0.16
"""The least blank between words, in sizes: less would be none."""
SMALLER: Final = 0.94
"""The size of notes, in that of most text."""
ONE_BLOCK: Final = "6"
"""How tesseract names a picture that is one block of text (`--psm`)."""
LACKS: Final = b"Failed loading language"
INSTALL: Final = "install tesseract for OCR (Debian: apt-get install tesseract-ocr)"


def installed() -> bool:
    """Say whether tesseract is there."""
    return which(PROGRAM) is not None


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
        from rapporteur.readers.underlined import find_underlined
        from rapporteur.readers.unread import find_unread

        width, height, pixels = self.document.picture(index, DPI / 72)
        picture = cleaned(width, height, pixels)
        hocr = self._hocr(width, height, picture)
        lines = list(lines_of(hocr))
        for block in find_underlined(width, height, picture, photos_of(hocr)):
            again = lines_of(self._hocr(*block.picture(), "--psm", ONE_BLOCK))
            lines += block.lines(list(again))
        if unread := find_unread(width, height, picture, lines):
            again = lines_of(self._hocr(*unread.picture(), "--psm", ONE_BLOCK))
            lines = list(unread.mended(lines, list(again)))
        words = tuple(word for line in lines for word in line.words)
        rules = [rule for stroke in strokes_of(hocr) if (rule := _rule(*stroke))]
        fragments = tuple(fragments_of(lines, width, rules))
        still = 0.0 if fragments else blank.picture
        sheet = Sheet(blank.number, blank.width, blank.height, fragments, rules, picture=still)
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

    def _hocr(self, width: int, height: int, pixels: bytes, *options: str) -> str:
        picture = b"P5 %d %d 255\n" % (width, height) + pixels
        languages = ["-l", self.languages, "--dpi", str(DPI)]
        command = [PROGRAM, "stdin", "stdout", *languages, *options, "hocr"]
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


def _rule(x0: int, top: int, x1: int, bottom: int) -> Rule | None:
    """Return a stroke as a rule in points, if it lies."""
    if bottom - top > THIN / POINTS or x1 - x0 < MIN_RULE / POINTS:
        return None
    return Rule(x0 * POINTS, x1 * POINTS, top * POINTS)


def fragments_of(
    lines: Sequence[PrintedLine], width: int, rules: Sequence[Rule] = ()
) -> Iterator[Fragment]:
    """Yield the words where they would stand if the page were not turned.

    Below a short rule at the foot of the page stand notes, which have a size of their own.
    """
    slopes = [line.slope for line in lines if line.long]
    turned = median(slopes) if slopes else 0.0
    foot = _foot(lines, rules)
    body, small = (
        _body([line.size for line in part for _ in line.words])
        for part in ([line for line in lines if line not in foot], foot)
    )
    for line in lines:
        base = (line.base - turned * (line.middle - width / 2)) * POINTS
        near = abs(line.size - body) <= NEAR * body
        most = small if line in foot and small < SMALLER * body else body
        size = round((most if near else line.size) * POINTS * HALF) / HALF
        for word, x1 in zip(line.words, _ends(line), strict=True):
            x0 = word.x0 * POINTS
            yield Fragment(f"{word.text} ", word.text, x0, x1, base, size, False, False)


def _ends(line: PrintedLine) -> Iterator[float]:
    """Yield where the words of a line end, in points, with room for the blank behind them.

    Strokes below words reach into it; that they are words of their own tesseract has said.
    """
    for word, behind in zip_longest(line.words, line.words[1:]):
        most = behind.x0 - ROOM * line.size if behind else word.x1
        yield max(word.x0, min(word.x1, most)) * POINTS


def _foot(lines: Sequence[PrintedLine], rules: Sequence[Rule]) -> list[PrintedLine]:
    """Return the lines below the lowest short rule, if they are fewer than those above it."""
    short = [rule.top / POINTS for rule in rules if rule.x1 - rule.x0 <= SHORT]
    below = [line for line in lines if short and line.base > max(short)]
    return below if len(below) < len(lines) - len(below) else []


def _body(sizes: Sequence[float]) -> float:
    return median(sizes) if sizes else 0.0
