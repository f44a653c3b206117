"""Find dates and periods and give them as ISO 8601."""

from __future__ import annotations

import re
from calendar import month_name, monthrange

from rapporteur.tag.model import Found

KIND = "date"
_MONTHS = {name.lower(): i for i, name in enumerate(month_name) if name}
_MONTH = "|".join(month_name[1:])
_TO = r"\s?(?:-|–|—|to|and|through|until)\s?"
_DATE = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:\s(?P<month>{_MONTH})(?:\s(?P<year>\d{{4}}))?)?{_TO})?"
    rf"(?:(?P<day2>\d{{1,2}})\s)(?P<month2>{_MONTH})(?:,?\s(?P<year2>(?:19|20)\d\d))?\b"
    rf"|\b(?:(?P<only>{_MONTH})(?:\s(?P<only_year>(?:19|20)\d\d))?{_TO})?"
    rf"(?P<only2>{_MONTH})\s(?P<only_year2>(?:19|20)\d\d)\b"
)


def find_dates(text: str, year: int | None = None) -> list[Found]:
    """Give the dates of a text, each as an ISO date or interval in `entity`.

    Surface forms: "12 and 13 October 2021", "16 June–11 July 2025", "from 7 to 11 April",
    "28 December 2024 to 3 January 2025", "June 2022" (`2022-06`). A date without year takes that
    of the date before it, else `year`; with neither, or if there is no such day, `entity` is None.
    """
    found = []
    for m in _DATE.finditer(text):
        iso = _iso(m, year)
        if iso:
            year = int(iso.rpartition("/")[2][:4])
        found.append(Found(m.start(), m.end(), KIND, iso, "dates.date"))
    return found


def _iso(m: re.Match[str], year: int | None) -> str | None:
    if m["only2"]:
        return _months(m)
    last_year = int(m["year2"]) if m["year2"] else year
    last = _day(m["day2"], m["month2"], last_year)
    if m["day"] is None or last is None:
        return last
    first_year = int(m["year"]) if m["year"] else last_year
    first = _day(m["day"], m["month"] or m["month2"], first_year)
    return f"{first}/{last}" if first and first < last else None


def _months(m: re.Match[str]) -> str:
    last = f"{m['only_year2']}-{_MONTHS[m['only2'].lower()]:02}"
    if not m["only"]:
        return last
    first_year = m["only_year"] or m["only_year2"]
    return f"{first_year}-{_MONTHS[m['only'].lower()]:02}/{last}"


def _day(day: str, month: str, year: int | None) -> str | None:
    number = _MONTHS[month.lower()]
    if year is None or not 1 <= int(day) <= monthrange(year, number)[1]:
        return None
    return f"{year:04}-{number:02}-{int(day):02}"
