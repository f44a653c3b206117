"""The desk of the workbench: what is open is never older than what people took back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import cast

import pytest

from conftest import ROOT
from rapporteur.report import Correction, Place, Report, restore
from rapporteur.view.review.page import Printed
from rapporteur.view.serve.desk import Desk, Opened
from rapporteur.view.serve.library import Work
from rapporteur.view.serve.reader import Fill, Look, Read, Reader, Seen

SAMPLE = restore((ROOT / "outputs" / "a-hrc-99-99.json").read_bytes(), "a-hrc-99-99.json")


class Slow:
    """A reader that gives its answer when it is let go, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Look] = []
        self.go = Event()

    def ask(self, task: Look | Fill) -> Seen:
        assert isinstance(task, Look)
        self.asked.append(task)
        assert self.go.wait(60)
        return Read(Printed([], [], [], [], None, True), SAMPLE)


@pytest.fixture
def reader() -> Slow:
    return Slow()


@pytest.fixture
def desk(reader: Slow) -> Iterator[Desk]:
    found = Desk(cast("Reader", reader), lambda _: None)
    yield found
    reader.go.set()
    found.close()


@pytest.fixture
def work(tmp_path: Path) -> Work:
    sha256 = SAMPLE.source.sha256
    document = tmp_path / "a-hrc-99-99.pdf"
    return Work(sha256[:16], sha256, document.name, tmp_path / "a.json", document, tmp_path)


def undo(report: Report) -> Correction:
    repair = report.repairs[0]
    place = Place(page=repair.page, start=repair.start, end=repair.end, bbox=None)
    return Correction(
        node="repairs", field="undo", before=repair.after, after=repair.before, place=place
    )


def opened(desk: Desk, work: Work) -> Opened:
    found = desk.open(work, 60)
    assert isinstance(found, Opened)
    return found


def test_a_reading_that_nobody_waited_for_is_not_taken_for_a_later_one(
    desk: Desk, work: Work, reader: Slow
) -> None:
    assert desk.open(work, 0) is None
    reader.go.set()
    first = opened(desk, work)
    assert opened(desk, work) is first
    desk.correct(first, undo(first.base))
    second = opened(desk, work)
    assert second is not first
    assert second.fits()
    assert [len(look.undone) for look in reader.asked] == [0, 1]


def test_a_reading_under_way_when_a_repair_is_taken_back_is_done_anew(
    desk: Desk, work: Work, reader: Slow
) -> None:
    other = Opened(work, Printed([], [], [], [], None, True), SAMPLE, frozenset())
    assert desk.open(work, 0) is None
    desk.correct(other, undo(SAMPLE))
    reader.go.set()
    assert opened(desk, work).fits()
