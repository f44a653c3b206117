"""Corrections by people: each is made or gives a conflict, and the report stays whole."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, Command
from laws import broken
from rapporteur import parse
from rapporteur.assemble.corrections import correct
from rapporteur.assemble.corrections.tree import Node, Tree
from rapporteur.cli import app
from rapporteur.compare.evaluate import evaluate
from rapporteur.compare.evaluate.gold import gold_of
from rapporteur.report import Correction, Place, Report, restore
from rapporteur.view.review.editing import FIELDS

HERE = ("--engine", "here")
"""In this process, which has read the models once."""


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


MEETING = "ctoc-cop-wg.4-2021-6.json"
OTHERS = {
    "text": "By hand.", "line": "By hand", "lines": ["By hand"], "number": 7, "kind": "unnumbered",
    "state": "NOR", "states": ["NOR", "PRY"], "type": "ngo", "category": "observers",
    "position": "noted", "person": None, "node": "p2",
    "members": [{"name": "Oslo", "entity": None}],
}  # fmt: skip
"""Another value for each way in which a field is written."""


@pytest.mark.parametrize("model", sorted(FIELDS.keys() - {"Commitment", "Table"}))
def test_every_field_that_a_page_offers_can_be_corrected(model: str) -> None:
    """But for commitments and tables, of which no sample has any."""
    name = next(name for name in (MEETING, "a-hrc-99-99.json") if first(report(name), model))
    node = first(report(name), model)
    assert node is not None
    entries = [
        {"node": node.id, "field": field, "before": node.value[field], "after": OTHERS[how]}
        for field, _, how in FIELDS[model]
        if node.value[field] != OTHERS[how] and field not in ("level", "paragraph", "person")
    ]
    assert entries
    result = corrected(*entries, name=name)
    assert conflicts(result) == []
    assert [one.field for one in result.corrections] == [one["field"] for one in entries]
    shown = next(one for one in Tree(result).nodes() if one.id == node.id)
    for one in entries:
        assert strip(shown.value[one["field"]]) == one["after"]


def first(found: Report, model: str) -> Node | None:
    return next((one for one in Tree(found).nodes() if one.model.__name__ == model), None)


def strip(value: Any) -> Any:
    """Return a value without what the schema adds to members."""
    if not isinstance(value, list):
        return value
    return [
        {k: v for k, v in one.items() if k != "on_behalf_of"} if isinstance(one, dict) else one
        for one in value
    ]


def test_officers_and_lists_come_go_and_move() -> None:
    chair = report(MEETING).meeting.officers[0]
    attendance = report(MEETING).attendance[0]
    place = f"attendance:{attendance.paragraph}:1"
    found = corrected(
        {"node": "people", "field": "add", "after": {"name": "Ola Lind", "id": "ola-lind"}},
        {"node": "officers", "field": "add",
         "after": {"role": "Keeper", "person": "ola-lind", "country": "NOR"}},
        {"node": "officers:ola-lind:1", "field": "role", "before": "Keeper", "after": "Clerk"},
        {"node": f"officers:{chair.person}:1", "field": "remove", "before": chair.role},
        {"node": "statements", "field": "add",
         "after": {"paragraph": "p3", "agenda_items": [], "category": None,
                   "members": [{"name": "Norway", "entity": "NOR"}]}},
        {"node": place, "field": "paragraph", "before": attendance.paragraph, "after": "p2"},
        {"node": "attendance:p2:1", "field": "remove",
         "before": [one.name for one in attendance.members]},
        name=MEETING,
    )  # fmt: skip
    assert conflicts(found) == []
    assert [(one.role, one.person) for one in found.meeting.officers] == [("Clerk", "ola-lind")]
    assert found.statements[-1].paragraph == "p3"
    assert len(found.attendance) == len(report(MEETING).attendance) - 1
    assert "NOR" in {one.id for one in found.entities.countries}


def test_a_list_that_is_another_by_now_is_not_removed() -> None:
    place = f"attendance:{report(MEETING).attendance[0].paragraph}:1"
    found = corrected({"node": place, "field": "remove", "before": ["Oslo"]}, name=MEETING)
    (message,) = conflicts(found)
    assert "Oslo" in message
    assert len(found.attendance) == len(report(MEETING).attendance)


@pytest.mark.parametrize(
    "entry",
    [
        {"node": "rec-38.2", "field": "states", "after": ["Atlantis"]},
        {"node": "ragnheidur-isleifsdottir", "field": "country", "after": "Atlantis"},
        {"node": "officers", "field": "add",
         "after": {"role": "Chair", "person": "nobody", "country": None}},
        {"node": "attendance", "field": "add",
         "after": {"category": "parties", "paragraph": "p999", "members": []}},
        {"node": "attendance", "field": "add",
         "after": {"category": "parties", "paragraph": "p1",
                   "members": [{"name": "Oslo", "entity": "oslo"}]}},
    ],
)  # fmt: skip
def test_what_points_to_nothing_is_a_conflict(entry: dict[str, Any]) -> None:
    node = next((one for one in Tree(report()).nodes() if one.id == entry["node"]), None)
    before = node.value[entry["field"]] if node else None
    found = corrected({**entry, "before": before})
    assert len(conflicts(found)) == 1
    assert found.corrections == []


def test_a_state_that_nobody_named_yet_is_listed_when_it_is_needed() -> None:
    known = {one.id for one in report().entities.countries}
    assert "TUV" not in known
    states = by_id(report().recommendations, "rec-38.2").states
    found = corrected(
        {"node": "rec-38.2", "field": "states", "before": states, "after": ["TUV"]},
        {"node": "countries", "field": "add", "after": {"name": "Kiribati", "id": "KIR"}},
    )
    assert by_id(found.entities.countries, "TUV").name == "Tuvalu"
    assert by_id(found.entities.countries, "KIR").iso2 == "KI"


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


def renumbered(by: int) -> Report:
    """Return the sample as a program would give it that counts its paragraphs otherwise."""
    text = (ROOT / "outputs" / "a-hrc-99-99.json").read_text(encoding="utf-8")
    names = [one.id for one in report().paragraphs if one.id.startswith("p")]
    for name in sorted(names, key=lambda one: -int(one[1:].split("-")[0])):
        text = text.replace(f'"{name}"', f'"p{int(name[1:].split("-")[0]) + by}"')
    return restore(text.encode(), "renumbered")


def test_a_text_is_found_where_it_stands_though_its_id_is_now_of_another() -> None:
    third = by_id(report().paragraphs, "p3")
    place = third.source[0]
    entry = Correction(node="p3", field="kind", before="numbered", after="unnumbered", place=place)
    found = correct(renumbered(1), [entry])
    kinds = {one.id: one.kind for one in found.paragraphs}
    assert (kinds["p3"], kinds["p4"]) == ("numbered", "unnumbered")
    assert found.corrections[0].node == "p4"


@pytest.mark.parametrize(
    ("model", "field", "after"),
    [("Person", "role", "Keeper"), ("Statement", "category", "observers"),
     ("Organization", "acronym", "XX")],
)  # fmt: skip
def test_names_and_entries_are_found_by_where_they_are_named(
    model: str, field: str, after: str
) -> None:
    tree = Tree(report())
    node = first(report(), model)
    assert node is not None
    place = Place.model_validate(tree.places(node)[0])
    old = f"{node.id}-of-old" if ":" not in node.id else node.id.replace(":p", ":p99")
    entry = Correction(node=old, field=field, before=node.value[field], after=after, place=place)
    found = correct(report(), [entry])
    assert conflicts(found) == []
    assert found.corrections[0].node == node.id
    elsewhere = place.model_copy(update={"page": 99})
    assert conflicts(correct(report(), [entry.model_copy(update={"place": elsewhere})]))


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


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a document and its report, converted once."""
    folder = tmp_path_factory.mktemp("converted")
    (folder / "in").mkdir()
    sample = ROOT / "samples" / "ctoc-cop-wg.4-2021-6.txt"
    (folder / "in" / "report.txt").write_bytes(sample.read_bytes())
    with pytest.raises(SystemExit) as end:
        app(["convert", str(folder / "in"), "-o", str(folder / "out"), "-q", *HERE])
    assert end.value.code == 0
    return folder


