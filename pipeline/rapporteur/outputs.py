"""Results on disk: whole or not there, and untouched where nothing changed."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from rapporteur.inputs import Document, Failure, one_line

FAILURES = "failures.json"
REPORTS = "reports.jsonl"


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
    already, the old file is left untouched, with its time.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")

    def __enter__(self) -> Self:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._temporary.open("wb")
        return self

    def write(self, content: bytes) -> None:
        """Append `content`."""
        with naming(self.path):
            self._file.write(content)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            with naming(self.path):
                self._file.close()
                if kind is None and not _same(self._temporary, self.path):
                    self._temporary.replace(self.path)
        finally:
            self._temporary.unlink(missing_ok=True)


def _same(one: Path, other: Path) -> bool:
    try:
        if one.stat().st_size != other.stat().st_size:
            return False
        return one.read_bytes() == other.read_bytes()
    except FileNotFoundError:
        return False


def write(path: Path, content: bytes) -> None:
    """Put `content` at `path`, whole or not at all; raises `OSError`."""
    with Replacement(path) as file:
        file.write(content)


def why_not_writable(folder: Path) -> str | None:
    """Make `folder` and return None, or the reason why no file can be written there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return None
    except FileExistsError:
        return "it is a file, not a folder"
    except OSError as error:
        return error.strerror or type(error).__name__


class Folder:
    """A folder that takes a file for each document; one that fails leaves the others alone."""

    def __init__(self, folder: Path, suffix: str) -> None:
        self._folder = folder
        self._suffix = suffix

    def put(self, document: Document, content: bytes) -> Failure | None:
        """Write the result of `document`, or return why that was not possible."""
        path = self._folder / target(document, self._suffix)
        try:
            write(path, content)
        except OSError as error:
            reason = one_line(f"cannot write {path}: {error.strerror or error}")
            return Failure(document.shown, type(error).__name__, reason)
        return None


class Lines:
    """One file or stream that takes a line, or all there is, of each document."""

    def __init__(self, write: Callable[[bytes], None]) -> None:
        self._write = write

    def put(self, document: Document, content: bytes) -> None:  # noqa: ARG002 - as Folder.put
        """Write the result of a document; raises `OSError`, for what follows is lost too."""
        self._write(content)


def split_clashes(
    documents: Sequence[Document], suffix: str
) -> tuple[list[Document], list[Failure]]:
    """Return the documents with a name of their own, and a failure for each of the others.

    All that share a name fail: which of them should have it, only a person can say.
    """
    owners: dict[Path, list[Document]] = {}
    for document in documents:
        owners.setdefault(target(document, suffix), []).append(document)
    clear, failures = [], []
    for document in documents:
        name = target(document, suffix)
        others = [other.shown for other in owners[name] if other is not document]
        if name == Path(FAILURES):
            others.append("the list of failures")
        if others:
            failures.append(_clash(document, name, others))
        else:
            clear.append(document)
    return clear, failures


def _clash(document: Document, name: Path, others: Sequence[str]) -> Failure:
    reason = (
        f"its output {name} is also that of {', '.join(others)};"
        " rename it or convert it into another folder"
    )
    return Failure(document.shown, "OutputClashError", one_line(reason))


def target(document: Document, suffix: str) -> Path:
    """Return where below the output folder the result of `document` goes."""
    return document.output.with_name(document.output.name + suffix)


def record(folder: Path, failures: Iterable[Failure]) -> None:
    """Write the failures of a run to `failures.json`, or remove it when there are none."""
    entries = [
        {"input": failure.shown, "error": failure.error, "reason": failure.reason}
        for failure in failures
    ]
    if entries:
        write(folder / FAILURES, json.dumps(entries, ensure_ascii=False, indent=2).encode() + b"\n")
    else:
        with suppress(FileNotFoundError):
            (folder / FAILURES).unlink()
