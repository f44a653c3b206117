"""The imprint of documents, and the entries of their tables of contents."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables; what is there has nothing in them until it is loaded anew."""
    for name in ("imprint", "contents"):
        link = sa.ForeignKey("documents.id", ondelete="CASCADE", name=f"fk_{name}_document_id")
        op.create_table(
            name,
            sa.Column("document_id", _TEXT, link, nullable=False),
            sa.Column("seq", sa.Integer, nullable=False, autoincrement=False),
            sa.Column("text", _TEXT, nullable=False),
            sa.PrimaryKeyConstraint("document_id", "seq", name=f"pk_{name}"),
        )
