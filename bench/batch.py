"""Measure whole batches by the clock, beside other tools on the same files in the same run.

    python bench/batch.py [--files 16|all] [--rounds 1] [--most 1000] [--write PAGE] FOLDER...

Every task is a command in a process of its own; the tasks take turns, so that a machine that is
busy for a while slows all alike, and the median of the rounds counts. Tools that are not
installed are left out (`pip install 'un-rapporteur[bench]'`; opendataloader-pdf needs Java). Use an
idle machine.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

import pypdfium2

from bench import by_size, spread
from readme import put_between_marks

CORES = len(os.sched_getaffinity(0))
OPENDATALOADER = """
import sys, opendataloader_pdf
opendataloader_pdf.convert(input_path=sys.argv[2:], output_dir=sys.argv[1], format="markdown",
    quiet=True, threads="{threads}")
"""
MARKITDOWN = """
import sys
from pathlib import Path
from markitdown import MarkItDown
converter = MarkItDown()
for path in sys.argv[2:]:
    Path(sys.argv[1], Path(path).stem + ".md").write_text(converter.convert(path).text_content)
"""
SAMPLED_EVERY = 0.1


@dataclass(frozen=True)
class Run:
    """What a command took: seconds by the clock, peak MB of it and of its largest child."""

    seconds: float
    parent: float
    child: float


def convert(*options: str) -> list[str]:
    """Return our command, to which output folder and inputs are added."""
    return [sys.executable, "-m", "rapporteur", "convert", "-q", *options, "-o"]


def tasks() -> dict[str, list[str]]:
    """Return the commands to compare, by what they are."""
    lean = "--no-entities"
    found = {
        "structure, 1 process": convert(lean, "--jobs", "1"),
        f"structure, {CORES} processes": convert(lean, "--jobs", str(CORES)),
        f"structure, Dask, {CORES} workers": convert(
            lean, "--jobs", str(CORES), "--engine", "dask"
        ),
        "with entities, 1 process": convert("--jobs", "1"),
        f"with entities, {CORES} processes": convert("--jobs", str(CORES)),
    }
    if find_spec("opendataloader_pdf"):
        code = OPENDATALOADER.format(threads=CORES)
        name = f"opendataloader-pdf, one batch, {CORES} threads, to Markdown"
        found[name] = [sys.executable, "-c", code]
    if find_spec("markitdown"):
        found["markitdown, one process, to Markdown"] = [sys.executable, "-c", MARKITDOWN]
    return found


def run(command: list[str], inputs: Iterable[Path]) -> Run:
    """Run a command into a new folder; raises `CalledProcessError` if it fails."""
    with tempfile.TemporaryDirectory() as out:
        whole = [*command, out, *map(str, inputs)]
        begin = time.perf_counter()
        with subprocess.Popen(whole, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
            peaks: dict[int, float] = {}
            watcher = threading.Thread(target=watch, args=(process, peaks))
            watcher.start()
            _, told = process.communicate()
            seconds = time.perf_counter() - begin
            watcher.join()
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, whole[:6], stderr=told[-2000:])
    parent = peaks.pop(process.pid, 0.0)
    return Run(seconds, parent, max(peaks.values(), default=0.0))


def watch(process: subprocess.Popen[bytes], peaks: dict[int, float]) -> None:
    """Note the peak memory in MB of a process and all below it, until it ends (Linux only)."""
    while process.poll() is None:
        for pid in family(process.pid):
            try:
                status = Path(f"/proc/{pid}/status").read_text()
            except OSError:  # it has just ended
                continue
            high = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")]
            if high:
                peaks[pid] = int(high[0]) * 1024 / 1e6
        time.sleep(SAMPLED_EVERY)


def family(first: int) -> set[int]:
    """Return the ids of a process and of all below it."""
    parents: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(path.parent.name)] = int(fields[1])
    found = {first}
    while new := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= new
    return found


def compare(paths: list[Path], rounds: int) -> dict[str, list[Run]]:
    """Return the runs of every task; the tasks take turns."""
    runs: dict[str, list[Run]] = {name: [] for name in tasks()}
    for _ in range(rounds):
        for name, command in tasks().items():
            runs[name].append(run(command, paths))
            print(f"{name}: {runs[name][-1]}", file=sys.stderr)
    return runs


def median(runs: list[Run]) -> float:
    """Return the median of the seconds."""
    return statistics.median(one.seconds for one in runs)


def comparison(runs: dict[str, list[Run]], pages: int) -> str:
    """Return the ratios first, then the figures, as Markdown."""
    one, many = "structure, 1 process", f"structure, {CORES} processes"
    base = median(runs[many])
    lines = [f"- structure, {CORES} processes against one: {median(runs[one]) / base:.2f} ×"]
    for name, found in runs.items():
        if "Markdown" in name or "Dask" in name:
            lines.append(
                f"- structure, {CORES} processes against {name}: {median(found) / base:.2f} ×"
            )
    lines += ["", "| batch | seconds | pages/s | least to most seconds | largest process |"]
    lines.append("|---|---:|---:|---:|---:|")
    for name, found in runs.items():
        seconds = sorted(one.seconds for one in found)
        large = max(max(one.parent, one.child) for one in found)
        lines.append(
            f"| {name} | {median(found):.1f} | {pages / median(found):.0f} |"
            f" {seconds[0]:.1f} to {seconds[-1]:.1f} | {large:.0f} MB |"
        )
    return "\n".join(lines)


def grow(paths: list[Path], most: int, folder: Path) -> dict[int, Run]:
    """Return what 10, 100 … documents take, the corpus repeated under other names."""
    found = {}
    count = 10
    while count <= most:
        place = folder / str(count)
        place.mkdir()
        chosen = spread(paths, count) if count < len(paths) else paths
        for index in range(count):
            path = chosen[index % len(chosen)]
            (place / f"{index:05}-{path.name}").symlink_to(path.resolve())
        found[count] = run(convert("--no-entities"), [place])
        print(f"{count} documents: {found[count]}", file=sys.stderr)
        count *= 10
    return found


def growth(found: dict[int, Run]) -> str:
    """Return the figures as Markdown."""
    lines = [
        "| documents | seconds | milliseconds a document | memory of the parent | largest worker |",
        "|---:|---:|---:|---:|---:|",
    ]
    for count, one in found.items():
        each = one.seconds / count * 1000
        memory = f"{one.parent:.0f} MB | {one.child:.0f} MB"
        lines.append(f"| {count:,} | {one.seconds:.1f} | {each:.0f} | {memory} |")
    return "\n".join(lines)


def machine() -> str:
    """Return what was measured where."""
    info = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.split(":")[1].strip() for line in info if "model name" in line), "?")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return f"{CORES} cores ({model}), {memory:.0f} GB, {system}"


def others() -> str:
    """Return the versions of the tools that are measured beside ours."""
    return ", ".join(f"{name} {installed(name)}" for name in ("opendataloader-pdf", "markitdown"))


def installed(name: str) -> str:
    """Return the version of a package."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def count_pages(paths: list[Path]) -> int:
    """Return the number of pages of all files."""
    total = 0
    for path in paths:
        with pypdfium2.PdfDocument(path) as document:
            total += len(document)
    return total


def main() -> None:
    """Measure, print, and write where it is wanted."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--files", default="16", help="how many files, or all")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--most", type=int, default=1000, help="how many documents at most")
    parser.add_argument("--write", type=Path, help="a Markdown file with batch marks")
    options = parser.parse_args()
    found = by_size(options.folders)
    count = len(found) if options.files == "all" else min(int(options.files), len(found))
    paths = spread(found, count)
    pages = count_pages(paths)
    text = comparison(compare(paths, options.rounds), pages)
    scratch = Path(tempfile.mkdtemp())
    try:
        more = growth(grow(paths, options.most, scratch))
    finally:
        shutil.rmtree(scratch)
    page = (
        f"{len(paths)} files, {pages:,} pages, {options.rounds} rounds, medians."
        f" {machine()}; {others()}.\n\n"
        f"{text}\n\n{more}\n"
    )
    print(page, end="")
    if options.write:
        put_between_marks(options.write, "batch", page)


if __name__ == "__main__":
    main()
