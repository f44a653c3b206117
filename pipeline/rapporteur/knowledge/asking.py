"""The rules of one role, each tried only where it can match.

A rule says how its matches begin (`Rule.openings`) and what they hold (`Rule.traces`); a text
says with what its words begin. Where these have nothing in common no pattern is tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property, lru_cache
from itertools import accumulate
from typing import NamedTuple

from rapporteur.knowledge.openings import ENDS, LONGEST, Openings
from rapporteur.knowledge.patterns import Match, compile_pattern
from rapporteur.knowledge.rules import Rule
from rapporteur.knowledge.traces import Traces

_REMEMBERED = 4096
_TEXTS = 32
_TOKENS = 65536
_SIGNS = 16384
_FEW = 4
"""So many rules are sooner asked one by one."""
_ODD = "ſKİ"
"""Letters that are s, k and i where case does not matter."""
_WORD = re.compile(rf"([A-Za-z0-9_{_ODD}]{{1,{LONGEST}}})[A-Za-z0-9_{_ODD}]*")
_Try = Callable[[str], Match | None]
_MARK = re.compile(r"\[[!-,./:-@]+\]|\\?[!-/:-@]")
"""Written in a pattern, what matches one of a few marks."""
_ODD_LETTER = re.compile(f"[{_ODD}]")


class Begun(NamedTuple):
    """The first letters of each word of a text, and "" behind the last; where the words begin."""

    words: list[str]
    starts: list[int]


class _Words:
    """The places of rules in their role by a word: whole or long ones, or how it begins."""

    def __init__(self) -> None:
        self._exact: dict[str, list[int]] = {}
        self._short: dict[str, list[int]] = {}
        self.of = lru_cache(maxsize=_REMEMBERED)(self._of)

    def add(self, word: str, place: int) -> None:
        whole = word.removesuffix(ENDS)
        index = self._exact if word != whole or len(word) == LONGEST else self._short
        index.setdefault(whole, []).append(place)

    def _of(self, word: str) -> tuple[int, ...]:
        """Return the rules that go with a word; its first letters suffice."""
        found = [*self._exact.get(word, ())]
        for length in range(len(word)):
            found += self._short.get(word[: length + 1], ())
        return tuple(dict.fromkeys(found))


class _Index:
    """The places of rules in their role by the word with which they begin, and the next."""

    def __init__(self) -> None:
        self._alone = _Words()
        self._before: dict[str, _Words] = {}
        self.of = lru_cache(maxsize=_TOKENS)(self._of)

    def add(self, words: Iterable[tuple[str, str]], place: int) -> None:
        for word, behind in words:
            if behind:
                before = self._before.setdefault(word.removesuffix(ENDS), _Words())
                before.add(behind, place)
            else:
                self._alone.add(word, place)

    def _of(self, word: str) -> tuple[tuple[int, ...], _Words | None] | None:
        """Return the rules that may begin with a word, and what the next word says of others.

        None if there are no such rules.
        """
        places, before = self._alone.of(word), self._before.get(word)
        return (places, before) if places or before else None

    def within(self, begun: Begun) -> dict[int, list[int]]:
        """Return the rules that may match in a text, each with where it may begin, in order."""
        found: dict[int, list[int]] = {}
        for at, told in enumerate(map(self.of, begun.words)):
            if told is None:
                continue
            places, before = told
            behind = before.of(begun.words[at + 1]) if before is not None else ()
            for place in {*places, *behind} if behind else places:
                found.setdefault(place, []).append(begun.starts[at])
        return found


class Role:
    """The rules of one role, in order."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        self._starting = lru_cache(maxsize=_REMEMBERED)(self._that_start)

    def starting(self, text: str) -> tuple[tuple[Rule, _Try], ...]:
        """Return the rules that may match at the start of `text`, each with what tries it.

        No other rule can.
        """
        if self._unsure is not None:
            return self._unsure
        word = _WORD.match(text) if self._many else None
        return self._starting(word[1] if word else text[:1])

    @cached_property
    def _many(self) -> bool:
        return len(self.rules) > _FEW

    @cached_property
    def _unsure(self) -> tuple[tuple[Rule, _Try], ...] | None:
        """All rules, if they are few and nobody knows how their matches begin."""
        if self._many or any(rule.openings.first for rule in self.rules):
            return None
        return tuple((rule, rule.pattern.match) for rule in self.rules)

    def search(self, text: str) -> Iterator[tuple[Rule, Match]]:
        """Yield the rules that match anywhere in `text`, each with its first match."""
        for rule, starts in self.likely(text):
            match = rule.pattern.match
            if starts is None:
                found = rule.pattern.search(text)
            else:
                found = next((m for start in starts if (m := match(text, start))), None)
            if found:
                yield rule, found

    def find(self, text: str) -> Iterator[tuple[Rule, Match]]:
        """Yield every match of every rule in `text`, rule by rule."""
        for rule, starts in self.likely(text):
            if starts is None:
                for found in rule.pattern.finditer(text):
                    yield rule, found
                continue
            end = 0
            for start in starts:
                if start >= end and (match := rule.pattern.match(text, start)):
                    yield rule, match
                    end = match.end()

    def may_be_in(self, text: str) -> bool:
        """Say whether a rule may match in `text`; quick, and no only if none can."""
        folded = text.casefold() if self._folds else ""
        return any(traces.may_be_in(text, folded) for traces in self._traces)

    def likely(self, text: str) -> Iterator[tuple[Rule, Sequence[int] | None]]:
        """Yield the rules that may match in `text`, each with where it may begin.

        None stands for anywhere. No other rule can match.
        """
        folded = text.casefold() if self._folds else ""
        found: dict[int, Sequence[int] | None] = {}
        for place, traces, seek in self._others:
            if traces.may_be_in(text, folded):
                found[place] = seek and _starts(seek, text)
        for folds, index in self._worded.items():
            if (begun := _begun(text, folds)) is None:
                found.update(dict.fromkeys(self._bounded))
            else:
                found.update(index.within(begun))
        for place in sorted(found):
            yield self.rules[place], found[place]

    def _that_start(self, word: str) -> tuple[tuple[Rule, _Try], ...]:
        may = _may_start if self._many else _may_begin
        likely = (rule for rule in self.rules if may(rule, word))
        return tuple((rule, rule.pattern.match) for rule in likely)

    @cached_property
    def _traces(self) -> list[Traces]:
        return [rule.traces for rule in self.rules]

    @cached_property
    def _folds(self) -> bool:
        return any(traces.folded for _, traces, _ in self._others)

    @cached_property
    def _bounded(self) -> list[int]:
        """The rules that begin with known words; none where they are few."""
        if not self._many:
            return []
        told = [rule.openings for rule in self.rules]
        return [place for place, one in enumerate(told) if one.bounded and one.words is not None]

    @cached_property
    def _others(self) -> list[tuple[int, Traces, re.Pattern[str] | None]]:
        """The other rules, with what they hold, and what finds where they begin."""
        bounded = set(self._bounded)
        others = ((place, rule) for place, rule in enumerate(self.rules) if place not in bounded)
        return [(place, rule.traces, _seek(rule.openings)) for place, rule in others]

    @cached_property
    def _worded(self) -> dict[bool, _Index]:
        """The rules that begin with known words, by whether case does not matter."""
        found: dict[bool, _Index] = {}
        for place in self._bounded:
            told = self.rules[place].openings
            found.setdefault(told.folded, _Index()).add(told.words or (), place)
        return found