@pytest.fixture
def place(tmp_path: Path, converted: Path) -> Path:
    """A folder of one's own with the document and its report."""
    shutil.copytree(converted, tmp_path, dirs_exist_ok=True)
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
    again = rapporteur("convert", "in", "-o", "out", "-q", "--force", *HERE)
    assert again.returncode == 0, again.stderr
    value = json.loads(out.read_bytes())
    assert value["entities"]["people"][0]["role"] == "Lighthouse keeper"
    assert value["meeting"]["place"] == "Salzburg"
    assert {one["by"] for one in value["corrections"]} == {"ana"}
    listed = rapporteur("corrections", "list", "out")
    assert "Lighthouse keeper\tana\tpage 2" in listed.stdout
    assert rapporteur("corrections", "check", "out").stdout == "2 corrections, 0 to look at\n"


def test_corrections_of_a_report_in_a_subfolder_are_those_of_the_output_folder(
    tmp_path: Path, rapporteur: Command
) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "deep" / "report.txt").write_text("1. Ana spoke.\n\n2. All left.\n")
    assert rapporteur("convert", "in", "-o", "out", "-q", *HERE).returncode == 0
    out = tmp_path / "out" / "deep" / "report.json"
    edit(out, lambda value: value["meeting"].update(place="Salzburg"))
    assert rapporteur("convert", "in", "-o", "out", "-q", *HERE).returncode == 1
    assert rapporteur("corrections", "from", out).returncode == 0
    assert rapporteur("convert", "in", "-o", "out", "-q", *HERE).returncode == 0
    assert json.loads(out.read_bytes())["meeting"]["place"] == "Salzburg"
    assert len(list((tmp_path / "out" / "corrections").glob("*.json"))) == 1


