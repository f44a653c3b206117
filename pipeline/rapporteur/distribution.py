"""The name under which this program is installed; `rapporteur` alone is another project's."""

from __future__ import annotations

DISTRIBUTION = "un-rapporteur"


def version() -> str:
    """Return the version that is installed."""
    from importlib.metadata import version as installed

    return installed(DISTRIBUTION)


def install(extra: str) -> str:
    """Return the command that installs what an extra names."""
    return f"pip install '{DISTRIBUTION}[{extra}]'"
