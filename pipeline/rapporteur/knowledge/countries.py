"""The States and territories of the world as UN documents name them.

Names come from `grammars/lexicon/countries.toml`, codes from ISO 3166 as `pycountry` has it.
"""

from __future__ import annotations

import gettext
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple

from rapporteur.errors import GrammarError
from rapporteur.knowledge.files import shipped_folder
from rapporteur.knowledge.lists import marks
from rapporteur.knowledge.phrases import Hit, Phrases, Words, key, words

FILE = "countries.toml"
_TABLES = ("states", "non_member_states", "territories", "historic")
_INVERTED = re.compile(r"(?P<short>[^(]+) \((?P<form>.+ of(?: the)?)\)")
_DELIMITER = re.compile(
    r"(?:(?<!\s)\s+)?(?:[,;/]\s*(?:(?:and|&)\s+)?|&\s*)|(?<!\s)\s+(?:and|as well as)\s+|[()\[\]]"
)
_ARTICLE = re.compile(r"(?:and\s+)?(?:[Tt]he\s+)?(?=\S)")
_MOST_PIECES = 5
_LIKE = 86.0
_APART = 6.0
_SHORTEST_GUESS = 4
_LONGEST_COMPANY = 4


@dataclass(frozen=True, slots=True)
class Country:
    """A State or territory. `id` is ISO 3166-1 alpha-3; of a historic State ISO 3166-3 alpha-4.

    `name` is the UN short name, `region` the UN regional group as documents name it, `until` the
    last year of a historic State, `now` the id of the State that its name means later;
    `territory` marks what no State is, and has no delegation of its own.
    """

    id: str
    name: str
    iso2: str | None
    iso3: str | None
    m49: str | None
    region: str | None
    until: int | None = None
    now: str | None = None
    territory: bool = False


class Abroad(NamedTuple):
    """A name of a country in another language, which counts only behind an article of it."""

    country: Country


class Listed(NamedTuple):
    """A member of a printed list: `text[start:end] == name`; `country` is None if unknown."""

    name: str
    country: Country | None
    start: int
    end: int


