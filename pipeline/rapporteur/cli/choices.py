"""What options of the command that name one of a few things may name."""

from __future__ import annotations

from enum import StrEnum

import typer

from rapporteur.cli.console import refuse


class Reader(StrEnum):
    """Who reads a PDF."""

    AUTO = "auto"
    PDFIUM = "pdfium"
    PDFPLUMBER = "pdfplumber"


class OcrUse(StrEnum):
    """Whether tesseract reads the pictures of pages."""

    AUTO = "auto"
    NEVER = "never"
    ALWAYS = "always"


class Preferred(StrEnum):
    """The file that is taken where a document is a Word file and a PDF."""

    DOCX = "docx"
    PDF = "pdf"


class Stage(StrEnum):
    """The stages of the flow, in order."""

    READ = "read"
    STRIP = "strip"
    REPAIR = "repair"
    SEGMENT = "segment"
    TAG = "tag"
    EXTRACT = "extract"
    ASSEMBLE = "assemble"


class OutputFormat(StrEnum):
    """One indented file for each report, or one line for each."""

    JSON = "json"
    JSONL = "jsonl"


def form_of(name: str) -> OutputFormat:
    """Return the form of that name; say what makes the others."""
    if name in {"csv", "parquet"}:
        refuse(f"--format {name}: convert writes JSON; then: rapporteur export DIR --to TABLES")
    try:
        return OutputFormat(name)
    except ValueError:
        raise typer.BadParameter(f"{name!r} is neither json nor jsonl") from None
