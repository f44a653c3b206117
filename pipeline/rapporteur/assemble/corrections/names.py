"""People, bodies and States that people add, take out or make one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from rapporteur.assemble.corrections.conflict import Conflict
from rapporteur.assemble.corrections.links import facts_of, require_links
from rapporteur.assemble.corrections.tree import Node, Tree, Value
from rapporteur.knowledge.phrases import fold
from rapporteur.report import misfit

KINDS = {"people": "person", "countries": "country", "organizations": "organization"}
RULE = "correction"


def remove_entity(tree: Tree, node: Node) -> None:
    """Take out an entity; its mentions go, and lists name it without knowing who it is."""
    node.siblings.remove(node.value)
    mentions = tree.values["mentions"]
    tree.values["mentions"] = [one for one in mentions if one["entity"] != node.id]
    _point(tree.values, node.id, None)
    tree.changed()


def merge_entities(tree: Tree, node: Node, other: Node) -> None:
    """Make one entity of two: the mentions of the second are of the first."""
    for mention in tree.values["mentions"]:
        if mention["entity"] == other.id:
            mention["entity"] = node.id
    paragraphs = node.value["paragraphs"]
    paragraphs += [name for name in other.value["paragraphs"] if name not in paragraphs]
    other.siblings.remove(other.value)
    _point(tree.values, other.id, node.id)
    tree.changed()


def _point(values: Value, old: str, new: str | None) -> None:
    """Let officers, members and States point to another entity, or to none."""
    for officer in values["meeting"]["officers"]:
        if officer["person"] == old:
            officer["person"] = new
    for entry in [*values["attendance"], *values["statements"]]:
        for member in entry["members"]:
            if member["entity"] == old:
                member["entity"] = new
    for one in values["recommendations"]:
        one["states"] = [new or "" if name == old else name for name in one["states"]]
        one["states"] = list(dict.fromkeys(filter(None, one["states"])))
    if new is not None:
        _rename(values, old, new)


def _rename(values: Value, old: str, new: str) -> None:
    """Let what names a State or body by its id name the one that it is the same as."""
    document = values["document"]
    document["troika"] = list(dict.fromkeys(new if x == old else x for x in document["troika"]))
    if document["state_under_review"] == old:
        document["state_under_review"] = new
    for one in [*values["entities"]["people"], *values["meeting"]["officers"]]:
        for field in ("country", "on_behalf_of"):
            if one.get(field) == old:
                one[field] = new


def add_entity(tree: Tree, kind: str, model: Any, given: Value) -> str:
    """Add an entity and its mentions, which are where its name stands; return its id."""
    name = given.get("name")
    if not isinstance(name, str) or not name.strip():
        raise Conflict("what is added must have a name")
    wish = given.get("id") or re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")
    value: Value = dict.fromkeys(model.model_fields)
    if kind == "countries":
        value |= facts_of(wish)
    value |= given | {"id": tree.new_id(wish), "paragraphs": []}
    if why := misfit(model, value):
        raise Conflict(f"it does not fit the schema: {why}")
    require_links(tree, model, given)
    tree.values["entities"][kind].append(value)
    for mention in _mentions(tree, name, KINDS[kind], value["id"]):
        tree.values["mentions"].append(mention)
        node = mention["node"].removesuffix("#tail")
        if node not in value["paragraphs"]:
            value["paragraphs"].append(node)
    tree.changed()
    return str(value["id"])


def _mentions(tree: Tree, name: str, kind: str, entity: str) -> Iterator[Value]:
    taken: dict[str, list[Value]] = {}
    for mention in tree.values["mentions"]:
        taken.setdefault(mention["node"], []).append(mention)
    pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    for node, text in _texts(tree):
        for found in pattern.finditer(text):
            span = found.start(), found.end()
            if not any(_crosses(span, one) for one in taken.get(node, ())):
                yield {
                    "node": node, "start": span[0], "end": span[1], "text": name,
                    "kind": kind, "entity": entity, "rule": RULE,
                }  # fmt: skip


def _texts(tree: Tree) -> Iterator[tuple[str, str]]:
    for node in tree.nodes():
        if tree.is_text(node.id):
            yield node.id, node.value.get("text") or node.value.get("title") or ""
            if node.value.get("tail"):
                yield f"{node.id}#tail", node.value["tail"]


def _crosses(span: tuple[int, int], one: Value) -> bool:
    start, end = one["start"], one["end"]
    inside = start <= span[0] and span[1] <= end
    around = span[0] <= start and end <= span[1]
    return not (inside or around) and start < span[1] and span[0] < end
