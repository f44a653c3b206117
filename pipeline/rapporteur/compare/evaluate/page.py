"""Write the page that says in public how right the reports are.

The page is put together from a list of sections, each a function from `Material` to Markdown; no
figure is typed in. It names documents and numbers but quotes no text of theirs.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapporteur.compare.evaluate.score import Evaluation, Score

DEVELOP, HELD_OUT = "develop", "held out"
_PLACES = 3

# What the project aims at, for all documents of the kind: key to share.
AIMS_GOLD: Mapping[str, float] = {
    "officers": 0.95,
    "headings": 0.98,
    "heading levels": 0.97,
    "paragraphs": 0.995,
    "paragraph ends": 0.98,
    "items": 0.97,
    "sections of paragraphs": 0.97,
    "footnotes": 0.97,
    "agenda": 0.98,
    "attendance": 0.98,
    "statements": 0.98,
    "people": 0.95,
    "countries": 0.99,
    "organizations": 0.88,
    "documents": 0.98,
}
AIMS_UPR: Mapping[str, float] = {
    "texts found": 0.995,
    "recommendations": 0.995,
    "whole texts exact": 0.99,
    "recommendation states": 0.99,
    "free of leaks": 1.0,
}


@dataclass(frozen=True, slots=True)
class Conversion:
    """How the conversion of one document went; `error` is None unless there is no report."""

    name: str
    pages: int
    coverage: float
    problems: tuple[str, ...]
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Material:
    """All that the page is made from."""

    version: str
    hand: Evaluation
    upr: Evaluation
    conversions: tuple[Conversion, ...]


Section = Callable[[Material], str]


def half(name: str) -> str:
    """Say in which half a document is: the first byte of its name's SHA-256, even or odd."""
    return DEVELOP if hashlib.sha256(name.encode()).digest()[0] % 2 == 0 else HELD_OUT


def write_page(material: Material, sections: Sequence[Section]) -> str:
    """Return the page: the sections in order; one that has nothing to say is left out."""
    parts = [section(material) for section in sections]
    return "\n\n".join(part.strip() for part in parts if part.strip()) + "\n"


def introduction(material: Material) -> str:
    """Say what the page is and how its figures come about."""
    return f"""\
# Accuracy

Written by `make accuracy` with rapporteur {material.version}; every figure is computed, none typed
in. `rapporteur evaluate GOLD PRED` gives the same figures with a list of each miss and each extra.

Texts are compared after folding: Unicode NFKC, one form of each quotation mark and dash, one space
for white space. Names (people, organizations, members of lists) are also compared without case and
without a leading "the", organizations without the acronym in brackets. Nothing is right because it
is alike. Sequences (headings, paragraphs, footnotes) are paired in order. Starts and ends of
paragraphs are right if the forty or so characters of the gold stand there. An answer that is wrong
counts against precision and recall alike.

Documents are halved by a hash of their names. Wording and States of recommendations were tuned on
one half ("{DEVELOP}"). The split was not kept throughout: segmentation was checked on documents of
both halves, and all documents annotated by hand were at hand. So "{HELD_OUT}" is no
figure for documents never seen."""


def hand_gold(material: Material) -> str:
    """Give precision, recall and F1 of every key over the documents annotated by hand."""
    names = [document.name for document in material.hand.documents]
    alone = [material.hand.only([name]) for name in names]
    rows = [
        (*_rates(score), *(_one(document.total(score.key)) for document in alone))
        for score in material.hand.totals()
    ]
    head = ("key", "gold", "found", "precision", "recall", "F1", "aim", *names)
    return f"""\
## Documents annotated by hand

{", ".join(f"{name} ({half(name)})" for name in names)}. The last columns are F1 per document.
Levels, ends, items and sections are those of the headings and paragraphs that were found, fields
of people those of the people found. What falls short of its aim is bold.

{_table(head, rows)}"""


def _rates(score: Score) -> Iterator[str]:
    aim = AIMS_GOLD.get(score.key)
    yield from (score.key, str(score.gold), str(score.given))
    yield from (_rate(score.precision), _rate(score.recall), _marked(score.f1, aim), _aim(aim))


def upr_gold(material: Material) -> str:
    """Give the figures of the UPR recommendations, over all and over each half."""
    names = [document.name for document in material.upr.documents]
    halves = {part: [n for n in names if half(n) == part] for part in (DEVELOP, HELD_OUT)}
    head = ("what is counted", "counted", "all", *halves, "aim")
    rows = [
        (
            _UPR_KEYS[score.key], str(_counted(score)),
            _share(score, AIMS_UPR.get(score.key)),
            *(_share(material.upr.only(some).total(score.key)) for some in halves.values()),
            _aim(AIMS_UPR.get(score.key)),
        )
        for score in material.upr.totals()
        if score.key in _UPR_KEYS
    ]  # fmt: skip
    sizes = ", ".join(f"{part}: {len(some)}" for part, some in halves.items())
    return f"""\
## Recommendations of the Universal Periodic Review

{len(names)} reports ({sizes}) against rows that were typed by others. Their software has
damaged letters beyond ASCII, so texts are compared by ASCII letters and digits, in lower case,
with the States in brackets set aside (they are scored apart); spaces, hyphens and other signs are
scored by themselves where the letters agree. The States of a recommendation are those in the
brackets of its rows. A printed recommendation that its coders split has several rows. Digits that
the rows lack are taken for a footnote call or a page number, unless two blanks in the row show that
its typist took a number out there; the words of a footnote for a leak, unless the row has them too.

{_table(head, rows)}"""


