"""What the pipeline says of each sample is what `outputs/` holds, and keeps the report's laws."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rapporteur.report import Item, Paragraph, Report, dump
from rapporteur.run import parse

ROOT = Path(__file__).parents[1]
SAMPLES = sorted(path for path in (ROOT / "samples").iterdir() if path.suffix in {".pdf", ".txt"})


@pytest.fixture(scope="module", params=SAMPLES, ids=lambda path: path.name)
def found(request: pytest.FixtureRequest) -> tuple[Path, Report]:
    return request.param, parse(request.param)


def texts(report: Report) -> dict[str, str]:
    """Give the text of every node that may hold mentions."""
    nodes = {section.id: section.title for section in report.sections}
    nodes |= {note.id: note.text for note in report.footnotes}
    for paragraph in report.paragraphs:
        nodes |= dict(below(paragraph))
    return nodes


def below(block: Paragraph | Item) -> Iterator[tuple[str, str]]:
    yield block.id, block.text
    if block.tail is not None:
        yield f"{block.id}#tail", block.tail
    for item in block.items:
        yield from below(item)


def test_the_output_is_the_golden(found: tuple[Path, Report]) -> None:
    """After a change that is meant, `make convert` writes `outputs/` anew: read the difference."""
    path, report = found
    assert dump(report) == (ROOT / "outputs" / f"{path.stem}.json").read_bytes()


def test_mentions_cut_exactly_their_text(found: tuple[Path, Report]) -> None:
    _, report = found
    nodes = texts(report)
    assert report.mentions
    assert [
        mention for mention in report.mentions
        if nodes[mention.node][mention.start : mention.end] != mention.text
    ] == []  # fmt: skip


def test_entities_of_mentions_exist(found: tuple[Path, Report]) -> None:
    _, report = found
    groups = (report.entities.people, report.entities.countries, report.entities.organizations)
    known = {entity.id for group in groups for entity in group}
    known |= {citation.id for citation in report.citations}
    named = {m.entity for m in report.mentions if m.kind != "date" and m.entity is not None}
    assert named <= known


def test_mentions_never_cross(found: tuple[Path, Report]) -> None:
    _, report = found
    spans: dict[str, list[tuple[int, int]]] = {}
    for mention in report.mentions:
        spans.setdefault(mention.node, []).append((mention.start, mention.end))
    crossing = [
        (one, other)
        for inside in spans.values()
        for one in inside
        for other in inside
        if one[0] < other[0] < one[1] < other[1]
    ]
    assert crossing == []


def test_ids_are_unique_and_references_resolve(found: tuple[Path, Report]) -> None:
    _, report = found
    sections = [section.id for section in report.sections]
    nodes = texts(report)
    assert len(set(sections)) == len(sections)
    assert {p.section for p in report.paragraphs} <= {None, *sections}
    assert {section.parent for section in report.sections} <= {None, *sections}
    assert {rec.paragraph for rec in report.recommendations} <= set(nodes)
    assert report.quality.coverage == 1.0
