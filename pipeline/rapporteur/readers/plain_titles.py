"""Titles of several rows in plain text whose further rows a tool set apart as a block of their own.

A label or a tab sets in the first row, so that it does not stand above the others as rows of one
block do: "IV. Lights that burn through the whole of the winter", an empty line, "and the spring".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from rapporteur.knowledge.grammar import compile_pattern
from rapporteur.readers.plain_signs import LABEL, LEADERS, STOPS, SYMBOL

LABELLED: Final = compile_pattern(r"\s*(?:(?:[A-Z]|[IVX]{1,5})\.|\([a-z]\))\s+\p{Lu}")
SET_IN: Final = compile_pattern(r"  (?=[\p{Lu}“‘])")
OPEN: Final = compile_pattern(r"(?:\s(?:\p{Ll}{1,3}|\p{Lu}[\p{L}-]*)|-)$")
MOST_ROWS: Final = 3
MOST_SET_IN: Final = 0.2
FULL_SHARE: Final = 0.85
LEAST: Final = 0.6
"""A title that goes on fills so much of the measure of the text at least: it is set larger."""


def whole_titles(lines: list[str]) -> list[str]:
    """Return the lines of a page without the empty ones between the rows of a title.

    The first word below would not have stood on the row above; neither row ends a sentence. Where
    the text keeps the white of the page, rows of a title stand together.
    """
    if sum(line.startswith("   ") for line in lines) > MOST_SET_IN * len(lines):
        return lines
    sizes = sorted(len(" ".join(line.split())) for line in lines if line.strip())
    least = LEAST * sizes[int(len(sizes) * FULL_SHARE)] if sizes else 0.0
    gone: set[int] = set()
    for (low, high), (start, end) in pairwise(_blocks(lines)):
        alone = low == high - 1 and len(lines[low]) >= least
        if alone and _goes_on(lines[low], lines[start:end]):
            gone |= {*range(high, start)}
    return [line for at, line in enumerate(lines) if at not in gone]


def _goes_on(title: str, below: Sequence[str]) -> bool:
    """Say whether a row that a label or a tab shows to be a title goes on in the rows below."""
    if not (LABELLED.match(title) or SET_IN.match(title)) or len(below) > MOST_ROWS:
        return False
    if any(LABEL.match(row) or SET_IN.match(row) or SYMBOL.fullmatch(row) for row in below):
        return False
    rows = [" ".join(row.split()) for row in (title, *below)]
    if any(map(LEADERS.search, rows)) or rows[0].endswith(STOPS) or rows[-1].endswith(STOPS):
        return False
    full = len(rows[0]) + 1 + len(rows[1].partition(" ")[0]) > max(map(len, rows))
    return full and (len(below) > 1 or _is_open(title, below[0]))


def _is_open(title: str, below: str) -> bool:
    """Say whether a title surely goes on in the row below: another title may be one row, too.

    It has a label, or the row no capital, or the last word above is a short one or of a name.
    """
    small = not below.strip()[0].isupper()
    return small or LABELLED.match(title) is not None or OPEN.search(title) is not None


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where each block of lines begins and ends that empty ones part."""
    low: int | None = None
    for at, line in enumerate([*lines, ""]):
        if line.strip() and low is None:
            low = at
        elif not line.strip() and low is not None:
            yield low, at
            low = None
