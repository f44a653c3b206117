"""The schema in the docs is that of the model, and the page explains every word of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import Command
from rapporteur.report import SCHEMA_VERSION, Report, json_schema

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGE = (DOCS / "schema.md").read_text(encoding="utf-8")
EXPLAINED = set(re.findall(r"`\"?([\w.-]+)\"?`", PAGE))
CODE = re.compile(
    r"(?:code=|Doubt\(\s*|_problem\(|yield |append\(\(|\[\()\"(?P<code>[a-z]+(?:_[a-z]+)*)\""
)
NOT_CODES = {"body"}


def models() -> Iterator[tuple[str, dict[str, Any]]]:
    schema = json_schema()
    yield "Report", schema
    yield from schema["$defs"].items()


def test_the_schema_in_the_docs_is_that_of_the_model(rapporteur: Command) -> None:
    """`make schema` writes it anew."""
    result = rapporteur("schema")
    assert result.returncode == 0
    assert result.stdout == (DOCS / "report.schema.json").read_text(encoding="utf-8")
    assert json.loads(result.stdout) == json_schema()


@pytest.mark.parametrize("name", [name for name, _ in models()])
def test_every_key_is_explained(name: str) -> None:
    keys = dict(models())[name]["properties"]
    assert [key for key in keys if key not in EXPLAINED] == []


def test_every_key_is_required_or_has_a_default() -> None:
    """A reader of the JSON finds every key: none is left out when it is empty."""
    for stem in ("a-hrc-99-99", "ctoc-cop-wg.4-2021-6"):
        found = json.loads((ROOT / "outputs" / f"{stem}.json").read_text(encoding="utf-8"))
        assert list(found) == list(Report.model_fields)
        assert list(found["document"]) == list(json_schema()["$defs"]["DocumentInfo"]["properties"])


def test_every_choice_of_a_key_is_explained() -> None:
    choices = [
        choice
        for _, model in models()
        for key in model["properties"].values()
        for choice in key.get("enum", ())
    ]
    assert "numbered" in choices
    assert [choice for choice in choices if choice not in EXPLAINED] == []


def sources() -> Iterator[str]:
    for path in (ROOT / "pipeline" / "rapporteur").rglob("*.py"):
        yield path.read_text(encoding="utf-8")


def codes() -> set[str]:
    """The codes of problems that the sources of the program name."""
    telling = [text for text in sources() if re.search(r"Problem|warnings|Doubt", text)]
    return {match["code"] for text in telling for match in CODE.finditer(text)} - NOT_CODES


def test_every_code_of_a_problem_is_explained() -> None:
    found = codes()
    assert {"unplaced_text", "item_sequence", "count_mismatch", "truncated", "encoding"} <= found
    assert sorted(code for code in found if code not in EXPLAINED) == []


def test_the_page_names_the_version_of_the_schema() -> None:
    assert f'`"{SCHEMA_VERSION}"`' in PAGE


def test_the_page_explains_nothing_that_does_not_exist() -> None:
    """First column of every table: keys of the schema, or codes that the program gives."""
    keys = {key for _, model in models() for key in model["properties"]}
    keys |= {word for text in sources() for word in re.findall(r'"(\w+)"', text)}
    first = [row.split("|")[1] for row in PAGE.splitlines() if row.startswith("| `")]
    told = {key for cell in first for key in re.findall(r"`([\w-]+)`", cell)}
    assert sorted(told - keys) == []
