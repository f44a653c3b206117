"""Find the people whom a text introduces or names, by the ways in which reports do it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rapporteur.knowledge.grammar import language
from rapporteur.knowledge.names import NameForms, is_rare, is_unusual, load_names
from rapporteur.knowledge.phrases import fold
from rapporteur.tag.descriptions import Claim, described, of_office
from rapporteur.tag.model import Found, Way
from rapporteur.tag.named import Named
from rapporteur.tag.spans import nested

_LOOK_BACK = 110
_ROLE_BACK = 260
_OPENING = 6
_WAYS: dict[str, Way] = {
    "introduced": "people.introduced",
    "listed": "people.listed",
    "author": "people.author",
    "signed": "people.signed",
}
_ADJECTIVES = 2
_PAUSE = re.compile(r"[,.;]|\s[a-z]|$")
_CIVIL = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mme|Mlle|M|Dr|Dra|Sr|Sra|Srta|Prof|H\.\s?E|S\.\s?E)\b\.?")
_INITIAL = re.compile(r"M\.|Me\.")
_NAME_BEFORE = re.compile(r"[A-Z][\w’'-]*\s$")


@dataclass(frozen=True, slots=True)
class _Patterns:
    addressed: re.Pattern[str]
    before: re.Pattern[str]
    after_comma: re.Pattern[str]
    item: re.Pattern[str]
    introduced: re.Pattern[str]
    mandate: re.Pattern[str]
    bearer: re.Pattern[str]
    ruler: re.Pattern[str]
    series: re.Pattern[str]
    titled: re.Pattern[str]
    of_place: re.Pattern[str]
    chosen: re.Pattern[str]
    officer: re.Pattern[str]
    label: re.Pattern[str]
    run: re.Pattern[str]
    one: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    forms = load_names()
    name = forms.name
    bare = rf"{name}(?:,?\s\((?:[^()]|\([^()]*\))*\))?"
    return _Patterns(
        addressed=re.compile(rf"\b(?=[A-Z])(?P<address>{forms.address})(?P<name>{name})"),
        before=re.compile(rf"(?<![\w.’-]){name}\s?$"),
        after_comma=re.compile(rf",\s(?:{forms.address})?(?P<name>{name})(?=[,;.]|\s\(|\s[a-z]|$)"),
        item=re.compile(
            rf"(?:^|[:;]\s(?:{forms.conjunction}\s)?)(?:[•·–—-]\s*)?(?P<name>{name})(?=\s?[,;–(]|\s{forms.belonging}\s|\s[a-z]+\s\d)"
        ),
        introduced=re.compile(
            rf"\b(?:{forms.introductions})[,:]?\s(?P<list>{bare}(?:(?:,\s|,?\s{forms.conjunction}\s){bare})*)"
            rf"(?=[.,;(]|\s[a-z]|$)"
        ),
        titled=re.compile(rf"\b(?P<title>{forms.plural_titles})\.?\s(?=[A-Z])"),
        of_place=re.compile(rf"\s{forms.belonging}\s(?:the\s)?{name}|\s\([^()]*\)"),
        officer=re.compile(rf"(?P<name>{name})\s\((?=(?:{forms.labels})\))"),
        label=re.compile(rf"(?:^|[.;]\s)(?:{forms.labels})\s?:\s(?=\w)"),
        chosen=re.compile(rf"(?P<name>{name})(?:\s\([^()]*\))?,?\s(?={forms.chosen})"),
        run=re.compile(
            r"[A-Z][\w’'-]*(?:\s(?:(?:of|for|on|and|the|to|in|at)\s){0,2}[A-Z][\w’'-]*\.?)+"
        ),
        mandate=re.compile(rf"(?:{forms.mandates}|{forms.delegates})\b"),
        one=re.compile(rf"(?P<name>{name})"),
        bearer=re.compile(
            rf"(?:['’]s)?\s(?:{forms.belonging}\s[A-Z][\w’-]*\s)?(?:{forms.bearers})\b"
        ),
        ruler=re.compile(
            rf"(?<![\w-])(?<![A-Z][a-z]\s)(?:{forms.rulers})\s(?P<name>{name})(?![\w-])"
        ),
        series=re.compile(
            rf"(?:,\s(?:{forms.conjunction}\s)?|\s{forms.conjunction}\s)(?P<name>{name})"
            rf"(?=[,;.)]|\s\(|\s[a-z]|$)"
        ),
    )


def find_people(reading: Named) -> list[Found]:
    """Give the people named in a text, each with what is printed of him or her in `data`.

    Rules: `people.addressed` ("H.E. Ms. Ana Roe", "Mr. Roe"), `people.bracket` ("Ana Roe
    (Peru)"), `people.function` ("the Minister of Health of Peru, Ana Roe,"), `people.item` ("Ana
    Roe, Director of …;" where an item of a list begins), `people.introduced` ("made by Ana Roe and
    Jo Doe"), `people.beside` ("invited Ana Roe, Director of Ports, and"). `data`: `name`,
    `honorific`, `role`, `affiliation`, `country` (an id), `on_behalf_of`, each only if printed.
    Ships, treaties, streets and prizes are no people: none of these ways introduces them.
    """
    claims = _claims(reading)
    return nested(described(reading, claim) for claim in _apart(claims))


def _claims(reading: Named) -> list[Claim]:
    forms = load_names()
    claims = [*_addressed(reading.text), *_titled(reading, forms), *_bracketed(reading, forms)]
    claims += [
        c for c in _after_function(reading.text, forms) if not reading.names_other(c.start, c.end)
    ]
    claims += _items(reading, forms)
    claims += [
        c for c in _introduced(reading.text, forms) if not reading.names_other(c.start, c.end)
    ]
    claims += _beside(reading, forms)
    claims += [c for c in _rulers(reading.text, forms) if not reading.names_other(c.start, c.end)]
    claims += _in_lists(reading, forms)
    claims += [
        c
        for c in (
            *_chosen(reading.text, forms),
            *_adjoined(reading.text, forms),
            *_officers(reading.text, forms),
        )
        if not reading.names_other(c.start, c.end)
    ]
    return claims


def _apart(claims: list[Claim]) -> Iterator[Claim]:
    """Give each name once: the first claim on a place wins, a role before the name is kept."""
    roles = {c.end: c for c in claims if c.role}
    taken: list[tuple[int, int]] = []  # in order, and none overlaps another
    for claim in claims:
        at = bisect_left(taken, (claim.end, 0))
        if at and taken[at - 1][1] > claim.start:
            continue
        taken.insert(at, (claim.start, claim.end))
        other = roles.get(claim.end)
        yield claim.with_role(other.role) if other and not claim.role else claim


def _addressed(text: str) -> Iterator[Claim]:
    for m in _patterns().addressed.finditer(text):
        start, end = _without_possessive(text, *m.span("name"))
        end = _without_role(text, start, end)
        honorific = " ".join(m["address"].split())
        if _INITIAL.fullmatch(honorific) and _NAME_BEFORE.search(
            text, max(0, m.start() - _LOOK_BACK), m.start()
        ):
            continue
        name, forms = text[start:end], load_names()
        borne = forms.bears(name) or _patterns().bearer.match(text, end)
        if forms.are_functions(name) or borne:
            continue  # "Mr. President, …", "Dr. Roe’s Foundation"
        if _CIVIL.search(honorific) or forms.is_name(name):
            yield Claim(start, end, "people.addressed", honorific=_own(honorific, text, m.start()))


def _own(honorific: str, text: str, start: int) -> str:
    """Cut "Ambassador" off "Ambassador Mr." behind a comma: it is the role of the one before."""
    civil = _CIVIL.search(honorific)
    role = honorific[: civil.start()].strip() if civil else ""
    if civil and role and text.startswith(", ", start - 2) and load_names().are_functions(role):
        return honorific[civil.start() :]
    return honorific


def _without_possessive(text: str, start: int, end: int) -> tuple[int, int]:
    return (start, end - 2) if re.search(r"['’]s$", text[start:end]) else (start, end)


def _without_role(text: str, start: int, end: int) -> int:
    """Cut "Director" off "Ana Roe Director": a table has lost its columns."""
    forms = load_names()
    tokens = list(re.finditer(r"\S+", text[start:end]))
    for token in tokens[1:]:
        parts = token.group().split("-")
        if all(part in forms.roles or part in forms.functions for part in parts):
            return start + len(text[start : start + token.start()].rstrip())
    return end


def _bracketed(reading: Named, forms: NameForms) -> Iterator[Claim]:
    text = reading.text
    for hit in reading.countries:
        open_ = text.rfind("(", max(0, hit.start - 5), hit.start)
        if open_ < 0 or text[hit.end : hit.end + 1] not in (")", ",") or open_ == 0:
            continue
        m = _patterns().before.search(text, max(0, open_ - _LOOK_BACK), open_)
        if m is None:
            continue
        start, end = _trimmed(text, m.start(), m.end(), forms)
        name = text[start:end]
        other = reading.within_office(start, end) or reading.country_of(name)
        placed = language().only("no_name_behind").search(text, max(0, start - 10), start)
        if forms.is_name(name) and not other and not placed:
            yield Claim(start, end, "people.bracket")


def _trimmed(text: str, start: int, end: int, forms: NameForms) -> tuple[int, int]:
    """Leave out words before a name that are no part of it: "President Ana Roe"."""
    end = start + len(text[start:end].rstrip())
    while " " in text[start:end]:
        first = text[start:end].split(" ", 1)[0]
        if not (forms.has_function(first) or first.lower() in forms.ordinary):
            break
        start += len(first) + 1
    return start, end


def _after_function(text: str, forms: NameForms) -> Iterator[Claim]:
    floor = 0
    for m in _patterns().after_comma.finditer(text):
        if not forms.is_name(m["name"]) or forms.is_role(m["name"]):
            continue
        role = _role_before(text, floor, m.start(), forms)
        if role:
            floor = m.end()
            yield Claim(*m.span("name"), "people.function", role=role)
            if _is_plural(text[slice(*role)]):
                yield from _others(text, m.end(), role, forms)


def _others(text: str, at: int, role: tuple[int, int], forms: NameForms) -> Iterator[Claim]:
    """Give the others of "the Co-Chairs of X, Ana Roe and Jo Doe"."""
    while (m := _patterns().series.match(text, at)) and forms.is_name(m["name"]):
        if forms.is_role(m["name"]):
            return
        yield Claim(*m.span("name"), "people.function", role=role)
        at = m.end()


def _is_plural(role: str) -> bool:
    return any(load_names().one_of(word) != word for word in role.split()[:_OPENING])


def _role_before(text: str, floor: int, end: int, forms: NameForms) -> tuple[int, int] | None:
    """Give the role that ends before the comma at `end`: "the Minister of Health of Peru"."""
    start = max(floor, end - _ROLE_BACK)
    for m in language().only("phrase_start").finditer(text, start, end):
        if m.group() != "(" or text.find(")", m.end(), end) < 0:
            start = m.end() - 1 if m.group() == "(" else m.end()
    start += len(text[start:end]) - len(text[start:end].lstrip())
    for m in language().only("next_office").finditer(text, start, end):
        if forms.has_function(m["word"]):
            start = m.start("phrase")
    article = language().only("article")
    articles = [m.end() for m in article.finditer(text, start, end)]
    if text[start : start + 1].isupper() and not article.match(text, start):
        articles.insert(0, start)
    for at in articles:
        if _is_function(text[at:end], forms) and not _is_absent(text, at):
            return at, end
    return None


def _is_absent(text: str, at: int) -> bool:
    """Whether the office is that of another: "in the absence of the Chair, Ana Roe …"."""
    return language().only("no_role_behind").search(text, max(0, at - 40), at) is not None


def _is_function(phrase: str, forms: NameForms) -> bool:
    """Whether a phrase names a function from its first words on, and does nothing else.

    Mandates go on in small letters: "Special Rapporteur on the rights of fishers"; so do bodies
    that are called by what they are ("Director of the Waters secretariat"), and what qualifies a
    function in small letters ("a youth speaker").
    """
    if _patterns().mandate.match(phrase):
        return not any(language().fits("verb_of_sentence", word) for word in phrase.split())
    tokens = phrase.replace(",", " ").split()
    opening = tokens[:_OPENING]
    first = next((i for i, t in enumerate(opening) if forms.has_function(t)), None)
    if first is None or "," in phrase[: phrase.index(opening[first])]:
        return False
    return all(_may_stand(tokens, i, first, forms) for i in range(len(tokens)))


def _may_stand(tokens: list[str], i: int, first: int, forms: NameForms) -> bool:
    """Whether a word may stand in the name of a function, whose head is the word `first`."""
    token = tokens[i]
    if token[:1].isupper() or token[:1] == "(" or token in forms.small | forms.functions:
        return True
    if token.partition("-")[0] in forms.small:
        return True
    if i < first:
        return tokens[first][0].islower() and first - i <= _ADJECTIVES and token.isalpha()
    if token in forms.bodies:
        return tokens[i - 1][:1].isupper() or language().fits("ordinal", tokens[i - 1])
    return language().fits("ordinal", token)


def _items(reading: Named, forms: NameForms) -> Iterator[Claim]:
    text = reading.text
    for m in _patterns().item.finditer(text):
        start, end = m.span("name")
        name = text[start:end]
        if forms.is_role(name) or reading.names_other(start, end):
            continue
        opens = text[end : end + 60].lstrip(" ,;–(")
        dated = language().only("dated_stay").match(text, end)
        told = dated or forms.opens_role(opens) or of_office(reading, end)
        if forms.is_name(name) and told:
            yield Claim(start, end, "people.item")


def _beside(reading: Named, forms: NameForms) -> Iterator[Claim]:
    text = reading.text
    for aside in language().only("beside_name").finditer(text):
        at = aside.start()
        opening = text[aside.end() : aside.end() + 60].split()[:3]
        named = (
            any(forms.has_function(word.strip(",;")) for word in opening)
            and opening[0] != forms.article.strip()
        )
        if not named and not of_office(reading, at):
            continue
        m = _patterns().before.search(text, max(0, at - _LOOK_BACK), at)
        if m is None or _NAME_BEFORE.search(text, max(0, m.start() - _LOOK_BACK), m.start()):
            continue
        start, end = _trimmed(text, *m.span(), forms)
        name, left = text[start:end], text[m.start() : start].split()
        if not forms.is_name(name) or forms.is_role(name) or reading.names_other(start, end):
            continue
        placed = language().only("no_name_behind").search(text, max(0, start - 10), start)
        if not placed and all(forms.has_function(word) for word in left):
            yield Claim(start, end, "people.beside")


def _introduced(text: str, forms: NameForms) -> Iterator[Claim]:
    for m in _patterns().introduced.finditer(text):
        told = False
        for one in _patterns().one.finditer(text, *m.span("list")):
            start, end = _without_possessive(text, *one.span())
            in_bracket = text.rfind("(", m.start("list"), start) > text.rfind(")", 0, start)
            name = text[start:end]
            told = told or forms.are_functions(name)
            if told and not is_unusual(name):
                continue  # "by Ana Roe, Director, Peace Operations"
            if not in_bracket and forms.is_name(name) and not forms.is_role(name):
                yield Claim(start, end, "people.introduced")


def _rulers(text: str, forms: NameForms) -> Iterator[Claim]:
    """Give "President Roe": a surname alone counts if it is no word of English."""
    for m in _patterns().ruler.finditer(text):
        name = m["name"]
        whole = forms.is_name(name) or (" " not in name and is_unusual(name))
        if whole and not forms.are_functions(name) and fold(name) not in forms.ordinary:
            role = m.start(), m.start("name") - 1
            yield Claim(*m.span("name"), "people.ruler", role=role)


def _in_lists(reading: Named, forms: NameForms) -> Iterator[Claim]:
    """Give the people of lists that the text introduces as such: members, authors, signatories."""
    text = reading.text
    for rule in language().role("people_behind"):
        for lead in rule.pattern.finditer(text):
            names = list(_series(text, lead.end(), forms))
            if names and _is_list_of_people(reading, names, rule.value or ""):
                yield from (Claim(*name, _WAYS[rule.value or ""]) for name in names)


def _is_list_of_people(reading: Named, names: list[tuple[int, int]], value: str) -> bool:
    """Whether a list ends as it must, names nothing else, and holds names rather than words."""
    text = reading.text
    for rule in language().role("people_end"):
        if rule.value == value and not rule.pattern.match(text, names[-1][1]):
            return False
    unusual = sum(is_unusual(text[slice(*name)]) for name in names)
    signed = value == "signed"
    return (signed or 2 * unusual >= len(names)) and not any(
        reading.names_other(*name) for name in names
    )


def _series(text: str, at: int, forms: NameForms) -> Iterator[tuple[int, int]]:
    """Give the names of "A, B and C" from a place on, up to what is no name."""
    m = _patterns().one.match(text, at)
    while m and forms.is_name(m["name"]) and not forms.is_role(m["name"]):
        yield m.span("name")
        m = _patterns().series.match(text, m.end())


def _titled(reading: Named, forms: NameForms) -> Iterator[Claim]:
    """Give the people of "Ambassadors Ana Roe of Peru and Jo Doe of Fiji"."""
    text = reading.text
    for title in _patterns().titled.finditer(text):
        m = _patterns().one.match(text, title.end())
        while m and forms.is_name(m["name"]) and not reading.names_other(*m.span("name")):
            yield Claim(
                *m.span("name"), "people.titled", honorific=title["title"].removesuffix("s")
            )
            place = _patterns().of_place.match(text, m.end())
            m = _patterns().series.match(text, place.end() if place else m.end())


def _chosen(text: str, forms: NameForms) -> Iterator[Claim]:
    """Give those whom a sentence elects or appoints: "… and Jo Doe as alternate Rapporteur"."""
    for m in _patterns().chosen.finditer(text):
        start, end = m.span("name")
        sentence = max(text.rfind(". ", 0, start), text.rfind("; ", 0, start)) + 1
        chosen = language().search("choice", text[max(sentence, start - _ROLE_BACK) : start])
        if chosen and forms.is_name(m["name"]) and not forms.is_role(m["name"]):
            yield Claim(start, end, "people.chosen")


def _officers(text: str, forms: NameForms) -> Iterator[Claim]:
    """Give "Ana Roe (Chair)", and whom a label introduces: "Vice-Chairs: Ana Roe, Jo Doe"."""
    spans = [m.span("name") for m in _patterns().officer.finditer(text)]
    for label in _patterns().label.finditer(text):
        spans += _series(text, label.end(), forms)
    for start, end in spans:
        if forms.is_name(text[start:end]) and not forms.is_role(text[start:end]):
            yield Claim(start, end, "people.officer")


def _adjoined(text: str, forms: NameForms) -> Iterator[Claim]:
    """Give the name that stands right behind an office: "the Minister of Ports Ana Roe said".

    Nothing but the words themselves parts the two, so both must be hardly anything but names.
    """
    for m in _patterns().run.finditer(text):
        words = m.group().split(" ")
        at = next((i for i in range(1, len(words) - 1) if _is_sure(words, i, forms)), None)
        if at is None or not _is_one_office(words[:at], forms):
            continue
        start = m.start() + len(" ".join(words[:at])) + 1
        end = start + len(" ".join(words[at : at + 2]))
        if at + 2 < len(words) or _PAUSE.match(text, end):
            yield Claim(start, end, "people.adjoined", role=(m.start(), start - 1))


def _is_one_office(words: list[str], forms: NameForms) -> bool:
    """Whether words name one office, which stands at their beginning, and is no form of address."""
    places = [i for i, word in enumerate(words) if forms.has_function(word)]
    first = bool(places) and places[0] <= 1 and places[-1] - places[0] < len(places)
    return first and not re.fullmatch(forms.address, " ".join(words) + " ")


def _is_sure(words: list[str], at: int, forms: NameForms) -> bool:
    """Whether two words are a name between small ones, and what is before them is a function."""
    name, before, after = words[at : at + 2], words[at - 1], words[at + 2 : at + 3]
    if not all(map(is_rare, name)) or before in forms.small or before.endswith("."):
        return False
    return forms.is_name(" ".join(name)) and (not after or after[0] in forms.small)
