"""What a person changed in the JSON of a report, as corrections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rapporteur.assemble.corrections.find import told
from rapporteur.assemble.corrections.make import FIXED
from rapporteur.assemble.corrections.tree import ENTITIES, ENTRIES, Node, Tree
from rapporteur.report import Correction, Item, Paragraph, Place, Report

SKIPPED = {"id", "source"}


@dataclass(frozen=True, slots=True)
class Edits:
    """The changes that can be corrections, and in words those that cannot."""

    corrections: tuple[Correction, ...]
    left: tuple[str, ...]


def edits(original: Report, edited: Report) -> Edits:
    """Return what was changed between a report as the program wrote it and as a person left it."""
    before, after = Tree(original), Tree(edited)
    old = {node.id: node for node in before.nodes()}
    new = {node.id: node for node in after.nodes()}
    gone = [node for name, node in old.items() if name not in new]
    come = [node for name, node in new.items() if name not in old]
    shared = [(old[name], new[name]) for name in old if name in new]
    taken = dict(_taken_apart(shared, come) + _put_together(shared, gone))
    corrections: list[Correction] = []
    left = [f"{node.id}: {field} is not corrected but follows" for node, field in _follows(shared)]
    for node in come:  # what comes is there before anything is made to point to it
        _note(node, _added(node), taken, corrections, left)
    corrections += [one for found in taken.values() for one in found]
    corrections += [one for pair in shared for one in _fields(*pair, taken)]
    for node in gone:
        _note(node, _removed(node), taken, corrections, left)
    return Edits(tuple(_placed(before, one) for one in corrections), tuple(left))


def _placed(tree: Tree, one: Correction) -> Correction:
    """Return a correction with the place where its node stands, by which it is found again."""
    node = tree.get(one.node)
    places = tree.places(node) if node else []
    return one.model_copy(update={"place": Place.model_validate(places[0])}) if places else one


Taken = list[tuple[str, list[Correction]]]


def _note(
    node: Node,
    correction: Correction | None,
    taken: dict[str, list[Correction]],
    corrections: list[Correction],
    left: list[str],
) -> None:
    if node.id in taken:
        return
    if correction is None:
        left.append(f"{node.id}: a text cannot come or go, only be split, merged or changed")
    else:
        corrections.append(correction)


def _taken_apart(shared: Iterable[tuple[Node, Node]], come: list[Node]) -> Taken:
    """Return by id the paragraphs that are two now, and the new halves."""
    found: Taken = []
    for old, new in shared:
        if old.model is not Paragraph or old.value["text"] == new.value["text"]:
            continue
        for half in (one for one in come if one.model is Paragraph):
            texts = [new.value["text"], half.value["text"]]
            if " ".join(texts) == old.value["text"]:
                found.append((old.id, [_correction(old, "split", old.value["text"], texts)]))
                found.append((half.id, []))
    return found


def _put_together(shared: Iterable[tuple[Node, Node]], gone: list[Node]) -> Taken:
    """Return by id the paragraphs that took another in, and those taken in."""
    found: Taken = []
    for old, new in shared:
        for lost in (one for one in gone if one.model is Paragraph and old.model is Paragraph):
            if new.value["text"] == f"{old.value['text']} {lost.value['text']}":
                found.append((old.id, [_correction(old, "merge", old.value["text"], lost.id)]))
                found.append((lost.id, []))
    return found


def _fields(old: Node, new: Node, taken: dict[str, list[Correction]]) -> Iterator[Correction]:
    for field, before in old.value.items():
        after = new.value[field]
        if before == after or field in FIXED or (old.id in taken and field in _WITH_TEXT):
            continue
        yield _correction(old, field, before, after)


_WITH_TEXT = {"text", "tail"}


def _follows(shared: Iterable[tuple[Node, Node]]) -> Iterator[tuple[Node, str]]:
    """Yield the fields that a person changed, and that only other fields can change."""
    for old, new in shared:
        for field in FIXED - SKIPPED & old.value.keys():
            if field == "officers" or (field == "items" and old.model in (Paragraph, Item)):
                continue  # they are nodes of their own
            if old.value.get(field) != new.value.get(field):
                yield old, field


def _removed(node: Node) -> Correction | None:
    if node.model in (*ENTITIES.values(), *ENTRIES.values()):
        return _correction(node, "remove", told(node), None)
    return None


def _added(node: Node) -> Correction | None:
    for name, model in [*ENTITIES.items(), *ENTRIES.items()]:
        if node.model is model:
            after = {key: value for key, value in node.value.items() if key != "paragraphs"}
            return Correction(node=name, field="add", after=after)
    return None


def _correction(node: Node, field: str, before: Any, after: Any) -> Correction:
    return Correction(node=node.id, field=field, before=before, after=after)
