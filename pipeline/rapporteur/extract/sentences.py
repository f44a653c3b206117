"""Sentences of running text."""

from __future__ import annotations

from rapporteur.knowledge.grammar import compile_pattern

_END = compile_pattern(
    r"(?<!\b\p{Lu})(?<!\b(?:Mr|Ms|Mrs|Dr|St|No|Nos|Prof|art|arts|chap|sect|para|paras|vol|pp|Jr))"
    r"[.?!][”’\")\]]*\s+(?=[“‘\"(]?[\p{Lu}\d])"
)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; initials, titles and usual abbreviations end none."""
    found, start = [], 0
    for end in _END.finditer(text):
        found.append(text[start : end.end()].rstrip())
        start = end.end()
    return [*found, text[start:]] if start < len(text) else found
