"""Where files stand: on this machine, or behind a URL that fsspec knows (`s3://`, `gs://` …).

The only door to fsspec, which is imported when a URL is met. Its backends read their keys and
endpoints where they always do (environment, `~/.config/fsspec`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import Any

from rapporteur.errors import PlaceError, install

_URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_AS_PATH = re.compile(r"([a-z][a-z0-9+.-]+:/)/?[^/]", re.IGNORECASE)
_LOCAL = re.compile(r"(?:file|local)://(?:localhost(?=/))?", re.IGNORECASE)


def is_url(place: str) -> bool:
    """Return whether `place` is no path of this machine; `file://` is one."""
    return _URL.match(place) is not None and _LOCAL.match(place) is None


def local(place: str) -> str:
    """Return the path that a `file://` URL means, or `place` itself."""
    return _LOCAL.sub("", place, count=1)


class Remote:
    """The files below a URL. Every fault of a backend becomes a `PlaceError`."""

    def __init__(self, url: str) -> None:
        try:
            from fsspec.core import url_to_fs
        except ImportError:
            raise PlaceError(url, "a URL needs fsspec", install("remote")) from None
        try:
            with _told(url):
                self._files, self._root = url_to_fs(url)
        except PlaceError as error:
            if not isinstance(error.__cause__, ImportError):
                raise
            raise PlaceError(url, *_missing(url, error.__cause__)) from None
        self.url = url

    def find(self) -> Iterator[tuple[str, PurePosixPath]]:
        """Yield the URL of each file, sorted, with its path below the fixed part of this one.

        A folder gives all files below it, a glob those that match, a file itself.
        """
        with _told(self.url):
            if self._files.isfile(self._root):
                yield self.url, PurePosixPath(PurePosixPath(self._root).name)
                return
            fixed = PurePosixPath(self._root.split("*")[0].split("?")[0].split("[")[0])
            if str(fixed) != self._root.rstrip("/"):
                names = self._files.glob(self._root)
                base = fixed if self._root.startswith(f"{fixed}/") else fixed.parent
            else:
                names, base = self._files.find(self._root), fixed
            for name in sorted(names):
                yield self._files.unstrip_protocol(name), PurePosixPath(name).relative_to(base)

    def where(self, name: str) -> str:
        """Return the URL of a file."""
        return f"{self.url.rstrip('/')}/{name}"

    def read(self, name: str = "") -> bytes | None:
        """Return the content of a file, None if there is none of that name."""
        with _told(self.url):
            try:
                content: bytes = self._files.cat_file(self._path(name))
            except FileNotFoundError:
                return None
            return content

    def write(self, name: str, content: bytes) -> None:
        """Put a file there, whole or not at all."""
        with self.writing(name) as file:
            file.write(content)

    @contextmanager
    def writing(self, name: str) -> Iterator[Any]:
        """Give a file that is there when all of it has been written without an error."""
        path = self._path(name)
        with _told(self.url):
            self._files.makedirs(path.rsplit("/", 1)[0], exist_ok=True)
            with self._files.transaction, self._files.open(path, "wb") as file:
                yield file

    def delete(self, name: str) -> None:
        """Remove a file if it is there."""
        with _told(self.url):
            if self._files.exists(self._path(name)):
                self._files.rm_file(self._path(name))

    def _path(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}" if name else self._root


def _missing(url: str, error: ImportError) -> tuple[str, str]:
    """Return that the backend of a kind of URL is not installed, and what to do."""
    kind = url.partition("://")[0].lower()
    if kind in {"http", "https"}:
        return "pages of the web need a package", (
            "save the document and give the file, or pip install aiohttp requests"
        )
    return f"{kind}:// needs a package ({error})", "install it, or give a folder of this machine"


def refuse(path: str, advice: str = "save what is there and give the file") -> None:
    """Raise `PlaceError` for a URL where only a file of this machine will do."""
    if found := _AS_PATH.match(path):
        url = path.replace(found[1], f"{found[1]}/", 1) if "://" not in path else path
        raise PlaceError(url, "this is a URL", advice)


def looks_like_url(path: str) -> bool:
    """Return whether a path was a URL before slashes were taken for one."""
    return _AS_PATH.match(path) is not None


@contextmanager
def _told(url: str) -> Iterator[None]:
    try:
        yield
    except (PlaceError, GeneratorExit):
        raise
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        raise PlaceError(url, reason, "check the address, the keys and the network") from error
