"""Compare reports with gold, one document or many."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from rapporteur.compare.evaluate.body import body_scores
from rapporteur.compare.evaluate.head import head_scores
from rapporteur.compare.evaluate.lists import list_scores
from rapporteur.compare.evaluate.normal import Json
from rapporteur.compare.evaluate.score import DocumentScore, Evaluation
from rapporteur.compare.evaluate.upr import upr_scores
from rapporteur.compare.evaluate.view import ReportView
from rapporteur.errors import RapporteurError

KEYS = (
    "symbols", "title", "meeting", "headings", "paragraphs", "footnotes", "tables",
    "recommendations", "agenda", "attendance", "statements", "people", "countries",
    "organizations", "documents", "resolutions", "rows",
)  # fmt: skip
"""What a gold document may say; one key at least."""
FORMAT = "docs/evaluate.md tells what gold looks like"


class GoldError(RapporteurError):
    """A gold file or a report to evaluate is missing or is no JSON of the expected kind."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")


def evaluate(gold: dict[str, Any], pred: dict[str, Any]) -> Evaluation:
    """Score one report against its gold: a worker-made one, or `{"file", "rows"}` for UPR rows.

    Only keys that the gold has are scored.
    """
    return Evaluation((score_document(gold, pred),))


def evaluate_paths(gold: Path, pred: Path) -> Evaluation:
    """Score a report or a folder of reports (`<stem>.json`, also in subfolders) against gold.

    `gold` is a gold file (`.json`, `.jsonl`) or a folder of such. Gold and report belong together
    if the stem of the gold's `file` is that of the report's file; one gold document and one report
    always do. Gold documents without a report are named in `absent` and not scored.
    Raises `GoldError` where a file is missing or cannot be read as expected.
    """
    golds = load_gold(gold)
    if pred.is_file():
        return _evaluate_one(golds, pred)
    if not pred.is_dir():
        raise GoldError(pred, "no such file or folder")
    reports = {path.stem: path for path in sorted(pred.rglob("*.json"))}
    present = [entry for entry in golds if stem(entry) in reports]
    if not present:
        raise GoldError(pred, "no report whose name is that of a gold document")
    scores = [score_document(entry, load(reports[stem(entry)])) for entry in present]
    absent = dict.fromkeys(stem(entry) for entry in golds if stem(entry) not in reports)
    return Evaluation(tuple(scores), tuple(absent))


def _evaluate_one(golds: Sequence[dict[str, Any]], pred: Path) -> Evaluation:
    chosen = golds if len(golds) == 1 else [e for e in golds if stem(e) == pred.stem]
    if not chosen:
        raise GoldError(pred, "no gold document has this name")
    report = load(pred)
    return Evaluation(tuple(score_document(entry, report) for entry in chosen))


def score_document(gold: Json, report: Json) -> DocumentScore:
    """Score one report against one gold; raises `GoldError` for a gold of another form."""
    try:
        return DocumentScore(stem(gold), tuple(_scores(gold, report)))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        name = Path(str(gold.get("file") or "gold"))
        reason = f"has another form than gold, or its report than a report ({error}); {FORMAT}"
        raise GoldError(name, reason) from error


def _scores(gold: Json, report: Json) -> Iterator[Any]:
    if "rows" in gold:
        yield from upr_scores(gold, report)
        return
    view = ReportView(report)
    yield from head_scores(gold, view)
    yield from body_scores(gold, view)
    yield from list_scores(gold, view)


def stem(gold: Json) -> str:
    """Return the name of a gold's document without folder and suffix."""
    return PurePosixPath(str(gold.get("file") or "")).stem


def load_gold(path: Path) -> list[dict[str, Any]]:
    """Read all gold documents of a file or folder; rows of a `.jsonl` are put together by file."""
    if not path.exists():
        raise GoldError(path, "no such file or folder")
    files = [path] if path.is_file() else sorted([*path.glob("*.json"), *path.glob("*.jsonl")])
    golds = [gold for file in files for gold in _gold_of(file)]
    if not golds:
        raise GoldError(path, "holds no gold document")
    return golds


def _gold_of(path: Path) -> list[dict[str, Any]]:
    if path.suffix == ".jsonl":
        return list(group_rows(_rows(path)))
    gold = load(path)
    if reason := _why_no_gold(gold):
        raise GoldError(path, f"{reason}; {FORMAT}")
    return [gold if gold.get("file") else {**gold, "file": path.name}]


def _why_no_gold(value: dict[str, Any]) -> str | None:
    if "schema_version" in value:
        return "is a report, not gold: what is right must come from elsewhere"
    if {"document", "masthead"} <= value.keys():
        return "is what a sample was typeset from, not gold: its tests read it"
    if not value.keys() & set(KEYS):
        return "is no gold: it has none of the keys that are scored"
    return None


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            yield json.loads(line)
        except ValueError as error:
            raise GoldError(path, f"line {number} is no JSON: {error}") from error


def group_rows(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Put rows of UPR recommendations together by the document that they come from."""
    grouped: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        grouped.setdefault(str(row.get("file") or ""), []).append(row)
    return ({"file": file, "rows": several} for file, several in grouped.items())


def load(path: Path) -> dict[str, Any]:
    """Read a JSON object. Raises `GoldError` for anything else."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise GoldError(path, str(error)) from error
    if not isinstance(value, dict):
        raise GoldError(path, "is no JSON object")
    return value
