"""Where on the pages spans of a source stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
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
        if self._source.flowing:
            return self._in_the_flow(spans)
        by_page: dict[int, list[Line]] = {}
        bounds: dict[int, Span] = {}
        for span in spans:
            for line in self.lines(span):
                low, high = max(span.start, line.start), min(span.end, line.end)
                by_page.setdefault(line.page, []).append(line)
                old = bounds.get(line.page, Span(low, high))
                bounds[line.page] = Span(min(old.start, low), max(old.end, high))
        return [self._place(page, bounds[page], lines) for page, lines in by_page.items()]

    def parts(self, span: Span) -> list[Span]:
        """Return what of the span stands on each page, in a file without pages all of it."""
        lines = self.lines(span)
        if self._source.flowing:
            return [span] if lines else []
        by_page = groupby(lines, key=lambda line: line.page)
        pages = [list(group) for _, group in by_page]
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
        first = max(0, bisect_right(self._starts, span.start) - 1)
        last = bisect_left(self._starts, span.end)
        return [line for line in self._lines[first:last] if line.end > span.start]

    def _place(self, page: int, span: Span, lines: Sequence[Line]) -> Place:
        base = self._source.pages[page - 1].start
        boxes = [line.box for line in lines if line.box is not None]
        return Place(
            page=page,
            start=span.start - base,
            end=span.end - base,
            bbox=_union(boxes) if boxes else None,
        )


def _union(boxes: Sequence[Box]) -> Box:
    return (
        round(min(box[0] for box in boxes), 2),
        round(min(box[1] for box in boxes), 2),
        round(max(box[2] for box in boxes), 2),
        round(max(box[3] for box in boxes), 2),
    )
