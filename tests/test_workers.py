"""A result for every task, in order, even if processes die."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from patience import patience
from rapporteur.batch.workers import LEAD, Announce, Here, Loss, Order, Workers, cores


def double(number: int, _: Announce) -> int:
    time.sleep(0.05 if number % 3 == 0 else 0)
    return 2 * number


def die(number: int, _: Announce) -> int:
    if number in {2, 5}:
        os._exit(1)
    return 2 * number


def be_killed(number: int, announce: Announce) -> int:
    announce("tag")
    if number == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def always_die(number: int, _: Announce) -> int:
    os._exit(1)


def sleep(number: int, announce: Announce) -> int:
    announce("read")
    time.sleep(600 if number else 0)
    return number


def eat(number: int, announce: Announce) -> int:
    announce("segment")
    return len(bytearray(number * 10**6))


def where(_: int, __: Announce) -> int:
    return os.getpid()


def answer(number: int, _: Announce) -> bytes:
    """Return more than a line holds."""
    return bytes(number * 1_000_000)


def die_once(marker: Path, _: Announce) -> Loss | str:
    if marker.exists():
        return "done"
    marker.touch()
    os._exit(1)


def lost(_: object, loss: Loss) -> Loss:
    return loss


def hire(
    size: int,
    work: Callable[[Any, Announce], Any],
    timeout: float | None = None,
    memory: int | None = None,
) -> Workers[Any, Any]:
    return Workers(size, Order(work, lost, ("json",), timeout, memory))


CRASH = Loss("crash", None, "status 1")


@pytest.mark.parametrize("size", [1, 2])
def test_results_come_in_order(size: int) -> None:
    tasks = range(40 if size == 2 else 5)
    with hire(size, double) as workers:
        assert list(workers.run(tasks)) == [2 * number for number in tasks]


def test_more_tasks_than_may_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rapporteur.batch.workers.LEAD", 1)
    with hire(2, double) as workers:
        assert list(workers.run(range(9))) == [2 * number for number in range(9)]


def test_tasks_are_taken_only_a_little_ahead() -> None:
    taken = []

    def tasks() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    with hire(1, double) as workers:
        results = workers.run(tasks())
        assert [next(results) for _ in range(3)] == [0, 2, 4]
        assert len(taken) <= 3 + LEAD


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        (die, [0, 2, CRASH, 6, 8, CRASH, 12, 14]),
        (be_killed, [0, Loss("crash", "tag", "SIGKILL"), 4, 6, 8, 10, 12, 14]),
    ],
)
def test_a_dead_process_costs_its_task_only(
    work: Callable[[int, Announce], int], expected: list[object]
) -> None:
    with hire(2, work) as workers:
        assert list(workers.run(range(8))) == expected


def test_all_may_die() -> None:
    with hire(2, always_die) as workers:
        assert list(workers.run([1, 2, 3])) == [CRASH] * 3


def test_what_takes_too_long_is_ended() -> None:
    longest = round(patience(0.5), 1)
    with hire(2, sleep, timeout=longest) as workers:
        lost = Loss("timeout", "read", f"{longest:g}")
        assert list(workers.run([0, 1, 0, 0])) == [0, lost, 0, 0]


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="limits need Linux")
def test_what_needs_too_much_memory_is_ended() -> None:
    with hire(1, eat, memory=200 * 10**6) as workers:
        results = list(workers.run([1, 100_000, 100]))
    assert results == [10**6, Loss("memory", "segment", "200"), 10**8]


def test_without_a_limit_memory_may_be_had() -> None:
    with hire(1, eat) as workers:
        assert list(workers.run([300])) == [300 * 10**6]


def test_a_death_in_the_middle_of_an_answer_is_a_death() -> None:
    with hire(2, answer) as workers:
        results = workers.run([0, 1, 2])
        assert next(results) == b""
        for process in multiprocessing.active_children():
            process.kill()
        assert [len(result) for result in results] == [1_000_000, 2_000_000]


def test_a_task_is_tried_twice(tmp_path: Path) -> None:
    with hire(2, die_once) as workers:
        assert list(workers.run([tmp_path / "a", tmp_path / "b"])) == ["done", "done"]


def test_a_process_that_dies_idle_costs_nothing() -> None:
    with hire(1, where) as workers:
        (first,) = workers.run([0])
        os.kill(first, signal.SIGKILL)
        (second,) = workers.run([0])
    assert second not in {first, os.getpid()}


@pytest.mark.skipif(sys.platform == "win32", reason="no process is forked")
def test_the_death_of_what_forks_processes_costs_nothing() -> None:
    with hire(1, where) as workers:
        (first,) = workers.run([0])
        os.kill(forks(first), signal.SIGKILL)
        os.kill(first, signal.SIGKILL)
        (second,) = workers.run([0])
    assert second != first


def forks(process: int) -> int:
    """Return the process that forked another."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(fields[1])


def test_where_no_process_can_be_started_the_rest_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    def start(_: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(multiprocessing.Process, "start", start)
    monkeypatch.setattr("multiprocessing.context.ForkServerProcess.start", start)
    monkeypatch.setattr(time, "sleep", lambda _: None)
    with hire(2, where) as workers, pytest.raises(ChildProcessError, match="Resource temporarily"):
        list(workers.run([0, 1]))


def test_leaving_early_ends_the_processes() -> None:
    before = set(multiprocessing.active_children())
    begin = time.monotonic()
    workers = hire(2, sleep)
    with pytest.raises(KeyboardInterrupt), workers:
        for _ in workers.run([0, 1, 2]):
            raise KeyboardInterrupt
    assert time.monotonic() - begin < patience(20)
    assert not set(multiprocessing.active_children()) - before


def test_a_process_that_hangs_ends_with_the_one_that_started_it() -> None:
    """Even if that is killed: no process is left that nobody waits for."""
    code = (
        "import os, test_workers\n"
        "with test_workers.hire(1, test_workers.tell_and_sleep) as workers: list(workers.run([1]))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=Path(__file__).parent
    ) as process:
        assert process.stdout is not None
        child = int(process.stdout.readline())
        process.kill()
        process.wait()
        deadline = time.monotonic() + patience(30)
        while Path(f"/proc/{child}").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
    assert not Path(f"/proc/{child}").exists()


def tell_and_sleep(_: int, announce: Announce) -> int:
    announce("read")
    print(os.getpid(), flush=True)
    time.sleep(60)
    return 0


def test_without_other_processes_it_is_done_here() -> None:
    def work(number: int, _: Announce) -> int:
        if number == 2:
            raise MemoryError
        return os.getpid()

    with Here(Order(work, lost)) as here:
        assert list(here.run([1, 2, 3])) == [os.getpid(), Loss("memory"), os.getpid()]


def test_there_is_a_core() -> None:
    assert 1 <= cores() <= (os.cpu_count() or 1)
