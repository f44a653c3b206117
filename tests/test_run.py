"""The samples end to end: each gives what is known to stand in it, with every reader."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rapporteur import parse
from rapporteur.report import Item, Paragraph, Report
from word_sample import set_as_word

SAMPLES = Path(__file__).parents[1] / "samples"
CTOC, UPR = "ctoc-cop-wg.4-2021-6", "a-hrc-99-99"
CODES = {"English": "en"}
CASES = [
    (f"{CTOC}.txt", "auto"), (f"{CTOC}-typeset.pdf", "pdfium"),
    (f"{CTOC}-typeset.pdf", "pdfplumber"), (f"{UPR}.pdf", "pdfium"), (f"{UPR}.pdf", "pdfplumber"),
    (f"{CTOC}-typeset.docx", "auto"), (f"{UPR}.docx", "auto"),
]  # fmt: skip

pytestmark = pytest.mark.parametrize(
    ("name", "reader"), CASES, ids=[f"{name[:4]}-{name[-3:]}-{reader}" for name, reader in CASES]
)


@cache
def data_of(name: str) -> bytes:
    """The file, which is set anew from its truth as Word."""
    if name.endswith(".docx"):
        return set_as_word(truth_of(name))
    return (SAMPLES / name).read_bytes()


@cache
def report_of(name: str, reader: str) -> Report:
    return parse(data_of(name), name=name, reader=reader, entities=False)


@cache
def truth_of(name: str) -> dict[str, Any]:
    stem = UPR if name.startswith(UPR) else f"{CTOC}-typeset"
    return json.loads((SAMPLES / f"{stem}.truth.json").read_text(encoding="utf-8"))


@pytest.fixture
def report(name: str, reader: str) -> Report:
    return report_of(name, reader)


@pytest.fixture
def truth(name: str) -> dict[str, Any]:
    return truth_of(name)


def paths(report: Report) -> dict[str | None, str | None]:
    """The path of labels of each section, such as `II/A`; a title where there is no label."""
    found: dict[str | None, str | None] = {None: None}
    for section in report.sections:
        own = section.label or section.title
        above = found[section.parent]
        found[section.id] = f"{above}/{own}" if above else own
    return found


def tree(block: Item | Paragraph) -> dict[str, Any]:
    return {
        "text": block.text,
        "items": [{"label": item.label, **tree(item)} for item in block.items],
        "tail": block.tail,
    }


def expected_tree(block: dict[str, Any]) -> dict[str, Any]:
    return {
        "text": block["text"],
        "items": [{"label": item["label"], **expected_tree(item)} for item in block["items"]],
        "tail": block["tail"],
    }


# --- structure ---------------------------------------------------------------------------------


def test_sections_are_those_of_the_truth(report: Report, truth: dict[str, Any]) -> None:
    path = paths(report)
    found = [
        {"label": s.label, "title": s.title, "level": s.level, "parent": path[s.parent],
         "part": s.part}
        for s in report.sections
    ]  # fmt: skip
    expected = [section for section in truth["sections"] if section["part"] == "body"]
    assert [section for section in found if section["part"] == "body"] == expected


def test_parts_are_those_of_the_truth(report: Report, truth: dict[str, Any]) -> None:
    assert [part.model_dump() for part in report.parts] == truth["parts"]


def test_paragraphs_are_those_of_the_truth(report: Report, truth: dict[str, Any]) -> None:
    path = paths(report)
    kinds = ("numbered", "recommendation")
    found = [
        {"number": p.number, "kind": p.kind, "section": path[p.section], "part": p.part, **tree(p)}
        for p in report.paragraphs
        if p.kind in kinds
    ]
    expected = [
        {"number": p["number"], "kind": p["kind"], "section": p["section"], "part": p["part"],
         **expected_tree(p)}
        for p in truth["paragraphs"]
        if p["kind"] in kinds
    ]  # fmt: skip
    numbers = [(p["kind"], p["number"]) for p in expected]
    assert [(p["kind"], p["number"]) for p in found] == numbers
    for one, other in zip(found, expected, strict=True):
        assert one == other


def test_text_without_a_number_is_that_of_the_truth(report: Report, truth: dict[str, Any]) -> None:
    found = [tree(p) for p in report.paragraphs if p.kind == "unnumbered"]
    found = [p for p in found if p["text"] != truth["masthead"]["note"]]
    expected = [expected_tree(p) for p in truth["paragraphs"] if p["kind"] == "unnumbered"]
    assert found == expected


def test_recommendations_are_those_of_the_truth(report: Report, truth: dict[str, Any]) -> None:
    path = paths(report)
    found = [
        {"number": r.number, "section": path[r.section], "text": r.text,
         "items": [{"label": item.label, **tree(item)} for item in r.items],
         "states": r.states, "position": r.position}
        for r in report.recommendations
    ]  # fmt: skip
    expected = [
        {"number": r["number"], "section": r["section"], "text": r["text"],
         "items": [{"label": i["label"], **expected_tree(i)} for i in r["items"]],
         "states": r["states"], "position": r["position"]}
        for r in truth["recommendations"]
    ]  # fmt: skip
    assert [r["number"] for r in found] == [r["number"] for r in expected]
    for one, other in zip(found, expected, strict=True):
        assert one == other


def test_the_agenda_is_that_of_the_truth(report: Report, truth: dict[str, Any]) -> None:
    agenda = truth["agenda"] or {"entries": []}
    found = [
        {"number": one.number, "title": one.title,
         "items": [{"label": f"({i.number})", "title": i.title} for i in one.items]}
        for one in report.agenda
    ]  # fmt: skip
    assert found == agenda["entries"]


def test_footnotes_are_those_of_the_truth(report: Report, truth: dict[str, Any], name: str) -> None:
    in_text = name.endswith(".txt")
    found = [(note.marker, note.text, note.part) for note in report.footnotes]
    assert found == [
        (note["marker"], "" if in_text else note["text"], note["part"])
        for note in truth["footnotes"]
    ]


def test_footnotes_are_called_where_the_truth_says(report: Report, truth: dict[str, Any]) -> None:
    path = paths(report)
    callers = {p.id: (p.number, None, None) for p in report.paragraphs}
    callers |= {i.id: (p.number, i.label, None) for p in report.paragraphs for i in p.items}
    callers |= {s.id: (None, None, path[s.id]) for s in report.sections}  # type: ignore[misc]
    found = [callers.get(note.paragraph or "", (None, None, None)) for note in report.footnotes]
    expected = [(n["paragraph"], n["item"], n["section"]) for n in truth["footnotes"]]
    assert found == [one if any(one) else (None, None, None) for one in expected]


# --- facts -------------------------------------------------------------------------------------


def test_the_meeting_is_that_of_the_truth(report: Report, truth: dict[str, Any]) -> None:
    meeting = truth["meeting"]
    found = report.meeting
    for key in ("place", "start", "end", "meetings_held"):
        assert (key, getattr(found, key)) == (key, meeting[key])


def test_the_masthead_is_that_of_the_truth(
    report: Report, truth: dict[str, Any], name: str
) -> None:
    document = report.document.model_dump()
    if name.endswith(".txt"):
        assert (document["symbols"], document["date"], document["title"]) == ([], None, None)
        return
    keys = ("symbols", "title", "body", "language", "distribution", "date")
    assert {key: document[key] for key in keys} == {key: truth["document"][key] for key in keys}
    languages = [CODES[name] for name in truth["document"]["original_languages"]]
    assert document["original_languages"] == languages
    assert (document["job_number"] or "").startswith(truth["document"]["job_number"])


def test_the_family_is_recognised(report: Report, truth: dict[str, Any]) -> None:
    assert (report.document.family, report.generator.grammar) == (truth["document"]["family"],) * 2


# --- laws --------------------------------------------------------------------------------------


def test_nothing_of_the_source_is_lost(report: Report) -> None:
    assert report.quality.coverage == 1.0
    assert [p.code for p in report.problems if p.severity != "info"] == []


def test_every_block_knows_its_place(report: Report, name: str) -> None:
    pages, boxes = report.source.pages, name.endswith(".pdf")
    word = name.endswith(".docx")
    for block in [*report.sections, *report.paragraphs, *report.footnotes]:
        if isinstance(block, Paragraph) or getattr(block, "text", "") or boxes:
            assert block.source, block.id
        for place in block.source:
            assert place.page is None if word else 1 <= (place.page or 0) <= pages
            assert place.start < place.end
            assert (place.bbox is None) == (not boxes)


def test_boxes_lie_on_the_page(report: Report) -> None:
    for block in [*report.sections, *report.paragraphs, *report.footnotes]:
        for place in block.source:
            if place.bbox is not None:
                x0, top, x1, bottom = place.bbox
                assert 0 < x0 < x1 < 596
                assert 0 < top < bottom < 843


def test_no_furniture_stands_in_the_text(report: Report, truth: dict[str, Any]) -> None:
    texts = [p.text for p in report.paragraphs] + [s.title for s in report.sections]
    job = truth["document"]["job_number"]
    assert [text for text in texts if job in text or "____" in text] == []


def test_the_same_input_gives_the_same_bytes(report: Report, name: str, reader: str) -> None:
    again = parse(data_of(name), name=name, reader=reader, entities=False)
    assert again.to_json() == report.to_json()


def test_bytes_and_path_give_the_same_report(
    report: Report, name: str, reader: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(data_of(name))
    assert parse(path, reader=reader, entities=False).to_json() == report.to_json()
