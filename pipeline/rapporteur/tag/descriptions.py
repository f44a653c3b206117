"""Read what a text says of a person right after, or before, the name."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from rapporteur.knowledge.names import load_names
from rapporteur.tag.model import Found
from rapporteur.tag.reading import Passage

_BRACKET = re.compile(r"\s?\((?P<inside>(?:[^()]|\([^()]*\))*)\)")
_BEHALF = re.compile(r",?\s(?:speaking\s|also\s)?on behalf of\s(?:the\s)?")
_OF_OFFICE = re.compile(r",?\s(?:of|from|with|representing|du|de la|del)\s(?:the\s)?")
_ROLE_END = re.compile(
    r";|\.(?=\s|$)(?<!\ba\.)(?<!\bi\.)|,?\s(?:speaking |also )?on behalf of\b"
    r"|,?\s(?:made|makes|opened|delivered|addressed|presided|introduced|said|noted|spoke|who|which"
    r"|was|were|served|gave|presented|then|also|as|chaired|moderated|and composed|composed|"
    r"participated|called|took|in (?:his|her))\b|\s•|\.\s?$"
    r"|,\s(?:and\s)?(?=(?:Mr|Mrs|Ms|Dr|Prof)\.?\s[A-Z])"
)
_NEXT_PERSON = re.compile(r",?\s(?:and\s)?(?:the\s)?")
_JOINT = re.compile(
    r"(?:,|\s(?:of|in|at|with|to|for|from|within|on))(?:\sthe)?\s$|,\s$|;\s$|\s?[-–/]\s$"
    r"|,?\s(?:au|aux|du|des|del|à|de|en|ante|auprès de|en service à)"
    r"(?:\s(?:la|le|les|el|los|las))?\s$"
)
_BODY = re.compile(
    r"\s(?:of|to)\sthe\s(?P<body>(?:[A-Z][\w-]*\s)*(?:Working Group|Committee|Commission|Council"
    r"|Conference|Forum|Board|Assembly|Bureau|Panel))$"
)
_DELEGATE = re.compile(r"Permanent (?:Representative|Observer|Delegate)|Ambassador")
_CLAUSE = re.compile(r"[^;,.]*")
_CUT_SHORT = ("a.i", "p.i")
_CAPITAL_NEXT = re.compile(r"\s[A-Z]")
_LONGEST = 320
_LABEL_BACK = 2000


@dataclass(frozen=True, slots=True)
class Claim:
    """A name found, the rule that found it, and the role before it (its place in the text)."""

    start: int
    end: int
    rule: str
    honorific: str | None = None
    role: tuple[int, int] | None = None

    def with_role(self, role: tuple[int, int] | None) -> Claim:
        """Give the same claim with a role."""
        return replace(self, role=role)


def described(passage: Passage, claim: Claim) -> Found:
    """Give the person of a claim with all that the text says right there."""
    text = passage.text
    claim = _without_state(passage, claim)
    data = {"name": " ".join(text[claim.start : claim.end].split())}
    if claim.honorific:
        data["honorific"] = claim.honorific
    at = _bracket(passage, _behind_honours(text, claim.end), data)
    if claim.role:
        _read_role(passage, *claim.role, data)
    at = _office(passage, at, data)
    _behalf(passage, at, data)
    role = data.get("role") or _role_around(text, claim.start, at)
    if role:
        data["role"] = role
    return Found(claim.start, claim.end, "person", None, claim.rule, data)


def _without_state(passage: Passage, claim: Claim) -> Claim:
    """Cut "Peru" off "Ana Roe Peru": a list has lost its columns."""
    tokens = list(re.finditer(r"\S+", passage.text[claim.start : claim.end]))
    for first in range(2, len(tokens)):
        at = claim.start + tokens[first].start()
        if passage.country_of(passage.text[at : claim.end]):
            return replace(claim, end=claim.start + tokens[first - 1].end())
    return claim


def _behind_honours(text: str, at: int) -> int:
    """Return where the letters behind a name end: "Jo Doe OBE"."""
    match = _patterns().honours.match(text, at)
    return match.end() if match else at


def _bracket(passage: Passage, at: int, data: dict[str, str]) -> int:
    """Read "(Peru)", "(Head of Delegation)", "(Frente Roja)" after the name."""
    m = _BRACKET.match(passage.text, at)
    if not m:
        return at
    inside = m["inside"]
    country = passage.country_of(inside.partition(",")[0])
    if country:
        data["country"] = country
    elif load_names().is_role(inside):
        data["role"] = inside
    elif passage.organization_at(m.start("inside")):
        data["affiliation"] = inside
    else:
        return at
    return m.end()


def _office(passage: Passage, at: int, data: dict[str, str]) -> int:
    """Read ", Deputy Director, Ministry of …" or " of the Office of …" after the name."""
    text = passage.text
    joint = re.match(r"\s?[,;–-]\s", text[at : at + 3])
    if joint and load_names().opens_role(text[at + joint.end() : at + 60]):
        start = at + joint.end()
        end = _role_end(passage, start, ";" in joint.group())
        _read_role(passage, start, end, data)
        return end
    office = of_office(passage, at)
    if office:
        data.setdefault("affiliation", _plain(text[office.start : office.end]))
        _read_country(passage, office.start, office.end, data)
        return office.end
    return at


def of_office(passage: Passage, at: int) -> Found | None:
    """Give the organization of " of the Office of …" right after a name."""
    m = _OF_OFFICE.match(passage.text, at)
    return passage.organization_at(m.end()) if m else None


def _role_around(text: str, start: int, end: int) -> str | None:
    """Give the role that a label, an introduction or "as Chair" gives to a name between two places.

    "Vice-Chairs: Ana Roe (Peru) Jo Doe (Chad)", "the following panellists: …", "elected Mr. Roe as
    Rapporteur", "in her capacity as the Chair of …".
    """
    after = _patterns().capacity.match(text, end)
    if after:
        return _singular(after["role"])
    before = None
    for m in _patterns().label.finditer(text, max(0, start - _LABEL_BACK), start):
        before = m["label"] or m["noun"]
    return _singular(before) if before else None


def _singular(role: str) -> str:
    return role[:-1] if role.endswith("s") else re.sub(r"men$", "man", role)


@dataclass(frozen=True, slots=True)
class _Patterns:
    label: re.Pattern[str]
    capacity: re.Pattern[str]
    honours: re.Pattern[str]
    office: re.Pattern[str]
    mandate: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    labels = load_names().labels
    nouns = (
        r"(?:[A-Z]?[\w-]+\s)?(?:panellists?|members|experts?|speakers?|moderators?|facilitators?)"
    )
    return _Patterns(
        label=re.compile(
            rf"(?<![\w-])(?P<label>{labels})\s?:\s"
            rf"|\bfollowing\s(?:\d+\s)?(?P<noun>{nouns})\b[^:.;]{{0,80}}:\s"
        ),
        capacity=re.compile(
            rf"(?:,?\sas|[^.;]{{0,70}}\bcapacity as)\s(?:the\s)?(?P<role>{labels})\b"
        ),
        honours=re.compile(load_names().honours),
        office=re.compile(rf"[,;]\s(?P<office>(?:[A-Z][\w’-]*\s)?(?:{load_names().offices})\b)"),
        mandate=re.compile(rf"(?:{load_names().mandates})\b"),
    )


def _role_end(passage: Passage, start: int, by_semicolon: bool) -> int:
    text = passage.text
    ends = _ROLE_END.finditer(text, start, start + _LONGEST)
    m = next((m for m in ends if not (by_semicolon and m.group() == ";")), None)
    end = m.start() if m else min(len(text), start + _LONGEST)
    return _before_next_person(passage, start, end)


def _before_next_person(passage: Passage, start: int, end: int) -> int:
    """Stop where another person is introduced: "…, Director of X, and Jo Doe, …"."""
    forms = load_names()
    for m in re.finditer(
        rf",\s(?:and\s)?(?P<name>{forms.name})(?=,\s|\s\()", passage.text[start:end]
    ):
        name = m["name"]
        span = start + m.start("name"), start + m.end("name")
        if forms.is_name(name) and not forms.is_role(name) and not passage.names_other(*span):
            return start + m.start()
    return end


def _read_role(passage: Passage, start: int, end: int, data: dict[str, str]) -> None:
    """Part a phrase into role and affiliation; a State in brackets or in it is the country."""
    text = passage.text
    if not _patterns().mandate.match(text, start):
        _read_country(passage, start, end, data)
    if passage.organization_at(start):
        data.setdefault("affiliation", _plain(text[start:end]))
        return
    bracket = re.search(r"\s?\((?P<inside>[^()]*(?:\([^()]*\))?)\)\s*$", text[start:end])
    if bracket and passage.country_of(bracket["inside"]):
        end = start + bracket.start()
    if _read_office(passage, start, end, data):
        return
    role, office = _parted(text[start:end])
    if office:
        data.setdefault("affiliation", office)
    if role:
        data.setdefault("role", role)


def _read_office(passage: Passage, start: int, end: int, data: dict[str, str]) -> bool:
    """Read role and affiliation where the office is one that is found by itself."""
    text = passage.text
    for office in passage.offices(start, end):
        joint = _JOINT.search(text, start, office.start)
        if joint is None or joint.start() == start or _CAPITAL_NEXT.match(text, office.end):
            continue
        role = text[start : joint.start()]
        if _DELEGATE.search(role) and not joint.group().startswith(","):
            continue  # "Permanent Representative of Peru to the United Nations" is one role
        data.setdefault("role", _plain(role))
        data.setdefault("affiliation", _plain(_chain(text, office.start, office.end, end)))
        return True
    return False


def _parted(phrase: str) -> tuple[str, str | None]:
    """Part a role from an office that only its first word shows, or from a bare body."""
    office = _patterns().office.search(phrase)
    if office:
        return _plain(phrase[: office.start()]), _plain(phrase[office.start("office") :])
    body = _BODY.search(phrase)
    if body and not _DELEGATE.search(phrase[: body.start()]):
        return _plain(phrase[: body.start()]), body["body"]
    return _plain(phrase), None


def _chain(text: str, start: int, office_end: int, end: int) -> str:
    """Give an office with those it belongs to: "… Section in the … Division of the …"."""
    rest = text[office_end:end]
    goes_on = re.match(r"(?:,|\s(?:in|of|at|within|under))\s", rest)
    return text[start:end] if goes_on else text[start:office_end]


def _read_country(passage: Passage, start: int, end: int, data: dict[str, str]) -> None:
    named = passage.countries_in(start, end)
    if len(named) == 1:
        data.setdefault("country", named.pop())


def _behalf(passage: Passage, at: int, data: dict[str, str]) -> None:
    m = _BEHALF.match(passage.text, at)
    if not m:
        return
    group = passage.organization_at(m.end())
    if group:
        data["on_behalf_of"] = _plain(passage.text[m.end() : group.end])
    elif clause := _CLAUSE.match(passage.text, m.end()):
        data["on_behalf_of"] = _plain(clause.group())


def _plain(text: str) -> str:
    plain = " ".join(text.split()).strip(" ,;.-–/(").removeprefix("the ")
    return f"{plain}." if plain.endswith(_CUT_SHORT) else plain
