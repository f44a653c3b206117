"""From the JSON of reports to checked rows, many of them in a process beside this one."""

from __future__ import annotations

import hashlib
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Self

from rapporteur.batch.garbage import seldom_collected
from rapporteur.batch.workers import Announce, Loss, Order, Worker, cores
from rapporteur.errors import ReadError, UnfitError
from rapporteur.report import Report, restore
from rapporteur.store.check import check, check_text
from rapporteur.store.rows import Rows, rows

HERE = 20
"""So many reports are prepared before a process is started for more: it takes half a second."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """The rows of a report, ready to be written, and what tells them from others."""

    shown: str
    rows: Rows
    digest: str

    @property
    def document(self) -> dict[str, Any]:
        """The row of the document itself."""
        return self.rows["documents"][0]

    @property
    def id(self) -> str:
        """What the document is known by."""
        return str(self.document["id"])


@dataclass(frozen=True, slots=True)
class Unprepared:
    """The JSON of a report, and its digest."""

    shown: str
    content: bytes
    digest: str


Made = Prepared | ReadError | UnfitError


def prepare(report: Unprepared) -> Made:
    """Return the rows of a report, or why there are none."""
    try:
        found = rows_of(restore(report.content, report.shown))
    except (ReadError, UnfitError) as error:
        return error
    return Prepared(report.shown, found, report.digest)


def rows_of(report: Report) -> Rows:
    """Return the checked rows of `report`, with the hash that tells versions apart.

    The name of the file does not count: a file that was renamed holds the same document.
    """
    found = rows(report)
    document = found["documents"][0]
    name, document["source_name"] = document["source_name"], ""
    document["content_hash"] = hashlib.sha256(check(found)).hexdigest()
    document["source_name"] = check_text("documents source_name", name)
    return found


class Preparing:
    """Prepares reports: the first ones here, the others in a process beside this one.

    That is done only where there is a second core for it; if the process cannot be had or dies,
    its report is prepared here.
    """

    def __init__(self) -> None:
        self._left = HERE
        self._alone = cores() < 2
        self._worker = Worker(Order(_prepare, _lost, ("rapporteur.store.rows",)))
        self._thread = ThreadPoolExecutor(1)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._worker.stop()
        self._thread.shutdown(cancel_futures=True)
        self._worker.dismiss()

    def submit(self, report: Unprepared) -> Future[Made]:
        """Return what will be there."""
        if self._alone or self._left:
            self._left = max(0, self._left - 1)
            made: Future[Made] = Future()
            made.set_result(prepare(report))
            return made
        return self._thread.submit(self._beside, report)

    def _beside(self, report: Unprepared) -> Made:
        try:
            return self._worker.do(report)
        except ChildProcessError:
            self._alone = True
            return prepare(report)


def _prepare(report: Unprepared, announce: Announce) -> Made:
    announce("load")
    with seldom_collected():
        return prepare(report)


def _lost(report: Unprepared, _: Loss) -> Made:
    return prepare(report)
