"""Reports as files, one for each table: Parquet for programs, CSV for spreadsheets.

The tables and their columns are those of the database. The only door to pyarrow.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from contextlib import ExitStack
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self

import sqlalchemy as sa

from rapporteur.batch.outputs import Replacement
from rapporteur.errors import StoreError, UnfitError, install
from rapporteur.report import Report
from rapporteur.store import shared
from rapporteur.store.prepare import rows_of
from rapporteur.store.rows import TableRow
from rapporteur.store.schema import SHARED, metadata

if TYPE_CHECKING:
    import pyarrow as pa

GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
"""What a spreadsheet takes for a formula if a cell begins with it, and the sign that guards it."""
ROWS_AT_ONCE = 20_000
"""Rows of a table that wait in memory for the next row group of a Parquet file."""


class Writer(Protocol):
    """Takes the rows of a table."""

    def write(self, rows: list[TableRow]) -> None:
        """Append rows, which have every column of the table or lack it as null."""

    def close(self) -> None:
        """Write what still waits."""


class Exporter:
    """A folder with a file for each table; each takes its place when all reports are in it.

    Tables without rows have a file, too. Raises `StoreError` where a package is missing,
    `OSError` where nothing can be written.
    """

    def __init__(self, folder: Path, form: str, *, bom: bool = False) -> None:
        self._folder = folder
        self._suffix = form
        self._make = _parquet_writer() if form == "parquet" else _csv_writer(bom=bom)
        self._seen: dict[str, str] = {}
        self._shared: dict[str, dict[str, TableRow]] = {}
        self._writers: dict[str, Writer] = {}

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            for table in metadata.sorted_tables:
                path = self._folder / f"{table.name}.{self._suffix}"
                file = stack.enter_context(Replacement(path))
                self._writers[table.name] = self._make(table, file)
            stack.push(self._last)  # before the files take their places
            self._files = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._files.__exit__(kind, error, trace)

    def put(self, report: Report) -> int:
        """Add a report; return the number of its rows, 0 if it was there already.

        Raises `UnfitError` for one that a database would refuse, too, and for a second version.
        """
        found = rows_of(report)
        (document,) = found["documents"]
        known = self._seen.get(document["id"])
        if known == document["content_hash"]:
            return 0
        if known is not None:
            raise UnfitError(f"another version of {document['id']} came before it")
        self._seen[document["id"]] = document["content_hash"]
        shared.gather(self._shared, found)
        for name, listed in found.items():
            if name not in SHARED:
                self._writers[name].write(listed)
        return sum(len(listed) for listed in found.values())

    def _last(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            return
        for name, known in self._shared.items():
            self._writers[name].write([known[key] for key in sorted(known)])
        for writer in self._writers.values():
            writer.close()


class _Csv:
    """RFC 4180, in UTF-8: null is an empty cell, numbers are bare, text is guarded."""

    def __init__(self, table: sa.Table, file: Replacement, *, bom: bool) -> None:
        encoding = "utf-8-sig" if bom else "utf-8"
        self._text = TextIOWrapper(file.file, encoding=encoding, newline="", write_through=True)
        self._names = [column.name for column in table.columns]
        self._out = csv.writer(self._text)
        self._out.writerow(self._names)

    def write(self, rows: list[TableRow]) -> None:
        self._out.writerows([guarded(row.get(name)) for name in self._names] for row in rows)

    def close(self) -> None:
        self._text.detach()


def guarded(value: Any) -> Any:
    """Return a value for a cell that no spreadsheet takes for a formula.

    Text that begins with a sign of `GUARDED` gets an apostrophe before it. Who reads the file with
    a program takes one apostrophe off every cell that begins with one, and has the text again.
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(GUARDED) else value


def _csv_writer(*, bom: bool) -> Callable[[sa.Table, Replacement], Writer]:
    return lambda table, file: _Csv(table, file, bom=bom)


class _Parquet:
    """A row group for every `ROWS_AT_ONCE` rows, and a last one for the rest."""

    def __init__(self, schema: pa.Schema, file: Replacement) -> None:
        from pyarrow import parquet

        self._schema = schema
        self._out = parquet.ParquetWriter(file.file, schema, compression="zstd")
        self._waiting: list[TableRow] = []

    def write(self, rows: list[TableRow]) -> None:
        self._waiting += rows
        if len(self._waiting) >= ROWS_AT_ONCE:
            self._flush()

    def close(self) -> None:
        self._flush()
        self._out.close()

    def _flush(self) -> None:
        import pyarrow as pa

        if self._waiting:
            self._out.write_table(pa.Table.from_pylist(self._waiting, schema=self._schema))
            self._waiting = []


def _parquet_writer() -> Callable[[sa.Table, Replacement], Writer]:
    try:
        import pyarrow as pa
    except ImportError:
        raise StoreError(
            f"Parquet needs a package that is not installed; {install('export')},"
            " or give --format csv"
        ) from None
    kinds = {sa.Integer: pa.int64(), sa.Double: pa.float64(), sa.Text: pa.string()}

    def make(table: sa.Table, file: Replacement) -> Writer:
        fields = [
            pa.field(column.name, kinds[type(column.type)], nullable=bool(column.nullable))
            for column in table.columns
        ]
        return _Parquet(pa.schema(fields), file)

    return make
