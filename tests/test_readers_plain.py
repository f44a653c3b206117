"""Plain text: encodings, line ends, pages."""

from __future__ import annotations

import codecs
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur.readers import read
from rapporteur.readers.habits import habits_of
from rapporteur.readers.plain_order import are_numbers_late, in_order
from rapporteur.readers.plain_pages import page_starts, split_pages
from rapporteur.source import Source

LETTER = "Côte d’Ivoire – “the Board” heard Ms. Núñez; naïve façade"
FILLER = ["The Board heard a statement."] * 9


def lines_of(source: Source) -> list[str]:
    return [source.text[line.start : line.end] for page in source.pages for line in page.lines]


@pytest.mark.parametrize(
    "data",
    [
        LETTER.encode(),
        codecs.BOM_UTF8 + LETTER.encode(),
        LETTER.encode("utf-16"),
        codecs.BOM_UTF16_BE + LETTER.encode("utf-16-be"),
        LETTER.encode("utf-32"),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16-be", "utf-32"],
)
def test_unicode_in_any_form_is_read_without_a_warning(data: bytes) -> None:
    source = read(data, name="report.txt")
    assert (source.text, source.warnings, source.reader) == (LETTER, (), "plain")
    assert (source.media_type, source.name) == ("text/plain", "report.txt")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (LETTER, "cp1252"),
        ("Le Groupe de travail a entendu la représentante de la Côte d’Ivoire. " * 4, "cp1252"),
        ("Совет заслушал заявление своего Председателя и принял решение. " * 4, "cp1251"),
        ("Совет заслушал заявление своего Председателя и принял решение. " * 4, "koi8-r"),
    ],
)
def test_other_encodings_are_found_and_named(text: str, encoding: str) -> None:
    source = read(text.encode(encoding), name="report.txt")
    assert source.text == text.strip()
    assert [code for code, _ in source.warnings] == ["encoding"]


def test_a_few_damaged_bytes_leave_the_rest_utf_8() -> None:
    source = read((LETTER * 3).encode() + b"\xff\n", name="report.txt")
    assert source.text == LETTER * 3 + "\ufffd"
    assert [code for code, _ in source.warnings] == ["encoding"]


def test_nul_does_not_survive() -> None:
    source = read(b"The Board met in May. " * 20 + b"It\0 rose.", name="report.txt")
    assert "\0" not in source.text
    assert source.text.count("\ufffd") == 1
    assert [code for code, _ in source.warnings] == ["characters"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x85", "\u2028"])
def test_all_line_ends_are_one(end: str) -> None:
    source = read(f"one{end}two  {end}{end}three{end}".encode(), name="report.txt")
    assert lines_of(source) == ["one", "two", "", "three"]
    assert source.text == "one\ntwo\n\nthree"
    assert source.pages[0].lines[0].box is None


def test_form_feeds_are_pages() -> None:
    source = read(b"one\ntwo\n\fthree\n\f\ffour\n\f", name="report.txt")
    assert source.text == "one\ntwo\fthree\f\ffour"
    assert [page.number for page in source.pages] == [1, 2, 3, 4]
    assert [source.text[page.start : page.end] for page in source.pages] == [
        "one\ntwo",
        "three",
        "",
        "four",
    ]


def test_lines_with_one_blank_begin_pages_if_no_other_is_indented() -> None:
    lines = [" I. Opening", *FILLER, " adopted its report.", *FILLER]
    source = read("\n".join(lines).encode(), name="report.txt")
    assert [source.text[page.start : page.end].split("\n")[0] for page in source.pages] == [
        "I. Opening",
        "adopted its report.",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["I. Opening", *FILLER, " adopted its report.", *FILLER],
        [" I. Opening", *FILLER, "  (a) an item", *FILLER],
        [" I. Opening", *FILLER, "\tan item", *FILLER],
        [" I. Opening", *FILLER[:2], " The Board", *FILLER[:2], " The Board", *FILLER[:2]],
        ["I. Opening", *FILLER],
    ],
    ids=["first not", "deeper", "tab", "too often", "none"],
)
def test_other_indents_begin_no_pages(lines: list[str]) -> None:
    assert page_starts(lines) == []
    assert len(split_pages("\n".join(lines))) == 1


