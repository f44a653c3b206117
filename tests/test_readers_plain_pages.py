"""Pages of plain text without form feeds: what shows where they begin."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur.readers.plain_pages import counted_pages, split_pages

JOB = "31-04776"
SYMBOL = "A/91/15 (Part I)"


def body(page: int, lines: int = 12) -> list[str]:
    return [f"The keepers of the harbours mended {page}{n:03} lights." for n in range(lines)]


def firsts(*pages: list[str]) -> list[str]:
    """Return the first line of each page that is found in these."""
    return [page[0].strip() for page in split_pages("\n".join(chain.from_iterable(pages)))]


def test_numbers_below_the_running_head_begin_their_pages() -> None:
    heads = [[f" {SYMBOL} ", "", f"{n}/4 {JOB}" if n % 2 else f"{JOB} {n}/4"] for n in (2, 3, 4)]
    pages = [[*head, *body(n)] for n, head in enumerate(heads, start=2)]
    assert firsts(body(1), *pages) == [body(1)[0], *[SYMBOL] * 3]


@pytest.mark.parametrize("foot", ["{n}/4", f"{{n}}/4\n\n{JOB}", f"{JOB}   {{n}}/4", "{n}"])
def test_numbers_at_the_foot_end_their_pages(foot: str) -> None:
    pages = [[*body(n), "", *foot.format(n=n).split("\n"), "", SYMBOL] for n in (1, 2, 3)]
    assert firsts(*pages, body(4)) == [body(1)[0], *[SYMBOL] * 3]


def test_notes_below_a_number_stay_on_its_page() -> None:
    foot = ["2/5", "", "See A/91/7.", JOB, "", "A/91/15"]
    pages = [[*body(n), f"{n}/5", "", "A/91/15"] for n in (3, 4)]
    assert firsts([*body(2), *foot], *pages, body(5)) == [body(2)[0], *["A/91/15"] * 3]


def test_pages_without_a_number_begin_with_the_symbol() -> None:
    heads = {n: [SYMBOL] if n == 3 else [SYMBOL, f"{n}/5 {JOB}"] for n in (2, 3, 4, 5)}
    pages = [[*head, *body(n)] for n, head in heads.items()]
    assert firsts(body(1), *pages) == [body(1)[0], *[SYMBOL] * 4]


def test_one_number_with_a_total_cuts_a_text_if_furniture_stands_beside() -> None:
    assert firsts(body(1), [JOB, "2/2"], body(2)) == [body(1)[0], JOB]
    assert firsts(body(1), ["2/2"], body(2)) == [body(1)[0]]


@pytest.mark.parametrize(
    "pages",
    [
        [[*body(n), str(n)] for n in range(1, 6)],
        [[*body(n, lines=4), str(n), SYMBOL] for n in (1, 2, 3)],
        [[*body(n), str(n), SYMBOL] for n in (2, 6, 11)],
        [[*body(n, lines=90 if n == 5 else 12), str(n), SYMBOL] for n in range(2, 7)],
    ],
    ids=["no head", "too near", "not counted on", "not even"],
)
def test_other_numbers_count_no_pages(pages: list[list[str]]) -> None:
    assert counted_pages(list(chain.from_iterable(pages))) == []


@given(
    st.lists(
        st.sampled_from(["", SYMBOL, "A/91/15", JOB, "1", "2", "3", "1/3", "2/3", "3/3", *body(1)]),
        max_size=90,
    )
)
def test_no_line_is_lost_and_none_changes_its_place(lines: list[str]) -> None:
    found = [line for page in split_pages("\n".join(lines)) for line in page if line]
    assert found == [line for line in lines if line]
