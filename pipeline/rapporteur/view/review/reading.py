"""The reading text in document order: headings, paragraphs and tables as they follow each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import merge

from rapporteur.report import Paragraph, Part, Place, Report, Section, Table

Placed = Section | Paragraph | Table
Position = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ReadingEntry:
    """One thing of the reading text; `part` is set where another part than the body begins."""

    kind: str
    value: Placed
    part: Part | None = None


def reading(report: Report) -> Iterator[ReadingEntry]:
    """Yield sections, paragraphs and tables in the order in which they are printed."""
    streams = (
        _ordered("section", report.sections),
        _ordered("paragraph", report.paragraphs),
        _ordered("table", report.tables),
    )
    parts = {part.id: part for part in report.parts}
    current = report.parts[0].id if report.parts else "body"
    for _, _, kind, value in merge(*streams, key=lambda each: each[:2]):
        part = current if isinstance(value, Table) else value.part
        yield ReadingEntry(kind, value, parts[part] if part != current else None)
        current = part


def _ordered(kind: str, values: Sequence[Placed]) -> Iterator[tuple[Position, int, str, Placed]]:
    """Yield the values with a position that never goes back, whatever their places say."""
    last: Position = (0, 0)
    rank = ("section", "paragraph", "table").index(kind)
    for value in values:
        last = max(last, _position(value.source) or last)
        yield last, rank, kind, value


def _position(places: Sequence[Place]) -> Position | None:
    return (places[0].page or 0, places[0].start) if places else None
