"""The same work on a cluster of machines. The only door to dask.

A task runs in a process of its own beside the worker that got it, as on one machine: one that
hangs, dies or eats memory costs neither the worker nor its other tasks. A worker that dies itself
has its tasks done by another. All results come back to the process that asked, the only one that
writes.
"""

from __future__ import annotations

import logging
import signal
import threading
import time
import uuid
import warnings
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from rapporteur.batch.workers import LEAD, Loss, Order, Worker, in_order
from rapporteur.errors import EngineError, install

if TYPE_CHECKING:
    from distributed import Client, Future

Task = TypeVar("Task")
Result = TypeVar("Result")

PATIENCE = 10
"""Seconds to wait for a scheduler, and for workers."""
ALONE = 60
"""Seconds that a batch goes on waiting when the last worker is gone."""

_workers: dict[int, tuple[str, Worker[Any, Any]]] = {}
"""On a machine of the cluster: the worker that each thread has, and for which batch."""


class Cluster(Generic[Task, Result]):
    """The workers of a scheduler at `address` (`HOST:PORT`), or `size` of this machine if empty.

    Raises `EngineError` where there is none, and when it is lost.
    """

    remote = True

    def __init__(self, address: str, size: int, order: Order[Task, Result]) -> None:
        self._name = f"dask://{address}" if address else "dask"
        self._order = order
        self._batch = uuid.uuid4().hex
        self._client = self._connect(address, size)

    def _connect(self, address: str, size: int) -> Client:
        try:
            from distributed import Client, LocalCluster
        except ImportError:
            raise EngineError(self._name, f"dask is not installed; {install('cluster')}") from None
        for name in ("distributed", "distributed.client"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)  # what is lost, we say
        try:
            if address:
                return Client(f"tcp://{address}", timeout=PATIENCE)
            local = LocalCluster(
                n_workers=size,
                threads_per_worker=1,
                memory_limit=0,  # the workers have a limit of their own
                dashboard_address="127.0.0.1:0",
                silence_logs=logging.CRITICAL,
            )
            client = Client(local)
            client.register_worker_callbacks(_leave_interrupts)
        except (OSError, ValueError) as error:
            raise EngineError(self._name, f"cannot be reached: {error}") from error
        return client

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(Exception):  # a cluster that is lost has nothing to dismiss
            self._client.run(_dismiss, self._batch)
        cluster = self._client.cluster
        self._client.close(timeout=PATIENCE)
        if cluster is not None:
            cluster.close(timeout=PATIENCE)

    def run(self, tasks: Iterable[Task]) -> Iterator[Result]:
        """Yield the result of each task, in order."""
        return in_order(self._submit, tasks, LEAD * self._threads())

    def _threads(self) -> int:
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            raise EngineError(self._name, "it has no workers; start some") from None
        return sum(self._client.nthreads().values())

    def _submit(self, task: Task) -> _Answer[Task, Result]:
        with warnings.catch_warnings():
            # It would rather have large data loaded by the workers, which see none of our files.
            warnings.filterwarnings("ignore", "Sending large graph", UserWarning)
            future = self._client.submit(_do, self._batch, self._order, task, pure=False)
        return _Answer(self, future, task)

    def answer(self, future: Future[Result], task: Task) -> Result:
        """Return the result of a task when it is there."""
        from distributed import KilledWorker

        try:
            return self._gather(future)
        except EngineError:
            raise
        except KilledWorker:
            return self._order.lost(task, Loss("crash", None, "with several workers"))
        except Exception as error:
            raise EngineError(self._name, f"lost: {type(error).__name__}: {error}") from error

    def _gather(self, future: Future[Result]) -> Result:
        """Return what the future gives; raises `EngineError` if no worker is left to do it.

        A result stays with the worker that made it until it is fetched: it may be lost with it.
        """
        from distributed import wait

        seen = time.monotonic()
        while True:
            with suppress(TimeoutError):
                wait([future], timeout=1)
                result: Result = future.result(timeout=ALONE)
                return result
            if self._client.scheduler_info()["workers"]:
                seen = time.monotonic()
            elif time.monotonic() - seen > ALONE:
                raise EngineError(self._name, "lost: its workers are gone; start some")


class _Answer(Generic[Task, Result]):
    def __init__(self, cluster: Cluster[Task, Result], future: Future[Result], task: Task) -> None:
        self._cluster = cluster
        self._future = future
        self._task = task

    def done(self) -> bool:
        return bool(self._future.done())

    def result(self) -> Result:
        return self._cluster.answer(self._future, self._task)


def _do(batch: str, order: Order[Task, Result], task: Task) -> Result:
    """Do a task of a batch on a machine of the cluster, by the worker that this thread has for it.

    A thread has one worker at most: that of an earlier batch, which may have been killed before it
    could dismiss its own, is ended.
    """
    thread = threading.get_ident()
    owner, worker = _workers.get(thread, ("", None))
    if worker is None or owner != batch:
        if worker is not None:
            worker.dismiss()
        worker = Worker(order)
        _workers[thread] = (batch, worker)
    result: Result = worker.do(task)
    return result


def _leave_interrupts() -> None:
    """Ignore Ctrl-C in our workers: the process that asked hears it too, and ends them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _dismiss(batch: str) -> None:
    """End the workers that a batch had on a machine."""
    for thread in [thread for thread, (owner, _) in _workers.items() if owner == batch]:
        _, worker = _workers.pop(thread)
        worker.stop()
        worker.dismiss()
