"""The printed lines of paragraphs and items, as their mended text has them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapporteur.body.places import Places
from rapporteur.source import Line
from rapporteur.text import Span, Text, value

_MOST = 0.8
_SHORT = 40.0
_GAP = 1.5  # heights of letters: wider than the blanks of a justified line


@value()
class PrintedLine:
    """One printed line as its paragraph or item has it, `start` the offset there.

    Lines that a word runs over are one. `full` says that it reaches the right margin, `italic`
    that all of it is set so, as the names of groups in a list are. `columns` are its parts with
    their left edges, where wide gaps part it.
    """

    text: str
    start: int
    full: bool = False
    italic: bool = False
    columns: tuple[tuple[float, str], ...] = ()


@value()
class _Noted:
    """What is known of a line before the margin is."""

    text: str
    lines: Sequence[Line]
    columns: tuple[tuple[float, str], ...]


@dataclass(slots=True)
class LineBook:
    """Takes down on which lines each node is printed; lists set in lines show their members so."""

    text: Text
    places: Places
    _found: dict[str, list[_Noted]] = field(default_factory=dict)

    def add(self, node: str, pieces: Iterable[Span]) -> None:
        """Take down the lines of a node, whose own text the pieces are."""
        found = self._found[node] = []
        content = self.text.content
        for start, end in self._lines(pieces):
            printed = self.places.between(*self.text.source_reach(start, end))
            columns = self._columns(start, end, printed[0]) if len(printed) == 1 else ()
            found.append(_Noted(" ".join(content[start:end].split()), printed, columns))

    def _lines(self, pieces: Iterable[Span]) -> Iterator[tuple[int, int]]:
        """Yield the lines of the pieces that are not blank, without the blanks around them."""
        for piece in pieces:
            start = piece.start
            for line in self.text.content[piece.start : piece.end].splitlines(keepends=True):
                if bare := line.strip():
                    first = start + line.index(bare)
                    yield first, first + len(bare)
                start += len(line)

    def _columns(self, start: int, end: int, line: Line) -> tuple[tuple[float, str], ...]:
        """Return the parts of a line that wide gaps part; none where there are no such gaps."""
        edges = _edges(line)
        if not edges:
            return ()
        inside = range(start, end)
        starts = (bisect_left(inside, at, key=self.text.source_at) for at, _ in edges)
        cuts = [start, *(start + at for at in starts), end]
        lefts = [line.styles[0].x0, *(left for _, left in edges)]
        words = (self.text.content[low:high].split() for low, high in pairwise(cuts))
        return tuple((left, " ".join(part)) for left, part in zip(lefts, words, strict=True))

    def by_node(self) -> dict[str, tuple[PrintedLine, ...]]:
        """Return the lines of each node in order; the margin is that of most lines of the body."""
        lines = (line for found in self._found.values() for one in found for line in one.lines)
        rights = sorted(line.box[2] for line in lines if line.box)
        margin = rights[int(len(rights) * _MOST)] - _SHORT if rights else 0.0
        return {node: tuple(_printed(found, margin)) for node, found in self._found.items()}


def _edges(line: Line) -> list[tuple[int, float]]:
    """Return where, behind a wide gap, parts of a line begin: offset in the source, left edge."""
    wide = _GAP * (line.size or 0)
    if len(line.styles) < 2:
        return []
    return [
        (other.start, other.x0)
        for one, other in pairwise(line.styles)
        if wide and other.x0 - one.x1 > wide
    ]


def _printed(found: Iterable[_Noted], margin: float) -> Iterator[PrintedLine]:
    start = 0
    for one in found:
        last = one.lines[-1].box if one.lines else None
        yield PrintedLine(
            text=one.text,
            start=start,
            full=last is not None and last[2] > margin,
            italic=bool(one.lines) and all(line.italic for line in one.lines),
            columns=one.columns,
        )
        start += len(one.text) + 1
