"""How files that count their own lists print the numbers."""

from __future__ import annotations

from typing import Final

from rapporteur.knowledge.numerals import roman

LARGEST: Final = 100_000
BULLET: Final = "•"


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
