"""A document as its own dictionary: how often it writes a word, and how."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, cached_property
from itertools import pairwise
from typing import Literal

from rapporteur.knowledge.words import lexicon

_TOKEN = re.compile(r"\w+(?:-\w+)*")
_HEAD = re.compile(r"\w+")
_TAIL = re.compile(r"(?<!\w)\w+\Z")
_MARKS = '.,;:!?()[]“”‘’"'
_STRETCH = 80
_WINDOW = 120


@cache
def _any_of(words: Literal["usual", "foreign"]) -> re.Pattern[str]:
    """Return the pattern of the words that a passage in English has most, or one that is none."""
    return re.compile(rf"\b(?:{'|'.join(sorted(getattr(lexicon(), words)))})\b", re.IGNORECASE)


def _word(match: re.Match[str] | None) -> str:
    return match.group() if match else ""


class Vocabulary:
    """Counts of the words of one text; a hyphenated compound is one word, and has its pairs."""

    def __init__(self, content: str, counted: Vocabulary | None = None) -> None:
        """Read `content`; `counted` lends its counts, where the text has changed but little."""
        self.content = content
        self._counted = counted
        self._english: dict[int, bool] = {}

    @cached_property
    def exact(self) -> Counter[str]:
        """How often each word stands in the text, letter for letter."""
        if self._counted:
            return self._counted.exact
        counts: dict[str, int] = {}
        for chunk, times in Counter(self.content.split()).items():  # most stand there often
            bare = chunk.strip(_MARKS)
            for word in (bare,) if bare.isalnum() else _TOKEN.findall(bare):
                counts[word] = counts.get(word, 0) + times
        return Counter(counts)

    @cached_property
    def pairs(self) -> Counter[str]:
        """The pairs inside longer compounds: `state-of` and `of-the` of `state-of-the-art`."""
        if self._counted:
            return self._counted.pairs
        counts: Counter[str] = Counter()
        for word in [word for word in self.exact if word.count("-") > 1]:
            parts = word.lower().split("-")
            for pair in set(pairwise(parts)):
                counts["-".join(pair)] += self.exact[word]
        return counts

    def count(self, word: str) -> int:
        """Return how often the text has `word`, as given, in lower or upper case, or as a title."""
        lower = word.lower()
        forms = {word, lower, lower.upper(), lower.capitalize(), lower.title()}
        return sum(self.exact.get(form, 0) for form in forms) + self.pairs.get(lower, 0)

    def spaced(self, first: str, second: str) -> int:
        """Return how often the text has two words with one blank between, exactly so."""
        return self._neighbours[first, second]

    @cached_property
    def _neighbours(self) -> Counter[tuple[str, str]]:
        """How often each two words stand with one blank between; all are counted in one go."""
        chunks = self.content.split(" ")
        heads: dict[str, str] = {}
        tails: dict[str, str] = {}
        for chunk in set(chunks):  # most stand there often
            whole = chunk.isalnum()
            heads[chunk] = chunk if whole else _word(_HEAD.match(chunk))
            tails[chunk] = chunk if whole else _word(_TAIL.search(chunk))
        behind = map(heads.__getitem__, chunks[1:])
        return Counter(zip(map(tails.__getitem__, chunks), behind, strict=False))

    def is_english(self, at: int) -> bool:
        """Tell whether the neighbourhood of `at` has no more foreign than English words."""
        place = at // _STRETCH
        if place not in self._english:
            middle = place * _STRETCH
            around = self.content[max(0, middle - _WINDOW) : middle + _STRETCH + _WINDOW]
            foreign = len(_any_of("foreign").findall(around))
            english = len(_any_of("usual").findall(around))
            self._english[place] = foreign <= english
        return self._english[place]
