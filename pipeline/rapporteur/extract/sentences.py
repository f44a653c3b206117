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


def has_trace(text: str, of: str, grammar: Grammar) -> bool:
    """Say whether a text holds a word without which the rules on `of` need not be asked."""
    return any(trace in text for trace in grammar.lists[f"traces_of_{of}"])
