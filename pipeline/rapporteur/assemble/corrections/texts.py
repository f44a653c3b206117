"""Mentions follow their texts: offsets before a change, and after it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from rapidfuzz.distance import Indel

Value = dict[str, Any]
Move = Callable[[int, int], tuple[int, int] | None]


def moves(old: str, new: str) -> Move:
    """Return what tells where a span of `old` stands in `new`, None if it was changed inside."""
    same = [
        (block.a, block.a + block.size, block.b - block.a)
        for block in Indel.opcodes(old, new).as_matching_blocks()
        if block.size
    ]

    def move(start: int, end: int) -> tuple[int, int] | None:
        for low, high, shift in same:
            if low <= start and end <= high:
                return start + shift, end + shift
        return None

    return move


def follow(
    mentions: Iterable[Value], node: str, move: Move, into: str | None = None
) -> list[Value]:
    """Move the mentions of `node` with its text; drop one whose own words were changed."""
    kept = []
    for mention in mentions:
        if mention["node"] != node:
            kept.append(mention)
        elif at := move(mention["start"], mention["end"]):
            kept.append({**mention, "node": into or node, "start": at[0], "end": at[1]})
    return kept


def renamed(mentions: Iterable[Value], node: str, into: str, shift: int) -> list[Value]:
    """Let the mentions of `node` stand in `into`, `shift` characters later."""
    return follow(mentions, node, lambda start, end: (start + shift, end + shift), into)
