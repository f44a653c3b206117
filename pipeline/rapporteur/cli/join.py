"""`rapporteur join`: the State's answers joined to the recommendations of a report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rapporteur.cli.console import emit, orderly, refuse

if TYPE_CHECKING:
    from rapporteur.report import Report


def join(
    report: Annotated[Path, typer.Argument(metavar="REPORT", help="The report, as JSON.")],
    addenda: Annotated[
        list[Path], typer.Argument(metavar="ADDENDUM...", help="Its addenda, as JSON.")
    ],
    out: Annotated[
        Path | None, typer.Option("-o", metavar="FILE", help="Where to write; else stdout.")
    ] = None,
) -> None:
    """Join the State's answers, from addenda, to the recommendations of a report.

    Exit status: 0 joined; 2 a file is no report, or an addendum answers another one.
    """
    with orderly():
        from rapporteur.assemble.join import join as joined
        from rapporteur.batch.outputs import write

        whole = _read(report)
        answers = [_read(path) for path in addenda]
        for path, one in zip(addenda, answers, strict=True):
            _require_answers(path, one, whole)
        content = joined(whole, answers).to_json()
        if out is None:
            emit(content)
        else:
            write(out, content)


def _read(path: Path) -> Report:
    from rapporteur.errors import ReadError
    from rapporteur.report import restore

    try:
        return restore(path.read_bytes(), str(path))
    except ReadError as error:
        refuse(str(error))
    except OSError as error:
        refuse(f"{path}: cannot read it: {error.strerror or error}; check the path")


def _require_answers(path: Path, addendum: Report, report: Report) -> None:
    answered = addendum.document.answers
    if answered is not None and answered not in report.document.symbols:
        mine = ", ".join(report.document.symbols) or "a report without a symbol"
        refuse(f"{path}: answers {answered}, not {mine}; give the addendum of this report")
    if answered is None and not addendum.responses:
        refuse(f"{path}: holds no answers to recommendations; give an addendum, converted to JSON")
