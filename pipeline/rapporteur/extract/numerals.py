"""Numbers as UN documents spell them: "four", "sixty-two", "twenty-fourth", "3rd"."""

from __future__ import annotations

from rapporteur.knowledge.grammar import compile_pattern

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fifth": 5,
    "eighth": 8,
    "ninth": 9,
    "twelfth": 12,
}
_DIGITS = compile_pattern(r"(\d{1,4})(?:st|nd|rd|th)?")
_WORD = compile_pattern(r"[a-z]+")
_VALUES = (
    {word: value for value, word in enumerate(_UNITS)}
    | {f"{word}th": value for value, word in enumerate(_UNITS)}
    | {word: 20 + 10 * place for place, word in enumerate(_TENS)}
    | {f"{word[:-1]}ieth": 20 + 10 * place for place, word in enumerate(_TENS)}
    | _ORDINALS
)


def number_of(words: str) -> int | None:
    """Return the number that the words or digits say, cardinal or ordinal; None if they say none.

    "eleventh", "Twenty-fourth", "one hundred and second", "280th", "62", "four".
    """
    text = words.strip().lower()
    if digits := _DIGITS.fullmatch(text):
        return int(digits[1])
    total = 0
    parts = [part for part in _WORD.findall(text) if part != "and"]
    for part in parts:
        if part in {"hundred", "hundredth"}:
            total = max(total, 1) * 100
        elif part in _VALUES:
            total += _VALUES[part]
        else:
            return None
    return total if parts else None
