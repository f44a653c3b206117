"""Runs of text become lines that are justified and broken where a compositor would break them.

The breaks are chosen for the paragraph as a whole: spaces stay even, and a word is broken at a
hyphen of its own, at a soft hyphen or after the slash of a document symbol where that helps.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reportlab.pdfbase.pdfmetrics import stringWidth

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

HYPHENATION = Path(__file__).with_name("hyphenation.toml")
TRUE_HYPHEN = re.compile(r"(?<=[A-Za-z]{2}-)(?=[A-Za-z]{2})")
SYMBOL_SLASH = re.compile(r"(?<=.{8}/)(?=[A-Z0-9])")
LOWER_WORD = re.compile(r"[a-z]{6,}(?=[,.;:]*$)")

# What a break costs, on the scale where spaces of twice their width cost 100. A break at a hyphen
# of the word's own is sought out: there are more of those in printed reports than soft ones.
COST = {"space": 0.0, "hyphen": -30.0, "soft": 40.0, "slash": 60.0}

# A last line with less than this, in points, is avoided.
SHORTEST = 30.0


@cache
def text_width(text: str, font: str, size: float) -> float:
    return float(stringWidth(text, font, size))


@dataclass(frozen=True, slots=True)
class Style:
    """A font at a size, raised above the baseline by `rise` points."""

    font: str
    size: float
    rise: float = 0.0

    def width(self, text: str) -> float:
        return text_width(text, self.font, self.size)

    @property
    def space(self) -> float:
        return self.width(" ")


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style; `note` says that it is the call of a footnote."""

    text: str
    style: Style
    note: bool = False

    @property
    def width(self) -> float:
        return self.style.width(self.text)


@dataclass(frozen=True, slots=True)
class Line:
    """A line ready to be drawn: label and text each at its place, spaces widened by `stretch`."""

    x: float
    runs: tuple[Run, ...]
    stretch: float = 0.0
    label: tuple[float, Run] | None = None

    @property
    def calls(self) -> tuple[str, ...]:
        return tuple(run.text for run in self.runs if run.note)


@dataclass(frozen=True, slots=True)
class Measure:
    """Where lines stand: the first begins at `first`, the others at `left`, all end at `right`."""

    first: float
    left: float
    right: float
    justify: bool = True

    def room(self, first: bool) -> float:
        return self.right - (self.first if first else self.left)


class Box(NamedTuple):
    """What is never broken; `after` names the kind of break that may follow it."""

    runs: tuple[Run, ...]
    after: str


@cache
def soft_points() -> dict[str, tuple[int, ...]]:
    """Return the places where each word of `hyphenation.toml` may be broken."""
    words = tomllib.loads(HYPHENATION.read_text(encoding="utf-8"))["words"]
    return {word.replace("-", ""): tuple(_offsets(word)) for word in words}


def _offsets(word: str) -> Iterator[int]:
    done = 0
    for part in word.split("-")[:-1]:
        done += len(part)
        yield done


def cut_word(text: str) -> list[tuple[str, str]]:
    """Return the pieces of a word, each with the kind of break after it; the last has a space."""
    if text.count("/") > 2:
        points, kind = [match.start() for match in SYMBOL_SLASH.finditer(text)], "slash"
    elif "-" in text:
        points, kind = [match.start() for match in TRUE_HYPHEN.finditer(text)], "hyphen"
    else:
        core = LOWER_WORD.search(text)
        points, kind = list(soft_points().get(core[0], ()) if core else ()), "soft"
        points = [core.start() + point for point in points] if core else []
    ends = [0, *points, len(text)]
    pieces = [(text[start:end], kind) for start, end in pairwise(ends)]
    return [*pieces[:-1], (pieces[-1][0], "space")]


def boxes_of(runs: Iterable[Run]) -> list[Box]:
    """Return the boxes of a text; a footnote call stays with the word before it."""
    boxes: list[Box] = []
    held: list[Run] = []
    for run in runs:
        words = run.text.split(" ")
        for number, word in enumerate(words):
            held += _cut_into(boxes, held, Run(word, run.style, run.note))
            if number < len(words) - 1 and held:
                boxes.append(Box(tuple(held), "space"))
                held = []
    return [*boxes, Box(tuple(held), "space")] if held else boxes


