"""Score what is said of people and bodies on documents annotated before anybody saw the output.

    python training/unseen.py [--corpus ../shared/corpus] [--half look|keep|last|fresh|…] [--slips]
    python training/unseen.py --annotations FILE [--slips]

`clean.jsonl` holds documents, on the pages named by `read`. Of the first twelve every second one,
in the order of their hashes, is of the half `keep`, whose errors nobody looks at: `--slips` is
refused for it, and for the four of `last`, annotated later. `fresh` are those that were annotated
when all of this had been mended, and scored once before their errors were read. Of `people` and
`people_kept` only people were annotated; the errors of the latter are closed, too. Writes all into
docs/names.md; of annotations in another file it prints the figures only, as one set.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from compare import PAGE, key, write_into
from material import HERE
from rapporteur.compare.evaluate.normal import folded, name_key, organization_key
from rapporteur.readers import read as read_pages
from rapporteur.run import parse

HALVES = ("look", "keep")
LATER = ("last", "fresh", "people", "people_kept")
"""Sets of documents annotated later: their `read` entries say so."""
CLOSED = ("keep", "last", "people_kept")
ANY = "*"
SMALL = frozenset({"of", "the", "at", "in", "to", "for"})

Entry = dict[str, Any]
Fold = Callable[[str], str]


@dataclass(slots=True)
class Count:
    """What was found of one key, and the slips, as one reads them."""

    right: int = 0
    missed: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)

    def answers(self) -> int:
        """How much there is to count."""
        return self.right + len(self.missed) + len(self.extra)

    def row(self, name: str) -> str:
        """Give a row of the table."""
        precision = self.right / max(1, self.right + len(self.extra))
        recall = self.right / max(1, self.right + len(self.missed))
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        rates = f"{precision:.3f} | {recall:.3f} | {f1:.3f}"
        return f"| {name} | {self.right + len(self.missed)} | {rates} |"


Counts = dict[str, Count]


class Read:
    """A report on the pages that were read."""

    def __init__(self, path: Path, pages: Iterable[int]) -> None:
        self.report: Entry = orjson.loads(parse(path).to_json())
        pages = frozenset(pages)
        source = read_pages(path, "pdfium")
        texts = (source.text[p.start : p.end] for p in source.pages if p.number in pages)
        self._text = " ".join(" ".join(texts).split())
        self._printed = _close(self._text)
        self.nodes = {
            node["id"]
            for node in self._nodes()
            if pages & {place["page"] for place in node.get("source") or ()}
        }
        self._tables = self.nodes & {table["id"] for table in self.report["tables"]}
        self.number = {p["id"]: p.get("number") for p in self.report["paragraphs"]}
        self.words: dict[str, Counter[str]] = defaultdict(Counter)
        for mention in self.report["mentions"]:
            here = mention["node"].partition("#")[0] in self.nodes and mention["entity"]
            if here and self.printed(mention["text"]):
                self.words[f"{mention['kind']} {mention['entity']}"][mention["text"]] += 1

    def printed(self, words: str) -> bool:
        """Whether words stand on these pages; a paragraph may go on over others."""
        return _close(words) in self._printed

    def _nodes(self) -> Iterator[Entry]:
        heap = [*self.report["paragraphs"], *self.report["sections"], *self.report["footnotes"]]
        heap += self.report["tables"]
        while heap:
            node = heap.pop()
            yield node
            heap.extend(node.get("items") or ())

    def entities(self, name: str, kind: str) -> Iterator[tuple[Entry, Counter[str]]]:
        """Give the entities that are named on these pages, and by which words.

        Cells of tables have no mentions: what is named there counts by its name or acronym.
        """
        for entity in self.report["entities"][name]:
            words = self.words.get(f"{kind} {entity['id']}")
            if not words and self._tables.intersection(entity["paragraphs"]):
                words = Counter(filter(self._stands, (entity["name"], entity.get("acronym"))))
            if words:
                yield entity, words

    def _stands(self, name: str | None) -> bool:
        """Whether a name stands on these pages, written so."""
        whole = rf"(?<!\w){re.escape(name or '')}(?!\w)"
        return bool(name) and re.search(whole, self._text) is not None


class Truth:
    """What the annotator says of one document."""

    def __init__(self, entries: list[Entry]) -> None:
        read = next(e for e in entries if e["label"] == "read")
        self.pages: list[int] = read["pages"]
        self.people_alone = read.get("kinds") == ["person"]
        self.entries: dict[str, list[Entry]] = defaultdict(list)
        self._open: dict[str, list[str]] = defaultdict(list)
        for entry in entries:
            if entry["label"] == "open":
                self._open[entry["of"]].append(entry["words"])
            else:
                self.entries[entry["label"]].append(entry)

    def is_open(self, label: str, words: str, fold: Fold) -> bool:
        """Whether the words are neither right nor wrong; `*16/5` leaves all open that end so."""
        return any(
            words.endswith(one[1:]) or one[1:] in words
            if one.startswith(ANY)
            else fold(one) == fold(words)
            for one in self._open[label]
        )


def _close(text: str) -> str:
    return re.sub(r"[\W_]+", "", folded(text)).casefold()


def spellings(entry: Entry, fold: Fold) -> set[str]:
    """Give all words for what the entry marks."""
    return {fold(words) for words in (entry["words"], *entry.get("also", ()))}


def bodies(read: Read, truth: Truth, counts: Counts) -> None:
    """Score bodies, and to which body words are linked."""
    left = [(entry, spellings(entry, organization_key)) for entry in truth.entries["body"]]
    here, linked = counts["bodies"], counts["words linked to their body"]
    for entity, words in read.entities("organizations", "organization"):
        said = {organization_key(entity["name"]), organization_key(entity["acronym"] or ANY)}
        names = [entity["name"], *words]
        if not read.printed(entity["name"]):
            said.add(organization_key(words.most_common(1)[0][0]))
        hit = next((one for one in left if one[1] & said), None)
        if hit:
            left.remove(hit)
            here.right += 1
        elif not any(truth.is_open("body", name, organization_key) for name in names):
            here.extra.append(f"{entity['name']} {dict(words)}")
        for form in {organization_key(word): word for word in words}.values():
            if hit and organization_key(form) in hit[1]:
                linked.right += 1
            elif not truth.is_open("body", form, organization_key):
                linked.extra.append(f"{form} -> {entity['name']}")
    here.missed += [entry["words"] for entry, _ in left]


def people(read: Read, truth: Truth, counts: Counts) -> None:
    """Score people, and what is said of those found."""
    left = [(entry, spellings(entry, key)) for entry in truth.entries["person"]]
    here = counts["people"]
    for person, _ in read.entities("people", "person"):
        hit = next((one for one in left if key(person["name"]) in one[1]), None)
        if not hit:
            if not truth.is_open("person", person["name"], key):
                here.extra.append(person["name"])
            continue
        left.remove(hit)
        here.right += 1
        said(hit[0], person, read, counts)
    here.missed += [entry["words"] for entry, _ in left]


def said(entry: Entry, person: Entry, read: Read, counts: Counts) -> None:
    """Score role with affiliation, and the State, where the annotator says them.

    What is said of somebody on other pages was not annotated, and is no error.
    """
    elsewhere = not set(person["paragraphs"]) <= read.nodes
    texts = filter(None, (person["role"], person["affiliation"]))
    if "role" in entry and not (elsewhere and not all(map(read.printed, texts))):
        given = _words(person["role"], person["affiliation"])
        loose = "affiliation" not in entry
        wanted = [
            _words(role or None, body or None)
            for role in (entry["role"] or "").split("|")
            for body in (entry.get("affiliation") or "").split("|")
        ]
        right = any(one == given or (loose and given[: len(one)] == one) for one in wanted)
        _tell(counts["role and affiliation"], right, entry, person)
    if "country" in entry and not (elsewhere and not entry["country"]):
        _tell(counts["country"], entry["country"] == person["country"], entry, person)


def _tell(count: Count, right: bool, entry: Entry, person: Entry) -> None:
    count.right += right
    if not right:
        shown = [str(person[name]) for name in ("role", "affiliation", "country")]
        count.missed.append(f"{entry['words']}: {shown}")
        count.extra.append("")


def _words(*texts: str | None) -> list[str]:
    bare = re.sub(r"\s\([A-Z][\w-]+\)", "", " ".join(filter(None, texts)))
    return [word for word in re.findall(r"\w+", folded(bare).casefold()) if word not in SMALL]


def others(read: Read, truth: Truth, counts: Counts) -> None:
    """Score what is a list of names: officers, speakers, those present, agenda, what is cited."""
    report = read.report
    names = {p["id"]: p["name"] for p in report["entities"]["people"]}
    here = {person["id"] for person, _ in read.entities("people", "person")}
    officers = [
        f"{names[officer['person']]} = {officer['role']}"
        for officer in report["meeting"]["officers"]
        if officer["person"] in here
        and truth.entries["officer"]
        and not truth.is_open("officer", names[officer["person"]], name_key)
    ]
    wanted = [f"{e['words']} = {e['role']}" for e in truth.entries["officer"]]
    _lists(counts["officers"], wanted, officers)
    for name, label, number in (("statements", "speaker", True), ("attendance", "present", False)):
        given = [
            (f"{read.number.get(one['paragraph'])} " if number else "") + member["name"]
            for one in report[name]
            if one["paragraph"] in read.nodes
            for member in one["members"]
            if not truth.is_open(label, member["name"], name_key)
        ]
        wanted = [
            (f"{e['paragraph']} " if number else "") + e["words"] for e in truth.entries[label]
        ]
        _lists(counts[name], wanted, given)
    if truth.entries["agenda"]:
        given = [title for item in report["agenda"] for title in _titles(item)]
        _lists(counts["agenda"], [e["words"] for e in truth.entries["agenda"]], given)
    cited = [
        citation
        for citation in report["citations"]
        if read.nodes & {node.partition("#")[0] for node in citation["paragraphs"]}
        and read.printed(citation["symbol"] or citation["number"])
    ]
    names_of = {
        organization_key(name): organization_key(entry["words"])
        for entry in truth.entries["body"]
        for name in (entry["words"], *entry.get("also", ()))
    }
    for name, label in (("documents", "document"), ("resolutions", "resolution")):
        given = [
            shown
            for citation in cited
            if (citation["kind"] == "document") == (label == "document")
            for shown in [_shown(citation, names_of)]
            if not truth.is_open(label, shown, name_key)
        ]
        wanted = [_one_name(entry["words"], names_of) for entry in truth.entries[label]]
        _lists(counts[name], wanted, given)


def _titles(item: Entry) -> Iterator[str]:
    yield item["title"]
    for below in item["items"]:
        yield from _titles(below)


def _shown(citation: Entry, names: dict[str, str]) -> str:
    if citation["kind"] == "document":
        return str(citation["symbol"])
    return _one_name(f"{citation['body']} {citation['kind']} {citation['number']}", names)


def _one_name(cited: str, names: dict[str, str]) -> str:
    """Give the body that took a resolution or decision the one name that it has here."""
    parts = re.split(r" (resolution|decision) ", cited, maxsplit=1)
    return " ".join([names.get(organization_key(parts[0]), parts[0]), *parts[1:]])


def _lists(count: Count, wanted: list[str], given: list[str]) -> None:
    left = Counter(map(name_key, wanted))
    for one in given:
        if left[name_key(one)]:
            left[name_key(one)] -= 1
            count.right += 1
        else:
            count.extra.append(one)
    count.missed += list(left.elements())


def annotations(file: Path) -> dict[str, list[Entry]]:
    """Give the annotations of each document by its hash."""
    entries: dict[str, list[Entry]] = defaultdict(list)
    for line in file.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        entries[entry["sha256"]].append(entry)
    return entries


def documents(half: str) -> Iterator[tuple[str, Truth]]:
    """Give hash and truth of each document of a half."""
    entries = annotations(HERE / "clean.jsonl")
    later = {
        sha256: name
        for sha256, found in entries.items()
        for name in LATER
        if any(entry.get(name) for entry in found)
    }
    halves = {sha256: HALVES[i % 2] for i, sha256 in enumerate(sorted(entries.keys() - later))}
    for sha256, its_half in sorted((halves | later).items()):
        if its_half == half:
            yield sha256, Truth(entries[sha256])


def score(corpus: Path, given: Iterable[tuple[str, Truth]], *, show: bool) -> Counts:
    """Score the documents given."""
    paths = {hashlib.sha256(p.read_bytes()).hexdigest(): p for p in corpus.glob("*/*.pdf")}
    counts: Counts = defaultdict(Count)
    for sha256, truth in given:
        if sha256 not in paths:
            print(f"{sha256}: not in the corpus", file=sys.stderr)
            continue
        read = Read(paths[sha256], truth.pages)
        before = {name: (len(c.missed), len(c.extra)) for name, c in counts.items()}
        for scored in (people,) if truth.people_alone else (bodies, people, others):
            scored(read, truth, counts)
        if show:
            print(f"## {paths[sha256].name}")
            for name, count in counts.items():
                missed, extra = before.get(name, (0, 0))
                for slip in count.missed[missed:]:
                    print(f"  {name}: - {slip}")
                for slip in filter(None, count.extra[extra:]):
                    print(f"  {name}: + {slip}")
    return counts


def table(counts: Counts) -> Iterator[str]:
    """Write the table of one half."""
    yield "| key | annotated | precision | recall | F1 |"
    yield "| --- | --- | --- | --- | --- |"
    yield from (count.row(name) for name, count in counts.items() if count.answers())


def main() -> int:
    """Score the halves asked for; the page is written only with both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=HERE.parents[1] / "shared" / "corpus")
    parser.add_argument("--half", choices=(*HALVES, *LATER))
    parser.add_argument("--annotations", type=Path)
    parser.add_argument("--slips", action="store_true")
    chosen = parser.parse_args()
    if chosen.slips and not chosen.annotations and chosen.half in (None, *CLOSED):
        parser.error("slips are shown of one half, and of none that is closed")
    if chosen.annotations:
        found = annotations(chosen.annotations)
        sets = {chosen.annotations.stem: ((one, Truth(found[one])) for one in sorted(found))}
    else:
        halves = [chosen.half] if chosen.half else (*HALVES, *LATER)
        sets = {half: documents(half) for half in halves}
    lines: list[str] = []
    for name, given in sets.items():
        counts = score(chosen.corpus, given, show=chosen.slips)
        lines += [f"### {name}\n", *table(counts), ""]
    print("\n".join(lines))
    if not chosen.half and not chosen.annotations:
        write_into(PAGE, "unseen", "\n".join(lines).strip())
    return 0


if __name__ == "__main__":
    sys.exit(main())
