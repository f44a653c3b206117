"""`I.` behind `H.` is the letter, behind nothing or `IV.` the numeral: headings as check digits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rapporteur.segment.blocks import Label
from rapporteur.segment.chunks import Chunk
from rapporteur.segment.headings import RANKS, Heading, Look
from rapporteur.segment.items import ordinal

_NEW_PART = frozenset({"annex", "appendix"})


def settle_letters(
    chunks: Sequence[Chunk], headings: Sequence[Heading | None]
) -> list[Heading | None]:
    """Return the headings with each label that can be numeral or letter read as what follows.

    Where both follow, or neither, the look of the earlier headings of each kind decides.
    """
    settled: list[Heading | None] = []
    last = {"upper_roman": 0, "upper_letter": 0}
    looks: dict[str, Look] = {}
    for chunk, heading in zip(chunks, headings, strict=True):
        chosen = _settle(chunk, heading, last, looks) if heading else None
        settled.append(chosen)
        if chosen is None or chosen.label is None:
            continue
        style = chosen.label.style
        if style in _NEW_PART or style == "chapter":
            last = {"upper_roman": 0, "upper_letter": 0}
        elif style in last:
            last[style] = place(chosen.label)
            looks.setdefault(style, chosen.look)
            if style == "upper_roman":
                last["upper_letter"] = 0
    return settled


def settle_romans(
    chunks: Sequence[Chunk], headings: Sequence[Heading | None]
) -> list[Heading | None]:
    """Return the headings with "(i)" read as the numeral where no "(h)" is open before it."""
    settled: list[Heading | None] = []
    last = 0
    for chunk, heading in zip(chunks, headings, strict=True):
        settled.append(_as_roman(chunk, heading, last) if heading else None)
        read = settled[-1]
        if read and read.label and read.label.style == "letter":
            last = ordinal("letter", read.label.number) or 0
        elif read and read.rank is not None and read.rank < RANKS["letter"]:
            last = 0
    return settled


def _as_roman(chunk: Chunk, heading: Heading, last: int) -> Heading:
    label, roman = heading.label, chunk.label("roman")
    if label is None or label.style != "letter" or roman is None:
        return heading
    if ordinal("letter", label.number) == last + 1:
        return heading
    return replace(heading, label=roman, rank=RANKS["roman"], rule=roman.rule)


def place(label: Label) -> int:
    """Return the place of a heading's numeral or letter among its siblings, from 1."""
    style = "roman" if label.style == "upper_roman" else "letter"
    return ordinal(style, label.number.lower()) or 0


def _settle(
    chunk: Chunk, heading: Heading, last: dict[str, int], looks: dict[str, Look]
) -> Heading:
    readings = [label for label in chunk.labels if label.style in last]
    if heading.label is None or heading.label.style not in last or len(readings) < 2:
        return heading
    following = [label for label in readings if place(label) == last[label.style] + 1]
    alike = [label for label in following or readings if looks.get(label.style) == heading.look]
    chosen = (alike if len(following) != 1 else following) or following or readings
    label = chosen[0]
    return replace(heading, label=label, rank=RANKS[label.style], rule=label.rule)
