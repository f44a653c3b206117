"""Draw the facts that people look for out of the structured text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapporteur.extract.checks import check_facts
from rapporteur.extract.links import Links
from rapporteur.extract.masthead import read_masthead
from rapporteur.extract.meeting import find_meeting
from rapporteur.extract.members import find_attendance, read_listings
from rapporteur.extract.recommendations import find_recommendations
from rapporteur.extract.rows import Rows
from rapporteur.extract.statements import find_statements
from rapporteur.extract.upr import with_review
from rapporteur.report import Attendance, DocumentInfo, Meeting, Problem, Recommendation, Statement

if TYPE_CHECKING:
    from rapporteur.body import Body
    from rapporteur.grammar import Grammar
    from rapporteur.source import Source
    from rapporteur.strip import Stripped
    from rapporteur.tag import Tagged


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one report; `problems` is what extraction is unsure of."""

    document: DocumentInfo
    meeting: Meeting
    recommendations: tuple[Recommendation, ...]
    attendance: tuple[Attendance, ...]
    statements: tuple[Statement, ...]
    problems: tuple[Problem, ...]


def extract(
    source: Source, stripped: Stripped, body: Body, grammar: Grammar, tagged: Tagged | None
) -> Facts:
    """Return the facts that the text states; what it does not state is null or absent."""
    document = with_review(read_masthead(source, stripped, body, grammar), body, grammar)
    links = Links(tagged, int(document.date[:4]) if document.date else None)
    rows = Rows(source, stripped.lines)
    recommendations, problems = find_recommendations(body, grammar, document)
    meeting = find_meeting(document, source, stripped, body, grammar, links, rows)
    listings = read_listings(body, grammar, rows)
    attendance = find_attendance(listings, grammar, links)
    statements = find_statements(body, document, grammar, links)
    checked = check_facts(document, meeting, body, listings, attendance, statements, grammar)
    return Facts(
        document=document,
        meeting=meeting,
        recommendations=tuple(recommendations),
        attendance=tuple(attendance),
        statements=tuple(statements),
        problems=(*problems, *checked),
    )
