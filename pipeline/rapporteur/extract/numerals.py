"""Numbers as documents spell them: "four", "sixty-two", "twenty-fourth", "3rd"."""

from __future__ import annotations

from rapporteur.knowledge.grammar import Grammar, compile_pattern

_WORD = compile_pattern(r"\p{L}+")
_HUNDRED = 100


def number_of(words: str, grammar: Grammar) -> int | None:
    """Return the number that the words or digits say, cardinal or ordinal; None if they say none.

    "eleventh", "Twenty-fourth", "one hundred and second", "280th", "62", "four".
    """
    text = words.strip().lower()
    if digits := grammar.match("digits", text):
        return int(digits[1]["number"])
    values, joints = grammar.tables["numerals"], grammar.lists["numeral_joints"]
    total = 0
    parts = [part for part in _WORD.findall(text) if part not in joints]
    for part in parts:
        if part not in values:
            return None
        value = int(values[part])
        total = max(total, 1) * value if value == _HUNDRED else total + value
    return total if parts else None
