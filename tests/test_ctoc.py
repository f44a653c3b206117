"""Reports of working groups on organized crime and corruption, as their sisters are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from rapporteur.report import Report
from rapporteur.run import parse

TEXT = (Path(__file__).parent / "data" / "working_group.txt").read_text("utf-8")


@pytest.fixture(scope="module")
def report() -> Report:
    return parse(TEXT.encode(), name="salt.txt", entities=False)


def test_the_front_tells_the_document(report: Report) -> None:
    found = report.document
    assert (found.family, found.symbols) == ("ctoc", ["CAC/COSP/WG.2/2031/3"])
    assert (found.date, found.distribution) == ("2031-06-07", "General")
    assert found.body == (
        "Conference of the States Parties to the United Nations Convention against Corruption"
    )


def test_the_family_is_known_without_a_front() -> None:
    text = TEXT[TEXT.index("I. Introduction") :]
    found = parse(text.encode(), name="salt.txt", entities=False)
    assert (found.document.family, found.document.symbols) == ("ctoc", [])
    assert found.meeting.body == "Open-ended Intergovernmental Working Group on Salt"


def test_a_report_that_only_cites_the_conference_is_of_another_family() -> None:
    text = (
        "I. Introduction\n1. The Commission on Salt took note of the report of the Working Group.\n"
        "2. It recalled the Conference of the States Parties to the United Nations Convention "
        "against Corruption.\n3. The Commission adjourned.\n"
    )
    assert parse(text.encode(), name="c.txt", entities=False).document.family == "base"


def test_the_meeting_is_counted_and_not_the_first_one(report: Report) -> None:
    found = report.meeting
    assert (found.body, found.ordinal) == ("Open-ended Intergovernmental Working Group on Salt", 10)
    assert (found.place, found.start, found.end) == ("Vienna", "2031-05-28", "2031-05-29")
    assert found.meetings_held == 4
    assert [(officer.role, officer.country) for officer in found.officers] == [("Chair", "PER")]


def test_the_agenda_has_its_items(report: Report) -> None:
    agenda = [(item.number, [inner.number for inner in item.items]) for item in report.agenda]
    assert agenda == [("1", ["a", "b"]), ("2", []), ("3", [])]


def test_attendance_by_category(report: Report) -> None:
    assert [(a.paragraph, a.category, len(a.members)) for a in report.attendance] == [
        ("p10", "parties", 11),
        ("p11", "parties", 1),
        ("p12", "signatories", 2),
        ("p13", "permanent_observers", 1),
        ("p14", "un_entities", 3),
        ("p15", "igos", 3),
        ("p16", "permanent_observers", 1),
    ]


def test_statements_by_agenda_item(report: Report) -> None:
    spoken = [
        (s.paragraph, s.category, s.agenda_items, [m.name for m in s.members])
        for s in report.statements
    ]
    assert spoken == [
        ("p7", "parties", ["2"], ["Chad", "Fiji", "United States"]),
        ("p8", "observers", ["2"], ["Japan"]),
        ("p9", None, [], ["Egypt"]),
    ]


def test_what_agrees_is_no_problem(report: Report) -> None:
    assert [problem.code for problem in report.problems] == []
