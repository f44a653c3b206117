"""The levels of sections, and which stands below which."""

from __future__ import annotations

from typing import Any

from rapporteur.assemble.corrections.conflict import Conflict

Value = dict[str, Any]


def set_level(sections: list[Value], section: Value, level: int) -> None:
    """Give a section another level; what stands below it moves with it.

    Raises `Conflict` where a level would be left out.
    """
    shift = level - section["level"]
    moving = {section["id"], *_below(sections, section["id"])}
    levels = {one["id"]: one["level"] + shift * (one["id"] in moving) for one in sections}
    parents = _parents(sections, levels)
    for one in sections:
        one["level"], one["parent"] = levels[one["id"]], parents[one["id"]]


def _below(sections: list[Value], name: str) -> set[str]:
    found: set[str] = set()
    for one in sections:
        if one["parent"] in {name, *found}:
            found.add(one["id"])
    return found


def _parents(sections: list[Value], levels: dict[str, int]) -> dict[str, str | None]:
    parents: dict[str, str | None] = {}
    above: dict[str, list[str]] = {}
    for one in sections:
        name, line = one["id"], above.setdefault(one["part"], [])
        if not 1 <= levels[name] <= len(line) + 1:
            raise Conflict(f"{name} would be of level {levels[name]}, with none above it")
        del line[levels[name] - 1 :]
        parents[name] = line[-1] if line else None
        line.append(name)
    return parents
