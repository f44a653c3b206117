"""Both PDF readers give the same lines on real pages; what differs is listed and explained."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from rapporteur.readers.layout import arrange
from rapporteur.readers.pdfium import PdfiumDocument
from rapporteur.readers.plumber import PlumberDocument
from rapporteur.source import Page

PAGES_PER_FILE = 2
LEAST_SHARE = 0.97


def both(path: Path) -> Iterator[tuple[int, tuple[str, Page], tuple[str, Page]]]:
    """The same pages as PDFium and as pdfplumber give them."""
    data = path.read_bytes()
    with PdfiumDocument(data, path.name) as fast, PlumberDocument(data, path.name) as slow:
        assert fast.count == slow.count
        for index in range(0, fast.count, max(1, fast.count // PAGES_PER_FILE)):
            yield index + 1, arrange(fast.sheet(index), 0), arrange(slow.sheet(index), 0)


def spread(corpus: Path) -> list[Path]:
    upr = sorted((corpus / "upr").glob("*.pdf"))
    return [*sorted((corpus / "meetings").glob("*.pdf"))[::2], *upr[:: max(1, len(upr) // 5)]]


@pytest.mark.slow
def test_both_readers_give_the_same_lines(corpus: Path) -> None:
    same, differ = 0, []
    for path in spread(corpus):
        for number, (one, page), (other, twin) in both(path):
            if one != other:
                differ.append(f"{path.name} page {number}")
                assert len("".join(one.split())) == pytest.approx(
                    len("".join(other.split())), abs=3
                )
                continue
            same += 1
            assert [line.cell for line in page.lines] == [line.cell for line in twin.lines]
            for line, copy in zip(page.lines, twin.lines, strict=True):
                assert line.box == pytest.approx(copy.box, abs=3.0)
                assert line.size == pytest.approx(copy.size, abs=0.1)
                assert line.italic == copy.italic
    assert same >= LEAST_SHARE * (same + len(differ)), differ


@pytest.mark.slow
def test_pdfium_loses_no_letter_of_its_own_text(corpus: Path) -> None:
    """The law of conservation, held against PDFium's plain text of the page."""
    import pypdfium2

    for path in spread(corpus)[::2]:
        data = path.read_bytes()
        document = pypdfium2.PdfDocument(data)
        with PdfiumDocument(data, path.name) as reader:
            for index in range(0, reader.count, 5):
                text, _ = arrange(reader.sheet(index), 0)
                page = document[index]
                plain = page.get_textpage().get_text_range().translate({0xFFFE: "-", 2: "-"})
                assert Counter("".join(text.split())) == Counter("".join(plain.split()))
        document.close()
