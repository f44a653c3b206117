"""Patterns that are asked only where a text may hold what they look for."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from rapporteur.knowledge.traces import traces


class Sought:
    """A pattern that finds what it would find anyway, and is quick where that is nothing.

    A text must hold one of the words that the pattern needs. If a match begins only where a text
    does or with one of the signs `begins`, no other place is looked at.
    """

    __slots__ = ("_begins", "_pattern", "_traces")

    def __init__(self, pattern: str, begins: str = "") -> None:
        self._pattern = re.compile(pattern)
        self._traces = traces(pattern, "", {}, {})
        self._begins = re.compile(f"[{begins}]") if begins else None

    def finditer(
        self, text: str, start: int = 0, end: int = sys.maxsize
    ) -> Iterator[re.Match[str]]:
        """Yield all matches, from left to right."""
        if self._begins is not None:
            return self._at_signs(self._begins, text, start, end)
        if self._traces.may_be_in(text, text):
            return self._pattern.finditer(text, start, end)
        return iter(())

    def _at_signs(
        self, signs: re.Pattern[str], text: str, start: int, end: int
    ) -> Iterator[re.Match[str]]:
        free = start
        for at in (start, *(sign.start() for sign in signs.finditer(text, start, end))):
            found = self._pattern.match(text, at, end) if at >= free else None
            if found is not None:
                free = found.end()
                yield found
