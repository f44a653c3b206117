"""What room at the end of a row shows in text without blank lines: paragraphs, titles, series."""

from __future__ import annotations

import pytest

from rapporteur import parse
from titled import LONG, MORE, numbered, titles

SHORT_END = (
    "The moles were mended by the keepers of the harbour in the course of the winter before\nlast."
)
BULLETS = (
    "• The lights of the northern moles, which keepers had mended in the course of the\n"
    "winter, for all\n"
    "• The dredging of the channels between the outer harbour and the inner one, which\n"
    "ferries use"
)


def texts(text: str) -> list[str]:
    found = parse(text.encode(), name="report.txt", entities=False)
    return [one.text for one in found.paragraphs]


def test_a_paragraph_ends_where_a_sentence_left_room() -> None:
    """The text below a numbered paragraph is none of it, though no blank line stands between."""
    read = texts(f"I. Opening\n{numbered(1, LONG, SHORT_END)}\n{MORE}")
    assert read == [one.replace("\n", " ") for one in (LONG, SHORT_END, MORE)]


def test_a_sentence_that_fills_its_row_ends_no_paragraph() -> None:
    whole = f"{LONG}\n{MORE}"
    assert texts(f"I. Opening\n{numbered(1, whole, LONG)}")[0] == whole.replace("\n", " ")


CUT = "It met again in the spring of the year.", "Keepers of the moles came to the hall of"


def test_a_row_that_a_tool_broke_behind_a_sentence_parts_no_paragraph() -> None:
    """What stands below is the rest of the line: its next word had had room otherwise."""
    broken = "\n".join([LONG, *CUT, MORE.lower()])
    assert texts(f"I. Opening\n{numbered(1, broken, LONG)}")[0] == broken.replace("\n", " ")


def test_rows_broken_behind_each_sentence_are_one() -> None:
    """Where a few surely are, the others are so, too, however the next row goes on."""
    sure = [LONG, *CUT, MORE.lower()] * 3
    other = ["They met again in the spring of that year.", "Pilots of the moles came to see"]
    broken = "\n".join([*sure, *other, "Anchor Bay and the lights of the moles beside it."])
    assert texts(f"I. Opening\n{numbered(1, broken, LONG)}")[0] == broken.replace("\n", " ")


def test_a_call_behind_a_blank_is_cut_from_a_row_as_any_is() -> None:
    rows = f"{LONG}\n{CUT[0]} 1\n{CUT[1]}\n"
    note = f"{'_' * 18}\n1\nSee its report."
    read = texts(f"I. Opening\n{numbered(1, f'{rows}{MORE}', LONG)}\n{note}")
    assert len(read) == 2


def test_a_full_row_goes_on_below() -> None:
    """What might be a title, and is none, is text of the paragraph whose last row is full."""
    row = "The keepers of the harbour came with the lights of the northern moles, the buoys of"
    text = (
        f"I. Opening\n{numbered(1, f'{LONG}{chr(10)}{row}{chr(10)}Anchor Bay and Riverton.', LONG)}"
    )
    assert texts(text)[0].endswith("the buoys of Anchor Bay and Riverton.")


def test_a_year_may_open_a_numbered_paragraph() -> None:
    read = parse(f"1. {LONG}\n2. 2031 was calm.\n3. {LONG}".encode(), name="a.txt", entities=False)
    assert [(one.number, one.text[:8]) for one in read.paragraphs][1] == ("2", "2031 was")


def test_small_letters_below_a_colon_go_on() -> None:
    read = texts(f"I. Opening\n\n1. The Board decided:\n\nto mend the lights.\n\n2. {LONG}")
    assert read[0] == "The Board decided: to mend the lights."


VOTES = {
    "beside those who voted": "In favour: Chile.\n\nAgainst: Nepal.\n\nAbstaining: Togo, Peru.",
    "above them": "In favour:\n\nChile.\n\nAgainst:\n\nNepal.\n\nAbstaining:\n\nTogo, Peru.",
}


@pytest.mark.parametrize("vote", VOTES.values(), ids=VOTES)
def test_the_sides_of_a_vote_are_of_the_paragraph_that_tells_of_it(vote: str) -> None:
    told = f"I. Opening\n\n1. {LONG[:-1]}, by the following vote:\n{vote}\n\n2. {MORE}"
    assert [one.rpartition(" ")[2] for one in texts(told)] == ["Peru.", MORE.rpartition(" ")[2]]


