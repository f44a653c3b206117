"""What became of recommendations, what they are about, and views for people.

Each view has a row for each thing that a person would count, with names beside codes. What a cell
of `rapporteur table` says, the column of the same name says here.
"""

from __future__ import annotations

from string import Template

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

_NEW_COLUMNS = {
    "documents": ("answers",),
    "recommendations": (
        "final_position", "response_symbol", "response_paragraph", "response_text",
        "action_evidence",
    ),
}  # fmt: skip

_DOCUMENT = """
    d.state_under_review AS state_under_review_code, under.name AS state_under_review,
    substr(coalesce(d.meeting_start, d.date), 1, 4) AS year,
    d.meeting_ordinal AS session, $cycle AS cycle, d.symbol AS symbol"""
_UNDER = "LEFT JOIN countries AS under ON under.id = d.state_under_review"
_CYCLE = """
    CASE WHEN d.family <> 'upr' OR d.meeting_ordinal IS NULL THEN NULL
    WHEN d.meeting_ordinal <= 12 THEN 1 WHEN d.meeting_ordinal <= 26 THEN 2
    WHEN d.meeting_ordinal <= 40 THEN 3 ELSE 4 END"""
_STATES = """(
        SELECT $join({0}, '; ') FROM (
            SELECT {1} FROM recommendation_states AS s
            LEFT JOIN countries AS c ON c.id = s.country_id
            WHERE s.document_id = r.document_id AND s.recommendation_id = r.id {2}
        ) AS listed
    )"""
_NAMES = _STATES.format(
    "coalesce(listed.name, listed.country_id)", "c.name, s.country_id", "ORDER BY s.seq"
)
_CODES = _STATES.format("listed.country_id", "s.country_id", "ORDER BY s.seq")
_GROUPS = _STATES.format(
    "listed.region", "DISTINCT c.region", "AND c.region IS NOT NULL ORDER BY c.region"
)
_PAGE = """(
        SELECT min(stands.page) FROM places AS stands
        WHERE stands.document_id = {0}.document_id AND stands.node = {1}
    )"""

_VIEWS = {
    "recommendations_full": """
SELECT r.document_id, r.seq, r.id, $document,
    r.number, r.text || coalesce((
        SELECT $join(' ' || listed.words, '') FROM (
            SELECT i.label || ' ' || i.text || coalesce(' ' || i.tail, '') AS words
            FROM recommendation_items AS i
            WHERE i.document_id = r.document_id AND i.recommendation_id = r.id ORDER BY i.seq
        ) AS listed
    ), '') AS recommendation,
    $names AS recommending_states, $codes AS recommending_codes,
    $groups AS regional_groups,
    r.position, coalesce(r.final_position, r.position) AS final_position,
    r.response_text AS response,
    r.action_category, (
        SELECT $join(listed.name, '; ') FROM (
            SELECT t.name FROM recommendation_topics AS t
            WHERE t.document_id = r.document_id AND t.recommendation_id = r.id ORDER BY t.seq
        ) AS listed
    ) AS topics, (
        SELECT $join(CAST(listed.sdg AS TEXT), '; ') FROM (
            SELECT g.sdg FROM recommendation_sdgs AS g
            WHERE g.document_id = r.document_id AND g.recommendation_id = r.id ORDER BY g.seq
        ) AS listed
    ) AS sdgs,
    $recommendation_page AS page, d.source_name AS file
FROM recommendations AS r JOIN documents AS d ON d.id = r.document_id $under
""",
    "paragraphs_full": """
SELECT p.document_id, p.seq, p.id, d.symbol AS symbol, s.title AS section, p.kind,
    coalesce(p.number, p.label) AS number, p.text, p.tail,
    $paragraph_page AS page, d.source_name AS file
FROM paragraphs AS p JOIN documents AS d ON d.id = p.document_id
LEFT JOIN sections AS s ON s.document_id = p.document_id AND s.id = p.section_id
""",
    "people_full": """
SELECT n.document_id, n.seq, n.id, d.symbol AS symbol, n.honorific, n.name, n.role, n.affiliation,
    c.name AS country, n.country_id AS country_code, n.on_behalf_of, d.source_name AS file
FROM people AS n JOIN documents AS d ON d.id = n.document_id
LEFT JOIN countries AS c ON c.id = n.country_id
""",
    "attendance_full": """
SELECT m.document_id, a.seq * 10000 + m.seq AS seq, d.symbol AS symbol, a.category, m.name,
    c.name AS country,
    m.country_id AS country_code, p.number AS paragraph, d.source_name AS file
FROM attendance_members AS m JOIN documents AS d ON d.id = m.document_id
JOIN attendance AS a ON a.document_id = m.document_id AND a.seq = m.attendance_seq
LEFT JOIN paragraphs AS p ON p.document_id = a.document_id AND p.id = a.paragraph_id
LEFT JOIN countries AS c ON c.id = m.country_id
""",
    "statements_full": """
SELECT m.document_id, s.seq * 10000 + m.seq AS seq, d.symbol AS symbol, s.category, m.name,
    c.name AS country,
    m.country_id AS country_code, p.number AS paragraph, d.source_name AS file
FROM statement_members AS m JOIN documents AS d ON d.id = m.document_id
JOIN statements AS s ON s.document_id = m.document_id AND s.seq = m.statement_seq
LEFT JOIN paragraphs AS p ON p.document_id = s.document_id AND p.id = s.paragraph_id
LEFT JOIN countries AS c ON c.id = m.country_id
""",
    "citations_full": """
SELECT k.document_id, k.seq, k.id, d.symbol AS symbol, k.kind, k.symbol AS cited_symbol, k.body,
    k.number, k.title, d.source_name AS file
FROM citations AS k JOIN documents AS d ON d.id = k.document_id
""",
}


