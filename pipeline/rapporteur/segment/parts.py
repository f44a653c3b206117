"""Parts: annexes, appendices, and what goes on with the body behind them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from rapporteur.knowledge.grammar import Grammar
from rapporteur.segment.blocks import HeadingBlock, Label, PartBlock
from rapporteur.segment.chunks import Chunk
from rapporteur.segment.headings import ACT_ANNEX


def part_of(label: Label) -> PartBlock:
    """Return the annex or appendix that a label opens, without a title."""
    kind: Literal["annex", "appendix"] = "annex" if label.style == "annex" else "appendix"
    name, _, number = label.label.partition(" ")
    printed = " ".join([name.capitalize(), *number.split()])
    return PartBlock(kind, printed, label.number or None, [])


def label_of(label: Label | None, part: PartBlock) -> str | None:
    """Return the label that a heading of a part shows: "IV", "Annex II", "Annex"."""
    if label is None:
        return None
    if label.style in {"annex", "appendix"}:
        return part.label
    return label.label.capitalize() if label.style == ACT_ANNEX else label.number


def returns_to_body(
    chunk: Chunk, part: int, headings: Sequence[HeadingBlock], content: str, grammar: Grammar
) -> bool:
    """Say whether "Part Two" stands behind an annex, not behind a "Part One" in that `part`."""
    name = grammar.match("part_name", chunk.text) if part else None
    if name is None or name[1]["first"]:
        return False
    own = (block for block in headings if block.part == part and block.pieces)
    return not any(grammar.fits("part_name", _whole(block, content)) for block in own)


def _whole(block: HeadingBlock, content: str) -> str:
    start = block.label_span.start if block.label_span else block.pieces[0].start
    return " ".join(content[start : block.pieces[-1].end].split())
