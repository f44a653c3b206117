"""What the tag stage finds: spans in one text, then entities of the whole document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, NamedTuple

from rapporteur.report import Citation, Country, Mention, Organization, Person, Problem

Way = Literal[
    "people.addressed", "people.bracket", "people.function", "people.item", "people.introduced",
    "people.beside", "people.roster", "people.ruler", "people.listed", "people.author",
    "people.signed", "people.chosen", "people.officer", "people.titled", "people.adjoined",
    "people.headed", "model",
]  # fmt: skip
"""The ways in which texts introduce people: rules of this stage."""
Told = Literal[
    "name", "honorific", "role", "affiliation", "country", "on_behalf_of", "type", "known", "kind",
    "number", "title", "body",
]  # fmt: skip
"""What a text can say of what it names, right there."""
_NOTHING: Mapping[Told, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Found:
    """A span that one rule found in one text.

    `entity` is the id of what it names as far as the text alone tells; `data` holds what else the
    text says of it.
    """

    start: int
    end: int
    kind: str
    entity: str | None
    rule: str
    data: Mapping[Told, str] = field(default_factory=lambda: _NOTHING, hash=False)


class Node(NamedTuple):
    """A node of the report, its text and what was found in it."""

    id: str
    text: str
    found: list[Found]

    @property
    def paragraph(self) -> str:
        """The id without `#tail`."""
        return self.id.partition("#")[0]


@dataclass(frozen=True, slots=True)
class Context:
    """What the masthead and the grammar tell about the document before its text is read.

    `body` is the name of the body that reports, `parents` are the bodies it reports to, nearest
    first; `session` is the number of the session of `body`; `state` is the id of the State under
    review; `year` that of the document, `title` its title; `sender` is the id of the State whose
    delegate sent it, if it is a letter.
    """

    body: str | None = None
    parents: tuple[str, ...] = ()
    session: int | None = None
    state: str | None = None
    year: int | None = None
    title: str | None = None
    sender: str | None = None


@dataclass(frozen=True, slots=True)
class Tagged:
    """All that the tag stage found; every entity of a mention stands in one of the lists.

    The entity of a date is the date itself as ISO 8601; a mention without entity names something
    that the text alone does not settle (a day without a year).
    """

    mentions: tuple[Mention, ...] = ()
    people: tuple[Person, ...] = ()
    countries: tuple[Country, ...] = ()
    organizations: tuple[Organization, ...] = ()
    citations: tuple[Citation, ...] = ()
    problems: tuple[Problem, ...] = ()
    model: str | None = None
