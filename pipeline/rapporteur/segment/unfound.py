"""Headings that the table of contents names and the text has not: a doubt about each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.segment.blocks import Doubt, HeadingBlock, Outline
from rapporteur.segment.listed import letters_of, without_leaders

CODE = "heading_missing"
_LONGEST_ENTRY = 5
_SHORTEST = 8
_PAGE = compile_pattern(r"\d\s*$")


def unfound(
    outline: Outline, contents: Sequence[str], content: str, grammar: Grammar
) -> Iterator[Doubt]:
    """Yield a doubt for each entry of the contents that no heading bears, where it should stand.

    An entry goes on over lines up to that with its page; heads of columns may stand above the
    first, and what is a part of a heading, or has one in it, is found.
    """
    titles = [(letters_of(_title(one, content)), _start(one)) for one in outline.headings]
    titles = [(title, start) for title, start in titles if title]
    at, place = 0, 0
    for entry in _entries(contents, grammar):
        letters = letters_of(entry)
        if len(letters) < _SHORTEST:
            continue
        found = next(
            (
                index
                for index in (*range(at, len(titles)), *range(at))
                if _bears(titles[index][0], letters)
            ),
            None,
        )
        if found is None:
            yield Doubt(CODE, f"the contents name “{entry}”, no heading does", place)
        else:
            at, place = found, titles[found][1]


def _bears(title: str, entry: str) -> bool:
    """Say whether a heading is the one of an entry, or a part of it, or the other way round."""
    if len(title) < _SHORTEST:
        return title == entry
    return title in entry or entry in title


def _entries(contents: Sequence[str], grammar: Grammar) -> Iterator[str]:
    """Yield the titles that the contents name, each of its lines joined."""
    lines: list[str] = []
    for line in contents:
        text = " ".join(line.split())
        if not text or grammar.fits("contents_title", text) or grammar.fits("contents_head", text):
            lines = []
            continue
        title = without_leaders(text)
        lines.append(title)
        if title != text and _PAGE.search(text):
            if len(lines) <= _LONGEST_ENTRY:
                yield " ".join(filter(None, lines))
            lines = []


def _title(heading: HeadingBlock, content: str) -> str:
    return " ".join(content[piece.start : piece.end] for piece in heading.pieces)


def _start(heading: HeadingBlock) -> int:
    if heading.label_span is not None:
        return heading.label_span.start
    return heading.pieces[0].start if heading.pieces else 0
