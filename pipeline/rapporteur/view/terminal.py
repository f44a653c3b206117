"""Entries of label and text on stdout: set out on a terminal, one line each elsewhere.

Text of a document is never read as markup, and what would steer a terminal is taken out of it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from rapporteur.errors import one_line

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

WIDEST_LABEL = 24
INDENT = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in one style, as rich names styles."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class OutputLine:
    """A line of output: `depth` indents it, its text hangs behind the label."""

    text: str | tuple[Piece, ...] = ""
    label: str = ""
    depth: int = 0
    style: str = ""
    label_style: str = ""


def heading(text: str) -> list[OutputLine]:
    """Return an empty line and a title."""
    return [OutputLine(), OutputLine(text, style="bold cyan")]


def render(entries: Iterable[OutputLine]) -> bytes:
    """Return what stdout shows: folded and coloured on a terminal, else plain lines in UTF-8."""
    if sys.stdout is None or not sys.stdout.isatty():
        return "".join(_plain(entry) for entry in entries).encode("utf-8", "replace")
    from rich.console import Console

    console = Console(highlight=False, markup=False, emoji=False)
    with console.capture() as capture:
        for line in _set_out(entries, console):
            console.print(line, soft_wrap=True)
    return capture.get().encode("utf-8", "replace")


def _pieces(entry: OutputLine) -> list[Piece]:
    pieces = (Piece(entry.text),) if isinstance(entry.text, str) else entry.text
    return [Piece(clean(piece.text), piece.style) for piece in pieces]


def clean(text: str) -> str:
    """Return `text` on one line without control characters, blanks at its ends kept."""
    if not text.strip():
        return text and " "
    before = " " if text[0].isspace() else ""
    after = " " if text[-1].isspace() else ""
    return before + one_line(text) + after


def _plain(entry: OutputLine) -> str:
    text = "".join(piece.text for piece in _pieces(entry))
    label = one_line(entry.label)
    between = "  " if label and text else ""
    return f"{' ' * (INDENT * entry.depth)}{label}{between}{text}".rstrip() + "\n"


def _set_out(entries: Iterable[OutputLine], console: Console) -> Iterator[Text]:
    """Yield the lines of a terminal; neighbours with labels stand in one column."""
    for (depth, labelled), group in groupby(entries, lambda e: (e.depth, bool(e.label))):
        rows = list(group)
        width = min(WIDEST_LABEL, max(len(row.label) for row in rows)) + 2 if labelled else 0
        for row in rows:
            yield from _folded(row, INDENT * depth, width, console)


def _folded(entry: OutputLine, indent: int, width: int, console: Console) -> Iterator[Text]:
    from rich.text import Text

    text = Text(style=entry.style)
    for piece in _pieces(entry):
        text.append(piece.text, piece.style)
    label = one_line(entry.label)
    lines = list(text.wrap(console, max(20, console.width - indent - width))) or [Text()]
    if width and len(label) > width - 2:
        yield Text(" " * indent).append(label, entry.label_style or "bold")
        label = ""
    for line in lines:
        line.rstrip()
        head = Text(" " * indent).append(label.ljust(width), entry.label_style or "bold")
        yield head.append_text(line)
        label = ""
