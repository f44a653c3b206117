"""Show an evaluation: a table and lists for people, JSON for machines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from rapporteur.compare.evaluate.score import DocumentScore, Evaluation, Score, Slip


def as_json(evaluation: Evaluation) -> str:
    """Give totals, documents with every slip, and documents without a report as JSON."""
    data = {
        "total": [_figures(score) for score in evaluation.totals()],
        "documents": [_document(document) for document in evaluation.documents],
        "absent": list(evaluation.absent),
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _document(document: DocumentScore) -> dict[str, Any]:
    scores = [
        {**_figures(score), "slips": _slips(score)} for score in document.scores if not score.empty
    ]
    return {"name": document.name, "scores": scores}


def _figures(score: Score) -> dict[str, Any]:
    return {
        "key": score.key,
        "gold": score.gold,
        "given": score.given,
        "hits": score.hits,
        "precision": round(score.precision, 6),
        "recall": round(score.recall, 6),
        "f1": round(score.f1, 6),
        "excluded": dict(score.excluded),
        "causes": dict(score.causes()),
    }


def _slips(score: Score) -> list[dict[str, str | None]]:
    return [
        {"place": s.place, "expected": s.expected, "found": s.found, "cause": s.cause or None}
        for s in score.slips
    ]


def render_table(evaluation: Evaluation) -> RenderableType:
    """Give a table of all totals, one of each document, and the list of every miss and extra."""
    parts: list[RenderableType] = [_table(_heading(evaluation), evaluation.totals())]
    if len(evaluation.documents) > 1:
        parts += [_table(document.name, document.scores) for document in evaluation.documents]
    parts += [line for score in evaluation.totals() for line in _lines(score)]
    if evaluation.absent:
        parts.append(Text(f"\nNo report for: {', '.join(evaluation.absent)}", style="yellow"))
    return Group(*parts)


def _heading(evaluation: Evaluation) -> str:
    names = [document.name for document in evaluation.documents]
    return names[0] if len(names) == 1 else f"{len(names)} documents"


def _table(title: str, scores: Iterable[Score]) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column("key")
    for column in ("gold", "found", "right", "precision", "recall", "F1"):
        table.add_column(column, justify="right")
    for score in scores:
        if score.empty:
            continue
        rates = (f"{rate:.4f}" for rate in (score.precision, score.recall, score.f1))
        table.add_row(score.key, str(score.gold), str(score.given), str(score.hits), *rates)
    return table


def _lines(score: Score) -> Iterator[Text]:
    """Yield a heading and one line for each slip and each reason for leaving something out."""
    if score.slips or score.excluded:
        yield Text(f"\n{score.key}", style="bold")
    for reason, count in score.excluded.items():
        yield Text(f"  left out {count}: {reason}", style="dim")
    for slip in score.slips:
        yield _line(slip)


def _line(slip: Slip) -> Text:
    cause = f" [{slip.cause}]" if slip.cause else ""
    if slip.found is None:
        return Text(f"  - {slip.place}: missed {slip.expected!r}{cause}", style="red")
    if slip.expected is None:
        return Text(f"  + {slip.place}: extra {slip.found!r}{cause}", style="yellow")
    return Text(
        f"  ~ {slip.place}: {slip.expected!r}, found {slip.found!r}{cause}", style="magenta"
    )
