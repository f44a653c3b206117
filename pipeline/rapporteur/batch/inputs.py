"""From the paths of a command line to the documents to convert, each with its output name."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Literal

from rapporteur.batch.urls import Remote, is_url, local
from rapporteur.errors import PlaceError, one_line

SUFFIXES = (".pdf", ".txt", ".docx", ".html", ".htm", ".doc", ".odt", ".rtf")
WORD, PDF = ".docx", ".pdf"
NAMED = ".pdf, .txt, .docx, .html, .doc, .odt or .rtf"


Preferred = Literal["docx", "pdf"]
Cause = Literal["path", "input", "timeout", "memory", "crash", "output", "fault"]


@dataclass(frozen=True, slots=True)
class Document:
    """A document to convert.

    `place` is its path or URL, `shown` the same as a person knows it, fit for one line; `output`
    is the path of its result below the output folder, without suffix, with `/` between folders.
    `beside` is the place of its PDF, if it is a Word file and has one.
    """

    place: str
    shown: str
    output: str
    beside: str | None = None

    @property
    def name(self) -> str:
        """Return the name of the file, fit for one line."""
        return one_line(self.place.replace(os.sep, "/").rsplit("/", 1)[-1])


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no result: `error` is a class name, `reason` one line for a person.

    `cause` is the kind of error: no document at the `path`, an `input` that cannot be read, too
    long a time, too much `memory`, the process died (`crash`), the `output` cannot be written, a
    `fault` of the program. `stage` is the stage of the flow where it happened, if it was in one;
    `trace` is the traceback where the fault may be ours.
    """

    shown: str
    error: str
    reason: str
    cause: Cause = "input"
    stage: str | None = None
    trace: str | None = None


def find(paths: Iterable[str]) -> tuple[list[Document], list[Failure]]:
    """Return the documents that `paths` name, each once, and the paths that name none.

    A folder gives the files below it that have one of the suffixes, in the order of their names,
    without hidden ones; a glob likewise. Both mirror the subfolders below their fixed part. A file
    that is named is taken whatever its suffix.
    """
    documents: dict[tuple[str, str], Document] = {}
    failures = []
    for path in paths:
        found, failure = _expand(local(path))
        for document in found:
            documents.setdefault((_resolved(document.place), document.output), document)
        if failure:
            failures.append(failure)
    return list(documents.values()), failures


def left_out(paths: Iterable[str], output: str | None) -> list[str]:
    """Return the files in folders and globs that are of no known kind, as a person knows them.

    Hidden ones are none of them, nor is what stands in the folder `output`.
    """
    within = None if output is None else Path(local(output)).resolve()
    found = [
        path
        for given in map(local, paths)
        if not is_url(given)
        for path in _all_files(given)
        if not path.name.lower().endswith(SUFFIXES) and not path.name.startswith(".")
        if within is None or within not in path.resolve().parents
    ]
    return [one_line(str(path)) for path in dict.fromkeys(found)]


def _all_files(path: str) -> Iterator[Path]:
    """Yield the files of a folder or glob, whatever their kind."""
    if Path(path).is_dir():
        yield from _walk(Path(path), [], lambda _: True)
    elif not os.path.lexists(path) and glob.has_magic(path):
        yield from (match for match in _matches(path) if match.is_file())


def pair(documents: Iterable[Document], prefer: Preferred | None) -> list[Document]:
    """Return the documents, a Word file and a PDF of one name in one folder as one of them.

    It is the Word file, with the PDF `beside` it, or the one that is preferred alone.
    """
    documents = list(documents)
    named: dict[str, dict[str, Document]] = {}
    for document in documents:
        named.setdefault(document.output, {})[_suffix(document)] = document
    out: set[Document] = set()
    paired = {}
    for files in named.values():
        if len(files) == 2 and {*files} == {WORD, PDF}:
            kept, other = (files[WORD], files[PDF])[:: -1 if prefer == "pdf" else 1]
            out.add(other)
            paired[kept] = kept if prefer else replace(kept, beside=other.place)
    return [paired.get(document, document) for document in documents if document not in out]


