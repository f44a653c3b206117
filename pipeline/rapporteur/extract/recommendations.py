"""Recommendations: number, text, who made them, what became of them."""

from __future__ import annotations

from rapporteur.body import Body
from rapporteur.extract.upr import find_review_recommendations
from rapporteur.grammar import Grammar
from rapporteur.report import DocumentInfo, Problem, Recommendation


def find_recommendations(
    body: Body, grammar: Grammar, document: DocumentInfo
) -> tuple[list[Recommendation], list[Problem]]:
    """Return every formally marked recommendation in document order, and what is unsure."""
    if grammar.settings.get("states_recommend"):
        return find_review_recommendations(body, grammar, document)
    found = []
    for paragraph in body.paragraphs:
        if paragraph.kind == "recommendation":
            found.append(
                Recommendation(
                    id=f"rec-{paragraph.number}", number=paragraph.number, paragraph=paragraph.id,
                    section=paragraph.section, text=paragraph.text, items=paragraph.items,
                    addressees=[], modality=None, states=[], position=None,
                )
            )  # fmt: skip
    return found, []
