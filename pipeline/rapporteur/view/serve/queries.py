"""What can be asked of the index: the list of reports, rows of tables, and files of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from rapporteur.knowledge.phrases import fold
from rapporteur.view.serve.shelf import FACETS, SHORT, SORTS, Shelf

PAGE: Final = 100
_SHOWN: Final = (
    "id", "path", "name", "symbol", "title", "family", "body", "date", "year", "state", "pages",
    "paragraphs", "recommendations", "people", "problems", "errors", "warnings", "coverage",
    "conflicts", "corrections", "checked", "wrong", "problems_checked",
)  # fmt: skip
_PROBLEMS: Final = {
    "some": "problems > 0", "none": "problems = 0", "errors": "errors > 0",
    "open": "problems > problems_checked", "conflicts": "conflicts > 0",
}  # fmt: skip
_CHECKED: Final = {"yes": "checked = 1", "no": "checked = 0", "begun": "corrections + wrong > 0"}
ROW_TAGS: Final = (
    "state_under_review", "state", "group", "position", "topic", "sdg", "year", "category",
    "country", "symbol",
)  # fmt: skip


def reports(shelf: Shelf, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return the reports that are asked for, with counts for the filters."""
    where, values = _where(asked)
    sort = asked.get("sort") or "symbol"
    order = f"{sort} {'DESC' if asked.get('order') == 'desc' else 'ASC'}, symbol, path"
    assert sort in SORTS
    limit, offset = asked.get("limit") or PAGE, asked.get("offset") or 0
    rows = shelf.ask(
        f"SELECT {', '.join(_SHOWN)} FROM reports{where} ORDER BY {order} LIMIT ? OFFSET ?",  # noqa: S608
        (*values, limit, offset),
    )
    return {
        "total": shelf.ask(f"SELECT count(*) FROM reports{where}", values)[0][0],  # noqa: S608
        "reports": [dict(zip(_SHOWN, row, strict=True)) for row in rows],
        "facets": {name: _facet(shelf, asked, name) for name in FACETS},
        "counts": counts(shelf),
    }


def _where(asked: Mapping[str, Any], but: str = "") -> tuple[str, list[Any]]:
    """Return the condition of a list; `but` is the filter that is left out."""
    terms, values = [], []
    for word in fold(asked.get("q") or "").split():
        terms.append("folded LIKE ? ESCAPE '\\'")
        values.append(f"%{_literally(word)}%")
    for name in FACETS:
        if asked.get(name) is not None and name != but:
            terms.append(f"{name} = ?")
            values.append(asked[name])
    for name, known in (("problems", _PROBLEMS), ("checked", _CHECKED)):
        if asked.get(name):
            terms.append(known[asked[name]])
    return (f" WHERE {' AND '.join(terms)}" if terms else ""), values


