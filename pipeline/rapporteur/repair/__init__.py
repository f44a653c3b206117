"""Repair: mend what a tool damaged, and nothing else.

The document is its own dictionary; behind it stand a lexicon of UN usage and a frequency list.
Every edit names its rule and its evidence; without clear evidence the text stays as it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from rapporteur.repair.breaks import find_broken_words
from rapporteur.repair.characters import find_odd_characters
from rapporteur.repair.hyphens import find_hyphen_damage
from rapporteur.repair.misread import (
    find_misread_labels,
    find_misread_numerals,
    find_stray_strokes,
)
from rapporteur.repair.numbers import find_split_numbers, find_split_years
from rapporteur.repair.pieces import find_split_words
from rapporteur.repair.spaces import find_stray_blanks
from rapporteur.repair.vocabulary import Vocabulary
from rapporteur.repair.welded import find_welded
from rapporteur.text import Edit, Text

__all__ = ["repair"]

_KEPT: Final = re.compile(r"-(?<=[^\W\d_]-)\n\s*[^\W\d_]")
_LINES_PER_KEPT: Final = 1_000
_RECOGNIZED: Final = (
    find_stray_strokes, find_misread_labels, find_misread_numerals, find_misread_labels
)  # fmt: skip
"""What is told from a number goes before what is told from a numeral: `Il.` may be 11 or II."""


def repair(text: Text, *, geometry: bool, recognized: bool = False) -> list[Edit]:
    """Return the edits that mend `text`: non-overlapping, in order, in its offsets.

    Repairing what they give finds nothing more. Every letter and digit stays, but for the signs of
    `repair.characters`; line feeds are removed only inside a word, symbol, address or range.
    `geometry` says that lines come from a page layout, so that no two printed lines are glued;
    `recognized` that OCR read them, so that labels may be misread, whose signs are then changed,
    and strokes that are none may stand among the words.
    """
    history = _History(Text.of(text.content))
    glued = not geometry and _takes_hyphens(text.content)
    for find in _RECOGNIZED if recognized else ():
        history.add(find(history.vocabulary))
    while _improve(history, glued):
        history.recount()  # ends: each round leaves fewer blanks, breaks and odd signs
    return history.edits()


def _takes_hyphens(content: str) -> bool:
    """Tell whether a tool takes the hyphens at line ends: hardly any word keeps one there."""
    return len(_KEPT.findall(content)) * _LINES_PER_KEPT <= content.count("\n")


def _improve(history: _History, glued: bool) -> bool:
    """Go once through all kinds of repair; tell whether there was anything to do."""
    found = 0
    for edits in _findings(history, glued):
        found += history.add(edits)
    return found > 0


def _findings(history: _History, glued: bool) -> Iterator[list[Edit]]:
    """Yield what each kind of repair finds in the text as those before it left it."""
    yield find_odd_characters(history.vocabulary)
    yield find_hyphen_damage(history.vocabulary, glued=glued)
    if glued:
        yield find_welded(history.vocabulary)
    yield find_broken_words(history.vocabulary)
    yield find_split_words(history.vocabulary)
    yield find_split_numbers(history.vocabulary)
    yield find_split_years(history.vocabulary)
    yield find_stray_blanks(history.vocabulary)


@dataclass
class _History:
    """A text under repair and, by place in the first text, what each edit was for."""

    current: Text
    counted: Vocabulary = field(init=False)
    vocabulary: Vocabulary = field(init=False)
    size: int = field(init=False)
    reasons: dict[int, tuple[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.size = len(self.current)
        self.recount()

    def add(self, edits: Sequence[Edit]) -> bool:
        """Apply `edits` but those that overlap an earlier one; tell whether there were any."""
        chosen = list(_disjoint(edits))
        for edit in chosen:
            pieces = self.current.source_spans(edit.start, edit.end)
            start = pieces[0].start if pieces else self.current.source_at(edit.start)
            self.reasons[start] = edit.rule, edit.evidence
        if chosen:
            self.current = self.current.apply(chosen)
            self.vocabulary = Vocabulary(self.current.content, self.counted)
        return bool(chosen)

    def recount(self) -> None:
        """Count the words of the text as it has become."""
        self.counted = self.vocabulary = Vocabulary(self.current.content)

    def edits(self) -> list[Edit]:
        """Return all changes as edits of the first text."""
        places = sorted(self.reasons)
        return [
            Edit(start, end, replacement, *self.reasons[places[bisect_left(places, start)]])
            for start, end, replacement in _changes(self.current, self.size)
        ]


def _disjoint(edits: Sequence[Edit]) -> Iterator[Edit]:
    end = -1
    for edit in sorted(edits):
        if edit.start >= end:
            yield edit
            end = max(edit.end, edit.start)


def _changes(text: Text, size: int) -> Iterator[tuple[int, int, str]]:
    """Yield `(start, end, replacement)` for everything in which `text` differs from its source."""
    at = 0
    for run in text.runs:
        if at < run.source:
            yield at, run.source, ""
        if not run.copied:
            replacement = text.content[run.start : run.start + run.size]
            yield run.source, run.source + run.source_size, replacement
        at = run.source + run.source_size
    if at < size:
        yield at, size, ""
