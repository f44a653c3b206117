"""Blanks before a mark of punctuation and inside brackets: `level .`, `(A/80/21 )`.

French prints a blank before `;`, `:`, `!` and `?`, so in a passage that is not English these stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapporteur.repair.vocabulary import Vocabulary
from rapporteur.text import Edit

_MARK = re.compile(r" (?P<mark>[,;:.!?])(?=[\s)\]”’\"]|$)(?! ?\.)")
_CLOSING = re.compile(r" (?=[)\]](?:[\s,;:.)]|$))")
_OPENING = re.compile(r"[(\[](?P<gap> )(?=[^\W_])")


def find_stray_blanks(vocabulary: Vocabulary) -> list[Edit]:
    """Return an edit for every blank that English never prints there."""
    return [*_before_marks(vocabulary), *_in_brackets(vocabulary.content)]


def _before_marks(vocabulary: Vocabulary) -> Iterator[Edit]:
    content = vocabulary.content
    for match in _MARK.finditer(content):
        at, mark = match.start(), match["mark"]
        if not _ends_word(content, at):
            continue
        if mark in ",." or vocabulary.is_english(at, at + 1):
            yield Edit(at, at + 1, "", "repair.blank_before_mark", f"before “{mark}”")


def _in_brackets(content: str) -> Iterator[Edit]:
    for match in _CLOSING.finditer(content):
        at = match.start()
        if _ends_word(content, at):
            yield Edit(at, at + 1, "", "repair.blank_in_bracket", "before a closing bracket")
    for match in _OPENING.finditer(content):
        if content[max(0, match.start() - 1)].isspace():
            yield Edit(*match.span("gap"), "", "repair.blank_in_bracket", "behind an opening bracket")


def _ends_word(content: str, at: int) -> bool:
    return at > 0 and content[at - 1].isalnum()
