"""Find the people whom a text introduces or names, by the ways in which reports do it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from rapporteur.knowledge.grammar import language
from rapporteur.knowledge.names import NameForms, is_unusual, load_names
from rapporteur.knowledge.phrases import fold
from rapporteur.tag.bodies import has_acronym
from rapporteur.tag.descriptions import Claim, described, next_entries, of_office
from rapporteur.tag.heads import heads
from rapporteur.tag.model import Found, Way
from rapporteur.tag.named import Named
from rapporteur.tag.offices import office_right_before, role_before
from rapporteur.tag.people_patterns import patterns
from rapporteur.tag.sequences import (
    adjoined,
    chosen,
    in_lists,
    officers,
    opening,
    rulers,
    titled,
    trimmed,
)
from rapporteur.tag.several import shared
from rapporteur.tag.signatures import signatures
from rapporteur.tag.spans import nested

_LOOK_BACK = 110
_OPENING = 6
_SHORT_SURNAME = 5  # a shorter word in capitals is rather an acronym
_CIVIL = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mme|Mlle|M|Dr|Dra|Sr|Sra|Srta|Prof|H\.\s?E|S\.\s?E)\b\.?")
_INITIAL = re.compile(r"M\.|Me\.")
_BEHIND_OFFICE: tuple[Way, ...] = ("people.addressed", "people.bracket", "people.beside")
_NAME_BEFORE = re.compile(r"[A-Z][\w’'-]{0,40}\s$")


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
    told = _with_office(reading.text, _apart(claims))
    people = nested(described(reading, claim) for claim in told)
    return shared(reading.text, people)


def _claims(reading: Named) -> list[Claim]:
    forms = load_names()
    if not reading.may_hold_names:  # surnames alone need a form of address or an office
        return [*_addressed(reading), *_ruled(reading, forms)]
    claims = [
        *signatures(reading, forms),
        *_addressed(reading),
        *titled(reading, forms),
        *_bracketed(reading, forms),
    ]
    claims += [c for c in _after_function(reading.text, forms) if _may_be_named(reading, c)]
    claims += _items(reading, forms)
    claims += [
        c for c in _introduced(reading.text, forms) if not reading.names_other(c.start, c.end)
    ]
    claims += opening(reading, forms)
    claims += _beside(reading, forms)
    claims += _ruled(reading, forms)
    claims += next_entries(reading)
    claims += in_lists(reading, forms)
    claims += heads(reading, forms)
    claims += [
        c
        for c in (
            *chosen(reading.text, forms),
            *adjoined(reading.text, forms),
            *officers(reading.text, forms),
        )
        if not reading.names_other(c.start, c.end)
    ]
    return claims


def _ruled(reading: Named, forms: NameForms) -> list[Claim]:
    found = rulers(reading.text, forms)
    return [c for c in found if not reading.names_other(c.start, c.end)]


def _may_be_named(reading: Named, claim: Claim) -> bool:
    """Whether a name behind an office is that of nothing else; a given name may be a State's.

    "the Minister of Ports of Chad, Chad Moravec," is told by the office and by the surname.
    """
    if not reading.names_other(claim.start, claim.end):
        return True
    state = reading.country_at(claim.start)
    surname = reading.text[state.end + 1 : claim.end] if state else ""
    other = state is not None and reading.names_other(state.end, claim.end)
    return is_unusual(surname) and not other and not reading.within_office(claim.start, claim.end)


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


def _with_office(text: str, claims: Iterable[Claim]) -> Iterator[Claim]:
    """Give the claims in order, each with the office right before the name, if none is known."""
    floor, forms = 0, load_names()
    for claim in sorted(claims, key=lambda one: one.start):
        start = text.rfind(claim.honorific.split()[0], 0, claim.start) if claim.honorific else -1
        end = start if start >= 0 else claim.start
        role = None
        if not claim.role and claim.rule in _BEHIND_OFFICE:
            role = office_right_before(text, floor, end, forms, addressed=bool(claim.honorific))
        floor = claim.end
        yield claim.with_role(role) if role else claim


def _addressed(reading: Named) -> Iterator[Claim]:
    text = reading.text
    if load_names().addresses.isdisjoint(reading.capitalised):
        return
    for m in patterns().addressed.finditer(text):
        start, end = _without_possessive(text, *m.span("name"))
        end = _without_role(text, start, end)
        honorific = " ".join(m["address"].split())
        if _INITIAL.fullmatch(honorific) and _NAME_BEFORE.search(
            text, max(0, m.start() - _LOOK_BACK), m.start()
        ):
            continue
        name, forms = text[start:end], load_names()
        borne = forms.bears(name) or patterns().bearer.match(text, end)
        if forms.are_functions(name) or borne:
            continue  # "Mr. President, …", "Dr. Roe’s Foundation"
        named = _NAME_BEFORE.search(text, max(0, m.start() - _LOOK_BACK), m.start())
        surname = not named and _is_surname(name, forms)
        if _CIVIL.search(honorific) or forms.is_name(name) or surname:
            yield Claim(start, end, "people.addressed", honorific=_own(honorific, text, m.start()))


def _is_surname(name: str, forms: NameForms) -> bool:
    """Whether a word behind "Ambassador" is a surname: no English word, and no other word."""
    short = name.isupper() and len(name) < _SHORT_SURNAME
    return " " not in name and not short and is_unusual(name) and fold(name) not in forms.ordinary


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
        m = patterns().before.search(text, max(0, open_ - _LOOK_BACK), open_)
        if m is None:
            continue
        start, end = trimmed(text, m.start(), m.end(), forms)
        name = text[start:end]
        other = reading.within_office(start, end) or reading.country_of(name)
        placed = language().only("no_name_behind").search(text, max(0, start - 10), start)
        if forms.is_name(name) and not other and not placed:
            yield Claim(start, end, "people.bracket")


def _after_function(text: str, forms: NameForms) -> Iterator[Claim]:
    floor = 0
    for m in patterns().after_comma.finditer(text):
        if not forms.is_name(m["name"]) or forms.is_role(m["name"]):
            continue
        role = role_before(text, floor, m.start(), forms)
        if role:
            floor = m.end()
            yield Claim(*m.span("name"), "people.function", role=role)
            if _is_plural(text[slice(*role)]):
                yield from _others(text, m.end(), role, forms)


def _others(text: str, at: int, role: tuple[int, int], forms: NameForms) -> Iterator[Claim]:
    """Give the others of "the Co-Chairs of X, Ana Roe and Jo Doe"."""
    while (m := patterns().series.match(text, at)) and forms.is_name(m["name"]):
        if forms.is_role(m["name"]):
            return
        yield Claim(*m.span("name"), "people.function", role=role)
        at = m.end()


def _is_plural(role: str) -> bool:
    return any(load_names().one_of(word) != word for word in role.split()[:_OPENING])


def _items(reading: Named, forms: NameForms) -> Iterator[Claim]:
    text = reading.text
    for m in patterns().item.finditer(text):
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
        if text[text.rfind(" ", 0, at - 1) + 1 : at].islower():
            continue  # no name ends so
        behind = text[aside.end() : aside.end() + 60].split()[:3]
        named = (
            any(forms.has_function(word.strip(",;")) for word in behind)
            and behind[0] != forms.article.strip()
        )
        if not named and not of_office(reading, at):
            continue
        m = patterns().before.search(text, max(0, at - _LOOK_BACK), at)
        if m is None or _NAME_BEFORE.search(text, max(0, m.start() - _LOOK_BACK), m.start()):
            continue
        start, end = trimmed(text, *m.span(), forms)
        name, left = text[start:end], text[m.start() : start].split()
        if not forms.is_name(name) or forms.is_role(name) or reading.names_other(start, end):
            continue
        placed = language().only("no_name_behind").search(text, max(0, start - 10), start)
        if not placed and all(forms.has_function(word) for word in left):
            yield Claim(start, end, "people.beside")


def _introduced(text: str, forms: NameForms) -> Iterator[Claim]:
    for m in patterns().introduced.finditer(text):
        told = False
        for one in patterns().one.finditer(text, *m.span("list")):
            start, end = _without_possessive(text, *one.span())
            in_bracket = text.rfind("(", m.start("list"), start) > text.rfind(")", 0, start)
            name = text[start:end]
            told = told or forms.are_functions(name)
            if told and not is_unusual(name):
                continue  # "by Ana Roe, Director, Peace Operations"
            other = in_bracket or forms.is_role(name) or has_acronym(text, end, name)
            if not other and forms.is_name(name):
                yield Claim(start, end, "people.introduced")
