"""Versions of the tables: made, recognised, brought up to date with their data."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.dialects import postgresql

from conftest import ROOT, Command
from rapporteur.store import versions
from rapporteur.store.database import connect, writing
from rapporteur.store.schema import VERSION_TABLE, metadata
from rapporteur.store.schema_runs import journal

SAMPLE = ROOT / "outputs" / "a-hrc-99-99.json"


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


def described(_: object, name: str | None, *__: object) -> bool:
    """Say whether `schema.py` describes it: what is searched, each database does in its own way."""
    return not str(name).startswith("search_")


def test_the_tables_made_by_migrations_have_the_keys_of_today(url: str) -> None:
    make(url, "head")
    engine = connect(url)
    held = sa.MetaData()
    held.reflect(engine)
    engine.dispose()
    for name, table in metadata.tables.items():
        there = held.tables[name]
        assert [key.name for key in there.primary_key] == [key.name for key in table.primary_key]
        assert links(there) == links(table)
        if url.startswith("postgresql"):  # SQLite cannot change these names, and asks for none
            assert names(there) == names(table)


def links(table: sa.Table) -> set[tuple[object, ...]]:
    return {
        (tuple(link.column_keys), link.referred_table.name, link.ondelete, link.initially)
        for link in table.foreign_key_constraints
    }


def names(table: sa.Table) -> set[str | None]:
    """Return the names of keys, as PostgreSQL cuts them."""
    shown = postgresql.dialect().identifier_preparer.format_constraint
    return {shown(link) for link in table.foreign_key_constraints}


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
