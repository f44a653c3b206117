"""An output folder, here or behind a URL, with what it takes to go on from an earlier batch."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rapporteur.batch.engine import Sink
from rapporteur.batch.files import Files
from rapporteur.batch.fingerprint import recipe_for
from rapporteur.batch.jsonl import REPORTS, Lines
from rapporteur.batch.ledger import LedgerLine, RemoteState, State
from rapporteur.batch.memory import Memory, is_gone
from rapporteur.batch.outcome import Options
from rapporteur.batch.outputs import Folder, Local
from rapporteur.batch.urls import Remote, is_url, local


@dataclass(frozen=True, slots=True)
class Destination:
    """Where the results of a batch go: `finish` is called when all are there.

    `gone` gives the names of the results whose documents are no more.
    """

    sink: Sink
    files: Files
    finish: Callable[[], None] = lambda: None
    gone: Callable[[], list[str]] = list


def suffix(options: Options) -> str:
    """Return how the names of the result files end."""
    return f".{options.stage}.json" if options.stage else ".json"


@contextmanager
def opened(place: str, options: Options, *, anew: bool) -> Iterator[Destination]:
    """Give the destination that a folder or URL is; with `anew` nothing in it counts as done.

    Raises `BusyFolderError` if another batch writes there, `OSError` or `PlaceError` where
    nothing can be written.
    """
    if is_url(place):
        remote = Remote(place)
        with RemoteState(remote) as state:
            memory = Memory(state, partial(recipe_for, options), anew=anew)
            with _behind_url(remote, memory, options) as destination:
                yield destination
        return
    folder = Path(local(place))
    with State(folder) as state:
        memory = Memory(state, partial(recipe_for, options), anew=anew)
        files = Local(folder)
        if options.one_line:
            with Lines(folder, memory) as lines:
                yield Destination(lines, files, lines.finish)
        else:
            sink = Folder(files, memory, suffix(options))
            yield Destination(sink, files, gone=lambda: [name for name, _ in gone(state)])


def gone(state: State) -> list[tuple[str, LedgerLine]]:
    """Return the results whose documents are no more."""
    lines = f"{REPORTS}:"
    return [
        (key, entry)
        for key, entry in state.all()
        if is_gone(entry.place) and not key.startswith(lines)
    ]


@contextmanager
def _behind_url(remote: Remote, memory: Memory, options: Options) -> Iterator[Destination]:
    """Give the destination behind a URL; lines are collected here and sent when all are there."""
    if not options.one_line:
        yield Destination(Folder(remote, memory, suffix(options)), remote)
        return
    with tempfile.TemporaryDirectory() as here, State(Path(here)) as state:
        own = Memory(state, partial(recipe_for, options), anew=True)
        with Lines(Path(here), own) as lines:

            def finish() -> None:
                lines.finish()
                with Path(here, REPORTS).open("rb") as whole, remote.writing(REPORTS) as file:
                    shutil.copyfileobj(whole, file)

            yield Destination(lines, remote, finish)
