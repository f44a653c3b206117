"""Captions: the chunks that name a table or a figure, and are no headings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from rapporteur.knowledge.grammar import Grammar
from rapporteur.segment.chunks import Chunk
from rapporteur.segment.headings import Heading, look_of
from rapporteur.segment.numbers import Use
from rapporteur.segment.rows import LARGER, Metrics

Caption = Literal["name", "title"]
"""What a caption gives: "Table 3" only, or the title of what stands below."""


def find_captions(
    chunks: Sequence[Chunk],
    headings: Sequence[Heading | None],
    uses: Sequence[Use],
    metrics: Metrics,
    grammar: Grammar,
) -> list[Caption | None]:
    """Return for each chunk which caption it is, if it is one.

    What looks like a heading below "Table 3" is the title of the table. So is one right above a
    table that parts two numbered paragraphs of one section, in type no larger than theirs, and
    bold text there that the tags of the PDF do not call a heading. What a file that states its
    paragraphs calls a heading is one, and gives the table below its title as any heading does; so
    is what the tags of a PDF call one, together with the name above it.
    """
    found: list[Caption | None] = []
    numbered = False
    for index, (chunk, heading, use) in enumerate(zip(chunks, headings, uses, strict=True)):
        named_so = (
            metrics.tagged and bool(found) and found[-1] == "name" and chunks[index - 1].tagged
        )
        said = bool(chunk.tagged) and (chunk.stated or bool(named_so))
        bare = heading is not None and heading.label is None and not said
        above_table = index + 1 < len(chunks) and _is_cell(chunks[index + 1])
        small = chunk.size <= metrics.size + LARGER
        parts = numbered and small and _behind_table(chunks, uses, index, metrics) == "paragraph"
        below_name = bool(found) and found[-1] == "name"
        if named := _named(chunk, grammar):
            found.append(named)
        else:
            untagged = _is_bold_title(chunk, heading) and (below_name or above_table)
            found.append("title" if untagged or (bare and (below_name or parts)) else None)
        if heading is not None and found[-1] is None:
            numbered = False
        numbered = numbered or use == "paragraph"
    return found


def _is_bold_title(chunk: Chunk, heading: Heading | None) -> bool:
    """Say whether a chunk that is no heading, since the tags of the PDF say so, is a title."""
    return heading is None and not chunk.labels and not chunk.ended and look_of(chunk, None).bold


def _named(chunk: Chunk, grammar: Grammar) -> Caption | None:
    """Say what the chunk gives if it is "Table 3", or "Table 3. Ports by region"."""
    named = None if _is_cell(chunk) else grammar.match("caption", chunk.text)
    if named is None:
        return None
    return "title" if named[1]["title"] else "name"


def _behind_table(
    chunks: Sequence[Chunk], uses: Sequence[Use], index: int, metrics: Metrics
) -> Use:
    """Return what the number behind the table below a chunk numbers, none if there is no table.

    Sources and notes in smaller type belong to the table.
    """
    behind = index + 1
    while behind < len(chunks) and _is_cell(chunks[behind]):
        behind += 1
    if behind == index + 1:
        return "none"
    while behind < len(chunks) and chunks[behind].size < metrics.size - LARGER:
        behind += 1
    return uses[behind] if behind < len(chunks) else "none"


def _is_cell(chunk: Chunk) -> bool:
    return chunk.in_table
