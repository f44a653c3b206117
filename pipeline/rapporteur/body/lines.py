"""The printed lines of paragraphs and items, as their mended text has them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

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


class LineBook(Mapping[str, tuple[PrintedLine, ...]]):
    """The lines on which each node is printed, in order; lists set in lines show their members so.

    Few nodes are lists, so the lines of one are looked for when it is asked for.
    """

    def __init__(self, text: Text, places: Places) -> None:
        self.text, self.places = text, places
        self._pieces: dict[str, Sequence[Span]] = {}
        self._found: dict[str, list[_Noted]] = {}
        self._margin: float | None = None

    def __iter__(self) -> Iterator[str]:
        """Yield the nodes."""
        return iter(self._pieces)

    def __len__(self) -> int:
        """Count the nodes."""
        return len(self._pieces)

    def __contains__(self, node: object) -> bool:
        """Say whether a node is known; nothing is looked for."""
        return node in self._pieces

    def __getitem__(self, node: str) -> tuple[PrintedLine, ...]:
        """Give the lines of a node; the margin is that of most lines of the body."""
        if self._margin is None:
            self._margin = self._find_margin()
        return tuple(_printed(self._noted(node), self._margin))

    def add(self, node: str, pieces: Sequence[Span]) -> None:
        """Take down a node, whose own text the pieces are."""
        self._pieces[node] = pieces
        self._margin = None

    def starts(self, node: str) -> tuple[int, ...]:
        """Return where the lines of a node begin in its text."""
        found = self._noted(node)
        return tuple(accumulate((len(one.text) + 1 for one in found[:-1]), initial=0))[: len(found)]

    def _noted(self, node: str) -> list[_Noted]:
        found = self._found.get(node)
        if found is None:
            found = self._found[node] = list(self._note(self._pieces[node]))
        return found

    def _note(self, pieces: Sequence[Span]) -> Iterator[_Noted]:
        content = self.text.content
        for start, end in self._lines(pieces):
            printed = self.places.between(*self.text.source_reach(start, end))
            columns = self._columns(start, end, printed[0]) if len(printed) == 1 else ()
            yield _Noted(" ".join(content[start:end].split()), printed, columns)

    def _find_margin(self) -> float:
        lines = (line for node in self for one in self._noted(node) for line in one.lines)
        rights = sorted(line.box[2] for line in lines if line.box)
        return rights[int(len(rights) * _MOST)] - _SHORT if rights else 0.0

    def _lines(self, pieces: Sequence[Span]) -> Iterator[tuple[int, int]]:
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


class LineStarts(Mapping[str, tuple[int, ...]]):
    """By node, where its lines begin in its text; looked for when that is asked."""

    def __init__(self, book: LineBook) -> None:
        self._book = book

    def __iter__(self) -> Iterator[str]:
        """Yield the nodes."""
        return iter(self._book)

    def __len__(self) -> int:
        """Count the nodes."""
        return len(self._book)

    def __contains__(self, node: object) -> bool:
        """Say whether a node is known; nothing is looked for."""
        return node in self._book

    def __getitem__(self, node: str) -> tuple[int, ...]:
        """Give where the lines of a node begin."""
        return self._book.starts(node)


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


def _printed(found: Sequence[_Noted], margin: float) -> Iterator[PrintedLine]:
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
