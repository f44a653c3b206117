"""Families of documents that are no reports: each is known by its front, and read as what it is."""

from __future__ import annotations

import os
import tomllib
from functools import cache
from pathlib import Path

import pytest

from builders import Printed, block, line, printed
from conftest import ROOT
from rapporteur import parse
from rapporteur.knowledge.grammar import choose, detect, load_grammars
from rapporteur.readers import read
from rapporteur.report import Report
from rapporteur.segment import segment
from rapporteur.text import Text

DATA = Path(__file__).parent / "data"
CORPUS = Path(os.environ.get("CORPUS", ROOT.parent / "shared" / "corpus")) / "families"
HEAD = 12_000
OF_KIND = {
    "resolution": "resolution", "draft": "resolution", "decision": "resolution", "letter": "letter",
    "record": "record", "agenda": "agenda", "ngo_statement": "statement",
}  # fmt: skip
OF_PERU = (
    "dated 3 May 2031 from the Permanent Representative of Peru to the United Nations addressed to"
    " the President of the Security Council"
)
AN_NGO = (
    "a non-governmental organization in consultative status with the Economic and Social Council"
)


@cache
def sample(family: str) -> Report:
    return parse(DATA / "families" / f"{family}.txt")


@pytest.mark.parametrize(
    ("family", "symbol", "title"),
    [
        ("resolution", "A/RES/91/7", "Lighting of harbours"),
        ("letter", "S/2031/44", f"Letter {OF_PERU}"),
        ("record", "A/91/PV.62", None),
        ("agenda", "E/CN.99/2031/1", "Provisional agenda"),
        ("budget", "A/91/6 (Sect. 4)", "Proposed programme budget for 2032"),
        ("statement", "E/CN.99/2031/NGO/7", f"Statement submitted by Keepers Abroad, {AN_NGO}"),
    ],
)  # fmt: skip
def test_a_family_is_known_by_its_front(family: str, symbol: str, title: str | None) -> None:
    document = sample(family).document
    assert (document.family, document.symbols) == (family, [symbol])
    assert title is None or document.title == title
    assert sample(family).problems == []


def test_recitals_of_a_resolution_have_no_number_and_what_it_decides_has() -> None:
    found = [(p.number, p.text.split()[0]) for p in sample("resolution").paragraphs]
    assert found[:6] == [(None, "The"), (None, "Recalling"), (None, "Noting"),
                         ("1", "Invites"), ("2", "Requests"), ("3", "Decides")]  # fmt: skip
    assert [item.label for item in sample("resolution").paragraphs[4].items] == ["(a)", "(b)"]


def test_what_is_annexed_to_a_letter_is_a_part() -> None:
    report = sample("letter")
    assert [part.label for part in report.parts] == [None, "Annex"]
    assert report.parts[1].title == f"to the letter {OF_PERU}"
    assert [p.part for p in report.paragraphs] == ["body"] * 3 + ["annex-1"] * 2


def test_turns_of_a_record_stand_below_their_item() -> None:
    report = sample("record")
    assert [(s.label, s.title) for s in report.sections] == [
        ("Agenda item 44", "Lighting of harbours")
    ]
    assert [p.text.split(":")[0] for p in report.paragraphs[1:3]] == [
        "The President", "Ms. Lund (Norway)"
    ]  # fmt: skip
    assert report.meeting.start == "2031-05-03"


def test_the_list_of_a_provisional_agenda_is_the_agenda() -> None:
    found = [(item.number, item.title, len(item.items)) for item in sample("agenda").agenda]
    assert found == [("1", "Election of officers", 0), ("2", "Adoption of the agenda", 0),
                     ("3", "Oil and wicks", 2), ("4", "Other matters", 0)]  # fmt: skip


def test_paragraphs_of_a_budget_count_in_their_section() -> None:
    report = sample("budget")
    assert [p.number for p in report.paragraphs if p.number] == ["4.1", "4.2"]
    assert [s.label for s in report.sections][:2] == ["Part II", "Section 4"]


def test_what_is_told_of_a_result_below_it_is_the_second_line_of_its_title() -> None:
    rows = [
        line("Result 1: brighter lamps", bold=True, gap=9.0),
        line("Proposed programme plan for 2032", bold=True, gap=9.0),
        *block("4.1 The keepers met. They lit the lamps along the whole of the northern coast."),
        line("Proposed programme plan for 2032", bold=True, gap=9.0),
        *block("4.2 The keepers met. They lit the lamps along the whole of the northern coast."),
    ]
    source = printed(rows)
    lines = [each for page in source.pages for each in page.lines]
    found = segment(Text.of(source.text), lines, choose("budget", None))
    titles = [
        " ".join(source.text[piece.start : piece.end] for piece in heading.pieces)
        for heading in found.headings
    ]
    assert titles == [
        "Result 1: brighter lamps Proposed programme plan for 2032",
        "Proposed programme plan for 2032",
    ]


def test_results_that_are_expected_stand_beside_one_another() -> None:
    text = "The keepers met. They lit the lamps along the whole of the northern coast."
    rows: list[Printed] = [line("Results", size=12.0, bold=True), *block(f"4.1 {text}")]
    for result in (1, 2, 3):
        rows += [
            line(f"Result {result}: brighter lamps", bold=True, gap=9.0),
            line("Proposed programme plan for 2032", bold=True, gap=9.0),
            *block(f"4.{result + 1} {text}"),
        ]
    source = printed(rows)
    lines = [each for page in source.pages for each in page.lines]
    found = segment(Text.of(source.text), lines, choose("budget", None))
    assert len({heading.level for heading in found.headings[1:]}) == 1


@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"{CORPUS} is not here")
def test_real_documents_are_of_their_families() -> None:
    """By the kinds that people wrote down; what is of no family of its own is read as `base`."""
    grammars = load_grammars()
    fronts = tomllib.loads((DATA / "fronts.toml").read_text("utf-8"))["front"]
    known = wrong = 0
    for front in fronts[::3]:
        text = read(CORPUS / front["file"], ocr="never").text[:HEAD]
        found, kind = detect(text, grammars).id, OF_KIND.get(front["kind"], "base")
        wrong += found not in {kind, "base"}
        known += found == kind != "base"
    assert wrong == 0
    assert known >= 10
