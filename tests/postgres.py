"""A PostgreSQL server of the tests' own: in a temporary folder, on a socket, without a port."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from itertools import count
from pathlib import Path

FAST = {"fsync": "off", "full_page_writes": "off", "shared_buffers": "32MB"}


def why_not() -> str | None:
    """Return why no server can be started here, or None."""
    if program("initdb") is None:
        return "PostgreSQL is not installed; apt-get install postgresql"
    if os.getuid() == 0 and _user() is None:
        return "PostgreSQL does not run as root, and there is no user postgres"
    return None


def program(name: str) -> str | None:
    """Return where a program of PostgreSQL is; Debian keeps them out of PATH."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name)
    return shutil.which(name, path=os.pathsep.join([*map(str, folders[::-1]), os.environ["PATH"]]))


def _user() -> str | None:
    """Return the user to run as: this one, or postgres for root."""
    if os.getuid() != 0:
        return pwd.getpwuid(os.getuid()).pw_name
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        return None


class Server:
    """A running server; each database that it gives is new and empty."""

    def __init__(self) -> None:
        self._user = _user()
        self._folder = Path(tempfile.mkdtemp(prefix="rapporteur-pg-"))
        shutil.chown(self._folder, self._user)
        self._numbers = count(1)
        self._process: subprocess.Popen[bytes] | None = None
        data = str(self._folder / "data")
        options = ["--no-sync", "--encoding=UTF8", "--no-locale", "--auth=trust"]
        self._run("initdb", "-D", data, "-U", "postgres", *options)
        self.start()

    def _command(self, name: str, *arguments: str) -> dict[str, object]:
        found = program(name)
        assert found is not None
        groups: dict[str, object] = {"extra_groups": []} if os.getuid() == 0 else {}
        return {
            "args": [found, *arguments],
            "user": self._user if os.getuid() == 0 else None,
            "cwd": self._folder,
            **groups,
        }

    def _run(self, name: str, *arguments: str) -> None:
        subprocess.run(**self._command(name, *arguments), check=True, capture_output=True)

    def start(self) -> None:
        """Start, and wait until the server answers."""
        settings = [f"-c{name}={value}" for name, value in FAST.items()]
        command = self._command(
            "postgres", "-D", "data", "-k", str(self._folder), "-clisten_addresses=", *settings
        )
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(**command, stdout=log, stderr=log)
        for _ in range(600):
            if self._answers():
                return
            time.sleep(0.05)
        raise AssertionError((self._folder / "log").read_text())

    def _answers(self) -> bool:
        import psycopg

        try:
            psycopg.connect(self._dsn("postgres")).close()
        except psycopg.OperationalError:
            return False
        return True

    def _dsn(self, database: str) -> str:
        return f"host={self._folder} user=postgres dbname={database}"

    def stop(self) -> None:
        """Stop at once, as when the machine loses power."""
        if self._process is not None:
            self._process.send_signal(3)  # SIGQUIT: PostgreSQL's immediate shutdown
            self._process.wait(30)
            self._process = None

    def database(self, **options: str) -> str:
        """Return the URL of a new database."""
        name = f"test{next(self._numbers)}"
        said = " ".join(f"{option} '{value}'" for option, value in options.items())
        import psycopg

        with psycopg.connect(self._dsn("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} {said}")
        return f"postgresql+psycopg://postgres@/{name}?host={self._folder}"

    def remove(self) -> None:
        """Stop, and leave nothing."""
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)
