"""Review pages of many documents, and the index page that leads to them."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from rapporteur.batch.convert import failure_of, load, run_of
from rapporteur.batch.engine import USUAL, Limits
from rapporteur.batch.inputs import Document, Failure
from rapporteur.batch.keep import kept
from rapporteur.batch.outcome import Options
from rapporteur.batch.outputs import target
from rapporteur.batch.workers import Announce, Loss, Order, Workers
from rapporteur.errors import one_line
from rapporteur.report import CorrectionFile, Report

if TYPE_CHECKING:
    from rapporteur.run import Run

SUFFIX = ".html"
INDEX = "index.html"
STYLES = ("common.css", "index.css")
SCRIPTS = ("common.js", "index.js")


@dataclass(frozen=True, slots=True)
class Card:
    """What the index says of a document; `problems` counts them by severity."""

    title: str
    symbol: str
    family: str
    date: str | None
    pages: int
    paragraphs: int
    recommendations: int
    repairs: int
    problems: dict[str, int]
    coverage: float

    @property
    def problem_count(self) -> int:
        """How many problems there are, whatever their severity."""
        return sum(self.problems.values())


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The outcome of one document: its page and what the index says of it, or a failure."""

    document: Document
    content: bytes | None = None
    card: Card | None = None
    failure: Failure | None = None

    def written(self, failure: Failure | None) -> Reviewed:
        """Return the outcome without its page, which was written or could not be."""
        return Reviewed(self.document, None, None if failure else self.card, failure)


def review(document: Document, announce: Announce, options: Options) -> Reviewed:
    """Return the page of one document; no error but `MemoryError` leaves this function."""
    from rapporteur.view.review.page import build

    stages = ["read"]

    def begin(stage: str) -> None:
        stages.append(stage)
        announce(stage)

    try:
        content = load(document)
        run = run_of(content, document.name, options, begin)
        begin("review")
        return Reviewed(document, build(run, content, _kept(run, options)), card(run.report))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - must not cost the others
        return Reviewed(document, failure=failure_of(document, error, stages[-1]))


def _kept(run: Run, options: Options) -> CorrectionFile | None:
    source = run.report.source
    if options.corrections is None:
        return None
    return kept(options.corrections, source.name, source.sha256)


def review_all(
    documents: Sequence[Document], options: Options, jobs: int, limits: Limits = USUAL
) -> Generator[Reviewed]:
    """Yield the outcome of each document in order; a process that dies costs only its own."""
    modules = ("rapporteur.view.review.page", *(("spacy",) if options.entities else ()))
    work = partial(review, options=options)
    order = Order(work, _lost, modules, limits.seconds, limits.bytes)
    with Workers(min(jobs, max(1, len(documents))), order) as workers:
        yield from workers.run(documents)


def _lost(document: Document, loss: Loss) -> Reviewed:
    error, reason = "ProcessDied", f"the process that reviewed it died twice ({loss.detail})"
    if loss.cause == "memory":
        error, reason = (
            "MemoryError",
            f"it needed more than {loss.detail} MB; give a higher --memory",
        )
    elif loss.cause == "timeout":
        error, reason = (
            "TimeoutError",
            f"it took longer than {loss.detail} s; give a longer --timeout",
        )
    failure = Failure(document.shown, error, reason, loss.cause, loss.stage)
    return Reviewed(document, failure=failure)


def card(report: Report) -> Card:
    """Return what the index says of a report."""
    document = report.document
    return Card(
        title=document.title or "",
        symbol=", ".join(document.symbols),
        family=document.family,
        date=document.date,
        pages=report.source.pages,
        paragraphs=len(report.paragraphs),
        recommendations=len(report.recommendations),
        repairs=len(report.repairs),
        problems={
            severity: sum(problem.severity == severity for problem in report.problems)
            for severity in ("error", "warning", "info")
        },
        coverage=report.quality.coverage,
    )


def address(document: Document) -> str:
    """Return the relative address of a document's page, fit for a link."""
    return quote(target(document, SUFFIX))


def index(folder: Path, reviewed: Sequence[Reviewed], failures: Sequence[Failure]) -> bytes:
    """Return the index page of what was reviewed into `folder`."""
    from rapporteur.view.review import html

    rows = [(address(each.document), each.document, each.card) for each in reviewed if each.card]
    return html.render(
        "index.html",
        STYLES,
        SCRIPTS,
        folder=one_line(folder.resolve().name),
        rows=rows,
        failures=failures,
    )