class Countries:
    """Every name of every State and territory: whole names, lists of names, names in prose."""

    def __init__(self, data: Mapping[str, Any], file: str = FILE) -> None:
        self._by_id = _countries(data)
        self._names: dict[str, Country] = {}
        self._squeezed: dict[str, Country] = {}
        self._phrases: Phrases[Country | Abroad | None] = Phrases()
        abroad = data.get("abroad", {})
        self._articles = frozenset(abroad.get("articles", ()))
        self.person_names = frozenset(key(n) for n in data["not_a_state"]["person_names"])
        self._behind = {key(n): n[0].isupper() for n in data["not_a_state"].get("behind", ())}
        self._ends = frozenset(key(n) for n in data["not_a_state"].get("ends", ()))
        for country, entry in zip(self._by_id.values(), _entries(data), strict=True):
            self._add(country, entry, file)
        for name in data["not_a_state"]["names"]:
            self._phrases.add(name, None)
        self._add_abroad(abroad)
        self._longest_squeezed = max(map(len, self._squeezed))

    def _add(self, country: Country, entry: Mapping[str, Any], file: str) -> None:
        strong = [f for n in (entry["name"], *entry.get("also", ())) for f in _forms(n)]
        for name in (*strong, *entry.get("weak", ())):
            known = self._names.setdefault(key(name), country)
            if known is not country:
                raise GrammarError(file, country.id, f"{name!r} is a name of {known.id} too")
            self._squeezed.setdefault(key(name).replace(" ", ""), country)
        for name in strong:
            self._phrases.add(name, country)

    def _add_abroad(self, data: Mapping[str, Sequence[str]]) -> None:
        """Add the names in other languages that are no names in English."""
        known = {*self._names, *map(key, data.get("persons", ()))}
        for country in self._by_id.values():
            for name in _translated(country, data.get("languages", ())):
                if key(name) not in known and name.isprintable() and "(" not in name:
                    known.add(key(name))
                    self._phrases.add(name, Abroad(country))

    def __iter__(self) -> Iterator[Country]:
        """Give every State and territory, States first, in the order of their codes."""
        return iter(self._by_id.values())

    def get(self, country_id: str) -> Country | None:
        """Give the country with this id, or None."""
        return self._by_id.get(country_id)

    def lookup(self, name: str, *, year: int | None = None) -> Country | None:
        """Give the country of which `name` is the whole printed name, or None.

        Short, formal and inverted names, usual abbreviations and misspellings; blanks that a PDF
        tool put into a name do no harm. `year` is that of the document: a historic name means the
        historic State up to its last year, and the State of today after it ("Burma").
        """
        printed = key(name)
        found = self._names.get(printed) or self._squeezed.get(printed.replace(" ", ""))
        return self._at(found, year)

    def leading(self, text: str, most: int) -> list[int]:
        """Give where a name with which a text begins may end: at a blank, one of the first `most`.

        Shortest first; `lookup` finds each of these names.
        """
        found: list[int] = []
        squeezed, end = "", -1
        for token in text.split(" ", most)[:-1]:
            end += len(token) + 1
            folds = [cut.fold for cut in words(token).cuts if cut.fold[0].isalnum()]
            squeezed += "".join(folds[folds[:1] == ["the"] and not squeezed :])
            if squeezed in self._squeezed:
                found.append(end)
            elif len(squeezed) > self._longest_squeezed:
                break
        return found

    def guess(self, name: str, *, year: int | None = None) -> Country | None:
        """Give the one country that a misspelt whole name can mean, or None.

        "Holly See", "United States of Americas", "Bolivia (Republic of)". At least 86 in a
        hundred letters must agree, and no other country come near.
        """
        from rapidfuzz import fuzz, process  # only who meets a misspelling pays

        printed = key(name)
        inverted = self._inverted(name, year)
        if inverted or len(printed) < _SHORTEST_GUESS:
            return inverted
        near = process.extract(
            printed, list(self._names), scorer=fuzz.ratio, score_cutoff=_LIKE - _APART, limit=8
        )
        best = self._names[near[0][0]] if near and near[0][1] >= _LIKE else None
        if any(score > near[0][1] - _APART and self._names[n] is not best for n, score, _ in near):
            return None
        return self._at(best, year)

    def _inverted(self, name: str, year: int | None) -> Country | None:
        """Give a country by the short part of its name if its form of government is misprinted."""
        short, bracket, _ = name.partition(" (")
        country = self.lookup(short, year=year) if bracket else None
        return country if country and country.name.startswith(f"{short} (") else None

    def _at(self, country: Country | None, year: int | None) -> Country | None:
        if country is None or country.until is None or (year and year <= country.until):
            return country
        return self._by_id[country.now] if country.now else country

    def split_list(self, text: str, *, year: int | None = None) -> list[Listed]:
        """Give the members of a list of States as printed in a bracket or an attendance list.

        Members are parted by comma, semicolon, slash, "and", "&" outside brackets, unless a longer
        known name holds these. What is no State ("European Union") comes with `country` None.
        Leading articles are no part of a name. Linear in the text.
        """
        return list(self._members(text, _pieces(text), year))

    def _members(
        self, text: str, pieces: Sequence[tuple[int, int]], year: int | None
    ) -> Iterator[Listed]:
        first = 0
        while first < len(pieces):
            start = _after_article(text, *pieces[first])
            after, country = self._longest(text, pieces, first, year)
            if country is None:
                after = self._unknown(text, pieces, first, year)
            end = pieces[after - 1][1]
            if start < end:
                yield Listed(text[start:end], country, start, end)
            first = after

    def _longest(
        self, text: str, pieces: Sequence[tuple[int, int]], first: int, year: int | None
    ) -> tuple[int, Country | None]:
        start = _after_article(text, *pieces[first])
        for last in range(min(len(pieces), first + _MOST_PIECES) - 1, first - 1, -1):
            found = self.lookup(text[start : pieces[last][1]], year=year)
            if found and not (last > first and found.until and not _lives(found, year)):
                return last + 1, found
        return first + 1, None

    def _unknown(
        self, text: str, pieces: Sequence[tuple[int, int]], first: int, year: int | None
    ) -> int:
        """Join what "and" parts, for no name of a State begins after it: "X for Y and Z"."""
        after = first + 1
        while after < len(pieces) and _joined_by_and(text, pieces[after - 1][1], pieces[after][0]):
            if self._longest(text, pieces, after, year)[1]:
                break
            after += 1
        return after

    def find(self, text: str, *, year: int | None = None) -> list[Hit[Country]]:
        """Find the countries named in running text: the longest name at each place.

        Only names that suffice alone; not "Guinea" in "Papua New Guinea", "Ireland" in "Northern
        Ireland", "Jordan" in "Jordan Valley", "Chad" in "Mr. Chad". Adjectives are no names.
        """
        return list(self.find_in(words(text), year=year))

    def find_in(self, parts: Words, *, year: int | None = None) -> Iterator[Hit[Country]]:
        """Do what `find` does for a text already cut into words."""
        for hit in self._phrases.find(parts):
            named = hit.value
            if isinstance(named, Abroad):
                before = parts.cuts[hit.first - 1].fold if hit.first else ""
                named = named.country if before in self._articles else None
            country = self._at(named, year)
            if country and _is_written(parts, hit) and not self._goes_on(parts, hit):
                yield Hit(hit.start, hit.end, country, hit.first, hit.after)

    def _goes_on(self, parts: Words, hit: Hit[Country | Abroad | None]) -> bool:
        """Whether what follows makes another name of it: "… dollars", "… Sea", "… Ink Company"."""
        after = parts.cuts[hit.after : hit.after + _LONGEST_COMPANY]
        if not after:
            return False
        capital = self._behind.get(after[0].fold)
        if capital is not None and after[0].upper >= capital:
            return True
        run = list(takewhile(lambda word: word.upper, after))
        return any(word.fold in self._ends for word in run[1:])


