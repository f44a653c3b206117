"""Items of lists: which list a label continues or opens, and where text behind a list goes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import block, body, headings, line, outline, plain, printed, shape, shapes
from rapporteur.segment.items import ordinal

ITEM, INNER = 141.7, 170.0


def read(text: str) -> list[object]:
    """The paragraphs of a plain text."""
    return shapes(body(plain(text)))


def listed(*items: str) -> object:
    """The shape of one numbered paragraph whose items are these lines."""
    found = body(plain("1. The Group decided:\n" + "\n".join(items)))
    assert len(found.paragraphs) == 1
    return shape(found.paragraphs[0])


LETTERS = "abcdefghijkl"


@pytest.mark.parametrize(
    ("style", "number", "place"),
    [
        ("letter", "a", 1), ("letter", "z", 26), ("letter", "aa", 27), ("letter", "bb", 28),
        ("letter", "ab", 28), ("half_letter", "c", 3), ("roman", "i", 1), ("roman", "iv", 4),
        ("roman", "viii", 8), ("roman", "ix", 9), ("roman", "xiv", 14), ("roman", "xl", 40),
        ("bracket_number", "12", 12), ("decimal", "12 bis", 12), ("bullet", "", None),
    ],
)  # fmt: skip
def test_a_label_has_a_place_in_its_list(style: str, number: str, place: int | None) -> None:
    assert ordinal(style, number) == place


FLAT = {
    "letters": (["(a) To meet;", "(b) To report."], [("(a)", "To meet;"), ("(b)", "To report.")]),
    "romans": (["(i) To meet;", "(ii) To report."], [("(i)", "To meet;"), ("(ii)", "To report.")]),
    "numbers": (["(1) To meet;", "(2) To vote."], [("(1)", "To meet;"), ("(2)", "To vote.")]),
    "half": (["a) To meet;", "b) To report."], [("a)", "To meet;"), ("b)", "To report.")]),
    "letters with a stop": (
        ["a. To meet;", "b. To report."], [("a.", "To meet;"), ("b.", "To report.")],
    ),
    "bullets": (["• To meet", "• To report"], [("•", "To meet"), ("•", "To report")]),
    "dashes": (["– To meet;", "– To report."], [("–", "To meet;"), ("–", "To report.")]),
    "over lines": (
        ["(a) To meet in Vienna", "and in Geneva;", "(b) To report."],
        [("(a)", "To meet in Vienna and in Geneva;"), ("(b)", "To report.")],
    ),
    "joined by and": (
        ["(a) To meet; and", "(b) To report."], [("(a)", "To meet; and"), ("(b)", "To report.")],
    ),
    "label alone on its line": (
        ["(a)", "To meet;", "(b)", "To report."], [("(a)", "To meet;"), ("(b)", "To report.")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), FLAT.values(), ids=FLAT)
def test_items_of_one_list(lines: list[str], expected: list[object]) -> None:
    assert listed(*lines) == ["The Group decided:", *expected]


def test_h_then_i_is_the_letter() -> None:
    items = [(f"({letter})", f"To see to point {letter};") for letter in LETTERS]
    assert listed(*(f"{label} {text}" for label, text in items)) == ["The Group decided:", *items]


def test_i_under_a_letter_that_ends_in_a_colon_is_the_numeral() -> None:
    lines = ["(h) To report on:", "(i) The budget;", "(ii) The plan;", "(i) To meet."]
    before = [f"({letter}) To see to {letter};" for letter in "abcdefg"]
    found = listed(*before, *lines)
    assert isinstance(found, list)
    assert found[8:] == [
        ("(h)", ["To report on:", ("(i)", "The budget;"), ("(ii)", "The plan;")]),
        ("(i)", "To meet."),
    ]


def test_numerals_nest_in_letters_and_letters_go_on_behind_them() -> None:
    assert listed(
        "(a) To meet:", "(i) In Vienna;", "(ii) In Geneva;", "(b) To report:", "(i) Yearly;",
        "(ii) In full;", "(iii) In writing;", "(c) To adjourn.",
    ) == [
        "The Group decided:",
        ("(a)", ["To meet:", ("(i)", "In Vienna;"), ("(ii)", "In Geneva;")]),
        ("(b)", ["To report:", ("(i)", "Yearly;"), ("(ii)", "In full;"), ("(iii)", "In writing;")]),
        ("(c)", "To adjourn."),
    ]  # fmt: skip


def test_three_levels_nest() -> None:
    assert listed(
        "(a) To meet:", "(i) In Vienna:", "• At Headquarters;", "• At the centre;", "(ii) In Rome;",
        "(b) To report.",
    ) == [
        "The Group decided:",
        ("(a)", [
            "To meet:",
            ("(i)", ["In Vienna:", ("•", "At Headquarters;"), ("•", "At the centre;")]),
            ("(ii)", "In Rome;"),
        ]),
        ("(b)", "To report."),
    ]  # fmt: skip


def test_letters_nest_in_numerals_too() -> None:
    assert listed("(i) To meet:", "(a) In Vienna;", "(b) In Rome;", "(ii) To report.") == [
        "The Group decided:",
        ("(i)", ["To meet:", ("(a)", "In Vienna;"), ("(b)", "In Rome;")]),
        ("(ii)", "To report."),
    ]


def test_v_and_x_in_a_row_of_letters_are_letters() -> None:
    letters = [chr(code) for code in range(ord("a"), ord("z") + 1)]
    found = listed(*(f"({letter}) To see to it;" for letter in letters))
    assert found == ["The Group decided:", *((f"({x})", "To see to it;") for x in letters)]


def test_each_paragraph_has_lists_of_its_own() -> None:
    assert read("1. One:\n(a) A;\n(b) B.\n2. Two:\n(a) A;\n(b) B.") == [
        ("1", ["One:", ("(a)", "A;"), ("(b)", "B.")]),
        ("2", ["Two:", ("(a)", "A;"), ("(b)", "B.")]),
    ]


NO_ITEMS = {
    "in the line": "1. The Group met (a) in Vienna and (b) in Rome.",
    "a reference at a line start": "1. The Group considered item 3\n(a) of the agenda.",
    "a bracket at a line start": "1. The Group met again\n(see annex I) in Vienna.",
    "a year in brackets": "1. The Group met again\n(2031) in Vienna.",
    "a hyphen": "1. The Group met in the harbour\n-side building.",
}


@pytest.mark.parametrize("text", NO_ITEMS.values(), ids=NO_ITEMS)
def test_what_only_looks_like_a_label_is_text(text: str) -> None:
    expected = " ".join(text.removeprefix("1. ").split("\n"))
    assert read(text) == [("1", expected)]


def test_a_list_may_skip_a_letter_but_that_is_a_doubt() -> None:
    source = plain("1. The Group decided:\n(a) To meet;\n(c) To report.")
    assert shapes(body(source)) == [
        ("1", ["The Group decided:", ("(a)", "To meet;"), ("(c)", "To report.")])
    ]
    assert [(doubt.code, doubt.message) for doubt in outline(source).doubts] == [
        ("item_sequence", "(c) does not follow")
    ]


def test_a_list_right_below_a_heading_has_a_paragraph_without_text() -> None:
    assert read("I. Decisions\n\n(a) To meet;\n(b) To report.") == [
        (None, ["", ("(a)", "To meet;"), ("(b)", "To report.")])
    ]


# --- by indent ---------------------------------------------------------------------------------

PROSE = (
    "The Committee recalled that the programme had been extended at its previous session and"
    " noted that the secretariat would report on its progress before the end of the biennium."
)


def on_page(*rows: object) -> list[object]:
    """The paragraphs of printed lines that follow a paragraph of prose."""
    return shapes(body(printed(block("1. " + PROSE), *rows)))[1:]  # type: ignore[arg-type]


def test_items_that_wrap_to_the_margin_are_whole() -> None:
    first = "(a) To meet in Vienna, and to hold as many meetings as the members of the Group find"
    found = on_page(
        line("2. The Group decided:"), line(first, x=ITEM, full=True),
        line("useful for their work;", gap=0.0), line("(b) To report.", x=ITEM),
    )  # fmt: skip
    text = f"{first[4:]} useful for their work;"
    assert found == [("2", ["The Group decided:", ("(a)", text), ("(b)", "To report.")])]


def test_bullets_that_are_indented_more_nest() -> None:
    assert on_page(
        line("2. The Group decided:"), line("• To meet:", x=ITEM), line("• In Vienna;", x=INNER),
        line("• In Rome;", x=INNER), line("• To report.", x=ITEM),
    ) == [
        ("2", [
            "The Group decided:",
            ("•", ["To meet:", ("•", "In Vienna;"), ("•", "In Rome;")]),
            ("•", "To report."),
        ]),
    ]  # fmt: skip


def test_text_behind_a_list_that_goes_on_with_the_sentence_is_the_tail() -> None:
    assert on_page(
        line("2. The Group decided:"), line("(a) To meet;", x=ITEM), line("(b) To report;", x=ITEM),
        line("and to see to both before its next session."),
    ) == [
        ("2", [
            "The Group decided:", ("(a)", "To meet;"), ("(b)", "To report;"),
            "and to see to both before its next session.",
        ]),
    ]  # fmt: skip


def test_a_second_paragraph_of_an_item_stays_with_it_by_its_indent() -> None:
    found = on_page(
        line("2. The Group decided:"), line("(a) To meet in Vienna.", x=ITEM),
        line("The meeting is to be open.", x=ITEM), line("(b) To report.", x=ITEM),
    )  # fmt: skip
    text = "To meet in Vienna. The meeting is to be open."
    assert found == [("2", ["The Group decided:", ("(a)", text), ("(b)", "To report.")])]


def test_text_at_the_indent_of_a_numbered_paragraph_is_its_tail() -> None:
    found = on_page(
        line("2. The Group decided:"), line("(a) To meet;", x=ITEM), line("(b) To report.", x=ITEM),
        block(PROSE), block("3. " + PROSE),
    )  # fmt: skip
    items = [("(a)", "To meet;"), ("(b)", "To report.")]
    assert found == [("2", ["The Group decided:", *items, PROSE]), ("3", PROSE)]


def test_behind_the_list_of_a_paragraph_without_a_number_a_new_one_may_begin() -> None:
    found = on_page(
        line("II. Decisions", x=90.0, bold=True), line("The Group decided:"),
        line("(a) To meet;", x=ITEM), line("(b) To report.", x=ITEM), block(PROSE),
    )  # fmt: skip
    items = [("(a)", "To meet;"), ("(b)", "To report.")]
    assert found == [(None, ["The Group decided:", *items]), (None, PROSE)]


def test_a_list_goes_on_over_a_page() -> None:
    assert on_page(
        line("2. The Group decided:"), line("(a) To meet;", x=ITEM),
        line("(b) To report.", x=ITEM, page=2), block("3. " + PROSE),
    ) == [
        ("2", ["The Group decided:", ("(a)", "To meet;"), ("(b)", "To report.")]), ("3", PROSE),
    ]  # fmt: skip


def test_a_list_goes_on_below_a_heading_and_unnumbered_text_inside_it() -> None:
    assert on_page(
        line("II. Decisions", x=90.0, bold=True), line("The Group approved the plan:"),
        line("1. Election.", x=ITEM), line("2. Themes:", x=ITEM), line("(a) Ports;", x=INNER),
        line("Documents", x=INNER, bold=True), line("Note by the secretariat", x=INNER),
        line("(b) Ships.", x=INNER),
        line("Documents", x=INNER, bold=True), line("Report of the Chair", x=INNER),
        line("3. Other matters.", x=ITEM),
    ) == [
        (None, ["The Group approved the plan:", ("1.", "Election."),
                ("2.", ["Themes:", ("(a)", "Ports;"), ("(b)", "Ships.")]),
                ("3.", "Other matters.")]),
        (None, "Note by the secretariat"), (None, "Report of the Chair"),
    ]  # fmt: skip


def test_no_list_goes_on_behind_a_numbered_paragraph() -> None:
    source = printed(
        block("1. " + PROSE), line("2. The Group decided:"), line("(a) To meet;", x=ITEM),
        line("II. Other matters", x=90.0, bold=True), line("3. The Group also decided:"),
        line("(b) To report.", x=ITEM),
    )  # fmt: skip
    assert shapes(body(source))[1:] == [
        ("2", ["The Group decided:", ("(a)", "To meet;")]),
        ("3", ["The Group also decided:", ("(b)", "To report.")]),
    ]
    assert [doubt.message for doubt in outline(source).doubts] == ["(b) does not follow"]


LETTERS_TO_G = [line(f"({letter}) To see to {letter};", x=ITEM) for letter in "abcdefg"]


@pytest.mark.parametrize(("left", "doubts"), [(ITEM, ["(i) does not follow"]), (INNER, [])])
def test_i_behind_g_is_the_letter_at_its_indent_and_the_numeral_deeper(
    left: float, doubts: list[str]
) -> None:
    rows = [line("2. The Group decided:"), *LETTERS_TO_G, line("(i) To report.", x=left)]
    source = printed(block("1. " + PROSE), *rows)
    assert [doubt.message for doubt in outline(source).doubts] == doubts
    items = body(source).paragraphs[1].items
    assert [item.label for item in items][6:] == (["(g)", "(i)"] if doubts else ["(g)"])


# --- laws --------------------------------------------------------------------------------------

ROMANS = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]


@given(st.lists(st.integers(0, 12), min_size=1, max_size=12))
def test_any_nesting_of_numerals_in_letters_is_read_back(inner: list[int]) -> None:
    lines, expected = [], []
    for letter, count in zip(LETTERS, inner, strict=False):
        joint = ":" if count else ";"
        lines.append(f"({letter}) To see to {letter}{joint}")
        lines += [f"({roman}) To look at {roman};" for roman in ROMANS[:count]]
        under = [(f"({roman})", f"To look at {roman};") for roman in ROMANS[:count]]
        text = f"To see to {letter}{joint}"
        expected.append((f"({letter})", [text, *under] if under else text))
    assert listed(*lines) == ["The Group decided:", *expected]


@pytest.mark.parametrize(("deeper", "nested"), [(0.0, False), (20.0, True)])
def test_letters_below_a_colon_begin_anew_beside_the_list_and_nest_deeper(
    deeper: float, nested: bool
) -> None:
    found = body(
        printed(
            block("1. The Group, as to the first port, did what is said here:"),
            line("(a) It met;", x=140.0), line("(b) It rose.", x=140.0),
            line("With regard to the second port:", x=140.0),
            line("(a) It sat;", x=140.0 + deeper), line("(b) It ate.", x=140.0 + deeper),
        )
    )  # fmt: skip
    labels = ["(a)", "(b)"] if nested else ["(a)", "(b)", "(a)", "(b)"]
    assert [item.label for item in found.paragraphs[0].items] == labels


GROUPED = """\
1. It met.
I. Recommendations
2. The Group adopted the following recommendations:
A. General recommendations
(a) States should meet;
(b) States should rise;
B. Recommendations to the secretariat
(c) The secretariat should:
(i) Write;
(ii) Read.
II. Other matters
3. It ate."""


def test_headings_may_stand_between_a_lead_and_the_groups_of_its_list() -> None:
    found = body(plain(GROUPED))
    assert headings(found) == [
        (1, "I", "Recommendations"), (2, "A", "General recommendations"),
        (2, "B", "Recommendations to the secretariat"), (1, "II", "Other matters"),
    ]  # fmt: skip
    (_, first, last) = found.paragraphs
    assert [item.label for item in first.items] == ["(a)", "(b)", "(c)"]
    assert [item.label for item in first.items[2].items] == ["(i)", "(ii)"]
    assert (last.number, last.text) == ("3", "It ate.")


def test_a_list_under_a_heading_that_no_lead_announces_stands_alone() -> None:
    found = body(plain("1. It met.\nA. Decisions\n(a) To rise;\n(b) To eat."))
    assert [(p.number, len(p.items)) for p in found.paragraphs] == [("1", 0), (None, 2)]


def test_a_list_goes_on_behind_what_is_said_of_an_entry() -> None:
    """It stands in a paragraph of its own, so that the order of the text is kept."""
    source = printed(
        block("The Group asked every port to report on its lamps and on the birds they draw:"),
        line("(a) To list the lamps;", x=ITEM),
        block(
            "Several ports have no list; their keepers count the lamps at dusk, one by one, and."
        ),
        line("(b) To count the birds;", x=ITEM),
        line("(c) To report.", x=ITEM),
    )
    found = outline(source)
    assert [len(one.items) for one in found.paragraphs] == [1, 0, 2]
    assert [item.label for item in found.paragraphs[2].items] == ["(b)", "(c)"]
    assert found.doubts == []
