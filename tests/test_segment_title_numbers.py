"""Headings of plain text with a number or a small letter, and what only looks like one."""

from __future__ import annotations

import pytest

from titled import LONG, MORE, numbered, titles


def test_a_letter_opens_a_title_of_several_rows_between_numbered_paragraphs() -> None:
    head = (
        "Proposal of the Board of Harbours to place the lamps of the moles\nin the care of keepers"
    )
    text = (
        f"A. Debate\n\n1. Changes in the care of lamps\n(a) {head}\n{numbered(4, LONG, MORE)}\n\n"
        f"(b) {head} and crews\n{numbered(6, LONG, MORE)}"
    )
    title = head.replace("\n", " ")
    assert titles(text) == [
        ("A", "Debate", 1), ("1", "Changes in the care of lamps", 2),
        ("a", title, 3), ("b", f"{title} and crews", 3),
    ]  # fmt: skip


def test_a_letter_above_names_is_no_title() -> None:
    names = "(a) Members:\nChad\nPeru\n(b) Observers:\nKenya\nNepal"
    text = f"I. Opening\n\n1. {LONG}\n{names}\n\n{numbered(2, LONG, MORE)}"
    assert [title for _, title, _ in titles(text)] == ["Opening"]


def test_a_year_at_the_start_of_a_row_parts_no_paragraph() -> None:
    short = "The Council considered item 7 of its agenda at its 7th meeting, on 7 March"
    led = f"{short}\n2031. The Chair of the Board introduced the following:"
    items = "(a) Note on the moles;\n(b) Report on the lamps."
    text = f"I. Opening\n1. {LONG}\nII. Lamps\n1. {led}\n{items}\n2. {LONG}"
    assert [title for _, title, _ in titles(text)] == ["Opening", "Lamps"]


def test_a_numbered_title_beside_another_may_fill_its_row_above_a_letter() -> None:
    head = "Care of the lamps of the moles, with a view to the keepers of the quays and of harbours"
    text = (
        f"A. Debate\n\n1. Lamps\n(a) Opening\n{numbered(4, LONG)}\n(b) Close\n"
        f"{numbered(5, MORE)}\n\n2. {head}\n(a) Opening\n{numbered(6, LONG)}\n"
        f"(b) Close\n{numbered(7, MORE)}"
    )
    assert ("2", head, 2) in titles(text)


def test_a_numbered_title_beside_another_of_its_series_may_have_little_room() -> None:
    """Another series has the same numbers; the first of this one stands above the one found."""
    full = "Review of the lights that the keepers of the northern harbours have in common"
    text = (
        f"I. Opening\n{numbered(1, LONG)}\nA. Lights\n1. {full}\n{MORE}\n2. Ferries\n{LONG}\n"
        f"B. Moles\n1. Tides\n{MORE}\n2. Winds\n{LONG}\n3. {full}\n{MORE}"
    )
    found = [label for label, _, _ in titles(text)]
    assert found == ["I", "A", "1", "2", "B", "1", "2", "3"]


CHAPTERS = {"a colon": ": Lights", "a dash": " – Lights"}


@pytest.mark.parametrize("title", CHAPTERS.values(), ids=CHAPTERS)
def test_a_chapter_may_have_its_title_on_its_row(title: str) -> None:
    text = f"Chapter 1{title}\n{LONG}\nChapter 2{title}\n(a) Moles of the north\n(b) Ferries"
    assert titles(text) == [("1", "Lights", 1), ("2", "Lights", 1)]


def test_a_chapter_of_which_someone_is_in_charge_is_no_title() -> None:
    text = f"I. Opening\n{numbered(1, LONG, MORE)}\nAna Roe\nChapter 1 / keeper"
    assert titles(text) == [("I", "Opening", 1)]
