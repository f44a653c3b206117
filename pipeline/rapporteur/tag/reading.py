"""One text with all that is found in it; what several finders need is found once."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property, lru_cache
from operator import attrgetter

from rapporteur.knowledge.countries import Country, load_countries
from rapporteur.knowledge.organizations import Name, load_organizations
from rapporteur.knowledge.phrases import Hit, Word, words
from rapporteur.tag.bodies import find_organizations
from rapporteur.tag.forms import Block, Form, FormFinder
from rapporteur.tag.model import Found
from rapporteur.tag.spans import Ranges

_start = attrgetter("start")


class Passage:
    """A text, its words and the known names in it. Nothing is computed before it is asked for."""

    def __init__(self, text: str, year: int | None = None) -> None:
        self.text = text
        self.year = year

    @cached_property
    def words(self) -> list[Word]:
        """The words and marks of the text."""
        return words(self.text)

    @cached_property
    def countries(self) -> list[Hit[Country]]:
        """The countries named in the text."""
        return list(load_countries().find_in(self.words, year=self.year))

    @cached_property
    def known(self) -> list[Hit[Name]]:
        """The known organizations named in the text."""
        return list(load_organizations().find_in(self.text, self.words))

    @cached_property
    def forms(self) -> list[Form]:
        """The organizations that the form of their names shows."""
        blocks = [Block(h.first, h.after, True) for h in self.countries]
        blocks += [Block(h.first, h.after, False) for h in self.known]
        return list(FormFinder(self.text, self.words, blocks, load_organizations().forms).find())

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

    def countries_in(self, start: int, end: int) -> set[str]:
        """Give the ids of the countries named within a range."""
        first = bisect_left(self.countries, start, key=_start)
        after = bisect_left(self.countries, end, key=_start)
        return {hit.value.id for hit in self.countries[first:after] if hit.end <= end}

    def country_of(self, name: str) -> str | None:
        """Give the id of the country of which this is the whole name."""
        found = load_countries().lookup(name, year=self.year)
        return found.id if found else None

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

    def cut(self, first: int, after: int) -> str:
        """Give the text of the words from `first` up to `after`."""
        return self.text[self.words[first].start : self.words[after - 1].end]


@lru_cache(maxsize=1024)
def passage(text: str, year: int | None = None) -> Passage:
    """Give the passage of a text; components that see the same text share it."""
    return Passage(text, year)
