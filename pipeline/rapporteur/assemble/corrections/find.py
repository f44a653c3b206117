"""The node that a correction means, whatever the program calls it today."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rapidfuzz import fuzz

from rapporteur.assemble.corrections.conflict import Conflict, differs
from rapporteur.assemble.corrections.tree import ENTITIES, ENTRIES, Node, Tree, Value
from rapporteur.report import Correction, Officer, Place

LEAST_SHARE = 0.5
"""How much of the smaller of two boxes must be common to them, to be of one place."""
LEAST_ALIKE = 60.0
"""How alike two ids of entities must be, of 100, to be of one person, body or State."""


def find(tree: Tree, one: Correction) -> Node:
    """Return the node meant: that of the id if it agrees, else one that agrees at the place.

    Ids of texts are counted, so another program may give one to another text: there the place in
    the source, where it is known, counts for more than the id. Raises `Conflict`.
    """
    node = tree.get(one.node)
    fits = node is not None and agrees(node, one)
    if node is not None and fits and (not _is_counted(node) or _stands(tree, node, one.place)):
        return node
    if (other := _at_its_place(tree, node, one)) is not None:
        return other
    if node is not None and fits:
        return node
    if node is None:
        raise Conflict(f"there is no {one.node!r} any more; it had {differs(one.before)}")
    now = _seen(node, one)
    raise Conflict(f"it was corrected from {differs(one.before)}, but now has {differs(now)}")


def told(node: Node) -> Any:
    """Return what tells a person which entity or entry of a list a node is."""
    if node.model is Officer:
        return node.value["role"]
    if node.model in ENTRIES.values():
        return [member["name"] for member in node.value["members"]]
    return node.value.get("name")


def _seen(node: Node, one: Correction) -> Any:
    """Return what of a node must be what the person saw."""
    is_named = node.model in ENTITIES.values()
    if one.field == "remove" or (one.field == "merge" and is_named):
        return told(node)
    return node.value.get(_field(one))


def _field(one: Correction) -> str:
    return "text" if one.field in ("split", "merge") else one.field


def agrees(node: Node, one: Correction) -> bool:
    """Return whether a node says what the person saw, or what the person wants it to say."""
    if one.field == "remove" and node.model in ENTRIES.values() and one.before is None:
        return True
    now = _seen(node, one)
    if now is None and _field(one) not in node.value:
        return False
    return now == one.before or (one.field in node.value and now == one.after)


def _is_counted(node: Node) -> bool:
    """Return whether the id of a node comes from numbers, and not from a name."""
    named = {*ENTITIES.values(), Officer}
    return node.model not in named and ("source" in node.value or "paragraph" in node.value)


def _at_its_place(tree: Tree, node: Node | None, one: Correction) -> Node | None:
    """Return the node that agrees at the place of a correction; of several, that like its id."""
    if one.place is None:
        return None
    found = [
        (fuzz.ratio(one.node, other.id), other)
        for other in tree.nodes()
        if other is not node
        and (node is None or other.model is node.model)
        and agrees(other, one)
        and _stands(tree, other, one.place)
    ]
    found = [(like, other) for like, other in found if _is_counted(other) or like >= LEAST_ALIKE]
    found.sort(key=lambda pair: -pair[0])
    if not found or (len(found) > 1 and found[0][0] == found[1][0]):
        return None
    return found[0][1]


def _stands(tree: Tree, node: Node, at: Place | None) -> bool:
    """Return whether a node stands at a place; where either is not known, it may."""
    places = tree.places(node)
    return at is None or not places or any(_is_there(place, at) for place in places)


def _is_there(place: Value, at: Place) -> bool:
    if place["page"] != at.page:
        return False
    if place["bbox"] is not None and at.bbox is not None:
        return _share(place["bbox"], at.bbox) >= LEAST_SHARE
    return bool(place["start"] < at.end and at.start < place["end"])


def _share(one: Sequence[float], other: Sequence[float]) -> float:
    """Return how much of the smaller of two boxes lies in the other."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    smaller = min((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return max(width, 0) * max(height, 0) / smaller if smaller > 0 else 0.0
