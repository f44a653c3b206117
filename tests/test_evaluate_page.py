"""The page of public figures: made from scores alone, the same each time."""

from __future__ import annotations

import re

from rapporteur.compare.evaluate import DocumentScore, Evaluation, Score, Slip
from rapporteur.compare.evaluate.page import (
    DEVELOP,
    HELD_OUT,
    SECTIONS,
    Conversion,
    Material,
    half,
    score_table,
    write_page,
)

SECRET = "words of the document"


def _material() -> Material:
    slips = (Slip("page 2", SECRET, None, "title differs"), Slip(SECRET, None, SECRET))
    hand = Evaluation((DocumentScore("ponds", (Score("headings", 98, slips),)),), ("lakes",))
    upr = Evaluation(
        (
            DocumentScore("pondland2008", (Score("texts found", 1, (), {"a reason": 4}),)),
            DocumentScore(
                "lakeland2014",
                (Score("texts found", 999, (Slip("9.1", SECRET, SECRET, "cut"),)),),
            ),
        )
    )
    runs = (
        Conversion("ponds", 7, 1.0, ()),
        Conversion("lakes", 5, 0.9, ("number_gap", "number_gap")),
        Conversion("rivers", 0, 0.0, (), "ReadError: no pages"),
    )
    return Material("9.9", hand, upr, runs)


def _cells(page: str, first: str) -> list[str]:
    (line,) = [line for line in page.splitlines() if line.startswith(f"| {first} |")]
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_figures_come_from_the_scores() -> None:
    page = write_page(_material(), SECTIONS)
    assert _cells(page, "headings | 99")[1:7] == ["99", "99", "0.9898", "0.9898", "0.9898", "0.98"]
    found = _cells(page, "rows whose text stands in a recommendation")
    assert found[1:3] == ["1001", "0.9990"]
    assert _cells(page, "2008")[:3] == ["2008", "1", "1.0000"]
    assert _cells(page, "2014")[2] == "0.9990"


def test_what_is_left_out_and_what_is_wrong_is_told() -> None:
    page = write_page(_material(), SECTIONS)
    assert _cells(page, "texts found | 4") == ["texts found", "4", "a reason"]
    assert _cells(page, "texts found | 1") == ["texts found", "1", "cut", "lakeland2014: 9.1"]
    assert "Gold without a document: lakes." in page
    assert "rivers: ReadError: no pages" in page
    assert "2 of 3 documents (12 pages)" in page
    assert _cells(page, "number_gap") == ["number_gap", "2", "1"]


def test_a_figure_below_its_aim_is_marked_and_never_rounded_up() -> None:
    upr = Evaluation((DocumentScore("a2010", (Score("texts found", 989_999, _slips(10_001)),)),))
    page = write_page(Material("1", Evaluation(()), upr, ()), SECTIONS)
    assert "**0.9899**" in _cells(page, "rows whose text stands in a recommendation")


def _slips(count: int) -> tuple[Slip, ...]:
    return (Slip("9.1", "x", None),) * count


def test_no_words_of_documents_stand_on_the_page() -> None:
    assert SECRET not in write_page(_material(), SECTIONS)


def test_sections_can_be_added() -> None:
    scores = [Score("hyphen.joined", 9, (Slip("p", None, "x"),))]
    page = write_page(_material(), [*SECTIONS, lambda _: "## Repairs\n\n" + score_table(scores)])
    assert page.endswith("| hyphen.joined | 9 | 10 | 0.9000 | 1.0000 |\n")
    assert write_page(_material(), [lambda _: "", lambda _: "x"]) == "x\n"


def test_halves_are_stable_and_about_equal() -> None:
    assert [half(name) for name in ("pondland2009", "riverland2011")] == [DEVELOP, HELD_OUT]
    share = sum(half(f"state{n}") == DEVELOP for n in range(1000)) / 1000
    assert 0.45 < share < 0.55


def test_every_figure_of_a_table_has_four_digits() -> None:
    page = write_page(_material(), SECTIONS)
    assert not re.search(r"\b0\.\d{5,}", page)
