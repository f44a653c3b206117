"""Which stretches of a text the model is asked about: runs of capitalised words, and no others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rapporteur.knowledge.names import load_names
from rapporteur.tag.learned.features import Token, tokens

_BEFORE = 100
_AFTER = 70
_MOST = 8
_OWNER = ("’s", "'s")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Question:
    """A stretch of text, and the spans in it that might be the name of a person.

    `spans` are pairs of the first word and the one behind the last, among `words`.
    """

    words: list[Token]
    spans: list[tuple[int, int]]

    def place(self, span: tuple[int, int]) -> tuple[int, int]:
        """Give where a span stands in the text."""
        return self.words[span[0]].start, self.words[span[1] - 1].end


def questions(text: str) -> Iterator[Question]:
    """Give what can be asked of a text; nothing where no two capitalised words stand together.

    This is the cheap test: of a report, one paragraph in twelve has words that are neither
    ordinary nor named by a rule.
    """
    for run in _run().finditer(text):
        places = list(_names(text, *run.span()))
        if places:
            yield _question(text, run.start(), run.end(), places)


@cache
def _run() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.’-]){load_names().name}")


def _names(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the stretches of a run that have the form of a name."""
    forms = load_names()
    words = [(start + m.start(), start + m.end()) for m in _WORD.finditer(text[start:end])]
    for i, (at, after) in enumerate(words):
        if not text[at].isupper() or forms.is_in_no_name(text[at:after]):
            continue
        for begin, stop in words[i + 1 : i + _MOST]:
            if forms.is_in_no_name(text[begin:stop]):
                break
            last = stop - 2 * text.endswith(_OWNER, at, stop)
            name = text[at:last]
            if forms.is_name(name) and not forms.is_role(name):
                yield at, last


def _question(text: str, start: int, end: int, places: list[tuple[int, int]]) -> Question:
    first = text.find(" ", start - _BEFORE, start) + 1 if start > _BEFORE else 0
    last = text.rfind(" ", end, end + _AFTER) if len(text) > end + _AFTER else len(text)
    words = tokens(text, first, max(last, end))
    begins = {word.start: i for i, word in enumerate(words) if word.end > word.start}
    ends = {word.end: i + 1 for i, word in enumerate(words) if word.end > word.start}
    return Question(words, [(begins[a], ends[b]) for a, b in places if a in begins and b in ends])