def test_a_text_named_as_it_likes_is_a_pdf_if_it_begins_like_one(tmp_path) -> None:
    path = tmp_path / "report.pdf.txt"
    path.write_text("A report about the %PDF format.\n" * 3, encoding="utf-8")
    assert read(path).reader == "plain"


@given(st.text(alphabet="ab \n\f\t.é", max_size=200))
def test_every_letter_is_kept_in_order_and_every_offset_fits(content: str) -> None:
    data = f"x{content}".encode()
    source = read(data, name="report.txt")
    assert "".join(source.text.split()) == "".join(f"x{content}".split())
    for page in source.pages:
        texts = [source.text[line.start : line.end] for line in page.lines]
        assert "\n".join(texts) == source.text[page.start : page.end]
        assert {line.page for line in page.lines} <= {page.number}
    assert all(right.start == left.end + 1 for left, right in pairwise(source.pages))


def test_the_sample_has_the_pages_that_it_shows(root) -> None:
    source = read(root / "samples" / "ctoc-cop-wg.4-2021-6.txt")
    assert len(source.pages) == 10
    assert source.text.split("\f")[1].startswith("Recommendation 2")


@pytest.mark.parametrize(
    ("heads", "pages"),
    [
        (["A/91/23"] * 3, 3),
        (["A/91/23", "A/91/23/Add.1", "A/91/24"], 1),
        (["A/91/23"] * 2, 1),
        (["See A/91/23"] * 3, 1),
    ],
)
def test_a_symbol_alone_on_many_lines_heads_the_pages(heads: list[str], pages: int) -> None:
    text = "\n".join(line for head in heads for line in [head, *FILLER])
    assert len(split_pages(text)) == pages


def test_text_above_the_first_running_head_is_a_page_of_its_own() -> None:
    body = "\n".join(line for head in ["A/91/23"] * 3 for line in [head, *FILLER])
    assert [page[0] for page in split_pages(f"United Nations\n{body}")] == [
        "United Nations", "A/91/23", "A/91/23", "A/91/23",
    ]  # fmt: skip


def test_symbols_a_few_lines_apart_are_a_list() -> None:
    assert len(split_pages("\n".join(["A/91/23", "Report"] * 9))) == 1


