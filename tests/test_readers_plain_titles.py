"""Rows of titles that a tool set apart, and titles that it set in by two blanks."""

from __future__ import annotations

import pytest

from rapporteur.readers.plain_titles import whole_titles
from rapporteur.run import parse

TEXT = "The Board thanked all the keepers of the northern lights for the work they had done.\n" * 3
APART = {
    "a label, and no capital below": ("B. Lights that burn through the whole of the winter", "fog"),
    "a label": ("IV. Lights that burn through the whole of the winter", "Fogs of spring"),
    "a tab, and no capital below": (
        "  Lights that burn brightly through the whole of the winter", "fog",
    ),
    "a tab, and a short word at the end": (
        "  Lights that burn through the whole winter for the", "Board of Harbours",
    ),
    "a tab, and a name at the end": (
        "  Lights that burn through the winter of the Northern", "Harbours",
    ),
}  # fmt: skip
OTHERS = {
    "a short title": ("A. Lights", "and fogs"),
    "a title that had room": (
        "  Lights that burn brightly through the whole of the winter",
        "f " * 40,
    ),
    "another title": ("  Lights that burn brightly through the whole of the winter", "Fog bells"),
    "an entry of the contents": (
        "B. Lights that burn through the winter ......... 12",
        "fog bells",
    ),
    "a head of the page": ("B. Lights that burn through the whole of the winter", "A/91/2"),
    "a sentence": ("B. Lights that burn through the whole of the winter", "went out in spring."),
    "a paragraph": ("14. The lights that burn through the whole of the winter", "and spring"),
    "no title": ("Lights that burn through the whole of the winter", "and fogs"),
}


@pytest.mark.parametrize(("title", "rest"), APART.values(), ids=APART)
def test_the_rows_of_a_title_stand_together(title: str, rest: str) -> None:
    lines = f"{TEXT}\n{title}\n\n{rest}\n\n{TEXT}".split("\n")
    assert f"{title}\n{rest}\n\n" in "\n".join(whole_titles(lines))


@pytest.mark.parametrize(("title", "rest"), OTHERS.values(), ids=OTHERS)
def test_other_blocks_stay_apart(title: str, rest: str) -> None:
    lines = f"{TEXT}\n{title}\n\n{rest}\n\n{TEXT}".split("\n")
    assert whole_titles(lines) == lines


def titles(text: str) -> list[str]:
    """Return the titles without a label in a text."""
    report = parse(text.encode(), entities=False)
    return [section.title for section in report.sections if section.label is None]


LIST = "The Board has two kinds of houses:\n\n(a) Tide houses\n\n(b) Bell houses"


def test_a_title_that_is_set_in_needs_no_other_sign() -> None:
    text = f"{TEXT}\n{LIST}\n\n  Houses of the keepers\n\n" + f"{TEXT}\n" * 5
    assert titles(text) == ["Houses of the keepers"]
    assert titles(text.replace("  Houses", "Houses")) == []


def test_where_much_is_set_in_it_shows_no_title() -> None:
    text = f"{TEXT}\n{LIST}\n\n  Houses of the keepers\n\n"
    assert titles(text + f"  {TEXT}\n" * 5) == []
