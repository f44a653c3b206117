"""Headings of plain text that the numbers of paragraphs show, and what stands in tables."""

from __future__ import annotations

import pytest

from rapporteur.segment.apart import counted_apart
from titled import LONG, MORE, numbered, titles

FULL = (
    "Keepers of the northern lights work together with the crews of the ferries and their\n"
    "pilots, across the lagoon and beyond the moles that the Board of Harbours built in stone"
)
SHORT = "Lights of the moles"


def found(text: str) -> list[str]:
    """Return the titles of a plain text."""
    return [title for _, title, _ in titles(text)]


def test_titles_between_a_sentence_and_the_next_number_may_fill_their_rows() -> None:
    text = (
        f"A. Debate\n{numbered(1, LONG)}\n{SHORT}\n{numbered(2, MORE)}\n{FULL}\n"
        f"{numbered(3, LONG)}\n{SHORT} and quays\n{numbered(4, MORE)}"
    )
    assert found(text) == ["Debate", SHORT, FULL.replace("\n", " "), f"{SHORT} and quays"]


OPEN = {
    "its stop is missing": FULL,
    "a number breaks it": f"{LONG} In all there are today\n2. In the year before there were more",
}


@pytest.mark.parametrize("rest", OPEN.values(), ids=OPEN)
def test_the_last_words_of_one_paragraph_are_no_title(rest: str) -> None:
    text = f"A. Debate\n{numbered(1, LONG)}\n{rest}\n{numbered(2, MORE, LONG)}"
    assert found(text) == ["Debate"]


def test_a_title_with_a_small_letter_may_fill_its_row_above_a_number() -> None:
    head = FULL.partition("\n")[0]
    text = f"A. Debate\n{numbered(1, LONG)}\n(a) {head}\n{numbered(2, MORE, LONG)}"
    assert ("a", head, 2) in titles(text)


def test_titles_above_tables_count_apart_from_the_paragraphs() -> None:
    first = "1.\n\nTreaties on moles\nFormer state\n\nLit in 2030\n\nMole (2011)"
    second = "2.\n\nOther texts on quays\nNot signed\n\nLamps of the\nlagoon\n\nand crews"
    third = "1.\n\nState of reports\nBoard\n\nDue in\n\nLights\n\nOverdue"
    fourth = "2.\n\nReplies of keepers\nOf ferries\n\nOf pilots"
    text = (
        f"I. Lights\n\nA. Treaties on lamps\n\n{first}\n\n{second}\n"
        f"{numbered(1, LONG, MORE, LONG)}\n\nB. Reports\n\n{third}\n\n{fourth}\n\n"
        f"C. Visits\n\n{numbered(4, LONG, MORE)}"
    )
    assert [(label, title) for label, title, _ in titles(text)] == [
        ("I", "Lights"), ("A", "Treaties on lamps"), ("1", "Treaties on moles"),
        ("2", "Other texts on quays"), ("B", "Reports"), ("1", "State of reports"),
        ("2", "Replies of keepers"), ("C", "Visits"),
    ]  # fmt: skip


COUNTS = {
    "before the first": ([1, 2, 1, 2, 3], [1, 0, 0, 0, 0], {0, 1}),
    "between two": ([1, 2, 3, 1, 2, 4], [1, 0, 0, 1, 0, 0], {3, 4}),
    "on with either": ([1, 2, 1, 2, 3], [1, 0, 1, 0, 0], set()),
    "each part anew": ([1, 2, 1, 2, 1, 2], [1, 0, 1, 0, 1, 0], set()),
    "below a paragraph": ([1, 2, 1, 2, 3], [1, 0, 0, 0, 0], {0, 1}),
    "a list": ([5, 1, 2, 6], [1, 0, 0, 0], set()),
    "with other text": ([None, 1, None, 2, None, 1], [0, 1, 0, 0, 0, 0], {1, 3}),
    "none behind": ([1, 2], [1, 0], set()),
}


@pytest.mark.parametrize(("numbers", "headed", "apart"), COUNTS.values(), ids=COUNTS)
def test_numbers_apart_are_those_that_the_count_of_paragraphs_passes_over(
    numbers: list[int | None], headed: list[int], apart: set[int]
) -> None:
    assert counted_apart(numbers, [bool(one) for one in headed]) == apart


def test_numbers_of_a_list_of_recommendations_are_no_titles() -> None:
    asked = [f"Lower the dues of lamp {one} (Chad);" for one in range(1, 6)]
    text = (
        f"I. Debate\n{numbered(1, LONG)}\n\nII. Conclusions\n\n2. The keepers were asked to:\n"
        f"{numbered(1, *asked)}\n3. {MORE}"
    )
    assert found(text) == ["Debate", "Conclusions"]


def test_letters_of_a_table_that_do_not_count_on_are_no_headings() -> None:
    cells = "\n\n".join(f"{letter}.\n\nLamps of crew {letter}" for letter in "FABDCJL")
    text = f"A. Debate\n{numbered(1, LONG)}\n\n{cells}\n\n{numbered(2, MORE)}\nB. Close\n3. {LONG}"
    assert found(text) == ["Debate", "Close"]


def test_items_of_a_timetable_that_go_up_and_down_are_no_headings() -> None:
    cells = "\n\n".join(f"Item {item}\n\nLamps of crew {item}" for item in (1, 2, 5, 3, 8, 7, 4, 6))
    text = f"A. Debate\n{numbered(1, LONG)}\n\n{cells}\n\n{numbered(2, MORE)}\nB. Close\n3. {LONG}"
    assert found(text) == ["Debate", "Close"]


def test_an_item_between_others_stands_above_what_the_board_is_to_do() -> None:
    items = "\n".join(
        f"{item}. Lamps of crew {item}\nFor decision (H/2031/{item})\n{LONG}" for item in (1, 2, 3)
    )
    text = f"Board of Harbours\nProvisional annotated agenda, timetable and moles\n\n{items}"
    assert found(text)[-3:] == [f"Lamps of crew {item}" for item in (1, 2, 3)]


def test_a_title_stands_above_the_first_item_of_a_list() -> None:
    items = "\n\n".join(f"Item {item}.\n\nLamps of the {item}th mole." for item in (1, 2, 3, 4))
    assert found(f"A. Debate\n{numbered(1, LONG)}\n\nProgramme of work\n{items}") == [
        "Debate", "Programme of work",
    ]  # fmt: skip


def test_the_last_word_of_a_chart_stands_above_its_source() -> None:
    chart = "84.5\n\n90.1\n\nLamps\n\nMoles\n\nSource: returns of the keepers of the lights in 2030"
    text = "\n\n".join(f"{one}. {LONG}\n\n{chart}" for one in range(1, 6))
    assert found(f"A. Debate\n{text}\n\n6. {MORE}") == ["Debate"]


def test_a_title_right_above_a_number_may_stand_below_the_cells_of_a_table() -> None:
    table = "Lamp\n\nCrew\n\nLamp of the mole\n\nlit by the crew\n\nof ferries\n\n2031"
    text = f"A. Debate\n1. {LONG}\n\n{table}\n\nFive lamps that went out\n2.\n\n{MORE}\n3. {LONG}"
    assert found(text) == ["Debate", "Five lamps that went out"]
    names = "Chad\nPeru\nNauru"
    assert found(f"A. Debate\n1. {LONG}\n\n{table}\n\n{names}\n2. {MORE}") == ["Debate"]
