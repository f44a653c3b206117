"""Where on the pages spans of a source stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from rapporteur.report import Place
from rapporteur.source import Box, Line, Source
from rapporteur.text import Span


class Places:
    """Finds page, offsets and box of spans of a source."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._lines = [line for page in source.pages for line in page.lines]
        self._starts = [line.start for line in self._lines]

    def of(self, spans: Iterable[Span]) -> list[Place]:
        """Return one place for each page that the spans touch, in order.

        A file without pages of its own has one place for all.
        """
        if not self._source.paged:
            return self._in_the_flow(spans)
        found: dict[int, _Touched] = {}
        for span in spans:
            for lines in _by_page(self.lines(span)):
                first, last = lines[0], lines[-1]
                low, high = max(span.start, first.start), min(span.end, last.end)
                known = found.get(first.page)
                if known is None:
                    found[first.page] = _Touched(low, high, lines)
                else:
                    known.take(low, high, lines)
        return [self._place(page, touched) for page, touched in found.items()]

    def parts(self, span: Span) -> list[Span]:
        """Return what of the span stands on each page, in a file without pages all of it."""
        lines = self.lines(span)
        if not self._source.paged:
            return [span] if lines else []
        pages = _by_page(lines)
        return [Span(max(span.start, page[0].start), min(span.end, page[-1].end)) for page in pages]

    def sheet(self, spans: Iterable[Span]) -> int:
        """Return the number of the page, or of the sheet between two breaks, where spans begin."""
        lines = (line for span in spans for line in self.lines(span))
        return next((line.page for line in lines), 1)

    def _in_the_flow(self, spans: Iterable[Span]) -> list[Place]:
        touched = [
            (max(span.start, line.start), min(span.end, line.end))
            for span in spans
            for line in self.lines(span)
        ]
        if not touched:
            return []
        low, high = min(start for start, _ in touched), max(end for _, end in touched)
        return [Place(page=None, start=low, end=high, bbox=None)]

    def lines(self, span: Span) -> list[Line]:
        """Return the printed lines that the span touches."""
        return self.between(span.start, span.end)

    def between(self, start: int, end: int) -> list[Line]:
        """Return the printed lines that `[start, end)` touches."""
        first = max(0, bisect_right(self._starts, start) - 1)
        lines = self._lines[first : bisect_left(self._starts, end, first)]
        return lines[1:] if lines and lines[0].end <= start else lines

    def _place(self, page: int, touched: _Touched) -> Place:
        base = self._source.pages[page - 1].start
        boxes = [line.box for line in touched.lines if line.box is not None]
        return Place(
            page=page,
            start=touched.start - base,
            end=touched.end - base,
            bbox=_union(boxes) if boxes else None,
        )


@dataclass(slots=True)
class _Touched:
    """What of a page some spans touch: from where to where, and on which lines."""

    start: int
    end: int
    lines: list[Line]

    def take(self, start: int, end: int, lines: Sequence[Line]) -> None:
        """Add what they touch of some lines."""
        self.start, self.end = min(self.start, start), max(self.end, end)
        self.lines.extend(lines)


def _by_page(lines: list[Line]) -> list[list[Line]]:
    """Return lines that follow one another, those of each page together."""
    if not lines or lines[0].page == lines[-1].page:
        return [lines] if lines else []
    return [list(group) for _, group in groupby(lines, key=lambda line: line.page)]


def _union(boxes: Sequence[Box]) -> Box:
    if len(boxes) == 1:
        x0, top, x1, bottom = boxes[0]
    else:
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        x0, top, x1, bottom = min(lefts), min(tops), max(rights), max(bottoms)
    return round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)
