"""The habits of a plain text: what shows of the tool that made it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from rapporteur.source import Page, Source

Blanks = Literal["none", "between blocks", "between lines"]

_FULL_SHARE = 0.8
_FEW_SHARE = 0.02
_MOST_SHARE = 0.45
_INDENT_SHARE = 0.02
_EDGE = 3
_LEAST_PAGES = 3


@dataclass(frozen=True, slots=True)
class Habits:
    """How a text is set out.

    `width` is that to which its lines are wrapped, in characters, 0 if none is; `empty_lines` what
    these part; `indents` are the numbers of blanks with which many lines begin; `pages` how many
    there are; `running` the lines that stand alike at the edges of three pages or more; `hyphens`
    how many lines end in one: none in a long text tells a tool that takes them.
    """

    width: int
    empty_lines: Blanks
    indents: tuple[int, ...]
    pages: int
    running: tuple[str, ...]
    hyphens: int


def habits_of(source: Source) -> Habits:
    """Return the habits of a plain text."""
    lines = [source.text[line.start : line.end] for page in source.pages for line in page.lines]
    filled = [line for line in lines if line.strip()]
    return Habits(
        width=_width(filled),
        empty_lines=_empty(lines),
        indents=_indents(filled),
        pages=len(source.pages),
        running=_running(source),
        hyphens=sum(line.rstrip().endswith("-") for line in filled),
    )


def _width(lines: Sequence[str]) -> int:
    """Return how long lines are that go on in lower case on the next: they are full."""
    wrapped = sorted(
        len(" ".join(line.split())) for line, below in pairwise(lines) if below.strip()[0].islower()
    )
    return wrapped[int(len(wrapped) * _FULL_SHARE)] if wrapped else 0


def _empty(lines: Sequence[str]) -> Blanks:
    share = sum(not line.strip() for line in lines) / max(1, len(lines))
    if share < _FEW_SHARE:
        return "none"
    return "between lines" if share > _MOST_SHARE else "between blocks"


def _indents(lines: Sequence[str]) -> tuple[int, ...]:
    counts = Counter(len(line) - len(line.lstrip()) for line in lines)
    least = max(2, _INDENT_SHARE * len(lines))
    return tuple(sorted(indent for indent, times in counts.items() if times >= least))


def _running(source: Source) -> tuple[str, ...]:
    seen = Counter(text for page in source.pages for text in set(_edges(source, page)))
    return tuple(sorted(text for text, times in seen.items() if times >= _LEAST_PAGES))


def _edges(source: Source, page: Page) -> list[str]:
    texts = [source.text[line.start : line.end].strip() for line in page.lines]
    filled = [text for text in texts if text]
    return [*filled[:_EDGE], *filled[-_EDGE:]]
