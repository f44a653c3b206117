"""Processes below others, as the system tells of them in `/proc`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def children(process: int) -> Iterator[int]:
    """Yield all processes below one."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        if int(fields[1]) == process:
            yield int(path.parent.name)
            yield from children(int(path.parent.name))
