"""Find organizations that the text itself says are some, where neither list nor form has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rapporteur.knowledge.grammar import language
from rapporteur.knowledge.names import is_unusual, load_names
from rapporteur.knowledge.organizations import load_organizations, slug
from rapporteur.knowledge.phrases import fold
from rapporteur.tag.model import Found
from rapporteur.tag.reading import Reading

KIND = "organization"
_MOST = 10
_FEW = 2
_ACRONYM = 3
_LONGEST = 120


class _Item(NamedTuple):
    """A member of a list: where it stands; `known` is what it is, if it is known."""

    start: int
    end: int
    known: str | None


def told(reading: Reading, named: Sequence[Found]) -> Iterator[Found]:
    """Give the organizations that the text introduces as such, beyond those `named`.

    Surface forms: "the non-governmental organization Tide Watch"; "Tide Watch and Reef Guard, both
    companies"; "in partnership with Tide Watch for Reefs and the Harbour Fund"; "the Harbour Fund,
    TWR and the Reef Bank", where those beside it are known. Rule `organizations.told`.
    """
    text = reading.text
    known = {h.start: (h.end, "country") for h in reversed(reading.countries)}
    known |= {f.start: (f.end, KIND) for f in reversed(named)}
    found: dict[int, int] = {}
    for role in ("told_bodies", "likely_bodies"):
        for rule in language().role(role):
            for lead in rule.finditer(text):
                items = list(_items(text, lead.end(), known))
                found |= _new(text, items, sure=role == "told_bodies")
    for behind in language().every("said_bodies", text):
        found |= _new(text, list(_before(text, behind.start(), known)), sure=True)
    found |= _between(text, known)
    for start, end in sorted(found.items()):
        yield Found(
            start, end, KIND, slug(text[start:end]), "organizations.told", {"type": "other"}
        )


def _between(text: str, known: Mapping[int, tuple[int, str]]) -> dict[int, int]:
    """Give the acronyms that stand in a list of known organizations."""
    found: dict[int, int] = {}
    mark = language().only("next_of_bodies")
    for start, (end, kind) in known.items():
        if kind == KIND and mark.match(text, end):
            items = list(_items(text, start, known))
            kinds = [item.known for item in items if item.known]
            if kinds.count(KIND) >= _FEW and "country" not in kinds:
                new = _new(text, items, sure=False)
                found |= {a: b for a, b in new.items() if " " not in text[a:b]}
    return found


def _items(text: str, at: int, known: Mapping[int, tuple[int, str]]) -> Iterator[_Item]:
    """Give the members of a list that begins at a place: known names, and runs of capitals."""
    run, mark = language().only("run_of_body"), language().only("next_of_bodies")
    pairs = language().only("pair_in_body")
    while at < len(text):
        end, kind = known.get(at, (at, None))
        if kind is None:
            m = run.match(text, at)
            if m is None:
                return
            end = m.end()
            pair = pairs.match(text, end)
            if pair and any(word.islower() for word in m.group().split()):
                end = pair.end()
        yield _Item(at, end, kind)
        following = mark.match(text, end)
        if following is None:
            return
        at = following.end()


def _before(text: str, at: int, known: Mapping[int, tuple[int, str]]) -> Iterator[_Item]:
    """Give the members of the list that ends at a place, last to first."""
    run, mark = language().only("run_of_body"), language().only("next_of_bodies")
    for m in reversed(list(run.finditer(text, max(0, at - _LONGEST), at))):
        between = mark.match(text, m.end())
        if m.end() != at and not (between and between.end() == at):
            return
        at = m.start()
        if at not in known:
            yield _Item(*m.span(), None)


def _new(text: str, items: Sequence[_Item], *, sure: bool) -> dict[int, int]:
    return {
        item.start: item.end
        for item in items
        if item.known is None and _may_name(text[item.start : item.end], sure=sure)
    }


def _may_name(name: str, *, sure: bool) -> bool:
    """Whether a run of capitals can be the name of an organization; `sure`: the text says so."""
    forms = load_organizations().forms
    tokens = name.split()
    folds = list(map(fold, tokens))
    if len(tokens) > _MOST or folds[0] in forms.openers or load_names().is_role(name):
        return False
    if not (forms.outside | forms.members | forms.kinds).isdisjoint(folds):
        return False
    if all(f in forms.generic or f in forms.inner or f in forms.heads for f in folds):
        return False
    if len(tokens) == 1:
        return (name.isupper() and len(name) >= _ACRONYM) or (sure and is_unusual(name))
    return sure or _is_no_person(tokens, folds)


def _is_no_person(tokens: Sequence[str], folds: Sequence[str]) -> bool:
    """Whether some words are rather no name of a person, office or State of things."""
    joint = next((i for i, t in enumerate(tokens) if t[0].islower()), len(tokens))
    if any(map(load_names().has_function, tokens[:joint])):
        return False
    strange = any(map(is_unusual, tokens[:joint]))
    if joint < len(tokens):
        return not strange or tokens[joint] not in load_organizations().forms.whose
    ends = folds[-1] in load_organizations().forms.ends
    wide = len(tokens) > _FEW or not load_organizations().forms.generic.isdisjoint(folds)
    return wide and not strange and not ends
