"""The meeting reported on, and its officers."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from builders import line, printed, source_run, text_report
from rapporteur import parse
from rapporteur.report import Meeting, Officer
from rapporteur.source import Cell

CASES = tomllib.loads((Path(__file__).parent / "data" / "facts_cases.toml").read_text("utf-8"))
FRONT = "United Nations A/91/23\nGeneral Assembly Distr.: General\n7 May 2031\nOriginal: English\n"


def meeting(
    *paragraphs: str, title: str = "", section: str = "Organization of the session"
) -> Meeting:
    """Return the meeting of a report with this title and these paragraphs in one section."""
    front = f"{FRONT}{title}\n" if title else ""
    numbered = "".join(f"{n}. {text}\n" for n, text in enumerate(paragraphs, 1))
    return text_report(f"{front}I. {section}\n{numbered}").meeting


def when(found: Meeting) -> tuple[str | None, str | None, str | None]:
    return found.place, found.start, found.end


@pytest.mark.parametrize("case", CASES["title_session"], ids=lambda case: case["title"])
def test_title_tells_of_body_and_session(case: dict[str, Any]) -> None:
    found = meeting("The report was adopted by all.", title=case["title"])
    said = (found.body, found.session or "", found.ordinal or "")
    assert said == (case["body"], case["session"], case["ordinal"])


@pytest.mark.parametrize("case", CASES["title_days"], ids=lambda case: case["title"])
def test_title_tells_of_place_and_days(case: dict[str, Any]) -> None:
    found = when(meeting("The report was adopted by all.", title=case["title"]))
    assert [each or "" for each in found] == case["expected"]


@pytest.mark.parametrize("case", CASES["told"], ids=lambda case: case["sentence"])
def test_text_tells_when_and_where(case: dict[str, Any]) -> None:
    found = meeting(case["sentence"], "The report was adopted by all.")
    assert [each or "" for each in when(found)] == case["expected"]
    assert found.ordinal == 9


def test_ordinal_of_the_meeting_itself() -> None:
    found = meeting(
        "At its third meeting, held in Vienna on 4 and 5 May 2031, the Working Group on Tides "
        "adopted the text below.",
        "The Working Group met for the first time on 14 and 15 April 2025 and held a total of "
        "12 meetings prior to the current meeting.",
        "The Working Group on Tides met in Vienna on 4 and 5 May 2031, holding a total of four "
        "meetings.",
    )
    assert (found.body, found.ordinal, found.session) == ("Working Group on Tides", 3, None)
    assert when(found) == ("Vienna", "2031-05-04", "2031-05-05")
    assert found.meetings_held == 4


def test_sessions_to_come_and_of_others_do_not_count() -> None:
    found = meeting(
        "The tenth session of the Committee will be held in Nairobi from 1 to 4 March 2032.",
        "The World Forum on Salt was held in Lima, Peru, from 12 to 15 November 2030.",
        "The Committee held its ninth session at Headquarters from 4 to 7 March 2031.",
        title="Report of the Committee on Tides on its ninth session",
    )
    assert when(found) == ("New York", "2031-03-04", "2031-03-07")


def test_a_session_in_two_parts_is_that_of_the_title() -> None:
    found = meeting(
        "The Committee held an organizational session on 23 April 2031 and its substantive session "
        "from 11 to 15 May 2031 at United Nations Headquarters.",
        title="Report of the Committee on Tides (11–15 May 2031)",
    )
    assert when(found) == ("New York", "2031-05-11", "2031-05-15")


def test_the_place_may_stand_behind_the_days() -> None:
    title = "Report on the first regular session 2031 (27 to 31 January 2031, New York)"
    assert when(meeting("The Board met.", title=title)) == ("New York", "2031-01-27", "2031-01-31")


def test_session_in_the_masthead_of_another_body_does_not_count() -> None:
    front = (
        "United Nations A/HRC/91/7\nGeneral Assembly Distr.: General\n7 May 2031\n"
        "Original: English\n"
        "Human Rights Council\nNinety-first session\n16 June–11 July 2031\nAgenda item 5\n"
        "Report of the Working Group on Tides on its third session\n"
    )
    found = text_report(f"{front}I. Introduction\n1. The Group had much to do.\n").meeting
    assert (found.body, found.session) == ("Working Group on Tides", "third session")
    assert when(found) == (None, None, None)


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("It held seven meetings.", 7),
        ("The Committee held 15 formal meetings, including 3 closed meetings.", 15),
        ("During the session, the Committee held five plenary meetings.", 5),
        ("Six meetings were held, in which States took part.", 6),
        ("It worked at Headquarters (16 plenary meetings).", 16),
        ("The Committee had before it the reports of two meetings.", None),
    ],
)
def test_number_of_meetings(sentence: str, count: int | None) -> None:
    opening = "The Committee on Tides held its ninth session in Rome from 4 to 7 March 2031."
    assert meeting(f"{opening} {sentence}").meetings_held == count


# --- officers ------------------------------------------------------------------------------------


def officers(
    *paragraphs: str, title: str = "Report of the Committee on Tides on its ninth session"
) -> list[tuple[str, str | None]]:
    found = meeting(*paragraphs, title=title, section="Election of officers").officers
    return [(officer.role, officer.country) for officer in found]


def test_officers_in_a_list() -> None:
    assert officers(
        "The Committee elected the following officers: Chair: Ada de la Mora (Peru) Vice-Chairs: "
        "Jan Vos (Netherlands (Kingdom of the)) Luis Paz (Bolivia (Plurinational State of)) "
        "Rapporteur: Min-ji Kim (Republic of Korea)"
    ) == [("Chair", "PER"), ("Vice-Chair", "NLD"), ("Vice-Chair", "BOL"), ("Rapporteur", "KOR")]


def test_an_office_that_the_list_leaves_vacant_goes_to_none_of_those_before_it() -> None:
    text = "elected its officers: Vice-Chairs: Ada Mora (Peru) Luis Kent (Chad) Rapporteur: Vacant"
    assert officers(f"The Board {text}") == [
        ("Vice-Chair", "PER"),
        ("Vice-Chair", "TCD"),
    ]


def test_officers_one_on_each_line_without_states() -> None:
    text = (
        "I. Election of officers\n1. The Forum elected the following officers:\nChairs:\nAda Mora\n"
        "Luis de la Paz\nRapporteur:\nJan Vos\nII. Other matters\n2. The Forum closed.\n"
    )
    found = text_report(text).meeting.officers
    assert [officer.role for officer in found] == ["Chair", "Chair", "Rapporteur"]


def test_officers_of_a_table_with_the_office_behind_the_name() -> None:
    rows = [
        ["Member", "State"], ["Ada Mora (Chair)", "Peru"], ["Jan Vos", "Chad"],
        ["Mr. Luis Paz (Rapporteur)", "Chile"], ["Li Xu (Rapporteur on ports)", "China"],
    ]  # fmt: skip
    cells = [
        line(text, cell=Cell(0, row, column))
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]
    found = source_run(printed(line("Members", bold=True), cells)).report.meeting.officers
    assert [(officer.role, officer.country) for officer in found] == [
        ("Chair", "PER"),
        ("Rapporteur", "CHL"),
    ]


def test_officers_on_the_front_count_where_the_text_names_none() -> None:
    title = "Draft report of the Committee on Tides\nRapporteur: Ms. Ada Mora (Peru)"
    report = parse(f"{FRONT}{title}\nI. Work\n1. The Committee met.\n".encode())
    assert report.meeting.officers == [Officer(person="ada-mora", role="Rapporteur", country="PER")]
    assert [(p.name, p.paragraphs) for p in report.entities.people] == [("Ada Mora", ["document"])]
    told = meeting("The meeting was opened by Jan Vos (Chad), Chair of the Committee.", title=title)
    assert [(officer.role, officer.country) for officer in told.officers] == [("Chair", "TCD")]


@pytest.mark.parametrize("case", CASES["officers"], ids=lambda case: case["sentence"])
def test_officers_in_prose(case: dict[str, Any]) -> None:
    found = [[role, country or ""] for role, country in officers(case["sentence"])]
    assert found == case["expected"]


def test_offices_behind_their_holders_open_no_list() -> None:
    assert officers(
        "The Committee elected the following officers: Ada Mora (Peru) as Chair, and Jan Vos "
        "(Chad) and Luis Paz (Chile) as Vice-Chairs."
    ) == [("Chair", "PER"), ("Vice-Chair", "TCD"), ("Vice-Chair", "CHL")]
    assert officers(
        "The Group elected Ms. Ada Mora (Peru) as its Chair and Mr. Jan Vos (Chad) as its "
        "Vice-Chair-cum-Rapporteur."
    ) == [("Chair", "PER"), ("Vice-Chair-cum-Rapporteur", "TCD")]


def test_other_labels_end_the_list_of_an_office() -> None:
    assert officers(
        "The Commission has the following composition: Chair: Ada Mora (Peru) Vice-Chair: Jan Vos "
        "(Chad) Chair of the Drafting Committee: Li Xu (China) Members: Luis Paz (Chile)"
    ) == [("Chair", "PER"), ("Vice-Chair", "TCD")]


def test_officers_for_the_next_session_are_left_out() -> None:
    text = "The Committee elected the following officers for its {} session: Chair: Ada Mora (Peru)"
    assert officers(text.format("tenth")) == []
    assert officers(text.format("ninth")) == [("Chair", "PER")]


def test_a_label_that_a_sentence_follows_names_no_officer() -> None:
    assert officers("Chair: At its first meeting, the Committee was informed of the delay.") == []


def test_an_officer_is_null_as_a_person_without_entities() -> None:
    found = meeting("The meeting was opened by Ada Mora (Peru), Chair of the Working Group.")
    assert found.officers == [Officer(person=None, role="Chair", country="PER")]
