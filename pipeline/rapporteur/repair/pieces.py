"""Words that a tool has split with a blank: `dome stic`, `o f`, `Trafficki ng`, `risk s`.

Pieces are joined only if the joined word is known, from the document or the lexicon, and a piece
is no word of its own; two sound words only if apart they would be 30,000 times less likely than
joined and the document writes them apart nowhere else. Never across a capital, a digit, a mark or
a line, never in a passage that is not English: a wrong repair is worse than none.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from rapporteur.knowledge.words import Lexicon, Strength, lexicon
from rapporteur.repair.candidates import LONGEST, Pieces, find_pieces
from rapporteur.repair.vocabulary import Vocabulary
from rapporteur.text import Edit

RULE: Final = "repair.split_word"
_HYPHEN = re.compile(r" ?-")
_FARTHEST: Final = 4 * LONGEST

# log10 of how much likelier the joined word must be than its two parts, where the parts are words.
_ENDING_SURPRISE: Final = 3.0
_SOUND_PAIR_SURPRISE: Final = 4.5
_WEAK_PAIR_SURPRISE: Final = 3.5

# What a single letter may be cut from where the other piece is a word: "risk s", "give n".
_LAST_LETTERS: Final = frozenset("sdnry")
_CLEARLY: Final = 1.0
_COMMON: Final = 1_000_000
_KNOWN: Final = 100_000
_LONG: Final = 5
_VERY_LONG: Final = 10


@dataclass(frozen=True, slots=True)
class _Judge:
    """Decides about pieces with one document and the lexicon in hand."""

    vocabulary: Vocabulary
    known: Lexicon

    def why(self, pieces: Pieces) -> str | None:
        """Return the evidence that the pieces are one word, None if it does not suffice."""
        word = pieces.word
        own, count = self.vocabulary.count(word), self.known.count(word.lower())
        if len(word) > LONGEST or not self._is_known(pieces, own, count):
            return None
        if not pieces.parts[0].islower() and not self._is_name_known(pieces, count):
            return None
        if self._is_bound(pieces, own) or not self._suffices(pieces, own, count):
            return None
        if not self.vocabulary.is_english(pieces.start):
            return None
        return self._evidence(pieces, own)

    def _is_known(self, pieces: Pieces, own: int, count: int) -> bool:
        """Tell whether the word is known; one of up to three letters must be a sound one."""
        if len(pieces.word) <= 3:
            return self.known.strength(pieces.word.lower()) is Strength.SOUND
        return count >= _KNOWN or (own > 0 and (count > 0 or own > 1))

    def _is_name_known(self, pieces: Pieces, count: int) -> bool:
        """Tell whether pieces that begin with a capital are surely no name and a word."""
        written = self.vocabulary.exact[pieces.word] > 0
        if self._ends_in_scrap(pieces) and (
            written or (len(pieces.word) >= _LONG and count >= _COMMON)
        ):
            return True
        if len(pieces.parts[0]) == 1 and pieces.fragments < len(pieces.parts):
            return False
        if written:
            return True
        only_fragments = pieces.fragments == len(pieces.parts)
        return only_fragments and len(pieces.word) >= 6 and count >= _COMMON

    def _ends_in_scrap(self, pieces: Pieces) -> bool:
        """Tell whether the last of two pieces is no word in any way: "Com munity"."""
        return len(pieces.parts) == 2 and self._is_scrap(pieces, 1)

    def _is_scrap(self, pieces: Pieces, at: int) -> bool:
        """Tell whether a piece of two letters or more is no word and stands nowhere else."""
        part = pieces.parts[at]
        unknown = pieces.strengths[at] is Strength.NONE
        return unknown and len(part) > 1 and self.vocabulary.count(part) <= 1

    def _is_bound(self, pieces: Pieces, own: int) -> bool:
        """Tell whether a piece may belong to a compound: `the re-election`, `socio economic`."""
        first, last = pieces.parts[0].lower(), pieces.parts[-1]
        if _HYPHEN.match(self.vocabulary.content, pieces.end) and (
            len(last) == 1 or self._makes_compounds(last)
        ):
            return True
        rest = pieces.word[len(first) :]
        if not self._makes_compounds(first) or self.known.strength(rest) is Strength.NONE:
            return False
        return own < 2 or self.vocabulary.count(f"{first}-{rest}") > 0

    def _makes_compounds(self, piece: str) -> bool:
        return piece in self.known.bound or piece in self.known.prefixes

    def _suffices(self, pieces: Pieces, own: int, count: int) -> bool:
        if pieces.fragments == 0:
            return self._is_unlikely_pair(pieces, own)
        if pieces.fragments == len(pieces.parts):
            return own > 0 or count >= (_COMMON if len(pieces.word) < 5 else _KNOWN)
        if own == 0:
            return len(pieces.parts) == 2 and self._is_common(pieces, count)
        if len(pieces.parts) == 2 and 1 in map(len, pieces.parts):
            return self._is_cut_letter(pieces, own)
        return True

    def _is_common(self, pieces: Pieces, count: int) -> bool:
        """Judge a word and what is none, which only the lexicon has as one: `relati on`."""
        if pieces.parts[1] == "s" and pieces.strengths[0] is Strength.SOUND:
            return count >= _COMMON and not self._loses_apostrophes("s")
        scrap = len(pieces.word) >= _LONG and any(self._is_scrap(pieces, at) for at in (0, 1))
        if scrap and len(pieces.word) >= _VERY_LONG:
            return count >= _KNOWN
        return count >= _COMMON and (scrap or min(map(len, pieces.parts)) > 2)

    def _is_unlikely_pair(self, pieces: Pieces, own: int) -> bool:
        """Judge two words: unlikely side by side, and nowhere else so in the document."""
        if len(pieces.parts) != 2:
            return False
        first, second = pieces.parts
        capital = not first.islower()
        if own < 1 + capital or self.known.surprise(first.lower(), second) < self._wanted(pieces):
            return False
        return self.vocabulary.spaced(first, second) <= max(1, own // 10)

    def _wanted(self, pieces: Pieces) -> float:
        if pieces.parts[0].islower():
            if pieces.parts[1] in self.known.endings:
                return _ENDING_SURPRISE
            if Strength.WEAK in pieces.strengths:
                return _WEAK_PAIR_SURPRISE
        return _SOUND_PAIR_SURPRISE

    def _is_cut_letter(self, pieces: Pieces, own: int) -> bool:
        """Judge a word and a single letter: `risk s`, `t his`, `an d`; not `option d`, `s and`.

        Either the letter is a usual ending, or the document has the joined word often enough
        beside the shorter one.
        """
        first, second = pieces.parts
        if self._loses_apostrophes(second):
            return False
        if len(first) > 2 and second in _LAST_LETTERS:
            return True
        shorter = second if len(first) == 1 else first
        return own * 5 >= self.vocabulary.count(shorter)

    def _loses_apostrophes(self, letter: str) -> bool:
        """Tell whether `State s` may be `State’s`: a text without apostrophes that has many."""
        content = self.vocabulary.content
        if letter != "s" or "’" in content or "'" in content:
            return False
        return self.vocabulary.exact["s"] > 1

    def _evidence(self, pieces: Pieces, own: int) -> str:
        word = pieces.word
        known = f"“{word}” {own} times in the document" if own else f"“{word}” in the lexicon"
        if pieces.fragments:
            pairs = zip(pieces.parts, pieces.strengths, strict=True)
            fragments = [part for part, strength in pairs if strength is Strength.NONE]
            return f"{known}; no word: {', '.join(fragments)}"
        return f"{known}; 10^{self.known.surprise(*pieces.parts):.1f} times likelier than two words"


def find_split_words(vocabulary: Vocabulary) -> list[Edit]:
    """Return an edit for every blank that stands inside a word."""
    known = lexicon()
    judge = _Judge(vocabulary, known)
    candidates = list(dict.fromkeys(find_pieces(vocabulary, known)))
    judged = [(candidate, judge.why(candidate)) for candidate in candidates]
    found = [(candidate, why) for candidate, why in judged if why is not None]
    best = _best(found, candidates, known)
    return [edit for pieces, why in best for edit in _joins(pieces, why)]


def _best(
    found: Collection[tuple[Pieces, str]], rivals: Sequence[Pieces], known: Lexicon
) -> Iterator[tuple[Pieces, str]]:
    """Yield the readings that do not overlap, those that explain most fragments first.

    A reading with a rival that is as good, joined the other way, is left out: `the re forms`.
    """
    rivals = sorted(rivals, key=attrgetter("start"))
    starts = [pieces.start for pieces in rivals]
    taken: set[int] = set()
    for pieces, why in sorted(found, key=lambda item: (*item[0].rank, item[0].start)):
        places = range(pieces.start, pieces.end)
        if not taken.isdisjoint(places):
            continue
        low = bisect_left(starts, pieces.start - _FARTHEST)
        near = rivals[low : bisect_right(starts, pieces.end)]
        if not any(_is_rival(other, pieces, known) for other in near):
            taken.update(places)
            yield pieces, why


def _is_rival(other: Pieces, pieces: Pieces, known: Lexicon) -> bool:
    """Tell whether `other` crosses `pieces`, explains as many fragments, and is about as likely."""
    crosses = other.start < pieces.start < other.end < pieces.end or (
        pieces.start < other.start < pieces.end < other.end
    )
    if not crosses or other.fragments < pieces.fragments:
        return False
    return _likelihood(other, known) > _likelihood(pieces, known) - _CLEARLY


def _likelihood(pieces: Pieces, known: Lexicon) -> float:
    """Return log10 of the joined word's frequency by that of its parts that are words."""
    words = [
        known.count(part.lower())
        for part, strength in zip(pieces.parts, pieces.strengths, strict=True)
        if strength is not Strength.NONE
    ]
    return math.log10(known.count(pieces.word.lower()) + 1) - sum(map(math.log10, words))


def _joins(pieces: Pieces, why: str) -> Iterator[Edit]:
    at = pieces.start
    for part in pieces.parts[:-1]:
        at += len(part)
        yield Edit(at, at + 1, "", RULE, why)
        at += 1
