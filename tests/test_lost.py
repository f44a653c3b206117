"""What another reader finds printed and a report lacks: counted, and sorted by why."""

from __future__ import annotations

from pathlib import Path

import pytest

import lost
from rapporteur import parse

PDF = Path("x.pdf")
LINES = [(1, "The Board met"), (2, "The Board agreed to dis arm"), (2, "Chapter II"), (2, "Gone")]


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lost, "_lines", lambda _: iter(LINES))
    monkeypatch.setattr(lost, "MASTHEAD", 0)


@pytest.mark.usefixtures("printed")
def test_words_are_held_as_often_as_they_are_printed() -> None:
    report = {
        "paragraphs": [{"id": "gone", "text": "The Board agreed to disarm"}],
        "sections": [{"label": "II", "title": "The Board met"}],
        "removed": [{"text": "Chapter"}],
    }
    found = lost.loss(PDF, report)
    assert (found.words, found.cut, found.removed, found.rest) == (10, 2, 1, 1)
    assert found.share == pytest.approx(0.4)


@pytest.mark.usefixtures("printed")
def test_ids_and_rules_are_no_text() -> None:
    found = lost.loss(PDF, {"paragraphs": [{"id": "gone", "rule": "The Board", "text": ""}]})
    assert found.lost == found.words == 10


def test_the_section_names_the_worst_and_says_what_nobody_looked_at(tmp_path: Path) -> None:
    notes = tmp_path / "notes.toml"
    notes.write_text('[[note]]\ndocument = "seen"\nwhy = "its fonts are broken"\n')
    found = {"upr": [lost.Loss("seen", 100, 5, 0, 1)], "word": [lost.Loss("new", 100, 0, 0, 0)]}
    page = lost.section(found, notes)
    assert "| upr | 1 | 100 | 6.00% | 6.00% | 5 | 0 | 1 |" in page
    assert "| seen | 6 of 100 | 6.00% | 5 / 0 / 1 | its fonts are broken |" in page
    assert "| new | 0 of 100 | 0.00% | 0 / 0 / 0 | not yet looked at |" in page


@pytest.mark.skipif(not lost.can_count(), reason="pdftotext is not installed")
def test_the_sample_has_lost_nothing(root: Path) -> None:
    path = root / "samples" / "a-hrc-99-99.pdf"
    found = lost.loss(path, parse(path, entities=False).model_dump())
    assert found.words > 400
    assert found.rest == 0
