"""Read a text once: its words, the known names in it, the forms of names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property
from operator import attrgetter
from typing import TypeVar

from rapporteur.knowledge.countries import Country, load_countries
from rapporteur.knowledge.names import load_names
from rapporteur.knowledge.organizations import KnownName, load_organizations
from rapporteur.knowledge.phrases import Hit, Words, words
from rapporteur.repair.addresses import ADDRESS
from rapporteur.tag.form_words import Block
from rapporteur.tag.forms import FormedName, FormFinder
from rapporteur.tag.spans import Ranges

T = TypeVar("T")
_start = attrgetter("start")
_CAPITALISED = re.compile(r"[A-Z]\w*")
_ADDRESS = re.compile(rf"{ADDRESS}\S+")


class Reading:
    """A text, its words and the known names in it. Nothing is computed before it is asked for."""

    def __init__(self, text: str, year: int | None = None) -> None:
        self.text = text
        self.year = year

    @cached_property
    def words(self) -> Words:
        """The words and marks of the text."""
        return words(self.text)

    @cached_property
    def capitalised(self) -> frozenset[str]:
        """The words with which a name or a form of address may begin, each up to its first mark."""
        return frozenset(_CAPITALISED.findall(self.text))

    @cached_property
    def may_hold_names(self) -> bool:
        """Whether names of people of two words or more may stand in the text."""
        return load_names().may_be_in(self.text)

    @cached_property
    def countries(self) -> list[Hit[Country]]:
        """The countries named in the text."""
        return self._outside(load_countries().find_in(self.words, year=self.year))

    @cached_property
    def known(self) -> list[Hit[KnownName]]:
        """The known organizations named in the text."""
        return self._outside(load_organizations().find_in(self.text, self.words))

    def _outside(self, found: Iterable[Hit[T]]) -> list[Hit[T]]:
        """Leave out what stands in the address of a page: there nothing is named."""
        hits = list(found)
        if not (hits and _ADDRESS.search(self.text)):
            return hits
        addresses = Ranges(m.span() for m in _ADDRESS.finditer(self.text))
        return [hit for hit in hits if not addresses.overlap(hit.start, hit.end)]

    @cached_property
    def forms(self) -> list[FormedName]:
        """The organizations that the form of their names shows."""
        blocks = [Block(h.first, h.after, True) for h in self.countries]
        blocks += [Block(h.first, h.after, False) for h in self.known]
        return list(FormFinder(self.text, self.words, blocks, load_organizations().forms).find())

    def countries_in(self, start: int, end: int) -> set[str]:
        """Give the ids of the countries named within a range."""
        first = bisect_left(self.countries, start, key=_start)
        after = bisect_left(self.countries, end, key=_start)
        return {hit.value.id for hit in self.countries[first:after] if hit.end <= end}

    def country_at(self, start: int) -> Hit[Country] | None:
        """Give the country that is named from here on."""
        at = bisect_left(self.countries, start, key=_start)
        found = self.countries[at] if at < len(self.countries) else None
        return found if found and found.start == start else None

    def country_of(self, name: str) -> str | None:
        """Give the id of the country of which this is the whole name."""
        found = load_countries().lookup(name, year=self.year)
        return found.id if found else None

    def cut(self, first: int, after: int) -> str:
        """Give the text of the words from `first` up to `after`."""
        return self.text[self.words[first].start : self.words[after - 1].end]