def _literally(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _facet(shelf: Shelf, asked: Mapping[str, Any], name: str) -> list[list[Any]]:
    where, values = _where(asked, but=name)
    query = f"SELECT {name}, count(*) FROM reports{where} GROUP BY 1 ORDER BY 1"  # noqa: S608
    return [[value, count] for value, count in shelf.ask(query, values) if value]


def counts(shelf: Shelf) -> dict[str, int]:
    """Return how much there is in all, and how far people are."""
    names = (
        "reports", "pages", "recommendations", "problems", "problems_checked", "checked",
        "corrections", "conflicts", "filled",
    )  # fmt: skip
    sums = ", ".join(f"coalesce(sum({name}), 0)" for name in names[1:])
    (row,) = shelf.ask(f"SELECT count(*), {sums} FROM reports")  # noqa: S608
    return dict(zip(names, row, strict=True))


def unconverted(shelf: Shelf, limit: int = PAGE) -> list[dict[str, str]]:
    """Return documents of the folder that have no report."""
    asked = (
        "SELECT substr(sha256, 1, ?), path FROM files WHERE kind = 'document'"
        " AND sha256 NOT IN (SELECT sha256 FROM reports) ORDER BY path LIMIT ?"
    )
    return [{"id": name, "path": path} for name, path in shelf.ask(asked, (SHORT, limit))]


def rows(shelf: Shelf, what: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return rows of a table that are asked for, each with the report and node it is from."""
    where, values = _rows_where(what, asked)
    limit, offset = asked.get("limit") or PAGE, asked.get("offset") or 0
    found = shelf.ask(
        f"SELECT report, node, cells FROM rows{where} ORDER BY number LIMIT ? OFFSET ?",  # noqa: S608
        (*values, limit, offset),
    )
    total = shelf.ask(f"SELECT count(*) FROM rows{where}", values)[0][0]  # noqa: S608
    shown = [
        {"report": name, "node": node, "cells": json.loads(cells)} for name, node, cells in found
    ]
    return {"total": total, "rows": shown}


def every_row(shelf: Shelf, what: str, asked: Mapping[str, Any]) -> Iterator[list[Any]]:
    """Yield the cells of all rows that are asked for, some at a time."""
    where, values = _rows_where(what, asked)
    last = 0
    while found := shelf.ask(
        f"SELECT number, cells FROM rows{where} AND number > ? ORDER BY number LIMIT 1000",  # noqa: S608
        (*values, last),
    ):
        yield from (json.loads(cells) for _, cells in found)
        last = found[-1][0]


def _rows_where(what: str, asked: Mapping[str, Any]) -> tuple[str, list[Any]]:
    terms, values = ["what = ?"], [what]
    if words := fts(asked.get("q") or ""):
        terms.append("number IN (SELECT rowid FROM words WHERE words MATCH ?)")
        values.append(words)
    for name in ROW_TAGS:
        if asked.get(name) is not None:
            within = "SELECT number FROM tags WHERE what = ? AND name = ? AND value = ?"
            terms.append(f"number IN ({within})")
            values += [what, name, asked[name]]
    if asked.get("report"):
        terms.append("report = ?")
        values.append(asked["report"])
    return f" WHERE {' AND '.join(terms)}", values


def fts(query: str) -> str:
    """Return the words of a person as the index takes them: all must stand there, or begin so."""
    words = "".join(sign if sign.isalnum() else " " for sign in query).split()
    return " ".join(f'"{word}"*' for word in words)


def tags(shelf: Shelf, what: str) -> dict[str, list[list[Any]]]:
    """Return what the rows of a table can be filtered by, with how many rows each has."""
    return shelf.once(f"tags of {what}", lambda: _tags(shelf, what))


def _tags(shelf: Shelf, what: str) -> dict[str, list[list[Any]]]:
    found: dict[str, list[list[Any]]] = {}
    for name, value, count in shelf.ask(
        "SELECT name, value, count(*) FROM tags WHERE what = ? GROUP BY 1, 2 ORDER BY 1, 2",
        (what,),
    ):
        found.setdefault(name, []).append([value, count])
    return found


def search(shelf: Shelf, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return the paragraphs and recommendations of all reports that hold the words."""
    words = fts(asked.get("q") or "")
    if not words:
        return {"total": 0, "hits": []}
    limit, offset = asked.get("limit") or PAGE, asked.get("offset") or 0
    within = "FROM words JOIN rows ON rows.number = words.rowid WHERE words MATCH ?"
    within += " AND what IN ('paragraphs', 'recommendations')"
    (total,) = shelf.ask(f"SELECT count(*) {within}", (words,))[0]
    found = shelf.ask(
        "SELECT rows.report, rows.node, rows.what, reports.symbol, reports.title,"
        " snippet(words, 0, '', '', '…', 40) FROM words JOIN rows ON rows.number = words.rowid"
        " JOIN reports ON reports.id = rows.report"
        " WHERE words MATCH ? AND what IN ('paragraphs', 'recommendations')"
        " ORDER BY rank LIMIT ? OFFSET ?",
        (words, limit, offset),
    )
    names = ("report", "node", "what", "symbol", "title", "text")
    return {"total": total, "hits": [dict(zip(names, row, strict=True)) for row in found]}
