"""Documents and results behind URLs, as on disk: found, mirrored, whole or not there."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from conftest import Command
from rapporteur.batch.inputs import NAMED, find
from rapporteur.batch.ledger import LEASE, STATE, RemoteState
from rapporteur.batch.urls import Remote, is_url, local
from rapporteur.errors import BusyFolderError, PlaceError

TEXT = "Report on nets\n\nI.  Opening\n\n1.  The meeting was opened.\n"


@pytest.fixture
def memory() -> Iterator[fsspec.AbstractFileSystem]:
    """A file system that is no folder of this machine, with three documents."""
    files = fsspec.filesystem("memory")
    for name in ("in/a.txt", "in/sub/b.txt", "in/sub/.hidden.txt", "in/notes.md"):
        files.pipe_file(f"/{name}", TEXT.encode())
    yield files
    files.rm("/", recursive=True)


@pytest.mark.parametrize(
    ("place", "url", "path"),
    [
        ("s3://bucket/a", True, "s3://bucket/a"),
        ("memory://a", True, "memory://a"),
        ("file:///srv/a", False, "/srv/a"),
        ("file://localhost/srv/a", False, "/srv/a"),
        ("local:///srv/a", False, "/srv/a"),
        ("reports/a.pdf", False, "reports/a.pdf"),
        (r"C:\reports", False, r"C:\reports"),
        ("odd:name.txt", False, "odd:name.txt"),
    ],
)
def test_what_is_a_url(place: str, url: bool, path: str) -> None:
    assert is_url(place) is url
    assert local(place) == path


@pytest.mark.parametrize(
    ("url", "outputs"),
    [
        ("memory://in", ["a", "sub/b"]),
        ("memory://in/", ["a", "sub/b"]),
        ("memory://in/sub", ["b"]),
        ("memory://in/a.txt", ["a"]),
        ("memory://in/notes.md", ["notes"]),
        ("memory://in/*.txt", ["a"]),
        ("memory://in/**/*.txt", ["a", "sub/b"]),
        ("memory://in/s*/b.txt", ["sub/b"]),
    ],
)
def test_urls_give_documents(
    memory: fsspec.AbstractFileSystem, url: str, outputs: list[str]
) -> None:
    documents, failures = find([url])
    assert failures == []
    assert [document.output for document in documents] == outputs
    assert all(Remote(document.place).read() == TEXT.encode() for document in documents)


@pytest.mark.parametrize(
    ("url", "error", "word"),
    [
        ("memory://nowhere", "NoDocumentsError", NAMED),
        ("gopher://in/a.txt", "PlaceError", "gopher"),
    ],
)
def test_urls_without_documents_fail(
    memory: fsspec.AbstractFileSystem, url: str, error: str, word: str
) -> None:
    documents, (failure,) = find([url])
    assert documents == []
    assert (failure.error, failure.cause) == (error, "path")
    assert word in failure.reason


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_from_url_to_url(
    rapporteur: Command, memory: fsspec.AbstractFileSystem, tmp_path: Path, form: str
) -> None:
    Path("in/sub").mkdir(parents=True)
    for name in ("in/a.txt", "in/sub/b.txt"):
        Path(name).write_text(TEXT)
    options = ("--no-entities", "--engine", "here", "--format", form)
    rapporteur("convert", "in", "-o", "out", *options)
    done = rapporteur("convert", "memory://in", "-o", "memory://out", *options)
    assert done.returncode == 0, done.stderr
    names = ["a.json", "sub/b.json"] if form == "json" else ["reports.jsonl"]
    for name in names:
        assert memory.cat_file(f"/out/{name}") == Path("out", name).read_bytes()
    found = {path.removeprefix("/out/") for path in memory.find("/out")}
    assert found == {*names, STATE}
    again = rapporteur("convert", "memory://in", "-o", "memory://out", *options).stderr
    assert ("2 unchanged" in again) is (form == "json")


def test_a_file_url_is_a_folder(rapporteur: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    url = tmp_path.as_uri()
    done = rapporteur("convert", f"{url}/a.txt", "-o", f"{url}/out", "--no-entities")
    assert done.returncode == 0
    assert json.loads((tmp_path / "out" / "a.json").read_text())["source"]["name"] == "a.txt"


def test_a_write_that_is_cut_short_leaves_the_old_file(
    memory: fsspec.AbstractFileSystem,
) -> None:
    remote = Remote("memory://out")
    remote.write("a.json", b"old")
    with pytest.raises(PlaceError), remote.writing("a.json") as file:
        file.write(b"half")
        raise OSError("the network is gone")
    assert remote.read("a.json") == b"old"
    remote.delete("a.json")
    remote.delete("a.json")
    assert remote.read("a.json") is None


def test_two_batches_on_one_url_are_refused(memory: fsspec.AbstractFileSystem) -> None:
    folder = Remote("memory://out")
    with RemoteState(folder), pytest.raises(BusyFolderError):
        RemoteState(folder)
    with RemoteState(folder):
        pass
    for host, age, free in (("elsewhere", 10, False), ("elsewhere", 1000, True)):
        lease = {"host": host, "process": 1, "time": time.time() - age}
        folder.write(LEASE, json.dumps(lease).encode())
        if free:
            with RemoteState(folder):
                pass
        else:
            with pytest.raises(BusyFolderError):
                RemoteState(folder)


def test_without_fsspec_a_url_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(PlaceError, match=r"needs fsspec; pip install 'un-rapporteur\[remote\]'"):
        Remote("s3://bucket/reports")
