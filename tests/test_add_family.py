"""A developer adds a family with one TOML file, as docs/grammars.md shows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pdfs import all_of, pdf, text
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


@pytest.mark.parametrize("form", ["txt", "pdf"])
def test_a_family_says_how_its_documents_begin(tmp_path: Path, form: str) -> None:
    """No symbol and no date of distribution need stand there."""
    place = FAMILY / "keepers.txt"
    if form == "pdf":
        place = tmp_path / "keepers.pdf"
        lines = (FAMILY / "keepers.txt").read_text("utf-8").splitlines()
        below = [text(line, top=160 + 24 * at) for at, line in enumerate(lines[2:])]
        place.write_bytes(pdf(all_of([text(*lines[:2]), *below])))
    report = parse(place, entities=False, grammars_dir=FAMILY)
    document = report.document
    assert (document.body, document.title) == (
        "COUNCIL OF LIGHTHOUSE KEEPERS",
        "Minutes of the ninth sitting",
    )
    numbers = [paragraph.number for paragraph in report.paragraphs if paragraph.number]
    assert numbers == ["1/1", "1/2", "2/1", "3/1", "3/a", "3/b"]
    assert report.quality.coverage == 1.0


ROLL = """
<p>§ 2/1 The roll was as follows:</p>
<table>
<tr><th rowspan="2">Light</th><th colspan="2">Council</th></tr>
<tr><th>Keepers answering</th><th>Since</th></tr>
<tr><td>North</td><td>Norway<br>Togo</td><td>2031</td></tr>
<tr><td>South</td><td>Tide Watch</td><td>2030</td></tr>
<tr><td>Total</td><td>3</td><td></td></tr>
</table>
"""


def test_the_table_may_have_two_rows_of_head_several_in_a_cell_and_a_total(tmp_path: Path) -> None:
    place = tmp_path / "roll.html"
    place.write_text(f"<h1>Council of Lighthouse Keepers</h1><h2>II. The roll</h2>{ROLL}", "utf-8")
    (roll,) = parse(place, entities=False, grammars_dir=FAMILY).attendance
    assert [member.name for member in roll.members] == ["Norway", "Togo", "Tide Watch"]


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
    assert report.problems == []


def test_a_text_in_another_language_than_its_family_is_told(tmp_path: Path) -> None:
    """A family that does not say which is of the language of the base: English."""
    said = (FAMILY / "marees.toml").read_text("utf-8")
    (tmp_path / "marees.toml").write_text(said.replace('language = "fr"', ""), "utf-8")
    place = tmp_path / "marees.txt"
    place.write_text((FAMILY / "marees.txt").read_text("utf-8") * 3, "utf-8")
    silent, french = (
        [problem.message for problem in report.problems if problem.code == "language"]
        for folder in (tmp_path, FAMILY)
        if (report := parse(place, entities=False, grammars_dir=folder))
    )
    (told,) = silent
    assert told.startswith("the text is in the language 'fr'; the rules are for English")
    assert french == []


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
