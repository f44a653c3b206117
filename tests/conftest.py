"""What all tests share."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

import postgres
from rapporteur.cli import app

ROOT = Path(__file__).parents[1]

# The same examples on every run: a test must not fail by chance.
settings.register_profile("fixed", derandomize=True, deadline=None)
settings.load_profile("fixed")


# A shell lets what it starts in the background ignore Ctrl-C; the processes of the tests must not.
signal.signal(signal.SIGINT, signal.default_int_handler)
# Nor may they ignore a terminal that closes, as what nohup starts does.
signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real documents; tests that need it are skipped where it is absent."""
    folder = Path(os.environ.get("CORPUS", ROOT.parent / "shared" / "corpus"))
    if not folder.is_dir():
        pytest.skip(f"no corpus of real documents at {folder}")
    return folder


@dataclass(frozen=True)
class Result:
    """What a command left: its status and what it printed."""

    returncode: int
    stdout: str
    stderr: str


Command = Callable[..., Result]


@pytest.fixture
def rapporteur(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Command:
    """Run the command line in this process, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object) -> Result:
        with pytest.raises(SystemExit) as end:
            app([str(argument) for argument in arguments])
        assert isinstance(end.value.code, int)
        return Result(end.value.code, *capfd.readouterr())

    return run


@pytest.fixture
def process(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the command line as a process of its own in an empty folder."""

    def run(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "rapporteur", *map(str, arguments)]
        options = {"cwd": tmp_path, "capture_output": True, "timeout": 120} | options
        return subprocess.run(command, check=False, encoding="utf-8", **options)

    return run


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Server]:
    """A PostgreSQL server; tests that need it are skipped where it cannot be had."""
    if reason := postgres.why_not():
        pytest.skip(reason)
    server = postgres.Server()
    yield server
    server.remove()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a new, empty database, of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'reports.db'}"
    server: postgres.Server = request.getfixturevalue("server")
    return server.database()


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """A headless Chromium; tests that need it are skipped where there is none."""
    browser = pytest.importorskip("browser", reason="playwright is not installed")
    if browser.PROGRAM is None:
        pytest.skip("no Chromium: apt install chromium")
    with browser.chromium() as started:
        yield started
