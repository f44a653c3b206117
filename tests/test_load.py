"""`rapporteur load`: what a database holds after it, whatever came before."""

from __future__ import annotations

import hashlib
import json
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

import postgres
import rebuilt
from conftest import ROOT, Command
from patience import patience
from rapporteur.batch import report_files as reports
from rapporteur.batch.outcome import Lost
from rapporteur.report import Report, restore
from rapporteur.store import rows as rows_module
from rapporteur.store.database import connect, reading, writing
from rapporteur.store.load import Loader, Put
from rapporteur.store.rows import rows
from rapporteur.store.schema import metadata

OUTPUTS = ROOT / "outputs"
SAMPLES = sorted(OUTPUTS.glob("*.json"))
JSON = dict[str, Any]


@pytest.fixture(scope="module")
def samples() -> list[Report]:
    return [restore(path.read_bytes(), path.name) for path in SAMPLES]


def altered(report: Report, change: Callable[[JSON], object]) -> Report:
    value = report.model_dump(mode="json")
    change(value)
    return Report.model_validate(value)


def under(report: Report, symbol: str) -> Report:
    """Return the same report as another document, of other bytes."""

    def change(value: JSON) -> None:
        value["document"]["symbols"] = [symbol]
        value["source"]["sha256"] = hashlib.sha256(
            f"{symbol} {value['source']['sha256']}".encode()
        ).hexdigest()

    return altered(report, change)


def newer(report: Report) -> Report:
    """Return a later version of a document: less text, other people, no organizations."""

    def change(value: JSON) -> None:
        if value["document"]["symbols"]:  # else its bytes are all that it is known by
            value["source"]["sha256"] = "f" * 8 + value["source"]["sha256"][8:]
        value["paragraphs"][0]["text"] = "As corrected."
        value["mentions"] = value["mentions"][:1]
        value["attendance"] = []
        value["statements"] = []
        value["entities"]["organizations"] = []
        value["entities"]["countries"] = value["entities"]["countries"][:2]
        value["repairs"] = []

    return altered(report, change)


def load(url: str, *loads: Iterable[Report]) -> list[Put]:
    """Load one batch after the other."""
    done = []
    for batch in loads:
        with Loader(url) as loader:
            done += [loader.put(report).put for report in batch]
    return done


@contextmanager
def opened(url: str) -> Iterator[sa.Connection]:
    engine = connect(url)
    try:
        with reading(engine) as connection:
            yield connection
    finally:
        engine.dispose()


