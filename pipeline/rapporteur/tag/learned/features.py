"""What the model sees of a word: form, edges, shape, and what the lexicons say of it."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from spacy.strings import get_string_id

from rapporteur.knowledge.countries import load_countries
from rapporteur.knowledge.names import load_names
from rapporteur.knowledge.phrases import fold
from rapporteur.knowledge.words import lexicon

WORDS = "words.txt"
COLUMNS = 6
"""How many features a word has."""
_TOKEN = re.compile(r"\w+(?:['’‘´`](?!s\b)\w+)*|['’]s\b|[^\w\s]")
_EDGE = 3
_SAME_SHAPE = 4
_ENDS = ("⊢", "⊣")


class Token(NamedTuple):
    """A word or mark and where it stands in its text."""

    text: str
    start: int
    end: int


def tokens(text: str, start: int, end: int) -> list[Token]:
    """Cut a stretch of a text into words and marks; where the text itself ends, a mark says so."""
    found = [Token(m.group(), *m.span()) for m in _TOKEN.finditer(text, start, end)]
    before, after = _ENDS
    head = [] if start else [Token(before, 0, 0)]
    tail = [] if end < len(text) else [Token(after, end, end)]
    return [*head, *found, *tail]


@lru_cache(maxsize=65536)
def features(token: str) -> tuple[int, ...]:
    """Give the features of a word as numbers that are the same everywhere."""
    lower = token.lower()
    columns = (lower, lower[:_EDGE], lower[-_EDGE:], _shape(token), _rarity(token), _class(token))
    return tuple(get_string_id(f"{i}:{column}") for i, column in enumerate(columns))


def _shape(token: str) -> str:
    shape = re.sub(r"\d", "0", re.sub(r"[^\W\d_]", _case, token))
    return re.sub(rf"(.)\1{{{_SAME_SHAPE},}}", lambda m: m.group(1) * _SAME_SHAPE, shape)


def _case(letter: re.Match[str]) -> str:
    return "A" if letter.group().isupper() else "a"


def _rarity(token: str) -> str:
    """Say how frequent a word is in English texts, in powers of ten, and how it is written.

    Here, and in small letters in reports: "Peter" never is.
    """
    if not token.isalpha():
        return ""
    written = token.lower() in written_small()
    return f"{_case_of(token)}{len(str(lexicon().count(token.lower())))}{written:d}"


def _case_of(token: str) -> str:
    if token.isupper():
        return "A" if len(token) > 1 else "I"
    return "a" if token.islower() else "Aa"


def _class(token: str) -> str:
    """Say which lexicons have a word: offices, words that no name has, States."""
    names = load_names()
    office = names.has_function(token) or token in names.roles
    state = token[:1].isupper() and load_countries().lookup(token) is not None
    small = token in names.small or token in names.particles
    return f"{office:d}{fold(token) in names.ordinary:d}{state:d}{small:d}"


@cache
def written_small() -> frozenset[str]:
    """Give the words that reports write in small letters, as far as training has seen them."""
    return frozenset(Path(__file__).with_name(WORDS).read_text(encoding="utf-8").split())
