"""Plain text with each paragraph on one line, as people copy it from a page or a file."""

from __future__ import annotations

import pytest

from rapporteur import Report, parse

LONG = (
    "The Council of Harbours took note of the reports on the dredging of channels that keepers of "
    "the northern lights had submitted, and thanked all of them for the care they had taken."
)
SHORT = "It met again in May."
BLOCKS = [
    "Summary", LONG, "I. Opening", f"1. {LONG}", f"2. {SHORT}", "II. Lamps and moles",
    "Broken by the storms", f"3. {LONG} It asked for:", "(a) Lamps;", "(b) Nets.",
    "Lit again by the keepers", f"4. {LONG} {LONG}", f"5. {SHORT}", SHORT,
]  # fmt: skip


def read(*blocks: str, between: str) -> Report:
    return parse(between.join(blocks).encode(), name="lamps.txt", entities=False)


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_each_line_is_a_block(between: str) -> None:
    report = read(*BLOCKS, between=between)
    assert [(one.label, one.title) for one in report.sections] == [
        (None, "Summary"), ("I", "Opening"), ("II", "Lamps and moles"),
        (None, "Broken by the storms"), (None, "Lit again by the keepers"),
    ]  # fmt: skip
    assert [(one.number, len(one.items)) for one in report.paragraphs] == [
        (None, 0), ("1", 0), ("2", 0), ("3", 2), ("4", 0), ("5", 0), (None, 0),
    ]  # fmt: skip
    assert report.paragraphs[-1].text == SHORT
    assert report.paragraphs[4].text == f"{LONG} {LONG}"


def test_a_label_alone_on_its_line_stands_before_the_next() -> None:
    blocks = ["Annex" if block == "Summary" else block.replace(". ", ".\n", 1) for block in BLOCKS]
    report = read(*blocks[2:], *blocks[:2], between="\n")
    assert [one.number for one in report.paragraphs][:5] == ["1", "2", "3", "4", "5"]
    assert [one.label for one in report.sections][:2] == ["I", "II"]


def test_lines_that_a_page_might_have_are_no_paragraphs() -> None:
    wrapped = LONG.replace("dredging of ", "dredging of\n").replace(
        "had submitted", "had\nsubmitted"
    )
    report = read(*[block.replace(LONG, wrapped) for block in BLOCKS], between="\n")
    assert report.paragraphs[1].text == LONG
