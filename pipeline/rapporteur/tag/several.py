"""Give each of several people the office that they hold together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rapporteur.knowledge.grammar import language
from rapporteur.knowledge.names import load_names
from rapporteur.tag.descriptions import behind_bracket, capacity, singular
from rapporteur.tag.model import Found, Told
from rapporteur.tag.parting import head_of_office, of_one

_WHERE: tuple[Told, ...] = ("affiliation",)


def shared(text: str, people: Sequence[Found]) -> list[Found]:
    """Give the people with the office of all in a series.

    "A (Peru), B and C as Vice-Chairs"; "A and B, Co-Chairs of the Board".
    """
    out: list[Found] = []
    told: dict[Told, str] = {}
    for found in reversed(people):
        joined = bool(out) and language().fits("next_of_series", text[found.end : out[-1].start])
        if joined and told and "role" not in found.data:
            out.append(replace(found, data={**told, **found.data}))
        else:
            told = _of_all(text, found)
            several = _are_several(found.data.get("role", ""))
            out.append(replace(found, data={**found.data, **told}) if several else found)
    return out[::-1]


def _of_all(text: str, last: Found) -> dict[Told, str]:
    """Give the office that the last of a series holds with the others, if it is one of several."""
    printed = last.data.get("role", "")
    if _are_several(printed):
        told: dict[Told, str] = {"role": of_one(printed)}
        return told | {key: last.data[key] for key in _WHERE if key in last.data}
    several = capacity(text, behind_bracket(text, last.end))
    return {"role": singular(several)} if several and singular(several) != several else {}


def _are_several(role: str) -> bool:
    """Whether several hold an office: "Co-Chairs of the Board"."""
    words = role.split()
    last = words[head_of_office(words) - 1] if words else ""
    return load_names().one_of(last) != last
