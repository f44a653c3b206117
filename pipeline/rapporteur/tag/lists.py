"""Take apart lists of organizations: who attended, who spoke."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapporteur.knowledge.grammar import language
from rapporteur.knowledge.lists import Range, marks

_MOST_WORDS = 16


def listed(text: str, held: Sequence[Range]) -> Iterator[Range]:
    """Give the members of lists that the text introduces as lists of organizations.

    Surface forms: "The following … organizations were represented: A, B of C and D.";
    "observers for A, B and C made statements". Commas and "and" inside `held` (names that are
    known, with their places) part nothing; with semicolons only these part. What begins in lower
    case belongs to the member before it. Members may be States or people: the caller tells.
    """
    ends = language().only("list_of_bodies_end")
    for rule in language().role("list_of_bodies"):
        for m in rule.finditer(text):
            end = ends.search(text, m.end())
            yield from members(text, m.end(), end.start() if end else len(text), held)


def members(text: str, start: int, end: int, held: Sequence[Range]) -> Iterator[Range]:
    """Give the members of the list that stands between `start` and `end`."""
    found = marks(text, language().only("member_mark"), sorted(held), start, end)
    cuts = [mark.span() for mark in found]
    if any(text[a] == ";" for a, _ in cuts):
        cuts = [(a, b) for a, b in cuts if text[a] == ";"]
    at = start
    for a, b in [*cuts, (end, end)]:
        if a < end and not text[b : b + 1].isupper():
            continue
        trimmed = text[at:a].rstrip(" .,;")
        if trimmed and len(trimmed.split()) <= _MOST_WORDS:
            yield at, at + len(trimmed)
        at = b
