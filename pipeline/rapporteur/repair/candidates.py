"""Where a word may have been split: neighbouring pieces, one of them suspicious."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from rapporteur.knowledge.words import Lexicon, Strength
from rapporteur.repair.vocabulary import Vocabulary

LONGEST: Final = 24
_MARKS: Final = '.,;:!?()[]“”‘"-'
_TOUCHING = re.compile(r"[\w'’/@.]")
_NEXT = re.compile(r" ([a-z]+)(?![\w'’/@_])")
_PREVIOUS = re.compile(r"(?<![\w'’/@_.])([A-Za-z][a-z]*) $")
_SHAPE = re.compile(r"[A-Za-z][a-z]*")
_REACH: Final = 3
_OFTEN: Final = 20
_OFTEN_AS_NAME: Final = 4
_MOST_UNKNOWN: Final = 0.05
_FEW_UNKNOWN: Final = 30


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

    @property
    def rank(self) -> tuple[int, int, int]:
        """Less is better: most fragments, then most weak words, then fewest pieces explained."""
        return -self.fragments, -self.strengths.count(Strength.WEAK), len(self.parts)


def find_pieces(vocabulary: Vocabulary, known: Lexicon) -> Iterator[Pieces]:
    """Yield every reading of up to four pieces that has a suspicious one."""
    unsure = vocabulary.exact.keys() - known.sound | known.endings
    suspicious = {
        word
        for word in unsure
        if _SHAPE.fullmatch(word)
        and _is_unsure(word, known)
        and not _is_at_home(word, vocabulary.exact[word])
    }
    if not suspicious or _is_noise(unsure, vocabulary):
        return
    for start, end in _places(vocabulary.content, suspicious):
        for words in _rows(vocabulary.content, start, end):
            parts = tuple(vocabulary.content[low:high] for low, high in words)
            if _may_be_known("".join(parts), vocabulary, known):
                yield _pieces(words, parts, known)


def _places(content: str, words: set[str]) -> Iterator[tuple[int, int]]:
    """Yield where one of `words` stands, without the marks beside it, between white space.

    Splitting a text and looking strings up is four times as fast as matching its words; and of
    what stands between blanks most stands there often.
    """
    chunks = content.replace("\n", " ").replace("\f", " ").split(" ")
    bare = ((chunk, chunk.strip(_MARKS)) for chunk in set(chunks))
    wanted = {chunk: word for chunk, word in bare if word in words}
    ends = list(accumulate(map(len, chunks))) if wanted else []
    for index in [at for at, chunk in enumerate(chunks) if chunk in wanted]:
        chunk = chunks[index]
        word = wanted[chunk]
        start = ends[index] + index - len(chunk) + chunk.index(word)
        yield start, start + len(word)


def _is_noise(unsure: Collection[str], vocabulary: Vocabulary) -> bool:
    """Tell whether too many words are unknown to trust any: another language, a bad OCR layer."""
    long = sum(vocabulary.exact[word] for word in unsure if len(word) > 3 and word.islower())
    return long > max(_FEW_UNKNOWN, _MOST_UNKNOWN * vocabulary.exact.total())


def _is_unsure(word: str, known: Lexicon) -> bool:
    return word in known.endings or word.lower() not in known.sound


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
        if not content[start : start + 1].islower():
            return
        match = _PREVIOUS.search(content, max(0, start - LONGEST - 2), start)
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
