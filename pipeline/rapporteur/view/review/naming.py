"""What a person calls the nodes of a report, and what its ids of entities stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rapporteur.report import Report
from rapporteur.view.index import Index, Node

_KINDS = {
    "numbered": "Paragraph",
    "recommendation": "Recommendation",
    "unnumbered": "Unnumbered paragraph",
}
_CATEGORIES = {
    "igos": "intergovernmental organizations",
    "un_entities": "United Nations entities",
    "ngos": "non-governmental organizations",
}


def category(key: str) -> str:
    """Return what a person calls a category of attendance."""
    name = _CATEGORIES.get(key, key.replace("_", " "))
    return name[:1].upper() + name[1:]


@dataclass(frozen=True, slots=True)
class NodeName:
    """`long` names a node alone, `short` in a list of its like."""

    long: str
    short: str


def names(report: Report) -> dict[str, NodeName]:
    """Return the name of every section, paragraph, item, footnote and table by its id."""
    index = Index(report)
    parts = {part.id: part.label or part.title or part.id for part in report.parts}
    found = {section.id: _of_section(index.path(section)) for section in report.sections}
    counts: dict[str, int] = {}
    for node in index.nodes.values():
        paragraph = node.paragraph
        if paragraph.number is None and node.item is None:
            counts[paragraph.part] = counts.get(paragraph.part, 0) + 1
        found[node.id] = _of_node(node, parts[paragraph.part], counts.get(paragraph.part, 0))
    found |= {note.id: _of_note(note.marker) for note in report.footnotes}
    for number, table in enumerate(report.tables, 1):
        found[table.id] = NodeName(f"Table {number}", f"table {number}")
    return found


def _of_section(path: str) -> NodeName:
    return NodeName(f"Section {path}", path if len(path) < 12 else f"{path[:11]}…")


def _of_node(node: Node, part: str, count: int) -> NodeName:
    """Return the name of a paragraph or item; `count` counts those without a number in its part."""
    paragraph = node.paragraph
    shown = node.shown if paragraph.number else " ".join((f"¶{count}", *node.labels))
    long = f"{_KINDS[paragraph.kind]} {shown.removeprefix('¶')}"
    if paragraph.part == "body":
        return NodeName(long, shown)
    return NodeName(f"{long} of {part}", f"{part}, {shown}")


def _of_note(marker: str) -> NodeName:
    return NodeName(f"Footnote {marker}", f"note {marker}")


def hints(report: Report) -> Mapping[str, str]:
    """Return what each entity and citation is called, by its id."""
    entities = report.entities
    found = {citation.id: citation.symbol or citation.id for citation in report.citations}
    found |= {person.id: person.name for person in entities.people}
    found |= {country.id: country.name for country in entities.countries}
    return found | {body.id: body.name for body in entities.organizations}
