"""The JSON Schema in the docs is the one that the model gives."""

from __future__ import annotations

import json
import re
from pathlib import Path

from rapporteur.report import Report, json_schema

DOCS = Path(__file__).parents[1] / "docs"


def test_the_schema_in_the_docs_is_that_of_the_model() -> None:
    """`make schema` writes it anew."""
    assert json.loads((DOCS / "report.schema.json").read_text(encoding="utf-8")) == json_schema()


def test_every_key_is_explained() -> None:
    page = (DOCS / "schema.md").read_text(encoding="utf-8")
    assert [key for key in Report.model_fields if not re.search(rf"`{key}`", page)] == []
