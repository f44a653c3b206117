"""What recommendations are about, which goals they serve, how much they ask."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

import topics
from builders import text_report
from rapporteur.extract.modality import understand_imperative
from rapporteur.extract.subjects import find_category, find_goals, find_topics
from rapporteur.knowledge.grammar import choose

UPR = choose("upr")
EVERY = dataclasses.replace(UPR, settings={**UPR.settings, "doubtful_topics": True})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ratify the convention on lighthouses", {"A12"}),
        ("Amend the Harbour Act", {"A41"}),
        ("Act on the reports of the pilots", set()),
        ("Combat trafficking in arms", set()),
        ("Combat trafficking in children", {"D27", "F31", "children"}),
        ("Abolish the death penalty", {"D23"}),
        ("Sign the Covenant on Civil and Political Rights", {"A12"}),
        ("Guarantee civil and political rights", set()),
        ("Uphold the rule of law", set()),
        ("Build schools for children with disabilities",
         {"E51", "F31", "children", "persons-with-disabilities"}),
        ("End the Elimination of All Forms of Discrimination week", set()),
    ],
)  # fmt: skip
def test_topics_are_told_by_words(text: str, expected: set[str]) -> None:
    assert {topic.id for topic in find_topics(text, UPR)} == expected


def test_a_topic_has_its_name_and_the_words_that_tell_it() -> None:
    (topic,) = find_topics("Abolish the  death\npenalty", UPR)
    assert (topic.name, topic.evidence) == ("Death penalty", "death penalty")


def test_doubtful_topics_are_given_to_those_who_ask_for_them() -> None:
    text = "Allocate adequate resources to the pilots"
    assert find_topics(text, UPR) == []
    assert [topic.id for topic in find_topics(text, EVERY)] == ["A63"]


def test_every_topic_has_a_name() -> None:
    ruled = {rule.value for rule in UPR.role("topic")}
    assert ruled == set(UPR.tables["topic_names"])
    assert ruled >= set(UPR.lists["doubtful_topics"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Provide drinking water to the islands", [6]),
        ("End poverty among women", [1, 5]),
        ("Fight corruption", [16]),
        ("Paint the lighthouse", []),
    ],
)
def test_goals_are_told_by_words(text: str, expected: list[int]) -> None:
    assert [goal.number for goal in find_goals(text, UPR)] == expected


@pytest.mark.parametrize(
    ("text", "category", "evidence"),
    [
        ("Seek technical assistance for its ports", 1, "Seek technical assistance"),
        ("Share its good practices with its neighbours", 1, "Share its good practices"),
        ("Continue to improve its ports", 2, "Continue"),
        ("Continue and strengthen its reforms", 4, "strengthen"),
        ("Consider ratifying the convention", 3, "Consider"),
        ("Give positive consideration to the treaty", 3, "Give positive consideration"),
        ("Take all possible steps to protect the pilots", 4, "Take all possible steps"),
        ("Improve the rights of pilots by amending the code", 5, "by amending"),
        ("Improve the rights of pilots by the winter", 4, "Improve"),
        ("Swiftly ratify the convention", 5, "ratify"),
        ("In line with its pledge, abolish the fee", 5, "abolish"),
        ("Put in place a register of ships", 5, "Put"),
        ("Cormorants everywhere", None, None),
    ],
)
def test_the_action_category_is_that_of_the_verb_and_what_follows(
    text: str, category: int | None, evidence: str | None
) -> None:
    told = find_category(text, understand_imperative(text, [], UPR).actions, UPR)
    assert (told and told.number) == category
    assert evidence is None or (told is not None and evidence in told.evidence)


REVIEW = """\
Report of the Working Group on the Universal Periodic Review
Iceland

I. Conclusions and/or recommendations

1. The following recommendations enjoy the support of Iceland:
1.1. Ratify the convention against torture (Brazil);
1.2. Train the pilots (Norway).
"""


def test_recommendations_of_a_review_have_them() -> None:
    first, second = text_report(REVIEW).recommendations
    assert [(topic.id, topic.evidence) for topic in first.topics] == [
        ("A12", "Ratify"), ("D25", "torture"),
    ]  # fmt: skip
    assert (first.sdgs, first.sdg_evidence) == ([16], ["torture"])
    assert (first.action_category, first.action_evidence) == (5, "Ratify")
    assert second.topics == []


def test_the_list_of_ohchr_bears_out_what_is_given(corpus: Path) -> None:
    if not (corpus / topics.LIST).is_file():
        pytest.skip("the corpus has no thematic list")
    rows = topics.read_rows(corpus, UPR)
    assert topics.doubtful(rows) == sorted(UPR.lists["doubtful_topics"])
    assert topics.final_positions(corpus) == len(rows)
