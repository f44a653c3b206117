"""Blocks of lines flow onto pages, each footnote onto the page that calls it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .lines import Line

NOTE_GAP = 24.0
WIDOW = 2


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together, with the space around them.

    `keep` holds the block on the page of the next one; `mark` names it for the contents page;
    `new_page` begins a page.
    """

    lines: tuple[Line, ...]
    leading: float
    before: float = 0.0
    after: float = 0.0
    keep: bool = False
    mark: str | None = None
    new_page: bool = False


@dataclass(slots=True)
class Page:
    """Lines with their baselines, measured from the top edge, and the footnotes called."""

    number: int
    cursor: float
    lines: list[tuple[float, Line]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Flow:
    """Fills page after page; `bottom_of` says where a page ends, by its number."""

    top: float
    bottom_of: Callable[[int], float]
    notes: Mapping[str, Block]
    pages: list[Page]

    @property
    def page(self) -> Page:
        return self.pages[-1]

    def turn(self) -> None:
        self.pages.append(Page(self.page.number + 1, self.top))

    def limit(self, called: Sequence[str]) -> float:
        """Say where the text must end so that these footnotes fit below it."""
        height = sum(block_height(self.notes[mark]) for mark in called)
        return self.bottom_of(self.page.number) - height - (NOTE_GAP if called else 0.0)

    def fitting(self, block: Block, start: int) -> int:
        """Say how many lines of a block, from `start` on, the page still holds."""
        cursor, called = self.page.cursor, list(self.page.notes)
        for count, line in enumerate(block.lines[start:]):
            called += line.calls
            cursor += block.leading
            if cursor > self.limit(called):
                return count
        return len(block.lines) - start

    def place(self, block: Block, start: int, end: int) -> None:
        page = self.page
        for line in block.lines[start:end]:
            page.cursor += block.leading
            page.lines.append((page.cursor, line))
            page.notes += line.calls

    def put(self, block: Block, following: float) -> None:
        """Set a block; it moves to a new page if `following` points below it would not fit."""
        gap = block.before if self.page.lines else 0.0
        need = gap + block_height(block) + following
        crowded = block.keep and self.page.cursor + need > self.limit(self.page.notes)
        if self.page.lines and (crowded or block.new_page):
            self.turn()
            gap = 0.0
        self.page.cursor += gap
        if block.mark is not None:
            self.page.marks.append(block.mark)
        self._split(block)
        self.page.cursor += block.after

    def _split(self, block: Block) -> None:
        done = 0
        while done < len(block.lines):
            count = allowed(self.fitting(block, done), len(block.lines) - done)
            self.place(block, done, done + count)
            done += count
            if done < len(block.lines):
                self.turn()


def allowed(fitting: int, rest: int) -> int:
    """Say how many lines may stay, so that neither page is left with a single one."""
    if fitting >= rest:
        return rest
    stay = min(fitting, rest - WIDOW)
    return stay if stay >= WIDOW else 0


def opening_lines(block: Block) -> int:
    """Say how many lines of a block must stand together at its beginning."""
    count = len(block.lines)
    return count if count < 2 * WIDOW else WIDOW


def block_height(block: Block) -> float:
    return len(block.lines) * block.leading + block.after


def kept_after(blocks: Sequence[Block], index: int) -> float:
    """Measure what must fit below a heading: further headings and the first lines of text."""
    height = 0.0
    for block in blocks[index + 1 :]:
        if not block.keep:
            return height + block.before + opening_lines(block) * block.leading
        height += block.before + block_height(block)
    return height


def paginate(blocks: Sequence[Block], flow: Flow) -> list[Page]:
    """Return the pages on which the blocks stand, in order."""
    for index, block in enumerate(blocks):
        flow.put(block, kept_after(blocks, index) if block.keep else 0.0)
    return flow.pages
