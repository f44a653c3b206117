"""Grids that are no tables: the lines behind a chart, whose cells hold hardly any text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rapporteur.readers.fragment import Fragment
from rapporteur.readers.rules import NEAR
from rapporteur.readers.tables import Table
from rapporteur.source import Box

MIN_FILLED: Final = 0.4
"""Of the cells of a table so many hold text: in 169 grids of the corpus no table had less."""
REACH: Final = 15.0
"""Points around a chart in which the names of its axes stand."""


def is_filled(grid: Table, fragments: Sequence[Fragment]) -> bool:
    """Say whether enough cells of a grid hold text for it to be a table."""
    inside = _inside(grid, fragments)
    filled = sum(
        any(x0 <= (item.x0 + item.x1) / 2 < x1 and top <= _middle(item) < bottom for item in inside)
        for _, (x0, top, x1, bottom) in grid.cells
    )
    return filled >= MIN_FILLED * len(grid.cells)


def drawing_of(grid: Table, fragments: Sequence[Fragment]) -> Box | None:
    """Return the place of a grid that is a drawing; None for a table, and where text crosses it.

    Lines that are drawn far beyond what the page shows of them say nothing of where a chart ends.
    """
    if is_filled(grid, fragments) or any(_crosses(item, grid) for item in _inside(grid, fragments)):
        return None
    x0, x1 = min(box[0] for _, box in grid.cells), max(box[2] for _, box in grid.cells)
    return x0 - REACH, grid.top - NEAR, x1 + REACH, grid.bottom + REACH


def overlaps(box: Box, drawing: Box) -> bool:
    """Say whether a line stands in a drawing, at least by its middle."""
    x0, top, x1, bottom = drawing
    return box[0] < x1 and x0 < box[2] and top <= (box[1] + box[3]) / 2 <= bottom


def _inside(grid: Table, fragments: Sequence[Fragment]) -> list[Fragment]:
    return [
        item
        for item in fragments
        if item.word and not item.turn and grid.top <= _middle(item) <= grid.bottom
    ]


def _middle(item: Fragment) -> float:
    return item.base - 0.3 * item.size


def _crosses(item: Fragment, grid: Table) -> bool:
    """Say whether a border of the cell where a text begins goes through it."""
    return any(
        x0 <= item.x0 + NEAR < x1 and top <= _middle(item) < bottom and item.x1 > x1 + 2 * NEAR
        for _, (x0, top, x1, bottom) in grid.cells
    )
