"""Line breaks behind slashes and dashes, and inside symbols and addresses.

Surface forms: `A/HRC/WG.6/18/⏎AFG/1`, `E/CN.⏎16/2025/2`, `https://example.org/⏎b`, `Asia–⏎Pacific`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rapporteur.repair.addresses import ADDRESS, REST
from rapporteur.repair.around import IN_ADDRESS, LABEL, after, before
from rapporteur.text import Edit

_SLASH = re.compile(r"/(?P<gap>[ \t]*[\n\f][ \t]*)(?=\w)")
_SLASH_NEXT = re.compile(r"(?P<gap>\n[ \t]*)(?=/\w)")
_DASHES: Final = {dash: re.compile(rf"{dash}(?P<gap>[ \t]*[\n\f][ \t]*)(?=\w)") for dash in "–—"}
_DOUBLE_SYMBOL = re.compile(r"(?P<gap> )-(?=[A-Z]{1,4}/)")
_PART_STOP = re.compile(
    r"/(?:Add|Rev|Corr|Amend|WG|CN|AC|SR|CRP|INF|L|C|PV|Sub|CONF|NGO|RES|DEC|CP)\."
    r"(?P<gap>[ \t]*\n[ \t]*)(?=\d)"
)
_ADDRESS_BREAK = re.compile(
    rf"{ADDRESS}[^\s]{{1,200}}(?<![-/])(?P<gap>[ \t]*\n[ \t]*)(?=[^\W_]|[%?=&])"
)
_SYMBOL_HEAD = re.compile(r"[(\[]?[A-Z][A-Za-z]*\.?\d*(?:/[\w.()\-]+)*")
_SYMBOL = re.compile(r"[(\[]?[A-Z]+/[\w./]*\d[\w./]*")
_SYMBOL_PART = re.compile(
    r"(?:[A-Z]+(?:\.\d+)?|\d+|(?:Add|Rev|Corr|Amend|Sub|Conf)\.?\d*|[A-Z]\w*\.\d+)\b"
)
# An identifier of letters and digits, cut anywhere: `8a86-845⏎5649cae15/2031`.
_IDENTIFIER_CUT = re.compile(r"[/\-_][a-z]*\d[a-z\d]*$")
_IDENTIFIER_REST = re.compile(r"(?=[a-z]*\d)(?=\d*[a-z])[a-z\d]{3,}[/.]\w")
_LIKE_A_SYMBOL: Final = "goes on like a document symbol"
_LIKE_AN_ADDRESS: Final = "goes on like an address"


def find_closed_signs(content: str) -> Iterator[Edit]:
    """Yield the joins behind slashes and dashes, and inside symbols and addresses."""
    for match in _SLASH.finditer(content):
        yield from _slash(content, match)
    for dash in (dash for dash in _DASHES if dash in content):
        for match in _DASHES[dash].finditer(content):
            yield from _dash(content, match)
    for match in _ADDRESS_BREAK.finditer(content):
        yield from _address(content, match)
    yield from _symbols(content)


def _symbols(content: str) -> Iterator[Edit]:
    """`A/HRC⏎/8/28`, `E/CN.⏎16/2025/2` and the double symbol `A/67/65 -E/2012/48`."""
    for match in _SLASH_NEXT.finditer(content):
        if _SYMBOL_HEAD.fullmatch(before(content, match.start())):
            yield _join(match, "repair.broken_symbol", _LIKE_A_SYMBOL)
    for match in _DOUBLE_SYMBOL.finditer(content):
        if _SYMBOL.fullmatch(before(content, match.start())):
            yield _join(match, "repair.broken_symbol", "joined to a second document symbol")
    for match in _PART_STOP.finditer(content):
        yield _join(match, "repair.broken_symbol", _LIKE_A_SYMBOL)


def _slash(content: str, match: re.Match[str]) -> Iterator[Edit]:
    left, right = before(content, match.start()), after(content, match.end())
    if IN_ADDRESS.search(left):
        if REST.match(right):
            yield _join(match, "repair.broken_address", _LIKE_AN_ADDRESS)
    elif _SYMBOL_HEAD.fullmatch(left) and _SYMBOL_PART.match(right):
        yield _join(match, "repair.broken_symbol", _LIKE_A_SYMBOL)
    elif left[-1:].islower() and right[0].islower():
        yield _join(match, "repair.broken_alternative", "the slash touches the word before it")


def _dash(content: str, match: re.Match[str]) -> Iterator[Edit]:
    touches = content[match.start() - 1 : match.start()].isalnum()
    if touches and not LABEL.match(content, match.end()):
        yield _join(match, "repair.closed_dash", "the dash touches the word before it")


def _address(content: str, match: re.Match[str]) -> Iterator[Edit]:
    left, right = before(content, match.start("gap")), after(content, match.end())
    last = left[-1]
    opened = last in ".=?&%#_" and REST.match(right)
    if _IDENTIFIER_CUT.search(left) and _IDENTIFIER_REST.match(right):
        yield _join(match, "repair.broken_address", "goes on with the identifier of an address")
    elif right[0] in "%?=&" or (opened and not (last == "." and right[0].isupper())):
        yield _join(match, "repair.broken_address", _LIKE_AN_ADDRESS)


def _join(match: re.Match[str], rule: str, why: str) -> Edit:
    return Edit(*match.span("gap"), "", rule, why)
