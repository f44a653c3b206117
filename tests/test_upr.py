"""Reports of the Universal Periodic Review: the layouts of all years, on invented reports."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from builders import Printed, block, line, printed, source_run, text_report
from rapporteur.knowledge.grammar import choose
from rapporteur.report import Recommendation, Report

UPR = choose("upr")
HEAD = """\
Report of the Working Group on the Universal Periodic Review
Iceland

Introduction

1. The Working Group on the Universal Periodic Review, established in accordance with Human Rights
Council resolution 5/1, held its ninth session from 1 to 12 May 2031. The review of Iceland was
held at the 3rd meeting, on 2 May 2031.
2. On 14 January 2031, the Human Rights Council selected the following group of rapporteurs
(troika) to facilitate the review of Iceland: Chile, the Congo and Viet Nam.

II. Conclusions and/or recommendations

"""


def told(conclusions: str) -> Report:
    """The report of a plain text whose conclusions read so."""
    return text_report(HEAD + conclusions)


def brief(report: Report) -> list[tuple[str | None, str, list[str], str | None]]:
    return [(r.number, r.text, r.states, r.position) for r in report.recommendations]


def pledged(report: Report) -> list[tuple[str | None, str, str]]:
    return [(c.number, c.text, c.paragraph) for c in report.commitments]


# --- the review --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    [
        "Report of Working Group on the Universal Periodic Review",
        "Report of the Working on the Universal Periodic Review",
        "Report of the Working Group on the Universal Period Review",
    ],
)
def test_a_misprinted_title_hides_no_review(title: str) -> None:
    text = HEAD.replace("Report of the Working Group on the Universal Periodic Review", title)
    text = text.replace("Review, established", "Review (UPR), created")
    assert text_report(f"{text}3. Iceland thanked all.").document.family == "upr"


@pytest.mark.parametrize(
    "selected",
    [
        (
            "the Council selected the following group of rapporteurs (Troika) to facilitate the"
            " review: Chile, the Congo and Viet Nam."
        ),
        "the Council drew the following States as the troika: Chile, the Congo and Viet Nam.",
    ],
)
def test_the_troika_in_other_words(selected: str) -> None:
    start = HEAD.index("the Human Rights Council selected")
    text = HEAD[:start] + selected + HEAD[HEAD.index("\n\nII.") :]
    document = text_report(f"{text}3. Iceland thanked all.").document
    assert (document.state_under_review, document.troika) == ("ISL", ["CHL", "COG", "VNM"])


def test_nobody_is_listed_as_present_in_a_review() -> None:
    text = HEAD + "3. Two old trades are represented in Iceland: coopers and pilots."
    assert text_report(text).attendance == []


def test_the_state_under_review_and_the_troika() -> None:
    document = told("3. Iceland thanked all delegations.").document
    assert document.family == "upr"
    assert (document.state_under_review, document.troika) == ("ISL", ["CHL", "COG", "VNM"])


@pytest.mark.parametrize(
    ("printed_list", "troika"),
    [
        ("the former Yugoslav Republic of Macedonia: Mali, Peru and Togo.", ["MLI", "PER", "TGO"]),
        ("Angola, Mali, Peru and Togo.", ["AGO", "MLI", "PER", "TGO"]),
        ("Angola: the United Kingdom of Great Britain and Northern Ireland, Mali.", ["GBR", "MLI"]),
    ],
)
def test_the_troika_is_read_with_and_without_colon(printed_list: str, troika: list[str]) -> None:
    lead = "1. The Council selected the group of rapporteurs (troika) to facilitate the review of "
    document = text_report(lead + printed_list, grammar="upr").document
    assert document.troika == troika


def test_other_reports_have_no_state_under_review() -> None:
    document = text_report("1. The review of Iceland was held on 2 May.", grammar="base").document
    assert (document.state_under_review, document.troika) == (None, [])


# --- lists -------------------------------------------------------------------------------------


def test_numbered_lists_with_what_becomes_of_them() -> None:
    report = told(
        """\
