"""What was removed, and more of what mastheads print."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables and columns; what is there has nothing in them until it is loaded anew."""
    op.add_column("documents", sa.Column("placed", sa.Double, nullable=True))
    for name in ("sponsors", "adoption", "session"):
        op.add_column("documents", sa.Column(name, _TEXT, nullable=True))
    _table("subtitles", _text("text"))
    _table("masthead_items", _text("number"))
    _table("masthead_item_titles", _text("title"))
    _table(
        "removed",
        *(_text(name) for name in ("rule", "kind", "text")),
        *(_number(name) for name in ("page", "start_char", "end_char")),
        *(sa.Column(name, sa.Double, nullable=True) for name in ("x0", "top", "x1", "bottom")),
    )


def _table(name: str, *columns: sa.Column[object]) -> None:
    link = sa.ForeignKey(
        "documents.id", ondelete="CASCADE", name=f"fk_{name}_document_id_documents"
    )
    op.create_table(
        name,
        sa.Column("document_id", _TEXT, link, nullable=False),
        _number("seq"),
        *columns,
        sa.PrimaryKeyConstraint("document_id", "seq", name=f"pk_{name}"),
    )


def _text(name: str) -> sa.Column[object]:
    return sa.Column(name, _TEXT, nullable=False)


def _number(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Integer, nullable=False, autoincrement=False)
