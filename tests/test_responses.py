"""What a State answers: from prose, ranges, labels and groups; joined to what was asked."""

from __future__ import annotations

import pytest

from rapporteur import parse
from rapporteur.assemble.join import Asked, Said, settle
from rapporteur.extract.responses import expand
from rapporteur.report import Report, Response

FRONT = """United Nations                                          A/HRC/97/4/Add.1
General Assembly                                        Distr.: General
                                                        3 March 2031
                                                        Original: English

Human Rights Council
Ninety-seventh session
Agenda item 6
Universal periodic review

      Report of the Working Group on the Universal Periodic
      Review

      Iceland

      Addendum

      Views on conclusions and/or recommendations, voluntary commitments
      and replies presented by the State under review

GE.31-00004

A/HRC/97/4/Add.1

1.    Iceland thanks all delegations for what they proposed.

"""


def read(*paragraphs: str) -> Report:
    return parse((FRONT + "\n\n".join(paragraphs) + "\n").encode(), name="a.txt", entities=False)


@pytest.mark.parametrize(
    ("printed", "numbers"),
    [
        ("115.1, 115.4–115.6 and 115.9", "115.1 115.4 115.5 115.6 115.9"),
        ("140.11-12", "140.11 140.12"),
        ("140.18, 19", "140.18 140.19"),
        ("1–3, 7—9", "1 2 3 7 8 9"),
        ("3., 4., 5.", "3 4 5"),
        ("9–3", "9 3"),
    ],
)
def test_printed_numbers_are_told_apart(printed: str, numbers: str) -> None:
    assert expand(printed) == numbers.split()


def test_an_addendum_is_of_the_review_and_recommends_nothing() -> None:
    report = read("2.    Recommendation 84.1 is accepted.")
    assert (report.document.family, report.document.state_under_review) == ("upr", "ISL")
    assert report.document.answers == "A/HRC/97/4"
    assert report.recommendations == []


@pytest.mark.parametrize(
    ("text", "positions"),
    [
        ("Recommendations 84.1 and 84.3 enjoy the support of Iceland.",
         "84.1 supported 84.3 supported"),
        ("Iceland accepts recommendations 1 and 2, and notes recommendation 3.",
         "1 supported 2 supported 3 noted"),
        ("Recommendations 84.7 to 84.9 are noted.", "84.7 noted 84.8 noted 84.9 noted"),
        ("Recommendation 84.4 is accepted in part.", "84.4 partially_supported"),
        ("Iceland cannot accept recommendation No. 7.", "7 rejected"),
        ("Iceland accepts all recommendations contained in paragraph 85.", "85.* supported"),
        ("Growth was 3.5 per cent, and Iceland accepts that.", ""),
    ],
)  # fmt: skip
def test_prose_answers(text: str, positions: str) -> None:
    report = read(f"2.    {text}")
    said = [word for x in report.responses for word in (x.recommendation, x.position)]
    assert said == positions.split()


def test_what_follows_an_answer_is_its_comment() -> None:
    report = read("2.    Recommendation 84.2 is noted. The nets belong to the neighbours.")
    (answer,) = report.responses
    assert answer.comment == "The nets belong to the neighbours."
    assert answer.paragraph == "p2"


def said(number: str, position: str | None) -> Said:
    response = Response(recommendation=number, position=position, comment=None, paragraph="p2")
    return Said("A/HRC/97/4/Add.1", response)


ASKED = [Asked("a", "84.1", "under_consideration"), Asked("b", "84.2", "supported")]


@pytest.mark.parametrize(
    ("answers", "final", "codes"),
    [
        ([said("84.1", "noted")], ["noted", "supported"], []),
        ([said("1", "supported")], ["supported", "supported"], []),
        ([said("84.*", "supported")], ["supported", "supported"], []),
        ([said("84.1", "noted"), said("84.2", "rejected")], ["noted", "rejected"],
         ["answer_contradicts"]),
        ([said("84.7", "noted")], ["under_consideration", "supported"],
         ["answer_unmatched", "answer_missing"]),
        ([], ["under_consideration", "supported"], []),
    ],
)  # fmt: skip
def test_answers_settle_what_was_asked(
    answers: list[Said], final: list[str], codes: list[str]
) -> None:
    outcomes, problems = settle(ASKED, answers)
    assert [outcomes[one.id].final_position for one in ASKED] == final
    assert [problem.code for problem in problems] == codes


def test_a_short_number_that_may_mean_two_means_none() -> None:
    asked = [*ASKED, Asked("c", "85.1", None)]
    outcomes, problems = settle(asked, [said("1", "noted")])
    assert outcomes["c"].answer is None
    assert "answer_unmatched" in [problem.code for problem in problems]


def test_numbers_alone_above_each_answer_are_no_titles() -> None:
    said = "The care of the lamps and moles is ongoing, and the keepers of all harbours of the\n"
    said += "islands are told of it in the spring of each year."
    numbers = (3, 5, 8, 13)
    alone = read("\n".join(f"Rec. {number}\n{said}" for number in numbers))
    behind = read("\n".join(f"Rec. {number} {said}" for number in numbers))
    text = said.replace("\n", " ")
    for report in (alone, behind):
        assert report.sections == []
        assert [one.text for one in report.paragraphs][-4:] == [
            f"Rec. {number} {text}" for number in numbers
        ]
