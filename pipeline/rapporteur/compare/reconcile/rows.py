"""A list of recommendations: one entry for each row that has a number and a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapporteur.compare.reconcile.sheets import read_sheets
from rapporteur.errors import ListError
from rapporteur.extract.states import attribute
from rapporteur.knowledge.countries import load_countries
from rapporteur.knowledge.grammar import Grammar, choose

_GRAMMAR = "upr_addendum"


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A row of a list. `states` are ids; `position` is None where the list has none."""

    number: str
    text: str
    states: frozenset[str]
    position: str | None


def read_list(path: Path) -> list[ListedRow]:
    """Return the entries of a list; where a number comes twice, the first one.

    Number and text have columns of their own, or share one ("115.1 Ratify …"). The States stand in
    a column or in brackets behind the text. Raises `ListError` if no row is an entry.
    """
    grammar = choose(_GRAMMAR)
    found: dict[str, ListedRow] = {}
    columns: Mapping[str, int] = {}
    for row in read_sheets(path):
        if heads := _columns(row, grammar):
            columns = heads
        elif entry := _entry(row, columns, grammar):
            found.setdefault(entry.number, entry)
    if not found:
        reason = "has no row with the number and the text of a recommendation"
        raise ListError(str(path), reason, "name two columns `number` and `recommendation`")
    return list(found.values())


def _columns(row: Sequence[str], grammar: Grammar) -> dict[str, int]:
    """Return which column is what, if the row is a head: it names the text and one thing more."""
    found: dict[str, int] = {}
    for rule in grammar.role("list_column"):
        for place, cell in enumerate(row):
            if place not in found.values() and rule.pattern.search(cell):
                found.setdefault(rule.value or "", place)
    return found if "text" in found and len(found) > 1 else {}


def _entry(row: Sequence[str], columns: Mapping[str, int], grammar: Grammar) -> ListedRow | None:
    cells = {name: row[place].strip() for name, place in columns.items() if place < len(row)}
    number, text = cells.get("number", ""), cells.get("text", "")
    if "number" not in columns:
        number, text = _parted(text or next(iter(row), ""), grammar)
    text = " ".join(grammar.only("list_remark").sub("", text).split())
    if not any(map(str.isdigit, number)) or not text:
        return None
    made = attribute(text, load_countries(), grammar)
    states = _states(cells["states"]) if cells.get("states") else made.states
    position = grammar.search("position", cells.get("position", "").replace("_", " "))
    return ListedRow(
        number=number.rstrip(". "), text=made.text, states=frozenset(states),
        position=position[0].value if position else None,
    )  # fmt: skip


def _parted(cell: str, grammar: Grammar) -> tuple[str, str]:
    """Part "115.1 Ratify …" into its number and its text."""
    label = grammar.match("label", cell.strip())
    if label is None or label[0].value != "nested":
        return "", ""
    return "".join(label[1]["number"].split()), cell.strip()[label[1].end() :]


def _states(cell: str) -> Iterator[str]:
    for listed in load_countries().split_list(cell):
        if listed.country is not None:
            yield listed.country.id
