"""Pages made of fragments for tests of the geometry that PDF readers share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from rapporteur.readers.fragment import Fragment, Stroke
from rapporteur.readers.gutters import find_rules
from rapporteur.readers.layout import Sheet, arrange
from rapporteur.source import Page

WIDTH, HEIGHT = 595.0, 842.0
LETTER = 0.46
COLUMNS = (113.0, 250.0, 380.0, 482.0)


def frag(
    text: str,
    x: float,
    base: float,
    size: float = 10.0,
    *,
    bold: bool = False,
    italic: bool = False,
    turn: int = 0,
) -> Fragment:
    """A fragment whose letters are all 0.46 sizes wide."""
    word = " ".join(text.split())
    lead = len(text) - len(text.lstrip()) if word else 0
    left = x + lead * LETTER * size
    right = left + len(text.strip()) * LETTER * size
    return Fragment(text, word, left, right, base, size, bold, italic, turn)


def after(left: Fragment, text: str, gap: float, **look: float) -> Fragment:
    """A fragment that follows another at a gap given in sizes."""
    made = frag(text, 0, left.base, **look)
    shift = left.x1 + gap * left.size - made.x0
    return replace(made, x0=made.x0 + shift, x1=made.x1 + shift)


def read(fragments: Iterable[Fragment], strokes: Iterable[Stroke] = ()) -> tuple[list[str], Page]:
    fragments = tuple(fragments)
    rules = tuple(find_rules(strokes, fragments))
    text, page = arrange(Sheet(1, WIDTH, HEIGHT, fragments, rules), 0)
    return text.split("\n"), page


def rule(x0: float, top: float, x1: float, *joints: float) -> list[Stroke]:
    """A ruled line drawn in pieces as word processors do."""
    edges = [x0, *joints, x1]
    return [(a, top, b, top + 0.5) for a, b in pairwise(edges)]


def cells_of(page: Page, lines: list[str]) -> dict[str, tuple[int, int]]:
    """Row and column of each line of a table."""
    pairs = zip(lines, page.lines, strict=True)
    return {text: (line.cell.row, line.cell.column) for text, line in pairs if line.cell}
