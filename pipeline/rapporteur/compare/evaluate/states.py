"""Read the State names of the gold as ISO 3166 codes.

Names come from the project's lexicon of States; words are compared as ASCII letters, so that names
whose accents the gold has lost still resolve. What does not resolve whole is no list of States.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache

from rapporteur.compare.evaluate.normal import Json
from rapporteur.knowledge.files import shipped_folder

_DROPPED = re.compile(r"[^\x00-\x7f]|['`.]")
_WORD = re.compile(r"[a-z]+")
_BRACKETED = re.compile(r"(.+?) \((?:the )?(.+?)\)")
# Words between two names of a list, or before a name.
_BETWEEN = frozenset({"and", "the"})

Words = tuple[str, ...]


def states_of(text: str) -> tuple[str, ...] | None:
    """Return the codes of the States that a printed list names, in order, once each.

    "Brazil; Chile", "Iran (Islamic Republic of), Peru", "Bosnia and Herzegovina and Peru".
    None if anything but names, "and" and "the" stands there, or nothing at all.
    """
    words = _words(text)
    found: dict[str, None] = {}
    at = 0
    while at < len(words):
        size, code = _longest(words, at)
        if size:
            found[code] = None
        elif words[at] not in _BETWEEN:
            return None
        at += size or 1
    return tuple(found) or None


def state_brackets(text: str) -> list[tuple[int, int, tuple[str, ...]]]:
    """Find the brackets that hold States and nothing else: start, end and codes of each.

    Brackets may nest ("(Iran (Islamic Republic of))"); the outermost that reads as States counts.
    """
    found: list[tuple[int, int, tuple[str, ...]]] = []
    for start, end in brackets(text):
        if found and start < found[-1][1]:
            continue
        if codes := states_of(text[start + 1 : end - 1]):
            found.append((start, end, codes))
    return found


def without_states(text: str) -> str:
    """Return the text without its brackets of States."""
    kept, at = [], 0
    for start, end, _ in state_brackets(text):
        kept.append(text[at:start])
        at = end
    return " ".join([*kept, text[at:]])


def brackets(text: str) -> list[tuple[int, int]]:
    """Return the spans of all balanced brackets, outer before inner."""
    found: list[tuple[int, int]] = []
    opened: list[int] = []
    for at, sign in enumerate(text):
        if sign == "(":
            opened.append(at)
        elif sign == ")" and opened:
            found.append((opened.pop(), at + 1))
    return sorted(found, key=lambda span: (span[0], -span[1]))


def _words(text: str) -> Words:
    return tuple(_WORD.findall(_DROPPED.sub("", text).lower()))


def _longest(words: Words, at: int) -> tuple[int, str]:
    names, longest = _names()
    for size in range(min(longest, len(words) - at), 0, -1):
        if code := names.get(words[at : at + size]):
            return size, code
    return 0, ""


@cache
def _names() -> tuple[dict[Words, str], int]:
    """Return every name as words with its code, and the length of the longest."""
    path = shipped_folder() / "lexicon" / "countries.toml"
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    names: dict[Words, str] = {}
    for code, entry in _entries(tables):
        for name in [entry["name"], *entry.get("also", ()), *entry.get("weak", ())]:
            for form in _forms(name):
                names.setdefault(_words(form), code)
    return names, max(map(len, names))


def _entries(tables: Json) -> Iterator[tuple[str, Json]]:
    """Yield all States, territories and observers of the lexicon."""
    for table in tables.values():
        for code, entry in table.items():
            if isinstance(entry, dict) and "name" in entry:
                yield code, entry


def _forms(name: str) -> Iterator[str]:
    """Yield a name, the same without accents, and for "A (B of)" also "B of A"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    for form in (name, plain):
        yield form
        if found := _BRACKETED.fullmatch(form):
            yield f"{found[2]} {found[1]}"
