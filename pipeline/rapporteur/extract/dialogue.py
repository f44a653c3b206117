"""Who spoke in a review, where each delegation has a paragraph of its own."""

from __future__ import annotations

from rapporteur.body import Body
from rapporteur.extract.links import Links
from rapporteur.extract.lists import is_state
from rapporteur.grammar import Grammar
from rapporteur.report import DocumentInfo, Member, Paragraph, Statement


def find_dialogue(
    body: Body, document: DocumentInfo, grammar: Grammar, links: Links
) -> list[Statement]:
    """Return the speaker of each paragraph in the sections that a `dialogue_section` rule names.

    The speaker is the State that the first main clause has as its subject; the State under
    review answers and is no speaker.
    """
    dialogue = {s.id for s in body.sections if grammar.search("dialogue_section", s.title)}
    found = []
    for paragraph in body.paragraphs:
        if paragraph.section not in dialogue or paragraph.kind != "numbered":
            continue
        name = _speaker(paragraph, grammar)
        entity = links.country(name) if name else None
        if name and entity and entity != document.state_under_review:
            found.append(_statement(paragraph, name, entity))
    return found


def _statement(paragraph: Paragraph, name: str, entity: str) -> Statement:
    member = Member(name=name, entity=entity)
    return Statement(paragraph=paragraph.id, agenda_items=[], category=None, members=[member])


def _speaker(paragraph: Paragraph, grammar: Grammar) -> str | None:
    """Return the State that speaks, by the verbs that only speakers have."""
    for rule in grammar.role("delegation_speaks"):
        for match in rule.pattern.finditer(paragraph.text[:600]):
            if is_state(match["state"]):
                return str(match["state"])
    return None
