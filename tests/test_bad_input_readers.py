"""What cannot be read: an error of an exact class, in one line that says what to do."""

from __future__ import annotations

import os
import resource
import sys
from pathlib import Path

import pytest

from pdfs import encrypted, pdf, picture, text
from rapporteur.errors import (
    BinaryTextError,
    DamagedPdfError,
    EmptySourceError,
    EncryptedPdfError,
    NoTextLayerError,
    NotPdfError,
    ReadError,
)
from rapporteur.readers import read

GOOD = pdf(text("The Board met in May."), text("It adopted its report."))
NOISE = bytes(range(256)) * 40
READERS = pytest.mark.parametrize("reader", ["auto", "pdfium", "pdfplumber"])


@pytest.mark.parametrize(
    ("name", "data", "error", "says"),
    [
        ("empty.pdf", b"", EmptySourceError, "empty"),
        ("empty.txt", b"", EmptySourceError, "empty"),
        ("blank.txt", b" \n\t \r\n", EmptySourceError, "empty"),
        ("mark.txt", b"\xef\xbb\xbf", EmptySourceError, "no text"),
        ("page.pdf", b"<html>Not found</html>", NotPdfError, "no PDF"),
        ("noise.pdf", NOISE, NotPdfError, "no PDF"),
        ("head.pdf", b"%PDF-1.7\n", DamagedPdfError, "damaged"),
        ("half.pdf", GOOD[: len(GOOD) // 2], DamagedPdfError, "damaged"),
        ("locked.pdf", encrypted(GOOD, "secret"), EncryptedPdfError, "encrypted"),
        ("scan.pdf", pdf(picture, picture), NoTextLayerError, "OCR"),
        ("white.pdf", pdf(lambda canvas: None), NoTextLayerError, "no text"),
        ("noise.txt", NOISE, BinaryTextError, "binary"),
        ("zip.txt", b"PK\x03\x04" + NOISE, BinaryTextError, "binary"),
        ("zeros.txt", bytes(4000), BinaryTextError, "binary"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + NOISE, BinaryTextError, "binary"),
    ],
)
def test_each_bad_input_has_its_error(
    name: str, data: bytes, error: type[ReadError], says: str
) -> None:
    with pytest.raises(error) as caught:
        read(data, name=name)
    assert type(caught.value) is error
    message = str(caught.value)
    assert message.startswith(f"{name}: ")
    assert says in message
    assert "\n" not in message


@READERS
@pytest.mark.parametrize(
    ("data", "error"),
    [
        (GOOD[: len(GOOD) // 2], DamagedPdfError),
        (encrypted(GOOD, "secret"), EncryptedPdfError),
        (pdf(picture), NoTextLayerError),
    ],
    ids=["damaged", "encrypted", "scan"],
)
def test_every_reader_fails_alike_and_says_nothing_else(reader, data, error, capfd) -> None:
    with pytest.raises(error):
        read(data, reader, name="report.pdf")
    assert capfd.readouterr() == ("", "")


@READERS
def test_a_pdf_that_only_forbids_changes_is_read(reader) -> None:
    source = read(encrypted(GOOD, "", "owner"), reader)
    assert source.text == "The Board met in May.\fIt adopted its report."


def test_a_pdf_cut_short_but_readable_warns() -> None:
    cut = GOOD[: GOOD.rindex(b"startxref")]
    source = read(cut, name="cut.pdf")
    assert source.text == "The Board met in May.\fIt adopted its report."
    assert [code for code, _ in source.warnings] == ["truncated"]


def test_a_page_that_cannot_be_loaded_is_an_error_that_names_it() -> None:
    broken = GOOD.replace(b"/Type /Page\n", b"/Type /Nope\n").replace(
        b"/Kids [ ", b"/Kids [ 99 0 R "
    )
    assert broken != GOOD
    with pytest.raises(DamagedPdfError, match=r"report\.pdf: "):
        read(broken, name="report.pdf")


def test_paths_that_hold_no_file(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        read(tmp_path / "absent.pdf")
    with pytest.raises(ReadError, match="this is a folder"):
        read(tmp_path)
    with pytest.raises(ReadError, match="no such file"):
        read(str(tmp_path / "absent" / "deeper.txt"))
    with pytest.raises(ReadError, match="no file can have this name"):
        read("a\0b.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("The Board met.", encoding="utf-8")
    path.chmod(0)
    with pytest.raises(ReadError, match="permission denied"):
        read(path)


@pytest.mark.parametrize("name", ["büro – rapport (1).pdf", "a" * 200 + ".pdf", "no suffix"])
def test_odd_names_do_no_harm(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(GOOD)
    assert read(path).name == name


def test_a_page_of_a_hundred_thousand_letters() -> None:
    page = text(
        *["The Board heard a statement by its Chair, who thanked all. " * 2] * 870, size=0.8
    )
    source = read(pdf(page), "pdfium")
    assert len(source.text) > 100_000
    assert len(source.pages[0].lines) == 870


def test_five_hundred_pages_in_bounded_memory() -> None:
    data = pdf(*[text(f"Page {n}", *["The Board heard a statement."] * 20) for n in range(500)])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    source = read(data)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert len(source.pages) == 500
    assert source.text.split("\f")[499].startswith("Page 499\n")
    assert grown * (1 if sys.platform == "darwin" else 1024) < 120e6


def test_no_file_of_the_robustness_corpus_crashes(corpus: Path) -> None:
    names, errors = set(), {}
    for path in sorted((corpus / "robustness").iterdir()):
        try:
            assert read(path, ocr="never").text.strip()
            names.add(path.name)
        except ReadError as error:
            errors[path.name] = error
    assert len(names) >= 6
    assert all(str(error).startswith(name) for name, error in errors.items())
    assert isinstance(errors["scan_no_text_layer.pdf"], NoTextLayerError)
