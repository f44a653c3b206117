"""Read what a text says of a person right after, or before, the name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from rapporteur.knowledge.grammar import language
from rapporteur.knowledge.names import is_unusual, load_names
from rapporteur.tag.model import Found, Told, Way
from rapporteur.tag.named import Named
from rapporteur.tag.parting import (
    head_of_office,
    of_one,
    opens_with_owner,
    plain,
    read_country,
    read_role,
)
from rapporteur.tag.people_patterns import patterns

_BRACKET = re.compile(r"\s?\((?P<inside>(?:[^()]|\([^()]*\))*)\)")
_MARK = re.compile(r"[,;]\s?")
_SUBJECT = re.compile(r",\s[^,;.()]{2,60}\s\((?P<inside>[^()]+)\)")
_OPENING = 4
_CLAUSE = re.compile(r"[^;,.]*")
_ENTRY_ENDS = ("", ";", ".")
_LABEL = re.compile(r"[A-Z][\w’ -]{2,50}:\s")
_LONGEST = 320
_MOST_OF_OFFICE = 8
_LABEL_BACK = 2000
_SHARED: tuple[Way, ...] = ("people.function", "people.signed", "model")


@dataclass(frozen=True, slots=True)
class Claim:
    """A name found, the rule that found it, and where its role and the office for it stand.

    `opens`: a sentence begins with the name, so that the office behind it is this person's.
    """

    start: int
    end: int
    rule: Way
    honorific: str | None = None
    role: tuple[int, int] | None = None
    opens: bool = False
    office: tuple[int, int] | None = None

    def with_role(self, role: tuple[int, int] | None) -> Claim:
        """Give the same claim with a role."""
        return replace(self, role=role)


def described(reading: Named, claim: Claim) -> Found:
    """Give the person of a claim with all that the text says right there."""
    text = reading.text
    claim = _without_state(reading, claim)
    data: dict[Told, str] = {"name": " ".join(text[claim.start : claim.end].split())}
    if claim.honorific:
        data["honorific"] = claim.honorific
    at = _bracket(reading, _behind_honours(text, claim.end), data)
    if claim.office:
        data["affiliation"] = plain(text[slice(*claim.office)])
    if claim.role:
        read_role(reading, *claim.role, data)
    at = _office(reading, claim, at, data)
    _behalf(reading, at, data)
    role = data.get("role") or _role_around(text, claim.start, at)
    if role:
        shared_role = claim.rule in _SHARED or claim.role
        data["role"] = of_one(role) if shared_role else role
    office = _of_group(reading, claim.start)
    if office and "affiliation" not in data:
        data["affiliation"] = plain(text[office.start : office.end])
    return Found(claim.start, claim.end, "person", None, claim.rule, data)


def _without_state(reading: Named, claim: Claim) -> Claim:
    """Cut "Peru" off "Ana Roe Peru": a list has lost its columns."""
    tokens = list(re.finditer(r"\S+", reading.text[claim.start : claim.end]))
    for first in range(2, len(tokens)):
        at = claim.start + tokens[first].start()
        if reading.country_of(reading.text[at : claim.end]):
            return replace(claim, end=claim.start + tokens[first - 1].end())
    return claim


def _behind_honours(text: str, at: int) -> int:
    """Return where the letters behind a name end: "Jo Doe OBE"."""
    match = _patterns().honours.match(text, at)
    return match.end() if match else at


def _bracket(reading: Named, at: int, data: dict[Told, str]) -> int:
    """Read "(Peru)", "(Head of Delegation)", "(Frente Roja)" after the name."""
    m = _BRACKET.match(reading.text, at)
    if not m:
        return at
    inside = m["inside"]
    first, *rest = _MARK.split(inside, maxsplit=1)
    country = reading.country_of(first)
    if country:
        data["country"] = country
        if rest and any(map(load_names().is_office, rest[0].split())):
            data["role"] = rest[0]
    elif load_names().is_role(inside):
        read_role(reading, *m.span("inside"), data)
    elif reading.organization_at(m.start("inside")):
        data["affiliation"] = inside
    else:
        return at
    return m.end()


def _office(reading: Named, claim: Claim, at: int, data: dict[Told, str]) -> int:
    """Read ", Deputy Director, Ministry of …" or " of the Office of …" after the name."""
    text = reading.text
    joint = re.match(r"\s?[,;–-]\s", text[at : at + 3])
    if joint and ";" in joint.group() and "role" in data:
        return at  # the next one's: "the Chair, Ana Roe; Director of Ports, Jo Doe"
    if joint and _LABEL.match(text, at + joint.end()):
        return at  # "Chair: Ana Roe; Rapporteur: Jo Doe"
    start = at + joint.end() if joint else at
    behind = _behind(reading, claim, at, joint)
    if behind:
        _learn(reading, *behind, data)
        return behind[1]
    if joint and (body := _entry_with_body(reading, claim, start)):
        within = reading.organization_at(start)
        data.setdefault("affiliation", plain(text[start if within else body.start : body.end]))
        if not within:
            data.setdefault("role", plain(text[start : body.start]))
        return body.end
    office = of_office(reading, at) or _alone(reading, joint, start)
    if office:
        data.setdefault("affiliation", plain(text[office.start : office.end]))
        read_country(reading, office.start, office.end, data)
        return office.end
    return _of_state(reading, at, data) if not joint else _stated(reading, at, start, data)


def _behind(
    reading: Named, claim: Claim, at: int, joint: re.Match[str] | None
) -> tuple[int, int] | None:
    """Give the office that stands behind a name, with the body where it is held."""
    start = at + joint.end() if joint else at
    if joint and claim.opens and reading.text.startswith(load_names().article, start):
        start += len(load_names().article)
    opens = load_names().opens_role(reading.text[start : start + 60])
    if joint and (opens or opens_with_owner(reading, start) or _is_entry(reading, claim, start)):
        return start, end_of_role(reading, start, ";" in joint.group())
    return _apposed(reading, at) or _right_beside(reading, claim, at)


def _learn(reading: Named, start: int, end: int, data: dict[Told, str]) -> None:
    """Read what stands behind a name; an office before it stays, but a general one gives way."""
    told: dict[Told, str] = {}
    read_role(reading, start, end, told)
    known = data.get("role")
    if known and "role" in told and language().only("general_role").fullmatch(known):
        del data["role"]
        data.pop("affiliation", None)
    elif known:
        told = {"country": told["country"]} if "country" in told else {}
    for key, value in told.items():
        data.setdefault(key, value)


def _apposed(reading: Named, at: int) -> tuple[int, int] | None:
    """Give the office of ", the High Representative of …," or ", lawyer for the families," behind.

    A mark must close it: in "after Ana Roe, the Chair of the Board spoke" it is another's; so it is
    where the next name follows.
    """
    text, forms = reading.text, load_names()
    lead = language().only("apposed").match(text, at)
    if lead is None or language().only("in_capacity").match(text, at):
        return None
    article: str | None = lead["article"]
    start = lead.end("article") if article else lead.start("office")
    words = [word.strip(",;.") for word in text[lead.end() : lead.end() + 80].split()[:_OPENING]]
    first = next((i for i, word in enumerate(words) if forms.is_office(word)), None)
    if first is None or not (article or lead["office"] or words[0][:1].islower()):
        return None
    if any(w in forms.small or language().fits("verb_of_sentence", w) for w in words[:first]):
        return None
    closed = language().only("apposed_end")
    stop = end_of_role(reading, start, by_semicolon=False)
    ends = (stop, text.find(",", start, stop))
    end = next((at for at in ends if at > start and closed.match(text, at)), None)
    if end is None:
        return None
    return None if article and _next_name(text, end) else (start, end)


def _next_name(text: str, at: int) -> bool:
    """Whether a name follows a comma: the office before it may be that one's."""
    m = _patterns().following.match(text, at)
    return m is not None and load_names().is_name(m["name"])


