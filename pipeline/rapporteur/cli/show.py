"""`rapporteur show`: a report on the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rapporteur.batch.engine import LONGEST, MOST_MEMORY, Limits
from rapporteur.batch.outcome import Options
from rapporteur.cli.console import (
    GrammarsDir,
    Memory,
    NoEntities,
    Timeout,
    emit,
    orderly,
    refuse,
    require_sound,
    say,
)
from rapporteur.errors import AbsentError, one_line

if TYPE_CHECKING:
    from rapporteur.view.index import Index
    from rapporteur.view.terminal import OutputLine


def show(  # noqa: PLR0913 - one argument for each option
    report: Annotated[
        Path, typer.Argument(metavar="REPORT", help="A report (.json), or a .pdf or .txt.")
    ],
    *,
    section: Annotated[
        str | None, typer.Option(metavar="II.A", help="The text of this section and below.")
    ] = None,
    paragraph: Annotated[
        str | None, typer.Option(metavar="12", help="This paragraph, by number or id.")
    ] = None,
    recommendations: Annotated[
        bool, typer.Option("--recommendations", help="Every recommendation in full.")
    ] = False,
    by: Annotated[
        str | None, typer.Option(metavar="STATE", help="Recommendations of this State only.")
    ] = None,
    position: Annotated[
        str | None, typer.Option(metavar="NAME", help="Recommendations so received only.")
    ] = None,
    grammars: GrammarsDir = None,
    no_entities: NoEntities = False,
    timeout: Timeout = LONGEST,
    memory: Memory = MOST_MEMORY,
) -> None:
    """Show a report: masthead, outline, counts, recommendations, problems, or a part in full.

    Exit status: 0 shown; 1 the report has no such part; 2 it cannot be read, or wrong usage.
    """
    recommended = recommendations or by is not None or position is not None
    if sum((section is not None, paragraph is not None, recommended)) > 1:
        refuse("--section, --paragraph and --recommendations show one thing each; give one")
    with orderly():
        require_sound(grammars)
        from rapporteur.batch.obtain import obtain
        from rapporteur.view.index import Index
        from rapporteur.view.recommendations import country
        from rapporteur.view.terminal import render

        if by is not None:
            country(by)
        options = Options(grammars_dir=grammars, entities=not no_entities)
        index = Index(obtain(report, options, Limits(timeout, memory)))
        try:
            emit(render(_entries(index, section, paragraph, (recommended, by, position))))
        except AbsentError as error:
            say(f"{one_line(str(report))}: {one_line(str(error))}")
            raise typer.Exit(1) from None


def _entries(
    index: Index,
    section: str | None,
    paragraph: str | None,
    recommended: tuple[bool, str | None, str | None],
) -> Iterator[OutputLine]:
    from rapporteur.view import blocks, overview, recommendations

    if section is not None:
        return blocks.section(index, index.section(section))
    if paragraph is not None:
        return blocks.paragraph(index, *index.paragraph(paragraph))
    wanted, by, position = recommended
    if wanted:
        return recommendations.recommendations(index, by, position)
    return overview.overview(index)
