"""Reports are prepared for a database, many of them in a process beside this one."""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Iterator

import pytest

from conftest import ROOT
from rapporteur.batch.garbage import SELDOM, seldom_collected
from rapporteur.store import prepare
from rapporteur.store.prepare import Made, Prepared, Preparing, Unprepared

SMALL = min((ROOT / "outputs").glob("*.json"), key=lambda path: path.stat().st_size)


@pytest.fixture
def preparing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Preparing]:
    """Prepares all but the first report in another process, whatever the machine."""
    monkeypatch.setattr(prepare, "HERE", 1)
    monkeypatch.setattr(prepare, "cores", lambda: 2)
    with Preparing() as found:
        yield found


def report(name: str, content: bytes | None = None) -> Unprepared:
    return Unprepared(name, SMALL.read_bytes() if content is None else content, f"digest {name}")


def told(made: Made) -> tuple[str, object]:
    return (made.shown, made.rows) if isinstance(made, Prepared) else (str(made), type(made))


def test_what_another_process_makes_is_the_same(preparing: Preparing) -> None:
    wanted = [report("a"), report("b"), report("c", b"{}"), report("d")]
    made = [preparing.submit(one) for one in wanted]
    assert made[0].done()
    assert len(multiprocessing.active_children()) <= 1
    assert [told(one.result()) for one in made] == [told(prepare.prepare(one)) for one in wanted]


def test_a_process_that_dies_costs_no_report(
    preparing: Preparing, monkeypatch: pytest.MonkeyPatch
) -> None:
    preparing.submit(report("a"))
    monkeypatch.setattr(preparing._worker, "_start", lambda: (_ for _ in ()).throw(OSError(11)))
    monkeypatch.setattr("rapporteur.batch.workers.STARTS", 1)
    second, third = preparing.submit(report("b")).result(), preparing.submit(report("c"))
    assert isinstance(second, Prepared)
    assert third.done()  # no process is asked for again


def test_garbage_is_looked_for_as_before_when_all_is_loaded() -> None:
    before = gc.get_threshold()
    with seldom_collected():
        assert gc.get_threshold() == SELDOM
    assert gc.get_threshold() == before