def _seek(told: Openings) -> re.Pattern[str] | None:
    """Return what finds where a rule may begin, if that is at one of a few marks or words."""
    if told.first is not None and all(map(_MARK.fullmatch, told.first)):
        return re.compile("|".join(sorted(told.first)))
    words = sorted({word.removesuffix(ENDS) for word, _ in told.words or ()})
    if not told.bounded or not 0 < len(words) <= _FEW:
        return None
    flags = re.ASCII | re.IGNORECASE if told.folded else re.ASCII
    return re.compile(rf"\b(?:{'|'.join(words)})", flags)


def _starts(seek: re.Pattern[str], text: str) -> list[int] | None:
    if not text.isascii() and _ODD_LETTER.search(text):
        return None
    return [match.start() for match in seek.finditer(text)]


def _may_start(rule: Rule, word: str) -> bool:
    """Say whether a rule may match where a text begins with a word, or another sign."""
    told = rule.openings
    if told.words is None or _ODD_LETTER.search(word):
        return _may_begin(rule, word[:1])
    return _is_begun(told, word.lower() if told.folded else word)


def _may_begin(rule: Rule, sign: str) -> bool:
    """Say whether a rule may match where a text begins with a sign."""
    first = rule.openings.first
    return first is None or _matches(first, rule.data.flags, sign)


def _is_begun(told: Openings, word: str) -> bool:
    words = _first_of(told.words or frozenset())
    return word + ENDS in words or any(word[:length] in words for length in range(1, LONGEST + 1))


@cache
def _first_of(words: frozenset[tuple[str, str]]) -> frozenset[str]:
    return frozenset(first for first, _ in words)


@lru_cache(maxsize=_SIGNS)
def _matches(first: frozenset[str], flags: str, sign: str) -> bool:
    return any(compile_pattern(one, flags).match(sign) for one in first)


@lru_cache(maxsize=_TEXTS)
def _begun(text: str, folded: bool) -> Begun | None:
    """Return with what the words of a text begin; None if that is not sure."""
    if not text.isascii() and _ODD_LETTER.search(text):
        return None
    stretches = (text.lower() if folded else text).split(" ")
    found = list(map(_words, stretches))
    begins = accumulate(map(len, stretches), _behind_blank, initial=0)
    words = [word for cut in found for word, _ in cut]
    starts = [begin + at for begin, cut in zip(begins, found, strict=False) for _, at in cut]
    return Begun([*words, ""], starts)


def _behind_blank(begin: int, length: int) -> int:
    return begin + length + 1


@lru_cache(maxsize=_TOKENS)
def _words(token: str) -> tuple[tuple[str, int], ...]:
    return tuple((match[1], match.start()) for match in _WORD.finditer(token))
