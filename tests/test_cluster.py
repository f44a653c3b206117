"""The same results from a cluster, whose workers see none of our files and may be killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import pytest

from conftest import Command
from patience import patience
from processes import children
from rapporteur.batch.engine import convert_all, engine
from rapporteur.batch.inputs import find
from rapporteur.batch.outcome import Options
from rapporteur.batch.outputs import Stream
from rapporteur.errors import EngineError

PROSE = "The working group took note of the nets, the needles and the boats of the lake."
DASK = [sys.executable, "-m", "dask"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    body = "\n\n".join(f"{number}.  {PROSE}" for number in range(1, 250))
    for number in range(12):
        (folder / f"{number:02}.txt").write_text(f"Report {number} on nets\n\n{body}\n")
    (folder / "bad.pdf").write_bytes(b"once upon a time")
    return folder


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[int]]]:
    """A scheduler and two workers, started as a person would, each in a folder of its own."""
    place = tmp_path_factory.mktemp("cluster")
    with ExitStack() as stack:

        def start(name: str, *arguments: str) -> subprocess.Popen[bytes]:
            (place / name).mkdir()
            process = subprocess.Popen(
                [*DASK, *arguments],
                cwd=place / name,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            stack.callback(process.wait)
            stack.callback(lambda: os.killpg(process.pid, signal.SIGKILL))
            return process

        told = place / "scheduler.json"
        start("scheduler", "scheduler", "--host", "127.0.0.1", "--port", "0",
              "--no-dashboard", "--scheduler-file", str(told))  # fmt: skip
        deadline = time.monotonic() + patience(60)
        while not told.exists() or not told.read_text():
            assert time.monotonic() < deadline
            time.sleep(0.1)
        address = json.loads(told.read_text())["address"]
        workers = [
            start(name, "worker", address, "--nthreads", "1", "--no-dashboard").pid
            for name in ("one", "two")
        ]
        yield address.removeprefix("tcp://"), workers


def files(folder: Path) -> dict[str, bytes]:
    paths = [path for path in folder.iterdir() if not path.name.startswith(".")]
    return {path.name: path.read_bytes() for path in paths}


@pytest.fixture
def expected(rapporteur: Command, folder: Path) -> dict[str, bytes]:
    """What one process makes of the folder."""
    rapporteur("convert", "in", "-o", "alone", "--no-entities", "--jobs", 1)
    return files(Path("alone"))


def test_a_cluster_of_this_machine(
    rapporteur: Command, folder: Path, expected: dict[str, bytes]
) -> None:
    arguments = ("convert", "in", "-o", "out", "--no-entities", "--engine", "dask", "--jobs", 2)
    done = rapporteur(*arguments)
    assert done.returncode == 1
    assert [line for line in done.stderr.splitlines() if "bad.pdf" in line] == [
        "rapporteur: in/bad.pdf: this is no PDF though its name says so; check its origin"
    ]
    assert files(Path("out")) == expected
    assert "12 unchanged" in rapporteur(*arguments).stderr
    assert files(Path("out")) == expected


def test_workers_started_by_hand(
    rapporteur: Command, folder: Path, expected: dict[str, bytes], cluster: tuple[str, list[int]]
) -> None:
    address, _ = cluster
    for form in ("json", "jsonl"):
        engine = ("--engine", f"dask://{address}", "--format", form)
        done = rapporteur("convert", "in", "-o", form, "--no-entities", *engine)
        assert done.returncode == 1
    assert files(Path("json")) == expected
    lines = Path("jsonl/reports.jsonl").read_bytes().splitlines()
    reports = [content for name, content in expected.items() if name != "failures.json"]
    assert sorted(map(json.loads, lines), key=str) == sorted(map(json.loads, reports), key=str)


def start(folder: Path, out: Path, engine: str, **options: Any) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "rapporteur", "convert", str(folder), "-o", str(out)]
    command += ["--no-entities", "-q", "--jobs", "2", "--engine", engine]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, **options)


def wait_for_results(out: Path) -> None:
    deadline = time.monotonic() + patience(60)
    while not list(out.glob("[0-9]*.json")):
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds processes in /proc")
def test_a_killed_batch_is_gone_on_with(
    folder: Path, expected: dict[str, bytes], cluster: tuple[str, list[int]], tmp_path: Path
) -> None:
    """And leaves no process on the workers when the next batch has ended."""
    address, workers = cluster
    with start(folder, tmp_path / "whole", f"dask://{address}") as process:
        process.communicate(timeout=patience(120))
    before = [len(list(children(worker))) for worker in workers]
    out = tmp_path / "out"
    with start(folder, out, f"dask://{address}") as process:
        wait_for_results(out)
        process.kill()
        process.communicate()
    with start(folder, out, f"dask://{address}") as process:
        process.communicate(timeout=patience(120))
    left = files(out)
    assert {entry["input"] for entry in json.loads(left.pop("failures.json"))} == {
        str(folder / "bad.pdf")
    }
    assert left == {name: expected[name] for name in left}
    assert len(left) == 12
    assert [len(list(children(worker))) for worker in workers] == before


def test_ctrl_c_on_a_cluster_of_this_machine(folder: Path, tmp_path: Path) -> None:
    """A terminal sends it to every process of the command."""
    out = tmp_path / "out"
    with start(folder, out, "dask", start_new_session=True) as process:
        wait_for_results(out)
        os.killpg(process.pid, signal.SIGINT)
        _, told = process.communicate(timeout=patience(60))
    assert process.returncode == 130
    assert told.count("\n") == 1, told
    assert "documents are done and kept; the same command goes on from there" in told


def test_a_killed_worker_costs_nothing(
    folder: Path, expected: dict[str, bytes], cluster: tuple[str, list[int]], tmp_path: Path
) -> None:
    address, (first, _) = cluster
    out = tmp_path / "out"
    with start(folder, out, f"dask://{address}") as process:
        wait_for_results(out)
        os.killpg(first, signal.SIGKILL)
        _, told = process.communicate(timeout=patience(120))
    assert process.returncode == 1, told
    written = files(out)
    written.pop("failures.json")
    assert written == {name: expected[name] for name in written}
    assert len(written) == 12


def test_a_cluster_without_workers(
    folder: Path, cluster: tuple[str, list[int]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last of this cluster: its workers are all killed."""
    address, workers = cluster
    monkeypatch.setattr("rapporteur.batch.cluster.ALONE", 2)
    documents, _ = find([str(folder)])
    options = Options(entities=False)
    ours = engine(f"dask://{address}", 1, options, timeout=60, memory=None)
    outcomes = convert_all(documents, ours, Stream(lambda _: None))
    with ours, pytest.raises(EngineError, match="workers are gone"):
        assert next(outcomes).content is None
        for worker in workers:
            with suppress(ProcessLookupError):
                os.killpg(worker, signal.SIGKILL)
        list(outcomes)


def test_a_cluster_that_is_not_there(rapporteur: Command, folder: Path) -> None:
    engine = ("--engine", "dask://127.0.0.1:9")
    done = rapporteur("convert", "in", "-o", "out", "--no-entities", *engine)
    assert done.returncode == 2
    assert "--engine dask://127.0.0.1:9: cannot be reached" in done.stderr
    assert len(done.stderr.splitlines()) == 1
