"""The review page of one document: what is printed beside what was read, in one HTML file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rapporteur.report import CorrectionFile, Problem, Repair, Report
from rapporteur.run import Run
from rapporteur.source import Source
from rapporteur.view.review import html
from rapporteur.view.review.editing import FIELDS, Keeping, editing, entry_names, problem_names
from rapporteur.view.review.marks import Marker
from rapporteur.view.review.naming import hints, names
from rapporteur.view.review.pictures import pictures
from rapporteur.view.review.reading import reading
from rapporteur.view.review.sheets import Stretch, sheets
from rapporteur.view.review.spots import Spot, node_at, spots

STYLES = ("common.css", "page.css", "edit.css", "print.css")
SCRIPTS = (
    "common.js", "page.js", "sheets.js", "select.js", "tabs.js", "search.js", "tables.js",
    "keep.js", "forms.js", "edit.js", "changes.js", "keys.js", "start.js",
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


@dataclass(frozen=True, slots=True)
class Printed:
    """What a page shows of a document beside its report; it can be sent between processes."""

    sizes: list[tuple[float, float]]
    spots: list[Spot]
    repairs: list[Mended]
    sheets: list[list[Stretch]]
    agenda_at: str | None
    is_pdf: bool


def printed(run: Run) -> Printed:
    """Return what the page of a document needs of its run."""
    places = spots(run)
    is_pdf = run.source.media_type == "application/pdf"
    return Printed(
        sizes=[(page.width, page.height) for page in run.source.pages],
        spots=places,
        repairs=_mended(run.source, run.report.repairs, places),
        sheets=[] if is_pdf else sheets(run.source, places),
        agenda_at=run.body.agenda_paragraph,
        is_pdf=is_pdf,
    )


def build(run: Run, data: bytes, kept: CorrectionFile | None = None) -> bytes:
    """Return the page; `data` is the file that was run. Raises `DamagedPdfError`.

    `kept` is what people said of the document before; changes on the page come on top of it.
    """
    shown = printed(run)
    drawn = list(pictures(data, run.source)) if shown.is_pdf else []
    source = run.report.source
    nothing = CorrectionFile(name=source.name, sha256=source.sha256, corrections=[])
    return render(shown, run.report, Keeping(kept or nothing), drawn)


def render(shown: Printed, report: Report, keeping: Keeping, drawn: Sequence[str] = ()) -> bytes:
    """Return the page of a report; `drawn` are its pictures, unless `keeping` says where they are.

    Changes are kept in the browser, or where `keeping` says.
    """
    return html.render(
        "page.html",
        STYLES,
        SCRIPTS,
        report=report,
        entries=list(reading(report)),
        lists=entry_names(report),
        person_at={one.id: next(iter(one.paragraphs), "") for one in report.entities.people},
        problem_names=problem_names(report.problems),
        agenda_at=shown.agenda_at,
        pieces=Marker(report.mentions, hints(report)).pieces,
        names=names(report),
        hints=hints(report),
        kinds=_kinds(report),
        doubts=_doubts(report.problems),
        repairs=shown.repairs,
        states=_states(report),
        pages=len(shown.sizes),
        is_pdf=shown.is_pdf,
        pictures=drawn,
        sheets=shown.sheets,
        places=_places(shown, report.problems),
        editing=editing(report, keeping),
        fields=FIELDS,
        keeping=keeping,
        served=keeping.address is not None,
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


def _places(shown: Printed, problems: Sequence[Problem]) -> dict[str, list[Any]]:
    """Return sizes of pages and places of nodes, as the script takes them."""
    doubtful = {problem.node for problem in problems}
    return {
        "pages": [list(size) for size in shown.sizes],
        "spots": [
            [spot.node, spot.kind, spot.page, spot.box, int(spot.node in doubtful)]
            for spot in shown.spots
        ],
    }
