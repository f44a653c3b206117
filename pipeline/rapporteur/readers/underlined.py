"""Blocks of underlined text, which tesseract takes for pictures and passes over.

The strokes are longer than any letter is wide. Without them the block is text, and read as such.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final

from PIL import Image

from rapporteur.knowledge.patterns import compile_pattern
from rapporteur.readers.hocr import PrintedLine, Word

Box = tuple[int, int, int, int]

DARK: Final = 160
WHITE: Final = 255
AROUND: Final = 10
"""Pixels around a block that are taken with it."""
STROKE: Final = compile_pattern(r"\x00{60,}")
"""A run of ink, each pixel a letter: no sign has five millimetres of it at the size of reading."""
LEAST: Final = 2
"""Pixels that strokes are thick at least."""
SURE: Final = 70
"""How sure tesseract must be of what it reads there: pictures give signs by chance."""


@dataclass(frozen=True, slots=True)
class Underlined:
    """A block without the strokes below its text, and where it stands on the page."""

    left: int
    top: int
    block: Image.Image

    def picture(self) -> tuple[int, int, bytes]:
        """Return the block as a picture of its own."""
        return *self.block.size, self.block.tobytes()

    def lines(self, read: Sequence[PrintedLine]) -> list[PrintedLine]:
        """Return the lines that were read in that picture, where they stand on the page."""
        sure = [word.sure for line in read for word in line.words]
        return [self._placed(line) for line in read] if sure and fmean(sure) >= SURE else []

    def _placed(self, line: PrintedLine) -> PrintedLine:
        words = tuple(
            Word(
                word.text, word.x0 + self.left, word.x1 + self.left, word.sure,
                word.top + self.top, word.bottom + self.top,
            )
            for word in line.words
        )  # fmt: skip
        base, middle = line.base + self.top, line.middle + self.left
        return PrintedLine(words, base, middle, line.slope, line.size)


def find_underlined(
    width: int, height: int, pixels: bytes, photos: Sequence[Box]
) -> Iterator[Underlined]:
    """Yield the blocks of a grey page that were taken for pictures and have strokes in them."""
    page = Image.frombytes("L", (width, height), pixels)
    for x0, top, x1, bottom in photos:
        left, upper = max(0, x0 - AROUND), max(0, top - AROUND)
        block = page.crop((left, upper, min(width, x1 + AROUND), min(height, bottom + AROUND)))
        if bare := _without_strokes(block):
            yield Underlined(left, upper, bare)


def _without_strokes(block: Image.Image) -> Image.Image | None:
    """Return a block without the lying strokes in it; None if it has none."""
    ink = block.point(lambda shade: WHITE * (shade >= DARK)).tobytes().decode("latin-1")
    kept, rows = bytearray(block.tobytes()), 0
    for start in range(0, len(kept), block.width):
        runs = list(STROKE.finditer(ink, start, start + block.width))
        rows += bool(runs)
        for run in runs:
            kept[run.start() : run.end()] = bytes([WHITE]) * len(run[0])
    return Image.frombytes("L", block.size, bytes(kept)) if rows >= LEAST else None
