"""Two reports, or two folders of them: which is compared with which, and what came of it."""

from __future__ import annotations

import filecmp
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rapporteur.batch.engine import USUAL, Limits
from rapporteur.batch.inputs import SUFFIXES, Failure
from rapporteur.batch.obtain import REPORT, obtain
from rapporteur.batch.outcome import Options
from rapporteur.batch.outputs import FAILURES
from rapporteur.batch.report_files import CORRECTIONS
from rapporteur.compare.diff.changes import Difference
from rapporteur.compare.diff.compare import compare
from rapporteur.errors import RapporteurError, ReadError, one_line


@dataclass(frozen=True, slots=True)
class Compared:
    """Two reports of one name: their difference, or why one of them could not be had.

    With neither, they are the same bytes.
    """

    name: str
    difference: Difference | None = None
    failure: Failure | None = None

    @property
    def same(self) -> bool:
        """Whether both say the same of the document."""
        return self.failure is None and (self.difference is None or self.difference.same)

    @property
    def identical(self) -> bool:
        """Whether both have the same JSON."""
        return self.failure is None and (self.difference is None or self.difference.identical)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that was compared, and the names that only the old or only the new folder has."""

    reports: tuple[Compared, ...]
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Whether nothing differs in what the reports say of their documents."""
        return all(one.same for one in self.reports) and not self.removed and not self.added

    @property
    def identical(self) -> bool:
        """Whether nothing differs at all."""
        return all(one.identical for one in self.reports) and not self.removed and not self.added

    @property
    def failures(self) -> list[Failure]:
        """Return what could not be compared, and why."""
        return [one.failure for one in self.reports if one.failure]


def compare_paths(old: Path, new: Path, options: Options, limits: Limits = USUAL) -> Comparison:
    """Compare two files, or the files of the same name below two folders.

    Raises `ReadError` where one path is a folder and the other none, and where one of two files
    cannot be read.
    """
    if old.is_dir() != new.is_dir():
        folder = old if old.is_dir() else new
        raise ReadError(one_line(str(folder)), "this is a folder", "name two files or two folders")
    if not old.is_dir():
        difference = compare(obtain(old, options, limits), obtain(new, options, limits))
        return Comparison((Compared(one_line(new.name), difference),))
    one, other = _files(old), _files(new)
    reports = (
        _compared(name, one[name], other[name], options, limits) for name in one if name in other
    )
    removed, added = (
        tuple(one_line(name) for name in names)
        for names in (one.keys() - other.keys(), other.keys() - one.keys())
    )
    return Comparison(tuple(reports), tuple(sorted(removed)), tuple(sorted(added)))


def _compared(name: str, old: Path, new: Path, options: Options, limits: Limits) -> Compared:
    if old.suffix == new.suffix == REPORT and filecmp.cmp(old, new, shallow=False):
        return Compared(name)
    try:
        return Compared(name, compare(obtain(old, options, limits), obtain(new, options, limits)))
    except RapporteurError as error:
        failure = Failure(name, type(error).__name__, one_line(str(error)))
        return Compared(name, failure=failure)


def _files(folder: Path) -> dict[str, Path]:
    """Return the reports and documents below a folder by their path without suffix."""
    found = dict(sorted(_named(folder)))
    if not found:
        raise ReadError(one_line(str(folder)), "holds no report or document", "check the path")
    return found


def _named(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield names and files; the report of a document comes behind it and so stands for it."""
    files = sorted(folder.rglob("*"), key=lambda path: path.suffix.lower() == REPORT)
    for path in files:
        below = path.relative_to(folder).parts
        hidden = CORRECTIONS in below[:-1] or any(part.startswith(".") for part in below)
        wanted = path.suffix.lower() in {REPORT, *SUFFIXES} and path.name != FAILURES
        if wanted and not hidden and path.is_file():
            yield one_line(str(path.relative_to(folder).with_suffix(""))), path