def _cut_into(boxes: list[Box], held: list[Run], run: Run) -> list[Run]:
    """Close a box at each break inside the word, and hand back what is still open."""
    if not run.text:
        return []
    *closed, (last, _) = cut_word(run.text)
    for text, kind in closed:
        boxes.append(Box((*held, Run(text, run.style, run.note)), kind))
        held.clear()
    return [Run(last, run.style, run.note)]


@dataclass(frozen=True, slots=True)
class Breaker:
    """Finds the breaks of one paragraph that cost least together.

    `reach[n]` and `spaces[n]` are the width and the number of spaces of the boxes before box n.
    """

    boxes: Sequence[Box]
    measure: Measure
    reach: Sequence[float]
    spaces: Sequence[int]

    @classmethod
    def over(cls, boxes: Sequence[Box], measure: Measure) -> Breaker:
        widths = (sum(run.width for run in box.runs) + gap_after(box) for box in boxes)
        spaces = (box.after == "space" for box in boxes)
        reach, counts = accumulate(widths, initial=0.0), accumulate(spaces, initial=0)
        return cls(boxes, measure, list(reach), list(counts))

    def breaks(self) -> list[int]:
        best = [(0.0, 0)]
        for end in range(1, len(self.boxes) + 1):
            best.append(min(self._arrivals(best, end), default=(float("inf"), end - 1)))
        ends = [len(self.boxes)]
        while ends[-1] > 0:
            ends.append(best[ends[-1]][1])
        return ends[::-1]

    def _arrivals(self, best: list[tuple[float, int]], end: int) -> Iterator[tuple[float, int]]:
        for start in range(end - 1, -1, -1):
            spare = self.spare(start, end)
            if spare < 0 and start < end - 1:
                return
            yield best[start][0] + self._cost(start, end, spare), start

    def spare(self, start: int, end: int) -> float:
        """Measure what a line of these boxes leaves of the room that it has."""
        last = self.boxes[end - 1]
        width = self.reach[end] - self.reach[start] - gap_after(last) + hyphen_after(last)
        return self.measure.room(start == 0) - width

    def count(self, start: int, end: int) -> int:
        """Count the spaces inside a line of these boxes."""
        return self.spaces[end - 1] - self.spaces[start]

    def _cost(self, start: int, end: int, spare: float) -> float:
        if end == len(self.boxes):
            stub = spare > self.measure.room(start == 0) - SHORTEST
            return 400.0 if stub else 0.0
        kind = self.boxes[end - 1].after
        if kind == "soft" and not self.measure.justify:
            return float("inf")
        normal = self.boxes[start].runs[0].style.space
        widened = spare / max(self.count(start, end), 0.2) / normal
        return 100 * widened**2 + COST[kind] + 4


def gap_after(box: Box) -> float:
    return spacing(box).space if box.after == "space" else 0.0


def hyphen_after(box: Box) -> float:
    return box.runs[-1].style.width("-") if box.after == "soft" else 0.0


def spacing(box: Box) -> Style:
    """Return the style of the space after a box: that of its text, not of a footnote call."""
    return next((run for run in box.runs if not run.note), box.runs[0]).style


def line_text(boxes: Sequence[Box]) -> tuple[Run, ...]:
    """Return the runs of a line, its spaces and the soft hyphen at its end included."""
    runs: list[Run] = []
    for box in boxes[:-1]:
        runs += box.runs
        if box.after == "space":
            runs.append(Run(" ", spacing(box)))
    runs += boxes[-1].runs
    if boxes[-1].after == "soft":
        runs.append(Run("-", boxes[-1].runs[-1].style))
    return tuple(_merged(runs))


def _merged(runs: Sequence[Run]) -> Iterator[Run]:
    held = runs[0]
    for run in runs[1:]:
        if (run.style, run.note) == (held.style, held.note):
            held = Run(held.text + run.text, held.style, held.note)
        else:
            yield held
            held = run
    yield held


def set_lines(
    runs: Sequence[Run], measure: Measure, label: tuple[float, Run] | None = None
) -> tuple[Line, ...]:
    """Set the lines of a text; the label stands beside the first of them."""
    breaker = Breaker.over(boxes_of(runs), measure)
    breaks = breaker.breaks()
    lines = []
    for start, end in pairwise(breaks):
        spaces = breaker.count(start, end)
        wide = measure.justify and spaces and end < breaks[-1]
        lines.append(
            Line(
                x=measure.left if start else measure.first,
                runs=line_text(breaker.boxes[start:end]),
                stretch=breaker.spare(start, end) / spaces if wide else 0.0,
                label=None if start else label,
            )
        )
    return tuple(lines)
