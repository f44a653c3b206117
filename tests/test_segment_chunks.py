"""Rows and chunks: which lines belong together, and where pages are joined."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import GAP, LEFT, RIGHT, base, block, body, line, plain, printed, shapes
from rapporteur.segment.chunks import build_chunks
from rapporteur.segment.rows import build_rows, measure
from rapporteur.source import Cell, Source
from rapporteur.text import Edit, Text

PROSE = (
    "The Committee recalled that the programme had been extended at its previous session and"
    " noted that the secretariat would report on its progress before the end of the biennium,"
    " including on the arrangements that had been made for the regional offices."
)


def chunks(source: Source) -> list[str]:
    """The texts of the chunks of a source."""
    lines = [each for page in source.pages for each in page.lines]
    rows = build_rows(Text.of(source.text), lines)
    return [chunk.text for chunk in build_chunks(rows, measure(rows), base())]


# --- rows --------------------------------------------------------------------------------------


def test_rows_are_the_lines_that_still_have_text() -> None:
    source = plain("The first line.\nGone.\n\nThe last line.")
    cut = Text.of(source.text).apply([Edit(16, 22, "", "case.cut")])
    lines = [each for page in source.pages for each in page.lines if each.start != 16]
    rows = build_rows(cut, lines)
    assert [row.text for row in rows] == ["The first line.", "The last line."]
    assert [cut.content[row.start : row.end] for row in rows] == [row.text for row in rows]


def test_a_line_whose_beginning_was_joined_to_the_line_before_starts_behind_it() -> None:
    source = plain("a well-\nknown harbour\nof the coast")
    joined = Text.of(source.text).apply([Edit(7, 8, "", "case.join")])
    rows = build_rows(joined, source.pages[0].lines)
    assert " ".join(row.text for row in rows).split() == [
        "a",
        "well-",
        "known",
        "harbour",
        "of",
        "the",
        "coast",
    ]


def test_measures_are_those_of_most_of_the_text() -> None:
    note = line("A small note that is set below all this.", size=8.5)
    source = printed(line("A title", size=14.0, bold=True), block(PROSE), block(PROSE), note)
    rows = build_rows(Text.of(source.text), source.pages[0].lines)
    found = measure(rows)
    assert (found.geometry, found.size, found.left) == (True, 10.0, round(LEFT))
    assert (found.right, found.leading) == (RIGHT, pytest.approx(1.2))


def test_plain_text_has_no_measures() -> None:
    source = plain("A line.")
    assert not measure(build_rows(Text.of(source.text), source.pages[0].lines)).geometry


# --- chunks of plain text ----------------------------------------------------------------------

TEXT = {
    "wrapped lines": ("1. It met\nin Vienna and\nin Rome.", ["1. It met in Vienna and in Rome."]),
    "numbers": ("1. It met.\n2. It rose.", ["1. It met.", "2. It rose."]),
    "blank line": ("It met.\n\nIt rose.", ["It met.", "It rose."]),
    "number alone": ("1.\nIt met.\n2.\nIt rose.", ["1. It met.", "2. It rose."]),
    "number alone before a blank line": (
        "1.\n\nIt met.\n\n2.\n\nIt rose.", ["1. It met.", "2. It rose."],
    ),
    "items": (
        "1. It decided:\n(a) To meet;\n(b) To rise.",
        ["1. It decided:", "(a) To meet;", "(b) To rise."],
    ),
    "recommendation": (
        "1. It met.\nRecommendation 1\nStates should meet.",
        ["1. It met.", "Recommendation 1 States should meet."],
    ),
    "over a page": ("1. It met in\fVienna.", ["1. It met in Vienna."]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TEXT.values(), ids=TEXT)
def test_chunks_of_plain_text(text: str, expected: list[str]) -> None:
    assert chunks(plain(text)) == expected


def test_a_number_that_is_no_label_goes_back_to_its_sentence() -> None:
    text = "1. It met in rooms 30 and\n31. It rose.\n2. It met again.\n3. It rose again."
    first = ("1", "It met in rooms 30 and 31. It rose.")
    assert shapes(body(plain(text))) == [first, ("2", "It met again."), ("3", "It rose again.")]


def test_a_number_alone_on_its_line_takes_the_text_below() -> None:
    assert shapes(body(plain("1.\nIt met.\n2.\nIt rose\nat noon.\n3. It ate."))) == [
        ("1", "It met."), ("2", "It rose at noon."), ("3", "It ate."),
    ]  # fmt: skip


def test_a_footnote_call_behind_an_entry_of_plain_text_does_not_hide_its_end() -> None:
    assert chunks(plain("(a) To sign it (Chad);2\n(b) To read it (Peru).")) == [
        "(a) To sign it (Chad);2", "(b) To read it (Peru).",
    ]  # fmt: skip


# --- chunks of pages ---------------------------------------------------------------------------


def test_space_above_parts_paragraphs() -> None:
    assert chunks(printed(block(PROSE), block("It rose. " + PROSE))) == [PROSE, "It rose. " + PROSE]


def test_a_line_set_under_the_text_of_a_label_opens_no_chunk() -> None:
    text = "1. It met:\n\n  2.  As to the ports of Peru,\n      Chad agreed.\n\n  3.  It rose,\n"
    assert chunks(plain(text))[1:] == ["2.  As to the ports of Peru, Chad agreed.", "3.  It rose,"]


def test_a_labelled_line_without_space_above_opens_a_chunk() -> None:
    rows = [line("2. It decided:"), line("(a) To meet;", gap=0.0), line("(b) To rise.", gap=0.0)]
    assert chunks(printed(block("1. " + PROSE), rows))[1:] == [
        "2. It decided:", "(a) To meet;", "(b) To rise.",
    ]  # fmt: skip


def test_a_labelled_line_behind_a_full_one_opens_a_chunk_if_a_list_may_go_on() -> None:
    first = "(a) To meet in Vienna, and to hold as many meetings as the members find of use;"
    items = [line(first, full=True), line("(b) To rise.", gap=0.0)]
    assert chunks(printed(block("1. " + PROSE), items))[1:] == [first, "(b) To rise."]


@pytest.mark.parametrize("text", ["B. Vik of Norway.", "(b) of the statute.", "V. Moe of Peru."])
def test_initials_and_references_at_a_line_start_open_no_chunk(text: str) -> None:
    first = "2. It met with the heads of all the regional offices, with Ms. A. Lie of Norway,"
    found = chunks(printed(block("1. " + PROSE), line(first, full=True), line(text, gap=0.0)))
    assert found[1:] == [f"{first} {text}"]


def test_another_size_opens_a_chunk() -> None:
    rows = [line("A title", size=12.0), line("and text under it.", gap=0.0)]
    assert chunks(printed(block(PROSE), rows))[1:] == ["A title", "and text under it."]


def test_a_bold_line_over_text_is_a_chunk_of_its_own() -> None:
    rows = [line("A title", bold=True), *block(PROSE, gap=0.0)]
    assert chunks(printed(block(PROSE), rows))[1:] == ["A title", PROSE]


def test_an_indented_first_line_opens_a_chunk() -> None:
    first, *rest = block("It rose. " + PROSE, gap=0.0)
    moved = line(first.text, x=LEFT + 28, gap=0.0, full=True)
    found = chunks(printed(block(PROSE), moved, rest))
    assert found == [PROSE, "It rose. " + PROSE]


def in_columns(*entries: tuple[str, str], white: float = 60.0) -> Source:
    """A list in two columns, of which the second begins at one place below all of the first."""
    source = printed(*(line(f"{one} {other}", gap=0.0) for one, other in entries))
    lines = [
        replace(
            printed_line,
            styles=(
                replace(style, end=style.start + len(one), x1=LEFT + 5.0 * len(one)),
                replace(style, start=style.start + len(one) + 1, x0=LEFT + white),
            ),
        )
        for (one, _), printed_line in zip(entries, source.pages[0].lines, strict=True)
        for style in printed_line.styles
    ]
    return replace(source, pages=(replace(source.pages[0], lines=tuple(lines)),))


def test_entries_in_columns_are_chunks_of_their_own() -> None:
    """The third leaves too little white to show its columns."""
    entries = [
        ("LAF", "Lamp Fund"),
        ("PO", "Port Office"),
        ("KEEPERSNET", "Keepers"),
        ("PI", "Pier"),
    ]
    assert chunks(in_columns(*entries)) == [" ".join(entry) for entry in entries]


def test_white_at_one_place_parts_no_sentences() -> None:
    entries = [("The keepers", "of the"), ("northern pier", "met in")]
    assert len(chunks(in_columns(*entries, white=90.0))) == 1


def test_every_cell_of_a_table_is_a_chunk() -> None:
    cells = [
        line(f"{row}{column}", cell=Cell(0, row, column)) for row in range(2) for column in range(2)
    ]
    assert chunks(printed(block(PROSE), cells))[1:] == ["00", "01", "10", "11"]


# --- over a page end ---------------------------------------------------------------------------


def halves(at: int, **below: object) -> Source:
    """A numbered paragraph whose lines from `at` on stand on the next page."""
    lines = block("1. " + PROSE)
    return printed(
        lines[:at], line(lines[at].text, **{"page": 2, "full": True} | below), lines[at + 1 :],
        block("2. " + PROSE),
    )  # fmt: skip


def test_a_paragraph_goes_on_over_a_page() -> None:
    assert shapes(body(halves(1))) == [("1", PROSE), ("2", PROSE)]


def test_a_paragraph_goes_on_over_a_page_with_a_capital() -> None:
    first = "1. The Committee recalled that the programme had been extended at the request of"
    source = printed(
        block("1. " + PROSE), line("2" + first[1:], full=True),
        line("Norway.", page=2), block("3. " + PROSE),
    )  # fmt: skip
    assert shapes(body(source))[1] == ("2", first[3:] + " Norway.")


def test_a_sentence_that_begins_on_the_next_page_goes_on_with_its_paragraph() -> None:
    """The last line of the page is full, and a new paragraph would have a number."""
    first = "2. The Committee met in the afternoon of the first day, and it rose after sunset."
    source = printed(
        block("1. " + PROSE), line(first, full=True),
        line("It met again on the second day.", page=2), block("3. " + PROSE),
    )  # fmt: skip
    assert shapes(body(source))[1] == ("2", first[3:] + " It met again on the second day.")


def test_a_name_at_the_foot_of_a_column_does_not_go_on_in_the_first_of_the_next_page() -> None:
    rows = [line("2. The following States were members:"), line("Angola"), line("Chad")]
    right = line("Democratic Republic of the Congo and others", x=300.0)
    found = shapes(body(printed(block("1. " + PROSE), rows, right, line("Denmark", page=2))))
    names = "Angola Chad Democratic Republic of the Congo and others Denmark"
    assert found[1:] == [("2", f"The following States were members: {names}")]


def test_a_sentence_goes_on_in_the_first_column_of_the_next_page() -> None:
    right = line("Peru, which had asked for the floor, said that the", x=300.0)
    found = shapes(body(printed(block("1. " + PROSE), right, line("work went on.", page=2))))
    assert found[1:] == [(None, "Peru, which had asked for the floor, said that the work went on.")]


def test_a_numbered_paragraph_at_the_top_of_a_page_is_a_new_one() -> None:
    source = printed(block("1. " + PROSE), block("2. " + PROSE, page=2))
    assert shapes(body(source)) == [("1", PROSE), ("2", PROSE)]


def test_a_heading_at_the_top_of_a_page_is_a_heading() -> None:
    title = line("II. Adoption of the report", size=14.0, bold=True, page=2)
    found = body(printed(block("1. " + PROSE), title, block("2. " + PROSE)))
    assert [section.title for section in found.sections] == ["Adoption of the report"]
    assert shapes(found) == [("1", PROSE), ("2", PROSE)]


def test_a_block_over_a_page_has_a_place_on_each() -> None:
    places = body(halves(2)).paragraphs[0].source
    assert [place.page for place in places] == [1, 2]
    assert all(place.bbox is not None for place in places)
    assert places[1].start == 0


# --- law ---------------------------------------------------------------------------------------

LINES = st.lists(
    st.sampled_from(
        ["1. It met", "2. It rose.", "(a) To meet;", "in Vienna", "", "I. Work", "Annex", "(i)",
         "• Ports", "14.", "Recommendation 3", "A. Ports and", "of the coast:", "[English only]",
         "The end", "Chapter II", "\f", "– Lights"]
    ),
    max_size=30,
)  # fmt: skip


@given(LINES)
def test_every_line_of_any_text_is_in_exactly_one_chunk(texts: list[str]) -> None:
    text = "\n".join(texts)
    if text.strip():
        source = plain(text)
        assert sorted(source.text.split()) == sorted(text.split())
        assert " ".join(chunks(source)).split() == source.text.split()


@given(st.lists(st.tuples(st.sampled_from(["1. It met", "(a) To rise;", "Ports and lights", "14.",
       "II. Work", "in Vienna."]), st.sampled_from([LEFT, LEFT + 28]), st.booleans(),
       st.sampled_from([0.0, GAP]), st.sampled_from([None, 1, 2])), max_size=16))  # fmt: skip
def test_every_line_of_any_page_is_in_exactly_one_chunk(
    rows: list[tuple[str, float, bool, float, int | None]],
) -> None:
    source = printed(
        [line(text, x=x, bold=bold, gap=gap, page=at) for text, x, bold, gap, at in rows]
    )
    assert " ".join(chunks(source)).split() == source.text.split()
