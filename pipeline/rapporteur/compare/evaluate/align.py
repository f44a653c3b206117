"""Pair two sequences in order, and compare collections where order does not matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from rapporteur.compare.evaluate.score import Score, Slip

G = TypeVar("G")
P = TypeVar("P")

Pair = tuple[int | None, int | None]
EXACT = 1.0
# A pair that is only alike must never cost a pair that is right, however many there are.
ALIKE = 1e-6


def align(gold: Sequence[G], given: Sequence[P], worth: Callable[[G, P], float]) -> list[Pair]:
    """Pair two sequences in order so that the worth of all pairs together is greatest.

    Every index stands in exactly one pair; what has no partner is paired with None. Quadratic in
    the middle, linear over the like beginnings.
    """
    lead = _common_lead(gold, given, worth)
    table = _worths(gold[lead:], given[lead:], worth)
    head: list[Pair] = [(i, i) for i in range(lead)]
    return head + [_shift(pair, lead) for pair in _walk(table, len(gold) - lead, len(given) - lead)]


def _common_lead(gold: Sequence[G], given: Sequence[P], worth: Callable[[G, P], float]) -> int:
    lead = 0
    for one, other in zip(gold, given, strict=False):
        if worth(one, other) < EXACT:
            break
        lead += 1
    return lead


def _shift(pair: Pair, by: int) -> Pair:
    one, other = pair
    return (None if one is None else one + by, None if other is None else other + by)


Table = list[list[tuple[float, float]]]


def _worths(gold: Sequence[G], given: Sequence[P], worth: Callable[[G, P], float]) -> Table:
    """Return, from each position on, the best worth and the worth of pairing right there."""
    best: Table = [[(0.0, 0.0)] * (len(given) + 1) for _ in range(len(gold) + 1)]
    for i in range(len(gold) - 1, -1, -1):
        below, row = best[i + 1], best[i]
        for j in range(len(given) - 1, -1, -1):
            here = worth(gold[i], given[j])
            paired = here + below[j + 1][0] if here else 0.0
            row[j] = (max(paired, below[j][0], row[j + 1][0]), here)
    return best


def _walk(table: Table, rows: int, columns: int) -> list[Pair]:
    pairs: list[Pair] = []
    i = j = 0
    while i < rows and j < columns:
        best, here = table[i][j]
        if here and best == here + table[i + 1][j + 1][0]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best == table[i + 1][j][0]:
            pairs.append((i, None))
            i += 1
        else:
            pairs.append((None, j))
            j += 1
    pairs.extend((k, None) for k in range(i, rows))
    pairs.extend((None, k) for k in range(j, columns))
    return pairs


def compare_sets(
    key: str,
    gold: Iterable[tuple[Hashable, str]],
    given: Iterable[tuple[Hashable, str]],
    allowed: Iterable[Hashable] = (),
) -> Score:
    """Compare what stands in two collections, each entry once; `allowed` is never extra.

    Entries are (key to compare, text to show).
    """
    wanted, got, free = dict(gold), dict(given), set(allowed)
    missed = [Slip(key, shown, None) for k, shown in wanted.items() if k not in got]
    extra = [Slip(key, None, shown) for k, shown in got.items() if k not in wanted.keys() | free]
    return Score(key, len(wanted.keys() & got.keys()), (*missed, *extra))


def compare_counts(key: str, place: str, gold: Iterable[str], given: Iterable[str]) -> Score:
    """Compare two collections in which an entry may stand several times."""
    wanted, got = Counter(gold), Counter(given)
    missed = [Slip(place, entry, None) for entry in (wanted - got).elements()]
    extra = [Slip(place, None, entry) for entry in (got - wanted).elements()]
    return Score(key, (wanted & got).total(), (*missed, *extra))
