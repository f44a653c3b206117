"""Find people whom lists, labels, elections and offices introduce without a form of address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from rapporteur.knowledge.grammar import language
from rapporteur.knowledge.names import NameForms, is_rare, is_unusual
from rapporteur.knowledge.phrases import fold
from rapporteur.tag.descriptions import Claim, of_office
from rapporteur.tag.model import Way
from rapporteur.tag.named import Named
from rapporteur.tag.offices import from_adjectives
from rapporteur.tag.people_patterns import patterns

_JOINED = re.compile(r"\s[a-z]{1,3}[-’‘'][A-Z][\w’'-]*")
"""A part of a name behind a particle: "al-Kasa"."""
_PAUSE = re.compile(r"[,.;]|\s[a-z]|$")
_STOP = re.compile(r"(?<![A-Z])\.\s(?=[A-Z])")
_SENTENCE = 260


def rulers(text: str, forms: NameForms) -> Iterator[Claim]:
    """Give "President Roe": a surname alone counts if it is no word of English."""
    for m in patterns().ruler.finditer(text):
        name = m["name"]
        whole = forms.is_name(name) or (" " not in name and is_unusual(name))
        if whole and not forms.are_functions(name) and fold(name) not in forms.ordinary:
            role = from_adjectives(text, m.start(), forms), m.start("name") - 1
            yield Claim(*m.span("name"), "people.ruler", role=role)


def in_lists(reading: Named, forms: NameForms) -> Iterator[Claim]:
    """Give the people of lists that the text introduces as such: members, authors."""
    text = reading.text
    for rule in language().role("people_behind"):
        if rule.value == "signed":
            continue
        for lead in rule.finditer(text):
            names = list(_series(text, lead.end(), forms))
            names += _further(text, names[-1][1], forms) if names else ()
            if names and _is_list_of_people(reading, names, rule.value or ""):
                yield from (Claim(*name, cast("Way", f"people.{rule.value}")) for name in names)


def opening(reading: Named, forms: NameForms) -> Iterator[Claim]:
    """Give whom a sentence begins with: "Ana Roe, the Director …", "Ana Roe of the Port Office"."""
    text = reading.text
    for m in patterns().opening.finditer(text):
        start, end = m.span("name")
        if not forms.is_name(m["name"]) or forms.is_role(m["name"]) or not is_unusual(m["name"]):
            continue
        office = bool(m["article"]) and forms.is_role(
            text[m.end("article") : m.end("article") + 60]
        )
        if (office or of_office(reading, end)) and not reading.names_other(start, end):
            yield Claim(start, end, "people.beside", opens=True)


def _further(text: str, at: int, forms: NameForms) -> Iterator[tuple[int, int]]:
    """Give the names that semicolons part: "A B, who spoke of tides; and C D, who …"."""
    end = _STOP.search(text, at)
    for m in patterns().further.finditer(text, at, end.start() if end else len(text)):
        if not forms.is_name(m["name"]) or forms.is_role(m["name"]):
            return
        yield m.span("name")


def _is_list_of_people(reading: Named, names: list[tuple[int, int]], value: str) -> bool:
    """Whether a list ends as it must, names nothing else, and holds names rather than words."""
    text = reading.text
    for rule in language().role("people_end"):
        if rule.value == value and not rule.pattern.match(text, names[-1][1]):
            return False
    unusual = sum(_is_told(text[slice(*name)]) for name in names)
    return 2 * unusual >= len(names) and not any(reading.names_other(*name) for name in names)


def _is_told(name: str) -> bool:
    """Whether a name is hardly anything else: a part is no word of English, or all are rare."""
    return is_unusual(name) or all(map(is_rare, name.split()))


def _series(text: str, at: int, forms: NameForms) -> Iterator[tuple[int, int]]:
    """Give the names of "A, B and C" from a place on, up to what is no name."""
    m = patterns().one.match(text, at)
    while m and forms.is_name(m["name"]) and not forms.is_role(m["name"]):
        yield m.span("name")
        m = patterns().series.match(text, m.end())


def titled(reading: Named, forms: NameForms) -> Iterator[Claim]:
    """Give the people of "Ambassadors Ana Roe of Peru and Jo Doe of Fiji"."""
    text = reading.text
    for title in patterns().titled.finditer(text):
        m = patterns().one.match(text, title.end())
        while m and forms.is_name(m["name"]) and not reading.names_other(*m.span("name")):
            yield Claim(
                *m.span("name"), "people.titled", honorific=title["title"].removesuffix("s")
            )
            place = patterns().of_place.match(text, m.end())
            m = patterns().series.match(text, place.end() if place else m.end())


def trimmed(text: str, start: int, end: int, forms: NameForms) -> tuple[int, int]:
    """Leave out words before a name that are no part of it: "President Ana Roe"."""
    end = start + len(text[start:end].rstrip())
    while " " in text[start:end]:
        first = text[start:end].split(" ", 1)[0]
        known = fold(first) in forms.given and forms.is_name(text[start:end])
        if known or not (forms.has_function(first) or first.lower() in forms.ordinary):
            break
        start += len(first) + 1
    return start, end


def chosen(text: str, forms: NameForms) -> Iterator[Claim]:
    """Give those whom a sentence elects or appoints: "… and Jo Doe as alternate Rapporteur"."""
    if not any(language().every("choice", text)):
        return
    for m in patterns().chosen.finditer(text):
        start, end = m.span("name")
        sentence = max(text.rfind(". ", 0, start), text.rfind("; ", 0, start)) + 1
        chosen = language().search("choice", text[max(sentence, start - _SENTENCE) : start])
        if chosen and forms.is_name(m["name"]) and not forms.is_role(m["name"]):
            yield Claim(start, end, "people.chosen")


def officers(text: str, forms: NameForms) -> Iterator[Claim]:
    """Give "Ana Roe (Chair)", and whom a label introduces: "Vice-Chairs: Ana Roe, Jo Doe"."""
    spans = [m.span("name") for m in (patterns().officer.finditer(text) if "(" in text else ())]
    for label in patterns().label.finditer(text):
        spans += _series(text, label.end(), forms)
    for start, end in spans:
        if forms.is_name(text[start:end]) and not forms.is_role(text[start:end]):
            yield Claim(start, end, "people.officer")


def adjoined(text: str, forms: NameForms) -> Iterator[Claim]:
    """Give the name that stands right behind an office: "the Minister of Ports Ana Roe said".

    Nothing but the words themselves parts the two, so both must be hardly anything but names.
    """
    for m in patterns().run.finditer(text):
        words = m.group().split(" ")
        if not any(map(forms.has_function, words)):
            continue
        at = next((i for i in range(1, len(words) - 1) if _is_sure(words, i, forms)), None)
        opens = next((i for i, word in enumerate(words) if word.lower() not in forms.small), 0)
        if at is None or not _is_one_office(words[opens:at], forms):
            continue
        start = m.start() + len(" ".join(words[:at])) + 1
        first = start - 1 - len(" ".join(words[opens:at]))
        end = start + len(" ".join(words[at : at + 2]))
        joined = _JOINED.match(text, end) if at + 2 == len(words) else None
        end = joined.end() if joined else end
        if at + 2 < len(words) or _PAUSE.match(text, end):
            yield Claim(start, end, "people.adjoined", role=(first, start - 1))


def _is_one_office(words: list[str], forms: NameForms) -> bool:
    """Whether words name one office, which stands at their beginning, and is no form of address."""
    places = [i for i, word in enumerate(words) if forms.has_function(word)]
    if any(word.endswith(".") for word in words):
        return False
    first = bool(places) and places[0] <= 1 and places[-1] - places[0] < len(places)
    return first and not re.fullmatch(forms.address, " ".join(words) + " ")


def _is_sure(words: list[str], at: int, forms: NameForms) -> bool:
    """Whether two words are a name between small ones, and what is before them is a function."""
    name, before, after = words[at : at + 2], words[at - 1], words[at + 2 : at + 3]
    if before in forms.small or before.endswith(".") or (after and after[0] not in forms.small):
        return False
    return all(map(is_rare, name)) and forms.is_name(" ".join(name))
