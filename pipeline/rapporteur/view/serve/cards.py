"""What a list says of a report, taken from its JSON without checking all of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import orjson

from rapporteur.knowledge.countries import load_countries
from rapporteur.report import CorrectionFile


@dataclass(frozen=True, slots=True)
class Card:
    """What the list of all reports says of one; `state` is the State under review."""

    sha256: str
    name: str
    symbol: str
    title: str
    family: str
    body: str
    date: str
    year: str
    state: str
    pages: int
    paragraphs: int
    recommendations: int
    people: int
    problems: int
    errors: int
    warnings: int
    coverage: float
    problem_keys: tuple[str, ...]
    made: int
    conflicts: int


def card_of(content: bytes) -> Card | None:
    """Return the card of a report, or None if `content` is no report."""
    try:
        return _card(orjson.loads(content))
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError, ValueError):
        return None


def _card(value: Any) -> Card | None:
    if not isinstance(value, dict) or "schema_version" not in value:
        return None
    document, meeting, source = value["document"], value["meeting"], value["source"]
    problems = value["problems"]
    count = Counter(str(problem["severity"]) for problem in problems)
    date = _text(document["date"] or meeting["start"])
    return Card(
        sha256=_digest(source["sha256"]),
        name=_text(source["name"]),
        symbol=", ".join(map(str, document["symbols"])),
        title=_text(document["title"]),
        family=_text(document["family"]),
        body=_text(document["body"] or meeting["body"]),
        date=date,
        year=date[:4],
        state=_state(document.get("state_under_review")),
        pages=int(source["pages"]),
        paragraphs=len(value["paragraphs"]),
        recommendations=len(value["recommendations"]),
        people=len(value["entities"]["people"]),
        problems=len(problems),
        errors=count["error"],
        warnings=count["warning"],
        coverage=float(value["quality"]["coverage"]),
        problem_keys=tuple(_problem_keys(problems)),
        made=len(value.get("corrections", ())),
        conflicts=sum(problem["code"] == "correction_conflict" for problem in problems),
    )


def _problem_keys(problems: list[Any]) -> list[str]:
    from rapporteur.view.review.editing import numbered

    named = (f"problem:{one['code']}:{one['node'] or one['page'] or ''}" for one in problems)
    return list(numbered(named))


def _digest(value: Any) -> str:
    digest = str(value)
    if len(digest) != 64 or not all(sign in "0123456789abcdef" for sign in digest):
        raise ValueError("no digest")
    return digest


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _state(code: Any) -> str:
    known = load_countries().get(code) if isinstance(code, str) else None
    return known.name if known else _text(code)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far people are with a report."""

    corrections: int = 0
    checked: bool = False
    wrong: int = 0
    problems_checked: int = 0


def progress_of(found: CorrectionFile, problem_keys: tuple[str, ...]) -> Progress:
    """Return how far people are, by their file of corrections."""
    checked = {mark.node for mark in found.marks if mark.state == "checked"}
    return Progress(
        corrections=len(found.corrections),
        checked="report" in checked,
        wrong=sum(mark.state == "wrong" for mark in found.marks),
        problems_checked=len(checked.intersection(problem_keys)),
    )
