"""What a line of the front says, and what tells that the text begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapporteur.knowledge.grammar import Grammar
from rapporteur.strip.cells import Cell

_SAME_SIZE = 0.6
_BLOCK_GAP = 1.6


@dataclass(frozen=True, slots=True)
class Field:
    """A cell of the front and what it says.

    `name` is `header` (symbol, distribution, date, languages), `organ`, `body`, `session`,
    `dates`, `item`, `item_title`, `adoption`, `sponsors`, `title`, `subtitle`, `officer`, `notice`
    or `frame`.
    """

    name: str
    cell: Cell


def stops(cell: Cell, grammar: Grammar) -> bool:
    """Say whether the text begins with the cell, whatever stands there."""
    return grammar.fits("body_start", cell.text)


def languages_go_on(above: Cell, cell: Cell, grammar: Grammar) -> bool:
    """Say whether a cell goes on with the languages of the one above: "and Spanish"."""
    found = grammar.search("original", above.text)
    if found is None:
        return False
    parted = found[1]["languages"].rstrip().endswith((",", "/"))
    return parted or grammar.only("language_joint").match(cell.text) is not None


def reads(text: str) -> bool:
    """Say whether a line ends as a sentence does."""
    return text.endswith((".", ";", ":")) and len(text.split()) > 6


def blocks(cells: Sequence[Cell]) -> Iterator[list[Cell]]:
    """Yield the cells that stand together: close, of one size and weight, in one column."""
    block: list[Cell] = []
    for cell in cells:
        if block and not _together(block, cell):
            yield block
            block = []
        block.append(cell)
    if block:
        yield block


def _together(block: Sequence[Cell], cell: Cell) -> bool:
    above = block[-1]
    if cell.line == above.line:
        return True
    near = cell.top - above.top < _BLOCK_GAP * max(cell.size, 1.0)
    return near and abs(above.size - cell.size) < _SAME_SIZE and above.display == cell.display


def heads_text(cell: Cell, grammar: Grammar) -> bool:
    """Say whether a cell is a heading of the text by its numeral."""
    match = grammar.match("label", cell.text)
    styles = ("upper_roman", "upper_letter", "decimal", "chapter", "annex", "letter")
    return match is not None and match[0].value in styles
