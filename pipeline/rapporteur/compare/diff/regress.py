"""Samples and their outputs: what the program says now, compared with what was kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from rapporteur.batch import inputs, outputs
from rapporteur.batch.engine import Engine, convert_all
from rapporteur.batch.inputs import Document, Failure
from rapporteur.batch.obtain import REPORT
from rapporteur.batch.outcome import Outcome
from rapporteur.batch.outputs import Local
from rapporteur.batch.progress import Tally, counted
from rapporteur.compare.diff.batch import Compared, Comparison
from rapporteur.compare.diff.compare import compare
from rapporteur.errors import NotReportError, one_line
from rapporteur.report import restore


@dataclass(frozen=True, slots=True)
class Regression:
    """What differs between the kept outputs and what the program says, and what was rewritten.

    In `comparison` the old side are the outputs: `removed` have no sample, `added` no output.
    """

    comparison: Comparison
    rewritten: tuple[str, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether each sample has its output, and each output is up to date, byte for byte."""
        comparison = self.comparison
        stale = {one.name for one in comparison.reports if not one.identical}
        return not comparison.removed and {*stale, *comparison.added} <= set(self.rewritten)


class Kept:
    """The outputs that were kept: a sink that compares what it is given with what stands there.

    With `update` it writes what differs or is missing.
    """

    def __init__(self, files: Local, *, update: bool) -> None:
        self._files = files
        self._update = update
        self.reports: list[Compared] = []
        self.failures: list[Failure] = []
        self.added: list[str] = []
        self.rewritten: list[str] = []

    def known(self, document: Document) -> None:
        """Return None: every sample is converted."""

    def put(self, outcome: Outcome) -> Outcome:
        """Compare the content, and return the outcome without it; raises `OSError`."""
        name = outputs.target(outcome.document, REPORT)
        before, content = self._files.read(name), outcome.content
        if outcome.failure:
            self.fail(outcome.failure, name)
        elif content is not None and before is None:
            self.added.append(one_line(name))
        elif content is not None and before is not None:
            self.reports.append(_compared(one_line(name), before, content))
        if self._update and content is not None and content != before:
            self._files.write(name, content)
            self.rewritten.append(one_line(name))
        return replace(outcome, content=None)

    def fail(self, failure: Failure, name: str) -> None:
        """Take what cannot be compared."""
        self.failures.append(failure)
        self.reports.append(Compared(one_line(name), failure=failure))


def regress(
    samples: Path,
    kept: Path,
    engine: Engine,
    say: Callable[[str], None],
    *,
    update: bool = False,
) -> Regression:
    """Convert the documents below `samples` and compare each with its output below `kept`.

    The outputs are those that `rapporteur convert SAMPLES -o KEPT` writes. With `update` what
    differs or is missing is written; an output without a sample is left for a person to remove.
    """
    documents, failures = inputs.find([str(samples)])
    clear, clashing = outputs.split_clashes(inputs.pair(documents, None), REPORT)
    files = Local(kept)
    sink = Kept(files, update=update)
    for failure in (*failures, *clashing):
        sink.fail(failure, failure.shown)
    with engine, closing(convert_all(clear, engine, sink)) as outcomes:
        for _ in counted(outcomes, Tally(len(clear)), say):
            pass
    if update:
        outputs.record(files, sink.failures)
    removed = _without_sample(kept, documents)
    comparison = Comparison(tuple(sink.reports), removed, tuple(sink.added))
    return Regression(comparison, tuple(sink.rewritten))


def _without_sample(kept: Path, documents: Iterable[Document]) -> tuple[str, ...]:
    """Return the outputs of no document, without hidden files and the list of failures."""
    made = {outputs.target(document, REPORT) for document in documents} | {outputs.FAILURES}
    there = (path.relative_to(kept) for path in sorted(kept.rglob(f"*{REPORT}")))
    names = (
        path.as_posix() for path in there if not any(part.startswith(".") for part in path.parts)
    )
    return tuple(one_line(name) for name in names if name not in made)


def _compared(name: str, before: bytes, content: bytes) -> Compared:
    """Return how an output differs from what the program says now."""
    if content == before:
        return Compared(name)
    try:
        difference = compare(restore(before, name), restore(content, name))
    except NotReportError as error:
        return Compared(name, failure=Failure(name, type(error).__name__, error.reason))
    if difference.identical:
        reason = "the same report, but not in the bytes that the program writes"
        return Compared(name, failure=Failure(name, "OtherBytes", reason))
    return Compared(name, difference)
