"""Blocks of a file that has parted its text, but no lines and no pages: as printed again.

Converters break a paragraph where a page or a column ended, set a title in a list or behind the
paragraph above it, and print notes where they stood. Blocks are put together and apart again, set
in lines, and in pages as far as something shows where printed ones ended.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rapporteur.knowledge.grammar import compile_pattern
from rapporteur.source import Cell, Line, Page

LABEL: Final = compile_pattern(
    r"\s*(?:\d{1,4}(?:\.\d{1,4}){0,2}\.|\(?[a-z]{1,4}\)|[IVXL]+\.|[A-Z]\.)(?:\s|$)"
)
NUMBERED: Final = compile_pattern(r"(?:(?P<number>\d{1,4})(?:\.\d{1,4}){0,2}|[*∗]{1,4})\s")
COUNTED: Final = compile_pattern(r"(?:\d{1,3}|[IVXL]+|[A-Z])\.\s")
CALL: Final = compile_pattern(r"(?<=[\p{L}.,;:)”’])\s?(?P<marker>\d{1,3})(?!\w|[.,]\d)")
BAR_CODE: Final = compile_pattern(r"\*\d{5,8}\*")
STROKE: Final = compile_pattern(r"_{4,}")
LEADERS: Final = compile_pattern(r"(?:\.\s?){6}|…{3}")
ENDED: Final = compile_pattern(r"[.:;!?,…][”\"’)\]]{0,3}\d{0,3}$")
GOES_ON: Final = compile_pattern(r"\p{Ll}|\((?!\p{Ll}{1,4}\))|[12]\d{3}\.\s")
SENTENCE: Final = compile_pattern(r"(?:\p{Ll}{3}|\d{4}|\p{Ll}\))[.;]\d{0,2}\s(?=\p{Lu})")
WIDTH: Final = 100
"""So many letters are set in a line: about as many as a printed one has."""
LONGEST_TITLE: Final = 120
LONGEST_END: Final = 8
MOST_LEFT_OUT: Final = 2
"""So many notes may be missing between two that are counted."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block of text; `level` is that of a heading, 0 for text, `cell` its place in a table."""

    text: str
    level: int = 0
    bullet: bool = False
    cell: Cell | None = None

    @property
    def ended(self) -> bool:
        """Whether it ends as a sentence or an entry of a list does."""
        return ENDED.search(self.text[-LONGEST_END:]) is not None


def mended(blocks: Iterable[Block]) -> list[Block]:
    """Return blocks as they were printed, those of lists with a sign before them."""
    parted = list(_parted(list(_joined(blocks))))
    return [replace(one, text=f"• {one.text}") if one.bullet else one for one in parted]


def _joined(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks, those that go on with the one above as one with it."""
    open_yet: list[Block] = []
    for block in blocks:
        if open_yet and not _goes_on(open_yet[0], open_yet[-1], block):
            yield _one(open_yet)
            open_yet = []
        open_yet.append(block)
    if open_yet:
        yield _one(open_yet)


def _one(pieces: Sequence[Block]) -> Block:
    first, *others = pieces
    return replace(first, text=" ".join(one.text for one in pieces)) if others else first


def _goes_on(first: Block, above: Block, block: Block) -> bool:
    """Say whether a block is the rest of a sentence that a page or a column broke off.

    `above` is what was broken off of the block that begins with `first`.
    """
    if first.level or block.level or first.cell or block.cell:
        return False
    if (first.bullet and block.bullet) or above.ended:
        return False
    return GOES_ON.match(block.text) is not None


def _parted(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks, titles that a converter set in a list or behind the paragraph above alone.

    What ends in no stop is not broken off if below it another number or heading begins.
    """
    for index, block in enumerate(blocks):
        above = blocks[index - 1] if index else None
        below = blocks[index + 1] if index + 1 < len(blocks) else None
        if block.level or block.cell or block.ended:
            yield block
        elif block.bullet and not any(one and one.bullet for one in (above, below)):
            yield replace(block, bullet=False)
        elif below and (below.level or COUNTED.match(below.text)):
            yield from _without_title(block)
        else:
            yield block


def _without_title(block: Block) -> Iterator[Block]:
    """Yield a block, and apart from it a title behind its last sentence."""
    last = max((found.end() for found in SENTENCE.finditer(block.text)), default=0)
    if last and len(block.text) - last <= LONGEST_TITLE:
        yield replace(block, text=block.text[:last].rstrip())
        yield Block(block.text[last:])
    else:
        yield block


def paged(blocks: Sequence[Block]) -> Iterator[tuple[str, Page]]:
    """Yield the text in pages as far as something shows where printed ones ended.

    That is the last note below a stroke or of some that the text above calls, or a bar code.
    """
    begin = at = number = 0
    noting = False
    calls = _Calls()
    for index in range(len(blocks) + 1):
        block = blocks[index] if index < len(blocks) else None
        barred = index > begin and BAR_CODE.fullmatch(blocks[index - 1].text) is not None
        noted = block is not None and NUMBERED.match(block.text) is not None
        if block is None or barred or (noting and not noted):
            number += 1
            text, lines = _set(blocks[begin:index], number, at)
            yield text, Page(number, at, at + len(text), 0.0, 0.0, lines)
            begin, at, noting = index, at + len(text) + 1, False
        if block is not None:
            called = calls.take(block)
            noting = noting or called or STROKE.fullmatch(block.text) is not None


class _Calls:
    """Goes down the text and knows which notes it calls: a digit behind a word or a sign."""

    def __init__(self) -> None:
        self._called: set[str] = set()
        self._last = 0

    def take(self, block: Block) -> bool:
        """Say whether a block is one of the next notes, which was called above."""
        found = NUMBERED.match(block.text)
        number = int(found["number"]) if found and found["number"] else 0
        if self._last < number <= self._last + 1 + MOST_LEFT_OUT and str(number) in self._called:
            self._last = number
            return True
        self._called.update(call["marker"] for call in CALL.finditer(block.text))
        return False


def _set(blocks: Sequence[Block], page: int, at: int) -> tuple[str, tuple[Line, ...]]:
    """Return blocks as text in lines, an empty line between any two but cells."""
    texts: list[str] = []
    lines: list[Line] = []
    above: Block | None = None
    for block in blocks:
        rows = [block.text] if block.cell else _wrapped(block.text)
        if above is not None and not (above.cell and block.cell):
            rows = ["", *rows]
        for row in rows:
            texts.append(row)
            level = block.level if row else None
            lines.append(Line(at, at + len(row), page, cell=block.cell, tagged=level))
            at += len(row) + 1
        above = block
    return "\n".join(texts), tuple(lines)


def _wrapped(text: str) -> list[str]:
    """Return a text in lines; an entry of the contents is one with its leaders."""
    if LEADERS.search(text):
        return [text]
    return textwrap.wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)
