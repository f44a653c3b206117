"""The opening of a report: what its front and its first sentences tell before all else."""

from __future__ import annotations

from dataclasses import dataclass

from rapporteur.body import Body
from rapporteur.extract.masthead import read_masthead
from rapporteur.extract.meeting import find_meeting
from rapporteur.extract.responses import answered_symbol
from rapporteur.extract.upr import with_review
from rapporteur.knowledge.grammar import Grammar
from rapporteur.report import DocumentInfo, Meeting
from rapporteur.source import Source
from rapporteur.strip import Stripped


@dataclass(frozen=True, slots=True)
class Opening:
    """Who reports, and on what: the document and, without its officers, the meeting.

    `officers` are the lines of the front that name some: "Rapporteur: Ada Mora (Peru)".
    """

    document: DocumentInfo
    meeting: Meeting
    officers: tuple[str, ...] = ()

    @property
    def body(self) -> str | None:
        """The name of the body that reports."""
        return self.meeting.body or self.document.body

    @property
    def parents(self) -> tuple[str, ...]:
        """The bodies above it that the masthead names."""
        above = self.document.body
        return (above,) if above and above != self.body else ()

    @property
    def year(self) -> int | None:
        """The year of the document, else of the meeting."""
        date = self.document.date or self.meeting.start
        return int(date[:4]) if date else None


def read_opening(source: Source, stripped: Stripped, body: Body, grammar: Grammar) -> Opening:
    """Return who reports, as far as front and text say: what names in the text refer to."""
    document = with_review(read_masthead(source, stripped, body, grammar), body, grammar)
    document = document.model_copy(update={"answers": answered_symbol(document, grammar)})
    cells = (field.cell for field in stripped.front)
    officers = tuple(cell.text for cell in cells if grammar.search("officer_label", cell.text))
    meeting = find_meeting(document, stripped, body, grammar)
    return Opening(document, meeting, officers)
