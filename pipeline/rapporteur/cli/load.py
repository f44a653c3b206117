"""`rapporteur load`: reports into a database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

import typer

from rapporteur.batch import report_files as reports
from rapporteur.cli.console import orderly, refuse, say
from rapporteur.errors import ReadError, StoreError, UnfitError, one_line

if TYPE_CHECKING:
    from rapporteur.store.load import Loaded, Loader

DEFAULT = "sqlite:///reports.db"


def load(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="REPORTS...", help="JSON, JSONL, folders of them, or - for stdin."),
    ] = None,
    url: Annotated[
        str, typer.Option("--to", metavar="URL", help="SQLite or PostgreSQL.")
    ] = DEFAULT,
    *,
    migrate: Annotated[
        bool, typer.Option("--migrate", help="Bring an older database up to date first.")
    ] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Print no summary.")] = False,
) -> None:
    """Load reports into a database, each once.

    A report that is there already changes nothing; a new version of it replaces the old one.
    Exit status: 0 all loaded; 1 some failed, each is named with its reason; 2 wrong usage, or
    the database cannot be used.
    """
    if not paths and not migrate:
        refuse("nothing to load: give reports, folders of them, - for stdin, or --migrate")
    with orderly():
        from rapporteur.store.load import Loader

        with Loader(url, migrate=migrate) as loader:
            if loader.passed:
                say(f"the tables are of version {loader.passed[-1]} now")
            tally = Tally()
            tally.load(paths or [], loader)
        if paths and not quiet:
            tally.tell()
        raise typer.Exit(1 if tally.failed else 0)


@dataclass(slots=True)
class Tally:
    """What became of the reports."""

    documents: Counter[str] = field(default_factory=Counter)
    rows: int = 0
    failed: int = 0

    def load(self, paths: list[str], loader: Loader) -> None:
        """Load all reports; name each that fails, and end with the database if that fails."""
        try:
            for shown, loaded in loader.load(self._contents(paths)):
                self._count(shown, loaded)
        except StoreError as error:
            self.failed += 1
            say(f"error: {one_line(str(error))}")
            say("ended; what was loaded before is whole, load the same again to go on")

    def _contents(self, paths: list[str]) -> Iterator[tuple[str, bytes]]:
        """Yield what is there to be loaded; name what cannot be read."""
        for found in reports.contents(paths):
            if found.failure:
                self._fail(found.shown, found.failure.reason)
            else:
                yield found.shown, found.content

    def _fail(self, shown: str, reason: str) -> None:
        self.failed += 1
        say(f"{shown}: {one_line(reason)}")

    def _count(self, shown: str, loaded: Loaded | ReadError | UnfitError) -> None:
        if isinstance(loaded, ReadError):
            self._fail(shown, f"{loaded.reason}; {loaded.advice}")
        elif isinstance(loaded, UnfitError):
            self._fail(shown, loaded.reason)
        else:
            self.documents[loaded.put] += 1
            self.rows += loaded.rows
            for line in loaded.told():
                say(one_line(f"{shown}: {line}"))

    def tell(self) -> None:
        """Say how many there were of each."""
        new, replaced, same = (self.documents[k] for k in ("new", "replaced", "unchanged"))
        say(
            f"{new} new, {replaced} replaced, {same} unchanged, {self.failed} failed;"
            f" {self.rows:,} rows written"
        )
