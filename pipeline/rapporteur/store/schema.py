"""The tables: the one place that says which there are, for databases, files and pictures.

Keys are natural and the same in every database: `document_id` is made of what a document prints,
all other ids are those of the report. So the order of loading leaves no trace. `seq` keeps the
order of the lists, from 1. Text compares by code point.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import sqlalchemy as sa

VERSION_TABLE = "rapporteur_version"
"""Where a database says which revision of the schema it has."""

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text that sorts alike everywhere: by code point."""


def _columns(names: str, kind: Any) -> list[sa.Column[Any]]:
    """Return a column for each name; a name with a question mark may be null."""
    return [
        sa.Column(name.rstrip("?"), kind, nullable=name.endswith("?"), autoincrement=False)
        for name in names.split()
    ]


_text = partial(_columns, kind=TEXT)
_number = partial(_columns, kind=sa.Integer)
_float = partial(_columns, kind=sa.Double)


def _shared(name: str, target: str, *, null: bool = True) -> sa.Column[str]:
    """Return a column that names a row shared by all documents."""
    return sa.Column(name, TEXT, sa.ForeignKey(f"{target}.id"), nullable=null, index=True)


def _within(column: str, target: str) -> sa.ForeignKeyConstraint:
    """Return the key that leads from `column` to the table `target` of the same document.

    Checked at the end of the transaction, so that a document may be deleted in one statement.
    """
    return sa.ForeignKeyConstraint(
        ["document_id", column],
        [f"{target}.document_id", f"{target}.{'seq' if column.endswith('_seq') else 'id'}"],
        deferrable=True,
        initially="DEFERRED",
    )


def _table(name: str, key: str, *contents: sa.schema.SchemaItem) -> sa.Table:
    """Return a table of rows that belong to a document; `key` is what tells them apart in it."""
    document = sa.Column(
        "document_id", TEXT, sa.ForeignKey("documents.id", ondelete="CASCADE"), nullable=False
    )
    keys = sa.PrimaryKeyConstraint("document_id", *key.split())
    return sa.Table(name, metadata, document, *contents, keys)


# --- shared by all documents

sa.Table(
    "countries",
    metadata,
    *_text("id name? iso2? iso3? m49? region?"),
    sa.PrimaryKeyConstraint("id"),
    sa.Index(None, "region"),
)

sa.Table(
    "organizations",
    metadata,
    *_text("id name acronym? type"),
    sa.PrimaryKeyConstraint("id"),
)

# --- the document

sa.Table(
    "documents",
    metadata,
    *_text("id content_hash symbol? title? family body? language? distribution? date? job_number?"),
    _shared("state_under_review", "countries"),
    *_text("answers?"),
    *_text("meeting_body?"),
    *_number("meeting_ordinal?"),
    *_text("meeting_session? meeting_place? meeting_start? meeting_end?"),
    *_number("meetings_held?"),
    *_text("source_name source_sha256 source_media_type"),
    *_number("source_pages"),
    *_text("source_reader schema_version generator_name generator_version"),
    *_text("generator_grammar generator_grammar_hash generator_model?"),
    *_float("coverage placed?"),
    *_number("character_count page_count paragraph_count repair_count problem_count"),
    *_text("sponsors? adoption? session?"),
    sa.PrimaryKeyConstraint("id"),
    sa.Index(None, "meeting_start"),
    sa.Index(None, "source_sha256"),
)

_table("document_symbols", "seq", *_number("seq"), *_text("symbol"), sa.Index(None, "symbol"))
_table("document_languages", "seq", *_number("seq"), *_text("language"))
_table("subtitles", "seq", *_number("seq"), *_text("text"))
_table("imprint", "seq", *_number("seq"), *_text("text"))
_table("contents", "seq", *_number("seq"), *_text("text"))
_table("masthead_items", "seq", *_number("seq"), *_text("number"))
_table("masthead_item_titles", "seq", *_number("seq"), *_text("title"))
_table("troika", "seq", *_number("seq"), _shared("country_id", "countries", null=False))
_table(
    "officers",
    "seq",
    *_number("seq"),
    *_text("person_id? role"),
    _shared("country_id", "countries"),
    _within("person_id", "people"),
)

