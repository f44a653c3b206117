"""Voluntary commitments: what a State under review promises of its own accord."""

from __future__ import annotations

from collections.abc import Iterator

from rapporteur.body import Body
from rapporteur.extract.entries import item_number, named_sections
from rapporteur.knowledge.grammar import Grammar
from rapporteur.report import Commitment, Item, Paragraph


def find_commitments(body: Body, grammar: Grammar) -> list[Commitment]:
    """Return every commitment in document order; those of other documents are not repeated.

    Surface forms: numbered paragraphs of a section "Voluntary pledges and commitments"; there
    and in the conclusions the items of a list that "the following voluntary commitments" lead in.
    """
    pledged = named_sections(body.sections, grammar, "commitment_section")
    concluded = named_sections(body.sections, grammar, "review_section")
    found: list[Commitment] = []
    for paragraph in body.paragraphs:
        if paragraph.section in pledged and paragraph.number:
            found += _in_section(paragraph, grammar)
        elif paragraph.section in concluded and grammar.search("commitment_lead", paragraph.text):
            found += (_item(paragraph, item) for item in paragraph.items)
    return found


def _in_section(paragraph: Paragraph, grammar: Grammar) -> Iterator[Commitment]:
    """Yield the items that a paragraph leads in, or the paragraph if it leads in nothing."""
    if paragraph.text.endswith(":"):
        yield from (_item(paragraph, item) for item in paragraph.items)
    elif not grammar.search("commitment_elsewhere", paragraph.text):
        yield _commitment(paragraph, paragraph, paragraph.number)


def _item(paragraph: Paragraph, item: Item) -> Commitment:
    return _commitment(paragraph, item, item_number(paragraph, item))


def _commitment(paragraph: Paragraph, node: Paragraph | Item, number: str | None) -> Commitment:
    return Commitment(
        id=f"com-{node.id}",
        number=number,
        paragraph=node.id,
        section=paragraph.section,
        text=node.text,
    )
