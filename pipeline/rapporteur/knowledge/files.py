"""Where the files of the package lie."""

from __future__ import annotations

from pathlib import Path


def package_root() -> Path:
    """Return the folder of the package `rapporteur`."""
    return Path(__file__).parents[1]


def shipped_folder() -> Path:
    """Return the folder of the grammars: inside an installed package, beside a checked-out one."""
    inside = package_root() / "grammars"
    return inside if inside.is_dir() else package_root().parents[1] / "grammars"
