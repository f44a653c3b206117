"""The command line: one module for each command. stdout carries data, stderr everything else.

Exit status: 0 all is well; 1 some inputs failed, the rest is done; 2 wrong usage, nothing is
done; 130 interrupted; 141 the reader of stdout went away.
"""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from rapporteur.cli import (
    convert,
    corrections,
    diff,
    evaluate,
    export,
    grammars,
    join,
    load,
    prune,
    reconcile,
    regress,
    review,
    schema,
    search,
    serve,
    show,
    table,
)
from rapporteur.cli.console import emit


class _Commands(TyperGroup):
    """Tells of each command its whole first sentence, which typer would cut."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the names of the commands, each with what it does."""
        listed = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        told = [
            (name, " ".join((command.help or "").split("\n\n")[0].split()))
            for name, command in listed
            if command is not None and not command.hidden
        ]
        with formatter.section("Commands"):
            formatter.write_dl(told)


app = typer.Typer(
    name="rapporteur",
    cls=_Commands,
    help="Turns UN reports (PDF or text) into checked, structured JSON.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # rich would take more time to import than all the rest
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from rapporteur import __version__

        emit(f"rapporteur {__version__}\n".encode())
        raise typer.Exit


@app.callback()
def _root(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help="Print the version and end."
        ),
    ] = False,
) -> None:
    """Turn UN reports (PDF or text) into checked, structured JSON."""


app.command()(convert.convert)
app.command()(show.show)
app.command()(diff.diff)
app.command()(regress.regress)
app.command()(join.join)
app.command()(reconcile.reconcile)
app.command()(load.load)
app.command()(prune.prune)
app.command()(search.search)
app.command()(table.table)
app.command()(schema.schema)
app.command()(grammars.grammars)
app.command()(evaluate.evaluate)
app.command()(export.export)
app.command()(review.review)
app.command()(serve.serve)
app.add_typer(corrections.app)


def main() -> None:
    """Run the command line."""
    app()
