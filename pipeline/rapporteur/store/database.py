"""A database by its URL: opened, or one line that says why not."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from rapporteur.errors import StoreError
from rapporteur.inputs import one_line
from rapporteur.store.schema import metadata

DEFAULT = "sqlite:///reports.db"
WAIT = 60
"""Seconds that a loader waits for another one, or for a server to answer at all."""

_LOCK = 0x7261_7070  # "rapp": the lock that loaders of one PostgreSQL database take in turn
_DRIVERS = {"postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg"}


def connect(url: str) -> sa.Engine:
    """Return the engine for `url`, SQLite or PostgreSQL; nothing is opened before it is used.

    Raises `StoreError` for a URL that is none, another kind of database, a missing driver.
    """
    parsed = _parse(url)
    if parsed.get_backend_name() == "sqlite":
        engine = sa.create_engine(parsed, connect_args={"timeout": WAIT})
        sa.event.listen(engine, "connect", _set_up_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        return sa.create_engine(parsed, connect_args={"connect_timeout": WAIT})
    except ImportError:
        raise StoreError(
            f"{shown(parsed)}: PostgreSQL needs a driver that is not installed;"
            " pip install 'rapporteur[postgresql]'"
        ) from None


def shown(url: sa.URL) -> str:
    """Return `url` for people: without its password."""
    return one_line(url.render_as_string(hide_password=True))


def _parse(url: str) -> sa.URL:
    examples = "sqlite:///reports.db or postgresql+psycopg://user@host/name"
    try:
        parsed = sa.make_url(url)
        parsed = parsed.set(drivername=_DRIVERS.get(parsed.drivername, parsed.drivername))
        parsed.get_dialect()
    except (ArgumentError, ValueError):
        raise StoreError(f"{one_line(url)}: not the URL of a database; give {examples}") from None
    except NoSuchModuleError:
        raise StoreError(
            f"{shown(parsed)}: there is no kind of database {parsed.drivername!r}; give {examples}"
        ) from None
    if parsed.drivername not in {"sqlite", "sqlite+pysqlite", "postgresql+psycopg"}:
        raise StoreError(f"{shown(parsed)}: SQLite and PostgreSQL are supported; give {examples}")
    if parsed.get_backend_name() == "sqlite" and parsed.database in {None, "", ":memory:"}:
        raise StoreError(f"{shown(parsed)}: names no file; give sqlite:///reports.db")
    return parsed


def _set_up_sqlite(connection: sqlite3.Connection, _: Any) -> None:
    connection.isolation_level = None  # transactions begin where we say so
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")  # with WAL as safe as FULL from a crash


def _begin_sqlite(connection: sa.Connection) -> None:
    # A transaction that reads first and writes later could not wait for another writer.
    immediate = not connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def prepare(engine: sa.Engine) -> None:
    """Make the tables where there are none yet."""
    with writing(engine) as connection:
        metadata.create_all(connection)


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Give a connection whose transaction is the only one that loads; whole or not at all."""
    with naming(engine.url), engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
        yield connection


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Give a connection that reads, beside those who write."""
    with naming(engine.url), engine.connect() as connection:
        yield connection.execution_options(reading=True)


@contextmanager
def naming(url: sa.URL) -> Iterator[None]:
    """Turn an error of the database into a `StoreError` of one line that names it."""
    try:
        yield
    except DBAPIError as error:
        cause = str(error.orig or error).strip().splitlines()
        raise StoreError(one_line(f"{shown(url)}: {cause[0] if cause else error}")) from error