3. The recommendations listed below have been examined by Iceland and enjoy its support:
3.1 Ratify the Convention on Lighthouses (Brazil, Togo);
3.2. Build more lighthouses (Iran (Islamic Republic of)) (Mali).
4. The following recommendations will be examined by Iceland, which will respond in due course:
4.1 Consider a moratorium on foghorns (Peru); abolish foghorns
altogether (Chad);
5. The recommendations below did not enjoy the support of Iceland:
5.1 Sell the lighthouses (Chile).
6. All conclusions and/or recommendations contained in the present report reflect the position
of the submitting States.
"""
    )
    assert brief(report) == [
        ("3.1", "Ratify the Convention on Lighthouses", ["BRA", "TGO"], "supported"),
        ("3.2", "Build more lighthouses", ["IRN", "MLI"], "supported"),
        ("4.1", "Consider a moratorium on foghorns (Peru); abolish foghorns altogether",
         ["PER", "TCD"], "under_consideration"),
        ("5.1", "Sell the lighthouses", ["CHL"], "rejected"),
    ]  # fmt: skip
    assert [p.number for p in report.paragraphs if p.kind == "numbered"] == list("123456")


def test_until_2009_the_items_of_a_paragraph_are_numbered_below_it() -> None:
    report = told(
        """\
3. In the course of the discussion, the following recommendations were made to Iceland:
1. To ratify the Convention on Lighthouses (Brazil);
2. Build more lighthouses (Togo).
4. The response of Iceland to these recommendations will be included in the outcome report.
5. Iceland made the following voluntary commitments:
1. To paint its lighthouses;
2. To staff them.
"""
    )
    assert brief(report) == [
        ("3.1", "To ratify the Convention on Lighthouses", ["BRA"], "under_consideration"),
        ("3.2", "Build more lighthouses", ["TGO"], "under_consideration"),
    ]
    assert [r.paragraph for r in report.recommendations] == ["p3.1", "p3.2"]
    assert [item.label for p in report.paragraphs if p.number == "5" for item in p.items] == [
        "1.", "2.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("between", "position"),
    [
        ("A. Follow-up to the review\n\n", "under_consideration"),
        ("The original wording was: “Sell its ships”.\n\n", "under_consideration"),
        ("4. Iceland thanked all delegations.\n", None),
        ("III. Other matters\n\n", None),
    ],
)
def test_what_becomes_of_them_is_said_by_the_next_paragraph_of_their_section(
    between: str, position: str | None
) -> None:
    number = 5 if between.startswith("4.") else 4
    report = told(
        "3. The following recommendations were made to Iceland:\n1. To paint its ships (Togo).\n\n"
        f"{between}{number}. The response of Iceland to these recommendations will be included in"
        " the outcome report.\n"
    )
    assert [r.position for r in report.recommendations] == [position]


def test_lettered_items_and_the_lists_of_the_dialogue() -> None:
    report = text_report(
        HEAD.replace("II. Conclusions and/or", "I. Interactive dialogue\n\n3. Togo made"
                     " recommendations to:\n(a) Paint the lighthouses;\n(b) Staff them.\n\n"
                     "II. Conclusions and/or")
        + "4. The recommendations below enjoy the support of Iceland:\n"
        "(a) Paint the lighthouses (Togo);\n(b) Staff them (Mali).\n"
    )  # fmt: skip
    assert [(r.number, r.states) for r in report.recommendations] == [
        ("4.a", ["TGO"]), ("4.b", ["MLI"]),
    ]  # fmt: skip


def test_a_list_that_nothing_introduces_is_known_by_its_states() -> None:
    report = told("3. Iceland noted the following:\n(a) Paint them (Togo);\n(b) Staff them (Mali).")
    assert [r.states for r in report.recommendations] == [["TGO"], ["MLI"]]


def test_without_any_list_paragraphs_that_end_in_states_recommend() -> None:
    report = told("3. Iceland should paint its lighthouses (Togo).\n4. Iceland thanked all.")
    assert [(r.paragraph, r.states) for r in report.recommendations] == [("p3", ["TGO"])]


def test_what_the_state_under_review_says_is_no_recommendation() -> None:
    report = told(
        """\
