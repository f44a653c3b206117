"""How texts are made comparable: little, always the same, and never by likeness.

`folded` is what every comparison with hand-made gold uses: Unicode NFKC, one form of each quotation
mark and dash, one space for white space. `letters` is for gold that its makers' software has
damaged: nothing but ASCII letters and digits, in lower case. Names (`name_key`) are compared
without case and without a leading "the".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

Json = Mapping[str, Any]

_SAME = str.maketrans(
    dict.fromkeys("‘’‚‛′`´ʼ", "'")
    | dict.fromkeys("“”„‟″«»", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("\u00ad\u200b\u200e\u200f\ufeff")
)
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_ACRONYM = re.compile(r"\s*\([^()]*\)$")


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """Fold NFKC, quotation marks, dashes and white space; all else stays, also case."""
    return " ".join(unicodedata.normalize("NFKC", text.translate(_SAME)).translate(_SAME).split())


@lru_cache(maxsize=65536)
def letters(text: str) -> str:
    """Keep ASCII letters and digits only, in lower case.

    Letters beyond ASCII fall out whole ("é" does not become "e"): the makers of the UPR gold lost
    them in several encodings, so that only what is left can be compared.
    """
    return _NOT_LETTERS.sub("", text.lower())


def name_key(name: str) -> str:
    """Fold a name without case, without a leading "the" and without a full stop at its end."""
    return folded(name).casefold().removeprefix("the ").rstrip(".;, ")


def organization_key(name: str) -> str:
    """Fold the name of an organization without the acronym in brackets after it."""
    return name_key(_ACRONYM.sub("", folded(name)))


def begins(text: str, start: str) -> bool:
    """Whether the text begins as the gold says, after folding."""
    return folded(text).startswith(folded(start))


def closes(text: str, end: str) -> bool:
    """Whether the text ends as the gold says, after folding."""
    return folded(text).endswith(folded(end))


def answers(gold: Json, key: str) -> list[Any]:
    """List what the gold accepts for a key: its value, then the values of `<key>_alt`."""
    return [gold.get(key), *as_list(gold.get(f"{key}_alt"))]


def borderline(gold: Json, key: str) -> list[str]:
    """List the names that the gold neither requires nor forbids."""
    return [name for name in as_list(gold.get(f"{key}_borderline")) if isinstance(name, str)]


def as_list(value: Any) -> list[Any]:
    """Give a list: nothing for None, the value alone for what is no list."""
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def shortened(text: str, limit: int = 90) -> str:
    """Cut a long text in the middle, for a list of slips."""
    if len(text) <= limit:
        return text
    half = (limit - 3) // 2
    return f"{text[:half]} … {text[-half:]}"


def first(values: Iterable[str]) -> str:
    """Return the first text that is not empty, else an empty one."""
    return next((value for value in values if value), "")
