"""`rapporteur table`: one flat table from reports or a database."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from rapporteur.batch import report_files as reports
from rapporteur.cli.console import orderly, refuse, say
from rapporteur.errors import TableError

if TYPE_CHECKING:
    from rapporteur.view.table.columns import Cell

STDOUT = "-"


class What(StrEnum):
    """What the rows are."""

    RECOMMENDATIONS = "recommendations"
    PARAGRAPHS = "paragraphs"
    PEOPLE = "people"
    ATTENDANCE = "attendance"
    STATEMENTS = "statements"
    CITATIONS = "citations"


def table(
    what: Annotated[What, typer.Argument(metavar="WHAT", help="What the rows are.")],
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="REPORTS...", help="JSON, JSONL, folders of them, or the URL of a database."
        ),
    ],
    out: Annotated[
        str, typer.Option("-o", metavar="FILE", help="A .xlsx or .csv file; - is CSV to stdout.")
    ],
) -> None:
    """Write one flat table: names beside codes, numbers as text, never a formula.

    Exit status: 0 all written; 1 some reports failed, each is named with its reason; 2 wrong usage.
    """
    form = "csv" if out == STDOUT else Path(out).suffix.lower().lstrip(".")
    if form not in {"xlsx", "csv"}:
        refuse(f"-o {out}: must end in .xlsx or .csv, or be - for CSV to stdout")
    with orderly():
        failed = _write(what.value, paths, out, form)
    raise typer.Exit(1 if failed else 0)


def _write(what: str, paths: list[str], out: str, form: str) -> int:
    from rapporteur import __version__
    from rapporteur.view.table import open_table

    rows = _Rows(what, paths)
    try:
        with _target(out) as file, open_table(what, file, form, __version__) as sheet:
            for row in rows:
                sheet.row(row)
            sheet.close(rows.sources)
    except BrokenPipeError:
        raise  # who reads stdout has enough
    except (TableError, OSError) as error:
        refuse(f"-o {out}: {error}")
    return rows.failed


@contextmanager
def _target(out: str) -> Iterator[BinaryIO]:
    from rapporteur.batch.outputs import Replacement

    if out == STDOUT:
        yield sys.stdout.buffer
        sys.stdout.flush()
        return
    with Replacement(Path(out)) as replacement:
        yield replacement.file


class _Rows:
    """The rows of all that is named, one report at a time; `failed` counts what gave none."""

    def __init__(self, what: str, paths: list[str]) -> None:
        self._what, self._paths = what, paths
        self.sources: list[str] = []
        self.failed = 0

    def __iter__(self) -> Iterator[list[Cell]]:
        from rapporteur.store.views import name_of, rows_of_view
        from rapporteur.view.table import TABLES, cells

        for url in (path for path in self._paths if "://" in path):
            self.sources.append(name_of(url))
            yield from rows_of_view(url, self._what, [c.name for c in TABLES[self._what]])
        for given in reports.read(path for path in self._paths if "://" not in path):
            if given.report is None:
                self.failed += 1
                say(f"{given.shown}: {given.failure.reason if given.failure else 'no report'}")
                continue
            self.sources.append(given.shown)
            yield from cells(self._what, given.report)
