"""A report seen as the gold sees it: headings in a row, section paths, paragraph numbers.

The gold calls parts "body", "annex" or "annex II", the report has ids; both become (kind, ordinal).
An annex's own title stands in the report's `parts[]` and may stand in `sections[]` too; in the gold
it is a heading with the label "Annex" or "Annex II". It is taken from `sections[]` where a section
of that part has the part's label or title, else from `parts[]`, and it is no component of a path.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rapporteur.compare.evaluate.normal import Json, folded

PartKey = tuple[str, int]
BODY: PartKey = ("body", 1)

_PART = re.compile(r"(annex|appendix|enclosure|attachment|supplement)\W*([ivxlc]+|\d+|[a-z])?\b")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_BULLETS = re.compile(r"[^\w()]+")
_NUMBER_LABEL = re.compile(r"\d+\.?")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as compared: label without dot or brackets, title, level, part."""

    label: str | None
    title: str
    level: int
    part: PartKey

    def shown(self) -> str:
        """Give the heading as one would print it."""
        return f"{self.label}. {self.title}" if self.label else self.title


@dataclass(frozen=True, slots=True)
class Numbered:
    """A numbered paragraph of a report; `optional` ones may match but are never extra."""

    number: str
    lead: str
    whole: str
    unlabelled: str
    items: tuple[str, ...]
    section: str
    part: PartKey
    optional: bool


def part_key(name: str | None) -> PartKey:
    """Read "body", "annex", "Annex II" or "annex-2" as kind and ordinal (1 if none is named)."""
    found = _PART.match(folded(name or "").lower())
    if not found:
        return BODY
    return found[1], _ordinal(found[2])


def _ordinal(numeral: str | None) -> int:
    if numeral is None:
        return 1
    if numeral.isdigit():
        return int(numeral)
    if set(numeral) <= _ROMAN.keys():
        return _roman(numeral)
    return ord(numeral[0]) - ord("a") + 1


def _roman(numeral: str) -> int:
    values = [_ROMAN[letter] for letter in numeral]
    after = [*values[1:], 0]
    return sum(
        -value if value < following else value
        for value, following in zip(values, after, strict=True)
    )


def label_key(label: str | None) -> str | None:
    """Fold a heading's label: no dot, no brackets around it, None if empty."""
    bare = folded(label or "").strip(".:- ")
    return (bare if "(" in bare[1:] else bare.strip("() ")) or None


def item_key(label: str) -> str:
    """Fold an item's label: "(a)", "a)" and "a." are "(a)", every sign that is a bullet is "•"."""
    bare = _BULLETS.sub("", folded(label)).strip("()")
    return f"({bare})" if bare and not _is_bullet_letter(label) else "•"


def _is_bullet_letter(label: str) -> bool:
    # Some word processors print the bullet of the second level as a lone letter o.
    return label.strip() == "o"


