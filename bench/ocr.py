"""Measure OCR against the truth: pages with a text layer, printed to pictures and read back.

    python bench/ocr.py [--pages 40] [--dpi 200 300] [--write docs/ocr.md] FOLDER...

From the PDF files of the folders, at equal distances, come runs of consecutive pages of prose. Each
run is one document, printed clean, turned by one degree, noisy, and as a poor JPEG. What the text
layer gives is the truth: letters, numbered paragraphs, recommendations and their States. Seconds
are those that a core works, whatever else the machine does.
"""

from __future__ import annotations

import argparse
import io
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image
from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import ratio

from rapporteur import Report, parse
from rapporteur.readers import read
from rapporteur.run import run as convert
from readme import put_between_marks

RUN = 4
"""Consecutive pages that make one document."""
TRIES = 6
"""Places in a file where such a run is looked for."""
LEAST = 1_200
"""Letters that a page of prose has."""
ALIKE = 95
"""Percent of letters that two texts of one paragraph share."""
SEED = 4
SKEW = 1.0
GRAIN = 24.0
SPECKS = 0.002
QUALITY = 25


def clean(picture: Image.Image) -> Image.Image:
    """Return the picture as it is."""
    return picture


def skewed(picture: Image.Image) -> Image.Image:
    """Return the picture turned by one degree."""
    return picture.rotate(SKEW, Image.Resampling.BICUBIC, fillcolor=255)


def noisy(picture: Image.Image) -> Image.Image:
    """Return the picture with the grain of a sensor and black and white specks."""
    random = np.random.default_rng(SEED)
    grey = np.asarray(picture, dtype=float)
    grey = grey + random.normal(0, GRAIN, grey.shape)
    specks = random.random(grey.shape)
    grey[specks < SPECKS / 2], grey[specks > 1 - SPECKS / 2] = 0, 255
    return Image.fromarray(grey.clip(0, 255).astype("uint8"))


def jpeg(picture: Image.Image) -> Image.Image:
    """Return the picture as a strongly compressed JPEG shows it."""
    packed = io.BytesIO()
    picture.save(packed, "JPEG", quality=QUALITY)
    return Image.open(packed).convert("L")


KINDS: dict[str, Callable[[Image.Image], Image.Image]] = {
    "clean": clean, "skewed by 1°": skewed, "noisy": noisy, f"JPEG, quality {QUALITY}": jpeg,
}  # fmt: skip


@dataclass(frozen=True)
class Document:
    """Consecutive pages of a file, as a PDF of their own."""

    name: str
    data: bytes
    truth: Report
    pages: tuple[str, ...]


@dataclass
class Score:
    """What was found of what there is, over all documents."""

    letters: int = 0
    wrong: int = 0
    counts: dict[str, list[int]] = field(default_factory=dict)
    pages: int = 0
    seconds: float = 0.0

    def add(self, what: str, hit: int, found: int, there: int) -> None:
        """Count hits, what was found, and what there is."""
        old = self.counts.setdefault(what, [0, 0, 0])
        self.counts[what] = [a + b for a, b in zip(old, (hit, found, there), strict=True)]

    def f1(self, what: str) -> float:
        """Return the harmonic mean of precision and recall."""
        hit, found, there = self.counts.get(what, [0, 0, 0])
        return 2 * hit / (found + there) if found + there else 1.0

    def share(self, what: str) -> float:
        """Return how much was found of what there is."""
        hit, _, there = self.counts.get(what, [0, 0, 0])
        return hit / there if there else 1.0


