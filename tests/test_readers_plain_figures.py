"""Tables of figures that a tool flattened: rows that end in figures, or figures line by line."""

from __future__ import annotations

import pytest

from rapporteur import Report, parse
from rapporteur.readers.plain_figures import figure_rows

PROSE = (
    "The keepers of the harbours met in the spring of the year and mended the lights of the moles\n"
    "beside the channel, which the storms of the winter had put out, so that all masters of\n"
    "the pilots came home in the night, and none had to wait for the day beside the islands\n"
    "of the outer channel, where the water is so low that many had been lost in the winters.\n"
)
TEXT = PROSE * 4
HEADS = ["2031", "planned", "2031", "actual", "2032", "planned"]
ROWS = [
    ("A. Lamps on loan", ""),
    ("1. Lamps lent to the keepers of the outer moles", "12 14 9"),
    ("2. Lamps that came back", "11 – 8"),
    ("B. Boats", ""),
    ("3. Boats of the pilots (thousands of tons)", "1 204.5 (9.2) 8"),
    ("4. Boats of the keepers", "3 3 4"),
]
BELOW = "C. Songs and words\nSongs of the keepers for the children of the harbours and the isles.\n"
PARAGRAPHS = f"7.1 {PROSE}7.2 {PROSE}7.3 Table 7.1 lists all lamps of the keepers.\n"


def by_row() -> str:
    return "\n".join([*HEADS, *(" ".join(row).strip() for row in ROWS)])


def by_cell() -> str:
    cells = [cell for name, figures in ROWS for cell in (name, *figures.split())]
    return "\n\n".join([*HEADS, *cells])


def report(text: str) -> Report:
    return parse(text.encode(), name="lamps.txt", entities=False)


@pytest.mark.parametrize("table", [by_row(), by_cell()], ids=["row by row", "cell by cell"])
def test_rows_of_figures_are_neither_paragraphs_nor_headings(table: str) -> None:
    read = report(f"{PARAGRAPHS}\n{table}\n{BELOW}\n7.4 {PROSE}")
    assert [one.number for one in read.paragraphs if one.number] == ["7.1", "7.2", "7.3", "7.4"]
    assert read.sections == []
    assert [one.code for one in read.problems if one.code == "table_flattened"]


def test_a_letter_below_a_table_without_letters_is_a_heading() -> None:
    table = "\n".join(" ".join(row) for row in ROWS if row[1])
    read = report(
        f"A. Lamps\n\n1. {PROSE}\nB. Boats\n\n2. {PROSE}\n{table}\n\nC. Songs\n\n3. {PROSE}"
    )
    assert [one.label for one in read.sections] == ["A", "B", "C"]


@pytest.mark.parametrize(
    "text",
    [
        "1\n\n2\n\n3\n\n4\n\n5\n\n6\n\nSee the lamps.",
        "Lamps 3\nBoats 4\nPilots 7\nMoles 9\n",
        f"{PROSE}12\n{PROSE}13\n{PROSE}",
        f"Lamps 3 4 5\n{PROSE}Boats 4 5 6\n{PROSE}Moles 3 4 5\n",
    ],
    ids=["markers of notes", "contents", "pages", "running text between"],
)
def test_other_figures_are_no_tables(text: str) -> None:
    lines = [(line, None) for line in text.split("\n")]
    assert figure_rows([lines], 90.0) == [set()]


def test_the_number_of_the_paragraph_below_is_not_of_the_table() -> None:
    lines = [*("3", "4", "–", "7", "9", "12", "7.5"), "The keepers mended all lamps."]
    assert figure_rows([[(line, None) for line in lines]], 90.0) == [set(range(6))]
