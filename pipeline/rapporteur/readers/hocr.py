"""The lines and words of a page in hOCR, as tesseract writes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Final

from rapporteur.knowledge.grammar import compile_pattern

WIDE: Final = 600
"""Pixels from which a line is long enough to tell how far the page is turned."""
_LINE: Final = compile_pattern(
    r"<span class='ocr_(?:line|header|caption|textfloat)'[^>]*?title=\"bbox (?P<x0>\d+) \d+"
    r" (?P<x1>\d+) (?P<bottom>\d+);"
    r"(?: textangle (?P<turned>\d+);| baseline (?P<slope>\S+) (?P<offset>[^;\s]+);)?"
    r" x_size (?P<size>[\d.]+)"
)
_WORD: Final = compile_pattern(
    r"<span class='ocrx_word'[^>]*?title='bbox (?P<x0>\d+) (?P<top>\d+) (?P<x1>\d+)"
    r" (?P<bottom>\d+); x_wconf (?P<sure>\d+)'[^>]*>(?P<text>.*?)</span>"
)
_BLOCK: Final = compile_pattern(
    r"<div class='ocr_(?P<kind>separator|photo)'[^>]*? title=[\"']bbox (?P<x0>\d+) (?P<top>\d+)"
    r" (?P<x1>\d+) (?P<bottom>\d+)"
)
_MARKUP: Final = compile_pattern(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as tesseract read it: its edges in pixels, and how sure it is, up to 100."""

    text: str
    x0: int
    x1: int
    sure: int
    top: int = 0
    bottom: int = 0


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line as tesseract found it, in pixels; `middle` is the place of `base` across the page.

    `turned` says that it took the text to stand on its side.
    """

    words: tuple[Word, ...]
    base: float
    middle: float
    slope: float
    size: float
    turned: bool = False

    @property
    def left(self) -> int:
        """Where its first word begins."""
        return self.words[0].x0

    @property
    def right(self) -> int:
        """Where its last word ends."""
        return self.words[-1].x1

    @property
    def long(self) -> bool:
        """Whether it tells how far the page is turned."""
        return self.right - self.left > WIDE

    def base_at(self, x: float) -> float:
        """Return its baseline at a place across the page."""
        return self.base + self.slope * (x - self.middle)


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
            size, turned = float(head["size"]), bool(int(head["turned"] or 0))
            yield PrintedLine(words, base, (left + right) / 2, slope, size, turned)


def _words(hocr: str, start: int, end: int) -> Iterator[Word]:
    for found in _WORD.finditer(hocr, start, end):
        text = unescape(_MARKUP.sub("", found["text"])).strip()
        if text:
            edges = (int(found[name]) for name in ("x0", "x1", "sure", "top", "bottom"))
            yield Word(text, *edges)


def strokes_of(hocr: str) -> list[tuple[int, int, int, int]]:
    """Return the strokes that part blocks of text, as boxes in pixels."""
    return list(_blocks(hocr, "separator"))


def photos_of(hocr: str) -> list[tuple[int, int, int, int]]:
    """Return what tesseract takes for pictures, as boxes in pixels."""
    return list(_blocks(hocr, "photo"))


def _blocks(hocr: str, kind: str) -> Iterator[tuple[int, int, int, int]]:
    for found in _BLOCK.finditer(hocr):
        if found["kind"] == kind:
            yield int(found["x0"]), int(found["top"]), int(found["x1"]), int(found["bottom"])
