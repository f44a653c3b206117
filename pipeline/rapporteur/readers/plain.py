"""Reads plain text in any encoding; pages by form feed or by what the text shows."""

from __future__ import annotations

import hashlib
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from typing import Final

from rapporteur.errors import BinaryTextError, EmptySourceError
from rapporteur.readers.justified import without_filling
from rapporteur.readers.plain_columns import part_columns, set_in_columns
from rapporteur.readers.plain_entries import numbered_rows, text_width
from rapporteur.readers.plain_figures import figure_rows
from rapporteur.readers.plain_forms import form_rows
from rapporteur.readers.plain_order import are_numbers_late, in_order
from rapporteur.readers.plain_pages import split_pages
from rapporteur.readers.plain_pieces import whole_lines
from rapporteur.readers.plain_tables import Printed, flat_rows, place_cells
from rapporteur.readers.plain_titles import whole_titles
from rapporteur.source import Line, Page, Source

BOMS: Final = (
    (BOM_UTF32_LE, "utf-32"),
    (BOM_UTF32_BE, "utf-32"),
    (BOM_UTF8, "utf-8-sig"),
    (BOM_UTF16_LE, "utf-16"),
    (BOM_UTF16_BE, "utf-16"),
)
WESTERN: Final = "cp1252"
LINE_ENDS: Final = str.maketrans(dict.fromkeys("\r\x0b\x85\u2028\u2029", "\n"))
MIN_EVIDENCE: Final = 4
"""So many letters beyond ASCII tell one encoding from another; fewer are taken for Western."""
CONTROLS: Final = dict.fromkeys((*range(9), *range(14, 32), 127))
MAX_CONTROL_SHARE: Final = 0.01


def read_plain(data: bytes, name: str) -> Source:
    """Return the source of a text file: every character but blanks at line and page ends.

    Two blanks in justified lines are one.

    Raises `BinaryTextError` if the bytes are no text, `EmptySourceError` if all are blank.
    """
    content, warnings = decode(data, name)
    content = without_filling(content.replace("\r\n", "\n").translate(LINE_ENDS))
    if "\0" in content:
        count = content.count("\0")
        warnings.append(("characters", f"{count} NUL characters replaced by U+FFFD"))
        content = content.replace("\0", "\ufffd")
    if not content.strip():
        raise EmptySourceError(name, "the file has no text", "check where it came from")
    texts, pages = [], []
    start = 0
    parted, tables = [], []
    read = _read_pages(content)
    loose = [["" if cell else text for text, cell in lines] for lines, _, _ in read]
    width = text_width(loose)
    numbered, forms = numbered_rows(loose, width), form_rows(loose, width)
    figures = figure_rows([lines for lines, _, _ in read], width)
    for number, (lines, rows, columns) in enumerate(read, start=1):
        at = number - 1
        flat = rows | numbered[at] | forms[at] | figures[at]
        parted += [str(number)] * columns
        tables += [str(number)] * bool(flat)
        page = _page(number, start, lines, flat)
        texts.append("\n".join(text for text, _ in lines))
        pages.append(page)
        start = page.end + 1
    if parted:
        warnings.append(
            ("columns_interleaved", f"two columns are parted: page {', '.join(parted)}")
        )
    if tables:
        told = f"rows of tables are read as lines: page {', '.join(tables)}"
        warnings.append(("table_flattened", told))
    digest = hashlib.sha256(data).hexdigest()
    return Source(
        name,
        digest,
        "text/plain",
        "plain",
        "\f".join(texts),
        tuple(pages),
        tuple(warnings),
    )


def _read_pages(content: str) -> list[tuple[list[Printed], set[int], bool]]:
    """Return the pages of a text; some are set in columns because others are."""
    printed = whole_lines(split_pages(content))
    late = are_numbers_late(printed)
    read = [_read_page(page, late=late) for page in printed]
    for at in set_in_columns(printed, [columns for _, _, columns in read]):
        read[at] = _read_page(printed[at], late=late, tables=False)
    return read


def _read_page(
    printed: list[str], *, late: bool, tables: bool = True
) -> tuple[list[Printed], set[int], bool]:
    """Return the lines of a page, which are rows without cells, and if it had two columns.

    Where no `tables` are looked for, all that stands side by side is columns.
    """
    columns = False
    lines: list[Printed] = []
    flat: set[int] = set()
    for block in place_cells(printed) if tables else [[(line, None) for line in printed]]:
        if any(cell for _, cell in block):
            lines += block
            continue
        parted, beside = part_columns([text for text, _ in block])
        columns |= beside
        texts = in_order(whole_titles(parted), late=late)
        flat |= {len(lines) + at for at in flat_rows(texts)}
        lines += [(text, None) for text in texts]
    return lines, flat, columns


def _page(number: int, start: int, printed: list[Printed], flat: set[int]) -> Page:
    lines = []
    position = start
    for at, (text, cell) in enumerate(printed):
        end = position + len(text)
        lines.append(Line(position, end, number, cell=cell, drawn=at in flat))
        position += len(text) + 1
    return Page(number, start, max(start, position - 1), 0.0, 0.0, tuple(lines))


def decode(data: bytes, name: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the text that the bytes spell, and warnings.

    A byte order mark decides; else UTF-8 if it fits, also with a few damaged bytes; else what
    charset-normalizer finds. Raises `BinaryTextError` if nothing fits.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _with_mark(data, encoding)
    try:
        content = data.decode("utf-8")
    except UnicodeDecodeError:
        return _undeclared(data, name)
    _refuse_controls(content, name)
    return content, []


def _with_mark(data: bytes, encoding: str) -> tuple[str, list[tuple[str, str]]]:
    content = data.decode(encoding, errors="replace")
    damaged = content.count("\ufffd")
    if not damaged:
        return content, []
    return content, [("encoding", f"{damaged} characters are damaged in {encoding}")]


def _undeclared(data: bytes, name: str) -> tuple[str, list[tuple[str, str]]]:
    """Return text in damaged UTF-8 or in an encoding that is found by what it spells."""
    content = data.decode("utf-8", errors="replace")
    damaged = content.count("\ufffd")
    sound = sum(letter > "\x7f" for letter in content) - damaged
    if sound and sound >= damaged:
        _refuse_controls(content, name)
        return content, [("encoding", f"{damaged} damaged bytes in UTF-8 text")]
    encoding = WESTERN if damaged < MIN_EVIDENCE else _guessed(data)
    if encoding is None:
        raise _binary(name)
    content = data.decode(encoding, errors="replace")
    _refuse_controls(content, name)
    return content, [("encoding", f"the text was taken for {encoding}")]


def _guessed(data: bytes) -> str | None:
    """Return the encoding that the bytes look like, or None.

    Of guesses that are equally good the Western one wins, which English, French and Spanish
    share: short texts fit its neighbours as well.
    """
    from charset_normalizer import from_bytes

    matches = from_bytes(data)
    best = matches.best()
    if best is None:
        return None
    for match in matches:
        as_good = match.chaos <= best.chaos and match.coherence >= best.coherence - 0.05
        if as_good and WESTERN in (match.encoding, *match.could_be_from_charset):
            return WESTERN
    return best.encoding


def _refuse_controls(content: str, name: str) -> None:
    share = (len(content) - len(content.translate(CONTROLS))) / max(1, len(content))
    if share > MAX_CONTROL_SHARE:
        raise _binary(name)


def _binary(name: str) -> BinaryTextError:
    return BinaryTextError(name, "this is binary data, not text", "convert a text file or a PDF")
