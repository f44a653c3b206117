"""What the model learns from: questions about documents, with the answers that are known.

Answers come from two sources. `silver`: what the rules alone find in the documents. `candidates`:
runs of capitalised words that the rules were silent about, judged by an annotator after
GUIDE.md; a judgement holds for the same words wherever they stand.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapporteur.body.nodes import asides, name_cells, nodes
from rapporteur.run import run
from rapporteur.tag import Tagged, tag
from rapporteur.tag.finders import FINDERS
from rapporteur.tag.learned.asked import Question, questions
from rapporteur.tag.spans import Ranges

HERE = Path(__file__).parent
SMALL = re.compile(r"(?<![\w’'-])[a-zà-ÿ]{3,}(?![\w’'])")

Node = tuple[str, str]


def asked_corpus(told: str | None) -> Path | None:
    """Read the command line of a script that `told` describes: the corpus; None if it is not there.

    Then it says that nothing was done.
    """
    parser = argparse.ArgumentParser(description=told)
    parser.add_argument("--corpus", type=Path, default=HERE.parents[1] / "shared" / "corpus")
    corpus: Path = parser.parse_args().corpus
    if corpus.is_dir():
        return corpus
    print(f"{corpus}: no corpus here; nothing done", file=sys.stderr)
    return None


@dataclass(frozen=True, slots=True)
class Document:
    """A document, its nodes and what the rules alone find in them."""

    path: Path
    sha256: str
    nodes: list[Node]
    tagged: Tagged

    def part(self, of: int, digit: int) -> bool:
        """Whether the document is the one of so many that its hash chooses."""
        return int(self.sha256[8 * digit : 8 * digit + 8], 16) % of == 0


@dataclass(frozen=True, slots=True)
class Example:
    """Words, the spans asked in them, and whether each is the name of a person."""

    source: str
    words: list[str]
    spans: list[tuple[int, int]]
    named: list[bool]


def documents(corpus: Path, config: Mapping[str, Any]) -> Iterator[Document]:
    """Give the documents to learn from: none of the fifth that is held out, none with gold."""
    gold = {path.stem for path in (corpus / "gold").glob("*.json")}
    for folder, every in config["folders"].items():
        for path in sorted((corpus / folder).glob("*.pdf"))[::every]:
            sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
            held = int(sha256[:8], 16) % config["held_out_of"] == 0
            if not held and path.stem not in gold:
                document = by_rules(path, sha256)
                if document:
                    yield document


def by_rules(path: Path, sha256: str) -> Document | None:
    """Give a document as the rules alone see it; None if it is not in English."""
    read = run(path, entities=False)
    if read.report.document.language not in ("en", None):
        return None
    texts = [*nodes(read.body), *asides(read.body, ())]
    lines, cells = read.body.line_starts(), name_cells(read.body)
    tagged = tag(texts, lines=lines, names=cells, finders=FINDERS)
    return Document(path, sha256, texts, tagged)


def judgements() -> dict[str, str]:
    """Give what the annotator said of words: `person`, `none` or `open`."""
    lines = (HERE / "candidates.jsonl").read_text(encoding="utf-8").splitlines()
    return {entry["words"]: entry["label"] for entry in map(json.loads, lines)}


def examples(document: Document, judged: Mapping[str, str]) -> Iterator[Example]:
    """Give the questions about a document that have an answer."""
    places: dict[str, dict[bool, list[tuple[int, int]]]] = {}
    for mention in document.tagged.mentions:
        if mention.kind in ("person", "organization", "country", "document"):
            kinds = places.setdefault(mention.node, {True: [], False: []})
            kinds[mention.kind == "person"].append((mention.start, mention.end))
    for node, text in document.nodes:
        found = places.get(node, {True: [], False: []})
        for question in questions(text):
            answered = _answer(question, text, found[True], found[False], judged)
            if answered:
                source, named = answered
                words = [word.text for word in question.words]
                yield Example(source, words, question.spans, named)


def _answer(
    question: Question,
    text: str,
    people: list[tuple[int, int]],
    others: list[tuple[int, int]],
    judged: Mapping[str, str],
) -> tuple[str, list[bool]] | None:
    spans = [question.place(span) for span in question.spans]
    if any(span in people for span in spans):
        return "silver", [span in people for span in spans]
    if any(Ranges(people).overlap(*span) for span in spans):
        return None
    taken = Ranges(others)
    free = [text[slice(*span)] for span in spans if not taken.overlap(*span)]
    if not free:
        return "body", [False] * len(spans)
    people_here = [words for words in free if judged.get(words) == "person"]
    if people_here:
        name = max(people_here, key=len)
        named = [text[slice(*span)] == name and not taken.overlap(*span) for span in spans]
        return "person", named
    if judged.get(max(free, key=len)) == "none":
        return "none", [False] * len(spans)
    return None


def small_words(found: list[Document]) -> list[str]:
    """Give the words that at least two documents write in small letters, thrice in all."""
    counts: Counter[str] = Counter()
    texts: Counter[str] = Counter()
    for document in found:
        here = Counter(word for _, text in document.nodes for word in SMALL.findall(text))
        counts.update(here)
        texts.update(here.keys())
    return sorted(word for word in counts if texts[word] > 1 and counts[word] > 2)