def upgrade() -> None:
    """Make them; documents that are there have nothing in them until they are loaded anew."""
    for table, names in _NEW_COLUMNS.items():
        for name in names:
            op.add_column(table, sa.Column(name, _TEXT, nullable=True))
    op.add_column(
        "recommendations",
        sa.Column("action_category", sa.Integer, nullable=True, autoincrement=False),
    )
    _subjects()
    _responses()
    _make_views()


def _subjects() -> None:
    for table, value in (("recommendation_sdgs", "sdg"), ("recommendation_topics", "topic")):
        kind = sa.Integer if value == "sdg" else _TEXT
        name = [] if value == "sdg" else [sa.Column("name", _TEXT, nullable=False)]
        op.create_table(
            table,
            _document(table),
            sa.Column("recommendation_id", _TEXT, nullable=False),
            sa.Column("seq", sa.Integer, nullable=False, autoincrement=False),
            sa.Column(value, kind, nullable=False, autoincrement=False),
            *name,
            sa.Column("evidence", _TEXT, nullable=False),
            sa.PrimaryKeyConstraint("document_id", "recommendation_id", "seq", name=f"pk_{table}"),
            _within(table, "recommendation_id", "recommendations"),
        )
    op.create_index("ix_recommendation_topics_topic", "recommendation_topics", ["topic"])


def _responses() -> None:
    op.create_table(
        "responses",
        _document("responses"),
        sa.Column("seq", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("recommendation", _TEXT, nullable=False),
        sa.Column("position", _TEXT, nullable=True),
        sa.Column("comment", _TEXT, nullable=True),
        sa.Column("paragraph_id", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("document_id", "seq", name="pk_responses"),
    )


def _make_views() -> None:
    join = "string_agg" if op.get_bind().dialect.name == "postgresql" else "group_concat"
    pieces = {
        "document": Template(_DOCUMENT).substitute(cycle=_CYCLE),
        "under": _UNDER,
        "names": Template(_NAMES).substitute(join=join),
        "codes": Template(_CODES).substitute(join=join),
        "groups": Template(_GROUPS).substitute(join=join),
        "recommendation_page": _PAGE.format("r", "r.id"),
        "paragraph_page": _PAGE.format("p", "p.id"),
    }
    for name, query in _VIEWS.items():
        words = Template(query).substitute(pieces, join=join)
        op.execute(f"CREATE VIEW {name} AS {words}")


def _document(table: str) -> sa.Column[str]:
    name = f"fk_{table}_document_id_documents"
    link = sa.ForeignKey("documents.id", ondelete="CASCADE", name=name)
    return sa.Column("document_id", _TEXT, link, nullable=False)


def _within(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["document_id", column],
        [f"{target}.document_id", f"{target}.id"],
        name=f"fk_{table}_document_id_{target}",
        deferrable=True,
        initially="DEFERRED",
    )
