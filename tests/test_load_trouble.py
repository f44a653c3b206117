"""`rapporteur load` where something is wrong: one clear line, nothing half-loaded."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

import postgres
from conftest import ROOT, Command, Result
from rapporteur.batch import report_files as reports
from rapporteur.cli import load as command
from rapporteur.store import database, load

OUTPUTS = ROOT / "outputs"
SAMPLE = OUTPUTS / "a-hrc-99-99.json"


def assert_one_line(result: Result, status: int, *told: str) -> None:
    assert result.returncode == status, result.stderr
    assert result.stdout == ""
    (line, *_) = lines = result.stderr.splitlines()
    assert len(lines) == 1, result.stderr
    assert line.startswith("rapporteur: error: ")
    for text in told:
        assert text in line


def documents(url: str) -> int:
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        count: int = connection.scalar(sa.text("SELECT count(*) FROM documents"))
    engine.dispose()
    return count


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("reports.db", "not the URL of a database; give sqlite:///reports.db"),
        ("", "not the URL of a database"),
        ("postgresql+psycopg://host:port/x", "not the URL of a database"),
        ("mysql://root@localhost/x", "SQLite and PostgreSQL are supported"),
        ("mongodb://localhost/x", "there is no kind of database 'mongodb'"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("sqlite:////nowhere/reports.db", "unable to open database file"),
        ("sqlite:///.", "unable to open database file"),
        ("sqlite:///notes.txt", "file is not a database"),
        ("postgresql://me:secret@127.0.0.1:1/x", "Connection refused"),
        ("postgresql+psycopg://me:secret@/x?host=/nowhere", "No such file or directory"),
    ],
)
def test_a_database_that_cannot_be_used(
    rapporteur: Command, tmp_path: Path, url: str, told: str
) -> None:
    (tmp_path / "notes.txt").write_text("These are notes, not tables. " * 40)
    result = rapporteur("load", SAMPLE, "--to", url)
    assert_one_line(result, 2, told)
    assert "secret" not in result.stderr
    assert not (tmp_path / "reports.db").exists()


def test_a_database_that_is_not_there(rapporteur: Command, server: postgres.Server) -> None:
    url = server.database().replace("/test", "/gone")
    assert_one_line(rapporteur("load", SAMPLE, "--to", url), 2, 'database "gone', "does not exist")


def test_a_missing_driver_is_named(rapporteur: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    result = rapporteur("load", SAMPLE, "--to", "postgresql://localhost/x")
    assert_one_line(result, 2, "pip install 'un-rapporteur[postgresql]'")


def test_a_database_in_another_encoding(rapporteur: Command, server: postgres.Server) -> None:
    url = server.database(encoding="LATIN1", template="template0", lc_collate="C", lc_ctype="C")
    assert_one_line(rapporteur("load", SAMPLE, "--to", url), 2, "holds text in LATIN1")


def test_nothing_to_load(rapporteur: Command) -> None:
    assert_one_line(rapporteur("load"), 2, "nothing to load: give reports")


def test_a_file_that_only_can_be_read(rapporteur: Command, tmp_path: Path) -> None:
    rapporteur("load", SAMPLE)
    before = (tmp_path / "reports.db").read_bytes()
    # root may write everywhere; SQLite may not where the URL says so
    url = f"sqlite:///file:{tmp_path / 'reports.db'}?mode=ro&uri=true"
    result = rapporteur("load", OUTPUTS, "--to", url)
    assert_one_line(result, 2, "attempt to write a readonly database")
    assert (tmp_path / "reports.db").read_bytes() == before


def test_a_database_that_others_keep_for_themselves(
    rapporteur: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "WAIT", 0.1)
    rapporteur("load", SAMPLE)
    other = sqlite3.connect(tmp_path / "reports.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        assert_one_line(rapporteur("load", OUTPUTS), 2, "database is locked")
    finally:
        other.close()


def test_a_full_disk_ends_the_load_with_whole_documents(
    rapporteur: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load, "TOGETHER", 3)
    value = json.loads(SAMPLE.read_text())
    with (tmp_path / "many.jsonl").open("w") as file:
        for number in range(12):
            value["document"]["symbols"] = [f"A/{number}"]
            value["source"]["sha256"] = f"{number:064x}"
            file.write(json.dumps(value) + "\n")

    def limit(connection: Any, _: object) -> None:
        connection.execute("PRAGMA max_page_count = 400")

    sa.event.listen(sa.pool.Pool, "connect", limit)
    try:
        result = rapporteur("load", "many.jsonl")
    finally:
        sa.event.remove(sa.pool.Pool, "connect", limit)
    assert result.returncode == 1
    assert "database or disk is full" in result.stderr
    assert "what was loaded before is whole" in result.stderr
    held = documents("sqlite:///reports.db")
    assert 0 < held < 12
    assert f"{held} new" in result.stderr
    assert (
        f"{12 - held} new, 0 replaced, {held} unchanged" in rapporteur("load", "many.jsonl").stderr
    )


@pytest.fixture
def own_server() -> Iterator[postgres.Server]:
    """A server that a test may stop."""
    if reason := postgres.why_not():
        pytest.skip(reason)
    server = postgres.Server()
    yield server
    server.remove()


def test_a_server_that_goes_away_ends_the_load(
    rapporteur: Command, own_server: postgres.Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = own_server.database()
    contents = reports.contents

    def interrupted(paths: list[str]) -> Iterator[reports.ReportFile]:
        found = contents(paths)
        yield next(found)
        yield next(found)  # when it has come, the first is written
        own_server.stop()
        yield from found

    monkeypatch.setattr(load, "TOGETHER", 1)
    monkeypatch.setattr(command.reports, "contents", interrupted)
    result = rapporteur("load", OUTPUTS, "--to", url)
    monkeypatch.undo()
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "error: postgresql+psycopg://" in result.stderr
    assert "what was loaded before is whole, load the same again to go on" in result.stderr
    assert "1 new, 0 replaced, 0 unchanged, 1 failed" in result.stderr
    own_server.start()
    assert documents(url) == 1
    assert "2 new, 0 replaced, 1 unchanged" in rapporteur("load", OUTPUTS, "--to", url).stderr


def edited(**changes: object) -> str:
    return json.dumps(json.loads(SAMPLE.read_text()) | changes)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "is no JSON"),
        ("{", "is no JSON"),
        ("[" * 100_000, "is no JSON"),
        ("[]", "is JSON, but no report"),
        ('{"paragraphs": []}', "is JSON, but no report"),
        (edited(schema_version="2.0"), "is no report of schema 1.1, but '2.0'"),
        (edited(schema_version="1.9", novelty=[]), "but '1.9': novelty: Extra inputs"),
        (edited(paragraphs=[{"id": "p1"}]), "paragraphs.0.kind: Field required"),
        (edited(mentions=None), "mentions: Input should be a valid list"),
        (edited(sections=[]), "is not in sections"),
        ('{"schema_version": "1.0", "source": "\\ud800"}', "is no JSON"),
    ],
)
def test_what_is_no_report_costs_itself_only(
    rapporteur: Command, tmp_path: Path, url: str, content: str, told: str
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "bad.json").write_text(content)
    (folder / "good.json").write_bytes(SAMPLE.read_bytes())
    result = rapporteur("load", folder, "--to", url)
    assert result.returncode == 1
    assert "in/bad.json: " in result.stderr
    assert told in result.stderr
    assert "1 new, 0 replaced, 0 unchanged, 1 failed" in result.stderr
    assert len(result.stderr.splitlines()) == 2
    assert documents(url) == 1


@pytest.mark.parametrize("name", ["gone.json", "empty"])
def test_a_path_without_reports(rapporteur: Command, tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    result = rapporteur("load", name, SAMPLE)
    assert result.returncode == 1
    assert f"rapporteur: {name}: " in result.stderr
    assert "1 new, 0 replaced, 0 unchanged, 1 failed" in result.stderr
