"""What comes in from outside: bounded bytes, plain names, paths that stay inside the folder."""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import AsyncIterator
from pathlib import Path

from rapporteur.batch.inputs import NAMED, SUFFIXES
from rapporteur.errors import RapporteurError

LONGEST_NAME = 150
SLOWEST = 300.0
"""Seconds that an upload may take."""


class UploadError(RapporteurError):
    """What was sent cannot be taken; `status` is that of HTTP."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


def plain_name(name: str) -> str:
    """Return a file's name that leads nowhere else; raises `UploadError`."""
    unfit = not name.isprintable() or len(name) > LONGEST_NAME or set(name) & set('/\\:*?"<>|')
    if unfit or name.startswith(".") or name != name.strip():
        raise UploadError(422, "the name is no plain name of a file; give one like report.pdf")
    if not name.lower().endswith(SUFFIXES):
        raise UploadError(422, f"the name must end in {NAMED}")
    return name


def inside(folder: Path, path: str) -> Path:
    """Return a document of the folder by its path below it; raises `UploadError`."""
    try:
        place = (folder / path).resolve(strict=True)
        fits = place.is_relative_to(folder) and place.is_file()
    except (OSError, ValueError):
        fits = False
    if not fits or not place.name.lower().endswith(SUFFIXES):
        raise UploadError(404, "the folder has no such document")
    return place


async def receive(chunks: AsyncIterator[bytes], most: int) -> bytes:
    """Return a small body; raises `UploadError` if it is too large or too slow."""
    found = bytearray()
    try:
        async with asyncio.timeout(SLOWEST):
            async for chunk in chunks:
                found += chunk
                _require_fitting(len(found), most)
    except TimeoutError:
        raise UploadError(408, "it came too slowly") from None
    return bytes(found)


async def save(chunks: AsyncIterator[bytes], folder: Path, most: int) -> Path:
    """Write a body to a hidden file of the folder and return it; nothing is left of a failure.

    Raises `UploadError` if it is too large or too slow.
    """
    place = folder / f".upload-{secrets.token_hex(8)}.part"
    size = 0
    try:
        async with asyncio.timeout(SLOWEST):
            with place.open("xb") as file:
                async for chunk in chunks:
                    size += len(chunk)
                    _require_fitting(size, most)
                    file.write(chunk)
    except TimeoutError:
        place.unlink(missing_ok=True)
        raise UploadError(408, "it came too slowly") from None
    except BaseException:
        place.unlink(missing_ok=True)
        raise
    return place


def _require_fitting(size: int, most: int) -> None:
    if size > most:
        raise UploadError(413, f"more than {most:,} bytes; that is the limit")


def settle(upload: Path, folder: Path, name: str) -> Path:
    """Give an upload its name in the folder, or the next one that is free with its report's."""
    stem, suffix = Path(name).stem, Path(name).suffix
    for number in range(1, 1000):
        called = stem if number == 1 else f"{stem}-{number}"
        place = folder / f"{called}{suffix}"
        taken = any((folder / f"{called}{end}").exists() for end in (*SUFFIXES, ".json", suffix))
        if taken:
            continue
        try:
            os.link(upload, place)
        except FileExistsError:
            continue
        upload.unlink()
        return place
    raise UploadError(409, f"there are too many files called {name}")
