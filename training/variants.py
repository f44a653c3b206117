"""Other forms of what the documents say, so that the model learns forms and not names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random
from typing import Any

from material import Example

ADDRESS = frozenset(["Mr", "Ms", "Mrs", "Dr", "H", "E", "Sir", "Mme", "M", "Prof", "Sra", "Sr"])
OFFICES = [
    ["Ambassador", "Permanent", "Representative"],
    ["Permanent", "Representative", "of"],
    ["Chair", "of", "the"],
    ["President", "of", "the"],
    ["Minister", "for", "Foreign", "Affairs"],
    ["Director", "General"],
]
SIGNED = ["⊢", "(", "Signed", ")"]
SENTENCE = 6


class Variants:
    """Varies examples by chance, the same chance each time."""

    def __init__(self, examples: list[Example], config: Mapping[str, Any], random: Random) -> None:
        self._names = [
            one.words[start:end]
            for one in examples
            for (start, end), named in zip(one.spans, one.named, strict=True)
            if named
        ]
        self._config = config
        self._random = random

    def vary(self, one: Example) -> Example:
        """Give an example, perhaps in another form."""
        ways: list[tuple[str, Callable[[Example, int, int], Example | None]]] = [
            ("bare", _bare), ("renamed", self._renamed), ("introduced", self._introduced),
        ]  # fmt: skip
        for chance, way in ways:
            names = [span for span, named in zip(one.spans, one.named, strict=True) if named]
            if len(names) == 1 and self._random.random() < self._config[chance]:
                one = way(one, *names[0]) or one
        return one

    def _renamed(self, one: Example, start: int, end: int) -> Example:
        """Put another name in the place of a name."""
        name = self._random.choice(self._names)
        count = len(name)
        parts = [
            (i, j) for i in range(count) for j in range(i + 2, count + 1)
            if (i, j) != (0, count) and name[i][0].isupper() and name[j - 1][0].isupper()
        ]  # fmt: skip
        spans = [(0, count), *parts]
        return replace(
            one,
            words=one.words[:start] + name + one.words[end:],
            spans=[(start + i, start + j) for i, j in spans],
            named=[True, *[False] * len(parts)],
        )

    def _introduced(self, one: Example, start: int, end: int) -> Example:
        """Give a name another neighbourhood: a nickname behind it, a signature, a bracket."""
        chance, name = self._random.random(), one.words[start:end]
        if chance < 0.3:
            nickname = self._random.choice(self._random.choice(self._names))
            words = [*one.words[:end], "“", nickname, "”", *one.words[end:]]
            return _kept(one, words, 0, (0, end))
        if chance < 0.6:
            words = [*SIGNED, *name, *self._random.choice(OFFICES)]
            return _kept(one, words, len(SIGNED) - start, (start, end))
        before = [w for w in one.words[max(0, start - SENTENCE) : start] if w not in ADDRESS]
        words = [*before, "(", *name, ")", *one.words[end:]]
        return _kept(one, words, len(before) + 1 - start, (start, end))


def _bare(one: Example, start: int, end: int) -> Example | None:  # noqa: ARG001
    """Leave out the form of address."""
    at = start
    while at and (
        one.words[at - 1] in ADDRESS
        or (one.words[at - 1] == "." and at > 1 and one.words[at - 2] in ADDRESS)
    ):
        at -= 1
    if at == start:
        return None
    words = one.words[:at] + one.words[start:]
    return _kept(one, words, at - start, (start, len(one.words)))


def _kept(one: Example, words: list[str], shift: int, within: tuple[int, int]) -> Example:
    """Give the example with other words, and of its spans those within a range, moved."""
    kept = [
        (span, named)
        for span, named in zip(one.spans, one.named, strict=True)
        if within[0] <= span[0] and span[1] <= within[1]
    ]
    return replace(
        one,
        words=words,
        spans=[(a + shift, b + shift) for (a, b), _ in kept],
        named=[named for _, named in kept],
    )
