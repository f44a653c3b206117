"""List what differs between two files of one document, read each by itself: a Word file, its PDF.

    python bench/twins.py report.docx report.pdf [--write docs/word.md]

Numbered paragraphs, their items, other blocks, headings, tables and notes are compared by their
letters and digits, in order. With `--write` the counts are put between the marks of a page.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final, NamedTuple

from rapporteur import Report, parse
from rapporteur.report import Item, Paragraph
from readme import put_between_marks

SHOWN: Final = 100
_SIGNS: Final = re.compile(r"[^0-9a-z]+")


class Thing(NamedTuple):
    """Something of a report: what makes it the same as another, and how a person sees it."""

    key: tuple[str, ...]
    text: str


class Compared(NamedTuple):
    """What two reports have of one kind."""

    name: str
    both: int
    first: Sequence[Thing]
    second: Sequence[Thing]


def _folded(text: str | None) -> str:
    return _SIGNS.sub("", unicodedata.normalize("NFKD", text or "").lower())


def _items(items: Iterable[Item], path: str = "") -> Iterator[tuple[str, Item]]:
    for item in items:
        yield f"{path}{item.label}", item
        yield from _items(item.items, f"{path}{item.label}")


def _paragraphs(report: Report) -> Iterator[Thing]:
    for one in report.paragraphs:
        if one.number:
            text = f"{one.text} {one.tail or ''}"
            yield Thing((one.number, _folded(text)), f"{one.number} {text}")


def _lists(report: Report) -> Iterator[Thing]:
    for one in report.paragraphs:
        for path, item in _items(one.items):
            text = f"{item.text} {item.tail or ''}"
            yield Thing((_owner(one), path, _folded(text)), f"{_owner(one)} {path} {text}")


def _owner(one: Paragraph) -> str:
    return one.number or ""


def _others(report: Report) -> Iterator[Thing]:
    for one in report.paragraphs:
        if not one.number and one.text:
            yield Thing((_folded(one.text),), one.text)


def _headings(report: Report) -> Iterator[Thing]:
    for one in report.sections:
        text = " ".join(filter(None, (one.label, one.title)))
        yield Thing((_folded(text),), text)


def _tables(report: Report) -> Iterator[Thing]:
    for one in report.tables:
        rows = [one.header, *one.rows]
        cells = tuple(_folded(cell) for row in rows for cell in row)
        begin = " | ".join(filter(None, (cell for row in rows for cell in row)))
        yield Thing(cells, f"{one.title or 'no title'}, {len(rows)} rows: {begin}")


def _notes(report: Report) -> Iterator[Thing]:
    for one in report.footnotes:
        yield Thing((one.marker, _folded(one.text)), f"{one.marker} {one.text}")


KINDS: Final[dict[str, Callable[[Report], Iterator[Thing]]]] = {
    "numbered paragraphs": _paragraphs, "items": _lists, "other blocks": _others,
    "headings": _headings, "tables": _tables, "notes": _notes,
}  # fmt: skip


def compare(first: Report, second: Report) -> Iterator[Compared]:
    """Yield for each kind what both reports have, and what only one of them has."""
    for name, things in KINDS.items():
        one, other = list(things(first)), list(things(second))
        matcher = SequenceMatcher(
            None, [thing.key for thing in one], [thing.key for thing in other], autojunk=False
        )
        blocks = matcher.get_matching_blocks()
        left = {index for block in blocks for index in range(block.a, block.a + block.size)}
        right = {index for block in blocks for index in range(block.b, block.b + block.size)}
        yield Compared(
            name,
            len(left),
            [thing for index, thing in enumerate(one) if index not in left],
            [thing for index, thing in enumerate(other) if index not in right],
        )


def table(found: Iterable[Compared], first: str, second: str) -> str:
    """Return the counts as a table."""
    rows = [f"| what | in both | only {first} | only {second} |", "|---|---:|---:|---:|"]
    rows += [f"| {one.name} | {one.both} | {len(one.first)} | {len(one.second)} |" for one in found]
    return "\n".join(rows) + "\n"


def main() -> None:
    """Compare, print what differs, and write the counts where asked."""
    options = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    options.add_argument("files", nargs=2, type=Path)
    options.add_argument("--write", type=Path)
    given = options.parse_args()
    first, second = given.files
    found = list(compare(*(parse(path, entities=False) for path in given.files)))
    for one in found:
        for sign, things in (("-", one.first), ("+", one.second)):
            for thing in things:
                print(sign, one.name, "|", " ".join(thing.text.split())[:SHOWN])
    counts = table(found, first.suffix.lstrip("."), second.suffix.lstrip("."))
    print(counts, end="")
    if given.write:
        put_between_marks(given.write, "twins", counts)


if __name__ == "__main__":
    main()
