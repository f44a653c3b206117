"""From blocks to a source: what a file without printed pages says of its text, line by line.

Word and HTML files state their paragraphs, headings, lists and tables; nothing is guessed here.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from rapporteur.knowledge.grammar import compile_pattern
from rapporteur.source import Cell, Line, Page, Source, Style, Zone

TYPED: Final = compile_pattern(r"\S{1,12} {0,2}\t\s*(?=\S)")
"""A label that a tab sets off from the text."""
APART: Final = "\n\n"


class StyledText(NamedTuple):
    """Text of one look; `size` in points, `raised` marks superscript."""

    text: str
    size: float
    bold: bool = False
    italic: bool = False
    raised: bool = False


@dataclass(slots=True)
class Block:
    """A paragraph as a file states it; a line feed in a run begins a new line of it.

    `label` is the number that the file counts by itself, which is printed before the text.
    `heading` is its level, 0 for text, None if the file says nothing. `indent` is where its first
    line begins, in points. `joined` says that it goes on with the block above.
    """

    runs: list[StyledText]
    label: str = ""
    heading: int | None = None
    indent: float = 0.0
    cell: Cell | None = None
    zone: Zone | None = None
    joined: bool = False

    @property
    def text(self) -> str:
        """The text without the label that the file counts."""
        return "".join(run.text for run in self.runs)

    @property
    def bold(self) -> bool:
        """Whether every letter is bold, but for raised ones, which call notes."""
        return all(run.bold for run in self.runs if run.text.strip() and not run.raised)

    @property
    def numbered(self) -> bool:
        """Whether it begins with a label, counted by the file or set off by a tab."""
        return bool(self.label) or TYPED.match(self.text.strip()) is not None

    def rows(self) -> Iterator[list[StyledText]]:
        """Yield the runs of each line without blanks at its ends; the label is one of its own."""
        runs = list(self.runs)
        if self.label and runs:
            runs.insert(0, runs[0]._replace(text=f"{self.label}\t", raised=False))
        row: list[StyledText] = []
        for run in runs:
            first, *others = run.text.split("\n")
            row.append(run._replace(text=first))
            for text in others:
                yield _trimmed(row)
                row = [run._replace(text=text)]
        yield _trimmed(row)


def _trimmed(row: Sequence[StyledText]) -> list[StyledText]:
    runs = [run for run in row if run.text]
    while runs and not runs[0].text.lstrip():
        runs.pop(0)
    while runs and not runs[-1].text.rstrip():
        runs.pop()
    if runs:
        runs[0] = runs[0]._replace(text=runs[0].text.lstrip())
        runs[-1] = runs[-1]._replace(text=runs[-1].text.rstrip())
    return runs


@dataclass(slots=True)
class Flow:
    """Collects blocks in reading order; a block without text leaves no trace.

    An empty line parts two blocks, so that no word seems to be broken between them.
    """

    pages: list[Page] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    block: int = 0
    _parts: list[str] = field(default_factory=list)
    _lines: list[Line] = field(default_factory=list)
    _start: int = 0
    _end: int = 0

    def add(self, block: Block) -> None:
        """Take a block."""
        rows = [row for row in block.rows() if row]
        if not rows:
            return
        joined = block.joined and bool(self._lines)
        self.block += not joined
        joint = "\n" if joined else APART
        for index, row in enumerate(rows):
            text = "".join(run.text for run in row)
            label = 0 if index else _label_size(block, text)
            self._append(text, joint if self._lines else "")
            self._lines.append(self._line(block, row, label))
            joint = "\n"

    def _append(self, text: str, joint: str) -> None:
        self._parts += [joint, text]
        self._end += len(joint) + len(text)

    def _line(self, block: Block, row: Sequence[StyledText], label: int) -> Line:
        end = self._end
        begin = end - sum(len(run.text) for run in row)
        styles = tuple(_styles(row, begin))
        level = [style for style in styles if not style.raised] or list(styles)
        return Line(
            begin,
            end,
            len(self.pages) + 1,
            size=_main_size(styles),
            bold=all(style.bold for style in level),
            italic=all(style.italic for style in level),
            styles=styles,
            cell=block.cell,
            tagged=block.heading,
            block=self.block,
            label=label,
            indent=block.indent,
            zone=block.zone,
        )

    def turn(self) -> None:
        """End a page, if anything stands on it."""
        if not self._lines:
            return
        text, lines = "".join(self._parts), tuple(self._lines)
        self.texts.append(text)
        self.pages.append(Page(len(self.pages) + 1, self._start, self._end, 0.0, 0.0, lines))
        self._start = self._end = self._end + 1
        self._parts, self._lines = [], []

    @property
    def page(self) -> int:
        """The number of the page that is being filled."""
        return len(self.pages) + 1

    def source(
        self, name: str, data: bytes, kind: str, reader: str, warnings: Sequence[tuple[str, str]]
    ) -> Source:
        """Return all that was added; its text is empty if that was nothing."""
        self.turn()
        digest = hashlib.sha256(data).hexdigest()
        text, pages = "\f".join(self.texts), tuple(self.pages)
        return Source(
            name, digest, kind, reader, text, pages, tuple(warnings), flowing=True, paged=False
        )


def _label_size(block: Block, text: str) -> int:
    """Return how many characters the label at the start takes, with the blanks behind it."""
    if block.label:
        return len(text) - len(text[len(block.label.lstrip()) :].lstrip())
    typed = TYPED.match(text)
    return typed.end() if typed else 0


def _styles(row: Sequence[StyledText], at: int) -> Iterator[Style]:
    """Yield the runs as styles, those of one look as one."""
    start, look = at, row[0][1:]
    for run in row:
        if run[1:] != look:
            yield Style(start, at, 0.0, 0.0, *look)
            start, look = at, run[1:]
        at += len(run.text)
    yield Style(start, at, 0.0, 0.0, *look)


def _main_size(styles: Sequence[Style]) -> float:
    """Return the size of most letters, the larger one if two are equal."""
    letters: Counter[float] = Counter()
    for style in styles:
        letters[style.size] += style.end - style.start
    return max(letters, key=lambda size: (letters[size], size))
