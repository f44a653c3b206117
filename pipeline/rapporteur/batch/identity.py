"""What makes a document the same as another one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rapporteur.report import Report

LONGEST = 240
"""A made key is no longer than this many characters; the end of a longer one is a digest."""

UNNAMED = 16
"""Hexadecimal digits that tell documents without a symbol apart."""


def document_id(report: Report) -> str:
    """Return the id of a document: its symbols and its language, `A/HRC/49/13|en`.

    What another file with these says later is a new version of the document. One without a symbol
    is told from others by the bytes of its file; the name of a file never counts.
    """
    language = report.document.language or "-"
    if symbols := " ".join(sorted(report.document.symbols)):
        return joined(symbols, language)
    return joined("-", language, report.source.sha256[:UNNAMED])


def joined(*pieces: str) -> str:
    """Return one key of several, which no others give."""
    return shortened("|".join(_escaped(pieces)))


def _escaped(pieces: Iterable[str]) -> Iterable[str]:
    return (piece.replace("%", "%25").replace("|", "%7C") for piece in pieces)


def shortened(text: str) -> str:
    """Return a key that is not too long, and another one for every text."""
    if len(text) <= LONGEST:
        return text
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{text[: LONGEST - 17]}~{digest[:16]}"
