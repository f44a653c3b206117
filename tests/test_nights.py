"""Nights in a row: after each, folder and database are as if everything had been made anew."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import Command, Result
from rapporteur.batch.inputs import NAMED
from test_load import documents, dump

NIGHT = (
    "convert", "in", "-o", "out", "--no-entities", "--engine", "here",
    "--known-failures", "out.run.json",
)  # fmt: skip


def report(symbol: str, what: str) -> str:
    """Return a document that prints a symbol."""
    return f"{symbol}\n\nReport on {what}\n\nI.  Opening\n\n1.  The group met to speak of {what}.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Documents with and without symbols."""
    (tmp_path / "in" / "sub").mkdir(parents=True)
    for name, text in {
        "boats.txt": report("A/HRC/98/1", "boats"),
        "nets.txt": report("A/HRC/98/2", "nets"),
        "sub/oars.txt": report("A/HRC/98/3", "oars"),
        "minutes.txt": "Minutes\n\n1.  It was opened.\n",
    }.items():
        (tmp_path / "in" / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def night(
    folder: Path, rapporteur: Command, url: str
) -> Callable[..., tuple[Result, dict[str, Any]]]:
    """Convert what is there; return what was said, and what the account tells."""

    def run(*arguments: str) -> tuple[Result, dict[str, Any]]:
        done = rapporteur(*NIGHT, "--to", url, *arguments)
        return done, json.loads((folder / "out.run.json").read_bytes())

    return run


def counts(account: dict[str, Any]) -> dict[str, int]:
    """Return what an account counts, but for what it does not have."""
    names = ("new", "changed", "renamed", "copied", "redone", "unchanged", "failed", "failed_new")
    return {name: account[name] for name in names if account[name]}


def assert_as_from_scratch(folder: Path, rapporteur: Command, url: str) -> None:
    """Hold that the database is what the results give to an empty one."""
    scratch = "sqlite:///scratch.db"
    assert rapporteur("load", "out", "--to", scratch).returncode == 0
    assert dump(url) == dump(scratch)
    for suffix in ("", "-wal", "-shm"):
        (folder / f"scratch.db{suffix}").unlink(missing_ok=True)


def test_five_nights(
    folder: Path, rapporteur: Command, url: str, night: Callable[..., tuple[Result, dict[str, Any]]]
) -> None:
    given, out = folder / "in", folder / "out"

    done, account = night()
    assert (done.returncode, counts(account)) == (0, {"new": 4})
    assert_as_from_scratch(folder, rapporteur, url)

    (given / "new.txt").write_text(report("A/HRC/98/4", "sails"), encoding="utf-8")
    (given / "broken.pdf").write_bytes(b"no pdf")
    (given / "list.xlsx").write_bytes(b"")
    done, account = night()
    assert (done.returncode, counts(account)) == (
        1, {"new": 1, "unchanged": 4, "failed": 1, "failed_new": 1},
    )  # fmt: skip
    assert account["left_out"] == ["in/list.xlsx"]
    assert f"left out, not {NAMED}: in/list.xlsx" in done.stderr
    assert_as_from_scratch(folder, rapporteur, url)

    (given / "boats.txt").rename(given / "sub" / "vessels.txt")
    (given / "nets.txt").write_text(report("A/HRC/98/2", "nets and lines"), encoding="utf-8")
    (given / "minutes.txt").write_text("Minutes\n\n1.  It was closed.\n", encoding="utf-8")
    done, account = night()
    assert (done.returncode, counts(account)) == (
        0, {"changed": 2, "renamed": 1, "unchanged": 2, "failed": 1},
    )  # fmt: skip
    assert "in/nets.txt: a new version; it replaces the earlier one" in done.stderr
    assert f"is {given / 'boats.txt'} under another name; out/boats.json is removed" in done.stderr
    assert not (out / "boats.json").exists()
    assert len(documents(url)) == 5
    assert_as_from_scratch(folder, rapporteur, url)

    (given / "sub" / "oars.txt").unlink()
    (given / "nets.txt").unlink()
    (given / "nets-2.txt").write_text(report("A/HRC/98/2", "nets and hooks"), encoding="utf-8")
    done, account = night()
    assert (done.returncode, counts(account)) == (0, {"changed": 1, "unchanged": 3, "failed": 1})
    assert account["gone"] == ["sub/oars.json"]
    assert "1 result has no document any more; rapporteur prune out names them" in done.stderr
    assert_as_from_scratch(folder, rapporteur, url)
    assert rapporteur("prune", "out", "--to", url, "--yes").returncode == 0
    assert len(documents(url)) == 4
    assert_as_from_scratch(folder, rapporteur, url)

    (given / "new.txt").write_bytes(b"")
    (given / "broken.pdf").unlink()
    (given / "copy.txt").write_bytes((given / "minutes.txt").read_bytes())
    done, account = night()
    assert (done.returncode, counts(account)) == (
        1, {"copied": 1, "unchanged": 3, "failed": 1, "failed_new": 1},
    )  # fmt: skip
    assert len(documents(url)) == 4
    assert_as_from_scratch(folder, rapporteur, url)


# What is gone


@pytest.fixture
def convert(folder: Path, rapporteur: Command) -> Callable[[], Result]:
    return lambda: rapporteur(*NIGHT)


def test_what_would_be_removed_is_named_first(
    folder: Path, rapporteur: Command, convert: Callable[[], Result]
) -> None:
    convert()
    (folder / "in" / "sub" / "oars.txt").unlink()
    named = rapporteur("prune", "out")
    gone = f"out/sub/oars.json: {folder / 'in' / 'sub' / 'oars.txt'} is gone\n"
    assert named.stderr == (
        f"rapporteur: {gone}rapporteur: 1 would be removed; give --yes to remove them\n"
    )
    assert (folder / "out" / "sub" / "oars.json").is_file()
    assert rapporteur("prune", "out", "--yes").stderr.endswith("rapporteur: 1 removed\n")
    assert not (folder / "out" / "sub").exists()
    assert rapporteur("prune", "out").stderr == "rapporteur: nothing to remove\n"


def test_what_a_person_changed_is_not_removed(
    folder: Path, rapporteur: Command, convert: Callable[[], Result]
) -> None:
    convert()
    (folder / "in" / "nets.txt").unlink()
    (folder / "out" / "nets.json").write_text("{}", encoding="utf-8")
    kept = rapporteur("prune", "out", "--yes")
    assert (kept.returncode, "a person changed it: it stays" in kept.stderr) == (1, True)
    assert (folder / "out" / "nets.json").read_text(encoding="utf-8") == "{}"
    assert rapporteur("prune", "out", "--yes", "--force").returncode == 0
    assert not (folder / "out" / "nets.json").exists()


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("out", "none of its 4 documents is where it was"),
        ("in", "nothing was converted into it"),
        ("s3://bucket/out", "only results in a folder of this machine can be pruned"),
    ],
)
def test_what_is_not_to_be_pruned(
    folder: Path, rapporteur: Command, convert: Callable[[], Result], where: str, told: str
) -> None:
    convert()
    (folder / "in").rename(folder / "elsewhere")
    (folder / "in").mkdir()
    refused = rapporteur("prune", where, "--yes")
    assert (refused.returncode, told in refused.stderr) == (2, True)
    assert len(list((folder / "out").rglob("*.json"))) == 4


