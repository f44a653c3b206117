"""The reading of the whole: the cheapest, what was weighed for it, and what nearly won."""

from __future__ import annotations

import itertools
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import GAP, block, body, headings, line, outline, plain, printed
from rapporteur import parse
from rapporteur.run.stages import stage
from rapporteur.segment.beam import Chosen, Move, search
from rapporteur.segment.blocks import Weighed
from rapporteur.source import Cell, Source

COSTS = st.integers(0, 4)
TABLES = st.lists(st.lists(COSTS, min_size=2, max_size=3), max_size=6)
TURN = 3
"""What it costs in these tests to choose otherwise than for the piece before."""


def moves(costs: list[int], before: int) -> list[Move[int, int]]:
    return [
        Move(float(cost + (TURN if choice != before else 0)), choice, choice, choice)
        for choice, cost in enumerate(costs)
    ]


def total(tables: list[list[int]], choices: tuple[int, ...]) -> float:
    turns = sum(one != other for one, other in itertools.pairwise([0, *choices]))
    return sum(costs[choice] for costs, choice in zip(tables, choices, strict=True)) + turns * TURN


def chosen(tables: list[list[int]]) -> list[Chosen[int]]:
    return search(0, [partial(moves, costs) for costs in tables])


@given(TABLES)
def test_no_other_reading_is_cheaper(tables: list[list[int]]) -> None:
    every = itertools.product(*(range(len(costs)) for costs in tables))
    found = tuple(one.choice for one in chosen(tables))
    assert total(tables, found) == min(total(tables, other) for other in every)


@given(TABLES)
def test_a_runner_up_is_another_choice_and_costs_no_less(tables: list[list[int]]) -> None:
    for one in chosen(tables):
        assert one.rival is None or (one.rival != one.choice and one.margin >= 0)


def test_the_runner_up_is_told_with_what_it_would_cost_more() -> None:
    assert chosen([[1, 0], [0, 9]]) == [Chosen(0), Chosen(0)]
    assert chosen([[4, 0]]) == [Chosen(1, 0, 1.0)]


def test_an_end_that_cannot_be_makes_another_reading_the_cheapest() -> None:
    pieces = [partial(moves, [0, 2])]
    ends = {0: 9.0, 1: 0.0}
    assert [one.choice for one in search(0, pieces, lambda state: ends[state])] == [1]


# --- what was weighed --------------------------------------------------------------------------


def weighed(source: Source) -> dict[str, Weighed]:
    """What was weighed for each chunk, by how it begins."""
    found = outline(source)
    return {source.text[one.start : one.end][:12]: one for one in found.weighed}


REPORT = """I. Opening of the session

1. The Group met in Vienna.

2. It decided:

(a) To meet again;

(b) To report.

3. The Chair closed the session.
"""


def test_each_chunk_says_what_it_was_read_as_and_why() -> None:
    found = weighed(plain(REPORT))
    assert [one.read_as for one in found.values()] == [
        "heading with a numeral", "numbered paragraph", "numbered paragraph", "item", "item",
        "numbered paragraph",
    ]  # fmt: skip
    assert found["3. The Chair"].why == ("next",)
    assert found["3. The Chair"].cost == 0


def test_the_stage_prints_what_was_weighed(tmp_path: Path) -> None:
    path = tmp_path / "case.txt"
    path.write_text(REPORT)
    found = stage(path, "segment")
    assert set(found) == {"evidence", "outline", "text"}
    first = found["evidence"][0]
    assert found["text"][first["start"] : first["end"]] == "I. Opening of the session"
    assert first["read_as"] == "heading with a numeral"
    assert (first["rival"], first["margin"]) == ("heading with a letter", 2.0)


def test_a_near_thing_becomes_a_problem(tmp_path: Path) -> None:
    """Short numbered lines may be titles or paragraphs, and nothing else tells them apart."""
    path = tmp_path / "case.txt"
    path.write_text(
        "1. Paragraph 7\n\nFor three ferries read four ferries.\n\n"
        "2. Paragraph 9\n\nFor two ports read five ports.\n\n"
        "3. Paragraph 12\n\nFor one ferry read no ferry.\n"
    )
    found = [one for one in parse(path, entities=False).problems if one.code == "reading_doubtful"]
    message = "read as heading, might be numbered paragraph"
    assert [one.message for one in found] == [message] * 3


