"""Versions of the tables: made, recognised, brought up to date with their data."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.dialects import postgresql as dialect

import postgres
from conftest import ROOT, Command
from rapporteur.report import restore
from rapporteur.store import shared, versions
from rapporteur.store.database import connect, writing
from rapporteur.store.migrations.versions import r0008_fewer_keys as fewer
from rapporteur.store.prepare import rows_of
from rapporteur.store.rows import Rows, TableRow
from rapporteur.store.schema import VERSION_TABLE, metadata
from rapporteur.store.schema_runs import journal

SAMPLE = ROOT / "outputs" / "a-hrc-99-99.json"
EARLIER = sorted(versions._known() - {versions.newest()})


def run(url: str, *statements: str) -> list[tuple[object, ...]]:
    """Run SQL; return the rows of the last statement, if it has any."""
    engine = connect(url)
    with writing(engine) as connection:
        for statement in statements:
            result = connection.exec_driver_sql(statement)
        found = [tuple(row) for row in result] if result.returns_rows else []
    engine.dispose()
    return found


def make(url: str, version: str) -> None:
    """Make a database of an earlier version."""
    engine = connect(url)
    with writing(engine) as connection:
        versions.upgrade(connection, version)
    engine.dispose()


def test_the_migrations_lead_to_the_tables_of_today(url: str) -> None:
    make(url, "head")
    engine = connect(url)
    with writing(engine) as connection:
        options = {"version_table": VERSION_TABLE, "include_object": described}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, [metadata, journal]) == []
    engine.dispose()


def described(item: object, name: str | None, *__: object) -> bool:
    """Say whether `schema.py` describes it alike for all: each searches in a way of its own.

    Which links PostgreSQL holds, the next test compares.
    """
    return not (str(name).startswith("search_") or isinstance(item, sa.ForeignKeyConstraint))


def test_the_tables_made_by_migrations_have_the_keys_of_today(url: str) -> None:
    make(url, "head")
    engine = connect(url)
    held = sa.MetaData()
    held.reflect(engine)
    engine.dispose()
    for name, table in metadata.tables.items():
        there = held.tables[name]
        assert [key.name for key in there.primary_key] == [key.name for key in table.primary_key]
        if url.startswith("postgresql"):
            held_there = {link for link in table.foreign_key_constraints if is_held(link)}
            assert links(there.foreign_key_constraints) == links(held_there)
            assert names(there.foreign_key_constraints) == names(held_there)
        else:  # SQLite cannot change these names, and asks for none
            assert links(there.foreign_key_constraints) == links(table.foreign_key_constraints)


def is_held(link: sa.ForeignKeyConstraint) -> bool:
    """Say whether PostgreSQL holds a link itself, row by row."""
    if link.parent.name in fewer.OF_RECOMMENDATIONS:
        return link.referred_table.name != "documents"
    return link.parent.name not in fewer.BULKY


Links = Iterable[sa.ForeignKeyConstraint]


def links(found: Links) -> set[tuple[object, ...]]:
    return {
        (tuple(link.column_keys), link.referred_table.name, link.ondelete, link.initially)
        for link in found
    }


def names(found: Links) -> set[str | None]:
    """Return the names of keys, as PostgreSQL cuts them."""
    shown = dialect.dialect().identifier_preparer.format_constraint
    return {shown(link) for link in found}


@pytest.mark.parametrize("earlier", EARLIER)
def test_every_earlier_version_becomes_that_of_today(
    rapporteur: Command, url: str, earlier: str
) -> None:
    make(url, earlier)
    held = fill(url)
    assert rapporteur("load", "--migrate", "--to", url).returncode == 0
    assert counted(url, held) == held
    assert rapporteur("load", SAMPLE, "--to", url).returncode == 0
    kept = sum(len(found) for found in the_rows().values())
    assert sum(counted(url, metadata.tables).values()) == kept
    run(url, "DELETE FROM documents")
    left = counted(url, metadata.tables)
    assert {name for name, rows in left.items() if rows} == {"countries", "organizations"}


def test_tables_that_are_emptied_are_empty(rapporteur: Command, server: postgres.Server) -> None:
    url = server.database()
    assert rapporteur("load", SAMPLE, "--to", url).returncode == 0
    run(url, "TRUNCATE documents CASCADE")
    left = counted(url, metadata.tables)
    assert {name for name, rows in left.items() if rows} == {"countries", "organizations"}
    assert "1 new" in rapporteur("load", SAMPLE, "--to", url).stderr


@cache
def the_rows() -> Rows:
    """Return the rows of the sample, those that all documents share included."""
    found = rows_of(restore(SAMPLE.read_bytes(), SAMPLE.name))
    said: dict[str, dict[str, TableRow]] = {}
    shared.gather(said, found)
    return {**{name: list(known.values()) for name, known in said.items()}, **found}


def fill(url: str) -> dict[str, int]:
    """Put the sample into tables of an earlier version; return how many rows each has."""
    engine = connect(url)
    there = sa.MetaData()
    there.reflect(engine)
    count = {}
    with writing(engine) as connection:
        for table in there.sorted_tables:
            if found := the_rows().get(table.name):
                names = [column.name for column in table.columns if column.name in found[0]]
                rows = [{name: row[name] for name in names} for row in found]
                if table.name == "documents":
                    rows[0]["content_hash"] = "what an earlier program made of it"
                connection.execute(sa.insert(table), rows)
                count[table.name] = len(rows)
    engine.dispose()
    return count


def counted(url: str, tables: Iterable[str]) -> dict[str, int]:
    """Return how many rows each of the tables has."""
    engine = connect(url)
    with writing(engine) as connection:
        count = {
            name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one()
            for name in tables
        }
    engine.dispose()
    return count


LATER = """
from alembic import op
import sqlalchemy as sa

