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
