"""`outputs/` holds, byte for byte, what the pipeline says of each sample."""

from __future__ import annotations

from pathlib import Path

from rapporteur.batch.engine import engine
from rapporteur.batch.outcome import Options
from rapporteur.compare.diff.lines import lines
from rapporteur.compare.diff.regress import regress
from rapporteur.view.terminal import render

HOW = "read what changed as you would proof-read, run `make convert`, and commit outputs/"


def test_the_outputs_are_what_the_pipeline_says(root: Path) -> None:
    here = engine("here", 1, Options(), timeout=None, memory=None)
    found = regress(root / "samples", root / "outputs", here, print)
    told = [failure.reason for failure in found.comparison.failures]
    assert found.clean, "\n".join([render(lines(found.comparison)).decode(), *told, HOW])
    assert len(found.comparison.reports) > 2
