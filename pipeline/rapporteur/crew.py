"""Work shared out among processes: a result for every task, in order, even if processes die."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from typing import Any, Generic, Self, TypeVar

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
    """Up to `size` processes that do `work`, which must not raise.

    Each has a line of its own to this process, so a death is known at once and by whose task. The
    task is tried once more by another process, for the first may have died of something else; if
    that dies too, `lost` gives its result. (An executor of `concurrent.futures` cannot say whose
    task it was, and waits for ever when a process dies in the middle of handing in a result.)
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
        self._context = _context(load)
        self._hands: dict[Connection, BaseProcess] = {}
        self._idle: list[Connection] = []
        self._busy: dict[Connection, int] = {}
        self._again: deque[int] = deque()
        self._tried: set[int] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        for line, process in self._hands.items():
            if kind is not None:
                process.terminate()
            line.close()
        for process in self._hands.values():
            process.join()

    def run(self, tasks: Sequence[Task]) -> Iterator[Result]:
        """Yield the result of each task, in order."""
        done: dict[int, Result] = {}
        following = emitted = 0
        while emitted < len(tasks):
            limit = min(len(tasks), emitted + LEAD * self._size)
            while len(self._busy) < self._size and (self._again or following < limit):
                if not self._again:
                    self._again.append(following)
                    following += 1
                self._hand_out(tasks)
            done |= self._collect(tasks)
            while emitted in done:
                yield done.pop(emitted)
                emitted += 1

    def _hand_out(self, tasks: Sequence[Task]) -> None:
        """Give the next task to a process, the second time to a new one."""
        index = self._again.popleft()
        if self._idle and index in self._tried:
            self._dismiss(self._idle.pop())
        line = self._idle.pop() if self._idle else self._hire()
        self._busy[line] = index
        with suppress(OSError):  # it died while idle: the line tells when it is listened to
            line.send(tasks[index])

    def _collect(self, tasks: Sequence[Task]) -> dict[int, Result]:
        """Return the results that are there, waiting until there is one or a process has died."""
        results = {}
        for line in wait(list(self._busy)):
            assert isinstance(line, Connection)
            index = self._busy.pop(line)
            try:
                results[index] = line.recv()
                self._idle.append(line)
            except (EOFError, OSError):
                self._dismiss(line)
                if index in self._tried:
                    results[index] = self._lost(tasks[index])
                else:
                    self._tried.add(index)
                    self._again.append(index)
        return results

    def _hire(self) -> Connection:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs, self._work), daemon=True)
        process.start()
        theirs.close()  # now the line ends when the process does
        self._hands[ours] = process
        return ours

    def _dismiss(self, line: Connection) -> None:
        line.close()
        self._hands.pop(line).join()


def _serve(line: Connection, work: Callable[[Any], Any]) -> None:
    """Do the tasks that come over `line` until its other end is gone.

    Ctrl-C is left to the process that can say what it means; it ends this one.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            task = line.recv()
        except (EOFError, ConnectionError):
            return
        result = work(task)
        with suppress(ConnectionError):
            line.send(result)


def _context(load: Sequence[str]) -> ForkServerContext | SpawnContext:
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
