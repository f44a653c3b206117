"""The review page of one document: what is printed beside what was read, in one HTML file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rapporteur.report import Problem, Repair, Report
from rapporteur.run import Run
from rapporteur.source import Source
from rapporteur.view.review import html
from rapporteur.view.review.marks import Marker
from rapporteur.view.review.naming import hints, names
from rapporteur.view.review.pictures import pictures
from rapporteur.view.review.reading import reading
from rapporteur.view.review.sheets import sheets
from rapporteur.view.review.spots import Spot, node_at, spots

STYLES = ("common.css", "page.css", "print.css")
SCRIPTS = (
    "common.js", "page.js", "sheets.js", "select.js", "tabs.js", "search.js", "keys.js", "start.js",
)  # fmt: skip
KINDS = ("person", "country", "organization", "date", "document", "resolution")
CONTEXT = 24


@dataclass(frozen=True, slots=True)
class Mended:
    """A repair with its surroundings on the page, and the node that holds it."""

    id: str
    repair: Repair
    left: str
    right: str
    node: str | None


def build(run: Run, data: bytes) -> bytes:
    """Return the page; `data` is the file that was run. Raises `DamagedPdfError`."""
    report = run.report
    places = spots(run)
    printed = run.source.media_type == "application/pdf"
    return html.render(
        "page.html",
        STYLES,
        SCRIPTS,
        report=report,
        entries=list(reading(report)),
        agenda_at=run.body.agenda_paragraph,
        pieces=Marker(report.mentions, hints(report)).pieces,
        names=names(report),
        hints=hints(report),
        kinds=_kinds(report),
        doubts=_doubts(report.problems),
        repairs=_mended(run.source, report.repairs, places),
        states=_states(report),
        pages=run.source.pages,
        pictures=list(pictures(data, run.source)) if printed else [],
        sheets=[] if printed else sheets(run.source, places),
        places=_places(run.source, places, report.problems),
    )


def _kinds(report: Report) -> dict[str, int]:
    """Return how often each kind of name is mentioned."""
    found = dict.fromkeys(KINDS, 0)
    for mention in report.mentions:
        found[mention.kind] += 1
    return found


def _doubts(problems: Sequence[Problem]) -> dict[str, list[Problem]]:
    """Return the problems by the node that they speak of."""
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.node is not None:
            found.setdefault(problem.node, []).append(problem)
    return found


def _mended(source: Source, repairs: Sequence[Repair], places: Sequence[Spot]) -> list[Mended]:
    found = []
    for number, repair in enumerate(repairs, 1):
        page = source.pages[repair.page - 1]
        text = source.text[page.start : page.end]
        left = text[max(0, repair.start - CONTEXT) : repair.start]
        right = text[repair.end : repair.end + CONTEXT]
        node = node_at(places, repair.page, repair.start)
        found.append(Mended(f"repair-{number}", repair, left, right, node))
    return found


def _states(report: Report) -> list[tuple[str, str]]:
    """Return id and name of every State that recommends something, by name."""
    named = hints(report)
    ids = {state for each in report.recommendations for state in each.states}
    return sorted(((state, named.get(state, state)) for state in ids), key=lambda pair: pair[1])


def _places(
    source: Source, places: Sequence[Spot], problems: Sequence[Problem]
) -> dict[str, list[Any]]:
    """Return sizes of pages and places of nodes, as the script takes them."""
    doubtful = {problem.node for problem in problems}
    return {
        "pages": [[page.width, page.height] for page in source.pages],
        "spots": [
            [spot.node, spot.kind, spot.page, spot.box, int(spot.node in doubtful)]
            for spot in places
        ],
    }
