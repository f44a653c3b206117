"""What a correction points to must be there: paragraphs, people, bodies and States."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from rapporteur.assemble.corrections.conflict import Conflict, differs
from rapporteur.assemble.corrections.tree import ENTITIES, Tree, Value
from rapporteur.knowledge.countries import load_countries
from rapporteur.report import Country, Item, Officer, Paragraph, Person

STATES = ("states", "troika", "country", "state_under_review")
"""Fields that hold codes of States."""


def require_links(tree: Tree, model: Any, values: Value) -> None:
    """Raise `Conflict` if a value points to nothing; a State that is not listed yet is added."""
    for code in _codes(values):
        _require_state(tree, code)
    for member in values.get("members", ()):
        if member.get("entity") is not None:
            _require_entity(tree, member["entity"])
    if "paragraph" in values:
        _require(tree, values["paragraph"], (Paragraph, Item), "paragraph")
    if model is Officer and values.get("person") is not None:
        _require(tree, values["person"], (Person,), "person")


def _codes(values: Value) -> Iterator[str]:
    for field in STATES:
        value = values.get(field)
        if value is not None:
            yield from value if isinstance(value, list) else [value]


def _require(tree: Tree, name: str, models: tuple[Any, ...], what: str) -> None:
    node = tree.get(name)
    if node is None or node.model not in models:
        raise Conflict(f"there is no {what} {differs(name)} in this report")


def _require_entity(tree: Tree, name: str) -> None:
    node = tree.get(name)
    if node is None or node.model not in ENTITIES.values():
        _require_state(tree, name)


def _require_state(tree: Tree, code: str) -> None:
    node = tree.get(code)
    if node is not None and node.model is Country:
        return
    known = next((one for one in load_countries() if one.id == code), None)
    if known is None:
        raise Conflict(f"{differs(code)} is the name of no State and of nobody in this report")
    countries = tree.values["entities"]["countries"]
    if countries:  # else names were not looked for, and States stand by their codes alone
        countries.append({**_facts(known), "paragraphs": []})
        tree.changed()


def facts_of(code: object) -> Value:
    """Return what is known of a State by its code, nothing of any other."""
    known = next((one for one in load_countries() if one.id == code), None)
    return _facts(known) if known else {}


def _facts(known: Any) -> Value:
    return {key: value for key, value in asdict(known).items() if key in Country.model_fields}
