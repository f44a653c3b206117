"""What each stage found, as JSON: the intermediates that `--stop-after` prints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from rapporteur.readers import OcrUse, ReaderName
from rapporteur.readers.habits import habits_of
from rapporteur.run import Run, run
from rapporteur.source import Line, Page, Source
from rapporteur.text import Edit, Text

STAGES = ("read", "strip", "repair", "segment", "tag", "extract", "assemble")


def stage(  # noqa: PLR0913 - the options of the command
    path: str | Path | bytes,
    wanted: str,
    *,
    grammar: str | None = None,
    reader: ReaderName = "auto",
    entities: bool = True,
    name: str | None = None,
    grammars_dir: Path | None = None,
    model: str | None = None,
    ocr: OcrUse = "auto",
    ocr_languages: str = "eng",
    begin: Callable[[str], None] = lambda _: None,
) -> Any:
    """Return what the stage `wanted` found, as values that JSON can hold.

    Offsets of `read` count in each page's own text, those of `strip` in the text of all pages
    (pages joined by a form feed), those of `repair` and `segment` in the text that they are
    printed with. Raises `ValueError` for a stage that does not exist; else like `parse`.
    """
    if wanted not in STAGES:
        raise ValueError(f"unknown stage {wanted!r}; known: {', '.join(STAGES)}")
    found = run(
        path, grammar=grammar, reader=reader, name=name, grammars_dir=grammars_dir,
        model=model, begin=begin, ocr=ocr, ocr_languages=ocr_languages,
        entities=entities and STAGES.index(wanted) >= STAGES.index("tag"),
    )  # fmt: skip
    return _SHOW[wanted](found)


def _read(found: Run) -> Any:
    source = found.source
    return {
        "name": source.name,
        "reader": source.reader,
        "warnings": [list(warning) for warning in source.warnings],
        "habits": plain(habits_of(source)) if source.reader == "plain" else None,
        "pages": [_page(source, page) for page in source.pages],
    }


def _page(source: Source, page: Page) -> dict[str, Any]:
    return {
        "page": page.number,
        "width": page.width,
        "height": page.height,
        "text": source.text[page.start : page.end],
        "lines": [_line(line, page.start) for line in page.lines],
    }


def _line(line: Line, base: int) -> dict[str, Any]:
    return {
        "start": line.start - base,
        "end": line.end - base,
        "bbox": line.box,
        "size": line.size,
        "bold": line.bold,
        "italic": line.italic,
        "cell": plain(line.cell),
        "tagged": line.tagged,
    }


def _strip(found: Run) -> Any:
    return {
        "grammar": found.grammar.id,
        "edits": _edits(Text.of(found.source.text), found.stripped.edits),
        "footnotes": plain(found.stripped.notes),
        "calls": plain(found.stripped.calls),
        "text": Text.of(found.source.text).apply(found.stripped.edits).content,
    }


def _repair(found: Run) -> Any:
    return {"edits": _edits(found.running, found.repairs), "text": found.text.content}


def _edits(text: Text, edits: tuple[Edit, ...]) -> list[dict[str, Any]]:
    return [{**plain(edit), "before": text.content[edit.start : edit.end]} for edit in edits]


def _segment(found: Run) -> Any:
    outline = plain(found.outline)
    return {"evidence": outline.pop("weighed"), "outline": outline, "text": found.text.content}


def _tag(found: Run) -> Any:
    report = found.report
    return plain({"mentions": report.mentions, "entities": report.entities})


def _extract(found: Run) -> Any:
    return plain(found.facts)


def _assemble(found: Run) -> Any:
    return plain(found.report)


_SHOW: dict[str, Callable[[Run], Any]] = {
    "read": _read, "strip": _strip, "repair": _repair, "segment": _segment, "tag": _tag,
    "extract": _extract, "assemble": _assemble,
}  # fmt: skip


def plain(value: Any) -> Any:
    """Return dataclasses and models as dictionaries, tuples as lists, at every depth."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return value
