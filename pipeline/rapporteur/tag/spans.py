"""Spans may nest, never cross: how claims on the same text are settled."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate

from rapporteur.tag.model import Found


class Ranges:
    """Ranges of a text; tells in logarithmic time whether one of them overlaps another range."""

    __slots__ = ("_furthest", "_starts")

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(ranges)
        self._starts = [start for start, _ in ordered]
        self._furthest = list(accumulate((end for _, end in ordered), max))

    def overlap(self, start: int, end: int) -> bool:
        """Whether a range has a character between these places."""
        last = bisect_left(self._starts, end) - 1
        return last >= 0 and self._furthest[last] > start


def stand_apart(found: Sequence[Found]) -> bool:
    """Whether spans stand in order and none holds or crosses another."""
    end = 0
    for one in found:
        if one.start < end:
            return False
        end = one.end
    return True


def nested(found: Iterable[Found]) -> list[Found]:
    """Keep spans that nest or stand apart, in order of the text, outer before inner.

    Of two that cross, the one that was claimed first stays; of two with the same place and kind
    too. Linear but for sorting.
    """
    found = list(found)
    if stand_apart(found):
        return found
    claims = sorted(enumerate(found), key=lambda claim: (claim[1].start, -claim[1].end, claim[0]))
    kept: list[tuple[int, Found]] = []
    open_: list[tuple[int, Found]] = []
    for rank, new in claims:
        while open_ and open_[-1][1].end <= new.start:
            open_.pop()
        if not open_ or new.end <= open_[-1][1].end:
            if not _repeats(open_, new):
                open_.append((rank, new))
                kept.append((rank, new))
        elif rank < min(r for r, f in open_ if f.end < new.end):
            crossed = [c for c in open_ if c[1].end < new.end]
            open_ = [c for c in open_ if c not in crossed]
            kept = [c for c in kept if c not in crossed]
            open_.append((rank, new))
            kept.append((rank, new))
    return [f for _, f in kept]


def _repeats(open_: list[tuple[int, Found]], new: Found) -> bool:
    if not open_:
        return False
    last = open_[-1][1]
    return (last.start, last.end, last.kind) == (new.start, new.end, new.kind)
