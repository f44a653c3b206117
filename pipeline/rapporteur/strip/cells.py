"""The lines of the front of a document, cut into what stands apart on the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapporteur.knowledge.grammar import compile_pattern
from rapporteur.source import Line, Source

_GAP = 1.6
_UPRIGHT = 1.5
_LARGE = 13.0
_HYPHEN = compile_pattern(r"\p{L}[-‐]$")
_CALLS = compile_pattern(r"(?:(?<!\s)\s+)?(?<![*∗†‡])[*∗†‡]++(?=[\s:,)]|$)")


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of a line of the front; for text input all places and sizes are 0.

    `display` says that it is set as a title is: bold, or larger than running text. `line` is the
    index of its line on the page.
    """

    text: str
    page: int
    left: float
    top: float
    size: float
    display: bool
    right: float = 0.0
    line: int = 0


def page_cells(source: Source, lines: Sequence[Line]) -> list[Cell]:
    """Return the cells of the lines of one page, in the order of the lines.

    Text set upwards along a margin and stains read as text are left out.
    """
    return [
        cell
        for index, line in enumerate(lines)
        if not _rotated(line)
        for cell in _cells(source, line, index)
        if _legible(cell.text)
    ]


def _rotated(line: Line) -> bool:
    if line.box is None:
        return False
    width, height = line.box[2] - line.box[0], line.box[3] - line.box[1]
    return height > _UPRIGHT * width and line.end - line.start > 2


def _legible(text: str) -> bool:
    """Say whether letters and digits make up most of the text: a stain read as text has few."""
    return 2 * sum(map(str.isalnum, text)) > len("".join(text.split()))


def _cells(source: Source, line: Line, index: int) -> Iterator[Cell]:
    """Yield the line cut where a gap shows that its parts stand in different columns."""
    size = line.size or 0.0
    if line.box is None or not line.styles:
        text = " ".join(source.text[line.start : line.end].split())
        yield Cell(text, line.page, 0.0, 0.0, size, line.bold, line=index)
        return
    first = 0
    for at in range(1, len(line.styles) + 1):
        done = at == len(line.styles)
        above = line.styles[at - 1]
        if done or line.styles[at].x0 - above.x1 > _GAP * max(above.size, 1.0):
            part = line.styles[first:at]
            text = " ".join(source.text[part[0].start : part[-1].end].split())
            longest = max(part, key=lambda style: style.end - style.start)
            display = longest.bold or longest.size > _LARGE
            yield Cell(
                text, line.page, part[0].x0, line.box[1], longest.size, display, part[-1].x1, index
            )
            first = at


def join(cells: Sequence[Cell]) -> str:
    """Return the cells as one line of text, without the calls of footnotes.

    A hyphen at the end of a line stays: titles are broken at hyphens, not inside words.
    """
    pieces: list[str] = []
    for cell in cells:
        blank = "" if not pieces or _HYPHEN.search(pieces[-1]) else " "
        pieces.append(f"{blank}{cell.text}")
    return _CALLS.sub("", "".join(pieces)).strip()
