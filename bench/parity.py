"""Raw text beside the page: reports from text that tools made of PDFs, against those from the PDFs.

    python bench/parity.py [--corpus ../shared/corpus] [--most 24]     without it: all

The report from the PDF is taken for true, so that no gold is needed: it is not quite, and 1.0 is
not the aim. What is developed on and what is held out is parted by a hash of the name. Needs
poppler's pdftotext; pdfminer comes with pdfplumber, pypdf with what tests need. Markdown is
measured where opendataloader-pdf is installed (`pip install 'un-rapporteur[bench]'`, needs Java).
"""

from __future__ import annotations

import argparse
import hashlib
import logging
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import orjson
from pdfminer.high_level import extract_text
from pypdf import PdfReader

from rapporteur.run import parse

TOOLS: Mapping[str, tuple[str, ...] | None] = {
    "pdftotext": (),
    "pdftotext -raw": ("-raw",),
    "pdftotext -layout": ("-layout",),
    "pdfminer": None,
}
PYPDF = "pypdf, without form feeds"
MARKDOWN = "Markdown of opendataloader-pdf"
FOLDERS = {"meetings": 1, "families": 1, "upr": 3}
"""Of each folder every so-manieth document, by the hash of its name."""
OPENED = frozenset({"meetings", "families"})
"""Of what was held out there, half was opened, some times, when the rest showed nothing new."""
ENGLISH = re.compile(r"\b(?:the|of|and)\b")
LEAST_ENGLISH = 0.04
NOT_MEASURED = "pdftotext of poppler is not on PATH: not measured."
HEAD = """## Raw text beside the page

The same documents as text that other tools made of the PDF, against the report from the PDF: F1
by document, then the mean. The report from the PDF is taken for true; it is not quite, so 1.0 is
not the aim. Paragraphs are the numbered ones (number and first 40 letters; whole: the last 40,
too), headings label and title, sections the titles that enclose a paragraph, notes their first 30
letters, recommendations number and States. They are the English ones of the meetings and families
and a third of the reviews, parted by a hash of their name; those held out were not looked at. The
pages of pypdf's text stand one behind the other as people join them, without form feeds. Of the
reviews a half is held out; of the meetings and families a half was, of which most were opened since
to learn of their kinds, so that what is held out is now mostly reviews.
"""

Report = Mapping[str, Any]


def norm(text: str | None) -> str:
    """Return the letters and digits of a text without accents, in lower case."""
    plain = unicodedata.normalize("NFKD", text or "").lower()
    return re.sub(r"[^0-9a-z]+", "", plain)


def flat(block: Report) -> str:
    """Return all text of a paragraph or item."""
    items = (f"{item['label'] or ''} {flat(item)}" for item in block["items"])
    return " ".join([block["text"] or "", *items, block["tail"] or ""])


def numbered(report: Report) -> list[tuple[str, str, str]]:
    """Return number, letters and section of each numbered paragraph."""
    found = [one for one in report["paragraphs"] if one["number"]]
    return [(one["number"], norm(flat(one)), one["section"]) for one in found]


def path_of(report: Report, section: str | None) -> str:
    """Return the titles of a section and of those around it."""
    by_id = {one["id"]: one for one in report["sections"]}
    titles: list[str] = []
    while section:
        titles.append(norm(by_id[section]["title"]) or norm(by_id[section]["label"]))
        section = by_id[section]["parent"]
    return "/".join(reversed(titles))


KEYS: Mapping[str, Callable[[Report], list[Any]]] = {
    "paragraphs": lambda r: [(number, text[:40]) for number, text, _ in numbered(r)],
    "whole": lambda r: [(number, text[:40], text[-40:]) for number, text, _ in numbered(r)],
    "headings": lambda r: [(norm(one["label"]), norm(one["title"])) for one in r["sections"]],
    "without label": lambda r: [norm(one["title"]) for one in r["sections"] if not one["label"]],
    "sections": lambda r: [(n, text[:20], path_of(r, section)) for n, text, section in numbered(r)],
    "notes": lambda r: [norm(one["text"])[:30] for one in r["footnotes"]],
    "recommendations": lambda r: [
        (one["number"], *sorted(one["states"])) for one in r["recommendations"]
    ],
}


def f1(true: Sequence[Any], found: Sequence[Any]) -> float | None:
    """Return F1 of two lists whose order does not count, None if both are empty."""
    same = sum((Counter(true) & Counter(found)).values())
    return 2 * same / (len(true) + len(found)) if true or found else None


def tools() -> list[str]:
    """Return the tools at hand."""
    markdown = find_spec("opendataloader_pdf") and shutil.which("java")
    return [*TOOLS, PYPDF, *([MARKDOWN] if markdown else [])]


