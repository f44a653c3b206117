"""Damage that costs text without an error is said."""

from __future__ import annotations

import io
import zlib

import pytest
from pypdf import PdfReader, PdfWriter

from pdfs import pdf, text
from rapporteur.readers import read
from rapporteur.readers.damage import decodes, has_broken_stream, sparse_pages

LINES = [f"{n}. The Board took note of the report of harbour {n * 7919}." for n in range(1, 40)]
FULL = "The Board noted that the lamps of the harbour had been lit on every night of the year. "


def compressed(*pages: list[str]) -> bytes:
    """A PDF whose pages are deflated, as office programs write them."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(*(text(*lines) for lines in pages)))))
    for page in writer.pages:
        page.compress_content_streams()
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def broken(data: bytes, which: int) -> bytes:
    """The same file with ten bytes changed in the middle of one deflated stream."""
    at = -1
    for _ in range(which):
        at = data.index(b"/FlateDecode", at + 1)
    start = data.index(b"stream", at)
    middle = (start + data.index(b"endstream", start)) // 2
    return (
        data[:middle]
        + bytes(255 - byte for byte in data[middle : middle + 10])
        + data[middle + 10 :]
    )


def codes(data: bytes) -> dict[str, str]:
    return dict(read(data, name="case.pdf").warnings)


def test_a_sound_file_has_nothing_to_say() -> None:
    data = compressed(LINES, LINES)
    assert not has_broken_stream(data)
    assert codes(data) == {}


@pytest.mark.parametrize("page", [1, 2])
def test_content_that_does_not_decode_is_said_with_its_page(page: int) -> None:
    said = codes(broken(compressed(LINES, LINES), page))["damaged_content"]
    assert f"page {page} " in said


def test_a_long_stream_is_read_piece_by_piece() -> None:
    stream = zlib.compress(b"lamps " * 1_000_000)
    assert decodes(stream)
    assert not decodes(stream[:-9])
    assert not decodes(b"no stream at all")


SPARSE = {
    "breaks off": (FULL[:60], [2]),
    "empty": ("", [2]),
    "ends": ("The Board rose at noon on the last day.", []),
    "full": (FULL * 20, []),
    "its last word has a line of its own": (
        "lamps of the harbour had been lit on every night of the\nyear.\n10\n31-00417",
        [],
    ),
}


@pytest.mark.parametrize(("middle", "expected"), SPARSE.values(), ids=SPARSE)
def test_a_page_with_far_less_text_than_its_neighbours(middle: str, expected: list[int]) -> None:
    first = FULL * 20 + "It also noted that the oil"
    assert sparse_pages([first, middle, FULL * 20], [False] * 3) == expected


def test_a_page_with_a_picture_may_have_little_text() -> None:
    assert sparse_pages([FULL * 20 + "and", "", FULL * 20], [False, True, False]) == []
