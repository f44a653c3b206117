"""Read what a text says of a person right after, or before, the name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from rapporteur.knowledge.grammar import language
from rapporteur.knowledge.names import is_unusual, load_names
from rapporteur.tag.model import Found, Told, Way
from rapporteur.tag.named import Named

_BRACKET = re.compile(r"\s?\((?P<inside>(?:[^()]|\([^()]*\))*)\)")
_RANKED = re.compile(r"[A-Z][\w-]*(?:\s[A-Z][\w-]*){0,2}\s\((?P<inside>[^()]+)\)\s(?=[A-Z])")
"""A rank and a State before an office: "Colonel (Peru) Chair"."""
_CLAUSE = re.compile(r"[^;,.]*")
_ENTRY_ENDS = ("", ";", ".")
_CUT_SHORT = ("a.i", "p.i")
_CAPITAL_NEXT = re.compile(r"\s[A-Z]")
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
        data["affiliation"] = _plain(text[slice(*claim.office)])
    if claim.role:
        _read_role(reading, *claim.role, data)
    at = _office(reading, claim, at, data)
    _behalf(reading, at, data)
    role = data.get("role") or _role_around(text, claim.start, at)
    if role:
        shared_role = claim.rule in _SHARED
        data["role"] = _of_one(role) if shared_role else role
    office = _of_group(reading, claim.start)
    if office and "affiliation" not in data:
        data["affiliation"] = _plain(text[office.start : office.end])
    return Found(claim.start, claim.end, "person", None, claim.rule, data)


def _of_one(role: str) -> str:
    """Give "Co-Chair of the Board" for what is printed of several, "Co-Chairs of the Board"."""
    words = role.split()
    small = load_names().small
    head = next((i for i, word in enumerate(words) if word in small), len(words))
    return " ".join([*map(load_names().one_of, words[:head]), *words[head:]])


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
    country = reading.country_of(inside.partition(",")[0])
    if country:
        data["country"] = country
    elif load_names().is_role(inside):
        data["role"] = inside
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
    if claim.opens and text.startswith(load_names().article, start):
        start += len(load_names().article)
    told = joint and load_names().opens_role(text[start : start + 60])
    if joint and (told or _is_entry(reading, claim, start)):
        end = end_of_role(reading, start, ";" in joint.group())
        _read_role(reading, start, end, data)
        return end
    if joint and (body := _entry_with_body(reading, claim, start)):
        within = reading.organization_at(start)
        data.setdefault("affiliation", _plain(text[start if within else body.start : body.end]))
        if not within:
            data.setdefault("role", _plain(text[start : body.start]))
        return body.end
    office = of_office(reading, at) or _alone(reading, joint, start)
    if office:
        data.setdefault("affiliation", _plain(text[office.start : office.end]))
        _read_country(reading, office.start, office.end, data)
        return office.end
    return _of_state(reading, at, data)


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
    if capacity := _capacity(text, end):
        return _singular(capacity)
    back = max(0, start - _LABEL_BACK)
    labels = [(m.end(), m["label"]) for m in _patterns().label.finditer(text, back, start)]
    nouns = language().only("group_of_people").finditer(text, back, start)
    labels += [(m.end(), m["noun"]) for m in nouns]
    return _singular(max(labels)[1]) if labels else None


def _capacity(text: str, at: int) -> str | None:
    """Give the office of "as alternate Chair of Working Group II" right behind a name."""
    lead = language().only("in_capacity").match(text, at)
    office = _patterns().officer.match(text, lead.end()) if lead else None
    if lead is None or office is None:
        return None
    part = language().only("office_of_part").match(text, office.end())
    return f"{lead['kind'] or ''}{office.group()}{part.group() if part else ''}"


def shared(text: str, people: Sequence[Found]) -> list[Found]:
    """Give the people with the office of all in a series: "A (Peru), B and C as Vice-Chairs"."""
    out: list[Found] = []
    role: str | None = None
    for found in reversed(people):
        joined = bool(out) and language().fits("next_of_series", text[found.end : out[-1].start])
        if not (joined and role and "role" not in found.data):
            several = _capacity(text, _behind_bracket(text, found.end))
            role = _singular(several) if several and _singular(several) != several else None
            out.append(found)
        else:
            out.append(replace(found, data={**found.data, "role": role}))
    return out[::-1]


def _behind_bracket(text: str, at: int) -> int:
    bracket = _BRACKET.match(text, at)
    return bracket.end() if bracket else at


def _singular(role: str) -> str:
    for many, one in language().tables["singular"].items():
        if role.endswith(many):
            return f"{role.removesuffix(many)}{one}"
    return role


@dataclass(frozen=True, slots=True)
class _Patterns:
    label: re.Pattern[str]
    officer: re.Pattern[str]
    honours: re.Pattern[str]
    office: re.Pattern[str]
    mandate: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    labels = load_names().labels
    return _Patterns(
        label=re.compile(rf"(?<![\w-])(?P<label>{labels})\s?:\s"),
        officer=re.compile(rf"(?:{labels})\b"),
        honours=re.compile(load_names().honours),
        office=re.compile(rf"[,;]\s(?P<office>(?:[A-Z][\w’-]*\s)?(?:{load_names().offices})\b)"),
        mandate=re.compile(rf"(?:{load_names().mandates})\b"),
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
    forms = load_names()
    for office in reading.offices(start, end):
        if reading.text[office.end : office.end + 1] == " " and _entry_at(reading, office.end + 1):
            end = office.end
            break
    for m in re.finditer(
        rf",\s(?:{forms.conjunction}\s)?(?P<name>{forms.name})(?=,\s|\s\()", reading.text[start:end]
    ):
        name = m["name"]
        span = start + m.start("name"), start + m.end("name")
        if forms.is_name(name) and not forms.is_role(name) and not reading.names_other(*span):
            return start + m.start()
    return end


def _read_role(reading: Named, start: int, end: int, data: dict[Told, str]) -> None:
    """Part a phrase into role and affiliation; a State in brackets or in it is the country."""
    text = reading.text
    if not _patterns().mandate.match(text, start):
        _read_country(reading, start, end, data)
    if reading.organization_at(start):
        data.setdefault("affiliation", _plain(text[start:end]))
        return
    bracket = re.search(r"\s?\((?P<inside>[^()]*(?:\([^()]*\))?)\)\s*$", text[start:end])
    if bracket and reading.country_of(bracket["inside"]):
        end = start + bracket.start()
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
        data.setdefault("role", _plain(role))
        data.setdefault("affiliation", _plain(_chain(text, office.start, office.end, end)))
        return True
    return False


def _parted(phrase: str) -> tuple[str, str | None]:
    """Part a role from an office that only its first word shows, or from a bare body."""
    office = _patterns().office.search(phrase)
    last = phrase.rfind(", ")
    if last > 0 and _ends_as_office(phrase[last + 2 :]) and not (office and office.start() < last):
        return _plain(phrase[:last]), _plain(phrase[last:])
    if office:
        return _plain(phrase[: office.start()]), _plain(phrase[office.start("office") :])
    body = language().only("role_of_body").search(phrase)
    if body and not language().search("delegate", phrase[: body.start()]):
        return _plain(phrase[: body.start()]), body["body"]
    return _plain(phrase), None


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


def _read_country(reading: Named, start: int, end: int, data: dict[Told, str]) -> None:
    about = language().only("about_state")
    named = {
        hit.value.id
        for hit in reading.countries
        if start <= hit.start
        and hit.end <= end
        and not about.search(reading.text, start, hit.start)
    }
    if len(named) == 1:
        data.setdefault("country", named.pop())


def _behalf(reading: Named, at: int, data: dict[Told, str]) -> None:
    m = language().only("on_behalf").match(reading.text, at)
    if not m:
        return
    group = reading.organization_at(m.end())
    if group:
        data["on_behalf_of"] = _plain(reading.text[m.end() : group.end])
    elif clause := _CLAUSE.match(reading.text, m.end()):
        data["on_behalf_of"] = _plain(clause.group())


def _plain(text: str) -> str:
    plain = " ".join(text.split()).strip(" ,;.-–/(").removeprefix(load_names().article)
    return f"{plain}." if plain.endswith(_CUT_SHORT) else plain
