"""Compare what a report lists: recommendations, agenda, attendance, statements, names."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import Any

from rapporteur.compare.evaluate.align import (
    ALIKE,
    EXACT,
    Pair,
    align,
    compare_counts,
    compare_sets,
)
from rapporteur.compare.evaluate.head import scalar
from rapporteur.compare.evaluate.normal import (
    Json,
    answers,
    as_list,
    begins,
    borderline,
    closes,
    folded,
    name_key,
    organization_key,
    shortened,
)
from rapporteur.compare.evaluate.score import Score, Slip, add
from rapporteur.compare.evaluate.states import state_brackets, states_of
from rapporteur.compare.evaluate.view import ReportView, item_key

Keyed = tuple[Hashable, str]

_PERSON_FIELDS = ("honorific", "role", "affiliation", "country", "on_behalf_of")
# The categories that the contract fixes; the gold has finer ones of its own besides.
_CATEGORIES = frozenset(
    {
        "parties", "signatories", "members", "non_parties", "observers", "permanent_observers",
        "igos", "un_entities", "ngos", "national_institutions", "other",
    }
)  # fmt: skip


def list_scores(gold: Json, view: ReportView) -> Iterator[Score]:
    """Yield the scores of all lists that the gold has."""
    recommendations = gold.get("recommendations")
    if isinstance(recommendations, list) and all(isinstance(r, dict) for r in recommendations):
        yield from _recommendations(recommendations, view)
    if "agenda" in gold:
        yield _agenda(gold["agenda"], view)
    if "attendance" in gold:
        yield from _attendance(gold, view)
    if "statements" in gold:
        yield _members("statements", gold["statements"], view)
    if "people" in gold:
        yield from _people(gold, view)
    yield from _names(gold, view)


def _names(gold: Json, view: ReportView) -> Iterator[Score]:
    if "countries" in gold:
        given = [(country["id"], country["id"]) for country in view.entities("countries")]
        yield _named("countries", gold, given, str)
    if "organizations" in gold:
        names = [entry["name"] for entry in view.entities("organizations")]
        given = [(organization_key(name), name) for name in names]
        yield _named("organizations", gold, given, organization_key)
    if "documents" in gold:
        symbols = [c["symbol"] for c in view.entries("citations") if c["kind"] == "document"]
        yield _named("documents", gold, [(folded(s), s) for s in symbols if s], folded)
    if "resolutions" in gold:
        cited = [_resolution(c) for c in view.entries("citations") if c["kind"] != "document"]
        yield _named("resolutions", gold, [(name_key(name), name) for name in cited], name_key)


def _resolution(citation: Json) -> str:
    return f"{citation.get('body') or ''} {citation['kind']} {citation.get('number') or ''}"


def _named(key: str, gold: Json, given: list[tuple[str, str]], fold: Any) -> Score:
    """Compare names; a name of the gold may have a second form in `<key>_alt`: {name: form(s)}."""
    got = {entry for entry, _ in given}
    second = gold.get(f"{key}_alt")
    forms = second if isinstance(second, dict) else {}
    wanted: list[Keyed] = []
    for name in gold[key]:
        accepted = [fold(form) for form in [name, *as_list(forms.get(name))]]
        wanted.append((next((form for form in accepted if form in got), accepted[0]), name))
    allowed = borderline(gold, key) + ([] if isinstance(second, dict) else as_list(second))
    return compare_sets(key, wanted, given, map(fold, allowed))


def _recommendations(gold: list[Json], view: ReportView) -> Iterator[Score]:
    """Yield numbers and starts, then ends and sets of States of those that are right."""
    given = list(view.entries("recommendations"))
    pairs = align(gold, given, _worth)
    slips = tuple(slip for pair in pairs for slip in _recommendation_slips(gold, given, pair))
    right = [
        (gold[i], given[j])
        for i, j in pairs
        if i is not None and j is not None and _worth(gold[i], given[j]) == EXACT
    ]
    yield Score("recommendations (start)", len(right), slips)
    ends = tuple(slip for pair in right for slip in _end_slips(*pair))
    yield Score("recommendations (end)", len(right) - len(ends), ends)
    states = tuple(slip for pair in right for slip in _state_slips(*pair))
    yield Score("recommendations (States)", len(right) - len(states), states)


def _worth(gold: Json, given: Json) -> float:
    number = str(gold["number"] or "")
    same_number = number == str(given.get("number") or "").rstrip(".")
    same_start = any(begins(given["text"], start) for start in answers(gold, "start"))
    if same_start and (same_number or not number):
        return EXACT
    return ALIKE * (same_start or (same_number and bool(number)))


def _recommendation_slips(gold: list[Json], given: list[Json], pair: Pair) -> Iterator[Slip]:
    one = gold[pair[0]] if pair[0] is not None else None
    other = given[pair[1]] if pair[1] is not None else None
    if one and other and _worth(one, other) == EXACT:
        return
    expected = f"{one['number']} {one['start']}" if one else None
    found = f"{other.get('number')} {other['text'][:60]}" if other else None
    yield Slip(str((one or other or {}).get("number")), expected, found)


def _end_slips(gold: Json, given: Json) -> Iterator[Slip]:
    """Yield a slip if the end differs, the bracket of States set aside (the report has none)."""
    ends = [_without_last_bracket(str(end)) for end in answers(gold, "end")]
    text = _without_last_bracket(" ".join(_pieces(given)))
    if not any(closes(text, end) for end in ends):
        yield Slip(str(gold["number"]), f"… {ends[0]}", f"… {text[-len(ends[0]) - 20 :]}")


def _without_last_bracket(text: str) -> str:
    bare = folded(text).rstrip(" .;,:")
    spans = state_brackets(bare)
    if spans and spans[-1][1] == len(bare):
        bare = bare[: spans[-1][0]]
    return bare.rstrip(" .;,:")


def _pieces(block: Json) -> Iterator[str]:
    yield block["text"]
    for item in block.get("items") or []:
        yield item["label"]
        yield from _pieces(item)


def _state_slips(gold: Json, given: Json) -> Iterator[Slip]:
    codes = [states_of(name) or (name,) for name in gold.get("states") or []]
    wanted, got = {c for several in codes for c in several}, set(given.get("states") or [])
    if wanted != got:
        yield Slip(str(gold["number"]), _listed(wanted), _listed(got))


def _listed(codes: Iterable[str]) -> str:
    return ", ".join(sorted(codes)) or "(none)"


def _agenda(gold: list[Json], view: ReportView) -> Score:
    """Score entries: right if number and title are; a sub-entry's number is "1(a)"."""
    given = list(_agenda_entries(view.entries("agenda")))
    slips, hits = list[Slip](), 0
    for i, j in align(gold, given, _agenda_worth):
        if i is not None and j is not None and _agenda_worth(gold[i], given[j]) == EXACT:
            hits += 1
            continue
        expected = f"{gold[i]['number']}. {folded(gold[i]['title'])}" if i is not None else None
        found = f"{given[j][0]}. {given[j][1]}" if j is not None else None
        slips.append(Slip("agenda", expected, found))
    return Score("agenda", hits, tuple(slips))