revision = "9999"
down_revision = "{newest}"


def upgrade():
    op.add_column("documents", sa.Column("seen", sa.Integer, nullable=True))
"""


@pytest.fixture
def tomorrow(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[], None]:
    """Let the program know one version more, which adds a column."""
    folder = tmp_path / "migrations"
    shutil.copytree(Path(versions.__file__).with_name("migrations"), folder)
    later = LATER.format(newest=versions.newest())
    (folder / "versions" / "r9999_seen.py").write_text(later)
    script = ScriptDirectory(str(folder))
    return lambda: monkeypatch.setattr(versions, "_script", lambda: script)


def test_an_older_database_is_recognised_and_left_as_it_is(
    rapporteur: Command, url: str, tomorrow: Callable[[], None]
) -> None:
    assert rapporteur("load", SAMPLE, "--to", url).returncode == 0
    tomorrow()
    result = rapporteur("load", SAMPLE, "--to", url)
    assert result.returncode == 2
    assert "its tables are of version 0" in result.stderr
    assert "this program needs 9999" in result.stderr
    assert "rapporteur load --migrate --to " in result.stderr


def test_an_older_database_is_brought_up_to_date_with_its_data(
    rapporteur: Command, url: str, tomorrow: Callable[[], None]
) -> None:
    assert rapporteur("load", SAMPLE, "--to", url).returncode == 0
    before = run(url, "SELECT id, content_hash, title FROM documents")
    tomorrow()
    result = rapporteur("load", "--migrate", "--to", url)
    assert result.returncode == 0, result.stderr
    assert result.stderr == "rapporteur: the tables are of version 9999 now\n"
    assert run(url, "SELECT id, content_hash, title FROM documents WHERE seen IS NULL") == before
    assert rapporteur("load", "--migrate", "--to", url).stderr == ""


def test_a_newer_database_is_recognised(rapporteur: Command, url: str) -> None:
    assert rapporteur("load", SAMPLE, "--to", url).returncode == 0
    run(url, f"UPDATE {VERSION_TABLE} SET version_num = '7777'")
    for arguments in (["load", SAMPLE], ["load", "--migrate"]):
        result = rapporteur(*arguments, "--to", url)
        assert result.returncode == 2
        assert "of version 7777, which is newer than" in result.stderr
        assert "upgrade rapporteur" in result.stderr


def test_tables_of_another_program_are_not_touched(rapporteur: Command, url: str) -> None:
    run(url, "CREATE TABLE documents (mine integer)", "INSERT INTO documents VALUES (7)")
    result = rapporteur("load", SAMPLE, "--to", url)
    assert result.returncode == 2
    assert "has tables of another program: documents" in result.stderr
    assert run(url, "SELECT * FROM documents") == [(7,)]


def test_other_tables_may_stand_beside(rapporteur: Command, url: str) -> None:
    run(url, "CREATE TABLE notes (mine integer)", "INSERT INTO notes VALUES (7)")
    assert rapporteur("load", SAMPLE, "--to", url).returncode == 0
    assert run(url, "SELECT * FROM notes") == [(7,)]
