"""A comparison as one HTML file: no script, nothing from elsewhere, all text escaped."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, StrictUndefined

from rapporteur.compare.diff import told
from rapporteur.compare.diff.batch import Comparison
from rapporteur.compare.diff.words import with_context
from rapporteur.view.terminal import clean

TEMPLATE = Path(__file__).with_name("page.html")


def as_html(comparison: Comparison) -> bytes:
    """Return the comparison as one self-contained page in UTF-8."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {
        "clean": clean,
        "context": with_context,
        "title": told.title,
        "label": told.label,
        "renumbered": told.renumbered,
        "value": told.value,
        "verdict": told.verdict,
        "keys": told.keys,
        "summary": told.summary,
    }
    template = environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
    return template.render(comparison=comparison).encode("utf-8", "replace")
