"""Why a correction is not made."""

from __future__ import annotations

import orjson

from rapporteur.errors import one_line

MOST = 160


class Conflict(Exception):  # noqa: N818 - it is no error of the program, but a fact about two texts
    """A correction does not fit the report any more; the text says both sides."""


def differs(value: object) -> str:
    """Return a value as a person reads it in a message, cut where it is long."""
    shown = value if isinstance(value, str) else orjson.dumps(value).decode()
    line = one_line(shown)
    return f"“{line[:MOST]}…”" if len(line) > MOST else f"“{line}”"
