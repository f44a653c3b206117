"""Titles of plain text beside lists: between two of them, above the first entry or its lead."""

from __future__ import annotations

from collections.abc import Sequence

from rapporteur.knowledge.grammar import Grammar
from rapporteur.segment.chunks import Chunk
from rapporteur.segment.items import UNNUMBERED
from rapporteur.segment.title_signs import LISTS, ended, number_of


def heads_list(chunks: Sequence[Chunk], index: int, grammar: Grammar) -> bool:
    """Say whether a chunk stands between two lists or is the title of an agenda or a quoted text.

    Above an agenda a colon may stand, or its first entry stands below; above what is quoted a
    colon stands, and below its title the first paragraph.
    """
    if between_lists(chunks, index):
        return True
    first = index + 1 < len(chunks) and number_of(chunks[index + 1].labels) == 1
    led = chunks[index - 1].text.endswith(":")
    if first and led and len(chunks[index + 1].rows) > 1 and ended(chunks[index + 1].text, grammar):
        return True
    return (first or led) and grammar.fits("agenda_title", chunks[index].text)


def between_lists(chunks: Sequence[Chunk], index: int) -> bool:
    """Say whether long entries with bullets stand right above and below a chunk.

    They may end in no stop. Short ones are names, and the chunk is that of a group of them.
    """
    beside = [chunks[at] for at in (index - 1, index + 1) if at < len(chunks)]
    return len(beside) > 1 and all(
        len(chunk.rows) > 1 and any(label.style in UNNUMBERED for label in chunk.labels)
        for chunk in beside
    )


def leads_list(chunks: Sequence[Chunk], index: int) -> bool:
    """Say whether a chunk without a label leads with a colon to a list right below."""
    if chunks[index].labels or not chunks[index].text.endswith(":") or index + 1 == len(chunks):
        return False
    return any(label.style in LISTS for label in chunks[index + 1].labels)
