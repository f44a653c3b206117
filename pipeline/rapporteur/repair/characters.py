"""Code points that a tool or an encoding put in the place of the printed sign.

Every class is one rule. A sign that no rule knows stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from rapporteur.knowledge.grammar import language
from rapporteur.repair.vocabulary import Vocabulary
from rapporteur.text import Edit

_LIGATURES: Final = {
    sign: unicodedata.normalize("NFKC", sign).replace("ſ", "s") for sign in "ﬀﬁﬂﬃﬄﬅﬆ"
}
_SPACES: Final = dict.fromkeys(
    "\u00a0\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))), " "
)
_INVISIBLE: Final = dict.fromkeys(
    "\u200b\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e"
    + "".join(chr(code) for code in (*range(2), *range(3, 9), *range(0x0E, 0x20), 0x7F)),
    "",
)
_HYPHENS: Final = dict.fromkeys("\u2010\u2011\ufe63\uff0d", "-")
_BULLETS: Final = dict.fromkeys("\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc\uf076\uf06e\uf071", "•")
_SYMBOL_FONT: Final = {chr(0xF000 + code): chr(code) for code in range(0x20, 0x40)}


def _windows_1252() -> dict[str, str]:
    signs = {}
    for code in range(0x80, 0xA0):
        decoded = bytes([code]).decode("cp1252", errors="ignore")
        if decoded:
            signs[chr(code)] = decoded
    return signs


_C1_SIGNS: Final = _windows_1252()


def _by(rule: str, table: dict[str, str]) -> dict[str, tuple[str, str]]:
    return {sign: (replacement, rule) for sign, replacement in table.items()}


_SINGLE: Final = (
    _by("repair.ligature", _LIGATURES)
    | _by("repair.space_sign", _SPACES)
    | _by("repair.invisible", _INVISIBLE)
    | _by("repair.hyphen_sign", _HYPHENS)
    | _by("repair.private_use", _SYMBOL_FONT | _BULLETS)
    | _by("repair.c1_sign", _C1_SIGNS)
)
_ODD = re.compile("[" + re.escape("".join(_SINGLE)) + "]")

# UTF-8 read as Windows-1252: the sign's bytes seen as two or three Latin letters. Only signs that
# UN documents in English, French and Spanish print, so that no sound text can hold a key.
_MISREAD_SIGNS: Final = "‘’“”–—…•àáâãçèéêëíîïñóôõöøúûüÀÁÂÇÈÉÊÍÑÓÔÖÚÜ"


def _misread() -> dict[str, str]:
    """Map what a sign looks like when its bytes are read by Windows-1252 or Latin-1 to the sign."""
    latin = {sign.encode().decode("latin-1"): sign for sign in _MISREAD_SIGNS}
    windows = {"".join(_C1_SIGNS.get(char, char) for char in key): latin[key] for key in latin}
    return latin | windows


_MISREAD: Final = _misread()
_MOJIBAKE = re.compile("|".join(map(re.escape, sorted(_MISREAD, key=len, reverse=True))))
_MISREAD_WHY: Final = "UTF-8 read as Windows-1252"
_SOFT_HYPHEN = re.compile(r"([^\W\d_]*)\u00ad(?![ \t]*[\n\f])(?=([^\W\d_]*))")


def find_odd_characters(vocabulary: Vocabulary) -> list[Edit]:
    """Return an edit for every misread sign."""
    content = vocabulary.content
    edits = [*_mojibake(content)] if "â" in content or "Ã" in content else []
    taken = {position for edit in edits for position in range(edit.start, edit.end)}
    if _ODD.search(content):
        edits += [edit for edit in _single(content) if edit.start not in taken]
    if any(sign in content for sign in "´`′‟"):
        edits += _apostrophes(content)
    if "\u00ad" in content:
        edits += _soft(vocabulary)
    return edits


def _mojibake(content: str) -> Iterator[Edit]:
    for match in _MOJIBAKE.finditer(content):
        sign = _MISREAD[match.group()]
        yield Edit(match.start(), match.end(), sign, "repair.mojibake", _MISREAD_WHY)


def _single(content: str) -> Iterator[Edit]:
    for match in _ODD.finditer(content):
        replacement, rule = _SINGLE[match.group()]
        code = f"U+{ord(match.group()):04X}"
        yield Edit(match.start(), match.end(), replacement, rule, code)


def _apostrophes(content: str) -> Iterator[Edit]:
    for match in language().only("misread_apostrophe").finditer(content):
        code = f"U+{ord(match.group()):04X} in the place of an apostrophe"
        yield Edit(match.start(), match.end(), "’", "repair.apostrophe", code)


def _soft(vocabulary: Vocabulary) -> Iterator[Edit]:
    """Drop soft hyphens inside a line, unless the document prints the word with a hyphen."""
    for match in _SOFT_HYPHEN.finditer(vocabulary.content):
        first, second = match.groups()
        printed = vocabulary.count(f"{first}-{second}") > vocabulary.count(first + second)
        at = match.end(1)
        yield Edit(at, at + 1, "-" if printed else "", "repair.soft_hyphen", "U+00AD")
