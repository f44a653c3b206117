"""Many rows at once: COPY on PostgreSQL, batches on SQLite."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from operator import itemgetter
from typing import Any

import sqlalchemy as sa

from rapporteur.store import shared
from rapporteur.store.migrations.versions.r0003_search import LONGEST
from rapporteur.store.rows import Rows, TableRow
from rapporteur.store.schema import OWNED, metadata

Values = Sequence[tuple[Any, ...]]


def insert(connection: sa.Connection, *documents: Rows) -> None:
    """Insert the rows of documents, each table at once, and what they say of shared rows."""
    said: dict[str, dict[str, TableRow]] = {}
    for rows in documents:
        shared.gather(said, rows)
    shared.describe(connection, said)
    in_postgresql = connection.dialect.name == "postgresql"
    put = _copy if in_postgresql else _batch
    for name in OWNED:
        if listed := [row for rows in documents for row in rows.get(name, ())]:
            put(connection, name, list(map(itemgetter(*_columns(name)), listed)))
    if not in_postgresql:
        _fill_search(connection, documents)


def _copy(connection: sa.Connection, name: str, listed: Values) -> None:
    statement = f"COPY {name} ({', '.join(_columns(name))}) FROM STDIN"
    with connection.connection.cursor().copy(statement) as copy:
        for values in listed:
            copy.write_row(values)


def _batch(connection: sa.Connection, name: str, listed: Values) -> None:
    """Insert with the driver's own batch: SQLAlchemy would make a mapping of each row first."""
    statement = str(sa.insert(metadata.tables[name]).compile(connection))
    connection.exec_driver_sql(statement, listed)


def _fill_search(connection: sa.Connection, documents: Sequence[Rows]) -> None:
    """Put the words of new rows into the search of SQLite, as a trigger would one by one."""
    last = connection.exec_driver_sql("SELECT coalesce(max(key), 0) FROM search_keys").scalar()
    found = [row for rows in documents for row in _searched(rows)]
    keys = [(key, *row[:3]) for key, row in enumerate(found, (last or 0) + 1)]
    words = [(key, row[3]) for key, row in enumerate(found, (last or 0) + 1)]
    if found:
        connection.exec_driver_sql("INSERT INTO search_keys VALUES (?, ?, ?, ?)", keys)
        connection.exec_driver_sql("INSERT INTO search_words (rowid, words) VALUES (?, ?)", words)


def _searched(rows: Rows) -> Iterator[tuple[str, str, str, str]]:
    """Yield what is searched: the document, kind and id of a text, and its words."""
    for kind in ("paragraphs", "recommendations"):
        for row in rows.get(kind, ()):
            words = row["text"] or ""
            if kind == "paragraphs":
                words = f"{words} {row['tail'] or ''}"
            yield row["document_id"], kind, row["id"], words[:LONGEST]


@cache
def _columns(name: str) -> tuple[str, ...]:
    return tuple(column.name for column in metadata.tables[name].columns)
