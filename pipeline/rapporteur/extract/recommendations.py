"""Recommendations: number, text, who is asked, who asks, what became of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapporteur.body import Body
from rapporteur.extract.modality import understand
from rapporteur.extract.review import find_review_recommendations
from rapporteur.knowledge.grammar import Grammar
from rapporteur.report import DocumentInfo, Item, Paragraph, Problem, Recommendation, Section


def find_recommendations(
    body: Body, grammar: Grammar, document: DocumentInfo
) -> tuple[list[Recommendation], list[Problem]]:
    """Return every formally marked recommendation in document order, and what is unsure.

    Surface forms: blocks such as "Recommendation 4"; below a heading such as "Recommendations"
    the paragraphs that ask somebody to act, and the items of a list that a paragraph introduces
    as recommendations; in reports of a review, the lists of what States recommended.
    """
    if grammar.settings.get("answers_recommendations"):
        return [], []
    if grammar.settings.get("states_recommend"):
        return find_review_recommendations(body, grammar, document)
    found = list(_marked(body, grammar))
    marked = {entry.section for entry in found}
    sections = _sections(body.sections, grammar, marked)
    for paragraph in body.paragraphs:
        if paragraph.section in sections and paragraph.kind != "recommendation":
            found += _in_section(paragraph, grammar)
    order = {node: place for place, node in enumerate(_nodes(body.paragraphs))}
    return sorted(found, key=lambda entry: order[entry.paragraph]), []


def _marked(body: Body, grammar: Grammar) -> Iterator[Recommendation]:
    for paragraph in body.paragraphs:
        if paragraph.kind == "recommendation":
            yield _recommendation(paragraph, paragraph, paragraph.number, grammar)
    for section in body.sections:
        match = grammar.match("recommendation_name", section.label or "")
        below = [p for p in body.paragraphs if p.section == section.id] if match else []
        if match and below:
            yield _recommendation(below[0], _whole(below), match[1]["number"], grammar)


def _whole(paragraphs: Sequence[Paragraph]) -> Paragraph:
    """Return the paragraphs of one recommendation as one, which has the id of the first."""
    text = " ".join(part for p in paragraphs for part in (p.text, p.tail) if part)
    items = [item for p in paragraphs for item in p.items]
    return paragraphs[0].model_copy(update={"text": text, "items": items})


def _sections(
    sections: Sequence[Section], grammar: Grammar, marked: set[str | None]
) -> set[str | None]:
    """Return the sections on recommendations with those below them, without those that mark each.

    What stands beside "Recommendation 4" under the same heading only introduces it.
    """
    parents = {section.id: section.parent for section in sections}
    above = {place for section in marked for place in _upwards(section, parents)}
    found: set[str | None] = set()
    for section in sections:
        if section.parent in found or grammar.fits("recommendation_section", section.title):
            found.add(section.id)
    return {place for place in found if not above & set(_upwards(place, parents))}


def _upwards(section: str | None, parents: dict[str, str | None]) -> Iterator[str]:
    while section is not None:
        yield section
        section = parents.get(section)


def _in_section(paragraph: Paragraph, grammar: Grammar) -> Iterator[Recommendation]:
    """Yield the recommendations of one paragraph: itself, or those of its items that are such."""
    if paragraph.items and grammar.search("recommendation_list", paragraph.text):
        for item in paragraph.items:
            yield _recommendation(paragraph, item, _digits(item), grammar)
    elif grammar.search("recommends", paragraph.text):
        yield _recommendation(paragraph, paragraph, None, grammar)
    else:
        for item in paragraph.items:
            if grammar.search("recommends", item.text):
                yield _recommendation(paragraph, item, _digits(item), grammar)


def _digits(item: Item) -> str | None:
    """Return the number of an item whose label is one; a letter is no number."""
    label = item.label.strip("(). ")
    return label if label.isdigit() else None


def _recommendation(
    paragraph: Paragraph, node: Paragraph | Item, number: str | None, grammar: Grammar
) -> Recommendation:
    lead = "" if node.id == paragraph.id else f"{paragraph.text} "
    asked = understand(node.text, node.items, grammar)
    if lead and asked.modality is None:
        asked = understand(lead + node.text, node.items, grammar)
    return Recommendation(
        id=f"rec-{node.id if number is None else node.id.removeprefix('r')}",
        number=number,
        paragraph=node.id,
        section=paragraph.section,
        text=node.text,
        items=node.items,
        addressees=list(asked.addressees),
        modality=asked.modality,
        states=[],
        position=None,
        actions=list(asked.actions),
        source=node.source,
    )


def _nodes(paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    for paragraph in paragraphs:
        yield paragraph.id
        yield from (item.id for item in paragraph.items)
