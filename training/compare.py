"""Score rules, model and both on documents that neither has learned from; write docs/names.md.

    python training/compare.py [--corpus ../shared/corpus]

Two sets: documents annotated for this after GUIDE.md (`blind.jsonl`), by the names of people; the
gold of the corpus, by names and by what is said of the people found.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from material import HERE, asked_corpus
from rapporteur.body.nodes import asides, name_cells, nodes
from rapporteur.knowledge.phrases import fold
from rapporteur.report import Person
from rapporteur.run import Run, run
from rapporteur.tag import Context, tag
from rapporteur.tag.finders import NAMES

PAGE = HERE.parent / "docs" / "names.md"
WAYS = {"rules": "un_names", "model": "un_people", "both": None}
"""How people are found, and which component is left out for it."""
FIELDS = ("honorific", "role and affiliation", "country")


@dataclass(slots=True)
class Truth:
    """Who is named in a document: spellings of each person, and words that are left open."""

    people: list[list[str]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Score:
    """Counts of one way of finding people."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, found: Sequence[str], truth: Truth) -> None:
        """Count the names found in one document."""
        left = [key(name) for name in found]
        for spellings in truth.people:
            hit = next((one for one in map(key, spellings) if one in left), None)
            if hit:
                left.remove(hit)
            self.right += hit is not None
            self.missed += hit is None
        loose = {key(name) for name in truth.open}
        self.wrong += sum(one not in loose for one in left)

    def cells(self) -> str:
        """Give precision, recall and F1 as cells of a table."""
        precision = self.right / max(1, self.right + self.wrong)
        recall = self.right / max(1, self.right + self.missed)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        rates = f"{precision:.3f} | {recall:.3f} | {f1:.3f}"
        return f"{self.right} | {self.wrong} | {self.missed} | {rates}"


def key(name: str) -> str:
    """Fold a name: no case, no accents, no spaces."""
    return "".join(fold(part) for part in re.split(r"[\s-]+", name))


def people(read: Run, way: str) -> list[Person]:
    """Give the people that one way finds in a document."""
    document, meeting = read.report.document, read.report.meeting
    tagged = tag(
        nodes(read.body),
        asides=asides(read.body, ()),
        context=Context(body=meeting.body or document.body, title=document.title),
        lines=read.body.line_starts(),
        names=name_cells(read.body),
        finders=[name for name in NAMES if name != WAYS[way]],
    )
    if way != "model":
        return list(tagged.people)
    proposed = {mention.entity for mention in tagged.mentions if mention.rule == "model"}
    return [person for person in tagged.people if person.id in proposed]


def blind() -> dict[str, Truth]:
    """Give what the annotators saw, by the hash of the document."""
    truths: dict[str, Truth] = defaultdict(Truth)
    for line in (HERE / "blind.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        truth = truths[entry["sha256"]]
        if entry["label"] == "person":
            truth.people.append([entry["words"], *entry.get("also", ())])
        elif entry["label"] == "open":
            truth.open.append(entry["words"])
    return truths


def of_corpus(corpus: Path, truths: dict[str, Truth]) -> Iterator[tuple[Path, Truth]]:
    """Give the annotated documents that are there."""
    for path in sorted(corpus.glob("*/*.pdf")):
        truth = truths.pop(hashlib.sha256(path.read_bytes()).hexdigest(), None)
        if truth:
            yield path, truth


def names_table(title: str, scores: dict[str, Score], documents: int) -> Iterator[str]:
    """Write one table of names."""
    first = next(iter(scores.values()))
    yield f"### {title}\n"
    yield f"{documents} documents, {first.right + first.missed} people.\n"
    yield "| found by | right | wrong | missed | precision | recall | F1 |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    yield from (f"| {way} | {score.cells()} |" for way, score in scores.items())
    yield ""


def score_blind(corpus: Path) -> Iterator[str]:
    """Score the documents annotated for this: reviews apart, whose delegations rules know."""
    sets: dict[str, dict[str, Score]] = defaultdict(lambda: {way: Score() for way in WAYS})
    count: dict[str, int] = defaultdict(int)
    for path, truth in of_corpus(corpus, blind()):
        read = run(path, entities=False)
        kind = "Reviews" if path.parent.name == "upr" else "Letters, reports and resolutions"
        count[kind] += 1
        for way, score in sets[kind].items():
            score.add([person.name for person in people(read, way)], truth)
    for kind, scores in sorted(sets.items()):
        yield from names_table(kind, scores, count[kind])


def score_gold(corpus: Path) -> Iterator[str]:
    """Score the gold of the corpus, names and what is said of those found."""
    scores = {way: Score() for way in WAYS}
    said = {way: dict.fromkeys(FIELDS, 0) for way in WAYS}
    count = 0
    for path in sorted((corpus / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        source = next(corpus.rglob(f"{Path(gold['file']).stem}.pdf"), None)
        if source is None or not gold.get("people"):
            continue
        count += 1
        read = run(source, entities=False)
        truth = Truth(
            [[person["name"]] for person in gold["people"]],
            [entry if isinstance(entry, str) else entry["name"]
             for entry in gold.get("people_borderline", ())],
        )  # fmt: skip
        for way, score in scores.items():
            found = people(read, way)
            score.add([person.name for person in found], truth)
            for person in gold["people"]:
                one = next((p for p in found if key(p.name) == key(person["name"])), None)
                for name, right in _agree(person, one):
                    said[way][name] += right
    yield from names_table("Gold of the corpus", scores, count)
    yield "| found by | " + " | ".join(f"{name} right" for name in FIELDS) + " |"
    yield "| --- |" + " --- |" * len(FIELDS)
    for way, score in scores.items():
        total = max(1, score.right)
        yield f"| {way} | " + " | ".join(f"{said[way][n] / total:.3f}" for n in FIELDS) + " |"


def _agree(gold: dict[str, Any], person: Person | None) -> Iterator[tuple[str, bool]]:
    if person is None:
        return
    whole = _words(gold.get("role"), gold.get("affiliation"))
    yield FIELDS[0], _words(gold.get("honorific")) == _words(person.honorific)
    yield FIELDS[1], whole == _words(person.role, person.affiliation)
    yield FIELDS[2], gold.get("country") == person.country


def _words(*texts: str | None) -> list[str]:
    bare = re.sub(r"\s\([A-Z][\w-]+\)", "", " ".join(filter(None, texts)))
    found = re.findall(r"\w+", bare)
    return [word for word in map(fold, found) if word not in ("of", "the", "at", "in")]


def write_into(page: Path, name: str, lines: str) -> None:
    """Write the part of a page between the marks of that name."""
    begin, end = f"<!-- {name} begin -->", f"<!-- {name} end -->"
    text = page.read_text(encoding="utf-8")
    before, after = text.partition(begin)[0], text.partition(end)[2]
    page.write_text(f"{before}{begin}\n\n{lines}\n\n{end}{after}", encoding="utf-8")


def main() -> int:
    """Write the tables into the page; 1 if the corpus is not there."""
    corpus = asked_corpus(__doc__)
    if corpus is None:
        return 1
    lines = "\n".join([*score_blind(corpus), *score_gold(corpus)])
    write_into(PAGE, "scores", lines)
    print(lines)
    return 0


if __name__ == "__main__":
    sys.exit(main())