3. The following recommendations did not enjoy the support of Iceland, which offered comments:
1. Sell the lighthouses (Chile);
2. Iceland explained that it needs its lighthouses.
3. Dim the lighthouses (Togo);
4. With regard to recommendation No. 3, the law forbids it.
"""
    )
    assert [r.number for r in report.recommendations] == ["3.1", "3.3"]


def test_items_of_a_recommendation_may_name_the_states() -> None:
    report = told(
        """\
3. The recommendations listed below enjoy the support of Iceland:
3.1 Improve the lighthouses, in particular:
(a) Paint them (Togo);
(b) Staff them (Mali);
3.2 Build more (Chad).
"""
    )
    first = report.recommendations[0]
    assert first.states == ["TGO", "MLI"]
    assert [item.label for item in first.items] == ["(a)", "(b)"]


def test_a_repeated_number_gives_two_ids() -> None:
    report = told(
        "3. The recommendations below enjoy the support of Iceland:\n"
        "3.1 Paint them (Togo);\n3.1 Staff them (Mali).\n"
    )
    assert [r.id for r in report.recommendations] == ["rec-3.1", "rec-3.1-2"]


# --- what becomes of them ----------------------------------------------------------------------

LEADS = [
    ("The recommendations made during the dialogue have been examined and enjoy the support of X:",
     "supported"),
    ("The recommendations listed below enjoy its support:", "supported"),
    ("X accepted the following recommendations:", "supported"),
    ("The following enjoy the support of X, as already or soon to be implemented:",
     "already_implemented"),
    ("X considers that the recommendations below have been fully implemented:",
     "already_implemented"),
    ("The following will be examined by X, which will provide responses before the ninth session:",
     "under_consideration"),
    ("The response of X to the following recommendations will be included in the outcome report:",
     "under_consideration"),
    ("X indicated that it would study the following recommendations:", "under_consideration"),
    ("The recommendations below did not enjoy the support of X:", "rejected"),
    ("The recommendations below do not enjoy the support of X and are rejected:", "rejected"),
    ("X cannot accept the following recommendations:", "rejected"),
    ("The recommendations below have been examined by X and have been noted by X:", "noted"),
    ("X considers that the recommendations below cannot be accepted and will thus be noted:",
     "noted"),
    ("X notes the following recommendations:", "noted"),
    ("The recommendations listed below enjoy the partial support of X:", "noted"),
    ("X partially accepts the recommendations below:", "noted"),
    ("The following recommendations were merely noted by X:", "noted"),
    ("In the course of the discussion, the following recommendations were made to X:", None),
]  # fmt: skip


@pytest.mark.parametrize(("lead", "position"), LEADS)
def test_the_paragraph_above_tells_the_position(lead: str, position: str | None) -> None:
    found = UPR.search("position", lead)
    assert (found[0].value if found else None) == position


# --- the page ----------------------------------------------------------------------------------

INDENT = 141.7
LONG = (
    "Take all measures that are needed to keep the lighthouses of the northern and western coasts"
    " in good repair, including by training"
)


def opening() -> list[Printed]:
    first = line(
        "1. The Working Group on the Universal Periodic Review, established in accordance",
        top=90.0,
        page=1,
        full=True,
    )
    title = line("II. Conclusions and/or recommendations", size=14.0, bold=True)
    lead = (
        "5. The recommendations listed below have been examined by Iceland and enjoy its support:"
    )
    return [first, line("with resolution 5/1, met.", gap=0.0), title, *block(lead)]


def entry(text: str, *, more: Sequence[str] = (), **look: object) -> list[Printed]:
    rows = block(text, x=INDENT, bold=True, **look)
    return [*rows, *(line(row, x=INDENT, bold=True, gap=0.0) for row in more)]


def on_pages(*rows: list[Printed]) -> list[Recommendation]:
    return source_run(printed(opening(), *rows)).report.recommendations


def test_bold_entries_are_recommendations_and_no_headings() -> None:
    found = on_pages(
        entry("5.1 Paint the lighthouses (Togo);"),
        entry(f"5.2 {LONG} all keepers (Iran (Islamic Republic of), Mali);"),
        entry("5.3 Build more"),
        entry("5.4 Staff them (Chad)."),
    )
    assert [r.number for r in found] == ["5.1", "5.2", "5.3", "5.4"]
    assert found[1].text == f"{LONG} all keepers"
    assert found[1].states == ["IRN", "MLI"]


def test_thematic_headings_stand_between_entries() -> None:
    theme = "A. Acceptance of international norms"
    run = source_run(
        printed(
            opening(),
            entry("5.1 Paint the lighthouses (Togo);"),
            [line(theme, x=INDENT, bold=True), line("Coastal safety", x=INDENT, italic=True)],
            entry("5.2 Staff them (Chad) (Mali) (Peru);"),
        )
    )
    assert [(r.text, r.states) for r in run.report.recommendations] == [
        ("Paint the lighthouses", ["TGO"]),
        ("Staff them", ["TCD", "MLI", "PER"]),
    ]


@pytest.mark.parametrize(
    ("rest", "states"),
    [
        ("their keepers (Mali);", ["MLI"]),
        ("Keepers of all lighthouses (Mali);", ["MLI"]),
        ("(Mali) (Côte d’Ivoire);", ["MLI", "CIV"]),
    ],
)
def test_an_entry_goes_on_over_the_page(rest: str, states: list[str]) -> None:
    found = on_pages(
        entry(f"5.1 {LONG}"),
        [line(rest, x=INDENT, bold=True, page=2, top=90.0)],
        entry("5.2 Staff them (Chad)."),
    )
    assert [r.states for r in found] == [states, ["TCD"]]


def test_a_second_part_over_the_page_belongs_to_the_entry() -> None:
    found = on_pages(
        entry("5.1 Paint the lighthouses (Togo);"),
        [line("Staff the lighthouses (Mali);", x=INDENT, bold=True, page=2, top=90.0)],
        entry("5.2 Build more (Chad)."),
    )
    assert [(r.text, r.states) for r in found] == [
        ("Paint the lighthouses (Togo); Staff the lighthouses", ["TGO", "MLI"]),
        ("Build more", ["TCD"]),
    ]


@pytest.mark.parametrize(
    "text", ["7.5 per cent of all keepers (Mali);", "5.4 per cent (Mali);", "30.5 Keepers (Mali);"]
)
def test_a_decimal_at_the_head_of_a_page_opens_no_entry(text: str) -> None:
    found = on_pages(
        entry(f"5.1 {LONG}"),
        [line(text, x=INDENT, bold=True, page=2, top=90.0)],
        entry("5.2 Staff them (Chad)."),
    )
    assert [(r.number, r.states) for r in found] == [("5.1", ["MLI"]), ("5.2", ["TCD"])]


def test_misprinted_numbers_still_open_entries() -> None:
    found = on_pages(
        entry("5.1 Paint them (Togo);"),
        entry("6.2 Staff them (Chad);"),
        entry("5.4 Build more (Mali);"),
        entry("5.5 close none (Peru)."),
    )
    assert [r.number for r in found] == ["5.1", "6.2", "5.4", "5.5"]


def test_most_blocks_of_two_rows_do_not_blur_the_leading() -> None:
    rows = [
        entry(f"5.{n} Paint lighthouse {n} of", more=("the coast (Mali);",)) for n in range(1, 9)
    ]
    found = on_pages(*rows)
    assert [r.text for r in found] == [f"Paint lighthouse {n} of the coast" for n in range(1, 9)]


def test_what_is_read_out_stands_in_a_footnote_not_in_the_entry() -> None:
    found = on_pages(
        entry("5.1 Paint the lighthouses (Togo);^{1}"),
        entry("5.2 Staff them (Chad)."),
        [line("^{1} The recommendation as read out: “Paint all”.", size=8.0, top=700.0)],
    )
    assert [(r.text, r.states) for r in found] == [
        ("Paint the lighthouses", ["TGO"]), ("Staff them", ["TCD"]),
    ]  # fmt: skip


# --- problems ----------------------------------------------------------------------------------


def test_what_is_unsure_is_told() -> None:
    report = told(
        """\
