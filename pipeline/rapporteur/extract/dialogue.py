"""Who spoke in a review, where each delegation has a paragraph of its own."""

from __future__ import annotations

from rapporteur.body import Body
from rapporteur.extract.links import Links
from rapporteur.extract.lists import is_state
from rapporteur.knowledge.countries import load_countries
from rapporteur.knowledge.grammar import Grammar
from rapporteur.report import DocumentInfo, Paragraph, Speaker, Statement

_OPENING = 200
_MOST_WORDS = 12


def find_dialogue(
    body: Body, document: DocumentInfo, grammar: Grammar, links: Links
) -> list[Statement]:
    """Return the speaker of each paragraph in the sections that a `dialogue_section` rule names.

    The speaker is the State that the first main clause has as its subject. The State under review
    and its territories answer and are no speakers.
    """
    dialogue = {s.id for s in body.sections if grammar.search("dialogue_section", s.title)}
    found = []
    for paragraph in body.paragraphs:
        name = speaker_of(paragraph, grammar) if paragraph.section in dialogue else None
        entity = links.country(name) if name else None
        if name and entity and entity != document.state_under_review and not _territory(entity):
            found.append(_statement(paragraph, name, entity))
    return found


def _statement(paragraph: Paragraph, name: str, entity: str) -> Statement:
    member = Speaker(name=name, entity=entity)
    return Statement(paragraph=paragraph.id, agenda_items=[], category=None, members=[member])


def speaker_of(paragraph: Paragraph, grammar: Grammar) -> str | None:
    """Return the State that speaks: it opens the paragraph, or the clause after the first."""
    text = paragraph.text
    if grammar.search("no_statement", text[:_OPENING]):
        return None
    name = _leading_state(text, grammar)
    if name or paragraph.kind != "numbered":
        return name
    match = grammar.match("delegation_speaks", text)
    return _last_state(str(match[1]["state"]), grammar) if match else None


def _last_state(name: str, grammar: Grammar) -> str | None:
    """Return the State that ends the name, not the last of several: "… Persons Argentina"."""
    parts = name.split(" ")
    for first in range(len(parts)):
        tail = " ".join(parts[first:])
        if is_state(tail):
            joined = first > 0 and parts[first - 1] in grammar.lists["and"]
            return None if joined else tail
    return None


def _territory(entity: str) -> bool:
    country = load_countries().get(entity)
    return country is not None and country.territory


def _leading_state(text: str, grammar: Grammar) -> str | None:
    """Return the State with whose name the text begins, the longest there is."""
    bare = text.removeprefix("The ")
    for end in reversed(load_countries().leading(bare[:_OPENING], _MOST_WORDS)):
        name = bare[:end].rstrip(",")
        if grammar.fits("delegation_goes_on", bare[len(name) :]):
            return name
    return None
