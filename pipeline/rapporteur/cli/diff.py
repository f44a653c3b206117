"""`rapporteur diff`: what changed between two reports."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rapporteur.batch.engine import LONGEST, MOST_MEMORY, Limits
from rapporteur.batch.outcome import Options
from rapporteur.cli.comparison import ComparisonFormat, FormOption, OutputFile, deliver
from rapporteur.cli.console import (
    GrammarsDir,
    Memory,
    NoEntities,
    Timeout,
    orderly,
    require_sound,
    say,
)


def diff(  # noqa: PLR0913 - one argument for each option
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A report, document, or folder.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="What to compare it with.")],
    output: OutputFile = None,
    *,
    form: FormOption = ComparisonFormat.TEXT,
    grammars: GrammarsDir = None,
    no_entities: NoEntities = False,
    timeout: Timeout = LONGEST,
    memory: Memory = MOST_MEMORY,
) -> None:
    """Tell what changed between two reports, or two folders of them, in the document's terms.

    Each is a report (.json), or a document, which is converted first. Exit status: 0 they say
    the same; 1 they differ; 2 trouble.
    """
    with orderly():
        require_sound(grammars)
        from rapporteur.compare.diff.batch import compare_paths

        options = Options(grammars_dir=grammars, entities=not no_entities)
        comparison = compare_paths(old, new, options, Limits(timeout, memory))
        deliver(comparison, form, output)
        for failure in comparison.failures:
            say(f"{failure.shown}: {failure.reason}")
        raise typer.Exit(2 if comparison.failures else 0 if comparison.same else 1)
