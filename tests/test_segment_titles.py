"""Headings of plain text: what shows them where there is no type, and what only looks like one."""

from __future__ import annotations

import pytest

from rapporteur import parse
from titled import LONG, MORE, numbered, titles


def test_a_short_line_above_a_number_is_a_heading_without_blank_lines() -> None:
    text = f"I. Opening\n{numbered(1, LONG, MORE)}\nDredging of channels\n{numbered(3, LONG, MORE)}"
    assert titles(text) == [("I", "Opening", 1), (None, "Dredging of channels", 2)]


def test_the_first_line_is_a_heading_if_others_like_it_follow() -> None:
    text = f"Opening\n\n{numbered(1, LONG)}\n\nClose of the meeting\n\n{numbered(2, MORE)}"
    assert [title for _, title, _ in titles(text)] == ["Opening", "Close of the meeting"]


def test_a_title_of_two_lines_is_one() -> None:
    head = "Dredging of channels and mending of\nmoles in the northern harbours"
    text = f"I. Opening\n{numbered(1, LONG)}\n{head}\n{numbered(2, MORE)}"
    assert titles(text)[1] == (None, head.replace("\n", " "), 2)


def test_a_title_below_a_sentence_and_above_a_number_may_fill_its_row() -> None:
    head = (
        "Summary of the discussion of item 4 (c), on the channels, and of its items (ii) and (iii)"
    )
    above = f"{MORE}\nThey met again."
    text = f"I. Opening\n{numbered(1, LONG, above)}\n{head}\n{numbered(3, LONG, MORE)}"
    assert titles(text)[1] == (None, head, 2)


OUTLINE = f"""1. Opening

1.1. Lamps of the moles
{LONG}
1.2. Keepers of the moles
• Lamps of the north
• Buoys of the south
1.3. Quays
{MORE}
2. Close

2.1. Thanks
{LONG}"""


def test_titles_with_numbers_in_parts_stand_inside_one_another_and_show_the_next() -> None:
    found = [(label, level) for label, _, level in titles(OUTLINE)]
    assert found == [("1", 1), ("1.1", 2), ("1.2", 2), ("1.3", 2), ("2", 1), ("2.1", 2)]


def test_entries_of_an_annex_do_not_count_on_from_titles_above_it() -> None:
    entries = "\n".join(
        f"{at}. {name}\n– Keeper: Ana Roe" for at, name in enumerate(("Lamps", "Buoys", "Quays"), 1)
    )
    found = titles(f"{OUTLINE}\n\nAnnex\n\nList of keepers\n\n{entries}")
    assert not {"Lamps", "Buoys", "Quays"} & {title for label, title, _ in found if label != "1.3"}


def test_what_several_numbers_in_parts_open_is_a_title() -> None:
    parts = ("Present state", "What is needed")
    entries = [
        f"{at}. {name}\n"
        + "\n".join(f"{at}.{part}. {title}\n• {MORE}" for part, title in enumerate(parts, 1))
        for at, name in enumerate(("Dredging", "Lights", "Moles"), 1)
    ]
    found = [title for _, title, _ in titles(f"I. Opening\n\n{LONG}\n\n" + "\n".join(entries))]
    assert [title for title in found if title in parts] == [*parts] * 3


@pytest.mark.parametrize(
    "line",
    [
        "Ana Roe was elected.",  # a sentence
        "the mending of moles",  # goes on
        "20/39",  # no word
        "[English only]",  # an editor's note
    ],
)
def test_what_reads_like_no_title_is_none(line: str) -> None:
    text = f"I. Opening\n\n{numbered(1, LONG)}\n\n{line}\n\n{numbered(2, MORE)}"
    assert titles(text) == [("I", "Opening", 1)]


def test_a_name_in_a_list_is_no_heading() -> None:
    listed = "1. The following keepers were present:\n\nAna Roe\n\nJo Doe"
    assert titles(f"I. Opening\n\n{listed}\n\n{numbered(2, LONG)}") == [("I", "Opening", 1)]


