"""Reports into a database: each is one transaction, and stands there once."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

import sqlalchemy as sa

from rapporteur.errors import UnfitError
from rapporteur.report import Report
from rapporteur.store import bulk, shared, versions
from rapporteur.store.answers import pair
from rapporteur.store.check import check
from rapporteur.store.database import connect, writing
from rapporteur.store.rows import Rows, rows
from rapporteur.store.schema import metadata

MANY = 20
"""After so many documents PostgreSQL measures its tables anew."""

_DOCUMENTS = metadata.tables["documents"]


class Put(StrEnum):
    """What became of a report."""

    NEW = "new"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of a report, and how many rows were written for it.

    `beside` are the documents of the same language that print one of its symbols, on files of
    another name; they stay.
    """

    put: Put
    rows: int = 0
    beside: tuple[str, ...] = ()


class Loader:
    """Puts reports into the database at a URL; raises `StoreError` where that cannot be used.

    Tables are made where there are none. Older ones are only brought up to date with `migrate`:
    `passed` then names the versions that were gone through. `done` counts what was put.
    """

    def __init__(self, url: str, *, migrate: bool = False) -> None:
        self._engine = connect(url)
        self._migrate = migrate
        self._seen: dict[str, str] = {}
        self.done: Counter[str] = Counter()
        self.passed: list[str] = []

    def __enter__(self) -> Self:
        try:
            with writing(self._engine) as connection:
                versions.make(connection)
                if self._migrate and versions.is_older(connection):
                    self.passed = versions.upgrade(connection)
                versions.require(connection)
        except BaseException:
            self._engine.dispose()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None and self.done["new"] + self.done["replaced"] >= MANY:
                _measure(self._engine)
        finally:
            self._engine.dispose()

    def put(self, report: Report) -> Loaded:
        """Let the database hold this version of a document and no other; whole or not at all.

        Raises `UnfitError` for a report that no database can hold, and for a second version of a
        document: which of the two is newer, only a person can say.
        """
        found = rows_of(report)
        (document,) = found["documents"]
        known = self._seen.setdefault(document["id"], document["content_hash"])
        if known != document["content_hash"]:
            raise UnfitError(
                f"another version of {document['id']} came before it in this load;"
                " load the newer one by itself"
            )
        loaded = _put(self._engine, found)
        self.done[loaded.put] += 1
        return loaded


def rows_of(report: Report) -> Rows:
    """Return the checked rows of `report`, with the hash that tells versions apart."""
    found = rows(report)
    found["documents"][0]["content_hash"] = hashlib.sha256(check(found)).hexdigest()
    return found


def _put(engine: sa.Engine, found: Rows) -> Loaded:
    (document,) = found["documents"]
    here = _DOCUMENTS.c.id == document["id"]
    with writing(engine) as connection:
        known = connection.scalar(sa.select(_DOCUMENTS.c.content_hash).where(here))
        if known == document["content_hash"]:
            return Loaded(Put.UNCHANGED)
        before = shared.claims(connection, document["id"]) if known else {}
        if known:
            connection.execute(sa.delete(_DOCUMENTS).where(here))
        shared.describe(connection, found)
        bulk.insert(connection, found)
        shared.settle(connection, before)
        pair(connection, document["id"])
        if known:
            return Loaded(Put.REPLACED, _count(found))
        return Loaded(Put.NEW, _count(found), _beside(connection, document["id"]))


def _measure(engine: sa.Engine) -> None:
    """Let PostgreSQL see what our tables hold now, or it would plan for empty ones."""
    if engine.dialect.name == "postgresql":
        with writing(engine) as connection:
            connection.exec_driver_sql(f"ANALYZE {', '.join(metadata.tables)}")


def _beside(connection: sa.Connection, document: str) -> tuple[str, ...]:
    """Return the other documents that print a symbol of this one, in the same language."""
    symbols = metadata.tables["document_symbols"]
    mine, others, own = symbols.alias(), symbols.alias(), _DOCUMENTS.alias()
    query = (
        sa.select(_DOCUMENTS.c.id)
        .join(others, others.c.document_id == _DOCUMENTS.c.id)
        .join(mine, (mine.c.symbol == others.c.symbol) & (mine.c.document_id == document))
        .join(own, own.c.id == mine.c.document_id)
        .where(_DOCUMENTS.c.id != document)
        .where(_DOCUMENTS.c.language.is_not_distinct_from(own.c.language))
        .distinct()
    )
    return tuple(sorted(connection.scalars(query)))


def _count(found: Rows) -> int:
    return sum(len(listed) for listed in found.values())
