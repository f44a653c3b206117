"""Titles that a converter set in one line: the name of an act with its title, or two titles.

Only blocks of Markdown come so: what converters take for one heading or one entry of a list. On
the page each stands on lines of its own, and so they do again, as rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.segment.listed import letters_of, listed_titles, without_label
from rapporteur.segment.rows import Row
from rapporteur.segment.title_signs import ended

_NUMERAL = compile_pattern(r"[IVXL]{1,6}")
_LETTER = compile_pattern(r"[A-Z]")
_WORD = compile_pattern(r"\S+")
_MOST_ROWS = 5
_FEWEST = 2
_ANNEXES = frozenset({"annex", "appendix"})
_OPENING = ("“", "(")
_MOST_WORDS = 5
"""So many words the name of an act has at most."""


def part_titles(rows: Sequence[Row], contents: Sequence[str], grammar: Grammar) -> list[Row]:
    """Return rows, those parted that hold the end of one title and the beginning of another.

    An act that the file takes for text stands among others of its kind: "Rule 4 Quorum".
    """
    if all(row.line.tagged is None for row in rows):
        return list(rows)
    listed = listed_titles(contents)
    blocks = list(_blocks(rows))
    titles = [_may_be_titles(block, grammar) for block in blocks]
    acts = [
        _name_end(block[0].text, grammar) if may else 0
        for block, may in zip(blocks, titles, strict=True)
    ]
    kinds = Counter(_kind(block, end) for block, end in zip(blocks, acts, strict=True) if end)
    parted: list[Row] = []
    for block, may, end in zip(blocks, titles, acts, strict=True):
        if end and (block[0].line.tagged or kinds[_kind(block, end)] >= _FEWEST):
            parted += _parted(block, block[0].start + end)
        elif may and listed and (cut := _listed_cut(block, listed)):
            parted += _parted(block, cut)
        else:
            parted += block
    return parted


def _kind(block: Sequence[Row], end: int) -> str:
    """Return the words of the name of an act without its number."""
    return block[0].text[:end].rstrip(" 0123456789/IVXLABCDEFGH.-")


def _blocks(rows: Sequence[Row]) -> Iterator[list[Row]]:
    block: list[Row] = []
    for row in rows:
        if block and (row.blank_above or row.line.cell is not None):
            yield block
            block = []
        block.append(row)
    if block:
        yield block


def _may_be_titles(block: Sequence[Row], grammar: Grammar) -> bool:
    """Say whether a file gives its blocks by themselves, and this one may be no text."""
    line = block[0].line
    if line.box is not None or line.tagged is None or line.cell is not None:
        return False
    return len(block) <= _MOST_ROWS and (line.tagged > 0 or not ended(block[-1].text, grammar))


def _name_end(text: str, grammar: Grammar) -> int:
    """Return where behind the name of an act its title begins, 0 if it is no such name.

    A number with a stop is a label of its own: "91/4. Harbours".
    """
    words = text.split(" ")[: _MOST_WORDS + 1]
    if _NUMERAL.fullmatch(words[0]) and text[len(words[0]) + 1 :][:1].isupper():
        return len(words[0]) + 1
    ends = accumulate(len(word) + 1 for word in words[:_MOST_WORDS])
    for end, behind in reversed([*zip(ends, words[1:], strict=False)]):
        begins = behind[:1].isupper() or behind[:1] in _OPENING
        if not begins or _NUMERAL.fullmatch(behind) or _LETTER.fullmatch(behind):
            continue
        if not text[: end - 1].endswith(".") and _is_name(text[: end - 1], grammar):
            return end
    return 0


def _is_name(text: str, grammar: Grammar) -> bool:
    """Say whether a text names an act or an annex and no more."""
    if grammar.fits("titled_heading", text):
        return True
    labels = grammar.every_match("label", text)
    return any(rule.value in _ANNEXES and match.end() == len(text) for rule, match in labels)


def _listed_cut(block: Sequence[Row], listed: frozenset[str]) -> int | None:
    """Return where a title of the contents ends and another begins."""
    words = [
        (row.start + found.start(), found[0]) for row in block for found in _WORD.finditer(row.text)
    ]
    texts = [word for _, word in words]
    for at in range(1, len(words)):
        titles = (without_label(" ".join(part)) for part in (texts[:at], texts[at:]))
        if all(letters_of(title) in listed for title in titles):
            return words[at][0]
    return None


def _parted(block: Sequence[Row], cut: int) -> Iterator[Row]:
    for row in block:
        if row.start < cut < row.end:
            before, behind = row.text[: cut - row.start].rstrip(), row.text[cut - row.start :]
            yield replace(row, end=row.start + len(before), text=before, called=False)
            yield replace(row, start=cut, text=behind, blank_above=True, first_on_page=False)
        else:
            yield replace(row, blank_above=row.blank_above or row.start == cut)
