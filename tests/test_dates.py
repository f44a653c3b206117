"""Dates and numbers as reports print them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import base
from rapporteur.extract.numerals import number_of
from rapporteur.knowledge.dates import find_days, first_days

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def spans(text: str, year: int | None = None) -> list[str]:
    """Return each run of days as `first/last`, as ISO dates."""
    return [f"{days.first}/{days.last}" for days in find_days(text, base(), year=year)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 12 October 2031", ["2031-10-12/2031-10-12"]),
        ("12 and 13 October 2031", ["2031-10-12/2031-10-13"]),
        ("on 3, 4 and 6 May 2032", ["2032-05-03/2032-05-06"]),
        ("7–11 April 2025", ["2025-04-07/2025-04-11"]),
        ("7-11 April 2025", ["2025-04-07/2025-04-11"]),
        ("16 June–11 July 2031", ["2031-06-16/2031-07-11"]),
        ("from 27 January to 7 February 2031", ["2031-01-27/2031-02-07"]),
        ("on 3 May 2030 and from 7 to 11 April 2031", ["2030-05-03/2031-04-11"]),
        ("14–18 and 21–23 July 2031", ["2031-07-14/2031-07-23"]),
        ("from 29 December 2030 to 9 January 2031", ["2030-12-29/2031-01-09"]),
        ("29 December–9 January 2031", ["2030-12-29/2031-01-09"]),
        ("from 10 (afternoon) to 13 (morning) May 2031", ["2031-05-10/2031-05-13"]),
        ("5 July2031", ["2031-07-05/2031-07-05"]),
        (
            "on 1 May 2031, and again on 3 June 2031",
            ["2031-05-01/2031-05-01", "2031-06-03/2031-06-03"],
        ),
        ("31 February 2031", []),
        ("in April 2031", []),
        ("on 12 October", []),
        ("paragraphs 12 to 14", []),
    ],
)
def test_days_take_month_and_year_from_what_follows(text: str, expected: list[str]) -> None:
    assert spans(text) == expected


def test_days_without_year_take_the_year_given() -> None:
    assert spans("from 20 February to 12 March", 2031) == ["2031-02-20/2031-03-12"]


def test_days_know_where_they_stand() -> None:
    text = "The Board met from 3 to 5 May 2031 in Rome."
    days = first_days(text, base())
    assert days is not None
    assert text[days.start : days.end] == "3 to 5 May 2031"


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)), st.integers(1, 40))
def test_what_is_printed_as_a_span_is_read_back(first: date, length: int) -> None:
    last = date.fromordinal(first.toordinal() + length)
    head = f"{first.day} {MONTHS[first.month - 1]}" + (f" {first.year}" * (first.year != last.year))
    text = f"held from {head} to {last.day} {MONTHS[last.month - 1]} {last.year}."
    assert spans(text) == [f"{first}/{last}"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("four", 4),
        ("eleventh", 11),
        ("twelfth", 12),
        ("twentieth", 20),
        ("twenty-fourth", 24),
        ("Fifty-sixth", 56),
        ("sixty-two", 62),
        ("hundredth", 100),
        ("one hundred and second", 102),
        ("280th", 280),
        ("3rd", 3),
        ("17", 17),
        ("substantive", None),
        ("four meetings", None),
        ("", None),
    ],
)
def test_numbers_in_words(words: str, expected: int | None) -> None:
    assert number_of(words, base()) == expected
