"""Which thing of one report is which of the other."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

LIKE = 60.0
"""How much of two texts must agree, in per cent, for them to be one text that was changed."""

LIKE_WITH_ID = 35.0
"""The same where both have the same number."""

_WORD = re.compile(r"\w+")
_SHINGLE = 3
_COMMON = 12
_LONGEST = 4_000
_BEGINNING = 40
_TITLE = 100
"""A text as short as a title is known by its number alone, if nothing else is like it."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What is known of a thing: its id, and the text by which it is known again."""

    id: Hashable
    text: str


@dataclass(slots=True)
class Pairing:
    """Pairs of indices, `partner` from old to new, `back` from new to old."""

    partner: dict[int, int] = field(default_factory=dict)
    back: dict[int, int] = field(default_factory=dict)

    def free(self, old: int, new: int) -> bool:
        """Whether neither has a partner yet."""
        return old not in self.partner and new not in self.back

    def join(self, old: int, new: int) -> None:
        """Make two partners, unless one of them has a partner."""
        if self.free(old, new):
            self.partner[old] = new
            self.back[new] = old

    def moved(self) -> set[int]:
        """Return the new indices that stand in another order than before: as few as will do."""
        order = [self.partner[old] for old in sorted(self.partner)]
        return set(order) - set(_longest_rise(order))


def pair(old: Sequence[Thing], new: Sequence[Thing], *, keyed: bool) -> Pairing:
    """Pair things of two reports, each with one at most.

    `keyed` things are known by their id first; others by their text, so that one that is put in
    and renumbers the rest is one that was added. What is left is paired by likeness. The time
    grows with the number of things and of texts alike, not with their product.
    """
    found = Pairing()
    if keyed:
        _pair_equal(found, _counted(one.id for one in old), _counted(one.id for one in new))
    else:
        _pair_unique(found, [one.text for one in old], [one.text for one in new])
        _pair_neighbours(found, old, new)
        _pair_equal(found, [(o.id, o.text) for o in old], [(o.id, o.text) for o in new])
        _pair_equal(found, _counted(o.text for o in old), _counted(o.text for o in new))
    _pair_like(found, old, new)
    return found


def _counted(keys: Iterator[Hashable]) -> list[Hashable]:
    """Return the keys, a repeated one with how often it came before."""
    seen: Counter[Hashable] = Counter()
    counted: list[Hashable] = []
    for key in keys:
        counted.append((key, seen[key]))
        seen[key] += 1
    return counted


def _pair_equal(found: Pairing, old: Sequence[Hashable], new: Sequence[Hashable]) -> None:
    places = {key: index for index, key in enumerate(new)}
    for index, key in enumerate(old):
        if key in places:
            found.join(index, places[key])


def _pair_unique(found: Pairing, old: Sequence[str], new: Sequence[str]) -> None:
    """Pair the texts that stand once in each."""
    once_old, once_new = Counter(old), Counter(new)
    places = {text: index for index, text in enumerate(new)}
    for index, text in enumerate(old):
        if once_old[text] == once_new[text] == 1:
            found.join(index, places[text])


def _pair_neighbours(found: Pairing, old: Sequence[Thing], new: Sequence[Thing]) -> None:
    """Pair equal texts that stand behind, then before, two that are partners."""
    for step in (1, -1):
        for start in list(found.partner.items()):
            one, other = start[0] + step, start[1] + step
            while (
                0 <= one < len(old) and 0 <= other < len(new)
                and found.free(one, other) and old[one].text == new[other].text
            ):  # fmt: skip
                found.join(one, other)
                one, other = one + step, other + step


def _pair_like(found: Pairing, old: Sequence[Thing], new: Sequence[Thing]) -> None:
    """Pair what is left by likeness, the likest first; of the same likeness the nearest."""
    left = [index for index in range(len(old)) if index not in found.partner]
    right = [index for index in range(len(new)) if index not in found.back]
    scored = [
        (-score, abs(one - other), one + other, one, other)
        for one, other in _candidates(old, new, left, right)
        if (score := _likeness(old[one], new[other]))
    ]
    for _, _, _, one, other in sorted(scored):
        found.join(one, other)


def _candidates(
    old: Sequence[Thing], new: Sequence[Thing], left: Sequence[int], right: Sequence[int]
) -> set[tuple[int, int]]:
    """Return the pairs worth a look: with the same id, the same place, or rare words in common."""
    ids = {new[index].id: index for index in right}
    pairs = {(index, ids[old[index].id]) for index in left if old[index].id in ids}
    if len(left) == len(right):
        pairs |= set(zip(left, right, strict=True))
    ours, theirs = _shingles(old, left), _shingles(new, right)
    for shingle in ours.keys() & theirs.keys():
        if len(ours[shingle]) <= _COMMON and len(theirs[shingle]) <= _COMMON:
            pairs |= {(one, other) for one in ours[shingle] for other in theirs[shingle]}
    return pairs


def _shingles(things: Sequence[Thing], chosen: Sequence[int]) -> dict[tuple[str, ...], list[int]]:
    found: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index in chosen:
        words = _WORD.findall(things[index].text[:_LONGEST].casefold())
        size = min(_SHINGLE, max(1, len(words) - 1))
        for shingle in {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}:
            found[shingle].append(index)
    return found


def _likeness(one: Thing, other: Thing) -> float:
    """Return how like two texts are, from 0 to 101; 0 if they are not like enough to be one."""
    same_id = one.id == other.id
    left, right = one.text[:_LONGEST], other.text[:_LONGEST]
    score = fuzz.ratio(left, right)
    short, long = sorted((left, right), key=len)
    beginning = _BEGINNING if same_id else 2 * _BEGINNING
    if len(short) > beginning and long.startswith(short[:beginning]):
        score = max(score, LIKE)  # cut off, or drawn together with the next
    if same_id and (not short or len(long) < _TITLE):
        score = max(score, LIKE_WITH_ID)
    if score < (LIKE_WITH_ID if same_id else LIKE):
        return 0.0
    return score + same_id


def _longest_rise(order: Sequence[int]) -> list[int]:
    """Return a longest rising subsequence."""
    ends: list[int] = []  # of the rises of each length the lowest end
    before: dict[int, int | None] = {}
    for value in order:
        at = bisect_left(ends, value)
        before[value] = ends[at - 1] if at else None
        ends[at : at + 1] = [value]
    rise: list[int] = []
    last = ends[-1] if ends else None
    while last is not None:
        rise.append(last)
        last = before[last]
    return rise[::-1]
