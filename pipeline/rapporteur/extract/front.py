"""The lines of the front of a document, cut into what stands apart on the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.source import Line, Source

_GAP = 1.6
_UPRIGHT = 1.5
_HYPHEN = compile_pattern(r"\p{L}[-‐]$")
_CALLS = compile_pattern(r"\s*[*∗†‡]+(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of a line of the front; for text input all places and sizes are 0.

    `display` says that it is set as a title is: bold, or larger than running text.
    """

    text: str
    page: int
    left: float
    top: float
    size: float
    display: bool


def front_cells(source: Source, lines: Sequence[Line], grammar: Grammar) -> list[Cell]:
    """Return the cells of the front in order, without the page that explains document symbols.

    Text set upwards along a margin is left out.
    """
    cells: list[Cell] = []
    upright = (line for line in lines if not _rotated(line))
    for _, page in groupby(upright, key=lambda line: line.page):
        found = [cell for line in page for cell in _cells(source, line) if _legible(cell.text)]
        if not any(grammar.fits("boilerplate_note", cell.text) for cell in found):
            cells += found
    return cells


def _rotated(line: Line) -> bool:
    if line.box is None:
        return False
    width, height = line.box[2] - line.box[0], line.box[3] - line.box[1]
    return height > _UPRIGHT * width and line.end - line.start > 2


def _legible(text: str) -> bool:
    """Say whether letters and digits make up most of the text: a stain read as text has few."""
    return 2 * sum(map(str.isalnum, text)) > len("".join(text.split()))


def _cells(source: Source, line: Line) -> Iterator[Cell]:
    """Yield the line cut where a gap shows that its parts stand in different columns."""
    size = line.size or 0.0
    if line.box is None or not line.styles:
        text = " ".join(source.text[line.start : line.end].split())
        yield Cell(text, line.page, 0.0, 0.0, size, line.bold)
        return
    first = 0
    for index in range(1, len(line.styles) + 1):
        done = index == len(line.styles)
        above = line.styles[index - 1]
        if done or line.styles[index].x0 - above.x1 > _GAP * max(above.size, 1.0):
            part = line.styles[first:index]
            text = " ".join(source.text[part[0].start : part[-1].end].split())
            longest = max(part, key=lambda style: style.end - style.start)
            display = longest.bold or longest.size > 13
            yield Cell(text, line.page, part[0].x0, line.box[1], longest.size, display)
            first = index


def join(cells: Sequence[Cell]) -> str:
    """Return the cells as one line of text, without the calls of footnotes.

    A hyphen at the end of a line stays: titles are broken at hyphens, not inside words.
    """
    joined = ""
    for cell in cells:
        joined += cell.text if not joined or _HYPHEN.search(joined) else f" {cell.text}"
    return _CALLS.sub("", joined).strip()
