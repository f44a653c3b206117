"""Part an office from the body where it is held, and tell the State of both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rapporteur.knowledge.grammar import language
from rapporteur.knowledge.names import load_names
from rapporteur.tag.model import Told
from rapporteur.tag.named import Named
from rapporteur.tag.spans import Ranges

_RANKED = re.compile(r"[A-Z][\w-]*(?:\s[A-Z][\w-]*){0,2}\s\((?P<inside>[^()]+)\)\s(?=[A-Z])")
"""A rank and a State before an office: "Colonel (Peru) Chair"."""
_CUT_SHORT = ("a.i", "p.i")
_OPENING = 4
_CAPITAL_NEXT = re.compile(r"\s[A-Z]")


@dataclass(frozen=True, slots=True)
class _Patterns:
    office: re.Pattern[str]
    mandate: re.Pattern[str]
    own: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    forms = load_names()
    return _Patterns(
        office=re.compile(rf"[,;]\s(?P<office>(?:[A-Z][\w’-]*\s)?(?:{forms.offices})\b)"),
        mandate=re.compile(rf"(?:{forms.mandates})\b"),
        own=re.compile(rf"\s{forms.belonging}\s(?:{forms.article})?$"),
    )


def read_role(reading: Named, start: int, end: int, data: dict[Told, str]) -> None:
    """Part a phrase into role and affiliation; a State in brackets or in it is the country."""
    text = reading.text
    if not _patterns().mandate.match(text, start):
        read_country(reading, start, end, data)
    if reading.organization_at(start) and not opens_with_owner(reading, start):
        data.setdefault("affiliation", plain(text[start:end]))
        return
    bracket = re.search(r"\s?\((?P<inside>[^()]*(?:\([^()]*\))?)\)\s*$", text[start:end])
    if bracket and reading.country_of(bracket["inside"]):
        end = start + bracket.start()
    if origin := language().only("from_state").search(text, start, end):
        end = origin.start() if reading.country_at(origin.end("joint")) else end
    ranked = _RANKED.match(text, start, end)
    if ranked and reading.country_of(ranked["inside"]):
        start = ranked.end()
    if _read_office(reading, start, end, data):
        return
    role, office = _parted(text[start:end])
    if office:
        data.setdefault("affiliation", office)
    if role:
        data.setdefault("role", role)


def _read_office(reading: Named, start: int, end: int, data: dict[Told, str]) -> bool:
    """Read role and affiliation where the office is one that is found by itself."""
    text = reading.text
    joints, delegate = language().only("office_joint"), language().only("delegate")
    for office in reading.offices(start, end):
        joint = joints.search(text, start, office.start)
        cut = office.end < end and _CAPITAL_NEXT.match(text, office.end)
        if joint is None or joint.start() == start or cut:
            continue
        role = text[start : joint.start()]
        if delegate.search(role) and not joint.group().startswith(","):
            continue  # "Permanent Representative of Peru to the United Nations" is one role
        if _is_second_office(text, office.end, end):
            continue  # "Head of the Port Office and Director of the Harbour Fund"
        ends, begins = _begins(text, start, joint.start(), office.start)
        data.setdefault("role", plain(text[start:ends]))
        data.setdefault("affiliation", plain(_chain(text, begins, office.end, end)))
        return True
    return False


def _begins(text: str, start: int, joint: int, office: int) -> tuple[int, int]:
    """Give where a role ends and its body begins: "Chief of the Resources for Clean Ports Branch".

    What is found of the body may be the end of its name.
    """
    lead = language().only("body_for").search(text, start, office)
    words = text[lead.end() : joint].split() if lead else ()
    whole = words and not any(map(load_names().is_office, words))
    return (lead.start(), lead.end()) if lead and whole else (joint, office)


def opens_with_owner(reading: Named, start: int) -> bool:
    """Whether a body begins here that owns the office behind it: "Harbour Fund Director"."""
    owner = reading.organization_at(start)
    behind = reading.text[owner.end : owner.end + 60] if owner else ""
    if not behind.startswith(" "):
        return False
    first = behind.split(maxsplit=1)[0].strip(",;.") if behind[1:2].isalpha() else ""
    opens = first[:1].isupper() and load_names().opens_role(behind)
    return opens or load_names().is_office(first)


def _is_second_office(text: str, at: int, end: int) -> bool:
    """Whether another office of the same person follows: ", and Director of Ports"."""
    joint = language().only("and_office").match(text, at, end)
    words = text[joint.end() : end].split()[:_OPENING] if joint else ()
    return any(load_names().is_office(word.strip(",")) for word in words)


def _parted(phrase: str) -> tuple[str, str | None]:
    """Part a role from an office that only its first word shows, or from a bare body."""
    office = _patterns().office.search(phrase)
    last = phrase.rfind(", ")
    if last > 0 and _ends_as_office(phrase[last + 2 :]) and not (office and office.start() < last):
        return plain(phrase[:last]), plain(phrase[last:])
    if office:
        return plain(phrase[: office.start()]), plain(phrase[office.start("office") :])
    body = language().only("role_of_body").search(phrase)
    if body and not language().search("delegate", phrase[: body.start()]):
        return plain(phrase[: body.start()]), body["body"]
    return plain(phrase), None


def _ends_as_office(phrase: str) -> bool:
    """Whether the last part of a phrase is an office by its last word: "…’s Chambers"."""
    words = phrase.split()
    forms = load_names()
    owned = any(word.endswith(("’s", "'s", "s’")) for word in words)
    ends = bool(words) and words[-1].strip(".") in forms.office_ends and len(words) > 1
    return ends and (owned or not forms.is_role(phrase) or words[0].endswith("al"))


def _chain(text: str, start: int, office_end: int, end: int) -> str:
    """Give an office with those it belongs to: "… Section in the … Division of the …"."""
    rest = text[office_end:end]
    goes_on = language().fits("office_goes_on", rest)
    return text[start:end] if goes_on else text[start:office_end]


def read_country(reading: Named, start: int, end: int, data: dict[Told, str]) -> None:
    """Read the one State that is named between two places, or whose nationality opens an office."""
    about = language().only("about_state")
    own = _patterns().own
    known = Ranges((hit.start, hit.end) for hit in reading.known)  # "Group of 77 and China"
    named = {
        hit.value.id
        for hit in reading.countries
        if start <= hit.start
        and hit.end <= end
        and (own.search(reading.text, start, hit.start) or not known.overlap(hit.start, hit.end))
        and not about.search(reading.text, start, hit.start)
    }
    named = named or _nationality(reading.text[start:end])
    if len(named) == 1:
        data.setdefault("country", named.pop())


def _nationality(office: str) -> set[str]:
    """Give the State of "the Chadian Minister of Ports": a nationality before the office."""
    forms, words = load_names(), office.split()[:_OPENING]
    first = next((i for i, word in enumerate(words) if forms.is_office(word.strip(","))), 0)
    return {forms.nationalities[word] for word in words[:first] if word in forms.nationalities}


def plain(text: str) -> str:
    """Give an office or a body on one line, without article and without marks around it."""
    plain = " ".join(text.split()).strip(" ,;.-–/(").removeprefix(load_names().article)
    return f"{plain}." if plain.endswith(_CUT_SHORT) else plain


def of_one(role: str) -> str:
    """Give "Co-Chair of the Board" for what is printed of several, "Co-Chairs of the Board"."""
    words = role.split()
    head = head_of_office(words)
    return " ".join([*map(load_names().one_of, words[:head]), *words[head:]])


def head_of_office(words: Sequence[str]) -> int:
    """Give where the words end that name an office, before "of the Board"."""
    small, told = load_names().small, False
    for i, word in enumerate(words):
        if told and word in small:
            return i
        told = told or word not in small
    return len(words)
