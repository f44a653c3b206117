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


def test_numbers_and_decisions_of_a_family_may_look_as_they_like() -> None:
    report = parse(FAMILY / "keepers.txt", entities=False, grammars_dir=FAMILY)
    assert report.generator.grammar == "keepers"
    assert [s.title for s in report.sections] == ["Opening", "Attendance", "Business"]
    numbers = [p.number for p in report.paragraphs if p.kind == "numbered"]
    assert numbers == ["1/1", "1/2", "2/1", "3/1"]
    assert [found.number for found in report.recommendations] == ["3/a", "3/b"]
    assert [item.label for item in report.recommendations[0].items] == ["(a)", "(b)"]
    (roll,) = report.attendance
    assert [member.name for member in roll.members] == ["Norway", "Chile", "Tide Watch"]
    assert report.problems == []


def test_a_family_says_which_column_of_a_table_holds_those_present() -> None:
    report = parse(FAMILY / "keepers-roll.html", entities=False, grammars_dir=FAMILY)
    assert [p.number for p in report.paragraphs if p.kind == "numbered"] == ["1/1", "2/1", "2/2"]
    (roll,) = report.attendance
    assert roll.category == "members"
    assert [member.name for member in roll.members] == ["Norway", "Togo", "Tide Watch"]
    introduces = next(p for p in report.paragraphs if p.number == "2/1")
    assert roll.paragraph == introduces.id


def test_a_family_may_speak_another_language() -> None:
    report = parse(FAMILY / "marees.txt", entities=False, grammars_dir=FAMILY)
    assert report.generator.grammar == "marees"
    titles = ["Introduction", "Participation", "Recommandations"]
    assert [section.title for section in report.sections] == titles
    assert [p.number for p in report.paragraphs if p.kind == "numbered"] == ["1", "2", "3"]
    assert [found.number for found in report.recommendations] == ["1", "2"]
    assert [item.label for item in report.recommendations[0].items] == ["a)", "b)"]
    (present,) = report.attendance
    assert present.category == "members"
    assert [member.name for member in present.members] == ["Chili", "Norvège", "Togo"]
    meeting = report.meeting
    assert (meeting.body, meeting.place) == ("Commission des marées", "Genève")
    assert (meeting.start, meeting.end) == ("2032-05-03", "2032-05-05")


@pytest.mark.parametrize("number", ["§", "1/2/3", "x", "٣", "²", "999999999999"])
def test_no_number_of_a_family_stops_the_program(tmp_path: Path, number: str) -> None:
    own = (FAMILY / "keepers.toml").read_text("utf-8")
    (tmp_path / "keepers.toml").write_text(own.replace(r"\d{1,3}/\d{1,3}", r"\S+?", 1), "utf-8")
    text = (FAMILY / "keepers.txt").read_text("utf-8").replace("§ 1/2", f"§ {number}")
    (tmp_path / "keepers.txt").write_text(text, "utf-8")
    report = parse(tmp_path / "keepers.txt", entities=False, grammars_dir=tmp_path)
    assert "opened by the senior keeper" in report.model_dump_json()


def test_the_guide_shows_the_grammar_that_is_tested() -> None:
    shown = GUIDE.read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    rules = [line for line in shown.splitlines() if line]
    written = (FAMILY / "harbour.toml").read_text(encoding="utf-8").splitlines()
    assert [line for line in rules if line not in written] == []


def test_every_role_is_in_the_guide() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    roles = {rule.role for grammar in load_grammars().values() for rule in grammar.rules}
    assert sorted(role for role in roles if f"`{role}`" not in guide) == []
