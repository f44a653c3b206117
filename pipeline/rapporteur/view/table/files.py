"""Tables as files: workbooks for Excel, CSV for everything else; rows are written as they come."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO, Protocol

from rapporteur.errors import TableError
from rapporteur.view.table.columns import TABLES, Cell, Column

_GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
_LONGEST = 32_767
_MOST_ROWS = 1_048_576
_CUT = " […]"
_A4 = 9
_LINE = 15
"""Points of a line of text, and so of the least row."""
_TALLEST = 409
"""Points that a row may have in Excel."""
_KEPT = ("row_info", "set_rows", "row_sizes")
"""Where the library keeps the heights of rows that it has written already."""


class TableFile(Protocol):
    """What takes rows, and at the end what they come from."""

    def row(self, cells: Sequence[Cell]) -> None:
        """Write a row."""

    def close(self, sources: Sequence[str]) -> None:
        """End the file; `sources` name what was read."""


@contextmanager
def open_table(what: str, file: BinaryIO, form: str, version: str) -> Iterator[TableFile]:
    """Give a table whose rows go to `file` as they come; `form` is `xlsx` or `csv`."""
    columns = TABLES[what]
    yield _Workbook(what, columns, file, version) if form == "xlsx" else _Csv(columns, file)


class _Csv:
    """UTF-8 with a mark, so that Excel reads it as such; no cell is taken for a formula."""

    def __init__(self, columns: Sequence[Column], file: BinaryIO) -> None:
        self._text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
        self._writer = csv.writer(self._text)
        self._writer.writerow([column.name for column in columns])

    def row(self, cells: Sequence[Cell]) -> None:
        self._writer.writerow([_guarded(cell) for cell in cells])

    def close(self, sources: Sequence[str]) -> None:  # noqa: ARG002 - no place to name them
        self._text.detach()


def _guarded(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_GUARDED) else cell


class _Workbook:
    """A sheet of rows, and one that explains the columns. Text is written as text, always."""

    def __init__(self, what: str, columns: Sequence[Column], file: BinaryIO, version: str) -> None:
        import xlsxwriter

        options = {"constant_memory": True, "strings_to_formulas": False}
        self._book = xlsxwriter.Workbook(file, options)
        self._columns, self._version, self._next = columns, version, 1
        self._head = self._book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        self._text = self._book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        self._number = self._book.add_format({"valign": "top", "align": "center"})
        self._widths = [column.width for column in columns]
        self._sheet = self._book.add_worksheet(what)
        self._sheet.freeze_panes(1, 0)
        self._print()
        for place, width in enumerate(self._widths):
            self._sheet.set_column(place, place, width)
        self._sheet.set_row(0, self._height([column.name for column in columns]))
        for place, column in enumerate(columns):
            self._sheet.write_string(0, place, column.name, self._head)

    def _print(self) -> None:
        """Let a page of paper hold all columns, below their names."""
        self._sheet.set_landscape()
        self._sheet.set_paper(_A4)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(0)

    def row(self, cells: Sequence[Cell]) -> None:
        if self._next >= _MOST_ROWS:
            raise TableError(f"more than {_MOST_ROWS:,} rows, which no sheet holds; write .csv")
        self._sheet.set_row(self._next, self._height(cells))
        for place, cell in enumerate(cells):
            if isinstance(cell, str):
                self._sheet.write_string(self._next, place, _fitting(cell), self._text)
            elif cell is not None:
                self._sheet.write_number(self._next, place, cell, self._number)
        for kept in _KEPT:  # else memory would grow with the rows
            getattr(self._sheet, kept, {}).pop(self._next - 1, None)
        self._next += 1

    def _height(self, cells: Sequence[Cell]) -> int:
        """Return how tall a row is that shows its cells: LibreOffice does not find out itself."""
        columns = zip(cells, self._widths, strict=True)
        texts = ((cell, width) for cell, width in columns if isinstance(cell, str))
        lines = max((_lines(text, width) for text, width in texts), default=1)
        return min(lines * _LINE, _TALLEST)

    def close(self, sources: Sequence[str]) -> None:
        self._sheet.autofilter(0, 0, max(self._next - 1, 1), len(self._columns) - 1)
        about = self._book.add_worksheet("about")
        about.set_column(0, 0, 28)
        about.set_column(1, 1, 80)
        told = [(column.name, column.about) for column in self._columns]
        lines = [
            ("column", "what it says"), *told, ("", ""),
            ("made by", f"rapporteur {self._version}"),
            *(("source", source) for source in sources),
        ]  # fmt: skip
        for line, (name, says) in enumerate(lines):
            style = self._text if line else self._head
            about.write_string(line, 0, name, style)
            about.write_string(line, 1, _fitting(says), style)
        self._book.close()


def _lines(text: str, width: int) -> int:
    """Return how many lines a text takes in a column, with room for words that do not break."""
    return sum(1 + len(line) // width for line in text.split("\n"))


def _fitting(text: str) -> str:
    """Return the text as far as a cell holds it."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - len(_CUT)] + _CUT
