"""Tasks shared out among processes: a result for every task, in order, whatever happens to them.

A `Worker` is a process that does one task after the other for whoever holds it; `Workers` are
some of them on this machine. On a cluster each machine holds workers of its own, so that a task
that hangs, dies or eats memory is dealt with by the same code everywhere.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from queue import LifoQueue
from threading import Event, Lock, Thread
from types import ModuleType
from typing import Any, Generic, Literal, Protocol, Self, TypeVar

from rapporteur.batch.garbage import seldom_collected
from rapporteur.batch.last_words import LastWords, spoken_to
from rapporteur.errors import is_want_of_memory

Task = TypeVar("Task")
Result = TypeVar("Result")
Result_co = TypeVar("Result_co", covariant=True)
Announce = Callable[[str], None]
"""Takes the name of the step that begins."""

LEAD = 16
"""How many results per process may wait in memory for the one that is next in order."""
START = 60.0
"""Seconds that a process may take to start, beyond the time for its task."""
STARTS = 8
"""How often a process is tried to be started: what forks them may be killed, and take a while to
be gone. The waits between grow from 0.05 to 3.2 seconds."""
NO_MEMORY = 71
"""The exit status of a process that met its limit."""

SHORT = 0.5
"""The share of the limit from which a death by a signal is taken for one by want of memory."""
LOOKED_AT = 0.02
"""Seconds between two looks at how much memory a process has."""

_starting = Lock()  # multiprocessing keeps its list of children without one


def cores() -> int:
    """Return the number of cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS, Windows
        return os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Loss:
    """Why a task has no result: `stage` is the last that it announced, `detail` how it ended."""

    cause: Literal["crash", "timeout", "memory"]
    stage: str | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Order(Generic[Task, Result]):
    """What is to be done with every task, by functions that can be sent to other processes.

    `work` must not raise, but for `MemoryError`; `lost` gives the result of a task that was given
    up. A task that takes more than `timeout` seconds is ended, and so is one that needs more than
    `memory` bytes beyond what the process has when it starts (Linux only). `load` names modules
    that `work` imports.
    """

    work: Callable[[Task, Announce], Result]
    lost: Callable[[Task, Loss], Result]
    load: tuple[str, ...] = ()
    timeout: float | None = None
    memory: int | None = None


class Future(Protocol[Result_co]):
    """A result that will be there."""

    def done(self) -> bool:
        """Return whether it is there."""

    def result(self) -> Result_co:
        """Return it when it is there."""


def in_order(
    submit: Callable[[Task], Future[Result]], tasks: Iterable[Task], ahead: int
) -> Iterator[Result]:
    """Yield the result of each task, in order, with at most `ahead` tasks under way or waiting."""
    waiting: deque[Future[Result]] = deque()
    for task in tasks:
        waiting.append(submit(task))
        while waiting and (len(waiting) >= ahead or waiting[0].done()):
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


@dataclass(frozen=True, slots=True)
class _Held:
    """A process that does tasks, the line to it, and what is known of it when it has died."""

    line: Connection
    process: BaseProcess
    most: Any
    words: LastWords

    def end(self) -> None:
        """End the process, if it lives."""
        self.line.close()
        with _starting:
            # One that has died by itself is waited for, since its own status tells why.
            self.process.join(0.2)
            self.process.kill()
            self.process.join()

    def was_short(self, limit: int | None) -> bool:
        """Return whether the process that died lacked memory.

        Native code that gets none kills its process; the signal does not say why. It had most of
        what it might have, or said so.
        """
        if self.process.exitcode == NO_MEMORY:
            return True
        died = self.process.exitcode is not None and self.process.exitcode < 0
        if limit is None or not died:
            return False
        return self.most.value > limit * SHORT or self.words.tell_want_of_memory()


