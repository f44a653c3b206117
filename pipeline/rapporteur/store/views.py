"""The views of the database that tables for people are read from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import sqlalchemy as sa

from rapporteur.store import versions
from rapporteur.store.database import connect, reading, shown

_MANY = 1000


def rows_of_view(url: str, what: str, columns: Sequence[str]) -> Iterator[list[str | int | None]]:
    """Yield the rows of a view, document by document; raises `StoreError` without such a view."""
    view = sa.table(f"{what}_full", *map(sa.column, columns))
    engine = connect(url)
    try:
        with reading(engine) as connection:
            versions.require(connection)
            query = sa.select(view).order_by(sa.column("document_id"), sa.column("seq"))
            for row in connection.execution_options(yield_per=_MANY).execute(query):
                yield list(row)
    finally:
        engine.dispose()


def name_of(url: str) -> str:
    """Return the URL as it may be shown, without its password."""
    return shown(connect(url).url)
