"""Where on the pages everything stands: boxes in a PDF, stretches of text in a text file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapporteur.body import Places
from rapporteur.report import Place, Removed, Repair
from rapporteur.run import Run
from rapporteur.source import Box, Line, Source
from rapporteur.text import Span

SMALLEST = 3.0


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of a node.

    `kind` is `paragraph`, `item`, `section`, `footnote`, `table`, `removed` or `repair`.
    `start` and `end` are offsets into the text of the page as read, `box` is None for text input.
    """

    node: str
    kind: str
    page: int
    start: int
    end: int
    box: Box | None


def spots(run: Run) -> list[Spot]:
    """Return the places of all that the report says, in the order of their kinds."""
    removed = run.report.removed
    return [
        *_of_nodes(run),
        *_of_removed(run.source, removed),
        *_of_repairs(run.source, run.report.repairs),
    ]


def _of_nodes(run: Run) -> Iterator[Spot]:
    report = run.report
    for section in report.sections:
        yield from _spots(run.source, section.id, "section", section.source)
    yield from _of_pieces(run, {paragraph.id for paragraph in report.paragraphs})
    for table in report.tables:
        yield from _spots(run.source, table.id, "table", table.source)
    for note in report.footnotes:
        yield from _spots(run.source, note.id, "footnote", note.source)


def _of_pieces(run: Run, paragraphs: set[str]) -> Iterator[Spot]:
    """Yield the places of paragraphs and items, each without the items below it."""
    places = Places(run.source)
    for name, pieces in run.body.pieces.items():
        node = name.removesuffix("#tail")
        spans = [span for piece in pieces for span in run.text.source_spans(piece.start, piece.end)]
        kind = "paragraph" if node in paragraphs else "item"
        yield from _spots(run.source, node, kind, places.of(spans))


def _spots(
    source: Source, node: str, kind: str, places: Iterable[Place | Removed]
) -> Iterator[Spot]:
    """Yield the places on their pages; without pages, on those that the file's breaks make."""
    for place in places:
        if place.page is not None:
            yield Spot(node, kind, place.page, place.start, place.end, place.bbox)
            continue
        for page, span in source.split(Span(place.start, place.end)):
            yield Spot(
                node, kind, page.number, span.start - page.start, span.end - page.start, None
            )


def _of_removed(source: Source, removed: Sequence[Removed]) -> Iterator[Spot]:
    for index, piece in enumerate(removed, 1):
        yield from _spots(source, f"removed-{index}", "removed", [piece])


def _of_repairs(source: Source, repairs: Sequence[Repair]) -> Iterator[Spot]:
    for index, repair in enumerate(repairs, 1):
        page = source.pages[repair.page - 1]
        span = Span(page.start + repair.start, page.start + repair.end)
        found = [line_box(line, span) for line in page.lines if _touches(line, span)]
        boxes: list[Box | None] = [box for box in found if box]
        for box in boxes or [None]:
            yield Spot(f"repair-{index}", "repair", repair.page, repair.start, repair.end, box)


def _touches(line: Line, span: Span) -> bool:
    return line.start <= span.end and span.start <= line.end


def line_box(line: Line, span: Span) -> Box | None:
    """Return the box of the characters of `span` in a printed line, wide enough to be seen."""
    if line.box is None:
        return None
    x0, top, x1, bottom = line.box
    left = edge(line, max(span.start, line.start))
    right = edge(line, min(span.end, line.end))
    if right - left < SMALLEST:
        middle = (left + right) / 2
        left, right = middle - SMALLEST / 2, middle + SMALLEST / 2
    return round(max(left, x0 - 2), 2), top, round(min(right, x1 + 2), 2), bottom


def edge(line: Line, offset: int) -> float:
    """Return how far from the left `offset` stands, letters of one style taken as of one width."""
    for style in line.styles:
        if style.start <= offset <= style.end:
            share = (offset - style.start) / max(1, style.end - style.start)
            return style.x0 + share * (style.x1 - style.x0)
    assert line.box is not None
    share = (offset - line.start) / max(1, line.end - line.start)
    return line.box[0] + share * (line.box[2] - line.box[0])


def node_at(found: Sequence[Spot], page: int, offset: int) -> str | None:
    """Return the node that stands at `offset` of a page, the one that begins last if several do."""
    holding = [
        spot for spot in found if spot.page == page and spot.start <= offset <= spot.end
        and spot.kind not in ("repair", "removed")
    ]  # fmt: skip
    return max(holding, key=lambda spot: (spot.start, -spot.end)).node if holding else None
