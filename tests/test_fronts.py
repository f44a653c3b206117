"""Fronts of real documents, by a table made by hand from their pages; they are not shipped."""

from __future__ import annotations

import os
import re
import tomllib
import unicodedata
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from builders import source_run
from conftest import ROOT
from rapporteur.readers import read
from rapporteur.report import DocumentInfo
from rapporteur.source import Source

TABLE = Path(__file__).parent / "data" / "fronts.toml"
FOLDER = Path(os.environ.get("CORPUS", ROOT.parent / "shared" / "corpus")) / "families"
PAGES = 6
LEAST = 0.98
# Their fonts say not which letters they print, so no title can be read.
UNREADABLE = {"bbnj_original_62f22a.pdf"}

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"{FOLDER} is not here")


def first_pages(source: Source) -> Source:
    """Return the source without what follows its first pages."""
    pages = source.pages[:PAGES]
    return replace(source, text=source.text[: pages[-1].end], pages=pages)


@cache
def fronts() -> list[tuple[dict[str, Any], DocumentInfo]]:
    listed = tomllib.loads(TABLE.read_text(encoding="utf-8"))["front"]
    return [
        (front, source_run(first_pages(read(FOLDER / front["file"], ocr="never"))).report.document)
        for front in listed
        if front["file"] not in UNREADABLE
    ]


def folded(text: str | None) -> str:
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", text or "").lower()).strip()


def wrong(field: str) -> tuple[list[str], int]:
    """Return the files whose field is not as printed, and how many print it."""
    told = [(front, found) for front, found in fronts() if front.get(field)]
    bad = [front["file"] for front, found in told if not _agrees(field, front, found)]
    return bad, len(told)


def _agrees(field: str, front: dict[str, Any], found: DocumentInfo) -> bool:
    value = getattr(found, field)
    if field == "symbols":
        return [s.replace(" ", "") for s in value] == [s.replace(" ", "") for s in front[field]]
    return folded(value) in map(folded, [front[field], *front.get(f"{field}_alt", [])])


@pytest.mark.parametrize("field", ["title", "symbols"])
def test_fronts_say_what_is_printed(field: str) -> None:
    bad, count = wrong(field)
    assert len(bad) <= (1 - LEAST) * count, bad


def test_dates_are_those_printed() -> None:
    """A month or a year alone is no date of a day."""
    told = [(f, d) for f, d in fronts() if re.fullmatch(r"\d{4}-\d\d-\d\d", str(f.get("date")))]
    bad = [f["file"] for f, d in told if d.date not in [f["date"], *f.get("date_alt", [])]]
    assert len(bad) <= (1 - LEAST) * len(told), bad
