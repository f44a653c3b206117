"""The forms in which reports introduce people, as patterns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from rapporteur.knowledge.names import load_names
from rapporteur.tag.sought import Sought


@dataclass(frozen=True, slots=True)
class Patterns:
    """Patterns made of the forms of names and the words of the lexicon."""

    addressed: re.Pattern[str]
    before: re.Pattern[str]
    after_comma: re.Pattern[str]
    item: Sought
    introduced: Sought
    mandate: re.Pattern[str]
    bearer: re.Pattern[str]
    ruler: Sought
    series: re.Pattern[str]
    titled: Sought
    of_place: re.Pattern[str]
    chosen: Sought
    officer: Sought
    label: Sought
    run: re.Pattern[str]
    further: re.Pattern[str]
    opening: Sought
    one: re.Pattern[str]


@cache
def patterns() -> Patterns:
    """Give the patterns, made once."""
    forms = load_names()
    name = forms.name
    joints = "|".join(re.escape(word) for word in sorted(forms.small))
    bare = rf"{name}(?:,?\s\((?:[^()]|\([^()]*\))*\))?"
    return Patterns(
        addressed=re.compile(rf"\b(?=[A-Z])(?P<address>{forms.address})(?P<name>{name})"),
        before=re.compile(rf"(?<![\w.’-]){name}\s?$"),
        after_comma=re.compile(
            rf",\s(?:{forms.address})?(?P<name>{name})(?=[,;.]|\s[(“]|\s[a-z]|$)"
        ),
        item=Sought(
            rf"(?:^|[:;]\s(?:{forms.conjunction}\s)?)(?:[•·–—-]\s*)?(?P<name>{name})(?=\s?[,;–(]|\s{forms.belonging}\s|\s[a-z]+\s\d)",
            begins=":;",
        ),
        introduced=Sought(
            rf"\b(?:{forms.introductions})[,:]?\s(?P<list>{bare}(?:(?:,\s|,?\s{forms.conjunction}\s){bare})*)"
            rf"(?=[.,;(]|\s[a-z]|$)"
        ),
        titled=Sought(rf"\b(?P<title>{forms.plural_titles})\.?\s(?=[A-Z])"),
        of_place=re.compile(rf"\s{forms.belonging}\s(?:{forms.article})?{name}|\s\([^()]*\)"),
        officer=Sought(rf"(?P<name>{name})\s\((?=(?:{forms.labels})\))"),
        label=Sought(rf"(?:^|[.;]\s)(?:{forms.labels})\s?:\s(?=\w)", begins=".;"),
        chosen=Sought(rf"(?P<name>{name})(?:\s\([^()]*\))?,?\s(?={forms.chosen})"),
        run=re.compile(rf"[A-Z][\w’'-]*(?:\s(?:(?:{joints})\s){{0,2}}[A-Z][\w’'-]*\.?)+"),
        mandate=re.compile(rf"(?:{forms.mandates}|{forms.delegates})\b"),
        further=re.compile(rf";\s(?:{forms.conjunction}\s)?(?P<name>{name})(?=[,;.]|\s\(|$)"),
        opening=Sought(
            rf"(?:^|[.;]\s)(?P<name>{name})"
            rf"(?=\s{forms.belonging}\s|,\s(?P<article>{forms.article})?)",
            begins=".;",
        ),
        one=re.compile(rf"(?P<name>{name})"),
        bearer=re.compile(
            rf"(?:['’]s)?\s(?:{forms.belonging}\s[A-Z][\w’-]*\s)?(?:{forms.bearers})\b"
        ),
        ruler=Sought(rf"(?<![\w-])(?<![A-Z][a-z]\s)(?:{forms.rulers})\s(?P<name>{name})(?![\w-])"),
        series=re.compile(
            rf"(?:,\s(?:{forms.conjunction}\s)?|\s{forms.conjunction}\s)(?P<name>{name})"
            rf"(?=[,;.)]|\s\(|\s[a-z]|$)"
        ),
    )
