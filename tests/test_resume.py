"""A batch goes on from the one before: unchanged documents are left out, a killed one is ended."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from conftest import Command, Result
from patience import patience
from processes import children
from rapporteur.batch import outputs
from rapporteur.batch.fingerprint import recipe
from rapporteur.batch.jsonl import PART, REPORTS
from rapporteur.batch.ledger import STATE, LedgerLine, State
from rapporteur.batch.outcome import Facts, Options
from rapporteur.errors import BusyFolderError

PROSE = "The working group took note of the nets, the needles and the boats of the lake."
COUNT = 16


def text(number: int, paragraphs: int = 3) -> str:
    body = "\n\n".join(f"{n}.  {PROSE}" for n in range(1, paragraphs + 1))
    return f"Report {number} on nets\n\nI.  Opening\n\n{body}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Documents that are quickly converted."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(text(number))
    return folder


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    """Documents that take a while, so that there is a middle of a batch."""
    folder = tmp_path / "slow"
    folder.mkdir()
    for number in range(COUNT):
        (folder / f"{number:02}.txt").write_text(text(number, 300))
    return folder


def results(folder: Path) -> dict[str, bytes]:
    """Return every file that is for people, by name."""
    paths = [path for path in folder.iterdir() if not path.name.startswith(".")]
    return {path.name: path.read_bytes() for path in paths}


@pytest.fixture
def convert(rapporteur: Command) -> Callable[..., Result]:
    """Convert the folder `in` to `out` in this process."""

    def run(*arguments: object) -> Result:
        return rapporteur(
            "convert", "in", "-o", "out", "--no-entities", "--engine", "here", *arguments
        )

    return run


# What is left out


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_unchanged_documents_are_left_out(
    convert: Callable[..., Result], folder: Path, tmp_path: Path, form: str
) -> None:
    first = convert("--format", form)
    before = results(tmp_path / "out")
    second = convert("--format", form)
    assert "3 converted (3 new), 0 unchanged, 0 failed" in first.stderr
    assert "3 unchanged, left as they were; --force does them anew" in second.stderr
    assert "reports" not in second.stderr
    assert results(tmp_path / "out") == before


@pytest.mark.parametrize("form", ["json", "jsonl"])
@pytest.mark.parametrize(
    ("change", "unchanged"),
    [
        (lambda folder: (folder / "1.txt").write_text(text(9)), 2),
        (lambda folder: (folder / "1.txt").touch(), 3),
        (lambda folder: (folder / "a.txt").write_text(text(9)), 3),
        (lambda folder: (folder / "0.txt").unlink(), 2),
        (lambda folder: (folder / "0.txt").write_text(""), 2),
    ],
)
def test_what_changed_is_done_again(
    convert: Callable[..., Result],
    folder: Path,
    tmp_path: Path,
    form: str,
    change: Callable[[Path], object],
    unchanged: int,
) -> None:
    convert("--format", form)
    change(folder)
    told = convert("--format", form).stderr
    assert f"{unchanged} unchanged" in told
    mixed = results(tmp_path / "out")
    convert("--format", form, "--force")
    assert results(tmp_path / "out") == mixed
    if form == "jsonl":
        names = [json.loads(line)["source"]["name"] for line in mixed[REPORTS].splitlines()]
        documents = [path for path in folder.iterdir() if path.stat().st_size]
        assert names == sorted(path.name for path in documents)


def test_force_does_all_again(convert: Callable[..., Result], folder: Path) -> None:
    convert()
    assert "3 converted (3 redone), 0 unchanged" in convert("--force").stderr


def edit(path: Path) -> bytes:
    """Change a word in a result, as a person does; return what stands there then."""
    path.write_bytes(path.read_bytes().replace(b"needles", b"needled", 1))
    return path.read_bytes()


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_a_result_that_is_gone_is_made_again(
    convert: Callable[..., Result], folder: Path, tmp_path: Path, form: str
) -> None:
    convert("--format", form)
    before = results(tmp_path / "out")
    (tmp_path / "out" / ("1.json" if form == "json" else REPORTS)).unlink()
    convert("--format", form)
    assert results(tmp_path / "out") == before


def test_a_line_that_was_touched_is_made_again(
    convert: Callable[..., Result], folder: Path, tmp_path: Path
) -> None:
    convert("--format", "jsonl")
    before = results(tmp_path / "out")
    edit(tmp_path / "out" / REPORTS)
    assert "2 unchanged" in convert("--format", "jsonl").stderr
    assert results(tmp_path / "out") == before


def test_what_a_person_changed_is_not_written_over(
    convert: Callable[..., Result], folder: Path, tmp_path: Path
) -> None:
    convert()
    before = results(tmp_path / "out")
    edited = edit(tmp_path / "out" / "1.json")
    told = (
        "in/1.txt: out/1.json was changed since it was written, so it is left as it is; keep the"
        " changes with rapporteur corrections from out/1.json, or drop them with --force"
    )
    for _ in range(2):
        again = convert()
        assert (again.returncode, told in again.stderr) == (1, True)
        assert "0 converted, 2 unchanged, 1 failed" in again.stderr
    (folder / "1.txt").write_text(text(9))
    assert convert().returncode == 1
    assert (tmp_path / "out" / "1.json").read_bytes() == edited
    (folder / "1.txt").write_text(text(1))
    assert convert("--force").returncode == 0
    assert results(tmp_path / "out") == before


def test_what_was_kept_as_corrections_may_be_written_over(
    convert: Callable[..., Result], rapporteur: Command, folder: Path, tmp_path: Path
) -> None:
    convert()
    edit(tmp_path / "out" / "1.json")
    assert rapporteur("corrections", "from", "out/1.json", "in/1.txt").returncode == 0
    again = convert()
    assert (again.returncode, "1 redone" in again.stderr) == (0, True)
    made = json.loads((tmp_path / "out" / "1.json").read_bytes())
    assert [one["field"] for one in made["corrections"]] == ["text"]


def test_a_kill_before_the_result_is_written_is_no_edit(
    convert: Callable[..., Result], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    convert()
    (folder / "1.txt").write_text(text(9))
    with monkeypatch.context() as killed:
        killed.setattr(outputs.Local, "write", _interrupt)
        assert convert().returncode == 130
    again = convert()
    assert (again.returncode, "1 redone" in again.stderr) == (0, True)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def test_other_options_are_another_result(convert: Callable[..., Result], folder: Path) -> None:
    convert()
    assert " 0 unchanged" in convert("--grammar", "base").stderr
    assert "3 unchanged" in convert("--grammar", "base").stderr


def test_what_failed_is_tried_again(
    convert: Callable[..., Result], folder: Path, tmp_path: Path
) -> None:
    (folder / "1.txt").write_bytes(b"")
    assert convert().returncode == 1
    again = convert()
    assert again.returncode == 1
    assert "2 unchanged" in again.stderr
    assert set(results(tmp_path / "out")) == {"0.json", "2.json", "failures.json"}


def test_the_recipe_names_all_that_decides(tmp_path: Path) -> None:
    (tmp_path / "nets.toml").write_text("id = 'nets'\ntitle = 'Nets'\nextends = 'base'\n")
    own = Options(grammars_dir=tmp_path)
    all_different = [
        Options(), Options(grammar="upr"), Options(reader="pdfium"), Options(entities=False),
        Options(model="en_core_web_sm"), Options(stage="read"), Options(one_line=True), own,
    ]  # fmt: skip
    assert len({recipe(options) for options in all_different}) == len(all_different)
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "nets.toml").write_bytes((tmp_path / "nets.toml").read_bytes())
    assert recipe(Options(grammars_dir=tmp_path / "copy")) != recipe(Options())


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_what_a_kill_left_half_written_is_gone(
    convert: Callable[..., Result], folder: Path, tmp_path: Path, form: str
) -> None:
    convert("--format", form)
    expected = results(tmp_path / "out")
    (tmp_path / "out" / STATE).unlink()
    (tmp_path / "out" / PART).write_bytes(b'{"half": ')
    (tmp_path / "out" / ".1.json.part.tmp").write_bytes(b'{"half": ')
    convert("--format", form)
    assert results(tmp_path / "out") == expected
    left = {path.name for path in (tmp_path / "out").iterdir()} - set(expected)
    assert left == ({STATE, PART} if form == "json" else {STATE, ".1.json.part.tmp"})


# The state


ENTRY = LedgerLine(b"source", "recipe", b"result", 3, 4, Facts("base", 1, 2, 3, 4, 5, 6, 1.0))


def test_the_state_keeps_what_it_was_told(tmp_path: Path) -> None:
    key = os.fsdecode(b"odd \xff name.json")
    with State(tmp_path) as state:
        assert state.find(key) is None
        state.note(key, ENTRY)
    with State(tmp_path) as state:
        assert state.find(key) == ENTRY
        state.note(key, LedgerLine(b"other", "recipe", b"result", 0, 0, None))
        assert state.find(key) == LedgerLine(b"other", "recipe", b"result", 0, 0, None)
    assert [path.name for path in tmp_path.iterdir()] == [STATE]


@pytest.mark.parametrize(
    "content", [b"no database at all " * 99, b"SQLite format 3\0" + bytes(999)]
)
def test_a_damaged_state_is_made_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / STATE).write_bytes(content)
    with State(tmp_path) as state:
        assert state.find("a.json") is None
        state.note("a.json", ENTRY)
        assert state.find("a.json") == ENTRY


def test_a_state_of_another_version_is_made_anew(tmp_path: Path) -> None:
    with State(tmp_path) as state:
        state.note("a.json", ENTRY)
    base = sqlite3.connect(tmp_path / STATE)
    base.execute("PRAGMA user_version = 99")
    base.close()
    with State(tmp_path) as state:
        assert state.find("a.json") is None


def test_two_batches_on_one_folder_are_refused(
    convert: Callable[..., Result], folder: Path, tmp_path: Path
) -> None:
    convert()
    before = results(tmp_path / "out")
    with State(tmp_path / "out"), pytest.raises(BusyFolderError):
        State(tmp_path / "out")
    (folder / "0.txt").write_text(text(9))
    with State(tmp_path / "out"):
        refused = convert()
    assert refused.returncode == 2
    assert refused.stderr == (
        "rapporteur: error: out: another batch writes there;"
        " wait for its end or give another folder\n"
    )
    assert results(tmp_path / "out") == before
    assert convert().returncode == 0


# Kills that kill


def start(folder: Path, out: Path, form: str) -> subprocess.Popen[bytes]:
    arguments = ["convert", folder, "-o", out, "--no-entities", "--format", form, "--jobs", "2"]
    command = [sys.executable, "-m", "rapporteur", *map(str, arguments)]
    return subprocess.Popen(command, stderr=subprocess.PIPE)


def undisturbed(folder: Path, out: Path, form: str) -> dict[str, bytes]:
    with start(folder, out, form) as process:
        assert process.wait(120) == 0
    return results(out)


def wait_until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + patience(60)
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def delivered(out: Path) -> int:
    """Return how many results stand in a folder."""
    if (out / PART).exists():
        return (out / PART).read_bytes().count(b"\n")
    return len(list(out.glob("*.json")))


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_a_killed_batch_is_gone_on_with(slow: Path, tmp_path: Path, form: str) -> None:
    expected = undisturbed(slow, tmp_path / "whole", form)
    out = tmp_path / "out"
    for least in (1, 5, 9):
        with start(slow, out, form) as process:
            wait_until(lambda least=least: delivered(out) >= least)
            process.kill()
            process.communicate()
        assert 0 < delivered(out) < COUNT
        assert all(results(out)[name] == expected[name] for name in results(out))
    with start(slow, out, form) as process:
        _, told = process.communicate(timeout=patience(120))
    assert process.returncode == 0
    assert results(out) == expected
    assert b" unchanged, left as they were" in told
    assert not list(out.glob("*.tmp"))


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds processes in /proc")
@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_killed_processes_cost_nothing(slow: Path, tmp_path: Path, form: str) -> None:
    expected = undisturbed(slow, tmp_path / "whole", form)
    out = tmp_path / "out"
    with start(slow, out, form) as process:
        for least in (1, 6):
            wait_until(lambda least=least: delivered(out) >= least)
            for child in list(children(process.pid)):
                with suppress(ProcessLookupError):  # one may have left with those before it
                    os.kill(child, signal.SIGKILL)
        _, told = process.communicate(timeout=patience(120))
    if process.returncode:  # a document that both kills met is given up, which is said
        assert b" failed" in told, told
        with start(slow, out, form) as again:
            assert again.wait(patience(120)) == 0
    assert results(out) == expected
