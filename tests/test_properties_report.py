"""The laws of every report, held over the samples; and a law that is broken is noticed."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from laws import broken
from rapporteur import parse
from rapporteur.report import Report

SAMPLES = Path(__file__).parents[1] / "samples"
NAMES = sorted(path.name for path in SAMPLES.iterdir() if path.suffix in {".pdf", ".txt"})
READERS = ("pdfium", "pdfplumber")


@cache
def report_of(name: str, reader: str = "auto") -> Report:
    return parse(SAMPLES / name, reader=reader)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", NAMES)
def test_a_sample_keeps_every_law(name: str, reader: str) -> None:
    report = report_of(name, reader)
    assert broken(report) == []
    assert report.quality.coverage == 1.0


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_full(name: str) -> None:
    """A report without mentions, sections or repairs would keep every law, and be worth nothing."""
    report = report_of(name)
    kinds = {mention.kind for mention in report.mentions}
    assert kinds >= {"person", "country", "organization", "date", "document", "resolution"}
    assert any(
        len({m.start for m in report.mentions if m.node == p.id}) > 3 for p in report.paragraphs
    )
    assert report.sections
    assert report.repairs
    assert report.recommendations
    assert report.footnotes
    assert report.citations


@pytest.mark.parametrize("name", NAMES)
def test_reading_a_report_again_gives_the_same(name: str) -> None:
    report = report_of(name)
    assert Report.model_validate_json(report.to_json()) == report


# --- a law that is broken is noticed -----------------------------------------------------------

Change = Callable[[dict[str, Any]], object]


def first(data: dict[str, Any], kind: str) -> dict[str, Any]:
    return next(one for one in data["mentions"] if one["kind"] == kind)


def cross(data: dict[str, Any]) -> None:
    """Add a mention that begins inside a country's name and ends behind it."""
    old = first(data, "country")
    text = next(p["text"] for p in data["paragraphs"] if p["id"] == old["node"])
    start, end = old["end"] - 1, old["end"] + 1
    data["mentions"].append({**old, "start": start, "end": end, "text": text[start:end]})


BREACHES: dict[str, tuple[Change, str]] = {
    "id twice": (lambda d: d["paragraphs"][1].update(id="p1"), "2 nodes have the id p1"),
    "no parent": (lambda d: d["sections"][2].update(parent="s-XL"), "no parent s-XL"),
    "level": (lambda d: d["sections"][0].update(level=2), "s-I is of level 2"),
    "part": (lambda d: d["paragraphs"][0].update(part="annex-9"), "no part annex-9"),
    "section": (lambda d: d["paragraphs"][0].update(section="s-XL"), "no section s-XL"),
    "footnote": (lambda d: d["paragraphs"][0].update(footnotes=["fn9"]), "no footnote fn9"),
    "caller": (lambda d: d["footnotes"][0].update(paragraph="p2"), "fn1 says p2"),
    "recommendation": (lambda d: d["recommendations"][0].update(paragraph="r99"), "graph r99"),
    "offset": (lambda d: first(d, "country").update(start=0, end=1), " at 0"),
    "node": (lambda d: first(d, "country").update(node="p99"), "no node p99"),
    "entity": (lambda d: first(d, "country").update(entity="XXX"), "no entity XXX"),
    "crossing": (cross, " cross"),
    "officer": (lambda d: d["meeting"]["officers"][0].update(person="nobody"), "no person nobody"),
    "entity without a place": (
        lambda d: d["entities"]["countries"][0].update(paragraphs=["p99"]), "stands in no p99",
    ),
    "page": (lambda d: d["paragraphs"][0]["source"][0].update(page=99), "on page 99"),
    "box": (lambda d: d["paragraphs"][0]["source"][0].update(bbox=None), "box None"),
    "count": (lambda d: d["quality"].update(paragraphs=1), "quality counts"),
    "coverage": (lambda d: d["quality"].update(coverage=0.5), "coverage 0.5"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "fault"), BREACHES.values(), ids=BREACHES)
def test_a_breach_is_noticed(change: Change, fault: str) -> None:
    data = report_of("ctoc-cop-wg.4-2021-6-typeset.pdf", "pdfium").model_dump()
    change(data)
    assert [found for found in broken(Report.model_validate(data)) if fault in found]
