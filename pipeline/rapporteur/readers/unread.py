"""What tesseract passes over on a page, shown to it once more.

Its analysis of a page drops signs that stand alone before their text, such as "5." or "B." far left
of it. Their ink is there, and no word covers it. Beside the beginning of its line each of them is
read without fail. It also takes single figures of a short line, such as a page number, for text
that stands on its side: such a line is read anew in one piece.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final, NamedTuple

from PIL import Image, ImageDraw

from rapporteur.readers.hocr import PrintedLine, Word

DARK: Final = 128
WHITE: Final = 255
MARGIN: Final = 6
"""Pixels around a word that belong to it."""
ABOVE, BELOW = 1.0, 0.35
"""How far the signs of a line reach over and under its baseline, in its size."""
GAP: Final = 0.6
"""White, in sizes, that parts a label from what stands left of it."""
LEAST, MOST = 0.5, 1.2
"""Sizes that a label may be high: bullets and specks are less, rules are more."""
WIDEST: Final = 4.0
SHORTEST: Final = 2.0
"""Sizes that a line has at least that has a label."""
LARGEST: Final = 2.0
"""Sizes of most text that a line with a label may have: what is larger is a picture."""
SPACE: Final = 0.45
BESIDE: Final = 14.0
"""Sizes of the beginning of a line that is shown beside its label."""
APART: Final = 2.2
"""Heights of a row from one label to the next in the picture of all of them."""


class Place(NamedTuple):
    """What is read anew: its box in the picture of a page.

    A label stands before a `line`; else the box holds all that was read as `parts`.
    """

    x0: int
    top: int
    x1: int
    bottom: int
    line: PrintedLine | None
    parts: tuple[PrintedLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """The places of a page that are read anew, and the size of most of its text."""

    page: Image.Image
    places: tuple[Place, ...]
    body: float

    @property
    def left(self) -> int:
        """Where each place begins in the picture of all of them."""
        return int(LARGEST * self.body)

    @property
    def step(self) -> int:
        """Pixels from one place to the next in the picture of all of them."""
        return int(APART * max(place.bottom - place.top for place in self.places))

    def picture(self) -> tuple[int, int, bytes]:
        """Return one picture of all places, labels beside the beginning of their lines."""
        beside = int((WIDEST + BESIDE) * self.body)
        width = 2 * self.left + max(place.x1 - place.x0 for place in self.places) + beside
        sheet = Image.new("L", (width, self.step * (len(self.places) + 1)), WHITE)
        for height, (x0, top, x1, bottom, line, _) in self._heights():
            sheet.paste(self.page.crop((x0, top, x1, bottom)), (self.left, height))
            if line is not None:
                end = min(line.right + MARGIN, int(line.left + BESIDE * self.body))
                begin = self.page.crop((line.left - MARGIN // 2, top, end, bottom))
                sheet.paste(begin, (self.left + x1 - x0 + int(SPACE * line.size), height))
        return *sheet.size, sheet.tobytes()

    def mended(
        self, lines: Sequence[PrintedLine], again: Sequence[PrintedLine]
    ) -> Iterator[PrintedLine]:
        """Yield the lines of the page with what was read in that picture put in its place."""
        gone: list[PrintedLine] = []
        for height, place in self._heights():
            rows = range(height, height + self.step)
            width = place.x1 - place.x0
            read = [
                word
                for line in again
                if int(line.base) in rows
                for word in line.words
                if word.x0 < self.left + width
            ]
            if read and place.line:
                yield _label(place, place.line, read)
            elif read:
                gone += place.parts
                yield self._whole(place, height, read)
        yield from (line for line in lines if line not in gone)

    def _whole(self, place: Place, height: int, read: Sequence[Word]) -> PrintedLine:
        """Return a line that was read anew in one piece."""
        aside, below = place.x0 - self.left, place.top - height
        words = tuple(
            Word(w.text, w.x0 + aside, w.x1 + aside, w.sure, w.top + below, w.bottom + below)
            for w in read
        )
        size = max(part.size for part in place.parts if not part.turned)
        middle = (place.x0 + place.x1) / 2
        return PrintedLine(words, max(word.bottom for word in words), middle, 0.0, size)

    def _heights(self) -> Iterator[tuple[int, Place]]:
        """Yield each place, and where it stands in the picture of all of them."""
        for number, place in enumerate(self.places):
            yield self.step // 2 + number * self.step, place


def _label(place: Place, line: PrintedLine, read: Sequence[Word]) -> PrintedLine:
    """Return a label as a line of its own, at the height of the line that it stands before."""
    text, sure = " ".join(word.text for word in read), min(word.sure for word in read)
    middle = (place.x0 + place.x1) / 2
    word = Word(text, place.x0, place.x1, sure, place.top, place.bottom)
    return PrintedLine((word,), line.base_at(middle), middle, line.slope, line.size)


def find_unread(
    width: int, height: int, pixels: bytes, lines: Sequence[PrintedLine]
) -> Unread | None:
    """Return what tesseract passed over on a page in shades of grey, if there is anything.

    `lines` are what it read.
    """
    if not lines:
        return None
    page = Image.frombytes("L", (width, height), pixels)
    ink = page.point(lambda shade: WHITE * (shade < DARK))
    covered = ImageDraw.Draw(ink)
    for word in (word for line in lines for word in line.words):
        edges = (word.x0 - MARGIN, word.top - MARGIN, word.x1 + MARGIN, word.bottom + MARGIN)
        covered.rectangle(edges, fill=0)
    body = median(line.size for line in lines for _ in line.words)
    found = {place[:4]: place for line in lines for place in _before(ink, line, lines, body)}
    found |= {place[:4]: place for place in _broken(lines, body)}
    return Unread(page, tuple(found.values()), body) if found else None


def _broken(lines: Sequence[PrintedLine], body: float) -> Iterator[Place]:
    """Yield the lines of which single signs were taken for text on its side."""
    seen: list[PrintedLine] = []
    for line in lines:
        if not line.turned or line in seen or _height(line) > LARGEST * body:
            continue
        x0, top, x1, bottom = _box([line])
        row = sorted(
            (one for one in lines if _box([one])[1] < bottom and _box([one])[3] > top),
            key=lambda one: one.left,
        )
        parts = [one for one in row if one is line]
        for one in [*reversed(row[: row.index(line)]), *row[row.index(line) + 1 :]]:
            left, _, right, _ = _box(parts)
            if one.left - right < LARGEST * body and left - one.right < LARGEST * body:
                parts.append(one)
        if any(not part.turned for part in parts):
            seen += parts
            x0, top, x1, bottom = _box(parts)
            yield Place(x0 - MARGIN, top - MARGIN, x1 + MARGIN, bottom + MARGIN, None, tuple(parts))


def _box(lines: Sequence[PrintedLine]) -> tuple[int, int, int, int]:
    words = [word for line in lines for word in line.words]
    return (
        min(word.x0 for word in words), min(word.top for word in words),
        max(word.x1 for word in words), max(word.bottom for word in words),
    )  # fmt: skip


def _height(line: PrintedLine) -> int:
    _, top, _, bottom = _box([line])
    return bottom - top


def _before(
    ink: Image.Image, line: PrintedLine, lines: Sequence[PrintedLine], body: float
) -> Iterator[Place]:
    """Yield the place of the label before a line, if there is ink of its height."""
    size = line.size
    if line.turned or size > LARGEST * body or line.right - line.left < SHORTEST * body:
        return
    base = line.base_at(line.left)
    top, bottom = max(0, int(base - ABOVE * size)), int(base + BELOW * size)
    beside = (word.x1 for other in lines for word in other.words if _beside(word, line, base))
    start = max(beside, default=0)
    if bottom >= ink.height or line.left - start < GAP * size:
        return
    band = ink.crop((start, top, line.left - MARGIN, bottom))
    runs = list(_runs(band, GAP * size))
    if not runs:
        return
    x0, x1 = runs[-1]
    box = band.crop((x0, 0, x1, band.height)).getbbox()
    if box is None or box[1] == 0 or box[3] == band.height:  # it is part of something higher
        return
    if LEAST * size <= box[3] - box[1] <= MOST * size and x1 - x0 <= WIDEST * size:
        yield Place(start + x0 - 1, top, start + x1 + 1, bottom, line)


def _beside(word: Word, line: PrintedLine, base: float) -> bool:
    """Tell whether a word stands left of a line, at its height."""
    return word.x1 <= line.left and word.top < base and word.bottom > base - ABOVE * line.size


def _runs(band: Image.Image, gap: float) -> Iterator[tuple[int, int]]:
    """Yield where ink begins and ends across a band, parted by so much white."""
    begin = end = -1
    for x, shade in enumerate(band.resize((band.width, 1), Image.Resampling.BOX).tobytes()):
        if not shade:
            continue
        if begin >= 0 and x - end > gap:
            yield begin, end + 1
            begin = x
        begin, end = (x if begin < 0 else begin), x
    if begin >= 0:
        yield begin, end + 1
