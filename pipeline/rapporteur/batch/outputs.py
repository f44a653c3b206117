"""Results on disk: whole or not there, and untouched where nothing changed."""

from __future__ import annotations

import errno
import filecmp
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from rapporteur.batch import urls
from rapporteur.batch.files import Files
from rapporteur.batch.follow import follow
from rapporteur.batch.inputs import Document, Failure
from rapporteur.batch.memory import Memory, is_intact
from rapporteur.batch.outcome import Outcome
from rapporteur.errors import PlaceError, one_line

FAILURES = "failures.json"
SEND = "write a file of this machine, then send it there"
RESERVED = {FAILURES: "the list of failures", "index.html": "the index page"}
LONGEST_NAME = 255
"""Bytes of a file's name that every system takes."""
FOR_ALL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})
"""Errors of a disk that the next document would meet too."""


@contextmanager
def naming(place: object) -> Iterator[None]:
    """Let an `OSError` name `place`, for a write to an open file does not."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(place)) from error


class Replacement:
    """A file that takes its place when it is complete; until then the old one stands.

    It is written under another name in the same folder. If its content is what stands there
    already, the old file is left untouched, with its time. `mark` makes the other name: that of
    this process, unless the caller is the only one that writes here; then what a killed process
    left is written over by the next. A `durable` file stands even if the power fails.
    """

    def __init__(self, path: Path, mark: str | None = None, *, durable: bool = False) -> None:
        urls.refuse(str(path), SEND)
        self.path, self._durable = path, durable
        name = f".{path.name}.{mark or os.getpid()}.tmp"
        if len(os.fsencode(name)) > LONGEST_NAME:
            digest = hashlib.sha256(os.fsencode(path.name)).hexdigest()[:32]
            name = f".{digest}.{mark or os.getpid()}.tmp"
        self._temporary = path.with_name(name)

    def __enter__(self) -> Self:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.file = self._temporary.open("wb")
        return self

    def write(self, content: bytes) -> None:
        """Append `content`."""
        with naming(self.path):
            self.file.write(content)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            with naming(self.path):
                if self._durable:
                    self.file.flush()
                    os.fsync(self.file.fileno())
                self.file.close()
                if kind is None and not _same(self._temporary, self.path):
                    self._temporary.replace(self.path)
        finally:
            self.discard()

    def discard(self) -> None:
        """Leave nothing but what has taken its place; does nothing the second time."""
        self._temporary.unlink(missing_ok=True)


def _same(one: Path, other: Path) -> bool:
    try:
        return filecmp.cmp(one, other, shallow=False)
    except FileNotFoundError:
        return False


def write(path: Path, content: bytes, mark: str | None = None, *, durable: bool = False) -> None:
    """Put `content` at `path`, whole or not at all; raises `OSError`."""
    replacement = Replacement(path, mark, durable=durable)
    try:
        with replacement as file:
            file.write(content)
    finally:
        # An interrupt may come when the file is made and `with` does not yet know of it.
        replacement.discard()


def why_not_writable(folder: Path) -> str | None:
    """Make `folder` and return None, or the reason why no file can be written there."""
    if urls.looks_like_url(str(folder)):
        return "this is a URL"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return None
    except FileExistsError:
        return "it is a file, not a folder"
    except OSError as error:
        return error.strerror or type(error).__name__


class Local:
    """The files below a folder of this machine, in which nobody else writes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def where(self, name: str) -> str:
        """Return the path of a file."""
        return str(self._folder / name)

    def read(self, name: str) -> bytes | None:
        """Return the content of a file, None if there is none that can be read."""
        try:
            return (self._folder / name).read_bytes()
        except OSError:
            return None

    def write(self, name: str, content: bytes) -> None:
        """Put a file there, whole or not at all; raises `OSError`."""
        write(self._folder / name, content, "part")

    def delete(self, name: str) -> None:
        """Remove a file if it is there, and the folders below this one that are empty then."""
        path = self._folder / name
        path.unlink(missing_ok=True)
        with suppress(OSError):
            for folder in path.parents:
                if folder == self._folder:
                    break
                folder.rmdir()