def _right_beside(reading: Named, claim: Claim, at: int) -> tuple[int, int] | None:
    """Give the office right behind a name with a form of address: the line broke between them."""
    text, forms = reading.text, load_names()
    if not claim.honorific or not text.startswith(" ", at) or not text[at + 1 : at + 2].isupper():
        return None
    name = text[claim.start : claim.end]
    words = text[at + 1 : at + 80].split()[:_OPENING]
    told = forms.is_role(words[0]) and any(forms.is_office(word.strip(",;.")) for word in words)
    if not (forms.is_name(name) and told):
        return None
    end = end_of_role(reading, at + 1, by_semicolon=False)
    return (at + 1, end) if ":" not in text[at:end] else None


def _stated(reading: Named, at: int, start: int, data: dict[Told, str]) -> int:
    """Read ", Peru;" or ", tides (Peru)" behind a name."""
    text = reading.text
    state = reading.country_at(start)
    if state and text[state.end : state.end + 1] in _ENTRY_ENDS:
        data.setdefault("country", state.value.id)
        return state.end
    subject = _SUBJECT.match(text, at)
    country = reading.country_of(subject["inside"]) if subject else None
    if subject and country:
        data.setdefault("country", country)
        return subject.end()
    return at


def _alone(reading: Named, joint: re.Match[str] | None, start: int) -> Found | None:
    """Give the body that alone stands behind a name in a list: "Ana Roe, Tide Watch; Jo Doe"."""
    body = reading.organization_at(start) if joint and "," in joint.group() else None
    if body is None or reading.text[body.end : body.end + 1] not in _ENTRY_ENDS:
        return None
    return body


