"""Measure pages a second, peak memory and start-up time, beside pdfplumber's bare extraction.

    python bench/bench.py [--files N|all] [--write README.md] FOLDER...

The first folder that has PDF files is taken, of its files N at equal distances in the order of
their size. Everything is measured in one process on one core, file by file in turn, so that a
busy machine slows all columns alike; the first file is converted once before the clock starts.
CPU time is counted, since wall-clock time on a shared machine says how busy it is.
"""

from __future__ import annotations

import argparse
import io
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber

from rapporteur import parse
from rapporteur.readers import read

MARK = "bench"
START_UPS = 7


def pdfplumber_text(path: Path) -> int:
    """Extract the bare text with pdfplumber; return the number of pages."""
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.close()
        return len(pdf.pages)


TASKS: dict[str, Callable[[Path], object]] = {
    "pdfplumber, bare text": pdfplumber_text,
    "read": read,
    "structure (no entities)": lambda path: parse(path, entities=False),
    "whole (with entities)": parse,
}


def sample(folders: list[Path], files: int | None) -> list[Path]:
    """Return PDF files of the first folder that has some, small ones and large ones."""
    for folder in folders:
        found = sorted(folder.rglob("*.pdf"), key=lambda path: (path.stat().st_size, path.name))
        if found:
            count = min(files or len(found), len(found))
            return [found[index * len(found) // count] for index in range(count)]
    sys.exit(f"no PDF files in {', '.join(map(str, folders))}")


def measure(paths: list[Path]) -> tuple[int, dict[str, float]]:
    """Return the number of pages and the CPU seconds of each task over all files."""
    pages, spent = 0, dict.fromkeys(TASKS, 0.0)
    for task in list(TASKS.values())[1:]:
        task(paths[0])
    for path in paths:
        for name, task in TASKS.items():
            begin = time.process_time()
            result = task(path)
            spent[name] += time.process_time() - begin
            if isinstance(result, int):
                pages += result
        print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return pages, spent


def peak_memory(path: Path, *, entities: bool) -> float:
    """Return the peak memory in MB of a process that converts `path` alone."""
    code = (
        "import resource, sys, rapporteur;"
        f"rapporteur.parse(sys.argv[1], entities={entities});"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    command = [sys.executable, "-c", code, str(path)]
    result = subprocess.run(command, check=True, capture_output=True, text=True)
    unit = 1 if sys.platform == "darwin" else 1024
    return int(result.stdout) * unit / 1e6


def start_up() -> tuple[float, float]:
    """Return the median wall-clock and CPU seconds of `rapporteur --help`."""
    walls, cpus = [], []
    for _ in range(START_UPS):
        before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        command = [sys.executable, "-m", "rapporteur.cli", "--help"]
        subprocess.run(command, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        walls.append(time.perf_counter() - begin)
        cpus.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(walls), statistics.median(cpus)


def table(paths: list[Path], pages: int, spent: dict[str, float]) -> str:
    """Return the figures as Markdown."""
    out = io.StringIO()
    base = spent["pdfplumber, bare text"]
    print("| task | CPU seconds | pages/s on one core | against pdfplumber |", file=out)
    print("|---|---:|---:|---:|", file=out)
    for name, seconds in spent.items():
        rate, times = pages / seconds, base / seconds
        print(f"| {name} | {seconds:.1f} | {rate:.0f} | {times:.1f} × |", file=out)
    wall, cpu = start_up()
    largest = max(paths, key=lambda path: path.stat().st_size)
    lean, full = (peak_memory(largest, entities=entities) for entities in (False, True))
    size = largest.stat().st_size / 1e6
    print(
        f"\nPeak memory on the largest file ({size:.1f} MB): {lean:.0f} MB without entities,"
        f" {full:.0f} MB with.\n"
        f"`rapporteur --help`: {wall:.2f} s ({cpu:.2f} s CPU).\n"
        f"Measured on {len(paths)} files, {pages} pages, one core;"
        f" {platform.system()} {platform.machine()}, Python {platform.python_version()}.",
        file=out,
    )
    return out.getvalue()


def put_between_marks(path: Path, text: str) -> None:
    """Replace what stands in `path` between the two bench marks."""
    begin, end = f"<!-- {MARK} -->\n", f"<!-- /{MARK} -->"
    old = path.read_text(encoding="utf-8")
    head, tail = old.split(begin)[0], old.split(end)[1]
    path.write_text(f"{head}{begin}{text}{end}{tail}", encoding="utf-8")


def main() -> None:
    """Measure, print the table, and write it where it is wanted."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--files", default="12", help="how many files, or all")
    parser.add_argument("--write", type=Path, help="a Markdown file with bench marks")
    options = parser.parse_args()
    files = None if options.files == "all" else int(options.files)
    paths = sample(options.folders, files)
    pages, spent = measure(paths)
    text = table(paths, pages, spent)
    print(text, end="")
    if options.write:
        put_between_marks(options.write, text)


if __name__ == "__main__":
    main()
