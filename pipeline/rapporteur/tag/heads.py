"""Find who heads a delegation: the sentence says that one is named, in whatever way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapporteur.knowledge.grammar import language
from rapporteur.knowledge.names import NameForms, is_unusual
from rapporteur.tag.descriptions import Claim
from rapporteur.tag.named import Named
from rapporteur.tag.people_patterns import patterns
from rapporteur.tag.sequences import trimmed

_LONGEST = 260
_OPENING = 6
_BEHIND = re.compile(r"[,.;]|\s\(|\s?$")
_PAUSE = re.compile(r"[.;]\s(?=[A-Z])")
_SHORT = re.compile(r"(?:^|[\s(])(?:[A-Z]|[A-Z][a-z]{1,2})$")


def heads(reading: Named, forms: NameForms) -> Iterator[Claim]:
    """Give the one of whom the text says that the delegation was "headed by".

    Surface forms: "headed by: Ana Roe, Director …", "headed by Vice-President Ana Roe.", "headed by
    the State Minister in charge of Ports, Ferries and Nets, Ana Roe."
    """
    for rule in language().role("headed_by"):
        for lead in rule.finditer(reading.text):
            address = re.match(forms.address, reading.text[lead.end() :])
            at = lead.end() + (address.end() if address else 0)
            claim = _named_first(reading, at, forms) or _office_first(reading, at, forms)
            if claim:
                yield claim


def _named_first(reading: Named, at: int, forms: NameForms) -> Claim | None:
    """Give the name that follows at once, perhaps behind an office of a word or two."""
    found = patterns().one.match(reading.text, at)
    return _claim(reading, found, at, forms) if found else None


def _office_first(reading: Named, at: int, forms: NameForms) -> Claim | None:
    """Give the last name of the sentence, behind the office and a comma or right behind it.

    Where the office is none that is known, the name must be one that English texts do not know.
    """
    text = reading.text
    end = _sentence_end(text, at)
    claims = [
        claim
        for found in patterns().one.finditer(text, at, end)
        if (claim := _claim(reading, found, at, forms))
    ]
    last = claims[-1] if claims else None
    known = any(map(forms.has_function, text[at:end].split()[:_OPENING]))
    return last if last and (known or is_unusual(text[last.start : last.end])) else None


def _claim(reading: Named, found: re.Match[str], at: int, forms: NameForms) -> Claim | None:
    """Give the name in a run of capitalised words; what stands before it from `at` on is a role."""
    text = reading.text
    start, end = trimmed(text, *found.span("name"), forms)
    name = text[start:end]
    if not forms.is_name(name) or forms.is_role(name) or reading.names_other(start, end):
        return None
    joined = start == at or start > found.start() or text[:start].endswith(", ")
    if not joined or not _BEHIND.match(text, end):
        return None
    role = (at, len(text[:start].rstrip(" ,"))) if start > at else None
    return Claim(start, end, "people.headed", role=role)


def _sentence_end(text: str, at: int) -> int:
    """Give where the sentence ends: at a stop that belongs to no initial or short form."""
    for pause in _PAUSE.finditer(text, at, at + _LONGEST):
        if text[pause.start()] == ";" or not _SHORT.search(text, at, pause.start()):
            return pause.start()
    return min(len(text), at + _LONGEST)
