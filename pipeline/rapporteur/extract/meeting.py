"""The meeting reported on: body, session, place, dates, number of meetings, officers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapporteur.body import Body
from rapporteur.extract.dates import Days, find_days, first_days
from rapporteur.extract.front import front_cells
from rapporteur.extract.numerals import number_of
from rapporteur.extract.officers import find_officers
from rapporteur.extract.rows import Rows
from rapporteur.extract.sentences import sentences
from rapporteur.grammar import Grammar, Match
from rapporteur.report import DocumentInfo, Meeting, Paragraph
from rapporteur.source import Source
from rapporteur.strip import Stripped

if TYPE_CHECKING:
    from rapporteur.tag import Tagged

_TRACES = ("held", " met ", "session")
_BEYOND = 130
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Session:
    """What one place says of the session; `at` is the index of the paragraph, None on the front."""

    body: str | None = None
    name: str | None = None
    ordinal: int | None = None
    place: str | None = None
    days: Days | None = None
    at: int | None = None


def find_meeting(
    document: DocumentInfo,
    source: Source,
    stripped: Stripped,
    body: Body,
    grammar: Grammar,
    tagged: Tagged | None,
) -> Meeting:
    """Return the facts of the meeting that title or text state; the rest is null.

    The title comes first, then the sentence that says when and where the body met. What the
    masthead says of a session counts only if that is the session of the body that reports.
    `session` is written as within a sentence: "twenty-fourth session".
    """
    year = int(document.date[:4]) if document.date else None
    title = _of_title(document, grammar, year)
    told = _best(list(_told(body, grammar, year)), title, body, grammar)
    front = _of_masthead(document, title, source, stripped, grammar)
    known = [title, told, front]
    days = _days(document, title, told, front, grammar)
    ordinal = next((s.ordinal for s in known if s.ordinal is not None), None)
    return Meeting(
        body=next((s.body for s in known if s.body), document.body),
        ordinal=ordinal,
        session=next((s.name for s in known if s.name), None),
        place=next((s.place for s in known if s.place), None),
        start=days[0],
        end=days[1],
        meetings_held=_meetings_held(body, told.at, grammar),
        officers=find_officers(body, Rows(source, stripped.lines), grammar, ordinal, tagged),
    )


# --- the front -----------------------------------------------------------------------------------


def _of_title(document: DocumentInfo, grammar: Grammar, year: int | None) -> Session:
    """Return what the title says; several sessions in one title leave the session open."""
    title = document.title or ""
    match = grammar.search("meeting_title", title)
    groups = match[1].groupdict() if match else {}
    names = _session_names(title, grammar)
    name = names[0] if len(names) == 1 else None
    ordinal = number_of(groups["ordinal"]) if groups.get("ordinal") else None
    days = first_days(title, grammar, year=year)
    return Session(
        body=groups.get("body"),
        name=_lower_first(name["session"]) if name else None,
        ordinal=_ordinal(name) if name else ordinal,
        place=_place(title, grammar) or (_place_before(title, days, grammar) if days else None),
        days=days,
    )


def _session_names(text: str, grammar: Grammar) -> list[Match]:
    """Return the sessions named in a text, those with a number or a year."""
    found = [m for rule in grammar.role("session_name") for m in rule.pattern.finditer(text)]
    return [m for m in found if m["session"][:1].isdigit() or _ordinal(m) is not None]


def _ordinal(match: Match) -> int | None:
    return number_of(match["ordinal"]) if match["ordinal"] else None


def _lower_first(name: str) -> str:
    return name[:1].lower() + name[1:]


def _place_before(text: str, days: Days, grammar: Grammar) -> str | None:
    """Return the place in "(New York, 17 February–14 March 2025)"."""
    bracket = text[text.rfind("(", 0, days.start) + 1 : days.end]
    match = grammar.match("masthead_dates", bracket)
    return match[1]["place"] if match else None


def _of_masthead(
    document: DocumentInfo, title: Session, source: Source, stripped: Stripped, grammar: Grammar
) -> Session:
    """Return what the masthead says of the session, if it is that of the body that reports."""
    if title.body and document.body and title.body != document.body:
        own = [c for c in front_cells(source, stripped.masthead, grammar) if _below_title(c.text)]
        if title.body not in (document.title or "") or not own:
            return Session()
    cells = [c.text for c in front_cells(source, stripped.masthead, grammar) if c.page == 1]
    match = next(filter(None, (grammar.match("masthead_dates", text) for text in cells)), None)
    if match is None:
        return Session()
    return Session(place=match[1]["place"], days=first_days(match[1]["dates"], grammar))
