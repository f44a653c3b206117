"""The workbench as a whole: folder, desk, conversions, and what keeps them in step."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event, Thread

from rapporteur.batch.convert import facts
from rapporteur.batch.inputs import Document, Failure
from rapporteur.batch.outcome import Options, Outcome
from rapporteur.batch.outputs import why_not_writable
from rapporteur.errors import RapporteurError, one_line
from rapporteur.report import dump
from rapporteur.view.serve.desk import Desk, Opened
from rapporteur.view.serve.jobs import Job, Jobs, Writer
from rapporteur.view.serve.library import Library, Work
from rapporteur.view.serve.metrics import Metrics
from rapporteur.view.serve.reader import Fill, Reader
from rapporteur.view.serve.shelf import SHORT, File


@dataclass(frozen=True, slots=True)
class Limits:
    """What a request may cost: bytes of an upload, seconds and bytes of memory of a document."""

    upload: int = 200 * 10**6
    timeout: float = 600.0
    memory: int = 2000 * 10**6
    jobs: int = 1


class Workbench:
    """What the pages and the REST interface work with."""

    def __init__(self, folder: Path, options: Options, limits: Limits) -> None:
        if reason := why_not_writable(folder):
            raise RapporteurError(f"{folder}: cannot write there: {reason}; give another folder")
        self.options, self.limits = options, limits
        self.metrics = Metrics()
        self.library = Library(folder)
        self._reader = Reader(options, 1, limits.timeout, limits.memory)
        self._filler = Reader(replace(options, entities=False), 1, limits.timeout, limits.memory)
        self.desk = Desk(self._reader, self._changed)
        self.jobs = Jobs(options, limits.jobs, limits.timeout, limits.memory, self._converted)
        self.writer = Writer(self.write)
        self._over = Event()
        self._late: set[tuple[str, int]] = set()

    def start(self) -> None:
        """Begin to look at the folder."""
        self.library.start()
        Thread(target=self._fill, daemon=True).start()

    def close(self) -> None:
        """Write what is due, end all processes."""
        self._over.set()
        self.writer.close()
        self.jobs.close()
        self.desk.close()
        self._reader.close()
        self._filler.close()
        self.library.close()

    def _changed(self, work: Work) -> None:
        self.metrics.count("changes_saved_total")
        self.library.note_progress(work.id)
        self.writer.note(work.id)

    def _converted(self, job: Job) -> None:
        self.metrics.count("conversions_total", state=job.state)
        self.metrics.count("conversion_seconds_total", job.seconds)
        self.library.hurry()

    def open(self, work: Work, wait: float) -> Opened | Failure | None:
        """Return a document when it is read, None if that takes longer than `wait` seconds."""
        return self.desk.open(work, wait)

    def write(self, name: str) -> None:
        """Write the report of a document as people corrected it.

        Raises `BusyFolderError` as long as a batch writes into the folder.
        """
        work = self.library.work(name)
        if work is None or work.document is None:
            return
        opened = self.open(work, self.limits.timeout)
        if not isinstance(opened, Opened):
            return
        report = opened.current()
        content = dump(report)
        outcome = Outcome(work.task(), content, facts(report), source=bytes.fromhex(work.sha256))
        self.jobs.put(outcome, work.root)
        self.library.hurry()

    def picture(self, opened: Opened, page: int) -> bytes | Failure:
        """Return the picture of a page as WebP."""
        from rapporteur.view.serve.reader import Look

        size = opened.printed.sizes[page - 1]
        seen = self._reader.ask(Look(opened.work.task(), page=page, size=size))
        assert isinstance(seen, bytes | Failure)
        return seen

    def take_in(self, place: Path) -> Work:
        """Return what the folder has of a document that has just come, known from now on."""
        with place.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        found = self.library.work(digest[:SHORT])
        if found is not None and found.document is not None:
            return found
        below = place.relative_to(self.library.folder).as_posix()
        self.library.shelf.note_file(below, File("new", "document", digest))
        work = self.library.work(digest[:SHORT])
        assert work is not None
        return work

    def convert(self, work: Work) -> Job | None:
        """Return the job that converts a document, None if too many wait."""
        assert work.document is not None
        return self.jobs.add(work.document.name, work.task(), work.root)

    def _fill(self) -> None:
        """Put the rows of reports into the index, one report after the other, as they come."""
        asked = "SELECT id, path FROM reports WHERE filled = 0 LIMIT 1"
        while not self._over.is_set():
            self._note_late()
            found = self.library.shelf.ask(asked)
            if not found:
                self._over.wait(1)
                continue
            for name, path in found:
                self._fill_one(name, self.library.folder / path)

    def _note_late(self) -> None:
        """Let reports be written that say less than was corrected: what ended before us did not."""
        asked = "SELECT id, corrections FROM reports WHERE made + conflicts <> corrections"
        for late in self.library.shelf.ask(asked):
            if late not in self._late:
                self._late.add(late)
                self.writer.note(late[0])

    def _fill_one(self, name: str, place: Path) -> None:
        seen = self._filler.ask(Fill(Document(str(place), one_line(str(place)), place.stem)))
        if not self._over.is_set():
            self.library.shelf.fill(name, seen if isinstance(seen, list) else [])
