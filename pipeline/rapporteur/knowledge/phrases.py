"""Find thousands of fixed names in a text in one pass over its words.

Names are compared by words: case, accents, apostrophes, hyphens and white space do not matter,
brackets, commas and full stops do. "the Lao People's Democratic Republic" and "LAO PEOPLE’S
DEMOCRATIC REPUBLIC" hold the same name; "Guinea. Bissau" holds no Guinea-Bissau.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}(?:[A-Z]\b)?|\bSte?\.|[^\W_]+(?:['’‘´`][^\W_]+)*|[^\w\s\-‐‑–'’‘´`]",
)
_MARKS = frozenset("'’‘´`")
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
def _cut(token: str) -> tuple[tuple[str, int, int, bool, bool], ...]:
    return tuple(
        (fold(t := m.group()), m.start(), m.end(), _capital(t), t[-2:-1] in _MARKS)
        for m in _TOKEN.finditer(token)
    )


def words(text: str) -> list[Word]:
    """Cut a text into words and marks; blanks and hyphens stand between words."""
    found = []
    make = tuple.__new__  # twice as fast as Word(…), and this is where the time goes
    at = 0
    for token in text.split(" "):
        for folded, start, end, upper, owner in _cut(token):
            found.append(make(Word, (folded, at + start, at + end, upper, owner)))
        at += len(token) + 1
    return found


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

    __slots__ = ("_root",)

    def __init__(self) -> None:
        self._root: _Node[T] = _Node()

    def add(self, name: str, value: T, *, lower: bool = False) -> None:
        """Add a name. One that is found in lower case too must say so, or begin so itself."""
        node = self._root
        parts = words(name)
        for word in parts:
            node = node.following.setdefault(word.fold, _Node())
        node.value = value
        node.ends = True
        node.lower = node.lower or lower or not parts[0].upper

    def find(self, parts: list[Word]) -> Iterator[Hit[T]]:
        """Give the names among the words of a text: leftmost, then longest, never crossing."""
        following = self._root.following
        free = 0
        for position, word in enumerate(parts):
            if position < free or not (word[0] in following or word[4]):
                continue
            found = self._longest(parts, position)
            if found is not None:
                free, end, node = found
                if node.value is not None:
                    yield Hit(word.start, end, node.value, position, free)

    def _longest(self, parts: list[Word], position: int) -> tuple[int, int, _Node[T]] | None:
        first, node, best = parts[position], self._root, None
        for at in range(position, len(parts)):
            word = parts[at]
            best = self._owner(node, word, first, at) or best
            step = node.following.get(word.fold)
            if step is None:
                break
            node = step
            if node.ends and (first.upper or node.lower):
                best = (at + 1, word.end, node)
        return best

    @staticmethod
    def _owner(
        node: _Node[T], word: Word, first: Word, at: int
    ) -> tuple[int, int, _Node[T]] | None:
        """Take "Colombia’s" for "Colombia"."""
        step = node.following.get(word.fold[:-1]) if word.owner else None
        if step is None or not step.ends or not (first.upper or step.lower):
            return None
        return at + 1, word.end - 2, step