def _is_written(parts: Words, hit: Hit[Country | Abroad | None]) -> bool:
    """Whether its longest word has a capital: "La réunion" in French is no island."""
    longest = max(parts.cuts[hit.first : hit.after], key=lambda word: len(word.fold))
    return longest.upper or not parts.cuts[hit.first].upper


def _lives(country: Country, year: int | None) -> bool:
    return country.until is not None and year is not None and year <= country.until


def _forms(name: str) -> list[str]:
    """Give "State of X" and "X, State of" beside "X (State of)"."""
    m = _INVERTED.fullmatch(name)
    if not m or name.startswith("China"):
        return [name]
    form = m["form"].removeprefix("the ")
    return [name, f"{form} {m['short']}", f"{m['short']}, {m['form']}"]


def _joined_by_and(text: str, end: int, start: int) -> bool:
    return text[end:start].strip() in ("and", "&")


def _after_article(text: str, start: int, end: int) -> int:
    m = _ARTICLE.match(text, start, end)
    return m.end() if m else start


def _pieces(text: str) -> list[tuple[int, int]]:
    """Cut a list at every mark that may part two members, outside brackets."""
    pieces, start = [], 0
    for mark in marks(text, _DELIMITER):
        pieces.append((start, mark.start()))
        start = mark.end()
    pieces.append((start, len(text)))
    return [p for a, b in pieces if (p := _trim(text, a, b))[0] < p[1]]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \t\r\n.*":
        start += 1
    while start < end and text[end - 1] in " \t\r\n.*:":
        end -= 1
    return start, end


def _entries(data: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for table in _TABLES:
        yield from data[table].values()


def _countries(data: Mapping[str, Any]) -> dict[str, Country]:
    groups = data["groups"]
    return {
        country_id: _country(country_id, entry, groups, territory=table == "territories")
        for table in _TABLES
        for country_id, entry in data[table].items()
    }


def _country(
    country_id: str, entry: Mapping[str, Any], groups: Mapping[str, str], *, territory: bool
) -> Country:
    iso2, iso3, m49 = _iso(country_id)
    return Country(
        id=country_id,
        name=entry["name"],
        iso2=entry.get("iso2", iso2),
        iso3=iso3,
        m49=m49,
        region=groups[entry["group"]] if "group" in entry else None,
        until=entry.get("until"),
        now=entry.get("now"),
        territory=territory,
    )


def _iso(country_id: str) -> tuple[str | None, str | None, str | None]:
    """Give alpha-2, alpha-3 and numeric code, which is the M49 code."""
    import pycountry  # loads its database: only who needs countries pays

    if len(country_id) == 4:
        old = pycountry.historic_countries.get(alpha_4=country_id)
        if old is None:
            raise GrammarError(FILE, country_id, "no code of ISO 3166-3")
        return None, old.alpha_3, getattr(old, "numeric", None)
    new = pycountry.countries.get(alpha_3=country_id)
    return (new.alpha_2, new.alpha_3, new.numeric) if new else (None, None, None)


def _translated(country: Country, languages: Sequence[str]) -> Iterator[str]:
    """Give the plain names of a country in other languages, as ISO 3166 has them."""
    import pycountry

    entry = pycountry.countries.get(alpha_3=country.id)
    if entry is None:
        return
    for names in map(_translations, languages):
        for name in filter(None, (entry.name, getattr(entry, "common_name", None))):
            told = names.gettext(name)
            if told != name and "," not in told:
                yield told


@cache
def _translations(language: str) -> gettext.NullTranslations:
    import pycountry

    return gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language])


@cache
def load_countries(folder: Path | None = None) -> Countries:
    """Give the shipped names of States, or those of another folder of lexicons. Read once."""
    path = (folder or shipped_folder() / "lexicon") / FILE
    return Countries(tomllib.loads(path.read_text(encoding="utf-8")), path.name)