@pytest.mark.parametrize("how", [["--no-entities"], ["--grammar", "base"]])
def test_what_another_way_would_find_is_no_edit(
    tmp_path: Path, rapporteur: Command, how: list[str]
) -> None:
    (tmp_path / "in").mkdir()
    text = "Report of the meeting\n\n1. Ms. Ana Roe (Peru) spoke.\n\n2. Peru left (Chad);\n"
    (tmp_path / "in" / "report.txt").write_text(text)
    assert rapporteur("convert", "in", "-o", "out", "-q", *how, *HERE).returncode == 0
    edit(tmp_path / "out" / "report.json", lambda value: value["meeting"].update(place="Lima"))
    made = rapporteur("corrections", "from", "out/report.json")
    assert (made.returncode, made.stderr) == (0, "")
    assert "1 corrections" in made.stdout


def test_what_another_program_wrote_is_not_taken_for_edits(
    place: Path, rapporteur: Command
) -> None:
    edit(place / "out" / "report.json", lambda value: value["generator"].update(version="0.0.1"))
    made = rapporteur("corrections", "from", "out/report.json")
    assert made.returncode == 2
    assert "another version" in made.stderr
    assert not (place / "out" / "corrections").exists()
    whole = rapporteur("corrections", "from", "out/report.json", "in/report.txt")
    assert whole.returncode == 0


def test_new_corrections_make_a_result_anew(place: Path, rapporteur: Command) -> None:
    out = place / "out" / "report.json"
    before = out.read_bytes()
    edit(out, change_role)
    rapporteur("corrections", "from", out)
    out.write_bytes(before)
    rapporteur("convert", "in", "-o", "out", "-q", *HERE)
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
    rapporteur("convert", "in", "-o", "out", "-q", "--force", *HERE)
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
    rapporteur("convert", "in", "-o", "out", "-q", "--force", *HERE)
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
    result = rapporteur("convert", "in", "-o", "out", "-q", "--force", *HERE)
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
    rapporteur("convert", "in", "-o", "out", "-q", "--force", *HERE)
    value = json.loads((place / "out" / "report.json").read_bytes())
    assert value["document"]["title"] == "By hand"
