"""Small reports of our own wording, each with what must be read out of it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from builders import block, line, printed, source_run
from rapporteur.report import AgendaItem, Report
from rapporteur.run import parse
from rapporteur.source import Line

CASES = tomllib.loads((Path(__file__).parent / "data" / "knowledge_cases.toml").read_text("utf-8"))
FRONT = """United Nations                                          A/AC.411/2031/9
General Assembly                                        Distr.: General
                                                        9 June 2031
                                                        Original: English

Report of the Board on Tides on its ninth session

"""


@cache
def report(text: str) -> Report:
    return parse((FRONT + text).encode(), name="case.txt")


def officers(found: Report) -> list[Any]:
    names = {person.id: person.name for person in found.entities.people}
    held = found.meeting.officers
    return [[names.get(o.person or "", o.person), o.role, o.country or ""] for o in held]


def agenda(found: Report) -> list[Any]:
    def told(items: list[AgendaItem]) -> list[Any]:
        return [entry for i in items for entry in ([i.number, i.title], *told(i.items))]

    return told(found.agenda)


def attendance(found: Report) -> list[Any]:
    return [[a.category, [m.name for m in a.members]] for a in found.attendance]


def statements(found: Report) -> list[Any]:
    return [[s.paragraph, [m.name for m in s.members]] for s in found.statements]


def people(found: Report) -> list[Any]:
    return [
        [p.name, p.role or "", p.affiliation or "", p.country or ""] for p in found.entities.people
    ]


def organizations(found: Report) -> list[Any]:
    return [organization.name for organization in found.entities.organizations]


def places(found: Report) -> list[Any]:
    return [[o.name, o.paragraphs] for o in found.entities.organizations]


def meeting(found: Report) -> list[Any]:
    told = found.meeting
    return [told.body, told.ordinal, told.place, told.start, told.end]


def countries(found: Report) -> list[Any]:
    return sorted(country.id for country in found.entities.countries)


READ: dict[str, Callable[[Report], list[Any]]] = {
    read.__name__: read
    for read in (
        officers, agenda, attendance, statements, people, organizations, places, meeting, countries
    )
}  # fmt: skip


@pytest.mark.parametrize(
    ("what", "case"),
    [(what, case) for what, cases in CASES.items() for case in cases],
    ids=lambda value: value if isinstance(value, str) else value["why"],
)
def test_what_is_read_of_a_report(what: str, case: dict[str, Any]) -> None:
    assert READ[what](report(case["text"])) == case["expected"]


@pytest.mark.parametrize(
    "where",
    ["Agenda", "Agenda of the ninth session"],
)
def test_agenda_of_an_annex(where: str) -> None:
    text = f"1. The agenda is in the annex.\n\nAnnex\n\n{where}\n\n1. New piers.\n\n2. Old piers.\n"
    assert agenda(report(text)) == [["1", "New piers"], ["2", "Old piers"]]


@pytest.mark.parametrize(
    "where",
    ["Agenda of the tenth session", "Provisional agenda", "Agenda for the next session", "Notes"],
)
def test_no_agenda_of_another_session(where: str) -> None:
    text = f"1. The agenda is in the annex.\n\nAnnex\n\n{where}\n\n1. New piers.\n\n2. Old piers.\n"
    assert agenda(report(text)) == []


def _in_columns(row: Line, left: float) -> Line:
    """Return the line with its last two words set off in a column of their own."""
    (style,) = row.styles
    at = style.start + len(ROW.rsplit(" ", 2)[0])
    first, last = replace(style, end=at, x1=style.x0 + 60), replace(style, start=at + 1, x0=left)
    return replace(row, styles=(first, last))


ROW = "Reef and Tide Union Harbour Watch"


def test_names_in_columns_are_parted_at_wide_gaps() -> None:
    lead = "1. The following non-governmental organizations were represented at the session:"
    source = printed(
        line(lead, full=True), line(ROW, gap=0.0), *block("2. " + "The end came. " * 9)
    )
    page = source.pages[0]
    lines = (page.lines[0], _in_columns(page.lines[1], 300.0), *page.lines[2:])
    (found,) = source_run(replace(source, pages=(replace(page, lines=lines),))).report.attendance
    assert [member.name for member in found.members] == ["Reef and Tide Union", "Harbour Watch"]


@pytest.mark.parametrize(
    "title",
    [
        "Report of the Secretary-General on the situation of the reefs",
        "Situation of the reefs\n\nReport of the Secretary-General",
    ],
)
def test_a_report_of_an_office_is_on_no_meeting(title: str) -> None:
    text = FRONT.replace("Report of the Board on Tides on its ninth session", title)
    text += (
        "1. The Conference of Ports held its second session in Bonn on 3 May 2031 and elected"
        " Ms. Ada Moravec (Fiji) as its President.\n"
    )
    found = parse(text.encode(), name="case.txt").meeting
    assert (found.body, found.ordinal, found.place, found.officers) == (
        "General Assembly",
        None,
        None,
        [],
    )


def test_a_speaker_tells_for_whom_it_spoke() -> None:
    benin = "Benin (on behalf of the African States)"
    text = f"1. Statements were made by the representatives of {benin} and Chile."
    (found,) = report(text).statements
    assert [(m.name, m.on_behalf_of) for m in found.members] == [
        ("Benin", ["African States"]),
        ("Chile", []),
    ]
