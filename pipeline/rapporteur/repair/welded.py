"""Words that a tool welded: it took a hyphen at a line end for one that only parts a word.

Surface forms: `nongovernmental` where the print has `non-⏎governmental`, `decisionmaking`. The
hyphen comes back where the document writes the compound elsewhere, at least as often as the welded
word, which may be a part of another (`nuclearweapon-free`). What is also a word without a hyphen
needs more: the lexicon besides, a first part that always takes one (`non`), the compound three
times as often, or a line that is too long to be one. In such a line the lexicon is enough for what
is no word. Any other word stays.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from rapporteur.knowledge.words import Strength, lexicon
from rapporteur.repair.hyphens import long_lines
from rapporteur.repair.vocabulary import Vocabulary
from rapporteur.text import Edit

_RULE: Final = "repair.lost_hyphen"
_SHORTEST: Final = 2
_CLEARLY: Final = 3
"""How many times as often a compound outweighs what is a word without its hyphen, too."""
_WORD = re.compile(r"(?<![\w/#@._-])[^\W\d_]+(?:-[^\W\d_]+)*(?![\w/@_-]|\.[^\W\d_])")
_COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")


@dataclass(frozen=True, slots=True)
class _Welded:
    """A word with a lost hyphen at `at`; `parts` stood beside it."""

    word: str
    at: int
    parts: tuple[str, str]

    @property
    def core(self) -> str:
        """What the parts are without their hyphen."""
        return "".join(self.parts)

    @property
    def compound(self) -> str:
        """The parts with their hyphen."""
        return "-".join(self.parts)


def find_welded(vocabulary: Vocabulary) -> list[Edit]:
    """Return the edits that put hyphens back into welded words."""
    hyphened = _hyphened(vocabulary)
    forms = {**_known_forms(), **_welded_forms(hyphened)}
    pairs = _welded_pairs(hyphened)
    welded: dict[str, _Welded] = {}
    for word in _words_of(vocabulary, forms):
        parts = forms[word.lower()]
        welded[word] = _Welded(word, len(parts[0]), parts)
    for word in vocabulary.exact if pairs else ():
        if "-" in word and word not in welded and (found := _piece(word, pairs)):
            welded[word] = found
    if not welded:
        return []
    places: dict[str, list[int]] = {word: [] for word in welded}
    for match in _WORD.finditer(vocabulary.content):
        if match[0] in places:
            places[match[0]].append(match.start())
    long = long_lines(vocabulary.content)
    return [
        edit
        for word, found in welded.items()
        for edit in _in_text(vocabulary, found, places[word], long, hyphened[found.compound])
    ]


def _words_of(vocabulary: Vocabulary, wanted: Mapping[str, object]) -> list[str]:
    """Return the words of a text that are wanted in any case; quick where there is none."""
    if wanted.keys().isdisjoint(map(str.lower, vocabulary.exact)):
        return []
    return [word for word in vocabulary.exact if word.lower() in wanted]


def _hyphened(vocabulary: Vocabulary) -> Counter[str]:
    """Return how often the text has each compound in any case, alone or inside a longer one."""
    counts = Counter(vocabulary.pairs)
    for word, times in vocabulary.exact.items():
        if "-" in word:
            counts[word.lower()] += times
    return counts


def _welded_pairs(compounds: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return what each two parts beside a hyphen are without it."""
    pairs = (
        pair
        for word in sorted(compounds)
        if _COMPOUND.fullmatch(word)
        for pair in pairwise(word.split("-"))
    )
    return {"".join(pair): pair for pair in pairs if min(map(len, pair)) >= _SHORTEST}


def _piece(word: str, pairs: Mapping[str, tuple[str, str]]) -> _Welded | None:
    """Return a word of several parts as welded if one of them is: "nuclearweapon-free"."""
    at = 0
    for piece in word.split("-"):
        if parts := pairs.get(piece.lower()):
            return _Welded(word, at + len(parts[0]), parts)
        at += len(piece) + 1
    return None


def _welded_forms(compounds: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return what each compound is without one of its hyphens, with the parts beside this."""
    forms: dict[str, tuple[str, str]] = {}
    for compound in compounds:
        if not _COMPOUND.fullmatch(compound):
            continue
        parts = compound.split("-")
        for at in range(1, len(parts)):
            first, second = "-".join(parts[:at]), "-".join(parts[at:])
            if min(len(parts[at - 1]), len(parts[at])) >= _SHORTEST:
                forms[first + second] = (first, second)
    return forms


@cache
def _known_forms() -> dict[str, tuple[str, str]]:
    return _welded_forms(sorted(lexicon().compounds))


def _in_text(
    vocabulary: Vocabulary,
    welded: _Welded,
    places: list[int],
    long: list[tuple[int, int]],
    hyphened: int,
) -> Iterator[Edit]:
    """Yield the hyphens of one word, with what speaks for them."""
    known = lexicon().is_compound(*welded.parts)
    sound = "-" not in welded.core and lexicon().strength(welded.core.lower()) is Strength.SOUND
    glued = [at for at in places if _is_inside(at, long)]
    written = vocabulary.count(welded.word)
    bound = welded.parts[0] in lexicon().binding or hyphened >= _CLEARLY * written
    if hyphened >= written and (known or bound or not sound):
        chosen = places
    elif (known and not sound) or hyphened > written - len(glued):
        chosen = glued
    else:
        chosen = []
    why = (
        f"“{welded.compound}” {hyphened} times in the document"
        if hyphened
        else "the lexicon writes it with a hyphen"
    )
    for at in chosen:
        if vocabulary.is_english(at):
            yield Edit(at + welded.at, at + welded.at, "-", _RULE, why)


def _is_inside(at: int, spans: list[tuple[int, int]]) -> bool:
    index = bisect_right(spans, (at, at)) - 1
    return index >= 0 and spans[index][0] <= at < spans[index][1]