def test_a_caption_ends_the_paragraph_above_it() -> None:
    read = texts(f"I. Opening\n{numbered(1, f'{LONG}{chr(10)}Figure II{chr(10)}Lights', LONG)}")
    assert read[0] == LONG.replace("\n", " ")


def test_the_second_half_of_a_word_has_the_indent_of_its_row() -> None:
    """It is joined to the row above; the page below is set in as that row is."""
    page = "      1.   The keepers of the harbour mended the lights of the moles and of all har-\n"
    rest = (
        "      bours beside them, as far as the winter let them do so in those northern waters.\f"
    )
    more = "      As they did, the Board thanked them for it in the hall of the harbour."
    assert len(texts(f"{page}{rest}{more}")) == 1


def test_each_recital_of_a_preamble_is_a_paragraph() -> None:
    recitals = ["Recalling its act on the lights,", "Noting the work of the keepers of moles,"]
    act = "\n".join(["The Board,", *recitals, "1. Mends the lights;", "2. Thanks the keepers."])
    assert texts(f"{LONG}\nII. Act on the lights\n{act}")[-4:-2] == recitals


def test_a_title_with_a_roman_numeral_fills_narrower_rows() -> None:
    """It is set in larger type, so that the next word had had no room."""
    text = f"{LONG}\nII. Work of the Board and of its keepers on the northern\nHarbours\n{MORE}"
    assert titles(text)[0][1] == "Work of the Board and of its keepers on the northern Harbours"


def test_a_counted_series_of_titles_needs_no_room() -> None:
    """Each is as wide as the text, and the text below it begins with a capital."""
    names = [
        f"Principle {number}: The keepers of the moles share what they know of the {what}"
        for number, what in enumerate(("tides", "lights", "winds"), start=1)
    ]
    body = "\n".join(f"{name}\n{MORE}" for name in names)
    assert [title for _, title, _ in titles(f"I. Opening\n{numbered(1, LONG)}\n{body}")][
        1:
    ] == names


def test_a_late_number_below_a_short_row_opens_a_paragraph() -> None:
    text = f"1. Paragraph 49\nThe text now reads\n49. {LONG}"
    read = parse(text.encode(), name="report.txt", entities=False)
    assert [one.number for one in read.paragraphs] == [None, "49"]


def test_titles_that_recur_below_numbered_ones_are_inside_them() -> None:
    """So is the line between, which recurs and adds to the numbered title only."""
    names = ("Keepers of moles", "Friends of lights", "Board of tides")
    body = "\n".join(
        f"{number}. {name}\nSpecial, 2031\nIntroduction\n{MORE}\nAims of the body\n{LONG}"
        for number, name in zip(("I", "II", "III"), names, strict=True)
    )
    found = titles(f"{LONG}\n\n{body}")
    assert [level for _, _, level in found] == [1, 2, 2, 2] * 3
    assert [title for _, title, _ in found][:4] == [
        names[0], "Special, 2031", "Introduction", "Aims of the body"
    ]  # fmt: skip


def test_titles_at_the_head_of_an_annex_enclose_its_numerals() -> None:
    text = (
        f"{LONG}\n\nAnnex\nMission to the harbours\nTerms of reference\nGoals of the visit\n"
        f"I. Opening\n{numbered(1, LONG)}\nII. Lights\n{numbered(2, MORE)}"
    )
    assert [level for _, _, level in titles(text)] == [1, 2, 3, 4, 4]


def test_a_title_may_stand_above_an_annex_without_a_number() -> None:
    text = f"{numbered(1, LONG)}\n\nSummary\nAnnex\nList of lamps\n\n{numbered(1, MORE)}"
    assert ("annex", "List of lamps") in {
        (label and label.lower(), title) for label, title, _ in titles(text)
    }


def test_titles_stand_between_bullets_that_end_in_no_stop() -> None:
    text = f"I. Opening\n{numbered(1, LONG)}\nFirst session\n{BULLETS}\nSecond session\n{BULLETS}"
    assert [title for _, title, _ in titles(text)] == ["Opening", "First session", "Second session"]


def test_a_numbered_title_between_its_neighbours_needs_less() -> None:
    """A colon stands above the first, a list below the second; the third leaves little room."""
    text = (
        f"{LONG[:-1]}:\n1. Lights\n{MORE}\n2. Questions\n{BULLETS}\n"
        f"3. Dredging of the channels that lead to the outer harbour wall\n{MORE}\n"
        f"4. Ferries\n{LONG}"
    )
    assert [label for label, _, _ in titles(text)] == ["1", "2", "3", "4"]