def documents(folders: Sequence[Path], pages: int) -> Iterator[Document]:
    """Yield runs of pages of prose, as many from each folder."""
    each = max(1, round(pages / RUN / len(folders)))
    for folder in folders:
        files = sorted(folder.glob("*.pdf"))
        step = max(1, len(files) // (2 * each))
        runs = (_run(path) for path in files[step // 2 :: step])
        found = (run for run in runs if run is not None)
        yield from (run for _, run in zip(range(each), found, strict=False))


def _run(path: Path) -> Document | None:
    """Return a run of pages of prose from the second half of a file, if it has one."""
    file = pypdfium2.PdfDocument(path)
    for first in range(len(file) // 2, len(file) - RUN + 1)[:TRIES]:
        data = _cut(file, first)
        source = read(data, name=path.name, ocr="never")
        texts = tuple(source.text[page.start : page.end] for page in source.pages)
        if min(map(len, texts)) >= LEAST and "pdfplumber" not in source.reader:
            grammar = parse(path, entities=False).generator.grammar
            truth = parse(data, name=path.name, ocr="never", grammar=grammar)
            return Document(f"{path.stem}, pages {first + 1} to {first + RUN}", data, truth, texts)
    return None


def _cut(file: pypdfium2.PdfDocument, first: int) -> bytes:
    cut = pypdfium2.PdfDocument.new()
    cut.import_pages(file, list(range(first, first + RUN)))
    out = io.BytesIO()
    cut.save(out)
    return out.getvalue()


def printed(data: bytes, dpi: int, change: Callable[[Image.Image], Image.Image]) -> bytes:
    """Return a PDF of the pictures of a PDF, without loss."""
    file, scan = pypdfium2.PdfDocument(data), pypdfium2.PdfDocument.new()
    for page in file:
        picture = change(page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L"))
        width, height = page.get_size()
        image = pypdfium2.PdfImage.new(scan)
        image.set_bitmap(pypdfium2.PdfBitmap.from_pil(picture))
        image.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
        sheet = scan.new_page(width, height)
        sheet.insert_obj(image)
        sheet.gen_content()
    out = io.BytesIO()
    scan.save(out)
    return out.getvalue()


def measure(document: Document, scan: bytes, score: Score) -> None:
    """Add to the score what OCR reads of a document."""
    begin = sum(os.times()[:4])  # of this process and of tesseract
    run = convert(scan, name="scan.pdf", ocr="always", grammar=document.truth.generator.grammar)
    score.seconds += sum(os.times()[:4]) - begin
    score.pages += len(document.pages)
    source, report = run.source, run.report
    for page, text in zip(source.pages, document.pages, strict=True):
        there = " ".join(text.split())
        here = " ".join(source.text[page.start : page.end].split())
        score.letters += len(there)
        score.wrong += Levenshtein.distance(here, there)
    for what, kind in (("paragraphs", "numbered"), ("recommendations", "recommendation")):
        score.add(what, *_texts(report, document.truth, kind))
    score.add("States", *_states(report, document.truth))


def _texts(report: Report, truth: Report, kind: str) -> tuple[int, int, int]:
    found = {p.number: p.text for p in report.paragraphs if p.kind == kind}
    there = {p.number: p.text for p in truth.paragraphs if p.kind == kind}
    hit = sum(ratio(text, found.get(number, "")) >= ALIKE for number, text in there.items())
    return hit, len(found), len(there)


def _states(report: Report, truth: Report) -> tuple[int, int, int]:
    found = {(r.number, state) for r in report.recommendations for state in r.states}
    there = {(r.number, state) for r in truth.recommendations for state in r.states}
    return len(found & there), len(found), len(there)


def table(scores: dict[tuple[int, str], Score]) -> str:
    """Return the scores as a table."""
    rows = [
        (
            "| dots/inch | picture | character error | paragraphs F1 | recommendations | States "
            "| pages/s of a core |"
        ),
        "|---:|---|---:|---:|---:|---:|---:|",
    ]
    rows += [
        f"| {dpi} | {kind} | {score.wrong / max(1, score.letters):.2%} "
        f"| {score.f1('paragraphs'):.3f} | {score.share('recommendations'):.3f} "
        f"| {score.share('States'):.3f} | {score.pages / score.seconds:.2f} |"
        for (dpi, kind), score in scores.items()
    ]
    return "\n".join(rows)


def main() -> None:
    """Measure, print the table, and write it where asked."""
    options = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    options.add_argument("folders", nargs="+", type=Path)
    options.add_argument("--pages", type=int, default=40)
    options.add_argument("--dpi", type=int, nargs="+", default=[200, 300])
    options.add_argument("--write", type=Path)
    given = options.parse_args()
    found = list(documents(given.folders, given.pages))
    for document in found:
        print(document.name, flush=True)
    scores: dict[tuple[int, str], Score] = {}
    for dpi in given.dpi:
        for kind, change in KINDS.items():
            score = scores[dpi, kind] = Score()
            for document in found:
                measure(document, printed(document.data, dpi, change), score)
            print(table({(dpi, kind): score}).splitlines()[-1], score.counts, flush=True)
    if given.write:
        put_between_marks(given.write, "ocr", table(scores))


if __name__ == "__main__":
    main()
