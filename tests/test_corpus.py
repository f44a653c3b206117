"""Real documents: none crashes, none loses text unsaid, every law holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from laws import broken
from rapporteur import parse
from rapporteur.errors import ReadError
from rapporteur.report import Report

# File names alone: what stands in the files is never part of this project.
MEETINGS = ("A_80_21", "A_AC.182_2025_L.6", "E_2025_44", "E_HLPF_2025_3_Add.1")
REVIEWS = ("ethiopia2010", "japan2008", "libya2011", "nigeria2013", "vanuatu2014")
HARD = (
    "arabic_named_en", "bad_ocr_layer", "broken", "one_page_placeholder", "russian_named_en",
    "scan_no_text_layer", "spanish_named_en", "verbatim_record_1950_two_columns",
)  # fmt: skip
SPREAD = [*(f"meetings/{name}" for name in MEETINGS), *(f"upr/{name}" for name in REVIEWS)]


def document(corpus: Path, name: str) -> Path:
    path = corpus / f"{name}.pdf"
    if not path.is_file():
        pytest.skip(f"the corpus has no {name}.pdf")
    return path


@pytest.mark.parametrize("name", SPREAD)
def test_a_real_report_keeps_every_law(corpus: Path, name: str) -> None:
    report = parse(document(corpus, name))
    assert broken(report) == []
    assert report.quality.coverage == 1.0
    assert len(report.paragraphs) > report.source.pages
    assert report.sections
    assert report.entities.organizations


def outcome(path: Path) -> Report | ReadError:
    try:
        return parse(path, entities=False, ocr="never")
    except ReadError as error:
        return error


@pytest.mark.parametrize("name", HARD)
def test_a_hard_file_gives_a_report_or_a_reason(corpus: Path, name: str) -> None:
    path = document(corpus, f"robustness/{name}")
    found = outcome(path)
    if isinstance(found, ReadError):
        assert str(found) == f"{path.name}: {found.reason}; {found.advice}"
        assert found.reason
        assert found.advice
        assert "\n" not in str(found)
    else:
        assert broken(found) == []
        assert found.quality.coverage == 1.0


@pytest.mark.parametrize("name", ["arabic_named_en", "russian_named_en", "spanish_named_en"])
def test_a_report_in_another_language_says_so(corpus: Path, name: str) -> None:
    report = parse(document(corpus, f"robustness/{name}"), entities=False)
    assert "language" in [problem.code for problem in report.problems]


def test_a_scan_that_ocr_may_not_read_says_so(corpus: Path) -> None:
    with pytest.raises(ReadError, match=r"OCR|--ocr never"):
        parse(document(corpus, "robustness/scan_no_text_layer"), entities=False, ocr="never")
