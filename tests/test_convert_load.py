"""`rapporteur convert --to`: documents go into a database in one go."""

from __future__ import annotations

from pathlib import Path

import pytest

import postgres
from conftest import ROOT, Command
from rapporteur.errors import UnfitError
from rapporteur.store.load import Loader
from test_load import documents, dump

SAMPLES = ROOT / "samples"
OUTPUTS = ROOT / "outputs"
TEXT = "I. Work\n\n1. The Group met in Vienna.\n"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder of documents: two are sound, one has no text."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for name in ("one", "two"):
        (folder / f"{name}.txt").write_text(f"{TEXT}2. It discussed item {name}.\n")
    (folder / "empty.txt").write_text("")
    return folder


def test_it_is_as_converting_and_then_loading(rapporteur: Command, url: str) -> None:
    result = rapporteur("convert", SAMPLES, "--to", url)
    assert result.returncode == 0, result.stderr
    assert result.stdout == ""
    assert "rapporteur: loaded: 3 new, 0 replaced, 0 unchanged" in result.stderr
    assert rapporteur("load", OUTPUTS, "--to", "sqlite:///apart.db").returncode == 0
    assert dump(url) == dump("sqlite:///apart.db")


def test_files_are_written_too(rapporteur: Command, tmp_path: Path, texts: Path) -> None:
    result = rapporteur("convert", texts, "-o", "out", "--to", "sqlite:///a.db", "--no-entities")
    assert result.returncode == 1
    assert "empty.txt: " in result.stderr
    assert "loaded: 2 new, 0 replaced, 0 unchanged" in result.stderr
    assert sorted(path.name for path in (tmp_path / "out").glob("*.json")) == [
        "failures.json", "one.json", "two.json",
    ]  # fmt: skip
    assert len(documents("sqlite:///a.db")) == 2


def test_unchanged_documents_reach_a_database_that_lacks_them(
    rapporteur: Command, texts: Path
) -> None:
    common = ("convert", texts, "-o", "out", "--no-entities", "--to")
    for url, told in (
        ("sqlite:///a.db", "2 new, 0 replaced, 0 unchanged"),
        ("sqlite:///a.db", "0 new, 0 replaced, 2 unchanged"),
        ("sqlite:///b.db", "2 new, 0 replaced, 0 unchanged"),
    ):
        assert f"loaded: {told}" in rapporteur(*common, url).stderr
    (texts / "one.txt").write_text(f"{TEXT}2. It rose.\n")
    assert "loaded: 0 new, 1 replaced, 1 unchanged" in rapporteur(*common, "sqlite:///a.db").stderr


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--to", "none.db"], "not the URL of a database"),
        (["--to", "sqlite:////nowhere/a.db"], "unable to open database file"),
        (["--to", "sqlite:///a.db", "--stop-after", "read"], "--to loads whole reports"),
        (["--to", "sqlite:///a.db", "--format", "jsonl"], "--to loads whole reports"),
    ],
)
def test_what_cannot_be_loaded_is_refused_before_any_work(
    rapporteur: Command, tmp_path: Path, texts: Path, options: list[str], told: str
) -> None:
    result = rapporteur("convert", texts, "-o", "out", "--no-entities", *options)
    assert result.returncode == 2
    assert told in result.stderr
    assert not (tmp_path / "out" / "one.json").exists()


def test_a_document_that_the_database_refuses_costs_itself(
    rapporteur: Command, tmp_path: Path, texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rapporteur.store.prepare.check", _refuse_two)
    result = rapporteur("convert", texts, "--to", "sqlite:///a.db", "--no-entities")
    assert result.returncode == 1
    assert "two.txt: cannot load it: has a two" in result.stderr
    assert "loaded: 1 new" in result.stderr
    assert len(documents("sqlite:///a.db")) == 1


def _refuse_two(rows: dict[str, list[dict[str, object]]]) -> bytes:
    if any("item two" in str(row["text"]) for row in rows["paragraphs"]):
        raise UnfitError("has a two")
    return b"one"


def test_a_server_that_goes_away_ends_the_batch_with_a_line(
    rapporteur: Command, texts: Path, server: postgres.Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = server.database()
    put = Loader.put_content

    def stop_first(loader: Loader, content: bytes, shown: str) -> object:
        server.stop()
        return put(loader, content, shown)

    monkeypatch.setattr(Loader, "put_content", stop_first)
    try:
        result = rapporteur("convert", texts, "--to", url, "--no-entities")
    finally:
        server.start()
    assert result.returncode == 1
    assert "the same command goes on from there" in result.stderr
    assert "Traceback" not in result.stderr
    assert documents(url) == []
