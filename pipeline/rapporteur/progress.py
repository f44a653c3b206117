"""What a person sees while documents are converted and after: progress and tables on stderr.

The only door to `rich`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from rapporteur.convert import Facts

T = TypeVar("T")

MOST_ROWS = 40
"""A summary of more documents than this shows the total only."""


def with_progress(outcomes: Iterable[T], total: int) -> Iterator[T]:
    """Yield `outcomes`; on a terminal a bar shows how many of `total` there were."""
    if total < 2 or not sys.stderr.isatty():
        yield from outcomes
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(outcomes, total=total)


def summary(rows: Sequence[tuple[str, Facts]]) -> None:
    """Print a table of the reports made, one row for each document, and their total."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE, pad_edge=False, padding=0)
    table.add_column("document", overflow="fold")
    table.add_column("grammar", overflow="ellipsis")
    for name in ("pages", "sections", "paras", "recs", "repairs", "problems", "coverage"):
        table.add_column(name, justify="right", no_wrap=True)
    for shown, facts in rows if len(rows) <= MOST_ROWS else []:
        table.add_row(Text(shown), facts.grammar, *_cells(facts))
    if len(rows) > 1:
        table.add_section()
        table.add_row(f"{len(rows)} reports", "", *_cells(_total([facts for _, facts in rows])))
    width = None if sys.stderr.isatty() else 120
    Console(stderr=True, highlight=False, width=width).print(table)


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


def _total(rows: Sequence[Facts]) -> Facts:
    """Return the sums, and the lowest coverage: one bad report must not hide in a mean."""
    return Facts(
        grammar="",
        pages=sum(row.pages for row in rows),
        sections=sum(row.sections for row in rows),
        paragraphs=sum(row.paragraphs for row in rows),
        recommendations=sum(row.recommendations for row in rows),
        repairs=sum(row.repairs for row in rows),
        problems=sum(row.problems for row in rows),
        coverage=min(row.coverage for row in rows),
    )
