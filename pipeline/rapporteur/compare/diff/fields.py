"""The keys of two things that are one, and those whose values differ."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rapporteur.compare.diff.changes import Field, Json
from rapporteur.compare.diff.kinds import ENTITIES, NODES
from rapporteur.compare.diff.words import compare_lists, compare_words

PLACES = ("source", "page")
_REFERS_TO_ENTITY = frozenset({"entity", "person"})


@dataclass(frozen=True, slots=True)
class Names:
    """How the ids of the old report are called in the new one.

    `gone` and `come` are the ids that only one of them has. In reports of one file (`same_file`)
    places can be compared.
    """

    same_file: bool
    spaces: Mapping[str, dict[str, str]] = field(
        default_factory=lambda: {NODES: {}, ENTITIES: {}}
    )  # fmt: skip
    gone: set[str] = field(default_factory=set)
    come: set[str] = field(default_factory=set)

    def node(self, name: str | None) -> str | None:
        """Return the new id of a node, of `p12#tail` that of its tail; unknown ids stay."""
        if name is None:
            return None
        node, mark, tail = name.partition("#")
        return self.spaces[NODES].get(node, node) + mark + tail

    def entity(self, name: str | None) -> str | None:
        """Return the new id of an entity; unknown ids stay."""
        return None if name is None else self.spaces[ENTITIES].get(name, name)


def compare_fields(
    old: Json, new: Json, names: Names, refs: Mapping[str, str], leave: frozenset[str]
) -> tuple[Field, ...]:
    """Return the keys that differ, without those in `leave`."""
    keys = [key for key in dict.fromkeys((*old, *new)) if key not in leave]
    if not names.same_file:
        keys = [key for key in keys if key not in PLACES]
    found = (_compare(key, old.get(key), new.get(key), names, refs.get(key)) for key in keys)
    return tuple(one for one in found if one is not None)


def _compare(name: str, before: Any, after: Any, names: Names, space: str | None) -> Field | None:
    if space is not None:
        return _references(name, before, after, names)
    before = _translated(before, names)
    if before == after:
        return None
    if isinstance(before, str) and isinstance(after, str) and " " in before + after:
        return Field(name, before, after, words=compare_words(before, after))
    if isinstance(before, list) and isinstance(after, list):
        removed, added = compare_lists([*map(entry, before)], [*map(entry, after)])
        return Field(name, before, after, removed=tuple(removed), added=tuple(added))
    return Field(name, before, after)


def _references(name: str, before: Any, after: Any, names: Names) -> Field | None:
    """Compare ids; what is said of a thing that only one report has follows from that."""
    if not isinstance(before, list):
        return None if names.node(before) == after else Field(name, names.node(before), after)
    called = [names.node(one) for one in before if one.partition("#")[0] not in names.gone]
    there = [one for one in after if one.partition("#")[0] not in names.come]
    removed, added = compare_lists([str(one) for one in called], there)
    if not removed and not added:
        return None
    return Field(name, called, there, removed=tuple(removed), added=tuple(added))


def _translated(value: Any, names: Names) -> Any:
    """Return the value with the ids of entities as the new report has them."""
    if isinstance(value, Mapping):
        return {
            key: names.entity(one) if key in _REFERS_TO_ENTITY else _translated(one, names)
            for key, one in value.items()
        }
    return [_translated(one, names) for one in value] if isinstance(value, list) else value


def entry(value: Any) -> str:
    """Return an entry of a list as a person would write it."""
    if isinstance(value, Mapping):
        return ", ".join(_told(value))
    if isinstance(value, list):
        return " | ".join(map(str, value))
    return str(value)


def _told(value: Json) -> Iterator[str]:
    for key, one in value.items():
        if one not in (None, [], ""):
            plain = isinstance(one, str) and key in {"name", "text", "entity", "verb", "role"}
            yield one if plain else f"{key} {plain_value(one)}"


def plain_value(value: Any) -> str:
    """Return a value on one line: text as it is, what is absent as "nothing", else JSON."""
    if value is None or value == []:
        return "nothing"
    if isinstance(value, str):
        return value
    if isinstance(value, Sequence) and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    return json.dumps(value, ensure_ascii=False)
