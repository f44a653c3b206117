"""Which tables there are, what their columns say, and the cells of a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapporteur.knowledge.countries import load_countries
from rapporteur.report import Item, Member, Paragraph, Place, Recommendation, Report

Cell = str | int | None
_CYCLES = (12, 26, 40)
"""The last session of each cycle of the Universal Periodic Review but the current one."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what its cells say, and how wide it should be, in characters."""

    name: str
    about: str
    width: int = 14


_STATE = Column("state_under_review", "the State whose review it is, by the UN's short name", 20)
_SYMBOL = Column("symbol", "the symbol of the document", 18)
_FILE = Column("file", "the file that was read", 22)
_PAGE = Column("page", "the page of that file", 7)
_NAMED = (
    Column("name", "as printed", 30),
    Column("country", "the State or territory that it is, or comes from", 22),
    Column("country_code", "the same by ISO 3166-1 alpha-3", 9),
    Column("paragraph", "the number of the paragraph, as text", 10),
)

TABLES: Mapping[str, tuple[Column, ...]] = {
    "recommendations": (
        _STATE,
        Column("state_under_review_code", "the same by ISO 3166-1 alpha-3", 9),
        Column("year", "of the review", 7),
        Column("session", "of the Working Group, by number", 8),
        Column("cycle", "of the reviews: 1 to session 12, 2 to 26, 3 to 40, then 4", 7),
        _SYMBOL,
        Column("number", "of the recommendation, as text: 95.10 is not 95.1", 9),
        Column("recommendation", "its text, without the States", 70),
        Column("recommending_states", "who makes it, by the UN's short names", 30),
        Column("recommending_codes", "the same by ISO 3166-1 alpha-3", 16),
        Column("regional_groups", "the regional groups of those States", 24),
        Column("position", "what the report says became of it", 18),
        Column("final_position", "what became of it in the end, by the State's addendum", 18),
        Column("response", "what the State says of it in the addendum", 50),
        Column("action_category", "how much it asks for, 1 to 5 on the scale of UPR Info", 9),
        Column("topics", "what it is about, by OHCHR's headings", 30),
        Column("sdgs", "Sustainable Development Goals", 9),
        _PAGE,
        _FILE,
    ),
    "paragraphs": (
        _SYMBOL,
        Column("section", "the title of the section", 30),
        Column("kind", "numbered, recommendation, unnumbered, or item of a list", 14),
        Column("number", "number or label as printed, as text", 9),
        Column("text", "the text", 90),
        Column("tail", "text behind the list of a paragraph", 30),
        _PAGE,
        _FILE,
    ),
    "people": (
        _SYMBOL,
        Column("honorific", "as printed", 10),
        Column("name", "of the person", 28),
        Column("role", "the office", 36),
        Column("affiliation", "the body", 36),
        Column("country", "the State", 22),
        Column("country_code", "the same by ISO 3166-1 alpha-3", 9),
        Column("on_behalf_of", "for whom the person spoke", 22),
        _FILE,
    ),
    "attendance": (_SYMBOL, Column("category", "as what it was represented", 18), *_NAMED, _FILE),
    "statements": (_SYMBOL, Column("category", "as what it spoke", 18), *_NAMED, _FILE),
    "citations": (
        _SYMBOL,
        Column("kind", "document, resolution or decision", 12),
        Column("cited_symbol", "the symbol of the document cited", 24),
        Column("body", "who adopted the resolution or decision", 28),
        Column("number", "its number, as text", 12),
        Column("title", "its title", 40),
        _FILE,
    ),
}


def cells(what: str, report: Report) -> Iterator[list[Cell]]:
    """Yield the rows that a report gives to a table."""
    return _ROWS[what](report)


def _recommendations(report: Report) -> Iterator[list[Cell]]:
    document, meeting = report.document, report.meeting
    day = meeting.start or document.date
    session = meeting.ordinal
    review: list[Cell] = [
        _name(document.state_under_review),
        document.state_under_review,
        day[:4] if day else None,
        session,
        _cycle(session) if document.family == "upr" else None,
        _symbol(report),
    ]
    for one in report.recommendations:
        yield [*review, *_recommendation(one), _page(one.source), report.source.name]


def _recommendation(one: Recommendation) -> list[Cell]:
    known = load_countries()
    found = (known.get(state) for state in one.states)
    groups = {country.region for country in found if country and country.region}
    return [
        one.number,
        " ".join([one.text, *_items(one.items)]),
        _joined(_name(state) for state in one.states),
        _joined(one.states),
        _joined(sorted(groups)),
        one.position,
        one.final_position or one.position,
        one.response.text if one.response else None,
        one.action_category,
        _joined(topic.name for topic in one.topics),
        _joined(str(goal) for goal in one.sdgs),
    ]


def _cycle(session: int | None) -> int | None:
    if session is None:
        return None
    return 1 + sum(session > last for last in _CYCLES)


def _items(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        yield f"{item.label} {item.text}"
        yield from _items(item.items)
        if item.tail:
            yield item.tail


def _paragraphs(report: Report) -> Iterator[list[Cell]]:
    titles = {section.id: section.title for section in report.sections}
    for top in report.paragraphs:
        section = titles.get(top.section or "")
        for node, kind, number in _below(top, top.kind, top.number):
            yield [
                _symbol(report), section, kind, number, node.text, node.tail,
                _page(node.source), report.source.name,
            ]  # fmt: skip


def _below(
    node: Paragraph | Item, kind: str, number: str | None
) -> Iterator[tuple[Paragraph | Item, str, str | None]]:
    yield node, kind, number
    for item in node.items:
        yield from _below(item, "item", item.label)


def _people(report: Report) -> Iterator[list[Cell]]:
    for one in report.entities.people:
        yield [
            _symbol(report), one.honorific, one.name, one.role, one.affiliation,
            _name(one.country), one.country, one.on_behalf_of, report.source.name,
        ]  # fmt: skip


def _attendance(report: Report) -> Iterator[list[Cell]]:
    for one in report.attendance:
        yield from _members(report, one.category, one.paragraph, one.members)


def _statements(report: Report) -> Iterator[list[Cell]]:
    for one in report.statements:
        yield from _members(report, one.category, one.paragraph, one.members)


def _members(
    report: Report, category: str | None, node: str, members: Iterable[Member]
) -> Iterator[list[Cell]]:
    numbers = {paragraph.id: paragraph.number for paragraph in report.paragraphs}
    countries = {country.id for country in report.entities.countries}
    for member in members:
        code = member.entity if member.entity in countries else None
        yield [
            _symbol(report), category, member.name, _name(code), code, numbers.get(node),
            report.source.name,
        ]  # fmt: skip


def _citations(report: Report) -> Iterator[list[Cell]]:
    for one in report.citations:
        yield [
            _symbol(report), one.kind, one.symbol, one.body, one.number, one.title,
            report.source.name,
        ]  # fmt: skip


def _symbol(report: Report) -> str | None:
    return next(iter(report.document.symbols), None)


def _name(country: str | None) -> str | None:
    known = load_countries().get(country) if country else None
    return known.name if known else country


def _joined(values: Iterable[str | None]) -> str | None:
    return "; ".join(value for value in values if value) or None


def _page(places: Sequence[Place]) -> int | None:
    return min((place.page for place in places if place.page is not None), default=None)


_ROWS: Mapping[str, Callable[[Report], Iterator[list[Cell]]]] = {
    "recommendations": _recommendations,
    "paragraphs": _paragraphs,
    "people": _people,
    "attendance": _attendance,
    "statements": _statements,
    "citations": _citations,
}
