"""How files that count their own lists print the numbers."""

from __future__ import annotations

from typing import Final

LARGEST: Final = 100_000
BULLET: Final = "•"
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def spelt(count: int, kind: str) -> str:
    """Return a number in a format of Word; formats of other scripts as digits."""
    if kind == "none" or not 0 <= count <= LARGEST:
        return "" if kind == "none" else str(count)
    if kind in ("lowerLetter", "upperLetter") and count:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter if kind == "lowerLetter" else letter.upper()
    if kind in ("lowerRoman", "upperRoman") and count < 4000:
        return roman(count) if kind == "lowerRoman" else roman(count).upper()
    return f"{count:02d}" if kind == "decimalZero" else str(count)


def roman(count: int) -> str:
    """Return a number in small roman numerals."""
    numeral = ""
    for worth, letters in _ROMAN:
        numeral += letters * (count // worth)
        count %= worth
    return numeral
