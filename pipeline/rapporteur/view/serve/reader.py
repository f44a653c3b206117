"""Processes that read documents for people who look at them: a hostile one costs only itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from rapporteur.batch.convert import failure_of, load, run_with
from rapporteur.batch.inputs import Document, Failure
from rapporteur.batch.outcome import Options
from rapporteur.batch.workers import Announce, Loss, Order, Workers
from rapporteur.report import Correction, Report

if TYPE_CHECKING:
    from rapporteur.view.review.page import Printed
    from rapporteur.view.serve.shelf import ShownRow


@dataclass(frozen=True, slots=True)
class Look:
    """What is asked: the whole document without some repairs, or the picture of a `page`."""

    document: Document
    undone: tuple[Correction, ...] = ()
    page: int | None = None
    size: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Fill:
    """What is asked: the rows that a report gives to the tables over all reports."""

    report: Document


@dataclass(frozen=True, slots=True)
class Read:
    """A document as read: what its page shows, and the report before people corrected it."""

    printed: Printed
    report: Report


Seen = Read | bytes | Failure | list["ShownRow"]


def work(task: Look | Fill, announce: Announce, options: Options) -> Seen:
    """Return what was asked, or why it cannot be had; only `MemoryError` leaves this."""
    document = task.report if isinstance(task, Fill) else task.document
    try:
        if isinstance(task, Fill):
            return _rows(document)
        return _read(task, announce, options) if task.page is None else _picture(task)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - must not cost the others
        return failure_of(document, error, "read")


def _rows(document: Document) -> list[ShownRow]:
    from rapporteur.report import restore
    from rapporteur.view.serve.rows import rows_of

    return rows_of(restore(load(document), document.shown))


def _read(task: Look, announce: Announce, options: Options) -> Read:
    from rapporteur.view.review.page import printed

    found = run_with(task.undone, load(task.document), task.document.name, options, announce)
    announce("review")
    return Read(printed(found), found.report)


def _picture(task: Look) -> bytes:
    from rapporteur.view.review.pictures import picture

    assert task.page is not None
    return picture(load(task.document), task.document.name, task.page, task.size)


def lost(task: Look | Fill, loss: Loss) -> Seen:
    """Return why a document could not be looked at."""
    document = task.report if isinstance(task, Fill) else task.document
    words = {
        "timeout": f"it took longer than {loss.detail} s",
        "memory": f"it needed more than {loss.detail} MB",
        "crash": f"the process that read it died twice ({loss.detail})",
    }
    reason = f"{words[loss.cause]}; look at the document"
    return Failure(document.shown, "ProcessDied", reason, loss.cause, loss.stage)


class Reader:
    """Some processes that do what is asked, each request in its turn."""

    def __init__(self, options: Options, size: int, timeout: float, memory: int) -> None:
        modules = ("rapporteur.view.review.page", *(("spacy",) if options.entities else ()))
        plain = replace(options, corrections=None)
        order = Order(partial(work, options=plain), lost, modules, timeout, memory)
        self._workers: Workers[Look | Fill, Seen] = Workers(size, order)

    def ask(self, task: Look | Fill) -> Seen:
        """Return what was asked; any thread may call this."""
        (seen,) = self._workers.run([task])
        return seen

    def close(self) -> None:
        """End the processes."""
        self._workers.__exit__()
