"""What `rapporteur evaluate GOLD PRED` does, without the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from rich.console import Console

from rapporteur.compare.evaluate.compare import evaluate_paths
from rapporteur.compare.evaluate.show import as_json, render_table


def main(gold_path: Path, pred_path: Path, format: Literal["table", "json"] = "table") -> None:  # noqa: A002
    """Print the evaluation of a report or a folder of reports on standard output.

    Raises `GoldError` (a `RapporteurError`) where a file is missing or unreadable.
    """
    evaluation = evaluate_paths(gold_path, pred_path)
    if format == "json":
        print(as_json(evaluation))  # noqa: T201
    else:
        Console(highlight=False, soft_wrap=True).print(render_table(evaluation))
