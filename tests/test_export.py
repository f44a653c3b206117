"""Reports as files: every row of every table, in Parquet and in CSV that a spreadsheet may open."""

from __future__ import annotations

import csv
import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from conftest import Command
from rapporteur.report import restore
from rapporteur.store.export import Exporter, guarded
from rapporteur.store.prepare import rows_of
from rapporteur.store.schema import SHARED, metadata

TABLES = {table.name: [column.name for column in table.columns] for table in metadata.sorted_tables}


def expected(outputs: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of the sample reports by table, but for those that are shared."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES if name not in SHARED}
    for path in sorted(outputs.glob("*.json")):
        for name, rows in rows_of(restore(path.read_bytes(), path.name)).items():
            if name not in SHARED:
                found[name] += [{key: row.get(key) for key in TABLES[name]} for row in rows]
    return found


def read_csv(path: Path, encoding: str = "utf-8") -> list[dict[str, str]]:
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file))


def test_parquet_has_every_row(rapporteur: Command, root: Path, tmp_path: Path) -> None:
    done = rapporteur("export", root / "outputs", "--to", "out", "--format", "parquet")
    assert done.returncode == 0
    assert done.stderr.startswith("rapporteur: 3 documents, ")
    assert {path.stem for path in Path("out").iterdir()} == set(TABLES)
    for name, rows in expected(root / "outputs").items():
        assert parquet.read_table(f"out/{name}.parquet").to_pylist() == rows, name
    countries = parquet.read_table("out/countries.parquet").to_pylist()
    assert [row["id"] for row in countries] == sorted({row["id"] for row in countries})
    assert {"id": "KEN", "iso2": "KE"}.items() <= {row["id"]: row for row in countries}[
        "KEN"
    ].items()


def test_csv_has_the_same(rapporteur: Command, root: Path, tmp_path: Path) -> None:
    rapporteur("export", root / "outputs", "--to", "out", "--format", "csv", "-q")
    for name, rows in expected(root / "outputs").items():
        found = read_csv(Path(f"out/{name}.csv"))
        assert len(found) == len(rows), name
        for row, cells in zip(rows, found, strict=True):
            texts = {key: "" if value is None else str(value) for key, value in row.items()}
            assert {key: cell.removeprefix("'") for key, cell in cells.items()} == texts


def test_the_same_reports_give_the_same_bytes(rapporteur: Command, root: Path) -> None:
    for form in ("csv", "parquet"):
        for folder in ("one", "two"):
            rapporteur(
                "export", root / "outputs", root / "outputs", "--to", folder, "--format", form
            )
        for path in Path("one").iterdir():
            assert path.read_bytes() == Path("two", path.name).read_bytes()


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+44", "'+44"),
        ("-12", "'-12"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("'tis", "''tis"),
        ("a=b", "a=b"),
        ("", ""),
        (None, None),
        (-3, -3),
        (-0.5, -0.5),
    ],
)
def test_no_cell_is_a_formula(value: object, cell: object) -> None:
    assert guarded(value) == cell


@given(st.text())
def test_the_guard_can_be_taken_off(text: str) -> None:
    assert guarded(text).removeprefix("'") == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_mark_for_old_spreadsheets(rapporteur: Command, root: Path) -> None:
    rapporteur("export", root / "outputs", "--to", "out", "--format", "csv", "--bom")
    content = Path("out/documents.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert len(read_csv(Path("out/documents.csv"), "utf-8-sig")) == 3


def test_a_bad_report_fails_alone(rapporteur: Command, root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "outputs", tmp_path / "in")
    (tmp_path / "in" / "bad.json").write_text("{}")
    report = json.loads((root / "outputs" / "a-hrc-99-99.json").read_text())
    report["document"]["title"] = "Another title"
    (tmp_path / "in" / "second.json").write_text(json.dumps(report))
    done = rapporteur("export", "in", "--to", "out", "--format", "csv")
    assert done.returncode == 1
    assert "rapporteur: in/bad.json: " in done.stderr
    assert "rapporteur: in/second.json: another version of A/HRC/99/99" in done.stderr
    assert "3 documents" in done.stderr
    assert len(read_csv(Path("out/documents.csv"))) == 3


def test_what_is_cut_short_leaves_the_old_files(root: Path, tmp_path: Path) -> None:
    (tmp_path / "documents.csv").write_text("old")
    report = restore((root / "outputs" / "a-hrc-99-99.json").read_bytes(), "a")
    with pytest.raises(KeyboardInterrupt), Exporter(tmp_path, "csv") as exporter:
        exporter.put(report)
        raise KeyboardInterrupt
    assert [path.name for path in tmp_path.iterdir()] == ["documents.csv"]
    assert (tmp_path / "documents.csv").read_text() == "old"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--to", "file"], "--to file: cannot write there: it is a file"),
        (["--to", "out", "--format", "parquet", "--bom"], "--bom is for --format csv"),
        (["--to", "out", "--format", "xlsx"], "xlsx"),
        ([], "--to"),
    ],
)
def test_wrong_usage(
    rapporteur: Command, root: Path, tmp_path: Path, arguments: list[str], message: str
) -> None:
    (tmp_path / "file").touch()
    done = rapporteur("export", root / "outputs", *arguments)
    assert done.returncode == 2
    assert message in done.stderr


def test_without_pyarrow_it_says_what_to_install(
    rapporteur: Command, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    done = rapporteur("export", root / "outputs", "--to", "out", "--format", "parquet")
    assert done.returncode == 2
    assert "pip install 'un-rapporteur[export]', or give --format csv" in done.stderr
    assert list(Path("out").iterdir()) == []
