"""Which entity a printed name means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur.knowledge.countries import load_countries
from rapporteur.knowledge.phrases import key

if TYPE_CHECKING:
    from rapporteur.tag import Tagged


class Links:
    """Finds the id of a country, organization or person by the name printed of it.

    Countries are known without entities, organizations and people only with them.
    """

    def __init__(self, tagged: Tagged | None, year: int | None = None) -> None:
        self._year = year
        self._organizations: dict[str, str] = {}
        self._people: dict[str, str] = {}
        self._surnames: dict[str, str | None] = {}
        self._states: dict[str, str | None] = {}
        if tagged is not None:
            self._take(tagged)

    def _take(self, tagged: Tagged) -> None:
        for body in tagged.organizations:
            self._organizations.setdefault(key(body.name), body.id)
            if body.acronym:
                self._organizations.setdefault(key(body.acronym), body.id)
                self._organizations.setdefault(key(f"{body.name} ({body.acronym})"), body.id)
        for mention in tagged.mentions:
            if mention.kind == "organization" and mention.entity:
                self._organizations.setdefault(key(mention.text), mention.entity)
        for person in tagged.people:
            self._people.setdefault(key(person.name), person.id)
            self._states[person.id] = person.country
            for surname in _surnames(person.name):
                known = self._surnames.setdefault(surname, person.id)
                if known != person.id:
                    self._surnames[surname] = None

    def country(self, name: str) -> str | None:
        """Return the id of the State or territory of which `name` is the whole name."""
        found = load_countries().lookup(name, year=self._year)
        return found.id if found else None

    def organization(self, name: str) -> str | None:
        """Return the id of the organization of that name or acronym."""
        bare = name.partition(" (")[0]
        return self._organizations.get(key(name)) or self._organizations.get(key(bare))

    def person(self, name: str) -> str | None:
        """Return the id of the person of that full name, or of the only one of that surname."""
        return self._people.get(key(name)) or self._surnames.get(key(name))

    def state_of(self, person: str | None) -> str | None:
        """Return the country of a person."""
        return self._states.get(person) if person else None

    def any(self, name: str) -> str | None:
        """Return the id of whatever the name means: country, organization or person."""
        return self.country(name) or self.organization(name) or self.person(name)


def _surnames(name: str) -> list[str]:
    """Return the endings of a full name by which a person may be called later."""
    parts = name.split()
    return [key(" ".join(parts[at:])) for at in range(1, len(parts))]
