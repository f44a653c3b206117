"""Reports as rows: every column is filled, every value stands somewhere, nothing is let in that
one database would hold and another would not."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rebuilt
from conftest import ROOT
from rapporteur.batch.identity import LONGEST, document_id
from rapporteur.errors import UnfitError
from rapporteur.report import Organization, Report, restore
from rapporteur.store.identity import name_key, organization_id
from rapporteur.store.prepare import rows_of
from rapporteur.store.rows import rows
from rapporteur.store.schema import metadata

OUTPUTS = sorted((ROOT / "outputs").glob("*.json"))
SAMPLE = ROOT / "outputs" / "a-hrc-99-99.json"
JSON = dict[str, Any]


def report_of(path: Path) -> Report:
    return restore(path.read_bytes(), path.name)


def changed(change: Callable[[JSON], object]) -> Report:
    """Return the sample with something done to its JSON."""
    value = json.loads(SAMPLE.read_text())
    change(value)
    return Report.model_validate(value)


def set_to(value: Any, *path: Any) -> Callable[[JSON], None]:
    def change(report: JSON) -> None:
        for step in path[:-1]:
            report = report[step]
        report[path[-1]] = value

    return change


@pytest.mark.parametrize("path", OUTPUTS, ids=lambda path: path.stem)
def test_a_row_has_every_column_of_its_table(path: Path) -> None:
    for table, found in rows(report_of(path)).items():
        columns = {column.name for column in metadata.tables[table].columns} - {"content_hash"}
        assert [set(row) for row in found if set(row) != columns] == []


@pytest.mark.parametrize("path", OUTPUTS, ids=lambda path: path.stem)
def test_nothing_of_a_report_is_lost(path: Path) -> None:
    report = report_of(path)
    assert rebuilt.report_of(rows(report)) == report


FOOTNOTE = {
    "id": "fn90", "marker": "90", "text": "See above.", "part": "body", "paragraph": None,
    "source": [],
}  # fmt: skip


def item(name: str, *items: JSON) -> JSON:
    return {
        "id": name, "label": name[-1], "text": name, "items": list(items), "tail": None,
        "footnotes": ["fn90"],
    }  # fmt: skip


def with_rare_things(report: JSON) -> None:
    """Give the sample what no sample has: nested items everywhere, ragged and empty tables."""
    nested = [item("x.a", item("x.a.i", item("x.a.i.1")), item("x.a.j")), item("x.b")]
    report["footnotes"].append(FOOTNOTE)
    report["paragraphs"][0]["items"] = nested
    report["recommendations"][0]["items"] = deepcopy(nested)
    report["commitments"] = [
        {
            "id": f"com-{number}", "number": number, "paragraph": report["paragraphs"][0]["id"],
            "section": report["sections"][0]["id"], "text": "To paint its ships.",
        }
        for number in ("9.b", "9.a")
    ]  # fmt: skip
    report["agenda"] = [
        {
            "number": "1",
            "title": "Opening",
            "items": [{"number": "1", "title": "Election", "items": []}],
        },
        {"number": "1", "title": "Opening", "items": []},
    ]
    places = [{"page": 1, "start": 0, "end": 1, "bbox": None}]
    for number, cells in enumerate([[], [[]], [["a", ""], ["b"]], [[], ["c"]]]):
        report["tables"].append(
            {
                "id": f"t9{number}", "title": None, "section": None, "header": ["", "x"][:number],
                "rows": cells, "source": places,
            }
        )  # fmt: skip
    report["mentions"].append(
        {
            "node": "nowhere#tail", "start": 3, "end": 3, "text": "", "kind": "date",
            "entity": "1999/2000", "rule": "dates.date",
        }
    )  # fmt: skip


def test_nothing_rare_is_lost() -> None:
    report = changed(with_rare_things)
    assert rebuilt.report_of(rows_of(report)) == report


@given(st.lists(st.text(), min_size=6, max_size=6), st.none() | st.text())
def test_any_text_comes_back(texts: list[str], tail: str | None) -> None:
    def change(report: JSON) -> None:
        one = report["paragraphs"][0]
        one["text"], one["tail"], one["number"] = texts[0], tail, texts[1]
        report["sections"][0]["title"] = texts[2]
        report["document"]["title"] = texts[3]
        report["document"]["symbols"] = [texts[4], texts[5]]

    report = changed(change)
    assert rebuilt.report_of(rows(report)) == report


def test_items_are_rows_in_the_order_of_reading() -> None:
    found = rows(changed(with_rare_things))["paragraphs"]
    here = [row for row in found if row["path"].startswith("x") or "/x" in row["path"]]
    top = found[0]["id"]
    assert [(row["path"], row["parent_id"], row["depth"]) for row in here] == [
        (f"{top}/x.a", top, 1),
        (f"{top}/x.a/x.a.i", "x.a", 2),
        (f"{top}/x.a/x.a.i/x.a.i.1", "x.a.i", 3),
        (f"{top}/x.a/x.a.j", "x.a", 2),
        (f"{top}/x.b", top, 1),
    ]
    assert {row["kind"] for row in here} == {"item"}
    assert [row["seq"] for row in found] == list(range(1, len(found) + 1))


def test_a_country_that_is_only_referred_to_is_described() -> None:
    def change(report: JSON) -> None:
        report["entities"]["countries"] = []
        report["document"]["troika"] = ["KEN", "ZZZZ"]

    described = {
        row["country_id"]: (row["seq"], row["name"], row["region"])
        for row in rows(changed(change))["document_countries"]
    }
    assert described["KEN"] == (None, "Kenya", "African States")
    assert described["ZZZZ"] == (None, None, None)


# --- identity


@pytest.mark.parametrize(
    ("symbols", "language", "digest", "expected"),
    [
        (["A/HRC/49/13"], "en", "ab" * 32, "A/HRC/49/13|en"),
        (["S/2", "A/1"], "fr", "ab" * 32, "A/1 S/2|fr"),
        ([], None, "ab" * 32, "-|-|abababababababab"),
        (["A|1%"], "en", "ab" * 32, "A%7C1%25|en"),
    ],
)
def test_what_a_document_is_known_by(
    symbols: list[str], language: str | None, digest: str, expected: str
) -> None:
    def change(report: JSON) -> None:
        report["document"] |= {"symbols": symbols, "language": language}
        report["source"]["sha256"] = digest

    assert document_id(changed(change)) == expected


def test_a_long_name_makes_no_long_id_and_no_equal_one() -> None:
    ids = [
        document_id(changed(set_to(["A/" + "x" * 3000 + end], "document", "symbols")))
        for end in ("a", "b")
    ]
    assert len(set(ids)) == 2
    assert {len(one) for one in ids} == {LONGEST}


@pytest.mark.parametrize(
    ("kind", "state", "expected"),
    [
        ("un_entity", "KEN", "who"),
        ("ngo", None, "who"),
        ("government", "KEN", "KEN|who"),
        ("other", "KEN", "KEN|who"),
        ("government", None, "A/1%7C-|who"),
    ],
)
def test_a_ministry_is_told_from_that_of_another_state(
    kind: str, state: str | None, expected: str
) -> None:
    def change(report: JSON) -> None:
        report["document"] |= {"symbols": ["A/1"], "language": None, "state_under_review": state}
        report["source"]["name"] = "a.pdf"

    body = Organization(id="who", name="Who", acronym=None, type=kind, paragraphs=[])
    assert organization_id(changed(change), body) == expected


@pytest.mark.parametrize("name", ["José  GARCÍA-LÓPEZ", "Jose Garcia López", "josé garcía lópez"])
def test_spellings_of_a_name_have_one_key(name: str) -> None:
    assert name_key(name) == "jose garcia lopez"


def test_the_hash_tells_versions_apart() -> None:
    def content_hash(report: Report) -> str:
        hashed: str = rows_of(report)["documents"][0]["content_hash"]
        return hashed

    same = content_hash(changed(lambda report: None))
    assert same == content_hash(report_of(SAMPLE))
    assert same != content_hash(changed(set_to("Another.", "paragraphs", 0, "text")))
    assert same != content_hash(changed(set_to("9.9.9", "generator", "version")))


# --- what no database could hold alike


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (set_to("a\0b", "paragraphs", 0, "text"), "text has a NUL character"),
        (set_to("a\ud800b", "paragraphs", 0, "text"), "text has half of a surrogate pair"),
        (set_to("\udfff", "document", "title"), "title has half of a surrogate pair"),
        (set_to("a\0b", "document", "symbols", 0), "NUL"),
        (set_to(2**31, "repairs", 0, "page"), "page: 2147483648 is too large"),
        (set_to(-(2**70), "quality", "pages"), "too large"),
        (set_to(float("nan"), "quality", "coverage"), "coverage: nan is too large a number"),
        (set_to("x" * 1001, "paragraphs", 0, "id"), "longer than the 1000 bytes of a key"),
        (set_to("ẍ" * 600, "paragraphs", 0, "id"), "longer than the 1000 bytes of a key"),
        (set_to("nowhere", "paragraphs", 0, "section"), "section_id 'nowhere' is not in sections"),
        (set_to("nobody", "sections", 0, "parent"), "parent_id 'nobody' is not in sections"),
        (lambda r: r["paragraphs"].append(r["paragraphs"][0]), "is given twice"),
        (lambda r: r["parts"].append(r["parts"][0]), "parts body is given twice"),
    ],
)
def test_what_no_database_could_hold_is_refused(
    change: Callable[[JSON], object], told: str
) -> None:
    with pytest.raises(UnfitError) as refused:
        rows_of(changed(change))
    assert told in refused.value.reason


@pytest.mark.parametrize("text", ["\\u0000", "\\ud800", "\ufffd\uffff", "x" * 2**20, "\x01\x1f"])
def test_what_only_looks_like_it_is_let_in(text: str) -> None:
    found = rows_of(changed(set_to(text, "paragraphs", 0, "text")))
    assert found["paragraphs"][0]["text"] == text
