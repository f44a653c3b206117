"""What makes a document, an organization, a person the same as another one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from rapporteur.knowledge.phrases import key
from rapporteur.report import Organization, Report

LONGEST = 240
"""A made key is no longer than this many characters; the end of a longer one is a digest."""

UNNAMED = 16
"""Hexadecimal digits that tell documents without a symbol apart."""

OWN_TO_A_STATE = frozenset(["government", "other"])
"""Types of organizations of which every State may have one of the same name."""


def document_id(report: Report) -> str:
    """Return the id of a document: its symbols and its language, `A/HRC/49/13|en`.

    What another file with these says later is a new version of the document. One without a symbol
    is told from others by the bytes of its file; the name of a file never counts.
    """
    language = report.document.language or "-"
    if symbols := " ".join(sorted(report.document.symbols)):
        return _join(symbols, language)
    return _join("-", language, report.source.sha256[:UNNAMED])


def organization_id(report: Report, organization: Organization) -> str:
    """Return the id of an organization among all documents: the one that the report gives it.

    A ministry, a court, a national commission is told from those of other States by the State
    under review, or by the document: `KEN|ministry-of-justice`.
    """
    if organization.type not in OWN_TO_A_STATE:
        return _join(organization.id)
    return _join(report.document.state_under_review or document_id(report), organization.id)


def name_key(name: str) -> str:
    """Return the form in which the spellings of a person's name agree, for joins."""
    return _short(key(name))


def _join(*pieces: str) -> str:
    return _short("|".join(_escaped(pieces)))


def _escaped(pieces: Iterable[str]) -> Iterable[str]:
    return (piece.replace("%", "%25").replace("|", "%7C") for piece in pieces)


def _short(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{text[: LONGEST - 17]}~{digest[:16]}"
