"""PostgreSQL looks up fewer foreign keys: half of its time in a load went into them.

Rows come with what they lead to, in one transaction, and the loader has checked that it is there.
The tables with most rows have no keys any more, those below a recommendation lead to the document
through it alone; triggers let them go with their document. Its words are found faster, too. SQLite
looks keys up at little cost, and stays as it is.
"""

from __future__ import annotations

from string import Template

import sqlalchemy as sa
from alembic import op

from rapporteur.store.migrations.versions import r0003_search as search
from rapporteur.store.migrations.versions.r0006_runs import words_of

revision = "0008"
down_revision = "0007"

BULKY = ("appearances", "mentions", "places", "recommendation_prints")
OF_RECOMMENDATIONS = (
    "recommendation_actions", "recommendation_addressees", "recommendation_item_footnotes",
    "recommendation_items", "recommendation_sdgs", "recommendation_states",
    "recommendation_topics",
)  # fmt: skip

_DELETE = Template("DELETE FROM $table WHERE document_id = ANY (ids);")
_TRIGGERS = (
    """
CREATE FUNCTION documents_gone() RETURNS trigger LANGUAGE plpgsql
SET search_path FROM CURRENT AS $$$$
DECLARE ids text[] := ARRAY(SELECT id FROM gone);
BEGIN IF ids <> '{}' THEN $deletes END IF; RETURN NULL; END $$$$
""",
    """
CREATE TRIGGER documents_gone AFTER DELETE ON documents REFERENCING OLD TABLE AS gone
FOR EACH STATEMENT EXECUTE FUNCTION documents_gone()
""",
    """
CREATE FUNCTION documents_emptied() RETURNS trigger LANGUAGE plpgsql
SET search_path FROM CURRENT AS $$$$ BEGIN TRUNCATE $bulky; RETURN NULL; END $$$$
""",
    """
CREATE TRIGGER documents_emptied AFTER TRUNCATE ON documents
FOR EACH STATEMENT EXECUTE FUNCTION documents_emptied()
""",
)


def upgrade() -> None:
    """Drop the keys; documents that are deleted take their rows along as before."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in BULKY:
        _drop_keys(table)
    for table in OF_RECOMMENDATIONS:
        _drop_keys(table, "documents")
    _follow()
    # `left` counts all characters of a text, which only a very long one needs.
    long = f"octet_length(words) > {search.LONGEST}"
    op.execute(words_of(f"CASE WHEN {long} THEN left(words, {search.LONGEST}) ELSE words END"))


def _drop_keys(table: str, target: str | None = None) -> None:
    """Drop the foreign keys of a table, all or those that lead to `target`."""
    for key in sa.inspect(op.get_bind()).get_foreign_keys(table):
        if target in (None, key["referred_table"]):
            op.drop_constraint(str(key["name"]), table, type_="foreignkey")


def _follow() -> None:
    """Let rows go with their document, however it goes."""
    tables = (*BULKY, *OF_RECOMMENDATIONS)
    deletes = " ".join(_DELETE.substitute(table=table) for table in tables)
    for statement in _TRIGGERS:
        told = Template(statement).substitute(deletes=deletes, bulky=", ".join(BULKY))
        op.execute(told)
