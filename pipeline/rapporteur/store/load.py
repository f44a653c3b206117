"""Reports into a database: each stands there once, whole; about twenty share a transaction."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

import sqlalchemy as sa

from rapporteur.batch.garbage import seldom_collected
from rapporteur.batch.outcome import Lost
from rapporteur.errors import ReadError, StoreError, UnfitError
from rapporteur.report import Report
from rapporteur.store import answers, bulk, journal, removal, shared, versions
from rapporteur.store.database import connect, reading, writing
from rapporteur.store.prepare import (
    Made,
    Prepared,
    Preparing,
    Unprepared,
)
from rapporteur.store.rows import Rows
from rapporteur.store.schema import metadata

MANY = 20
"""After so many documents PostgreSQL measures its tables anew."""
TOGETHER = 20
"""Documents of one transaction."""

_DOCUMENTS = metadata.tables["documents"]


class Put(StrEnum):
    """What became of a report."""

    NEW = "new"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of a report, and how many rows were written for it.

    `beside` are the documents of the same language that print one of its symbols; they stay.
    `earlier` is the file of the earlier version of the document, if another one was replaced.
    """

    put: Put
    rows: int = 0
    beside: tuple[str, ...] = ()
    earlier: str | None = None

    def told(self) -> Iterator[str]:
        """Yield what a person should know of it."""
        if self.beside:
            yield f"loaded beside {', '.join(self.beside)}, which has the same symbol"
        if self.earlier is not None:
            yield f"a new version of the document; it replaced that of {self.earlier}"


