"""One text with the organizations found in it, and what is named at each place."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property, lru_cache
from operator import attrgetter

from rapporteur.tag.bodies import find_organizations
from rapporteur.tag.model import Found
from rapporteur.tag.reading import Reading
from rapporteur.tag.spans import Ranges

_start = attrgetter("start")


class Named(Reading):
    """A reading that knows the organizations in it, and what is named at a place."""

    @cached_property
    def organizations(self) -> list[Found]:
        """The organizations named in the text."""
        return find_organizations(self)

    @cached_property
    def _organization_starts(self) -> dict[int, Found]:
        return {f.start: f for f in reversed(self.organizations)}

    def organization_at(self, start: int) -> Found | None:
        """Give the longest organization that begins here."""
        return self._organization_starts.get(start)

    def offices(self, start: int, end: int) -> list[Found]:
        """Give the organizations within a range that stand in no other, in order."""
        first = bisect_left(self.organizations, start, key=_start)
        after = bisect_left(self.organizations, end, key=_start)
        outer: list[Found] = []
        for found in self.organizations[first:after]:
            if found.end <= end and (not outer or found.start >= outer[-1].end):
                outer.append(found)
        return outer

    def names_other(self, start: int, end: int) -> bool:
        """Whether a country or an organization is named between two places."""
        return self._country_ranges.overlap(start, end) or self.within_office(start, end)

    def within_office(self, start: int, end: int) -> bool:
        """Whether an organization is named between two places."""
        return self._office_ranges.overlap(start, end)

    @cached_property
    def _country_ranges(self) -> Ranges:
        return Ranges((h.start, h.end) for h in self.countries)

    @cached_property
    def _office_ranges(self) -> Ranges:
        return Ranges((f.start, f.end) for f in self.organizations)


@lru_cache(maxsize=1024)
def named(text: str, year: int | None = None) -> Named:
    """Give what is named in a text; components that see the same text share it."""
    return Named(text, year)
