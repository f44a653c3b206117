"""Compare what stands at the head of a report: title, symbols, meeting, officers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rapporteur.compare.evaluate.align import compare_sets
from rapporteur.compare.evaluate.normal import Json, answers, as_list, folded, name_key
from rapporteur.compare.evaluate.score import Score, Slip
from rapporteur.compare.evaluate.view import ReportView

_MEETING = ("place", "start", "end", "meetings_held")


def head_scores(gold: Json, view: ReportView) -> Iterator[Score]:
    """Yield the scores of title, symbols, meeting and officers, where the gold has them."""
    document = view.report.get("document") or {}
    meeting = view.report.get("meeting") or {}
    if "title" in gold:
        yield scalar("title", answers(gold, "title"), document.get("title"))
    if "symbols" in gold:
        yield _symbols(gold, document)
    for key in _MEETING:
        if key in gold.get("meeting", {}):
            yield scalar(f"meeting {key}", answers(gold["meeting"], key), meeting.get(key))
    if "officers" in gold.get("meeting", {}):
        yield from _officers(gold["meeting"]["officers"], meeting.get("officers") or [], view)


def scalar(key: str, accepted: list[Any], found: Any) -> Score:
    """Compare one value with those that the gold accepts.

    Nothing expected and nothing found is no answer, neither right nor wrong.
    """
    wanted = [None if value is None else folded(str(value)) for value in accepted]
    got = None if found is None else folded(str(found))
    if got in wanted:
        return Score(key, hits=0 if got is None else 1)
    return Score(key, slips=(Slip(key, wanted[0], got),))


def _symbols(gold: Json, document: Json) -> Score:
    wanted = ((folded(symbol), symbol) for symbol in gold["symbols"])
    given = ((folded(symbol), symbol) for symbol in document.get("symbols") or [])
    return compare_sets("symbols", wanted, given, map(folded, as_list(gold.get("symbols_alt"))))


def _officers(gold: list[Json], given: list[Json], view: ReportView) -> Iterator[Score]:
    """Officers count by name and role together; their countries among those that are right."""
    wanted = {_officer_key(o["name"], o["role"]): o for o in gold}
    got = {_officer_key(_name(o, view), o["role"]): o for o in given}
    yield compare_sets("officers", _shown(wanted), _shown(got))
    both = [key for key in wanted if key in got]
    values = [scalar("", answers(wanted[k], "country"), got[k].get("country")) for k in both]
    slips = tuple(
        Slip(key[0], slip.expected, slip.found)
        for key, value in zip(both, values, strict=True)
        for slip in value.slips
    )
    yield Score("officers: country", sum(value.hits for value in values), slips)


def _officer_key(name: str, role: str) -> tuple[str, str]:
    return name_key(name), name_key(role)


def _shown(officers: dict[tuple[str, str], Json]) -> Iterator[tuple[tuple[str, str], str]]:
    return ((key, f"{key[0]}, {key[1]}") for key in officers)


def _name(officer: Json, view: ReportView) -> str:
    """Return the name of the person whom the officer's id names, else what stands there."""
    identifier = officer.get("person") or ""
    person = view.people.get(identifier)
    return str(person["name"]) if person else str(identifier)
