"""What stands without white space beside a place in the text."""

from __future__ import annotations

import re
from typing import Final

from rapporteur.repair.addresses import ADDRESS

IN_ADDRESS = re.compile(rf"{ADDRESS}|\w@\w")
LABEL = re.compile(r"(?:\d{1,3}|[A-Z]|[IVX]+)[.)](?:\s|$)")
_REACH: Final = 200


def before(content: str, end: int) -> str:
    """Return the string without white space that ends at `end`, its last 200 characters at most."""
    start, first = end, max(0, end - _REACH)
    while start > first and not content[start - 1].isspace():
        start -= 1
    return content[start:end]


def after(content: str, start: int) -> str:
    """Return the string without white space that starts at `start`, 200 characters at most."""
    end, last = start, min(len(content), start + _REACH)
    while end < last and not content[end].isspace():
        end += 1
    return content[start:end]
