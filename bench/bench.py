"""Measure pages a second, peak memory and start-up time, beside pdfplumber's bare extraction.

    python bench/bench.py [--files N|all] [--write README.md] FOLDER...

The first folder that has PDF files is taken, of its files N at equal distances in the order of
their size. Each task has a process of its own, so that none finds what another has cached, and
takes its turn file by file, so that a busy machine slows all alike. The largest file is converted
once before the clock starts. CPU time is counted, since wall-clock time on a shared machine says
how busy it is.
"""

from __future__ import annotations

import argparse
import gc
import io
import multiprocessing
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pdfplumber
import pypdfium2

from rapporteur import parse
from rapporteur.batch.garbage import SELDOM
from rapporteur.readers import read
from readme import put_between_marks

START_UPS = 7


def pdfplumber_text(path: Path) -> int:
    """Extract the bare text with pdfplumber; return the number of pages."""
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.close()
        return len(pdf.pages)


def pdfium_text(path: Path) -> None:
    """Extract the bare text with PDFium: the yardstick, for no reader on it can be faster."""
    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            text = page.get_textpage()
            text.get_text_range()
            text.close()
            page.close()


def read_alone(path: Path) -> None:
    """Read a file as the pipeline does."""
    read(path)


def structure(path: Path) -> None:
    """Convert a file without entities."""
    parse(path, entities=False)


def whole(path: Path) -> None:
    """Convert a file."""
    parse(path)


Task = Callable[[Path], int | None]
TASKS: dict[str, Task] = {
    "pdfplumber, bare text": pdfplumber_text,
    "PDFium, bare text": pdfium_text,
    "read": read_alone,
    "structure (no entities)": structure,
    "whole (with entities)": whole,
}


def by_size(folders: list[Path]) -> list[Path]:
    """Return the PDF files of the first folder that has some, the smallest first."""
    for folder in folders:
        if found := sorted(
            folder.rglob("*.pdf"), key=lambda path: (path.stat().st_size, path.name)
        ):
            return found
    sys.exit(f"no PDF files in {', '.join(map(str, folders))}")


def spread(paths: list[Path], count: int) -> list[Path]:
    """Return `count` of the paths at equal distances."""
    return [paths[index * len(paths) // count] for index in range(count)]


def seconds(task: Task, path: Path) -> tuple[float, object]:
    """Return the CPU seconds that a task takes for a file, and what it returns."""
    begin = time.process_time()
    result = task(path)
    return time.process_time() - begin, result


def one_process() -> ProcessPoolExecutor:
    """Return a process that looks for garbage as seldom as one of a batch."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(1, context, gc.set_threshold, SELDOM)


def measure(paths: list[Path], first: Path) -> tuple[int, dict[str, float]]:
    """Return the number of pages and the CPU seconds of each task over all files.

    `first` warms every task up but pdfplumber's, which has nothing to load.
    """
    spent, pages = dict.fromkeys(TASKS, 0.0), 0
    with ExitStack() as stack:
        workers = {name: stack.enter_context(one_process()) for name in TASKS}
        for name in list(TASKS)[1:]:
            workers[name].submit(seconds, TASKS[name], first).result()
        for path in paths:
            for name, task in TASKS.items():
                took, result = workers[name].submit(seconds, task, path).result()
                spent[name] += took
                pages += result if isinstance(result, int) else 0
            print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return pages, spent


PEAK = """
import sys, rapporteur
rapporteur.parse(sys.argv[1], entities=sys.argv[2] == "True")
with open("/proc/self/status") as status:
    print(next(line.split()[1] for line in status if line.startswith("VmHWM")))
"""


def peak_memory(path: Path, *, entities: bool) -> float:
    """Return the peak memory in MB of a process that converts `path` alone (Linux only).

    `ru_maxrss` will not do: a child begins with the peak of the process that started it.
    """
    command = [sys.executable, "-c", PEAK, str(path), str(entities)]
    result = subprocess.run(command, check=True, capture_output=True, text=True)
    return int(result.stdout) * 1024 / 1e6


def start_up() -> tuple[float, float]:
    """Return the median wall-clock and CPU seconds of `rapporteur --help`."""
    walls, cpus = [], []
    for _ in range(START_UPS):
        before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        command = [sys.executable, "-m", "rapporteur", "--help"]
        subprocess.run(command, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        walls.append(time.perf_counter() - begin)
        cpus.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(walls), statistics.median(cpus)


def table(files: int, largest: Path, pages: int, spent: dict[str, float]) -> str:
    """Return the figures as Markdown."""
    out = io.StringIO()
    base = spent["pdfplumber, bare text"]
    print("| task | CPU seconds | pages/s on one core | against pdfplumber |", file=out)
    print("|---|---:|---:|---:|", file=out)
    for name, seconds in spent.items():
        rate, times = pages / seconds, base / seconds
        print(f"| {name} | {seconds:.1f} | {rate:.0f} | {times:.1f} × |", file=out)
    wall, cpu = start_up()
    lean, full = (peak_memory(largest, entities=entities) for entities in (False, True))
    size = largest.stat().st_size / 1e6
    print(
        f"\nPeak memory on the largest file ({size:.1f} MB): {lean:.0f} MB without entities,"
        f" {full:.0f} MB with.\n"
        f"`rapporteur --help`: {wall:.2f} s ({cpu:.2f} s CPU).\n"
        f"Measured on {files} files, {pages} pages, one core;"
        f" {platform.system()} {platform.machine()}, Python {platform.python_version()}.",
        file=out,
    )
    return out.getvalue()


def main() -> None:
    """Measure, print the table, and write it where it is wanted."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--files", default="12", help="how many files, or all")
    parser.add_argument("--write", type=Path, help="a Markdown file with bench marks")
    options = parser.parse_args()
    found = by_size(options.folders)
    files = len(found) if options.files == "all" else min(int(options.files), len(found))
    pages, spent = measure(spread(found, files), found[-1])
    text = table(files, found[-1], pages, spent)
    print(text, end="")
    if options.write:
        put_between_marks(options.write, "bench", text)


if __name__ == "__main__":
    main()
