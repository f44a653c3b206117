"""Tables for people: names beside codes, numbers as text, never a formula."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from conftest import ROOT, Command
from rapporteur.report import Report
from rapporteur.view.table import TABLES, cells, open_table

SAMPLE = ROOT / "outputs" / "a-hrc-99-99.json"


@pytest.fixture
def report() -> Report:
    return Report.model_validate_json(SAMPLE.read_bytes())


@pytest.mark.parametrize("what", TABLES)
def test_every_row_has_all_columns(what: str, report: Report) -> None:
    assert {len(row) for row in cells(what, report)} <= {len(TABLES[what])}


def test_a_workbook_holds_text_as_text(rapporteur: Command, tmp_path: Path, report: Report) -> None:
    hostile = report.recommendations[0].model_copy(update={"number": "95.10", "text": "=1+1"})
    changed = report.model_copy(update={"recommendations": [hostile]})
    (tmp_path / "r.json").write_bytes(changed.to_json())
    result = rapporteur("table", "recommendations", "r.json", "-o", "r.xlsx")
    assert result.returncode == 0, result.stderr
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    sheet, about = book.worksheets
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:S2")
    head = {cell.value: cell.column for cell in sheet[1]}
    number = sheet.cell(2, head["number"])
    text = sheet.cell(2, head["recommendation"])
    assert (number.value, number.data_type) == ("95.10", "s")
    assert (text.value, text.data_type) == ("=1+1", "s")
    explained = {row[0].value for row in about.iter_rows()}
    assert explained > {column.name for column in TABLES["recommendations"]}


@pytest.mark.parametrize("what", TABLES)
def test_every_workbook_opens_and_holds_no_formula(
    rapporteur: Command, tmp_path: Path, what: str, report: Report
) -> None:
    assert rapporteur("table", what, SAMPLE, "-o", "t.xlsx").returncode == 0
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets[0]
    head, *rows = sheet.iter_rows()
    assert [cell.value for cell in head] == [column.name for column in TABLES[what]]
    assert len(rows) == len(list(cells(what, report)))
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n"}
    assert sheet.auto_filter.ref.startswith("A1:")


def test_rows_are_tall_enough_for_their_text_and_leave_nothing_behind() -> None:
    columns = len(TABLES["people"])
    file = io.BytesIO()
    with open_table("people", file, "xlsx", "0") as table:
        for text in ("short", "a long word " * 20, "one\ntwo\nthree", "endless " * 5_000):
            table.row([text] + [None] * (columns - 1))
        sheet = table._sheet
        assert all(len(kept) < 3 for kept in (sheet.row_sizes, sheet.row_info))
        table.close([])
    written = openpyxl.load_workbook(file).worksheets[0].row_dimensions
    tall = [written[row].height for row in range(2, 6)]
    assert tall[0] is None  # that of the sheet
    assert tall[2] < tall[1] < tall[3] <= 409


def test_csv_is_for_excel_too_and_the_database_says_the_same(
    rapporteur: Command, tmp_path: Path
) -> None:
    assert rapporteur("load", SAMPLE, "--to", "sqlite:///r.db").returncode == 0
    for what in TABLES:
        assert rapporteur("table", what, SAMPLE, "-o", "a.csv").returncode == 0
        assert rapporteur("table", what, "sqlite:///r.db", "-o", "b.csv").returncode == 0
        content = (tmp_path / "a.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        assert content == (tmp_path / "b.csv").read_bytes()
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        assert rows[0] == [column.name for column in TABLES[what]]


def test_other_endings_are_refused(rapporteur: Command) -> None:
    result = rapporteur("table", "people", SAMPLE, "-o", "people.ods")
    assert result.returncode == 2
    assert "must end in .xlsx or .csv" in result.stderr


def test_what_is_no_report_is_named(rapporteur: Command) -> None:
    result = rapporteur("table", "people", SAMPLE, "nowhere.json", "-o", "people.csv")
    assert result.returncode == 1
    assert result.stderr.startswith("rapporteur: nowhere.json: no such file or folder")


def test_who_reads_the_rows_may_stop_early(tmp_path: Path) -> None:
    shown = f"{sys.executable} -m rapporteur table paragraphs {SAMPLE} -o - | head -c 9"
    result = subprocess.run(shown, shell=True, capture_output=True, check=False)
    assert (len(result.stdout), result.stderr) == (9, b"")
