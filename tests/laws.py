"""What holds for every report, whatever it reports on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from builders import nodes
from rapporteur.report import Item, Mention, Paragraph, Place, Report


def broken(report: Report) -> list[str]:
    """Return every law that the report breaks, with the place; empty if it keeps them all."""
    return [
        *_ids(report), *_structure(report), *_links(report), *_mentions(report), *_facts(report),
        *_places(report), *_quality(report),
    ]  # fmt: skip


def blocks(report: Report) -> list[Paragraph | Item]:
    """Return all paragraphs and items, each before its own items."""
    found: list[Paragraph | Item] = []
    queue: list[Paragraph | Item] = list(report.paragraphs)
    while queue:
        one = queue.pop(0)
        found.append(one)
        queue = [*one.items, *queue]
    return found


def _ids(report: Report) -> Iterator[str]:
    entities = report.entities
    kinds = [
        report.parts, report.sections, blocks(report), report.footnotes, report.tables,
        entities.people, entities.countries, entities.organizations, report.citations,
    ]  # fmt: skip
    counts = Counter(one.id for kind in kinds for one in kind)
    yield from (f"{count} nodes have the id {name}" for name, count in counts.items() if count > 1)
    recommendations = Counter(one.id for one in report.recommendations)
    yield from (f"recommendation {name} twice" for name, n in recommendations.items() if n > 1)


def _structure(report: Report) -> Iterator[str]:
    parts = {part.id for part in report.parts}
    sections = {section.id: section for section in report.sections}
    for section in report.sections:
        above = sections.get(section.parent or "")
        if section.parent is not None and above is None:
            yield f"{section.id} has no parent {section.parent}"
        if section.level != (above.level + 1 if above else 1):
            yield f"{section.id} is of level {section.level}"
        if section.part not in parts:
            yield f"{section.id} stands in no part {section.part}"
    for one in [*report.paragraphs, *report.footnotes]:
        if one.part not in parts:
            yield f"{one.id} stands in no part {one.part}"
    for block in [*report.paragraphs, *report.recommendations, *report.commitments,
                  *report.tables]:  # fmt: skip
        if block.section is not None and block.section not in sections:
            yield f"{block.id} stands in no section {block.section}"
    yield from _parts_agree(report)


def _parts_agree(report: Report) -> Iterator[str]:
    parts = {section.id: section.part for section in report.sections}
    for block in report.paragraphs:
        if block.section is not None and parts.get(block.section) != block.part:
            yield f"{block.id} stands in {block.part}, its section does not"


def _links(report: Report) -> Iterator[str]:
    texts = nodes(report)
    callers: dict[str, list[str]] = defaultdict(list)
    for block in blocks(report):
        for note in block.footnotes:
            callers[note].append(block.id)
    notes = {note.id: note for note in report.footnotes}
    yield from (f"there is no footnote {name}" for name in callers if name not in notes)
    nodes_and_tables = {*texts, *(table.id for table in report.tables)}
    for note in report.footnotes:
        if note.paragraph is not None and note.paragraph not in nodes_and_tables:
            yield f"{note.id} is called by no node {note.paragraph}"
        if callers[note.id] not in ([], [note.paragraph]):
            yield f"{note.id} says {note.paragraph}, but {callers[note.id]} call it"
    known = {block.id for block in blocks(report)}
    used = [one.paragraph for one in [*report.recommendations, *report.commitments,
                                      *report.attendance, *report.statements]]  # fmt: skip
    yield from (f"there is no paragraph {name}" for name in used if name not in known)
    anywhere = {*known, *notes, *(section.id for section in report.sections),
                *(table.id for table in report.tables)}  # fmt: skip
    for problem in report.problems:
        if problem.node is not None and problem.node not in anywhere:
            yield f"problem {problem.code} names no node {problem.node}"


def _mentions(report: Report) -> Iterator[str]:
    texts = nodes(report)
    known = {*_entity_ids(report), *(one.id for one in report.citations)}
    by_node: dict[str, list[Mention]] = defaultdict(list)
    for mention in report.mentions:
        by_node[mention.node].append(mention)
        if mention.node not in texts:
            yield f"a mention in no node {mention.node}"
        elif texts[mention.node][mention.start : mention.end] != mention.text or not mention.text:
            yield f"{mention.node} has no {mention.text!r} at {mention.start}"
        if mention.entity is not None and mention.entity not in known and mention.kind != "date":
            yield f"{mention.text!r} means no entity {mention.entity}"
    for node, found in by_node.items():
        yield from (f"{node}: {fault}" for fault in _crossings(found))


def _crossings(mentions: list[Mention]) -> Iterator[str]:
    """Yield the mentions that begin inside another and end outside it."""
    open_spans: list[Mention] = []
    for mention in sorted(mentions, key=lambda one: (one.start, -one.end)):
        while open_spans and open_spans[-1].end <= mention.start:
            open_spans.pop()
        if open_spans and mention.end > open_spans[-1].end:
            yield f"{open_spans[-1].text!r} and {mention.text!r} cross"
        open_spans.append(mention)


def _entity_ids(report: Report) -> set[str]:
    entities = report.entities
    kinds = (entities.people, entities.countries, entities.organizations)
    return {one.id for kind in kinds for one in kind}


def _facts(report: Report) -> Iterator[str]:
    entities = report.entities
    countries = {country.id for country in entities.countries}
    people = {person.id for person in entities.people}
    known = _entity_ids(report)
    for officer in report.meeting.officers:
        if officer.person is not None and officer.person not in people:
            yield f"officer {officer.role} is no person {officer.person}"
    for entry in [*report.attendance, *report.statements]:
        for member in entry.members:
            if member.entity is not None and member.entity not in known:
                yield f"member {member.name} means no entity {member.entity}"
    if countries:
        for one in report.recommendations:
            yield from (f"{one.id} names no State {s}" for s in one.states if s not in countries)
    texts = {name.removesuffix("#tail") for name in nodes(report)}
    texts |= (
        {table.id for table in report.tables}
        | ({"agenda"} if report.agenda else set())
        | {"document"}
    )
    listed = [*entities.people, *entities.countries, *entities.organizations, *report.citations]
    for entity in listed:
        yield from (f"{entity.id} stands in no {p}" for p in entity.paragraphs if p not in texts)


def _places(report: Report) -> Iterator[str]:
    for block in [*report.sections, *report.paragraphs, *report.footnotes, *report.tables]:
        yield from (f"{block.id}: {fault}" for fault in _misplaced(block.source, report))
    for repair in report.repairs:
        if not 1 <= repair.page <= report.source.pages or repair.start > repair.end:
            yield f"repair {repair.rule} of {repair.before!r} has no place"


def _misplaced(places: list[Place], report: Report) -> Iterator[str]:
    pages = [place.page for place in places]
    if any(one >= other for one, other in pairwise(pages)):
        yield f"pages {pages} are out of order"
    for place in places:
        if not 1 <= place.page <= report.source.pages or not 0 <= place.start < place.end:
            yield f"no place {place.start}-{place.end} on page {place.page}"
        box = place.bbox
        if (box is None) != (report.source.media_type == "text/plain"):
            yield f"box {box}"
        if box is not None and not (box[0] < box[2] and box[1] < box[3]):
            yield f"box {box} has no area"


def _quality(report: Report) -> Iterator[str]:
    quality = report.quality
    counts = (quality.pages, quality.paragraphs, quality.repairs, quality.problems)
    lists = (report.paragraphs, report.repairs, report.problems)
    if counts != (report.source.pages, *map(len, lists)):
        yield f"quality counts {counts}"
    lost = any(problem.code == "unplaced_text" for problem in report.problems)
    if not 0 <= quality.coverage <= 1 or (quality.coverage < 1) != lost:
        yield f"coverage {quality.coverage}, but lost text is {'' if lost else 'no '}problem"
