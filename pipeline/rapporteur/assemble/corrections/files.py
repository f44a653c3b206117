"""Files of corrections: one for each document, named by its bytes and never by its reports."""

from __future__ import annotations

from pathlib import Path

import orjson

from rapporteur.errors import CorrectionFileError
from rapporteur.report import Correction, CorrectionFile, misfit

SHORT = 16
"""Hexadecimal digits of the SHA-256 that name a file: enough for any number of documents."""


def place_of(folder: Path, sha256: str) -> Path:
    """Return where in `folder` the corrections of a document stand."""
    return folder / f"{sha256[:SHORT]}.json"


def content_of(folder: Path, sha256: str) -> bytes:
    """Return the file of a document as it stands, nothing if there is none."""
    try:
        return place_of(folder, sha256).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return b""
    except OSError as error:
        raise CorrectionFileError(str(place_of(folder, sha256)), str(error.strerror)) from error


def corrections_of(folder: Path, sha256: str) -> list[Correction]:
    """Return the corrections of a document; raises `CorrectionFileError`."""
    content = content_of(folder, sha256)
    if not content:
        return []
    found = restore(content, str(place_of(folder, sha256)))
    if found.sha256 != sha256:
        reason = f"it is of another document, {found.name}"
        raise CorrectionFileError(str(place_of(folder, sha256)), reason)
    return found.corrections


def restore(content: bytes, name: str) -> CorrectionFile:
    """Return the file of corrections that `content` is; raises `CorrectionFileError`."""
    try:
        value = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise CorrectionFileError(name, f"it is no JSON: {error}") from error
    if why := misfit(CorrectionFile, value):
        raise CorrectionFileError(name, f"it is no file of corrections: {why}")
    return CorrectionFile.model_validate(value)


def dump(found: CorrectionFile) -> bytes:
    """Return a file of corrections as JSON that a person can read and change."""
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    return orjson.dumps(found.model_dump(mode="json"), option=options)
