"""`rapporteur load`: what a database holds after it, whatever came before."""

from __future__ import annotations

from conftest import ROOT, Command

OUTPUTS = ROOT / "outputs"


def test_reports_are_loaded_once(rapporteur: Command, url: str) -> None:
    first = rapporteur("load", OUTPUTS, "--to", url)
    assert first.returncode == 0, first.stderr
    assert "3 new, 0 replaced, 0 unchanged, 0 failed" in first.stderr
    assert "0 new, 0 replaced, 3 unchanged" in rapporteur("load", OUTPUTS, "--to", url).stderr
