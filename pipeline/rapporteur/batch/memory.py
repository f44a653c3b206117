"""What earlier runs left in a folder: which results stand, and what became of their documents."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from rapporteur.batch.inputs import Document
from rapporteur.batch.ledger import STATE, LedgerLine, State
from rapporteur.batch.outcome import Lost, Outcome
from rapporteur.batch.urls import is_url


class Memory:
    """Which results stand, by the state of their folder, and how new ones are kept in it.

    `recipe` tells of the digest of a source how its result is made. With `anew` none counts as
    standing, and none as changed by a person.
    """

    def __init__(self, state: State, recipe: Callable[[bytes], str], *, anew: bool) -> None:
        self._state = state
        self._recipe = recipe
        self._anew = anew

    def entry(self, key: str) -> LedgerLine | None:
        """Return what is known of a result that the same recipe made."""
        entry = None if self._anew else self._state.find(key)
        return entry if entry and entry.recipe == self._recipe(entry.source) else None

    def earlier(self, key: str) -> LedgerLine | None:
        """Return what is known of a result, whatever made it."""
        return self._state.find(key)

    def note(self, key: str, outcome: Outcome, start: int = 0, before: bytes | None = None) -> None:
        """Keep in mind that the content of `outcome` stands, from byte `start` of its file.

        `before` is the content that it takes the place of: after a kill in between, either may
        be written over.
        """
        content = outcome.content or b""
        earlier = self._state.find(key)
        same = earlier is not None and earlier.source == outcome.source
        known = earlier.identity if earlier and same else None
        entry = LedgerLine(
            outcome.source,
            self._recipe(outcome.source),
            _digest(content),
            start,
            len(content),
            outcome.facts,
            place_of(outcome.document),
            outcome.identity or known,
            None if before is None else _digest(before),
        )
        self._state.note(key, entry)

    def recall(self, key: str, outcome: Outcome) -> Outcome:
        """Return the outcome of an unchanged document, with its facts; it may have moved."""
        entry = self._state.find(key)
        place = place_of(outcome.document)
        if entry and entry.place != place:
            self._state.note(key, replace(entry, place=place))
        return replace(outcome, facts=entry.facts if entry else None)

    def move(self, key: str, start: int) -> None:
        """Keep in mind that a result stands elsewhere in its file now."""
        entry = self._state.find(key)
        if entry and entry.start != start:
            self._state.note(key, replace(entry, start=start))

    def is_edited(self, key: str, stands: bytes | None, content: bytes) -> bool:
        """Return whether `stands` is what a person made of a result, and `content` another."""
        entry = self._state.find(key)
        if self._anew or entry is None or stands is None or stands == content:
            return False
        return _digest(stands) not in {entry.result, entry.before}

    def others(self, key: str, outcome: Outcome) -> Iterator[tuple[str, LedgerLine]]:
        """Yield the results of other files with the same bytes, or known by the same symbol."""
        for other, entry in self._state.like(outcome.source, outcome.identity):
            if other != key and entry.place and entry.place != place_of(outcome.document):
                yield other, entry

    def forget(self, key: str) -> None:
        """Know nothing of a result any more."""
        self._state.forget(key)

    def lost(self, entry: LedgerLine) -> tuple[Lost, ...]:
        """Return the file of a result that is gone, unless another of its name has its bytes."""
        return lost(self._state, entry)


def output_folder_of(path: Path) -> Path | None:
    """Return the output folder whose batch wrote a file, at any depth; None if none did."""
    return next((one for one in path.resolve().parents if (one / STATE).is_file()), None)


def document_of(report: Path) -> Path | None:
    """Return the file of this machine that a batch made a report of, None if nobody knows.

    Raises `BusyFolderError` while a batch runs.
    """
    folder = output_folder_of(report)
    if folder is None:
        return None
    with State(folder) as state:
        entry = state.find(report.resolve().relative_to(folder).as_posix())
    known = entry is not None and entry.place and not is_url(entry.place)
    return Path(entry.place) if entry and known else None


def accept(path: Path) -> None:
    """Let the next batch write over a result that a person changed: the changes are kept.

    Raises `BusyFolderError` while a batch runs. Outside an output folder nothing is to be done.
    """
    folder = output_folder_of(path)
    if folder is None:
        return
    with State(folder) as state:
        key = path.resolve().relative_to(folder).as_posix()
        if entry := state.find(key):
            state.note(key, replace(entry, before=_digest(path.read_bytes())))


def lost(state: State, entry: LedgerLine) -> tuple[Lost, ...]:
    """Return the file of an entry that is no more, unless another of its name has its bytes."""
    name = name_of(entry)
    held = {name_of(other) for _, other in state.like(entry.source, None)}
    return () if not name or name in held else (Lost(entry.source.hex(), name),)


def name_of(entry: LedgerLine) -> str:
    """Return the name of the file that a result was made of."""
    return entry.place.replace(os.sep, "/").rsplit("/", 1)[-1]


def place_of(document: Document) -> str:
    """Return where a document is, from wherever one looks."""
    return document.place if is_url(document.place) else str(Path(document.place).absolute())


def now_at(place: str) -> bytes | None:
    """Return the digest of the file at a place, None if it is gone, nothing if nobody can say."""
    if is_url(place):
        return b""
    try:
        with Path(place).open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        return b""


def is_gone(place: str) -> bool:
    """Return whether there is nothing at a place of this machine any more."""
    return bool(place) and not is_url(place) and not os.path.lexists(place)


def is_intact(entry: LedgerLine, content: bytes | None) -> bool:
    """Return whether `content` is what was written, whoever may have touched it since."""
    return content is not None and _digest(content) == entry.result


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()
