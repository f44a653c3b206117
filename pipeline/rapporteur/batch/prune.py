"""Results whose documents are no more: found, and removed when a person wants it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapporteur.batch.inputs import Failure
from rapporteur.batch.ledger import STATE, LedgerLine, State
from rapporteur.batch.memory import is_gone, is_intact, lost
from rapporteur.batch.outcome import Lost
from rapporteur.batch.output_folder import gone
from rapporteur.batch.outputs import Local
from rapporteur.errors import RapporteurError, one_line


@dataclass(frozen=True, slots=True)
class Orphan:
    """A result whose document is no more; `edited` if a person changed it since."""

    key: str
    entry: LedgerLine
    edited: bool

    @property
    def place(self) -> str:
        """Return where its document was, fit for one line."""
        return one_line(self.entry.place)


def orphans(state: State, folder: Path) -> list[Orphan]:
    """Return the results without a document.

    Raises `RapporteurError` if no document of the folder is where it was: a disk that is not
    mounted is no reason to remove everything.
    """
    places = [entry.place for _, entry in state.all() if entry.place]
    if places and all(map(is_gone, places)):
        raise RapporteurError(
            f"{folder}: none of its {len(places):,} documents is where it was, such as"
            f" {one_line(places[0])}; nothing is removed, see whether the folder is mounted"
        )
    files = Local(folder)
    return [
        Orphan(key, entry, (stands := files.read(key)) is not None and not is_intact(entry, stands))
        for key, entry in gone(state)
    ]


def remove(state: State, folder: Path, listed: Sequence[Orphan]) -> Iterator[Lost | Failure]:
    """Remove results; yield the files that are no more, and why a result cannot be removed."""
    files = Local(folder)
    for one in listed:
        try:
            files.delete(one.key)
        except OSError as error:
            reason = f"cannot remove it: {error.strerror or error}"
            yield Failure(one_line(files.where(one.key)), type(error).__name__, reason, "output")
            continue
        state.forget(one.key)
        yield from lost(state, one.entry)


def require_state(folder: Path) -> None:
    """Raise `RapporteurError` for a folder into which nothing was converted."""
    if not (folder / STATE).is_file():
        raise RapporteurError(
            f"{folder}: nothing was converted into it; give the folder that convert -o names"
        )
