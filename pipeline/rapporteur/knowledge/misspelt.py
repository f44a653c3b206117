"""What is misspelt in a grammar file, in one line that names the rule and what was meant."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from rapporteur.knowledge.rules import Example, GrammarData, RuleData

Fault = Mapping[str, Any]
"""A fault as pydantic tells it: `type`, `loc`, `input`, `msg`, `ctx`."""

_KEYS = {"rules": tuple(RuleData.model_fields), "examples": tuple(Example.model_fields)}
_FORMS = {
    "id": "an id is like 'family.thing', in small letters",
    "role": "a role is written in small letters",
    "flags": "flags are letters of 'imxs'",
}
_UNKNOWN = "extra_forbidden"


def misspelt(stated: Mapping[str, Any], faults: Sequence[Fault]) -> tuple[str, str]:
    """Return where a grammar file goes wrong first, and why.

    A key that is not known comes before all else: what is missing may be what it was meant for.
    """
    first = next((fault for fault in faults if fault["type"] == _UNKNOWN), faults[0])
    return _place(stated, first["loc"]), _reason(first)


def hint(name: str, known: Collection[str]) -> str:
    """Return "; did you mean …?" where a known name is near, else nothing."""
    near = get_close_matches(name, known, n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


def _place(stated: Mapping[str, Any], loc: tuple[int | str, ...]) -> str:
    """Return the id of the rule, its place among them if it has none, or the key of the file."""
    if loc[0] != "rules" or len(loc) < 2 or not isinstance(loc[1], int):
        return str(loc[0])
    rule = stated["rules"][loc[1]]
    named = rule.get("id") if isinstance(rule, dict) else None
    return named if isinstance(named, str) else f"rule {loc[1] + 1}"


def _reason(fault: Fault) -> str:
    loc, given = fault["loc"], fault["input"]
    key = str(loc[-1])
    tell = _REASONS.get(fault["type"])
    if tell is not None:
        return tell(fault, key)
    return f"{key!r}: {fault['msg'][:1].lower()}{fault['msg'][1:]}, not {given!r}"


def _one_of(fault: Fault, key: str) -> str:
    expected, given = fault["ctx"]["expected"], fault["input"]
    near = hint(str(given), expected.split("'")[1::2])
    return f"{key!r} is one of {expected}, not {given!r}{near}"


_REASONS: Mapping[str, Callable[[Fault, str], str]] = {
    _UNKNOWN: lambda fault, key: f"unknown key {key!r}{hint(key, _known(fault['loc']))}",
    "missing": lambda _, key: f"{key!r} is missing",
    "literal_error": _one_of,
    "string_pattern_mismatch": lambda fault, key: f"{_FORMS.get(key, key)}, not {fault['input']!r}",
    "too_short": lambda _, key: f"{key!r} needs at least one",
    "model_type": lambda fault, _: f"{_form_of(fault['loc'])}, not {fault['input']!r}",
}


def _known(loc: tuple[int | str, ...]) -> tuple[str, ...]:
    """Return the keys that the table at a place may have."""
    names = [part for part in loc[:-1] if isinstance(part, str)]
    return _KEYS[names[-1]] if names else tuple(GrammarData.model_fields)


def _form_of(loc: tuple[int | str, ...]) -> str:
    if "examples" in loc:
        return 'an example is a table such as { text = "…" }'
    return "a rule is a table that begins with [[rules]]"
