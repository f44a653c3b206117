"""Many rows at once: COPY on PostgreSQL, batches on SQLite."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import sqlalchemy as sa

from rapporteur.store.rows import Row, Rows
from rapporteur.store.schema import OWNED, metadata

_FEW = 3
"""Up to so many rows an INSERT is quicker than a COPY."""


def insert(connection: sa.Connection, found: Rows) -> None:
    """Insert the rows of a document into the tables that are its own."""
    for name in OWNED:
        if listed := found.get(name):
            if connection.dialect.name == "postgresql" and len(listed) > _FEW:
                _copy(connection, name, listed)
            else:
                connection.execute(sa.insert(metadata.tables[name]), listed)


def _copy(connection: sa.Connection, name: str, listed: Sequence[Row]) -> None:
    columns, statement = _statement(name)
    cursor = connection.connection.cursor()
    with cursor.copy(statement) as copy:
        for row in listed:
            copy.write_row([row[column] for column in columns])


@cache
def _statement(name: str) -> tuple[tuple[str, ...], str]:
    columns = tuple(column.name for column in metadata.tables[name].columns)
    return columns, f"COPY {name} ({', '.join(columns)}) FROM STDIN"
