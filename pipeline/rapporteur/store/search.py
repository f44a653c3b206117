"""Full-text search over paragraphs and recommendations: FTS5 on SQLite, `tsvector` on PostgreSQL.

Words are found by their stems and without regard to case and accents; English words that occur in
every text ("the", "of") count only inside a phrase. The first 250,000 characters of a paragraph
are searched. What holds a recommendation is found once, as the recommendation.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from dataclasses import dataclass

import sqlalchemy as sa

from rapporteur.errors import QueryError
from rapporteur.knowledge.grammar import compile_pattern
from rapporteur.store import versions
from rapporteur.store.database import connect, reading
from rapporteur.store.stopwords import STOP_WORDS

OPEN, CLOSE = "\ue000", "\ue001"
"""What stands around the words that were found, in a snippet: characters for private use."""
_TERM = compile_pattern(r"(?P<not>-?)(?:[\"“”](?P<phrase>[^\"“”]*)[\"“”]|(?P<word>[^\s\"“”]+))")
_WORD = compile_pattern(r"[\p{L}\p{N}\p{M}]+")
_MARKS = compile_pattern(f"([{OPEN}{CLOSE}])")
_AROUND, _BEFORE = 28, 6
"""Words in a snippet, and before the first that was found."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A paragraph, an item or a recommendation that was found.

    `number` is as printed, that of an item with its label ("12 (b)"), null where nothing is.
    `node` is its id in the report. In `snippet` the words found stand between `OPEN` and `CLOSE`.
    """

    document: str
    symbol: str | None
    kind: str
    node: str
    number: str | None
    snippet: str


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand next to each other, or must not."""

    words: tuple[str, ...]
    wanted: bool


def search(url: str, query: str, limit: int) -> list[Hit]:
    """Return the best hits, at most `limit`; raises `QueryError` and `StoreError`."""
    terms = parse(query)
    engine = connect(url)
    try:
        with reading(engine) as connection:
            versions.require(connection)
            if connection.dialect.name == "postgresql":
                return _hits(connection, *_postgresql(terms), limit)
            return _hits(connection, *_sqlite(terms), limit)
    finally:
        engine.dispose()


def parse(query: str) -> list[Term]:
    """Return the terms of a query: words, "phrases", and what a hyphen before them excludes.

    A word with a hyphen or stroke inside is the phrase of its parts. Raises `QueryError` if
    nothing is left that can be searched for.
    """
    terms = []
    for match in _TERM.finditer(query):
        words = tuple(
            _plain(word) for word in _WORD.findall(match["phrase"] or match["word"] or "")
        )
        if words and not STOP_WORDS.issuperset(words):
            terms.append(Term(words, not match["not"]))
    if terms and not any(term.wanted for term in terms):
        raise QueryError(query, "only says what must not be there; add a word that must be")
    if not terms:
        raise QueryError(query)
    return terms


def _plain(word: str) -> str:
    """Return a word in lower case without accents."""
    apart = unicodedata.normalize("NFD", word.lower())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


# --- the two databases --------------------------------------------------------------------------

_FOUND = """
    SELECT document_id, kind, node, words, score FROM (
        SELECT f.*, row_number() OVER (
            PARTITION BY f.document_id, coalesce(r.paragraph_id, f.node)
            ORDER BY f.kind DESC) AS place
        FROM ({found}) AS f LEFT JOIN recommendations AS r
        ON f.kind = 'recommendations' AND r.document_id = f.document_id AND r.id = f.node
    ) AS once WHERE place = 1 ORDER BY score DESC, document_id, kind, node LIMIT :limit
"""
_HIT = """
    SELECT h.document_id, d.symbol, h.kind, h.node,
        coalesce(r.number, p.number), above.number, p.label, {snippet}
    FROM ({found}) AS h JOIN documents AS d ON d.id = h.document_id
    LEFT JOIN recommendations AS r
        ON h.kind = 'recommendations' AND r.document_id = h.document_id AND r.id = h.node
    LEFT JOIN paragraphs AS p
        ON h.kind = 'paragraphs' AND p.document_id = h.document_id AND p.id = h.node
    LEFT JOIN paragraphs AS above ON above.document_id = p.document_id AND p.depth > 0
        AND above.depth = 0 AND above.id = {top}
    {joined}
    ORDER BY h.score DESC, h.document_id, h.kind, h.node
"""


