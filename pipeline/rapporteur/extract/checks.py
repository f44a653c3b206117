"""What does not add up among the facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rapporteur.body import Body
from rapporteur.extract.language import language_problem
from rapporteur.extract.lists import is_known, is_state
from rapporteur.extract.members import Listing, lists_participants
from rapporteur.extract.numerals import number_of
from rapporteur.extract.sentences import sentences
from rapporteur.extract.statements import agenda_items
from rapporteur.knowledge.countries import load_countries
from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.report import (
    Attendance,
    DocumentInfo,
    Meeting,
    Member,
    Problem,
    Recommendation,
    Statement,
)

_ORDINAL = compile_pattern(r"\d+")
_LEAST_ATTENDING = 10
_LEAST_STATES = 3
_STATES_SHARE = 0.7
_TELLING_SHARE = 0.25


def check_facts(
    document: DocumentInfo,
    meeting: Meeting,
    body: Body,
    listings: Sequence[Listing],
    attendance: Sequence[Attendance],
    statements: Sequence[Statement],
    grammar: Grammar,
) -> list[Problem]:
    """Return a problem for each fact that another fact of the report contradicts.

    `language`: the text is not in English. `speaker_not_attending`: a State spoke that the lists
    of who attended lack. `unknown_member`: a name among States that names no State.
    `unknown_agenda_item`: an item is cited that the agenda lacks. `count_mismatch`: the text
    counts otherwise than it lists. `no_structure`: nothing shows that this is a report.
    """
    found = [
        *_structure(document, body),
        *_absent(attendance, statements, _scopes(body, grammar)),
        *_unknown(attendance, statements),
        *_items(body, grammar),
        *_counts(listings, grammar),
        *_meetings(meeting, body, grammar),
        *_delegations(body, statements, grammar),
    ]
    placed = _placed(found, body)
    problem = language_problem(document.language, "".join(p.text for p in body.paragraphs), grammar)
    return [problem, *placed] if problem else placed


def _structure(document: DocumentInfo, body: Body) -> Iterator[Problem]:
    """Yield a problem if neither a symbol, a heading nor a second numbered paragraph is there."""
    numbered = sum(paragraph.number is not None for paragraph in body.paragraphs)
    if document.symbols or body.sections or numbered > 1:
        return
    message = (
        "no document symbol, no heading and no series of numbered paragraphs was found; look"
        " whether this is the document that was meant, and whether its text was read well"
    )
    yield _problem("no_structure", message, None)


def _problem(code: str, message: str, node: str | None) -> Problem:
    return Problem(code=code, severity="warning", message=message, node=node, page=None)


def _absent(
    attendance: Iterable[Attendance], statements: Iterable[Statement], scopes: Mapping[str, str]
) -> Iterator[Problem]:
    """Yield the States that spoke but are in no list of that meeting; short lists prove nothing."""
    present: dict[str, set[str | None]] = {}
    for entry in attendance:
        here = present.setdefault(scopes.get(entry.paragraph, ""), set())
        here |= {member.entity for member in entry.members if _state(member)}
    for spoken in statements:
        here = present.get(scopes.get(spoken.paragraph, ""), set())
        names = [m.name for m in spoken.members if _state(m) and m.entity not in here]
        if names and len(here) >= _LEAST_ATTENDING:
            message = f"made statements but are not listed as attending: {', '.join(names)}"
            yield _problem("speaker_not_attending", message, spoken.paragraph)


def _scopes(body: Body, grammar: Grammar) -> dict[str, str]:
    """Return for each paragraph the part whose meeting it tells of.

    An annex on attendance tells of the meeting that the body reports on.
    """
    own = {part.id for part in body.parts if lists_participants(part.title, grammar)}
    return {p.id: "body" if p.part in own else p.part for p in body.paragraphs}


def _state(member: Member) -> bool:
    return member.entity is not None and load_countries().get(member.entity) is not None


def _unknown(
    attendance: Iterable[Attendance], statements: Iterable[Statement]
) -> Iterator[Problem]:
    """Yield the names in lists of States that name neither a State nor a known organization."""
    lists: list[Attendance | Statement] = [*attendance, *statements]
    for entry in lists:
        states = sum(is_state(member.name) for member in entry.members)
        if states < max(_LEAST_STATES, _STATES_SHARE * len(entry.members)):
            continue
        for member in entry.members:
            if member.entity is None and not is_known(member.name):
                message = f"{member.name!r} in a list of States is no known name"
                yield _problem("unknown_member", message, entry.paragraph)


def _items(body: Body, grammar: Grammar) -> Iterator[Problem]:
    """Yield the agenda items that the text cites as those of the meeting but the agenda lacks."""
    known = {item.number.strip(".") for item in body.agenda}
    if not known:
        return
    for paragraph in body.paragraphs:
        if paragraph.part != "body":
            continue
        own = (
            s for s in sentences(paragraph.text, grammar) if grammar.search("item_considered", s)
        )
        cited = dict.fromkeys(number for s in own for number in agenda_items(s, grammar))
        for number in cited:
            if number.split()[0] not in known:
                known.add(number.split()[0])
                message = f"agenda item {number} is cited but stands not in the agenda"
                yield _problem("unknown_agenda_item", message, paragraph.id)


def _counts(listings: Iterable[Listing], grammar: Grammar) -> Iterator[Problem]:
    """Yield the lists that have more or fewer names than their lead says."""
    for listing in listings:
        match = grammar.search("stated_count", listing.lead)
        stated = number_of(match[1]["count"], grammar) if match else None
        if stated is not None and stated != len(listing.names):
            message = f"the text counts {stated} but lists {len(listing.names)}"
            yield _problem("count_mismatch", message, listing.paragraph)


def _meetings(meeting: Meeting, body: Body, grammar: Grammar) -> Iterator[Problem]:
    """Yield a problem if meetings are cited beyond the number that the text states.

    Only where the meetings are counted from 1 in each session, as most bodies do.
    """
    held = meeting.meetings_held
    if held is None:
        return
    cited = [
        (int(number), paragraph.id)
        for paragraph in body.paragraphs
        if paragraph.part == "body"
        for _, match in grammar.find("numbered_meeting", paragraph.text)
        for number in _ORDINAL.findall(match["numbers"])
    ]
    numbers = {number for number, _ in cited}
    beyond = next((one for one in cited if one[0] == held + 1), None)
    if beyond and set(range(1, held + 2)) <= numbers:
        message = f"{held} meetings are said to have been held, meeting {held + 1} is cited"
        yield _problem("count_mismatch", message, beyond[1])


def check_recommendations(
    body: Body, recommendations: Sequence[Recommendation], grammar: Grammar
) -> list[Problem]:
    """Return a `count_mismatch` where the text counts its recommendations otherwise than found.

    The count may be that of the whole report, of the section, or of the list below the paragraph.
    """
    found = []
    for paragraph in body.paragraphs:
        match = grammar.search("recommendations_counted", paragraph.text)
        stated = number_of(match[1]["count"], grammar) if match else None
        if stated is None:
            continue
        section = paragraph.section or ""
        under = [r for r in recommendations if _within(r.section, section)]
        below = [r for r in recommendations if (r.number or "").startswith(f"{paragraph.number}.")]
        if stated not in {len(recommendations), len(under), len(below)}:
            message = f"the text counts {stated} recommendations, {len(recommendations)} are found"
            found.append(_problem("count_mismatch", message, paragraph.id))
    return _placed(found, body)


def _placed(problems: Iterable[Problem], body: Body) -> list[Problem]:
    """Return the problems with the page of the paragraph that each names."""
    pages = {p.id: p.source[0].page for p in body.paragraphs if p.source}
    return [p.model_copy(update={"page": pages.get(p.node or "")}) for p in problems]


def _within(section: str | None, outer: str) -> bool:
    """Say whether a section is `outer` or below it: ids of sections grow by a dot."""
    return section is not None and (section == outer or section.startswith(f"{outer}."))


def _delegations(
    body: Body, statements: Iterable[Statement], grammar: Grammar
) -> Iterator[Problem]:
    """Yield a problem if not as many States speak in a review as its text counts.

    None if hardly any do: then the report counts the statements and tells of none.
    """
    dialogue = {s.id for s in body.sections if grammar.search("dialogue_section", s.title)}
    own = [p for p in body.paragraphs if p.section in dialogue]
    ids = {paragraph.id for paragraph in own}
    spoke = {m.entity for s in statements if s.paragraph in ids for m in s.members}
    for paragraph in own:
        match = grammar.search("delegations_counted", paragraph.text)
        stated = int(match[1]["count"]) if match else 0
        if stated != len(spoke) >= _TELLING_SHARE * stated > 0:
            message = f"the text counts {stated} delegations, {len(spoke)} are found"
            yield _problem("count_mismatch", message, paragraph.id)
