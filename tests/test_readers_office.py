"""Files that only LibreOffice reads: with it as any Word file, without it one line that says so."""

from __future__ import annotations

import hashlib
from pathlib import Path
from shutil import which

import pytest

from rapporteur.batch import inputs
from rapporteur.errors import NoOfficeError, ReadError
from rapporteur.readers import office, read
from words import paragraph, saved, word

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 999
RTF = b"{\\rtf1\\ansi{\\fonttbl{\\f0 Times;}}\\f0 1.\\tab The ships sailed.\\par}"
ODT = b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text"
KINDS = [
    ("x.doc", OLE, "a Word file of before 2007", "application/msword"),
    ("x.rtf", RTF, "RTF", "application/rtf"),
    ("x.doc", RTF, "RTF", "application/rtf"),
    ("x.odt", ODT, "an OpenDocument text", "application/vnd.oasis.opendocument.text"),
]
needs_office = pytest.mark.skipif(
    not any(map(which, office.PROGRAMS)), reason="LibreOffice is not installed"
)


def soffice(folder: Path, monkeypatch: pytest.MonkeyPatch, does: str) -> None:
    """Put a script in the place of LibreOffice; its last argument is the file."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\nfor last; do :; done\n{does}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


@pytest.mark.parametrize(("name", "data", "called", "media_type"), KINDS)
def test_what_libreoffice_makes_is_read_as_word(
    name: str, data: bytes, called: str, media_type: str, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    made = saved(tmp_path, word(paragraph(f"This was {called}.")))
    to = '"$(dirname "$last")/out"'
    soffice(tmp_path, monkeypatch, f'mkdir {to} && cp "{made}" {to}/in.docx')
    source = read(data, name=name)
    assert source.text == f"This was {called}."
    assert (source.media_type, source.reader) == (media_type, "libreoffice+word")
    assert source.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(("name", "data", "called", "media_type"), KINDS)
def test_without_libreoffice_one_line_says_what_to_install(
    name: str, data: bytes, called: str, media_type: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NoOfficeError, match=f"this is {called}, which needs LibreOffice") as caught:
        read(data, name=name)
    assert "install LibreOffice" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_libreoffice_cannot_read_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    soffice(tmp_path, monkeypatch, "exit 1")
    with pytest.raises(ReadError, match="LibreOffice cannot read it as a Word file of before 2007"):
        read(OLE, name="x.doc")


def test_libreoffice_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    soffice(tmp_path, monkeypatch, "exec sleep 60")
    monkeypatch.setattr(office, "LONGEST", 0.2)
    with pytest.raises(NoOfficeError, match="takes too long"):
        read(OLE, name="x.doc")


@needs_office
@pytest.mark.slow
def test_rtf_through_libreoffice_itself() -> None:
    source = read(RTF, name="x.rtf")
    assert source.text == "1.\tThe ships sailed."


def test_a_folder_passes_over_none_of_them(tmp_path: Path) -> None:
    for name in ("a.doc", "b.odt", "c.rtf", "d.xls"):
        (tmp_path / name).write_bytes(b"x")
    documents, failures = inputs.find([str(tmp_path)])
    assert [document.name for document in documents] == ["a.doc", "b.odt", "c.rtf"]
    assert failures == []
