"""A document that crashes, hangs or eats memory costs only itself, whatever engine converts it."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from patience import patience

LONGEST = f"{patience(5):.0f}"
"""Seconds for a document: a sound one needs less even in a process that has just begun."""
POISON = '''
"""Loaded by every Python that starts: documents of certain words do what no document should."""

import sys
import time

import rapporteur.run

sound = rapporteur.run.run

def run(content, begin=lambda _: None, **options):
    begin("segment")
    if b"crash" in content:
        import ctypes
        ctypes.string_at(0)
    while b"hang" in content:
        time.sleep(1)
    if b"eat" in content:
        hoard = []
        while True:
            hoard.append(bytearray(10_000_000))
    return sound(content, begin=begin, **options)

rapporteur.run.run = run
'''


@pytest.fixture
def poisoned(tmp_path: Path) -> dict[str, str]:
    """Three sound documents, three bad ones between them; return where they do harm."""
    (tmp_path / "in").mkdir()
    for name in ("a", "b-crash", "c", "d-eat", "e-hang", "f"):
        (tmp_path / "in" / f"{name}.txt").write_text(f"Report\n\n1.  The {name} net was mended.\n")
    (tmp_path / "poison").mkdir()
    (tmp_path / "poison" / "sitecustomize.py").write_text(POISON)
    return {**os.environ, "PYTHONPATH": str(tmp_path / "poison"), "PYTHONFAULTHANDLER": ""}


def command(tmp_path: Path, *arguments: str) -> list[str]:
    start = [sys.executable, "-m", "rapporteur", "convert", str(tmp_path / "in"), "-q"]
    limits = ["--timeout", LONGEST, "--memory", "300", "--no-entities", "--jobs", "2"]
    return [*start, "-o", str(tmp_path / "out"), *limits, *arguments]


def failures(out: Path) -> dict[str, dict[str, Any]]:
    entries = json.loads((out / "failures.json").read_text())
    return {Path(entry["input"]).stem: entry for entry in entries}


@pytest.mark.parametrize("engine", ["processes", "dask"])
def test_a_poisoned_document_costs_itself(
    poisoned: dict[str, str], tmp_path: Path, engine: str
) -> None:
    done = subprocess.run(
        command(tmp_path, "--engine", engine),
        check=False,
        capture_output=True,
        text=True,
        env=poisoned,
        timeout=patience(100),
    )
    assert done.returncode == 1
    told = failures(tmp_path / "out")
    assert {name: (entry["cause"], entry["stage"]) for name, entry in told.items()} == {
        "b-crash": ("crash", "segment"),
        "d-eat": ("memory", "segment"),
        "e-hang": ("timeout", "segment"),
    }
    assert "(SIGSEGV)" in told["b-crash"]["reason"]
    assert "more than 300 MB" in told["d-eat"]["reason"]
    assert f"longer than {LONGEST} s" in told["e-hang"]["reason"]
    assert sorted(path.stem for path in (tmp_path / "out").glob("?.json")) == ["a", "c", "f"]
    assert len(done.stderr.splitlines()) == 4
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="limits need Linux")
def test_a_file_larger_than_the_memory_fails_alone(tmp_path: Path) -> None:
    """Nothing is put in its way here: the file is a hole of 5 GB."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Report\n\n1.  The net was mended.\n")
    with (tmp_path / "in" / "huge.txt").open("wb") as file:
        file.truncate(5 * 10**9)
    done = subprocess.run(
        command(tmp_path), check=False, capture_output=True, timeout=patience(100)
    )
    assert done.returncode == 1
    told = failures(tmp_path / "out")
    assert (told["huge"]["cause"], told["huge"]["stage"]) == ("memory", "read")
    assert (tmp_path / "out" / "a.json").exists()


@pytest.mark.parametrize("engine", ["processes", "dask"])
def test_what_cannot_be_had_costs_itself(tmp_path: Path, engine: str) -> None:
    """A cluster's documents are read by the process that asks, which must not hang or grow."""
    (tmp_path / "in").mkdir()
    for name in ("a", "z"):
        (tmp_path / "in" / f"{name}.txt").write_text("Report\n\n1.  The net was mended.\n")
    os.mkfifo(tmp_path / "in" / "pipe.txt")
    (tmp_path / "in" / "endless.txt").symlink_to("/dev/zero")
    with (tmp_path / "in" / "huge.txt").open("wb") as file:
        file.truncate(5 * 10**9)
    done = subprocess.run(
        command(tmp_path, "--engine", engine, "--timeout", "60"),
        check=False,
        capture_output=True,
        text=True,
        timeout=patience(100),
    )
    assert done.returncode == 1
    told = failures(tmp_path / "out")
    assert set(told) == {"pipe", "endless", "huge"}
    assert {told[name]["reason"] for name in ("pipe", "endless")} == {
        "this is a pipe or a device; save what it gives as a file first"
    }
    huge = "too large for a cluster" if engine == "dask" else "needed more than 300 MB"
    assert huge in told["huge"]["reason"]
    assert len(done.stderr.splitlines()) == 4, done.stderr
    assert sorted(path.stem for path in (tmp_path / "out").glob("?.json")) == ["a", "z"]


# Where nothing can be written


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 200 kB, as far as this process may mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=200k", "rapporteur-test", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("may not mount a small disk here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_a_full_disk_gives_one_error(small_disk: Path, tmp_path: Path, form: str) -> None:
    (tmp_path / "in").mkdir()
    body = "\n\n".join(f"{number}.  The net was mended." for number in range(1, 100))
    for number in range(12):
        (tmp_path / "in" / f"{number:02}.txt").write_text(f"Report {number}\n\n{body}\n")
    (tmp_path / "out").symlink_to(small_disk)
    arguments = command(tmp_path, "--format", form, "--timeout", "60")
    done = subprocess.run(
        arguments, check=False, capture_output=True, text=True, timeout=patience(100)
    )
    assert done.returncode == 1, done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    line = done.stderr
    assert "full" in line or "No space left on device" in line
    assert "of 12 documents are done and kept; the same command goes on from there" in line
    whole = [path for path in small_disk.iterdir() if not path.name.startswith(".")]
    assert all(json.loads(path.read_bytes()) for path in whole)
    assert bool(whole) == (form == "json")
    assert not list(small_disk.glob("*.tmp"))
    with_room = ["mount", "-o", "remount,size=20m", str(small_disk)]
    subprocess.run(with_room, check=True)
    done = subprocess.run(
        arguments, check=False, capture_output=True, text=True, timeout=patience(100)
    )
    assert (done.returncode, done.stderr.count("\n")) == (0, 1)
    names = [path.name for path in small_disk.iterdir() if not path.name.startswith(".")]
    assert len(names) == (12 if form == "json" else 1)


def test_a_disk_full_from_the_start(tmp_path: Path) -> None:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (900, 900))

    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Report\n\n1.  The net was mended.\n")
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        command(tmp_path),
        check=False,
        capture_output=True,
        text=True,
        preexec_fn=limit,
        env=environment,
        timeout=patience(100),
    )
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"rapporteur: error: {tmp_path}/out/.rapporteur.sqlite: ")
