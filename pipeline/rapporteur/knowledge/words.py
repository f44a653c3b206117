"""What is known about English words before a document is read: their frequency and their hyphens.

The frequency list is that of `symspellpy` (MIT): 82,765 words with British and American spelling,
the intersection of Google Books n-grams and the SCOWL word lists. It holds no fragments ("ng",
"stic"), which makes it fit to tell a split word from a sound one. `grammars/lexicon/words.toml`
adds the hyphenated compounds and the words of the United Nations. Both are read when a document
first needs them, about 50 ms; the package `symspellpy` itself is never imported.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import IntEnum
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from rapporteur.errors import GrammarError
from rapporteur.knowledge.files import shipped_folder

_FREQUENCY_FILE: Final = "frequency_dictionary_en_82_765.txt"
_SOUND: Final = {3: 30_000_000, 4: 5_000_000, 5: 1_000_000}
_UN_WORD: Final = 5_000_000


class Strength(IntEnum):
    """How surely a string of letters is a word of its own: not at all, perhaps, surely."""

    NONE = 0
    WEAK = 1
    SOUND = 2


@dataclass(frozen=True)
class Lexicon:
    """Frequencies and hyphens of known words; all keys are in lower case."""

    counts: Mapping[str, int]
    total: int
    compounds: frozenset[str]
    prefixes: frozenset[str]
    bound: frozenset[str]
    keeping: frozenset[str]
    tails: frozenset[str]
    suspending: frozenset[str]
    remarks: frozenset[str]
    short: frozenset[str]
    endings: frozenset[str]
    middles: frozenset[str]
    binding: frozenset[str]
    usual: frozenset[str]
    foreign: frozenset[str]

    @cached_property
    def sound(self) -> frozenset[str]:
        """All words of strength `SOUND`."""
        longer = {word for word in self.counts if len(word) > max(_SOUND)} - self.prefixes
        return frozenset(
            longer.union(
                word
                for word in self.counts.keys() - longer
                if self.strength(word) is Strength.SOUND
            )
        )

    def count(self, word: str) -> int:
        """Return how often the list has seen `word`, of about 10^12 words; 0 if never."""
        return self.counts.get(word, 0)

    def strength(self, piece: str) -> Strength:
        """Tell how surely `piece` (lower case) is a word.

        Of one and two letters only those of a closed list are words; "rep" and "con", which the
        frequency list has, are weak, since a fragment is the likelier reading of them, and so are
        "inter" and "multi"; no other fragment of six letters is a word by chance.
        """
        if len(piece) < 3:
            return Strength.SOUND if piece in self.short else Strength.NONE
        count = self.counts.get(piece, 0)
        if not count:
            return Strength.NONE
        sound = count >= _SOUND.get(len(piece), 0) and piece not in self.prefixes
        return Strength.SOUND if sound else Strength.WEAK

    def surprise(self, first: str, second: str) -> float:
        """Return log10 of how much likelier the joined word is than its parts side by side.

        With independent words, "into" against "in to" gives 0.4, "per cent" 3.9, "aga inst" 7.2;
        -inf where the joined word is unknown, inf where a part is.
        """
        joined = self.count(first + second)
        if not joined:
            return -math.inf
        apart = self.count(first) * self.count(second)
        return math.log10(joined * self.total / apart) if apart else math.inf

    def is_compound(self, first: str, second: str) -> bool:
        """Tell whether the lexicon writes `first-second` (lower case, hyphens within allowed)."""
        whole = f"{first}-{second}"
        if whole in self.compounds:
            return True
        inner = f"{first.rpartition('-')[2]}-{second.partition('-')[0]}"
        return inner in self.compounds or self._is_number(first, second)

    @staticmethod
    def _is_number(first: str, second: str) -> bool:
        tens = first.rpartition("-")[2]
        return tens in _TENS and second.partition("-")[0] in _ONES


_TENS: Final = frozenset(
    {"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"}
)
_ONES: Final = frozenset(
    {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}
    | {"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"}
)


@cache
def lexicon() -> Lexicon:
    """Return the one lexicon, read at the first call; raises `GrammarError` if it cannot be."""
    counts = _frequencies()
    data = _own_words(shipped_folder() / "lexicon" / "words.toml")
    for word in data["words"] + data["names"]:
        counts[word] = max(counts.get(word, 0), _UN_WORD)
    sets = {name: frozenset(words) for name, words in data.items() if name not in _COUNTED}
    return Lexicon(counts=counts, total=sum(counts.values()), **sets)


def _frequencies() -> dict[str, int]:
    """Read the list of `word count` lines as it stands in the installed package."""
    spec = find_spec("symspellpy")
    if spec is None or not spec.submodule_search_locations:
        raise GrammarError(_FREQUENCY_FILE, None, "the package symspellpy is not installed")
    path = Path(spec.submodule_search_locations[0]) / _FREQUENCY_FILE
    fields = path.read_text(encoding="utf-8-sig").split()
    return dict(zip(fields[::2], map(int, fields[1::2]), strict=True))


def _own_words(path: Path) -> dict[str, list[str]]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise GrammarError(str(path), None, f"cannot be read: {error}") from error
    if set(data) != _KEYS:
        raise GrammarError(str(path), None, f"must have exactly the keys {sorted(_KEYS)}")
    return data


_COUNTED: Final = {"words", "names"}
_KEYS: Final = {field.name for field in fields(Lexicon)} - {"counts", "total"} | _COUNTED
