"""What people say of a document, kept: saved at once and whole, by one writer at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rapporteur.assemble.corrections.files import content_of, dump, place_of, restore
from rapporteur.batch import outputs
from rapporteur.errors import CorrectionFileError
from rapporteur.report import Correction, CorrectionFile, Mark

try:
    import fcntl
except ImportError:  # Windows: writers of one program take turns, those of two do not
    fcntl = None  # type: ignore[assignment]

LOCK = ".lock"
Change = Callable[[CorrectionFile], CorrectionFile]


def kept(folder: Path, name: str, sha256: str) -> CorrectionFile:
    """Return what is kept of a document, nothing if no file is there.

    Raises `CorrectionFileError`.
    """
    content = content_of(folder, sha256)
    if not content:
        return CorrectionFile(name=name, sha256=sha256, corrections=[])
    place = str(place_of(folder, sha256))
    found = restore(content, place)
    if found.sha256 != sha256:
        raise CorrectionFileError(place, f"it is of another document, {found.name}")
    return found


def keep(folder: Path, name: str, sha256: str, change: Change) -> CorrectionFile:
    """Change what is kept of a document and return it; when this returns, the disk has it.

    Writers take turns, so none writes over what another has just kept.
    """
    with held(folder):
        before = kept(folder, name, sha256)
        after = change(before)
        if after != before:
            outputs.write(place_of(folder, sha256), dump(after), durable=True)
        return after


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Let nobody else change the corrections of a folder meanwhile."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("ab") as file:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def with_corrections(found: CorrectionFile, made: Sequence[Correction]) -> CorrectionFile:
    """Return the file with more corrections; a newer one replaces that of the same field."""
    new = {(one.node, one.field) for one in made}
    old = [
        one for one in found.corrections if (one.node, one.field) not in new or one.field == "add"
    ]
    added = [one for one in made if one not in old]
    return found.model_copy(update={"corrections": [*old, *added]})


def joined(found: CorrectionFile, more: CorrectionFile) -> CorrectionFile:
    """Return two files of one document as one: what both have stands once."""
    added = [one for one in more.corrections if one not in found.corrections]
    marked = {one.node for one in more.marks}
    marks = [one for one in found.marks if one.node not in marked]
    return found.model_copy(
        update={"corrections": [*found.corrections, *added], "marks": [*marks, *more.marks]}
    )


def with_mark(found: CorrectionFile, mark: Mark) -> CorrectionFile:
    """Return the file with a mark in the place of an earlier one; an empty one takes it away."""
    others = [one for one in found.marks if one.node != mark.node]
    added = [mark] if mark.state or mark.note else []
    return found.model_copy(update={"marks": [*others, *added]})
