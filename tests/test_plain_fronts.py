"""Fronts of plain text: where the title ends though no blank line parts it from the text."""

from __future__ import annotations

import pytest

from rapporteur import Report, parse

HEAD = "K/2031/4\n\nHarbour Board\n\nDistr.: General\n5 March 2031\nOriginal: English\n\n"
LETTER = (
    "Letter dated 2 March 2031 from the Keeper of the Northern Lights\n"
    "to the Harbour Board addressed to the President of the Board\n"
)
TEXT = (
    "Since the winter, keepers of the northern lights have told the Board of moles that need\n"
    "to be mended, and of channels between the outer harbour and the inner one that nobody has\n"
    "dredged. The Board is asked to look at them."
)


def front(text: str) -> Report:
    return parse(text.encode(), name="letter.txt", entities=False)


def test_the_title_ends_above_the_first_full_row() -> None:
    found = front(f"{HEAD}{LETTER}{TEXT}")
    assert found.document.title == LETTER.replace("\n", " ").strip()
    assert [one.text for one in found.paragraphs] == [TEXT.replace("\n", " ")]


def test_a_title_may_have_a_row_that_a_tool_made_of_two() -> None:
    """It joins a line that ends in a hyphen with the next."""
    title = "Programme of work of the Board of the Northern Lights for the thirtyfirst session "
    title += "of all its keepers"
    found = front(f"{HEAD}{title}\n" + "\n\n".join([TEXT] * 8))
    assert found.document.title == title


def test_the_title_ends_above_what_letters_begin_with() -> None:
    text = f"I have the honour to ask for help.\n{TEXT}"
    assert front(f"{HEAD}{LETTER}{text}").document.title == LETTER.replace("\n", " ").strip()


def test_a_title_ends_at_a_row_that_had_room() -> None:
    head = "Annotated list of the moles that the keepers mended in\nthe winter\nList of moles\n"
    found = front(f"{HEAD}{head}1. Northern mole\n2. Southern mole\n3. Outer mole\n\n{TEXT}")
    assert (
        found.document.title == "Annotated list of the moles that the keepers mended in the winter"
    )


def test_above_a_letter_stand_the_titles_of_items() -> None:
    head = "Ninety-first session\nAgenda items 4 and 7\n\n"
    found = front(f"{HEAD}{head}Mending of moles\nDredging of channels\n\n{LETTER}{TEXT}")
    assert found.document.title == LETTER.replace("\n", " ").strip()
    assert " ".join(found.document.item_titles) == "Mending of moles Dredging of channels"


def test_sponsors_stand_between_the_item_and_the_title() -> None:
    head = "Ninety-first session\nAgenda item 4\nMending of moles and dredging of channels\n"
    act = "Chile, Fiji,\nNepal and Peru: draft resolution\n\nCare of the northern lights\n"
    found = front(f"{HEAD}{head}{act}The General Assembly,\nRecalling its resolution 91/4,\n{TEXT}")
    assert found.document.title == "Care of the northern lights"
    assert found.document.item_titles == ["Mending of moles and dredging of channels"]


def test_what_the_body_is_asked_to_do_stands_in_the_header() -> None:
    head = HEAD.replace("Original: English\n", "Original: English\nFor decision\n")
    act = "Draft decision submitted to the Harbour Board\n\nCare of the northern lights\n"
    found = front(f"{head}Ninety-first session\nAgenda item 4\n{act}The Board\n1. {TEXT}")
    assert found.document.title == "Care of the northern lights"


def test_lines_below_the_title_that_each_say_something_are_of_the_front() -> None:
    title = "Report of the Harbour Board\n\nNinety-first session\n(2–6 March 2031)\n\n"
    found = front(f"{HEAD}{title}I. Opening\n\n1. {TEXT}")
    assert found.document.title is not None
    assert found.document.title.startswith("Report of the Harbour Board")
    assert len(found.paragraphs) == 1
    assert str(found.meeting.start) == "2031-03-02"


def test_the_title_may_stand_behind_the_heading_of_the_text() -> None:
    head = "Summary\n\nCare of the northern lights\nand moles\n\n"
    found = front(f"{HEAD}{head}Report of the Secretary-General\n\n{TEXT}")
    assert found.document.title == "Care of the northern lights and moles"
    assert [one.title for one in found.sections] == ["Summary"]
    assert [one.text for one in found.paragraphs] == [TEXT.replace("\n", " ")]


def test_the_title_of_an_item_goes_on_behind_a_colon() -> None:
    head = "Ninety-first session\nAgenda item 4\nOutcome of the third conference of harbours and\n"
    more = "of the ninth session of the Board of Northern Lights:\nkeepers\n\nCare of moles\n\n"
    assert front(f"{HEAD}{head}{more}{TEXT}").document.title == "Care of moles"


def test_titles_behind_the_heading_of_the_text_are_of_it() -> None:
    found = front(f"{HEAD}Summary\n\nCare of the northern lights\n\nMoles\n\n{TEXT}")
    assert found.document.title is None


ADDRESS = "Harbour Board\nNinety-first session\n2–6 March 2031\n"
RAW = f"{ADDRESS}Agenda item 4\nMending of moles\n"
"""An address that nothing stands above, in a text without empty lines."""
ADOPTED = "Decision adopted by the Harbour Board on 5 March 2031\n"
FRONTS = {
    "a report": (
        "Report of the keepers on the\nnorthern lights\n",
        "Report of the keepers on the northern lights",
    ),
    "an act": (f"{ADOPTED}91/4. Care of the lights\n", "Care of the lights"),
    "an agenda": ("Provisional agenda\n", "Provisional agenda"),
    "an annotated agenda": (
        "Annotated provisional agenda\nProvisional agenda\n", "Annotated provisional agenda",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("title", "read"), FRONTS.values(), ids=FRONTS)
def test_the_title_ends_that_of_the_item_without_an_empty_line(title: str, read: str) -> None:
    found = front(f"{RAW}{title}1. Lights.\n2. Moles.\n{TEXT}")
    assert (found.document.title, found.document.item_titles) == (read, ["Mending of moles"])


def test_below_the_days_of_a_session_stands_no_title_of_an_item() -> None:
    found = front(f"{ADDRESS}Care of the lights\n1. {TEXT}\n2. {TEXT}")
    assert (found.document.title, found.document.item_titles) == ("Care of the lights", [])


def test_the_agenda_below_the_title_of_an_annotated_one_is_a_heading() -> None:
    entries = "1. Opening of the session.\n2. Mending of moles.\n3. Close.\n"
    text = f"Annotated provisional agenda\n\nProvisional agenda\n\n{entries}\nAnnotations\n"
    found = front(f"{HEAD}{text}\n1. Opening of the session\n\n{TEXT}")
    assert found.document.title == "Annotated provisional agenda"
    assert found.sections[0].title == "Provisional agenda"
    assert [one.title for one in found.agenda][1:] == ["Mending of moles", "Close"]
