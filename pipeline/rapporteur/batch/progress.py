"""What a person sees while documents are converted and after: progress and tables on stderr.

The only door to `rich` but that of the evaluation.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from rapporteur.batch.inputs import Cause, Failure
from rapporteur.batch.outcome import Facts, Outcome

MOST_ROWS = 40
"""A summary of more documents than this shows the total only."""
LINE_EVERY = 30.0
"""Seconds between two lines of progress where there is no terminal."""


@dataclass(slots=True)
class Tally:
    """What a batch has done so far; it does not grow with the number of documents."""

    total: int
    begin: float = field(default_factory=time.monotonic)
    done: int = 0
    unchanged: int = 0
    pages: int = 0
    reports: int = 0
    sum: Facts | None = None
    rows: list[tuple[str, Facts]] = field(default_factory=list)
    failed: Counter[tuple[Cause, str]] = field(default_factory=Counter)

    def add(self, outcome: Outcome) -> None:
        """Count a document."""
        self.done += 1
        self.unchanged += outcome.unchanged
        if outcome.failure:
            self.fail(outcome.failure)
        if (facts := outcome.facts) and not outcome.unchanged:
            self.reports += 1
            self.pages += facts.pages
            self.sum = facts if self.sum is None else _add(self.sum, facts)
            if self.reports <= MOST_ROWS:
                self.rows.append((outcome.document.shown, facts))

    def fail(self, failure: Failure) -> None:
        """Count a failure."""
        self.failed[failure.cause, failure.error] += 1

    @property
    def rate(self) -> float:
        """Return the pages converted in a second."""
        return self.pages / max(time.monotonic() - self.begin, 1e-9)

    @property
    def left(self) -> float:
        """Return about how many seconds it will still take."""
        spent = time.monotonic() - self.begin
        return spent / self.done * (self.total - self.done) if self.done else 0.0


def _add(one: Facts, other: Facts) -> Facts:
    """Return the sums, and the lowest coverage: one bad report must not hide in a mean."""
    return Facts(
        grammar="",
        pages=one.pages + other.pages,
        sections=one.sections + other.sections,
        paragraphs=one.paragraphs + other.paragraphs,
        recommendations=one.recommendations + other.recommendations,
        repairs=one.repairs + other.repairs,
        problems=one.problems + other.problems,
        coverage=min(one.coverage, other.coverage),
    )


def counted(
    outcomes: Iterable[Outcome], tally: Tally, say: Callable[[str], None], *, bar: bool = True
) -> Iterator[Outcome]:
    """Yield `outcomes`, counted; a bar on a terminal, else a line now and then, says how far."""
    if tally.total < 2 or not bar or not sys.stderr.isatty():
        yield from _with_lines(outcomes, tally, say)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("documents{task.fields[said]}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=tally.total, said="")
        for outcome in outcomes:
            tally.add(outcome)
            progress.update(task, completed=tally.done, said=f", {_said(tally)}")
            yield outcome


def _with_lines(
    outcomes: Iterable[Outcome], tally: Tally, say: Callable[[str], None]
) -> Iterator[Outcome]:
    last = tally.begin
    for outcome in outcomes:
        tally.add(outcome)
        if time.monotonic() - last > LINE_EVERY:
            last = time.monotonic()
            say(f"{tally.done:,} of {tally.total:,} documents, {_said(tally)}")
        yield outcome


def _said(tally: Tally) -> str:
    failed = tally.failed.total()
    parts = [f"{tally.rate:.0f} pages/s", f"{_duration(tally.left)} left"]
    return ", ".join([*parts, f"{failed:,} failed"] if failed else parts)


def _duration(seconds: float) -> str:
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}"


def summary(tally: Tally) -> None:
    """Print a table of the reports made now, a row for each of a few, their total, the failures."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE, pad_edge=False, padding=0)
    table.add_column("document", overflow="fold")
    table.add_column("grammar", overflow="ellipsis")
    for name in ("pages", "sections", "paras", "recs", "repairs", "problems", "coverage"):
        table.add_column(name, justify="right", no_wrap=True)
    for shown, facts in tally.rows if tally.reports <= MOST_ROWS else []:
        table.add_row(Text(shown), facts.grammar, *_cells(facts))
    if tally.sum and tally.reports > 1:
        table.add_section()
        total = replace(tally.sum, grammar="")
        table.add_row(f"{tally.reports:,} reports", "", *_cells(total))
    width = None if sys.stderr.isatty() else 120
    console = Console(stderr=True, highlight=False, width=width)
    if tally.reports:
        console.print(table)
    if tally.unchanged:
        console.print(f"{tally.unchanged:,} unchanged, left as they were; --force does them anew")
    if tally.failed.total() > 1:
        console.print(f"failed: {', '.join(_by_cause(tally.failed))}")


def _by_cause(failed: Counter[tuple[Cause, str]]) -> Iterator[str]:
    """Yield how many failed of each cause, with the kinds of error where there are several."""
    causes: dict[Cause, dict[str, int]] = {}
    for (cause, error), count in failed.most_common():
        causes.setdefault(cause, {})[error] = count
    for cause, errors in sorted(causes.items(), key=lambda item: -sum(item[1].values())):
        kinds = ", ".join(f"{count:,} {error}" for error, count in errors.items())
        total = f"{sum(errors.values()):,} {cause}"
        yield f"{total} ({kinds})" if len(errors) > 1 else total


def _cells(facts: Facts) -> list[str]:
    counts = (
        facts.pages,
        facts.sections,
        facts.paragraphs,
        facts.recommendations,
        facts.repairs,
        facts.problems,
    )
    # Cut, not rounded: what is not whole must not look so.
    return [*(f"{count:,}" for count in counts), f"{int(facts.coverage * 10_000) / 10_000:.4f}"]
