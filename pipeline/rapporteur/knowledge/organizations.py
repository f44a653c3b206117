"""The organizations that UN reports name, by full name, acronym and other usual names.

Names come from `grammars/lexicon/organizations.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from rapporteur.errors import GrammarError
from rapporteur.knowledge.files import shipped_folder
from rapporteur.knowledge.phrases import Hit, Phrases, Words, fold, key

FILE = "organizations.toml"
TYPES = ("un_body", "un_entity", "igo", "regional_group", "ngo", "government", "company", "other")
_WITH_ACRONYM = re.compile(r"(?P<name>.+) \((?P<acronym>[^()]+)\)")


@dataclass(frozen=True, slots=True)
class Organization:
    """A known organization; `id` is readable and stays, `type` is one of the report's."""

    id: str
    name: str
    acronym: str | None
    type: str


class KnownName(NamedTuple):
    """One name of an organization; an acronym counts only if it is written exactly so."""

    organization: Organization
    exact: str | None


@dataclass(frozen=True, slots=True)
class Forms:
    """The words that make the names of organizations, folded: see `[forms]` in the lexicon.

    `heads` holds those that are `foreign` too, `of_parties` the first words of `parties`; `shown`
    are those that head a name only where the text shows it: `acting`, `working`, `closing`.
    """

    heads: frozenset[str]
    foreign: frozenset[str]
    parts: frozenset[str]
    government: frozenset[str]
    companies: frozenset[str]
    generic: frozenset[str]
    links: frozenset[str]
    inner: frozenset[str]
    articles: frozenset[str]
    followers: frozenset[str]
    prepositions: frozenset[str]
    conjunctions: frozenset[str]
    aims: frozenset[str]
    after_in: frozenset[str]
    outside: frozenset[str]
    begins: frozenset[str]
    openers: frozenset[str]
    named: frozenset[str]
    common: frozenset[str]
    verbs: frozenset[str]
    qualified: frozenset[str]
    members: frozenset[str]
    small: frozenset[str]
    of_state: frozenset[str]
    joints: frozenset[str]
    subjects: frozenset[str]
    system: frozenset[str]
    acts: frozenset[str]
    elsewhere: frozenset[str]
    compounds: frozenset[str]
    organs: frozenset[str]
    bound: frozenset[str]
    parties: frozenset[str]
    of_parties: frozenset[str]
    shown: frozenset[str]
    to_instrument: frozenset[str]
    instrument_links: frozenset[str]
    over: frozenset[str]
    acting: frozenset[str]
    working: frozenset[str]
    closing: frozenset[str]
    whose: frozenset[str]
    owned: frozenset[str]
    kinds: frozenset[str]
    ends: frozenset[str]
    applied: frozenset[str]
    long_links: frozenset[str]
    both: frozenset[str]
    counted: frozenset[str]
    programmes: frozenset[str]
    numerals: frozenset[str]


class Organizations:
    """Every known organization; `find_in` finds their names, `lookup` knows a whole name."""

    def __init__(self, data: Mapping[str, Any], file: str = FILE) -> None:
        self._names: dict[str, Organization] = {}
        self._phrases: Phrases[KnownName] = Phrases()
        by_acronym: dict[str, Organization] = {}
        for kind, name, acronym in _entries(data):
            known = by_acronym.get(acronym or "")
            entry = known or Organization(slug(acronym or name), name, acronym, kind)
            self._add(name, entry, file)
            if acronym and not known:
                by_acronym[acronym] = entry
                self._phrases.add(acronym, KnownName(entry, acronym))
        for name, others in data.get("aliases", {}).items():
            self._add_aliases(
                name, by_acronym.get(name) or self._names.get(key(name)), others, file
            )
        self.forms = _forms(data["forms"])

    def _add(self, name: str, entry: Organization, file: str) -> None:
        if self._names.setdefault(key(name), entry) is not entry:
            raise GrammarError(file, entry.id, f"{name!r} names two organizations")
        self._phrases.add(name, KnownName(entry, None))

    def _add_aliases(
        self, name: str, entry: Organization | None, others: list[str], file: str
    ) -> None:
        if entry is None:
            raise GrammarError(file, "aliases", f"no organization is named {name!r}")
        for other in others:
            self._names.setdefault(key(other), entry)
            self._phrases.add(other, KnownName(entry, other if _is_acronym(other) else None))

    def lookup(self, name: str) -> Organization | None:
        """Give the organization of which `name` is the whole name, with or without acronym."""
        whole = self._names.get(key(name))
        m = None if whole else _WITH_ACRONYM.fullmatch(name)
        return self._names.get(key(m["name"])) if m else whole

    def find_in(self, text: str, parts: Words) -> Iterator[Hit[KnownName]]:
        """Find the known names in a text cut into words, the longest at each place."""
        for hit in self._phrases.find(parts):
            if hit.value.exact is None or text[hit.start : hit.end] == hit.value.exact:
                yield hit


def slug(name: str) -> str:
    """Give a readable id: the words in lower case joined by hyphens."""
    return key(name).replace(" ", "-")


def _is_acronym(name: str) -> bool:
    return name.replace("-", "").isupper()


def _entries(data: Mapping[str, Any]) -> Iterator[tuple[str, str, str | None]]:
    for kind in TYPES:
        for entry in data.get(kind, {}).get("names", ()):
            m = _WITH_ACRONYM.fullmatch(entry)
            yield (kind, m["name"], m["acronym"]) if m else (kind, entry, None)


def _forms(data: Mapping[str, list[str]]) -> Forms:
    folded = {name: frozenset(map(fold, values)) for name, values in data.items()}
    folded["heads"] |= folded["foreign"]
    folded["shown"] = folded["acting"] | folded["working"] | folded["closing"]
    folded["of_parties"] = frozenset(name.split()[0] for name in folded["parties"])
    return Forms(**folded | {n: frozenset(map(key, data[n])) for n in _WHOLE})


_WHOLE = (
    "named",
    "common",
    "system",
    "compounds",
    "long_links",
    "counted",
    "programmes",
    "organs",
    "bound",
)
"""Lists whose members are names of several words."""


@cache
def load_organizations(folder: Path | None = None) -> Organizations:
    """Give the shipped organizations, or those of another folder of lexicons. Read once."""
    path = (folder or shipped_folder() / "lexicon") / FILE
    return Organizations(tomllib.loads(path.read_text(encoding="utf-8")), path.name)
