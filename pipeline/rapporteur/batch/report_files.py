"""From the paths of a command line to the reports that they hold, one at a time."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from rapporteur.batch.inputs import Failure
from rapporteur.batch.outputs import FAILURES
from rapporteur.batch.urls import refuse
from rapporteur.errors import ReadError, one_line

if TYPE_CHECKING:
    from rapporteur.report import Report

LINES = (".jsonl", ".ndjson")
SUFFIXES = (".json", *LINES)
STDIN = "-"
CORRECTIONS = "corrections"
"""The folder below the reports where people's corrections stand; they are no reports."""


@dataclass(frozen=True, slots=True)
class Given:
    """A report, or why there is none; `shown` says where it was found, with the line if any."""

    shown: str
    report: Report | None = None
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class ReportFile:
    """What should be the JSON of a report, or why it cannot be read."""

    shown: str
    content: bytes = b""
    failure: Failure | None = None


def read(paths: Iterable[str]) -> Iterator[Given]:
    """Yield the reports of `paths` as they come; `contents` says which."""
    for found in contents(paths):
        if found.failure:
            yield Given(found.shown, failure=found.failure)
        else:
            yield _given(found.shown, found.content)


def contents(paths: Iterable[str]) -> Iterator[ReportFile]:
    """Yield what the files of `paths` hold: files, folders, or `-` for stdin.

    A file of lines is read line by line, so that any number takes the memory of one. A folder
    gives the `.json`, `.jsonl` and `.ndjson` files below it in the order of their names, without
    hidden ones and without the list of failures. The same file is read once.
    """
    seen: set[Path] = set()
    for path in paths:
        for found in _files(path):
            if isinstance(found, ReportFile):
                yield found
            elif (real := found.resolve()) not in seen:
                seen.add(real)
                yield from _in_file(found)


def _files(path: str) -> Iterator[Path | ReportFile]:
    refuse(path)
    if path == STDIN:
        yield from _in_stream(sys.stdin.buffer, "stdin")
    elif Path(path).is_dir():
        yield from _in_folder(path)
    elif Path(path).exists():
        yield Path(path)
    else:
        yield _failed(path, "FileNotFoundError", "no such file or folder; check the path")


def _in_folder(folder: str) -> Iterator[Path | ReportFile]:
    empty = True
    for here, folders, names in os.walk(folder):
        shown = (name for name in folders if not name.startswith(".") and name != CORRECTIONS)
        folders[:] = sorted(shown)
        for name in sorted(names):
            if name.lower().endswith(SUFFIXES) and not name.startswith(".") and name != FAILURES:
                empty = False
                yield Path(here, name)
    if empty:
        reason = "the folder has no .json or .jsonl file; rapporteur convert makes some"
        yield _failed(folder, "NoReportsError", reason)


def _in_file(path: Path) -> Iterator[ReportFile]:
    try:
        with path.open("rb") as file:
            if path.suffix.lower() in LINES:
                yield from _in_lines(file, str(path))
            else:
                yield ReportFile(one_line(str(path)), file.read())
    except OSError as error:
        reason = f"cannot read it: {error.strerror or error}"
        yield _failed(str(path), type(error).__name__, reason)


def _in_stream(stream: IO[bytes], shown: str) -> Iterator[ReportFile]:
    """Yield the reports of a stream: lines, or one report over many lines."""
    first = stream.readline()
    if first.strip().endswith(b"}"):
        yield ReportFile(one_line(f"{shown}:1"), first)
        yield from _in_lines(stream, shown, 2)
    else:
        yield ReportFile(one_line(shown), first + stream.read())


def _in_lines(lines: Iterable[bytes], shown: str, start: int = 1) -> Iterator[ReportFile]:
    for number, line in enumerate(lines, start):
        if line.strip():
            yield ReportFile(one_line(f"{shown}:{number}"), line)


def _given(shown: str, content: bytes) -> Given:
    from rapporteur.report import restore

    try:
        return Given(shown, restore(content, shown))
    except ReadError as error:
        return Given(shown, failure=failure_of(shown, error))


def failure_of(shown: str, error: ReadError) -> Failure:
    """Return what a person is told of content that is no report."""
    reason = one_line(f"{error.reason}; {error.advice}")
    return Failure(shown, type(error).__name__, reason, "input")


def _failed(shown: str, error: str, reason: str) -> ReportFile:
    name = one_line(shown)
    return ReportFile(name, failure=Failure(name, error, one_line(reason), "input"))
