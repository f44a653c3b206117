"""Tables of how documents came here: runs, loads, names of files; no part of any report."""

from __future__ import annotations

import sqlalchemy as sa

from rapporteur.store.schema import TEXT, metadata

COUNTS = ("new", "replaced", "unchanged", "failed", "removed")
"""What a run counts."""

journal = sa.MetaData()
"""Tables in which two databases with the same documents may differ."""


def _document(table: str) -> sa.Column[str]:
    documents = metadata.tables["documents"]
    name = f"fk_{table}_document_id_documents"
    link = sa.ForeignKey(documents.c.id, ondelete="CASCADE", name=name)
    return sa.Column("document_id", TEXT, link, primary_key=True)


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, TEXT, nullable=nullable)


sa.Table(
    "runs",
    journal,
    sa.Column("id", sa.Integer, primary_key=True),
    _text("started"),
    _text("finished", nullable=True),
    _text("program"),
    *(sa.Column(name, sa.Integer) for name in COUNTS),
)
sa.Table(
    "loads",
    journal,
    _document("loads"),
    sa.Column("run_id", sa.Integer, nullable=False),
    _text("loaded_at"),
    _text("report_digest"),
    sa.Index("ix_loads_report_digest", "report_digest"),
)
sa.Table(
    "document_files",
    journal,
    _document("document_files"),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    _text("name"),
)