class Loader:
    """Puts reports into the database at a URL; raises `StoreError` where that cannot be used.

    Tables are made where there are none. Older ones are only brought up to date with `migrate`:
    `passed` then names the versions that were gone through. `done` counts what was put, and what
    `failed`; the table of runs has it too.
    """

    def __init__(self, url: str, *, migrate: bool = False) -> None:
        self._engine = connect(url)
        self._migrate = migrate
        self._seen: dict[str, str] = {}
        self.done: Counter[str] = Counter()
        self.passed: list[str] = []

    def __enter__(self) -> Self:
        try:
            with writing(self._engine) as connection:
                versions.make(connection)
                if self._migrate and versions.is_older(connection):
                    self.passed = versions.upgrade(connection)
                versions.require(connection)
                self._run = journal.begin(connection)
        except BaseException:
            self._engine.dispose()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                # If the database went away, the run is not ended there, and all else was told.
                with suppress(StoreError), writing(self._engine) as connection:
                    journal.end(connection, self._run, self.done)
            if kind is None and self.done["new"] + self.done["replaced"] >= MANY:
                _measure(self._engine)
        finally:
            self._engine.dispose()

    def put(self, report: Report) -> Loaded:
        """Let the database hold this version of a document and no other; whole or not at all.

        Raises `UnfitError` for a report that no database can hold, and for a second version of a
        document: which of the two is newer, only a person can say.
        """
        return self.put_content(report.to_json(), report.source.name)

    def put_content(self, content: bytes, shown: str) -> Loaded:
        """Do the same with the JSON of a report; raises `ReadError` for what is none."""
        ((_, loaded),) = self.load([(shown, content)])
        if isinstance(loaded, Loaded):
            return loaded
        raise loaded

    def forget(self, files: Sequence[Lost]) -> int:
        """Let files be no more, and the documents that have no other; return how many went."""
        count = self._forget(files)
        self.done["removed"] += count
        return count

    def supersede(self, files: Sequence[Lost]) -> None:
        """Do so after their documents were put in new versions, which did not look the same."""
        count = self._forget(files)
        self.done[Put.NEW] -= count
        self.done[Put.REPLACED] += count

    def _forget(self, files: Sequence[Lost]) -> int:
        if not files:
            return 0
        with writing(self._engine) as connection:
            return removal.forget(connection, files)

    def load(
        self, contents: Iterable[tuple[str, bytes]]
    ) -> Iterator[tuple[str, Loaded | ReadError | UnfitError]]:
        """Yield what became of each JSON of a report, by the name it is shown with.

        Some are written together, in one transaction. If that is refused, each is written by
        itself, so that one report costs no other. What is unchanged is told before those that wait.
        """
        waiting: list[Prepared] = []
        under_way: deque[tuple[str, Future[Made]]] = deque()
        with seldom_collected(), Preparing() as preparing:
            for shown, content in contents:
                digest = journal.digest(content)
                stands = self._standing(digest)
                while stands and under_way:  # what came before it comes first
                    yield from self._take(*under_way.popleft(), waiting)
                if stands and self._seen.setdefault(*stands) == stands[1]:
                    yield shown, self._counted(Loaded(Put.UNCHANGED))
                    continue
                made = preparing.submit(Unprepared(shown, content, digest))
                under_way.append((shown, made))
                while under_way and (len(under_way) == TOGETHER or under_way[0][1].done()):
                    yield from self._take(*under_way.popleft(), waiting)
            while under_way:
                yield from self._take(*under_way.popleft(), waiting)
            yield from self._write(waiting)

    def _take(
        self, shown: str, made: Future[Made], waiting: list[Prepared]
    ) -> Iterator[tuple[str, Loaded | ReadError | UnfitError]]:
        """Let a prepared report wait for others; write those that wait if it must not join them."""
        prepared = self._accepted(made.result())
        if not isinstance(prepared, Prepared):
            self.done["failed"] += 1
            yield shown, prepared
            return
        if len(waiting) == TOGETHER or _clash(prepared, waiting):
            yield from self._write(waiting)
            waiting.clear()
        waiting.append(prepared)

    def _standing(self, digest: str) -> tuple[str, str] | None:
        """Return the document that this very file gave and its hash, if it stands so."""
        with reading(self._engine, once=True) as connection:
            return journal.find(connection, digest)

    def _accepted(self, made: Made) -> Made:
        """Return the rows, or why they cannot join what this load brought before."""
        if not isinstance(made, Prepared):
            return made
        known = self._seen.setdefault(made.id, made.document["content_hash"])
        if known == made.document["content_hash"]:
            return made
        return UnfitError(
            f"another version of {made.id} came before it in this load;"
            " load the newer one by itself"
        )

    def _write(
        self, waiting: Sequence[Prepared]
    ) -> Iterator[tuple[str, Loaded | ReadError | UnfitError]]:
        if not waiting:
            return
        try:
            done = _put(self._engine, waiting, self._run)
        except UnfitError as error:
            if len(waiting) > 1:
                for one in waiting:
                    yield from self._write([one])
                return
            self.done["failed"] += 1
            yield waiting[0].shown, error
            return
        for one, loaded in zip(waiting, done, strict=True):
            yield one.shown, self._counted(loaded)

    def _counted(self, loaded: Loaded) -> Loaded:
        self.done[loaded.put] += 1
        return loaded


def _clash(prepared: Prepared, waiting: Sequence[Prepared]) -> bool:
    """Return whether a document that waits is the same, by its id or by the bytes of its file."""
    source = prepared.document["source_sha256"]
    return any(one.id == prepared.id or one.document["source_sha256"] == source for one in waiting)


def _put(engine: sa.Engine, wanted: Sequence[Prepared], run: int) -> list[Loaded]:
    with writing(engine) as connection:
        earlier = _earlier(connection, wanted)
        fresh = [one for one in wanted if not _stands(one, earlier[one.id])]
        gone = sorted({row.id for one in fresh for row in earlier[one.id]})
        before = shared.claims(connection, gone)
        reports = answers.answered(connection, gone) if gone else []
        if gone:
            connection.execute(sa.delete(_DOCUMENTS).where(_DOCUMENTS.c.id.in_(gone)))
        bulk.insert(connection, *(one.rows for one in fresh))
        shared.settle(connection, before)
        answers.release(connection, reports)
        for one in fresh:
            answers.pair(connection, one.id)
        for one in wanted:
            names = {name for row in earlier[one.id] for name in _kept(row, one)}
            name = str(one.document["source_name"])
            journal.note(connection, one.id, one.digest, run, {*names, name})
        return [_loaded(connection, one, earlier[one.id], one in fresh) for one in wanted]


