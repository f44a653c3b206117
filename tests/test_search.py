"""`rapporteur search`: the same words find the same text in every database."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from builders import text_report
from conftest import ROOT, Command
from rapporteur.errors import QueryError
from rapporteur.report import Report
from rapporteur.store import versions
from rapporteur.store.database import connect, writing
from rapporteur.store.load import Loader
from rapporteur.store.search import CLOSE, OPEN, Term, cut, parse, search

SAMPLES = sorted((ROOT / "outputs").glob("*.json"))
SAMPLE = ROOT / "outputs" / "a-hrc-99-99.json"
TEXT = """\
I. Lighthouses

1. The Group noted that lighthouses had been painted by a keeper in Türkiye.
2. It recalled the rights of keepers, and requested the Secretary-General:
(a) To count the foghorns of every coast;
(b) To follow up on document A/91/23/Add.1.
Recommendation 1
States should supply foghorns to chains of lighthouses.
Recommendation 2
States should review their supply chains, and:
(a) Mend foghorns.
"""


@pytest.fixture
def harbour() -> Report:
    return text_report(TEXT)


def load(url: str, *reports: Report) -> None:
    with Loader(url) as loader:
        for report in reports:
            loader.put(report)


def found(url: str, query: str) -> set[str]:
    return {hit.node for hit in search(url, query, 100)}


# --- queries -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("forced labour", [(("forced",), True), (("labour",), True)]),
        ('"supply chains" -ships', [(("supply", "chains"), True), (("ships",), False)]),
        ("“supply chains”", [(("supply", "chains"), True)]),
        ("non-governmental", [(("non", "governmental"), True)]),
        ("A/91/23", [(("a", "91", "23"), True)]),
        ("the rights of the child", [(("rights",), True), (("child",), True)]),
        ('"rights of the child"', [(("rights", "of", "the", "child"), True)]),
        ('-"of keepers" lamp', [(("of", "keepers"), False), (("lamp",), True)]),
        ("TÜRKİYE Côte", [(("turkiye",), True), (("cote",), True)]),
        ('open "quote', [(("open",), True), (("quote",), True)]),
        ('x* (y) NEAR(z) a:b ^c "" - \'', [(("x",), True), (("y",), True), (("near", "z"), True),
                                           (("a", "b"), True), (("c",), True)]),
    ],
)  # fmt: skip
def test_a_query_has_words_phrases_and_what_must_not_be(
    query: str, terms: list[tuple[tuple[str, ...], bool]]
) -> None:
    assert parse(query) == [Term(words, wanted) for words, wanted in terms]


@pytest.mark.parametrize("query", ["", " ", "the of", "-ships", '"" *', "'; --"])
def test_a_query_needs_a_word(query: str) -> None:
    with pytest.raises(QueryError, match=r"no word to search for|must not be there"):
        parse(query)


# --- hits --------------------------------------------------------------------------------------

FOUND = {
    "lighthouse": {"p1", "rec-1"},
    "LIGHTHOUSES painting": {"p1"},
    "turkiye": {"p1"},
    "Türkiye": {"p1"},
    "supply chain": {"rec-1", "rec-2"},
    '"supply chains"': {"rec-2"},
    "foghorn": {"p2.a", "rec-1", "r2.a"},
    "foghorn -supplies": {"p2.a", "r2.a"},
    '"rights of keepers"': {"p2"},
    "secretary-general": {"p2"},
    "A/91/23/Add.1": {"p2.b"},
    '"91/23"': {"p2.b"},
    "zebra": set(),
    "lighthouse zebra": set(),
    "'; DROP TABLE documents; --": set(),
}


@pytest.mark.parametrize(("query", "nodes"), FOUND.items(), ids=FOUND)
def test_words_find_the_blocks_that_have_them(
    url: str, harbour: Report, query: str, nodes: set[str]
) -> None:
    load(url, harbour)
    assert found(url, query) == nodes


def test_a_hit_says_where_it_is_and_what_was_found(url: str, harbour: Report) -> None:
    load(url, harbour)
    (hit,) = search(url, "count coasts", 5)
    assert (hit.kind, hit.node, hit.number) == ("paragraph", "p2.a", "2 (a)")
    assert hit.document.startswith("-|-|")
    assert f"{OPEN}count{CLOSE} the foghorns of every {OPEN}coast{CLOSE}" in hit.snippet
    (hit,) = search(url, '"supply chains"', 5)
    assert (hit.kind, hit.node, hit.number) == ("recommendation", "rec-2", "2")


@pytest.mark.parametrize(
    ("marked", "snippet"),
    [
        ("one <two> three", "one <two> three"),
        ("a " * 20 + "<x> " + "b " * 40, "…a a a a a a <x> " + "b " * 20 + "b…"),
        (
            "<x> " + "a " * 60 + "<x> and <x> " + "b " * 9,
            "…a a a a a a <x> and <x> " + "b " * 8 + "b",
        ),
        ("a " * 30, "a " * 27 + "a…"),
        ("a " * 27 + "<supply chains> b", "…" + "a " * 6 + "<supply chains> b"),
    ],
)
def test_a_snippet_shows_where_most_of_the_words_stand(marked: str, snippet: str) -> None:
    signs = str.maketrans("<>", OPEN + CLOSE)
    assert cut(marked.translate(signs)) == snippet.translate(signs)


def test_no_more_hits_than_asked_for_and_always_the_same(url: str, harbour: Report) -> None:
    load(url, harbour)
    every = search(url, "foghorns", 100)
    assert len(every) == 3
    assert search(url, "foghorns", 2) == every[:2]


def test_real_samples_answer_alike(tmp_path: Path, server: Any) -> None:
    urls = [f"sqlite:///{tmp_path / 'a.db'}", server.database()]
    reports = [Report.model_validate_json(path.read_bytes()) for path in SAMPLES]
    for url in urls:
        load(url, *reports)
    for query in ("trafficking children", '"supply chains"', "convention -rights", "état 2021"):
        hits = [{(h.document, h.kind, h.node) for h in search(url, query, 500)} for url in urls]
        assert hits[0] == hits[1]
        assert hits[0] or query == "état 2021"


# --- what changes ------------------------------------------------------------------------------


def test_a_new_version_is_found_by_its_own_words_only(url: str, harbour: Report) -> None:
    later = text_report(TEXT.replace("keeper in Türkiye", "warden in Oman"))
    for version in (harbour, later):
        known = version.document.model_copy(update={"symbols": ["A/98/1"]})
        load(url, version.model_copy(update={"document": known}))
    assert found(url, "turkiye") == set()
    assert found(url, "oman warden") == {"p1"}
    assert whole(url)


def test_a_document_that_is_taken_out_is_not_found(url: str, harbour: Report) -> None:
    load(url, harbour)
    with opened(url) as connection:
        connection.execute(sa.text("UPDATE paragraphs SET text = 'Zebras.' WHERE id = 'p1'"))
    assert found(url, "zebra") == {"p1"}
    with opened(url) as connection:
        connection.execute(sa.text("DELETE FROM documents"))
    assert found(url, "foghorns zebra") == set()
    assert whole(url)


class opened:  # noqa: N801 - reads as what it does
    """A connection that writes."""

    def __init__(self, url: str) -> None:
        self.engine = connect(url)
        self.block = writing(self.engine)

    def __enter__(self) -> sa.Connection:
        return self.block.__enter__()

    def __exit__(self, *error: object) -> None:
        self.block.__exit__(*error)
        self.engine.dispose()


def whole(url: str) -> bool:
    """Say whether the words of SQLite are those of its paragraphs and recommendations."""
    if not url.startswith("sqlite"):
        return True
    with opened(url) as connection:
        connection.exec_driver_sql(
            "INSERT INTO search_words (search_words) VALUES ('integrity-check')"
        )
        keys = connection.scalar(sa.text("SELECT count(*) FROM search_keys"))
        words = connection.scalar(sa.text("SELECT count(*) FROM search_words"))
        texts = sum(
            connection.scalar(sa.text(f"SELECT count(*) FROM {table}")) or 0
            for table in ("paragraphs", "recommendations")
        )
    return keys == words == texts


def test_a_database_from_before_there_was_search_is_searched(
    rapporteur: Command, url: str, harbour: Report, tmp_path: Path
) -> None:
    today = f"sqlite:///{tmp_path}/today.db"
    assert rapporteur("load", "--migrate", "--to", today).returncode == 0
    load(today, harbour)
    with opened(url) as connection:
        versions.upgrade(connection, "0002")
        _copy_old_columns(today, connection)
    assert "this program needs 0" in rapporteur("search", "foghorns", "--db", url).stderr
    assert rapporteur("load", "--migrate", "--to", url).returncode == 0
    assert found(url, "foghorn") == FOUND["foghorn"]
    assert whole(url)


def _copy_old_columns(today: str, connection: sa.Connection) -> None:
    """Put the rows of a database of today into the tables and columns that an older one has."""
    old, new = sa.MetaData(), sa.MetaData()
    old.reflect(connection)
    engine = sa.create_engine(today)
    with engine.connect() as source:
        new.reflect(source)
        for table in old.sorted_tables:
            if table.name.endswith("_version") or table.name not in new.tables:
                continue
            there = new.tables[table.name].c
            rows = source.execute(sa.select(*(there[one.name] for one in table.c)))
            if values := [dict(row._mapping) for row in rows]:
                connection.execute(table.insert(), values)
    engine.dispose()


# --- the command -------------------------------------------------------------------------------


def test_the_command_prints_document_number_and_words(rapporteur: Command, url: str) -> None:
    assert rapporteur("load", SAMPLE, "--to", url).returncode == 0
    result = rapporteur("search", "unaccompanied children", "--db", url)
    assert result.returncode == 0, result.stderr
    first, second, *_ = result.stdout.splitlines()
    assert first.startswith("A/HRC/99/99, ")
    assert "unaccompanied" in second
    assert "\ue000" not in result.stdout


def test_the_command_prints_json(rapporteur: Command, url: str) -> None:
    assert rapporteur("load", SAMPLE, "--to", url).returncode == 0
    result = rapporteur("search", "children", "--db", url, "--format", "json", "--limit", "1")
    (row,) = json.loads(result.stdout)
    assert list(row) == ["document", "symbol", "kind", "node", "number", "snippet"]
    assert "**" in row["snippet"]


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["zebra"], 1, "rapporteur: nothing found"),
        (["the"], 2, "'the' has no word to search for"),
        (["zebra", "--limit", "0"], 2, "--limit"),
        (["zebra", "--db", "sqlite:///none.db"], 2, "has no reports"),
        (["zebra", "--db", "none.db"], 2, "not the URL of a database"),
    ],
)
def test_what_finds_nothing_says_why(
    rapporteur: Command, arguments: list[str], status: int, told: str
) -> None:
    assert rapporteur("load", SAMPLE).returncode == 0
    result = rapporteur("search", *arguments)
    assert result.returncode == status
    assert told in result.stderr
    assert result.stdout in ("", "[]\n")


def test_a_file_that_can_only_be_read_is_searched(
    process: Callable[..., Any], rapporteur: Command, tmp_path: Path
) -> None:
    assert rapporteur("load", SAMPLE).returncode == 0
    (tmp_path / "reports.db").chmod(0o444)
    assert process("search", "children").returncode == 0