# --- its text

_table(
    "parts",
    "id",
    *_text("id"),
    *_number("seq"),
    *_text("label? title?"),
)
_table(
    "sections",
    "id",
    *_text("id"),
    *_number("seq"),
    *_text("label? title"),
    *_number("level"),
    *_text("parent_id? part_id"),
    _within("parent_id", "sections"),
    _within("part_id", "parts"),
)
_table(
    "paragraphs",
    "id",
    *_text("id"),
    *_number("seq"),
    *_text("kind number? label? parent_id? path"),
    *_number("depth"),
    *_text("part_id section_id? text tail? rule?"),
    _within("parent_id", "paragraphs"),
    _within("part_id", "parts"),
    _within("section_id", "sections"),
)
_table(
    "footnotes",
    "id",
    *_text("id"),
    *_number("seq"),
    *_text("marker text part_id node?"),
    _within("part_id", "parts"),
)
_table(
    "footnote_calls",
    "paragraph_id seq",
    *_text("paragraph_id"),
    *_number("seq"),
    *_text("footnote_id"),
    _within("paragraph_id", "paragraphs"),
    _within("footnote_id", "footnotes"),
)
_table(
    "tables",
    "id",
    *_text("id"),
    *_number("seq"),
    *_text("title? section_id?"),
    *_number("row_count"),
    _within("section_id", "sections"),
)
_table(
    "table_cells",
    "table_id row_number column_number",
    *_text("table_id"),
    *_number("row_number column_number"),
    *_text("text"),
    _within("table_id", "tables"),
)
_table(
    "places",
    "kind node seq",
    *_text("node"),
    *_number("seq"),
    *_text("kind"),
    *_number("page start_char end_char"),
    *_float("x0? top? x1? bottom?"),
)

# --- what it recommends

_table(
    "recommendations",
    "id",
    *_text("id"),
    *_number("seq"),
    *_text("number? paragraph_id section_id? text modality? position? final_position?"),
    *_text("response_symbol? response_paragraph? response_text?"),
    *_number("action_category?"),
    *_text("action_evidence?"),
    _within("paragraph_id", "paragraphs"),
    _within("section_id", "sections"),
)
_table(
    "recommendation_sdgs",
    "recommendation_id seq",
    *_text("recommendation_id"),
    *_number("seq sdg"),
    *_text("evidence"),
    _within("recommendation_id", "recommendations"),
)
_table(
    "recommendation_topics",
    "recommendation_id seq",
    *_text("recommendation_id"),
    *_number("seq"),
    *_text("topic name evidence"),
    _within("recommendation_id", "recommendations"),
    sa.Index(None, "topic"),
)
_table(
    "recommendation_items",
    "recommendation_id seq",
    *_text("recommendation_id"),
    *_number("seq"),
    *_text("id label"),
    *_number("parent_seq?"),
    *_text("path"),
    *_number("depth"),
    *_text("text tail?"),
    _within("recommendation_id", "recommendations"),
)
_table(
    "recommendation_item_footnotes",
    "recommendation_id item_seq seq",
    *_text("recommendation_id"),
    *_number("item_seq seq"),
    *_text("footnote_id"),
    sa.ForeignKeyConstraint(
        ["document_id", "recommendation_id", "item_seq"],
        [
            "recommendation_items.document_id",
            "recommendation_items.recommendation_id",
            "recommendation_items.seq",
        ],
        deferrable=True,
        initially="DEFERRED",
    ),
    _within("footnote_id", "footnotes"),
)
_table(
    "recommendation_states",
    "recommendation_id seq",
    *_text("recommendation_id"),
    *_number("seq"),
    _shared("country_id", "countries", null=False),
    _within("recommendation_id", "recommendations"),
)
_table(
    "recommendation_addressees",
    "recommendation_id seq",
    *_text("recommendation_id"),
    *_number("seq"),
    *_text("addressee"),
    _within("recommendation_id", "recommendations"),
)
_table(
    "recommendation_actions",
    "recommendation_id seq",
    *_text("recommendation_id"),
    *_number("seq"),
    *_text("verb text"),
    _within("recommendation_id", "recommendations"),
)

