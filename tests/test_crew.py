"""A result for every task, in order, even if processes die."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from rapporteur.crew import LEAD, Crew, cores


def double(number: int) -> int:
    time.sleep(0.05 if number % 3 == 0 else 0)
    return 2 * number


def die(number: int) -> int:
    if number in {2, 5}:
        os._exit(1)
    return 2 * number


def be_killed(number: int) -> int:
    if number == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def always_die(number: int) -> int:
    os._exit(1)


def sleep(number: int) -> int:
    time.sleep(60 if number else 0)
    return number


def where(_: int) -> int:
    return os.getpid()


def answer(number: int) -> bytes:
    """Return more than a line holds."""
    return bytes(number * 1_000_000)


def die_once(marker: Path) -> int:
    if marker.exists():
        return 1
    marker.touch()
    os._exit(1)


def lost(number: int) -> int:
    return -number


def hire(size: int, work: Callable[[int], int]) -> Crew[int, int]:
    return Crew(size, work, lost, load=["json"])


@pytest.mark.parametrize("size", [1, 2])
def test_results_come_in_order(size: int) -> None:
    tasks = range(40 if size == 2 else 5)
    with hire(size, double) as crew:
        assert list(crew.run(tasks)) == [2 * number for number in tasks]


def test_more_tasks_than_may_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rapporteur.crew.LEAD", 1)
    assert LEAD > 1
    with hire(2, double) as crew:
        assert list(crew.run(range(9))) == [2 * number for number in range(9)]


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        (die, [0, 2, -2, 6, 8, -5, 12, 14]),
        (be_killed, [0, -1, 4, 6, 8, 10, 12, 14]),
    ],
)
def test_a_dead_process_costs_its_task_only(
    work: Callable[[int], int], expected: list[int]
) -> None:
    with hire(2, work) as crew:
        assert list(crew.run(range(8))) == expected


def test_all_may_die() -> None:
    with hire(2, always_die) as crew:
        assert list(crew.run([1, 2, 3])) == [-1, -2, -3]


def test_a_death_in_the_middle_of_an_answer_is_a_death() -> None:
    with Crew(2, answer, lambda _: b"lost", load=["json"]) as crew:
        results = crew.run([0, 1, 2])
        assert next(results) == b""
        time.sleep(0.5)  # nobody listens: the answer to 1 stays half handed in
        for process in multiprocessing.active_children():
            process.kill()
        assert [len(result) for result in results] == [1_000_000, 2_000_000]


def test_a_task_is_tried_twice(tmp_path: Path) -> None:
    with Crew(2, die_once, lambda _: -1, load=["json"]) as crew:
        assert list(crew.run([tmp_path / "a", tmp_path / "b"])) == [1, 1]


def test_a_process_that_dies_idle_costs_nothing() -> None:
    with hire(1, where) as crew:
        (first,) = crew.run([0])
        os.kill(first, signal.SIGKILL)
        (second,) = crew.run([0])
    assert second not in {first, os.getpid()}


def test_leaving_early_ends_the_processes() -> None:
    begin = time.monotonic()
    crew = hire(2, sleep)
    with pytest.raises(KeyboardInterrupt), crew:
        for _ in crew.run([0, 1, 2]):
            raise KeyboardInterrupt
    for process in multiprocessing.active_children():
        process.join(timeout=5)
    assert time.monotonic() - begin < 20
    assert not multiprocessing.active_children()


def test_there_is_a_core() -> None:
    assert 1 <= cores() <= (os.cpu_count() or 1)
