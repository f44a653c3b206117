"""Many rows at once: COPY on PostgreSQL, batches on SQLite."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa

from rapporteur.store.rows import Rows
from rapporteur.store.schema import OWNED, metadata

Values = Sequence[Sequence[Any]]


def insert(connection: sa.Connection, found: Rows) -> None:
    """Insert the rows of a document into the tables that are its own."""
    put = _copy if connection.dialect.name == "postgresql" else _batch
    for name in OWNED:
        if listed := found.get(name):
            columns = _columns(name)
            put(connection, name, [[row[column] for column in columns] for row in listed])


def _copy(connection: sa.Connection, name: str, listed: Values) -> None:
    statement = f"COPY {name} ({', '.join(_columns(name))}) FROM STDIN"
    with connection.connection.cursor().copy(statement) as copy:
        for values in listed:
            copy.write_row(values)


def _batch(connection: sa.Connection, name: str, listed: Values) -> None:
    """Insert with the driver's own batch: SQLAlchemy would make a mapping of each row first."""
    statement = str(sa.insert(metadata.tables[name]).compile(connection))
    connection.exec_driver_sql(statement, [tuple(values) for values in listed])


@cache
def _columns(name: str) -> tuple[str, ...]:
    return tuple(column.name for column in metadata.tables[name].columns)