class Folder:
    """A folder that takes a file for each document; one that fails leaves the others alone.

    A disk that is full or may not be written to stops the batch: `put` then raises `OSError`.
    """

    def __init__(self, files: Files, memory: Memory, suffix: str) -> None:
        self._files = files
        self._memory = memory
        self._suffix = suffix

    def known(self, document: Document) -> bytes | None:
        """Return the SHA-256 of the source whose result stands, unharmed."""
        name = target(document, self._suffix)
        entry = self._memory.entry(name)
        return entry.source if entry and is_intact(entry, self._files.read(name)) else None

    def put(self, outcome: Outcome) -> Outcome:
        """Write the content of `outcome` and return it without, or with why it failed."""
        document = outcome.document
        name = target(document, self._suffix)
        if outcome.unchanged:
            return self._memory.recall(name, outcome)
        if outcome.content is None:
            return outcome
        try:
            stands = self._files.read(name)
            if self._memory.is_edited(name, stands, outcome.content):
                failure = self._edited(document, name)
                return replace(outcome, content=None, facts=None, failure=failure)
            earlier = self._memory.earlier(name)
            self._memory.note(name, outcome, before=stands)
            self._files.write(name, outcome.content)
        except (OSError, PlaceError) as error:
            if isinstance(error, OSError) and error.errno in FOR_ALL:
                raise
            text = error.strerror if isinstance(error, OSError) else str(error)
            if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
                text = "its name is too long for the file system; give the document a shorter one"
            reason = one_line(f"cannot write {self._files.where(name)}: {text or error}")
            failure = Failure(document.shown, type(error).__name__, reason, "output")
            return Outcome(document, failure=failure)
        outcome = replace(outcome, content=None)
        return follow(name, outcome, earlier, self._memory, self._files)

    def _edited(self, document: Document, name: str) -> Failure:
        where = self._files.where(name)
        reason = (
            f"{where} was changed since it was written, so it is left as it is; keep the changes"
            f" with rapporteur corrections from {where}, or drop them with --force"
        )
        return Failure(document.shown, "EditedOutputError", one_line(reason), "output")


class Stream:
    """A stream that takes a line, or all there is, of each document."""

    def __init__(self, write: Callable[[bytes], None]) -> None:
        self._write = write

    def known(self, document: Document) -> None:
        """Return None: what went into a stream is gone, everything is done again."""

    def put(self, outcome: Outcome) -> Outcome:
        """Write the content; raises `OSError`, for what follows is lost too."""
        if outcome.content is not None:
            self._write(outcome.content)
        return replace(outcome, content=None)


def split_clashes(
    documents: Sequence[Document], suffix: str
) -> tuple[list[Document], list[Failure]]:
    """Return the documents with a name of their own, and a failure for each of the others.

    All that share a name fail: which of them should have it, only a person can say.
    """
    owners: dict[str, list[Document]] = {}
    for document in documents:
        owners.setdefault(target(document, suffix), []).append(document)
    clear, failures = [], []
    for document in documents:
        name = target(document, suffix)
        others = [other.shown for other in owners[name] if other is not document]
        if name in RESERVED:
            others.append(RESERVED[name])
        if others:
            failures.append(_clash(document, name, others))
        else:
            clear.append(document)
    return clear, failures


def _clash(document: Document, name: str, others: Sequence[str]) -> Failure:
    reason = (
        f"its output {name} is also that of {', '.join(others)};"
        " rename it or convert it into another folder"
    )
    return Failure(document.shown, "OutputClashError", one_line(reason), "output")


def target(document: Document, suffix: str) -> str:
    """Return where below the output folder the result of `document` goes."""
    return document.output + suffix


def record(files: Files, failures: Iterable[Failure]) -> None:
    """Write the failures of a run to `failures.json`, or remove it when there are none."""
    entries = [
        {
            "input": failure.shown,
            "cause": failure.cause,
            "stage": failure.stage,
            "error": failure.error,
            "reason": failure.reason,
        }
        for failure in failures
    ]
    if entries:
        content = json.dumps(entries, ensure_ascii=False, indent=2).encode() + b"\n"
        files.write(FAILURES, content)
    else:
        files.delete(FAILURES)
