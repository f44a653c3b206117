"""What the front of a document prints."""

from __future__ import annotations

import pytest

from builders import Printed, base, line, printed, source_run, text_report
from rapporteur.extract.language import language_of
from rapporteur.extract.masthead import find_body, find_session, find_title
from rapporteur.report import DocumentInfo
from rapporteur.source import Source
from rapporteur.strip.cells import Cell, join
from rapporteur.strip.covers import cover
from rapporteur.strip.fields import Field

OPENING = "The Group met in Bonn and considered the report of the Board on the work of the year."


def row(text: str, x: float, top: float, size: float = 10.0, *, bold: bool = False) -> Printed:
    return line(text, x=x, top=top, size=size, bold=bold)


def text_rows() -> list[Printed]:
    return [
        row("I. Introduction", 91, 420, 14, bold=True),
        *[row(f"{n}. {OPENING}", 113, 440 + 30 * n) for n in (1, 2, 3)],
    ]


def head(symbol: str, organ: str, date: str, *, original: str = "English") -> list[Printed]:
    """Return the header that reports have had since 2010."""
    return [
        row("United Nations", 113, 60, 14),
        row(symbol, 480, 60),
        row(organ, 113, 80, 20, bold=True),
        row("Distr.: General", 392, 82),
        row(date, 392, 98),
        row(f"Original: {original}", 392, 110),
    ]


def document(source: Source) -> DocumentInfo:
    return source_run(source).report.document


def test_masthead_of_a_body_of_an_organ() -> None:
    found = document(
        printed(
            *head("A/HRC/91/7", "General Assembly", "4 April 2031", original="English/French"),
            row("Human Rights Council", 57, 220, 12, bold=True),
            row("Ninety-first session", 57, 234, bold=True),
            row("16 June–11 July 2031", 57, 246),
            row("Agenda item 5", 57, 258),
            row("Human rights bodies", 57, 270, bold=True),
            row("Third session of the Forum on Water and", 113, 300, 14, bold=True),
            row("Sanitation*", 113, 316, 14, bold=True),
            row("Report of the Special Group", 113, 340, 12, bold=True),
            *text_rows(),
        )
    )
    assert found.symbols == ["A/HRC/91/7"]
    assert found.body == "Human Rights Council"
    assert found.title == (
        "Third session of the Forum on Water and Sanitation Report of the Special Group"
    )
    assert (found.distribution, found.date) == ("General", "2031-04-04")
    assert found.original_languages == ["en", "fr"]
    assert found.language == "en"


def test_the_languages_may_go_on_in_a_row_of_their_own() -> None:
    found = document(
        printed(
            *head("E/91/7", "General Assembly", "4 May 2031", original="English, Arabic"),
            row("and Spanish", 392, 122),
            row("Forum on harbours", 57, 220, 12, bold=True),
            row("Item 2 of the provisional agenda", 57, 234),
            row("Compilation of lamps", 113, 300, 14, bold=True),
            *text_rows(),
        )
    )  # fmt: skip
    assert (found.title, found.original_languages) == ("Compilation of lamps", ["en", "ar", "es"])
    assert found.body == "Forum on harbours"


def test_organ_over_three_lines_is_the_body() -> None:
    found = document(
        printed(
            row("United Nations", 113, 60, 14),
            row("CTOC/COP/WG.6/2031/4", 430, 60),
            row("Conference of the Parties to the", 113, 80, 17, bold=True),
            row("Distr.: Limited", 392, 82),
            row("United Nations Convention against", 113, 98, 17, bold=True),
            row("7 May 2031", 392, 99),
            row("Transnational Organized Crime", 113, 116, 17, bold=True),
            row("Original: English", 392, 118),
            row("Working Group on Firearms", 57, 220, 12, bold=True),
            row("Vienna, 4 and 5 May 2031", 57, 236),
            row("Report on the meeting of the Working Group on Firearms", 113, 260, 14, bold=True),
            row("held in Vienna on 4 and 5 May 2031", 113, 276, 14, bold=True),
            *text_rows(),
        )
    )
    assert found.body == (
        "Conference of the Parties to the United Nations Convention against Transnational "
        "Organized Crime"
    )
    assert found.title == (
        "Report on the meeting of the Working Group on Firearms held in Vienna on 4 and 5 May 2031"
    )
    assert found.distribution == "Limited"


