"""Measure the review page: time to build it, its size, and how fast it is in a browser.

    python bench/review.py [--write docs/performance.md] FOLDER

Of the PDF files in FOLDER the one nearest to 30 pages is taken, and as many as make 200 pages are
joined into one document, longer than any report of the corpus. Each page is opened five times in
Debian's Chromium, with an empty cache; medians are shown.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pypdf import PdfReader, PdfWriter

from rapporteur.run import run
from rapporteur.view.review.page import build
from readme import put_between_marks

sys.path.append(str(Path(__file__).parents[1] / "tests"))
from browser import PROGRAM, chromium, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

OPENINGS = 5
LONG = 200


@dataclass(frozen=True)
class Figures:
    """What was measured of one document; times in seconds, sizes in bytes."""

    pages: int
    convert: float
    build: float
    size: int
    ready: float
    picture: float
    click: float
    jump: float
    search: float


def pages_of(path: Path) -> int:
    """Return the number of pages of a PDF."""
    return len(PdfReader(path).pages)


def nearest(paths: list[Path], pages: int) -> Path:
    """Return the file whose number of pages is nearest."""
    return min(paths, key=lambda path: (abs(pages_of(path) - pages), path.name))


@contextmanager
def joined(paths: list[Path], pages: int) -> Iterator[Path]:
    """Yield a PDF of exactly `pages` pages, made of the files one after the other."""
    writer = PdfWriter()
    for path in paths:
        for page in PdfReader(path).pages:
            if len(writer.pages) < pages:
                writer.add_page(page)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "joined.pdf"
        writer.write(place)
        yield place


def measure(browser: Browser, source: Path) -> Figures:
    """Build the page of a document and use it."""
    data = source.read_bytes()
    begin = time.process_time()
    found = run(data, name=source.name)
    converted = time.process_time()
    page = build(found, data)
    built = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "page.html"
        place.write_bytes(page)
        times = [opened(browser, place.as_uri()) for _ in range(OPENINGS)]
    medians = [statistics.median(column) for column in zip(*times, strict=True)]
    pages = found.report.source.pages
    return Figures(pages, converted - begin, built - converted, len(page), *medians)


def opened(browser: Browser, address: str) -> tuple[float, ...]:
    """Open a page anew; return the seconds until it is ready and what is done with it takes."""
    found = visit(browser, address)
    page = found.page
    ready = page.evaluate("performance.getEntriesByName('ready')[0].startTime") / 1000
    drawn = page.evaluate(DRAWN) / 1000
    actions: tuple[Callable[[Page], float], ...] = (click, jump, search)
    spent = [action(page) for action in actions]
    page.context.close()
    assert not found.complaints, found.complaints
    return ready, drawn, *spent


DRAWN = """async () => {
    const image = document.querySelector('.sheet img');
    await image.decode();
    return performance.now();
}"""
TWO_FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def timed(page: Page, action: str) -> float:
    """Return the seconds that an action takes until the browser has painted its effect."""
    script = f"""async () => {{
        const begin = performance.now();
        {action}
        await {TWO_FRAMES};
        return performance.now() - begin;
    }}"""
    return float(page.evaluate(script)) / 1000


def click(page: Page) -> float:
    """Click the tenth paragraph."""
    return timed(page, "document.querySelectorAll('.paragraph p.text')[9].click();")


def jump(page: Page) -> float:
    """Follow the address of the last paragraph."""
    last = "[...document.querySelectorAll('.paragraph')].at(-1).id"
    return timed(
        page,
        f"location.hash = '#' + {last};"
        "await new Promise(done => addEventListener('hashchange', done, {once: true}));",
    )


def search(page: Page) -> float:
    """Search for a frequent word; the wait for further letters (120 ms) is part of it."""
    return timed(
        page,
        "const field = document.getElementById('ui-query');"
        "field.value = 'rights'; field.dispatchEvent(new Event('input'));"
        "const count = document.getElementById('ui-count');"
        "while (!count.textContent) await new Promise(done => setTimeout(done, 2));",
    )


ROWS: tuple[tuple[str, Callable[[Figures], str]], ...] = (
    ("build the page, CPU ms a page", lambda f: f"{1000 * f.build / f.pages:.0f}"),
    ("convert the document before, CPU ms a page", lambda f: f"{1000 * f.convert / f.pages:.0f}"),
    ("size of the file, MB", lambda f: f"{f.size / 1e6:.1f}"),
    ("size, KB a page", lambda f: f"{f.size / 1e3 / f.pages:.0f}"),
    ("can be used after, ms", lambda f: f"{1000 * f.ready:.0f}"),
    ("first page drawn after, ms", lambda f: f"{1000 * f.picture:.0f}"),
    ("click on a paragraph until its box is painted, ms", lambda f: f"{1000 * f.click:.0f}"),
    ("address of the last paragraph until it is painted, ms", lambda f: f"{1000 * f.jump:.0f}"),
    ("search until its matches are painted, ms", lambda f: f"{1000 * f.search:.0f}"),
)


def table(figures: list[Figures]) -> str:
    """Return the figures as Markdown."""
    head = " | ".join(f"{each.pages} pages" for each in figures)
    lines = [f"| what | {head} |", "|---|" + "---:|" * len(figures)]
    lines += [f"| {name} | {' | '.join(show(f) for f in figures)} |" for name, show in ROWS]
    note = (
        f"\nChromium without a graphics card, {platform.system()} {platform.machine()}, two cores"
        " that others use too; medians of"
        f" {OPENINGS} openings from disk. A search waits 120 ms for further letters.\n"
    )
    return "\n".join(lines) + "\n" + note


def main() -> None:
    """Measure, print the table, and write it where it is wanted."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", type=Path, help="a Markdown file with review marks")
    options = parser.parse_args()
    paths = sorted(options.folder.rglob("*.pdf"))
    if PROGRAM is None or not paths:
        sys.exit(f"needs Chromium and PDF files in {options.folder}")
    run(nearest(paths, 1))  # loads what every conversion needs
    with chromium() as browser, joined(paths, LONG) as long:
        text = table([measure(browser, path) for path in (nearest(paths, 30), long)])
    print(text, end="")
    if options.write:
        put_between_marks(options.write, "review", text)


if __name__ == "__main__":
    main()
