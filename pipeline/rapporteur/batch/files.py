"""What the files of an output folder can be asked, on this machine or elsewhere."""

from __future__ import annotations

from typing import Protocol


class Files(Protocol):
    """The files of an output folder, on this machine or elsewhere."""

    def where(self, name: str) -> str:
        """Return the path or URL of a file."""

    def read(self, name: str) -> bytes | None:
        """Return the content of a file, None if there is none of that name."""

    def write(self, name: str, content: bytes) -> None:
        """Put a file there, whole or not at all; raises `OSError` or `PlaceError`."""

    def delete(self, name: str) -> None:
        """Remove a file if it is there."""
