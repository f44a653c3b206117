"""The first tables, as they were: this page is history and does not follow `schema.py`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TABLES = """
countries (id): id name? iso2? iso3? m49? region?*
organizations (id): id name acronym? type
documents (id): id content_hash symbol? title? family body? language? distribution? date?
    job_number? state_under_review?@countries meeting_body? meeting_ordinal#? meeting_session?
    meeting_place? meeting_start?* meeting_end? meetings_held#? source_name source_sha256
    source_media_type source_pages# source_reader schema_version generator_name
    generator_version generator_grammar generator_grammar_hash generator_model? coverage~
    character_count# page_count# paragraph_count# repair_count# problem_count#
document_symbols (seq): seq# symbol*
document_languages (seq): seq# language
troika (seq): seq# country_id@countries
officers (seq): seq# person_id?>people role country_id?@countries
parts (id): id seq# label? title?
sections (id): id seq# label? title level# parent_id?>sections part_id>parts
paragraphs (id): id seq# kind number? label? parent_id?>paragraphs path depth# part_id>parts
    section_id?>sections text tail? rule?
footnotes (id): id seq# marker text part_id>parts node?
footnote_calls (paragraph_id seq): paragraph_id>paragraphs seq# footnote_id>footnotes
tables (id): id seq# title? section_id?>sections row_count#
table_cells (table_id row_number column_number): table_id>tables row_number# column_number# text
places (kind node seq): node seq# kind page# start_char# end_char# x0~? top~? x1~? bottom~?
recommendations (id): id seq# number? paragraph_id>paragraphs section_id?>sections text
    modality? position?
recommendation_items (recommendation_id seq): recommendation_id>recommendations seq# id label
    parent_seq#? path depth# text tail?
recommendation_item_footnotes (recommendation_id item_seq seq): recommendation_id item_seq# seq#
    footnote_id>footnotes
recommendation_states (recommendation_id seq): recommendation_id>recommendations seq#
    country_id@countries
recommendation_addressees (recommendation_id seq): recommendation_id>recommendations seq#
    addressee
recommendation_actions (recommendation_id seq): recommendation_id>recommendations seq# verb text
agenda (seq): seq# parent_seq#?>agenda path depth# number title
attendance (seq): seq# category paragraph_id>paragraphs
statements (seq): seq# paragraph_id>paragraphs category?
statement_agenda_items (statement_seq seq): statement_seq#>statements seq# number
attendance_members (attendance_seq seq): attendance_seq#>attendance seq# name entity?
    country_id?@countries organization_id?@organizations person_id?>people
statement_members (statement_seq seq): statement_seq#>statements seq# name entity?
    country_id?@countries organization_id?@organizations person_id?>people
people (id): id seq# name name_key* honorific? role? affiliation? country_id?@countries
    on_behalf_of?
document_countries (country_id): country_id@countries seq#? name? iso2? iso3? m49? region?
document_organizations (organization_id): organization_id@organizations seq# id name acronym?
    type
citations (id): id* seq# kind symbol? body? number? title?
appearances (kind entity_id seq): kind entity_id seq# node
mentions (seq): seq# node start_char# end_char# text kind entity? country_id?@countries
    organization_id?@organizations person_id?>people citation_id?>citations rule
repairs (seq): seq# rule before after page# start_char# end_char#
problems (seq): seq# code* severity message node? page#?
"""
"""A table, what tells its rows apart, its columns. `#` marks a number, `~` one with a fraction, `?`
what may be null, `*` an index, `@` a row shared by all documents, `>` one of the same document."""

_COLUMN = re.compile(r"(\w+)([#~]?)(\??)(\*?)(?:@(\w+))?(?:>(\w+))?")
_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_KINDS: dict[str, sa.types.TypeEngine[Any]] = {"": _TEXT, "#": sa.Integer(), "~": sa.Double()}
_NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
}
_OF_ALL = frozenset(["countries", "organizations", "documents"])


def upgrade() -> None:
    """Make the tables."""
    metadata = sa.MetaData(naming_convention=_NAMES)
    for name, keys, columns in re.findall(
        r"^(\w+) \(([^)]+)\): ((?:.+\n)(?: .+\n)*)", TABLES, re.MULTILINE
    ):
        contents = list(_contents(columns))
        of_all = name in _OF_ALL
        key = sa.PrimaryKeyConstraint(*([] if of_all else ["document_id"]), *keys.split())
        sa.Table(name, metadata, *([] if of_all else [_document()]), *contents, key)
    _special(metadata)
    metadata.create_all(op.get_bind())


def _document() -> sa.Column[str]:
    link = sa.ForeignKey("documents.id", ondelete="CASCADE")
    return sa.Column("document_id", _TEXT, link, nullable=False)


def _contents(columns: str) -> Iterator[sa.schema.SchemaItem]:
    for name, kind, null, index, shared, within in _COLUMN.findall(columns):
        link = [sa.ForeignKey(f"{shared}.id")] if shared else []
        yield sa.Column(
            name, _KINDS[kind], *link, nullable=bool(null), index=bool(index or shared),
            autoincrement=False,
        )  # fmt: skip
        if within:
            yield _link([name], within, ["seq" if name.endswith("_seq") else "id"])


def _link(columns: list[str], target: str, names: list[str]) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["document_id", *columns],
        [f"{target}.{name}" for name in ("document_id", *names)],
        deferrable=True,
        initially="DEFERRED",
    )


def _special(metadata: sa.MetaData) -> None:
    tables = metadata.tables
    tables["document_organizations"].append_constraint(sa.UniqueConstraint("document_id", "id"))
    tables["recommendation_item_footnotes"].append_constraint(
        _link(
            ["recommendation_id", "item_seq"], "recommendation_items", ["recommendation_id", "seq"]
        )
    )
