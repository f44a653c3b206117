"""The folder that is served: its documents, its reports, and what people said of them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock, Thread

from rapporteur.assemble.corrections.files import place_of
from rapporteur.batch.inputs import SUFFIXES, Document
from rapporteur.batch.keep import kept
from rapporteur.batch.memory import output_folder_of
from rapporteur.batch.outputs import FAILURES
from rapporteur.batch.report_files import CORRECTIONS
from rapporteur.errors import RapporteurError, one_line
from rapporteur.report import CorrectionFile
from rapporteur.view.serve.cards import Progress, card_of, progress_of
from rapporteur.view.serve.shelf import SHORT, File, Shelf

MOST_REPORT = 200 * 10**6
"""Bytes of a JSON file that is looked at; no report is larger."""
LOOKED_EVERY = 3.0
"""Seconds between two looks at the folder."""
REPORT = ".json"


@dataclass(frozen=True, slots=True)
class Work:
    """A document of the folder and its report; either may be missing, not both.

    `root` is the output folder that the report belongs to: corrections stand in it.
    """

    id: str
    sha256: str
    name: str
    report: Path | None
    document: Path | None
    root: Path

    @property
    def corrections(self) -> Path:
        """Return the folder of corrections."""
        return self.root / CORRECTIONS

    def task(self) -> Document:
        """Return the document as a conversion takes it, with where its report goes."""
        assert self.document is not None
        report = self.report or self.document.with_suffix(REPORT)
        output = report.relative_to(self.root).with_suffix("").as_posix()
        return Document(str(self.document), one_line(str(self.document)), output)


class Library:
    """Looks at the folder again and again; answers from its index meanwhile."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.shelf = Shelf(self.folder)
        self.looking = (0, 0)
        self._over, self._soon = Event(), Event()
        self._one = Lock()

    def start(self) -> None:
        """Begin to look."""
        Thread(target=self._look_on, daemon=True).start()

    def close(self) -> None:
        """Look no more."""
        self._over.set()
        self._soon.set()
        with self._one:
            self.shelf.close()

    def hurry(self) -> None:
        """Look again now: something has changed."""
        self._soon.set()

    def _look_on(self) -> None:
        while not self._over.is_set():
            self.look()
            self._soon.wait(LOOKED_EVERY)
            self._soon.clear()

    def look(self) -> None:
        """Bring the index to what the folder holds now."""
        with self._one:
            if self._over.is_set():
                return
            there = dict(_files(self.folder))
            known = self.shelf.files()
            for path in known.keys() - there.keys():
                self.shelf.drop_file(path)
            news = [path for path, stamp in there.items() if _is_news(known.get(path), stamp)]
            for number, path in enumerate(news):
                self.looking = number, len(news)
                if self._over.is_set():
                    return
                self._take(path, there[path])
            self.looking = len(news), len(news)

    def _take(self, path: str, stamp: str) -> None:
        place = self.folder / path
        try:
            if Path(path).parent.name == CORRECTIONS:
                self._take_corrections(path, stamp)
            elif path.endswith(REPORT):
                self._take_report(path, stamp)
            else:
                with place.open("rb") as file:
                    digest = hashlib.file_digest(file, "sha256").hexdigest()
                self.shelf.note_file(path, File(stamp, "document", digest))
        except (OSError, MemoryError):
            self.shelf.note_file(path, File(stamp, "other", ""))

    def _take_report(self, path: str, stamp: str) -> None:
        place = self.folder / path
        size = place.stat().st_size
        card = card_of(place.read_bytes()) if size <= MOST_REPORT else None
        if card is None:
            self.shelf.note_file(path, File(stamp, "other", ""))
            return
        found = self._progress(self.root_of(place) / CORRECTIONS, card.name, card.sha256)
        progress = progress_of(found, card.problem_keys) if found else Progress()
        self.shelf.put(path, card, progress)
        self.shelf.note_file(path, File(stamp, "report", card.sha256))

    def _progress(self, folder: Path, name: str, sha256: str) -> CorrectionFile | None:
        try:
            return kept(folder, name, sha256)
        except RapporteurError:
            return None

    def _take_corrections(self, path: str, stamp: str) -> None:
        """Take in how far people are, since another program may have changed the file."""
        self.shelf.note_file(path, File(stamp, "corrections", ""))
        self.note_progress(Path(path).stem)

    def note_progress(self, name: str) -> None:
        """Bring what the index says of people's work on a report to what is kept."""
        work = self.work(name)
        if work is None or work.report is None:
            return
        found = self._progress(work.corrections, work.name, work.sha256)
        (keys,) = self.shelf.ask("SELECT keys FROM reports WHERE id = ?", (name,))[0]
        if found is not None:
            self.shelf.note_progress(name, progress_of(found, tuple(keys.split("\n"))))

    def work(self, name: str) -> Work | None:
        """Return what the folder has of a document, by the digits that name it."""
        asked = "SELECT sha256, name, path FROM reports WHERE id = ?"
        reports = self.shelf.ask(asked, (name,))
        documents = self.shelf.ask(
            "SELECT sha256, path FROM files WHERE kind = 'document' AND substr(sha256, 1, ?) = ?"
            " ORDER BY path",
            (SHORT, name),
        )
        if not reports and not documents:
            return None
        document = self.folder / documents[0][1] if documents else None
        report = self.folder / reports[0][2] if reports else None
        sha256 = reports[0][0] if reports else documents[0][0]
        called = reports[0][1] if reports else Path(documents[0][1]).name
        root = self.root_of(report or document or self.folder)
        return Work(name, sha256, called, report, document, root)

    def root_of(self, path: Path) -> Path:
        """Return the output folder that a file is in: that of a batch, or the whole folder."""
        found = output_folder_of(path)
        return found if found and found.is_relative_to(self.folder) else self.folder

    def corrections_file(self, work: Work) -> Path:
        """Return where the corrections of a document stand."""
        return place_of(work.corrections, work.sha256)


def _is_news(known: File | None, stamp: str) -> bool:
    return known is None or known.stamp != stamp


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield documents, reports and corrections below `folder`, each with its size and time."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.startswith(".") or name == FAILURES:
                continue
            if name.lower().endswith((REPORT, *SUFFIXES)):
                path = Path(here, name)
                try:
                    facts = path.stat()
                except OSError:
                    continue
                below = path.relative_to(folder).as_posix()
                yield below, f"{facts.st_size}:{facts.st_mtime_ns}:{facts.st_ino}"
