"""Two texts, or two lists, and what of them differs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal

from rapidfuzz.distance import LCSseq

from rapporteur.compare.diff.changes import SignedWords

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_NEAR = 8
_MOST = 30_000_000
"""More cells than this (tokens by tokens) are not compared; the texts count as replaced."""

Sign = Literal["=", "-", "+"]


def compare_words(before: str, after: str) -> tuple[SignedWords, ...]:
    """Return the runs of words that are the same, removed and added.

    The runs with `=` and `-` spell `before`, those with `=` and `+` spell `after`. Between two
    changes, blanks and punctuation alone are no common ground.
    """
    runs = _runs(_TOKEN.findall(before), _TOKEN.findall(after))
    return tuple(_drawn_together(_without_islands(runs)))


def compare_lists(before: Sequence[str], after: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the entries that were removed and those that were added; order counts."""
    removed: list[str] = []
    added: list[str] = []
    for sign, entries in _runs(before, after):
        if sign != "=":
            (removed if sign == "-" else added).extend(entries)
    return removed, added


def _runs(before: Sequence[str], after: Sequence[str]) -> list[tuple[Sign, list[str]]]:
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    middle: list[tuple[Sign, list[str]]] = []
    if len(old) * len(new) > _MOST:
        middle = [("-", list(old)), ("+", list(new))]
    else:
        for step in LCSseq.opcodes(old, new):
            same = step.tag == "equal"
            gone = list(old[step.src_start : step.src_end])
            come = list(new[step.dest_start : step.dest_end])
            middle += [("=", gone)] if same else [("-", gone), ("+", come)]
    tail = list(before[len(before) - end :])
    return [run for run in (("=", list(before[:start])), *middle, ("=", tail)) if run[1]]


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        length += 1
    return length


def _without_islands(runs: list[tuple[Sign, list[str]]]) -> Iterator[tuple[Sign, str]]:
    """Yield the runs as text; what is no word and stands between changes goes with them."""
    for index, (sign, tokens) in enumerate(runs):
        text = "".join(tokens)
        inside = 0 < index < len(runs) - 1
        if sign == "=" and inside and not any(token[0].isalnum() for token in tokens):
            yield "-", text
            yield "+", text
        else:
            yield sign, text


def _drawn_together(runs: Iterator[tuple[Sign, str]]) -> Iterator[SignedWords]:
    """Yield neighbouring changes as one, what was removed before what was added."""
    for same, group in groupby(runs, lambda run: run[0] == "="):
        listed = list(group)
        signs: tuple[Sign, ...] = ("=",) if same else ("-", "+")
        for sign in signs:
            text = "".join(text for each, text in listed if each == sign)
            if text:
                yield SignedWords(sign, text)


def with_context(runs: Sequence[SignedWords]) -> list[SignedWords]:
    """Return the runs with what is the same cut down to eight words beside each change."""
    last = len(runs) - 1
    return [
        SignedWords("=", _cut(run.text, first=index == 0, last=index == last))
        if run.sign == "="
        else run
        for index, run in enumerate(runs)
    ]


def _cut(text: str, *, first: bool, last: bool) -> str:
    words = re.findall(r"\s*\S+\s*", text)
    before = [] if first else words[:_NEAR]
    after = [] if last else words[-_NEAR:]
    if len(words) <= len(before) + len(after) + 1:
        return text
    cut = "".join((*before, " … ", *after)).replace("  ", " ")
    return cut.lstrip() if first else cut.rstrip() if last else cut
