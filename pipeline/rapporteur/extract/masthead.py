"""The masthead: symbol, title, body, distribution, date, languages, job number."""

from __future__ import annotations

from rapporteur.body import Body
from rapporteur.grammar import Grammar
from rapporteur.report import DocumentInfo
from rapporteur.source import Source
from rapporteur.strip import Stripped


def read_masthead(
    source: Source, stripped: Stripped, body: Body, grammar: Grammar
) -> DocumentInfo:
    """Return what the masthead prints; what it does not print is null."""
    return DocumentInfo(
        symbols=[], title=None, family=grammar.id, body=None, language=None, distribution=None,
        date=None, original_languages=[], job_number=None,
    )  # fmt: skip
