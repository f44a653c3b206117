"""Turns UN reports (PDF or text) into checked, structured JSON.

`parse` returns the `Report` of one document. Both are imported when they are first used, so
that `import rapporteur` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rapporteur.batch.bounded import parse
    from rapporteur.report import Report

    __version__: str

__all__ = ["Report", "__version__", "parse"]


def __getattr__(name: str) -> Any:
    if name == "parse":
        from rapporteur.batch.bounded import parse

        return parse
    if name == "Report":
        from rapporteur.report import Report

        return Report
    if name == "__version__":
        from importlib.metadata import version

        from rapporteur.errors import DISTRIBUTION

        return version(DISTRIBUTION)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
