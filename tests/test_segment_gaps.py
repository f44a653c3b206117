"""Numbers printed without their dot number a paragraph where the sequence lacks just them."""

from __future__ import annotations

import pytest

from builders import Printed, block, body, line, plain, printed, shape, source_run
from rapporteur.body import Body

INDENT = 141.7


def numbers(*texts: str, x: float = INDENT - 28.3) -> list[str | None]:
    """The numbers of paragraphs set below one another at one indent."""
    return [each.number for each in body(printed(*(line(text, x=x) for text in texts))).paragraphs]


@pytest.mark.parametrize("odd", ["2", "2,", "2:", "2;", "2)"])
def test_a_number_without_its_dot_fills_the_gap(odd: str) -> None:
    texts = ["1. Oz spoke.", f"{odd} Lilliput spoke.", "3. Ruritania spoke."]
    found = body(printed(*map(line, texts))).paragraphs
    assert [(each.number, each.text) for each in found] == [
        ("1", "Oz spoke."),
        ("2", "Lilliput spoke."),
        ("3", "Ruritania spoke."),
    ]


def test_two_in_a_row_do_too() -> None:
    assert numbers("1. Oz.", "2 Oz spoke.", "3 Oz went.", "4. Oz.") == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    "texts",
    [
        ["1. Oz spoke.", "2. Oz went.", "2 States were absent.", "3. Oz came."],
        ["1. Oz spoke.", "12 States were absent.", "3. Oz came."],
        ["1. Oz spoke.", "2 of the States were absent.", "3. Oz came."],
        ["1. Oz spoke.", "2 States were absent."],
        ["2 States were absent.", "3. Oz came.", "4. Oz went."],
        ["1. Oz spoke.", "2 States were absent.", "4. Oz came."],
    ],
    ids=["no gap", "other number", "small letter", "last", "first", "wider gap"],
)
def test_no_other_number_is_one(texts: list[str]) -> None:
    found = body(printed(*map(line, texts))).paragraphs
    assert [each.number for each in found] == [
        text.split(".")[0] if ". " in text[:4] else None for text in texts
    ]


def test_an_indented_number_is_none() -> None:
    rows: list[Printed] = [line("1. Oz."), line("2 Oz spoke.", x=INDENT), line("3. Oz.")]
    assert "2" not in [each.number for each in body(printed(*rows)).paragraphs]


def test_a_row_inside_a_paragraph_is_none() -> None:
    rows = [
        *block("1. " + "Oz asked for more " * 8 + "in"),
        line("2 States.", gap=0),
        line("3. Oz."),
    ]
    assert [each.number for each in body(printed(*rows)).paragraphs] == ["1", "3"]


def test_an_item_of_a_list_fills_its_gap() -> None:
    lead = line("7. Oz was told:")
    items = [line(text, x=INDENT) for text in ("1. To sign;", "2 To ratify;", "3. To report.")]
    found: Body = body(printed(lead, *items))
    labels = [("1.", "To sign;"), ("2", "To ratify;"), ("3.", "To report.")]
    assert [shape(each) for each in found.paragraphs] == [["Oz was told:", *labels]]


def test_a_blank_line_sets_it_off_in_plain_text() -> None:
    found = body(plain("1. Oz spoke.\n\n2 Oz went.\n\n3. Oz came.\n")).paragraphs
    assert [each.number for each in found] == ["1", "2", "3"]


@pytest.mark.parametrize("odd", ["25-2.", "25-2", "25,2", "25 2", "25 – 2."])
def test_a_recommendation_with_another_sign_in_its_number(odd: str) -> None:
    head = block(
        "1. The Working Group on the Universal Periodic Review, established in accordance with "
        "Council resolution 5/1, held its session. " + "It met in public and heard Oz. " * 9
    )
    rows = [
        line("25. The following recommendations enjoy the support of Oz:"),
        line("25.1. Sign the Convention (Peru);"),
        line(f"{odd} Ratify the Convention (Chile);"),
        line("25.3. Apply the Convention (Spain)."),
    ]
    found = source_run(printed(*head, *rows)).report
    assert [(rec.number, rec.states) for rec in found.recommendations] == [
        ("25.1", ["PER"]), ("25.2", ["CHL"]), ("25.3", ["ESP"]),
    ]  # fmt: skip
    assert not [problem for problem in found.problems if problem.code == "number_gap"]
