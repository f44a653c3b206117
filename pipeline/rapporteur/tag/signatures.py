"""Find who signed: the name, and the office that stands behind it on lines of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapporteur.knowledge.grammar import language
from rapporteur.knowledge.names import NameForms
from rapporteur.tag.descriptions import Claim, end_of_role
from rapporteur.tag.named import Named
from rapporteur.tag.people_patterns import patterns

_WORD = re.compile(r"\S+")
Range = tuple[int, int]


def signatures(reading: Named, forms: NameForms) -> Iterator[Claim]:
    """Give those who signed, with the office behind the name.

    Surface forms: "(Signed) Ana Roe", "(Signed) Ana Roe Ambassador Permanent Representative of
    Peru", "(Signed) Ana Roe Director Harbour Fund", "(Signed) Ana Roe Jo Doe Co-Chairs": the lines
    of a signature have no mark between them, so the name ends where an office begins.
    """
    text = reading.text
    leads = [
        m for rule in language().role("people_behind") if rule.value == "signed"
        for m in rule.finditer(text)
    ]  # fmt: skip
    for at, lead in enumerate(leads):
        stop = leads[at + 1].start() if at + 1 < len(leads) else len(text)
        run = patterns().one.match(text, lead.end())
        if run:
            yield from _signed(reading, forms, run.span(), stop)


def _signed(reading: Named, forms: NameForms, run: Range, stop: int) -> Iterator[Claim]:
    text = reading.text
    words = [(run[0] + m.start(), run[0] + m.end()) for m in _WORD.finditer(text[run[0] : run[1]])]
    cut = next((i for i, word in enumerate(words) if i and _opens(text, *word, forms)), len(words))
    office = words[cut][0] if cut < len(words) else _behind(text, run[1], forms)
    role, body = _parted(reading, office, stop) if office else (None, None)
    for first, last in _each(words[:cut], text[slice(*role)] if role else "", forms):
        name = text[words[first][0] : words[last][1]]
        if forms.is_name(name):
            yield Claim(words[first][0], words[last][1], "people.signed", role=role, office=body)


def _opens(text: str, start: int, end: int, forms: NameForms) -> bool:
    """Whether an office begins with this word of a run of capitalised words."""
    word = text[start:end]
    return forms.has_function(word) or forms.is_role(word)


def _behind(text: str, at: int, forms: NameForms) -> int | None:
    """Give where an office begins right behind a name: "Chargé d’affaires a.i."."""
    start = at + 1
    capital = text.startswith(" ", at) and text[start : start + 1].isupper()
    return start if capital and forms.is_role(text[start:]) else None


def _each(words: list[Range], role: str, forms: NameForms) -> Iterator[tuple[int, int]]:
    """Give first and last word of each name: two share "Co-Chairs"."""
    office = next(iter(role.split()), "")
    half, odd = divmod(len(words), 2)
    if half > 1 and not odd and forms.one_of(office) != office:
        yield 0, half - 1
        yield half, len(words) - 1
    elif words:
        yield 0, len(words) - 1


def _parted(reading: Named, start: int, stop: int) -> tuple[Range, Range | None]:
    """Part the lines behind a name into the office and the body that stands on the last of them."""
    text = reading.text
    stop = min(stop, end_of_role(reading, start, by_semicolon=False))
    end = start + len(text[start:stop].rstrip(" .,;"))
    for body in reading.offices(start, end):
        before = text[start : body.start].split()
        joined = not before or before[-1].endswith(",") or before[-1][0].islower()
        if not joined and text.startswith(" ", body.start - 1):
            rest = text[body.end : end]
            goes_on = language().fits("office_goes_on", rest)
            return (start, body.start - 1), (body.start, end if goes_on else body.end)
    return (start, end), None