WIDE = "The keepers of all northern harbours met for the fourth time."
ORDERS = {
    "numbers in parts apart from texts": (
        "9.1.\n\n9.2.\n\nMend the nets (Chad);\n\nMend the boats (Peru);\n\n9.3. Mend it (Togo);",
        ["9.1.", "Mend the nets (Chad);", "9.2.", "Mend the boats (Peru);", "9.3. Mend it (Togo);"],
    ),
    "numbers apart from texts that a tool took apart": (
        "9.1.\n\n9.2.\n\nto mend\nGo on (Chad);\n\nMend the\n\nboats (Peru);\n\n** Note.\n\n14\n",
        ["9.1.", "to mend", "Go on (Chad);", "9.2.", "Mend the", "boats (Peru);", "** Note.", "14"],
    ),
    "numbers apart from texts, below what goes on from above": (
        "9.1.\n\n9.2.\n\nof the moles (Fiji);\n\nMend the nets (Chad);\n\nMend the boats (Peru);\n",
        ["of the moles (Fiji);", "9.1.", "Mend the nets (Chad);", "9.2.", "Mend the boats (Peru);"],
    ),
    "numbers apart from texts, below who said what goes on from above": (
        "A/91/4\nPage 7\n\n9.\n\n10.\n\n(Fiji); go on (Mali);\n\nMend it (Chad);\n\nGo (Peru);\n",
        ["A/91/4", "Page 7", "(Fiji); go on (Mali);", "9.", "Mend it (Chad);", "10.", "Go (Peru);"],
    ),
    "numbers above the head of a page": (
        "9.\n\n10.\n\nA/91/4\nPage 7\n\nMend it (Chad);\n\nGo (Peru);\n",
        ["A/91/4", "Page 7", "9.", "Mend it (Chad);", "10.", "Go (Peru);"],
    ),
    "numbers at the top of a page, below the end of an entry in capitals": (
        "Page 7\n\n9.\n\n10.\n\nMoles (Mali);\n\nMend it (Chad);\n\nGo (Peru);\n\n11. It rose.",
        ["Page 7", "Moles (Mali);", "9.", "Mend it (Chad);", "10.", "Go (Peru);", "11. It rose."],
    ),
    "numbers below texts that end in who said them": (
        "Page 7\n\nMend it (Chad)\n\nGo to the (Peru);\n\nLight the\n\n1.\n\n2.\n\n3.\n",
        ["Page 7", "1.", "Mend it (Chad)", "2.", "Go to the (Peru);", "3.", "Light the"],
    ),
    "numbers between texts": (
        "A/91/4\n\nof moles (Fiji);\n\nMend it (Chad);\n\nGo (Peru);\n\n5.\n\n6.\n\n7.\n\nRest",
        ["A/91/4", "of moles (Fiji);", "5.", "Mend it (Chad);", "6.", "Go (Peru);", "7.", "Rest"],
    ),
    "more texts than numbers": (
        "9.1.\n\n9.2.\n\nto mend\nGo on (Chad);\n\nMend (Peru);\n\nSee (Togo);\n\nRest (Mali);",
        ["9.1.", "9.2.", "to mend", "Go on (Chad);", "Mend (Peru);", "See (Togo);", "Rest (Mali);"],
    ),
    "number behind its first line": (
        "\nThe Board thanked all keepers of the\n12.\nnorthern lights.",
        ["12.", "The Board thanked all keepers of the", "northern lights."],
    ),
    "number behind its first line, right below a sentence": (
        "1. It met.\nThe Board thanked all keepers of the old\n12.\nnorthern lights.",
        ["1. It met.", "12.", "The Board thanked all keepers of the old", "northern lights."],
    ),
    "number below a recital": (
        "\nRecalling the report of the keepers of all lights,\n\n1.\nDecides to mend them.",
        ["Recalling the report of the keepers of all lights,", "1.", "Decides to mend them."],
    ),
    "number behind a year": (
        "\n2031 was calm in the\n12.\nnorthern harbours.",
        ["12.", "2031 was calm in the", "northern harbours."],
    ),
    "number behind a colon": (
        "\nThe Board mended two lights:\n12.\n(a) that of the mole; (b) that of the buoy.",
        ["12.", "The Board mended two lights:", "(a) that of the mole; (b) that of the buoy."],
    ),
    "number inside brackets": (
        "\nThe harbour of Riverton (formerly\n12.\nAnchor Bay) was lit.",
        ["12.", "The harbour of Riverton (formerly", "Anchor Bay) was lit."],
    ),
    "number below a paragraph that has one": (
        "1.\n\nThe Board took note of the report; 9\n\n2.\nIt thanked all keepers of the moles.",
        ["1.", "The Board took note of the report; 9", "2.",
         "It thanked all keepers of the moles."],
    ),
    "number before the rest": (
        "\nKeep the lights of the\n\n9.4. northern moles.",
        ["9.4.", "Keep the lights of the", "northern moles."],
    ),
    "number above the rest": (
        f"{WIDE}\n\n9.4.\nnorthern lights;\n\nKeep the mole and the lamps of the\n\n9.5.\n{WIDE}",
        [WIDE, "9.4.", "Keep the mole and the lamps of the", "northern lights;", "9.5.", WIDE],
    ),
    "number above the rest, the first line in pieces": (
        f"{WIDE}\n\n9.4.\nnorthern lights;\n\nKeep\n\nthe\n\nlamps of the\n\n9.5. {WIDE}",
        [WIDE, "9.4.", "Keep the lamps of the", "northern lights;", f"9.5. {WIDE}"],
    ),
    "number above brackets that the first line opens": (
        f"{WIDE}\n\n9.4.\nAnchor Bay);\n\nLight the mole (see\n\n9.5. It rose.",
        [WIDE, "9.4.", "Light the mole (see", "Anchor Bay);", "9.5. It rose."],
    ),
    "a number with its text above a title": (
        f"{WIDE}\n\n9.4.\nLight the mole;\n\nMoles\n\n9.5. It rose.",
        [WIDE, "9.4.", "Light the mole;", "Moles", "9.5. It rose."],
    ),
    "an amount inside a text above a title": (
        f"{WIDE}\nOf the keepers\n7.5 million rose.\n3.\n\nMoles\n\n4. It rose.",
        [WIDE, "Of the keepers", "7.5 million rose.", "3.", "Moles", "4. It rose."],
    ),
    "a heading above a number": (
        "\nOpening\n\n12.\nThe Board met.",
        ["Opening", "12.", "The Board met."],
    ),
    "two labels, then two titles": (
        "I.\n\nA.\n\nWork of the Board\n\nSessions\n1. It met.",
        ["I.", "Work of the Board", "A.", "Sessions", "1. It met."],
    ),
    "two labels and two titles that no empty line parts": (
        "Chapter I\n\nA.\n\nMatters for the Council of the Northern\nHarbours\nDraft decisions\n1.",
        ["Chapter I", "Matters for the Council of the Northern", "Harbours", "A.",
         "Draft decisions", "1."],
    ),
    "a paragraph and a title below its labels": (
        "53.\n\nVIII.\n\nThe Board took note of the lights.\n\nVisits\n54. A keeper rose.",
        ["53.", "The Board took note of the lights.", "VIII.", "Visits", "54. A keeper rose."],
    ),
    "a title above its label": (
        "It mended the lights.\nMoles of the northern\nharbours\n\n4.\n\n26. The moles rose.",
        ["It mended the lights.", "4.", "Moles of the northern", "harbours", "26. The moles rose."],
    ),
    "a title above its label, below a call": (
        "It mended the lights. 4\nMoles\n\nB.\n\n26. The moles rose.",
        ["It mended the lights. 4", "B.", "Moles", "26. The moles rose."],
    ),
    "a title above its label, at the head of a page": (
        "A/91/2\n\nMoles\n\nB.\n\n26. The moles rose.",
        ["A/91/2", "B.", "Moles", "26. The moles rose."],
    ),
    "a title above its label and a number alone": (
        "It mended the lights.\n\nMoles\n\nII.\n\n6.\n\nThe moles rose.",
        ["It mended the lights.", "II.", "Moles", "6.", "The moles rose."],
    ),
    "two labels in one block": (
        "II.\nA.\n\nWork of the Board\n\nSessions\n1. It met.",
        ["II.", "Work of the Board", "A.", "Sessions", "1. It met."],
    ),
    "a label above the end of a list": (
        "B.\n\n(c)\n\nMoles;\n\n8.\n\nIt rose.\n\nVisits\n9. The keepers of the\nmoles rose.",
        ["(c)", "Moles;", "8.", "It rose.", "B.", "Visits", "9. The keepers of the", "moles rose."],
    ),
    "a label below that of an entry": (
        "(c)\n\nB.\n\nThe moles\nrose.\n\nVisits\n9. The keepers of the\nmoles rose.",
        ["(c)", "The moles", "rose.", "B.", "Visits", "9. The keepers of the", "moles rose."],
    ),
    "a label above a note of two rows": (
        "a\n\nB.\n\nReturns of the\nmoles (2031).\n\nVisits\n9. The keepers of the\nmoles rose.",
        ["a", "Returns of the", "moles (2031).", "B.", "Visits", "9. The keepers of the",
         "moles rose."],
    ),
    "a label above the end of a list, below it an agenda": (
        "B.\n\n(c)\n\nMoles.\n\nOpening part\n9. Visits.",
        ["B.", "(c)", "Moles.", "Opening part", "9. Visits."],
    ),
    "a label above a sentence and its title with another": (
        "B.\n\nIt rose.\n\nC.\n\nVisits\n9. The keepers of the\nmoles rose.",
        ["B.", "It rose.", "C.", "Visits", "9. The keepers of the", "moles rose."],
    ),
    "two labels of one kind": (
        "I.\n\nII.\n\nLamps\n1. The lamps\nrose.\n\nVisits\n2. The keepers\nrose.",
        ["I.", "Lamps", "1. The lamps", "rose.", "II.", "Visits", "2. The keepers", "rose."],
    ),
    "a full title between its label and a number": (
        f"{WIDE}\n\nA.\n\nLamps for the Council of all Northern Harbours and Moles\n1.\n{WIDE}",
        [WIDE, "A.", "Lamps for the Council of all Northern Harbours and Moles", "1.", WIDE],
    ),
    "an entry whose first line stands behind the rest": (
        f"{WIDE}\n(a) Lamps;\n(b)\nmoles; 4\n\nTakes note of all work for lights and\n\n(c)",
        [WIDE, "(a) Lamps;", "(b)", "Takes note of all work for lights and", "moles; 4", "(c)"],
    ),
    "an entry above a title": (
        f"{WIDE}\n(b)\n{WIDE}\n\nWork of the Board for lights and moles\n\n4. It rose.",
        [WIDE, "(b)", WIDE, "Work of the Board for lights and moles", "4. It rose."],
    ),
    "a label with a title below it": (
        "It mended the lights.\n\n4.\n\nMoles\n\n26. The moles rose.",
        ["It mended the lights.", "4.", "Moles", "26. The moles rose."],
    ),
    "a number inside a list": (
        "(a) Moles;\n\n12.\n\n(b)\n\nBuoys;\n\n(c) Lamps.\n\nLights\nThe Board met.",
        ["(a) Moles;", "(b)", "Buoys;", "(c) Lamps.", "12.", "Lights", "The Board met."],
    ),
    "a number above a list": (
        "12.\n\n(a)\n\nMoles;\n\nLights", ["12.", "(a)", "Moles;", "Lights"],
    ),
    "numbers that count on": (
        "1.\n\n2.\n\nMoles\n\nBuoys of the\nnorth\n\nIt rose.",
        ["1.", "Moles", "2.", "Buoys of the", "north", "It rose."],
    ),
    "numbers with too few texts": (
        "1.\n2.\n3.\n\nMoles\n\nBuoys", ["1.", "2.", "3.", "Moles", "Buoys"],
    ),
    "numbers and a text that goes on": (
        "1.\n\n2.\n\nMoles\n\nof the north", ["1.", "2.", "Moles", "of the north"],
    ),
    "letters": ("A.\n\nB.\n\nMoles\n\nBuoys", ["A.", "B.", "Moles", "Buoys"]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ORDERS.values(), ids=ORDERS)
def test_labels_stand_before_what_they_number(text: str, expected: list[str]) -> None:
    assert [line for line in in_order(text.split("\n")) if line] == expected


def test_a_full_line_above_a_number_is_a_title_where_numbers_stand_before_their_paragraphs() -> (
    None
):
    title = "Care of the lamps of the northern moles by the keepers of the quays"
    text = "The Board met all of the keepers of the lamps and thanked them for it."
    rest = f"{text}\n4.\n{text}\n5.\n{text}"
    lines = f"\n{title}\n3.\n{rest}".split("\n")
    assert in_order(lines) == lines
    late = f"\n{title}\n3.\n{text}".split("\n")
    assert in_order(late)[1:3] == ["3.", title]


def test_a_first_line_with_no_other_text_below_comes_before_the_only_row_behind_its_number() -> (
    None
):
    first, row = "Mend the lights of the northern moles with the", "Council (Elmo);"
    lines = ["12.", row, "", first, "", "13. See to all the lights of the northern moles."]
    assert [line for line in in_order(lines) if line] == ["12.", first, row, lines[-1]]
    lines[-1] = "of Riverton."
    assert in_order([*lines, WIDE])[:2] == ["12.", row]


def test_a_line_that_is_less_full_opens_a_paragraph_where_numbers_stand_behind_such_lines() -> None:
    lines = [
        WIDE,
        "",
        "In the harbours of all northern lakes, the Board",
        "12.",
        "Council lit all.",
    ]
    sure = ["", "The Board thanked all keepers of the", "13.", "northern lights.", ""]
    assert not are_numbers_late([lines, sure])
    assert are_numbers_late([lines, sure, sure])
    assert in_order(lines) == lines
    assert in_order(lines, late=True)[2:4] == ["12.", lines[2]]


def test_the_habits_of_a_text_show_how_it_is_set_out() -> None:
    text = "    The Board thanked all the keepers of\n    the northern lights.\n\n    It rose."
    page = f"A/91/2\n\n{text}"
    found = habits_of(read("\f".join([page] * 3).encode(), name="report.txt"))
    assert (found.width, found.empty_lines, found.indents) == (36, "between blocks", (0, 4))
    assert (found.pages, found.hyphens) == (3, 0)
    assert "A/91/2" in found.running
    assert habits_of(read(b"The Board met.\nIt rose.", name="a.txt")).empty_lines == "none"


def test_two_columns_side_by_side_are_read_one_after_the_other() -> None:
    left = [
        "The Board of Harbours met in",
        *["spring and thanked the keepers"] * 10,
        "of the moles.",
    ]
    right = [
        "Its Chair told the masters",
        *["of the pilots that all lights"] * 10,
        "would be kept.",
    ]
    rows = [f"{one:<40}{other}" for one, other in zip(left, right, strict=True)]
    source = read(
        "\n".join(["Report of the Board on the lights of all its harbours", *rows]).encode(),
        name="report.txt",
    )
    assert lines_of(source)[1:] == [*left, *right]
    assert [code for code, _ in source.warnings] == ["columns_interleaved"]


def test_columns_are_parted_where_their_lines_stand_at_other_heights_and_titles_cross() -> None:
    left = ["The keepers of the harbours met,", *["and thanked all masters of boats"] * 12]
    right = ["The masters of the pilots told", *["the keepers that all the lights"] * 12]
    below = ["which the storms had put out,", "were lit again in the winter."]
    beside = [f"{one:<40}{other}" for one, other in zip(left, right, strict=True)]
    rows = [*beside, left[1], f"{'':40}{right[1]}", left[1], f"{'':40}{below[0]}"]
    title = "What the keepers and the masters of the pilots said of all the lights"
    source = read(f"{title}\n".join(["\n".join([*rows, ""])] * 2).encode(), name="report.txt")
    column = [*left, left[1], left[1], *right, right[1], below[0]]
    assert [line for line in lines_of(source) if line] == [*column, title, *column]


def test_columns_whose_lines_stand_between_one_another_are_parted() -> None:
    left = ["The keepers of the harbours met", *["and thanked all masters of boats"] * 14]
    right = ["The masters of the pilots told", *["the keepers that all the lights"] * 14]
    rows = [f"{one:<40}{other}" for one, other in zip(left[:5], right[:5], strict=True)]
    rows += [
        line
        for pair in zip(left[5:], right[5:], strict=True)
        for line in (pair[0], f"{'':40}{pair[1]}")
    ]
    source = read("\n".join(rows).encode(), name="report.txt")
    assert lines_of(source) == [*left, *right]


def test_a_page_like_a_table_of_prose_is_set_in_columns_as_others_are() -> None:
    """Its blocks begin side by side; alone it would be such a table."""
    low = ["The keepers of the harbours met", *["and thanked all masters of boats"] * 11]
    page = [f"{one:<40}{one}" for one in low]
    block = ["The keepers of all the harbours", "met in the spring of the year.", ""]
    level = [f"{one:<40}{one}".rstrip() for one in block * 5]
    source = read("\f".join("\n".join(one) for one in (page, page, level)).encode(), name="a.txt")
    assert [one for one in lines_of(source) if one][-20:] == [*block[:2]] * 10
    alone = read("\n".join(level).encode(), name="a.txt")
    assert any(line.cell for page in alone.pages for line in page.lines)


def test_blanks_that_fill_justified_lines_say_nothing() -> None:
    filled = [
        "The  Board  thanked  the  keepers  of  all",
        "lights for their  reports and took note of",
        "Name    Port  of  call",
    ]
    found = read("\n".join(filled).encode(), name="report.txt")
    assert found.text.split("\n") == [
        "The Board thanked the keepers of all",
        "lights for their reports and took note of",
        filled[2],
    ]


def test_two_blanks_behind_a_stop_fill_no_line() -> None:
    text = "All was well.  The Board thanked the keepers.  It then closed its session.  They left."
    assert read(text.encode(), name="report.txt").text == text
