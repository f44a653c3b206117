"""Tables of plain text that keeps the white of its page: cells where the columns are clear."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rapporteur import Report, parse
from rapporteur.readers.plain_tables import flat_rows, place_cells

LONG = (
    "The keepers of the harbours met in the spring of the year and mended the lights of the moles\n"
    "beside the channel, which the storms of the winter had put out."
)
COUNTS = """
           Harbour                      Lights       Buoys
                                       mended        laid

           Northern harbours
           Anchor Bay                      14           3
           Riverton                         2          12
           Saint Elmo and the Islands of
           the Outer Channel               20           7
              Total                        36          22
"""
STAGGERED = """
  Anchor Bay        14 lights      3 buoys
      Riverton and the Isles   2 lights     12 buoys
1. Saint Elmo      20       lights and buoys
"""
PROSE = """
   What was agreed                          Where it stands

1. Lights of the moles:
   The keepers of the northern harbours     All lights were mended in the winter,
   mend the lights of the moles and see     and those of the outer channel as well,
   that each of them is lit in the night    so that nothing is open any more.

2. Buoys of the channel:
   The masters of the pilots lay buoys      The buoys were ordered in the spring,
   wherever the channel is narrow, and      and the first of them are laid now; the
   take up those which nobody needs.        others follow in the course of summer.

3. Maps of the harbours:
   Each keeper draws a map of what stands   Three maps are drawn, all others are
   in the harbour and sends it on to the    still being drawn by those who keep
   masters of the pilots once a year.       the harbours in the north.
"""

OPENED = """
   What was agreed                          Where it stands
Lights of the harbours in the north and on the isles beyond them (HB/91/4)
Proposal 1. The keepers of the north        All lights were mended in the winter,
mend the lights of the moles and see        and those of the outer channel as well,
that each of them is lit in the night.      so that nothing is open any more. The
                                            keepers told the masters so.
Proposal 2. The masters of the pilots       The buoys were ordered in the spring,
lay buoys wherever there is no light.       and the first of them are laid now.
Maps of the harbours and of the channels between the isles in the north (HB/91/5)
Proposal 3. Each keeper draws a map of      Three maps are drawn, all others are
the harbour and of its moles, and sends     still being drawn by those who keep
it to the masters of the pilots.            the harbours in the north.
"""


def report(text: str) -> Report:
    return parse(text.encode(), name="report.txt", entities=False)


def around(table: str) -> str:
    return f"I. Lights\n\n1.   {LONG}\n{table}\n2.   {LONG}\n\n3.   {LONG}\n"


def test_clear_columns_become_cells() -> None:
    read = report(around(COUNTS))
    (table,) = read.tables
    assert [table.header, *table.rows] == [
        ["Harbour", "Lights mended", "Buoys laid"],
        ["Northern harbours", "", ""],
        ["Anchor Bay", "14", "3"],
        ["Riverton", "2", "12"],
        ["Saint Elmo and the Islands of the Outer Channel", "20", "7"],
        ["Total", "36", "22"],
    ]
    assert [one.number for one in read.paragraphs] == ["1", "2", "3"]
    assert read.quality.coverage == 1.0
    assert "table_flattened" not in {one.code for one in read.problems}


def test_columns_that_are_not_clear_stay_text_and_are_told() -> None:
    """No row of them is a heading or a numbered paragraph."""
    read = report(around(STAGGERED))
    assert read.tables == []
    assert [one.number for one in read.paragraphs] == ["1", None, "2", "3"]
    assert read.paragraphs[1].text.startswith("Anchor Bay 14 lights 3 buoys Riverton")
    assert [one.title for one in read.sections] == ["Lights"]
    assert "table_flattened" in {one.code for one in read.problems}


def test_prose_whose_rows_begin_side_by_side_is_a_table() -> None:
    read = report(around(PROSE))
    (table,) = read.tables
    assert [row[0][:10] for row in table.rows] == ["1. Lights ", "2. Buoys o", "3. Maps of"]
    assert table.rows[0][1].startswith("All lights were mended in the winter, and those")
    assert [one.number for one in read.paragraphs] == ["1", "2", "3"]


def test_contents_are_no_table() -> None:
    lines = [f"{n}.      Harbours of the north        {n + 2}" for n in range(1, 6)]
    assert len(place_cells(lines)) == 1
    assert not flat_rows(lines)


def test_a_numbered_paragraph_is_no_head_of_the_table_below_it() -> None:
    rows = [f"   Anchor Bay        {n}        {n + 4}        {n}" for n in (31, 12, 53)]
    blocks = place_cells(["x", "   4.    The keepers mended these lights in the year:", *rows])
    assert [text for text, _ in blocks[0]][1:] == [
        "   4.    The keepers mended these lights in the year:"
    ]


def test_a_head_without_figures_below_a_title_begins_another_table() -> None:
    first = [
        "Harbour      Lights      Buoys",
        *[f"Riverton     {n}          {n}" for n in (30, 41)],
    ]
    second = [line.replace("Harbour ", "Channel ") for line in first]
    blocks = place_cells(["x", "", *first, "", "Channels", "", *second])
    assert [text for text, _ in blocks[2]] == ["", "Channels", ""]


@given(st.lists(st.text(alphabet="a1.     ", max_size=40), max_size=14))
def test_every_letter_is_kept(lines: list[str]) -> None:
    texts = [text for block in place_cells(lines) for text, _ in block]
    assert sorted("".join("".join(texts).split())) == sorted("".join("".join(lines).split()))


def test_titles_across_a_table_of_prose_part_it_and_both_columns_begin_a_row() -> None:
    blocks = place_cells(OPENED.strip("\n").split("\n"))
    rows = [
        [
            cell.row
            for text, cell in block
            if cell and text[:8] in ("Proposal", "All ligh", "The buoy", "Three ma")
        ]
        for block in blocks
    ]
    assert rows == [[], [], [], [0, 0, 1, 1], [], [0, 0], []]
    assert [text[:4] for block in blocks for text, cell in block if not cell] == ["Ligh", "Maps"]
