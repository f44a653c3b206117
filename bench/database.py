"""Measure databases: how fast reports are loaded, and how long each question takes.

    python bench/database.py [--most 1000] [--jobs 2] [--write docs/performance.md] FOLDER

The PDF files in FOLDER are converted once, then repeated under other symbols until there are as
many documents as asked for. They are loaded into SQLite and into a PostgreSQL server that is
started for it (`apt install postgresql`), in steps, so that one sees how time grows; CPU time is
that of all processes together, the server's too, for a machine that is not idle. Some that are
there already are then loaded again. Each question of docs/queries.md, and a search, is asked three
times; the median counts.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa

from batch import family, machine
from rapporteur.batch.engine import convert_all, engine
from rapporteur.batch.inputs import find
from rapporteur.batch.outcome import Options
from rapporteur.batch.outputs import Stream
from rapporteur.report import Report, restore
from rapporteur.store.database import connect, reading
from rapporteur.store.load import Loader
from rapporteur.store.search import search
from readme import put_between_marks

sys.path.append(str(Path(__file__).parents[1] / "tests"))
import postgres

ROOT = Path(__file__).parents[1]
ASKED = 3
AGAIN = 100
PAGE = ROOT / "docs" / "queries.md"
QUESTION = re.compile(r"^## (\d+\. .*?)\n.*?^```sql\n(.*?)^```$", re.MULTILINE | re.DOTALL)
WORDS = "torture prevention mechanism"


def converted(folder: str, jobs: int) -> list[Report]:
    """Return the reports of all documents in `folder`."""
    documents, _ = find([folder])
    found: list[Report] = []
    options = Options(one_line=True)
    sink = Stream(lambda content: found.append(restore(content, "converted")))
    with engine("processes", jobs, options, timeout=None, memory=None) as workers:
        for outcome in convert_all(documents, workers, sink):
            if outcome.failure:
                raise SystemExit(f"{outcome.failure.shown}: {outcome.failure.reason}")
    return found


def repeated(reports: list[Report]) -> Iterator[Report]:
    """Yield the reports, then the same under other symbols, without end."""
    for turn in count():
        for report in reports:
            if turn == 0:
                yield report
                continue
            symbols = [f"{symbol}/{turn}" for symbol in report.document.symbols]
            document = report.document.model_copy(update={"symbols": symbols})
            digest = hashlib.sha256(f"{turn} {report.source.sha256}".encode()).hexdigest()
            name = f"{turn}-{report.source.name}"
            source = report.source.model_copy(update={"name": name, "sha256": digest})
            yield report.model_copy(update={"document": document, "source": source})


class Step(NamedTuple):
    """What it took from the beginning, and milliseconds for one that is there already."""

    documents: int
    rows: int
    seconds: float
    cpu: float
    again: float = 0.0


def load(url: str, reports: Iterator[Report], steps: list[int]) -> Iterator[Step]:
    """Load in steps."""
    done = rows = 0
    seconds = cpu = 0.0
    for step in steps:
        contents = [(one.source.name, one.to_json()) for one in islice(reports, step - done)]
        with Loader(url) as loader:
            begin, spent = time.perf_counter(), cpu_seconds()
            rows += sum(loaded.rows for _, loaded in loader.load(contents))
            seconds, cpu = seconds + time.perf_counter() - begin, cpu + cpu_seconds() - spent
        done = step
        again = contents[:AGAIN]
        with Loader(url) as loader:
            begin = time.perf_counter()
            assert not any(loaded.rows for _, loaded in loader.load(again))
            each = 1000 * (time.perf_counter() - begin) / len(again)
        yield Step(done, rows, seconds, cpu, each)


def cpu_seconds() -> float:
    """Return the CPU seconds of this process and all below it, those that ended included."""
    ticks = 0
    for pid in family(os.getpid()):
        with suppress(OSError):  # it has just ended
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def databases() -> Iterator[dict[str, str]]:
    """Give the URL of a new database of each kind that can be had."""
    with tempfile.TemporaryDirectory() as folder:
        urls = {"SQLite": f"sqlite:///{folder}/reports.db"}
        if reason := postgres.why_not():
            print(reason, file=sys.stderr)
            yield urls
            return
        server = postgres.Server()
        try:
            yield {**urls, "PostgreSQL": server.database()}
        finally:
            server.remove()


def asked(url: str) -> dict[str, float]:
    """Return the milliseconds that each question takes."""
    found = {}
    for name, query in QUESTION.findall(PAGE.read_text(encoding="utf-8")):
        found[name] = _median(partial(_ask, url, query))
    found[f"`rapporteur search '{WORDS}'`"] = _median(partial(search, url, WORDS, 20))
    return found


def _ask(url: str, query: str) -> None:
    source = connect(url)
    with reading(source) as connection:
        connection.execute(sa.text(query.replace("'ISL'", "'ISR'"))).all()
    source.dispose()


def _median(task: Callable[[], object]) -> float:
    times = []
    for _ in range(ASKED):
        begin = time.perf_counter()
        task()
        times.append(time.perf_counter() - begin)
    return 1000 * statistics.median(times)


def measure(reports: list[Report], steps: list[int]) -> str:
    """Return the figures as Markdown."""
    growth: dict[str, list[Step]] = {}
    answers: dict[str, dict[str, float]] = {}
    with databases() as urls:
        for kind, url in urls.items():
            growth[kind] = list(load(url, repeated(reports), steps))
            answers[kind] = asked(url)
    return f"{machine()}\n\n{_growth(growth)}\n{_answers(answers, steps[-1])}"


def _growth(growth: dict[str, list[Step]]) -> str:
    lines = [
        (
            "| database | documents | rows | seconds | documents/s | CPU ms a document | rows/s"
            " | unchanged, ms each |"
        ),
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for kind, steps in growth.items():
        for step in steps:
            documents, seconds = step.documents, step.seconds
            lines.append(
                f"| {kind} | {documents:,} | {step.rows:,} | {seconds:.1f}"
                f" | {documents / seconds:.1f} | {1000 * step.cpu / documents:.0f}"
                f" | {step.rows / seconds:,.0f} | {step.again:.1f} |"
            )
    return "\n".join(lines) + "\n"


def _answers(answers: dict[str, dict[str, float]], documents: int) -> str:
    kinds = list(answers)
    lines = [
        f"| question, {documents:,} documents | " + " | ".join(f"{k}, ms" for k in kinds) + " |",
        "|---|" + "---:|" * len(kinds),
    ]
    for name in answers[kinds[0]]:
        times = " | ".join(f"{answers[kind][name]:.0f}" for kind in kinds)
        lines.append(f"| {name} | {times} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, print, and write if so asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder")
    parser.add_argument("--most", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    steps = sorted({max(1, given.most // 10), max(1, 3 * given.most // 10), given.most})
    text = measure(converted(given.folder, given.jobs), steps)
    print(text)
    if given.write:
        put_between_marks(given.write, "database", text)


if __name__ == "__main__":
    main()