class ReportView:
    """A report (JSON in the shape of the contract) with what the gold asks for looked up."""

    def __init__(self, report: Json) -> None:
        self.report = report
        self._sections: dict[str, Json] = {s["id"]: s for s in self.entries("sections")}
        self._parts: dict[str, Json] = {p["id"]: p for p in self.entries("parts")}

    def entries(self, key: str) -> Sequence[Any]:
        """Return the report's list of that name, an empty one if it has none."""
        return self.report.get(key) or []

    def entities(self, key: str) -> Sequence[Any]:
        """Return the entities of that kind."""
        return (self.report.get("entities") or {}).get(key) or []

    def part(self, identifier: str | None) -> PartKey:
        """Return kind and ordinal of a part, by its label if that has one, else by its id."""
        part = self._parts.get(identifier or "", {})
        kind, ordinal = part_key(part.get("label"))
        by_id = part_key(identifier)
        return by_id if kind == "body" or (ordinal == 1 and by_id[0] == kind) else (kind, ordinal)

    @cached_property
    def headings(self) -> list[Heading]:
        """All headings in order, that of each annex before the others of its part."""
        return list(self._headings())

    def _headings(self) -> Iterator[Heading]:
        titled = {s["part"] for s in self.entries("sections") if self._names_part(s)}
        waiting = [p for p in self.entries("parts") if self.part(p["id"]) != BODY]
        for section in self.entries("sections"):
            order = [part["id"] for part in waiting]
            if section["part"] in order:
                due = order.index(section["part"]) + 1
                yield from self._part_headings(waiting[:due], titled)
                waiting = waiting[due:]
            yield self._heading(section)
        yield from self._part_headings(waiting, titled)

    def _part_headings(self, parts: Sequence[Json], titled: set[str]) -> Iterator[Heading]:
        for part in parts:
            if part["id"] not in titled:
                title = folded(part.get("title") or "")
                yield Heading(label_key(part.get("label")), title, 1, self.part(part["id"]))

    def _heading(self, section: Json) -> Heading:
        part = self._parts.get(section["part"], {})
        label = section.get("label") or (part.get("label") if self._names_part(section) else None)
        title = folded(section.get("title") or "")
        return Heading(label_key(label), title, int(section["level"]), self.part(section["part"]))

    def _names_part(self, section: Json) -> bool:
        """Whether the section is the heading of its own annex."""
        part = self._parts.get(section["part"], {})
        if self.part(section["part"]) == BODY:
            return False
        if section.get("label"):
            return _PART.match(folded(section["label"]).lower()) is not None
        return bool(part.get("title")) and folded(section["title"]) == folded(part["title"])

    def path(self, identifier: str | None) -> str:
        """Return the labels of the enclosing headings as "II/A", titles where there is none."""
        steps: list[str] = []
        while identifier and (section := self._sections.get(identifier)):
            if not self._names_part(section):
                steps.append(label_key(section.get("label")) or folded(section["title"]))
            identifier = section.get("parent")
        return "/".join(reversed(steps))

    @cached_property
    def numbered(self) -> list[Numbered]:
        """The numbered paragraphs in order; recommendations with a number are optional ones."""
        return [self._numbered(p) for p in self.entries("paragraphs") if _has_number(p)]

    def _numbered(self, paragraph: Json) -> Numbered:
        return Numbered(
            number=str(paragraph["number"]).rstrip("."),
            lead=folded(paragraph["text"]),
            whole=folded(" ".join(_pieces(paragraph, labelled=True))),
            unlabelled=folded(" ".join(_pieces(paragraph, labelled=False))),
            items=tuple(_item_paths(paragraph)),
            section=self.path(paragraph.get("section")),
            part=self.part(paragraph.get("part")),
            optional=paragraph.get("kind") == "recommendation",
        )

    @cached_property
    def _numbers(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for paragraph in self.entries("paragraphs"):
            number = str(paragraph.get("number") or "").rstrip(".")
            found.update(dict.fromkeys(_node_ids(paragraph), number))
        return found

    def number(self, node: str | None) -> str:
        """Return the number of the paragraph in which a node stands, empty if it has none."""
        return self._numbers.get((node or "").removesuffix("#tail"), "")

    @cached_property
    def people(self) -> dict[str, Json]:
        """The people by id."""
        return {person["id"]: person for person in self.entities("people")}


def _has_number(paragraph: Json) -> bool:
    return bool(paragraph.get("number")) and paragraph.get("kind") != "unnumbered"


def _pieces(block: Json, *, labelled: bool) -> Iterator[str]:
    """Yield a block's text, its items' and its tail, in reading order."""
    yield block["text"]
    for item in block.get("items") or []:
        if labelled:
            yield item["label"]
        yield from _pieces(item, labelled=labelled)
    yield block.get("tail") or ""


def _item_paths(block: Json, above: str = "") -> Iterator[str]:
    """Yield the paths of the items; entries labelled "1." belong to lists of other kinds."""
    for item in block.get("items") or []:
        if not _NUMBER_LABEL.fullmatch(item["label"].strip()):
            path = above + item_key(item["label"])
            yield path
            yield from _item_paths(item, path)


def _node_ids(block: Json) -> Iterator[str]:
    yield block["id"]
    for item in block.get("items") or []:
        yield from _node_ids(item)
