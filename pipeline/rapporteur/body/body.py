"""What the body of a report is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rapporteur.body.lines import LineBook, LineStarts
from rapporteur.report import AgendaItem, Footnote, Paragraph, Part, RemovedKind, Section, Table
from rapporteur.text import Span


@dataclass(frozen=True, slots=True)
class Body:
    """Everything that the report says in running text, in document order.

    `covered` is what of the source stands here; `lines` has the printed lines of each paragraph
    and item, `pieces` what of the repaired text is its own: label and text without items, the
    tail under `<id>#tail`. `unsaid` is what of `covered` no text says: words of labels
    ("Chapter"), the head of a table printed again.
    """

    parts: tuple[Part, ...]
    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    footnotes: tuple[Footnote, ...]
    tables: tuple[Table, ...]
    agenda: tuple[AgendaItem, ...]
    agenda_paragraph: str | None
    covered: tuple[Span, ...]
    unsaid: tuple[tuple[RemovedKind, Span], ...]
    lines: LineBook
    pieces: Mapping[str, tuple[Span, ...]]

    def line_starts(self) -> LineStarts:
        """Return for each paragraph and item the offsets where its printed lines begin."""
        return LineStarts(self.lines)
