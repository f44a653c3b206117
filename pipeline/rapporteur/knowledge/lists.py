"""Where printed lists are cut: the one way in which all that read lists find their marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rapporteur.knowledge.grammar import Match, Pattern

Range = tuple[int, int]

_BRACKETS = frozenset("()[]")


def marks(
    text: str,
    pattern: Pattern | re.Pattern[str],
    held: Sequence[Range] = (),
    start: int = 0,
    end: int | None = None,
) -> Iterator[Match | re.Match[str]]:
    """Yield the marks of a list that may part two members, in order.

    `pattern` matches marks ("; ", " and ") and single brackets. What stands in brackets parts
    nothing, nor what is inside a name of `held`, the places of known names in order.
    """
    depth = at = 0
    for mark in pattern.finditer(text, start, len(text) if end is None else end):
        if mark[0] in _BRACKETS:
            depth = max(0, depth + (1 if mark[0] in "([" else -1))
            continue
        while at < len(held) and held[at][1] <= mark.start():
            at += 1
        if depth == 0 and not (at < len(held) and held[at][0] < mark.start()):
            yield mark