def test_the_last_name_of_a_list_is_no_heading() -> None:
    officers = "1. The Board elected:\nChair:\nAna Roe\nRapporteur:\nJo Doe"
    text = f"I. Opening\n{officers}\nII. Other\n2. {LONG}"
    assert [title for _, title, _ in titles(text)] == ["Opening", "Other"]


def test_a_numbered_title_among_paragraphs_of_another_series_is_a_heading() -> None:
    text = (
        f"I. Opening\n\n1. Introduction\n\n{numbered(12, LONG, MORE)}\n\n2. Outlook\n\n14. {LONG}"
    )
    found = parse(text.encode(), name="report.txt", entities=False)
    assert [(s.label, s.title) for s in found.sections] == [
        ("I", "Opening"),
        ("1", "Introduction"),
        ("2", "Outlook"),
    ]
    assert [one.number for one in found.paragraphs] == ["12", "13", "14"]


def test_the_contents_name_headings_and_join_their_lines() -> None:
    contents = (
        "Contents\nI. Dredging of channels and mending of moles ........ 2\n"
        "II. Other matters .... 3"
    )
    head = "I. Dredging of channels and\n\nmending of moles"
    text = (
        f"{contents}\n\f{head}\n\n{numbered(1, LONG)}\n\nII. Other matters\n\n{numbered(2, MORE)}"
    )
    assert ("I", "Dredging of channels and mending of moles", 1) in titles(text)


def test_a_heading_that_is_an_entry_of_the_contents_ends_where_that_does() -> None:
    title = "Dredging of the channels and mending of the moles and of quays"
    contents = f"Contents\nI. Opening ........ 2\nA. {title} .... 3"
    head = f"A.\n\n{title}\nRecommendations of the keepers of the northern channels"
    text = f"{contents}\n\fI. Opening\n{numbered(1, LONG)}\n{head}\n{numbered(2, MORE)}"
    assert [found for _, found, _ in titles(text)] == [
        "Opening",
        title,
        "Recommendations of the keepers of the northern channels",
    ]
    longer = text.replace("\nRecommendations of the keepers of", "\n(HARBOURS/91) and")
    assert ("A", f"{title} (HARBOURS/91) and the northern channels", 2) in titles(longer)


def test_the_contents_name_numbered_headings_by_their_numbers() -> None:
    contents = (
        "Contents\n1. Opening .... 2\n2. Dredging of channels and moles ........ 2\n3. Other .... 3"
    )
    second = f"2. Dredging of channels and\nmoles\nFor decision\n{MORE}"
    notes = f"1. Opening\n{LONG}\n{second}\n3. Other\n{LONG}"
    found = parse(f"{contents}\n\f{notes}".encode(), name="a.txt", entities=False)
    assert [(one.label, one.title) for one in found.sections] == [
        ("1", "Opening"),
        ("2", "Dredging of channels and moles"),
        ("3", "Other"),
    ]


def test_a_short_paragraph_that_counts_on_above_a_list_is_no_heading() -> None:
    listed = numbered(1, "Mend the moles", "Lay buoys", "Keep the lights")
    short = "9. The works below have been looked at by the keepers and the pilots\nof the harbours"
    text = f"I. Opening\n{numbered(7, LONG, MORE)}\n{short}\n{listed}\n10. {LONG}"
    found = parse(text.encode(), name="report.txt", entities=False)
    assert [(one.label, one.title) for one in found.sections] == [("I", "Opening")]
    assert [one.number for one in found.paragraphs] == ["7", "8", "9", "10"]


def test_a_paragraph_set_in_begins_one() -> None:
    rest = "\n".join(f"    {line}" for line in MORE.splitlines()[1:])
    text = f"    {LONG}".replace("\n", "\n    ") + f"\n         {MORE.splitlines()[0]}\n{rest}"
    found = parse(text.encode(), name="report.txt", entities=False)
    assert len(found.paragraphs) == 2


