"""Scans: pages that are pictures, read by tesseract."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from typer.testing import CliRunner

from conftest import ROOT
from rapporteur import parse
from rapporteur.cli import app
from rapporteur.errors import ReadError
from rapporteur.readers import OcrUse, read
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
@pytest.mark.parametrize("languages", ["xyz", "eng+xyz"])
def test_a_language_that_tesseract_lacks_is_named(scan: bytes, languages: str) -> None:
    with pytest.raises(ReadError, match="tesseract lacks the language 'xyz'"):
        read(scan, name="scan.pdf", ocr_languages=languages)


def layered(scan: bytes, text: str) -> bytes:
    """Return a scan with a text behind its picture, as another's OCR puts it there."""
    with PdfiumDocument(scan, "scan.pdf") as document:
        width, height, pixels = document.picture(0, 300 / 72)
    picture = ImageReader(Image.frombytes("RGB", (width, height), pixels))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.drawImage(picture, 0, 0, *A4)
    behind = canvas.beginText(50, 780)
    behind.setTextRenderMode(3)
    for line in text.splitlines():
        behind.textLine(line)
    canvas.drawText(behind)
    canvas.save()
    return out.getvalue()


SOUND = "The pilots met in the harbour and sailed at noon.\n" * 20
POOR = "The pil~ots m!et iN tHe har{bour and s@iled at n&on.\n" * 20


@needs_tesseract
def test_a_poor_text_layer_is_read_anew(scan: bytes) -> None:
    source = read(layered(scan, POOR), name="scan.pdf")
    assert source.reader == "tesseract"
    assert "pil~ots" not in source.text
    assert "ocr_redone" in [code for code, _ in source.warnings]


@pytest.mark.parametrize(
    ("text", "ocr", "languages"),
    [(SOUND, "auto", "eng"), (POOR, "never", "eng"), (POOR, "auto", "xyz")],
)
def test_a_text_layer_stays_if_it_is_sound_or_nothing_can_read_it_anew(
    scan: bytes, text: str, ocr: OcrUse, languages: str
) -> None:
    data = layered(scan, text)
    source = read(data, name="scan.pdf", ocr=ocr, ocr_languages=languages)
    assert source.reader == "pdfium"
    assert source.text.split() == text.split()
    assert source.ocr is None


def test_a_scan_of_2000_pages_ends_with_its_time(
    tmp_path: Path, scan: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that never ends stands for tesseract, which needs an hour for so many."""
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\nexec sleep 600\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    long = PdfWriter()
    page = PdfReader(io.BytesIO(scan)).pages[0]
    for _ in range(2000):
        long.add_page(page)
    long.write(tmp_path / "long.pdf")
    asked = ["convert", str(tmp_path / "long.pdf"), "-o", str(tmp_path / "out"), "-q"]
    done = CliRunner().invoke(app, [*asked, "--no-entities", "--timeout", "3"])
    assert done.exit_code == 1
    (line,) = [line for line in done.stderr.splitlines() if "long.pdf" in line]
    assert "took longer than 3 s" in line


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
