"""Find the organizations that a text names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rapporteur.knowledge.countries import load_countries
from rapporteur.knowledge.organizations import load_organizations, slug
from rapporteur.knowledge.phrases import fold
from rapporteur.tag.lists import listed
from rapporteur.tag.model import Found
from rapporteur.tag.spans import nested

if TYPE_CHECKING:
    from rapporteur.tag.reading import Passage

KIND = "organization"
_BRACKET = re.compile(r"\s?\((?:the )?[“\"]?(?P<acronym>[A-Z][\w&.’-]{1,14})[”\"]?\)")
_AT = r"(?:\s(?:at|in)\s[A-Z][a-z]+(?:\sYork)?)?"
_MISSION = re.compile(
    r"Permanent (?:Observer )?(?:Mission|Delegation|Representation) "
    r"|(?:Mission|Misión|Représentation|Représentación) [Pp]ermanente "
)
_ACCREDITED = re.compile(
    rf"\sto\sthe\s(?:United\sNations(?:\sOffice)?|International\sOrganizations|European\sUnion){_AT}"
    rf"(?:\sand\s(?:to\s)?(?:the\s)?other\s[Ii]nternational\s[Oo]rgani[sz]ations{_AT})?"
    r"|\s(?:auprès\sde\sl['’]Office\sdes\sNations\sUnies\s)?à\s(?:Genève|New\sYork|Vienne)"
    r"|\s(?:ante\s(?:la\sOficina\sde\s)?las\sNaciones\sUnidas\s)?en\s(?:Ginebra|Nueva\sYork|Viena)"
)
_SMALL = frozenset(
    ["of", "for", "on", "the", "and", "in", "to", "against", "with", "de", "la", "du"]
)


def find_organizations(passage: Passage) -> list[Found]:
    """Give the organizations of a text, in order; one may stand inside another.

    Rules: `organizations.known` (a name of the lexicon), `organizations.acronym`,
    `organizations.form` ("Ministry of …"), `organizations.listed` (a member of a list that is
    introduced as one of organizations), `organizations.bracket` (an acronym in brackets right
    after a name; `data["name"]` is that name).
    """
    named = nested([*_known(passage), *_forms(passage)])
    named = nested([*named, *_listed(passage, named)])
    return list(_linked(passage.text, nested([*_brackets(passage.text, named), *named])))


def _linked(text: str, named: Iterable[Found]) -> Iterator[Found]:
    """Leave out names that another name only contains: "World Bank" in "World Bank Group".

    "Ministry of Justice" stays in "Legal Department of the Ministry of Justice".
    """
    outer: Found | None = None
    for found in named:
        if outer is None or found.start >= outer.end:
            outer = found
        elif found.rule != "organizations.bracket":
            before = text[outer.start : found.start].split()
            if not before or fold(before[-1]) not in _SMALL:
                continue
        yield found


def _known(passage: Passage) -> Iterator[Found]:
    for hit in passage.known:
        entry, exact = hit.value
        rule = "organizations.acronym" if exact else "organizations.known"
        data = {"type": entry.type, "known": entry.name}
        yield Found(hit.start, hit.end, KIND, entry.id, rule, data)


def _forms(passage: Passage) -> Iterator[Found]:
    for form in passage.forms:
        last = passage.words[form.after - 1]
        start, end = passage.words[form.first].start, last.end - 2 * last.owner
        if _MISSION.match(passage.text, start) and (to := _ACCREDITED.match(passage.text, end)):
            end = to.end()
        name = passage.text[start:end]
        head = passage.words[form.head].fold
        yield Found(start, end, KIND, slug(name), "organizations.form", {"type": _type(name, head)})


def _type(name: str, head: str) -> str:
    forms = load_organizations().forms
    if head in forms.companies:
        return "company"
    if name.startswith(("United Nations", "UN ")):
        return "un_entity"
    return "government" if head in forms.government else "other"


def _listed(passage: Passage, named: Iterable[Found]) -> Iterator[Found]:
    text = passage.text
    held = [(f.start, f.end) for f in named]
    held += [(h.start, h.end) for h in passage.countries]
    taken = set(held)
    for start, end in listed(text, held):
        name = text[start:end]
        whole = (start, end) in taken or _holds_another(text, start, end, held)
        if not whole and _names_an_organization(name):
            yield Found(start, end, KIND, slug(name), "organizations.listed", {"type": "other"})


def _holds_another(text: str, start: int, end: int, held: Iterable[tuple[int, int]]) -> bool:
    """Whether a known name stands in it that nothing joins to the rest: columns run together."""
    inside = [a for a, b in held if start <= a and b <= end]
    before = (text[start:a].split() for a in inside)
    return any(not words or fold(words[-1]) not in _SMALL for words in before)


def _names_an_organization(name: str) -> bool:
    """Whether a member of a list is no State, no person and no clause."""
    tokens = name.split()
    capitals = sum(t[:1].isupper() for t in tokens)
    small = sum(fold(t) in _SMALL for t in tokens)
    if not load_organizations().forms.members.isdisjoint(map(fold, tokens)):
        return False
    if capitals + small < len(tokens) or "(" in name or load_countries().lookup(name):
        return False
    return capitals > 1 or name.isupper()


def _brackets(text: str, named: Iterable[Found]) -> Iterator[Found]:
    for found in named:
        m = _BRACKET.match(text, found.end)
        if m and abbreviates(m["acronym"], text[found.start : found.end]):
            data = {"name": text[found.start : found.end]} | dict(found.data)
            start, end = m.span("acronym")
            yield Found(start, end, KIND, found.entity, "organizations.bracket", data)


def abbreviates(acronym: str, name: str) -> bool:
    """Whether the capitals of an acronym stand in the name in this order.

    The first is the initial of the name's first or second word: "(UPR)" is not short for "Working
    Group on the Universal Periodic Review".
    """
    capitals = [c for c in acronym if c.isupper()]
    initials = [t[0].upper() for t in re.findall(r"\w+", name)[:2]]
    if len(capitals) < 2 or capitals[0] not in initials:
        return False
    letters = iter(name.upper())
    return all(c in letters for c in capitals)
