"""What the tag stage finds: spans in one text, then entities of the whole document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Found:
    """A span that one rule found in one text.

    `entity` is the id of what it names as far as the text alone tells; `data` holds what else the
    text says of it ("role", "number", …).
    """

    start: int
    end: int
    kind: str
    entity: str | None
    rule: str
    data: Mapping[str, str] = field(default_factory=lambda: _NONE, hash=False)


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of a node that names an entity: `text` is cut out by `start` and `end`."""

    node: str
    start: int
    end: int
    text: str
    kind: str
    entity: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Person:
    """A natural person, once per document, with all that the document prints of him or her."""

    id: str
    name: str
    honorific: str | None
    role: str | None
    affiliation: str | None
    country: str | None
    on_behalf_of: str | None
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamedCountry:
    """A State or territory that the document names, and where."""

    id: str
    name: str
    iso2: str | None
    iso3: str | None
    m49: str | None
    region: str | None
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamedOrganization:
    """An organization that the document names: by its full name if that is printed."""

    id: str
    name: str
    acronym: str | None
    type: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """A document (has `symbol`), resolution or decision (have `body`, `number`) that is cited."""

    id: str
    kind: str
    symbol: str | None
    body: str | None
    number: str | None
    title: str | None
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What the masthead and the grammar tell about the document before its text is read.

    `body` is the name of the body that reports, `parents` are the bodies it reports to, nearest
    first; `state` is the State under review or of the delegation; `year` that of the document.
    """

    body: str | None = None
    parents: tuple[str, ...] = ()
    state: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Tagged:
    """All that the tag stage found; every entity of a mention stands in one of the lists."""

    mentions: tuple[Mention, ...] = ()
    people: tuple[Person, ...] = ()
    countries: tuple[NamedCountry, ...] = ()
    organizations: tuple[NamedOrganization, ...] = ()
    citations: tuple[Citation, ...] = ()
    model: str | None = None
