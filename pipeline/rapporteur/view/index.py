"""What stands where in a report, and what a person may call it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapporteur.errors import AbsentError
from rapporteur.report import Footnote, Item, Paragraph, Report, Section

_WITH_ITEM = re.compile(r"([^\s()]+)\s*((?:\([^()]+\)\s*)+)")
_TAIL_NUMBER = re.compile(r"(?<!\d)\d+$")


@dataclass(frozen=True, slots=True)
class Node:
    """A paragraph, or an item of one with the labels that lead to it."""

    paragraph: Paragraph
    item: Item | None = None
    labels: tuple[str, ...] = ()

    @property
    def block(self) -> Paragraph | Item:
        """What holds the text."""
        return self.item or self.paragraph

    @property
    def id(self) -> str:
        return self.block.id

    @property
    def shown(self) -> str:
        """What a person calls it: "12 (a)", "87.2", or the id of a paragraph without a number."""
        shown = self.paragraph.number or self.paragraph.id
        for label in self.labels:
            number = label.removesuffix(".")
            shown += f".{number}" if number.isdigit() else f" {label}"
        return shown


@dataclass(frozen=True)
class Index:
    """A report with the ways to find things in it."""

    report: Report

    @cached_property
    def nodes(self) -> dict[str, Node]:
        """Every paragraph and item by its id, in document order."""
        return {node.id: node for p in self.report.paragraphs for node in _nodes(p)}

    @cached_property
    def sections(self) -> dict[str, Section]:
        """Every section by its id, in document order."""
        return {section.id: section for section in self.report.sections}

    @cached_property
    def footnotes(self) -> dict[str, Footnote]:
        """Every footnote by its id."""
        return {note.id: note for note in self.report.footnotes}

    @cached_property
    def _paths(self) -> dict[str, str]:
        return {section.id: self._path(section) for section in self.report.sections}

    def _path(self, section: Section) -> str:
        above = self.sections.get(section.parent or "")
        own = section.label or section.title
        return f"{self._path(above)}.{own}" if above else own

    def path(self, section: Section) -> str:
        """Return the labels from the top down to the section: "II.A"."""
        return self._paths[section.id]

    def below(self, section: Section) -> list[Section]:
        """Return the section and all those under it, in document order."""
        found = {section.id}
        for each in self.report.sections:
            if each.parent in found:
                found.add(each.id)
        return [each for each in self.report.sections if each.id in found]

    def section(self, name: str) -> Section:
        """Return the section of that id, label path or title; raises `AbsentError`."""
        if name in self.sections:
            return self.sections[name]
        wanted = _folded(name)
        ways = (self._by_id, self._paths.get, self._title)
        for way in ways:
            found = [s for s in self.report.sections if _folded(way(s.id) or "") == wanted]
            if len(found) == 1:
                return found[0]
            if found:
                ids = ", ".join(section.id for section in found)
                raise AbsentError(f"{name!r} means several sections; give one of the ids {ids}")
        raise AbsentError(f"no section {name!r}; {self._sections_there()}")

    @staticmethod
    def _by_id(section_id: str) -> str:
        return section_id.removeprefix("s-")

    def _title(self, section_id: str) -> str:
        return self.sections[section_id].title

    def _sections_there(self) -> str:
        paths = ", ".join(self._paths.values())
        return f"the report has {paths}" if paths else "the report has no sections"

    def paragraph(self, name: str) -> tuple[Node, list[Node]]:
        """Return the paragraph or item of that id or number, and others that have the number.

        Numbered paragraphs of the body come first; "12(a)" is an item. Raises `AbsentError`.
        """
        wanted = name.strip().rstrip(".")
        if wanted in self.nodes:
            return self.nodes[wanted], []
        split = _WITH_ITEM.fullmatch(wanted)
        number, labels = (split[1], tuple(re.findall(r"\([^()]+\)", split[2]))) if split else (
            wanted, (),
        )  # fmt: skip
        found = [
            node
            for node in self.nodes.values()
            if node.paragraph.number == number and node.labels == labels
        ]
        if not found:
            raise AbsentError(f"no paragraph {name!r}; {self._numbers_there()}")
        first, *others = sorted(found, key=lambda node: node.paragraph.kind != "numbered")
        return first, others

    def _numbers_there(self) -> str:
        kinds = (("paragraphs", "numbered"), ("recommendations", "recommendation"))
        there = [
            f"{word} {numbers}"
            for word, kind in kinds
            if (numbers := ranges([p for p in self.report.paragraphs if p.kind == kind]))
        ]
        return f"the report has {' and '.join(there)}" if there else "the report numbers none"


def _nodes(paragraph: Paragraph) -> Iterator[Node]:
    yield Node(paragraph)
    yield from _item_nodes(paragraph, paragraph.items, ())


def _item_nodes(
    paragraph: Paragraph, items: Sequence[Item], above: tuple[str, ...]
) -> Iterator[Node]:
    for item in items:
        labels = (*above, item.label)
        yield Node(paragraph, item, labels)
        yield from _item_nodes(paragraph, item.items, labels)


def _folded(name: str) -> str:
    return " ".join(name.split()).rstrip(".").casefold()


def ranges(paragraphs: Sequence[Paragraph]) -> str:
    """Return the numbers of the paragraphs with runs drawn together: "1–4, 7"."""
    runs: list[list[str]] = []
    for number in (paragraph.number for paragraph in paragraphs if paragraph.number):
        if runs and _follows(runs[-1][-1], number):
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _follows(before: str, number: str) -> bool:
    one, other = _TAIL_NUMBER.search(before), _TAIL_NUMBER.search(number)
    if not one or not other or before[: one.start()] != number[: other.start()]:
        return False
    return int(other.group()) == int(one.group()) + 1


def pages(block: Paragraph | Section | Footnote) -> str:
    """Return where a block is printed: "page 3", "pages 3–4", or nothing."""
    numbers = [place.page for place in block.source if place.page is not None]
    if not numbers:
        return ""
    first, last = min(numbers), max(numbers)
    return f"page {first}" if first == last else f"pages {first}–{last}"
