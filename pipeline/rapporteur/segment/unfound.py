"""Headings that the table of contents names and the text has not: a doubt about each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.segment.blocks import Doubt, HeadingBlock, Outline
from rapporteur.segment.listed import letters_of, without_label, without_leaders

CODE = "heading_missing"
_LONGEST_ENTRY = 5
_SHORTEST = 8
_LONG = 30
_LIKE = 0.93
_DOTS = "..."
_PAGE = compile_pattern(r"\d\s*$")


def unfound(
    outline: Outline, contents: Sequence[str], content: str, grammar: Grammar
) -> Iterator[Doubt]:
    """Yield a doubt for each entry of the contents that no heading bears, where it should stand.

    An entry goes on over lines up to that with its page; heads of columns may stand above the
    first, and what is a part of a heading, or has one in it, is found. So is what differs in a few
    letters: who writes the contents by hand slips.
    """
    titles = [
        (letters_of(title), _start(heading))
        for heading in outline.headings
        for title in (_title(heading, content), _whole(heading, content))
    ]
    titles = [(title, start) for title, start in titles if title]
    at, place = 0, 0
    for entry in _entries(contents, grammar):
        letters = letters_of(entry)
        if len(letters) < _SHORTEST:
            continue
        order = (*range(at, len(titles)), *range(at))
        same = (
            index
            for test in (_bears, _is_like)
            for index in order
            if test(titles[index][0], letters)
        )
        found = next(same, None)
        if found is None:
            yield Doubt(CODE, f"the contents name “{entry}”, no heading does", place)
        else:
            at, place = found, titles[found][1]


def _bears(title: str, entry: str) -> bool:
    """Say whether a heading is the one of an entry, or a part of it, or the other way round."""
    if len(title) < _SHORTEST:
        return title == entry
    return title in entry or entry in title


def _is_like(title: str, entry: str) -> bool:
    """Say whether two long titles differ in a few letters only."""
    short, long = sorted((len(title), len(entry)))
    if short < _LONG or short < _LIKE * long:
        return False
    pair = SequenceMatcher(None, title, entry, autojunk=False)
    return pair.quick_ratio() >= _LIKE and pair.ratio() >= _LIKE


def _entries(contents: Sequence[str], grammar: Grammar) -> Iterator[str]:
    """Yield the titles that the contents name, each of its lines joined.

    Where most of them lead to their pages by dots, a year at the end of a line is no page.
    """
    ends = [line for line in contents if _PAGE.search(line)]
    dotted = 2 * sum(_DOTS in line for line in ends) > len(ends)
    lines: list[str] = []
    for line in contents:
        text = " ".join(line.split())
        if not text or grammar.fits("contents_title", text) or grammar.fits("contents_head", text):
            lines = []
            continue
        ended = _PAGE.search(text) and (_DOTS in text or not dotted)
        title = without_leaders(text) if ended or not dotted else without_label(text)
        lines.append(title)
        if ended and title != text:
            if len(lines) <= _LONGEST_ENTRY:
                yield " ".join(filter(None, lines))
            lines = []


def _title(heading: HeadingBlock, content: str) -> str:
    return " ".join(content[piece.start : piece.end] for piece in heading.pieces)


def _whole(heading: HeadingBlock, content: str) -> str:
    """Return a title behind its label, as the contents have that of an act."""
    span = heading.label_span
    label = content[span.start : span.end] if span is not None else ""
    return f"{label} {_title(heading, content)}" if label else ""


def _start(heading: HeadingBlock) -> int:
    if heading.label_span is not None:
        return heading.label_span.start
    return heading.pieces[0].start if heading.pieces else 0
