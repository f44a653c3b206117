"""What another process says on its standard error, held until it is known how the process fared.

Native code that gets no memory says so in words of its own and ends its process. Whoever asked
for the limit is told that it was met; to the terminal those words would be noise, but to whoever
asks how the process ended they are evidence.
"""

from __future__ import annotations

import os
import re
import sys
from multiprocessing.connection import Connection
from tempfile import TemporaryFile

_WANT = re.compile(
    rb"memory allocation of \d+ bytes failed|bad_alloc|out of memory|cannot allocate memory"
    rb"|^MemoryError\b",
    re.IGNORECASE | re.MULTILINE,
)
"""What Rust, C++, C and Python say when they get no memory."""
_LOOKED_AT = 2**16
"""Bytes at the end of what was said that are looked at."""


class LastWords:
    """A file that takes what a process writes to its standard error; no file that has a name.

    Nothing is held where files cannot be handed to other processes (Windows).
    """

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - `close` closes it

    def writer(self) -> Connection | None:
        """Return what to send to the process, which calls `spoken_to` with it."""
        if sys.platform == "win32":
            return None
        return Connection(os.dup(self._file.fileno()), readable=False)

    def tell_want_of_memory(self) -> bool:
        """Say whether the process told, at the end, that it got no memory."""
        size = self._file.seek(0, os.SEEK_END)
        self._file.seek(max(0, size - _LOOKED_AT))
        return _WANT.search(self._file.read()) is not None

    def pass_on(self) -> None:
        """Say what the process said, as it would have done itself, and hold it no longer."""
        if not os.fstat(self._file.fileno()).st_size:
            return
        self._file.seek(0)
        for line in self._file:
            sys.stderr.write(line.decode("utf-8", "replace"))
        self.clear()

    def clear(self) -> None:
        """Hold no longer what the process said.

        The process shares the place in the file: it goes on at its beginning.
        """
        self._file.seek(0)
        self._file.truncate()

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def spoken_to(writer: Connection | None) -> None:
    """Let this process write to the other's `LastWords` what it would write to standard error."""
    if writer is not None:
        os.dup2(writer.fileno(), 2)
        writer.close()
