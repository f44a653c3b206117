"""Which of the numbers at the start of a chunk number a paragraph: sequences and their uses."""

from __future__ import annotations

import itertools
import re
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur.segment import counted
from rapporteur.segment.beam import Move, search
from rapporteur.segment.numbers import Candidate, Numbers, Use, follow
from work import steps

SET_OFF = 5.6
RUN_ON = counted._RUN_ON_REJECTION
BEFORE_LOWER = counted._LOWER_REJECTION
TOKEN = re.compile(r"(?P<marks>[:#!~_>]*)(?P<number>\d+)(?P<suffix>bis|ter)?")


Printed = tuple[Candidate, bool]
"""A candidate, and whether a part opens before it."""


def candidates(notation: str) -> list[Printed]:
    """Read `1 2 :1 >2 ~31 !1`: each a number with what the page says of it.

    `:` text before ends in a colon, `#` a heading or unnumbered text stands before, `!` a part
    opens before, `~` no space sets it off, `_` neither space nor a capital follows, `>` indented.
    """
    found = []
    for token in notation.split():
        match = TOKEN.fullmatch(token)
        assert match is not None, token
        marks = match["marks"]
        rejection = BEFORE_LOWER if "_" in marks else RUN_ON if "~" in marks else SET_OFF
        candidate = Candidate(
            number=int(match["number"]),
            left=141.7 if ">" in marks else 113.4,
            after_colon=":" in marks,
            after_heading="#" in marks or "!" in marks,
            rejection=rejection,
            suffix=match["suffix"] or "",
        )
        found.append((candidate, "!" in marks))
    return found


def resolve(found: list[Printed]) -> list[Use]:
    """What each candidate numbers, if nothing but numbers is weighed."""
    parts = itertools.accumulate((opens for _, opens in found), initial=1)
    pieces = [partial(moves, one, part) for (one, _), part in zip(found, [*parts][1:], strict=True)]
    return [one.choice for one in search(Numbers(), pieces)]


def moves(candidate: Candidate, parts: int, numbers: Numbers) -> list[Move[Numbers, Use]]:
    ways = follow(numbers, candidate, parts)
    return [Move(way.cost, way.numbers, way.numbers, way.use) for way in ways]


def uses(notation: str) -> str:
    """The use of each candidate by its first letter: paragraph, list or none."""
    return " ".join(use[0] for use in resolve(candidates(notation)))


CASES = {
    "none": ("", ""),
    "a run": ("#1 2 3 4", "p p p p"),
    "over headings": ("#1 2 #3 #4 5", "p p p p p"),
    "an extract that starts late": ("#17 18 19", "p p p"),
    "agenda inside a paragraph": ("1 2 3 4 5 6 :1 2 3 4 5 7 8", "p p p p p p l l l l l p p"),
    "agenda that is indented": ("1 2 3 :>1 >2 >3 4 5", "p p p l l l p p"),
    "a list in each of two paragraphs": ("1 2 :1 2 3 3 :1 2 4", "p p l l l p l l p"),
    "a list without a colon": ("1 2 3 4 5 ~1 ~2 6", "p p p p p l l p"),
    "draft resolution": ("1 2 3 4 5 #1 2 3 6 7", "p p p p p p p p p p"),
    "two draft resolutions": ("1 2 #1 2 3 #1 2 3 4 #3 4", "p p p p p p p p p p p"),
    "annex": ("1 2 3 !1 2 3", "p p p p p p"),
    "two annexes": ("1 2 !1 2 3 !1 2", "p p p p p p p"),
    "a year at a line start": ("#2031", "n"),
    "end of a date": ("1 2 ~31 3", "p p n p"),
    "number at a line start": ("1 2 3 ~14 4 5", "p p p n p p"),
    "number before small letters": ("1 2 _3 3 4", "p p n p p"),
    "number that would fit, before small letters, at the end": ("1 2 _15", "p p n"),
    "gap": ("1 2 4 5 6", "p p p p p"),
    "gap of several": ("1 2 5 6 7", "p p p p p"),
    "bis": ("4 5 5bis 5ter 6", "p p p p p"),
    "repeat in the middle of a run": ("1 2 ~2 3", "p p n p"),
    "a list whose numbers the paragraphs could go on with": (
        "1 2 :>1 >2 >3 >4 3 4", "p p l l l l p p",
    ),
    "a list that goes on below the next paragraph": (
        "1 2 >1 >2 >3 3 >4 >5 4", "p p l l l p l l p",
    ),
    "list behind list behind paragraph": ("1 :>1 >2 2 :>1 >2 >3 3", "p l l p l l l p"),
}  # fmt: skip


@pytest.mark.parametrize(("notation", "expected"), CASES.values(), ids=CASES)
def test_the_reading_is_consistent_as_a_whole(notation: str, expected: str) -> None:
    assert uses(notation) == expected


@pytest.mark.parametrize("notation", ["1 2 2 3", "1 2 3 5", "1 2 3 4 4"])
def test_a_slip_of_the_printer_costs_no_other_number_its_paragraph(notation: str) -> None:
    """Repeats and gaps of paragraphs that stand apart are paragraphs: the audit names them."""
    assert set(uses(notation).split()) == {"p"}


@given(st.integers(1, 60), st.integers(0, 60), st.integers(2, 9))
def test_a_list_anywhere_in_a_run_is_a_list(before: int, after: int, entries: int) -> None:
    """A list that ends where the paragraphs go on could be either, but for its colon."""
    listed = [":>1", *(f">{n}" for n in range(2, entries + 1))]
    run = [*map(str, range(1, before + 1)), *listed]
    run += map(str, range(before + 1, before + after + 1))
    assert uses(" ".join(run)) == " ".join("p" * before + "l" * entries + "p" * after)


@given(st.lists(st.integers(1, 30), min_size=1, max_size=6))
def test_every_part_has_a_run_of_its_own(sizes: list[int]) -> None:
    runs = [["!1", *map(str, range(2, size + 1))] for size in sizes]
    tokens = [token for run in runs for token in run]
    assert uses(" ".join(tokens)) == " ".join("p" * len(tokens))


@given(
    st.lists(
        st.tuples(
            st.builds(
                Candidate,
                number=st.integers(0, 40),
                left=st.sampled_from([113.4, 141.7]),
                after_colon=st.booleans(),
                after_heading=st.booleans(),
                rejection=st.sampled_from([SET_OFF, RUN_ON, BEFORE_LOWER]),
            ),
            st.booleans(),
        ),
        max_size=40,
    )
)
def test_every_candidate_gets_a_use(found: list[Printed]) -> None:
    chosen = resolve(found)
    assert len(chosen) == len(found)
    assert set(chosen) <= {"paragraph", "list", "none"}
    assert chosen == resolve(found)


def test_the_search_takes_steps_in_proportion_to_the_text() -> None:
    short, long = (candidates(" ".join(map(str, range(1, size + 1)))) for size in (500, 4000))
    assert steps(lambda: resolve(long)) < 12 * steps(lambda: resolve(short))


def test_sequences_that_begin_again_and_again_take_no_more() -> None:
    short, long = (candidates(" ".join(f"~{n % 7}" for n in range(size))) for size in (250, 1000))
    assert steps(lambda: resolve(long)) < 6 * steps(lambda: resolve(short))