_table(
    "recommendation_prints",
    "recommendation_id print",
    *_text("recommendation_id"),
    *_number("print"),
    *_float("share"),
    _within("recommendation_id", "recommendations"),
    sa.Index(
        "ix_recommendation_prints_print", "document_id", "print", "recommendation_id", "share"
    ),
)
_table(
    "responses",
    "seq",
    *_number("seq"),
    *_text("recommendation position? comment? paragraph_id"),
)
_table(
    "commitments",
    "id",
    *_text("id"),
    *_number("seq"),
    *_text("number? paragraph_id section_id? text"),
    _within("paragraph_id", "paragraphs"),
    _within("section_id", "sections"),
)

# --- who met, and about what

_table(
    "agenda",
    "seq",
    *_number("seq parent_seq?"),
    *_text("path"),
    *_number("depth"),
    *_text("number title"),
    _within("parent_seq", "agenda"),
)
_table(
    "attendance",
    "seq",
    *_number("seq"),
    *_text("category paragraph_id"),
    _within("paragraph_id", "paragraphs"),
)
_table(
    "statements",
    "seq",
    *_number("seq"),
    *_text("paragraph_id category?"),
    _within("paragraph_id", "paragraphs"),
)
_table(
    "statement_agenda_items",
    "statement_seq seq",
    *_number("statement_seq seq"),
    *_text("number"),
    _within("statement_seq", "statements"),
)


def _members(name: str, owner: str) -> sa.Table:
    """Return a table of names in a list, each with the entity that it names."""
    return _table(
        name,
        f"{owner}_seq seq",
        *_number(f"{owner}_seq"),
        *_number("seq"),
        *_text("name entity?"),
        _shared("country_id", "countries"),
        _shared("organization_id", "organizations"),
        *_text("person_id?"),
        _within(f"{owner}_seq", "attendance" if owner == "attendance" else f"{owner}s"),
        _within("person_id", "people"),
    )


_members("attendance_members", "attendance")
_members("statement_members", "statement")

# --- who and what it names

_table(
    "people",
    "id",
    *_text("id"),
    *_number("seq"),
    *_text("name name_key honorific? role? affiliation?"),
    _shared("country_id", "countries"),
    *_text("on_behalf_of?"),
    sa.Index(None, "name_key"),
)
_table(
    "document_countries",
    "country_id",
    _shared("country_id", "countries", null=False),
    *_number("seq?"),
    *_text("name? iso2? iso3? m49? region?"),
)
_table(
    "document_organizations",
    "organization_id",
    _shared("organization_id", "organizations", null=False),
    *_number("seq"),
    *_text("id name acronym? type"),
    sa.UniqueConstraint("document_id", "id"),
)
_table(
    "citations",
    "id",
    *_text("id"),
    *_number("seq"),
    *_text("kind symbol? body? number? title?"),
    sa.Index(None, "id"),
)
_table(
    "appearances",
    "kind entity_id seq",
    *_text("kind entity_id"),
    *_number("seq"),
    *_text("node"),
)
_table(
    "mentions",
    "seq",
    *_number("seq"),
    *_text("node"),
    *_number("start_char end_char"),
    *_text("text kind entity?"),
    _shared("country_id", "countries"),
    _shared("organization_id", "organizations"),
    *_text("person_id? citation_id? rule"),
    _within("person_id", "people"),
    _within("citation_id", "citations"),
)

# --- what happened on the way

_table(
    "repairs", "seq", *_number("seq"), *_text("rule before after"),
    *_number("page start_char end_char"),
)  # fmt: skip
_table(
    "removed", "seq", *_number("seq"), *_text("rule kind text"),
    *_number("page start_char end_char"), *_float("x0? top? x1? bottom?"),
)  # fmt: skip
_table(
    "problems",
    "seq",
    *_number("seq"),
    *_text("code severity message node?"),
    *_number("page?"),
    sa.Index(None, "code"),
)

SHARED = ("countries", "organizations")
"""The tables whose rows belong to all documents that name them."""

OWNED = tuple(table.name for table in metadata.sorted_tables if table.name not in SHARED)
"""The tables whose rows belong to one document, in an order in which they can be filled."""
