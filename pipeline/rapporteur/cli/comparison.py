"""What `diff` and `regress` share: the forms in which a comparison is given."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rapporteur.batch import outputs
from rapporteur.cli.console import emit

if TYPE_CHECKING:
    from rapporteur.compare.diff.batch import Comparison


class ComparisonFormat(StrEnum):
    """For the terminal, for machines, for a browser."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


FormOption = Annotated[
    ComparisonFormat, typer.Option("--format", help="For the terminal, machines, a browser.")
]
OutputFile = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write it here.")
]


def deliver(comparison: Comparison, form: ComparisonFormat, output: Path | None) -> None:
    """Print the comparison, or write it into `output`; raises `OSError`."""
    content = _content(comparison, form)
    if output is None:
        emit(content)
    else:
        outputs.write(output, content)


def _content(comparison: Comparison, form: ComparisonFormat) -> bytes:
    if form is ComparisonFormat.JSON:
        from rapporteur.compare.diff.data import as_json

        return as_json(comparison)
    if form is ComparisonFormat.HTML:
        from rapporteur.compare.diff.page import as_html

        return as_html(comparison)
    from rapporteur.compare.diff.lines import lines
    from rapporteur.view.terminal import render

    return render(lines(comparison))
