"""Many documents: each is delivered or fails by itself, in the order in which they were named."""

from __future__ import annotations

import socket
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from rapporteur.batch.convert import convert, failure_of, load, load_beside
from rapporteur.batch.fingerprint import recipe
from rapporteur.batch.inputs import Cause, Document, Failure
from rapporteur.batch.outcome import Options, Outcome, Task
from rapporteur.batch.urls import is_url
from rapporteur.batch.workers import Here, Loss, Order, Workers
from rapporteur.errors import EngineError, ReadError

PROCESSES = "processes"
LONGEST = 600.0
"""Seconds that a document may take, unless a person says otherwise."""
MOST_MEMORY = 2000
"""Megabytes that a document may need, unless a person says otherwise."""
MOST_SENT = 10**9
"""Bytes of a document that is sent to a cluster: what is read is held by this process, too."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a document may cost, in seconds and megabytes; 0 is whatever it takes."""

    timeout: float = LONGEST
    memory: int = MOST_MEMORY

    @property
    def seconds(self) -> float | None:
        """The longest time, if there is one."""
        return self.timeout or None

    @property
    def bytes(self) -> int | None:
        """The most memory, if there is a most."""
        return self.memory * 10**6 or None


USUAL = Limits()


class Sink(Protocol):
    """Where results go."""

    def known(self, document: Document) -> bytes | None:
        """Return the SHA-256 of the source whose result stands here, if one does."""

    def put(self, outcome: Outcome) -> Outcome:
        """Take a result and return it without its content, with its failure if it cannot be put.

        Raises what stops the rest too.
        """


class Engine(Protocol):
    """What converts documents: `remote` says that it may not reach the files of this machine."""

    remote: bool

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def run(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """Yield the outcome of each task, in order."""


def engine(
    name: str, jobs: int, options: Options, *, timeout: float | None, memory: int | None
) -> Engine:
    """Return the engine of that name, with `jobs` processes where that is ours to say.

    `processes` of this machine; `here`, in this process; `dask`, a cluster on this machine;
    `dask://HOST:PORT`, one elsewhere. `timeout` is in seconds a document, `memory` in bytes a
    process. Raises `EngineError`.
    """
    load = ("rapporteur.run", *(("spacy",) if options.entities else ()))
    order = Order(partial(convert, options=options), lost_outcome, load, timeout, memory)
    if name == PROCESSES:
        return Workers(jobs, order)
    if name == "here":
        return Here(order)
    if name == "dask" or name.startswith("dask://"):
        from rapporteur.batch.cluster import Cluster

        same = partial(_convert_alike, options=options, wanted=recipe(options))
        order = Order(same, lost_outcome, load, timeout, memory)
        return Cluster(name.removeprefix("dask").removeprefix("://"), jobs, order)
    raise EngineError(name, "unknown; give processes, here, dask or dask://HOST:PORT")


def convert_all(documents: Iterable[Document], engine: Engine, sink: Sink) -> Generator[Outcome]:
    """Yield the outcome of each document, in order, when `sink` has its content."""
    for outcome in engine.run(_tasks(documents, sink, carried=engine.remote)):
        yield sink.put(outcome)


def _tasks(documents: Iterable[Document], sink: Sink, *, carried: bool) -> Iterator[Task]:
    for document in documents:
        known = sink.known(document)
        if carried and not is_url(document.place):
            yield _carried(document, known)
        else:
            yield Task(document, known)


def _carried(document: Document, known: bytes | None) -> Task:
    """Return a task with its source, or with why there is none.

    The worker must not look for itself: what has that path there is another file.
    """
    try:
        _require_sendable(document)
        return Task(document, known, load(document), beside=load_beside(document))
    except ReadError as error:
        return Task(document, failure=failure_of(document, error, "read"))


def _require_sendable(document: Document) -> None:
    try:
        size = Path(document.place).stat().st_size
    except OSError:  # reading it says why
        return
    if size > MOST_SENT:
        reason = f"larger than {MOST_SENT // 10**6:,} MB, too large for a cluster"
        raise ReadError(document.place, reason, "convert it with --engine processes")


def _convert_alike(
    task: Task, announce: Callable[[str], None], options: Options, wanted: str
) -> Outcome:
    """Convert a document only if the program here is that of the one who asks."""
    if recipe(options) == wanted:
        return convert(task, announce, options)
    reason = (
        f"{socket.gethostname()} has another version of rapporteur or of its packages;"
        " install the same on every machine"
    )
    failure = Failure(task.document.shown, "VersionMismatch", reason, "fault")
    return Outcome(task.document, failure=failure)


_ERRORS: dict[str, tuple[str, Cause, str]] = {
    "timeout": (
        "TimeoutError",
        "timeout",
        "took longer than {} s; look at the document, or give a longer --timeout",
    ),
    "memory": (
        "MemoryError",
        "memory",
        "needed more than {} MB; look at the document, or give a higher --memory",
    ),
    "crash": (
        "ProcessDied",
        "crash",
        "the process that converted it died twice ({}); look at the document, or try --reader",
    ),
}


def lost_outcome(task: Task, loss: Loss) -> Outcome:
    """Return what is told of a document whose conversion was given up."""
    error, cause, reason = _ERRORS[loss.cause]
    shown = task.document.shown
    failure = Failure(shown, error, reason.format(loss.detail), cause, loss.stage)
    return Outcome(task.document, failure=failure)
