"""`rapporteur evaluate`: how right reports are."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rapporteur.cli.console import TableForm, orderly


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="A gold file, or a folder of them.")],
    pred: Annotated[Path, typer.Argument(metavar="PRED", help="A report, or a folder of them.")],
    *,
    form: Annotated[
        TableForm, typer.Option("--format", help="For people or for machines.")
    ] = TableForm.TABLE,
) -> None:
    """Print how right reports are: precision, recall and F1, with each miss and extra."""
    with orderly():
        from rapporteur.compare import evaluate

        evaluate.main(gold, pred, form.value)
