"""The rows that a report gives to the tables over all reports, with what they are filtered by."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from rapporteur.report import Item, Report
from rapporteur.view.serve.shelf import ShownRow
from rapporteur.view.table import TABLES, cells
from rapporteur.view.table.columns import Cell

WHATS = ("recommendations", "people", "statements", "attendance", "paragraphs", "citations")
TAGS: Mapping[str, Mapping[str, str]] = {
    "recommendations": {
        "state_under_review": "state_under_review", "recommending_states": "state",
        "regional_groups": "group", "final_position": "position", "topics": "topic",
        "sdgs": "sdg", "year": "year", "symbol": "symbol",
    },
    "people": {"country": "country", "symbol": "symbol"},
    "statements": {"category": "category", "country": "country", "symbol": "symbol"},
    "attendance": {"category": "category", "country": "country", "symbol": "symbol"},
    "citations": {"kind": "category", "symbol": "symbol"},
    "paragraphs": {"symbol": "symbol"},
}  # fmt: skip
"""For each table: the column that tells a tag, and the name of the tag."""
_MANY = {"recommending_states", "regional_groups", "topics", "sdgs"}


def rows_of(report: Report) -> list[ShownRow]:
    """Return the rows of every table."""
    return [row for what in WHATS for row in _rows(report, what)]


def _rows(report: Report, what: str) -> Iterator[ShownRow]:
    names = [column.name for column in TABLES[what]]
    for node, values in zip(_nodes(report, what), cells(what, report), strict=True):
        shown = dict(zip(names, values, strict=True))
        text = " ".join(str(value) for value in values if isinstance(value, str))
        yield ShownRow(what, node, json.dumps(values, ensure_ascii=False), text, _tags(what, shown))


def _tags(what: str, shown: Mapping[str, Cell]) -> tuple[tuple[str, str], ...]:
    found = []
    for column, name in TAGS[what].items():
        value = shown[column]
        if value is not None:
            parts = str(value).split("; ") if column in _MANY else [str(value)]
            found += [(name, part) for part in dict.fromkeys(parts)]
    return tuple(found)


def _nodes(report: Report, what: str) -> Iterator[str]:
    """Yield the id of the node that each row of a table is of, in the order of the table."""
    if what == "paragraphs":
        for paragraph in report.paragraphs:
            yield paragraph.id
            yield from _items(paragraph.items)
    elif what in ("attendance", "statements"):
        for entry in getattr(report, what):
            yield from (entry.paragraph for _ in entry.members)
    else:
        yield from _ids(report, what)


def _ids(report: Report, what: str) -> list[str]:
    if what == "people":
        return [one.id for one in report.entities.people]
    if what == "citations":
        return [one.id for one in report.citations]
    return [one.id for one in report.recommendations]


def _items(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        yield item.id
        yield from _items(item.items)
