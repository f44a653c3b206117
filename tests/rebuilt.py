"""A report made again from its rows: what comes back whole was not lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from rapporteur.report import Report
from rapporteur.store.rows import Rows, TableRow
from rapporteur.store.schema import OWNED, metadata

JSON = dict[str, Any]


def stored(connection: sa.Connection, document: str) -> Rows:
    """Return the rows of a document as a database holds them."""
    found: Rows = {}
    for name in OWNED:
        table = metadata.tables[name]
        key = table.c.id if name == "documents" else table.c.document_id
        result = connection.execute(sa.select(table).where(key == document)).mappings()
        if listed := [dict(row) for row in result]:
            found[name] = listed
    return found


def report_of(rows: Rows) -> Report:
    """Return the report of which these are the rows, in any order."""
    return Report.model_validate(_Rows(rows).report())


def _pick(row: TableRow, names: str) -> JSON:
    """Return the named columns; `key=column` names a key that is called otherwise."""
    pairs = [name.partition("=") for name in names.split()]
    return {key: row[column or key] for key, _, column in pairs}


class _Rows:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._stands: dict[tuple[str, str], list[TableRow]] = defaultdict(list)
        for place in rows.get("places", ()):
            self._stands[place["kind"], place["node"]].append(place)

    def of(self, table: str, **wanted: Any) -> list[TableRow]:
        found = [
            row
            for row in self._rows.get(table, ())
            if all(row[name] == value for name, value in wanted.items())
        ]
        order = "seq" if found and "seq" in found[0] else "document_id"
        return sorted(found, key=lambda row: (row[order] is None, row[order] or 0))

    def column(self, table: str, name: str, **wanted: Any) -> list[Any]:
        return [row[name] for row in self.of(table, **wanted)]

    def report(self) -> JSON:
        (row,) = self._rows["documents"]
        return {
            "schema_version": row["schema_version"],
            "generator": self._prefixed(
                row, "generator", "name version grammar grammar_hash model"
            ),
            "source": self._prefixed(row, "source", "name sha256 media_type pages reader"),
            "document": self._document(row),
            "meeting": self._meeting(row),
            "parts": [_pick(part, "id label title") for part in self.of("parts")],
            "sections": self._sections(),
            "paragraphs": self._paragraphs(),
            "recommendations": self._recommendations(),
            "commitments": [
                _pick(row, "id number paragraph=paragraph_id section=section_id text")
                for row in self.of("commitments")
            ],
            "responses": [
                _pick(row, "recommendation position comment paragraph=paragraph_id")
                for row in self.of("responses")
            ],
            "agenda": self._agenda(None),
            "attendance": self._attendance(),
            "statements": self._statements(),
            "entities": self._entities(),
            "mentions": self._mentions(),
            "citations": self._citations(),
            "footnotes": self._footnotes(),
            "tables": self._tables(),
            "repairs": [
                _pick(repair, "rule before after page start=start_char end=end_char")
                for repair in self.of("repairs")
            ],
            "removed": [self._removed(piece) for piece in self.of("removed")],
            "problems": [
                _pick(problem, "code severity message node page") for problem in self.of("problems")
            ],
            "quality": _pick(
                row,
                "coverage placed characters=character_count pages=page_count"
                " paragraphs=paragraph_count"
                " repairs=repair_count problems=problem_count",
            ),
        }

    def _removed(self, row: TableRow) -> JSON:
        names = "rule kind text page start=start_char end=end_char"
        box = [row[name] for name in ("x0", "top", "x1", "bottom")]
        return {**_pick(row, names), "bbox": None if row["x0"] is None else box}

    def _prefixed(self, row: TableRow, prefix: str, names: str) -> JSON:
        return {name: row[f"{prefix}_{name}"] for name in names.split()}

    def _document(self, row: TableRow) -> JSON:
        names = (
            "title family body language distribution date job_number sponsors adoption session"
            " state_under_review answers"
        )
        return {
            **_pick(row, names),
            "symbols": self.column("document_symbols", "symbol"),
            "original_languages": self.column("document_languages", "language"),
            "subtitles": self.column("subtitles", "text"),
            "imprint": self.column("imprint", "text"),
            "contents": self.column("contents", "text"),
            "agenda_items": self.column("masthead_items", "number"),
            "item_titles": self.column("masthead_item_titles", "title"),
            "troika": self.column("troika", "country_id"),
        }

    def _meeting(self, row: TableRow) -> JSON:
        return {
            **self._prefixed(row, "meeting", "body ordinal session place start end"),
            "meetings_held": row["meetings_held"],
            "officers": [
                _pick(officer, "person=person_id role country=country_id")
                for officer in self.of("officers")
            ],
        }

    def _places(self, kind: str, node: str) -> list[JSON]:
        return [
            {
                **_pick(place, "page start=start_char end=end_char"),
                "bbox": None
                if place["x0"] is None
                else [place[name] for name in ("x0", "top", "x1", "bottom")],
            }
            for place in sorted(self._stands[kind, node], key=lambda place: place["seq"])
        ]

    def _sections(self) -> list[JSON]:
        return [
            _pick(row, "id label title level parent=parent_id part=part_id")
            | {"source": self._places("section", row["id"])}
            for row in self.of("sections")
        ]

    def _paragraphs(self) -> list[JSON]:
        names = "id kind number part=part_id section=section_id text tail rule"
        return [
            {
                **_pick(row, names),
                **self._below(row),
                "source": self._places("paragraph", row["id"]),
            }
            for row in self.of("paragraphs", parent_id=None)
        ]

    def _below(self, row: TableRow) -> JSON:
        return {
            "items": [
                {
                    **_pick(item, "id label text tail"),
                    **self._below(item),
                    "source": self._places("item", item["id"]),
                }
                for item in self.of("paragraphs", parent_id=row["id"])
            ],
            "footnotes": self.column("footnote_calls", "footnote_id", paragraph_id=row["id"]),
        }

    def _recommendations(self) -> list[JSON]:
        names = "id number paragraph=paragraph_id section=section_id text modality position"
        names += " final_position action_category action_evidence"
        found = []
        for row in self.of("recommendations"):
            own = {"recommendation_id": row["id"]}
            found.append(
                {
                    **_pick(row, names),
                    "items": self._recommended(self.of("recommendation_items", **own), None),
                    "addressees": self.column("recommendation_addressees", "addressee", **own),
                    "states": self.column("recommendation_states", "country_id", **own),
                    "actions": [
                        _pick(action, "verb text")
                        for action in self.of("recommendation_actions", **own)
                    ],
                    "response": self._answer(row),
                    "sdgs": self.column("recommendation_sdgs", "sdg", **own),
                    "sdg_evidence": self.column("recommendation_sdgs", "evidence", **own),
                    "topics": [
                        _pick(topic, "id=topic name evidence")
                        for topic in self.of("recommendation_topics", **own)
                    ],
                    "source": self._places("recommendation", row["id"]),
                }
            )
        return found

    def _answer(self, row: TableRow) -> JSON | None:
        if row["response_paragraph"] is None:
            return None
        return self._prefixed(row, "response", "symbol paragraph text")

    def _recommended(self, items: Sequence[TableRow], parent: int | None) -> list[JSON]:
        return [
            {
                **_pick(item, "id label text tail"),
                "source": self._places("item", item["id"]),
                "items": self._recommended(items, item["seq"]),
                "footnotes": self.column(
                    "recommendation_item_footnotes",
                    "footnote_id",
                    recommendation_id=item["recommendation_id"],
                    item_seq=item["seq"],
                ),
            }
            for item in items
            if item["parent_seq"] == parent
        ]

    def _agenda(self, parent: int | None) -> list[JSON]:
        return [
            {**_pick(row, "number title"), "items": self._agenda(row["seq"])}
            for row in self.of("agenda", parent_seq=parent)
        ]

    def _attendance(self) -> list[JSON]:
        return [
            _pick(row, "category paragraph=paragraph_id")
            | {"members": self._members("attendance", row["seq"])}
            for row in self.of("attendance")
        ]

    def _statements(self) -> list[JSON]:
        return [
            {
                **_pick(row, "category paragraph=paragraph_id"),
                "members": self._members("statement", row["seq"]),
                "agenda_items": self.column(
                    "statement_agenda_items", "number", statement_seq=row["seq"]
                ),
            }
            for row in self.of("statements")
        ]

    def _members(self, owner: str, seq: int) -> list[JSON]:
        listed = self.of(f"{owner}_members", **{f"{owner}_seq": seq})
        return [_pick(member, "name entity") for member in listed]

    def _entities(self) -> JSON:
        people = "id name honorific role affiliation country=country_id on_behalf_of"
        countries = [row for row in self.of("document_countries") if row["seq"] is not None]
        return {
            "people": [
                _pick(row, people) | self._nodes("person", row["id"]) for row in self.of("people")
            ],
            "countries": [
                _pick(row, "id=country_id name iso2 iso3 m49 region")
                | self._nodes("country", row["country_id"])
                for row in countries
            ],
            "organizations": [
                _pick(row, "id name acronym type") | self._nodes("organization", row["id"])
                for row in self.of("document_organizations")
            ],
        }

    def _nodes(self, kind: str, entity: str) -> JSON:
        return {"paragraphs": self.column("appearances", "node", kind=kind, entity_id=entity)}

    def _mentions(self) -> list[JSON]:
        names = "node start=start_char end=end_char text kind entity rule"
        return [_pick(row, names) for row in self.of("mentions")]

    def _citations(self) -> list[JSON]:
        return [
            _pick(row, "id kind symbol body number title") | self._nodes("citation", row["id"])
            for row in self.of("citations")
        ]

    def _footnotes(self) -> list[JSON]:
        return [
            _pick(row, "id marker text part=part_id paragraph=node")
            | {"source": self._places("footnote", row["id"])}
            for row in self.of("footnotes")
        ]

    def _tables(self) -> list[JSON]:
        return [
            {
                **_pick(row, "id title section=section_id"),
                "header": self._cells(row["id"], 0),
                "rows": [self._cells(row["id"], line + 1) for line in range(row["row_count"])],
                "source": self._places("table", row["id"]),
            }
            for row in self.of("tables")
        ]

    def _cells(self, table: str, line: int) -> list[str]:
        cells = self.of("table_cells", table_id=table, row_number=line)
        return [cell["text"] for cell in sorted(cells, key=lambda cell: cell["column_number"])]