_UPR_KEYS: Mapping[str, str] = {
    "texts found": "rows whose text stands in a recommendation",
    "row texts exact": "rows whose letters stand there in one run",
    "recommendations": "recommendations that are one (precision)",
    "whole texts exact": "recommendations with just the letters of their rows",
    "punctuation exact": "of these (one row): also signs and spaces the same",
    "recommendation states": "recommendations with the right set of States",
    "recommendation numbers": "recommendations with the number of their rows",
    "positions": "recommendations with the position that the rows mean",
    "free of leaks": "recommendations without page furniture or footnote text",
}
_ONE_SIDED = {"recommendations", "free of leaks"}


def upr_years(material: Material) -> str:
    """Give the chief figures of the UPR by the year of the report."""
    years: dict[str, list[str]] = {}
    for document in material.upr.documents:
        found = re.search(r"(?:19|20)\d\d", document.name)
        years.setdefault(found[0] if found else "other", []).append(document.name)
    keys = ("texts found", "recommendations", "whole texts exact", "recommendation states")
    rows = []
    for year in sorted(years):
        evaluation = material.upr.only(years[year])
        shares = (_share(evaluation.total(key)) for key in keys)
        rows.append((year, str(len(years[year])), *shares))
    return "### By year\n\n" + _table(("year", "reports", *keys), rows)


def exclusions(material: Material) -> str:
    """Say what was not scored, how many and why."""
    totals = [*material.hand.totals(), *material.upr.totals()]
    rows = [
        (score.key, str(count), reason)
        for score in totals
        for reason, count in score.excluded.items()
    ]
    absent = sorted({*material.hand.absent, *material.upr.absent})
    note = f"\n\nGold without a document: {', '.join(absent)}." if absent else ""
    return f"## What was left out, and why\n\n{_table(('of', 'left out', 'reason'), rows)}{note}"


def errors(material: Material) -> str:
    """List the known errors by cause, with how many and where the first of them are."""
    rows = [
        (score.key, str(len(slips)), cause, ", ".join(_places(slips)))
        for evaluation in (material.hand, material.upr)
        for score in evaluation.totals()
        for cause, slips in _by_cause(score)
    ]
    return (
        "## Known errors by cause\n\nThe cause is what a program can tell from report, gold and "
        "the document's own text. That the report has what is printed means that the very letters "
        "stand in the document in one run.\n\n"
        + _table(("of", "errors", "cause", "for example"), rows)
    )


def conversions(material: Material) -> str:
    """Say how many documents were converted, which failed, what is covered, which problems."""
    done = [entry for entry in material.conversions if entry.error is None]
    failed = [f"- {entry.name}: {entry.error}" for entry in material.conversions if entry.error]
    silent = [e.name for e in done if e.coverage < 1 and not e.problems]
    whole = sum(entry.coverage == 1 for entry in done)
    codes = Counter(code for entry in done for code in entry.problems)
    holders = Counter(code for entry in done for code in set(entry.problems))
    rows = [(code, str(count), str(holders[code])) for code, count in sorted(codes.items())]
    lines = [
        "## All documents",
        f"{len(done)} of {len(material.conversions)} documents "
        f"({sum(e.pages for e in done)} pages) were converted; in {whole} every character is "
        f"accounted for, in {len(done) - whole} a problem says where not"
        + (f", except {', '.join(silent)}." if silent else "."),
        "\n".join(failed),
        _table(("problem", "reported", "documents"), rows) if rows else "",
    ]
    return "\n\n".join(line for line in lines if line)


SECTIONS: tuple[Section, ...] = (
    introduction,
    hand_gold,
    upr_gold,
    upr_years,
    exclusions,
    errors,
    conversions,
)


def score_table(scores: Iterable[Score], first: str = "rule") -> str:
    """Give a table of precision and recall, a row for each score; for sections made elsewhere."""
    rows = [(s.key, str(s.gold), str(s.given), _rate(s.precision), _rate(s.recall)) for s in scores]
    return _table((first, "cases", "given", "precision", "recall"), rows)


def _by_cause(score: Score) -> Iterator[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for slip in score.slips:
        kind = "missed" if slip.found is None else "extra" if slip.expected is None else "wrong"
        found.setdefault(slip.cause or kind, []).append(slip.place)
    return iter(sorted(found.items(), key=lambda entry: (-len(entry[1]), entry[0])))


def _places(places: Sequence[str]) -> list[str]:
    """Return the first places as document and number; words of the documents are left out."""
    shown = [_PLACE.match(place) for place in places]
    return list(dict.fromkeys(found[0].rstrip(": ") for found in shown if found))[:_PLACES]


_PLACE = re.compile(r"[^:]+(?:: (?:page )?[\d.]+(?=\s|$))?")


def _share(score: Score, aim: float | None = None) -> str:
    """Give the share that counts for a key of the UPR gold, a dash where there is none."""
    if not _counted(score):
        return "–"
    return _marked(score.precision if score.key in _ONE_SIDED else score.recall, aim)


def _counted(score: Score) -> int:
    return score.given if score.key in _ONE_SIDED else score.gold


def _one(score: Score) -> str:
    return "–" if score.empty else _rate(score.f1)


def _rate(share: float) -> str:
    """Give a share with four digits, cut and not rounded, so that only what is whole reads 1."""
    return "1.0000" if share == 1 else f"{int(share * 10_000) / 10_000:.4f}"


def _marked(share: float, aim: float | None) -> str:
    return f"**{_rate(share)}**" if aim is not None and share < aim else _rate(share)


def _aim(aim: float | None) -> str:
    return "" if aim is None else f"{aim:g}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)