def test_a_numeral_alone_is_the_label_of_the_title_below() -> None:
    title = "Mending of moles and of the other\nworks of the harbour"
    text = f"The Board,\n\nI\n{title}\n{numbered(1, LONG)}"
    assert titles(text) == [("I", title.replace("\n", " "), 1)]


def test_the_name_of_an_act_has_its_title_below() -> None:
    act = "Draft resolution III\nQuestion of the northern moles\n\nThe text is in A/91/L.4."
    text = f"I. Acts\n{numbered(1, LONG)}\n\n{act}\n\n{act.replace('III', 'IV')}"
    named = [label for label, *_ in titles(text)]
    assert named == ["I", "Draft resolution III", "Draft resolution IV"]


def test_documents_for_an_item_are_no_title_without_a_label() -> None:
    items = "\n".join(
        f"{item}. Lamps of crew {item}\nDocumentation\nReport of the Chair" for item in "123"
    )
    text = f"I. Opening\n1. {LONG}\n\nAgenda\n{items}\nII. Close\nA.\nDocumentation\n2. {MORE}"
    assert [title for _, title, _ in titles(text)] == [
        "Opening",
        "Agenda",
        "Close",
        "Documentation",
    ]


WHOLE = {
    "a place and dates": ("Board of Keepers", "Port Clara, 5 and 6 March 2031"),
    "capitals": ("DECLARATION ON ALL LAMPS AND MOLES", "FOR THE THIRD MEETING OF KEEPERS"),
}


@pytest.mark.parametrize(("title", "rest"), WHOLE.values(), ids=WHOLE)
def test_a_title_goes_on_with_what_can_be_none_by_itself(title: str, rest: str) -> None:
    text = f"I. Opening\n1. {LONG}\n\n{title}\n{rest}\n2. {MORE}\n3. {LONG}"
    assert titles(text)[1:] == [(None, f"{title} {rest}", 2)]


def test_the_first_act_of_a_compendium_begins_its_second_page() -> None:
    """The number at the top of the first page is that of the document."""
    acts = [f"2031/{n}\nLights of the {n}th mole\nThe Board\n1. {LONG}\n2. {MORE}" for n in (4, 5)]
    cover = "Harbour Board\nCompendium of decisions of the Board at its session of 2031"
    text = "\n".join(acts)
    found = [("2031/4", "Lights of the 4th mole", 1), ("2031/5", "Lights of the 5th mole", 1)]
    assert titles(f"H/2031/9\nDistr.: General\n{cover}\n\f{text}") == found
    assert titles(text)[-1:] == found[1:]


def test_a_title_below_an_annex_goes_on_where_its_rows_are_full() -> None:
    title = "Guide for the keepers of the Northern\nHarbours and of the moles"
    text = f"I. Opening\n{numbered(1, LONG)}\n\nAnnex\n{title}\n{MORE}"
    assert titles(text)[0] == ("I", "Opening", 1)
    annex = parse(text.encode(), name="report.txt", entities=False).parts[-1]
    assert annex.title == title.replace("\n", " ")


def test_a_summary_is_a_heading_without_an_empty_line() -> None:
    text = f"Work of the Board\n\nSummary\n{LONG}\n\nI. Opening\n{numbered(1, MORE)}"
    assert [title for _, title, _ in titles(text)] == ["Summary", "Opening"]


def test_numbered_titles_between_numbered_paragraphs_are_headings() -> None:
    text = (
        f"A. Work\n{numbered(1, LONG)}\n\n1. Moles\n\n{numbered(2, MORE)}\n\n"
        f"2. Buoys\n\n{numbered(3, LONG)}\n\n3. Other works\n\n{numbered(4, MORE)}"
    )
    assert [title for _, title, _ in titles(text)] == ["Work", "Moles", "Buoys", "Other works"]


