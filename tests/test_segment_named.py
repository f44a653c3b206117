"""What stands like a title of plain text, but only names a cell, a body, a document or a person."""

from __future__ import annotations

import pytest

from titled import LONG, MORE, numbered, titles

CONTENTS = "Contents\nA. Moles of Anchor Bay .... 2\nB. Lamps of Riverton .... 2\n\f"
HEADED = f"A. Moles of Anchor Bay\n{numbered(1, LONG)}\nB. Lamps of Riverton\n{numbered(2, MORE)}"


def test_what_the_contents_name_with_a_label_is_a_name_in_a_table() -> None:
    table = "Harbour\n\nMeeting\n\nMoles of Anchor Bay\n\n4th\n\nLamps of Riverton\n\n5th"
    found = titles(f"{CONTENTS}{HEADED}\n\n{table}")
    assert found == [("A", "Moles of Anchor Bay", 1), ("B", "Lamps of Riverton", 1)]


def test_what_the_contents_name_twice_is_a_title_without_a_label_too() -> None:
    text = f"{CONTENTS}{HEADED}\n\nMoles of Anchor Bay\n\nThe moles rose in the north."
    found = titles(text.replace("\nB. Lamps", "\nMoles of Anchor Bay .... 2\nB. Lamps", 1))
    assert (None, "Moles of Anchor Bay", 2) in found


@pytest.mark.parametrize(
    "line",
    [
        "The Board of Harbours",
        "A/91/4 (Part II)",
        "Board contact: Ana Roe\nroe@harbours.example",
    ],
)
def test_bodies_symbols_and_addresses_are_no_titles(line: str) -> None:
    text = f"I. Opening\n\n{numbered(1, LONG)}\n\n{line}\n\n{numbered(2, MORE)}"
    assert titles(text) == [("I", "Opening", 1)]


def test_a_title_with_a_symbol_stands_above_a_numbered_paragraph() -> None:
    text = f"I. Opening\n\n{numbered(1, LONG)}\n\nWhat was done (A/91/4)\n\n2. {MORE}\n\n3. {LONG}"
    assert titles(text) == [("I", "Opening", 1), (None, "What was done (A/91/4)", 2)]


def test_entries_that_end_in_symbols_are_no_titles() -> None:
    entries = "The Board had before it:\n\nReport on moles (A/91/4)\n\nReport on lamps (A/91/5)"
    text = f"I. Opening\n\n{numbered(1, LONG)}\n\n{entries}\n\n2. {MORE}"
    assert titles(text) == [("I", "Opening", 1)]
