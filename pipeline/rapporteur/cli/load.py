"""`rapporteur load`: reports into a database."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

import typer

from rapporteur import reports
from rapporteur.cli.console import orderly, say
from rapporteur.errors import UnfitError
from rapporteur.inputs import Failure, one_line

if TYPE_CHECKING:
    from rapporteur.store.load import Loader

DEFAULT = "sqlite:///reports.db"


def load(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="REPORTS...", help="JSON, JSONL, folders of them, or - for stdin."),
    ],
    url: Annotated[
        str, typer.Option("--to", metavar="URL", help="SQLite or PostgreSQL.")
    ] = DEFAULT,
    *,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Print no summary.")] = False,
) -> None:
    """Load reports into a database, each once.

    A report that is there already changes nothing; a new version of it replaces the old one.
    Exit status: 0 all loaded; 1 some failed, each is named with its reason; 2 wrong usage.
    """
    with orderly():
        from rapporteur.store.load import Loader

        tally = _Tally()
        with Loader(url) as loader:
            for given in reports.read(paths):
                tally.take(given, loader)
        if not quiet:
            tally.tell()
        raise typer.Exit(1 if tally.failed else 0)


@dataclass(slots=True)
class _Tally:
    """What became of the reports."""

    documents: Counter[str] = field(default_factory=Counter)
    rows: int = 0
    failed: int = 0

    def take(self, given: reports.Given, loader: Loader) -> None:
        """Load a report, or name why it cannot be."""
        failure = given.failure
        if given.report is not None:
            try:
                result = loader.put(given.report)
                self.documents[result.put] += 1
                self.rows += result.rows
            except UnfitError as error:
                failure = Failure(
                    given.shown, type(error).__name__, one_line(error.reason), "input"
                )
        if failure:
            self.failed += 1
            say(f"{failure.shown}: {failure.reason}")

    def tell(self) -> None:
        """Say how many there were of each."""
        counts = ", ".join(f"{self.documents[kind]} {kind}" for kind in KINDS)
        say(f"{counts}, {self.failed} failed; {self.rows:,} rows written")


KINDS = ("new", "replaced", "unchanged")
