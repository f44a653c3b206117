"""Draw the facts that people look for out of the structured text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapporteur.extract.agenda import find_agenda
from rapporteur.extract.checks import check_facts, check_recommendations
from rapporteur.extract.commitments import find_commitments
from rapporteur.extract.links import Links
from rapporteur.extract.members import find_attendance, read_listings
from rapporteur.extract.officers import find_officers
from rapporteur.extract.recommendations import find_recommendations
from rapporteur.extract.responses import find_responses
from rapporteur.extract.statements import find_statements
from rapporteur.report import (
    AgendaItem,
    Attendance,
    Commitment,
    DocumentInfo,
    Meeting,
    Problem,
    Recommendation,
    Response,
    Statement,
)

if TYPE_CHECKING:
    from rapporteur.body import Body
    from rapporteur.extract.opening import Opening
    from rapporteur.knowledge.grammar import Grammar
    from rapporteur.tag import Tagged


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one report; `problems` is what extraction is unsure of."""

    document: DocumentInfo
    meeting: Meeting
    recommendations: tuple[Recommendation, ...]
    commitments: tuple[Commitment, ...]
    agenda: tuple[AgendaItem, ...]
    responses: tuple[Response, ...]
    attendance: tuple[Attendance, ...]
    statements: tuple[Statement, ...]
    problems: tuple[Problem, ...]


def extract(opening: Opening, body: Body, grammar: Grammar, tagged: Tagged | None) -> Facts:
    """Return the facts that the text states; what it does not state is null or absent."""
    document = opening.document
    links = Links(tagged, int(document.date[:4]) if document.date else None)
    recommendations, problems = find_recommendations(body, grammar, document)
    held = opening.meeting
    officers = find_officers(opening, body, grammar, links)
    meeting = held.model_copy(update={"officers": officers})
    listings = read_listings(body, grammar)
    attendance = find_attendance(listings, grammar, links)
    statements = find_statements(body, document, grammar, links)
    agenda = find_agenda(body, document, meeting, grammar)
    checked = check_facts(document, meeting, body, listings, attendance, statements, grammar)
    counted = check_recommendations(body, recommendations, grammar)
    return Facts(
        document=document,
        meeting=meeting,
        recommendations=tuple(recommendations),
        commitments=tuple(find_commitments(body, grammar)),
        agenda=tuple(agenda),
        responses=tuple(find_responses(body, grammar)),
        attendance=tuple(attendance),
        statements=tuple(statements),
        problems=(*problems, *checked, *counted),
    )