def _stands(one: Prepared, earlier: Sequence[_Earlier]) -> bool:
    """Return whether the database holds a document as it is now."""
    return [row.content_hash for row in earlier] == [one.document["content_hash"]]


@dataclass(frozen=True, slots=True)
class _Earlier:
    """What the database holds of a document: its row, the bytes and the names of its file."""

    id: str
    content_hash: str
    source: str
    name: str
    names: frozenset[str]


def _earlier(connection: sa.Connection, wanted: Sequence[Prepared]) -> dict[str, list[_Earlier]]:
    """Return for the id of each wanted document the rows that are the same document.

    The same id, with the name of a file behind it as older programs had it, or the same bytes.
    """
    table = _DOCUMENTS.c
    sources = [one.document["source_sha256"] for one in wanted]
    query = sa.select(table.id, table.content_hash, table.source_sha256, table.source_name).where(
        sa.or_(
            table.id.in_([one.id for one in wanted]),
            table.source_sha256.in_(sources),
            # What begins so stands in this range: "}" is the character behind "|".
            *((table.id >= f"{one.id}|") & (table.id < f"{one.id}}}") for one in wanted),
        )
    )
    found = list(connection.execute(query))
    names = journal.names(connection, [row.id for row in found])
    rows = [_Earlier(*row, frozenset(names.get(row.id, ()))) for row in found]
    return {one.id: [row for row in rows if _is_same(row, one)] for one in wanted}


def _is_same(row: _Earlier, one: Prepared) -> bool:
    named_alike = row.id == one.id or row.id.startswith(f"{one.id}|")
    return named_alike or row.source == one.document["source_sha256"]


def _kept(row: _Earlier, one: Prepared) -> Iterable[str]:
    """Return the names of a file that are still its names: if its bytes are those of before."""
    return {row.name, *row.names} if row.source == one.document["source_sha256"] else ()


def _loaded(
    connection: sa.Connection, one: Prepared, earlier: Sequence[_Earlier], fresh: bool
) -> Loaded:
    if not fresh:
        return Loaded(Put.UNCHANGED)
    if earlier:
        others = [row.name for row in earlier if row.source != one.document["source_sha256"]]
        return Loaded(Put.REPLACED, _count(one.rows), earlier=others[0] if others else None)
    return Loaded(Put.NEW, _count(one.rows), _beside(connection, one.id))


def _measure(engine: sa.Engine) -> None:
    """Let PostgreSQL see what our tables hold now, or it would plan for empty ones."""
    if engine.dialect.name == "postgresql":
        with writing(engine) as connection:
            connection.exec_driver_sql(f"ANALYZE {', '.join(metadata.tables)}")


def _beside(connection: sa.Connection, document: str) -> tuple[str, ...]:
    """Return the other documents that print a symbol of this one, in the same language."""
    symbols = metadata.tables["document_symbols"]
    mine, others, own = symbols.alias(), symbols.alias(), _DOCUMENTS.alias()
    query = (
        sa.select(_DOCUMENTS.c.id)
        .join(others, others.c.document_id == _DOCUMENTS.c.id)
        .join(mine, (mine.c.symbol == others.c.symbol) & (mine.c.document_id == document))
        .join(own, own.c.id == mine.c.document_id)
        .where(_DOCUMENTS.c.id != document)
        .where(_DOCUMENTS.c.language.is_not_distinct_from(own.c.language))
        .distinct()
    )
    return tuple(sorted(connection.scalars(query)))


def _count(found: Rows) -> int:
    return sum(len(listed) for listed in found.values())
