"""Find thousands of fixed names in a text in one pass over its words.

Names are compared by words: case, accents, apostrophes, hyphens and white space do not matter,
brackets, commas and full stops do. "the Lao People's Democratic Republic" and "LAO PEOPLE’S
DEMOCRATIC REPUBLIC" hold the same name; "Guinea. Bissau" holds no Guinea-Bissau.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, chain, repeat
from operator import add
from typing import Generic, NamedTuple, TypeVar, overload

T = TypeVar("T")

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}(?:[A-Z]\b)?|\bSte?\.|[^\W_]+(?:['’‘´`][^\W_]+)*|[^\w\s\-‐‑–'’‘´`]",
)
_MARKS = frozenset("'’‘´`")
_PAUSES = frozenset(",;:)")
_SAME = {"&": "and", "st.": "saint", "ste.": "sainte"}
_OTHER_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
    | dict.fromkeys("'’‘´`.", "")
)


class Word(NamedTuple):
    """A word or mark of a text: its folded form and where it stands.

    `upper`: it begins in upper case, behind an article if one is cut short ("l’Homme"); `owner`:
    it ends in an apostrophe and s.
    """

    fold: str
    start: int
    end: int
    upper: bool
    owner: bool


class Cut(NamedTuple):
    """A word or mark by itself, as `Word` has it, with its place between the blanks around it."""

    fold: str
    upper: bool
    owner: bool
    first: int
    last: int


class Words(Sequence[Word]):
    """The words and marks of a text, in order.

    `cuts` are the words by themselves, which is all that most questions are about; only who asks
    for a word has it made with its place in the text.
    """

    __slots__ = ("_begins", "_found", "_stretches", "cuts")

    def __init__(self, text: str) -> None:
        self._stretches = text.split(" ")
        self._found = list(map(_cut, self._stretches))
        self._begins: list[int] = []
        self.cuts = list(chain.from_iterable(self._found))

    def __len__(self) -> int:
        """Count the words."""
        return len(self.cuts)

    @overload
    def __getitem__(self, at: int) -> Word: ...
    @overload
    def __getitem__(self, at: slice) -> list[Word]: ...
    def __getitem__(self, at: int | slice) -> Word | list[Word]:
        """Give a word, or several, with their places in the text."""
        if isinstance(at, slice):
            return [self[i] for i in range(len(self.cuts))[at]]
        fold, upper, owner, first, last = self.cuts[at]
        begin = self._begin(at)
        return Word(fold, begin + first, begin + last, upper, owner)

    def start(self, at: int) -> int:
        """Give where a word begins."""
        return self._begin(at) + self.cuts[at].first

    def end(self, at: int) -> int:
        """Give where a word ends."""
        return self._begin(at) + self.cuts[at].last

    def _begin(self, at: int) -> int:
        """Give where the stretch begins in which a word stands."""
        if not self._begins:
            begins = accumulate(map(add, map(len, self._stretches), repeat(1)), initial=0)
            each = map(repeat, begins, map(len, self._found))
            self._begins = list(chain.from_iterable(each))
        return self._begins[at]


class Hit(NamedTuple, Generic[T]):
    """A name found: `text[start:end]`, without article or possessive ending.

    `first` and `after` say where it stands among the words.
    """

    start: int
    end: int
    value: T
    first: int
    after: int


@lru_cache(maxsize=65536)
def fold(token: str) -> str:
    """Give the form of a word in which spellings agree: lower case, no accents or apostrophes."""
    lower = token.casefold()
    if lower.isascii() and lower.isalnum():
        return lower
    if lower in _SAME:
        return _SAME[lower]
    bare = unicodedata.normalize("NFKD", lower.translate(_OTHER_LETTERS))
    return "".join(c for c in bare if not unicodedata.combining(c)) or lower


def _capital(token: str) -> bool:
    """Say whether a word begins in upper case, as "l’Homme" does behind its article."""
    return token[0].isupper() or (token[1:2] in _MARKS and token[2:3].isupper())


@lru_cache(maxsize=65536)
def _cut(stretch: str) -> tuple[Cut, ...]:
    """Cut what stands between two blanks."""
    if stretch.isalnum():
        return (Cut(fold(stretch), stretch[0].isupper(), False, 0, len(stretch)),)
    word, mark, end = stretch[:-1], stretch[-1:], len(stretch)
    if mark in _PAUSES and word.isalnum():
        return (*_cut(word), Cut(mark, False, False, end - 1, end))
    return tuple(
        Cut(fold(t := m.group()), _capital(t), t[-2:-1] in _MARKS, m.start(), m.end())
        for m in _TOKEN.finditer(stretch)
    )


def words(text: str) -> Words:
    """Cut a text into words and marks; blanks and hyphens stand between words."""
    return Words(text)


def key(name: str) -> str:
    """Give the form in which whole printed names agree: words alone, without leading article."""
    parts = [w for t in _TOKEN.findall(name) if (w := fold(t))[0].isalnum()]
    return " ".join(parts[1:] if parts[:1] == ["the"] and len(parts) > 1 else parts)


@dataclass(slots=True)
class _Node(Generic[T]):
    following: dict[str, _Node[T]] = field(default_factory=dict)
    value: T | None = None
    ends: bool = False
    lower: bool = False


class Phrases(Generic[T]):
    """A set of names, each with a value; `find` gives the longest at each place, left to right."""

    __slots__ = ("_root", "_small")

    def __init__(self) -> None:
        self._root: _Node[T] = _Node()
        self._small: set[str] = set()

    def add(self, name: str, value: T, *, lower: bool = False) -> None:
        """Add a name. One that is found in lower case too must say so, or begin so itself."""
        node = self._root
        parts = words(name)
        for word in parts:
            node = node.following.setdefault(word.fold, _Node())
        node.value = value
        node.ends = True
        node.lower = node.lower or lower or not parts[0].upper
        if node.lower:
            self._small.add(parts[0].fold)

    def find(self, parts: Words) -> Iterator[Hit[T]]:
        """Give the names among the words of a text: leftmost, then longest, never crossing."""
        cuts = parts.cuts
        free = 0
        for position in self._openings(cuts):
            found = self._longest(cuts, position) if position >= free else None
            if found is not None:
                free, short, node = found
                if node.value is not None:
                    end = parts.end(free - 1) - short
                    yield Hit(parts.start(position), end, node.value, position, free)

    def _openings(self, cuts: Sequence[Cut]) -> list[int]:
        """Give the places where a name may begin: few words do, and most of them in upper case."""
        first, small = self._root.following, self._small
        return [
            i
            for i, (fold, upper, owner, _, _) in enumerate(cuts)
            if owner or ((upper or fold in small) and fold in first)
        ]

    def _longest(self, cuts: Sequence[Cut], position: int) -> tuple[int, int, _Node[T]] | None:
        """Give the place behind the longest name, how many letters it is shorter, and its node."""
        first, node, best = cuts[position], self._root, None
        for at in range(position, len(cuts)):
            word = cuts[at]
            best = self._owner(node, word, first, at) or best
            step = node.following.get(word.fold)
            if step is None:
                break
            node = step
            if node.ends and (first.upper or node.lower):
                best = (at + 1, 0, node)
        return best

    @staticmethod
    def _owner(node: _Node[T], word: Cut, first: Cut, at: int) -> tuple[int, int, _Node[T]] | None:
        """Take "Colombia’s" for "Colombia"."""
        step = node.following.get(word.fold[:-1]) if word.owner else None
        if step is None or not step.ends or not (first.upper or step.lower):
            return None
        return at + 1, 2, step
