"""The tables of a file, as rows of cells: Word, Excel or CSV. Nothing is believed of them yet."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from rapporteur.errors import ListError, install

if TYPE_CHECKING:
    from docx.table import _Row

EXTRA = "lists"
_MOST_BYTES = 200_000_000
_MOST_ROWS = 100_000
_DELIMITERS = ",;\t"
_SAVE = "open it in the program that made it and save it again"

Rows = Iterator[list[str]]


def read_sheets(path: Path) -> list[list[str]]:
    """Return the rows of all tables of a .docx, .xlsx or .csv file, each cell as text.

    Raises `ListError` for a file that is none of them, is damaged, or unpacks to too much.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise ListError(str(path), "is no list", "give a .docx, .xlsx or .csv file")
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = f"cannot read it: {error.strerror or error}"
        raise ListError(str(path), reason, "check the path") from error
    rows = []
    for row in reader(path, content):
        rows.append(row)
        if len(rows) > _MOST_ROWS:
            raise ListError(str(path), f"has more than {_MOST_ROWS} rows", "give one list")
    return rows


def _csv(path: Path, content: bytes) -> Rows:
    """Yield the rows of a CSV; what parts the cells is what the first line has most of."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        reason = "is not UTF-8"
        raise ListError(str(path), reason, "save it as CSV UTF-8") from None
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise ListError(str(path), f"is no CSV: {error}", _SAVE) from None


def _xlsx(path: Path, content: bytes) -> Rows:
    """Yield the rows of all sheets. A number that Excel made a number is given as it is shown."""
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise _missing(path, "openpyxl") from None
    _require_small(path, content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        for sheet in book.worksheets:
            for row in sheet.iter_rows(values_only=True):
                yield ["" if cell is None else str(cell) for cell in row]
    except ListError:
        raise
    except Exception as error:  # noqa: BLE001 - openpyxl raises whatever its parsers raise
        raise _damaged(path, error) from None


def _docx(path: Path, content: bytes) -> Rows:
    """Yield the rows of all tables of a Word file; a cell over several columns is one."""
    try:
        from docx import Document
    except ImportError:
        raise _missing(path, "python-docx") from None
    _require_small(path, content)
    try:
        for table in Document(io.BytesIO(content)).tables:
            for row in table.rows:
                yield _cells(row)
    except Exception as error:  # noqa: BLE001 - python-docx raises whatever its parsers raise
        raise _damaged(path, error) from None


def _cells(row: _Row) -> list[str]:
    return [next(same).text for _, same in groupby(row.cells, key=lambda cell: cell._tc)]  # noqa: SLF001


def _require_small(path: Path, content: bytes) -> None:
    """Refuse what is no archive, or unpacks to more than any list needs."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(part.file_size for part in archive.infolist())
    except zipfile.BadZipFile as error:
        raise _damaged(path, error) from None
    if size > _MOST_BYTES:
        raise ListError(str(path), f"unpacks to {size // 10**6} MB", "give the list alone")


def _damaged(path: Path, error: Exception) -> ListError:
    kind = path.suffix.lower()
    return ListError(str(path), f"is damaged or no {kind} file ({type(error).__name__})", _SAVE)


def _missing(path: Path, package: str) -> ListError:
    return ListError(str(path), f"to read it {package} is needed", install(EXTRA))


_READERS: Mapping[str, Callable[[Path, bytes], Rows]] = {
    ".csv": _csv, ".xlsx": _xlsx, ".docx": _docx,
}  # fmt: skip