def _entry_with_body(reading: Named, claim: Claim, start: int) -> Found | None:
    """Give the body that ends an entry of a list, where only commas part it from name and office.

    "Ana Roe, harbour lead, Tide Office": what stands between is the office, whatever its words.
    """
    text = reading.text
    if not language().only("entry_start").fullmatch(text, 0, claim.start):
        return None
    ends = (f for f in reading.organizations if f.start > start and not text[f.end :].strip(" ."))
    body = next(ends, None)
    if body is None or not text[: body.start].endswith(", "):
        return None
    between = text[start : body.start]
    plain = len(between.split()) <= _MOST_OF_OFFICE and "," not in between.rstrip(", ")
    told = any(language().fits("verb_of_sentence", word) for word in between.split())
    return body if plain and not told and not reading.country_at(start) else None


def next_entries(reading: Named) -> Iterator[Claim]:
    """Give who stands right behind the body of the one before: two entries of a list in one text.

    "Ana Roe, Director, Tide Office Jo Doe, Director, Harbour Fund": the list goes over a page.
    """
    for office in reading.organizations:
        if reading.text[office.end : office.end + 1] == " " and "," in reading.text[: office.start]:
            name = _entry_at(reading, office.end + 1)
            if name:
                yield Claim(*name, "people.item")


def _entry_at(reading: Named, at: int) -> tuple[int, int] | None:
    """Give the name that stands here with its office behind a comma."""
    text, forms = reading.text, load_names()
    m = re.compile(rf"(?P<name>{forms.name}),\s").match(text, at)
    if m is None or not forms.is_name(m["name"]) or forms.is_role(m["name"]):
        return None
    told = forms.opens_role(text[m.end() : m.end() + 60]) and is_unusual(m["name"])
    return m.span("name") if told and not reading.names_other(*m.span("name")) else None


def _is_entry(reading: Named, claim: Claim, start: int) -> bool:
    """Whether a text is one entry of a list of people, so that what follows the name is an office.

    "Ms. Ana Roe, Congresswoman, Chamber of Ports;": nothing but the entry stands in the text.
    """
    text = reading.text
    opens = language().only("entry_start").fullmatch(text, 0, claim.start)
    if not opens or not claim.honorific or reading.country_at(start):
        return False
    alone = end_of_role(reading, start, by_semicolon=False) >= len(text.rstrip(" .;"))
    return alone and text[start].isupper() | load_names().opens_role(text[start:].title())


def _of_state(reading: Named, at: int, data: dict[Told, str]) -> int:
    """Read " of Peru" right after a name."""
    m = language().only("of_state").match(reading.text, at)
    state = reading.country_at(m.end()) if m else None
    if state is None:
        return at
    data.setdefault("country", state.value.id)
    return state.end


def of_office(reading: Named, at: int) -> Found | None:
    """Give the organization of " of the Office of …" right after a name."""
    m = language().only("of_office").match(reading.text, at)
    return reading.organization_at(m.end()) if m else None


def _of_group(reading: Named, start: int) -> Found | None:
    """Give the office of all behind "the following experts from the Tide Office: A; B; and C"."""
    back = max(0, start - _LABEL_BACK)
    leads = list(language().only("group_of_people").finditer(reading.text, back, start))
    return of_office(reading, leads[-1].end("noun")) if leads else None


def _role_around(text: str, start: int, end: int) -> str | None:
    """Give the role that a label, an introduction or "as Chair" gives to a name between two places.

    "Vice-Chairs: Ana Roe (Peru) Jo Doe (Chad)", "the following panellists: …", "elected Mr. Roe as
    Rapporteur", "in her capacity as the Chair of …".
    """
    if told := capacity(text, end):
        return singular(told)
    back = max(0, start - _LABEL_BACK)
    labels = [(m.end(), m["label"]) for m in _patterns().label.finditer(text, back, start)]
    nouns = language().only("group_of_people").finditer(text, back, start)
    labels += [(m.end(), m["noun"]) for m in nouns]
    return singular(max(labels)[1]) if labels else None