def test_a_short_line_above_running_text_is_a_heading_without_blank_lines() -> None:
    text = f"{LONG}\nWork in the outer harbour\n{MORE}\nMoles\n{LONG}"
    assert [title for _, title, _ in titles(text)] == ["Work in the outer harbour", "Moles"]


def test_a_line_without_room_for_the_next_word_is_no_heading() -> None:
    line = "The keepers of all the northern harbours and the masters of their pilots in"
    text = f"{LONG}\n{line}\n{MORE}"
    assert titles(text) == []


def test_headings_stand_below_one_another_without_blank_lines() -> None:
    text = (
        f"A. Other work of the Board\nDredging\n{numbered(1, LONG)}\nB. Fees\nOf pilots\n2. {MORE}"
    )
    assert [title for _, title, _ in titles(text)] == [
        "Other work of the Board",
        "Dredging",
        "Fees",
        "Of pilots",
    ]


def test_a_name_in_a_title_goes_on_over_lines() -> None:
    name = "The Harbour Council of the Northern Isles met."
    head = "A. Report of the Harbour Council of the Northern\nIsles"
    text = f"1. {name} {LONG}\n{head}\n2. {MORE}"
    assert titles(text) == [("A", "Report of the Harbour Council of the Northern Isles", 1)]


def test_a_label_on_the_line_above_belongs_to_its_title() -> None:
    text = f"I.\n\nOpening\n{numbered(1, LONG)}\n\nA.\n\nMoles\n{MORE}"
    assert [(label, title) for label, title, _ in titles(text)] == [
        ("I", "Opening"),
        ("A", "Moles"),
    ]


def test_lettered_headings_stand_below_numbered_ones() -> None:
    text = (
        f"I. Work\n7. {LONG}\n1. Moles [item 8 (a)]\n(a) Introduction\n8. {LONG}\n"
        f"(b) Debate\n9. {MORE}\n2. Buoys [item 8 (b)]\n(a) Introduction\n10. {LONG}"
    )
    found = parse(text.encode(), name="report.txt", entities=False)
    assert [one.label for one in found.sections] == ["I", "1", "a", "b", "2", "a"]
    assert [one.number for one in found.paragraphs] == ["7", "8", "9", "10"]


def test_empty_lines_inside_a_sentence_part_nothing() -> None:
    first, rest = LONG.split("\n")
    found = parse(f"1. {first}\n\n{rest}\n\n2. {MORE}".encode(), name="a.txt", entities=False)
    assert [one.text for one in found.paragraphs] == [
        LONG.replace("\n", " "),
        MORE.replace("\n", " "),
    ]


def test_a_line_that_a_call_broke_goes_on() -> None:
    first, rest = LONG.split("\n")
    cut = first.index("on the")
    text = (
        f"1. {first[: cut - 1]}1\n{first[cut:]}\n{rest}\n2. {MORE}\n"
        "__________________\n1 See A/91/2.\n"
    )
    found = parse(text.encode(), name="a.txt", entities=False)
    assert found.paragraphs[0].text == LONG.replace("\n", " ")
    assert not found.sections


def test_the_number_of_an_act_is_one_where_the_act_stands_below() -> None:
    act = f"2031/4\nCare of moles\nThe Board of Harbours\n1. {LONG.replace('The Council', 'Takes')}"
    assert titles(f"{LONG}\n{act}")[0][:2] == ("2031/4", "Care of moles")
    assert titles(f"1. {LONG}\n\nAnchor Bay\n\n91/98\n\n4 May 2031\n\nBlue Cove\n\n91/99") == []


def test_the_title_of_an_annex_to_a_letter_ends_before_that_of_the_annex() -> None:
    text = (
        "United Nations A/91/84\nGeneral Assembly Distr.: General\n5 May 2031\n"
        "Letter dated 4 May 2031 from the Permanent Representative of Chad\n"
        "to the United Nations addressed to the Secretary-General\n"
        "I have the honour to transmit a letter on the moles.\n(Signed) Ana Roe\f"
        "Annex to the letter dated 4 May 2031 from the\n"
        f"Board of Harbours addressed to the Council of Ports\nand Moles\nKey messages on moles\n"
        f"{numbered(1, LONG, MORE)}"
    )
    found = [title for _, title, _ in titles(text)]
    assert found[-1] == "Key messages on moles"
    assert found[-2].endswith("Council of Ports and Moles")


