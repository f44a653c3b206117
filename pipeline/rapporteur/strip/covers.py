"""Fronts without a masthead: covers of Official Records, notices, pages that begin with a title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from statistics import median

from rapporteur.knowledge.grammar import Grammar
from rapporteur.strip.cells import Cell, join
from rapporteur.strip.fields import Field, blocks, heads_text, reads, stops

_SAME_SIZE = 0.6
_BARE_LINES = 16
_BARE_SIZE = 1.15
_NEARLY = 0.9


def cover(cells: Sequence[Cell], grammar: Grammar) -> Iterator[Field]:
    """Yield the fields of a cover of Official Records.

    On the first cover the title stands above the name of the organ, on the second below the
    number of the supplement.
    """
    names = [_cover_name(cell, grammar) for cell in cells]
    organ = next((i for i, name in enumerate(names) if name == "organ"), 0)
    supplement = next((i for i, c in enumerate(cells) if grammar.fits("supplement", c.text)), organ)
    above = any(name is None and cells[i].display for i, name in enumerate(names[:organ]))
    for index, (cell, name) in enumerate(zip(cells, names, strict=True)):
        placed = index < organ if above else index > supplement
        said = "title" if placed and name == "session" else name
        if said or placed:
            yield Field(said or "title", cell)


def _cover_name(cell: Cell, grammar: Grammar) -> str | None:
    if grammar.fits("principal_organ", cell.text):
        return "organ"
    if grammar.fits("masthead_session", cell.text):
        return "session"
    if grammar.fits("masthead_symbol", cell.text) or grammar.fits("masthead_date", cell.text):
        return "header"
    frame = ("masthead_organ", "official_records", "supplement", "masthead_aside")
    return "frame" if any(grammar.fits(role, cell.text) for role in frame) else None


def notice(cells: Sequence[Cell], grammar: Grammar) -> Iterator[Field]:
    """Yield the fixed notice on symbols, the date of issue and the serial number below it."""
    if not any(_opens_notice(cell, grammar) for cell in cells):
        return
    for index, cell in enumerate(cells):
        opens = _opens_notice(cell, grammar)
        if grammar.fits("masthead_date", cell.text):
            yield Field("header", cell)
        elif opens or _is_aside(cell, grammar) or _goes_on_in_notice(cells, index, grammar):
            yield Field("notice", cell)


def _is_aside(cell: Cell, grammar: Grammar) -> bool:
    return grammar.fits("masthead_aside", cell.text)


def _opens_notice(cell: Cell, grammar: Grammar) -> bool:
    return grammar.fits("boilerplate_note", cell.text)


def _goes_on_in_notice(cells: Sequence[Cell], index: int, grammar: Grammar) -> bool:
    """Say whether the lines from the start of a notice to this one are one of fixed wording."""
    first = next((i for i in range(index, -1, -1) if _opens_notice(cells[i], grammar)), None)
    if first is None:
        return False
    text = " ".join(cell.text for cell in cells[first : index + 1])
    whole = " ".join(cell.text for cell in cells[first:])
    match = grammar.match("notice", whole)
    return match is not None and len(text) <= match[1].end()


def bare_title(cells: Sequence[Cell], body: float, grammar: Grammar) -> Iterator[Field]:
    """Yield the title of a cover without a masthead: the last of the blocks in the largest type."""
    largest = max((cell.size for cell in cells), default=0.0)
    usual = min(body, median(cell.size for cell in cells)) if cells else body
    if len({cell.line for cell in cells}) > _BARE_LINES or largest < _BARE_SIZE * usual:
        return
    if any(reads(cell.text) and cell.size > body - _SAME_SIZE for cell in cells):
        return
    large = [
        block for block in blocks(cells)
        if block[0].size >= _NEARLY * largest
        and not any(grammar.fits("masthead_organ", cell.text) for cell in block)
        and not (stops(block[0], grammar) or heads_text(block[0], grammar))
    ]  # fmt: skip
    for cell in large[-1] if large else ():
        yield Field("title", cell)


def known_title(cells: Sequence[Cell], grammar: Grammar) -> Iterator[Field]:
    """Yield the organ and the title that head a page without a masthead, where rules know both.

    Of the organ that is its whole line, of the title its beginning.
    """
    organs = list(takewhile(lambda cell: grammar.fits("principal_organ", cell.text), cells))
    title = next(blocks(cells[len(organs) :]), [])
    if title and grammar.fits("title_start", join(title)) and not reads(title[-1].text):
        yield from (Field("organ", cell) for cell in organs)
        yield from (Field("title", cell) for cell in title)
