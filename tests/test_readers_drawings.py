"""Charts: the lines behind them make no table, and their labels stay apart from the text."""

from __future__ import annotations

from builders import block, line, outline, printed
from fragments import frag
from rapporteur.readers.drawings import drawing_of, is_filled
from rapporteur.readers.fragment import Fragment
from rapporteur.readers.tables import Table
from rapporteur.source import Cell

LEFT, TOP, WIDE, HIGH = 100.0, 200.0, 50.0, 20.0


def grid(rows: int, columns: int) -> Table:
    cells = tuple(
        (
            Cell(0, row, column),
            (LEFT + WIDE * column, TOP + HIGH * row,
             LEFT + WIDE * (column + 1), TOP + HIGH * (row + 1)),
        )
        for row in range(rows)
        for column in range(columns)
    )  # fmt: skip
    return Table(TOP, TOP + HIGH * rows, cells)


def filled(*places: tuple[int, int]) -> list[Fragment]:
    return [
        frag("12", LEFT + WIDE * column + 10, TOP + HIGH * row + 14, 8.0) for row, column in places
    ]


def test_a_grid_of_few_filled_cells_is_a_drawing() -> None:
    chart, labels = grid(4, 3), filled((0, 0), (2, 1), (3, 2))
    assert not is_filled(chart, labels)
    x0, top, x1, bottom = drawing_of(chart, labels) or (0.0, 0.0, 0.0, 0.0)
    assert x0 < LEFT < x1
    assert top <= TOP < TOP + HIGH * 4 <= bottom


def test_a_table_may_have_some_empty_cells() -> None:
    table = grid(2, 3)
    assert is_filled(table, filled((0, 0), (0, 1), (1, 0)))
    assert drawing_of(table, filled((0, 0), (0, 1), (1, 0))) is None


def test_where_text_crosses_the_lines_nothing_is_known_of_a_chart() -> None:
    prose = frag("The Group took note of every crane in every port", LEFT + 5, TOP + 14, 10.0)
    assert drawing_of(grid(4, 3), [prose]) is None


def test_text_goes_on_behind_the_labels_of_a_chart() -> None:
    """The labels are one paragraph, no headings, numbers or items, and end nothing."""
    first = "1. The Group looked at the number of cranes in every port of the region and"
    labels = [line(text, size=7.0, drawn=True) for text in ("1. 2031", "(a) Cranes", "I. Ports")]
    source = printed(block(first), labels, block("asked the harbour master for more of them."))
    found = outline(source)
    texts = [
        " ".join(source.text[piece.start : piece.end] for piece in one.pieces)
        for one in found.paragraphs
    ]
    assert found.headings == []
    assert [one.number for one in found.paragraphs] == ["1", None]
    assert texts[0].endswith("asked the harbour master for more of them.")
    assert texts[1].split("\n") == ["1. 2031", "(a) Cranes", "I. Ports"]
