"""The geometry that both PDF readers share: rows, blanks, raised letters, columns, tables."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fragments import COLUMNS, HEIGHT, WIDTH, after, cells_of, frag, read, rule
from rapporteur.readers.fragment import Fragment, Stroke, look_of_font, turned, unturned
from rapporteur.readers.rules import has_grid, rules_of
from rapporteur.readers.tables import is_ruled
from rapporteur.source import Cell

HEAD = frag("The Board", 100, 200)


@pytest.mark.parametrize(
    ("gap", "text", "joined"),
    [
        (0.0, "room", "The Boardroom"),
        (0.10, "room", "The Boardroom"),
        (0.13, "room", "The Boardroom"),
        (0.16, "met", "The Board met"),
        (0.25, "met", "The Board met"),
        (0.25, " met", "The Board met"),
        (2.0, "met", "The Board met"),
        (-0.1, "s", "The Boards"),
    ],
)
def test_a_gap_is_a_blank_only_if_it_is_wide_enough(gap: float, text: str, joined: str) -> None:
    lines, _ = read([HEAD, after(HEAD, text, gap)])
    assert lines == [joined]


@pytest.mark.parametrize(
    ("left", "right", "gap", "joined"),
    [
        ("non- ", "discrimination", 0.03, "non-discrimination"),
        ("memb ", "ers", 0.02, "members"),
        ("12. ", "The Board", 0.02, "12. The Board"),
        ("the ", "Board", 0.25, "the Board"),
    ],
)
def test_a_printed_blank_inside_a_word_needs_room(
    left: str, right: str, gap: float, joined: str
) -> None:
    first = frag(left, 100, 200)
    assert read([first, after(first, right, gap)])[0] == [joined]


def test_behind_a_bracket_that_closes_a_narrow_gap_is_a_blank() -> None:
    label = frag("(iii)", 100, 200)
    assert read([label, after(label, "Design", 0.11)])[0] == ["(iii) Design"]
    assert read([label, after(label, "Design", 0.05)])[0] == ["(iii)Design"]
    call = frag("c", label.x1 + 0.7, 200, size=6)
    assert read([label, call])[0] == ["(iii)c"]


def test_a_fragment_that_is_a_blank_parts_words() -> None:
    first = frag("bold", 100, 200, bold=True)
    last = after(first, "text", 0.12)
    assert read([first, frag(" ", first.x1, 200), last])[0] == ["bold text"]


def test_dots_of_a_leader_hold_together() -> None:
    first = frag("Introduction", 100, 200)
    dots = after(first, "....", 0.1)
    more = after(dots, "......", 0.36)
    assert read([first, dots, more, after(more, "7", 2)])[0] == ["Introduction .......... 7"]


def test_runs_of_blanks_are_one_and_ends_have_none() -> None:
    assert read([frag("  Item   1\xa0 of \t2  ", 100, 200)])[0] == ["Item 1 of 2"]


def test_a_raised_call_stays_in_its_line() -> None:
    word = frag("Assembly,", 100, 200)
    call = frag("12", word.x1 + 0.2, 196.5, 6.5)
    lines, page = read([word, call, replace(after(call, "which met", 0.4, size=10.0), base=200)])
    assert lines == ["Assembly,12 which met"]
    assert [page.lines[0].styles[1].raised, page.lines[0].size] == [True, 10.0]
    assert [style.raised for style in page.lines[0].styles] == [False, True, False]


def test_a_raised_mark_before_a_footnote_stays_in_its_line() -> None:
    mark, note = frag("3", 105, 697, 6.5), frag("See document 4.", 113, 700, 9)
    assert read([mark, note])[0] == ["3 See document 4."]


def test_a_lowered_letter_is_not_raised() -> None:
    word = frag("CO", 100, 200)
    lines, page = read([word, frag("2", word.x1, 202, 6.5)])
    assert lines == ["CO2"]
    assert not any(style.raised for style in page.lines[0].styles)


def test_small_print_close_below_a_title_is_no_raised_letter() -> None:
    lines, _ = read([frag("Report", 100, 200, 20), frag("adopted on 4 May 2011", 100, 212, 9)])
    assert lines == ["Report", "adopted on 4 May 2011"]


def test_a_jittery_scan_keeps_its_lines() -> None:
    words = [frag("The", 100, 200.0), frag("Board", 120, 201.9), frag("met", 150, 199.5)]
    assert read(words)[0] == ["The Board met"]


def test_a_label_joins_its_hanging_text() -> None:
    lines, page = read(
        [
            frag("A.", 90, 200, 12, bold=True),
            frag("Opening", 113, 200, 12, bold=True),
            frag("of the session", 113, 214, 12, bold=True),
            frag("1.", 113, 240),
            frag("The Board met.", 141, 240),
        ]
    )
    assert lines == ["A. Opening", "of the session", "1. The Board met."]
    assert [line.bold for line in page.lines] == [True, True, False]


def test_a_wide_gap_begins_a_style() -> None:
    _, page = read([frag("United Nations", 100, 60), frag("A/99/1", 450, 60)])
    assert [(style.x0, style.start) for style in page.lines[0].styles] == [(100, 0), (450, 15)]


def test_both_sides_of_a_masthead_stay_on_their_line() -> None:
    left = [frag("United Nations", 120, 66, 14), frag("General Assembly", 120, 100, 20)]
    right = [frag("A/99/1", 450, 66, 14)]
    right += [
        frag(text, 392, 100 + 12 * n)
        for n, text in enumerate(["Distr.: General", "4 May 2011", "", "Original: English", "x"])
        if text
    ]
    lines, _ = read([*left, *right])
    assert lines[:3] == ["United Nations A/99/1", "General Assembly Distr.: General", "4 May 2011"]


PROSE = "the Board heard a statement by its Chair and"


def column(x: float, name: str, rows: int = 12, top: float = 200.0) -> list[Fragment]:
    return [frag(f"{name}{n} {PROSE}", x, top + 12 * n) for n in range(rows)]


def test_columns_are_read_one_after_the_other() -> None:
    left, right = column(60, "a"), column(310, "b")
    lines, _ = read([*left, *right])
    assert lines == [item.word for item in (*left, *right)]


def test_columns_drawn_line_by_line_are_columns_if_they_are_prose() -> None:
    left, right = column(60, "a"), column(310, "b")
    drawn = [item for pair in zip(left, right, strict=True) for item in pair]
    assert read(drawn)[0] == [item.word for item in (*left, *right)]


def test_lines_across_the_page_part_columns() -> None:
    head = frag("A line over the whole of the page " * 3, 60, 180)
    middle = frag("Another line over the whole of the page " * 2, 60, 360)
    first = [*column(60, "a"), *column(310, "b")]
    second = [*column(60, "c", top=380), *column(310, "d", top=380)]
    lines, _ = read([head, *first, middle, *second])
    assert lines == [item.word for item in (head, *first, middle, *second)]


def test_three_columns_of_names_drawn_in_turn_are_columns() -> None:
    names = [
        [frag(f"State {letter}{n}", x, 200 + 12 * n) for n in range(6)]
        for x, letter in ((113, "A"), (250, "B"), (390, "C"))
    ]
    above = frag(
        "The following States members of the Board were represented at the meeting:", 113, 180
    )
    flat = [above, *(item for column in names for item in column)]
    assert read(flat)[0] == [item.word for item in flat]


NAMES = ["Angola", "Antigua", "Belize", "Côte d’Ivoire", "Cuba", "Denmark", "Éire", "Fiji"]


@pytest.mark.parametrize("step", [11.5, 18.1])
def test_names_drawn_row_by_row_are_columns_if_the_alphabet_goes_down_them(step: float) -> None:
    left = [frag(name, 113, 200 + step * n) for n, name in enumerate(NAMES)]
    right = [frag(f"{chr(71 + n)}abon", 305, 200 + step * n) for n in range(8)]
    above = frag(
        "The following States members of the Board were represented at the meeting:", 113, 180
    )
    drawn = [above, *(item for pair in zip(left, right, strict=True) for item in pair)]
    assert read(drawn)[0] == [item.word for item in (above, *left, *right)]


def test_names_and_holders_drawn_row_by_row_are_rows() -> None:
    rows = [
        (frag(f"State {n}", 113, 200 + 20 * n), frag(f"Ms. Person {n}", 305, 200 + 20 * n))
        for n in range(12)
    ]
    lines, _ = read([item for row in rows for item in row])
    assert lines == [f"State {n} Ms. Person {n}" for n in range(12)]


def test_head_and_foot_stay_above_and_below_columns() -> None:
    head, foot = frag("A/99/1", 470, 60), frag("12", 60, 780)
    body = [*column(60, "a"), *column(310, "b")]
    lines, _ = read([head, foot, *body])
    assert lines[0] == "A/99/1"
    assert lines[-1] == "12"


def test_a_lead_that_reaches_over_the_gutter_stands_above_columns() -> None:
    lead = [frag("3.", 60, 198), frag("The Board has these members, named below:", 90, 198)]
    first = ["Albania", "Benin", "Chad", "Chile", "China", "Cuba"]
    second = ["Egypt", "Fiji", "Gabon", "Ghana", "India", "Iraq"]
    rows = [
        [frag(one, 90, 215 + 12 * n), frag(other, 180, 215 + 12 * n)]
        for n, (one, other) in enumerate(zip(first, second, strict=True))
    ]
    wide = frag("The members listed above were elected for terms of three years in all,", 60, 310)
    lines, _ = read([*lead, *(item for row in rows for item in row), wide])
    assert lines[:3] == ["3. The Board has these members, named below:", "Albania", "Benin"]
    assert lines[7] == "Egypt"


def test_turned_text_comes_last_in_lines_of_its_own() -> None:
    lines, page = read(
        [
            frag("Please", 300, 560, turn=1),
            frag("recycle", 335, 560, turn=1),
            frag("Body", 100, 200),
        ]
    )
    assert lines == ["Body", "Please recycle"]
    x0, top, x1, bottom = page.lines[1].box or (0, 0, 0, 0)
    assert x1 - x0 < bottom - top
    assert 0 < x0 < WIDTH
    assert 0 < top < HEIGHT


@given(
    st.floats(0, 500), st.floats(0, 800), st.integers(0, 3), st.floats(1, 500), st.floats(1, 800)
)
def test_unturning_undoes_turning(x: float, y: float, turn: int, w: float, h: float) -> None:
    assert unturned(*turned(x, y, turn, w, h), turn, w, h) == pytest.approx((x, y), abs=1e-6)


def test_words_written_from_the_right_follow_one_another() -> None:
    lines, _ = read([frag("العامة", 300, 200), frag("الجمعية", 335, 200)])
    assert lines == ["الجمعية العامة"]


def table(top: float, rows: list[tuple[str, ...]], step: float = 20.0) -> list[Fragment]:
    return [
        frag(text, x, top + 12 + step * n)
        for n, row in enumerate(rows)
        for x, text in zip(COLUMNS, row, strict=False)
    ]


ROWS = [("Office", "Group", "Name"), ("Chair", "Africa", "A. Person"), ("Rapporteur", "Asia", "B")]


def ruled(top: float, *, closed: bool = True) -> list[Stroke]:
    heights = [top, top + 17, top + 62] if closed else [top, top + 17]
    return [
        stroke
        for height in heights
        for stroke in rule(COLUMNS[0], height, COLUMNS[3], *COLUMNS[1:3])
    ]


@pytest.mark.parametrize("closed", [True, False])
def test_a_ruled_table_is_read_cell_by_cell(closed: bool) -> None:
    above = frag(
        "Officers of the Board, as elected at its first meeting in May of the year", 113, 280
    )
    lines, page = read([above, *table(300, ROWS)], ruled(300, closed=closed))
    assert lines == [above.word, *(text for row in ROWS for text in row)]
    assert [line.cell for line in page.lines] == [
        None,
        *(Cell(0, row, column) for row in range(3) for column in range(3)),
    ]


def test_text_between_a_stroke_and_a_table_is_none_of_its_rows() -> None:
    above = [frag("4.40", 101, 262), frag("Table 4 lists", 118, 262), frag("Ports", 101, 290)]
    chart = rule(COLUMNS[0], 230, COLUMNS[3])
    lines, page = read([*above, *table(300, ROWS)], [*chart, *ruled(300)])
    cells = {text: one.cell for text, one in zip(lines, page.lines, strict=True)}
    assert cells["Ports"] is None
    assert cells["Office"] == Cell(0, 0, 0)


def test_calls_above_their_row_are_none_of_their_own() -> None:
    raised = [frag("a", COLUMNS[1] + 30, 308 + 20 * row, size=6.0) for row in range(3)]
    _, page = read([*table(300, ROWS), *raised], ruled(300, closed=False))
    assert {one.cell.row for one in page.lines if one.cell} == {0, 1, 2}


def test_a_cell_of_two_lines_is_one_cell() -> None:
    fragments = table(300, ROWS)
    second = frag("and Pacific", COLUMNS[1], 300 + 12 + 40 + 11.5)
    lines, page = read([*fragments, second], ruled(300))
    at = lines.index("and Pacific")
    assert (lines[at - 1], page.lines[at].cell) == ("Asia", Cell(0, 2, 1))


def test_rows_parted_by_white_space_may_have_two_lines_in_most_columns() -> None:
    rows = [
        table(332, [("Isle of", "Ada Mora", "First report")]),
        table(343, [("Man", "Luis Mora", "(X/1)")]),
        table(366, [("Oslo", "Ada Mora", "Second report")]),
        table(389, [("Hull", "Luis Mora", "Third report")]),
    ]
    strokes = [
        stroke
        for height in (300, 317, 412)
        for stroke in rule(COLUMNS[0], height, COLUMNS[3], *COLUMNS[1:3])
    ]
    head = table(300, [("Party", "Rapporteur", "Report")])
    lines, page = read([*head, *(cell for row in rows for cell in row)], strokes)
    row_of = {
        text: line.cell.row for text, line in zip(lines, page.lines, strict=True) if line.cell
    }
    assert row_of["Isle of"] == row_of["Man"] == row_of["(X/1)"]
    assert len(set(row_of.values())) == 4


def test_the_head_is_one_row_however_many_lines_it_has() -> None:
    head = [frag("Ports", COLUMNS[0], 330), frag("Cranes in", COLUMNS[1], 312),
            frag("the north", COLUMNS[1], 330), frag("Ships", COLUMNS[2], 330)]  # fmt: skip
    rows = table(340, ROWS[1:])
    strokes = [
        stroke
        for height in (300, 335, 384)
        for stroke in rule(COLUMNS[0], height, COLUMNS[3], *COLUMNS[1:3])
    ]
    lines, page = read([*head, *rows], strokes)
    found = cells_of(page, lines)
    assert (found["Cranes in"], found["the north"]) == ((0, 1), (0, 1))
    assert (found["Chair"], found["Rapporteur"]) == ((1, 0), (2, 0))


def test_lines_at_the_lesser_of_two_distances_are_one_row() -> None:
    titles = [("Report on the state of ports and", "of harbours of the north"), ("Budget", ""),
              ("Report on lighthouses and other", "lights of the coast"), ("Agenda", ""),
              ("Statement of the delegations of", "the States of the south")]  # fmt: skip
    fragments, top = [frag("Symbol", 113, 312), frag("Title", 250, 312)], 332.0
    for number, (first, second) in enumerate(titles):
        fragments += [frag(f"A/99/{number}", 113, top), frag(first, 250, top, 9.0)]
        if second:
            top += 13.5
            fragments.append(frag(second, 250, top, 9.0))
        top += 20
    lines, page = read(fragments, [*rule(113, 300, 482, 250), *rule(113, 317, 482, 250)])
    found = cells_of(page, lines)
    assert [found[f"A/99/{number}"] for number in range(5)] == [(row, 0) for row in range(1, 6)]
    assert found["lights of the coast"] == (3, 1)


def test_a_heading_between_two_tables_parts_them() -> None:
    second = table(420, ROWS)
    heading = frag("2. Other offices", COLUMNS[0] - 20, 395)
    _, page = read([*table(300, ROWS), heading, *second], [*ruled(300), *ruled(420)])
    cells = [line.cell for line in page.lines]
    assert cells[9] is None
    assert {cell.table for cell in cells if cell} == {0, 1}


def test_a_table_of_one_row_below_a_small_head_is_a_table() -> None:
    head = [
        replace(item, size=7.0) for item in table(300, [("Name of the office", "Group", "Name")])
    ]
    _, page = read([*head, *table(320, [("Chair", "Asia", "B")])], ruled(300))
    assert None not in [line.cell for line in page.lines]


def test_a_total_that_crosses_the_first_column_ends_no_open_table() -> None:
    edges = (113.0, 140.0, 380.0, 430.0, 482.0)
    rows = [
        [(113, "All the ports"), (385, "12.4"), (435, "n/a")],
        *([(113, f"{n}."), (145, "Harbour"), (385, "0.1"), (435, "0.2")] for n in (1, 2, 3)),
    ]
    head = [frag("Port", 145, 312), frag("Scale", 385, 312), frag("Share", 435, 312)]
    cells = [frag(text, x, 332 + 14 * n) for n, row in enumerate(rows) for x, text in row]
    strokes = [*rule(113, 300, 482, *edges[1:4]), *rule(113, 317, 482, *edges[1:4])]
    lines, page = read([*head, *cells], strokes)
    assert lines == [item.word for item in (*head, *cells)]
    assert None not in [line.cell for line in page.lines]


def plain_rules(*heights: float) -> list[Stroke]:
    """Rules over the whole table, drawn in one stroke each."""
    return [(COLUMNS[0], height, COLUMNS[3], height + 0.5) for height in heights]


@pytest.mark.parametrize("heights", [(300, 317, 362), (300, 317)])
def test_rules_in_one_piece_frame_a_table_by_its_gutters(heights: tuple[float, ...]) -> None:
    spanning = frag("Offices of the north", COLUMNS[0], 300 + 12 + 60)
    fragments = [*table(300, ROWS), *([spanning] if len(heights) == 2 else [])]
    lines, page = read(fragments, [*rule(50, 45, 553), *plain_rules(*heights)])
    cells = [line.cell for line in page.lines]
    assert cells[:9] == [Cell(0, row, column) for row in range(3) for column in range(3)]
    assert lines[:9] == [text for row in ROWS for text in row]


def test_a_line_alone_between_rules_is_a_row_of_its_table() -> None:
    head, end = table(300, ROWS[:1]), frag("of the north", COLUMNS[0], 329)
    rows = table(334, ROWS[1:], step=17.0)
    lines, page = read([*head, end, *rows], plain_rules(300, 317, 334, 351, 368))
    found = cells_of(page, lines)
    assert (found["Office"], found["of the north"], found["Chair"]) == ((0, 0), (1, 0), (2, 0))
    assert len({line.cell.table for line in page.lines if line.cell}) == 1


def test_rules_in_one_piece_around_prose_frame_no_table() -> None:
    prose = [
        frag("A line over the whole of the page that ends where it ends", 113, 330 + 12 * n, 13)
        for n in range(4)
    ]
    lists = [frag("Chair:", 113, 390), frag("A. Person", 250, 390)]
    _, page = read([*prose, *lists], plain_rules(315, 400))
    assert {line.cell for line in page.lines} == {None}


def test_prose_between_two_tables_in_one_piece_belongs_to_neither() -> None:
    prose = frag("A line over the whole of the page that ends where it ends", 113, 390, 13)
    strokes = plain_rules(300, 317, 362, 420, 437, 482)
    _, page = read([*table(300, ROWS), prose, *table(420, ROWS)], strokes)
    cells = [line.cell for line in page.lines]
    assert cells[9] is None
    assert {cell.table for cell in cells if cell} == {0, 1}


def test_a_table_below_a_running_head_of_nearly_its_width_is_a_table() -> None:
    _, page = read(table(100, ROWS), [(96.0, 55.0, 482.0, 55.5), *plain_rules(100, 117, 162)])
    assert None not in [line.cell for line in page.lines]


def test_prose_between_rules_is_no_table() -> None:
    prose = [
        frag("A line over the whole of the page that crosses all joints", 113, 320 + 12 * n, 14)
        for n in range(5)
    ]
    strokes = [*rule(113, 300, 482, 250, 380), *rule(113, 420, 482, 250, 380)]
    _, page = read(prose, strokes)
    assert {line.cell for line in page.lines} == {None}


def test_a_masthead_between_rules_is_no_table() -> None:
    rows = [("United Nations", "", "A/99/1"), ("Assembly", "", "Distr.: General")]
    fragments = [
        replace(item, size=20.0) if item.word == "Assembly" else item
        for item in table(60, rows)
        if item.word
    ]
    _, page = read(fragments, [*rule(113, 62, 482, 250, 380), *rule(113, 120, 482, 250, 380)])
    assert {line.cell for line in page.lines} == {None}


def test_rules_are_made_of_pieces_that_touch() -> None:
    strokes = [*rule(113, 300, 482, 250, 380), (50.0, 700.0, 120.0, 700.4), (50, 10, 52, 10.2)]
    found = rules_of([*strokes, (90.0, 100.0, 90.5, 400.0)])
    assert [(r.x0, r.x1, r.joints) for r in found] == [(113, 482, (250, 380)), (50, 120, ())]


def test_a_page_keeps_its_rules() -> None:
    _, page = read([HEAD], [(50.0, 700.0, 120.0, 700.4)])
    assert page.rules == ((50.0, 700.0, 120.0),)


def test_a_grid_needs_strokes_both_ways() -> None:
    lying = [(100.0, float(y), 400.0, y + 0.5) for y in (100, 120, 140)]
    standing = [(float(x), 100.0, x + 0.5, 140.0) for x in (100, 250, 400)]
    assert has_grid([*lying, *standing])
    assert not has_grid(lying)
    assert not has_grid([*lying, standing[0]])
    assert is_ruled(rules_of([*lying, *standing]), [*lying, *standing], [HEAD])


@pytest.mark.parametrize(
    ("name", "look"),
    [
        ("ABCDEF+TimesNewRomanPS-BoldMT", (True, False)),
        ("Times-BoldItalic", (True, True)),
        ("Helvetica-Oblique", (False, True)),
        ("Times New Roman,Bold", (True, False)),
        ("TimesNewRomanPSMT", (False, False)),
        ("ABCDEF+SetTT84c571", (False, False)),
        ("ABCDEF+SetTT84c571.B", (True, False)),
        ("ABCDEF+SetTT84c571.BI+20", (True, True)),
    ],
)
def test_a_font_name_tells_its_look(name: str, look: tuple[bool, bool]) -> None:
    assert look_of_font(name) == look


PLACES = st.tuples(
    st.text(alphabet="abcXYZ019 .-", min_size=1, max_size=12),
    st.integers(40, 520),
    st.integers(60, 780),
    st.sampled_from([6.5, 9.0, 10.0, 14.0]),
    st.sampled_from([0, 0, 0, 1, 3]),
)


@given(st.lists(PLACES, max_size=40), st.booleans())
def test_every_letter_stands_in_exactly_one_line(places: list[tuple], ruled_page: bool) -> None:
    fragments = [frag(text, x, y, size, turn=turn) for text, x, y, size, turn in places]
    lines, page = read(fragments, ruled(300) if ruled_page else ())
    printed = Counter("".join(lines).replace(" ", ""))
    assert printed == Counter("".join(item.word for item in fragments).replace(" ", ""))
    assert all(line == " ".join(line.split()) for line in lines)
    for line, text in zip(page.lines, lines, strict=False):
        assert line.end - line.start == len(text)
        styled = {at - line.start for s in line.styles for at in range(s.start, s.end)}
        assert {at for at, letter in enumerate(text) if letter != " "} <= styled


# --- underlined text ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stroke", "underlined"),
    [
        ((100.0, 103.0, 182.8), True),
        ((114.0, 103.0, 182.8), True),  # all but the label
        ((60.0, 103.0, 500.0), False),  # the rule of a table
        ((100.0, 112.0, 182.8), False),  # too far below
        ((100.0, 103.0, 120.0), False),  # a word of it
    ],
)
def test_a_stroke_below_a_line_underlines_it(
    stroke: tuple[float, float, float], underlined: bool
) -> None:
    _, page = read([frag("A. Ports and lamps", 100.0, 100.0)], rule(*stroke))
    assert [one.underlined for one in page.lines] == [underlined]
