"""Convert the corpus, score it against its gold, write docs/accuracy.md.

    python bench/accuracy.py [--corpus ../shared/corpus] [--jobs 2]

The corpus is no part of the project; without it there is nothing to do, and the page stays.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

import lost
import rapporteur
from damage import section as damage_section
from looked import load_cases as load_looked
from looked import section as looked_section
from parity import section as parity_section
from rapporteur.compare.evaluate import Evaluation, load_gold, score_document
from rapporteur.compare.evaluate.page import SECTIONS, Conversion, Material, write_page
from rapporteur.readers import read
from rapporteur.repair.score import load_cases, sample_case, score_repairs
from rapporteur.run import parse
from topics import section as topics_section

ROOT = Path(__file__).parents[1]
FOLDERS = ("upr", "meetings")
OTHERS = ("families", "word")
"""Documents without gold, in which only what is lost is counted."""
NAMES = """## People and bodies on documents annotated blind

[Names that no rule introduces](names.md) tells how the documents were chosen and who looked at
what; `make unseen` counts.

{unseen}

## Annotators' agreement: the ceiling

Two annotators, a tenth of the documents, one guide; neither saw the other's work nor that of the
program ([docs/names.md](names.md), `make agree`).

{agreement}
"""
REPAIRS = """## Repairs by rule

Over the labelled cases of `tests/data/repair_cases.toml`, which grew with the rules, and all 33
damages of the sample text. `docs/repairs.md` says what was seen on real documents.

"""
CASES = ROOT / "tests" / "data" / "repair_cases.toml"
SAMPLE = ROOT / "samples" / "ctoc-cop-wg.4-2021-6.txt"


@dataclass(frozen=True, slots=True)
class Converted:
    """A document's report as JSON (empty if there is none), its own text, how it went."""

    report: dict[str, Any]
    print_text: str
    conversion: Conversion

    @property
    def problems(self) -> list[tuple[str, str, str]]:
        """The problems of the report: document, code, message."""
        name = self.conversion.name
        return [(name, p["code"], p["message"]) for p in self.report.get("problems", [])]


def convert(path: Path) -> Converted:
    """Convert one document. Whatever goes wrong is counted and named, as an empty report."""
    try:
        report = orjson.loads(parse(path).to_json())
        text = read(path, "pdfium").text
    except Exception as error:  # noqa: BLE001 - a crash is a result here, and the page tells it
        reason = f"{type(error).__name__}: {error}"
        return Converted({}, "", Conversion(path.stem, 0, 0.0, (), reason))
    quality = report["quality"]
    codes = tuple(problem["code"] for problem in report["problems"])
    done = Conversion(path.stem, quality["pages"], quality["coverage"], codes)
    return Converted(report, text, done)


def convert_all(paths: list[Path], jobs: int) -> dict[str, Converted]:
    """Convert all documents, in `jobs` processes if more than one."""
    if jobs == 1:
        results: Iterator[Converted] = map(convert, paths)
        return {path.stem: result for path, result in zip(paths, _told(results), strict=True)}
    with ProcessPoolExecutor(jobs) as pool:
        results = pool.map(convert, paths)
        return {path.stem: result for path, result in zip(paths, _told(results), strict=True)}


def _told(results: Iterator[Converted]) -> Iterator[Converted]:
    """Pass results on, telling of each failure on stderr."""
    for result in results:
        if result.conversion.error:
            print(f"{result.conversion.name}: {result.conversion.error}", file=sys.stderr)
        yield result


def gather(corpus: Path, done: Mapping[str, Converted]) -> Material:
    """Score everything. Gold whose document is not in the corpus is named as absent."""
    scored: dict[bool, list[Any]] = {True: [], False: []}
    absent: dict[bool, list[str]] = {True: [], False: []}
    for gold in load_gold(corpus / "gold"):
        name, is_upr = Path(gold["file"]).stem, "rows" in gold
        if name in done:
            witnessed = {**gold, "print": done[name].print_text}
            scored[is_upr].append(score_document(witnessed, done[name].report))
        else:
            absent[is_upr].append(name)
    return Material(
        version=rapporteur.__version__,
        hand=Evaluation(tuple(scored[False]), tuple(absent[False])),
        upr=Evaluation(tuple(scored[True]), tuple(absent[True])),
        conversions=tuple(result.conversion for result in done.values()),
    )


def main() -> int:
    """Write the page; 1 if the corpus is not there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "accuracy.md")
    options = parser.parse_args()
    if not (options.corpus / "gold").is_dir():
        print(f"{options.corpus}: no corpus here; nothing written", file=sys.stderr)
        return 1
    folders = [options.corpus / folder for folder in FOLDERS]
    paths = sorted(path for folder in folders for path in folder.glob("*.pdf"))
    done = convert_all(paths, options.jobs)
    reported = [problem for result in done.values() for problem in result.problems]
    looked = looked_section(reported, load_looked())
    topics = topics_section(options.corpus)
    losses = lost_section(options.corpus, done, options.jobs)
    texts = [parity_section(options.corpus, jobs=options.jobs), damage_section(options.corpus)]
    more = [topics, losses, *texts, looked, names_section()]
    page = write_page(
        gather(options.corpus, done),
        [*SECTIONS, *(lambda _, text=text: text for text in more), repairs],
    )
    options.output.write_text(page, encoding="utf-8")
    print(f"{options.output}: written", file=sys.stderr)
    return 0


def lost_section(corpus: Path, done: Mapping[str, Converted], jobs: int) -> str:
    """Return what another reader finds printed that the reports lack, or why nobody counted."""
    if not lost.can_count():
        return f"{lost.INTRO}\nNot counted: `{lost.PROGRAM}` of poppler is not installed.\n"
    others = [path for name in OTHERS for path in sorted((corpus / name).glob("*.pdf"))]
    reports = {**done, **convert_all(others, jobs)}
    found = {
        name: [
            lost.loss(path, reports[path.stem].report)
            for path in sorted((corpus / name).glob("*.pdf"))
        ]
        for name in (*FOLDERS, *OTHERS)
    }
    return lost.section(found)


def names_section() -> str:
    """Return the tables that stand in docs/names.md, as they were counted last."""
    page = (ROOT / "docs" / "names.md").read_text(encoding="utf-8")
    tables = {
        name: page.partition(f"<!-- {name} begin -->")[2].partition(f"<!-- {name} end -->")[0]
        for name in ("unseen", "agreement")
    }
    return NAMES.format_map({name: table.strip() for name, table in tables.items()})


def repairs(_: Material) -> str:
    """Return the section on repairs: precision and recall of each rule."""
    sample = sample_case(SAMPLE, SAMPLE.with_suffix(".damage.json"))
    rows = [
        "| rule | right | wrong | missed | precision | recall |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for rule, score in sorted(score_repairs([*load_cases(CASES), sample]).items()):
        rates = f"{score.precision:.4f} | {score.recall:.4f}"
        rows.append(f"| {rule} | {score.right} | {score.wrong} | {score.missed} | {rates} |")
    return REPAIRS + "\n".join(rows) + "\n"


if __name__ == "__main__":
    sys.exit(main())
