"""Columns of a page that a tool printed side by side: told from tables by the prose they hold.

Where a text keeps the white of the page, a gutter is white in nearly all lines. Two columns of
running text are read one after the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from rapporteur.knowledge.grammar import compile_pattern

GAP: Final = compile_pattern(r"(?<=\S) {3,}(?=\S)")
FEWEST: Final = 10
"""Lines with text on both sides of a gutter."""
BOTH_SHARE: Final = 0.6
PROSE_SHARE: Final = 0.3
NARROWEST: Final = 20
WHITE: Final = 2
"""Blanks that stand before the right column at least."""


def part_columns(lines: list[str]) -> tuple[list[str], bool]:
    """Return the lines of a page with two columns one below the other; say if there were two."""
    gutter = _gutter(lines)
    if gutter is None:
        return lines, False
    parted: list[str] = []
    for crossing, group in groupby(lines, key=lambda line: _cut(line, gutter) is None):
        block = list(group)
        if crossing:
            parted += block
            continue
        halves = [half for line in block if (half := _cut(line, gutter))]
        parted += [left for left, _ in halves]
        parted += [right for _, right in halves]
    return parted, True


def _cut(line: str, gutter: int) -> tuple[str, str] | None:
    """Return what stands left and right of a gutter, None if text stands in it."""
    if line[gutter - WHITE : gutter].strip():
        return None
    return line[:gutter].rstrip(), line[gutter:].strip()


def _gutter(lines: Sequence[str]) -> int | None:
    """Return the column of the gutter between two columns of prose, None if there is none."""
    filled = [line for line in lines if line.strip()]
    ends = Counter(gap.end() for line in filled for gap in GAP.finditer(line))
    for gutter, _ in ends.most_common(1):
        cuts = [_cut(line, gutter) for line in filled]
        both = [cut for cut in cuts if cut and all(cut)]
        if len(both) < max(FEWEST, BOTH_SHARE * len(filled)):
            return None
        sides = list(zip(*both, strict=True))
        return gutter if all(map(is_prose, sides)) else None
    return None


def is_prose(texts: Sequence[str]) -> bool:
    """Say whether lines of one side are running text: long, and many go on in lower case."""
    lower = sum(text.strip()[:1].islower() for text in texts)
    long = sum(map(len, map(str.strip, texts))) >= NARROWEST * len(texts)
    return long and lower >= PROSE_SHARE * len(texts)