3. The recommendations listed below enjoy the support of Iceland:
3.1 Paint the lighthouses;
3.2 Staff the lighthouses (Holly See);
3.3 Build more (Togo, European Union);
3.4 Dim them (Mali;
"""
    )
    mine = [(p.code, p.node) for p in report.problems if p.code.startswith(("rec", "state"))]
    assert mine == [
        ("recommendation_no_state", "r3.1"), ("state_misspelt", "r3.2"),
        ("state_unknown", "r3.3"), ("recommendation_bracket", "r3.4"),
    ]  # fmt: skip


# --- voluntary commitments ---------------------------------------------------------------------


def test_every_paragraph_of_the_section_on_commitments_is_one() -> None:
    report = told(
        "3. All recommendations will be examined by Iceland.\n\n"
        "III. Voluntary pledges and commitments\n\n"
        "4. Iceland will paint its lighthouses.\n"
        "5. Iceland will also:\n(a) Staff them;\n(b) Light them.\n"
        "6. Further pledges are set out in its national report.\n"
    )
    assert pledged(report) == [
        ("4", "Iceland will paint its lighthouses.", "p4"),
        ("5.a", "Staff them;", "p5.a"),
        ("5.b", "Light them.", "p5.b"),
    ]
    assert report.recommendations == []


@pytest.mark.parametrize(
    ("lead", "commitments"),
    [
        ("Iceland, recalling the list above, announced the following voluntary pledges:", 2),
        ("Iceland accepted the recommendations below:", 0),
        ("Iceland had honoured its pledges. It had built:", 0),
    ],
)
def test_a_list_in_the_conclusions_needs_a_lead_that_speaks_of_commitments(
    lead: str, commitments: int
) -> None:
    report = told(f"3. {lead}\n(a) To staff the lighthouses;\n(b) To light them.\n")
    assert len(report.commitments) == commitments


def test_what_other_reports_promise_is_no_commitment_of_a_review() -> None:
    text = "I. Voluntary commitments\n\n1. Iceland will paint its lighthouses.\n"
    assert text_report(text, grammar="base").commitments == []


# --- lists that a tool interrupted -------------------------------------------------------------

LED = "3. The following recommendations enjoy the support of Iceland:\n\n"


def numbers(report: Report) -> list[tuple[str | None, list[str]]]:
    return [(one.number, one.states) for one in report.recommendations]


def test_a_list_goes_on_below_the_rest_of_an_entry_that_stands_apart() -> None:
    report = told(
        LED + "1. Mend the nets (Chile);\n\n2. Light the lamps of the moles in the courts\n\nto\n\n"
        "the\n\nNorthern Harbours (Chad);\n\n3. Dredge the channel (Peru);\n\n4. Fish (Togo)."
    )
    assert numbers(report) == [
        ("3.1", ["CHL"]),
        ("3.2", ["TCD"]),
        ("3.3", ["PER"]),
        ("3.4", ["TGO"]),
    ]
    assert report.recommendations[1].text.endswith("in the courts to the Northern Harbours")


def test_an_entry_that_begins_with_a_letter_has_it() -> None:
    report = told(
        LED + "1.\n\nMend the nets (Chile);\n\n2.\n\n(a) Light the lamps; and (b) dredge the\n"
        "channel (Chad);\n\n3.\n\nFish (Togo)."
    )
    assert numbers(report) == [("3.1", ["CHL"]), ("3.2", ["TCD"]), ("3.3", ["TGO"])]


def test_a_number_in_parts_that_comes_next_needs_no_stop_above() -> None:
    report = told(
        "3. The following recommendations enjoy the support of Iceland:\n3.1. Mend the nets of all "
        "keepers of the northern harbours (Chile)\n3.2. Light the lamps (Chad);\n3.3. Fish (Togo)."
    )
    assert numbers(report) == [("3.1", ["CHL"]), ("3.2", ["TCD"]), ("3.3", ["TGO"])]


def test_a_list_goes_on_behind_an_entry_whose_number_is_lost() -> None:
    report = told(
        LED + "1. Mend the nets of the keepers (Chile);\n\nLight the lamps of the moles (Chad);\n\n"
        "3. Dredge the channel (Peru);\n\n4. Fish (Togo)."
    )
    assert numbers(report) == [
        ("3.1", ["CHL"]), ("3.2", ["TCD"]), ("3.3", ["PER"]), ("3.4", ["TGO"]),
    ]  # fmt: skip