class Worker(Generic[Task, Result]):
    """A process that does one task at a time, replaced by a new one when it is lost."""

    def __init__(self, order: Order[Task, Result]) -> None:
        self._order = order
        self.told: Announce = lambda _: None
        """Is called with each step that the process announces."""
        self._over = Event()
        self._held: _Held | None = None

    def do(self, task: Task) -> Result:
        """Return the result of a task.

        Raises `CancelledError` after `stop`, `ChildProcessError` if no process can be started.

        A process that dies may have died of something else (a person, the system short of
        memory): the task is tried once more, in a new one.
        """
        result = self._attempt(task)
        if isinstance(result, Loss) and result.cause == "crash":
            result = self._attempt(task)
        return self._order.lost(task, result) if isinstance(result, Loss) else result

    def _attempt(self, task: Task) -> Result | Loss:
        held = self._held or self._hire()
        line = held.line
        stage: str | None = None
        allowed = self._order.timeout
        deadline = None if allowed is None else time.monotonic() + START + allowed
        try:
            line.send(task)
            while line.poll(None if deadline is None else max(0, deadline - time.monotonic())):
                finished, content = line.recv()
                if finished:
                    held.words.pass_on()
                    return content  # type: ignore[no-any-return]
                if stage is None and allowed is not None:
                    deadline = time.monotonic() + allowed
                stage = content
                self.told(content)
        except (EOFError, OSError):
            return self._ended(held, stage)
        self.dismiss()
        return Loss("timeout", stage, f"{allowed:g}")

    def _hire(self) -> _Held:
        """Return a new process."""
        current = multiprocessing.current_process()
        if current.daemon:  # a worker of a cluster: it may have children all the same
            current.daemon = False
        for attempt in range(STARTS):
            if attempt:
                time.sleep(0.05 * 2 ** (attempt - 1))
            if self._over.is_set():
                raise CancelledError
            try:
                held = self._held = self._start()
                break
            except (EOFError, OSError) as error:
                why = error
        else:
            raise ChildProcessError(f"no process could be started to convert: {why}") from why
        if self._over.is_set():
            self.dismiss()
            raise CancelledError
        return held

    def _start(self) -> _Held:
        context = _context(self._order.load)
        line, theirs = context.Pipe()
        words = LastWords()
        writer = words.writer()
        with theirs, writer or nullcontext():  # the line ends with the process when both are closed
            most = context.RawValue("q", 0)
            arguments = (theirs, writer, self._order, most)
            process = context.Process(target=_serve, args=arguments, daemon=True)
            try:
                with _starting, _without_script():
                    process.start()
            except BaseException:
                line.close()
                words.close()
                raise
        return _Held(line, process, most, words)

    def _ended(self, held: _Held, stage: str | None) -> Loss:
        """Return how a process ended whose line has."""
        held.end()
        limit = self._order.memory
        if held.was_short(limit):
            held.words.clear()
            loss = Loss("memory", stage, str((limit or 0) // 10**6))
        else:
            loss = Loss("crash", stage, _named(held.process.exitcode))
        self.dismiss()
        return loss

    def dismiss(self) -> None:
        """End the process; the next task gets a new one."""
        held, self._held = self._held, None
        if held is not None:
            held.end()
            held.words.pass_on()
            held.words.close()

    def stop(self) -> None:
        """End the process for good, from any thread."""
        self._over.set()
        held = self._held
        if held is not None:
            held.process.kill()


class Workers(Generic[Task, Result]):
    """Up to `size` workers on this machine, each held by a thread while it has a task."""

    remote = False

    def __init__(self, size: int, order: Order[Task, Result]) -> None:
        self._workers = [Worker(order) for _ in range(size)]
        self._idle: LifoQueue[Worker[Task, Result]] = LifoQueue()
        for worker in self._workers:
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(size)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.stop()
        self._threads.shutdown(cancel_futures=True)
        for worker in self._workers:
            worker.dismiss()

    def run(self, tasks: Iterable[Task]) -> Iterator[Result]:
        """Yield the result of each task, in order."""
        submit = self._threads.submit
        return in_order(lambda task: submit(self._do, task), tasks, LEAD * len(self._workers))

    def _do(self, task: Task) -> Result:
        worker = self._idle.get()
        try:
            return worker.do(task)
        finally:
            self._idle.put(worker)


class Here(Generic[Task, Result]):
    """No other process: for profilers and debuggers. Nothing guards against a bad task."""

    remote = False

    def __init__(self, order: Order[Task, Result]) -> None:
        self._order = order

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...

    def run(self, tasks: Iterable[Task]) -> Iterator[Result]:
        """Yield the result of each task, in order."""
        for task in tasks:
            try:
                yield self._order.work(task, lambda _: None)
            except MemoryError:
                yield self._order.lost(task, Loss("memory"))


def _named(status: int | None) -> str:
    """Return the status with which a process ended, in words: that of a signal is its name."""
    if status is not None and status < 0:
        with suppress(ValueError):
            return signal.Signals(-status).name
    return f"status {status}"


@contextmanager
def _without_script() -> Iterator[None]:
    """Let a process start without running the script again that asks for it.

    Ours need nothing of it, and one that says nothing of `__main__` would ask for processes again.
    """
    script = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = script


def _serve(line: Connection, writer: Connection | None, order: Order[Any, Any], most: Any) -> None:
    """Do the tasks that come over `line` until its other end is gone.

    Ctrl-C is left to the process that can say what it means; it ends this one.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    spoken_to(writer)
    Thread(target=_leave_with_parent, daemon=True).start()
    if order.memory is not None:
        Thread(target=_watch_memory, args=(most, _size()), daemon=True).start()
    _limit_memory(order.memory)
    try:
        with seldom_collected():
            while _serve_one(line, order):
                pass
    except Exception as error:
        if isinstance(error, MemoryError) or is_want_of_memory(error):
            os._exit(NO_MEMORY)
        raise


def _serve_one(line: Connection, order: Order[Any, Any]) -> bool:
    """Do the next task; say whether there was one."""
    try:
        task = line.recv()
    except (EOFError, ConnectionError):
        return False
    result = order.work(task, lambda stage: line.send((False, stage)))
    with suppress(ConnectionError):
        line.send((True, result))
    return True


def _watch_memory(most: Any, start: int) -> None:
    """Write down, again and again, how much memory this process has had beyond that of its start.

    What the system knows of a process is gone when it has died.
    """
    while start:
        most.value = max(most.value, _size() - start)
        time.sleep(LOOKED_AT)


def _size() -> int:
    """Return the bytes of this process's address space; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _leave_with_parent() -> None:
    """End this process with its parent, even if a task hangs and the line is not listened to."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os._exit(0)


def _limit_memory(more: int | None) -> None:
    """Let this process have `more` bytes beyond the address space that it has now."""
    size = _size()
    if more is None or not size:
        return
    import resource

    limit = size + more
    resource.setrlimit(resource.RLIMIT_AS, (limit, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _context(load: Iterable[str]) -> ForkServerContext | SpawnContext:
    """Return how to start processes: forked from one that has `load` imported, where possible.

    Packages are then imported once instead of once a process (eight processes with spaCy were
    ready after 3.7 s, spawned after 10.4 s), and this process, which has threads, is not forked.
    """
    if sys.platform == "win32" or "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(load))
    return context
