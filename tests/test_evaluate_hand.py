"""Scores of reports against gold made by hand: what is right, and what breaks which key."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rapporteur.compare.evaluate import GoldError, as_json, evaluate, evaluate_paths, main
from rapporteur.report import Report

Data = dict[str, Any]

GOLD: Data = {
    "file": "meetings/ponds.pdf",
    "symbols": ["A/PND/1"],
    "title": "Report of the Commission on Ponds",
    "meeting": {
        "place": "Vienna",
        "start": "2019-03-04",
        "end": "2019-03-06",
        "meetings_held": 5,
        "officers": [{"name": "Ada Brook", "role": "Chair", "country": "PER"}],
    },
    "headings": [
        {"label": None, "title": "Summary", "level": 1, "part": "body", "page": 1},
        {"label": "I", "title": "Opening", "level": 1, "part": "body", "page": 1},
        {"label": "A", "title": "Election", "level": 2, "part": "body", "page": 2},
        {"label": None, "title": "Draft text", "level": 3, "part": "body", "page": 2},
        {"label": "Annex", "title": "Papers", "level": 1, "part": "annex", "page": 4},
        {"label": None, "title": "Late papers", "level": 2, "part": "annex", "page": 4},
    ],
    "paragraphs": [
        {"number": "1", "part": "body", "section": "I", "start": "The Commission met",
         "end": "as laid out in (b) ponds.", "items": ["(a)", "(b)", "(b)(i)"]},
        {"number": "2", "part": "body", "section": "I/A", "start": "The following was elected",
         "end": "Chair: Ada Brook (Peru)", "items": []},
        {"number": "1", "part": "body", "section": "I/A/Draft text", "start": "Decides to",
         "end": "keep the ponds;", "items": ["•", "•"]},
        {"number": "3", "part": "annex", "section": "Annex/Late papers", "start": "Papers came",
         "end": "came late.", "items": []},
    ],
    "recommendations": [
        {"number": "1", "paragraph": "1", "start": "Keep all ponds", "end": "clean (Peru);",
         "states": ["Peru"]},
    ],
    "agenda": [{"number": "1", "title": "Opening"}, {"number": "1(a)", "title": "Election"}],
    "attendance": [{"category": "members", "paragraph": "1", "members": ["Peru", "Chad"],
                    "members_borderline": ["Tribe of the Frogs"]}],
    "statements": [{"paragraph": "2", "members": ["Chad"]}],
    "people": [{"name": "Ada Brook", "honorific": "Ms.", "role": "Chair", "affiliation": None,
                "country": "PER", "on_behalf_of": None, "paragraphs": ["2"],
                "aliases": ["A. Brook"]}],
    "countries": ["PER", "TCD"],
    "organizations": ["Commission on Ponds (CP)", "Pond Watch"],
    "organizations_borderline": ["Friends of Frogs"],
    "documents": ["A/PND/2"],
    "resolutions": ["General Assembly resolution 99/7"],
    "footnotes": [{"marker": "1", "start": "See A/PND/2"}],
    "tables": [{"page": 4, "rows": 2, "cols": 2, "title": None}],
    "hard": [],
}  # fmt: skip


def _section(at: str, label: str | None, title: str, level: int, up: str | None, part: str) -> Data:
    return {"id": at, "label": label, "title": title, "level": level, "parent": up, "part": part,
            "source": []}  # fmt: skip


def _item(at: str, label: str, text: str, *items: Data) -> Data:
    return {"id": at, "label": label, "text": text, "items": list(items), "tail": None,
            "footnotes": []}  # fmt: skip


def _paragraph(at: str, number: str, section: str, text: str, *items: Data) -> Data:
    part = "annex-1" if section == "x1" else "body"
    return {"id": at, "kind": "numbered", "number": number, "part": part, "section": section,
            "text": text, "items": list(items), "tail": None, "footnotes": [], "source": [],
            "rule": "test"}  # fmt: skip


REPORT: Data = {
    "schema_version": "1.0",
    "generator": {"name": "rapporteur", "version": "0", "grammar": "base", "grammar_hash": "0",
                  "model": None},
    "source": {"name": "ponds.pdf", "sha256": "0", "media_type": "application/pdf", "pages": 4,
               "reader": "pdfium"},
    "document": {"symbols": ["A/PND/1"], "title": "Report of the Commission on Ponds",
                 "family": "base", "body": None, "language": None, "distribution": None,
                 "date": None, "original_languages": [], "job_number": None},
    "meeting": {"body": None, "ordinal": None, "session": None, "place": "Vienna",
                "start": "2019-03-04", "end": "2019-03-06", "meetings_held": 5,
                "officers": [{"person": "ada", "role": "Chair", "country": "PER"}]},
    "parts": [{"id": "body", "label": None, "title": None},
              {"id": "annex-1", "label": "Annex I", "title": "Papers"}],
    "sections": [_section("s0", None, "Summary", 1, None, "body"),
                 _section("s1", "I", "Opening", 1, None, "body"),
                 _section("s2", "A", "Election", 2, "s1", "body"),
                 _section("s3", None, "Draft text", 3, "s2", "body"),
                 _section("x1", None, "Late papers", 2, None, "annex-1")],
    "paragraphs": [
        _paragraph("p1", "1", "s1", "The Commission met:", _item("p1a", "(a)", "early,"),
                   _item("p1b", "(b)", "as laid", _item("p1bi", "(i)", "out in (b) ponds."))),
        _paragraph("p2", "2", "s2", "The following was elected:"),
        _paragraph("p3", "1", "s3", "Decides to:", _item("p3a", "–", "dig"),
                   _item("p3b", "–", "keep the ponds;")),
        _paragraph("p4", "3", "x1", "Papers came late."),
    ],
    "recommendations": [{"id": "r1", "number": "1", "paragraph": "p1", "section": "s1",
                         "text": "Keep all ponds clean", "items": [], "addressees": [],
                         "modality": None, "states": ["PER"], "position": None}],
    "agenda": [{"number": "1", "title": "Opening",
                "items": [{"number": "(a)", "title": "Election", "items": []}]}],
    "attendance": [{"category": "members", "paragraph": "p1", "members": [
        {"name": "Peru", "entity": "PER"}, {"name": "the Chad", "entity": "TCD"},
        {"name": "Tribe of the Frogs", "entity": None}]}],
    "statements": [{"paragraph": "p2", "agenda_items": [], "category": None,
                    "members": [{"name": "Chad", "entity": "TCD"}]}],
    "entities": {
        "people": [{"id": "ada", "name": "Ada Brook", "honorific": "Ms.", "role": "Chair",
                    "affiliation": None, "country": "PER", "on_behalf_of": None,
                    "paragraphs": ["p2"]}],
        "countries": [{"id": code, "name": code, "iso2": None, "iso3": code, "m49": None,
                       "region": None, "paragraphs": []} for code in ("PER", "TCD")],
        "organizations": [{"id": name, "name": name, "acronym": None, "type": "other",
                           "paragraphs": []}
                          for name in ("Commission on Ponds", "Pond Watch", "Friends of Frogs")],
    },
    "mentions": [],
    "citations": [
        {"id": "c1", "kind": "document", "symbol": "A/PND/2", "body": None, "number": None,
         "title": None, "paragraphs": []},
        {"id": "c2", "kind": "resolution", "symbol": None, "body": "General Assembly",
         "number": "99/7", "title": None, "paragraphs": []},
    ],
    "footnotes": [{"id": "f1", "marker": "1", "text": "See A/PND/2, annex.", "part": "body",
                   "paragraph": "p1", "source": []}],
    "tables": [{"id": "t1", "title": None, "section": "x1", "header": ["No.", "Name"],
                "rows": [["1", "Draft"]],
                "source": [{"page": 4, "start": 0, "end": 1, "bbox": None}]}],
    "repairs": [],
    "problems": [],
    "quality": {"coverage": 1.0, "characters": 1, "pages": 4, "paragraphs": 4, "repairs": 0,
                "problems": 0},
}  # fmt: skip


def _good() -> Data:
    return copy.deepcopy(REPORT)


def test_the_report_has_the_shape_of_the_schema() -> None:
    Report.model_validate(_good())


def test_a_right_report_is_right_in_every_key() -> None:
    scores = evaluate(GOLD, _good()).documents[0].scores
    assert {score.key: score.f1 for score in scores if score.f1 < 1} == {}
    asked = {score.key for score in scores if score.gold}
    assert asked >= {"title", "symbols", "headings", "paragraphs", "items", "tables", "people"}


def _swap(report: Data, *path: str | int, to: Any) -> None:
    for step in path[:-1]:
        report = report[step]  # type: ignore[index]
    report[path[-1]] = to  # type: ignore[index]


@pytest.mark.parametrize(
    ("key", "path", "to", "counts"),
    [
        # counts: right, missed or wrong, extra or wrong
        ("title", ("document", "title"), "Report on Ponds", (0, 1, 1)),
        ("title", ("document", "title"), None, (0, 1, 0)),
        ("symbols", ("document", "symbols"), ["A/PND/1", "A/PND/9"], (1, 0, 1)),
        ("meeting place", ("meeting", "place"), "Geneva", (0, 1, 1)),
        ("meeting meetings_held", ("meeting", "meetings_held"), 6, (0, 1, 1)),
        ("officers", ("meeting", "officers", 0, "role"), "Rapporteur", (0, 1, 1)),
        ("officers: country", ("meeting", "officers", 0, "country"), "CHL", (0, 1, 1)),
        ("headings", ("sections", 1, "title"), "Opening of the session", (5, 1, 1)),
        ("headings", ("sections", 1, "label"), "II", (5, 1, 1)),
        ("headings", ("sections", 0, "part"), "annex-1", (4, 2, 2)),
        ("headings", ("parts", 1, "title"), "Old papers", (5, 1, 1)),
        ("heading levels", ("sections", 2, "level"), 3, (5, 1, 1)),
        ("paragraphs", ("paragraphs", 0, "number"), "9", (3, 1, 1)),
        ("paragraphs", ("paragraphs", 0, "text"), "Commission met:", (3, 1, 1)),
        ("paragraphs", ("paragraphs", 3, "kind"), "unnumbered", (3, 1, 0)),
        ("paragraph ends", ("paragraphs", 3, "tail"), "Page 4", (3, 1, 1)),
        ("paragraph ends", ("paragraphs", 2, "items"), [], (3, 1, 1)),
        ("items", ("paragraphs", 2, "items"), [], (3, 2, 0)),
        ("items", ("paragraphs", 0, "items", 0, "label"), "(c)", (4, 1, 1)),
        ("items", ("paragraphs", 3, "items"), [_item("z", "(a)", "came late.")], (5, 0, 1)),
        ("sections of paragraphs", ("paragraphs", 1, "section"), "s1", (3, 1, 1)),
        ("sections of paragraphs", ("paragraphs", 3, "part"), "body", (3, 1, 1)),
        ("sections of paragraphs", ("sections", 3, "parent"), "s1", (3, 1, 1)),
        ("recommendations (start)", ("recommendations", 0, "number"), "2", (0, 1, 1)),
        ("recommendations (end)", ("recommendations", 0, "text"), "Keep all ponds", (0, 1, 1)),
        ("recommendations (States)", ("recommendations", 0, "states"), ["PER", "TCD"], (0, 1, 1)),
        ("agenda", ("agenda", 0, "items"), [], (1, 1, 0)),
        ("attendance", ("attendance", 0, "paragraph"), "p2", (0, 2, 3)),
        ("attendance: category", ("attendance", 0, "category"), "ngos", (0, 2, 2)),
        ("statements", ("statements", 0, "members"), [], (0, 1, 0)),
        ("people", ("entities", "people", 0, "name"), "Ada Brooks", (0, 1, 1)),
        ("people: role", ("entities", "people", 0, "role"), None, (0, 1, 0)),
        ("people: affiliation", ("entities", "people", 0, "affiliation"), "Lake Co.", (0, 0, 1)),
        ("people: paragraphs", ("entities", "people", 0, "paragraphs"), ["p1", "p2"], (1, 0, 1)),
        ("countries", ("entities", "countries", 0, "id"), "CHL", (1, 1, 1)),
        ("organizations", ("entities", "organizations", 0, "name"), "Ponds", (1, 1, 1)),
        ("documents", ("citations", 0, "symbol"), "A/PND/22", (0, 1, 1)),
        ("resolutions", ("citations", 1, "kind"), "decision", (0, 1, 1)),
        ("footnotes", ("footnotes", 0, "marker"), "2", (0, 1, 1)),
        ("footnotes", ("footnotes", 0, "text"), "A/PND/2, annex.", (0, 1, 1)),
        ("tables", ("tables", 0, "source", 0, "page"), 3, (0, 1, 1)),
        ("table sizes", ("tables", 0, "header"), [], (0, 1, 1)),
        ("table titles", ("tables", 0, "title"), "Papers", (0, 0, 1)),
    ],
)
def test_what_is_wrong_is_counted_under_its_key(
    key: str, path: tuple[str | int, ...], to: object, counts: tuple[int, int, int]
) -> None:
    report = _good()
    _swap(report, *path, to=to)
    score = evaluate(GOLD, report).total(key)
    assert (score.hits, len(score.missed), len(score.extra)) == counts


@pytest.mark.parametrize(
    ("path", "to", "key"),
    [
        (("parts", 1, "label"), "Annex", "headings"),
        (("paragraphs", 0, "kind"), "recommendation", "paragraphs"),
        (("entities", "people", 0, "name"), "A. Brook", "people"),
        (("entities", "organizations", 0, "name"), "the commission on Ponds", "organizations"),
        (("paragraphs", 1, "items"), [_item("o", "1.", "Chair: Ada Brook (Peru)")], "items"),
        (("paragraphs", 1, "items"), [_item("o", "1.", "Chair: Ada Brook (Peru)")],
         "paragraph ends"),
    ],
)  # fmt: skip
def test_what_the_gold_leaves_open_is_right(path: tuple[str, ...], to: object, key: str) -> None:
    report = _good()
    _swap(report, *path, to=to)
    assert evaluate(GOLD, report).total(key).f1 == 1.0


def test_a_list_of_attendance_may_stand_in_a_paragraph_without_a_number() -> None:
    report, gold = _good(), copy.deepcopy(GOLD)
    report["paragraphs"].append(_paragraph("u1", "", "x1", "Present:") | {"number": None})
    report["attendance"][0]["paragraph"] = "u1"
    gold["attendance"][0]["paragraph"] = None
    scores = evaluate(gold, report)
    assert scores.total("attendance").f1 == scores.total("attendance: category").f1 == 1.0


def test_the_heading_of_an_annex_may_be_a_section() -> None:
    report = _good()
    report["sections"].insert(4, _section("x0", "Annex I", "Papers", 1, None, "annex-1"))
    report["sections"][5]["parent"] = "x0"
    scores = evaluate(GOLD, report)
    assert scores.total("headings").f1 == scores.total("sections of paragraphs").f1 == 1.0


def test_a_paragraph_that_the_gold_lacks_is_extra_unless_it_recommends() -> None:
    report = _good()
    report["paragraphs"].append(_paragraph("p5", "4", "s1", "One more."))
    assert len(evaluate(GOLD, report).total("paragraphs").extra) == 1
    report["paragraphs"][-1]["kind"] = "recommendation"
    assert evaluate(GOLD, report).total("paragraphs").f1 == 1.0


def test_second_answers_count() -> None:
    gold = copy.deepcopy(GOLD)
    gold["title_alt"] = "Ponds report"
    gold["headings"][1]["level_alt"] = [2]
    gold["paragraphs"][3]["end_alt"] = "came in time."
    gold["organizations_alt"] = {"Pond Watch": "Watch on Ponds"}
    report = _good()
    report["document"]["title"] = "Ponds report"
    report["sections"][1]["level"] = 2
    report["paragraphs"][3]["text"] = "Papers came in time."
    report["entities"]["organizations"][1]["name"] = "Watch on Ponds"
    scores = evaluate(gold, report)
    keys = ("title", "heading levels", "paragraph ends", "organizations")
    assert [scores.total(key).f1 for key in keys] == [1.0] * 4


@pytest.mark.parametrize("end", ["", None])
def test_an_end_that_the_gold_leaves_open_is_not_scored(end: str | None) -> None:
    gold = copy.deepcopy(GOLD)
    gold["paragraphs"][0]["end"] = end
    whole, score = (evaluate(each, _good()).total("paragraph ends") for each in (GOLD, gold))
    assert (score.gold, score.f1) == (whole.gold - 1, 1.0)


def test_recommendations_that_the_gold_leaves_to_another_are_not_scored() -> None:
    gold = {**GOLD, "recommendations": ["see elsewhere"]}
    assert evaluate(gold, _good()).total("recommendations (start)").empty


def test_an_empty_report_misses_everything() -> None:
    scores = evaluate(GOLD, {}).totals()
    assert all(score.hits == 0 for score in scores)
    assert {"headings", "paragraphs", "people", "tables"} <= {score.key for score in scores}


def _write(folder: Path, name: str, value: object) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def test_folders_pair_by_name_and_name_what_is_absent(tmp_path: Path) -> None:
    _write(tmp_path / "gold", "ponds-by-hand.json", GOLD)
    _write(tmp_path / "gold", "lakes.json", {**GOLD, "file": "lakes.pdf"})
    _write(tmp_path / "out" / "meetings", "ponds.json", _good())
    evaluation = evaluate_paths(tmp_path / "gold", tmp_path / "out")
    assert [document.name for document in evaluation.documents] == ["ponds"]
    assert evaluation.absent == ("lakes",)


def test_one_gold_and_one_report_belong_together(tmp_path: Path) -> None:
    gold = _write(tmp_path, "gold.json", GOLD)
    report = _write(tmp_path, "any-name.json", _good())
    assert evaluate_paths(gold, report).total("headings").f1 == 1.0


@pytest.mark.parametrize(
    "arrange",
    [
        lambda folder: (folder / "none.json", _write(folder, "r.json", {})),
        lambda folder: (_write(folder, "g.json", GOLD), folder / "none"),
        lambda folder: (_write(folder, "g.json", GOLD), _write(folder, "r.json", ["list"])),
        lambda folder: (_write(folder, "g.json", GOLD), _write(folder / "o", "x.json", {}).parent),
        lambda folder: (_write(folder / "g", "x.txt", "").parent, _write(folder, "r.json", {})),
    ],
)
def test_what_cannot_be_read_is_named(
    tmp_path: Path, arrange: Callable[[Path], tuple[Path, Path]]
) -> None:
    with pytest.raises(GoldError, match=str(tmp_path)):
        evaluate_paths(*arrange(tmp_path))


def test_the_json_holds_every_slip(tmp_path: Path) -> None:
    report = _good()
    report["sections"][1]["title"] = "Closing"
    data = json.loads(as_json(evaluate(GOLD, report)))
    (headings,) = [s for s in data["documents"][0]["scores"] if s["key"] == "headings"]
    assert headings["hits"] == 5
    assert [slip["expected"] for slip in headings["slips"]] == ["I. Opening", None]
    assert [slip["found"] for slip in headings["slips"]] == [None, "I. Closing"]
    assert data["total"][0]["key"] == "title"


@pytest.mark.parametrize("output", ["table", "json"])
def test_the_command_prints(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], output: str
) -> None:
    report = _good()
    report["document"]["title"] = "Wrong"
    main(_write(tmp_path, "g.json", GOLD), _write(tmp_path, "r.json", report), output)
    printed = capsys.readouterr().out
    assert "headings" in printed
    assert "Report of the Commission on Ponds" in printed
