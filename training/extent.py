"""How much was read and judged by annotators: documents, pages, paragraphs.

    python training/extent.py [--corpus ../shared/corpus]

A judged run of words counts for the paragraph, item, footnote, title or table in which it stands,
once however many there are; of what was read whole everything counts that stands on the pages
named. Writes into docs/names.md.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from compare import PAGE, write_into
from material import HERE, asked_corpus
from rapporteur.compare.evaluate.normal import folded
from rapporteur.run import parse

JUDGED = ("candidates.jsonl", "blind.jsonl")
WHOLE = "clean.jsonl"
NAMES = {
    "candidates.jsonl": "runs judged, to train on",
    "blind.jsonl": "names noted, to score",
    WHOLE: "pages read whole, some for people alone, to score",
}

Entry = dict[str, Any]
Place = tuple[str, int, str]
"""Document, page, node."""


def entries(file: str) -> dict[str, list[Entry]]:
    """Give the annotations of a file by document."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for line in (HERE / file).read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        found[entry["sha256"]].append(entry)
    return found


def blocks(path: Path) -> Iterator[tuple[int, str, str]]:
    """Give page, id and text of each block of a document; one over two pages stands on both."""
    report = orjson.loads(parse(path, entities=False).to_json())
    heap = [
        node for key in ("paragraphs", "sections", "footnotes", "tables") for node in report[key]
    ]
    while heap:
        node = heap.pop()
        heap.extend(node.get("items") or ())
        texts = [node.get("text"), node.get("tail"), node.get("title"), *(node.get("header") or ())]
        texts += [cell for row in node.get("rows") or () for cell in row]
        for page in {place["page"] for place in node.get("source") or ()}:
            yield page, node["id"], _close(" ".join(filter(None, texts)))


def _close(text: str) -> str:
    return re.sub(r"[\W_]+", "", folded(text)).casefold()


def of_judged(path: Path, judged: list[Entry]) -> Iterator[tuple[int, str]]:
    """Give page and node of each judged run; a run that no block holds counts for its page."""
    by_page: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for page, node, text in blocks(path):
        by_page[page].append((node, text))
    for entry in judged:
        words = _close(entry["words"] or "")
        holds = [node for node, text in by_page[entry["page"]] if words and words in text]
        yield entry["page"], holds[min(entry["nth"], len(holds)) - 1] if holds else ""


def of_read(path: Path, read: list[Entry]) -> Iterator[tuple[int, str]]:
    """Give page and node of all that stands on the pages that were read."""
    pages = {page for entry in read if entry["label"] == "read" for page in entry["pages"]}
    yield from ((page, node) for page, node, _ in blocks(path) if page in pages)


def places(corpus: Path) -> dict[str, set[Place]]:
    """Give what each set of annotations covers."""
    paths = {hashlib.sha256(p.read_bytes()).hexdigest(): p for p in corpus.glob("*/*.pdf")}
    return {
        file: {
            (sha256, *place)
            for sha256, given in entries(file).items()
            if sha256 in paths
            for place in (of_read if file == WHOLE else of_judged)(paths[sha256], given)
        }
        for file in (*JUDGED, WHOLE)
    }


def row(name: str, covered: set[Place]) -> str:
    """Give a row of the table."""
    documents = len({document for document, _, _ in covered})
    pages = len({(document, page) for document, page, _ in covered})
    found = len({(document, node) for document, _, node in covered if node})
    return f"| {name} | {documents} | {pages} | {found} |"


def main() -> int:
    """Write the table; 1 if the corpus is not there."""
    corpus = asked_corpus(__doc__)
    if corpus is None:
        return 1
    found = places(corpus)
    lines = ["| annotated | documents | pages | paragraphs |", "| --- | --- | --- | --- |"]
    lines += [row(NAMES[file], covered) for file, covered in found.items()]
    lines.append(row("all, each once", set().union(*found.values())))
    write_into(PAGE, "extent", "\n".join(lines))
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
