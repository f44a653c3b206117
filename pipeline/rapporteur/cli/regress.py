"""`rapporteur regress`: samples against the outputs that were kept of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rapporteur.batch.engine import LONGEST, MOST_MEMORY, PROCESSES, engine
from rapporteur.batch.outcome import Options
from rapporteur.batch.workers import cores
from rapporteur.cli.comparison import ComparisonFormat, FormOption, OutputFile, deliver
from rapporteur.cli.console import GrammarsDir, NoEntities, orderly, refuse, require_sound, say

if TYPE_CHECKING:
    from rapporteur.compare.diff.regress import Regression


def regress(  # noqa: PLR0913 - one argument for each option
    *,
    samples: Annotated[Path, typer.Option(metavar="DIR", help="Documents (.pdf, .txt).")] = Path(
        "samples"
    ),
    kept: Annotated[
        Path, typer.Option("--outputs", metavar="DIR", help="Their reports (.json).")
    ] = Path("outputs"),
    update: Annotated[
        bool, typer.Option("--update", help="Write what differs or is missing.")
    ] = False,
    form: FormOption = ComparisonFormat.TEXT,
    output: OutputFile = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Processes to use. [default: cores]")
    ] = None,
    grammars: GrammarsDir = None,
    no_entities: NoEntities = False,
) -> None:
    """Convert samples, compare them with the outputs kept of them, and print what differs.

    Exit status: 0 every output is up to date, byte for byte, or was rewritten; 1 something
    differs, fails, or has no counterpart; 2 wrong usage.
    """
    with orderly():
        require_sound(grammars)
        if not samples.is_dir():
            refuse(f"--samples {samples}: no such folder; name the folder of your documents")
        from rapporteur.compare.diff.regress import regress as compare_samples

        options = Options(grammars_dir=grammars, entities=not no_entities)
        workers = engine(
            PROCESSES, jobs or cores(), options, timeout=LONGEST, memory=MOST_MEMORY * 10**6
        )
        found = compare_samples(samples, kept, workers, say, update=update)
        deliver(found.comparison, form, output)
        _conclude(found, kept)
        raise typer.Exit(0 if found.clean else 1)


def _conclude(found: Regression, kept: Path) -> None:
    """Say what failed, what was rewritten, and what a person has to do."""
    for failure in found.comparison.failures:
        say(f"{failure.shown}: {failure.reason}")
    for name in found.rewritten:
        say(f"rewrote {kept / name}")
    for name in found.comparison.removed:
        say(f"{kept / name}: no sample has this output; remove it, or add its sample")
    if not found.clean and not found.rewritten:
        say("read what differs as you would proof-read; --update keeps what is said now")
