"""The printed lines of paragraphs and items, as their mended text has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rapporteur.body.places import Places
from rapporteur.source import Line
from rapporteur.text import Span, Text

_MOST = 0.8
_SHORT = 40.0


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One printed line as its paragraph or item has it, `start` the offset there.

    Lines that a word runs over are one. `full` says that it reaches the right margin, `italic`
    that all of it is set so, as the names of groups in a list are.
    """

    text: str
    start: int
    full: bool = False
    italic: bool = False


@dataclass(slots=True)
class LineBook:
    """Takes down on which lines each node is printed; lists set in lines show their members so."""

    text: Text
    places: Places
    _found: dict[str, list[tuple[str, Sequence[Line]]]] = field(default_factory=dict)

    def add(self, node: str, pieces: Iterable[Span]) -> None:
        """Take down the lines of a node, whose own text the pieces are."""
        found = self._found[node] = []
        for start, end in self._lines(pieces):
            first, last = self.text.source_at(start), self.text.source_at(end - 1)
            line = " ".join(self.text.content[start:end].split())
            found.append((line, self.places.lines(Span(first, last + 1))))

    def _lines(self, pieces: Iterable[Span]) -> Iterator[tuple[int, int]]:
        """Yield the lines of the pieces that are not blank, without the blanks around them."""
        for piece in pieces:
            start = piece.start
            for line in self.text.content[piece.start : piece.end].splitlines(keepends=True):
                if bare := line.strip():
                    first = start + line.index(bare)
                    yield first, first + len(bare)
                start += len(line)

    def by_node(self) -> dict[str, tuple[PrintedLine, ...]]:
        """Return the lines of each node in order; the margin is that of most lines of the body."""
        lines = (line for found in self._found.values() for _, own in found for line in own)
        rights = sorted(line.box[2] for line in lines if line.box)
        margin = rights[int(len(rights) * _MOST)] - _SHORT if rights else 0.0
        return {node: tuple(_printed(found, margin)) for node, found in self._found.items()}


def _printed(found: Iterable[tuple[str, Sequence[Line]]], margin: float) -> Iterator[PrintedLine]:
    start = 0
    for text, lines in found:
        last = lines[-1].box if lines else None
        yield PrintedLine(
            text=text,
            start=start,
            full=last is not None and last[2] > margin,
            italic=bool(lines) and all(line.italic for line in lines),
        )
        start += len(text) + 1
