"""A report that can be changed: its nodes by id, by place, and with all that points to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rapporteur.report import (
    Attendance,
    Citation,
    Commitment,
    Correction,
    Country,
    DocumentInfo,
    Footnote,
    Item,
    Meeting,
    Officer,
    Organization,
    Paragraph,
    Part,
    Person,
    Problem,
    Recommendation,
    Report,
    Section,
    Statement,
    Table,
)

Value = dict[str, Any]

LISTS: dict[str, Any] = {
    "parts": Part,
    "sections": Section,
    "paragraphs": Paragraph,
    "recommendations": Recommendation,
    "commitments": Commitment,
    "footnotes": Footnote,
    "tables": Table,
    "citations": Citation,
}
ENTITIES: dict[str, Any] = {
    "people": Person,
    "countries": Country,
    "organizations": Organization,
}
ALONE: dict[str, Any] = {"document": DocumentInfo, "meeting": Meeting}
ENTRIES: dict[str, Any] = {
    "attendance": Attendance,
    "statements": Statement,
    "officers": Officer,
}
"""Lists whose entries have no id of their own; corrections name them by what they belong to."""


@dataclass(frozen=True, slots=True)
class Node:
    """An object of the report that has an id, the list that holds it, and its model."""

    id: str
    value: Value
    siblings: list[Value]
    model: Any


class Tree:
    """The values of a report, free to be changed."""

    def __init__(self, report: Report) -> None:
        self.values: Value = report.model_dump(mode="json")
        self._index: dict[str, Node] | None = None

    def report(self, made: list[Correction], problems: list[Problem]) -> Report:
        """Return what the tree holds as a report; raises `ValidationError` if it is none."""
        values = self.values
        values["corrections"] = [one.model_dump(mode="json") for one in made]
        values["problems"] += [one.model_dump(mode="json") for one in problems]
        values["quality"]["problems"] = len(values["problems"])
        values["quality"]["paragraphs"] = len(values["paragraphs"])
        return Report.model_validate(values)

    def changed(self) -> None:
        """Look for the nodes anew: some came, went or moved."""
        self._index = None

    def get(self, name: str) -> Node | None:
        """Return the node of that id."""
        return self._nodes().get(name)

    def nodes(self) -> Iterable[Node]:
        """Return all nodes in the order of the report."""
        return self._nodes().values()

    def is_text(self, name: str) -> bool:
        """Return whether a problem may name this node."""
        node = self.get(name)
        return node is not None and node.model in (Section, Paragraph, Item, Footnote, Table)

    def entries(self, kind: str) -> list[Value]:
        """Return the list of `ENTRIES` of that name."""
        holder = self.values["meeting"] if kind == "officers" else self.values
        found: list[Value] = holder[kind]
        return found

    def places(self, node: Node) -> list[Value]:
        """Return where a node stands in the source: itself, or the texts that speak of it."""
        if node.value.get("source"):
            return list(node.value["source"])
        value = node.value
        if node.model is Officer:
            person = self.get(value["person"] or "")
            return self.places(person) if person else []
        names = [value["paragraph"]] if "paragraph" in value else value.get("paragraphs", ())
        found = [self.get(name) for name in names]
        return [place for one in found if one for place in one.value.get("source", ())]

    def new_id(self, wish: str) -> str:
        """Return `wish`, or `wish` with the next free number."""
        count, name = 1, wish
        while name in self._nodes():
            count += 1
            name = f"{wish}-{count}"
        return name

    def _nodes(self) -> dict[str, Node]:
        if self._index is None:
            self._index = {node.id: node for node in self._walk()}
        return self._index

    def _walk(self) -> Iterator[Node]:
        for name, model in ALONE.items():
            yield Node(name, self.values[name], [], model)
        for name, model in LISTS.items():
            yield from _listed(self.values[name], model)
        for name, model in ENTITIES.items():
            yield from _listed(self.values["entities"][name], model)
        for name, model in ENTRIES.items():
            yield from _entries(name, self.entries(name), model)


def _listed(values: list[Value], model: Any) -> Iterator[Node]:
    for value in values:
        yield Node(value["id"], value, values, model)
        if model in (Paragraph, Item):
            yield from _listed(value["items"], Item)


def _entries(kind: str, values: list[Value], model: Any) -> Iterator[Node]:
    """Yield entries by what they belong to and their place among its own: `attendance:p4:1`."""
    counts: dict[str, int] = {}
    for value in values:
        owner = (value["person"] or "") if model is Officer else value["paragraph"]
        counts[owner] = counts.get(owner, 0) + 1
        yield Node(f"{kind}:{owner}:{counts[owner]}", value, values, model)


def named(tree: Tree) -> list[Value]:
    """Return everything that says in which paragraphs it is named."""
    entities = tree.values["entities"]
    return [*(one for kind in entities.values() for one in kind), *tree.values["citations"]]


def recount(tree: Tree, nodes: set[str]) -> None:
    """Let everything say by its mentions whether it is named in `nodes`."""
    there: dict[str, set[str]] = {}
    for mention in tree.values["mentions"]:
        node = mention["node"].removesuffix("#tail")
        if node in nodes:
            there.setdefault(mention["entity"] or "", set()).add(node)
    for one in named(tree):
        found = there.get(one["id"], set())
        kept = [name for name in one["paragraphs"] if name not in nodes or name in found]
        one["paragraphs"] = kept + sorted(found - set(kept))
