"""Dates in running text: single days, lists and spans of days, months."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from rapporteur.knowledge.grammar import Grammar, Match, language


@dataclass(frozen=True, slots=True)
class Days:
    """Days printed together: the earliest and the latest, and where they stand in the text."""

    first: date
    last: date
    start: int
    end: int


class Dated(NamedTuple):
    """A date as printed, `text[start:end]`; `iso` is None if no day or month is told for sure."""

    start: int
    end: int
    iso: str | None


def find_days(text: str, grammar: Grammar, *, year: int | None = None) -> Iterator[Days]:
    """Yield what the text prints of days, one for each run of days.

    Surface forms: "12 October 2021", "12 and 13 October 2021", "7–11 April 2025",
    "16 June–11 July 2025", "from 27 January to 7 February 2014",
    "3 May 2024 and 7–11 April 2025", "10 (afternoon) to 13 February 2026". A day takes the month
    and year that follow it; days printed without a year are of that of the run before them, else
    of `year`. Days that no calendar has are passed over.
    """
    for rule in grammar.role("days"):
        told = year
        for run in rule.pattern.finditer(text):
            parts = list(grammar.only("day").finditer(run[0]))
            days = _read(parts, told, grammar)
            if days:
                told = max(days).year if any(part["year"] for part in parts) else told
                yield Days(min(days), max(days), run.start(), run.end())


def first_days(text: str, grammar: Grammar, *, year: int | None = None) -> Days | None:
    """Return the first run of days in the text."""
    return next(find_days(text, grammar, year=year), None)


def find_dates(text: str, year: int | None = None) -> Iterator[Dated]:
    """Yield each date or period of a text by itself, as an ISO date or interval.

    Surface forms: "12 and 13 October 2021", "16 June–11 July 2025", "from 7 to 11 April",
    "28 December 2024 to 3 January 2025", "June 2022" (`2022-06`). A date without year takes that
    of the date before it, else `year`; with neither, or if there is no such day, `iso` is None.
    """
    english = language()
    for m in english.every("date", text):
        iso = _months(m, english) if m["to"] else _period(m, year, english)
        if iso:
            year = int(iso.rpartition("/")[2][:4])
        yield Dated(m.start(), m.end(), iso)


def _read(parts: list[Match], year: int | None, grammar: Grammar) -> list[date]:
    """Return the days of a run, read from its end so that month and year are known."""
    found: list[date] = []
    month: str | None = None
    year = next((int(part["year"]) for part in reversed(parts) if part["year"]), year)
    for part in reversed(parts):
        month = part["month"] if _number(part["month"], grammar) else month
        year = int(part["year"]) if part["year"] else year
        if month is None or year is None:
            continue
        day = _day(part["day"], month, year, grammar)
        if day is not None and found and not part["year"] and day > found[-1]:
            year -= 1
            day = _day(part["day"], month, year, grammar)
        if day is not None:
            found.append(day)
    return found


def _period(m: Match, year: int | None, grammar: Grammar) -> str | None:
    last_year = int(m["last_year"]) if m["last_year"] else year
    last = _day(m["last_day"], m["last_month"], last_year, grammar)
    if m["first_day"] is None or last is None:
        return last.isoformat() if last else None
    first_year = int(m["first_year"]) if m["first_year"] else last_year
    first = _day(m["first_day"], m["first_month"] or m["last_month"], first_year, grammar)
    return f"{first}/{last}" if first and first < last else None


def _months(m: Match, grammar: Grammar) -> str:
    last = f"{m['to_year']}-{_number(m['to'], grammar):02}"
    if not m["from"]:
        return last
    return f"{m['from_year'] or m['to_year']}-{_number(m['from'], grammar):02}/{last}"


def _day(day: str, month: str, year: int | None, grammar: Grammar) -> date | None:
    """Return a day of the calendar, or None if it has no such day."""
    number = _number(month, grammar)
    if year is None or number is None:
        return None
    try:
        return date(year, number, int(day))
    except ValueError:
        return None


def _number(month: str | None, grammar: Grammar) -> int | None:
    number = grammar.tables["months"].get(month or "")
    return int(number) if number else None