def text_of(pdf: Path, tool: str) -> bytes:
    """Return the text of a PDF by one tool."""
    if tool == MARKDOWN:
        return _markdown_of(pdf)
    if tool == PYPDF:
        return _pypdf_of(pdf)
    options = TOOLS[tool]
    if options is None:
        return extract_text(str(pdf)).encode("utf-8", "replace")
    command = ["pdftotext", "-enc", "UTF-8", *options, str(pdf), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout


def _pypdf_of(pdf: Path) -> bytes:
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of each odd font
    pages = PdfReader(pdf).pages
    return "\n".join(page.extract_text() for page in pages).encode("utf-8", "replace")


def _markdown_of(pdf: Path) -> bytes:
    code = (
        "import sys, opendataloader_pdf; opendataloader_pdf.convert(input_path=[sys.argv[1]], "
        "output_dir=sys.argv[2], format='markdown', image_output='off', quiet=True)"
    )
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", code, str(pdf), folder]
        subprocess.run(command, capture_output=True, check=True)
        return next(Path(folder).glob("*.md")).read_bytes()


def halves(corpus: Path, most: int | None = None) -> dict[str, list[Path]]:
    """Return the documents developed on and those held out, all or `most` of each at most."""
    found: dict[str, list[Path]] = {"developed on": [], "held out": []}
    for folder, every in FOLDERS.items():
        for pdf in sorted((corpus / folder).rglob("*.pdf")):
            number = int(hashlib.sha256(pdf.stem.encode()).hexdigest(), 16)
            if (number // 2) % every == 0:
                bits = [number // by % 2 for by in (6, 12, 24, 48)] + [1 - number // 96 % 2]
                again = folder in OPENED and any(bits)
                opened = number % 2 or again
                found["developed on" if opened else "held out"].append(pdf)
    return {name: list(_spread(pdfs, most)) for name, pdfs in found.items()}


def _spread(pdfs: Sequence[Path], most: int | None) -> Iterator[Path]:
    """Yield English documents at equal distances, `most` at most."""
    english = [pdf for pdf in pdfs if _is_english(text_of(pdf, "pdftotext"))]
    count = min(most or len(english), len(english))
    step = max(1.0, len(english) / max(1, count))
    yield from (english[int(place * step)] for place in range(count))


def _is_english(text: bytes) -> bool:
    words = text.decode("utf-8", "replace").lower()
    return len(ENGLISH.findall(words)) >= LEAST_ENGLISH * len(words.split())


def score(pdfs: Sequence[Path], jobs: int = 1) -> dict[str, dict[str, float]]:
    """Return by tool and key the mean F1 over the documents."""
    found: dict[str, dict[str, list[float]]] = {tool: defaultdict(list) for tool in tools()}
    with ProcessPoolExecutor(jobs) as pool:
        for values in pool.map(_scores, pdfs):
            for tool, key, value in values:
                found[tool][key].append(value)
    return {
        tool: {key: sum(values) / len(values) for key, values in by_key.items() if values}
        for tool, by_key in found.items()
    }


def _scores(pdf: Path) -> list[tuple[str, str, float]]:
    """Return tool, key and F1 for one document, where either report has something."""
    true = orjson.loads(parse(pdf, entities=False).to_json())
    found: list[tuple[str, str, float]] = []
    for tool in tools():
        with tempfile.TemporaryDirectory() as folder:
            text = Path(folder) / f"{pdf.stem}{'.md' if tool == MARKDOWN else '.txt'}"
            text.write_bytes(text_of(pdf, tool))
            own = orjson.loads(parse(text, entities=False).to_json())
        for key, of in KEYS.items():
            if (value := f1(of(true), of(own))) is not None:
                found.append((tool, key, value))
    return found


def section(corpus: Path, most: int | None = None, jobs: int = 1) -> str:
    """Return the section of docs/accuracy.md."""
    if shutil.which("pdftotext") is None:
        return f"{HEAD}\n{NOT_MEASURED}\n"
    parts = [HEAD]
    for name, pdfs in halves(corpus, most).items():
        scores = score(pdfs, jobs)
        rows = [
            f"| {tool} | " + " | ".join(_figure(by_key.get(key)) for key in KEYS) + " |"
            for tool, by_key in scores.items()
        ]
        reviews = sum("upr" in pdf.parts for pdf in pdfs)
        head = f"| {name}, {len(pdfs)} documents, {reviews} of them reviews | "
        head += " | ".join(KEYS) + " |"
        parts.append("\n".join([head, "|---" * (len(KEYS) + 1) + "|", *rows]) + "\n")
    return "\n".join(parts)


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def main() -> None:
    """Print the section."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    parser.add_argument("--most", type=int)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    print(section(options.corpus, options.most, options.jobs))


if __name__ == "__main__":
    main()