def test_without_a_database_nothing_is_pruned(
    folder: Path, rapporteur: Command, convert: Callable[[], Result]
) -> None:
    convert()
    (folder / "in" / "nets.txt").unlink()
    assert rapporteur("prune", "out", "--yes", "--to", "sqlite:////none/a.db").returncode == 2
    assert (folder / "out" / "nets.json").is_file()


def test_a_copy_keeps_the_row_of_a_document(
    folder: Path, rapporteur: Command, url: str, night: Callable[..., tuple[Result, dict[str, Any]]]
) -> None:
    copy = folder / "in" / "sub" / "nets.txt"
    copy.write_bytes((folder / "in" / "nets.txt").read_bytes())
    done, _ = night()
    assert f"in/sub/nets.txt: the same bytes as {folder / 'in' / 'nets.txt'}" in done.stderr
    (folder / "in" / "nets.txt").unlink()
    assert rapporteur("prune", "out", "--to", url, "--yes").returncode == 0
    assert len(documents(url)) == 4
    assert_as_from_scratch(folder, rapporteur, url)


def test_two_versions_at_a_time_are_named(folder: Path, convert: Callable[[], Result]) -> None:
    convert()
    (folder / "in" / "nets-2.txt").write_text(report("A/HRC/98/2", "hooks"), encoding="utf-8")
    told = convert().stderr
    assert f"has the symbol of {folder / 'in' / 'nets.txt'} and other bytes" in told
    assert (folder / "out" / "nets.json").is_file()
