"""Tables that the tags of a PDF state: rows and cells are said, columns seen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fragments import HEIGHT, WIDTH, cells_of, frag, rule
from pdfs import tagged
from rapporteur.readers import read as read_source
from rapporteur.readers.fragment import Fragment
from rapporteur.readers.gutters import find_rules
from rapporteur.readers.layout import Sheet, arrange
from rapporteur.readers.tagged_tables import TaggedTable
from rapporteur.source import Cell

Row = tuple[tuple[str, float], ...]
"""The cells of a row: text and left edge; an empty text is a cell without any."""
LEFTS = (113.0, 250.0, 330.0, 410.0)


def table(*rows: Row, number: int = 0, top: float = 200.0, size: float = 9.0) -> list[Fragment]:
    return [
        replace(frag(text, x, top + 14 * at, size), cell=Cell(number, at, column))
        for at, row in enumerate(rows)
        for column, (text, x) in enumerate(row)
        if text
    ]


def row(*texts: str) -> Row:
    return tuple(zip(texts, LEFTS, strict=False))


def stated(*rows: Row, heads: int = 0) -> TaggedTable:
    return TaggedTable([len(cells) for cells in rows], heads)


def read(fragments: list[Fragment], *tables: TaggedTable) -> dict[str, tuple[int, int]]:
    text, page = arrange(Sheet(1, WIDTH, HEIGHT, fragments, tagged=tables), 0)
    return cells_of(page, text.split("\n"))


PLAIN = (row("Harbour", "Lamps"), row("Portville", "12"), row("Westport", "3"))


def test_the_tags_state_a_table_that_no_stroke_rules() -> None:
    assert read(table(*PLAIN), stated(*PLAIN)) == {
        "Harbour": (0, 0), "Lamps": (0, 1), "Portville": (1, 0), "12": (1, 1),
        "Westport": (2, 0), "3": (2, 1),
    }  # fmt: skip


def test_lines_of_a_cell_stand_together() -> None:
    rows = (row("Harbour", "Lamps"), row("Portville on", "12"))
    more = replace(frag("the lower river", LEFTS[0], 225, 9.0), cell=Cell(0, 1, 0))
    text, page = arrange(Sheet(1, WIDTH, HEIGHT, [*table(*rows), more], tagged=[stated(*rows)]), 0)
    assert text.split("\n") == ["Harbour", "Lamps", "Portville on", "the lower river", "12"]
    assert [line.cell for line in page.lines][2] == [line.cell for line in page.lines][3]


def test_rows_of_the_head_are_one_and_what_spans_names_the_first_column() -> None:
    rows = (
        (("", 113.0), ("Changes", 320.0)),
        row("Kind", "2031", "2032", "2033"),
        row("Oil", "10", "12", "14"),
        row("Wax", "1", "2", "3"),
    )
    found = read(table(*rows), stated(*rows, heads=2))
    assert (found["Changes"], found["2031"]) == ((0, 1), (0, 1))
    assert (found["Kind"], found["Oil"], found["14"]) == ((0, 0), (1, 0), (1, 3))


def test_the_name_of_a_group_is_no_part_of_the_head() -> None:
    rows = (row("Kind", "2031"), (("Lamps by place", 113.0),), row("Oil", "10"), row("Wax", "1"))
    found = read(table(*rows), stated(*rows, heads=2))
    assert (found["Kind"], found["Lamps by place"], found["Oil"]) == ((0, 0), (1, 0), (2, 0))


def test_the_rest_of_a_row_of_the_page_before_stands_in_its_column() -> None:
    rows = ((("more of the reason", 410.0),), row("Oil", "1", "P-2", "A reason"))
    assert read(table(*rows), stated(*rows))["more of the reason"] == (0, 3)


def test_columns_and_rows_without_text_are_not_counted() -> None:
    rows = (row("Kind", "", "2031"), row("", "", ""), row("Oil", "", "10"))
    assert read(table(*rows), stated(*rows)) == {
        "Kind": (0, 0), "2031": (0, 1), "Oil": (1, 0), "10": (1, 1),
    }  # fmt: skip


def test_counts_and_years_that_are_in_order_are_no_contents() -> None:
    for last in (("1", "1", "1"), ("2019", "2020", "2024")):
        rows = tuple(
            row(name, value) for name, value in zip(("Oil", "Wax", "Gas"), last, strict=True)
        )
        found = read(table(*rows), stated(*rows))
        assert (found["Oil"], found[last[-1]]) == ((0, 0), (2, 1))


CONTENTS = (row("Opening", "3"), row("Debate", "5"), row("Adoption", "9"))
NO_TABLE = {
    "one row": ((row("Chair", "Rapporteur"),), {}),
    "one column": ((row("Chair"), row("Rapporteur")), {}),
    "contents": (CONTENTS, {}),
    "contents with a head": (((*row("", "", ""), ("Page", 410.0)), *CONTENTS), {}),
    "dotted contents": ((row("Opening .......", "3"), row("Debate .....", "iv")), {}),
    "another table in it": (PLAIN, {"arranges": True}),
}


@pytest.mark.parametrize(("rows", "said"), NO_TABLE.values(), ids=NO_TABLE.keys())
def test_what_only_arranges_the_page_is_text(rows, said) -> None:
    assert read(table(*rows), replace(stated(*rows), **said)) == {}


def test_a_masthead_is_no_table() -> None:
    rows = (row("United Lamps", "UL/2031/4"), row("Assembly of keepers", "Distr.: General"))
    items = table(*rows)
    large = [replace(item, size=20.0) if item.word == rows[0][0][0] else item for item in items]
    assert read(large, stated(*rows)) == {}


def test_what_no_tag_has_as_text_is_of_a_chart() -> None:
    text = [replace(frag("Lamps were lit.", 113.0, 100 + 12 * at), tagged=0) for at in range(4)]
    label = frag("1 200", 300.0, 180.0, 7.0)
    _, page = arrange(Sheet(1, WIDTH, HEIGHT, [*text, label]), 0)
    assert [line.drawn for line in page.lines] == [False] * 4 + [True]


def test_strokes_around_what_no_tag_has_as_text_rule_no_table() -> None:
    text = [replace(frag("Lamps were lit.", 113.0, 100 + 12 * at), tagged=0) for at in range(12)]
    labels = [
        frag(word, x, top, 9.0) for top in (310, 324) for word, x in (("10", 120.0), ("12", 260.0))
    ]
    rules = [stroke for top in (300, 315, 330) for stroke in rule(113.0, top, 380.0, 250.0)]
    fragments = [*text, *labels]
    tagged = [replace(item, tagged=0) for item in fragments]
    for items, cells in ((tagged, 4), (fragments, 0)):
        _, page = arrange(Sheet(1, WIDTH, HEIGHT, items, tuple(find_rules(rules, items))), 0)
        assert sum(line.cell is not None for line in page.lines) == cells


def test_two_tables_are_numbered_from_the_top() -> None:
    lower, upper = table(*PLAIN, number=0, top=400.0), table(*PLAIN, number=1)
    text, page = arrange(
        Sheet(1, WIDTH, HEIGHT, [*lower, *upper], tagged=[stated(*PLAIN), stated(*PLAIN)]), 0
    )
    assert text.split("\n") == ["Harbour", "Lamps", "Portville", "12", "Westport", "3"] * 2
    assert [line.cell.table for line in page.lines if line.cell] == [0] * 6 + [1] * 6


@pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])
def test_the_tree_of_tags_is_read_as_rows_and_cells(reader) -> None:
    def cell(kind, text):
        return (kind, None, [("P", text, [])])

    head = ("THead", None, [("TR", None, [cell("TH", "Harbour"), cell("TH", "Lamps")])])
    body = ("TBody", None, [("TR", None, [cell("TH", "Portville"), cell("TD", "12")])])
    note = ("Note", None, [("P", "1 Of oil.", [])])
    page = tagged(("H1", "Lamps by harbour", []), ("Table", None, [head, body]), note)
    source = read_source(page, reader, name="lamps.pdf")
    lines = [source.text[line.start : line.end] for line in source.pages[0].lines]
    assert cells_of(source.pages[0], lines) == {
        "Harbour": (0, 0), "Lamps": (0, 1), "Portville": (1, 0), "12": (1, 1),
    }  # fmt: skip
