"""The structure of the package: few rooms."""

from __future__ import annotations

from conftest import ROOT

PACKAGE = ROOT / "pipeline" / "rapporteur"


def test_the_package_is_seen_at_a_glance() -> None:
    entries = [path for path in PACKAGE.iterdir() if path.name != "__pycache__"]
    assert len(entries) <= 22
