"""Strip takes out what is printed on the page but is not the report's text, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders import Printed, base, block, line, plain, printed, source_run
from rapporteur.knowledge.grammar import load_grammars
from rapporteur.source import Cell, Ocr, Source
from rapporteur.strip import Stripped, strip
from rapporteur.strip.calls import find_calls
from rapporteur.text import Text
from work import steps

PROSE = (
    "The Committee recalled that the programme had been extended at its previous session and"
    " noted that the secretariat would report on its progress before the end of the biennium,"
    " including on the arrangements that had been made for the regional offices."
)
HEAD, FOOT, NOTE_TOP = 58.2, 749.2, 700.0


def stripped(source: Source) -> Stripped:
    return strip(source, base())


def kept(source: Source) -> list[str]:
    """The lines that stay in the running text, as they read with the calls cut out."""
    result = stripped(source)
    text = Text.of(source.text).apply(result.edits).content
    return [one.strip() for one in text.replace("\f", "\n").split("\n") if one.strip()]


def removed(source: Source) -> dict[str, str]:
    """The text that each edit takes out, and its rule."""
    return {
        source.text[edit.start : edit.end].strip(): edit.rule for edit in stripped(source).edits
    }


def notes(source: Source) -> list[tuple[str, str]]:
    return [
        (note.marker, " ".join(source.text[span.start : span.end] for span in note.spans))
        for note in stripped(source).notes
    ]


def calls(source: Source) -> list[tuple[str, str]]:
    """Each call with the ten characters before it."""
    return [
        (source.text[max(0, call.start - 10) : call.start], call.marker)
        for call in stripped(source).calls
    ]


def page(number: int, *rows: object, head: str = "", foot: str = "") -> list[Printed]:
    """A printed page with prose, between a head and a foot at their places."""
    found = [line(head, top=HEAD, size=9.0, bold=True, page=number)] if head else []
    found.append(line(f"{number}. On page {number} the text begins.", top=90.0, page=number))
    found += block(PROSE)
    for row in rows:
        found += [row] if isinstance(row, Printed) else list(row)  # type: ignore[call-overload]
    return [*found, *([line(foot, top=FOOT, size=9.0)] if foot else [])]


# --- margins: plain text --------------------------------------------------------------------------

FURNITURE = {
    "symbol": ("A/HRC/91/7", "", "base.running_head"),
    "symbol with its page": ("A/HRC/91/7 Page 2", "", "base.running_head"),
    "symbol with stars": ("A/HRC/91/7*", "", "base.running_head"),
    "page alone": ("", "2", "base.running_foot"),
    "page between strokes": ("", "- 2 -", "base.running_foot"),
    "page of pages": ("", "2/14", "base.running_foot"),
    "page and job number": ("", "V.31-04739 (E) 2/14", "base.running_foot"),
    "job number and page": ("", "31-06882 2/26", "base.running_foot"),
    "barcode": ("", "*3104739*", "base.job_line"),
    "recycling": ("", "Please recycle", "base.job_line"),
    "roman page": ("", "ii", "base.running_foot"),
    "closing stroke": ("", "– – –", "base.end_rule"),
}


@pytest.mark.parametrize(("head", "foot", "rule"), FURNITURE.values(), ids=FURNITURE)
def test_furniture_at_the_edge_of_a_text_page_is_named(head: str, foot: str, rule: str) -> None:
    body = "1. The Committee met in Vienna.\n2. It adopted its agenda."
    second = "\n".join(part for part in (head, body, foot) if part)
    source = plain(f"A/HRC/91/7\n1. The first page.\f{second}\f3. The last page.\nA/HRC/91/7")
    assert kept(source) == [
        "1. The first page.", "1. The Committee met in Vienna.", "2. It adopted its agenda.",
        "3. The last page.",
    ]  # fmt: skip
    assert removed(source)[head or foot] == rule


def test_a_symbol_above_language_and_page_is_that_of_the_document() -> None:
    """However the front was misread; that of another document has not its page below it."""
    pages = ["A./HRC/9l/7\n\n1. It met.", "A/HRC/91/7\nEnglish\nPage 2\n\n2. It rose."]
    assert kept(plain("\f".join([*pages, "A/HRC/89/4\nEnglish\n\n3. It ate."])))[-4:] == [
        "2. It rose.", "A/HRC/89/4", "English", "3. It ate.",
    ]  # fmt: skip


def test_a_recurring_head_with_the_own_symbol_may_end_in_a_stop() -> None:
    pages = [f"A/HRC/91/7      II.\n\n{number}. It met." for number in range(1, 5)]
    assert "A/HRC/91/7      II." not in kept(plain("\f".join(["A/HRC/91/7\n\nHarbours", *pages])))


NO_FURNITURE = {
    "symbol of another document": ("A/HRC/89/4", ""),
    "number of no page": ("", "417"),
    "number of another page": ("", "13"),
    "roman number of another page": ("", "iv"),
    "label": ("Recommendation 3", ""),
    "sentence": ("", "The vote was lost."),
}


@pytest.mark.parametrize(("head", "foot"), NO_FURNITURE.values(), ids=NO_FURNITURE)
def test_what_has_no_evidence_stays_at_the_edge_of_a_page(head: str, foot: str) -> None:
    body = "1. The Committee met in Vienna.\n2. It adopted its agenda."
    second = "\n".join(part for part in (head, body, foot) if part)
    source = plain(f"A/HRC/91/7\n1. The first page.\f{second}\f3. The last page.")
    assert (head or foot) in kept(source)


def test_a_page_has_one_number() -> None:
    body = "1. The lamps of each class:\nNot lit at all\n2\n2/3"
    source = plain(f"1. The first page.\n1/3\f{body}\f3. The last page.\n3/3")
    assert "2" in kept(source)
    assert {"1/3", "2/3", "3/3"} <= set(removed(source))


def test_the_last_line_of_a_note_that_lists_symbols_is_no_furniture() -> None:
    note = [
        line("1 A/HRC/71/3, A/HRC/73/3, A/HRC/75/3, A/HRC/77/3,", size=8.5, top=FOOT - 14),
        line("A/HRC/79/3 and A/HRC/81/3.", size=8.5, gap=0.0, top=FOOT - 4),
    ]
    source = printed([*block("1. The Committee met."), *note, line("1/14", top=FOOT + 9)])
    assert set(removed(source)) & {"A/HRC/79/3 and A/HRC/81/3.", "1/14"} == {"1/14"}


@pytest.mark.parametrize(
    "stray",
    [
        "V.31-04739 (E)",
        "*3104739*",
        "31-06882 (E) 270531",
        "K3104739[E] 051131",
        "GE.31-12952 (E) 051131 061131 Please recycle",
    ],
)
def test_job_numbers_and_barcodes_go_wherever_they_stand_alone(stray: str) -> None:
    source = plain(f"1. The Committee met\n{stray}\nin Vienna.")
    assert kept(source) == ["1. The Committee met", "in Vienna."]


@pytest.mark.parametrize(
    "inside",
    ["13", "2/14", "A/HRC/91/7", "Page 4", "iv"],
)
def test_what_looks_like_furniture_stays_inside_a_page(inside: str) -> None:
    source = plain(f"The votes cast numbered\n{inside}\nand the motion was lost.")
    assert inside in kept(source)


@pytest.mark.parametrize(
    "edge",
    [
        "13. The Committee met.", "2031", "12 meetings were held", "See A/HRC/91/7",
        "A/HRC/91/7 was adopted.", "V. Adoption of the report", "Please recycle the paper.",
    ],
)  # fmt: skip
def test_text_at_the_edge_of_a_page_stays(edge: str) -> None:
    source = plain(f"1. The first page ends here.\f{edge}\nand this is its text.\f2. The last.")
    assert edge in kept(source)
    below = plain(f"1. The first page ends here.\fThis is its text.\n{edge}\f2. The last.")
    assert edge in kept(below)


@pytest.mark.parametrize(
    ("drawn", "left"), [(True, []), (False, ["Question of lamps", "Question of lamps"])]
)
def test_two_pages_are_enough_for_a_head_that_no_tag_has_as_text(
    drawn: bool, left: list[str]
) -> None:
    pages = [
        [
            line("Question of lamps", page=page, top=40.0, drawn=drawn),
            *block(f"Of {page}. " + PROSE, top=90.0),
        ]
        for page in (2, 3)
    ]
    source = printed(block("1. " + PROSE, page=1, top=90.0), *pages)
    assert [text for text in kept(source) if text.startswith("Question")] == left


def test_a_title_that_recurs_on_pages_beside_each_other_is_furniture() -> None:
    words = ("cranes", "lights", "buoys", "moorings", "pilots")
    pages = [
        f"Yearbook of the Board {n}\n{n}. Some text on {word}.\nMore on {word}.\nOn {word}."
        for n, word in enumerate(words, start=1)
    ]
    source = plain("\f".join(pages))
    assert set(removed(source).values()) == {"base.repeated_margin"}
    assert len(removed(source)) == 5
    few = plain("\f".join(pages[:2]))
    assert "base.repeated_margin" not in removed(few).values()


def test_a_running_title_may_go_on_with_a_short_word() -> None:
    words = ("cranes", "lights", "buoys", "moorings", "pilots")
    pages = [
        f"Safety of keepers\nof the northern moles A/RES/91/4\n{n}. On {word}.\nMore on {word}."
        for n, word in enumerate(words, start=1)
    ]
    heads = {"Safety of keepers", "of the northern moles A/RES/91/4"}
    assert set(removed(plain("\f".join(pages)))) == heads


def test_the_title_of_the_document_above_an_act_is_that_of_the_act() -> None:
    head = "A/91/23\nLamps of the northern moles"
    first = f"{head}\n1. The Board recommends the following draft resolution:"
    act = "The Council,\nNoting the report of the keepers,\n1. Thanks them.\n2. Meets anew."
    act_page, text_page = plain(f"{first}\f{head}\n{act}"), plain(f"{first}\f{head}\n{PROSE}")
    assert "Lamps of the northern moles" in removed(text_page)
    assert "Lamps of the northern moles" not in removed(act_page)


# --- margins: geometry ----------------------------------------------------------------------------


def test_the_margin_of_a_page_that_lies_is_as_high_as_on_others() -> None:
    head = line("A/91/23", page=3, top=90.0)
    source = printed(
        page(1, head="A/91/23"), page(2, head="A/91/23"), head, block(PROSE, top=160.0)
    )
    *others, last = source.pages
    lying = replace(source, pages=(*others, replace(last, width=842.0, height=595.0)))
    assert "A/91/23" not in kept(lying)


def test_head_and_foot_of_printed_pages_are_named() -> None:
    source = printed(
        page(1, head="A/91/23", foot="1/3"),
        page(2, head="A/91/23", foot="31-06882 2/3"),
        page(3, head="A/91/23", foot="3/3"),
    )
    assert set(removed(source)) == {"A/91/23", "1/3", "31-06882 2/3", "3/3"}
    assert len(stripped(source).margins) == 6


def test_marks_at_the_lower_right_that_ocr_reads_each_time_otherwise_are_furniture() -> None:
    marks = ("Jowe", "Lees", "foo:")
    source = printed(
        *(
            page(number, line(mark, x=480.0 + 5 * number, top=FOOT - 3 * number, page=number))
            for number, mark in enumerate(marks, 1)
        )
    )
    read = replace(source, ocr=Ocr("tesseract", "5", "eng", 0.9))
    assert set(removed(read)) == set(marks)
    assert set(marks) <= set(kept(source))  # nobody misread it: it is a word
    assert {"Jowe", "Lees"} <= set(kept(replace(read, pages=read.pages[:2])))


def test_a_foot_that_ocr_misread_stands_where_others_do() -> None:
    feet = ("GE.31-06882 1", "GE.31-06882 2", "GE.31-06882 — mn")
    source = printed(
        *(page(number, line(foot, top=FOOT, page=number)) for number, foot in enumerate(feet, 1))
    )
    assert set(removed(source)) == set(feet[:2])
    assert set(removed(replace(source, ocr=Ocr("tesseract", "5", "eng", 0.9)))) == set(feet)


def test_a_number_in_the_middle_of_a_printed_page_is_no_page_number() -> None:
    source = printed(page(1, line("14", top=400.0), line("2/14", top=430.0)))
    assert {"14", "2/14"} <= set(kept(source))


def test_a_symbol_and_its_page_that_strayed_between_the_lines_of_a_text_page_go() -> None:
    pages = ["A/HRC/91/7\nPage {}\n\nThe Board met in Riverton.\nIt rose."] * 6
    headed = [text.format(number) for number, text in enumerate(pages, 2)]
    strayed = "The Board met again.\n\nA/HRC/91/7\nPage 8\n\nIt rose."
    found = kept(plain("\f".join(["A/HRC/91/7\nThe Board", *headed, strayed])))
    assert found[-2:] == ["The Board met again.", "It rose."]


def test_a_page_number_that_strayed_between_the_lines_of_a_text_page_goes() -> None:
    words = ("seas", "gulfs", "bays", "straits", "lakes", "fords")
    listed = "The list of {0}:\n\n{{}}\n\n(a) Buoys;\n\n9\n\n(b) Lights."
    pages = [f"{n}. On the page.\n\n{listed.format(word)}" for n, word in enumerate(words, 1)]
    edged = [page.replace("{}\n\n", "") + f"\n\n{n}" for n, page in enumerate(pages[:5], 11)]
    strayed = kept(plain("\f".join([*edged, pages[5].format(16)])))
    assert "16" not in strayed
    assert strayed.count("9") == 6, "another number stays"
    twice = pages[5].format("16\n\n16")
    assert kept(plain("\f".join([*edged, twice]))).count("16") == 2, "which of them, is unsure"


def test_the_right_part_of_a_head_goes_that_strayed_between_two_columns() -> None:
    words = ("seas", "gulfs", "bays", "straits", "lakes", "fords")
    left = "The keepers of the {0} spoke of their\nboats that they had mended since the storms"
    page = f"Council of Harbours\n{left}\n\n907th meeting\n4 March 2031\nof {{0}}."
    pages = [page.format(word) for word in words]
    cut = kept(plain("\f".join(pages)))
    assert cut[2:4] == ["of seas.", "The keepers of the gulfs spoke of their"]
    more = f" {'of the boats and nets ' * 3}."
    found = kept(plain("\f".join(f"{one} They told{more}" for one in pages)))
    assert found.count("907th meeting") == len(words), "one column has no such place"


def test_the_number_of_a_page_of_all_pages_may_stray_between_rows() -> None:
    source = plain("1. It met.\n\n2. It rose.\f3.\n2/2\nIt closed.")
    assert kept(source) == ["1. It met.", "2. It rose.", "3.", "It closed."]


@pytest.mark.parametrize("calls", ["lights1,2 and", "lights 1,2 and", "lights,1, 2 and"])
def test_several_calls_in_a_row_are_calls(calls: str) -> None:
    source = plain(f"1. The {calls} the buoys.\n{RULE}\n1 Its report.\n2 Ibid.")
    assert [call.marker for call in stripped(source).calls] == ["1", "2"]


def test_paragraphs_in_a_row_are_no_calls() -> None:
    source = plain(f"1. See paragraphs 1, 2 and 4.\n{RULE}\n1 Its report.\n2 Ibid.")
    assert stripped(source).calls == ()


def test_a_call_of_typewriters_goes_with_its_stroke() -> None:
    source = plain('1. "The buoys", 1/ and the lights, rose.\n\n1/\nSee its report.')
    assert [source.text[call.start : call.end] for call in stripped(source).calls] == ["1/"]


def test_a_printed_symbol_on_a_line_of_prose_stays() -> None:
    source = printed(page(1), page(2, line("A/91/23", gap=0.0)))
    assert "A/91/23" in kept(source)


def test_furniture_stands_outside_of_what_is_text() -> None:
    """A page number under the last line of text goes; the line above it that is text stays."""
    last = line("the end of the paragraph.", top=735.0)
    source = printed(page(1, last, foot="14"), page(2, foot="15"))
    assert "the end of the paragraph." in kept(source)
    assert "14" in removed(source)


def test_a_job_number_inside_a_table_stays() -> None:
    cell = line("31-06882", cell=Cell(0, 0, 0), top=300.0)
    assert "31-06882" in kept(printed(page(1, cell)))


SIDEWAYS = {
    "A/91/23": (760.0, 60.0, 769.0, 90.0),
    "1/57": (38.0, 60.0, 46.0, 80.0),
    "31-06882": (38.0, 525.0, 46.0, 552.0),
    "2/14": (300.0, 300.0, 309.0, 327.0),
    "13": (38.0, 300.0, 70.0, 309.0),
}


def lying(source: Source) -> Source:
    """Turn the first page on its side, with each of its lines at its place there."""
    first = source.pages[0]
    lines = tuple(
        replace(each, box=SIDEWAYS[source.text[each.start : each.end]]) for each in first.lines
    )
    page = replace(first, width=842.0, height=595.0, lines=lines)
    return replace(source, pages=(page, *source.pages[1:]))


def test_the_number_of_a_decision_at_the_head_is_no_page_of_pages() -> None:
    source = printed(
        page(1, line("56/91", top=60.0), head="A/91/23", foot="1/3"),
        page(2, head="A/91/23", foot="31-06882 2/3"),
        page(3, line("56/93", top=60.0), head="A/91/23", foot="3/3"),
    )
    assert not {"56/91", "56/93"} & set(removed(source))
    assert len(stripped(source).margins) == 6


def test_head_and_foot_of_a_page_on_its_side_stand_upright_at_its_edges() -> None:
    source = lying(printed(*(line(text) for text in SIDEWAYS), page(2)))
    assert set(removed(source)) == {"A/91/23", "1/57", "31-06882"}


# --- front ----------------------------------------------------------------------------------------

MASTHEAD = [
    line("United Nations A/AC.91/2031/4", top=60.0, size=14.0),
    line("General Assembly Distr.: General"),
    line("11 October 2031"),
    line("Original: English"),
    line("Committee on Harbours", size=14.0, bold=True),
    line("Report on its fourth session", size=14.0, bold=True),
]


def test_the_masthead_is_set_apart_and_ends_where_the_body_starts() -> None:
    source = printed(MASTHEAD, line("I. Introduction", size=14.0, bold=True), block("1. " + PROSE))
    result = stripped(source)
    front = [source.text[one.start : one.end] for one in result.masthead]
    assert front == [row.text for row in MASTHEAD]
    assert kept(source)[0] == "I. Introduction"
    assert set(removed(source).values()) == {"base.masthead"}


@pytest.mark.parametrize(
    "start",
    ["Summary", "Introduction", "1. The Committee met.", "Chapter I", "A. Opening of the session"],
)
def test_the_body_starts_at_the_first_line_that_says_so(start: str) -> None:
    source = printed(MASTHEAD, line(start), block(PROSE))
    assert kept(source)[0] == start


def test_without_a_line_that_starts_the_body_the_masthead_ends_with_its_last_line() -> None:
    source = printed(MASTHEAD[:4], block("The Committee on Harbours, " + PROSE))
    assert [source.text[one.start : one.end] for one in stripped(source).masthead] == [
        row.text for row in MASTHEAD[:4]
    ]
    assert kept(source)[0].startswith("The Committee on Harbours, The Committee")


def test_text_without_a_masthead_loses_nothing() -> None:
    text = "The Committee on Harbours met in Vienna.\nIt adopted its agenda."
    assert kept(plain(text)) == text.split("\n")
    assert stripped(plain(text)).edits == ()


def test_the_page_with_the_note_on_symbols_is_boilerplate() -> None:
    source = printed(
        MASTHEAD,
        line("Note", page=2),
        block("Symbols of United Nations documents are composed of letters combined with figures."),
        line("I. Introduction", page=3, size=14.0, bold=True),
        block("1. " + PROSE),
    )
    rules = removed(source)
    assert rules["Note"] == "base.boilerplate"
    assert rules["Original: English"] == "base.masthead"
    assert kept(source)[0] == "I. Introduction"


# --- contents -------------------------------------------------------------------------------------

LEADERS = [
    "Contents", "Paragraphs Page", "Introduction ............ 1–4 3",
    "I. Organization of the session ............ 5–12 4", "A. Opening . . . . . . . . 5–6 4",
    "II. Adoption of the", "report ...................... 13 6",
]  # fmt: skip
BARE = ["Contents", "Page", "I. Introduction 3", "II. Organization of the session 4",
        "A. Opening of the session 4", "III. Adoption of the report 6"]  # fmt: skip


@pytest.mark.parametrize("entries", [LEADERS, BARE], ids=["leaders", "page numbers"])
def test_a_table_of_contents_is_set_apart_whole(entries: list[str]) -> None:
    pages = [["A/91/23"], entries, ["I. Introduction", "1. The Committee met in Vienna."]]
    pages += [[f"{n}. More on {word}."] for n, word in enumerate(("buoys", "lights"), start=2)]
    pages += [["4. More on cranes."], ["5. More on pilots."]]
    source = plain("\f".join("\n".join(lines) for lines in pages))
    assert list(stripped(source).contents) == entries
    assert kept(source)[:2] == ["I. Introduction", "1. The Committee met in Vienna."]
    assert set(removed(source).values()) == {"base.contents", "base.running_head"}


def test_an_entry_of_many_lines_ends_no_contents() -> None:
    long = [f"aims of the programme for the lamps of the {n}th harbour" for n in range(4, 13)]
    entries = ["Contents", "I. Ports ............ 3", "II. Links between the", *long,
               "and of others ............ 4", "III. Rest ............ 5"]  # fmt: skip
    pages = [entries, ["I. Ports", "1. The Committee met."], ["2. It rose."]]
    source = plain("\f".join("\n".join(lines) for lines in pages))
    assert list(stripped(source).contents) == entries


def test_contents_may_name_paragraphs_without_pages() -> None:
    entries = ["CONTENTS", "Paragraphs", "Introduction 1 - 2", "I. Lamps 3 - 9", "A. Oil 3 - 5"]
    text = "\n".join([*entries, "Introduction", "1. The Board met in 2031-2032"])
    assert list(stripped(plain(text)).contents) == entries


def test_the_date_of_issue_may_stand_beside_the_title_of_the_contents() -> None:
    entries = ["I. Ports ............ 3", "II. Lamps ............ 4"]
    title = [line("Contents", size=14.0, bold=True, page=1)]
    source = printed(title, [line(one) for one in entries], page(2), page(3))
    text = source.text.replace("Contents", "Contents [5 March 2031]")
    assert list(stripped(plain(text)).contents) == ["Contents [5 March 2031]", *entries]


SCATTERED = [
    "Contents", "", "I.", "", "Paragraphs", "", "Page", "", "Introduction ............", "",
    "1–4", "", "3", "", "Opening ............", "", "5–9", "", "Annex", "", "A.",
]  # fmt: skip


def test_contents_read_column_by_column_are_set_apart_to_the_end_of_their_page() -> None:
    body = ["Introduction", "1.", "The Committee met in Vienna."]
    assert kept(plain("\f".join("\n".join(lines) for lines in (SCATTERED, body)))) == body
    joined = plain("\n".join([*SCATTERED, *body]))
    assert kept(joined) == ["A.", *body], "what follows on the same page may be text"


def test_contents_may_begin_with_a_column_of_labels_and_end_in_a_range() -> None:
    labels = [f"{one}." for one in ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")]
    entries = ["2/31", "Opening ............", "1 - 4", "Lamps ............", "i - v", "5 - 9"]
    lines = "\n\n".join(["Contents", "Paragraphs", *labels, *entries])
    body = ["INTRODUCTION", "1. The Committee met in Vienna."]
    assert kept(plain("\f".join([lines, "\n".join(body)]))) == body


def test_contents_without_a_title_may_have_numbers_on_lines_of_their_own() -> None:
    acts = [f"2031/{n}\n\nLights of the {n}th mole ............\n\n{n}" for n in range(4, 11)]
    head = "A/91/23\n\nDecision\n\nPage\n\nAnnual session, 10-13 June 2031"
    body = ["2031/4", "Lights of the 4th mole", "The Committee takes note of the lights."]
    assert kept(plain("\n\n".join([head, *acts]) + "\f" + "\n".join(body)))[-3:] == body


def test_an_annex_below_the_column_of_pages_is_an_entry_of_the_contents() -> None:
    first = [
        "Contents",
        "I. Introduction ..........",
        "II. Harbours ..........",
        "III. Moles .....",
    ]
    pages = [*map(str, range(3, 33)), "Annex", "Members of the Board .......", "34"]
    text = "\n\n".join([*first, *pages]) + "\fI. Introduction\n1. The Committee met in Vienna."
    assert kept(plain(text)) == ["I. Introduction", "1. The Committee met in Vienna."]


def test_a_list_of_annexes_at_the_end_of_the_contents_belongs_to_them() -> None:
    contents = ["Contents", "I. Introduction .......... 3", "II. Harbours .......... 4"]
    annexes = ["ANNEXES", "ANNEX 1", "Table 1. Dues of the harbours", "Table 2.", "Moles"]
    body = ["I. Introduction", "1. The Committee met in Vienna."]
    first = "\n".join([*contents, *annexes])
    assert kept(plain("\f".join([first, "\n".join(body)]))) == body
    assert len(kept(plain("\f".join([f"{first}.", "\n".join(body)])))) > len(body), "a sentence"


def test_contents_that_go_on_over_a_page_are_set_apart_whole() -> None:
    first = ["Contents", "I. Introduction .......... 3", "II. Organization .......... 4"]
    second = ["Contents (continued)", "III. Harbours .......... 5", "IV. Adoption .......... 6"]
    body = ["I. Introduction", "1. The Committee met in Vienna."]
    source = plain("\f".join("\n".join(lines) for lines in (first, second, body)))
    assert kept(source) == body


def test_contents_read_piece_by_piece_end_behind_the_last_entry() -> None:
    """Numbers that stand alone are none that part it; an entry may have had room for two dots."""
    groups = (
        "Lights\n\n3.\n4.\n\nMoles\n\n5.\n6.\n\nA long entry on all of the harbours 20 31 ..\n\n7"
    )
    entries = f"1.\n\nOpening ........\n\n2\n\n2.\n\nPorts ........\n\n2\n\n{groups}"
    source = plain(f"Contents\n{entries}\n\nBuoys\n\n8.\n\nClose ......\n\n9\f1. It met.")
    assert kept(source) == ["1. It met."]


def test_a_heading_that_ends_in_a_number_is_no_contents_entry() -> None:
    source = plain("I. Introduction\n1. The Committee adopted decision 4.\nII. Agenda item 3")
    assert len(kept(source)) == 3
    assert stripped(source).contents == ()


# --- footnotes: plain text ------------------------------------------------------------------------

RULE = "__________________"
TEXT_NOTES = {
    "one": (f"1. It met.1 It rose.\n{RULE}\n1 See its report.", [("1", "See its report.")]),
    "two": (
        f"1. It met.1 It rose.2\n{RULE}\n1 See its report.\n2 Ibid.",
        [("1", "See its report."), ("2", "Ibid.")],
    ),
    "over two lines": (
        f"1. It met.1\n{RULE}\n1 See its report on\nthe session.",
        [("1", "See its report on the session.")],
    ),
    "star": (f"1. It met.*\n{RULE}\n* Not edited.", [("*", "Not edited.")]),
    "marker alone": (f"1. It met. 1\n{RULE}\n1", [("1", "")]),
    "paragraphs below": (
        f"1. It met.1\n{RULE}\n1 See its report.\n2. It rose.\n3. It met again.",
        [("1", "See its report.")],
    ),
    "letters": (
        f"1. It met.\n{RULE}\na See its report.\nb Ibid.",
        [("a", "See its report."), ("b", "Ibid.")],
    ),
    "no letter": (
        f"1. It met.\n{RULE}\na See its report on\na second harbour.",
        [("a", "See its report on a second harbour.")],
    ),
    "numbers that begin anew, the first below all": (
        f"1. It met.1\n{RULE}\n1 See its report.\f2. It rose.1\n{RULE}\nIbid.\n2\nNot edited.\n1",
        [("1", "See its report."), ("1", "Ibid."), ("2", "Not edited.")],
    ),
    "a marker right above its text": (
        f"1. It met.1 It rose.2\n{RULE}\n1\nThe lamps burn oil.\nWicks are long\n2\nIbid.",
        [("1", "The lamps burn oil. Wicks are long"), ("2", "Ibid.")],
    ),
    "one that goes on overleaf, and the next": (
        f"1. It met.4\n{RULE}\n4 See the report of\f2. It rose.5\n{RULE}\nthe Board.\n5 Ibid.",
        [("4", "See the report of the Board."), ("5", "Ibid.")],
    ),
    "a day that counts nothing": (
        f"1. It met.1\n{RULE}\n1 See its report.\f2. It rose.2\n{RULE}\n2 Its report of\n1 May.",
        [("1", "See its report."), ("2", "Its report of 1 May.")],
    ),
    "number that is no marker": (
        f"1. It met.1\n{RULE}\n1 See its report of\n14 October 2031.",
        [("1", "See its report of 14 October 2031.")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), TEXT_NOTES.values(), ids=TEXT_NOTES)
def test_footnotes_of_a_text_page_stand_below_a_rule(
    text: str, expected: list[tuple[str, str]]
) -> None:
    source = plain(f"{text}\f2. The last page.")
    assert notes(source) == expected
    assert kept(source)[-1] == "2. The last page."
    assert not any(RULE in one for one in kept(source))
    assert removed(source)[RULE] == "base.footnote"


def test_a_marker_alone_under_the_rule_is_no_page_number() -> None:
    source = plain(f"1. It met. 1\n{RULE}\n1\nV.31-04739\f2. The last page.")
    assert notes(source) == [("1", "")]
    assert removed(source)["1"] == "base.footnote"


def test_a_page_of_pages_under_the_closing_stroke_is_furniture() -> None:
    source = plain(f"1. The first page.\f2. The report was adopted.\n{RULE}\n2/2")
    assert notes(source) == []
    assert kept(source) == ["1. The first page.", "2. The report was adopted."]


@pytest.mark.parametrize("figure", ["Figure II", "90\n95\n100\n105"], ids=["caption", "axis"])
def test_a_figure_below_the_notes_is_none_of_them(figure: str) -> None:
    source = plain(f"1. It met.1\n{RULE}\n1\nSee its report.\n{figure}\nLights\f2. It rose.")
    assert notes(source) == [("1", "See its report.")]
    assert kept(source)[1:-1] == [*figure.split("\n"), "Lights"]


def test_a_rule_above_running_text_sets_no_footnotes_apart() -> None:
    source = plain(f"1. The first chapter ends.\n{RULE}\nThe second chapter begins here.")
    assert notes(source) == []
    assert "The second chapter begins here." in kept(source)


TAIL_NOTES = {
    "star": ("Report on Buoys*\n\n* Not edited.", [("*", "Not edited.")]),
    "marker on its own line": ("Report on Buoys**\n\n**\nNot edited.", [("**", "Not edited.")]),
    "call and marker on lines of their own": (
        "Report on Buoys\n*\n\nAnchor Bay\n\n*\n\nNot edited.",
        [("*", "Not edited.")],
    ),
    "call behind wide white": (
        "Report on Buoys          *\n\n\n*\nNot edited.",
        [("*", "Not edited.")],
    ),
    "number": ("1. It met.1 It rose.\n\n1 See its report.", [("1", "See its report.")]),
    "two numbers": (
        "1. It met.1 It rose.2\n\n1 See its report.\n2 Ibid.",
        [("1", "See its report."), ("2", "Ibid.")],
    ),
    "numbers of typewriters": (
        "1. It met. 1/ It rose. 2/\n\n1/\nSee its report.\n2/\nIbid.",
        [("1", "See its report."), ("2", "Ibid.")],
    ),
    "two numbers of which one is surely called": (
        "1. The Board, 1 which met, rose.2\n\n1 See its report.\n2 Ibid.",
        [("1", "See its report."), ("2", "Ibid.")],
    ),
    "numbers called before a sign": (
        "1. The Board (Riverton)1; and (Anchor Bay)2; rose.\n\n1 Its report\nof May.\n\n2 Ibid.",
        [("1", "Its report of May."), ("2", "Ibid.")],
    ),
    "numbers behind lost ones": (
        "1. The Board (Riverton)7; and (Anchor Bay)8; rose.\n\nIts report.\n8 Ibid.\n7",
        [("7", "Its report."), ("8", "Ibid.")],
    ),
    "lower markers below all notes": (
        "1. The Board 1 rose,2 then met.3\n\nIts report.\nAs above.\n3\nIbid.\n1\n2",
        [("1", "Its report."), ("2", "As above."), ("3", "Ibid.")],
    ),
    "number behind one that was lost": (
        "1. It met.1 It rose.4\n\n4 See its report.",
        [("4", "See its report.")],
    ),
    "number below other notes and a paragraph": (
        "1. Buoys* rose.1\n\n* Red ones.\n\n2. It met.\n\n1 See its report.",
        [("*", "Red ones."), ("1", "See its report.")],
    ),
    "number called apart from its word": (
        "1. The Board 1 which met, rose.\n\n1 See its report.",
        [("1", "See its report.")],
    ),
    "marker between the label of an item and its text": (
        "1. It met on moles1\n(a)\n\n1\n\nRed lamps;\n\nSee its report.",
        [("1", "See its report.")],
    ),
    "star below a line of text": (
        "Report on Buoys∗∗\nRed lamps\n**\n\nNot edited.",
        [("**", "Not edited.")],
    ),
    "marker below its text, which no empty line parts from the page": (
        "\n".join(
            [*["The lamps rise"] * 12, "and fall4", "See the almanac of lamps", "of May.", "4"]
        ),
        [("4", "See the almanac of lamps of May.")],
    ),
    "numbers of which one is surely called": (
        "1. It met.2\n\n2. It rose.\n\n1 See its report\nof May.\n2 Ibid.",
        [("1", "See its report of May."), ("2", "Ibid.")],
    ),
    "a day": ("1. It met.1 It rose.\n\n1 May 2031\nPort Clara", []),
    "star before a sign": (
        "Report (“Buoys”*), as\namended\n\n* Not edited.",
        [("*", "Not edited.")],
    ),
    "no call": ("1. It met.\n\n* Not edited.", []),
    "bullets": ("1. It had before it:\n\n* Charts;\n\n* Buoys.", []),
    "another number": ("1. It met.1 It rose.\n\n2 Ships sank.", []),
    "no empty line": ("Report on Buoys*\n* Not edited.", [("*", "Not edited.")]),
    "bullets without an empty line": ("Buoys*\n* Red.\n* Green.", []),
    "marker alone below the text": (
        "1. It met on moles1\n1\n\nSee its report.",
        [("1", "See its report.")],
    ),
    "markers below their texts": (
        "1. It met.1 It rose.2 It sank.3\n\nSee its report.\nIbid.\n3 A/91/2.\n1\n2",
        [("1", "See its report."), ("2", "Ibid."), ("3", "A/91/2.")],
    ),
    "a column of numbers": ("1. It met.1 It rose.\n\n1\n2\n3\n4\nPage", []),
    "marker without a text": ("Report on Buoys**\n\n**\n\n1. It met.", []),
    "a paragraph below": (
        "Report on Buoys*\n\n* Not edited.\n1. It met.",
        [("*", "Not edited.")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), TAIL_NOTES.values(), ids=TAIL_NOTES)
def test_footnotes_end_a_text_page_without_a_rule_if_they_are_called(
    text: str, expected: list[tuple[str, str]]
) -> None:
    source = plain(f"{text}\f2. The last page.")
    assert notes(source) == expected
    assert kept(source)[-1] == "2. The last page."


def test_notes_collected_at_the_end_of_a_text_are_called_anywhere() -> None:
    source = plain(
        "A. Rights of keepers1\n1. The Board met.2\f2. The harbour rose.\n\n"
        "Notes\n\n1 A/91/2, para. 4.\n2 Ibid., para. 7."
    )
    assert notes(source) == [("1", "A/91/2, para. 4."), ("2", "Ibid., para. 7.")]
    assert kept(source)[:2] == ["A. Rights of keepers", "1. The Board met."]


def test_numbers_apart_from_their_notes_at_the_end_stand_between_two_others() -> None:
    text = " ".join(f"The light of pier {place} rose.{place}" for place in range(1, 31))
    texts = [f"{place} A/91/{place}, para. 4." for place in range(1, 31)]
    texts[26] = "A/91/27, para. 4."
    source = plain(f"1. {text}\f2. It rose.\n\nNotes\n\n" + "\n".join([*texts, "27"]))
    assert notes(source) == [(str(at), f"A/91/{at}, para. 4.") for at in range(1, 31)]


def test_calls_of_notes_at_the_end_may_stand_apart_or_behind_one_another() -> None:
    text = "Rights of keepers1, 2\n1. It met.3 It kept the law4 of piers and the Board 5 rose.6"
    listed = "\n".join(f"{place} A/91/{place}, para. 4." for place in range(1, 7))
    source = plain(f"{text}\f2. The harbour rose.\n\nNotes\n\n{listed}")
    assert [marker for _, marker in sorted(calls(source), key=lambda one: one[1])] == list("123456")
    assert kept(source)[0] == "Rights of keepers"


def test_a_number_at_the_end_of_a_heading_calls_a_note_of_its_page() -> None:
    source = plain(
        "A. Opening of the session 1\n1. It rose.\n\n____________\n1 See A/91/2.\f2. End."
    )
    assert notes(source) == [("1", "See A/91/2.")]
    assert kept(source)[0] == "A. Opening of the session"
    twice = plain("A. Session 1\nB. Session 1\n1. It rose.\n\n____________\n1 See A/91/2.\f2. End.")
    assert kept(twice)[:2] == ["A. Session 1", "B. Session 1"]


def test_a_page_number_among_the_notes_of_a_text_page_is_none_of_them() -> None:
    pages = [
        f"{n}. The Board met.{n}\n\n__________________\n{n}\n\n{n}/3\n\nSee report {n}.\n"
        for n in (1, 2, 3)
    ]
    assert notes(plain("\f".join(pages))) == [(str(n), f"See report {n}.") for n in (1, 2, 3)]


# --- footnotes: geometry --------------------------------------------------------------------------


def note(text: str, top: float | None = None) -> Printed:
    return line(text, size=8.5, top=top, gap=0.0)


STROKE = (113.4, NOTE_TOP - 4, 213.4)
DRAWN = {1: STROKE}


def test_small_lines_below_a_short_stroke_are_footnotes() -> None:
    source = printed(
        page(1, note("^{1} See the report of the", NOTE_TOP), note("previous session."), foot="1"),
        rules=DRAWN,
    )
    assert notes(source) == [("1", "See the report of the previous session.")]
    assert not any(one == "previous session." for one in kept(source))


def test_small_lines_at_the_foot_without_a_stroke_need_a_marker() -> None:
    source = printed(page(1, note("^{1} See the report.", NOTE_TOP)))
    assert notes(source) == [("1", "See the report.")]
    bare = printed(page(1, note("Source: the secretariat.", NOTE_TOP)))
    assert notes(bare) == []


def test_body_text_below_a_stroke_is_no_footnote() -> None:
    source = printed(
        page(1, line("1 vote was cast against the motion.", top=NOTE_TOP)), rules=DRAWN
    )
    assert notes(source) == []


def test_a_table_below_a_stroke_of_its_head_is_no_footnote() -> None:
    cells = [
        line(text, size=8.5, top=NOTE_TOP + 14 * row, x=x, cell=Cell(0, row, column))
        for row in range(2)
        for column, (x, text) in enumerate([(113.4, f"{row + 1}"), (140.0, "Atlantis")])
    ]
    source = printed(page(1, *cells), rules=DRAWN)
    assert notes(source) == []
    assert kept(source).count("Atlantis") == 2


def test_a_footnote_goes_on_below_the_stroke_of_the_next_page() -> None:
    source = printed(
        page(1, note("^{1} See the report of the Board on", NOTE_TOP)),
        page(2, note("its ninth session.", NOTE_TOP), note("^{2} Ibid., p. 4.")),
        rules={1: STROKE, 2: STROKE},
    )
    assert notes(source) == [
        ("1", "See the report of the Board on its ninth session."), ("2", "Ibid., p. 4."),
    ]  # fmt: skip
    assert [one.page for one in stripped(source).notes] == [1, 2]


def test_a_number_that_begins_a_line_of_a_footnote_opens_no_other() -> None:
    source = printed(
        page(1, note("^{1} See the decision of", NOTE_TOP), note("14 October 2031, para. 3.")),
        rules=DRAWN,
    )
    assert notes(source) == [("1", "See the decision of 14 October 2031, para. 3.")]


def test_small_markers_may_begin_anew_on_each_page() -> None:
    def numbered(text: str) -> list[Printed]:
        return [line("1", size=5.5, top=NOTE_TOP, x=96.0), line(text, size=8.5, top=NOTE_TOP)]

    source = printed(
        page(1, *numbered("See the report.")),
        page(2, *numbered("Ibid.")),
        rules={1: STROKE, 2: STROKE},
    )
    assert [(m, text.strip()) for m, text in notes(source)] == [
        ("1", "See the report."),
        ("1", "Ibid."),
    ]


def test_stars_mark_footnotes() -> None:
    source = printed(page(1, note("** Not edited.", NOTE_TOP)), rules=DRAWN)
    assert notes(source) == [("**", "Not edited.")]


def test_small_print_pages_later_goes_on_with_no_footnote() -> None:
    source = printed(
        page(1, note("^{1} See the report of the Board.", NOTE_TOP)),
        page(2),
        page(3, note("Price of lamps and of oil", NOTE_TOP), note("Lamps 12 14")),
        rules={1: STROKE, 3: STROKE},
    )
    assert notes(source) == [("1", "See the report of the Board.")]
    assert "Lamps 12 14" in kept(source)


def test_notes_below_a_stroke_in_the_size_of_the_text_begin_with_a_raised_marker() -> None:
    source = printed(
        page(1, line("^{1} See the report of the", top=NOTE_TOP), line("Board.", gap=0.0)),
        rules=DRAWN,
    )
    assert notes(source) == [("1", "See the report of the Board.")]


def test_a_stroke_that_underlines_words_of_a_note_has_no_notes_below_it() -> None:
    foot = [
        note("^{1} See the almanac of the", NOTE_TOP),
        note("northern moles."),
        note("^{2} Ibid."),
    ]
    low = printed(page(1, *foot)).pages[0].lines[-2].box
    assert low is not None
    source = printed(page(1, *foot), rules={1: (low[0], low[3] - 1.0, low[2])})
    assert notes(source) == [("1", "See the almanac of the northern moles."), ("2", "Ibid.")]


def test_small_print_left_of_a_stroke_is_no_footnote() -> None:
    source = printed(
        page(1, note("The lamps of this map are not to scale.", NOTE_TOP)),
        rules={1: (313.4, NOTE_TOP - 4, 413.4)},
    )
    assert notes(source) == []


def test_figures_of_a_chart_go_on_with_no_footnote() -> None:
    source = printed(
        page(1, note("^{1} See the report of the Board.", NOTE_TOP)),
        page(2, note("12", NOTE_TOP), note("14"), note("Lamps")),
        rules=DRAWN,
    )
    assert notes(source) == [("1", "See the report of the Board.")]


def test_notes_with_a_raised_marker_may_stand_at_the_foot_without_a_stroke() -> None:
    foot = [line("^{1} See the report of", top=NOTE_TOP), line("the Board.", gap=0.0)]
    source = printed(page(1, line("It met.^{1} It rose."), *foot))
    assert notes(source) == [("1", "See the report of the Board.")]
    assert notes(printed(page(1, line("It met. It rose."), *foot))) == []


def test_notes_of_typescripts_stand_at_the_foot_in_the_size_of_the_text() -> None:
    source = printed(
        page(1, line("It met. 1/ It rose. 2/"), line("1/   See the report of", top=NOTE_TOP),
             line("the Board.", gap=0.0), line("2/   Not printed.", gap=0.0)),
        page(2),
    )  # fmt: skip
    assert notes(source) == [("1", "See the report of the Board."), ("2", "Not printed.")]
    assert [marker for _, marker in calls(source)] == ["1", "2"]
    assert "It met. It rose." in [" ".join(one.split()) for one in kept(source)]


def test_a_number_and_a_stroke_that_nothing_calls_is_text() -> None:
    source = printed(page(1, line("1/   The first of three parts.", top=NOTE_TOP)))
    assert notes(source) == []


# --- footnotes: tables ----------------------------------------------------------------------------


def grid(*rows: tuple[str, ...], table: int = 0, **look: object) -> list[Printed]:
    return [
        line(text, x=113.4 + 120 * column, cell=Cell(table, row, column), **look)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]


def test_notes_below_a_table_are_called_by_its_cells() -> None:
    cells = grid(("Port", "Opened"), ("Salt^{a}", "2031^{a, b}"), size=9.0)
    below = [note("Source: the harbour office."), note("^{a} Provisional"), note("figure."),
             note("^{b} Closed in winter.")]  # fmt: skip
    source = printed(page(1, cells, below, block("2. " + PROSE)))
    assert notes(source) == [("a", "Provisional figure."), ("b", "Closed in winter.")]
    assert [marker for _, marker in calls(source)] == ["a", "a", "b"]
    assert {"Salt", "2031", "Source: the harbour office."} <= set(kept(source))


def test_small_print_below_a_table_that_no_cell_calls_is_text() -> None:
    cells = grid(("Port", "Opened"), ("Salt", "2031"), size=9.0)
    source = printed(page(1, cells, note("^{a} Provisional figure."), block("2. " + PROSE)))
    assert notes(source) == []


def test_each_table_calls_its_own_notes() -> None:
    def with_note(table: int, text: str) -> list[Printed]:
        cells = grid(("Port", "Opened"), (f"{text}^{{a}}", "2031^{a}"), table=table, size=9.0)
        return [*cells, note(f"^{{a}} Of {text}."), *block("2. " + PROSE)]

    report = source_run(printed(page(1, with_note(0, "Salt"), with_note(1, "Moor")))).report
    assert [(one.text, one.paragraph) for one in report.footnotes] == [
        ("Of Salt.", "t1"), ("Of Moor.", "t2"),
    ]  # fmt: skip


# --- calls ----------------------------------------------------------------------------------------


def called(text: str, *markers: str) -> Source:
    tops = [NOTE_TOP, *[None] * len(markers)]
    found = [note(f"^{{{m}}} Note {m}.", top) for m, top in zip(markers, tops, strict=False)]
    return printed(page(1, line(text), *found), rules=DRAWN)


def test_a_raised_marker_is_a_call_and_leaves_the_text() -> None:
    source = called("The Committee met in Vienna.^{1} It rose at 6 p.m.", "1")
    assert [marker for _, marker in calls(source)] == ["1"]
    assert "The Committee met in Vienna. It rose at 6 p.m." in kept(source)


def test_several_calls_in_one_raised_run_are_each_found() -> None:
    source = called("It met in Vienna.^{1, 2} It rose.", "1", "2")
    assert [marker for _, marker in calls(source)] == ["1", "2"]
    assert "It met in Vienna. It rose." in kept(source)


RAISED = {
    "unit": "An area of 40 km^{2} was surveyed.",
    "ordinal": "The 12^{th} meeting was held.",
    "number without a note": "It met in Vienna.^{7}",
}


@pytest.mark.parametrize("text", RAISED.values(), ids=RAISED)
def test_a_raised_run_that_no_footnote_carries_stays(text: str) -> None:
    source = called(text, "1")
    assert calls(source) == []
    assert text.replace("^{", "").replace("}", "") in kept(source)


def test_a_call_means_a_footnote_on_its_page_or_beside_it() -> None:
    far = [page(n) for n in range(2, 5)]
    source = printed(
        page(1, note("^{1} See it.", NOTE_TOP)), *far, page(5, line("It met.^{1}")), rules=DRAWN
    )
    assert calls(source) == []


TEXT_CALLS = {
    "behind a stop": ("It met in Vienna.1 It rose.", ["1"]),
    "behind a blank": ("It met in Vienna. 1\nIt rose.", ["1"]),
    "behind a quotation": ("It adopted “the plan”.1", ["1"]),
    "behind a bracket": ("It adopted the plan (draft)1 and rose.", ["1"]),
    "behind a comma": ("In Vienna,1 it met.", ["1"]),
    "apart from its word": ("The keepers of the harbour 1 agreed.", ["1"]),
    "apart from a symbol": ("It recalled resolution 91/56; 1", ["1"]),
    "twice apart": ("The harbour 1 rose, the keepers 1 agreed.", []),
    "a number in the text": ("It held 1 meeting in 2031 of 1 day.", []),
    "a decimal": ("It grew by 3.1 per cent.", []),
    "an enumeration": ("See paragraphs 2, 1 and 4.", []),
    "a page": ("See p. 1 of the report.", []),
    "a number of a thing": ("See fig. 1 and No. 1 above.", []),
    "a day": ("It met on 1 March.", []),
}


@pytest.mark.parametrize(("text", "expected"), TEXT_CALLS.values(), ids=TEXT_CALLS)
def test_calls_in_plain_text_stand_behind_punctuation(text: str, expected: list[str]) -> None:
    source = plain(f"1. {text}\n{RULE}\n1 See its report.\f2. The last page.")
    assert [marker for _, marker in calls(source)] == expected


def test_the_symbol_at_the_head_of_a_page_calls_a_note() -> None:
    text = "A/91/23*\n\n1. The Board met in the harbour.\n\n* Reissued for the keepers."
    source = plain(f"{text}\fA/91/23\n\n2. It rose.\fA/91/23\n\n3. It met again.")
    assert [note.marker for note in stripped(source).notes] == ["*"]


def test_a_call_apart_stands_between_those_of_the_notes_around_it() -> None:
    text = "The moles 2 rise. In Vienna,1 the Board 2 met.3 Moles 2 rise."
    source = plain(f"1. {text}\n{RULE}\n1 See one.\n2 See two.\n3 See three.\f2. The last page.")
    found = {marker: before[-6:] for before, marker in calls(source)}
    assert found == {"1": "ienna,", "2": "Board ", "3": "2 met."}


def test_calls_take_steps_in_proportion_to_the_text() -> None:
    few, many = (noted(count) for count in (25, 200))
    assert len(calls(many)) == 200
    assert search_steps(many) < 12 * search_steps(few)


@pytest.mark.parametrize("marker", ["a", "*"])
def test_lines_that_begin_like_notes_take_steps_in_proportion(marker: str) -> None:
    few, many = (plain(f"{marker} The moles rose in 31a.\n" * count) for count in (25, 200))
    assert steps(lambda: stripped(many)) < 12 * steps(lambda: stripped(few))


def noted(count: int) -> Source:
    """Print pages, each with a call that stands apart from its word, and its note."""
    pages = (
        f"The keepers of the harbour {number} agreed.\nIt rose.\n{RULE}\n{number} See its report."
        for number in range(1, count + 1)
    )
    return plain("\f".join(pages))


def search_steps(source: Source) -> int:
    """Count the steps of finding the calls of all notes."""
    found = stripped(source)
    lines = [line for page in source.pages for line in page.lines]
    return steps(lambda: find_calls(source, lines, found.notes, base()))


def test_a_call_in_plain_text_needs_a_footnote() -> None:
    assert calls(plain("1. It met in Vienna.1 It rose.\f2. The last page.")) == []


# --- the law --------------------------------------------------------------------------------------


def test_every_line_is_kept_or_cut_by_a_rule_that_is_named() -> None:
    source = printed(
        MASTHEAD,
        line("Contents", page=2),
        line("I. Introduction .......... 3"),
        page(3, line("It met.^{1}"), note("^{1} See it.", NOTE_TOP), head="A/91/23", foot="3"),
        rules={3: STROKE},
    )
    result = stripped(source)
    lines = [one for each in source.pages for one in each.lines]
    cut = {edit.start: edit for edit in result.edits}
    assert all((one in result.lines) != (one.start in cut) for one in lines)
    known = {rule.id for grammar in load_grammars().values() for rule in grammar.rules}
    own = {"base.masthead", "base.contents", "base.footnote", "base.footnote_call"}
    assert own <= {edit.rule for edit in result.edits} <= own | known


def test_any_page_calls_the_notes_at_the_end_of_the_document() -> None:
    source = printed(
        page(1, line("4. Amend the Act on libel (Lilliput);^{1}")),
        page(2, line("Notes", top=400.0), line("^{1} As read: amend various Acts."), block(PROSE)),
        page(4, line("^{2} As read: sign the Statute.", top=90.0)),
    )
    assert [marker for _, marker in calls(source)] == ["1"]
    assert [marker for marker, _ in notes(source)] == ["1", "2"]
    assert "Notes" not in kept(source)


def test_notes_that_no_marker_follows_are_a_heading() -> None:
    source = printed(page(1, line("Notes", top=400.0), block(PROSE)))
    assert "Notes" in kept(source)
    assert notes(source) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. Improve its prisons (Lilliput)3;", ["3"]),
        ("1. Improve its prisons (Lilliput)^{3};", ["3"]),
        ("1. Improve its 3 prisons, and 13 (Lilliput);", []),
        ("1. Improve (a)3; and build (b)3;", []),
        ("97.3. Improve its prisons (Lilliput)3;", ["3"]),
        ("97.3. Improve its prisons (Lilliput);", []),
    ],
)
def test_a_call_that_is_not_raised_stands_alone_behind_a_sign(
    text: str, expected: list[str]
) -> None:
    source = printed(
        page(1, line(text), line("^{3} As read: improve them all.", size=8.0, top=NOTE_TOP))
    )
    assert [marker for _, marker in calls(source)] == expected


def test_markers_of_a_text_page_may_stand_apart_from_their_notes() -> None:
    page = "1. It met.1 It rose.2\n"
    source = plain(
        f"{page}{RULE}\n1\n2\n\nSee the chart.\nSee the almanac,\nsecond edition.\f2. On."
    )
    assert notes(source) == [("1", "See the chart."), ("2", "See the almanac, second edition.")]


def test_the_title_printed_again_heads_the_pages_of_a_short_text() -> None:
    title = "Care of the northern moles"
    source = plain(
        f"A/RES/91/4\nDistr.: General\n{title}\n1. It met.\f"
        f"A/RES/91/4\n{title}\n2/3\n2. It rose.\f{title} A/RES/91/4\n3/3\n3. It sank."
    )
    assert kept(source)[-3:] == ["1. It met.", "2. It rose.", "3. It sank."]


@pytest.mark.parametrize("head", ["A/RES/91/4 {}", "{} A/RES/91/4"])
def test_the_title_printed_again_beside_the_symbol_heads_the_page_of_a_short_document(
    head: str,
) -> None:
    title = "Care of the northern moles"
    first = [line("A/RES/91/4", top=60.0), line(title, top=140.0, bold=True)]
    source = printed([*first, *page(1)[1:], *page(2, head=head.format(title))])
    assert removed(source)[head.format(title)] == "base.repeated_margin"
    alone = printed([*first, *page(1)[1:], *page(2, head=title)])
    assert title in kept(alone), "a title may stand at the head of a page"


def table_row(top: float, *texts: str) -> list[Printed]:
    """A row of a table of two columns, in small type."""
    return [
        line(text, x=113.4 + 150 * column, top=top, size=8.0, cell=Cell(0, int(top), column))
        for column, text in enumerate(texts)
    ]


def test_a_star_below_a_table_opens_a_note_that_ends_where_text_goes_on() -> None:
    source = printed(
        block("38. The table below shows the lamps of every port of the region and their oil."),
        table_row(150.0, "Lamps", "Oil"),
        table_row(164.0, "Other lamps*", "12"),
        line("* Including lamps that are lent.", size=8.0, top=178.0),
        block("39. The oil of every lamp increased over the year, as the keepers had foreseen."),
    )
    assert notes(source) == [("*", "Including lamps that are lent.")]


def test_a_star_in_the_last_row_of_a_table_opens_a_note_below_it() -> None:
    prose = block("38. The table below shows the lamps of every port of the region and their oil.")
    rows = [table_row(150.0, "Lamps", "Oil"), table_row(164.0, "Other lamps *", "12")]
    foot = table_row(178.0, "* Including lamps that are lent.")
    source = printed(prose, *rows, foot, block("39. " + PROSE))
    assert notes(source) == [("*", "Including lamps that are lent.")]
    below = table_row(192.0, "• Buoys")
    assert notes(printed(prose, *rows, foot, below, block("39. " + PROSE))) == []


INNER_NOTES = {
    "star below a table": (
        "Lamps 9* 2\nTotal 12 4\n* One is lent\n\nThe lamps of every port were counted.",
        [("*", "One is lent")],
    ),
    "star that nothing calls": ("Lamps 9 2\n* One is lent\n\nThe lamps were counted.", []),
    "letter that is called": (
        "Lamps 91/56a\n\na Including lamps\nthat are lent.\n\nThe lamps were counted.",
        [("a", "Including lamps that are lent.")],
    ),
    "letter on a line of its own": (
        "Lamps\na\n\nIncluding lamps that are lent.\nB. Oil\nThe oil was counted.",
        [("a", "Including lamps that are lent.")],
    ),
    "letters that count on": (
        "Lamps\n\na Including lamps.\nb Closed in winter.\n\nThe lamps were counted.",
        [("a", "Including lamps."), ("b", "Closed in winter.")],
    ),
    "article": ("The lamps were counted by\n\na Keeper of the harbour.\n\nIt rose.", []),
}


@pytest.mark.parametrize(("text", "expected"), INNER_NOTES.values(), ids=INNER_NOTES)
def test_notes_of_a_text_page_may_stand_below_its_tables(
    text: str, expected: list[tuple[str, str]]
) -> None:
    source = plain(f"1. {PROSE}\n\n{text}\n\n2. {PROSE}\f3. The last page.")
    assert notes(source) == expected


def test_no_note_stands_between_the_pieces_of_another() -> None:
    source = plain(
        f"1. It met.4\n{RULE}\n4 See the report of\f"
        f"2. Lamps 9*\n\n* One is lent.\n\n3. It rose.5\n{RULE}\nthe Board.\nIbid.\n5\f4. End."
    )
    assert notes(source) == [("4", "See the report of the Board."), ("5", "Ibid.")]


def test_a_star_of_the_text_calls_no_note_with_larger_type_below_it() -> None:
    source = printed(
        block("38. The lamps* of every port of the region were counted by their keepers."),
        line("* Including lamps that are lent.", size=8.0, gap=12.0),
        block("39. The oil of every lamp increased over the year, as the keepers had foreseen."),
    )
    assert all("39." not in text for _, text in notes(source))


def test_an_entry_of_the_contents_that_begins_with_a_number_is_no_note() -> None:
    dots = "." * 60
    source = printed(
        line("Contents", bold=True, size=12.0),
        [line(f"{numeral}. Lamps of the coast {dots} 4", size=8.5) for numeral in ("I", "II")],
        line("Annex", size=10.0),
        line("Keepers who were counted in every port, as at"),
        line(f"31 December 2031 {dots} 25", size=8.5, gap=0.0),
        block(f"1. {'The Group met in Port Clara and heard the harbour master. ' * 12}", page=2),
    )
    assert notes(source) == []