def _agenda_worth(gold: Json, given: tuple[str, str]) -> float:
    same_number = str(gold["number"]).strip(". ") == given[0]
    same_title = given[1] in map(folded, answers(gold, "title"))
    return EXACT if same_number and same_title else ALIKE * same_number


def _agenda_entries(entries: Iterable[Json], above: str = "") -> Iterator[tuple[str, str]]:
    for entry in entries:
        bare = str(entry["number"]).strip(". ")
        number = above + (item_key(bare) if above else bare)
        yield number, folded(entry["title"])
        yield from _agenda_entries(entry.get("items") or [], number)


def _attendance(gold: Json, view: ReportView) -> Iterator[Score]:
    """Yield who was represented, then categories where the gold's is one of the contract."""
    yield _members("attendance", gold["attendance"], view)
    given = {
        (view.number(entry["paragraph"]), name_key(_member(member))): entry["category"]
        for entry in view.entries("attendance")
        for member in entry["members"]
    }
    hits, slips = 0, list[Slip]()
    for entry in gold["attendance"]:
        for name in entry["members"] if entry["category"] in _CATEGORIES else ():
            found = given.get((_number(entry), name_key(name)))
            hits += found == entry["category"]
            if found not in {None, entry["category"]}:
                slips.append(Slip(name, entry["category"], found))
    yield Score("attendance: category", hits, tuple(slips))


def _members(key: str, gold: list[Json], view: ReportView) -> Score:
    """Compare members by the number of the paragraph and the name as printed."""
    wanted = [
        ((_number(entry), name_key(name)), f"{_number(entry)}: {name}")
        for entry in gold
        for name in entry["members"]
    ]
    given = [
        ((view.number(e["paragraph"]), name_key(n)), f"{view.number(e['paragraph'])}: {n}")
        for e in view.entries(key)
        for n in map(_member, e["members"])
    ]
    allowed = [
        (_number(entry), name_key(name))
        for entry in gold
        for name in borderline(entry, "members") + as_list(entry.get("members_alt"))
    ]
    return compare_sets(key, wanted, given, allowed)


def _number(entry: Json) -> str:
    """Return the number of the paragraph; a list in an annex may stand in one without."""
    return str(entry["paragraph"] or "")


def _member(member: Any) -> str:
    return str(member["name"] if isinstance(member, dict) else member)


def _people(gold: Json, view: ReportView) -> Iterator[Score]:
    """Yield names (also under an alias), then each field and the paragraphs of those found."""
    given = {name_key(person["name"]): person for person in view.entities("people")}
    pairs = [(person, _find(person, given)) for person in gold["people"]]
    found = [(one, other) for one, other in pairs if other is not None]
    taken = {id(other) for _, other in found}
    allowed = {name_key(name) for name in borderline(gold, "people")}
    missed = [Slip("people", one["name"], None) for one, other in pairs if other is None]
    extra = [
        Slip("people", None, other["name"])
        for key, other in given.items()
        if id(other) not in taken and key not in allowed
    ]
    yield Score("people", len(found), (*missed, *extra))
    for key in _PERSON_FIELDS:
        fields = (_field(key, one, other) for one, other in found)
        yield add(f"people: {key.replace('_', ' ')}", fields)
    key = "people: paragraphs"
    yield add(key, (_mentioned(key, one, other, view) for one, other in found))


def _find(person: Json, given: dict[str, Json]) -> Json | None:
    names = [*answers(person, "name"), *as_list(person.get("aliases"))]
    return next((given[key] for key in map(name_key, names) if key in given), None)


def _field(key: str, gold: Json, given: Json) -> Score:
    score = scalar(key, answers(gold, key), given.get(key))
    slips = (Slip(gold["name"], slip.expected, slip.found and shortened(slip.found))
             for slip in score.slips)  # fmt: skip
    return Score(key, score.hits, tuple(slips))


def _mentioned(key: str, gold: Json, given: Json, view: ReportView) -> Score:
    wanted = {str(number) for number in gold.get("paragraphs") or []}
    got = {view.number(node) for node in given.get("paragraphs") or []} - {""}
    return compare_counts(key, gold["name"], wanted, got)
