"""Corrections by people: each is made or gives a conflict, and the report stays whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, Command
from laws import broken
from rapporteur import parse
from rapporteur.assemble.corrections import correct
from rapporteur.compare.evaluate import evaluate
from rapporteur.compare.evaluate.gold import gold_of
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
        ({"node": "repairs", "field": "undo", "before": "", "after": " "}, "by its place"),
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


def test_a_report_is_right_by_its_own_gold() -> None:
    for path in sorted((ROOT / "outputs").glob("*.json")):
        found = restore(path.read_bytes(), path.name)
        scores = evaluate(gold_of(found), found.model_dump(mode="json")).totals()
        assert [(one.key, one.slips) for one in scores if one.slips] == []


@pytest.fixture
def place(tmp_path: Path, rapporteur: Command) -> Path:
    """A folder with a document and its report."""
    (tmp_path / "in").mkdir()
    sample = ROOT / "samples" / "ctoc-cop-wg.4-2021-6.txt"
    (tmp_path / "in" / "report.txt").write_bytes(sample.read_bytes())
    assert rapporteur("convert", "in", "-o", "out", "-q").returncode == 0
    return tmp_path


def edit(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    value = json.loads(path.read_bytes())
    change(value)
    path.write_text(json.dumps(value), encoding="utf-8")


def change_role(value: dict[str, Any]) -> None:
    value["entities"]["people"][0]["role"] = "Lighthouse keeper"
    value["meeting"]["place"] = "Salzburg"


def test_an_edited_report_becomes_corrections_that_stay(place: Path, rapporteur: Command) -> None:
    out = place / "out" / "report.json"
    edit(out, change_role)
    made = rapporteur("corrections", "from", out, "--by", "ana", "--note", "page 2")
    assert made.returncode == 0, made.stderr
    assert "2 corrections" in made.stdout
    again = rapporteur("convert", "in", "-o", "out", "-q", "--force")
    assert again.returncode == 0, again.stderr
    value = json.loads(out.read_bytes())
    assert value["entities"]["people"][0]["role"] == "Lighthouse keeper"
    assert value["meeting"]["place"] == "Salzburg"
    assert {one["by"] for one in value["corrections"]} == {"ana"}
    listed = rapporteur("corrections", "list", "out")
    assert "Lighthouse keeper\tana\tpage 2" in listed.stdout
    assert rapporteur("corrections", "check", "out").stdout == "2 corrections, 0 to look at\n"


def test_new_corrections_make_a_result_anew(place: Path, rapporteur: Command) -> None:
    out = place / "out" / "report.json"
    before = out.read_bytes()
    edit(out, change_role)
    rapporteur("corrections", "from", out)
    out.write_bytes(before)
    rapporteur("convert", "in", "-o", "out", "-q")
    assert json.loads(out.read_bytes())["meeting"]["place"] == "Salzburg"


def test_a_report_older_than_its_corrections_is_told(place: Path, rapporteur: Command) -> None:
    out = place / "out" / "report.json"
    before = out.read_bytes()
    edit(out, change_role)
    rapporteur("corrections", "from", out)
    out.write_bytes(before)
    result = rapporteur("corrections", "check", "out")
    assert result.returncode == 1
    assert "older than the corrections" in result.stderr


def test_texts_that_are_split_in_the_file_are_split(place: Path, rapporteur: Command) -> None:
    def split(value: dict[str, Any]) -> None:
        paragraph = by_number(value, "31")
        head, _, tail = paragraph["text"].partition(". ")
        rest = {**paragraph, "id": "p31-new", "kind": "unnumbered", "number": None, "text": tail}
        paragraph["text"] = f"{head}."
        value["paragraphs"].insert(value["paragraphs"].index(paragraph) + 1, rest)

    edit(place / "out" / "report.json", split)
    made = rapporteur("corrections", "from", "out/report.json")
    assert made.returncode == 0, made.stderr
    rapporteur("convert", "in", "-o", "out", "-q", "--force")
    value = json.loads((place / "out" / "report.json").read_bytes())
    assert [one["field"] for one in value["corrections"]] == ["split"]
    assert [one["id"] for one in value["paragraphs"] if one["id"].startswith("p31")] == [
        "p31",
        "p31-2",
    ]


def by_number(value: dict[str, Any], number: str) -> dict[str, Any]:
    return next(one for one in value["paragraphs"] if one["number"] == number)


def test_what_people_mended_becomes_the_measure(place: Path, rapporteur: Command) -> None:
    out = place / "out" / "report.json"
    before = out.read_bytes()
    edit(out, change_role)
    rapporteur("corrections", "from", out)
    rapporteur("convert", "in", "-o", "out", "-q", "--force")
    assert rapporteur("corrections", "export", "out", "-o", "gold").returncode == 0
    (place / "old").mkdir()
    (place / "old" / "report.json").write_bytes(before)
    result = rapporteur("evaluate", "gold", "old")
    assert "Lighthouse keeper" in result.stdout or "role" in result.stdout


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "it is no JSON"),
        ("[]", "no file of corrections"),
        ('{"name": "a", "sha256": "b", "corrections": [{"field": "x"}]}', "no file of corrections"),
    ],
)
def test_a_broken_file_stops_nothing_but_its_document(
    place: Path, rapporteur: Command, content: str, said: str
) -> None:
    sha = json.loads((place / "out" / "report.json").read_bytes())["source"]["sha256"]
    (place / "out" / "corrections").mkdir()
    file = place / "out" / "corrections" / f"{sha[:16]}.json"
    file.write_text(content, encoding="utf-8")
    result = rapporteur("convert", "in", "-o", "out", "-q", "--force")
    assert result.returncode == 1
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert file.read_text(encoding="utf-8") == content


def test_a_cluster_does_not_pass_over_corrections(place: Path, rapporteur: Command) -> None:
    edit(place / "out" / "report.json", change_role)
    rapporteur("corrections", "from", "out/report.json")
    result = rapporteur("convert", "in", "-o", "out", "--engine", "dask", "--force")
    assert result.returncode == 2
    assert "a cluster cannot see these corrections" in result.stderr


def test_what_a_page_saved_joins_what_is_there(place: Path, rapporteur: Command) -> None:
    edit(place / "out" / "report.json", change_role)
    rapporteur("corrections", "from", "out/report.json", "--by", "ana")
    (file,) = (place / "out" / "corrections").glob("*.json")
    saved = json.loads(file.read_bytes())
    title = {"node": "document", "field": "title", "before": None, "after": "By hand"}
    saved["corrections"] = [saved["corrections"][0], title]
    saved["marks"] = [{"node": "report", "state": "checked"}]
    (place / "saved.json").write_text(json.dumps(saved), encoding="utf-8")
    made = rapporteur("corrections", "from", "saved.json", "-o", "out/corrections")
    assert made.returncode == 0, made.stderr
    assert "3 corrections" in made.stdout
    whole = json.loads(file.read_bytes())
    assert [one["field"] for one in whole["corrections"]][-1] == "title"
    assert whole["marks"][0]["state"] == "checked"
    rapporteur("convert", "in", "-o", "out", "-q", "--force")
    value = json.loads((place / "out" / "report.json").read_bytes())
    assert value["document"]["title"] == "By hand"
