"""Paragraphs that are two, or that are one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rapporteur.assemble.corrections.conflict import Conflict, differs
from rapporteur.assemble.corrections.texts import renamed
from rapporteur.assemble.corrections.tree import Node, Tree, Value, named, recount

POINTERS = ("recommendations", "commitments", "attendance", "statements", "footnotes")


def split_paragraph(tree: Tree, node: Node, texts: Any) -> None:
    """Make two paragraphs of one; items, tail and notes go with the second.

    Raises `Conflict` unless the two texts are the text.
    """
    whole = node.value["text"]
    if not _is_pair(texts) or f"{texts[0]} {texts[1]}" != whole:
        raise Conflict(f"the two texts are not those of {differs(whole)}")
    first, second = texts
    rest: Value = {**node.value, "id": tree.new_id(f"{node.id}-2"), "text": second}
    rest |= {"kind": "unnumbered", "number": None}
    node.value.update(text=first, items=[], tail=None, footnotes=[])
    node.siblings.insert(node.siblings.index(node.value) + 1, rest)
    _share_out(tree, node.id, rest, len(first))
    tree.changed()


def _is_pair(texts: Any) -> bool:
    return isinstance(texts, list) and len(texts) == 2 and all(isinstance(t, str) for t in texts)


def _share_out(tree: Tree, name: str, rest: Value, cut: int) -> None:
    """Let what stood behind the cut stand in the second paragraph."""
    values, begin = tree.values, cut + 1
    mentions = values["mentions"]
    front = [one for one in mentions if one["node"] != name or one["end"] <= cut]
    back = [one for one in mentions if one["node"] == name and one["start"] >= begin]
    values["mentions"] = [*front, *renamed(back, name, rest["id"], -begin)]
    values["mentions"] = renamed(values["mentions"], f"{name}#tail", f"{rest['id']}#tail", 0)
    for note in values["footnotes"]:
        if note["paragraph"] == name and note["id"] in rest["footnotes"]:
            note["paragraph"] = rest["id"]
    recount(tree, {name, rest["id"]})


def merge_paragraphs(tree: Tree, node: Node, other: Node) -> None:
    """Let a paragraph go on with the text of the next, which is then no paragraph any more.

    Raises `Conflict` unless they follow each other, or if both have items.
    """
    siblings, first, second = node.siblings, node.value, other.value
    if siblings.index(second) != siblings.index(first) + 1:
        raise Conflict(f"{other.id} does not follow {node.id}")
    if first["items"] and second["items"]:
        raise Conflict(f"{node.id} and {other.id} both have items")
    into = "tail" if first["items"] else "text"
    old = first[into]
    first[into] = f"{old} {second['text']}" if old else second["text"]
    if not first["items"]:
        first.update(items=second["items"], tail=second["tail"])
    first["footnotes"] += second["footnotes"]
    first["source"] = _places([*first["source"], *second["source"]])
    siblings.remove(second)
    where = f"{node.id}#tail" if into == "tail" else node.id
    _point(tree, other.id, node.id, where, len(old) + 1 if old else 0)
    tree.changed()


def _places(places: list[Value]) -> list[Value]:
    """Return one place for each page, which spans all that stand on it."""
    by_page: dict[int | None, Value] = {}
    for place in places:
        known = by_page.setdefault(place["page"], dict(place))
        known["start"] = min(known["start"], place["start"])
        known["end"] = max(known["end"], place["end"])
        known["bbox"] = _around(known["bbox"], place["bbox"])
    return list(by_page.values())


def _around(one: Sequence[float] | None, other: Sequence[float] | None) -> list[float] | None:
    if one is None or other is None:
        return None
    low = [min(pair) for pair in zip(one[:2], other[:2], strict=True)]
    return low + [max(pair) for pair in zip(one[2:], other[2:], strict=True)]


def _point(tree: Tree, old: str, new: str, where: str, shift: int) -> None:
    """Let everything that pointed to one paragraph point to another."""
    values = tree.values
    values["mentions"] = renamed(values["mentions"], old, where, shift)
    values["mentions"] = renamed(values["mentions"], f"{old}#tail", f"{new}#tail", 0)
    for name in POINTERS:
        for one in values[name]:
            if one["paragraph"] == old:
                one["paragraph"] = new
    for problem in values["problems"]:
        if problem["node"] == old:
            problem["node"] = new
    for one in named(tree):
        one["paragraphs"] = list(
            dict.fromkeys(new if name == old else name for name in one["paragraphs"])
        )
