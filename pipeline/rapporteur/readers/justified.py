"""Blanks with which a tool fills lines, as the page has them justified.

They say nothing, but make lines longer than they are, so that titles beside them seem to have room.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rapporteur.knowledge.grammar import compile_pattern

GAP: Final = compile_pattern(r"(?<=\S)[ ]+(?=\S)")
TWO: Final = compile_pattern(r"(?<=\S)[ ]{2}(?=\S)")
FEWEST_GAPS: Final = 5
FEWEST_TWO: Final = 3
TWO_SHARE: Final = 1 / 3
LINES_SHARE: Final = 0.05
"""So many of the longer lines are filled by a tool that does so; in other texts hardly one is."""


def without_filling(content: str) -> str:
    """Return the text with one blank for two inside lines, if a tool filled its lines with blanks.

    Lines with wider gaps are left as they are: these part the cells of a table.
    """
    lines = content.split("\n")
    gaps = [list(map(len, GAP.findall(line))) for line in lines]
    longer = [one for one in gaps if len(one) >= FEWEST_GAPS]
    if sum(map(_is_filled, longer)) <= LINES_SHARE * len(longer):
        return content
    return "\n".join(
        line if max(sizes, default=0) > 2 else TWO.sub(" ", line)
        for line, sizes in zip(lines, gaps, strict=True)
    )


def _is_filled(gaps: Sequence[int]) -> bool:
    """Say whether many of the gaps of a line are two blanks wide, and none is wider."""
    two = gaps.count(2)
    return max(gaps) == 2 and two >= max(FEWEST_TWO, TWO_SHARE * len(gaps))
