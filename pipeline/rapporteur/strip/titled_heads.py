"""Heads of later pages that print the title of the document again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import reduce

from rapporteur.knowledge.grammar import Grammar
from rapporteur.source import Line, Page, Source
from rapporteur.strip.strayed import text_of

_HEAD_LINES = 4
_SHORTEST_TITLE = 20
_FRONT_PAGES = 4


def titled_heads(source: Source, symbols: Sequence[str], grammar: Grammar) -> frozenset[Line]:
    """Return the first lines of later pages that print the title of a document again, or a part.

    The page has the symbol of the document there too, a printed one on that line, and the title
    stands on the first page, in a longer document also on another. One above "The Council," is that
    of an act.
    """
    first = source.pages[0]
    if not symbols:
        return frozenset()
    front = " ".join(source.text[first.start : first.end].split())
    alike: dict[str, list[Line]] = defaultdict(list)
    for page in source.pages[1:]:
        for line, rest in _titles(source, page, symbols, front, grammar):
            alike[rest].append(line)
    least = 1 if len(source.pages) <= _FRONT_PAGES else 2
    return frozenset(line for lines in alike.values() if len(lines) >= least for line in lines)


def _titles(
    source: Source, page: Page, symbols: Sequence[str], front: str, grammar: Grammar
) -> list[tuple[Line, str]]:
    """Return the first lines of a page that stand on the front, too, each without the symbol."""
    lines = [line for line in page.lines if line.end > line.start]
    lines = sorted(lines, key=lambda line: line.box[1] if line.box else 0.0)[: _HEAD_LINES + 1]
    texts = [text_of(source, line) for line in lines]
    heads = texts[:_HEAD_LINES]
    if not any(symbol in text for text in heads for symbol in symbols):
        return []
    rests = [
        reduce(lambda left, one: left.replace(one, ""), symbols, text).strip() for text in heads
    ]
    found = [
        at
        for at, rest in enumerate(rests)
        if len(rest) >= _SHORTEST_TITLE
        and rest in front
        and (lines[at].box is None or rest != texts[at])
    ]
    below = texts[found[-1] + 1 : found[-1] + 2] if found else []
    if any(grammar.fits("act_opening", text.rstrip(",:")) for text in below):
        return []
    return [(lines[at], rests[at]) for at in found]
