"""Markdown, as converters make it of PDFs."""

from __future__ import annotations

from rapporteur import parse
from rapporteur.readers import read

PAGE = """<!-- image -->

## Report of the Board of Harbours

## I. Opening

1. The Board met on 4 May 2031, as **all** keepers
had wished, and thanked the *pilots* of [the coast](https://example.org/coast).

2. It had before it:

- charts of the moles;
- (a) A note on buoys.

## A. Other matters

| Port | Ships |
|------|-------|
| Anchor Bay | 4 |
| Blue\\_Cove | 7 |

3. The Board &amp; its guests rose.
"""


def test_headings_paragraphs_and_tables_are_found() -> None:
    report = parse(PAGE.encode(), name="report.md", entities=False)
    assert report.source.reader == "markdown"
    assert [(one.label, one.title) for one in report.sections][-2:] == [
        ("I", "Opening"),
        ("A", "Other matters"),
    ]
    assert [one.number for one in report.paragraphs if one.number] == ["1", "2", "3"]
    assert report.tables[0].rows == [["Anchor Bay", "4"], ["Blue_Cove", "7"]]


def test_signs_of_markdown_are_no_text() -> None:
    text = read(PAGE.encode(), name="report.md").text
    assert "as all keepers had wished, and thanked the pilots of the coast." in text
    assert "The Board & its guests rose." in text
    assert not set("#*|") & set(text)


FRONT = """United Nations A/91/7

General Assembly Distr.: General 4 May 2031 Original: English

Ninety-first session Agenda items 4 and 12 (a) Harbours of the world

# Report of the Board of Harbours*

* The annex is circulated as received.

31-04417 (E)

*3104417*

Contents

Introduction .............................................................................. 1–2 3

- I. Harbours ................................................................................ 3–9 4

## Introduction

- 1. The Board met on 4 May 2031.
"""


def test_fields_of_the_front_in_one_line_are_told_apart() -> None:
    report = parse(FRONT.encode(), name="report.md", entities=False)
    document = report.document
    assert document.symbols == ["A/91/7"]
    assert document.title == "Report of the Board of Harbours"
    assert (document.body, document.session) == ("General Assembly", "Ninety-first session")
    assert str(document.date) == "2031-05-04"
    assert [one.title for one in report.sections] == ["Introduction"]
    assert [note.text for note in report.footnotes] == ["The annex is circulated as received."]
    assert report.sections[0].source[0].page is None
    assert (report.source.pages, report.quality.pages) == (1, 1)


BROKEN = """## I. Harbours

- 1. The Board welcomed the report on lights, which it had

asked for at its last session. Lights of the coast

- 2. It took note of the fees.1 Other matters

## A. Fees

__________________

- 1 A/91/9.

- 3. It had before it:

- charts of the moles
- lists of keepers

- 4. It read them with care, and thanked all who had drawn the charts and written the lists for it.

- Lights of the harbour

- 5. The Board rose.
"""


def test_what_a_converter_broke_or_glued_is_mended() -> None:
    report = parse(BROKEN.encode(), name="report.md", entities=False)
    assert [(one.label, one.title) for one in report.sections] == [
        ("I", "Harbours"),
        (None, "Lights of the coast"),
        (None, "Other matters"),
        ("A", "Fees"),
        (None, "Lights of the harbour"),
    ]
    first, second, *_ = (one for one in report.paragraphs if one.number)
    assert first.text == (
        "The Board welcomed the report on lights, which it had asked for at its last session."
    )
    assert second.text == "It took note of the fees."
    assert [(note.marker, note.text) for note in report.footnotes] == [("1", "A/91/9.")]


ACTS = """1. The Board recommends the following:

- Draft resolution I Harbours of the world

The Board,

Recalling its earlier work,

1. Decides to light all harbours.

### Draft resolution II Fees of pilots

The Board,

1. Decides to keep the fees.

# Annex I Lights of the harbours

1. There are four lights.
"""


def test_an_act_and_its_title_in_one_line_are_two() -> None:
    report = parse(ACTS.encode(), name="report.md", entities=False)
    assert [(one.label, one.title) for one in report.sections] == [
        ("Draft resolution I", "Harbours of the world"),
        ("Draft resolution II", "Fees of pilots"),
        ("Annex I", "Lights of the harbours"),
    ]


def test_notes_in_the_syntax_of_markdown_are_notes() -> None:
    page = "1. The Board met.[^1]\n\n2. It rose.[^2]\n\n[^1]: On 4 May 2031.\n[^2]: At noon.\n"
    report = parse(page.encode(), name="report.md", entities=False)
    assert [one.text for one in report.paragraphs] == ["The Board met.", "It rose."]
    assert [(note.marker, note.text) for note in report.footnotes] == [
        ("1", "On 4 May 2031."),
        ("2", "At noon."),
    ]


def test_a_block_that_never_ends_is_read_in_time_that_grows_with_it() -> None:
    short, long = (read(b"a line that goes on\n\n" * count, name="a.md") for count in (40, 4_000))
    assert abs(len(long.text) - 100 * len(short.text)) < len(short.text)


def test_text_in_lines_without_a_sign_of_markdown_is_raw_text() -> None:
    lines = "1. The Board met at noon, as all keepers of\nthe lights had wished.\n\f2. It rose.\n"
    source = read(lines.encode(), name="report.md")
    assert (source.reader, source.text) == ("markdown", lines.rstrip().replace("\n\f", "\f"))
    assert [page.number for page in source.pages] == [1, 2]
