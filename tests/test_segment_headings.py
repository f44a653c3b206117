"""Headings: what is one, its title over one or more lines, and how deep it stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders import Printed, block, body, headings, line, outline, plain, printed, shapes
from rapporteur.source import Cell, Source

PROSE = (
    "The Committee recalled that the programme had been extended at its previous session and"
    " noted that the secretariat would report on its progress before the end of the biennium,"
    " including on the arrangements that had been made for the regional offices."
)


def titles(source: Source) -> list[tuple[int, str | None, str]]:
    return headings(body(source))


def page(*rows: object) -> list[tuple[int, str | None, str]]:
    """The headings of a printed page on which prose follows each row."""
    flat: list[Printed] = block("The session. " + PROSE)
    for row in rows:
        flat += [row] if isinstance(row, Printed) else row  # type: ignore[misc]
        flat += block("More. " + PROSE)
    return titles(printed(flat))


def chapter(text: str) -> Printed:
    return line(text, x=90.0, size=14.0, bold=True, gap=18.0)


def section(text: str) -> Printed:
    return line(text, x=90.0, size=12.0, bold=True, gap=14.0)


# --- plain text --------------------------------------------------------------------------------

TEXT = {
    "numeral and letter": (
        "I. Introduction\n1. It met.\nII. Organization\nA. Opening\n2. It opened.\nB. Attendance",
        [(1, "I", "Introduction"), (1, "II", "Organization"), (2, "A", "Opening"),
         (2, "B", "Attendance")],
    ),
    "over two lines": (
        "1. It met.\nA. Review of the arrangements for ports\nand harbours\n2. It reviewed them.",
        [(1, "A", "Review of the arrangements for ports and harbours")],
    ),
    "over three lines": (
        "1. It met.\nIV. Measures to be taken\nby ports and\nby harbours\n2. It took them.",
        [(1, "IV", "Measures to be taken by ports and by harbours")],
    ),
    "label on a line of its own": (
        "1. It met.\nII.\nOrganization of the session\n2. It opened.",
        [(1, "II", "Organization of the session")],
    ),
    "letters start anew below each numeral": (
        "I. One\nA. Small\nB. Large\nII. Two\nA. Small",
        [(1, "I", "One"), (2, "A", "Small"), (2, "B", "Large"), (1, "II", "Two"),
         (2, "A", "Small")],
    ),
    "chapters": (
        "Chapter I\nOpening of the session\n1. It met.\nChapter II\nAdoption\n2. It adopted it.",
        [(1, "I", "Opening of the session"), (1, "II", "Adoption")],
    ),
    "known without a label": ("Introduction\n1. It met.", [(1, None, "Introduction")]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TEXT.values(), ids=TEXT)
def test_headings_of_plain_text_are_known_by_their_labels(
    text: str, expected: list[tuple[int, str | None, str]]
) -> None:
    assert titles(plain(text)) == expected


NO_HEADING = {
    "sentence": "A. The Committee met in Vienna.",
    "initial of a name at a line start": "1. The chair was Ms. Mara\nV. Steen of Norway.",
    "item that ends in a semicolon": "1. It decided:\nA. To meet;\nB. To report;",
    "a plain line": "1. It met.\nOrganization of the session",
    "a reference": "1. It met as chapter II\nof its statute says.",
}


@pytest.mark.parametrize("text", NO_HEADING.values(), ids=NO_HEADING)
def test_what_does_not_read_like_a_heading_is_text(text: str) -> None:
    assert titles(plain(text)) == []


LETTERS = "ABCDEFGHIJ"
ROMANS = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI"]


def test_i_behind_h_is_the_letter() -> None:
    lines = ["I. Organization", *(f"{letter}. On {letter}x" for letter in LETTERS), "II. Adoption"]
    found = titles(plain("\n".join(lines)))
    labels = [(level, label) for level, label, _ in found]
    assert labels == [(1, "I"), *((2, letter) for letter in LETTERS), (1, "II")]


def test_v_and_x_among_numerals_are_numerals() -> None:
    found = titles(plain("\n".join(f"{roman}. On x{roman}" for roman in ROMANS)))
    assert [(level, label) for level, label, _ in found] == [(1, roman) for roman in ROMANS]


# --- geometry: what is a heading ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (chapter("I. Introduction"), (1, "I", "Introduction")),
        (line("I. Introduction", bold=True), (1, "I", "Introduction")),
        (line("A. Opening of the session", italic=True), (1, "A", "Opening of the session")),
        (line("II. OPENING OF THE SESSION"), (1, "II", "OPENING OF THE SESSION")),
        (line("1. Opening of the session", bold=True), (1, "1", "Opening of the session")),
        (line("1. **Opening of the session**"), None),
        (
            line("**A. Opening of the session** [agenda item 2]"),
            (1, "A", "Opening of the session [agenda item 2]"),
        ),
        (
            line("**Opening of the session** (item 5 (c))"),
            (1, None, "Opening of the session (item 5 (c))"),
        ),
        (line("**Opening** of the session (item 5)"), None),
        (line("(a) Opening of the session", bold=True), (1, "a", "Opening of the session")),
        (line("Opening of the session", bold=True), (1, None, "Opening of the session")),
        (line("Opening of the session", italic=True), (1, None, "Opening of the session")),
        (line("Opening of the session", size=14.0), (1, None, "Opening of the session")),
        (line("Opening of the session"), None),
        (line("The session was opened.", bold=True), None),
        (line("(a) Opening of the session;", bold=True), None),
        (line("a bold line that goes on", bold=True), None),
        (line("Opening of the session", size=8.0, bold=True), None),
        (line("I. The Committee met again in Vienna."), None),
        (line("[English only]", bold=True), None),
        (line("* * *", bold=True), None),
        (line("Opening", bold=True, cell=Cell(0, 0, 0)), None),
    ],
)
def test_the_look_of_a_printed_line_tells_whether_it_is_a_heading(
    row: Printed, expected: tuple[int, str | None, str] | None
) -> None:
    assert page(row) == ([expected] if expected else [])


def test_bold_recommendations_are_paragraphs() -> None:
    text = "7. **" + PROSE + "**"
    source = printed(block("6. " + PROSE), block(text.replace("**", "")), block("8. " + PROSE))
    bold = printed(
        block("6. " + PROSE), block("7. " + PROSE, bold=True), block("8. " + PROSE, bold=True)
    )
    assert titles(source) == titles(bold) == []
    assert [number for number, _ in shapes(body(bold))] == ["6", "7", "8"]


def test_the_title_of_an_act_in_italics_names_no_group_of_entries() -> None:
    act = [line("Ports", italic=True), block("1. The Council, " + PROSE), block("2. " + PROSE)]
    lead = "7. The Board recommends the adoption of the following draft decision:"
    found = body(printed(block("6. " + PROSE), block(lead), *act))
    assert headings(found) == [(1, None, "Ports")]
    assert [number for number, _ in shapes(found)] == ["6", "7", "1", "2"]


def test_a_full_title_ends_where_tags_and_look_say_so() -> None:
    """The tags alone are not trusted, since they name few headings here."""
    title = line("1. Ports", bold=True, tagged=2, full=True)
    below = line("For decision", x=141.7, tagged=0, gap=0.0)
    assert page([title, below]) == [(1, "1", "Ports")]
    untold = line("For decision", x=141.7, gap=0.0)
    assert page([title, untold]) == []


def test_numbered_titles_that_the_contents_name_may_follow_one_another() -> None:
    rows = [line("1. Ports", bold=True), line("2. Lights", bold=True), block(PROSE)]
    source = printed(block("The Board. " + PROSE), *rows)
    assert len(outline(source, ["1. Ports 2", "2. Lights 2"]).headings) == len(rows) - 1
    assert not outline(source).headings


def test_a_numbered_list_set_in_bold_is_no_row_of_headings() -> None:
    rows = [line(f"{n}. Report to the Board on item {n}", bold=True) for n in (1, 2, 3)]
    source = printed(block("The Board. " + PROSE), line("The Group decided to:"), rows)
    assert titles(source) == []


def test_a_title_over_several_lines_is_one_title() -> None:
    rows = [
        chapter("II. Review of the arrangements that have been made for"),
        line("ports and harbours, and of those that are still to be", x=113.4, size=14.0,
             bold=True, gap=0.0),
        line("made", x=113.4, size=14.0, bold=True, gap=0.0),
    ]  # fmt: skip
    expected = (
        "Review of the arrangements that have been made for ports and harbours, and of those"
        " that are still to be made"
    )
    assert page(rows) == [(1, "II", expected)]


def test_chapter_and_its_title_below_are_one_heading() -> None:
    rows = [chapter("Chapter II"), chapter("Organization of the session")]
    assert page(rows) == [(1, "II", "Organization of the session")]


@pytest.mark.parametrize(
    "name", ["Draft resolution I", "Draft decision IV*", "Decision 91/4", "91/101", "91/101."]
)
def test_the_title_of_a_resolution_stands_below_its_number(name: str) -> None:
    rows = [line(name, bold=True, size=12.0), line("Safety of harbours", bold=True, gap=12.0)]
    assert page(rows) == [(1, name.rstrip(".*"), "Safety of harbours")]


def test_a_list_below_a_title_that_ends_in_a_colon_is_part_of_it() -> None:
    found = titles(
        printed(
            chapter("III. General debate:"), section("(a) Safety of harbours; (b) Lights"),
            block("1. " + PROSE), chapter("IV. Ports"), section("(a) Lights"), block("2. " + PROSE),
        )
    )  # fmt: skip
    assert found == [
        (1, "III", "General debate: (a) Safety of harbours; (b) Lights"),
        (1, "IV", "Ports"),
        (2, "a", "Lights"),
    ]


def test_an_annotation_below_a_heading_is_no_part_of_its_title() -> None:
    source = printed(
        block("1. " + PROSE), chapter("Annex II"), line("[English only]", x=90.0),
        chapter("List of participants"), block(PROSE),
    )  # fmt: skip
    found = body(source)
    assert headings(found) == [(1, "Annex II", "List of participants")]
    assert "[English only]" in [paragraph.text for paragraph in found.paragraphs]


# --- geometry: levels --------------------------------------------------------------------------


def test_numeral_letter_and_number_nest() -> None:
    found = page(
        chapter("I. Introduction"), chapter("II. Work"), section("A. Opening"),
        line("1. Election", bold=True), line("2. Agenda", bold=True), section("B. Closing"),
        chapter("III. Adoption"),
    )  # fmt: skip
    assert [(level, label) for level, label, _ in found] == [
        (1, "I"), (1, "II"), (2, "A"), (3, "1"), (3, "2"), (2, "B"), (1, "III"),
    ]  # fmt: skip


def test_letters_without_numerals_are_of_the_first_level() -> None:
    assert [level for level, *_ in page(section("A. Opening"), section("B. Closing"))] == [1, 1]


def test_a_heading_without_a_label_is_one_deeper_than_the_one_that_encloses_it() -> None:
    found = page(
        chapter("I. Work"), section("A. Opening"), line("Election", bold=True),
        line("Agenda", bold=True), section("B. Closing"), line("Vote", bold=True),
    )  # fmt: skip
    assert [(level, title) for level, _, title in found] == [
        (1, "Work"), (2, "Opening"), (3, "Election"), (3, "Agenda"), (2, "Closing"), (3, "Vote"),
    ]  # fmt: skip


def test_italic_stands_below_bold() -> None:
    found = page(
        chapter("I. Work"), line("Ports", bold=True), line("Cranes", italic=True),
        line("Lights", italic=True), line("Harbours", bold=True), line("Buoys", italic=True),
    )  # fmt: skip
    assert [(level, title) for level, _, title in found] == [
        (1, "Work"), (2, "Ports"), (3, "Cranes"), (3, "Lights"), (2, "Harbours"), (3, "Buoys"),
    ]  # fmt: skip


def test_a_heading_set_like_the_chapters_stands_on_their_level() -> None:
    introduction = line("Introduction", size=14.0, bold=True)
    conclusion = line("Concluding remarks", size=14.0, bold=True)
    found = page(introduction, chapter("I. Work"), section("A. Opening"), conclusion)
    assert [(level, title) for level, _, title in found] == [
        (1, "Introduction"), (1, "Work"), (2, "Opening"), (1, "Concluding remarks"),
    ]  # fmt: skip


def test_smaller_type_stands_below_larger() -> None:
    found = page(
        chapter("I. Work"), line("Harbours", size=14.0, bold=True),
        line("Lights of the harbours", size=12.0, bold=True), line("Colour", bold=True),
        line("Buoys of the harbours", size=12.0, bold=True), chapter("II. End"),
    )  # fmt: skip
    assert [(level, title) for level, _, title in found] == [
        (1, "Work"), (2, "Harbours"), (3, "Lights of the harbours"), (4, "Colour"),
        (3, "Buoys of the harbours"), (1, "End"),
    ]  # fmt: skip


def test_parts_and_segments_set_larger_enclose_numerals() -> None:
    def part(name: str) -> Printed:
        return line(name, size=17.0, bold=True)

    found = page(
        part("Part one"), line("Ports segment", size=15.5, bold=True), chapter("I. Work"),
        section("A. Opening"), line("Lights segment", size=15.5, bold=True), chapter("II. End"),
        part("Part two"), chapter("I. Work"),
    )  # fmt: skip
    assert [(level, title) for level, _, title in found] == [
        (1, "Part one"), (2, "Ports segment"), (3, "Work"), (4, "Opening"),
        (2, "Lights segment"), (3, "End"), (1, "Part two"), (2, "Work"),
    ]  # fmt: skip


def test_a_single_larger_line_encloses_nothing() -> None:
    found = page(
        chapter("I. Work"), line("Report on harbours", size=17.0, bold=True), chapter("II. End")
    )
    assert [(level, title) for level, _, title in found if title != "Report on harbours"] == [
        (1, "Work"), (1, "End"),
    ]  # fmt: skip


def test_a_numeral_above_a_title_numbers_a_part_of_a_resolution() -> None:
    part_one = [line("I", bold=True), line("General matters", bold=True, gap=0.0)]
    part_two = [line("II", bold=True), line("Lights", bold=True, gap=0.0)]
    found = page(
        chapter("IV. Action"), line("Draft resolution A", size=12.0, bold=True),
        part_one, line("Costs", bold=True), part_two,
    )  # fmt: skip
    assert found == [
        (1, "IV", "Action"), (2, None, "Draft resolution A"), (3, "I", "General matters"),
        (4, None, "Costs"), (3, "II", "Lights"),
    ]  # fmt: skip


def test_a_numeral_on_a_line_of_plain_type_is_no_heading() -> None:
    assert page([line("V"), line("The members met.", gap=0.0)]) == []


def test_parents_follow_levels() -> None:
    rows = [chapter("I. Work"), section("A. Opening"), line("Vote", bold=True), chapter("II. End")]
    flat = [each for row in rows for each in (row, *block(PROSE))]
    found = body(printed(block("The session. " + PROSE), flat)).sections
    assert [(each.id, each.parent) for each in found] == [
        ("s-I", None), ("s-I.A", "s-I"), ("s-I.A.vote", "s-I.A"), ("s-II", None),
    ]  # fmt: skip


# --- tags of the file --------------------------------------------------------------------------


def tagged_page(*rows: Printed) -> list[tuple[int, str | None, str]]:
    """The headings of a page below one that is tagged as a heading, with tagged prose between."""
    flat = [line("I. Work", x=90.0, size=14.0, bold=True, tagged=1)]
    for row in rows:
        flat += [*block("More. " + PROSE, tagged=0), row]
    return titles(printed(flat, block("Last. " + PROSE, tagged=0)))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (line("Ports of the north", bold=True, tagged=0), None),
        (line("Ports of the north", bold=True, tagged=1), (2, None, "Ports of the north")),
        (line("Ports of the north", bold=True), (2, None, "Ports of the north")),
        (line("Ports of the north", tagged=1), (2, None, "Ports of the north")),
        (line("Ports of the north"), None),
        (line("Ports of the north.", tagged=1), None),
        (line("1. Ports of the north", tagged=1), (2, "1", "Ports of the north")),
        (line("(1) Ports of the north", tagged=3, gap=9.0), (2, None, "(1) Ports of the north")),
        (line("(1) Ports of the north", tagged=0, gap=9.0), None),
        (line("(1) " + "Ports of the north and " * 3 + "of the rest", tagged=3, gap=9.0), None),
        (line("A. Ports of the north", tagged=1), (2, "A", "Ports of the north")),
        (line("B. Ports of the north", bold=True, tagged=0), (2, "B", "Ports of the north")),
        (line("Summary", bold=True, tagged=0), (1, None, "Summary")),
        (line("Table 4 Ports of the north", bold=True, tagged=1), None),
    ],
)  # fmt: skip
def test_tags_decide_where_the_look_does_not(row, expected) -> None:
    assert tagged_page(row)[1:] == ([expected] if expected else [])


def test_tags_that_pass_over_titles_above_numbers_tell_no_headings() -> None:
    rows = [line("I. Work", x=90.0, size=14.0, bold=True, tagged=1)]
    for number in range(1, 5):
        rows += [
            line(f"Port {'of the north ' * number}", bold=True, tagged=0),
            *block(f"{number}. {PROSE}", tagged=0),
        ]
    assert len(titles(printed(rows))) == 5


def test_tags_of_the_cover_only_say_nothing_of_the_rest() -> None:
    rows = [
        line("Report of the Board", x=90.0, size=14.0, bold=True, tagged=1),
        chapter("I. Work"), chapter("II. Staff"), line("Ports", bold=True, tagged=0),
    ]  # fmt: skip
    assert page(*rows)[-2:] == [(1, "II", "Staff"), (2, None, "Ports")]


def test_a_tag_parts_a_heading_from_the_text_right_below() -> None:
    rows = [
        line("I. Work", x=90.0, size=14.0, bold=True, tagged=1),
        line("Ports of the north and of the south, with those that lie between them", tagged=1),
        *block("More. " + PROSE, tagged=0, gap=0.0),
    ]
    assert titles(printed(rows))[1:] == [
        (2, None, "Ports of the north and of the south, with those that lie between them")
    ]


@pytest.mark.parametrize(
    ("depths", "level"), [((2, 2), 2), ((2, 3), 3), ((0, 0), 2)], ids=["same", "deeper", "none"]
)
def test_levels_of_tags_part_headings_that_look_alike(depths: tuple[int, int], level: int) -> None:
    first, second = depths
    found = tagged_page(
        line("Ports of the north", bold=True, tagged=first),
        line("Cranes", bold=True, tagged=second),
        line("Ports of the south", bold=True, tagged=first),
    )
    assert [depth for depth, _, _ in found[1:]] == ([] if not first else [2, level, 2])


def test_the_name_of_an_act_is_a_heading_though_it_is_tagged_as_text() -> None:
    rows = [
        line("I. Work", x=90.0, size=14.0, bold=True, tagged=1),
        *block("More. " + PROSE, tagged=0),
        line("Draft decision II", bold=True, tagged=0),
        line("Harbour lights", bold=True, tagged=2, gap=0.0),
        *block("Last. " + PROSE, tagged=0),
    ]
    assert titles(printed(rows))[1:] == [(2, "Draft decision II", "Harbour lights")]


def test_what_parts_headings_of_a_rank_has_that_rank() -> None:
    found = page(
        chapter("I. Work"), section("A. Ports"),
        [chapter("Segment on roads"), chapter("II. Bridges")],
        section("A. Roads"), line("Remarks", bold=True),
    )  # fmt: skip
    assert [(level, title) for level, _, title in found] == [
        (1, "Work"), (2, "Ports"), (1, "Segment on roads"), (1, "Bridges"), (2, "Roads"),
        (3, "Remarks"),
    ]  # fmt: skip


def test_a_letter_stands_beside_what_is_set_like_it() -> None:
    found = page(
        chapter("I. Work"), [section("Item 2 (a)"), section("Adoption of the agenda")],
        section("A. Attendance"), line("Ports", bold=True),
    )  # fmt: skip
    assert found == [
        (1, "I", "Work"), (2, "Item 2 (a)", "Adoption of the agenda"), (2, "A", "Attendance"),
        (3, None, "Ports"),
    ]  # fmt: skip


def test_bold_italic_stands_below_bold() -> None:
    found = page(
        section("A. Work"), line("Ports", bold=True),
        line("Discussion", bold=True, italic=True), line("Roads", bold=True),
        line("Remarks", italic=True),
    )  # fmt: skip
    assert [level for level, _, _ in found] == [1, 2, 3, 2, 3]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["2031/4", "Harbour lights"], ("2031/4", "Harbour lights")),
        (["Programme 7", "Harbour lights"], ("Programme 7", "Harbour lights")),
        (
            ["Draft decision -/CP.42", "Harbour lights"],
            ("Draft decision -/CP.42", "Harbour lights"),
        ),
        (["Article 7. Harbour lights"], ("Article 7", "Harbour lights")),
        (["MC-9/1: Harbour lights"], ("MC-9/1", "Harbour lights")),
        (["Decision 91/4. Harbour lights"], ("Decision 91/4", "Harbour lights")),
        (["Programme 7"], (None, "Programme 7")),
        (["Harbour lights: 2031"], (None, "Harbour lights: 2031")),
    ],
)
def test_names_of_acts_and_articles_are_labels(rows: list[str], expected: object) -> None:
    found = page(section("A. Work"), [line(row, bold=True) for row in rows])
    assert found == [(1, "A", "Work"), (2, *expected)]  # type: ignore[misc]


def test_a_letter_with_an_italic_title_is_a_heading() -> None:
    found = page(
        section("A. Work"), line("1. Ports", x=100.0, bold=True),
        line("(a) “Harbour light”", x=100.0, italic=True),
        line("(b) “Lighthouse”", x=100.0, italic=True),
    )  # fmt: skip
    assert found[2:] == [(3, "a", "“Harbour light”"), (3, "b", "“Lighthouse”")]
    listed = [line("(a) Ports", italic=True), line("(b) Roads", italic=True)]
    assert page(section("A. Work"), listed) == [(1, "A", "Work")]


def test_a_numeral_below_a_letter_is_no_letter() -> None:
    small = [
        line(f"({label}) Harbour lights", x=100.0, bold=True) for label in ("a", "i", "ii", "b")
    ]
    found = page(section("A. Work"), line("1. Ports", x=100.0, bold=True), *small)
    assert [(level, label) for level, label, _ in found[2:]] == [
        (3, "a"), (4, "i"), (4, "ii"), (3, "b"),
    ]  # fmt: skip
    many = [line(f"({label}) Harbour lights", x=100.0, bold=True) for label in "abcdefghij"]
    assert {level for level, _, _ in page(section("A. Work"), *many)[1:]} == {2}


def test_entries_of_a_bold_list_are_no_title() -> None:
    rows = [
        section("A. Work"), line("Themes:", bold=True, gap=12.0),
        line("(a) Ports of the north", bold=True, gap=0.0),
        line("(b) Ports of the south", bold=True, gap=0.0),
        *block("1. " + PROSE),
    ]  # fmt: skip
    found = body(printed(rows))
    assert headings(found) == [(1, "A", "Work")]
    entries = [("(a)", "Ports of the north"), ("(b)", "Ports of the south")]
    assert shapes(found)[0] == (None, ["Themes:", *entries])
    assert {paragraph.section for paragraph in found.paragraphs} == {"s-A"}


@pytest.mark.parametrize(("tagged", "count"), [(None, 2), (2, 1)])
def test_titles_of_one_level_by_the_tags_are_one(tagged: int | None, count: int) -> None:
    chapter_ = line("I. Work", x=90.0, size=14.0, bold=True, tagged=tagged and 1)
    first = line("Result 3: lamps", bold=True, tagged=tagged)
    second = line(
        "Programme of the year and its plan for the next", bold=True, gap=0.0, tagged=tagged
    )
    found = titles(printed(chapter_, block(PROSE), first, second, block(PROSE)))
    assert len(found) == 1 + count


def test_an_underlined_title_of_an_act_is_a_heading_below_a_lead() -> None:
    title = (
        "Care of the lamps of the northern moles and of the western quays by the keepers and all",
        "boards of harbours, and mending of the lights that the storms of the year put out there",
    )
    source = printed([
        line("I. Advice", bold=True, size=14.0), *block("1. It adopted the following draft:"),
        line(title[0], x=150.0, gap=12.0), line(title[1], x=150.0, gap=0.0),
        line("The Council,", x=150.0, gap=12.0), *block(PROSE),
    ])  # fmt: skip
    ruled = [
        replace(page, lines=tuple(
            replace(one, underlined=source.text[one.start : one.end] in title) for one in page.lines
        ))
        for page in source.pages
    ]  # fmt: skip
    assert titles(replace(source, pages=tuple(ruled)))[1:] == [(2, None, " ".join(title))]
