"""Numbered rows of tables whose white a tool lost."""

from __future__ import annotations

import pytest

from rapporteur import Report, parse
from rapporteur.readers.plain_entries import numbered_rows, text_width

LONG = (
    "The keepers of the harbours met in the spring of the year and mended the lights of the moles\n"
    "beside the channel, which the storms of the winter had put out, so that all masters of\n"
    "the pilots came home in the night, and none had to wait for the day beside the islands\n"
    "of the outer channel, where the water is so low that many had been lost there in the winters\n"
    "before.\n"
)
LETTER = LONG * 3
HEADS = ["No.", "Harbour", "What was mended", "By whom"]
ROWS = [
    ["1.", "Anchor Bay", "Light of the\nnorthern mole", "Keepers of the\nnorth"],
    ["2.", "Riverton and\nthe Isles", "Three buoys\nwere laid", "Masters of\nthe pilots"],
    ["3.", "Saint Elmo", "Nothing was\nmended yet", "Ana Roe"],
    ["4.", "Lower Port", "Moles and the\nlights on them", "Jo Doe, with\nthe pilots"],
]
AGENDA = "1. Opening\n2. Lights of the moles\n3. Buoys of the channel\n4. Other matters\n5. Close\n"
NARROW = [
    "The keepers of the north met in\nthe spring. They mended lights of\nthe moles and left.",
    "The masters met in the autumn, and\nthey laid all of the buoys beside\nthe channel again.",
    "All of the pilots came home in the\nnight, and none of them waited for\nthe day.",
]


def report(text: str) -> Report:
    return parse(text.encode(), name="letter.txt", entities=False)


@pytest.mark.parametrize("parted", ["\n\n", "\n"], ids=["empty lines", "none"])
def test_numbered_rows_are_no_paragraphs_and_are_told(parted: str) -> None:
    table = parted.join([*HEADS, *(parted.join(row) for row in ROWS)])
    read = report(f"{LETTER}\f{table}\n\n{LONG}")
    assert [one.number for one in read.paragraphs if one.number] == []
    assert read.sections == []
    assert any(one.text.startswith("No. Harbour What was mended") for one in read.paragraphs)
    assert any(one.text.startswith("The keepers of the harbours") for one in read.paragraphs[-1:])
    assert [one.message for one in read.problems if one.code == "table_flattened"] == [
        "rows of tables are read as lines: page 2"
    ]


def test_rows_may_have_numbers_without_stops_and_other_numbers_between() -> None:
    """A chapter among them keeps its title, and an annex."""
    rows = [[row[0].rstrip("."), *row[1:]] for row in ROWS]
    rows[1].insert(2, "14")
    first, second = ("\n\n".join("\n\n".join(row) for row in part) for part in (rows[:2], rows[2:]))
    titles = "II. Lights of the moles\nin the north\n\n" + "\n\n".join(HEADS)
    read = report(f"{LETTER}\f{first}\n\n{titles}\n\n{second}\n\nANNEX I\nOther lights\n\n{LONG}")
    assert [(one.label, one.title) for one in read.sections] == [
        ("II", "Lights of the moles in the north"), ("Annex I", "Other lights"),
    ]  # fmt: skip


def test_the_title_of_a_section_below_numbered_rows_is_of_none() -> None:
    table = "\n\n".join([*HEADS, *("\n\n".join(row) for row in ROWS)])
    read = report(f"{LETTER}\f{table}\n\nVI. Lights\n59. {LONG}60. {LONG}")
    assert [(one.label, one.title) for one in read.sections] == [("VI", "Lights")]


@pytest.mark.parametrize(
    "text",
    [
        AGENDA,
        "\n".join(f"{count}. {LONG}" for count in range(1, 5)),
        "\n".join(f"{count}. {text}" for count, text in enumerate(NARROW, start=1)),
    ],
    ids=["agenda", "paragraphs", "narrow paragraphs"],
)
def test_what_fills_its_lines_or_ends_in_stops_is_no_table(text: str) -> None:
    pages = [LETTER.split("\n"), text.split("\n")]
    assert numbered_rows(pages, text_width(pages)) == [set(), set()]


def test_without_running_text_nothing_is_told() -> None:
    lines = "\n".join("\n".join(row) for row in ROWS).split("\n")
    assert numbered_rows([lines], text_width([lines])) == [set()]


def test_a_table_that_is_most_of_a_document_does_not_tell_how_wide_text_is() -> None:
    """Two blocks of full lines do, or one that is long."""
    cells = [row[1:] for row in ROWS * 4]
    table = [
        line
        for number, row in enumerate(cells, start=1)
        for line in "\n".join([f"{number}.", *row]).split("\n")
    ]
    text = LONG.split("\n")[:3]
    lines = [*text, "nothing else.", "", *text, "nothing else.", "Harbour", "Mended", *table]
    found = numbered_rows([lines], text_width([lines]))[0]
    assert [lines[at] for at in sorted(found)][:3] == ["Harbour", "Mended", "1."]
    assert max(found) == len(lines) - 1