_IN_SQLITE = """
    SELECT k.document_id, k.kind, k.node, k.key AS words, -bm25(search_words) AS score
    FROM search_words JOIN search_keys AS k ON k.key = search_words.rowid
    WHERE search_words MATCH :words
"""
_WORDS = {
    "paragraphs": "coalesce(text, '') || ' ' || coalesce(tail, '')",
    "recommendations": "text",
}
_IN_TABLE = """
    SELECT document_id, '{table}' AS kind, id AS node, {words} AS words,
        ts_rank_cd(search_vector, q.query) AS score
    FROM {table}, (SELECT {query} AS query) AS q WHERE search_vector @@ q.query
"""


def _sqlite(terms: list[Term]) -> tuple[str, dict[str, str]]:
    snippet = f"highlight(search_words, 0, '{OPEN}', '{CLOSE}'), NULL"
    joined = "JOIN search_words ON search_words.rowid = h.words WHERE search_words MATCH :words"
    statement = _HIT.format(
        snippet=snippet, found=_FOUND.format(found=_IN_SQLITE), joined=joined,
        top="substr(p.path, 1, instr(p.path, '/') - 1)",
    )  # fmt: skip
    wanted = " AND ".join(_match(term) for term in terms if term.wanted)
    unwanted = "".join(f" NOT {_match(term)}" for term in terms if not term.wanted)
    return statement, {"words": f"({wanted}){unwanted}"}


def _match(term: Term) -> str:
    return f'"{" ".join(term.words)}"'


def _postgresql(terms: list[Term]) -> tuple[str, dict[str, str]]:
    parts = [f"phraseto_tsquery('english', :term{number})" for number in range(len(terms))]
    signs = ["" if term.wanted else "!!" for term in terms]
    query = " && ".join(sign + part for sign, part in zip(signs, parts, strict=True))
    found = " UNION ALL ".join(
        _IN_TABLE.format(table=table, words=words, query=query) for table, words in _WORDS.items()
    )
    options = f"StartSel={OPEN}, StopSel={CLOSE}, HighlightAll=true"
    snippet = f"ts_headline('english', search_words(h.words), {query}, '{options}'), h.words"
    statement = _HIT.format(
        snippet=snippet, found=_FOUND.format(found=found), joined="",
        top="split_part(p.path, '/', 1)",
    )  # fmt: skip
    return statement, {f"term{n}": " ".join(term.words) for n, term in enumerate(terms)}


def _hits(
    connection: sa.Connection, statement: str, values: dict[str, str], limit: int
) -> list[Hit]:
    found = connection.execute(sa.text(statement), {**values, "limit": limit})
    return [
        Hit(document, symbol, kind.removesuffix("s"), node,
            number or " ".join(filter(None, (above, label))) or None,
            cut(marked if words is None else _transfer(marked, words)))
        for document, symbol, kind, node, number, above, label, marked, words in found
    ]  # fmt: skip


def _transfer(marked: str, words: str) -> str:
    """Return `words` with the marks of `marked`, which has other letters in the same places."""
    pieces, at = [], 0
    for piece in _MARKS.split(marked):
        if piece in (OPEN, CLOSE):
            pieces.append(piece)
        else:
            pieces.append(words[at : at + len(piece)])
            at += len(piece)
    return "".join(pieces)


def cut(marked: str) -> str:
    """Return the words of a text around those that are marked, where most of them stand close."""
    words = marked.split()
    places = [place for place, word in enumerate(words) if OPEN in word]
    ends = [bisect_left(places, place + _AROUND) for place in places]
    best = max(range(len(places)), key=lambda index: (ends[index] - index, -index), default=None)
    first = 0 if best is None else max(0, places[best] - _BEFORE)
    shown = " ".join(words[first : first + _AROUND])
    open_mark = CLOSE if shown.count(OPEN) > shown.count(CLOSE) else ""
    before = "…" if first else ""
    after = "…" if first + _AROUND < len(words) else ""
    return f"{before}{shown}{open_mark}{after}"
