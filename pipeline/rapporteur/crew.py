"""Work shared out among processes: a result for every task, in order, even if processes die."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Generic, Self, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

LEAD = 16
"""How many results per process may wait in memory for the one that is next in order."""


def cores() -> int:
    """Return the number of cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS, Windows
        return os.cpu_count() or 1


class Crew(Generic[Task, Result]):
    """Up to `size` processes that do `work`; `lost` gives the result of a task that kills its own.

    No more tasks are handed out than are worked on. So when a process dies, the culprit is one of
    few: these are tried again, each in a process of its own, and the others go on.
    """

    def __init__(
        self,
        size: int,
        work: Callable[[Task], Result],
        lost: Callable[[Task], Result],
        load: Sequence[str],
    ) -> None:
        self._size = size
        self._work = work
        self._lost = lost
        self._load = load
        self._running: dict[Future[Result], int] = {}
        self._strangers = set(multiprocessing.active_children())

    def __enter__(self) -> Self:
        self._pool = self._hire(self._size)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._pool.shutdown(wait=kind is None, cancel_futures=True)
        if kind is not None:
            for process in set(multiprocessing.active_children()) - self._strangers:
                process.terminate()

    def _hire(self, size: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            size, mp_context=_context(self._load), initializer=_ignore_interrupt
        )

    def run(self, tasks: Sequence[Task]) -> Iterator[Result]:
        """Yield the result of each task, in order."""
        done: dict[int, Result] = {}
        following = emitted = 0
        while emitted < len(tasks):
            limit = min(len(tasks), emitted + LEAD * self._size)
            while following < limit and len(self._running) < self._size:
                self._hand_out(tasks[following], following)
                following += 1
            done |= self._collect(tasks)
            while emitted in done:
                yield done.pop(emitted)
                emitted += 1

    def _hand_out(self, task: Task, index: int) -> None:
        try:
            future = self._pool.submit(self._work, task)
        except BrokenProcessPool as error:  # a process died while it had nothing to do
            future = Future()
            future.set_exception(error)
        self._running[future] = index

    def _collect(self, tasks: Sequence[Task]) -> dict[int, Result]:
        """Return the results that are there, waiting for at least one."""
        finished, _ = wait(self._running, return_when=FIRST_COMPLETED)
        broken = {f for f in finished if isinstance(f.exception(), BrokenProcessPool)}
        results = {self._running.pop(f): f.result() for f in finished - broken}
        return results | self._retry(tasks) if broken else results

    def _retry(self, tasks: Sequence[Task]) -> dict[int, Result]:
        """Return the results of all that was being worked on when a process died."""
        self._pool.shutdown()
        suspects = sorted(self._running.values())
        self._running.clear()
        results = {index: self._alone(tasks[index]) for index in suspects}
        self._pool = self._hire(self._size)
        return results

    def _alone(self, task: Task) -> Result:
        self._pool = self._hire(1)
        try:
            return self._pool.submit(self._work, task).result()
        except BrokenProcessPool:
            return self._lost(task)
        finally:
            self._pool.shutdown(wait=False)


def _context(load: Sequence[str]) -> multiprocessing.context.BaseContext:
    """Return how to start processes: forked from one that has `load` imported, where possible.

    Packages are then imported once instead of once a process (eight processes with spaCy were
    ready after 3.7 s, spawned after 10.4 s), and this process, which may have threads, is not
    forked.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(load))
    return context


def _ignore_interrupt() -> None:
    """Leave Ctrl-C to the process that can say what it means; it ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
