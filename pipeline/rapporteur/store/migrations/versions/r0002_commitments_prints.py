"""Tables of voluntary commitments, and of what recommendations have in common."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make them; documents that are there have no rows in them until they are loaded anew."""
    op.create_table(
        "commitments",
        _document("commitments"),
        sa.Column("id", _TEXT, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("number", _TEXT, nullable=True),
        sa.Column("paragraph_id", _TEXT, nullable=False),
        sa.Column("section_id", _TEXT, nullable=True),
        sa.Column("text", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("document_id", "id", name="pk_commitments"),
        _within("commitments", "paragraph_id", "paragraphs"),
        _within("commitments", "section_id", "sections"),
    )
    op.create_table(
        "recommendation_prints",
        _document("recommendation_prints"),
        sa.Column("recommendation_id", _TEXT, nullable=False),
        sa.Column("print", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("share", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint(
            "document_id", "recommendation_id", "print", name="pk_recommendation_prints"
        ),
        _within("recommendation_prints", "recommendation_id", "recommendations"),
    )
    op.create_index(
        "ix_recommendation_prints_print",
        "recommendation_prints",
        ["document_id", "print", "recommendation_id", "share"],
    )


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
