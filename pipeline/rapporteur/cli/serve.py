"""`rapporteur serve`: the workbench, to look, search, correct and check in a browser."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from rapporteur.batch.engine import LONGEST, MOST_MEMORY
from rapporteur.batch.outcome import Options
from rapporteur.cli.console import (
    GrammarsDir,
    NoEntities,
    emit,
    orderly,
    refuse,
    require_sound,
    say,
)  # fmt: skip
from rapporteur.errors import install

TOKEN = "RAPPORTEUR_TOKEN"  # noqa: S105 - the name of a variable


def serve(  # noqa: PLR0913 - one argument for each option
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="The folder of documents and reports.")
    ],
    *,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 for any that is free.")] = 8765,
    name: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A name (with its port) by which a proxy is asked."),
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, metavar="N", help="Conversions at once.")] = 1,
    timeout: Annotated[float, typer.Option(min=1, help="Seconds a document.")] = LONGEST,
    memory: Annotated[int, typer.Option(min=100, help="Megabytes a document.")] = MOST_MEMORY,
    max_upload: Annotated[int, typer.Option(min=1, help="Megabytes a file that comes in.")] = 200,
    grammars: GrammarsDir = None,
    no_entities: NoEntities = False,
) -> None:
    """Serve the workbench: look through reports, correct and check them in a browser.

    The address is printed with a token; who does not have it is refused. The token is new each
    time unless the variable RAPPORTEUR_TOKEN gives one. Ctrl-C ends the server.
    """
    with orderly():
        if not folder.is_dir():
            refuse(f"{folder}: no such folder")
        require_sound(grammars)
        try:
            from rapporteur.view.serve.run import serve as run
            from rapporteur.view.serve.workbench import Limits
        except ModuleNotFoundError as error:
            refuse(f"the workbench needs {error.name}; {install('serve')}")
        limits = Limits(max_upload * 10**6, timeout, memory * 10**6, jobs)
        options = Options(grammars_dir=grammars, entities=not no_entities)
        if host not in ("127.0.0.1", "localhost", "::1"):
            say(
                f"{host} can be reached from other machines; the token and all texts go unencrypted"
            )
        run(
            folder, options, limits, host=host, port=port, names=name or (),
            token=os.environ.get(TOKEN) or None, tell=_tell,
        )  # fmt: skip


def _tell(address: str) -> None:
    emit(f"{address}\n".encode())
    say("open this address; Ctrl-C ends the workbench")
