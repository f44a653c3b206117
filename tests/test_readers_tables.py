"""Ruled tables of budgets: groups of rows, heads of two rows, cells of sentences."""

from __future__ import annotations

from dataclasses import replace

from fragments import COLUMNS, HEIGHT, WIDTH, cells_of, frag, read, rule
from rapporteur.readers.fragment import Fragment, Stroke
from rapporteur.readers.gutters import find_rules
from rapporteur.readers.layout import Sheet, arrange
from rapporteur.readers.rules import Rule, may_rule_table
from rapporteur.readers.tables import Table
from rapporteur.source import Cell

X0, X1, X2, X3 = COLUMNS


def strokes(*heights: float) -> list[Stroke]:
    return [stroke for height in heights for stroke in rule(X0, height, X3, X1, X2)]


def cells(*rows: tuple[float, str, str, str], size: float = 9.0) -> list[Fragment]:
    """Fragments of rows, each with its baseline; an empty text stands for an empty cell."""
    places = (X0, X1, X2)
    return [
        frag(text, x, top, size)
        for top, *texts in rows
        for x, text in zip(places, texts, strict=True)
        if text
    ]


def test_the_name_of_a_group_over_the_columns_parts_no_table() -> None:
    fragments = cells(
        (312, "", "2031", "2032"),
        (334, "Resources by kind of lamp and place", "", ""),
        (348, "Oil", "10", "12"),
        (370, "Total", "10", "12"),
    )
    lines, page = read(fragments, strokes(300, 317, 355, 376))
    found = cells_of(page, lines)
    assert found["Resources by kind of lamp and place"] == (1, 0)
    assert (found["Oil"], found["Total"]) == ((2, 0), (3, 0))
    assert {line.cell.table for line in page.lines if line.cell} == {0}


def test_the_name_of_a_group_is_one_cell_though_it_is_set_in_pieces() -> None:
    name = frag("Resources by main category of lamps", X0, 334, 9.0)
    rest = frag("and wicks", name.x1 + 2, 334, 9.0)
    rows = cells((312, "", "2031", "2032"), (348, "Oil", "10", "12"), (360, "Wax", "1", "2"))
    lines, page = read([*rows, name, rest], strokes(300, 317, 366))
    found = cells_of(page, lines)
    assert found["Resources by main category of lamps and wicks"] == (1, 0)
    assert found["Oil"] == (2, 0)


SENTENCE = "Lamps on show: lists of keepers and of the birds that struck the glass, year by year"


def test_a_table_goes_on_over_rows_of_one_cell_to_the_stroke_that_closes_it() -> None:
    fragments = [
        *cells((312, "Kind", "2031", "2032"), (334, "Oil", "10", "12"), (348, "Wax", "1", "2")),
        *(frag(text, X0, base, 9.0) for text, base in ((SENTENCE, 370), (SENTENCE, 381))),
        frag(
            "The keepers met in Portville and spoke at length of the lamps, new and old.", X0, 430
        ),
    ]
    lines, page = read(fragments, [*strokes(300, 317), *rule(X0, 390, X3)])
    found = cells_of(page, lines)
    assert found[SENTENCE][1] == 0
    assert found["Wax"][0] < found[SENTENCE][0]
    assert [line.cell is None for line in page.lines].count(True) == 1


def test_a_table_whose_rows_are_all_one_cell_has_a_head() -> None:
    head = cells((312, "Kind", "2031", "2032"), size=7.0)
    fragments = [*head, *(frag(SENTENCE, X0, base, 9.0) for base in (334, 345))]
    closed = [*strokes(300, 317), *rule(X0, 354, X3)]
    lines, page = read(fragments, closed)
    assert cells_of(page, lines)[SENTENCE] == (1, 0)
    _, page = read(fragments[len(head) :], closed[-1:] + strokes(300))  # the sides of a box
    assert not any(line.cell for line in page.lines)


def test_a_ruled_table_stands_beside_one_in_a_grid() -> None:
    grid = Table(
        500, 560, tuple((Cell(0, 0, x), (100 * x, 500, 100 * x + 100, 560)) for x in (1, 2))
    )
    rows = cells((312, "Office", "Group", "Name"), (332, "Chair", "North", "Ida Lund"))
    framed = [frag("Oslo", 110, 530), frag("4", 210, 530)]
    rules = tuple(find_rules(strokes(300, 317, 340), rows))
    _, page = arrange(Sheet(1, WIDTH, HEIGHT, [*rows, *framed], rules, tables=[grid]), 0)
    places = [(line.cell.table, line.cell.row) for line in page.lines if line.cell]
    assert places == [(0, 0)] * 3 + [(0, 1)] * 3 + [(1, 0)] * 2