def test_text_with_a_sentence_in_it_is_no_title() -> None:
    for rows in (
        "The keepers rose. Ana Roe\nsigned",
        "The keepers since May 2031. It that had\nrisen",
    ):
        assert titles(f"{LONG}\n{rows}\n{numbered(1, MORE)}") == []


def test_the_body_that_speaks_in_an_act_is_no_title() -> None:
    act = "The Fisheries and Harbours Board,\nRecalling the moles of the northern\nharbours of 1"
    text = f"I. Acts\n{numbered(1, LONG)}\n\n{act}\n\n{numbered(2, MORE)}"
    assert [title for _, title, _ in titles(text)] == ["Acts"]


PORTS = {
    "Chile": "The fishers of the south mended the moles of their harbours and look after them.",
    "Kenya": "Dredgers go to the coast each spring, as was agreed at the meeting of ports.",
    "Norway": "The lights of the fjords are kept by those who live there, and by nobody else.",
    "Samoa": "A keeper of the reef has been named, and the boats were told where they may lie.",
}
"""By State one line of text; all lines are about as full as the page."""


def by_state(*heads: str) -> str:
    """Text on each State below the titles; a sign stands for its name, another for its place."""
    return "\n".join(
        line
        for place, (state, text) in enumerate(PORTS.items(), start=1)
        for head in heads
        for line in (head.replace("*", state).replace("#", str(place)), *[text] * 4)
    )


def test_the_same_title_for_each_of_several_is_a_heading() -> None:
    text = f"I. Opening\n{LONG}\n{by_state('State of the moles', 'Outlook')}"
    assert [title for _, title, _ in titles(text)[1:]] == ["State of the moles", "Outlook"] * 4


@pytest.mark.parametrize("head", ["*", "Ann Example (*)", "Year # of the plan"])
def test_titles_of_one_kind_for_each_of_several_are_headings(head: str) -> None:
    text = f"I. Opening\n{LONG}\n{by_state(head)}"
    expected = [
        head.replace("*", state).replace("#", str(place))
        for place, state in enumerate(PORTS, start=1)
    ]
    assert [title for _, title, _ in titles(text)[1:]] == expected


def test_names_of_states_in_a_list_are_no_headings() -> None:
    text = f"I. Opening\n1. {LONG}\n\n" + "\n\n".join(PORTS) + f"\n\n2. {MORE}"
    assert titles(text) == [("I", "Opening", 1)]


def test_the_last_word_of_an_entry_is_no_heading_though_it_names_a_state() -> None:
    entries = "\n".join(
        f"Keeper of the lights, Ministry of Harbours, Moles and Channels of the Republic,\n{one}"
        for one in PORTS
    )
    assert titles(f"I. Opening\n{LONG}\n{entries}") == [("I", "Opening", 1)]


def test_cells_that_recur_are_no_headings() -> None:
    cells = "\n".join(f"Lights\n{place}0\nMoles\n{place}1 boats" for place in range(1, 9))
    assert titles(f"I. Opening\n1. {LONG}\n{cells}\n2. {MORE}") == [("I", "Opening", 1)]


ANNEXED = (
    "Annex to the letter dated 5 March 2031 from the Permanent\n"
    "Representative of Chile to the United Nations addressed to the\n"
    "Secretary-General"
)


@pytest.mark.parametrize("below", [LONG, "Excellency,\n" + LONG])
def test_what_a_letter_annexes_has_a_title_of_its_own(below: str) -> None:
    text = f"1. {MORE}\n\n{ANNEXED}\nAppeal of the keepers of the lights\nand of the moles\n{below}"
    annexed, own = (title for _, title, _ in titles(text))
    assert annexed.endswith("addressed to the Secretary-General")
    assert own == "Appeal of the keepers of the lights and of the moles"