def test_a_plain_report_has_no_doubts() -> None:
    assert outline(plain(REPORT)).doubts == []


# --- what the chunks below decide --------------------------------------------------------------


def table(top: float) -> list[object]:
    return [
        line(text, x=113.4 + 150 * column, top=top + 20 * row, cell=Cell(0, row, column))
        for row, texts in enumerate((("Port", "Cranes"), ("Clara", "Four")))
        for column, text in enumerate(texts)
    ]


@pytest.mark.parametrize("follows", ["paragraph", "heading", "nothing"])
def test_a_bold_line_above_a_table_is_its_title_if_the_section_goes_on(follows: str) -> None:
    """Behind the table only the next number shows that no section began above it."""
    below = {
        "paragraph": block("2. The Group took note of the cranes of every port.", top=300.0),
        "heading": [line("II. Closing", bold=True, size=12.0, top=300.0)],
        "nothing": [],
    }[follows]
    source = printed(
        line("I. Opening", bold=True, size=12.0),
        block("1. The Group met in Port Clara and heard the harbour master at length."),
        line("Cranes by port", bold=True),
        table(180.0),
        below,
    )
    found = [title for *_, title in headings(body(source))]
    assert ("Cranes by port" in found) is (follows != "paragraph")


@pytest.mark.parametrize("listed", [True, False])
def test_a_name_in_italics_parts_a_list_only_if_an_entry_follows(listed: bool) -> None:
    below = (
        line("2. Cranes and derricks", x=141.7)
        if listed
        else block(
            "2. The Group then turned to the cranes of every port and heard the harbour master."
        )
    )
    source = printed(
        block("1. The Group adopted the following agenda:"),
        line("1. Opening of the session", x=141.7, gap=GAP),
        line("Ports", italic=True, x=141.7, gap=GAP),
        below,
    )
    found = outline(source)
    assert (len(found.agenda[0].items) == 2) is listed


CONTENTS = """Contents
                                                             Page
I. Work of the Board ........................................ 2
II. Lights of the northern moles, and what the keepers
    thought of them ......................................... 2
III. Dredging of the channels ............................... 3
IV. Inclusion of oil in the list of lamps as amended in 1972
    by the keepers of the north ............................. 4
"""


def test_a_heading_of_the_contents_that_is_not_found_is_told(tmp_path: Path) -> None:
    body = "I. Work of the Board\n\n1. It met.\n\nIII. Dredging of the channels\n\n2. It rose.\n\n"
    body += (
        "IV. Inclusion of oil in the lists of lamps as amended in 1972 by the keepers of the north"
    )
    body += "\n\n3. It burns.\n"
    path = tmp_path / "report.txt"
    path.write_text(f"{CONTENTS}\f{body}", encoding="utf-8")
    found = [one for one in parse(path, entities=False).problems if one.code == "heading_missing"]
    lost = "Lights of the northern moles, and what the keepers thought of them"
    assert [one.message for one in found] == [f"the contents name “{lost}”, no heading does"]


LETTERED = "".join(
    f"{letter}. Port {letter}\n\n{n}. It was open.\n\n" for n, letter in enumerate("ABCDEFG", 1)
)


@pytest.mark.parametrize(
    ("below", "meant"),
    [("J", "letter"), ("II", "numeral")],
    ids=["letters go on", "numerals begin"],
)
def test_what_comes_tells_numeral_from_letter(below: str, meant: str) -> None:
    """Behind G the letter I is not next; what follows says whether H is missing."""
    lights = f"I. Lights\n\n8. Lights burned.\n\n{below}. Buoys\n\n9. Buoys lay.\n"
    found = weighed(plain(LETTERED + lights))
    assert found["I. Lights"].read_as == f"heading with a {meant}"
