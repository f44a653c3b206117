"""From the paths of a command line to the documents to convert, each with its output name."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

SUFFIXES = (".pdf", ".txt")


@dataclass(frozen=True, slots=True)
class Document:
    """A document to convert.

    `shown` is the path as a person knows it, fit for one line; `output` is the path of its
    result below the output folder, without suffix.
    """

    path: Path
    shown: str
    output: Path


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no result: `error` is a class name, `reason` one line for a person.

    `trace` is the traceback where the fault may be ours.
    """

    shown: str
    error: str
    reason: str
    trace: str | None = None


def one_line(text: str) -> str:
    """Return `text` on one line, without what a terminal or UTF-8 cannot print."""
    clean = text.encode("utf-8", "replace").decode("utf-8")
    return " ".join("".join(c if c.isprintable() else " " for c in clean).split())


def find(paths: Iterable[str]) -> tuple[list[Document], list[Failure]]:
    """Return the documents that `paths` name, each once, and the paths that name none.

    A folder gives the `.pdf` and `.txt` files below it in the order of their names, without
    hidden ones; a glob likewise. Both mirror the subfolders below their fixed part. A file that
    is named is taken whatever its suffix.
    """
    documents: dict[tuple[Path, Path], Document] = {}
    failures = []
    for path in paths:
        found, failure = _expand(path)
        for document in found:
            documents.setdefault((document.path.resolve(), document.output), document)
        if failure:
            failures.append(failure)
    return list(documents.values()), failures


def _expand(path: str) -> tuple[list[Document], Failure | None]:
    if Path(path).is_dir():
        return _in_folder(path)
    if not os.path.lexists(path) and glob.has_magic(path):
        return _in_glob(path)
    if not Path(path).exists():
        return [], _failure(path, "FileNotFoundError", "no such file or folder; check the path")
    return [_document(Path(path), Path(path).parent)], None


def _in_folder(folder: str) -> tuple[list[Document], Failure | None]:
    unreadable: list[OSError] = []
    found = [_document(path, Path(folder)) for path in _walk(Path(folder), unreadable)]
    if unreadable:
        error = unreadable[0]
        return found, _failure(
            str(error.filename), type(error).__name__, f"cannot list the folder: {error.strerror}"
        )
    if not found:
        return [], _failure(folder, "NoDocumentsError", "the folder has no .pdf or .txt file")
    return found, None


def _walk(folder: Path, unreadable: list[OSError]) -> Iterator[Path]:
    """Yield the documents below `folder`; links to folders are not followed."""
    for here, folders, names in os.walk(folder, onerror=unreadable.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(here, name) for name in sorted(names) if _is_document(name))


def _in_glob(pattern: str) -> tuple[list[Document], Failure | None]:
    base = _fixed_part(pattern)
    # Path.glob takes no absolute pattern.
    matches = map(Path, sorted(glob.glob(pattern, recursive=True)))  # noqa: PTH207
    found = [
        _document(path, base) for path in matches if _is_document(path.name) and path.is_file()
    ]
    if not found:
        return [], _failure(pattern, "NoDocumentsError", "matches no .pdf or .txt file")
    return found, None


def _fixed_part(pattern: str) -> Path:
    """Return the folders of `pattern` that stand before its first wildcard."""
    fixed = Path()
    for part in Path(pattern).parent.parts:
        if glob.has_magic(part):
            break
        fixed /= part
    return fixed


def _is_document(name: str) -> bool:
    return name.lower().endswith(SUFFIXES) and not name.startswith(".")


def _document(path: Path, base: Path) -> Document:
    return Document(path, one_line(str(path)), path.relative_to(base).parent / path.stem)


def _failure(path: str, error: str, reason: str) -> Failure:
    return Failure(one_line(path), error, one_line(reason))