def test_a_title_stands_below_the_note_on_another() -> None:
    text = f"1. {LONG}\n\nAnnex I\nChannels\n[Original: English]\nDredging for all\n{MORE}"
    assert [title for _, title, _ in titles(text)] == ["Channels", "Dredging for all"]


def test_a_title_stands_above_a_list_and_its_lead() -> None:
    text = f"I. Opening\n{LONG}\nKey tasks\nKeepers should:\n• Mend the moles;\n• Light the lamps."
    assert [title for _, title, _ in titles(text)] == ["Opening", "Key tasks"]


def test_titles_of_a_series_may_fill_their_rows() -> None:
    full = [
        "mending of all the moles of the harbours in the north, and care of lights",
        "lights",
        "fog",
    ]
    text = "\n".join(f"Principle {at}: {one}\n{LONG}\n{MORE}" for at, one in enumerate(full, 1))
    assert len(titles(f"I. Opening\n{LONG}\n{text}")) == 4


def test_names_of_companies_end_no_sentence() -> None:
    names = "\n".join(f"{name} of the Northern Harbours, Inc.\nPilots of {name}" for name in PORTS)
    text = f"I. Opening\n1. {LONG}\n{names}\n2. {MORE}"
    assert titles(text) == [("I", "Opening", 1)]


def test_text_right_below_annex_alone_is_no_title() -> None:
    text = f"I. Opening\n\n1. {MORE}\n\nAnnex\n{LONG}\n{MORE}"
    assert titles(text)[1:] == [("Annex", "", 1)]


def test_a_year_alone_on_its_line_is_no_label() -> None:
    held = (
        "The 907th meeting was held at Port Clara, as keepers had asked, on the morning of 5 March"
    )
    text = f"I. Opening\n1. {held}\n2031.\nChannels\n2. {MORE}"
    assert [title for _, title, _ in titles(text)] == ["Opening", "Channels"]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("DECLARATION ON THE MOLES OF THE", "NORTHERN HARBOURS"),
        ("Declaration on the “Moles of all", "Northern Harbours”"),
        ("Report of the keepers from 1 January to", "31 December 2030"),
    ],
)
def test_a_title_that_its_row_leaves_open_goes_on(above: str, below: str) -> None:
    text = f"I. Opening\n{numbered(1, LONG)}\n{above}\n{below}\n{numbered(2, MORE)}"
    assert titles(text)[1][1] == f"{above} {below}"


def test_text_below_a_title_goes_on_over_a_page_end() -> None:
    half, rest = LONG.split("\n")
    text = f"I. Opening\n1. {MORE}\nDredging of channels\n{half}\n\f{rest}\n2. {LONG}"
    assert titles(text)[1:] == [(None, "Dredging of channels", 2)]


def test_the_caption_of_a_figure_is_no_heading() -> None:
    text = f"I. Opening\n1. {MORE}\nFigure II – Boats by harbour\n2. {LONG}"
    assert titles(text) == [("I", "Opening", 1)]


def test_a_text_that_is_quoted_has_a_title() -> None:
    led = "The report of the Working Party reads as follows:"
    text = (
        f"I. Opening\n{numbered(1, LONG, led)}\nReport of the Working Party on moles\n"
        f"{numbered(1, LONG, MORE)}"
    )
    assert titles(text)[1] == (None, "Report of the Working Party on moles", 2)
    assert titles(text.replace("\nReport", "\n\nReport"))[1:] == titles(text)[1:]


def test_what_the_source_of_a_chart_is_is_no_title() -> None:
    text = (
        f"I. Opening\n\n1. {LONG}\n\nSource: Returns of the keepers of the lights\n\n"
        f"{numbered(2, LONG, MORE)}"
    )
    assert titles(text) == [("I", "Opening", 1)]


