"""Which version of the tables a database has, and how it gets the one of today."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import sqlalchemy as sa
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import Script, ScriptDirectory

from rapporteur.errors import StoreError
from rapporteur.store.database import shown
from rapporteur.store.schema import VERSION_TABLE, metadata
from rapporteur.store.schema_runs import journal


@cache
def _script() -> ScriptDirectory:
    return ScriptDirectory(str(Path(__file__).with_name("migrations")))


def newest() -> str:
    """Return the version that this program reads and writes."""
    head = _script().get_current_head()
    assert head is not None
    return head


def version(connection: sa.Connection) -> str | None:
    """Return the version of a database; None if it has no tables of ours."""
    return _context(connection).get_current_revision()


def is_older(connection: sa.Connection) -> bool:
    """Say whether the tables are of a version that can be brought up to date."""
    return version(connection) in _known() - {newest()}


def require(connection: sa.Connection) -> None:
    """Raise `StoreError` unless the database has the tables of today."""
    found = version(connection)
    url = shown(connection.engine.url)
    if found is None:
        raise StoreError(f"{url}: has no reports; `rapporteur load` makes and fills it")
    if found not in _known():
        raise StoreError(
            f"{url}: its tables are of version {found}, which is newer than {newest()} of this"
            " program; upgrade rapporteur"
        )
    if found != newest():
        raise StoreError(
            f"{url}: its tables are of version {found}, this program needs {newest()};"
            f" make a copy of it, then run: rapporteur load --migrate --to {url}"
        )


def make(connection: sa.Connection) -> None:
    """Make the tables of today where there are none of ours; raise `StoreError` if names clash."""
    if version(connection) is not None:
        return
    _require_utf8(connection)
    taken = sorted(
        set(sa.inspect(connection).get_table_names()) & {*metadata.tables, *journal.tables}
    )
    if taken:
        raise StoreError(
            f"{shown(connection.engine.url)}: has tables of another program: {', '.join(taken)};"
            " give a database of its own"
        )
    upgrade(connection)


def _require_utf8(connection: sa.Connection) -> None:
    if connection.dialect.name != "postgresql":
        return
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
    if encoding != "UTF8":
        raise StoreError(
            f"{shown(connection.engine.url)}: holds text in {encoding}, which not every text"
            " fits; give a database in UTF8"
        )


def upgrade(connection: sa.Connection, to: str = "head") -> list[str]:
    """Bring the tables to a version, with their data; return the versions passed."""
    context = _context(connection)
    passed = []
    with Operations.context(context):
        for step in _steps(context.get_current_revision(), to):
            step.module.upgrade()
            context.stamp(_script(), step.revision)
            passed.append(step.revision)
    return passed


def _context(connection: sa.Connection) -> MigrationContext:
    return MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})


def _steps(start: str | None, end: str) -> Iterator[Script]:
    yield from reversed(list(_script().iterate_revisions(end, start or "base")))


def _known() -> set[str]:
    return {step.revision for step in _script().walk_revisions()}
