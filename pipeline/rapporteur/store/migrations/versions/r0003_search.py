"""Paragraphs and recommendations can be searched.

PostgreSQL has a column of words in each, with an index. SQLite has a table of its words (FTS5),
which triggers keep true; `search_keys` leads from its rows, which need whole numbers, to ours.
"""

from __future__ import annotations

from string import Template

from alembic import op

revision = "0003"
down_revision = "0002"

LONGEST = 250_000
MARKS = "-/_.,:;@&=+#%~'’‘“”\"()[]<>|*!?$^{}`–—…•\\"
PLAIN = {
    "a": "àáâãäåāăąÀÁÂÃÄÅĀĂĄ", "c": "çćĉċčÇĆĈĊČ", "d": "ďĎ", "e": "èéêëēĕėęěÈÉÊËĒĔĖĘĚ",
    "g": "ĝğġģĜĞĠĢ", "h": "ĥĤ", "i": "ìíîïĩīĭįÌÍÎÏĨĪĬĮİ", "j": "ĵĴ", "k": "ķĶ", "l": "ĺļľĹĻĽ",
    "n": "ñńņňÑŃŅŇ", "o": "òóôõöōŏőÒÓÔÕÖŌŎŐ", "r": "ŕŗřŔŖŘ", "s": "śŝşšŚŜŞŠ", "t": "ţťŢŤ",
    "u": "ùúûüũūŭůűųÙÚÛÜŨŪŬŮŰŲ", "w": "ŵŴ", "y": "ýÿŷÝŶŸ", "z": "źżžŹŻŽ",
}  # fmt: skip
_TABLES = {
    "paragraphs": "coalesce({0}text, '') || ' ' || coalesce({0}tail, '')",
    "recommendations": "{0}text",
}


_VECTORS = (
    """
ALTER TABLE $table ADD COLUMN search_vector tsvector
GENERATED ALWAYS AS (to_tsvector('english', search_words($words))) STORED
""",
    "CREATE INDEX search_$table ON $table USING gin (search_vector)",
)
_KEYS = (
    """
CREATE TABLE search_keys (
    key INTEGER PRIMARY KEY, document_id TEXT NOT NULL, kind TEXT NOT NULL, node TEXT NOT NULL
)
""",
    "CREATE UNIQUE INDEX search_nodes ON search_keys (document_id, kind, node)",
    """
CREATE VIRTUAL TABLE search_words
USING fts5 (words, tokenize = 'porter unicode61 remove_diacritics 2')
""",
)
_FILL = (
    """
INSERT INTO search_keys (document_id, kind, node)
SELECT document_id, '$table', id FROM $table ORDER BY document_id, id
""",
    """
INSERT INTO search_words (rowid, words)
SELECT k.key, substr($words, 1, $longest) FROM search_keys AS k
JOIN $table ON $table.document_id = k.document_id AND $table.id = k.node WHERE k.kind = '$table'
""",
    """
CREATE TRIGGER search_${table}_new AFTER INSERT ON $table BEGIN
    INSERT INTO search_keys (document_id, kind, node) VALUES (new.document_id, '$table', new.id);
    INSERT INTO search_words (rowid, words) SELECT key, substr($new_words, 1, $longest)
    FROM search_keys WHERE document_id = new.document_id AND kind = '$table' AND node = new.id;
END
""",
    """
CREATE TRIGGER search_${table}_changed AFTER UPDATE ON $table BEGIN
    UPDATE search_words SET words = substr($new_words, 1, $longest) WHERE rowid = (
        SELECT key FROM search_keys
        WHERE document_id = old.document_id AND kind = '$table' AND node = old.id
    );
END
""",
    """
CREATE TRIGGER search_${table}_gone AFTER DELETE ON $table BEGIN
    DELETE FROM search_words WHERE rowid = (
        SELECT key FROM search_keys
        WHERE document_id = old.document_id AND kind = '$table' AND node = old.id
    );
    DELETE FROM search_keys
    WHERE document_id = old.document_id AND kind = '$table' AND node = old.id;
END
""",
)


def upgrade() -> None:
    """Make what is searched, and fill it with what is there."""
    if op.get_bind().dialect.name == "postgresql":
        _postgresql()
    else:
        _sqlite()


def _postgresql() -> None:
    """Words are what stands between blanks and marks, without accents, as FTS5 has them."""
    accented = "".join(PLAIN.values())
    plain = "".join(letter * len(letters) for letter, letters in PLAIN.items())
    source = (accented + MARKS).replace("'", "''")
    target = plain + " " * len(MARKS)
    op.execute(
        "CREATE FUNCTION search_words(words text) RETURNS text LANGUAGE sql IMMUTABLE"
        f" RETURN translate(left(words, {LONGEST}), '{source}', '{target}')"
    )
    for table, words in _TABLES.items():
        for statement in _VECTORS:
            op.execute(Template(statement).substitute(table=table, words=words.format("")))


def _sqlite() -> None:
    for statement in _KEYS:
        op.execute(statement)
    for table, words in _TABLES.items():
        names = {"table": table, "longest": LONGEST, "words": words.format(f"{table}.")}
        for statement in _FILL:
            op.execute(Template(statement).substitute(names, new_words=words.format("new.")))
