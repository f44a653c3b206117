"""The opening of a report: what its front and its first sentences tell before all else."""

from __future__ import annotations

from dataclasses import dataclass

from rapporteur.body import Body
from rapporteur.extract.links import Links
from rapporteur.extract.masthead import read_masthead
from rapporteur.extract.meeting import find_meeting
from rapporteur.extract.rows import Rows
from rapporteur.grammar import Grammar
from rapporteur.source import Source
from rapporteur.strip import Stripped


@dataclass(frozen=True, slots=True)
class Opening:
    """Who reports: its name, the bodies above it, the number of its session, the year."""

    body: str | None
    parents: tuple[str, ...]
    session: int | None
    year: int | None


def read_opening(source: Source, stripped: Stripped, body: Body, grammar: Grammar) -> Opening:
    """Return who reports, as far as front and text say: what names in the text refer to."""
    document = read_masthead(source, stripped, body, grammar)
    year = int(document.date[:4]) if document.date else None
    rows = Rows(source, stripped.lines)
    meeting = find_meeting(document, source, stripped, body, grammar, Links(None, year), rows)
    name = meeting.body or document.body
    parents = (document.body,) if document.body and document.body != name else ()
    if year is None and meeting.start:
        year = int(meeting.start[:4])
    return Opening(name, parents, meeting.ordinal, year)
