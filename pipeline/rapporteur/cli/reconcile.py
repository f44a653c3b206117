"""`rapporteur reconcile`: a report against a list of its recommendations."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rapporteur.batch.outcome import Options
from rapporteur.cli.console import emit, orderly, refuse
from rapporteur.errors import ConversionError, ReadError


def reconcile(
    report: Annotated[
        Path, typer.Argument(metavar="REPORT", help="A report, as JSON, or its document.")
    ],
    listed: Annotated[Path, typer.Argument(metavar="LIST", help="A list of its recommendations.")],
    output: Annotated[
        Path | None, typer.Option("-o", metavar="FILE", help="Where to write; else stdout.")
    ] = None,
    *,
    json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
    html: Annotated[bool, typer.Option("--html", help="For a browser.")] = False,
) -> None:
    """Tell which recommendations a report and a list have alike, which not, and why.

    The list is OHCHR's (.docx), or a .xlsx or .csv with a column for number and text. Exit status:
    0 all agree; 1 something differs; 2 trouble.
    """
    if json and html:
        refuse("--json and --html: give one of them")
    with orderly():
        from rapporteur.batch.obtain import obtain
        from rapporteur.batch.outputs import write
        from rapporteur.compare import reconcile as compare

        try:
            entries = compare.read_list(listed)
            whole = obtain(report, Options(entities=False))
        except (ReadError, ConversionError) as error:
            refuse(str(error))
        if not whole.recommendations:
            refuse(f"{report}: holds no recommendations; give the report of a review")
        found = compare.reconcile(whole, entries)
        show = compare.as_json if json else compare.as_html if html else compare.as_text
        emit(show(found)) if output is None else write(output, show(found))
        raise typer.Exit(1 if found.differences else 0)
