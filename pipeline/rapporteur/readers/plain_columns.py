"""Columns of a page that a tool printed side by side: told from tables by the prose they hold.

Where a text keeps the white of the page, a gutter is white in nearly all lines. Two columns of
running text are read one after the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from rapporteur.knowledge.grammar import compile_pattern

GAP: Final = compile_pattern(r"(?<=\S) {3,}(?=\S)")
FEWEST: Final = 10
"""Lines with text on both sides of a gutter, or on either."""
FEWEST_BESIDE: Final = 4
"""So many have both where the lines of one column stand between those of the other."""
PROSE_SHARE: Final = 0.3
NARROWEST: Final = 20
FEWEST_PAGES: Final = 2
NEAR: Final = 3
"""So many letters apart the gutters of two pages are at most."""
WHITE: Final = 2
"""Blanks that stand before the right column at least."""

Halves = tuple[str, str]
"""What of a line stands left and right of a gutter."""


def part_columns(lines: list[str]) -> tuple[list[str], bool]:
    """Return the lines of a page with two columns one below the other; say if there were two.

    A line that crosses the gutter parts what stands above it from what stands below. Between such
    lines the columns begin with the first line that has both.
    """
    gutter = _gutter(lines)
    if gutter is None:
        return lines, False
    parted: list[str] = []
    for crossing, group in groupby(lines, key=lambda line: _cut(line, gutter) is None):
        block = list(group)
        first = len(block) if crossing else _first_beside(block, gutter)
        parted += block[:first]
        halves = [half for line in block[first:] if (half := _cut(line, gutter))]
        beside = [any(half) for half in halves]
        for column in zip(*halves, strict=True):
            parted += _closed(column, beside)
    return parted, True


def _closed(column: Sequence[str], beside: Sequence[bool]) -> Iterator[str]:
    """Yield the lines of a column without the gaps that lines of the other leave between them.

    One after each line leaves gaps throughout; a gap by itself parts paragraphs. `beside` says of
    which lines one of the columns has text.
    """
    gaps = [filled and not line for line, filled in zip(column, beside, strict=True)]
    for at, line in enumerate(column):
        near = (at - 2, at + 2)
        regular = any(
            0 <= other < len(gaps) and gaps[other] and column[(at + other) // 2] for other in near
        )
        if not (gaps[at] and regular):
            yield line


def set_in_columns(pages: Sequence[list[str]], parted: Sequence[bool]) -> list[int]:
    """Return the pages set in columns as most are that two were `parted` on, and were not.

    By itself such a page looks like a table of two columns of prose.
    """
    if sum(parted) < FEWEST_PAGES:
        return []
    gutters = [_gutter(page) for page in pages]
    known = [gutter for gutter, columns in zip(gutters, parted, strict=True) if columns and gutter]
    others = [
        at
        for at, gutter in enumerate(gutters)
        if gutter and not parted[at] and any(abs(gutter - one) <= NEAR for one in known)
    ]
    return others if len(known) > len(others) else []


def _cut(line: str, gutter: int) -> Halves | None:
    """Return what stands left and right of a gutter, None if text stands in it."""
    if line[gutter - WHITE : gutter].strip():
        return None
    return line[:gutter].rstrip(), line[gutter:].rstrip()


def _first_beside(lines: Sequence[str], gutter: int) -> int:
    """Return the first line with text on both sides of a gutter, behind the last if none has."""
    cuts = (_cut(line, gutter) for line in lines)
    return next((at for at, cut in enumerate(cuts) if cut and all(cut)), len(lines))


def _gutter(lines: Sequence[str]) -> int | None:
    """Return the column of the gutter between two columns of prose, None if there is none."""
    starts = Counter(gap.end() for line in lines for gap in GAP.finditer(line))
    starts.update(start for line in lines if (start := _indent(line)) >= NARROWEST)
    for gutter, _ in starts.most_common(1):
        cuts = [cut for line in lines if (cut := _cut(line, gutter))]
        both = [cut for cut in cuts if all(cut)]
        columns = [[text for text in column if text] for column in zip(*cuts, strict=True)]
        enough = len(both) >= FEWEST or min(map(len, columns), default=0) >= FEWEST
        if len(both) >= FEWEST_BESIDE and enough and all(map(is_prose, columns)):
            return gutter
    return None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip()) if line.strip() else 0


def is_prose(texts: Sequence[str]) -> bool:
    """Say whether lines of one side are running text: long, and many go on in lower case."""
    lower = sum(text.strip()[:1].islower() for text in texts)
    long = sum(map(len, map(str.strip, texts))) >= NARROWEST * len(texts)
    return long and lower >= PROSE_SHARE * len(texts)
