"""`rapporteur prune`: results and rows whose documents are gone, named and then removed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rapporteur.batch.urls import is_url, local
from rapporteur.cli.console import orderly, refuse, say

if TYPE_CHECKING:
    from rapporteur.batch.ledger import State
    from rapporteur.batch.prune import Orphan
    from rapporteur.store.load import Loader


def prune(
    output: Annotated[str, typer.Argument(metavar="DIR", help="The folder of convert -o.")],
    *,
    url: Annotated[
        str | None,
        typer.Option("--to", metavar="URL", help="Remove the rows from this database, too."),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Remove them; without it they are only named.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Remove results that a person changed, too.")
    ] = False,
) -> None:
    """Name the results whose documents are gone; with --yes, remove them.

    Exit status: 0 all is well; 1 some could not be removed, or a person changed them; 2 wrong
    usage, nothing is removed.
    """
    if is_url(output):
        refuse(f"{output}: only results in a folder of this machine can be pruned")
    folder = Path(local(output))
    with orderly():
        from rapporteur.batch.ledger import State
        from rapporteur.batch.prune import orphans, require_state

        require_state(folder)
        with State(folder) as state, _loader(url if yes else None) as loader:
            found = orphans(state, folder)
            kept = [one for one in found if one.edited and not force]
            listed = [one for one in found if one not in kept]
            for one in listed:
                say(f"{folder / one.key}: {one.place} is gone")
            for one in kept:
                say(f"{folder / one.key}: {one.place} is gone, but a person changed it: it stays")
            failed = _remove(state, folder, listed, loader) if yes else 0
        _sum_up(len(listed) - failed, done=yes)
        raise typer.Exit(1 if kept or failed else 0)


@contextmanager
def _loader(url: str | None) -> Iterator[Loader | None]:
    """Give what has the database open; where it cannot be used, nothing is removed at all."""
    if url is None:
        yield None
        return
    from rapporteur.store.load import Loader

    with Loader(url) as loader:
        yield loader


def _remove(state: State, folder: Path, listed: list[Orphan], loader: Loader | None) -> int:
    """Remove results and their rows; return how many could not be removed."""
    from rapporteur.batch.inputs import Failure
    from rapporteur.batch.prune import remove

    done = list(remove(state, folder, listed))
    failures = [one for one in done if isinstance(one, Failure)]
    for failure in failures:
        say(failure.reason, "error", failure.shown)
    if loader is not None:
        count = loader.forget([one for one in done if not isinstance(one, Failure)])
        say(f"{count:,} removed from the database")
    return len(failures)


def _sum_up(count: int, *, done: bool) -> None:
    if done:
        say(f"{count:,} removed")
    elif count:
        say(f"{count:,} would be removed; give --yes to remove them")
    else:
        say("nothing to remove")
