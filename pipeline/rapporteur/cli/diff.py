"""`rapporteur diff`: what changed between two reports."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rapporteur import inputs, outputs
from rapporteur.cli.console import GrammarsDir, NoEntities, emit, orderly, say
from rapporteur.convert import Options

if TYPE_CHECKING:
    from rapporteur.diff.batch import Comparison


class Form(StrEnum):
    """For the terminal, for machines, for a browser."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A report, document, or folder.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="What to compare it with.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write it here.")
    ] = None,
    *,
    form: Annotated[
        Form, typer.Option("--format", help="For the terminal, machines, a browser.")
    ] = Form.TEXT,
    grammars: GrammarsDir = None,
    no_entities: NoEntities = False,
) -> None:
    """Tell what changed between two reports, or two folders of them, in the document's terms.

    Each is a report (.json), or a .pdf or .txt, which is converted first. Exit status: 0 they say
    the same; 1 they differ; 2 trouble.
    """
    with orderly():
        from rapporteur.diff.batch import compare_paths

        options = Options(grammars_dir=grammars, entities=not no_entities)
        comparison = compare_paths(old, new, options)
        content = _content(comparison, form)
        if output is None:
            emit(content)
        else:
            outputs.write(output, content)
        for failure in comparison.failures:
            say(f"{failure.shown}: {inputs.one_line(failure.reason)}")
        raise typer.Exit(2 if comparison.failures else 0 if comparison.same else 1)


def _content(comparison: Comparison, form: Form) -> bytes:
    if form is Form.JSON:
        from rapporteur.diff.data import as_json

        return as_json(comparison)
    if form is Form.HTML:
        from rapporteur.diff.page import as_html

        return as_html(comparison)
    from rapporteur.diff.lines import lines
    from rapporteur.terminal import render

    return render(lines(comparison))
