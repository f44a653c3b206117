"""Conversions that people ask for: a few at once, the others wait, and too many are refused."""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Lock, Thread
from typing import Literal

from rapporteur.batch.convert import convert
from rapporteur.batch.engine import lost_outcome
from rapporteur.batch.inputs import Document
from rapporteur.batch.outcome import Options, Outcome, Task
from rapporteur.batch.output_folder import opened
from rapporteur.batch.report_files import CORRECTIONS
from rapporteur.batch.workers import Order, Worker
from rapporteur.errors import RapporteurError, one_line

MOST_WAITING = 50
MOST_REMEMBERED = 500
State = Literal["waiting", "running", "done", "failed"]


@dataclass
class Job:
    """A conversion: `stage` is the one that runs, `reason` says why there is no report."""

    id: str
    name: str
    document: Document
    root: Path
    state: State = "waiting"
    stage: str | None = None
    reason: str | None = None
    report: str | None = None
    seconds: float = 0.0
    over: Event = field(default_factory=Event)


class Jobs:
    """Threads that convert, each with a process of its own; `done` is called after each."""

    def __init__(
        self, options: Options, size: int, timeout: float, memory: int, done: Callable[[Job], None]
    ) -> None:
        self._options, self._done = options, done
        modules = ("rapporteur.run", *(("spacy",) if options.entities else ()))
        self._limits = modules, timeout, memory
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._queue: Queue[Job | None] = Queue()
        self._lock, self._write = Lock(), Lock()
        self._workers: list[Worker[Task, Outcome]] = []
        self._over = Event()
        for _ in range(size):
            Thread(target=self._work, daemon=True).start()

    def add(self, name: str, document: Document, root: Path) -> Job | None:
        """Return a job for a document, or None if too many wait already."""
        with self._lock:
            if sum(job.state == "waiting" for job in self._jobs.values()) >= MOST_WAITING:
                return None
            job = Job(secrets.token_hex(8), name, document, root)
            self._jobs[job.id] = job
            self._forget()
        self._queue.put(job)
        return job

    def _forget(self) -> None:
        ended = [job.id for job in self._jobs.values() if job.over.is_set()]
        for name in ended[: max(0, len(self._jobs) - MOST_REMEMBERED)]:
            del self._jobs[name]

    def get(self, name: str) -> Job | None:
        """Return a job by its id."""
        with self._lock:
            return self._jobs.get(name)

    def all(self) -> list[Job]:
        """Return the jobs that are remembered, the newest first."""
        with self._lock:
            return list(reversed(self._jobs.values()))

    def close(self) -> None:
        """End what runs."""
        self._over.set()
        for worker in self._workers:
            worker.stop()

    def _work(self) -> None:
        worker: Worker[Task, Outcome] | None = None
        while not self._over.is_set():
            job = None
            with suppress(Empty):
                job = self._queue.get(timeout=0.5)
            if job is not None:
                worker = worker or self._hire()
                self._convert(job, worker)

    def _hire(self) -> Worker[Task, Outcome]:
        modules, timeout, memory = self._limits
        work = partial(_convert, options=self._options)
        worker = Worker(Order(work, lost_outcome, modules, timeout, memory))
        self._workers.append(worker)
        return worker

    def _convert(self, job: Job, worker: Worker[Task, Outcome]) -> None:
        begin = time.monotonic()
        job.state = "running"
        try:
            worker.told = partial(setattr, job, "stage")
            outcome = worker.do(Task(job.document, content=str(job.root).encode()))
            self._end(job, outcome)
        except Exception as error:  # noqa: BLE001 - the next job must not suffer
            job.state, job.reason = "failed", one_line(str(error))
        job.seconds = time.monotonic() - begin
        job.over.set()
        if not self._over.is_set():
            self._done(job)

    def _end(self, job: Job, outcome: Outcome) -> None:
        failure = outcome.failure
        if failure is None:
            job.report = outcome.source.hex()[:16]
            failure = self.put(outcome, job.root).failure
        job.state, job.reason = ("failed", failure.reason) if failure else ("done", None)

    def put(self, outcome: Outcome, root: Path) -> Outcome:
        """Write a report where it belongs, and into the memory of its folder.

        Raises `BusyFolderError` as long as a batch writes there.
        """
        options = replace(self._options, corrections=root / CORRECTIONS)
        with self._write, opened(str(root), options, anew=False) as there:
            return there.sink.put(outcome)


def _convert(task: Task, announce: Callable[[str], None], options: Options) -> Outcome:
    """Convert a document with the corrections of its folder, whose name comes as the content."""
    root = Path((task.content or b"").decode())
    with_corrections = replace(options, corrections=root / CORRECTIONS)
    return convert(replace(task, content=None), announce, with_corrections)


class Writer:
    """Writes reports anew some moments after people corrected them, each once."""

    def __init__(self, write: Callable[[str], None], wait: float = 1.5) -> None:
        self._write, self._wait = write, wait
        self._due: dict[str, float] = {}
        self._lock, self._over = Lock(), Event()
        Thread(target=self._work, daemon=True).start()

    def note(self, name: str) -> None:
        """Write this report soon, and not before it has been left alone for a moment."""
        with self._lock:
            self._due[name] = time.monotonic() + self._wait

    def close(self) -> None:
        """Write what is due, and no more."""
        self._over.set()
        self._turn(late=True)

    def _work(self) -> None:
        while not self._over.wait(0.3):
            self._turn(late=False)

    def _turn(self, *, late: bool) -> None:
        with self._lock:
            now = time.monotonic()
            ready = [name for name, due in self._due.items() if late or due <= now]
            for name in ready:
                del self._due[name]
        for name in ready:
            try:
                self._write(name)
            except RapporteurError:  # a batch writes there: it makes the corrections itself, or
                if not late:  # we try again
                    self.note(name)
            except OSError:
                continue
