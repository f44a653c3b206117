"""The documents that people have open, and the one place where what they say is kept."""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYetError
from dataclasses import dataclass, field
from threading import Lock, RLock
from typing import TYPE_CHECKING

from rapporteur.assemble.corrections import UNDO, correct, undone
from rapporteur.assemble.corrections.conflict import Conflict
from rapporteur.assemble.corrections.files import content_of
from rapporteur.assemble.corrections.make import make
from rapporteur.assemble.corrections.tree import Tree
from rapporteur.batch.inputs import Failure
from rapporteur.batch.keep import keep, kept, with_mark
from rapporteur.errors import one_line
from rapporteur.report import Correction, CorrectionFile, Mark, Report
from rapporteur.view.serve.library import Work
from rapporteur.view.serve.reader import Look, Read, Reader

if TYPE_CHECKING:
    from rapporteur.view.review.page import Printed

MOST_OPEN = 8
"""Documents that are held in memory; the one that was looked at longest ago is let go."""
MOST_CORRECTIONS = 20_000
"""Corrections of one document: more are not kept."""


@dataclass
class Opened:
    """A document as read, and its report as people corrected it."""

    work: Work
    printed: Printed
    base: Report
    undone: frozenset[tuple[int, int]]
    lock: RLock = field(default_factory=RLock)
    revision: str | None = None
    report: Report | None = None

    def current(self) -> Report:
        """Return the report with every correction that is kept by now."""
        with self.lock:
            revision = revision_of(self.work)
            if self.report is None or revision != self.revision:
                found = kept(self.work.corrections, self.work.name, self.work.sha256)
                self.report = correct(self.base, found.corrections)
                self.revision = revision
            return self.report

    def fits(self) -> bool:
        """Tell whether the repairs that were left out are those that people took back."""
        found = kept(self.work.corrections, self.work.name, self.work.sha256)
        return undone(found.corrections) == self.undone


def revision_of(work: Work) -> str:
    """Return the digest of what people said of a document; another says that there is news."""
    return hashlib.sha256(content_of(work.corrections, work.sha256)).hexdigest()[:16]


class Desk:
    """Opens documents, keeps corrections; `changed` is called with each that was corrected."""

    def __init__(self, reader: Reader, changed: Callable[[Work], None]) -> None:
        self._reader = reader
        self._changed = changed
        self._open: OrderedDict[str, Opened] = OrderedDict()
        self._coming: dict[str, Future[Opened | Failure]] = {}
        self._threads = ThreadPoolExecutor(4)
        self._lock = Lock()

    def close(self) -> None:
        """Let go of everything."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def open(self, work: Work, wait: float) -> Opened | Failure | None:
        """Return a document when it is read; None if that takes longer than `wait` seconds.

        A document is read anew until the repairs left out are those that people took back.
        """
        over = time.monotonic() + wait
        while True:
            with self._lock:
                there = self._open.get(work.id)
                if there is not None and there.fits():
                    self._open.move_to_end(work.id)
                    return there
                coming = self._coming.get(work.id)
                if coming is None:
                    coming = self._coming[work.id] = self._threads.submit(self._read, work)
            try:
                found = coming.result(max(0.0, over - time.monotonic()))
            except NotYetError:
                return None
            if isinstance(found, Failure) or found.fits():
                return found

    def _read(self, work: Work) -> Opened | Failure:
        """Read a document; it can be asked for again, whether or not anybody waited for it."""
        found: Opened | Failure | None = None
        try:
            found = self._reading(work)
            return found
        finally:
            with self._lock:
                del self._coming[work.id]
                if isinstance(found, Opened):
                    self._open[work.id] = found
                    self._open.move_to_end(work.id)
                while len(self._open) > MOST_OPEN:
                    self._open.popitem(last=False)

    def _reading(self, work: Work) -> Opened | Failure:
        found = kept(work.corrections, work.name, work.sha256)
        taken_back = tuple(one for one in found.corrections if one.field == UNDO)
        seen = self._reader.ask(Look(work.task(), taken_back))
        if not isinstance(seen, Read):
            assert isinstance(seen, Failure)
            return seen
        return Opened(work, seen.printed, seen.report, undone(taken_back))

    def correct(self, opened: Opened, one: Correction) -> CorrectionFile:
        """Keep a correction; when this returns, it stands on the disk.

        Raises `Conflict` if the report says something else by now than the person saw.
        """
        work = opened.work
        with opened.lock:
            found = keep(
                work.corrections, work.name, work.sha256, lambda file: _with(opened, file, one)
            )
            opened.revision, opened.report = None, None
        self._changed(work)
        return found

    def take_back(self, opened: Opened, number: int, node: str, name: str) -> CorrectionFile:
        """Take a correction out again; raises `Conflict` if it is not the one that was meant."""
        work = opened.work

        def without(file: CorrectionFile) -> CorrectionFile:
            there = file.corrections
            if not number < len(there) or (there[number].node, there[number].field) != (node, name):
                raise Conflict("others have changed this report meanwhile; look at it again")
            return file.model_copy(update={"corrections": [*there[:number], *there[number + 1 :]]})

        with opened.lock:
            found = keep(work.corrections, work.name, work.sha256, without)
            opened.revision, opened.report = None, None
        self._changed(work)
        return found

    def mark(self, work: Work, mark: Mark) -> CorrectionFile:
        """Keep what a person found of a node."""
        found = keep(work.corrections, work.name, work.sha256, lambda file: with_mark(file, mark))
        self._changed(work)
        return found


def _with(opened: Opened, file: CorrectionFile, one: Correction) -> CorrectionFile:
    """Return the file with a correction that fits what the report says by now."""
    if len(file.corrections) >= MOST_CORRECTIONS:
        raise Conflict(f"a document takes at most {MOST_CORRECTIONS:,} corrections")
    if one.field == UNDO:
        _require_repair(opened.base, one)
    else:
        tree = Tree(correct(opened.base, file.corrections))
        make(tree, one)
        _require_report(tree)
    return file.model_copy(update={"corrections": _shorter([*file.corrections, one])})


def _require_report(tree: Tree) -> None:
    try:
        tree.report([], [])
    except ValueError as error:  # a value that no field takes
        raise Conflict(f"it does not fit the schema: {one_line(str(error))}") from error


def _require_repair(report: Report, one: Correction) -> None:
    places = {(repair.page, repair.start) for repair in report.repairs}
    if one.place is None or (one.place.page, one.place.start) not in places:
        raise Conflict("there is no such repair any more")


def _shorter(corrections: list[Correction]) -> list[Correction]:
    """Return the corrections with the last two as one, if one person changed a field again."""
    *others, one = corrections
    old = next((each for each in reversed(others) if each.node == one.node), None)
    plain = one.field not in {"add", "remove", "merge", "split", UNDO}
    if (
        old is None
        or not plain
        or (old.field, old.by, old.after) != (one.field, one.by, one.before)
    ):
        return corrections
    others.remove(old)
    if old.before == one.after:
        return others
    return [*others, one.model_copy(update={"before": old.before, "place": old.place or one.place})]