def test_lines_of_sentences_side_by_side_are_one_row() -> None:
    fragments = cells(
        (312, "2030", "2031", "2032"),
        (332, "The Board began", "The Board saw", "The Board asked"),
        (343, "to count lamps", "that lamps burn", "for more oil"),
        (354, "along the coast", "in every port", "and wicks"),
    )
    lines, page = read(fragments, strokes(300, 317, 365))
    assert cells_of(page, lines)["along the coast"] == (1, 0)
    assert max(line.cell.row for line in page.lines if line.cell) == 1


def test_lines_that_all_begin_anew_are_rows() -> None:
    fragments = cells(
        (312, "Office", "Group", "Name"),
        (332, "Chair", "North", "Ida Lund"),
        (343, "Deputy", "South", "Tom Reyes"),
        (354, "Clerk", "East", "Li Wu"),
    )
    lines, page = read(fragments, strokes(300, 317, 365))
    found = cells_of(page, lines)
    assert [found[name][0] for name in ("Chair", "Deputy", "Clerk")] == [1, 2, 3]


def test_cells_side_by_side_need_not_share_their_lines() -> None:
    left = [(332 + 12 * row, f"line {row}", "", f"end {row}") for row in range(6)]
    right = [(338 + 12 * row, "", f"word {row}", "") for row in range(6)]
    fragments = cells((312, "2030", "2031", "2032"), *left, *right)
    lines, page = read(fragments, strokes(300, 317, 420))
    assert {
        found[0]
        for text, found in cells_of(page, lines).items()
        if text[-1:].isdigit() and " " in text
    } == {1}


def test_a_head_over_several_columns_names_the_first_of_them() -> None:
    fragments = [
        *cells((332, "", "Added", "Total"), (352, "Oil", "2", "12"), (366, "Wicks", "1", "7")),
        frag("Changes", 350, 312, 9.0),
    ]
    drawn = [
        *rule(X0, 300, X3, X1),
        *rule(X1, 317, X3, X2),
        *rule(X0, 338, X3, X1, X2),
        *rule(X0, 375, X3, X1, X2),
    ]
    lines, page = read(fragments, drawn)
    found = cells_of(page, lines)
    assert found["Changes"] == found["Added"] == (0, 1)
    assert (found["Total"], found["Oil"]) == ((0, 2), (1, 0))


def test_letters_above_each_column_stand_in_their_columns() -> None:
    fragments = cells(
        (312, "", "(A)", "(B)"), (332, "", "Added", "Total"), (352, "Oil", "2", "12"),
        (366, "Wicks", "1", "7"),
    )  # fmt: skip
    drawn = [*strokes(300), *rule(X1, 317, X3, X2), *strokes(338, 375)]
    found = cells_of(*reversed(read(fragments, drawn)))
    assert (found["(A)"], found["(B)"]) == ((0, 1), (0, 2))


def test_an_open_table_may_have_more_lines_in_its_first_column_than_rows() -> None:
    rows = []
    for number in range(3):
        top = 332 + 50 * number
        rows += [(top, f"Report {number} of the", "", ""), (top + 11, "board on lamps", "", "")]
        rows += [(top + 22, "and wicks", "4", "5")]
    lines, page = read(cells((312, "Kind", "2031", "2032"), *rows), strokes(300, 317))
    found = cells_of(page, lines)
    assert [found[f"Report {number} of the"] for number in range(3)] == [(1, 0), (2, 0), (3, 0)]


def test_what_ends_the_last_row_of_an_open_table_belongs_to_it() -> None:
    rows = [
        (332, "Master", "North", "–"),
        (352, "Keeper of the", "South", "–"),
        (363, "oil", "", ""),
    ]
    lines, page = read(cells((312, "Post", "Place", "Note"), *rows), strokes(300, 317))
    assert cells_of(page, lines)["oil"] == (2, 0)


def test_running_text_ends_an_open_table_though_its_blanks_stand_at_the_borders() -> None:
    """A justified line may have a blank just where a column begins."""
    rows = cells((312, "Kind", "2031", "2032"), (334, "Oil", "10", "12"), (348, "Wax", "1", "2"))
    first = frag("72. The Group took note of", X0, 374, 11.0)
    second = frag("the oil that was left in every", X1, 374, 11.0)
    third = frag("lamp of the coast.", X2, 374, 11.0)
    close = [replace(first, x1=X1 - 5), replace(second, x1=X2 - 5), third]
    lines, page = read([*rows, *close], strokes(300, 317, 355))
    assert [text for text, one in zip(lines, page.lines, strict=True) if one.cell is None] == [
        "72. The Group took note of the oil that was left in every lamp of the coast."
    ]


def test_rules_make_no_table_where_none_ends_as_others_do() -> None:
    head = Rule(90, 500, 60, joints=(300.0,))
    note = Rule(90, 180, 700)
    assert not may_rule_table([head])
    assert not may_rule_table([head, note])
    assert not may_rule_table([Rule(90, 500, 60), Rule(90, 500, 700)])
    assert may_rule_table([head, Rule(92, 498, 200)])
    assert may_rule_table([head, Rule(299, 501, 80)])
