"""Sentences of running text."""

from __future__ import annotations

from rapporteur.knowledge.grammar import Grammar


def sentences(text: str, grammar: Grammar) -> list[str]:
    """Return the sentences of a text; initials, titles and usual abbreviations end none."""
    found, start = [], 0
    for end in grammar.only("sentence_break").finditer(text):
        found.append(text[start : end.end()].rstrip())
        start = end.end()
    return [*found, text[start:]] if start < len(text) else found