def test_masthead_of_2008_has_its_fields_one_below_the_other() -> None:
    found = document(
        printed(
            row("UNITED", 93, 55, 13, bold=True),
            row("NATIONS", 93, 70, 13, bold=True),
            row("A", 515, 55, 34, bold=True),
            row("Distr.", 420, 112),
            row("General Assembly", 171, 114, 16, bold=True),
            row("GENERAL", 420, 126),
            row("A/HRC/8/99", 420, 150),
            row("23 May 2031", 420, 164),
            row("Original: ENGLISH", 420, 190),
            row("HUMAN RIGHTS COUNCIL", 93, 230),
            row("Eighth session", 93, 244),
            row("Agenda item 6", 93, 258),
            row("UNIVERSAL PERIODIC REVIEW", 231, 330, bold=True),
            row(
                "Report of the Working Group on the Universal Periodic Review", 165, 350, bold=True
            ),
            row("Atlantis *", 298, 370, bold=True),
            *text_rows(),
        )
    )
    assert found.symbols == ["A/HRC/8/99"]
    assert found.body == "Human Rights Council"
    assert found.title == "Report of the Working Group on the Universal Periodic Review Atlantis"
    assert (found.distribution, found.original_languages) == ("General", ["en"])


def cells(page: int, *texts: str) -> list[Cell]:
    return [Cell(text, page, 123, 100 + 20 * i, 20, True, line=i) for i, text in enumerate(texts)]


def fields(*pages: list[Cell]) -> list[Field]:
    return [field for page in pages for field in cover(page, base())]


COVER = cells(
    1, "United Nations", "Commission on Tides", "Report on the ninth session", "(4–7 March 2031)",
    "Economic and Social Council", "Official Records, 2031", "Supplement No. 4",
)  # fmt: skip
INNER = cells(
    3, "Economic and Social Council E/2031/24", "Official Records, 2031", "Supplement No. 4",
    "Commission on Tides", "Report on the ninth session", "(4–7 March 2031)",
    "United Nations • New York, 2031",
)  # fmt: skip
TITLE = "Commission on Tides Report on the ninth session (4–7 March 2031)"


@pytest.mark.parametrize("pages", [(COVER,), (INNER,), (COVER, INNER)])
def test_title_of_official_records_stands_once(pages: tuple[list[Cell], ...]) -> None:
    front = fields(*pages)
    assert find_title(front, base()) == TITLE
    assert find_body(front, base()) == "Economic and Social Council"


def test_a_session_on_both_covers_stands_once() -> None:
    lines = ["General Assembly", "Official Records", "Ninetieth Session", "Supplement No. 4"]
    front = fields(cells(1, "Report on tides", *lines), cells(3, *lines, "Report on tides"))
    assert find_session(front) == "Ninetieth Session"


def test_a_date_alone_below_the_title_of_a_cover_is_none_of_it() -> None:
    lines = ["General Assembly", "Official Records", "Ninetieth Session", "Supplement No. 4"]
    front = fields(cells(1, "Report of the Board on Tides", "3 July 2031", *lines))
    assert find_title(front, base()) == "Report of the Board on Tides"
    assert [field.name for field in front if field.cell.text == "3 July 2031"] == ["header"]


def test_nothing_printed_is_null() -> None:
    report = text_report(f"I. Introduction\n1. {OPENING}\n2. {OPENING}\n")
    found = report.document
    assert found.symbols == []
    assert (found.title, found.body, found.date, found.job_number) == (None, None, None, None)
    assert (found.distribution, found.original_languages) == (None, [])


def test_symbol_cited_in_the_text_is_none_of_the_document() -> None:
    text = f"I. Introduction\n1. {OPENING} See A/91/23.\n2. {OPENING}\nA/91/23 was annexed.\n"
    assert text_report(text).document.symbols == []


def test_front_of_a_text_file() -> None:
    text = (
        "United Nations CAC/COSP/WG.2/2031/3\n"
        "Conference of the States Parties to the Distr.: General\n"
        "7 May 2031\n"
        "United Nations Convention\nagainst Corruption Original: English\n"
        "Working Group on Asset Recovery\n"
        "Vienna, 4 and 5 May 2031\n"
        "Report on the meeting of the Working Group on Asset\n"
        "Recovery held in Vienna on 4 and 5 May 2031\n"
        f"I. Introduction\n1. {OPENING}\n2. {OPENING}\n"
    )
    report = text_report(text)
    assert report.document.symbols == ["CAC/COSP/WG.2/2031/3"]
    assert report.document.family == "ctoc"
    assert report.document.body == (
        "Conference of the States Parties to the United Nations Convention against Corruption"
    )
    assert report.document.title == (
        "Report on the meeting of the Working Group on Asset Recovery held in Vienna on "
        "4 and 5 May 2031"
    )
    assert report.document.date == "2031-05-07"


