"""Results are whole or not there, untouched where nothing changed, and never overwrite another."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from rapporteur.batch.inputs import Document, Failure
from rapporteur.batch.ledger import State
from rapporteur.batch.outcome import Outcome
from rapporteur.batch.outputs import (
    Folder,
    Local,
    Memory,
    Replacement,
    record,
    split_clashes,
    target,
    why_not_writable,
    write,
)


def document(name: str) -> Document:
    return Document(name, name, str(Path(name).with_suffix("")))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_writes_and_replaces(tmp_path: Path) -> None:
    path = tmp_path / "sub" / "a.json"
    write(path, b"one")
    write(path, b"two")
    assert path.read_bytes() == b"two"
    assert names(path.parent) == ["a.json"]


def test_the_same_content_leaves_the_file_untouched(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    write(path, b"one")
    before = path.stat()
    write(path, b"one")
    after = path.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert names(tmp_path) == ["a.json"]


def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    write(tmp_path / "a.json", b"one")
    (tmp_path / "b.json").write_bytes(b"one")
    assert (tmp_path / "a.json").stat().st_mode == (tmp_path / "b.json").stat().st_mode


@pytest.mark.parametrize("stop", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt()])
def test_what_is_cut_short_leaves_the_old_file(tmp_path: Path, stop: BaseException) -> None:
    path = tmp_path / "a.json"
    write(path, b"old")
    with pytest.raises(type(stop)), Replacement(path) as file:
        file.write(b"half of the new")
        raise stop
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.json"]


def outcome(name: str, content: bytes) -> Outcome:
    return Outcome(document(name), content, source=b"source")


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    (tmp_path / "state").mkdir()
    with State(tmp_path / "state") as state:
        yield Memory(state, lambda _: "recipe", anew=False)


def test_a_write_that_fails_costs_one_document(tmp_path: Path, memory: Memory) -> None:
    out = tmp_path / "out"
    (out / "a.json").mkdir(parents=True)
    folder = Folder(Local(out), memory, ".json")
    failure = folder.put(outcome("a.pdf", b"content")).failure
    assert failure is not None
    assert (failure.error, failure.cause) == ("IsADirectoryError", "output")
    assert failure.reason == f"cannot write {out}/a.json: Is a directory"
    assert folder.put(outcome("b.pdf", b"content")).failure is None
    assert names(out) == ["a.json", "b.json"]


def test_a_full_disk_stops_all(memory: Memory) -> None:
    def full(name: str, content: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", name)

    folder = Folder(SimpleNamespace(write=full, read=lambda name: None), memory, ".json")
    with pytest.raises(OSError, match="No space left"):
        folder.put(outcome("a.pdf", b"content"))
    assert folder.known(document("a.pdf")) is None


def test_all_documents_of_one_name_fail() -> None:
    documents = [document(name) for name in ("a.pdf", "b.pdf", "a.txt", "x/a.pdf")]
    clear, failures = split_clashes(documents, ".json")
    assert [d.shown for d in clear] == ["b.pdf", "x/a.pdf"]
    assert [(f.shown, f.error) for f in failures] == [
        ("a.pdf", "OutputClashError"),
        ("a.txt", "OutputClashError"),
    ]
    assert failures[0].reason == (
        "its output a.json is also that of a.txt; rename it or convert it into another folder"
    )


def test_no_report_takes_the_name_of_the_list_of_failures() -> None:
    clear, failures = split_clashes([document("failures.pdf"), document("x/failures.pdf")], ".json")
    assert [d.shown for d in clear] == ["x/failures.pdf"]
    assert "the list of failures" in failures[0].reason


@pytest.mark.parametrize(
    ("name", "result"), [("a.pdf", "a.json"), ("x/b.v2.pdf", "x/b.v2.json"), ("c", "c.json")]
)
def test_only_the_last_suffix_is_exchanged(name: str, result: str) -> None:
    assert target(document(name), ".json") == result


def test_failures_are_recorded_and_forgotten(tmp_path: Path) -> None:
    files = Local(tmp_path)
    record(files, [Failure("é.pdf", "NotPdfError", "this is no PDF", "input", "read", "trace")])
    content = (tmp_path / "failures.json").read_text(encoding="utf-8")
    assert json.loads(content) == [
        {
            "input": "é.pdf",
            "cause": "input",
            "stage": "read",
            "error": "NotPdfError",
            "reason": "this is no PDF",
        }
    ]
    assert "é" in content
    assert content.endswith("]\n")
    record(files, [])
    record(files, [])
    assert names(tmp_path) == []


def test_a_folder_is_made_and_left_empty(tmp_path: Path) -> None:
    assert why_not_writable(tmp_path / "new" / "er") is None
    assert names(tmp_path / "new" / "er") == []


def test_why_a_folder_is_not_writable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    assert why_not_writable(tmp_path / "file") == "it is a file, not a folder"
    assert why_not_writable(tmp_path / "file" / "below") == "Not a directory"

    def refuse(**_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    assert why_not_writable(tmp_path) == "Permission denied"
