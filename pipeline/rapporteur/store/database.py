"""A database by its URL: opened, or one line that says why not."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from rapporteur.errors import StoreError, UnfitError, install, one_line

DEFAULT = "sqlite:///reports.db"
WAIT = 60
"""Seconds that a loader of SQLite waits for others who write."""

CACHE = 128 * 1024
"""Kilobytes of an SQLite file that a connection may keep in memory."""
CHECKPOINT = 10_000
"""Pages after which SQLite puts its log into the file; it costs the same for few as for many."""

_PATIENCE = {
    "connect_timeout": 15,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
}
"""How soon PostgreSQL is given up that does not answer, or that went away in silence."""

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
        return sa.create_engine(parsed, connect_args=_PATIENCE)
    except ImportError:
        raise StoreError(
            f"{shown(parsed)}: PostgreSQL needs a driver that is not installed;"
            f" {install('postgresql')}"
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
    except NoSuchModuleError:
        raise StoreError(
            f"{shown(parsed)}: there is no kind of database {parsed.drivername!r}; give {examples}"
        ) from None
    except (ArgumentError, ValueError):
        if "://" not in url and url.lower().endswith((".csv", ".parquet", ".xlsx")):
            raise StoreError(
                f"{one_line(url)}: a file, not a database; rapporteur export REPORTS --to DIR"
                f" writes CSV; or give {examples}"
            ) from None
        raise StoreError(f"{one_line(url)}: not the URL of a database; give {examples}") from None
    if "@" in (parsed.host or ""):
        raise StoreError(
            f"{parsed.drivername}://{parsed.username}:***@…: in a URL an @ inside the password is"
            " written %40, a : %3A, a / %2F; or leave the password to ~/.pgpass or PGPASSWORD"
        )
    if parsed.drivername not in {"sqlite", "sqlite+pysqlite", "postgresql+psycopg"}:
        raise StoreError(f"{shown(parsed)}: SQLite and PostgreSQL are supported; give {examples}")
    if parsed.get_backend_name() == "sqlite" and parsed.database in {None, "", ":memory:"}:
        raise StoreError(f"{shown(parsed)}: names no file; give sqlite:///reports.db")
    return parsed


def _set_up_sqlite(connection: sqlite3.Connection, _: Any) -> None:
    connection.isolation_level = None  # transactions begin where we say so
    connection.execute("PRAGMA foreign_keys = ON")
    with suppress(sqlite3.OperationalError):  # a file that only can be read stays as it is
        connection.execute("PRAGMA journal_mode = WAL")  # who reads does not wait for who writes
    connection.execute(f"PRAGMA cache_size = -{CACHE}")
    connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT}")
    connection.execute("PRAGMA synchronous = NORMAL")  # with WAL, a crash cannot tear the file


def _begin_sqlite(connection: sa.Connection) -> None:
    # A transaction that reads first and writes later could not wait for another writer.
    immediate = not connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Give a connection whose transaction is the only one that loads; whole or not at all."""
    with _naming(engine), engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
        yield connection


@contextmanager
def reading(engine: sa.Engine, *, once: bool = False) -> Iterator[sa.Connection]:
    """Give a connection that reads, beside those who write; `once` if it asks a single question.

    PostgreSQL is then not told before and behind it that a transaction begins and ends.
    """
    alone = once and engine.dialect.name == "postgresql"
    options: dict[str, Any] = {"isolation_level": "AUTOCOMMIT"} if alone else {}
    with _naming(engine), engine.connect() as connection:
        yield connection.execution_options(reading=True, **options)


@contextmanager
def _naming(engine: sa.Engine) -> Iterator[None]:
    """Turn an error of the driver into one line: `UnfitError` if it is about the data."""
    driver = engine.dialect.loaded_dbapi
    try:
        yield
    except (SQLAlchemyError, driver.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        lines = str(cause).strip().splitlines() or [type(error).__name__]
        if isinstance(cause, driver.DataError | driver.IntegrityError):
            raise UnfitError(f"{shown(engine.url)} refuses it: {one_line(lines[0])}") from error
        raise StoreError(one_line(f"{shown(engine.url)}: {lines[0]}")) from error
