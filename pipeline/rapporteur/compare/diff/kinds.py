"""The kinds of things that a report lists, and how each is known again in another report."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rapporteur.compare.diff.changes import Json

Translate = Callable[[str | None], str | None]
NODES, ENTITIES = "nodes", "entities"


@dataclass(frozen=True, slots=True)
class Kind:
    """How things of one key of the report are compared.

    `number` is the key that counts them, `refs` says of a key that it holds ids and of what;
    `keyed` things are known by `id`, others by their text; `ordered` ones may have moved;
    `names` is the space of ids that they make.
    """

    key: str
    noun: str
    text: Callable[[Json], str]
    id: Callable[[Json, Translate], Hashable] = field(default=lambda row, _: row["id"])
    number: str | None = None
    refs: Mapping[str, str] = field(default_factory=dict)
    keyed: bool = False
    ordered: bool = False
    names: str | None = None

    def rows(self, report: Json) -> Sequence[Json]:
        """Return the things of this kind in the report."""
        if self.key in report["entities"]:
            return report["entities"][self.key]  # type: ignore[no-any-return]
        if self.key == "agenda":
            return list(_agenda(report["agenda"], ()))
        return report[self.key]  # type: ignore[no-any-return]

    def where(self, row: Json) -> str:
        """Return what a person calls it."""
        if self.noun == "problem":
            return str(row["code"])
        if self.noun in {"attendance list", "statement"}:
            return " ".join(filter(None, (row["category"], row["paragraph"])))
        if self.noun == "section":
            return " ".join(filter(None, (row["label"], row["title"])))
        number = row[self.number] if self.number else None
        if number and row.get("part", "body") == "body":
            return str(number)
        return str(row.get("id") or row["kind"])


def _agenda(items: Sequence[Json], above: tuple[str, ...]) -> Iterator[Json]:
    for item in items:
        path = (*above, item["number"])
        yield {"id": ".".join(path), "number": item["number"], "title": item["title"]}
        yield from _agenda(item["items"], path)


def whole_text(block: Json) -> str:
    """Return the text of a paragraph or item with all that is below it."""
    inner = [f"{item['label']} {whole_text(item)}" for item in block["items"]]
    return " ".join([block["text"], *inner, block.get("tail") or ""]).strip()


def _cells(table: Json) -> str:
    rows = [table["header"], *table["rows"]]
    return " ".join([table["title"] or "", *(cell for row in rows for cell in row)])


def _members(row: Json) -> str:
    return "; ".join(member["name"] for member in row["members"])


def _listed(row: Json, node: Translate) -> Hashable:
    return row.get("category"), node(row["paragraph"])


def _problem(row: Json, node: Translate) -> Hashable:
    return row["code"], node(row["node"])


ITEM = Kind("items", "item", whole_text, lambda row, _: row["label"], "label",
            {"footnotes": NODES}, ordered=True)  # fmt: skip

NAMED = (
    Kind("parts", "part", lambda row: f"{row['label'] or ''} {row['title'] or ''}",
         number="label", keyed=True, ordered=True, names=NODES),
    Kind("sections", "section", lambda row: row["title"], number="label",
         refs={"parent": NODES, "part": NODES}, ordered=True, names=NODES),
    Kind("paragraphs", "paragraph", whole_text, number="number",
         refs={"part": NODES, "section": NODES, "footnotes": NODES}, ordered=True, names=NODES),
    Kind("recommendations", "recommendation", whole_text, number="number",
         refs={"paragraph": NODES, "section": NODES}, ordered=True, names=NODES),
    Kind("commitments", "commitment", lambda row: row["text"], number="number",
         refs={"paragraph": NODES, "section": NODES}, ordered=True, names=NODES),
    Kind("footnotes", "footnote", lambda row: row["text"], number="marker",
         refs={"part": NODES, "paragraph": NODES}, ordered=True, names=NODES),
    Kind("tables", "table", _cells, refs={"section": NODES}, ordered=True, names=NODES),
    Kind("people", "person", lambda row: row["name"], refs={"paragraphs": NODES},
         keyed=True, names=ENTITIES),
    Kind("countries", "country", lambda row: row["name"], refs={"paragraphs": NODES},
         keyed=True, names=ENTITIES),
    Kind("organizations", "organization", lambda row: row["name"],
         refs={"paragraphs": NODES}, keyed=True, names=ENTITIES),
)  # fmt: skip
"""Kinds that others refer to; compared first."""

LISTED = (
    Kind("agenda", "agenda item", lambda row: row["title"], number="number", ordered=True),
    Kind("attendance", "attendance list", _members, _listed, refs={"paragraph": NODES}, keyed=True),
    Kind("statements", "statement", _members, _listed, refs={"paragraph": NODES}, keyed=True),
    Kind("citations", "citation", lambda row: row["title"] or str(row["id"]),
         refs={"paragraphs": NODES}, keyed=True),
    Kind("responses", "answer", lambda row: row["comment"] or "",
         lambda row, _: row["recommendation"], number="recommendation",
         refs={"paragraph": NODES}, keyed=True),
    Kind("removed", "removed piece", lambda row: row["text"],
         lambda row, _: (row["page"] or 0, row["start"], row["kind"]), number="page", keyed=True),
    Kind("corrections", "correction", lambda row: str(row["after"]),
         lambda row, node: (node(row["node"]), row["field"]), number="node", keyed=True),
    Kind("problems", "problem", lambda row: row["message"], _problem,
         refs={"node": NODES}, keyed=True),
)  # fmt: skip

FACTS = ("document", "meeting", "quality", "generator", "source")
"""Objects of which there is one."""

ORDER = (
    "document", "meeting", "parts", "sections", "paragraphs", "recommendations", "commitments",
    "agenda", "attendance", "statements", "people", "countries", "organizations", "mentions",
    "citations", "footnotes", "tables", "responses", "repairs", "removed", "corrections",
    "problems", "quality", "schema_version", "generator", "source",
)  # fmt: skip
"""The order in which groups of changes are told."""


def shown(row: Json, kind: Kind) -> str:
    """Return the text of a thing that was added or removed."""
    text = kind.text(row).strip()
    return "" if text == kind.where(row) else text


def page_of(row: Json) -> int | None:
    """Return the first page on which a thing is printed, if it says so."""
    places: Any = row.get("source")
    if places:
        page: int | None = places[0]["page"]
        return page
    return row.get("page")
