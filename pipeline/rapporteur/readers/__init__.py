"""Readers: every non-blank character of a file, in reading order, with its place.

`read` guarantees a `Source` or a `ReadError` of an exact class. PDF files are read by PDFium,
pages with ruled tables by pdfplumber, pictures by tesseract; Word, HTML and Markdown files are read
as they are, older ones through LibreOffice, everything else as plain text.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

from rapporteur.errors import EmptySourceError, NotPdfError, ReadError
from rapporteur.source import Source

ReaderName = Literal["auto", "pdfium", "pdfplumber"]
OcrUse = Literal["auto", "never", "always"]
PDF_MAGIC: Final = b"%PDF-"
MAGIC_WINDOW: Final = 1024
HTML_NAMES: Final = (".html", ".htm", ".xhtml")
MARKDOWN_NAMES: Final = (".md", ".markdown")
HTML_MAGIC: Final = (b"<!doctype html", b"<html")
ZIP_MAGIC: Final = b"PK\x03\x04"
WORD_PART: Final = b"word/document"
WORD_NAMES: Final = (".docx", ".docm", ".dotx", ".doc")


def read(
    path_or_bytes: str | Path | bytes,
    reader: ReaderName = "auto",
    *,
    name: str | None = None,
    ocr: OcrUse = "auto",
    ocr_languages: str = "eng",
) -> Source:
    """Return the source that a file, or its content, holds.

    A PDF is known by its first bytes, whatever its name. `name` replaces the file name in the
    source and in errors. `ocr` says whether tesseract reads pages that are pictures (`auto`), all
    pages or none, in which `ocr_languages` such as `eng+fra`. Raises `ReadError` with the cause
    and what to do.
    """
    if isinstance(path_or_bytes, bytes):
        data, shown = path_or_bytes, name or "input"
    else:
        path = Path(path_or_bytes)
        data, shown = read_bytes(path), name or path.name
    if not data.strip():
        raise EmptySourceError(shown, "the file is empty", "check where it came from")
    if PDF_MAGIC in data[:MAGIC_WINDOW]:
        from rapporteur.readers.pdf import read_pdf

        return read_pdf(data, shown, reader, ocr, ocr_languages)
    if shown.lower().endswith(".pdf"):
        raise NotPdfError(shown, "this is no PDF though its name says so", "check its origin")
    from rapporteur.readers.office import kind_of, read_office

    if kind := kind_of(data):
        return read_office(data, shown, kind)
    if _is_word(data, shown):
        from rapporteur.readers.word import read_word

        return read_word(data, shown)
    if _is_html(data, shown):
        from rapporteur.readers.html import read_html

        return read_html(data, shown)
    if shown.lower().endswith(MARKDOWN_NAMES):
        from rapporteur.readers.markdown import read_markdown

        return read_markdown(data, shown)
    from rapporteur.readers.plain import read_plain

    return read_plain(data, shown)


def _is_word(data: bytes, name: str) -> bool:
    """Say whether a file is Word's, by its name or by the name of its main part."""
    return name.lower().endswith(WORD_NAMES) or (data.startswith(ZIP_MAGIC) and WORD_PART in data)


def _is_html(data: bytes, name: str) -> bool:
    """Say whether a file is HTML, by its name or by how it begins."""
    begins = data[:MAGIC_WINDOW].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return name.lower().endswith(HTML_NAMES) or begins.startswith(HTML_MAGIC)


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file; raise `ReadError` if there are none to be had."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise ReadError(str(path), "no such file", "check the path") from None
    except IsADirectoryError:
        raise ReadError(str(path), "this is a folder", "name a file in it") from None
    except ValueError:  # a zero byte
        raise ReadError(str(path), "no file can have this name", "check the path") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ReadError(str(path), reason.lower(), "check the file and its permissions") from error
