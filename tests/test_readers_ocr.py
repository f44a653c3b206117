"""Scans: pages that are pictures, read by tesseract."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from conftest import ROOT
from rapporteur import parse
from rapporteur.errors import ReadError
from rapporteur.readers import read
from rapporteur.readers.ocr import fragments_of, installed, lines_of
from rapporteur.readers.pdfium import PdfiumDocument

SAMPLE = ROOT / "samples" / "ctoc-cop-wg.4-2021-6-typeset.pdf"
needs_tesseract = pytest.mark.skipif(not installed(), reason="tesseract is not installed")

HOCR = """
<span class='ocr_line' id='l1' title="bbox 100 200 1100 240; baseline 0.01 -8; x_size 40; x_a 9">
<span class='ocrx_word' id='w1' title='bbox 100 200 300 240; x_wconf 96'>Pilots</span>
<span class='ocrx_word' id='w2' title='bbox 900 210 1100 250; x_wconf 41'><em>&amp;</em></span>
<span class='ocr_header' id='l2' title="bbox 100 300 900 340; baseline 0.01 -8; x_size 44; x_a 9">
<span class='ocrx_word' id='w3' title='bbox 100 300 900 340; x_wconf 90'>tugs</span></span>
<span class='ocr_line' id='l3' title="bbox 0 0 9 9; x_size 9"><span class='ocrx_word' id='w4'
 title='bbox 0 0 9 9; x_wconf 95'> </span></span>
"""


def test_words_of_hocr_stand_upright_and_in_the_size_of_the_text() -> None:
    lines = list(lines_of(HOCR))
    assert [[(word.text, word.sure) for word in line.words] for line in lines] == [
        [("Pilots", 96), ("&", 41)],
        [("tugs", 90)],
    ]
    found = list(fragments_of(lines, 1200))
    assert [item.word for item in found] == ["Pilots", "&", "tugs"]
    assert found[0].base == found[1].base
    assert {item.size for item in found} == {9.5}
    assert found[2].base - found[0].base == pytest.approx((100 + 0.01 * -100 + 0.01 * 100) * 0.24)


def scanned(path: Path, index: int) -> bytes:
    """Return a page of a PDF as a PDF of its picture."""
    with PdfiumDocument(path.read_bytes(), path.name) as document:
        width, height, pixels = document.picture(index, 300 / 72)
    out = io.BytesIO()
    Image.frombytes("RGB", (width, height), pixels).convert("L").save(out, "PDF", resolution=300)
    return out.getvalue()


@pytest.fixture(scope="module")
def scan() -> bytes:
    return scanned(SAMPLE, 1)


@needs_tesseract
def test_a_scan_has_the_paragraphs_of_the_page(scan: bytes) -> None:
    report = parse(scan, name="scan.pdf", entities=False)
    truth = parse(SAMPLE, entities=False)
    begins = {(p.number, p.text[:40]) for p in truth.paragraphs}
    found = [p for p in report.paragraphs if p.number]
    assert len(found) >= 3
    assert [p for p in found if (p.number, p.text[:40]) not in begins] == []
    assert report.source.reader == "tesseract"
    assert report.source.ocr is not None
    assert report.source.ocr.languages == "eng"
    assert report.source.ocr.confidence > 0.9
    assert found[0].source[0].bbox is not None


@needs_tesseract
def test_a_language_that_tesseract_lacks_is_named(scan: bytes) -> None:
    with pytest.raises(ReadError, match="tesseract lacks the language 'xyz'"):
        read(scan, name="scan.pdf", ocr_languages="xyz")


def test_never_reads_no_picture(scan: bytes) -> None:
    with pytest.raises(ReadError, match="pictures without a text layer"):
        read(scan, name="scan.pdf", ocr="never")


def test_without_tesseract_the_advice_is_to_install_it(
    scan: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ReadError, match="install tesseract"):
        read(scan, name="scan.pdf")
    with pytest.raises(ReadError, match="OCR needs tesseract"):
        read(scan, name="scan.pdf", ocr="always")
