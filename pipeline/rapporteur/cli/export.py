"""`rapporteur export`: reports into files, one for each table."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rapporteur.batch import outputs
from rapporteur.batch import report_files as reports
from rapporteur.batch.urls import looks_like_url
from rapporteur.cli.console import orderly, refuse, say
from rapporteur.errors import UnfitError, one_line

if TYPE_CHECKING:
    from rapporteur.store.export import Exporter


class FileForm(StrEnum):
    """For programs, or for spreadsheets."""

    PARQUET = "parquet"
    CSV = "csv"


def export(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="REPORTS...", help="JSON, JSONL, folders of them, or - for stdin."),
    ],
    folder: Annotated[Path, typer.Option("--to", metavar="DIR", help="The folder of the files.")],
    *,
    form: Annotated[
        FileForm, typer.Option("--format", help="For programs or for spreadsheets.")
    ] = FileForm.CSV,
    bom: Annotated[
        bool, typer.Option("--bom", help="Begin CSV with a byte order mark, as old Excel wants.")
    ] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Print no summary.")] = False,
) -> None:
    """Write reports into one file for each table.

    Exit status: 0 all written; 1 some failed, each is named with its reason; 2 wrong usage.
    """
    if bom and form is not FileForm.CSV:
        refuse("--bom is for --format csv")
    if looks_like_url(str(folder)):
        refuse(
            f"--to {one_line(str(folder))}: export writes files into a folder; a database is filled"
            " by rapporteur load REPORTS --to URL"
        )
    if reason := outputs.why_not_writable(folder):
        refuse(f"--to {folder}: cannot write there: {reason}; give another folder")
    with orderly():
        from rapporteur.store.export import Exporter

        documents = rows = failed = 0
        with Exporter(folder, form.value, bom=bom) as exporter:
            for given in reports.read(paths):
                written, reason = _put(given, exporter)
                documents += written > 0
                rows += written
                if reason is not None:
                    failed += 1
                    say(f"{given.shown}: {one_line(reason)}")
        if not quiet:
            say(f"{documents} documents, {rows:,} rows, {failed} failed; see {folder}")
        raise typer.Exit(1 if failed else 0)


def _put(given: reports.Given, exporter: Exporter) -> tuple[int, str | None]:
    """Return how many rows a report gave, and why it gave none."""
    if given.report is None:
        return 0, given.failure.reason if given.failure else None
    try:
        return exporter.put(given.report), None
    except UnfitError as error:
        return 0, error.reason
