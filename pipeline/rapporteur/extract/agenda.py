"""The agenda of the meeting, where it stands in an annex or below a title alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from rapporteur.body import Body
from rapporteur.extract.numerals import number_of
from rapporteur.knowledge.grammar import Grammar
from rapporteur.report import AgendaItem, DocumentInfo, Item, Meeting, Paragraph

_LEAST = 2
_LONGEST = 400
_SIGNS = "(). "


def find_agenda(
    body: Body, document: DocumentInfo, meeting: Meeting, grammar: Grammar
) -> list[AgendaItem]:
    """Return the adopted agenda; none that is only provisional for another session.

    The list behind the sentence that adopts it comes first. Else the entries count that stand
    right below the title of an agenda: in an annex, in a section, or below a line of its own. They
    are read where they stand, as items or paragraphs numbered from 1.
    """
    if body.agenda:
        return list(body.agenda)
    for title, below in _titled(body, document, grammar):
        if below and _is_own(title, below[0].part, meeting, grammar):
            entries = list(_entries(below, grammar))
            if len(entries) >= _LEAST:
                return entries
    return []


def _titled(
    body: Body, document: DocumentInfo, grammar: Grammar
) -> Iterator[tuple[str, Sequence[Paragraph]]]:
    """Yield the titles of agendas, each with the paragraphs that follow."""
    paragraphs, seen = body.paragraphs, set()
    titles = {section.id: section.title for section in body.sections}
    if document.title and grammar.fits("agenda_title", document.title):
        yield document.title, paragraphs
    for at, paragraph in enumerate(paragraphs):
        section = paragraph.section
        if section and section not in seen and grammar.fits("agenda_title", titles[section]):
            yield titles[section], paragraphs[at:]
        seen.add(section)
        alone = paragraph.kind == "unnumbered" and not paragraph.items
        if alone and grammar.fits("agenda_title", paragraph.text):
            yield paragraph.text, paragraphs[at + 1 :]


def _is_own(title: str, part: str, meeting: Meeting, grammar: Grammar) -> bool:
    """Say whether a title is that of the meeting's agenda: not of another session.

    A number tells; without one an agenda that is provisional counts only in the body.
    """
    names = (match for _, match in grammar.find("session_name", title))
    numbers = {number_of(m["ordinal"] or "", grammar) for m in names} - {None}
    if numbers:
        return meeting.ordinal in numbers
    open_ = part != "body" and grammar.search("agenda_provisional", title)
    return not open_ and not grammar.search("agenda_of_next", title)


def _entries(below: Sequence[Paragraph], grammar: Grammar) -> Iterator[AgendaItem]:
    """Yield the entries at the head of these paragraphs, numbered from 1, up to what is none."""
    if below and below[0].items and not below[0].number:
        yield from _counted(map(_of_item, below[0].items), grammar)
        return
    numbered = takewhile(lambda p: p.kind == "numbered" and p.part == below[0].part, below)
    yield from _counted(map(_of_paragraph, numbered), grammar)


def _counted(entries: Iterable[AgendaItem], grammar: Grammar) -> Iterator[AgendaItem]:
    for expected, entry in enumerate(entries, 1):
        told = grammar.search("agenda_tells", entry.title) or len(entry.title) > _LONGEST
        if entry.number.strip(_SIGNS) != str(expected) or told:
            return
        yield entry


def _of_paragraph(paragraph: Paragraph) -> AgendaItem:
    return AgendaItem(
        number=paragraph.number or "",
        title=_bare(paragraph.text, paragraph.tail),
        items=[_of_item(item) for item in paragraph.items],
    )


def _of_item(item: Item) -> AgendaItem:
    return AgendaItem(
        number=item.label.rstrip("."),
        title=_bare(item.text, item.tail),
        items=[_of_item(inner) for inner in item.items],
    )


def _bare(text: str, tail: str | None) -> str:
    return f"{text} {tail or ''}".rstrip(" .;:")
