"""Parts, recommendations, agenda, unnumbered text and tables: documents as a whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders import (
    Printed,
    block,
    body,
    headings,
    line,
    outline,
    plain,
    printed,
    shapes,
    source_run,
)
from rapporteur.body import Body
from rapporteur.source import Cell

PROSE = (
    "The Committee recalled that the programme had been extended at its previous session and"
    " noted that the secretariat would report on its progress before the end of the biennium,"
    " including on the arrangements that had been made for the regional offices."
)


def parts(found: Body) -> list[tuple[str, str | None, str | None]]:
    return [(part.id, part.label, part.title) for part in found.parts]


def by_part(found: Body) -> list[tuple[str, str | None]]:
    return [(paragraph.part, paragraph.number) for paragraph in found.paragraphs]


def annex(label: str, title: str = "") -> list[object]:
    rows = [line(label, x=90.0, size=14.0, bold=True, gap=18.0, page=2)]
    return [*rows, *([line(title, x=113.4, size=14.0, bold=True, gap=12.0)] if title else [])]


# --- parts -------------------------------------------------------------------------------------


def test_a_document_is_one_body() -> None:
    assert parts(body(plain("1. It met."))) == [("body", None, None)]


ANNEXES = {
    "one": (["Annex"], [("annex-1", "Annex")]),
    "numbered": (["Annex I", "Annex II"], [("annex-1", "Annex I"), ("annex-2", "Annex II")]),
    "with a note": (["Annex I*"], [("annex-1", "Annex I")]),
    "capitals": (["ANNEX II"], [("annex-1", "Annex II")]),
    "appendix": (["Appendix A"], [("appendix-1", "Appendix A")]),
    "both": (["Annex I", "Appendix"], [("annex-1", "Annex I"), ("appendix-1", "Appendix")]),
    "enclosure": (["Enclosure"], [("appendix-1", "Enclosure")]),
}


@pytest.mark.parametrize(("labels", "expected"), ANNEXES.values(), ids=ANNEXES)
def test_annexes_and_appendices_are_parts(
    labels: list[str], expected: list[tuple[str, str]]
) -> None:
    text = "\n".join(f"{label}\nList of harbours\n1. The list." for label in labels)
    found = body(plain(f"1. It met.\n{text}"))
    assert parts(found)[1:] == [(name, label, "List of harbours") for name, label in expected]


def test_the_heading_of_an_annex_is_of_the_first_level_and_has_its_label() -> None:
    found = body(plain("I. Work\n1. It met.\nAnnex II\nList of harbours\nA. North\n1. None."))
    assert headings(found) == [
        (1, "I", "Work"), (1, "Annex II", "List of harbours"), (2, "A", "North"),
    ]  # fmt: skip
    assert [section.part for section in found.sections] == ["body", "annex-1", "annex-1"]


def test_a_title_may_take_several_lines_of_plain_text() -> None:
    text = "1. It met.\nAnnex\nList of the harbours of\nNorway\nand of Iceland\nOslo is one."
    found = body(plain(text))
    assert parts(found)[1] == ("annex-1", "Annex", "List of the harbours of Norway and of Iceland")
    assert shapes(found)[-1] == (None, "Oslo is one.")


def test_a_note_in_brackets_above_the_title_of_an_annex_is_no_part_of_it() -> None:
    text = "1. It met.\nAnnex\n[English only]\n\nThe delegation\nIt was led by\nMs. Ana Lagos."
    found = body(plain(text))
    assert parts(found)[1] == ("annex-1", "Annex", "The delegation")
    assert shapes(found)[1:] == [(None, "[English only]"), (None, "It was led by Ms. Ana Lagos.")]


def test_numbers_begin_anew_in_every_part() -> None:
    found = body(plain("1. A.\n2. B.\nAnnex I\n1. C.\n2. D.\nAnnex II\n1. E."))
    assert by_part(found) == [
        ("body", "1"), ("body", "2"), ("annex-1", "1"), ("annex-1", "2"), ("annex-2", "1"),
    ]  # fmt: skip
    assert [paragraph.id for paragraph in found.paragraphs] == [
        "p1", "p2", "annex-1.p1", "annex-1.p2", "annex-2.p1",
    ]  # fmt: skip


def test_the_next_part_of_the_body_may_stand_behind_an_annex() -> None:
    chapter = "Part {}\n\nReport on lamps\n\nChapter I\n\nPorts\n\n1. It met.\n\n"
    found = body(
        plain(f"{chapter.format('One')}Annex\n\nOil\n\nA list.\n\n{chapter.format('Two')}")
    )
    assert by_part(found) == [("body", "1"), ("annex-1", None), ("body", "1")]
    assert [(one.label, one.level) for one in found.sections] == [
        ("Part One", 1), ("I", 2), ("Annex", 1), ("Part Two", 1), ("I", 2),
    ]  # fmt: skip


def test_a_part_of_an_annex_stays_in_it() -> None:
    of_annex = "Part {}\n\nPorts of the year\n\n1. A list."
    text = "\n\n".join(["1. It met.", "Annex", "Oil", *map(of_annex.format, ("One", "Two"))])
    assert by_part(body(plain(text)))[1:] == [("annex-1", "1"), ("annex-1", "1")]


def test_a_mention_of_an_annex_opens_no_part() -> None:
    text = "1. It met.\nAnnex II to the report lists them.\n2. See\nannex I\nof the report."
    assert len(body(plain(text)).parts) == 1


def test_printed_annexes_have_their_titles_below() -> None:
    found = body(printed(block("1. " + PROSE), annex("Annex I", "List of harbours"), block(PROSE)))  # type: ignore[arg-type]
    assert parts(found) == [("body", None, None), ("annex-1", "Annex I", "List of harbours")]
    assert headings(found) == [(1, "Annex I", "List of harbours")]


def test_an_annex_may_have_its_title_on_the_same_line() -> None:
    found = body(printed(block("1. " + PROSE), annex("Annex A – Lamps on loan"), block(PROSE)))  # type: ignore[arg-type]
    assert parts(found)[1] == ("annex-1", "Annex A", "Lamps on loan")


def test_a_page_may_begin_with_an_annex_and_its_title() -> None:
    found = body(plain(f"1. {PROSE}\n\fAnnex 2: Lamps on loan\n\n{PROSE}\n"))
    assert parts(found)[1] == ("annex-1", "Annex 2", "Lamps on loan")


def test_a_list_of_annexes_opens_no_part() -> None:
    text = "1. It has two annexes:\n\nAnnex 1: Lamps on loan\n\nAnnex 2: Lamps sold\n"
    assert len(parts(body(plain(text)))) == 1


def test_an_annex_without_a_title_takes_no_text_for_one() -> None:
    found = body(printed(block("1. " + PROSE), annex("Annex I"), block(PROSE)))  # type: ignore[arg-type]
    assert parts(found)[1] == ("annex-1", "Annex I", None)
    assert shapes(found)[-1] == (None, PROSE)


ACTS = {
    "annexes have numbers": (
        "1. A.\nAnnex I\nDraft code\n1. B.\nAnnex\nScale\n1. C.\nAnnex II\nPorts\n1. D.",
        [("annex-1", "Annex I", "Draft code"), ("annex-2", "Annex II", "Ports")],
        ("annex-1", "Annex", "Scale"),
    ),
    "chapters go on": (
        "Chapter I\nAction\n1. It met.\nAnnex\nScale\n1. Six.\nChapter II\nEnd\n2. It rose.",
        [],
        ("body", "Annex", "Scale"),
    ),
}


@pytest.mark.parametrize(("text", "annexes", "inner"), ACTS.values(), ids=ACTS)
def test_the_annex_of_a_quoted_act_is_no_part_of_the_report(
    text: str, annexes: list[tuple[str, str, str]], inner: tuple[str, str, str]
) -> None:
    found = body(plain(text))
    assert parts(found)[1:] == annexes
    assert inner in [(each.part, each.label, each.title) for each in found.sections]


def test_chapters_of_an_annex_leave_it_an_annex() -> None:
    text = "Chapter I\nWork\n1. It met.\nAnnex\nRules\nChapter I\nScope\n1. Ports."
    assert parts(body(plain(text)))[1:] == [("annex-1", "Annex", "Rules")]


@pytest.mark.parametrize(
    ("below", "expected"), [("Aims", (2, None, "Aims")), ("I. Aims", (3, "I", "Aims"))]
)
def test_a_subtitle_set_like_the_title_of_an_annex_encloses_only_a_series_of_numerals(
    below: str, expected: tuple[int, str | None, str]
) -> None:
    rows = [*annex("Annex I", "Harbour lights"), line("Paper of Norway", size=14.0, bold=True)]
    found = body(printed(block("1. " + PROSE), rows, line(below, bold=True), block(PROSE)))  # type: ignore[arg-type]
    assert headings(found) == [
        (1, "Annex I", "Harbour lights"), (2, None, "Paper of Norway"), expected,
    ]  # fmt: skip


# --- recommendations ---------------------------------------------------------------------------


def test_recommendations_under_a_label_of_their_own() -> None:
    text = (
        "1. It adopted them.\nRecommendation 1\nStates should meet.\nRecommendation 2\n"
        "States should report:\n(a) Yearly;\n(b) In full.\n2. It rose."
    )
    found = body(plain(text))
    assert [(each.kind, each.number) for each in found.paragraphs] == [
        ("numbered", "1"), ("recommendation", "1"), ("recommendation", "2"), ("numbered", "2"),
    ]  # fmt: skip
    assert shapes(found)[2] == (
        "2",
        ["States should report:", ("(a)", "Yearly;"), ("(b)", "In full.")],
    )
    assert [each.id for each in found.paragraphs] == ["p1", "r1", "r2", "p2"]


def test_a_sentence_about_a_recommendation_is_none() -> None:
    text = "1. It noted that\nRecommendation 4 was adopted.\n2. Recommendations 4 and 5 were too."
    assert [each.kind for each in body(plain(text)).paragraphs] == ["numbered", "numbered"]


# --- agenda ------------------------------------------------------------------------------------

AGENDA = "1. It met.\n2. The Group adopted the following agenda:\n{}3. It rose."


def test_the_adopted_agenda_has_a_place_of_its_own() -> None:
    entries = "1. Organization:\n(a) Opening;\n(b) Election.\n2. Ports.\n3. Lights.\n4. Buoys.\n"
    found = body(plain(AGENDA.format(entries)))
    assert [
        (one.number, one.title, [(i.number, i.title) for i in one.items]) for one in found.agenda
    ] == [
        ("1", "Organization", [("a", "Opening"), ("b", "Election")]), ("2", "Ports", []),
        ("3", "Lights", []), ("4", "Buoys", []),
    ]  # fmt: skip
    assert shapes(found) == [
        ("1", "It met."), ("2", "The Group adopted the following agenda:"), ("3", "It rose."),
    ]  # fmt: skip
    assert found.agenda_paragraph == "p2"


def test_another_numbered_list_stays_with_its_paragraph() -> None:
    text = AGENDA.format("1. Ports.\n2. Lights.\n3. Cranes.\n4. Buoys.\n")
    found = body(plain(text.replace("agenda", "decisions")))
    items = [("1.", "Ports."), ("2.", "Lights."), ("3.", "Cranes."), ("4.", "Buoys.")]
    assert found.agenda == ()
    assert shapes(found)[1] == ("2", ["The Group adopted the following decisions:", *items])
    assert shapes(found)[2] == ("3", "It rose.")


def test_only_the_first_agenda_is_the_agenda() -> None:
    first = AGENDA.format("1. Ports.\n2. Lights.\n3. Cranes.\n4. Buoys.\n")
    again = "4. The Board adopted the following agenda:\n1. Piers.\n2. Quays.\n5. It rose again."
    found = body(plain(f"{first}\n{again}"))
    assert [one.title for one in found.agenda] == ["Ports", "Lights", "Cranes", "Buoys"]
    assert shapes(found)[3] == (
        "4", ["The Board adopted the following agenda:", ("1.", "Piers."), ("2.", "Quays.")]
    )  # fmt: skip


@pytest.mark.parametrize("title", ["Provisional agenda of the tenth session", "AGENDA"])
def test_an_agenda_below_a_heading_is_a_list(title: str) -> None:
    found = body(
        printed(
            block("1. " + PROSE), block("2. " + PROSE),
            line(title, bold=True),
            line("1. Election of officers."), line("2. Ports:"), line("(a) Cranes;", x=130.0),
            line("3. Lights."),
            line("B. Other matters", x=90.0, bold=True, size=12.0, gap=14.0),
            block("3. " + PROSE),
        )
    )  # fmt: skip
    assert shapes(found) == [
        ("1", PROSE), ("2", PROSE),
        (None, ["", ("1.", "Election of officers."), ("2.", ["Ports:", ("(a)", "Cranes;")]),
                ("3.", "Lights.")]),
        ("3", PROSE),
    ]  # fmt: skip


def test_an_annex_may_be_an_agenda_that_its_title_does_not_name() -> None:
    entries = [line("1. Opening of the Conference."), line("2. Election of the President.")]
    found = body(printed(block("1. " + PROSE), annex("Annex I", "Ports"), entries))
    assert by_part(found) == [("body", "1"), ("annex-1", None)]


def test_paragraphs_below_a_heading_on_the_agenda_are_numbered() -> None:
    found = body(
        printed(
            line("Provisional agenda of the tenth session", bold=True),
            block("1. " + PROSE), block("2. " + PROSE),
        )
    )  # fmt: skip
    assert [number for number, _ in shapes(found)] == ["1", "2"]  # type: ignore[misc]


# --- draft resolutions, unnumbered text --------------------------------------------------------


def test_a_draft_resolution_numbers_its_own_paragraphs() -> None:
    found = body(
        printed(
            block("1. " + PROSE), block("2. " + PROSE),
            line("Draft resolution I", bold=True, size=12.0),
            line("Safety of harbours", bold=True, gap=12.0),
            block("The Economic and Social Council, " + PROSE),
            block("1. Takes note of the report on the safety of harbours that it had asked for;"),
            block("2. Requests the Board to report to it again at its session of next year."),
            line("B. Other matters", x=90.0, bold=True, size=12.0, gap=14.0),
            block("3. " + PROSE),
        )
    )  # fmt: skip
    numbers = [number for number, _ in shapes(found)]  # type: ignore[misc]
    assert numbers == ["1", "2", None, "1", "2", "3"]
    assert [each.id for each in found.paragraphs] == ["p1", "p2", "u1", "p1-2", "p2-2", "p3"]


def test_an_act_without_a_title_has_its_name_as_title() -> None:
    found = body(printed(block("1. " + PROSE), line("Decision 91/4", bold=True), block(PROSE)))
    assert headings(found) == [(1, None, "Decision 91/4")]


def test_who_speaks_in_an_act_and_when_it_was_adopted_are_no_headings() -> None:
    found = body(
        printed(
            line("Agreed conclusions 91 (EX-X)", bold=True),
            line("The Fisheries and Harbours Board", italic=True), block("1. " + PROSE),
            line("Closing plenary meeting 5 March 2031", x=350.0, italic=True),
        )
    )  # fmt: skip
    assert headings(found) == [(1, None, "Agreed conclusions 91 (EX-X)")]


def test_a_heading_may_part_a_lead_from_its_list() -> None:
    found = body(
        printed(
            block("1. Decides to set up a panel, which shall be set up as it is said below:"),
            line("Composition", italic=True), line("(a) It has nine members;", x=130.0),
            line("Chairs", italic=True), line("(b) It has two chairs;", x=130.0),
            block("2. " + PROSE),
        )
    )  # fmt: skip
    lead = "Decides to set up a panel, which shall be set up as it is said below:"
    items = [("(a)", "It has nine members;"), ("(b)", "It has two chairs;")]
    assert shapes(found) == [("1", [lead, *items]), ("2", PROSE)]


def test_text_before_the_first_heading_stands_in_no_section() -> None:
    found = body(plain("It met in Vienna.\nI. Work\n1. It rose."))
    assert [each.section for each in found.paragraphs] == [None, "s-I"]


def test_paragraphs_stand_in_the_section_above_them() -> None:
    found = body(plain("I. Work\n1. A.\nA. Ports\n2. B.\nB. Lights\n3. C.\nII. End\n4. D."))
    assert [each.section for each in found.paragraphs] == ["s-I", "s-I.A", "s-I.B", "s-II"]


def test_text_in_small_letters_goes_on_with_what_has_not_ended() -> None:
    found = body(plain("1. It met in\n\nthe harbour of Oslo.\n2. It rose."))
    assert shapes(found) == [("1", "It met in the harbour of Oslo."), ("2", "It rose.")]


# --- tables ------------------------------------------------------------------------------------


def cells(table: int, *rows: list[str]) -> list[object]:
    return [
        line(text, cell=Cell(table, row, column))
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
        if text
    ]


def test_a_table_has_a_header_and_rows_of_one_width() -> None:
    rows = cells(0, ["Port", "Cranes", "Lights"], ["Oslo", "4"], ["Bergen", "", "7"])
    found = body(printed(block("1. " + PROSE), rows, block("2. " + PROSE)))  # type: ignore[arg-type]
    assert [(table.header, table.rows) for table in found.tables] == [
        (["Port", "Cranes", "Lights"], [["Oslo", "4", ""], ["Bergen", "", "7"]])
    ]
    assert shapes(found) == [("1", PROSE), ("2", PROSE)]


def test_two_tables_of_a_page_are_two() -> None:
    found = body(printed(cells(0, ["A", "B"]), cells(1, ["C", "D"])))  # type: ignore[arg-type]
    assert [table.header for table in found.tables] == [["A", "B"], ["C", "D"]]
    assert [table.id for table in found.tables] == ["t1", "t2"]


def paged(page: int, *rows: list[str]) -> list[object]:
    """The cells of a table that begins a page."""
    first, *others = cells(0, *rows)
    return [replace(first, page=page), *others]  # type: ignore[type-var]


HEAD = ["Port", "Cranes"]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ([HEAD, ["Hull", "9"]], [(HEAD, [["Oslo", "4"], ["Hull", "9"]])]),
        (
            [["Kiel", "2"], ["Hull", "9"]],
            [(HEAD, [["Oslo", "4"]]), (["Kiel", "2"], [["Hull", "9"]])],
        ),
    ],
    ids=["same head", "another head"],
)
def test_a_table_goes_on_below_the_same_head(
    second: list[list[str]], expected: list[tuple[list[str], list[list[str]]]]
) -> None:
    source = printed(block("1. " + PROSE), paged(1, HEAD, ["Oslo", "4"]), paged(2, *second))  # type: ignore[arg-type]
    found = body(source)
    assert [(table.header, table.rows) for table in found.tables] == expected
    report = source_run(source).report
    assert report.quality.coverage == 1.0
    pages = {place.page for table in report.tables for place in table.source}
    assert pages == {1, 2}


def test_a_table_that_has_no_head_by_the_tags_goes_on() -> None:
    def headless(items: list[object]) -> list[object]:
        return [replace(item, cell=replace(item.cell, headless=True)) for item in items]  # type: ignore[attr-defined,type-var]

    lower = headless(paged(2, ["Kiel", "2"], ["Hull", "9"]))
    found = body(printed(block("1. " + PROSE), paged(1, HEAD, ["Oslo", "4"]), lower))  # type: ignore[arg-type]
    assert [(table.header, table.rows) for table in found.tables] == [
        (HEAD, [["Oslo", "4"], ["Kiel", "2"], ["Hull", "9"]])
    ]


def test_the_rest_of_a_row_goes_on_below_the_same_head() -> None:
    head = ["Port", "Cranes", "Reason"]
    upper, lower = (
        [head, ["Oslo", "4", "They were old."]],
        [head, ["", "", "And few."], ["Hull", "9", "New."]],
    )
    found = body(printed(block("1. " + PROSE), paged(1, *upper), paged(2, *lower)))  # type: ignore[arg-type]
    assert [table.rows for table in found.tables] == [
        [["Oslo", "4", "They were old. And few."], ["Hull", "9", "New."]]
    ]


def test_a_column_without_any_text_is_none() -> None:
    found = body(printed(block("1. " + PROSE), cells(0, ["Port", "", "Lights"], ["Oslo", "", "7"])))  # type: ignore[arg-type]
    assert [(table.header, table.rows) for table in found.tables] == [
        (["Port", "Lights"], [["Oslo", "7"]])
    ]


def test_the_title_of_a_table_is_no_heading() -> None:
    found = body(
        printed(
            line("A. Ports", x=90.0, bold=True, size=12.0), block("1. " + PROSE),
            line("Table 3"), line("Ports by region", bold=True, gap=0.0),
            cells(0, HEAD, ["Oslo", "4"]),  # type: ignore[arg-type]
            block("2. " + PROSE),
        )
    )  # fmt: skip
    assert headings(found) == [(1, "A", "Ports")]
    assert [(table.title, table.section) for table in found.tables] == [("Ports by region", "s-A")]
    assert shapes(found) == [("1", PROSE), (None, "Table 3"), ("2", PROSE)]
    assert {paragraph.section for paragraph in found.paragraphs} == {"s-A"}


@pytest.mark.parametrize("tagged", [0, 2])
def test_what_the_figures_count_belongs_to_the_title(tagged: int) -> None:
    """Whether or not the tags call the title and its name headings."""
    rows = [
        line("I. Ports", x=90.0, bold=True, size=14.0, tagged=1), block("1. " + PROSE),
        line("Table 3", tagged=tagged), line("Ports", bold=True, gap=0.0, tagged=tagged),
        line("(Number of lamps)", size=7.0, gap=2.0, tagged=0),
    ]  # fmt: skip
    found = body(printed(*rows, cells(0, HEAD, ["Oslo", "4"])))  # type: ignore[arg-type]
    assert [table.title for table in found.tables] == ["Ports (Number of lamps)"]
    alone = body(printed(*rows, block("2. " + PROSE)))
    assert "(Number of lamps)" in [text for _, text in shapes(alone)]


@pytest.mark.parametrize("tagged", [None, 0, 2])
def test_the_title_of_a_table_may_be_tagged_or_not(tagged: int | None) -> None:
    name, title = line("Table 3"), line("Ports by region", bold=True, gap=0.0, tagged=tagged)
    head = line("I. Ports", x=90.0, bold=True, size=14.0, tagged=1)
    found = body(printed(head, block("1. " + PROSE), name, title, cells(0, HEAD, ["Oslo", "4"])))  # type: ignore[arg-type]
    assert [(table.title, table.section) for table in found.tables] == [("Ports by region", "s-I")]
    assert headings(found) == [(1, "I", "Ports")]


def test_the_title_of_a_table_is_no_heading_though_the_tags_name_it_with_its_number() -> None:
    name, title = line("Table 3", tagged=2), line("Ports", bold=True, gap=0.0, tagged=2)
    head = line("I. Ports", x=90.0, bold=True, size=14.0, tagged=1)
    found = body(printed(head, block("1. " + PROSE), name, title, cells(0, HEAD, ["Oslo", "4"])))  # type: ignore[arg-type]
    assert headings(found) == [(1, "I", "Ports")]
    assert [table.title for table in found.tables] == ["Ports"]


@pytest.mark.parametrize("drawn", [False, True])
def test_the_bold_labels_of_a_chart_are_no_headings_where_tags_leave_them_out(drawn: bool) -> None:
    head = line("I. Ports", x=90.0, bold=True, size=14.0, tagged=1)
    label = line("Northern lamps: 56", bold=True, drawn=drawn)
    found = body(
        printed(head, block("1. " + PROSE, tagged=0), label, block("2. " + PROSE, tagged=0))
    )
    assert [title for *_, title in headings(found)][1:] == ["Northern lamps: 56"] * (not drawn)


def test_the_title_of_a_figure_is_text() -> None:
    found = body(
        printed(
            line("A. Ports", x=90.0, bold=True, size=12.0), block("1. " + PROSE),
            line("Figure II", page=2), line("Ports by year", bold=True), block("2. " + PROSE),
        )
    )  # fmt: skip
    assert headings(found) == [(1, "A", "Ports")]
    assert shapes(found) == [("1", PROSE), (None, "Figure II"), (None, "Ports by year"),
                             ("2", PROSE)]  # fmt: skip


@pytest.mark.parametrize(
    "chart",
    [line("10 20", size=7.0, drawn=True, gap=12.0), line("10 20", size=7.0, tagged=0, gap=12.0)],
    ids=["seen", "by its figures"],
)
def test_the_titles_above_a_chart_are_no_headings_though_tagged(chart: Printed) -> None:
    found = body(
        printed(
            line("I. Ports", x=90.0, bold=True, size=14.0, tagged=1), block("1. " + PROSE),
            line("Figure II", tagged=2), line("Ports by year", bold=True, tagged=2, gap=0.0),
            line("(a) Ships", bold=True, gap=4.0, tagged=0),
            line("Lamps each year", size=7.0, gap=4.0, tagged=0),
            chart,
            block("2. " + PROSE, tagged=0), line("Lamps", bold=True, tagged=2),
            block("3. " + PROSE, tagged=0),
        )
    )  # fmt: skip
    assert headings(found) == [(1, "I", "Ports"), (2, None, "Lamps")]


def test_the_title_above_a_chart_with_its_name_below_is_no_heading() -> None:
    found = body(
        printed(
            line("I. Ports", x=90.0, bold=True, size=14.0), block("1. " + PROSE),
            line("Ships each year", size=14.0, bold=True, gap=12.0),
            line("10 20", size=7.0, drawn=True, gap=12.0),
            line("Figure 4. Ships that the keepers saw.", size=8.0, gap=12.0),
            line("Lamps", bold=True, gap=12.0), block("2. " + PROSE),
        )
    )  # fmt: skip
    assert headings(found) == [(1, "I", "Ports"), (2, None, "Lamps")]


def test_a_heading_above_a_table_without_a_caption_is_a_heading() -> None:
    source = printed(block("1. " + PROSE), line("Ports", bold=True), cells(0, HEAD, ["Oslo", "4"]))  # type: ignore[arg-type]
    found = body(source)
    assert headings(found) == [(1, None, "Ports")]
    assert [table.title for table in found.tables] == ["Ports"]


def test_a_title_above_a_table_between_two_paragraphs_is_no_heading() -> None:
    title, table = line("Ports by region", bold=True), cells(0, HEAD, ["Oslo", "4"])
    found = body(
        printed(
            line("A. Ports", x=90.0, bold=True, size=12.0), block("1. " + PROSE),
            title, table, block("2. " + PROSE),  # type: ignore[arg-type]
            line("B. Roads", x=90.0, bold=True, size=12.0), block("3. " + PROSE),
        )
    )  # fmt: skip
    assert headings(found) == [(1, "A", "Ports"), (1, "B", "Roads")]
    assert [(table.title, table.section) for table in found.tables] == [("Ports by region", "s-A")]
    assert [paragraph.section for paragraph in found.paragraphs] == ["s-A", "s-A", "s-B"]


def test_notes_of_a_table_in_small_type_part_no_section() -> None:
    title, table = line("Ports by region", bold=True), cells(0, HEAD, ["Oslo", "4"])
    note = line("Source: the secretariat.", size=8.0)
    rows = [line("A. Ports", x=90.0, bold=True, size=12.0), block("1. " + PROSE), title, table]
    found = body(printed(*rows, note, block("2. " + PROSE)))  # type: ignore[arg-type]
    assert headings(found) == [(1, "A", "Ports")]


def test_a_table_goes_on_behind_its_notes_on_the_next_page() -> None:
    first, second = cells(0, HEAD, ["Oslo", "4"]), paged(2, HEAD, ["Rome", "7"])
    note = line("Note: cranes of more than ten tons.", size=8.0)
    found = body(printed(block("1. " + PROSE), first, note, second, block("2. " + PROSE)))  # type: ignore[arg-type]
    assert [table.rows for table in found.tables] == [[["Oslo", "4"], ["Rome", "7"]]]
    assert (None, "Note: cranes of more than ten tons.") in shapes(found)


def test_a_note_below_a_table_goes_on_with_no_paragraph() -> None:
    lead, note = "1. " + PROSE + " The figures were:", line("a Estimates.", size=8.0)
    found = body(printed(block(lead), cells(0, HEAD, ["Oslo", "4"]), note, block("2. " + PROSE)))  # type: ignore[arg-type]
    assert shapes(found)[1] == (None, "a Estimates.")
    assert [p.number for p in found.paragraphs] == ["1", None, "2"]


def test_operative_paragraphs_may_follow_a_colon() -> None:
    found = body(
        printed(
            block("1. " + PROSE), line("Harbour lights", bold=True),
            line("With regard to the north:", italic=True),
            block("1. Takes note of the report on harbour lights;"),
            block("2. Requests the secretariat to report on it;"),
            line("With regard to the south:", italic=True),
            block("3. Welcomes the work on lighthouses."),
            line("5 March 2031", italic=True, x=400.0),
        )
    )  # fmt: skip
    assert [(p.kind, p.number) for p in found.paragraphs] == [
        ("numbered", "1"), ("unnumbered", None), ("numbered", "1"), ("numbered", "2"),
        ("unnumbered", None), ("numbered", "3"), ("unnumbered", None),
    ]  # fmt: skip


def test_names_of_groups_part_no_list_behind_a_colon() -> None:
    entries = [line("1. Opening.", x=142.0), line("2. Ports.", x=142.0)]
    found = body(
        printed(
            block("7. " + PROSE), block("8. The Board agreed on the following items:"),
            line("Regular items", x=142.0, italic=True), entries,
            line("New items", x=142.0, italic=True), line("3. Cranes.", x=142.0),
            block("9. " + PROSE),
        )
    )  # fmt: skip
    assert headings(found) == []
    assert [p.number for p in found.paragraphs if p.kind == "numbered"] == ["7", "8", "9"]
    assert [i.label for i in found.paragraphs[1].items] == ["1.", "2.", "3."]


def test_a_number_that_hangs_out_begins_a_paragraph_below_a_list_of_names() -> None:
    names = [line("Ada Mora (Peru)", x=250.0), line("Luis Paz (Chile)", x=250.0, gap=1.5)]
    rest = block("2. Mr. Paz being absent, Ms. Mora took the chair.", gap=1.5)
    found = body(printed(block("1. The officers were: " + PROSE), names, rest))
    assert [p.number for p in found.paragraphs if p.kind == "numbered"] == ["1", "2"]


def test_turned_text_stands_between_no_two_pages_of_a_paragraph() -> None:
    first, rest = PROSE.rsplit(" on ", 1)
    axis = line("Number of ports by year", x=60.0, top=200.0, turned=True)
    found = body(printed(block("1. " + first), axis, block("on " + rest, page=2)))
    assert shapes(found) == [("1", PROSE), (None, "Number of ports by year")]
    assert [place.page for place in found.paragraphs[0].source] == [1, 2]


def test_a_table_behind_text_on_the_next_page_is_another() -> None:
    between = block("2. " + PROSE, page=2)
    source = printed(paged(1, HEAD, ["Oslo", "4"]), between, paged(2, HEAD, ["Hull", "9"]))  # type: ignore[arg-type]
    assert [table.rows for table in body(source).tables] == [[["Oslo", "4"]], [["Hull", "9"]]]


# --- law ---------------------------------------------------------------------------------------


def test_every_block_points_into_the_text() -> None:
    text = "I. Work\n1. It met:\n(a) There;\n(b) Here.\nAnnex\nPorts\nSome text on ports."
    found = outline(plain(text))
    pieces = [piece for block_ in found.paragraphs for piece in block_.pieces]
    assert [text[piece.start : piece.end] for piece in pieces] == [
        "It met:", "Some text on ports.",
    ]  # fmt: skip