def capacity(text: str, at: int) -> str | None:
    """Give the office of "as alternate Chair of Working Group II" right behind a name."""
    lead = language().only("in_capacity").match(text, at)
    if lead is None:
        return None
    office = _patterns().officer.match(text, lead.end())
    if office is None:
        told = _appointed(text, lead.end())
        return f"{lead['kind'] or ''}{told}" if told else None
    part = language().only("office_of_part").match(text, office.end())
    return f"{lead['kind'] or ''}{office.group()}{part.group() if part else ''}"


def _appointed(text: str, at: int) -> str | None:
    """Give the office to which somebody is appointed: "Special Rapporteur on nets".

    Two may be joined, "Head of Mission and Force Commander"; a name behind the joint is another's.
    """
    if mandate := _patterns().mandate.match(text, at):
        return mandate.group()
    forms, run = load_names(), patterns().run.match(text, at)
    if run is None or not forms.opens_role(run.group()):
        return None
    parts = re.split(rf"(\s{forms.conjunction}\s)", run.group())
    offices = [any(map(forms.is_office, part.split()[:_OPENING])) for part in parts[::2]]
    last = next((i for i, office in enumerate(offices) if not office), len(offices))
    return plain("".join(parts[: max(0, 2 * last - 1)])) or None


def behind_bracket(text: str, at: int) -> int:
    """Give where a bracket ends that stands here; the place itself if there is none."""
    bracket = _BRACKET.match(text, at)
    return bracket.end() if bracket else at


def singular(role: str) -> str:
    """Give "Vice-Chair" for the label "Vice-Chairs"; what the office is for stays."""
    words = role.split()
    at = head_of_office(words)
    head = " ".join(words[:at])
    for many, one in language().tables["singular"].items():
        if head.endswith(many):
            return " ".join([f"{head.removesuffix(many)}{one}", *words[at:]])
    return role


@dataclass(frozen=True, slots=True)
class _Patterns:
    label: re.Pattern[str]
    officer: re.Pattern[str]
    mandate: re.Pattern[str]
    honours: re.Pattern[str]
    following: re.Pattern[str]
    another: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    forms = load_names()
    return _Patterns(
        label=re.compile(rf"(?<![\w-])(?P<label>{forms.labels})\s?:\s"),
        officer=re.compile(rf"(?:{forms.labels})\b"),
        mandate=re.compile(rf"(?:{forms.mandates})\b(?:\s(?!and\s[A-Z])[^\s.,;]+)*"),
        honours=re.compile(forms.honours),
        following=re.compile(rf",\s(?:{forms.address})?(?P<name>{forms.name})"),
        another=re.compile(
            rf"(?:,\s(?:{forms.conjunction}\s)?|\s{forms.conjunction}\s)(?:{forms.address})?"
            rf"(?P<name>{forms.name})(?=,\s|\s\()"
        ),
    )


def end_of_role(reading: Named, start: int, by_semicolon: bool) -> int:
    """Give where the role ends that begins at a place: at a mark, a verb, the next person."""
    text = reading.text
    ends = language().only("role_end").finditer(text, start, start + _LONGEST)
    m = next((m for m in ends if not (by_semicolon and m.group() == ";")), None)
    end = m.start() if m else min(len(text), start + _LONGEST)
    return _before_next_person(reading, start, end)


def _before_next_person(reading: Named, start: int, end: int) -> int:
    """Stop where another person is introduced: "…, Director of X, and Jo Doe, …"."""
    text, forms = reading.text, load_names()
    for office in reading.offices(start, end):
        if text[office.end : office.end + 1] == " " and _entry_at(reading, office.end + 1):
            end = office.end
            break
    for m in _patterns().another.finditer(text, start, end):
        name, span = m["name"], m.span("name")
        if not forms.is_name(name) or forms.is_role(name) or reading.names_other(*span):
            continue
        if text[m.start()] == "," or is_unusual(name):
            return m.start()
    return end


def _behalf(reading: Named, at: int, data: dict[Told, str]) -> None:
    m = language().only("on_behalf").match(reading.text, at)
    if not m:
        return
    group = reading.organization_at(m.end())
    if group:
        data["on_behalf_of"] = plain(reading.text[m.end() : group.end])
    elif clause := _CLAUSE.match(reading.text, m.end()):
        data["on_behalf_of"] = plain(clause.group())
