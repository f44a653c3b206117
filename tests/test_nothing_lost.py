"""Nothing is lost, counted without the program: the letters printed are the letters held."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import text_report
from conftest import ROOT
from counted import differences, held, signs
from rapporteur import parse

SAMPLES = [path for path in (ROOT / "samples").iterdir() if path.suffix in {".pdf", ".txt"}]
CORPUS = Path(os.environ.get("CORPUS", ROOT.parent / "shared" / "corpus"))
STEP = 17
REAL = sorted(
    path for name in ("upr", "meetings", "families") for path in (CORPUS / name).glob("*.pdf")
)[::STEP]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_sample_is_held_letter_for_letter(path: Path) -> None:
    lost, made = differences(path, parse(path, entities=False).to_json())
    assert (lost, made) == ({}, {})


@pytest.mark.skipif(not REAL, reason=f"{CORPUS} is not here")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_a_real_document_is_held_letter_for_letter(path: Path) -> None:
    """What is held beyond it are numbers written in full: "44.7" where 7 stands below 44."""
    lost, _ = differences(path, parse(path, entities=False).to_json())
    assert lost == {}


# Lines of text that look like furniture, and furniture itself.
LINES = (
    "2", "417", "ii", "2/3", "A/AC.91/7", "A/AC.91/31", "Page 2", "Recommendation 3", "Total",
    "31-06882", "*3106882*", "English", "- 2 -", "Contents", "Note", "Summary", "1 See below.",
    "The Board met in the harbour and looked at the lamps.", "Addendum", "Annex", "(a) Lamps;",
    "3. The Board took note of it.", "Harbours and lamps", "__________________", "[4 May 2031]",
)  # fmt: skip
pages = st.lists(st.lists(st.sampled_from(LINES), min_size=1, max_size=8), min_size=1, max_size=4)


@settings(derandomize=True, max_examples=80, deadline=None)
@given(pages, st.sampled_from(["\n", "\n\n"]))
def test_whatever_looks_like_furniture_is_held(found: list[list[str]], between: str) -> None:
    text = "\f".join(between.join(page) for page in found)
    assert held(text_report(text).to_json()) == signs(text)
