"""Find the organizations that a text names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rapporteur.knowledge.countries import load_countries
from rapporteur.knowledge.grammar import language
from rapporteur.knowledge.names import load_names
from rapporteur.knowledge.organizations import KnownName, load_organizations, slug
from rapporteur.knowledge.phrases import Hit, fold, key, words
from rapporteur.tag.lists import listed
from rapporteur.tag.model import Found, Told
from rapporteur.tag.reading import Reading
from rapporteur.tag.spans import nested
from rapporteur.tag.told import told

KIND = "organization"
BRACKET = "organizations.bracket"
SHORT = "organizations.short"
_OF_SYSTEM = frozenset(["un_body", "un_entity"])
_SHORTEST = 2
_ACRONYM = re.compile(r"\s\([“\"]?(?P<acronym>[A-Z][A-Za-z-]*[A-Z])\b")


def _small() -> frozenset[str]:
    return load_organizations().forms.small


def find_organizations(reading: Reading) -> list[Found]:
    """Give the organizations of a text, in order; one may stand inside another.

    Rules: `organizations.known` (a name of the lexicon), `organizations.acronym`,
    `organizations.form` ("Ministry of …"), `organizations.listed` (a member of a list that is
    introduced as one of organizations), `organizations.told`,
    `organizations.bracket` (an acronym in brackets right after a name; `data["name"]` is that
    name), `organizations.short` (a part of the name there).
    """
    named = nested([*_known(reading), *_forms(reading)])
    named = nested([*named, *_listed(reading, named)])
    named = nested([*named, *told(reading, named)])
    brackets = [*_brackets(reading.text, named), *_shortened(reading.text, named)]
    return list(_linked(reading.text, nested([*brackets, *named])))


def _linked(text: str, named: Iterable[Found]) -> Iterator[Found]:
    """Leave out names that another name only contains: "World Bank" in "World Bank Group".

    "Ministry of Justice" stays in "Legal Department of the Ministry of Justice".
    """
    outer: Found | None = None
    for found in named:
        if outer is None or found.start >= outer.end:
            outer = found
        elif found.rule not in (BRACKET, SHORT):
            before = text[outer.start : found.start].split()
            if not before or fold(before[-1]) not in _small():
                continue
        yield found


def _known(reading: Reading) -> Iterator[Found]:
    for hit in _whole(reading):
        entry, exact = hit.value
        other = language().only("other_meaning").match(reading.text, hit.end)
        if other and (exact or other.group().strip().isupper()):
            continue  # "Habitat III", "the ICC of National Institutions"
        if entry.type == "un_body" and (elsewhere := _elsewhere(reading, hit)):
            yield elsewhere
            continue
        rule = "organizations.acronym" if exact else "organizations.known"
        data: dict[Told, str] = {"type": entry.type, "known": entry.name}
        yield Found(hit.start, hit.end, KIND, entry.id, rule, data)


def _whole(reading: Reading) -> Iterator[Hit[KnownName]]:
    """Give the known names, with "United Nations" where it stands before one of its bodies."""
    before: Hit[KnownName] | None = None
    for hit in reading.known:
        if before and before.after == hit.first and hit.value.organization.type in _OF_SYSTEM:
            yield hit._replace(start=before.start, first=before.first)
            before = None
            continue
        if before:
            yield before
        is_system = key(reading.text[hit.start : hit.end]) in load_organizations().forms.system
        before = hit if is_system else None
        if not is_system:
            yield hit
    if before:
        yield before


def _elsewhere(reading: Reading, hit: Hit[KnownName]) -> Found | None:
    """Give the body of a State whose name holds that of one of the United Nations.

    "National Human Rights Council of Peru", "Commission on Human Rights of the Philippines".
    """
    start, end = hit.start, hit.end
    before = reading.words[hit.first - 1] if hit.first else None
    qualified = before and before.upper and before.fold in load_organizations().forms.elsewhere
    if qualified and before:
        start = before.start
    tail = language().only("of_state").match(reading.text, end)
    state = reading.country_at(tail.end()) if tail else None
    if state:
        end = state.end
    if start == hit.start and not state:
        return None
    name = reading.text[start:end]
    return Found(start, end, KIND, slug(name), "organizations.form", {"type": "other"})


def _forms(reading: Reading) -> Iterator[Found]:
    if not reading.forms:
        return
    mission, accredited = language().only("mission"), language().only("accredited")
    for form in reading.forms:
        last = reading.words[form.after - 1]
        start, end = reading.words[form.first].start, last.end - 2 * last.owner
        is_mission = mission.match(reading.text, start) is not None
        if is_mission and (to := accredited.match(reading.text, end)):
            end = to.end()
        name = reading.text[start:end]
        entity = slug(_written_out(reading, start, end))
        head = reading.words[form.head].fold
        yield Found(start, end, KIND, entity, "organizations.form", {"type": _type(name, head)})


def _written_out(reading: Reading, start: int, end: int) -> str:
    """Give a name with each body and State in it by its own name, be it printed otherwise."""
    text, at, parts = reading.text, start, list[str]()
    article = load_names().article
    inside = [
        (h.start, h.end, article, h.value.organization.name) for h in reading.known if h.value.exact
    ]
    inside += [(h.start, h.end, "", h.value.name) for h in reading.countries]
    for first, after, lead, name in sorted(inside):
        if first < at or after > end:
            continue
        before = text[at:first].removesuffix(article)
        parts += [before, lead if first > start else "", name]
        at = after
    return "".join([*parts, text[at:end]])


def _type(name: str, head: str) -> str:
    forms = load_organizations().forms
    if head in forms.companies:
        return "company"
    if language().fits("name_of_system", name):
        return "un_entity"
    return "government" if head in forms.government else "other"


def _listed(reading: Reading, named: Iterable[Found]) -> Iterator[Found]:
    text = reading.text
    held = [(f.start, f.end) for f in named]
    held += [(h.start, h.end) for h in reading.countries]
    taken = set(held)
    office = 0
    for start, end in listed(text, held):
        name = text[start:end]
        joined = office and text[office:start].strip() in load_organizations().forms.conjunctions
        if joined or _is_office(name):
            office = end
            continue  # "the Minister of Ports and Keeper of the Lights"
        whole = (start, end) in taken or _holds_another(text, start, end, held)
        if not whole and _names_an_organization(name):
            yield Found(start, end, KIND, slug(name), "organizations.listed", {"type": "other"})


def _holds_another(text: str, start: int, end: int, held: Iterable[tuple[int, int]]) -> bool:
    """Whether a known name stands in it that nothing joins to the rest: columns run together."""
    inside = [a for a, b in held if start <= a and b <= end]
    before = (text[start:a].split() for a in inside)
    return any(not words or fold(words[-1]) not in _small() for words in before)


def _is_office(name: str) -> bool:
    """Whether a member of a list is who holds an office: "Deputy Director of the Harbour Fund"."""
    tokens = name.split()
    joint = next((i for i, t in enumerate(tokens) if t in load_names().small), 0)
    return any(map(load_names().has_function, tokens[:joint]))


def _names_an_organization(name: str) -> bool:
    """Whether a member of a list is no State, no person and no clause."""
    tokens = name.split()
    capitals = sum(t[:1].isupper() for t in tokens)
    joints = sum(fold(t) in _small() for t in tokens)
    if not load_organizations().forms.members.isdisjoint(map(fold, tokens)):
        return False
    if capitals + joints < len(tokens) or "(" in name or load_countries().lookup(name):
        return False
    return capitals > 1 or name.isupper()


def _brackets(text: str, named: Iterable[Found]) -> Iterator[Found]:
    bracket = language().only("acronym_bracket")
    for found in named:
        m = bracket.match(text, found.end)
        if m and _stands_for(m["acronym"], text[found.start : found.end]):
            data: dict[Told, str] = {"name": text[found.start : found.end], **found.data}
            start, end = m.span("acronym")
            yield Found(start, end, KIND, found.entity, BRACKET, data)


def _shortened(text: str, named: Iterable[Found]) -> Iterator[Found]:
    """Give "Council" of "the Executive Council (the Council)"."""
    for found in named:
        m = language().only("short_bracket").match(text, found.end)
        words = set(map(fold, text[found.start : found.end].split()))
        if m and len(words) > 1 and words.issuperset(map(fold, m["name"].split())):
            yield Found(*m.span("name"), KIND, found.entity, SHORT, found.data)


def _stands_for(acronym: str, name: str) -> bool:
    """Whether a bracket behind a name is its acronym, or that of its name in another language."""
    if abbreviates(acronym, name):
        return True
    if len(name.split()) <= _SHORTEST:
        return False
    known, folded = load_organizations(), fold(acronym)
    other = any(known.find_in(acronym, words(acronym))) or load_countries().lookup(acronym)
    numeral = folded in known.forms.numerals or folded in known.forms.kinds
    return acronym.isupper() and len(acronym) > _SHORTEST and not other and not numeral


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


def has_acronym(text: str, end: int, name: str) -> bool:
    """Whether a bracket behind a name begins with its acronym, as behind that of a body."""
    bracket = _ACRONYM.match(text, end)
    return bracket is not None and abbreviates(bracket["acronym"], name)
