"""Countries and organizations: one row for all the documents that name them.

Each document keeps how it describes them (`document_countries`, `document_organizations`). Of what
they say, the shared row has the first in the order of code points, for each column by itself:
whichever document was loaded first, the row is the same. What no document names any more is
removed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from rapporteur.store.rows import Rows, TableRow
from rapporteur.store.schema import SHARED, metadata

_AT_ONCE = 500
"""Ids in one question; SQLite takes 32,766 values at most, older ones 999."""

Claims = Mapping[str, set[str]]


def _claims(name: str) -> tuple[sa.Table, sa.Column[Any]]:
    """Return the table of what documents say of `name`, and its column that leads there."""
    table = metadata.tables[f"document_{name}"]
    (link,) = metadata.tables[name].primary_key
    (column,) = (c for c in table.columns if c.references(link))
    return table, column


def _facts(name: str) -> list[str]:
    return [column.name for column in metadata.tables[name].columns if column.name != "id"]


def claims(connection: sa.Connection, documents: Iterable[str]) -> Claims:
    """Return the ids of the shared rows that documents name, by table."""
    found: dict[str, set[str]] = {name: set() for name in SHARED}
    for name in SHARED:
        table, link = _claims(name)
        for some in _portions(documents):
            query = sa.select(link).where(table.c.document_id.in_(some))
            found[name].update(connection.scalars(query))
    return found


def describe(connection: sa.Connection, said: Mapping[str, Mapping[str, TableRow]]) -> None:
    """Make the shared rows that documents need; let them take in what these say, by id."""
    for name, rows in said.items():
        table = metadata.tables[name]
        known = {row["id"]: row for row in _select(connection, table, rows)}
        new = [row for key, row in rows.items() if key not in known]
        if new:
            connection.execute(sa.insert(table), new)
        for key, row in known.items():
            _update(connection, table, row, _least(row, _pick(rows[key], name)))


def gather(known: dict[str, dict[str, TableRow]], rows: Rows) -> None:
    """Let `known`, the shared rows by table and id, take in what a document says of them."""
    for name in SHARED:
        _, link = _claims(name)
        table = known.setdefault(name, {})
        for row in rows.get(f"document_{name}", ()):
            said = {"id": row[link.name], **_pick(row, name)}
            old = table.get(said["id"])
            table[said["id"]] = _least(old, said) if old else said


def settle(connection: sa.Connection, before: Claims) -> None:
    """Take back what only an earlier version of a document said of the rows in `before`."""
    for name, ids in before.items():
        table = metadata.tables[name]
        left = {row["id"]: row for row in _said(connection, name, ids)}
        for row in list(_select(connection, table, left)):
            _update(connection, table, row, left[row["id"]])
        for some in _portions(ids - set(left)):
            connection.execute(sa.delete(table).where(table.c.id.in_(some)))


def _pick(row: Mapping[str, Any], name: str) -> TableRow:
    return {column: row[column] for column in _facts(name)}


def _least(one: Mapping[str, Any], other: TableRow) -> TableRow:
    return {
        column: min((v for v in (one[column], value) if v is not None), default=None)
        for column, value in other.items()
    }


def _update(
    connection: sa.Connection, table: sa.Table, row: Mapping[str, Any], facts: Mapping[str, Any]
) -> None:
    changed = {name: value for name, value in facts.items() if value != row[name]}
    if changed:
        connection.execute(sa.update(table).where(table.c.id == row["id"]).values(changed))


def _said(connection: sa.Connection, name: str, ids: Iterable[str]) -> Iterator[Any]:
    table, link = _claims(name)
    facts = [sa.func.min(table.c[column]).label(column) for column in _facts(name)]
    for some in _portions(ids):
        query = sa.select(link.label("id"), *facts).where(link.in_(some)).group_by(link)
        yield from connection.execute(query).mappings()


def _select(connection: sa.Connection, table: sa.Table, ids: Iterable[str]) -> Iterator[Any]:
    for some in _portions(ids):
        yield from connection.execute(sa.select(table).where(table.c.id.in_(some))).mappings()


def _portions(ids: Iterable[str]) -> Iterator[list[str]]:
    listed = sorted(ids)
    for start in range(0, len(listed), _AT_ONCE):
        yield listed[start : start + _AT_ONCE]