def test_a_chapter_that_a_sentence_begins_with_is_no_title() -> None:
    text = f"Chapter I\nOpening\n1. {LONG}\n\nChapter II lists the acts on moles.\n\n2. {LONG}"
    assert titles(text) == [("I", "Opening", 1)]


def test_a_title_that_fills_its_row_stands_above_a_numbered_paragraph() -> None:
    head = "Care of the lamps of the moles, with a view to the keepers of the quays and of harbours"
    text = f"I. Opening\n\n1. {LONG}\n\n{head} too\n{numbered(2, LONG, MORE)}"
    assert titles(text)[1:] == [(None, f"{head} too", 2)]


def test_the_heads_of_columns_are_no_title() -> None:
    heads = "Care of the moles          State of the lamps"
    text = f"I. Opening\n\n1. {LONG}\n\n{heads}\n\n{numbered(2, LONG, MORE)}"
    assert titles(text) == [("I", "Opening", 1)]


def test_what_goes_on_below_a_signature_is_no_title() -> None:
    signed = "(Signed) Ana Roe\nChargée d’affaires a.i.\nDeputy Harbour Master"
    text = f"I. Opening\n\n{numbered(1, LONG)}\n\n{signed}\n\n{numbered(2, MORE)}"
    assert titles(text) == [("I", "Opening", 1)]


def test_a_title_stands_on_the_page_behind_a_signature() -> None:
    signed = f"{LONG}\n(Signed) Ana Roe\nHarbour Master"
    text = f"{signed}\n\fFourth meeting of the keepers\n(5–9 March 2031)\n\nSummary of the Chair\n"
    assert titles(f"{text}{numbered(1, LONG, MORE)}") == [
        (None, "Fourth meeting of the keepers", 1),
        (None, "Summary of the Chair", 2),
    ]


def test_a_title_like_a_recital_stands_above_the_first_paragraph_of_an_act() -> None:
    act = (
        "The Council,\n\nNoting the reports of the Board on the lamps of the northern moles,\n\n"
        "Taking stock: the lamps of the moles\n\n"
        "1. Thanks the keepers of all the lamps for the care that they have taken of these;\n\n"
        "2. Asks the Board to mend the moles."
    )
    found = titles(f"A. Acts\nDraft resolution I\nCare of the moles\n{act}\n")
    assert (None, "Taking stock: the lamps of the moles", 3) in found


def test_the_lead_of_an_act_may_end_on_a_row_of_its_own() -> None:
    lead = "1. The Board of all the harbours and moles recommends the following draft\nresolution:"
    head = "Care of the lamps of the moles, of the northern quays and\nof the western harbours"
    act = f"The Council,\nNoting the report of the keepers on the lamps,\n1. {LONG}\n2. {MORE}"
    assert titles(f"I. Advice\n{lead}\n{head}\n{act}")[1:] == [(None, head.replace("\n", " "), 2)]


def test_a_title_that_ends_in_a_span_of_years_is_whole() -> None:
    heads = (
        "Care of the lamps of the northern moles by the Board of Harbours, 2031–2033",
        "Pledges of the keepers of the northern lights and of those of the western harbours",
    )
    text = f"I. Opening\n{numbered(1, LONG)}\n{heads[0]}\n{heads[1]}\n{numbered(2, MORE, LONG)}"
    assert [title for _, title, _ in titles(text)[1:]] == list(heads)


def test_the_title_of_a_letter_ends_with_those_to_whom_it_is_addressed() -> None:
    head = "Letter dated 4 March 2031 from the Board of Northern Harbours\nand Lamps"
    text = (
        "Annex to the letter dated 7 March 2031 from the Permanent\nRepresentative of Chad to the "
        f"United Nations addressed to\nthe Secretary-General\n{head} addressed to the Council\n"
        f"{LONG}"
    )
    found = titles(f"1. {LONG}\n\n(Signed) Ana Roe\f{text}")
    assert found[-1][1] == f"{head} addressed to the Council".replace("\n", " ")


