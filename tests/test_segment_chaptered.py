"""Paragraphs with the number of their chapter, "7.4", and the titles between them."""

from __future__ import annotations

import pytest

from rapporteur import Report, parse

PROSE = (
    "The keepers of the harbours met in the spring of the year and mended the lights of the moles\n"
    "beside the channel, which the storms of the winter had put out, so that all masters of\n"
    "the pilots came home in the night, and none had to wait for the day."
)
SHORT = ["1. Lamps", "2. Boats and pilots", "3. Songs"]


def report(*blocks: str) -> Report:
    return parse("\n\n".join(blocks).encode(), name="lamps.txt", entities=False)


def numbers(read: Report) -> list[str]:
    return [one.number for one in read.paragraphs if one.number]


def titles(read: Report) -> list[str]:
    return [one.title for one in read.sections]


def test_a_number_of_a_chapter_that_stands_alone_is_that_of_the_text_below() -> None:
    read = report(*(block for at in range(1, 6) for block in (f"7.{at}", PROSE)))
    assert numbers(read) == ["7.1", "7.2", "7.3", "7.4", "7.5"]
    assert all(one.text.startswith("The keepers of") for one in read.paragraphs)


def test_one_of_them_may_stand_alone_where_the_others_do_not() -> None:
    blocks = [f"7.{at} {PROSE}" for at in range(1, 4)]
    assert numbers(report(*blocks, "7.4", PROSE, f"7.5 {PROSE}")) == [
        "7.1", "7.2", "7.3", "7.4", "7.5",
    ]  # fmt: skip


@pytest.mark.parametrize("names", [["Lamps", "Boats", "Songs of the isles", "Moles"]])
def test_figures_above_names_are_no_numbers(names: list[str]) -> None:
    cells = [cell for at, name in enumerate(names, start=1) for cell in (f"4.{at}", name)]
    assert numbers(report(f"1. {PROSE}", f"2. {PROSE}", *cells, f"3. {PROSE}")) == ["1", "2", "3"]


def test_plain_numbers_between_them_are_entries_of_a_list() -> None:
    chaptered = [f"7.{at} {PROSE}" for at in range(1, 5)]
    read = report(*chaptered[:3], "Lamps of the moles", *SHORT, chaptered[3])
    assert numbers(read) == ["7.1", "7.2", "7.3", "7.4"]


def test_a_title_of_a_series_stands_below_narrow_cells_and_above_one_that_recurs() -> None:
    results = [
        f"Moles\nmended by all\nkeepers\nResult {at}: {name}\nUse of the lamps\n7.{at} {PROSE}"
        for at, name in enumerate(("brighter lamps", "more boats", "songs"), start=1)
    ]
    found = titles(report("\n".join([PROSE, *results])))
    assert [title.partition(":")[0] for title in found if "Result" in title] == [
        "Result 1", "Result 2", "Result 3",
    ]  # fmt: skip


def test_the_end_of_a_sentence_that_is_the_number_of_an_act_is_no_act() -> None:
    text = f"7.1 {PROSE} They did so by resolution\n91/47.\nOther lamps\n7.2 {PROSE}"
    assert [(one.label, one.title) for one in report(text).sections] == [(None, "Other lamps")]


@pytest.mark.parametrize("last", ["(Number of lamps)", "Source: Board of Lamps"])
def test_titles_stand_below_what_adds_to_a_caption(last: str) -> None:
    caption = f"Figure II\nLamps lent by the keepers\n{last}"
    read = report(f"7.1 {PROSE}", f"{caption}\nReasons for all loans\n7.2 {PROSE}")
    assert titles(read) == ["Reasons for all loans"]