def dump(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return all that a database holds, in an order of its own."""
    with opened(url) as connection:
        return {
            name: sorted((tuple(row) for row in connection.execute(sa.select(table))), key=repr)
            for name, table in metadata.tables.items()
        }


def documents(url: str) -> list[str]:
    with opened(url) as connection:
        return sorted(connection.scalars(sa.text("SELECT id FROM documents")))


def assert_whole(url: str, given: Sequence[Report]) -> None:
    """Hold that each document of a database is a report given, in all its parts."""
    with opened(url) as connection:
        for name in connection.scalars(sa.text("SELECT id FROM documents")).all():
            assert rebuilt.report_of(rebuilt.stored(connection, name)) in given


def write_lines(path: Path, given: Iterable[Report]) -> Path:
    path.write_bytes(b"".join(report.model_dump_json().encode() + b"\n" for report in given))
    return path


# --- what is there


def test_reports_are_loaded_once(rapporteur: Command, url: str) -> None:
    first = rapporteur("load", OUTPUTS, "--to", url)
    assert first.returncode == 0, first.stderr
    assert "3 new, 0 replaced, 0 unchanged, 0 failed" in first.stderr
    before = dump(url)
    again = rapporteur("load", OUTPUTS, "--to", url)
    assert "0 new, 0 replaced, 3 unchanged, 0 failed; 0 rows written" in again.stderr
    assert dump(url) == before


def test_a_database_gives_back_each_report(url: str, samples: list[Report]) -> None:
    load(url, samples)
    with opened(url) as connection:
        stored = [rebuilt.report_of(rebuilt.stored(connection, name)) for name in documents(url)]
    assert sorted(stored, key=lambda report: report.source.name) == sorted(
        samples, key=lambda report: report.source.name
    )


def test_the_tables_have_as_many_rows_as_the_reports(url: str, samples: list[Report]) -> None:
    load(url, samples)
    expected = {
        "documents": len(samples),
        "sections": sum(len(report.sections) for report in samples),
        "recommendations": sum(len(report.recommendations) for report in samples),
        "mentions": sum(len(report.mentions) for report in samples),
        "people": sum(len(report.entities.people) for report in samples),
        "repairs": sum(len(report.repairs) for report in samples),
        "problems": sum(len(report.problems) for report in samples),
        "attendance_members": sum(len(a.members) for r in samples for a in r.attendance),
        "recommendation_states": sum(len(a.states) for r in samples for a in r.recommendations),
        "countries": len({c.id for report in samples for c in report.entities.countries}),
    }
    held = dump(url)
    assert {name: len(held[name]) for name in expected} == expected


def test_both_databases_hold_the_same(
    samples: list[Report], server: postgres.Server, tmp_path: Path
) -> None:
    urls = [f"sqlite:///{tmp_path / 'a.db'}", server.database()]
    for url in urls:
        load(url, samples, [newer(samples[1])])
    assert dump(urls[0]) == dump(urls[1])


# --- again and again


def test_a_new_version_replaces_the_old_one_whole(url: str, samples: list[Report]) -> None:
    versions = [newer(report) for report in samples]
    assert load(url, samples, versions) == [Put.NEW] * 3 + [Put.REPLACED] * 3
    assert_whole(url, versions)
    assert load(url, versions) == [Put.UNCHANGED] * 3


def test_the_order_of_loading_leaves_no_trace(samples: list[Report], tmp_path: Path) -> None:
    dumps = []
    for number, given in enumerate(permutations(samples)):
        url = f"sqlite:///{tmp_path / f'{number}.db'}"
        load(url, given)
        dumps.append(dump(url))
    assert dumps == [dumps[0]] * 6


def test_the_way_to_a_version_leaves_no_trace(
    url: str, samples: list[Report], tmp_path: Path
) -> None:
    one, two, three = samples
    load(url, [newer(one), two], [one, three], [newer(two)], [two, newer(three)], [three])
    straight = f"sqlite:///{tmp_path / 'straight.db'}"
    load(straight, samples)
    assert dump(url) == dump(straight)


def test_what_no_document_names_any_more_goes(url: str, samples: list[Report]) -> None:
    load(url, samples, [newer(report) for report in samples])
    held = dump(url)
    assert held["organizations"] == []
    assert {row[0] for row in held["countries"]} == {row[1] for row in held["document_countries"]}


def test_what_another_document_names_stays(url: str, samples: list[Report]) -> None:
    load(url, [samples[0], under(samples[0], "A/1")], [newer(samples[0])])
    kept = {row[1] for row in dump(url)["document_organizations"]}
    assert {row[0] for row in dump(url)["organizations"]} == kept != set()


@pytest.mark.parametrize("first", [0, 1])
def test_a_shared_row_does_not_depend_on_who_came_first(
    url: str, samples: list[Report], first: int
) -> None:
    def says(name: str, acronym: str | None) -> Report:
        def change(value: JSON) -> None:
            body = {"id": "who", "name": name, "acronym": acronym, "type": "igo", "paragraphs": []}
            value["entities"]["organizations"] = [body]
            value["mentions"] = value["attendance"] = value["statements"] = []

        return altered(under(samples[0], name), change)

    given = [says("World Health Organization", None), says("World health organisation", "WHO")]
    load(url, [given[first]], [given[1 - first]])
    assert dump(url)["organizations"] == [("who", "World Health Organization", "WHO", "igo")]


def test_answers_go_with_the_addendum_that_gave_them(url: str, samples: list[Report]) -> None:
    asked = samples[0]

    def answer(value: JSON) -> None:
        value["document"] |= {"answers": asked.document.symbols[0]}
        value["responses"] = [
            {"recommendation": one.number, "position": "noted", "comment": None, "paragraph": "p1"}
            for one in asked.recommendations
        ]

    addendum = altered(under(samples[1], f"{asked.document.symbols[0]}/Add.1"), answer)
    load(url, [asked])
    alone = dump(url)
    load(url, [addendum])
    assert dump(url)["recommendations"] != alone["recommendations"]
    with Loader(url) as loader:
        assert loader.forget([Lost(addendum.source.sha256, "another.pdf")]) == 0
        assert loader.forget([Lost(addendum.source.sha256, addendum.source.name)]) == 1
    assert dump(url) == alone
    load(url, [addendum], [under(samples[1], f"{asked.document.symbols[0]}/Add.1")])
    with opened(url) as connection:
        final = sa.text("SELECT count(*) FROM recommendations WHERE final_position IS NOT NULL")
        assert connection.scalar(final) == 0


def test_a_document_can_be_taken_out_in_one_statement(url: str, samples: list[Report]) -> None:
    load(url, samples)
    engine = connect(url)
    with writing(engine) as connection:
        connection.execute(sa.text("DELETE FROM documents"))
    engine.dispose()
    left = {name for name, found in dump(url).items() if found}
    assert left == {"countries", "organizations"}


# --- which document is which


def renamed(report: Report, name: str, digest: str | None = None) -> Report:
    """Return the report of the same bytes under another name, or of other bytes."""
    source = {"name": name} | ({"sha256": digest} if digest else {})
    return altered(report, lambda value: value["source"].update(source))


def test_the_same_bytes_under_another_name_are_the_same_document(
    rapporteur: Command, url: str, samples: list[Report], tmp_path: Path
) -> None:
    given = [samples[0], renamed(samples[0], "a.pdf")]
    for listed in (given, given[::-1]):
        result = rapporteur("load", write_lines(tmp_path / "two.jsonl", listed), "--to", url)
        assert result.returncode == 0
    assert len(documents(url)) == 1
    with opened(url) as connection:
        names = connection.scalars(sa.text("SELECT name FROM document_files ORDER BY name")).all()
        assert names == ["a-hrc-99-99.pdf", "a.pdf"]
        assert connection.scalar(sa.text("SELECT source_name FROM documents")) == "a-hrc-99-99.pdf"


def test_a_new_version_of_a_document_replaces_the_old_and_says_so(
    rapporteur: Command, url: str, samples: list[Report], tmp_path: Path
) -> None:
    old = under(samples[0], "A/1")
    load(url, [old])
    new = renamed(old, "other.pdf", "0" * 64)
    result = rapporteur("load", write_lines(tmp_path / "new.jsonl", [new]), "--to", url)
    assert "0 new, 1 replaced" in result.stderr
    said = "new.jsonl:1: a new version of the document; it replaced that of a-hrc-99-99.pdf"
    assert said in result.stderr
    assert documents(url) == ["A/1|en"]
    assert_whole(url, [new])


def test_a_document_that_an_older_program_loaded_is_known(
    url: str, samples: list[Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(rows_module, "document_id", lambda one: f"A/1|en|{one.source.name}")
        load(url, [under(samples[0], "A/1")])
    new = renamed(under(samples[0], "A/1"), "other.pdf", "0" * 64)
    assert load(url, [new]) == [Put.REPLACED]
    assert documents(url) == ["A/1|en"]


def test_a_database_knows_its_runs_and_when_each_document_came(
    url: str, samples: list[Report]
) -> None:
    load(url, samples[:1], samples[:2])
    with opened(url) as connection:
        runs = connection.execute(sa.text("SELECT id, new, unchanged, finished FROM runs")).all()
        assert [tuple(run)[:3] for run in sorted(runs)] == [(1, 1, 0), (2, 1, 1)]
        assert all(run.finished for run in runs)
        loads = connection.execute(sa.text("SELECT run_id, loaded_at FROM loads")).all()
        assert sorted(one.run_id for one in loads) == [1, 2]


def test_the_same_document_in_two_languages_is_no_surprise(
    rapporteur: Command, url: str, samples: list[Report], tmp_path: Path
) -> None:
    french = altered(
        renamed(samples[0], "fr.pdf", "0" * 64),
        lambda value: value["document"].update(language="fr"),
    )
    result = rapporteur(
        "load", write_lines(tmp_path / "two.jsonl", [samples[0], french]), "--to", url
    )
    assert "2 new" in result.stderr
    assert "beside" not in result.stderr


def test_two_versions_in_one_load_are_for_a_person_to_choose(
    rapporteur: Command, url: str, samples: list[Report], tmp_path: Path
) -> None:
    lines = write_lines(tmp_path / "two.jsonl", [samples[0], newer(samples[0]), samples[0]])
    result = rapporteur("load", lines, "--to", url)
    assert result.returncode == 1
    assert "two.jsonl:2: another version of A/HRC/99/99|en" in result.stderr
    assert "1 new, 0 replaced, 1 unchanged, 1 failed" in result.stderr
    assert_whole(url, samples[:1])


# --- where reports come from


def test_a_folder_is_read_with_all_below_it(
    rapporteur: Command, samples: list[Report], tmp_path: Path
) -> None:
    folder = tmp_path / "all" / "below"
    folder.mkdir(parents=True)
    write_lines(folder / "some.jsonl", [samples[0], under(samples[0], "A/1")])
    (folder / "one.json").write_bytes(samples[1].to_json())
    (folder / "failures.json").write_text("[]")
    (folder / ".hidden.json").write_text("[]")
    (folder / "notes.txt").write_text("none")
    result = rapporteur("load", tmp_path / "all", folder / "one.json")
    assert result.returncode == 0, result.stderr
    assert "3 new, 0 replaced, 0 unchanged, 0 failed" in result.stderr
    assert (tmp_path / "reports.db").is_file()


@pytest.mark.parametrize("lines", [True, False])
def test_reports_may_come_through_a_pipe(
    process: Callable[..., subprocess.CompletedProcess[str]], samples: list[Report], lines: bool
) -> None:
    piped = samples[0].model_dump_json(indent=None if lines else 2)
    result = process("load", "-", input=piped + "\n")
    assert result.returncode == 0, result.stderr
    assert "1 new" in result.stderr


def test_lines_are_read_one_at_a_time(samples: list[Report], tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", [samples[0]])
    with path.open("ab") as file:
        found = reports.read([str(path)])
        assert next(found).report == samples[0]
        file.write(b"\n{}\n")  # what nobody has read yet may still be written
    assert [given.shown.rpartition(":")[2] for given in found] == ["3"]


# --- many at once


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "rapporteur", "load", *map(str, arguments)]


def test_two_loaders_at_once_are_as_one(url: str, samples: list[Report], tmp_path: Path) -> None:
    given = [
        under(report, f"A/{number}.{place}")
        for number in range(8)
        for place, report in enumerate(samples)
    ]
    paths = [
        write_lines(tmp_path / "there.jsonl", given),
        write_lines(tmp_path / "back.jsonl", given[::-1]),
    ]
    running = [
        subprocess.Popen(command(path, "--to", url), stderr=subprocess.PIPE, text=True)
        for path in paths
    ]
    told = [process.communicate(timeout=patience(120))[1] for process in running]
    assert [process.returncode for process in running] == [0, 0], told
    alone = f"sqlite:///{tmp_path / 'alone.db'}"
    load(alone, given)
    assert dump(url) == dump(alone)
    new = [int(count) for line in told for count in re.findall(r"(\d+) new", line)]
    assert sum(new) == len(given)


def test_a_killed_loader_leaves_whole_documents(
    url: str, samples: list[Report], tmp_path: Path
) -> None:
    given = [
        under(report, f"A/{number}.{place}")
        for number in range(30)
        for place, report in enumerate(samples)
    ]
    path = write_lines(tmp_path / "many.jsonl", given)
    load(url, [])
    running = subprocess.Popen(command(path, "--to", url), stderr=subprocess.DEVNULL)
    while running.poll() is None and len(documents(url)) < 5:
        time.sleep(0.01)
    running.send_signal(signal.SIGKILL)
    running.wait(30)
    assert 5 <= len(documents(url)) < len(given)
    assert_whole(url, given)
    with Loader(url) as loader:
        puts = [loader.put(report).put for report in given[:20]]
    assert puts == sorted(puts, key=[Put.UNCHANGED, Put.NEW].index)


# --- hostile text

HOSTILE = [
    "'; DROP TABLE documents; --",
    '"\\";\t\r\n\\N\\. %s :name ?1 $1 {0}',
    "\\N",
    "\\.",
    "",
    " ",
    "\U0001f600\U0001f468\u200d\U0001f469 e\u0301 \u202eabc\u202c \u200f \ufeff",
    "\x01\x1f\x7f\x85\u2028",
    "\uffff\ufffe\U0010ffff",
    "=cmd|' /C calc'!A0",
]
LONG = ["paragraph " * 105_000, " ".join(f"w{number}" for number in range(150_000))]


def everywhere(text: str, rows: int = 5) -> Callable[[JSON], None]:
    """Put a text wherever a report has text that is no id, in some rows of each kind."""

    def change(value: JSON) -> None:
        value["document"] |= dict.fromkeys(("title", "body", "distribution", "job_number"), text)
        value["meeting"] |= dict.fromkeys(("body", "session", "place", "end"), text)
        value["source"]["name"] = value["source"]["reader"] = text
        value["parts"][0]["title"] = value["parts"][0]["label"] = text
        for name, keys in KEYS.items():
            for row in value[name][:rows]:
                row.update(dict.fromkeys(keys, text))
        for person in value["entities"]["people"][:rows]:
            person.update(dict.fromkeys(("name", "role", "affiliation"), text))
        for body in value["entities"]["organizations"][:rows]:
            body.update(dict.fromkeys(("name", "acronym"), text))

    return change


KEYS = {
    "sections": ["title", "label"],
    "paragraphs": ["text", "tail", "number", "rule"],
    "recommendations": ["text", "number", "modality", "position"],
    "footnotes": ["text", "marker"],
    "mentions": ["text", "rule"],
    "citations": ["symbol", "title", "body", "number"],
    "repairs": ["before", "after"],
    "problems": ["message"],
}


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:24])
def test_hostile_text_stays_as_it_is(url: str, samples: list[Report], text: str) -> None:
    given = [altered(report, everywhere(text)) for report in samples]
    load(url, given)
    assert len(documents(url)) == len(samples)
    assert_whole(url, given)


@pytest.mark.parametrize("text", LONG, ids=lambda text: ascii(text)[:24])
def test_long_text_stays_as_it_is(url: str, samples: list[Report], text: str) -> None:
    given = [altered(samples[0], everywhere(text, rows=1))]
    load(url, given)
    assert_whole(url, given)


@pytest.mark.parametrize("text", ["a\\u0000b", "a\\ud800b", "\\udc00"])
def test_what_no_database_can_hold_costs_its_document_only(
    rapporteur: Command, url: str, samples: list[Report], tmp_path: Path, text: str
) -> None:
    lines = write_lines(tmp_path / "lines.jsonl", samples)
    first, *rest = lines.read_text().splitlines()
    broken = json.dumps(json.loads(first) | {"schema_version": "1.0"}).replace(
        '"title": "', f'"title": "{text}', 1
    )
    lines.write_text("\n".join([broken, *rest]) + "\n")
    result = rapporteur("load", lines, "--to", url)
    assert result.returncode == 1
    assert "lines.jsonl:1: " in result.stderr
    assert "2 new, 0 replaced, 0 unchanged, 1 failed" in result.stderr
    assert_whole(url, samples[1:])


# --- real documents


@pytest.mark.slow
def test_real_documents_come_back_whole(
    rapporteur: Command, server: postgres.Server, corpus: Path, tmp_path: Path
) -> None:
    paths = sorted((corpus / "upr").glob("*.pdf"))[::40]
    assert rapporteur("convert", *paths, "-o", "out", "--jobs", "2", "-q").returncode == 0
    given = [restore(path.read_bytes(), path.name) for path in (tmp_path / "out").glob("*.json")]
    counted: Counter[str] = Counter()
    for report in given:
        counted.update({name: len(found) for name, found in rows(report).items()})
    for url in ("sqlite:///reports.db", server.database()):
        assert f"{len(paths)} new" in rapporteur("load", "out", "--to", url).stderr
        assert_whole(url, given)
        held = {name: len(found) for name, found in dump(url).items()}
        assert {name: held[name] for name in counted} == counted
