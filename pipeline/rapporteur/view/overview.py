"""The whole report in short: masthead, meeting, outline, counts, recommendations, problems."""

from __future__ import annotations

from collections.abc import Iterator

from rapporteur.report import Problem, Report, Section
from rapporteur.view.index import Index, ranges
from rapporteur.view.recommendations import by_position, recommendation, state_name
from rapporteur.view.terminal import OutputLine, Piece, heading

FIRST_RECOMMENDATIONS = 5
SEVERITY = {"error": "bold red", "warning": "yellow", "info": "dim"}


def overview(index: Index) -> Iterator[OutputLine]:
    """Yield the report in short."""
    report = index.report
    yield OutputLine(report.document.title or report.source.name, style="bold")
    yield from _facts(report)
    yield from _officers(report)
    yield from _outline(index)
    yield from heading("Counts")
    yield from _counts(report)
    yield from _recommendations(index)
    yield from _problems(report)


def _facts(report: Report) -> Iterator[OutputLine]:
    head, meeting = report.document, report.meeting
    session = meeting.session or (str(meeting.ordinal) if meeting.ordinal else None)
    under_review = state_name(report, head.state_under_review) if head.state_under_review else None
    rows = {
        "symbol": ", ".join(head.symbols),
        "body": head.body,
        "date": head.date,
        "distribution": head.distribution,
        "original": ", ".join(head.original_languages),
        "job number": head.job_number,
        "under review": under_review,
        "troika": ", ".join(state_name(report, state) for state in head.troika),
        "meeting": meeting.body,
        "session": session,
        "held": ", ".join(filter(None, (meeting.place, _days(meeting.start, meeting.end)))),
        "meetings": str(meeting.meetings_held or ""),
        "source": f"{report.source.name}, {counted(report.source.pages, 'page')}",
        "grammar": f"{report.generator.grammar} ({report.generator.version})",
    }
    return (OutputLine(value, label) for label, value in rows.items() if value)


def _days(start: str | None, end: str | None) -> str:
    return " – ".join(dict.fromkeys(filter(None, (start, end))))


def counted(number: int, noun: str) -> str:
    """Return "1 page", "2 pages"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _officers(report: Report) -> Iterator[OutputLine]:
    names = {person.id: person.name for person in report.entities.people}
    if report.meeting.officers:
        yield from heading("Officers")
    for officer in report.meeting.officers:
        country = f" ({state_name(report, officer.country)})" if officer.country else ""
        name = names.get(officer.person or "", officer.person or "not named")
        yield OutputLine(f"{name}{country}", officer.role)


def _outline(index: Index) -> Iterator[OutputLine]:
    if index.report.sections:
        yield from heading("Outline")
    part = "body"
    for section in index.report.sections:
        if section.part != part:
            part = section.part
            yield from _part(index.report, section)
        yield OutputLine(_title(index, section), section.label or "–", section.level)


def _part(report: Report, first: Section) -> Iterator[OutputLine]:
    """Yield the heading of an annex, unless its first section is that heading."""
    for part in report.parts:
        if part.id == first.part and part.title != first.title:
            yield OutputLine(" ".join(filter(None, (part.label, part.title))), style="bold")


def _title(index: Index, section: Section) -> tuple[Piece, ...]:
    """Return the title with the numbers of the paragraphs that stand below it."""
    ids = {each.id for each in index.below(section)}
    within = [paragraph for paragraph in index.report.paragraphs if paragraph.section in ids]
    numbers = ranges([paragraph for paragraph in within if paragraph.kind == "numbered"])
    recommended = sum(each.section in ids for each in index.report.recommendations)
    told = [f"paras {numbers}"] if numbers else []
    told += [counted(recommended, "recommendation")] if recommended else []
    return Piece(section.title), Piece(f" · {', '.join(told)}" if told else "", "dim")


def _counts(report: Report) -> Iterator[OutputLine]:
    quality, entities = report.quality, report.entities
    rows = {
        "paragraphs": len(report.paragraphs),
        "recommendations": len(report.recommendations),
        "commitments": len(report.commitments),
        "agenda items": len(report.agenda),
        "statements": len(report.statements),
        "people": len(entities.people),
        "countries": len(entities.countries),
        "organizations": len(entities.organizations),
        "citations": len(report.citations),
        "footnotes": len(report.footnotes),
        "tables": len(report.tables),
        "repairs": len(report.repairs),
        "removed": len(report.removed),
        "problems": len(report.problems),
    }
    for label, number in rows.items():
        yield OutputLine(f"{number:,}", label)
    for attendance in report.attendance:
        yield OutputLine(f"{len(attendance.members):,}", f"attended: {attendance.category}")
    yield OutputLine(_share(quality.coverage), "coverage")
    if quality.placed is not None:
        yield OutputLine(_share(quality.placed), "placed")


def _share(share: float) -> str:
    """Return a share cut, not rounded: what is not whole must not look so."""
    return f"{int(share * 10_000) / 10_000:.4f}"


def _recommendations(index: Index) -> Iterator[OutputLine]:
    every = index.report.recommendations
    if not every:
        return
    yield from heading("Recommendations")
    if any(each.position for each in every):
        yield OutputLine(by_position(every))
    for each in every[:FIRST_RECOMMENDATIONS]:
        yield from recommendation(index, each)
    if len(every) > FIRST_RECOMMENDATIONS:
        yield OutputLine(
            f"… {len(every) - FIRST_RECOMMENDATIONS} more: --recommendations", style="dim"
        )


def _problems(report: Report) -> Iterator[OutputLine]:
    yield from heading("Problems")
    if not report.problems:
        yield OutputLine("none")
    yield from map(_problem, report.problems)


def _problem(problem: Problem) -> OutputLine:
    page = f"page {problem.page}" if problem.page else None
    where = ", ".join(filter(None, (problem.node, page)))
    text = f"{problem.code}: {problem.message}{f' ({where})' if where else ''}"
    return OutputLine(text, problem.severity, label_style=SEVERITY[problem.severity])
