"""Runs, when each document was loaded, and the names of its files; search that is filled faster.

PostgreSQL no longer compares each character of a text with 201 others, and some of its keys get the
names that `schema.py` gives them. On SQLite, where such names cannot be changed and mean nothing,
the loader puts the words of new rows into the search itself, many at once.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from rapporteur.store.migrations.versions import r0003_search as search

revision = "0006"
down_revision = "0005"

_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

_OF_DOCUMENTS = (
    "commitments", "masthead_item_titles", "masthead_items", "recommendation_prints",
    "recommendation_sdgs", "recommendation_topics", "removed", "responses", "subtitles",
)  # fmt: skip
_WITHIN = (
    ("commitments", "paragraphs", "paragraph_id"),
    ("commitments", "sections", "section_id"),
    ("recommendation_prints", "recommendations", "recommendation_id"),
    ("recommendation_sdgs", "recommendations", "recommendation_id"),
    ("recommendation_topics", "recommendations", "recommendation_id"),
)


def upgrade() -> None:
    """Make the tables; what is there keeps the name of its file."""
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("started", _TEXT, nullable=False),
        sa.Column("finished", _TEXT),
        sa.Column("program", _TEXT, nullable=False),
        *(
            sa.Column(name, sa.Integer)
            for name in ("new", "replaced", "unchanged", "failed", "removed")
        ),
    )
    op.create_table(
        "loads",
        _document("loads", primary_key=True),
        sa.Column("run_id", sa.Integer, nullable=False),
        sa.Column("loaded_at", _TEXT, nullable=False),
        sa.Column("report_digest", _TEXT, nullable=False),
    )
    op.create_index("ix_loads_report_digest", "loads", ["report_digest"])
    op.create_table(
        "document_files",
        _document("document_files", primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("name", _TEXT, nullable=False),
    )
    op.execute("INSERT INTO document_files SELECT id, 0, source_name FROM documents")
    op.create_index("ix_documents_source_sha256", "documents", ["source_sha256"])
    if op.get_bind().dialect.name == "postgresql":
        _postgresql()
        _rename_keys()
    else:
        for table in ("paragraphs", "recommendations"):
            op.execute(f"DROP TRIGGER search_{table}_new")


def _document(table: str, *, primary_key: bool) -> sa.Column[str]:
    name = f"fk_{table}_document_id_documents"
    link = sa.ForeignKey("documents.id", ondelete="CASCADE", name=name)
    return sa.Column("document_id", _TEXT, link, primary_key=primary_key, nullable=False)


def _postgresql() -> None:
    """Make the same words faster: most texts have no accents, and marks are found as a class."""
    op.execute(words_of(f"left(words, {search.LONGEST})"))


def words_of(words: str) -> str:
    """Return what makes the function that gives the words of a text, of which `words` are taken."""
    accented = "".join(search.PLAIN.values())
    plain = "".join(letter * len(letters) for letter, letters in search.PLAIN.items())
    marks = "".join(f"\\{mark}" if mark in "\\]^-[" else mark for mark in search.MARKS)
    marks = marks.replace("'", "''")
    return (
        "CREATE OR REPLACE FUNCTION search_words(words text) RETURNS text LANGUAGE sql IMMUTABLE"
        f" RETURN regexp_replace(CASE WHEN {words} COLLATE \"C\" ~ '[{accented}]'"
        f" THEN translate({words}, '{accented}', '{plain}') ELSE {words} END COLLATE \"C\","
        f" '[{marks}]', ' ', 'g')"
    )


def _rename_keys() -> None:
    renamed = [(table, "documents", "") for table in _OF_DOCUMENTS]
    renamed += [(table, target, f"_{column}") for table, target, column in _WITHIN]
    for table, target, column in renamed:
        key = f"fk_{table}_document_id"
        op.execute(f"ALTER TABLE {table} RENAME CONSTRAINT {key}_{target} TO {key}{column}")
