"""Reports as rows: every column is filled, every value stands somewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import ROOT
from rapporteur.report import Report, restore
from rapporteur.store.rows import rows
from rapporteur.store.schema import metadata

OUTPUTS = sorted((ROOT / "outputs").glob("*.json"))


def report_of(path: Path) -> Report:
    return restore(path.read_bytes(), path.name)


@pytest.mark.parametrize("path", OUTPUTS, ids=lambda path: path.stem)
def test_a_row_has_every_column_of_its_table(path: Path) -> None:
    for table, found in rows(report_of(path)).items():
        columns = {column.name for column in metadata.tables[table].columns} - {"content_hash"}
        assert [set(row) for row in found if set(row) != columns] == []