def test_a_title_below_an_annex_has_another_below_it() -> None:
    text = f"{LONG}\n\nAnnex\nRules of the harbour\nPreamble\n{MORE}"
    assert [title for _, title, _ in titles(text)] == ["Rules of the harbour", "Preamble"]


def test_the_day_below_a_title_parts_it_from_no_text() -> None:
    text = f"{LONG}\n\nAnnex to the letter\nStatement of the keepers\n5 March 2031\n{MORE}\n{LONG}"
    assert titles(text)[1][1] == "Statement of the keepers"


def test_the_session_below_an_act_is_no_title() -> None:
    act = f"Draft decision\nLights\n{numbered(1, LONG, MORE)}\nAnnual session\n5 March 2031"
    assert "Annual session" not in [title for _, title, _ in titles(f"{act}\n{act}")]


def test_a_chapter_inside_a_sentence_is_no_heading() -> None:
    text = f"I. Opening\n{numbered(1, f'{LONG[:-1]} in terms of')}\nChapter IV of the Rules."
    assert [title for _, title, _ in titles(text)] == ["Opening"]


def test_the_title_of_an_act_stands_above_the_body_that_speaks_with_a_comma() -> None:
    lead = f"{LONG[:-1]} in the following draft resolution:"
    text = f"I. Opening\n{numbered(1, lead)}\fCare of the northern lights\nThe Council,\n{MORE}"
    assert [title for _, title, _ in titles(text)] == ["Opening", "Care of the northern lights"]


def test_an_agenda_below_a_colon_has_its_title() -> None:
    lead = f"{LONG[:-1]} as follows:"
    agenda = "Provisional agenda\n1. Opening of the session.\n2. Adoption of the agenda.\n"
    found = titles(f"I. Opening\n{numbered(1, lead)}\n{agenda}\nII. Lights\n{numbered(2, MORE)}")
    assert [title for _, title, _ in found] == ["Opening", "Provisional agenda", "Lights"]


def test_what_stands_above_a_recurring_formula_is_a_title() -> None:
    text = (
        f"1. {LONG}\n"
        "The lights of the northern moles (3 October 2030; 5 August 2031)\n"
        "907th meeting, held on 5 August 2031.\n"
        "Dredging of the channels between the harbours (22 April 2029; 6 August 2031)\n"
        "908th meeting, held on 6 August 2031."
    )
    found = [title for _, title, _ in titles(text)]
    assert [title.partition(" (")[0] for title in found] == [
        "The lights of the northern moles",
        "Dredging of the channels between the harbours",
    ]


def test_a_title_between_its_neighbours_may_fill_its_row() -> None:
    full = "Responsive and accountable harbours for effective protection of all ferries"
    text = f"{LONG}\n1. Lights\n{MORE}\n2. {full}\n{LONG}\n3. Ferries\n{MORE}"
    assert [label for label, _, _ in titles(text)] == ["1", "2", "3"]


def test_a_title_with_a_label_goes_on_where_its_rows_are_full() -> None:
    title = (
        "Review of the lights of the outer harbour\nand of the means for the care of the northern"
    )
    text = f"I. Opening\n{numbered(1, LONG)}\nII. {title}\nMoles and Ferries\n{numbered(2, MORE)}"
    assert titles(text)[1][1] == f"{title} Moles and Ferries".replace("\n", " ")


def test_a_year_below_a_comma_is_of_the_title() -> None:
    title = "Pledges of the keepers of the Harbour Board,\n\n2031–2033"
    text = f"I. Opening\n\n1. {LONG}\n\n{title}\n\n2. {MORE}"
    assert titles(text)[1][1] == "Pledges of the keepers of the Harbour Board, 2031–2033"


def test_a_title_of_several_rows_need_be_found_once_only() -> None:
    title = "Summary of what the keepers said of the lights of the outer harbour and\nof its moles"
    act = f"Decision 9/4\nCare of the lights\n{title}\n{MORE}\n{LONG}"
    text = f"I. Opening\n{numbered(1, LONG)}\n{act}\n{title}\n{numbered(2, LONG)}"
    assert [one for _, one, _ in titles(text)].count(title.replace("\n", " ")) == 2


def test_who_signed_goes_on_with_no_paragraph() -> None:
    read = texts(f"{LONG}\n{MORE[:-1]} in the last and longest winters.\n(Signed) Ana Roe\nKeeper")
    assert read[-1] == "(Signed) Ana Roe Keeper"