def _suffix(document: Document) -> str:
    return PurePath(document.place).suffix.lower()


def _resolved(place: str) -> str:
    return place if is_url(place) else os.path.realpath(place)


def _expand(path: str) -> tuple[list[Document], Failure | None]:
    if is_url(path):
        return _behind_url(path)
    if Path(path).is_dir():
        return _in_folder(path)
    if not os.path.lexists(path) and glob.has_magic(path):
        return _in_glob(path)
    if not Path(path).exists():
        return [], _failure(path, "FileNotFoundError", "no such file or folder; check the path")
    return [_document(Path(path), Path(path).parent)], None


def _behind_url(url: str) -> tuple[list[Document], Failure | None]:
    try:
        found = list(Remote(url).find())
    except PlaceError as error:
        return [], _failure(url, type(error).__name__, f"{error.reason}; {error.advice}")
    alone = len(found) == 1 and found[0][0] == url
    documents = [
        Document(place, one_line(place), str(below.with_suffix("")))
        for place, below in found
        if alone or _is_shown_document(below)
    ]
    if not documents:
        return [], _failure(url, "NoDocumentsError", f"there is no {NAMED} file")
    return documents, None


def _in_folder(folder: str) -> tuple[list[Document], Failure | None]:
    unreadable: list[OSError] = []
    found = [
        _document(path, Path(folder)) for path in _walk(Path(folder), unreadable, _is_document)
    ]
    if unreadable:
        error = unreadable[0]
        return found, _failure(
            str(error.filename), type(error).__name__, f"cannot list the folder: {error.strerror}"
        )
    if not found:
        return [], _failure(folder, "NoDocumentsError", f"the folder has no {NAMED} file")
    return found, None


def _walk(folder: Path, unreadable: list[OSError], wanted: Callable[[str], bool]) -> Iterator[Path]:
    """Yield the files below `folder` whose names are wanted; links to folders are not followed."""
    for here, folders, names in os.walk(folder, onerror=unreadable.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(here, name) for name in sorted(names) if wanted(name))


def _in_glob(pattern: str) -> tuple[list[Document], Failure | None]:
    base = _fixed_part(pattern)
    found = [
        _document(path, base)
        for path in _matches(pattern)
        if _is_document(path.name) and path.is_file()
    ]
    if not found:
        return [], _failure(pattern, "NoDocumentsError", f"matches no {NAMED} file")
    return found, None


def _matches(pattern: str) -> list[Path]:
    base = _fixed_part(pattern)
    below = PurePath(pattern).relative_to(base)
    wanted = below / "*" if below.name == "**" else below
    # Path.glob does not follow links to folders below `**`, which may lead in circles.
    return sorted(path for path in base.glob(str(wanted)) if _is_shown(path, base, below))


def _is_shown(path: Path, base: Path, below: PurePath) -> bool:
    """Return whether no folder on the way is hidden, or the pattern names hidden ones."""
    asked = any(part.startswith(".") for part in below.parts)
    return asked or not any(part.startswith(".") for part in path.relative_to(base).parts)


def _fixed_part(pattern: str) -> Path:
    """Return the folders of `pattern` that stand before its first wildcard."""
    fixed = Path()
    for part in Path(pattern).parent.parts:
        if glob.has_magic(part):
            break
        fixed /= part
    return fixed


def _is_shown_document(below: PurePath) -> bool:
    shown = all(not part.startswith(".") for part in below.parts)
    return shown and _is_document(below.name)


def _is_document(name: str) -> bool:
    return name.lower().endswith(SUFFIXES) and not name.startswith(".")


def _document(path: Path, base: Path) -> Document:
    output: PurePath = path.relative_to(base).parent / path.stem
    return Document(str(path), one_line(str(path)), output.as_posix())


def _failure(path: str, error: str, reason: str) -> Failure:
    return Failure(one_line(path), error, one_line(reason), "path")
