"""How deep titles of plain text stand in one another: no type shows it, but their places do.

A title right below another is inside it. Titles that read alike are of one depth, and so are those
that have a title right below them in one section; any other is as deep as the one before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rapporteur.knowledge.grammar import Grammar
from rapporteur.segment.chunks import Chunk
from rapporteur.segment.headings import Heading
from rapporteur.segment.title_signs import is_aside


def settle_depths(
    chunks: Sequence[Chunk], headings: Sequence[Heading | None], grammar: Grammar
) -> list[Heading | None]:
    """Return the headings, those without a label and a rank of their own with their depth."""
    known = _stacked_depths(chunks, headings, grammar)
    settled = list(headings)
    before, enclosing = 1, 0
    for index, heading in enumerate(headings):
        if heading is None:
            continue
        if not _is_bare(heading, chunks[index], grammar):
            before, enclosing = 1, 0
            continue
        depth = known.get(chunks[index].text)
        if depth is None and _has_below(chunks, headings, index, grammar):
            depth = enclosing or before
        if _has_below(chunks, headings, index, grammar):
            enclosing = depth or before
        before = depth or before
        settled[index] = replace(heading, depth=before)
    return settled


def _is_bare(heading: Heading | None, chunk: Chunk, grammar: Grammar) -> bool:
    """Say whether a heading has nothing but its place: no label, no rank, no name of an act."""
    if heading is None or heading.label is not None or heading.rank is not None:
        return False
    return not grammar.fits("titled_heading", chunk.text)


def _has_below(
    chunks: Sequence[Chunk], headings: Sequence[Heading | None], index: int, grammar: Grammar
) -> bool:
    """Say whether another title stands right below one; an aside such as its item may part them."""
    below = index + 1
    while below < len(chunks) and is_aside(chunks[below].text, grammar):
        below += 1
    return below < len(chunks) and _is_bare(headings[below], chunks[below], grammar)


def _stacked_depths(
    chunks: Sequence[Chunk], headings: Sequence[Heading | None], grammar: Grammar
) -> dict[str, int]:
    """Return how deep the titles are that stand right below others, and those these stand below."""
    depths: dict[str, int] = {}
    depth = 0
    for index, heading in enumerate(headings):
        if not _is_bare(heading, chunks[index], grammar):
            if heading is not None or not is_aside(chunks[index].text, grammar):
                depth = 0
            continue
        has_below = _has_below(chunks, headings, index, grammar)
        if depth or has_below:
            depth += 1
            depths[chunks[index].text] = max(depth, depths.get(chunks[index].text, 0))
        if not has_below:
            depth = 0
    return depths
