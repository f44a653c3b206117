"""The meeting reported on: body, session, place, dates, number of meetings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapporteur.body import Body
from rapporteur.extract.numerals import number_of
from rapporteur.extract.sentences import sentences
from rapporteur.knowledge.dates import Days, find_days, first_days
from rapporteur.knowledge.grammar import Grammar, Match
from rapporteur.report import DocumentInfo, Meeting, Paragraph
from rapporteur.strip import Stripped

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
    stripped: Stripped,
    body: Body,
    grammar: Grammar,
) -> Meeting:
    """Return the facts of the meeting that title or text state; the rest is null.

    Officers are not among them: they need the people that are found later.

    The title comes first, then the sentence that says when and where the body met. What the
    masthead says of a session counts only if that is the session of the body that reports.
    `session` is written as within a sentence: "twenty-fourth session".
    """
    if of_office(document, grammar):
        return Meeting(
            body=document.body, ordinal=None, session=None, place=None, start=None, end=None,
            meetings_held=None, officers=[],
        )  # fmt: skip
    year = int(document.date[:4]) if document.date else None
    title = _of_title(document, grammar, year)
    told = _best(list(_told(body, grammar, year)), title, body, grammar)
    front = _of_masthead(document, title, stripped, grammar)
    known = [title, told, front]
    start, end = _days(*known)
    ordinal = next((s.ordinal for s in known if s.ordinal is not None), None)
    name = next((s.body for s in known if s.body), document.body)
    return Meeting(
        body=name,
        ordinal=ordinal,
        session=next((s.name for s in known if s.name), None),
        place=next((s.place for s in known if s.place), None),
        start=start,
        end=end,
        meetings_held=_meetings_held(body, told.at, grammar),
        officers=[],
    )


def of_office(document: DocumentInfo, grammar: Grammar) -> bool:
    """Say whether the holder of an office reports, and no body on its meeting."""
    titles = (document.title or "", *document.subtitles)
    return any(grammar.search("report_of_office", title) for title in titles)


# --- the front -----------------------------------------------------------------------------------


def _of_title(document: DocumentInfo, grammar: Grammar, year: int | None) -> Session:
    """Return what the title says; several sessions in one title leave the session open."""
    title = document.title or ""
    match = grammar.search("meeting_title", title)
    groups = match[1].groupdict() if match else {}
    names = _session_names(title, grammar)
    name = names[0] if len(names) == 1 else None
    runs = list(find_days(title, grammar, year=year))
    return Session(
        body=groups.get("body"),
        name=_lower_first(name["session"]) if name else None,
        ordinal=_ordinal(name, grammar)
        if name
        else number_of(groups.get("ordinal") or "", grammar),
        place=(_place_before(title, runs[0], grammar) if runs else None) or _place(title, grammar),
        days=_whole(runs),
    )


def _whole(runs: Sequence[Days]) -> Days | None:
    """Return the days from the first to the last that are printed."""
    if not runs:
        return None
    first, last = min(run.first for run in runs), max(run.last for run in runs)
    return Days(first, last, runs[0].start, runs[0].end)


def _session_names(text: str, grammar: Grammar) -> list[Match]:
    """Find the sessions that a text names by number or year: the 12th session, the 2031 session."""
    found = [match for _, match in grammar.find("session_name", text)]
    return [m for m in found if m["session"][:1].isdigit() or _ordinal(m, grammar) is not None]


def _ordinal(match: Match, grammar: Grammar) -> int | None:
    return number_of(match["ordinal"] or "", grammar)


def _lower_first(name: str) -> str:
    return name[:1].lower() + name[1:]


def _place_before(text: str, days: Days, grammar: Grammar) -> str | None:
    """Return the place in "(New York, 17 February–14 March 2025)", or behind the days."""
    end = max(days.end, text.find(")", days.end))
    bracket = text[text.rfind("(", 0, days.start) + 1 : end]
    match = grammar.match("masthead_dates", bracket)
    return match[1]["place"] if match else None


def _of_masthead(
    document: DocumentInfo, title: Session, stripped: Stripped, grammar: Grammar
) -> Session:
    """Return what the masthead says of the session, if it is that of the body that reports."""
    if title.body and title.body != document.body:
        return Session()
    cells = [field.cell for field in stripped.front]
    texts = [c.text for c in cells if not grammar.fits("masthead_date", c.text)]
    match = next(filter(None, (grammar.match("masthead_dates", text) for text in texts)), None)
    if match is None:
        return Session()
    place = match[1]["place"]
    return Session(place=place, days=first_days(match[1]["dates"], grammar))


def _days(*known: Session) -> tuple[str | None, str | None]:
    """Return first and last day from the first that knows them."""
    days = next((session.days for session in known if session.days), None)
    return (days.first.isoformat(), days.last.isoformat()) if days else (None, None)


# --- the text ------------------------------------------------------------------------------------


def _told(body: Body, grammar: Grammar, year: int | None) -> Iterator[Session]:
    """Yield every session that the body of the report says was held at a time or place."""
    for index, paragraph in enumerate(body.paragraphs):
        text = paragraph.text
        if paragraph.part != "body" or not grammar.may_be_in(text, "session_held"):
            continue
        for sentence in sentences(text, grammar):
            if not grammar.may_be_in(sentence, "session_held"):
                continue
            match = grammar.search("session_held", sentence)
            if match:
                yield from _read(match[1], index, grammar, year)


def _read(match: Match, index: int, grammar: Grammar, year: int | None) -> Iterator[Session]:
    """Yield what a sentence says of a session, once for each run of days that it names.

    Of several sessions in one sentence the days are those from the first to the last.
    """
    groups = match.groupdict()
    rest = match["rest"]
    name = groups.get("body") or ""
    several = bool(_session_names(rest, grammar)) and groups.get("ordinal") is not None
    runs = list(find_days(rest, grammar, year=year))
    spans = [_whole(runs)] if several else runs
    for days in spans or [None]:
        place = _place(rest[: days.end + _BEYOND] if days else rest, grammar)
        if days is not None or place is not None:
            yield Session(
                body=name if len(name.split()) >= _NAMED else None,
                name=None if several else groups.get("session"),
                ordinal=None if several else number_of(groups.get("ordinal") or "", grammar),
                place=place,
                days=days,
                at=index,
            )


def _place(text: str, grammar: Grammar) -> str | None:
    """Return the city that the text names as the place of the meeting."""
    match = grammar.search("held_place", text)
    if match is None:
        return None
    return match[0].value or str(match[1]["place"])


def _best(told: Sequence[Session], title: Session, body: Body, grammar: Grammar) -> Session:
    """Return what the text says of the session reported on, whichever sentences say it.

    Where the title does not decide, it is the latest: reports recall earlier ones.
    """
    told = [session for session in told if not _of_another(session, title)]
    if not told:
        return Session()
    titles = {section.id: section.title for section in body.sections}

    def worth(session: Session) -> tuple[int, ...]:
        section = titles.get(body.paragraphs[session.at or 0].section or "", "")
        return (
            session.days is not None,
            title.ordinal is None or session.ordinal == title.ordinal,
            title.days is None or session.days is None or _same(session.days, title.days),
            grammar.search("session_section", section) is not None,
            session.days.last.toordinal() if session.days else 0,
        )

    best = max(told, key=worth)
    if best.days is None and title.days is None:
        return Session()
    if best.days and title.days and not _same(best.days, title.days):
        return Session()
    same = [s for s in told if s.days is None or (best.days and _same(s.days, best.days))]
    place = best.place or next((s.place for s in same if s.place), None)
    ordinal = best.ordinal or next((s.ordinal for s in same if s.ordinal), None)
    name = best.name or next((s.name for s in same if s.name), None)
    named = best.body or next((s.body for s in same if s.body), None)
    return Session(named, name, ordinal, place, best.days, best.at)


def _of_another(session: Session, title: Session) -> bool:
    """Say whether a sentence is of a body that the title does not name."""
    if session.body is None or title.body is None:
        return False
    one, other = session.body.casefold(), title.body.casefold()
    return one not in other and other not in one


def _same(one: Days, other: Days) -> bool:
    """Say whether two runs of days overlap."""
    return one.first <= other.last and other.first <= one.last


def _meetings_held(body: Body, at: int | None, grammar: Grammar) -> int | None:
    """Return how many meetings the text says the session had.

    The paragraph that tells of the session is asked first, then the rest of its section, then
    sentences with a body as their subject, then the sections that tell how it was organized.
    """
    near: list[Paragraph] = []
    if at is not None:
        section = body.paragraphs[at].section
        near = [p for p in body.paragraphs[at:] if p.section == section]
    all_of = [p for p in body.paragraphs if p.part == "body"]
    telling = {s.id for s in body.sections if grammar.search("session_section", s.title)}
    counts = [_count(p, grammar) for p in near]
    counts += [_count(p, grammar, of_a_body=True) for p in all_of]
    counts += [_count(p, grammar) for p in all_of if p.section in telling]
    return next((count for count in counts if count is not None), None)


def _count(paragraph: Paragraph, grammar: Grammar, *, of_a_body: bool = False) -> int | None:
    """Return the number of meetings that the paragraph states, at will only as those of a body."""
    if not grammar.may_be_in(paragraph.text, "meetings_held"):
        return None
    for sentence in sentences(paragraph.text, grammar):
        match = grammar.search("meetings_held", sentence)
        if match is None or (of_a_body and not _by_a_body(match[1], grammar)):
            continue
        if (count := number_of(match[1]["count"], grammar)) is not None:
            return count
    return None


def _by_a_body(match: Match, grammar: Grammar) -> bool:
    return grammar.fits("body_word", match.groupdict().get("subject") or "")
