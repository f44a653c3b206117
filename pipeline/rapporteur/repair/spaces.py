"""Blanks before a mark, inside brackets and at slashes: `level .`, `(A/80/21 )`, `A/HRC/ 8/28`.

French prints a blank before `;`, `:`, `!` and `?`, so in a passage that is not English these stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from rapporteur.knowledge.grammar import Pattern, language
from rapporteur.repair.vocabulary import Vocabulary
from rapporteur.text import Edit

_MARK = re.compile(r" (?P<mark>[,;:.!?])(?=[\s)\]”’\"]|$)(?! ?\.)")
_CLOSING = re.compile(r" (?=[)\]](?:[\s,;:.)]|$))")
_SLASH = re.compile(r" /(?=\w)|/ (?=\w)")
_NUMBER = re.compile(r"(?<![\w/.])\d{1,4} /(?:\d{2,}|[A-Z]{2,}\.\d+)(?!\w)")
_SYMBOL = re.compile(
    r"(?<![\w/])(?:[A-Z]{1,5}(?:/[A-Z\d][\w.]*)+ /|[A-Z]{1,5}/(?:[A-Z\d][\w.]*/)+ )"
    r"(?:\d+|[A-Z]{2,4}|(?:Add|Rev|Corr|CRP|INF|L)\.\d+)(?![\w’])"
)
_OPENING = re.compile(r"[(\[](?P<gap> )(?=[^\W_])")


def find_stray_blanks(vocabulary: Vocabulary) -> list[Edit]:
    """Return an edit for every blank that English never prints there."""
    content = vocabulary.content
    return [*_before_marks(vocabulary), *_in_brackets(content), *_at_slashes(content)]


def _before_marks(vocabulary: Vocabulary) -> Iterator[Edit]:
    content = vocabulary.content
    for match in _MARK.finditer(content):
        at, mark = match.start(), match["mark"]
        if not _ends_word(content, at):
            continue
        if mark in ",." or vocabulary.is_english(at):
            yield Edit(at, at + 1, "", "repair.blank_before_mark", f"before “{mark}”")


def _in_brackets(content: str) -> Iterator[Edit]:
    for match in _CLOSING.finditer(content):
        at = match.start()
        if _ends_word(content, at):
            yield Edit(at, at + 1, "", "repair.blank_in_bracket", "before a closing bracket")
    for match in _OPENING.finditer(content):
        if content[max(0, match.start() - 1)].isspace():
            why = "behind an opening bracket"
            yield Edit(*match.span("gap"), "", "repair.blank_in_bracket", why)


def _at_slashes(content: str) -> Iterator[Edit]:
    """`A/HRC/ 8/28`, `decision 1 /CP.21`, `and /or`: what is surely a symbol or `and/or`."""
    if " /" not in content and "/ " not in content:
        return
    for slash in _SLASH.finditer(content):
        low, high = max(0, slash.start() - 40), slash.end() + 20
        for pattern, rule in _slashed():
            for match in pattern.finditer(content, low, high):
                if match.start() <= slash.start() < match.end():
                    at = slash.start() + slash.group().index(" ")
                    yield Edit(at, at + 1, "", rule, f"inside “{match.group()}”")


@cache
def _slashed() -> tuple[tuple[Pattern | re.Pattern[str], str], ...]:
    return (
        (language().only("alternative_joint"), "repair.blank_at_slash"),
        (_NUMBER, "repair.blank_in_symbol"),
        (_SYMBOL, "repair.blank_in_symbol"),
    )


def _ends_word(content: str, at: int) -> bool:
    return at > 0 and content[at - 1].isalnum()