def test_the_title_of_an_annex_ends_where_the_contents_end_it() -> None:
    contents = (
        "Contents\nPage\nI. Opening ............ 2\nII. Close ............. 2\n"
        "Annex\nKeepers, their lights and moles ............ 3\n"
    )
    body = f"I. Opening\n{numbered(1, LONG)}\nII. Close\n{numbered(2, MORE)}"
    text = f"{contents}\f{body}\fAnnex\nKeepers, their lights and moles\n"
    found = titles(f"{text}Name of the keeper and the light\nAna Roe\nJo Doe")
    assert found[-1][1] == "Keepers, their lights and moles"


def test_a_note_in_brackets_over_two_rows_is_no_title() -> None:
    note = "[Original: Arabic, Chinese, English,\nFrench and Spanish]"
    found = titles(f"{LONG}\n\nAnnex\n{note}\nReport on the lights\n{numbered(1, MORE, LONG)}")
    assert [title for _, title, _ in found] == ["Report on the lights"]


def test_a_year_that_begins_a_row_opens_nothing_below_a_title() -> None:
    first = (
        "1.\nThe Board of Harbours, which the Council had set up in its decision\n"
        "4/1, met with the keepers of the northern lights from 1 to 12 November\n"
        f"2031. {LONG}"
    )
    assert titles(f"I. Opening\n{first}\n{numbered(2, MORE, LONG)}") == [("I", "Opening", 1)]


def test_a_longer_title_stands_between_the_end_of_a_sentence_and_full_rows() -> None:
    head = "Lights, moles and channels of the northern harbours, and who cares for all"
    text = f"I. Opening\n{numbered(1, LONG)}\n{head}\n{MORE}\n{LONG}\n{MORE}"
    assert [title for _, title, _ in titles(text)] == ["Opening", head]


def test_an_empty_line_behind_a_word_that_ends_no_title_parts_none() -> None:
    title = "Annex to the letter dated 3 May 2031 from the Permanent"
    rest = "Representative of the Islands to the Harbour Board"
    found = titles(f"{LONG}\n\f{title}\n\n{rest}\n\n{MORE}\n{LONG}")
    assert [one for _, one, _ in found] == [f"{title} {rest}"]


FULL = "Lights of the northern moles and who takes care of them in the winter of each year"


def set_in(left: int) -> str:
    """Return a paragraph whose first row is set in."""
    first, second = LONG.split("\n")
    return f"{' ' * (left + 5)}{first}\n{' ' * left}{second}"


@pytest.mark.parametrize(("title", "left"), [(FULL, 2), (f"1.     {FULL}", 9)])
def test_a_title_needs_no_room_above_text_that_is_set_in(title: str, left: int) -> None:
    """One with a label has its own text where the rows below begin."""
    head = f"I. Opening\n{set_in(0)}\n\n  {title}\n"
    assert titles(f"{head}{set_in(left)}\n{set_in(left)}")[1][1] == FULL
    assert len(titles(f"I. Opening\n{set_in(0)}\n\n  {FULL}\n{MORE}\n{LONG}")) == 1


def test_a_tab_parts_a_full_title_from_text() -> None:
    text = f"I. Opening\n\n{LONG}\n\n  {FULL}\n\n{MORE}\n\n{LONG}\n\n{MORE}\n\n{LONG}"
    assert [one for _, one, _ in titles(text)] == ["Opening", FULL]
    assert len(titles(text.replace("  ", ""))) == 1


def test_a_page_begins_anew_below_a_signature() -> None:
    letter = f"{LONG}\n(Signed) Ana Roe\nKeeper of the northern lights"
    text = f"{letter}\fReport of the keepers on the lights of\nthe moles\n{MORE}\n{LONG}"
    assert [one for _, one, _ in titles(text)] == [
        "Report of the keepers on the lights of the moles"
    ]


def test_a_title_that_a_tool_joined_at_a_hyphen_has_two_rows() -> None:
    head = "Care of the northern lights, of moles, and of all channels and of their well-"
    joined = f"{head}being in every winter of the year"
    text = f"I. Opening\n1. {LONG}\n2. {MORE}\n{joined}\n3. {LONG}\n4. {MORE}\n5. {LONG}"
    assert (None, joined, 2) in titles(text)


def test_a_sentence_that_a_tool_joined_at_a_hyphen_goes_on_below() -> None:
    head = "The keepers of all the northern lights and of the channels saw to their many non-"
    row = f"{head}festive lamps in the winter."
    rest = "Rain fell."
    found = parse(f"1. {LONG}\n{row}\n{rest}\n2. {MORE}\n3. {LONG}".encode(), entities=False)
    assert found.paragraphs[0].text.endswith(f"{row} {rest}")
