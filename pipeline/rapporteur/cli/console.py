"""What every command does alike: say, refuse, print data, end in good order."""

from __future__ import annotations

import errno
import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, NoReturn

import typer

from rapporteur.batch import outputs
from rapporteur.errors import RapporteurError, masked, one_line

GrammarsDir = Annotated[
    Path | None,
    typer.Option("--grammars", metavar="DIR", help="Add the grammar files of this folder."),
]

Timeout = Annotated[
    float, typer.Option(min=0, metavar="SECONDS", help="Longest time for a document; 0: any.")
]

Memory = Annotated[
    int, typer.Option(min=0, metavar="MB", help="Most memory for a document; 0: any.")
]

NoEntities = Annotated[
    bool, typer.Option("--no-entities", help="Structure only; spaCy is not loaded.")
]


class LogForm(StrEnum):
    """Lines on stderr for people, or for programs."""

    TEXT = "text"
    JSON = "json"


class TableForm(StrEnum):
    """For people, or for machines."""

    TABLE = "table"
    JSON = "json"


Level = Literal["info", "warning", "error"]
_as_json: ContextVar[bool] = ContextVar("as_json", default=False)


@contextmanager
def telling(form: LogForm) -> Iterator[None]:
    """Let `say` print lines of that form until the end of the command."""
    before = _as_json.set(form is LogForm.JSON)
    try:
        yield
    finally:
        _as_json.reset(before)


def tells_json() -> bool:
    """Return whether lines on stderr are for programs."""
    return _as_json.get()


def say(
    message: str,
    level: Level = "info",
    document: str | None = None,
    stage: str | None = None,
    seconds: float | None = None,
) -> None:
    """Print one line on stderr: for people, or an object of JSON for programs."""
    if not tells_json():
        typer.echo(
            f"rapporteur: {masked(f'{document}: {message}' if document else message)}", err=True
        )
        return
    event = {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "level": level,
        "document": document,
        "stage": stage,
        "seconds": None if seconds is None else round(seconds, 3),
        "message": masked(message),
    }
    typer.echo(json.dumps(event, ensure_ascii=False), err=True)


def refuse(message: str) -> NoReturn:
    """Say what is wrong with the command and end with status 2."""
    say(message if tells_json() else f"error: {message}", "error")
    raise typer.Exit(2)


def emit(content: bytes) -> None:
    """Write `content` to stdout; raises `OSError`."""
    with outputs.naming("stdout"):
        if sys.stdout is None:
            raise OSError(errno.EBADF, "it is closed")
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


def require_sound(grammars: Path | None) -> None:
    """Refuse a folder of grammars with a fault before any document is touched."""
    if grammars is not None:
        from rapporteur.knowledge.grammar import check

        if faults := check(grammars):
            refuse(one_line(faults[0]))


@contextmanager
def orderly() -> Iterator[None]:
    """End the command with a line and a status where Python would show a traceback."""
    previous = {name: signal.signal(name, signal.default_int_handler) for name in _ends()}
    try:
        yield
        if sys.stdout is not None:
            sys.stdout.flush()
    except RapporteurError as error:
        refuse(one_line(str(error)))
    except BrokenPipeError:
        # The interpreter flushes stdout once more when it ends; that must not fail.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(141) from None
    except OSError as error:
        say(f"error: {error.filename}: {error.strerror}" if error.filename else f"error: {error}")
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        say("interrupted; what was written before is whole")
        raise typer.Exit(130) from None
    finally:
        for name, handler in previous.items():
            signal.signal(name, handler)


def _ends() -> Iterator[signal.Signals]:
    """Yield the signals that end a command in good order, as Ctrl-C does.

    A terminal that is closed sends SIGHUP; `nohup` has had it ignored, and it stays so.
    """
    yield signal.SIGTERM
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        yield signal.SIGHUP