NARROW = (
    "The Council of Harbours took note of the reports\non the dredging of channels that keepers\n"
    "of the northern lights had sent, and thanked all of\nthem for the care they had taken."
)
RECORD = "United Nations A/91/PV.7\n\n7th plenary meeting\n\n"


@pytest.mark.parametrize(
    "entry",
    [
        "The President (spoke in Arabic): The Council met in the spring and closed item 7.",
        "Mr. Roe (Chad): We mended the nets.", "Ms. Poe (Iran (north)): We met.",
        "It was so decided.", "Draft decision A/91/L.7, as orally corrected, was adopted.",
    ],
)  # fmt: skip
def test_a_title_of_a_record_stands_above_a_speech_or_what_was_done(entry: str) -> None:
    text = f"{RECORD}{LONG}\n\nAgenda item 114 (continued)\nCare of lamps\n{entry}\n{MORE}"
    assert titles(text) == [("Agenda item 114 (continued)", "Care of lamps", 1)]
    bare = f"{RECORD}{LONG}\n\nCare of lamps\nDraft resolution (A/91/L.7)\n{entry}\n{MORE}"
    assert [title for _, title, _ in titles(bare)] == [
        "Care of lamps", "Draft resolution (A/91/L.7)",
    ]  # fmt: skip


def test_the_titles_of_several_items_of_a_record_stand_below_one_another() -> None:
    items = [
        "Question of lamps", "Storms over the moles of the northern harbours\nof Chad",
        "Ropes", "Care of the lights and of all the moles of the\nlagoon", "Ferries",
    ]  # fmt: skip
    text = f"{RECORD}{NARROW}\nAgenda items 21 to 25\n" + "\n".join(items)
    found = titles(f"{text}\nThe President: The Council met.\n{NARROW}\nMay I take it that it met?")
    assert [(title, level) for _, title, level in found] == [
        (item.replace("\n", " "), 1) for item in items
    ]


def test_the_title_of_a_letter_stands_below_another_with_its_symbol() -> None:
    letter = "Letter dated 4 March 2031 from the Permanent Representative of\nChad addressed to the"
    letter += " President of the Council\n(S/2031/7)"
    text = f"{RECORD}{LONG}\n\nThe care of the lamps and moles of the northern harbours\n{letter}"
    assert [title for _, title, _ in titles(f"{text}\nThe President: The Council met.")] == [
        "The care of the lamps and moles of the northern harbours", letter.replace("\n", " "),
    ]  # fmt: skip


def test_the_title_of_an_annex_that_the_contents_name_ends_where_they_end_it() -> None:
    contents = "Contents\nI. Opening ........ 2\nAnnex 1: Agenda ........ 3"
    text = f"{contents}\fI. Opening\n1. {LONG}\n\nAnnex 1: Agenda\nRegional sessions\nHour\n\nNoon"
    assert titles(text) == [("I", "Opening", 1), ("Annex 1", "Agenda", 1)]


def test_what_a_letter_annexes_has_its_title_above_a_table_too() -> None:
    cells = "\n\n".join(f"{place}\n\nMole {place}\n\nlamps" for place in range(1, 90))
    letter = "Letter dated 7 March 2031 from the Permanent Representative\nof Chad to the"
    letter += " United Nations addressed to the Council\n" + "\n\n".join([LONG, MORE] * 5)
    name = (
        "Annex to the letter dated 7 March 2031 from the Permanent\nRepresentative of Chad to the"
    )
    name += " United Nations addressed to\nthe Council"

    def found(*rows: str) -> list[str]:
        text = "\n".join([name, *rows, f"Date of\nstorm\n\n{cells}"])
        return [title for _, title, _ in titles(f"{letter}\n\n(Signed) Ana Roe\f{text}")]

    assert found("Moles broken by storms in 2031")[1:] == ["Moles broken by storms in 2031"]
    assert len(found()) == 1
