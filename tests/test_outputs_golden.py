"""`outputs/` holds, byte for byte, what the pipeline says of each sample."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from rapporteur import parse

ROOT = Path(__file__).parents[1]
SAMPLES = sorted(path for path in (ROOT / "samples").iterdir() if path.suffix in {".pdf", ".txt"})
HOW = "run `make convert`, read what changed in outputs/ as you would proof-read, and commit it"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_an_output_is_what_the_pipeline_says(sample: Path) -> None:
    output = ROOT / "outputs" / f"{sample.stem}.json"
    if not output.is_file():
        pytest.fail(f"there is no {output.relative_to(ROOT)}: {HOW}")
    made, kept = parse(sample).to_json(), output.read_bytes()
    if made != kept:
        lines = [each.decode("utf-8").splitlines() for each in (kept, made)]
        shown = list(difflib.unified_diff(*lines, "outputs", "pipeline", lineterm="", n=1))[:40]
        pytest.fail("\n".join([f"{output.relative_to(ROOT)} is out of date: {HOW}", *shown]))


def test_there_is_no_output_without_a_sample() -> None:
    outputs = {path.stem for path in (ROOT / "outputs").glob("*.json")}
    assert outputs <= {sample.stem for sample in SAMPLES}
