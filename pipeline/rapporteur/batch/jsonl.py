"""`reports.jsonl`: a line for each report, in the order in which the documents were named.

New lines are added to a part beside it, which takes its place when all are there. A batch that was
killed leaves the part, and the next one takes from it, and from the earlier file, what stands.
"""

from __future__ import annotations

import os
from array import array
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Self

from rapporteur.batch.follow import change
from rapporteur.batch.inputs import Document
from rapporteur.batch.memory import Memory, is_intact
from rapporteur.batch.outcome import Outcome
from rapporteur.batch.outputs import Replacement, naming

REPORTS = "reports.jsonl"
PART = f".{REPORTS}.part"


class Lines:
    """Takes the reports one by one; `finish` puts the file in its place.

    What is kept in memory for each line is its name and two numbers.
    """

    def __init__(self, folder: Path, memory: Memory) -> None:
        self._whole = folder / REPORTS
        self._part = folder / PART
        self._memory = memory
        self._found: dict[str, int] = {}
        self._keys: list[str] = []
        self._file = bytearray()  # for each line: 0 in the part, 1 in the earlier file
        self._start = array("q")
        self._size = array("q")

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            # Without a buffer: what a full disk refuses must not be tried again at the end.
            self._out = stack.enter_context(self._part.open("ab", buffering=0))
            self._files: list[BinaryIO] = [stack.enter_context(self._part.open("rb"))]
            with suppress(FileNotFoundError):
                self._files.append(stack.enter_context(self._whole.open("rb")))
            self._opened = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    def known(self, document: Document) -> bytes | None:
        """Return the SHA-256 of the source whose line stands, unharmed."""
        entry = self._memory.entry(_key(document))
        for index, file in enumerate(self._files if entry else []):
            assert entry is not None
            if is_intact(entry, os.pread(file.fileno(), entry.size, entry.start)):
                self._found[_key(document)] = index
                return entry.source
        return None

    def put(self, outcome: Outcome) -> Outcome:
        """Take the line of a report; raises `OSError`, for what follows is lost too."""
        key = _key(outcome.document)
        file = self._found.pop(key, 0)
        if outcome.unchanged:
            entry = self._memory.entry(key)
            assert entry is not None
            self._add(key, file, entry.start, entry.size)
            return self._memory.recall(key, outcome)
        if outcome.content is not None:
            start = self._out.tell()
            earlier = self._memory.earlier(key)
            with naming(self._whole):
                self._append(outcome.content)
            self._memory.note(key, outcome, start)
            self._add(key, 0, start, len(outcome.content))
            outcome = replace(outcome, change=change(outcome, earlier))
        return replace(outcome, content=None)

    def _append(self, content: bytes) -> None:
        rest = memoryview(content)
        while rest:
            rest = rest[self._out.write(rest) :]

    def _add(self, key: str, file: int, start: int, size: int) -> None:
        self._keys.append(key)
        self._file.append(file)
        self._start.append(start)
        self._size.append(size)

    def finish(self) -> None:
        """Put the lines in order where they belong; raises `OSError`."""
        with naming(self._whole):
            if not self._stands(1):
                if self._stands(0):
                    self._part.replace(self._whole)
                else:
                    self._arrange()
            self._part.unlink(missing_ok=True)

    def _stands(self, file: int) -> bool:
        """Return whether one of the files is already what is wanted."""
        if file >= len(self._files) or any(found != file for found in self._file):
            return False
        end = 0
        for start, size in zip(self._start, self._size, strict=True):
            if start != end:
                return False
            end += size
        return os.fstat(self._files[file].fileno()).st_size == end

    def _arrange(self) -> None:
        moved = array("q")
        with Replacement(self._whole) as whole:
            end = 0
            for file, start, size in zip(self._file, self._start, self._size, strict=True):
                whole.write(os.pread(self._files[file].fileno(), size, start))
                moved.append(end)
                end += size
        for key, start in zip(self._keys, moved, strict=True):
            self._memory.move(key, start)


def _key(document: Document) -> str:
    """Return a name of the line in the state; two lines may have one output name."""
    return f"{REPORTS}:{document.place}"
