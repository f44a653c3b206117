"""Roman numerals: what they count, and how a number is written with them."""

from __future__ import annotations

from itertools import pairwise

_WORTH = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_WRITTEN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def roman(count: int) -> str:
    """Return a number in small roman numerals."""
    numeral = ""
    for worth, letters in _WRITTEN:
        numeral += letters * (count // worth)
        count %= worth
    return numeral


def value_of(numeral: str) -> int | None:
    """Return what small roman numerals count; None for anything else, and for no letter at all."""
    if not numeral or not _WORTH.keys() >= set(numeral):
        return None
    values = [*(_WORTH[letter] for letter in numeral), 0]
    return sum(-one if one < other else one for one, other in pairwise(values))
