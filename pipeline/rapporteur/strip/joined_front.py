"""The front of a file without lines of its own: converters set several of its fields in one line.

"General Assembly Distr.: General 4 May 2031 Original: English" is four lines of a masthead. Each
field becomes a line again; the text stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from rapporteur.knowledge.grammar import Grammar
from rapporteur.source import Line, Source
from rapporteur.strip.plain_front import reads

_MOST_LINES = 40
_MOST_ROWS = 7
"""A block of more rows is text."""


def part_front(source: Source, grammar: Grammar) -> Source:
    """Return the source with a line for each field at the top of its first page."""
    first, *others = source.pages
    lines: list[Line] = []
    fronted = True
    for blank, group in groupby(first.lines, key=lambda line: line.start == line.end):
        block = list(group)
        if not blank:
            fronted = fronted and _is_front(source, block, grammar) and len(lines) < _MOST_LINES
        lines += block if blank or not fronted else _parted(source, block, grammar)
    return replace(source, pages=(replace(first, lines=tuple(lines)), *others))


def _is_front(source: Source, block: Sequence[Line], grammar: Grammar) -> bool:
    """Say whether a block may be of the front: no contents, no label, no sentence."""
    text = source.text[block[0].start : block[-1].end]
    stops = any(grammar.fits(role, text) for role in ("contents_title", "body_start", "label"))
    return len(block) <= _MOST_ROWS and not stops and not reads(text)


def _parted(source: Source, block: Sequence[Line], grammar: Grammar) -> Iterator[Line]:
    """Yield the lines of a block, cut where a field begins and where it ends."""
    start, end = block[0].start, block[-1].end
    cuts: set[int] = set()
    for _, field in grammar.find("masthead_field", source.text[start:end]):
        cuts |= {start + field.start(), start + field.end()}
    for line in block:
        inside = sorted(cut for cut in cuts if line.start < cut < line.end)
        for low, high in pairwise([line.start, *inside, line.end]):
            piece = source.text[low:high]
            begin = low + len(piece) - len(piece.lstrip())
            if piece.strip():
                yield replace(line, start=begin, end=begin + len(piece.strip()))
