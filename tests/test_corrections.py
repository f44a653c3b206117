"""Corrections by people: each is made or gives a conflict, and the report stays whole."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from conftest import ROOT
from laws import broken
from rapporteur import parse
from rapporteur.assemble.corrections import correct
from rapporteur.report import Correction, Place, Report, restore


@cache
def report(name: str = "a-hrc-99-99.json") -> Report:
    return restore((ROOT / "outputs" / name).read_bytes(), name)


def corrected(*corrections: dict[str, Any], name: str = "a-hrc-99-99.json") -> Report:
    result = correct(report(name), [Correction(**one) for one in corrections])
    assert broken(result) == []
    return result


def conflicts(found: Report) -> list[str]:
    return [one.message for one in found.problems if one.code == "correction_conflict"]


def by_id(found: list[Any], name: str) -> Any:
    return next(one for one in found if one.id == name)


def test_without_corrections_nothing_changes() -> None:
    assert correct(report(), []) is report()


def test_a_field_of_a_person_is_corrected_and_told() -> None:
    entry = {
        "node": "ragnheidur-isleifsdottir",
        "field": "role",
        "before": "Minister of Justice",
        "after": "Minister of the Interior",
        "by": "ana",
        "note": "page 9",
    }
    found = corrected(entry)
    assert by_id(found.entities.people, entry["node"]).role == "Minister of the Interior"
    assert [one.model_dump(exclude={"place"}) for one in found.corrections] == [entry]
    assert conflicts(found) == []


def test_nothing_else_changes() -> None:
    person = "ragnheidur-isleifsdottir"
    found = corrected(
        {"node": person, "field": "role", "before": "Minister of Justice", "after": "Judge"}
    ).model_dump(exclude={"corrections"})
    before = report().model_dump(exclude={"corrections"})
    for one in (found, before):
        for human in one["entities"]["people"]:
            human["role"] = human["role"] if human["id"] != person else None
    assert found == before


def test_mentions_follow_a_corrected_text() -> None:
    old = by_id(report().paragraphs, "p1").text
    found = corrected({"node": "p1", "field": "text", "before": old, "after": f"Lately, {old}"})
    moved = [one for one in found.mentions if one.node == "p1"]
    assert [one.start - 8 for one in moved] == [
        one.start for one in report().mentions if one.node == "p1"
    ]


def test_a_mention_whose_words_were_changed_is_gone() -> None:
    old = by_id(report().paragraphs, "p2").text
    new = old.replace("Uruguay", "Paraguay")
    found = corrected({"node": "p2", "field": "text", "before": old, "after": new})
    assert "URY" not in {one.entity for one in found.mentions if one.node == "p2"}
    assert "p2" not in by_id(found.entities.countries, "URY").paragraphs


def test_a_recommendation_follows_its_paragraph() -> None:
    old = by_id(report().paragraphs, "r38.2").text
    new = old.replace("yearly", "annual")
    found = corrected({"node": "r38.2", "field": "text", "before": old, "after": new})
    assert "an annual report" in by_id(found.recommendations, "rec-38.2").text.replace(
        "a annual", "an annual"
    )


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"node": "p1", "field": "text", "before": "Other words", "after": "x"}, "but now has"),
        ({"node": "p999", "field": "text", "before": "Gone", "after": "x"}, "no 'p999'"),
        ({"node": "p1", "field": "source", "before": None, "after": []}, "cannot be corrected"),
        ({"node": "s-I", "field": "level", "before": 1, "after": 3}, "none above it"),
        ({"node": "people", "field": "add", "after": {"name": ""}}, "must have a name"),
        ({"node": "people", "field": "add", "after": {"name": "A", "age": 4}}, "schema"),
        ({"node": "towns", "field": "add", "after": {"name": "Oslo"}}, "nothing can be added"),
    ],
)
def test_what_does_not_fit_is_a_conflict(entry: dict[str, Any], said: str) -> None:
    if entry["field"] == "source":
        entry = {**entry, "before": [p.model_dump() for p in report().paragraphs[0].source]}
        entry = {**entry, "node": report().paragraphs[0].id, "before": _json(entry["before"])}
    found = corrected(entry)
    (message,) = conflicts(found)
    assert said in message
    assert found.corrections == []


def _json(places: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**place, "bbox": list(place["bbox"])} for place in places]


def test_a_conflict_tells_both_texts() -> None:
    found = corrected({"node": "p1", "field": "text", "before": "As I saw it", "after": "x"})
    (message,) = conflicts(found)
    assert "As I saw it" in message
    assert by_id(found.paragraphs, "p1").text[:40] in message


def test_a_node_with_another_id_is_found_by_its_place() -> None:
    paragraph = by_id(report().paragraphs, "p2")
    entry = {
        "node": "p7-of-an-earlier-program",
        "field": "number",
        "before": "2",
        "after": "2 bis",
        "place": paragraph.source[0].model_dump(),
    }
    found = corrected(entry)
    assert by_id(found.paragraphs, "p2").number == "2 bis"
    assert found.corrections[0].node == "p2"


def test_a_correction_that_the_program_now_makes_itself_is_no_conflict() -> None:
    entry = {"node": "p2", "field": "number", "before": "3", "after": "2"}
    assert conflicts(corrected(entry)) == []


def test_paragraphs_are_split_and_merged() -> None:
    old = by_id(report().paragraphs, "p2").text
    at = old.index(" to facilitate")
    texts = [old[:at], old[at + 1 :]]
    found = corrected({"node": "p2", "field": "split", "before": old, "after": texts})
    assert by_id(found.paragraphs, "p2-2").text == texts[1]
    again = correct(found, [Correction(node="p2", field="merge", before=texts[0], after="p2-2")])
    assert broken(again) == []
    assert by_id(again.paragraphs, "p2").text == old
    assert {one.start for one in again.mentions if one.node == "p2"} == {
        one.start for one in report().mentions if one.node == "p2"
    }


def test_a_section_moves_with_what_stands_below_it() -> None:
    name = "ctoc-cop-wg.4-2021-6.json"
    found = corrected({"node": "s-III.B", "field": "level", "before": 2, "after": 1}, name=name)
    levels = {one.id: (one.level, one.parent) for one in found.sections}
    assert levels["s-III.B"] == (1, None)
    assert levels["s-III.C"] == (2, "s-III.B")


def test_people_are_added_removed_and_made_one() -> None:
    people = [one.id for one in report().entities.people]
    found = corrected(
        {"node": "people", "field": "add", "after": {"name": "Working Group"}},
        {"node": people[1], "field": "remove", "before": report().entities.people[1].name},
        {
            "node": people[0],
            "field": "merge",
            "before": report().entities.people[0].name,
            "after": people[2],
        },
    )
    assert conflicts(found)[1:] == []
    ids = [one.id for one in found.entities.people]
    assert people[1] not in ids
    assert "working-group" in ids


def test_a_repair_is_taken_back() -> None:
    sample = ROOT / "samples" / "ctoc-cop-wg.4-2021-6.txt"
    found = parse(sample)
    repair = found.repairs[0]
    place = Place(page=repair.page, start=repair.start, end=repair.end, bbox=None)
    entry = Correction(
        node="repairs", field="undo", before=repair.after, after=repair.before, place=place
    )
    again = parse(sample, corrections=[entry])
    assert broken(again) == []
    assert len(again.repairs) == len(found.repairs) - 1
    assert repair not in again.repairs
    assert again.corrections == [entry]
