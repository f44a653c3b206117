"""The Universal Periodic Review: which State, which troika."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from rapporteur.body import Body
from rapporteur.knowledge.countries import Countries, load_countries
from rapporteur.knowledge.grammar import Grammar
from rapporteur.report import DocumentInfo

_LONGEST_NAME = 12
_OPENING_PARAGRAPHS = 12


def find_review(body: Body, grammar: Grammar, title: str | None) -> tuple[str | None, list[str]]:
    """Return the id of the State under review and those of the troika.

    The State is the one whose name ends the title ("China (including …)"), else the one of which
    the introduction says that its review was held; there the troika stands too. Nothing is guessed.
    """
    countries = load_countries()
    opening = [paragraph.text for paragraph in body.paragraphs[:_OPENING_PARAGRAPHS]]
    found = (m for text in opening if (m := grammar.search("troika", text)))
    troika = next(found, None)
    listed = countries.split_list(troika[1]["states"]) if troika else []
    members = [member.country.id for member in listed if member.country is not None]
    own = (
        _state_of_title(title or "", grammar, countries)
        or _state_of_text(opening, grammar, countries)
        or _state_of_front(body, countries)
    )
    return own, [member for member in members if member != own]


def with_review(document: DocumentInfo, body: Body, grammar: Grammar) -> DocumentInfo:
    """Return the document with the State under review and the troika, if it is of a review."""
    if not grammar.role("troika"):
        return document
    state, troika = find_review(body, grammar, document.title)
    return document.model_copy(update={"state_under_review": state, "troika": troika})


def _state_of_title(title: str, grammar: Grammar, countries: Countries) -> str | None:
    """Return the State with the longest name that ends the title."""
    words = grammar.only("title_remark").sub("", title.rstrip(" *∗")).split()
    for first in range(max(0, len(words) - _LONGEST_NAME), len(words)):
        if country := countries.lookup(" ".join(words[first:])):
            return country.id
    return None


def _state_of_front(body: Body, countries: Countries) -> str | None:
    """Return the State whose name stands alone before the first numbered paragraph."""
    front = takewhile(lambda paragraph: paragraph.kind == "unnumbered", body.paragraphs)
    found = (countries.lookup(paragraph.text.strip(" *∗")) for paragraph in front)
    return next((country.id for country in found if country), None)


def _state_of_text(texts: Sequence[str], grammar: Grammar, countries: Countries) -> str | None:
    for role in ("troika", "review_of"):
        for rule in grammar.role(role):
            for text in texts:
                match = rule.pattern.search(text)
                if match and (country := countries.lookup(match["state"] or "")):
                    return country.id
    return None
