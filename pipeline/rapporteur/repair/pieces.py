"""Words that a tool has split with a blank: `dome stic`, `o f`, `Trafficki ng`, `risk s`.

Pieces are joined only if the joined word is known, from the document or the lexicon, and a piece
is no word of its own; two sound words only if apart they would be 30,000 times less likely than
joined and the document writes them apart nowhere else. Never across a capital, a digit, a mark or
a line, never in a passage that is not English: a wrong repair is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rapporteur.repair.vocabulary import Vocabulary
from rapporteur.text import Edit
from rapporteur.words import BOUND, Lexicon, Strength, lexicon

RULE: Final = "repair.split_word"
_WORD = re.compile(r"[A-Za-z]+")
_TOUCHING = re.compile(r"[\w'’/@.]")
_NEXT = re.compile(r" ([a-z]+)(?![\w'’/@_])")
_PREVIOUS = re.compile(r"(?<![\w'’/@_.])([A-Za-z][a-z]*) $")
_SHAPE = re.compile(r"[A-Za-z][a-z]*")
_HYPHEN = re.compile(r" ?-")
_REACH: Final = 3
_LONGEST: Final = 24
_OFTEN: Final = 20
_OFTEN_AS_NAME: Final = 4

# Second pieces that are words, yet far oftener the end of one.
_ENDINGS: Final = frozenset("fully less able ally hood ship ward wise".split())
_ENDING_SURPRISE: Final = 3.0
_SOUND_PAIR_SURPRISE: Final = 4.5

# What a single letter may be cut from where the other piece is a word: "risk s", "give n".
_LAST_LETTERS: Final = frozenset("sdnry")
_COMMON: Final = 1_000_000
_KNOWN: Final = 100_000


@dataclass(frozen=True, slots=True)
class Pieces:
    """Neighbouring pieces `[start, end)` of what may be one word, with one blank between them."""

    start: int
    end: int
    parts: tuple[str, ...]
    strengths: tuple[Strength, ...]

    @property
    def word(self) -> str:
        return "".join(self.parts)

    @property
    def fragments(self) -> int:
        """How many pieces are no words."""
        return self.strengths.count(Strength.NONE)


@dataclass(frozen=True, slots=True)
class _Judge:
    """Decides about pieces with one document and the lexicon in hand."""

    vocabulary: Vocabulary
    known: Lexicon

    def why(self, pieces: Pieces) -> str | None:
        """Return the evidence that the pieces are one word, None if it does not suffice."""
        word = pieces.word
        own, count = self.vocabulary.count(word), self.known.count(word.lower())
        if len(word) > _LONGEST or not self._is_known(pieces, own, count):
            return None
        if not pieces.parts[0].islower() and not self._is_name_known(pieces, count):
            return None
        if self._is_bound(pieces, own) or not self._suffices(pieces, own, count):
            return None
        if not self.vocabulary.is_english(pieces.start, pieces.end):
            return None
        return self._evidence(pieces, own)

    def _is_known(self, pieces: Pieces, own: int, count: int) -> bool:
        """A word of up to three letters must be a sound one; others known here or in the list."""
        if len(pieces.word) <= 3:
            return self.known.strength(pieces.word.lower()) is Strength.SOUND
        return count >= _KNOWN or (own > 0 and (count > 0 or own > 1))

    def _is_name_known(self, pieces: Pieces, count: int) -> bool:
        """After a capital the next word may be a name: the document must have it, or a long word."""
        if self.vocabulary.exact[pieces.word] > 0:
            return True
        only_fragments = pieces.fragments == len(pieces.parts)
        return only_fragments and len(pieces.word) >= 6 and count >= _COMMON

    def _is_bound(self, pieces: Pieces, own: int) -> bool:
        """Tell whether a piece may belong to a compound: `the re-election`, `socio economic`."""
        first, last = pieces.parts[0].lower(), pieces.parts[-1]
        if _HYPHEN.match(self.vocabulary.content, pieces.end) and (
            len(last) == 1 or last in BOUND or last in self.known.prefixes
        ):
            return True
        if first not in BOUND and first not in self.known.prefixes:
            return False
        compound = f"{first}-{pieces.word[len(first) :]}"
        return own < 2 or self.vocabulary.count(compound) > 0

    def _suffices(self, pieces: Pieces, own: int, count: int) -> bool:
        if pieces.fragments == 0:
            return self._is_unlikely_pair(pieces, own)
        if pieces.fragments == len(pieces.parts):
            return own > 0 or count >= (_COMMON if len(pieces.word) < 5 else _KNOWN)
        if len(pieces.parts) == 2 and 1 in map(len, pieces.parts):
            return self._is_cut_letter(pieces, own, count)
        return own > 0 or count >= _COMMON

    def _is_unlikely_pair(self, pieces: Pieces, own: int) -> bool:
        if len(pieces.parts) != 2 or not pieces.parts[0].islower():
            return False
        first, second = pieces.parts
        wanted = _ENDING_SURPRISE if second in _ENDINGS else _SOUND_PAIR_SURPRISE
        if own == 0 or self.known.surprise(first, second) < wanted:
            return False
        return self.vocabulary.spaced(pieces.parts) == 1

    def _is_cut_letter(self, pieces: Pieces, own: int, count: int) -> bool:
        """Judge a word and a single letter: `risk s`, `t his`, `a nd`; not `option d`, `s and`."""
        first, second = pieces.parts
        if own == 0:
            return False
        if len(second) == 1:
            return second in _LAST_LETTERS and len(first) > 2 and not self._loses_apostrophes(second)
        if len(first) == 1 and pieces.strengths[0] is Strength.NONE:
            return count >= self.known.count(second)
        return True

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
    found: dict[tuple[int, int], tuple[Pieces, str]] = {}
    for candidate in _candidates(vocabulary, known):
        place = candidate.start, candidate.end
        if place not in found and (why := judge.why(candidate)) is not None:
            found[place] = candidate, why
    return [edit for pieces, why in _best(found.values()) for edit in _joins(pieces, why)]


def _best(found: Iterator[tuple[Pieces, str]]) -> Iterator[tuple[Pieces, str]]:
    """Yield the readings that do not overlap, those that explain most fragments first."""
    taken: list[tuple[int, int]] = []
    for pieces, why in sorted(
        found, key=lambda item: (-item[0].fragments, len(item[0].parts), item[0].start)
    ):
        if all(pieces.end <= start or end <= pieces.start for start, end in taken):
            taken.append((pieces.start, pieces.end))
            yield pieces, why


def _joins(pieces: Pieces, why: str) -> Iterator[Edit]:
    at = pieces.start
    for part in pieces.parts[:-1]:
        at += len(part)
        yield Edit(at, at + 1, "", RULE, why)
        at += 1


def _candidates(vocabulary: Vocabulary, known: Lexicon) -> Iterator[Pieces]:
    """Yield every reading of up to four pieces that has a suspicious one."""
    unsure = vocabulary.exact.keys() - known.sound | _ENDINGS
    suspicious = {
        word
        for word in unsure
        if _SHAPE.fullmatch(word)
        and _is_unsure(word, known)
        and not _is_at_home(word, vocabulary.exact[word])
    }
    if not suspicious:
        return
    content = vocabulary.content
    for match in _WORD.finditer(content):
        if match[0] in suspicious:
            for words in _rows(content, *match.span()):
                parts = tuple(content[start:end] for start, end in words)
                if _may_be_known("".join(parts), vocabulary, known):
                    yield _pieces(words, parts, known)


def _is_unsure(word: str, known: Lexicon) -> bool:
    return word in _ENDINGS or word.lower() not in known.sound


def _is_at_home(word: str, count: int) -> bool:
    """Tell whether the document uses a longer word so often that it cannot be a fragment."""
    return len(word) > 3 and count > (_OFTEN if word.islower() else _OFTEN_AS_NAME)


def _may_be_known(word: str, vocabulary: Vocabulary, known: Lexicon) -> bool:
    return word in vocabulary.exact or word.lower() in known.counts


def _rows(content: str, start: int, end: int) -> Iterator[list[tuple[int, int]]]:
    """Yield the rows of two to four words with one blank between that hold `[start, end)`."""
    left, right = list(_left(content, start)), list(_right(content, end))
    if not (left or right) or _touches(content, start, end, bool(left)):
        return
    words = [*reversed(left), (start, end), *right]
    here = len(left)
    for first in range(here + 1):
        for last in range(max(here, first + 1), min(len(words), first + _REACH + 1)):
            yield words[first : last + 1]


def _touches(content: str, start: int, end: int, led: bool) -> bool:
    """Tell whether a letter, apostrophe, slash or the like stands at the piece itself."""
    before = not led and start > 0 and _TOUCHING.match(content, start - 1)
    behind = _TOUCHING.match(content, end)
    return bool(before or (behind and content[end] != "."))


def _pieces(words: list[tuple[int, int]], parts: tuple[str, ...], known: Lexicon) -> Pieces:
    strengths = tuple(known.strength(part.lower()) for part in parts)
    return Pieces(words[0][0], words[-1][1], parts, strengths)


def _left(content: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield the words before `start`, nearest first; a capital ends the row."""
    for _ in range(_REACH):
        if not content[start:start + 1].islower():
            return
        match = _PREVIOUS.search(content, max(0, start - _LONGEST - 2), start)
        if match is None:
            return
        yield match.span(1)
        start = match.start(1)


def _right(content: str, end: int) -> Iterator[tuple[int, int]]:
    """Yield the words behind `end`, nearest first."""
    for _ in range(_REACH):
        match = _NEXT.match(content, end)
        if match is None:
            return
        yield match.span(1)
        end = match.end()
