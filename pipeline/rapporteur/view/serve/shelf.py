"""The index of a folder, in a file of its own: what a list or a search asks is answered by it.

It holds nothing that the reports do not say. A file that is damaged, or of another version, is
made anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

from rapporteur.knowledge.phrases import fold
from rapporteur.view.serve.cards import Card, Progress

T = TypeVar("T")
INDEX = ".rapporteur-serve.sqlite"
VERSION = 2
SHORT = 16
FACETS = ("family", "body", "year", "state")
SORTS = (
    "symbol", "title", "family", "body", "date", "state", "pages", "paragraphs",
    "recommendations", "people", "problems", "coverage", "corrections", "problems_checked",
)  # fmt: skip
_CARD = tuple(f.name for f in fields(Card) if f.name != "problem_keys")
_PROGRESS = tuple(f.name for f in fields(Progress))
_TABLES = f"""
CREATE TABLE files (path TEXT PRIMARY KEY, stamp TEXT, kind TEXT, sha256 TEXT);
CREATE INDEX files_sha256 ON files (sha256);
CREATE TABLE reports (
  id TEXT PRIMARY KEY, path TEXT, folded TEXT, keys TEXT, filled INTEGER DEFAULT 0,
  {", ".join(_CARD)}, {", ".join(f"{name} DEFAULT 0" for name in _PROGRESS)}
);
CREATE TABLE rows (
  number INTEGER PRIMARY KEY, what TEXT, report TEXT, node TEXT, cells TEXT, text TEXT
);
CREATE INDEX rows_report ON rows (report);
CREATE TABLE tags (number INTEGER, what TEXT, name TEXT, value TEXT);
CREATE INDEX tags_value ON tags (what, name, value, number);
CREATE INDEX tags_number ON tags (number);
CREATE VIRTUAL TABLE words USING fts5(
  text, content='rows', content_rowid='number', tokenize="unicode61 remove_diacritics 2"
);
"""


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was when it was last looked at."""

    stamp: str
    kind: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of a table: the cells that a person sees, and what it can be filtered by."""

    what: str
    node: str
    cells: str
    text: str
    tags: tuple[tuple[str, str], ...]


class Shelf:
    """The index; any thread may ask, one at a time is answered."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / INDEX
        self._lock = RLock()
        self._known: dict[str, tuple[int, Any]] = {}
        try:
            self._open()
        except sqlite3.DatabaseError:
            self._forget()
            self._open()

    def _open(self) -> None:
        self._base = sqlite3.connect(self._path, check_same_thread=False, isolation_level=None)
        for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "busy_timeout = 5000"):
            self._base.execute(f"PRAGMA {pragma}")
        (found,) = self._base.execute("PRAGMA user_version").fetchone()
        if found not in {0, VERSION}:
            raise sqlite3.DatabaseError
        if found == 0:
            self._base.executescript(f"{_TABLES} PRAGMA user_version = {VERSION};")

    def _forget(self) -> None:
        with suppress(AttributeError):
            self._base.close()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self._path}{suffix}").unlink(missing_ok=True)

    def close(self) -> None:
        """Let the file go."""
        with self._lock:
            self._base.close()

    def ask(self, query: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[Any]:
        """Return the rows that a query gives."""
        with self._lock:
            return self._base.execute(query, values).fetchall()

    def once(self, name: str, work: Callable[[], T]) -> T:
        """Return what `work` gives; it is kept under that name until the index changes."""
        with self._lock:
            now = self._base.total_changes
            if name not in self._known or self._known[name][0] != now:
                self._known[name] = now, work()
            found: T = self._known[name][1]
            return found

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """Give the base for a change that is made wholly or not at all."""
        with self._lock:
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield self._base
            except BaseException:
                self._base.execute("ROLLBACK")
                raise
            self._base.execute("COMMIT")

    def files(self) -> dict[str, File]:
        """Return every file that is known, by its path below the folder."""
        asked = "SELECT path, stamp, kind, sha256 FROM files"
        return {path: File(*rest) for path, *rest in self.ask(asked)}

    def note_file(self, path: str, file: File) -> None:
        """Keep in mind what a file is."""
        values = (path, file.stamp, file.kind, file.sha256)
        with self.change() as base:
            base.execute("REPLACE INTO files VALUES (?, ?, ?, ?)", values)

    def drop_file(self, path: str) -> None:
        """Forget a file that is gone, and its report."""
        with self.change() as base:
            base.execute("DELETE FROM files WHERE path = ?", (path,))
            for (name,) in base.execute("SELECT id FROM reports WHERE path = ?", (path,)):
                _empty(base, name)
                base.execute("DELETE FROM reports WHERE id = ?", (name,))

    def put(self, path: str, card: Card, progress: Progress) -> None:
        """Put a report on the shelf; its rows come later."""
        name = card.sha256[:SHORT]
        words = fold(f"{card.symbol} {card.title} {card.name} {card.body} {card.state}")
        values = asdict(card) | asdict(progress)
        keys = "\n".join(values.pop("problem_keys"))
        names = ("id", "path", "folded", "keys", *values)
        marks = ", ".join("?" * len(names))
        with self.change() as base:
            _empty(base, name)
            base.execute(
                f"REPLACE INTO reports ({', '.join(names)}) VALUES ({marks})",  # noqa: S608
                (name, path, words, keys, *values.values()),
            )

    def note_progress(self, name: str, progress: Progress) -> None:
        """Keep in mind how far people are with a report."""
        sets = ", ".join(f"{field} = :{field}" for field in _PROGRESS)
        with self.change() as base:
            base.execute(
                f"UPDATE reports SET {sets} WHERE id = :id",  # noqa: S608
                {"id": name, **asdict(progress)},
            )

    def fill(self, name: str, rows: Sequence[ShownRow]) -> None:
        """Put the rows of a report in the place of its earlier ones."""
        with self.change() as base:
            _empty(base, name)
            for row in rows:
                number = base.execute(
                    "INSERT INTO rows (what, report, node, cells, text) VALUES (?, ?, ?, ?, ?)",
                    (row.what, name, row.node, row.cells, row.text),
                ).lastrowid
                base.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (number, row.text))
                base.executemany(
                    "INSERT INTO tags VALUES (?, ?, ?, ?)",
                    [(number, row.what, *tag) for tag in row.tags],
                )
            base.execute("UPDATE reports SET filled = 1 WHERE id = ?", (name,))


def _empty(base: sqlite3.Connection, name: str) -> None:
    """Take out the rows of a report."""
    base.execute(
        "INSERT INTO words (words, rowid, text)"
        " SELECT 'delete', number, text FROM rows WHERE report = ?",
        (name,),
    )
    base.execute(
        "DELETE FROM tags WHERE number IN (SELECT number FROM rows WHERE report = ?)", (name,)
    )
    base.execute("DELETE FROM rows WHERE report = ?", (name,))
