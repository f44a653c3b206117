"""Who attended, who spoke, and what does not add up about it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import base, block, line, printed, source_run, text_report
from rapporteur.extract.lists import split_members, split_run
from rapporteur.extract.sentences import sentences
from rapporteur.extract.statements import agenda_items
from rapporteur.knowledge.countries import load_countries
from rapporteur.report import Report

CASES = tomllib.loads((Path(__file__).parent / "data" / "facts_cases.toml").read_text("utf-8"))
BASE = base()
STATES = [country.name for country in load_countries() if country.region]


@pytest.mark.parametrize("case", CASES["lists"], ids=lambda case: case["text"])
def test_members_of_a_list(case: dict[str, Any]) -> None:
    assert split_members(case["text"], BASE) == case["expected"]


def test_and_inside_a_single_name_parts_nothing() -> None:
    name = "Organization for Tides and Currents"
    assert split_members(name, BASE, plural=False) == [name]


@given(st.lists(st.sampled_from(STATES), min_size=2, max_size=30, unique=True))
def test_printed_lists_of_states_are_read_back(names: list[str]) -> None:
    printed_list = f"{', '.join(names[:-1])} and {names[-1]}."
    assert split_members(printed_list, BASE) == names


@given(st.lists(st.sampled_from(STATES), min_size=2, max_size=12, unique=True))
def test_states_in_columns_are_read_back(names: list[str]) -> None:
    assert split_run(" ".join(names)) == split_run(", ".join(names)) == names


def test_a_run_with_other_words_is_no_run_of_states() -> None:
    assert split_run("Angola Jamaica Ada Mora") == []


def test_sentences_end_at_no_initial_and_no_title() -> None:
    text = "Mr. Luis J. Paz spoke. See St. Ives. The Board (No. 3) closed."
    assert sentences(text, BASE) == [
        "Mr. Luis J. Paz spoke.",
        "See St. Ives.",
        "The Board (No. 3) closed.",
    ]


# --- attendance ----------------------------------------------------------------------------------


def test_a_name_on_a_line_that_was_mended_is_not_lost() -> None:
    lead = "The following entities of the United Nations system were represented at the session:"
    names = [
        line("Harbour Programme", x=145.0, gap=9.0),
        line("Office of the SecretaryGeneral", x=145.0, gap=0.0),
        line("Lighthouse Fund", x=145.0, gap=0.0),
    ]
    prose = "The Board met in Bonn and heard the Secretary-General report on the harbours. " * 3
    rows = [*block("1. " + prose), *block("2. " + lead), *names, *block("3. " + prose)]
    report = source_run(printed(rows)).report
    assert [member.name for member in report.attendance[0].members] == [
        "Harbour Programme",
        "Office of the Secretary-General",
        "Lighthouse Fund",
    ]


def test_names_of_groups_in_a_list_of_lines_are_no_members_and_no_headings() -> None:
    lead = "The following non-governmental organizations were represented at the session:"
    names = [
        line("General category", x=145.0, italic=True, gap=9.0),
        line("Harbour Watch International", x=145.0, gap=9.0),
        line("Lighthouse Keepers Union", x=145.0, gap=0.0),
        line("Special category", x=145.0, italic=True, gap=9.0),
        line("Tide Tables Society", x=145.0, gap=9.0),
    ]
    prose = "The Board met in Bonn and considered the report of the secretariat on its work. " * 3
    rows = [*block("1. " + prose), *block("2. " + lead), *names, *block("3. " + prose)]
    report = source_run(printed(rows)).report
    assert report.sections == []
    assert [member.name for member in report.attendance[0].members] == [
        "Harbour Watch International",
        "Lighthouse Keepers Union",
        "Tide Tables Society",
    ]


def test_a_name_in_a_list_of_lines_may_have_a_comma() -> None:
    lead = "The following intergovernmental organizations were represented at the session:"
    first, *others = [
        line(text, x=145.0, gap=0.0)
        for text in ["Council of Harbours", "Union of Northern, Eastern and Inner Ports",
                     "Lighthouse Bureau", "Tide Institute"]
    ]  # fmt: skip
    prose = "The Board met in Bonn and considered the report of the secretariat on its work. " * 3
    rows = [*block("1. " + prose), *block("2. " + lead), first, *others, *block("3. " + prose)]
    (found,) = source_run(printed(rows)).report.attendance
    assert [member.name for member in found.members] == [
        "Council of Harbours",
        "Union of Northern, Eastern and Inner Ports",
        "Lighthouse Bureau",
        "Tide Institute",
    ]


def attendance(text: str) -> list[tuple[str, list[str]]]:
    report = text_report(f"I. Attendance\n1. {text}\n2. The list is in the annex.\n")
    return [(a.category, [m.name for m in a.members]) for a in report.attendance]


@pytest.mark.parametrize("case", CASES["categories"], ids=lambda case: case["text"])
def test_category_comes_from_the_wording(case: dict[str, Any]) -> None:
    assert attendance(case["text"]) == [(case["category"], ["Chad", "Fiji"])]


@pytest.mark.parametrize("case", CASES["attendance"], ids=lambda case: case["text"])
def test_who_was_represented(case: dict[str, Any]) -> None:
    assert [list(each) for each in attendance(case["text"])] == case["expected"]


def test_names_in_apposition_to_what_they_are() -> None:
    text = "Three landlocked States, Chad, Mali and the Niger, participated as observers."
    assert attendance(text) == [("observers", ["Chad", "Mali", "Niger"])]


def test_names_as_items_below_the_lead() -> None:
    text = "The following were represented:\n(a) Parties: Chad and Fiji;\n(b) Signatories: Peru."
    assert attendance(text) == [("parties", ["Chad", "Fiji"]), ("signatories", ["Peru"])]


def test_names_one_on_each_line() -> None:
    lead = "The following intergovernmental organizations were represented at the session:"
    names = [
        "Commonwealth of Salt",
        "League of Tides and Currents of the Southern and the",
        "Northern Seas",
    ]
    source = printed(
        line("I. Attendance", x=91, size=14, bold=True),
        *block(f"1. {lead}"),
        line(names[0], x=147, gap=0),
        line(names[1], x=147, gap=0, full=True),
        line(names[2], x=147, gap=0),
        *block(
            "2. The list of participants is contained in the annex to the present report, as usual."
        ),
        *block(
            "3. The Board adopted its report and closed the session after a debate that took long."
        ),
    )
    found = source_run(source).report.attendance
    assert [[member.name for member in entry.members] for entry in found] == [
        [names[0], f"{names[1]} {names[2]}"]
    ]


def test_members_link_to_countries_without_entities() -> None:
    report = text_report(
        "I. Attendance\n1. The following parties were represented: Chad, Atlantis and the Fiji.\n"
    )
    members = report.attendance[0].members
    assert [(m.name, m.entity) for m in members] == [
        ("Chad", "TCD"),
        ("Atlantis", None),
        ("Fiji", "FJI"),
    ]


# --- statements ----------------------------------------------------------------------------------


def statements(text: str) -> list[tuple[str | None, list[str], list[str]]]:
    report = text_report(f"I. Statements\n1. {text}\n2. The meeting closed.\n")
    return [(s.category, s.agenda_items, [m.name for m in s.members]) for s in report.statements]


@pytest.mark.parametrize("case", CASES["statements"], ids=lambda case: case["text"])
def test_who_made_statements(case: dict[str, Any]) -> None:
    found = [[category or "", items, names] for category, items, names in statements(case["text"])]
    assert found == case["expected"]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("under agenda items 2 and 3", ("2", "3")),
        ("Under agenda item 4,", ("4",)),
        ("on agenda items 2, 3 and 5", ("2", "3", "5")),
        ("on agenda items 2 to 5", ("2", "3", "4", "5")),
        ("on agenda items 2–4", ("2", "3", "4")),
        ("agenda item 3 (b)", ("3 (b)",)),
        ("agenda item 1 (a) and (b)", ("1 (a)", "1 (b)")),
        ("considered item 7 of its agenda", ("7",)),
        ("the agenda of the 3rd meeting", ()),
    ],
)
def test_agenda_items(text: str, items: tuple[str, ...]) -> None:
    assert agenda_items(text, base()) == items


REVIEW = (
    "Report of the Working Group on the Universal Periodic Review\nAtlantis\n"
    "I. Summary of the proceedings of the review process\n1. The Group met.\n"
    "A. Presentation by the State under review\n2. Chad is a neighbour.\n"
    "B. Interactive dialogue and responses by the State under review\n"
    "3. During the dialogue, {count} delegations made statements.\n"
    "4. The Gambia noted the progress made and asked about the courts.\n"
    "5. Iran (Islamic Republic of), speaking for its region, welcomed the plan.\n"
    "6. While noting the efforts, Saudi Arabia called for more.\n"
    "7. The delegation thanked Chad for its question.\n"
    "8. In reply to Peru, the Minister said that the law was new.\n"
    "9. Fiji, raising a point of order, objected.\n"
)


def test_in_a_review_each_paragraph_has_its_speaker() -> None:
    report = text_report(REVIEW.format(count=3))
    spoken = [(s.paragraph, [m.name for m in s.members]) for s in report.statements]
    assert spoken == [
        ("p4", ["Gambia"]), ("p5", ["Iran (Islamic Republic of)"]), ("p6", ["Saudi Arabia"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("While valuing the work against piracy Peru recommended more patrols.", ["Peru"]),
        ("As Oz has not signed the Convention for Peace on Lakes Peru urged it to.", ["Peru"]),
        ("The Democratic People Republic of Korea welcomed the plan.", [
            "Democratic People Republic of Korea"]),
        ("Finally, Greece and Peru asked about the courts.", []),
        ("While the question that Fiji and Peru asked was about the law, it had none.", []),
        ("As to what Peru recommended, the Minister said that the law was new.", []),
        ("The Macao SAR continued to protect the rights of all.", []),
        ("Curaçao was a party to the Convention.", []),
    ],
)  # fmt: skip
def test_who_speaks_in_a_paragraph_of_a_review(text: str, names: list[str]) -> None:
    """Territories of the State under review answer; the lists of its questions speak not."""
    report = text_report(REVIEW.format(count=3) + f"10. {text}\n")
    assert [m.name for s in report.statements for m in s.members][3:] == names


# --- the audit -----------------------------------------------------------------------------------

PARTIES = "Angola, Benin, Chad, Cuba, Fiji, Ghana, Iraq, Japan, Kenya, Peru, Togo and Yemen"


def problems(report: Report) -> list[tuple[str, str | None]]:
    codes = {"speaker_not_attending", "unknown_member", "unknown_agenda_item", "count_mismatch"}
    return [(problem.code, problem.node) for problem in report.problems if problem.code in codes]


def audited(*paragraphs: str) -> list[tuple[str, str | None]]:
    text = "".join(f"{n}. {paragraph}\n" for n, paragraph in enumerate(paragraphs, 1))
    return problems(text_report(f"I. Organization of the meeting\n{text}"))


ATTENDED = f"The following parties were represented: {PARTIES}."
AGENDA = "The Group adopted the following agenda:\n1.\nOpening of the meeting.\n2.\nOther matters."


def test_facts_that_agree_are_no_problem() -> None:
    spoke = "Under agenda item 2, statements were made by the representatives of Chad and Peru."
    assert audited(AGENDA, ATTENDED, spoke) == []


def test_a_speaker_who_did_not_attend() -> None:
    spoke = "Statements were made by the representatives of Chad, Fiji and Mali."
    assert audited(ATTENDED, spoke) == [("speaker_not_attending", "p2")]


def test_a_name_among_states_that_is_none() -> None:
    assert audited(ATTENDED.replace("Peru", "Atlantis")) == [("unknown_member", "p1")]


def test_an_agenda_item_that_does_not_exist() -> None:
    considered = "At its 1st meeting, the Group considered agenda item 5, entitled “Salt”."
    assert audited(AGENDA, considered) == [("unknown_agenda_item", "p2")]


def test_a_count_of_names_that_is_wrong() -> None:
    assert audited("The following four members attended: Chad, Fiji and Peru.") == [
        ("count_mismatch", "p1")
    ]
    assert audited("The following three members attended: Chad, Fiji and Peru.") == []


def test_a_count_of_meetings_that_is_wrong() -> None:
    held = "The Group on Tides met in Vienna on 4 and 5 May 2031, holding a total of {} meetings."
    considered = "At its 1st and 2nd meetings, the Group met. At its 3rd meeting, it closed."
    assert audited(held.format("two"), considered) == [("count_mismatch", "p2")]
    assert audited(held.format("three"), considered) == []


def test_a_count_of_delegations_that_is_wrong() -> None:
    assert problems(text_report(REVIEW.format(count=3))) == []
    assert problems(text_report(REVIEW.format(count=9))) == [("count_mismatch", "p3")]


def test_delegations_that_are_counted_but_not_told_of() -> None:
    assert problems(text_report(REVIEW.format(count=109))) == []


# --- who spoke -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("During the debate, Chile, Iraq and Togo made statements.", ["Chile", "Iraq", "Togo"]),
        ("Two States, namely, Chile and Togo, also expressed their views.", ["Chile", "Togo"]),
        ("The following observers took the floor: Fiji and Ghana.", ["Fiji", "Ghana"]),
        ("The panel was moderated by the representative of Peru, who made a statement.", []),
        (
            (
                "The following made statements:\n(a) Representatives of States: Chile and Togo;\n"
                "(b) Observer for a group: European Union."
            ),
            ["Chile", "Togo", "European Union"],
        ),
    ],
)
def test_who_spoke_in_other_words(text: str, names: list[str]) -> None:
    report = text_report(f"1. The Board met.\n2. {text}", grammar="base")
    assert [m.name for spoken in report.statements for m in spoken.members] == names