def test_title_of_a_text_file_with_its_note_below_it() -> None:
    text = (
        "A/AC.91/2031/9\nDistr.: General\n22 June 2031\nOriginal: English\n\n"
        "Report of the Working Group on Tides*\nAtlantis\n\n"
        "* The annex is being circulated without formal editing.\n\n"
        f"Introduction\n\n1. {OPENING}\n\n2. {OPENING}\n"
    )
    assert text_report(text).document.title == "Report of the Working Group on Tides Atlantis"


def test_several_symbols_in_one_head() -> None:
    front = "E/2031/44-E/C.16/2031/9\nEconomic and Social Council Distr.: General\n7 May 2031\n"
    text = f"{front}Original: English\nReport of the Board\nI. Introduction\n1. {OPENING}\n"
    assert text_report(text).document.symbols == ["E/2031/44", "E/C.16/2031/9"]


def test_job_number_comes_without_letter_and_dates() -> None:
    source = printed(
        *head("A/91/7", "General Assembly", "4 April 2031"),
        row("Report of the Board on Tides", 113, 300, 14, bold=True),
        *text_rows(),
        row("GE.31-04417 (E) 270531", 57, 800),
    )
    assert document(source).job_number == "GE.31-04417"


def test_the_title_ends_above_the_name_of_a_part() -> None:
    source = printed(
        *head("A/91/6 (Sect. 7)", "General Assembly", "4 April 2031"),
        row("Plan of the harbours for 2031", 113, 300, 14, bold=True),
        row("Section 7", 113, 340, 12, bold=True),
        row("Lamps and lenses", 113, 354, 12, bold=True),
        *text_rows(),
    )
    report = source_run(source).report
    assert report.document.title == "Plan of the harbours for 2031"
    assert "Lamps and lenses" in str(report.sections[0].title)


def test_hyphen_at_a_line_end_of_a_title_stays() -> None:
    assert join(cells(1, "Report of the High-", "level Group*")) == "Report of the High-level Group"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The Board considered the report on the work of the year and its future.", "en"),
        ("Le Conseil a examiné le rapport sur les travaux de la session et les décisions.", "fr"),
        ("La Junta examinó el informe sobre los trabajos del período y las decisiones.", "es"),
        ("Совет рассмотрел доклад о работе в текущем году и о планах на следующий год.", "ru"),
        ("نظر المجلس في التقرير المتعلق بأعمال السنة وفي الخطط المقبلة للمنظمة", "ar"),
        ("理事会审议了关于本年度工作的报告以及今后的计划和决定。会议通过了议程。", "zh"),
        ("0 1 2 3 4 5 6 7 8 9", None),
    ],
)
def test_language_of_the_text(text: str, code: str | None) -> None:
    assert language_of(" ".join([text] * 6), base()) == code


def test_two_languages_in_equal_parts_are_no_clear_language() -> None:
    english = "The Board considered the report on the work of the year. "
    french = "Le Conseil a examiné le rapport sur les travaux et les décisions. "
    assert language_of((english + french) * 8, base()) is None


def test_text_in_another_language_is_a_problem() -> None:
    line_ = "1. La Junta examinó el informe sobre los trabajos del período y las decisiones.\n"
    problems = [p.code for p in text_report(line_ * 8).problems]
    assert "language" in problems
    assert "language" not in [p.code for p in text_report(f"1. {OPENING}\n" * 4).problems]


def test_what_frames_the_masthead_and_the_contents_are_told() -> None:
    notice = "Symbols of United Nations documents are composed of letters combined with figures."
    found = document(
        printed(
            *head("A/91/44", "General Assembly", "4 April 2031"),
            line("Note", page=2), line(notice),
            line("Contents", page=3, size=14.0), line("I. Introduction ............ 4"),
            line("I. Introduction", page=4, size=14.0, bold=True), line(f"1. {OPENING}"),
        )
    )  # fmt: skip
    assert found.imprint == ["United Nations", f"Note {notice}"]
    assert found.contents == ["Contents", "I. Introduction ............ 4"]
