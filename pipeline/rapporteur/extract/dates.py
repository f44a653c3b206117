"""Dates in running text: single days, lists of days and spans of days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rapporteur.knowledge.grammar import Grammar, Match, compile_pattern

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_DAY = compile_pattern(
    r"(?P<day>\d{1,2})(?:\s\((?:morning|afternoon|[ap]\.m\.)\))?(?:\s+(?P<month>[A-Z][a-z]+))?(?:,?\s*(?P<year>\d{4}))?"
)


@dataclass(frozen=True, slots=True)
class Days:
    """Days printed together: the earliest and the latest, and where they stand in the text."""

    first: date
    last: date
    start: int
    end: int


def find_days(text: str, grammar: Grammar, *, year: int | None = None) -> Iterator[Days]:
    """Yield what the text prints of days, one for each run of days.

    Surface forms: "12 October 2021", "12 and 13 October 2021", "7–11 April 2025",
    "16 June–11 July 2025", "from 27 January to 7 February 2014",
    "3 May 2024 and 7–11 April 2025", "10 (afternoon) to 13 February 2026". A day takes the month
    and year that follow it; `year` is that of days printed without one. Days that no calendar has
    are passed over.
    """
    for rule in grammar.role("days"):
        for run in rule.pattern.finditer(text):
            days = _read(list(_DAY.finditer(run[0])), year)
            if days:
                yield Days(min(days), max(days), run.start(), run.end())


def first_days(text: str, grammar: Grammar, *, year: int | None = None) -> Days | None:
    """Return the first run of days in the text."""
    return next(find_days(text, grammar, year=year), None)


def _read(parts: list[Match], year: int | None) -> list[date]:
    """Return the days of a run, read from its end so that month and year are known."""
    found: list[date] = []
    month: int | None = None
    for part in reversed(parts):
        if part["month"] in _MONTHS:
            month = _MONTHS.index(part["month"]) + 1
        year = int(part["year"]) if part["year"] else year
        if month is None or year is None:
            continue
        day = _date(year, month, int(part["day"]))
        if day is not None and found and not part["year"] and day > found[-1]:
            day = _date(year - 1, month, int(part["day"]))
            year -= 1
        if day is not None:
            found.append(day)
    return found


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
