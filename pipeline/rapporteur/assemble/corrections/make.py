"""How each kind of correction is made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rapporteur.assemble.corrections.blocks import merge_paragraphs, split_paragraph
from rapporteur.assemble.corrections.conflict import Conflict
from rapporteur.assemble.corrections.find import find
from rapporteur.assemble.corrections.links import require_links
from rapporteur.assemble.corrections.names import add_entity, merge_entities, remove_entity
from rapporteur.assemble.corrections.outline import set_level
from rapporteur.assemble.corrections.texts import follow, moves
from rapporteur.assemble.corrections.tree import ENTITIES, ENTRIES, Node, Tree, Value, recount
from rapporteur.report import Correction, Paragraph, Section, misfit

FIXED = {"id", "items", "source", "paragraphs", "parent", "rule", "footnotes", "officers"}
"""Fields that follow from others, or that other corrections change."""


def make(tree: Tree, one: Correction) -> Correction:
    """Make a correction and return it as made, with the id that its node has today.

    Raises `Conflict`.
    """
    if one.field == "add":
        return _add(tree, one)
    node = find(tree, one)
    act = ACTS.get(one.field, _set)
    act(tree, node, one)
    return one.model_copy(update={"node": node.id})


def _set(tree: Tree, node: Node, one: Correction) -> None:
    if one.field in FIXED or one.field not in node.value:
        raise Conflict(f"this field of {node.id} cannot be corrected")
    old = node.value[one.field]
    _check(node, {**node.value, one.field: one.after})
    require_links(tree, node.model, {one.field: one.after})
    node.value[one.field] = one.after
    if node.model in ENTRIES.values():
        tree.changed()
    if isinstance(old, str) and isinstance(one.after, str):
        _follow(tree, node, one.field, old, one.after)


def _check(node: Node, value: Value) -> None:
    if why := misfit(node.model, value):
        raise Conflict(f"the correction does not fit the schema: {why}")


def _follow(tree: Tree, node: Node, field: str, old: str, new: str) -> None:
    """Let mentions, and the recommendation whose words these are, follow a corrected text."""
    where = f"{node.id}#tail" if field == "tail" else node.id
    if field not in ("text", "tail", "title"):
        return
    move = moves(old, new)
    tree.values["mentions"] = follow(tree.values["mentions"], where, move)
    recount(tree, {node.id})
    for found in tree.values["recommendations"]:
        if field == "text" and found["paragraph"] == node.id:
            found["text"] = _same_part(found["text"], old, new)


def _same_part(part: str, old: str, new: str) -> str:
    """Return what of `new` stands where `part` stood in `old`."""
    at = old.find(part)
    if at < 0:
        return part
    behind = len(old) - at - len(part)
    return new[at : len(new) - behind]


def _level(tree: Tree, node: Node, one: Correction) -> None:
    if node.model is not Section or not isinstance(one.after, int):
        raise Conflict("only a section has a level, and it is a number")
    set_level(tree.values["sections"], node.value, one.after)


def _split(tree: Tree, node: Node, one: Correction) -> None:
    split_paragraph(tree, _paragraph(node), one.after)


def _merge(tree: Tree, node: Node, one: Correction) -> None:
    other = tree.get(one.after) if isinstance(one.after, str) else None
    if other is None or other.model is not node.model:
        raise Conflict(f"there is no {one.after!r} to merge with")
    if node.model is Paragraph:
        merge_paragraphs(tree, node, other)
    elif node.model in ENTITIES.values():
        merge_entities(tree, node, other)
    else:
        raise Conflict("only paragraphs, people and bodies can be merged")


def _paragraph(node: Node) -> Node:
    if node.model is not Paragraph:
        raise Conflict("only a paragraph can be split")
    return node


def _remove(tree: Tree, node: Node, _: Correction) -> None:
    if node.model in ENTITIES.values():
        remove_entity(tree, node)
    elif node.model in ENTRIES.values():
        node.siblings.remove(node.value)
        tree.changed()
    else:
        raise Conflict("only people, bodies, States and lists can be removed; texts stay")


def _add(tree: Tree, one: Correction) -> Correction:
    if not isinstance(one.after, dict):
        raise Conflict("what is added must be an object")
    if one.node in ENTITIES:
        name = add_entity(tree, one.node, ENTITIES[one.node], one.after)
        return one.model_copy(update={"after": {**one.after, "id": name}})
    if one.node in ENTRIES:
        model = ENTRIES[one.node]
        _check(Node("", one.after, [], model), one.after)
        require_links(tree, model, one.after)
        tree.entries(one.node).append(dict(one.after))
        tree.changed()
        return one
    raise Conflict(f"nothing can be added to {one.node!r}; give {_choice()}")


def _choice() -> str:
    return ", ".join([*ENTITIES, *ENTRIES])


Act = Callable[[Tree, Node, Correction], Any]
ACTS: dict[str, Act] = {
    "level": _level,
    "split": _split,
    "merge": _merge,
    "remove": _remove,
}
