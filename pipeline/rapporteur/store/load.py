"""Reports into a database: each is one transaction, and stands there once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

import orjson
import sqlalchemy as sa

from rapporteur.report import Report
from rapporteur.store import bulk, shared
from rapporteur.store.check import check
from rapporteur.store.database import connect, prepare, writing
from rapporteur.store.rows import Rows, rows
from rapporteur.store.schema import metadata

_DOCUMENTS = metadata.tables["documents"]


class Put(StrEnum):
    """What became of a report."""

    NEW = "new"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of a report, and how many rows were written for it."""

    put: Put
    rows: int


class Loader:
    """Puts reports into the database at a URL; raises `StoreError` where that cannot be used."""

    def __init__(self, url: str) -> None:
        self._engine = connect(url)

    def __enter__(self) -> Self:
        prepare(self._engine)
        return self

    def __exit__(self, *_: object) -> None:
        self._engine.dispose()

    def put(self, report: Report) -> Loaded:
        """Let the database hold this version of a document and no other; whole or not at all.

        Raises `UnfitError` for a report that no database can hold.
        """
        found = rows_of(report)
        result = _put(self._engine, found)
        return Loaded(result, 0 if result is Put.UNCHANGED else _count(found))


def rows_of(report: Report) -> Rows:
    """Return the checked rows of `report`, with the hash that tells versions apart."""
    found = rows(report)
    check(found)
    found["documents"][0]["content_hash"] = hashlib.sha256(orjson.dumps(found)).hexdigest()
    return found


def _put(engine: sa.Engine, found: Rows) -> Put:
    (document,) = found["documents"]
    here = _DOCUMENTS.c.id == document["id"]
    with writing(engine) as connection:
        known = connection.scalar(sa.select(_DOCUMENTS.c.content_hash).where(here))
        if known == document["content_hash"]:
            return Put.UNCHANGED
        before = shared.claims(connection, document["id"]) if known else {}
        if known:
            connection.execute(sa.delete(_DOCUMENTS).where(here))
        shared.describe(connection, found)
        bulk.insert(connection, found)
        shared.settle(connection, before)
    return Put.REPLACED if known else Put.NEW


def _count(found: Rows) -> int:
    return sum(len(listed) for listed in found.values())
