"""What stands in an output folder and what it was made of, in one small SQLite file there.

A later batch leaves out what would come out the same. The file is locked as long as a batch runs;
the lock ends with the process, however it ends.
"""

from __future__ import annotations

import errno
import json
import os
import socket
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from rapporteur.batch.outcome import Facts
from rapporteur.batch.urls import Remote
from rapporteur.errors import BusyFolderError

STATE = ".rapporteur.sqlite"
LEASE = ".rapporteur.lease"
SAVED_EVERY = 30.0
"""Seconds between two copies of the state to a folder behind a URL."""
LEASE_LASTS = 300.0
"""Seconds after which a batch that has not said that it lives is taken for dead."""
VERSION = 2
_TABLE = """
CREATE TABLE IF NOT EXISTS results (
    key BLOB PRIMARY KEY,
    source BLOB NOT NULL,
    recipe TEXT NOT NULL,
    result BLOB NOT NULL,
    start INTEGER NOT NULL,
    size INTEGER NOT NULL,
    facts TEXT,
    place BLOB NOT NULL,
    identity TEXT,
    before BLOB
) WITHOUT ROWID
"""
_INDEXES = [
    f"CREATE INDEX IF NOT EXISTS results_{column} ON results ({column})"
    for column in ("source", "identity")
]
_SELECT = (
    "SELECT key, source, recipe, result, start, size, facts, place, identity, before FROM results"
)
_PUT = "REPLACE INTO results VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A result: the digests of its source and of itself, by which recipe, and where it stands.

    `start` and `size` count bytes in the file that holds it. `place` is where the source was, and
    `identity` what the document is known by, if it prints a symbol. `before` is the digest of what
    stood in the place of the result and may be written over.
    """

    source: bytes
    recipe: str
    result: bytes
    start: int
    size: int
    facts: Facts | None
    place: str = ""
    identity: str | None = None
    before: bytes | None = None


class State:
    """The results in a folder by their names; raises `BusyFolderError` if another batch is on.

    A file that is damaged or of another version is made anew: everything is then done again,
    which is slow but right. Raises `OSError` where it cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / STATE
        with self._told():
            try:
                self._open()
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                self._forget()
                self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(sqlite3.Error):  # what is committed is there
            self._base.close()

    def find(self, key: str) -> LedgerLine | None:
        """Return what is known of a result."""
        found = self._select(f"{_SELECT} WHERE key = ?", os.fsencode(key))
        return found[0][1] if found else None

    def all(self) -> list[tuple[str, LedgerLine]]:
        """Return all that is known, by the names of the results."""
        return self._select(f"{_SELECT} ORDER BY key")

    def like(self, source: bytes, identity: str | None) -> list[tuple[str, LedgerLine]]:
        """Return the results of this source, and those of documents known by `identity`."""
        query = f"{_SELECT} WHERE source = ? OR identity = ? ORDER BY key"
        return self._select(query, source, identity)

    def forget(self, key: str) -> None:
        """Know nothing of a result any more."""
        with self._told():
            self._base.execute("DELETE FROM results WHERE key = ?", (os.fsencode(key),))

    def _select(self, query: str, *values: object) -> list[tuple[str, LedgerLine]]:
        with self._told():
            found = self._base.execute(query, values).fetchall()
        return [(os.fsdecode(key), _entry(row)) for key, *row in found]

    def note(self, key: str, entry: LedgerLine) -> None:
        """Keep in mind that a result is there; it must be, before this is called."""
        facts = entry.facts and json.dumps(asdict(entry.facts))
        row = (
            os.fsencode(key), entry.source, entry.recipe, entry.result, entry.start, entry.size,
            facts, os.fsencode(entry.place), entry.identity, entry.before,
        )  # fmt: skip
        with self._told():
            self._base.execute(_PUT, row)

    def _open(self) -> None:
        self._base = sqlite3.connect(self._path, timeout=0, isolation_level=None)
        # A write-ahead log needs no waiting for the disk, and with one process no shared memory.
        for pragma in ("locking_mode = EXCLUSIVE", "journal_mode = WAL", "synchronous = NORMAL"):
            self._base.execute(f"PRAGMA {pragma}")
        (found,) = self._base.execute("PRAGMA user_version").fetchone()
        if found not in {0, VERSION}:
            raise sqlite3.DatabaseError
        self._prepare()

    def _prepare(self) -> None:
        self._base.execute("BEGIN IMMEDIATE")
        for statement in (_TABLE, *_INDEXES):
            self._base.execute(statement)
        self._base.execute(f"PRAGMA user_version = {VERSION}")
        self._base.execute("COMMIT")

    def _forget(self) -> None:
        self._base.close()
        for suffix in ("", "-wal", "-journal"):
            Path(f"{self._path}{suffix}").unlink(missing_ok=True)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                raise BusyFolderError(str(self._path.parent)) from None
            full = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_FULL
            number = errno.ENOSPC if full else error.sqlite_errorcode
            raise OSError(number, str(error), str(self._path)) from error


def _entry(row: Sequence[Any]) -> LedgerLine:
    source, recipe, result, start, size, facts, place, identity, before = row
    known = Facts(**json.loads(facts)) if facts else None
    where = os.fsdecode(place)
    return LedgerLine(source, recipe, result, start, size, known, where, identity, before)


class RemoteState(State):
    """The same for a folder behind a URL: kept in memory, and copied there from time to time.

    What a killed batch did after the last copy is done again. There are no locks behind URLs, so
    a batch leaves a lease that says who it is and when it last lived; this keeps two batches apart
    unless they start in the same moment.
    """

    def __init__(self, folder: Remote) -> None:
        self._folder = folder
        self._path = Path(folder.url)
        self._refuse_second()
        self._base = sqlite3.connect(":memory:", isolation_level=None)
        if content := folder.read(STATE):
            with suppress(sqlite3.DatabaseError):
                self._base.deserialize(content)
                self._base.execute("PRAGMA schema_version").fetchone()
        try:
            self._prepare()
        except sqlite3.DatabaseError:  # damaged: everything is done again
            self._base = sqlite3.connect(":memory:", isolation_level=None)
            self._prepare()
        self._save()

    def __exit__(self, *_: object) -> None:
        self._save()
        self._folder.delete(LEASE)
        super().__exit__()

    def note(self, key: str, entry: LedgerLine) -> None:
        """Keep in mind that a result is there; it must be, before this is called."""
        super().note(key, entry)
        if time.monotonic() - self._saved > SAVED_EVERY:
            self._save()

    def _save(self) -> None:
        lease = {"host": socket.gethostname(), "process": os.getpid(), "time": time.time()}
        self._folder.write(LEASE, json.dumps(lease).encode())
        self._folder.write(STATE, self._base.serialize())
        self._saved = time.monotonic()

    def _refuse_second(self) -> None:
        content = self._folder.read(LEASE)
        lease: dict[str, Any] = json.loads(content) if content else {"time": 0.0}
        if time.time() - lease["time"] > LEASE_LASTS:
            return
        if lease["host"] != socket.gethostname() or _is_alive(lease["process"]):
            raise BusyFolderError(self._folder.url)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
