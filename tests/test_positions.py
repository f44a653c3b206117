"""What became of recommendations: in the lead, in a later paragraph, by number, by place."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import text_report
from rapporteur import parse
from rapporteur.extract.references import find_named
from rapporteur.knowledge.grammar import choose
from rapporteur.report import Report

UPR = choose("upr")
TABLE = Path(__file__).parent / "data" / "positions.toml"
LEAST = 0.995
HEAD = """\
Report of the Working Group on the Universal Periodic Review
Iceland

Introduction

1. The Working Group on the Universal Periodic Review, established in accordance with Human Rights
Council resolution 5/1, held its ninth session from 1 to 12 May 2031.

I. Summary of the proceedings of the review process
A. Interactive dialogue

2. Togo praised the piers. It recommended that Iceland: (a) dredge the port; (b) paint the pier.
Togo further recommended (c) lighting the quay. It thanked the pilots.
3. Mali recommended that it fund the pilots. Mali thanked Iceland. Mali recommended new nets.

II. Conclusions and/or recommendations

4. {lead}
4.1. Ratify the convention (Brazil);
4.2. Train the pilots (Norway);
4.3. Mend the nets (Kenya);
4.4. Paint the boats (France).
{after}
"""
SUPPORT = "The recommendations listed below enjoy the support of Iceland:"
MADE = "In the course of the discussion, the following recommendations were made to Iceland:"
DONE, YES, NO = "already_implemented", "supported", "rejected"


def told(lead: str, after: str) -> Report:
    return text_report(HEAD.format(lead=lead, after=after))


def positions(report: Report) -> list[str | None]:
    return [r.position for r in report.recommendations if (r.number or "").startswith("4.")]


@pytest.mark.parametrize(
    ("lead", "after", "expected"),
    [
        (SUPPORT, "", [YES] * 4),
        (MADE, "5. The recommendations listed above enjoy the support of Iceland.", [YES] * 4),
        (MADE, "5. All recommendations made in the dialogue enjoy its support.", [YES] * 4),
        (SUPPORT, ("5. Iceland considers that recommendations Nos. 1 and 3 above are already"
         " implemented."), [DONE, YES, DONE, YES]),
        (SUPPORT, "5. Recommendations 4.2–4.4 have already been implemented.",
         [YES, DONE, DONE, DONE]),
        (SUPPORT, "5. The recommendation in paragraph 4. 2 above has already been implemented.",
         [YES, DONE, YES, YES]),
        (SUPPORT, ("5. The recommendation contained in paragraph 4, No. 3, did not enjoy the"
         " support of Iceland."), [YES, YES, NO, YES]),
        (SUPPORT, "5. The first part of recommendation 3 above has already been implemented.",
         [YES] * 4),
        (SUPPORT, "5. With regard to recommendation 4.1 above, Iceland had rejected nothing.",
         [YES] * 4),
        (("The recommendations listed below enjoy the support of Iceland, of which recommendations"
         " 3 and 4 are already implemented:"), "", [YES, YES, DONE, DONE]),
        (SUPPORT, ("5. Iceland considers that the recommendations listed above are either already"
         " implemented or in the process of implementation."), [DONE] * 4),
    ],
)  # fmt: skip
def test_positions_are_read_where_they_stand(
    lead: str, after: str, expected: list[str | None]
) -> None:
    assert positions(told(lead, after)) == expected


def test_the_lead_of_the_next_list_says_nothing_of_the_list_above() -> None:
    after = (
        "5. The following recommendations enjoy its support and are already implemented. Iceland"
        " gave its views on these recommendations:\n5.1. Open the port (Cuba)."
    )
    assert positions(told(SUPPORT, after)) == [YES] * 4


def test_recommendations_of_the_dialogue_are_named_by_their_place() -> None:
    report = told(
        SUPPORT,
        "5. The recommendations noted in the report in paragraphs 2 (b) and (c) and 3 above did"
        " not enjoy the support of Iceland.",
    )
    found = [
        (r.number, r.paragraph, r.text, r.states, r.position)
        for r in report.recommendations
        if not (r.number or "").startswith("4.")
    ]
    assert found == [
        ("2.b", "p2", "paint the pier", ["TGO"], NO),
        ("2.c", "p2", "lighting the quay", ["TGO"], NO),
        ("3", "p3", "Mali recommended that it fund the pilots. Mali recommended new nets.",
         ["MLI"], NO),
    ]  # fmt: skip


def test_a_letter_that_is_not_printed_counts_what_is_recommended() -> None:
    report = told(SUPPORT, "5. The recommendation in paragraph 3 (b) did not enjoy its support.")
    assert [r.text for r in report.recommendations if r.number == "3.b"] == [
        "Mali recommended new nets."
    ]


def test_what_is_named_but_not_there_is_told() -> None:
    report = told(SUPPORT, "5. The recommendation in paragraph 3 (d) did not enjoy its support.")
    assert [p.code for p in report.problems] == ["recommendation_not_found"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("recommendations 1 to 3 and 5", ["1", "2", "3", "5"]),
        ("recommendations Nos. 83.1–83.3", ["83.1", "83.2", "83.3"]),
        ("recommendations in paragraphs 23 (a, c), 24 and 27 (d) (e)",
         ["23 (a)", "23 (c)", "24", "27 (d)", "27 (e)"]),
        ("The 12 recommendations of 2031 were many.", []),
    ],
)  # fmt: skip
def test_lists_of_numbers_are_read(text: str, expected: list[str]) -> None:
    named = find_named(text, UPR)
    assert [str(reference) for one in named for reference in one.references] == expected


# --- twenty real reports -------------------------------------------------------------------------


def test_positions_of_real_reports_are_those_printed(corpus: Path) -> None:
    right = counted = 0
    for entry in tomllib.loads(TABLE.read_text("utf-8"))["report"]:
        path = corpus / "upr" / entry.pop("file")
        if not path.is_file():
            pytest.skip(f"the corpus has no {path.name}")
        second = {name: entry.pop(f"{name}_alt", name) for name in [*entry]}
        wanted = {number: name for name, text in entry.items() for number in _numbers(text)}
        found = {r.number: r.position for r in parse(path, entities=False).recommendations}
        right += sum(found.get(one) in {name, second[name]} for one, name in wanted.items())
        counted += len(wanted.keys() | found.keys())
    assert right >= LEAST * counted


def _numbers(text: str) -> Iterator[str]:
    """Yield the numbers of "4.1-4.3, 24.b, 45"."""
    for piece in text.split(", "):
        low, _, high = piece.partition("-")
        if not high:
            yield low
            continue
        stem, first = low.split(".")
        yield from (f"{stem}.{n}" for n in range(int(first), int(high.split(".")[1]) + 1))
