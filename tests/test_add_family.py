"""A developer adds a family with one TOML file, as docs/grammars.md shows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rapporteur.knowledge.grammar import check, load_grammars
from rapporteur.run import parse

FAMILY = Path(__file__).parent / "data" / "family"
GUIDE = Path(__file__).parents[1] / "docs" / "grammars.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(FAMILY / "harbour.toml", tmp_path)
    return tmp_path


def test_the_grammar_is_sound(folder: Path) -> None:
    assert check(folder) == []
    assert load_grammars(folder)["harbour"].lineage == ("harbour", "base", "en")


def test_without_the_family_proposals_are_no_recommendations() -> None:
    report = parse(FAMILY / "harbour.txt", entities=False)
    assert report.generator.grammar == "base"
    assert report.recommendations == []


def test_with_the_family_they_are(folder: Path) -> None:
    report = parse(FAMILY / "harbour.txt", entities=False, grammars_dir=folder)
    assert report.generator.grammar == "harbour"
    assert [found.number for found in report.recommendations] == ["1", "2"]
    assert [item.label for item in report.recommendations[0].items] == ["(a)", "(b)"]
    assert [p.number for p in report.paragraphs if p.kind == "numbered"] == ["1", "2", "3"]


def test_the_guide_shows_the_grammar_that_is_tested() -> None:
    shown = GUIDE.read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    rules = [line for line in shown.splitlines() if line]
    written = (FAMILY / "harbour.toml").read_text(encoding="utf-8").splitlines()
    assert [line for line in rules if line not in written] == []


def test_every_role_is_in_the_guide() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    roles = {rule.role for grammar in load_grammars().values() for rule in grammar.rules}
    assert sorted(role for role in roles if f"`{role}`" not in guide) == []
