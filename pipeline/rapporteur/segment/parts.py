"""Parts: annexes and appendices, and the labels of headings in them."""

from __future__ import annotations

from typing import Literal

from rapporteur.segment.blocks import Label, PartBlock
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
