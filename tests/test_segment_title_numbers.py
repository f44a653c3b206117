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


def test_a_number_in_parts_with_its_stop_may_stand_alone_above_its_title() -> None:
    text = f"1.\n\nHarbours\n\n1.1.\n\nLamps\n\n{LONG}\n\n1.2.\n\nMoles\n\n{MORE}"
    text += f"\n\n2.\n\nKeepers\n\n{LONG}"
    contents = "Contents\n1. Harbours ........ 2\n1.1. Lamps ........ 2\n1.2. Moles ........ 2"
    contents += "\n2. Keepers ........ 2"
    assert titles(f"{contents}\f{text}") == [
        ("1", "Harbours", 1), ("1.1", "Lamps", 2), ("1.2", "Moles", 2), ("2", "Keepers", 1),
    ]  # fmt: skip


def test_chapters_of_another_work_stand_inside_the_outline_that_names_them() -> None:
    inner = f"Chapter 1: Nets\n\n{LONG}\n\nChapter 2: Boats\n\n{MORE}"
    text = f"1.3. Questions\n{inner}\n\n2.3. Questions\n{LONG}\n\n3.3. Questions\n{MORE}"
    assert titles(text) == [
        ("1.3", "Questions", 1), ("1", "Nets", 2), ("2", "Boats", 2),
        ("2.3", "Questions", 1), ("3.3", "Questions", 1),
    ]  # fmt: skip


def test_chapters_in_the_cells_of_a_table_are_no_headings() -> None:
    names = "\n\n".join(
        f"Chapter {chapter}\n\n{name}" for chapter, name in [(2, "Ana Roe"), (2, "Ben Doe")]
    )
    text = f"I. Authors\n\n{LONG}\n\nChapter 1\n\nEva Poe\n\n{names}\n\nII. Readers\n\n{MORE}"
    assert titles(text) == [("I", "Authors", 1), ("II", "Readers", 1)]


def test_a_title_that_ends_in_the_call_of_a_note_goes_on_in_no_sentence() -> None:
    below = (
        "Over the course of the winter all keepers of the northern harbours told of the moles and\n"
        "of the lamps, so that the Board knew what the storms had done to them."
    )
    text = (
        f"1. Lamps\n{LONG}\n2. Lessons that the keepers of the southern harbours drew from the\n"
        f"winter3\n{below}\n2.1. Moles\n{MORE}\n\n\n3 See the report of the Board."
    )
    contents = "Contents\n1. Lamps .... 2\n2. Lessons that the keepers of the southern harbours "
    contents += "drew from the\nwinter ..... 2\n2.1. Moles ..... 2"
    assert [title for _, title, _ in titles(f"{contents}\f{text}")] == [
        "Lamps", "Lessons that the keepers of the southern harbours drew from the winter", "Moles",
    ]  # fmt: skip
