"""A report as rows: for each table its rows, with every value that the report holds.

Nothing here knows of databases: what loads and what exports takes the same rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rapporteur.batch.identity import document_id
from rapporteur.knowledge.countries import load_countries
from rapporteur.report import (
    AgendaItem,
    Country,
    DocumentInfo,
    Item,
    Member,
    Paragraph,
    Place,
    Recommendation,
    Report,
)
from rapporteur.store.identity import name_key, organization_id
from rapporteur.store.prints import prints

TableRow = dict[str, Any]
Rows = dict[str, list[TableRow]]


def rows(report: Report) -> Rows:
    """Return the rows of `report` by table; a table without rows is left out.

    Rows of `countries` and `organizations` are as this document describes them.
    """
    return _Writer(report).write()


NO_PAGE = 0
"""The page of what stands in a file without pages; its offsets count in the whole text."""


def numbered(values: Iterable[Any]) -> Iterable[tuple[int, Any]]:
    """Count from 1, as `seq` does."""
    return enumerate(values, 1)


class _Writer:
    """Collects the rows of one report."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._id = document_id(report)
        self._rows: Rows = {}
        self._named = {country.id for country in report.entities.countries}
        self._organizations = {
            organization.id: organization_id(report, organization)
            for organization in report.entities.organizations
        }
        self._people = {person.id for person in report.entities.people}
        self._citations = {citation.id for citation in report.citations}

    def write(self) -> Rows:
        self._document()
        self._structure()
        self._recommendations()
        self._commitments()
        self._responses()
        self._meeting()
        self._entities()
        self._mentions()
        self._accounts()
        self._unlisted_countries()
        return self._rows

    def _add(self, table: str, **values: Any) -> None:
        self._rows.setdefault(table, []).append({"document_id": self._id, **values})

    # --- the document

    def _document(self) -> None:
        report, document, meeting = self._report, self._report.document, self._report.meeting
        source, generator, quality = report.source, report.generator, report.quality
        row = {
            "id": self._id,
            "symbol": document.symbols[0] if document.symbols else None,
            "title": document.title,
            "family": document.family,
            "body": document.body,
            "language": document.language,
            "distribution": document.distribution,
            "date": document.date,
            "job_number": document.job_number,
            "state_under_review": document.state_under_review,
            "answers": document.answers,
            "meeting_body": meeting.body,
            "meeting_ordinal": meeting.ordinal,
            "meeting_session": meeting.session,
            "meeting_place": meeting.place,
            "meeting_start": meeting.start,
            "meeting_end": meeting.end,
            "meetings_held": meeting.meetings_held,
            "source_name": source.name,
            "source_sha256": source.sha256,
            "source_media_type": source.media_type,
            "source_pages": source.pages,
            "source_reader": source.reader,
            "schema_version": report.schema_version,
            "generator_name": generator.name,
            "generator_version": generator.version,
            "generator_grammar": generator.grammar,
            "generator_grammar_hash": generator.grammar_hash,
            "generator_model": generator.model,
            "coverage": quality.coverage,
            "placed": quality.placed,
            "character_count": quality.characters,
            "page_count": quality.pages,
            "paragraph_count": quality.paragraphs,
            "repair_count": quality.repairs,
            "problem_count": quality.problems,
            **document.model_dump(include={"sponsors", "adoption", "session"}),
        }
        self._rows["documents"] = [row]
        self._lists_of_masthead(document)

    def _lists_of_masthead(self, document: DocumentInfo) -> None:
        self._list("document_symbols", "symbol", document.symbols)
        self._list("document_languages", "language", document.original_languages)
        self._list("subtitles", "text", document.subtitles)
        self._list("imprint", "text", document.imprint)
        self._list("contents", "text", document.contents)
        self._list("masthead_items", "number", document.agenda_items)
        self._list("masthead_item_titles", "title", document.item_titles)
        self._list("troika", "country_id", document.troika)

    def _list(self, table: str, column: str, values: Sequence[Any], **owner: Any) -> None:
        for seq, value in numbered(values):
            self._add(table, **owner, seq=seq, **{column: value})

    def _places(self, kind: str, node: str, places: Sequence[Place]) -> None:
        for seq, place in numbered(places):
            x0, top, x1, bottom = place.bbox or (None, None, None, None)
            self._add(
                "places", node=node, seq=seq, kind=kind, page=place.page or NO_PAGE,
                start_char=place.start, end_char=place.end, x0=x0, top=top, x1=x1, bottom=bottom,
            )  # fmt: skip

    # --- its text

    def _structure(self) -> None:
        for seq, part in numbered(self._report.parts):
            self._add("parts", id=part.id, seq=seq, label=part.label, title=part.title)
        for seq, section in numbered(self._report.sections):
            self._add(
                "sections", id=section.id, seq=seq, label=section.label, title=section.title,
                level=section.level, parent_id=section.parent, part_id=section.part,
            )  # fmt: skip
            self._places("section", section.id, section.source)
        for paragraph in self._report.paragraphs:
            self._paragraph(paragraph)
        for seq, note in numbered(self._report.footnotes):
            self._add(
                "footnotes", id=note.id, seq=seq, marker=note.marker, text=note.text,
                part_id=note.part, node=note.paragraph,
            )  # fmt: skip
            self._places("footnote", note.id, note.source)
        self._tables()

    def _paragraph(self, paragraph: Paragraph) -> None:
        self._text_row(paragraph, paragraph, None, paragraph.id, 0)
        self._places("paragraph", paragraph.id, paragraph.source)

    def _text_row(
        self, node: Paragraph | Item, top: Paragraph, parent: str | None, path: str, depth: int
    ) -> None:
        """Add a paragraph or an item, then what is below it: `seq` is the order of reading."""
        inner = node if isinstance(node, Item) else None
        self._add(
            "paragraphs", id=node.id, seq=len(self._rows.get("paragraphs", ())) + 1,
            kind="item" if inner else top.kind, number=None if inner else top.number,
            label=inner.label if inner else None, parent_id=parent, path=path, depth=depth,
            part_id=top.part, section_id=top.section, text=node.text, tail=node.tail,
            rule=None if inner else top.rule,
        )  # fmt: skip
        self._list("footnote_calls", "footnote_id", node.footnotes, paragraph_id=node.id)
        if inner:
            self._places("item", inner.id, inner.source)
        for item in node.items:
            self._text_row(item, top, node.id, f"{path}/{item.id}", depth + 1)

    def _tables(self) -> None:
        for seq, table in numbered(self._report.tables):
            self._add(
                "tables", id=table.id, seq=seq, title=table.title, section_id=table.section,
                row_count=len(table.rows),
            )  # fmt: skip
            for row_number, cells in enumerate([table.header, *table.rows]):
                for column_number, text in numbered(cells):
                    self._add(
                        "table_cells", table_id=table.id, row_number=row_number,
                        column_number=column_number, text=text,
                    )  # fmt: skip
            self._places("table", table.id, table.source)

    # --- what it recommends

    def _recommendations(self) -> None:
        for seq, asked in numbered(self._report.recommendations):
            self._add(
                "recommendations", id=asked.id, seq=seq, number=asked.number,
                paragraph_id=asked.paragraph, section_id=asked.section, text=asked.text,
                modality=asked.modality, position=asked.position,
                final_position=asked.final_position, **_answer(asked),
                action_category=asked.action_category, action_evidence=asked.action_evidence,
            )  # fmt: skip
            self._places("recommendation", asked.id, asked.source)
            owner = {"recommendation_id": asked.id}
            self._subjects(asked, owner)
            self._list("recommendation_states", "country_id", asked.states, **owner)
            self._list("recommendation_addressees", "addressee", asked.addressees, **owner)
            for number, action in numbered(asked.actions):
                self._add(
                    "recommendation_actions", **owner, seq=number, verb=action.verb,
                    text=action.text,
                )  # fmt: skip
            marks = prints(asked.text)
            for mark in marks:
                self._add("recommendation_prints", **owner, print=mark, share=1 / len(marks))
            self._recommended_items(asked.id, asked.items, None, "", 0, 1)

    def _subjects(self, asked: Recommendation, owner: TableRow) -> None:
        for seq, (goal, words) in numbered(zip(asked.sdgs, asked.sdg_evidence, strict=True)):
            self._add("recommendation_sdgs", **owner, seq=seq, sdg=goal, evidence=words)
        for seq, topic in numbered(asked.topics):
            self._add(
                "recommendation_topics", **owner, seq=seq, topic=topic.id, name=topic.name,
                evidence=topic.evidence,
            )  # fmt: skip

    def _responses(self) -> None:
        for seq, said in numbered(self._report.responses):
            self._add(
                "responses", seq=seq, recommendation=said.recommendation, position=said.position,
                comment=said.comment, paragraph_id=said.paragraph,
            )  # fmt: skip

    def _recommended_items(
        self,
        owner: str,
        items: Sequence[Item],
        parent: int | None,
        above: str,
        seq: int,
        depth: int,
    ) -> int:
        """Add items and those below them; return the last `seq` used."""
        for item in items:
            seq += 1
            path = f"{above}{item.id}"
            self._add(
                "recommendation_items", recommendation_id=owner, seq=seq, id=item.id,
                label=item.label, parent_seq=parent, path=path, depth=depth, text=item.text,
                tail=item.tail,
            )  # fmt: skip
            self._list(
                "recommendation_item_footnotes", "footnote_id", item.footnotes,
                recommendation_id=owner, item_seq=seq,
            )  # fmt: skip
            seq = self._recommended_items(owner, item.items, seq, f"{path}/", seq, depth + 1)
        return seq

    def _commitments(self) -> None:
        for seq, promised in numbered(self._report.commitments):
            self._add(
                "commitments", id=promised.id, seq=seq, number=promised.number,
                paragraph_id=promised.paragraph, section_id=promised.section, text=promised.text,
            )  # fmt: skip

    # --- who met, and about what

    def _meeting(self) -> None:
        for seq, officer in numbered(self._report.meeting.officers):
            self._add(
                "officers", seq=seq, person_id=officer.person, role=officer.role,
                country_id=officer.country,
            )  # fmt: skip
        self._agenda(self._report.agenda, None, "", 0, 1)
        for seq, attended in numbered(self._report.attendance):
            self._add(
                "attendance", seq=seq, category=attended.category, paragraph_id=attended.paragraph
            )
            self._members("attendance", seq, attended.members)
        for seq, spoke in numbered(self._report.statements):
            self._add("statements", seq=seq, paragraph_id=spoke.paragraph, category=spoke.category)
            self._members("statement", seq, spoke.members)
            self._list("statement_agenda_items", "number", spoke.agenda_items, statement_seq=seq)

    def _agenda(
        self, items: Sequence[AgendaItem], parent: int | None, above: str, seq: int, depth: int
    ) -> int:
        """Add items and those below them; return the last `seq` used."""
        for item in items:
            seq += 1
            path = f"{above}{item.number}"
            self._add(
                "agenda", seq=seq, parent_seq=parent, path=path, depth=depth, number=item.number,
                title=item.title,
            )  # fmt: skip
            seq = self._agenda(item.items, seq, f"{path}/", seq, depth + 1)
        return seq

    def _members(self, owner: str, owner_seq: int, members: Sequence[Member]) -> None:
        for seq, member in numbered(members):
            self._add(
                f"{owner}_members", **{f"{owner}_seq": owner_seq}, seq=seq, name=member.name,
                entity=member.entity, **self._meant(member.entity),
            )  # fmt: skip

    def _meant(self, entity: str | None) -> TableRow:
        """Return the columns that lead from an entity to its row."""
        return {
            "country_id": entity if entity in self._named else None,
            "organization_id": self._organizations.get(entity) if entity else None,
            "person_id": entity if entity in self._people else None,
        }

    # --- who and what it names

    def _entities(self) -> None:
        entities = self._report.entities
        for seq, person in numbered(entities.people):
            self._add(
                "people", id=person.id, seq=seq, name=person.name, name_key=name_key(person.name),
                honorific=person.honorific, role=person.role, affiliation=person.affiliation,
                country_id=person.country, on_behalf_of=person.on_behalf_of,
            )  # fmt: skip
            self._appearances("person", person.id, person.paragraphs)
        for seq, country in numbered(entities.countries):
            self._add("document_countries", seq=seq, country_id=country.id, **_facts(country))
            self._appearances("country", country.id, country.paragraphs)
        for seq, body in numbered(entities.organizations):
            self._add(
                "document_organizations", organization_id=self._organizations[body.id], seq=seq,
                id=body.id, name=body.name, acronym=body.acronym, type=body.type,
            )  # fmt: skip
            self._appearances("organization", body.id, body.paragraphs)
        for seq, citation in numbered(self._report.citations):
            self._add(
                "citations", id=citation.id, seq=seq, kind=citation.kind, symbol=citation.symbol,
                body=citation.body, number=citation.number, title=citation.title,
            )  # fmt: skip
            self._appearances("citation", citation.id, citation.paragraphs)

    def _appearances(self, kind: str, entity: str, nodes: Sequence[str]) -> None:
        self._list("appearances", "node", nodes, kind=kind, entity_id=entity)

    def _mentions(self) -> None:
        for seq, mention in numbered(self._report.mentions):
            meant = mention.entity
            self._add(
                "mentions", seq=seq, node=mention.node, start_char=mention.start,
                end_char=mention.end, text=mention.text, kind=mention.kind, entity=meant,
                **self._meant(meant), citation_id=meant if meant in self._citations else None,
                rule=mention.rule,
            )  # fmt: skip

    def _unlisted_countries(self) -> None:
        """Describe the countries that are referred to, but not listed among the entities."""
        known = load_countries()
        for country_id in sorted(self._referred() - self._named):
            country = known.get(country_id)
            self._add("document_countries", seq=None, country_id=country_id, **_facts(country))

    def _referred(self) -> set[str]:
        document = self._report.document
        found: set[str | None] = {document.state_under_review, *document.troika}
        found.update(officer.country for officer in self._report.meeting.officers)
        found.update(person.country for person in self._report.entities.people)
        found.update(state for asked in self._report.recommendations for state in asked.states)
        return {country for country in found if country is not None}

    # --- what happened on the way

    def _accounts(self) -> None:
        for seq, repair in numbered(self._report.repairs):
            self._add(
                "repairs", seq=seq, rule=repair.rule, before=repair.before, after=repair.after,
                page=repair.page, start_char=repair.start, end_char=repair.end,
            )  # fmt: skip
        for seq, piece in numbered(self._report.removed):
            x0, top, x1, bottom = piece.bbox or (None, None, None, None)
            self._add(
                "removed", seq=seq, rule=piece.rule, kind=piece.kind, text=piece.text,
                page=piece.page or NO_PAGE, start_char=piece.start, end_char=piece.end,
                x0=x0, top=top, x1=x1, bottom=bottom,
            )  # fmt: skip
        for seq, problem in numbered(self._report.problems):
            self._add(
                "problems", seq=seq, code=problem.code, severity=problem.severity,
                message=problem.message, node=problem.node, page=problem.page,
            )  # fmt: skip


def _facts(country: Country | Any) -> TableRow:
    """Return what is known of a country; of an id that nobody knows, nothing."""
    return {
        name: getattr(country, name, None) for name in ("name", "iso2", "iso3", "m49", "region")
    }


def _answer(asked: Recommendation) -> TableRow:
    said = asked.response
    return {
        "response_symbol": said.symbol if said else None,
        "response_paragraph": said.paragraph if said else None,
        "response_text": said.text if said else None,
    }
