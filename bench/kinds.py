"""Measure how fast each kind of document is converted, and which stage takes how long.

    python bench/kinds.py [--files 8] [--write docs/performance.md] FOLDER...

Each folder is a kind; of its PDF files N at equal distances in the order of their size are taken.
CPU time is counted. Machines differ, so the yardstick is measured in the same run, on the same
pages: the bare text as PDFium gives it. The share of it can be compared from machine to machine.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from batch import count_pages, machine
from bench import by_size, one_process, pdfium_text, seconds, spread, structure
from rapporteur.run import run
from readme import put_between_marks

YARDSTICK, STRUCTURE, WHOLE = "PDFium, bare text", "structure (no entities)", "whole"


def stages(path: Path) -> dict[str, float]:
    """Return the CPU seconds of each stage of a conversion."""
    begun: list[tuple[str, float]] = []
    run(path, begin=lambda stage: begun.append((stage, time.process_time())))
    ends = [at for _, at in begun[1:]] + [time.process_time()]
    return {stage: end - at for (stage, at), end in zip(begun, ends, strict=True)}


TASKS = {YARDSTICK: pdfium_text, STRUCTURE: structure, WHOLE: stages}


@dataclass
class Kind:
    """What was measured of documents of one kind: CPU seconds by task, and by stage."""

    files: int
    pages: int
    tasks: Counter[str] = field(default_factory=Counter)
    stages: Counter[str] = field(default_factory=Counter)

    def rate(self, task: str) -> float:
        """Return pages a second."""
        return self.pages / self.tasks[task]


def measure(kinds: Mapping[str, list[Path]]) -> dict[str, Kind]:
    """Measure each task in a process of its own, which has converted the largest of each before.

    Patterns are compiled when they are first used: once for a batch, however long.
    """
    found = {name: Kind(len(paths), count_pages(paths)) for name, paths in kinds.items()}
    with ExitStack() as stack:
        workers = {name: stack.enter_context(one_process()) for name in TASKS}
        for name, worker in workers.items():
            for paths in kinds.values():
                worker.submit(TASKS[name], paths[-1]).result()
        for kind, paths in kinds.items():
            for path in paths:
                for name, worker in workers.items():
                    took, result = worker.submit(seconds, TASKS[name], path).result()
                    found[kind].tasks[name] += took
                    found[kind].stages.update(result if isinstance(result, dict) else {})
                print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return found


def told(found: Mapping[str, Kind]) -> str:
    """Return the figures as Markdown: by kind, then by stage."""
    lines = [
        (
            "| documents | files | pages | PDFium's bare text, pages/s | structure, pages/s"
            " | of the yardstick | whole, pages/s | of the yardstick |"
        ),
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for name, kind in found.items():
        base = kind.rate(YARDSTICK)
        rates = " | ".join(
            f"{kind.rate(task):.0f} | {kind.rate(task) / base:.2f}" for task in (STRUCTURE, WHOLE)
        )
        lines.append(f"| {name} | {kind.files} | {kind.pages:,} | {base:.0f} | {rates} |")
    lines += ["", f"| stage, milliseconds a page | {' | '.join(found)} |"]
    lines.append("|---|" + "---:|" * len(found))
    for stage in next(iter(found.values())).stages:
        times = (f"{1000 * kind.stages[stage] / kind.pages:.2f}" for kind in found.values())
        lines.append(f"| {stage} | {' | '.join(times)} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, print, and write where it is wanted."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--files", type=int, default=8, help="how many files of each kind")
    parser.add_argument("--write", type=Path, help="a Markdown file with kinds marks")
    given = parser.parse_args()
    kinds = {}
    for folder in given.folders:
        paths = by_size([folder])
        kinds[folder.name] = spread(paths, min(given.files, len(paths)))
    page = f"CPU time of one core. {machine()}.\n\n{told(measure(kinds))}"
    print(page, end="")
    if given.write:
        put_between_marks(given.write, "kinds", page)


if __name__ == "__main__":
    main()
