"""What a PDF reader hands over: fragments of text and ruled strokes, each with its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rapporteur.knowledge.grammar import compile_pattern
from rapporteur.source import Cell
from rapporteur.text import value

BOLD_WORDS: Final = ("bold", "black", "heavy", "demi")
SYMBOL_BLANK: Final = "\uf020"
SLOPED_WORDS: Final = ("italic", "oblique")
LOOK: Final = compile_pattern(r"\.(?P<bold>B?)(?P<sloped>I?)(?:\+\d+)?$")
"""The letters that end the names of fonts which typesetting programs number: "TT84c571.BI"."""

Stroke = tuple[float, float, float, float]
"""A thin ruled line `(x0, top, x1, bottom)`, lying or standing."""


@value()
class Fragment:
    """Text of one look set in one go.

    `x0` and `x1` are the edges of its first and last letter that is no blank, by advance width,
    and `base` its baseline: in points from the top left corner of the page, after the page is
    turned by `turn` quarters clockwise so that this text stands upright. `size` is the visual size.
    `word` is `text` without blanks around it, runs of blanks inside made one. `tagged` is
    the level of the heading in which a tagged PDF has it, 0 for text; None if it is not tagged.
    `cell` is where the tags have it in a table, counted as they count. `raised` says that it stands
    above the baseline of its row, which only its row shows.
    """

    text: str
    word: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    italic: bool
    turn: int = 0
    tagged: int | None = None
    cell: Cell | None = None
    raised: bool = False


def common_size(items: Iterable[Fragment]) -> float:
    """Return the size of most letters."""
    letters: dict[float, int] = {}
    for item in items:
        letters[item.size] = letters.get(item.size, 0) + len(item.word)
    return max(letters, key=lambda size: letters[size])


def share(width: float, height: float, area: float) -> float:
    """Return how much of a page a box covers, at most 1; more than 0, however small it is."""
    return min(1.0, max(width * height / max(area, 1.0), 1e-6))


def look_of_font(name: str) -> tuple[bool, bool]:
    """Return `(bold, italic)` as a font's name says."""
    if (look := LOOK.search(name)) is not None:
        return bool(look["bold"]), bool(look["sloped"])
    lower = name.lower()
    return any(word in lower for word in BOLD_WORDS), any(word in lower for word in SLOPED_WORDS)


def turned(x: float, y: float, turn: int, width: float, height: float) -> tuple[float, float]:
    """Return where a point of the page lies once it is turned by `turn` quarters clockwise."""
    if turn == 1:
        return height - y, x
    if turn == 2:
        return width - x, height - y
    return (y, width - x) if turn == 3 else (x, y)


def unturned(x: float, y: float, turn: int, width: float, height: float) -> tuple[float, float]:
    """Return the point of the page that `turned` sends to `(x, y)`."""
    if turn == 1:
        return y, height - x
    if turn == 2:
        return width - x, height - y
    return (width - y, x) if turn == 3 else (x, y)
