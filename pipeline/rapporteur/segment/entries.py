"""Headings that are none: entries of a numbered list that are set in bold."""

from __future__ import annotations

from collections.abc import Sequence

from rapporteur.segment.blocks import Label
from rapporteur.segment.chunks import Chunk
from rapporteur.segment.headings import Heading, look_of
from rapporteur.segment.items import ordinal
from rapporteur.segment.listed import letters_of, listed_numbers

_LISTED = frozenset({"decimal", "letter"})
_SAME_LEFT = 7.0


def list_headings(
    chunks: Sequence[Chunk], headings: Sequence[Heading | None], contents: Sequence[str]
) -> list[Heading | None]:
    """Return the headings without those that are entries of a numbered list set in bold.

    Two headings of one series have text between them, unless the contents name them with their
    numbers; entries follow one another.
    """
    numbers = listed_numbers(contents)
    return [
        None
        if heading
        and _is_entry(chunks, index, heading)
        and not _is_listed(chunks[index], heading, numbers)
        else heading
        for index, heading in enumerate(headings)
    ]


def _is_listed(chunk: Chunk, heading: Heading, numbers: frozenset[tuple[str, str]]) -> bool:
    label = heading.label
    if label is None or label.style != "decimal":
        return False
    return (label.number, letters_of(chunk.text[label.text_start - chunk.start :])) in numbers


def _is_entry(chunks: Sequence[Chunk], index: int, heading: Heading) -> bool:
    if heading.label is None or heading.label.style not in _LISTED:
        return False
    return any(
        _neighbours(chunks[index], heading.label, chunks[other], step)
        for other, step in ((index - 1, -1), (index + 1, 1))
        if 0 <= other < len(chunks)
    )


def _neighbours(chunk: Chunk, label: Label, other: Chunk, step: int) -> bool:
    beside = other.label(label.style)
    if beside is None or abs(other.left - chunk.left) > _SAME_LEFT:
        return False
    style = "letter" if label.style == "letter" else "decimal"
    here, there = ordinal(style, label.number), ordinal(style, beside.number)
    if here is None or there is None or there - here != step:
        return False
    look = look_of(other, beside)
    return look.bold or look.italic
