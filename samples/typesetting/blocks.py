"""The truth of a report becomes blocks of lines, in the layout that United Nations reports have.

Places are in points from the left edge of an A4 page, as measured on printed reports.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .lines import Line, Measure, Run, Style, set_lines
from .pages import Block

# One object of a truth file: a paragraph, an item, a section…
Node = Mapping[str, Any]

EDGE, LEFT, STEP, RIGHT, OUTER = 56.6, 113.4, 28.35, 481.9, 538.6
TAB = LEFT + STEP
LABEL_END = 102.0

ROMAN = Style("Times-Roman", 10)
BOLD = Style("Times-Bold", 10)
# The bullet comes from here: not every reader knows its code in the text fonts.
SYMBOL = Style("Symbol", 10)
ITALIC = Style("Times-Italic", 10)
HEADING = {1: Style("Times-Bold", 14), 2: Style("Times-Bold", 12)}
CALL = Style("Times-Roman", 6.5, rise=3.6)
NOTE = Style("Times-Roman", 8.5)
NOTE_CALL = Style("Times-Roman", 5.5, rise=3)

BODY = Measure(TAB, LEFT, RIGHT)
HUNG = Measure(TAB, TAB, RIGHT)
NOTE_TEXT = Measure(LEFT, LEFT, RIGHT)
LEADING, GAP = 12.0, 6.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where the label and the text of a labelled block stand, and in which style."""

    label: float
    text: Measure
    style: Style = ROMAN


# Items by depth: the first level wraps to the margin, a deeper one hangs.
ITEM = (
    Place(TAB, Measure(TAB + STEP, LEFT, RIGHT)),
    Place(TAB + STEP, Measure(TAB + 2 * STEP, TAB + 2 * STEP, RIGHT)),
)
BULLET = Place(TAB - 9, HUNG)
NUMBERED = Place(LEFT, BODY)
LEAD = Place(LEFT, HUNG, BOLD)
POINT = Place(TAB, Measure(TAB + 1.5 * STEP, TAB, RIGHT), BOLD)
AGENDA = (
    Place(TAB, Measure(TAB + STEP, TAB + STEP, RIGHT, justify=False)),
    Place(TAB + STEP, Measure(TAB + 2 * STEP, TAB + 2 * STEP, RIGHT, justify=False)),
)


def labelled(label: str, runs: Sequence[Run], place: Place) -> Block:
    tag = (place.label, Run(label, SYMBOL if label == "•" else ROMAN))
    return Block(set_lines(runs, place.text, tag), LEADING, after=GAP)


def path_of(section: Node) -> str:
    """Join the labels from the outermost section on; a title stands for a missing label."""
    own = section["label"] or section["title"]
    return f"{section['parent']}/{own}" if section["parent"] else own


@dataclass(frozen=True, slots=True)
class Setter:
    """Makes the blocks of one report."""

    truth: Node

    @property
    def family(self) -> str:
        return str(self.truth["document"]["family"])

    def runs(self, text: str, style: Style, **place: str | None) -> list[Run]:
        """Return a text with the calls of its footnotes after the words that they belong to."""
        keys = ("paragraph", "item", "section")
        for note in self.truth["footnotes"] if any(place.values()) else ():
            if all(note[key] == place.get(key) for key in keys):
                end = end_of(text, note["after"])
                return [Run(text[:end], style), call_of(note), Run(text[end:], style)]
        return [Run(text, style)]

    def notes(self) -> dict[str, Block]:
        return {note["marker"]: note_block(note) for note in self.truth["footnotes"]}

    def body(self) -> Iterator[Block]:
        """Yield the blocks of all parts, headings where their first paragraph stands."""
        pending = list(self.truth["sections"])
        annexes = {part["id"]: part for part in self.truth["parts"][1:]}
        for paragraph in self.truth["paragraphs"]:
            paths = [path_of(section) for section in pending]
            due = paths.index(paragraph["section"]) + 1 if paragraph["section"] in paths else 0
            yield from map(self.heading, pending[:due])
            del pending[:due]
            if paragraph["part"] in annexes:
                yield from annex_heading(annexes.pop(paragraph["part"]), self.truth["masthead"])
            yield from self.paragraph(paragraph)

    def heading(self, section: Node) -> Block:
        style = HEADING[section["level"]]
        label = f"{section['label']}." if section["label"] else ""
        tag = (LABEL_END - style.width(label), Run(label, style)) if label else None
        runs = self.runs(section["title"], style, section=path_of(section))
        wide = Measure(LEFT, LEFT, RIGHT - STEP, justify=False)
        return Block(
            set_lines(runs, wide, tag),
            leading=style.size + 1.5,
            before=12.0,
            after=12.0 if section["level"] == 1 else 10.0,
            keep=True,
            mark=path_of(section),
        )

    def paragraph(self, node: Node) -> Iterator[Block]:
        """Yield a paragraph, its items and what follows them."""
        yield from self.opening(node)
        yield from self.items(node, 0)
        agenda = self.truth["agenda"]
        if agenda and node["kind"] == "numbered" and node["number"] == agenda["paragraph"]:
            yield from agenda_blocks(agenda["entries"])
        if node["tail"]:
            yield Block(set_lines([Run(node["tail"], ROMAN)], NOTE_TEXT), LEADING, after=GAP)

    def opening(self, node: Node) -> Iterator[Block]:
        place = self.place_of(node)
        runs = self.runs(node["text"], place.style, paragraph=node["number"])
        if place.label == 0:
            if node["number"]:
                yield title_line(f"Recommendation {node['number']}")
            yield Block(set_lines(runs, place.text), LEADING, after=GAP)
        else:
            point = "" if "." in node["number"] else "."
            yield labelled(node["number"] + point, runs, place)

    def place_of(self, node: Node) -> Place:
        if node["kind"] == "unnumbered":
            return Place(0, Measure(LEFT + 0.75 * STEP, LEFT, RIGHT))
        if node["kind"] == "recommendation":
            return POINT if "." in node["number"] else Place(0, NOTE_TEXT)
        leads = any(
            rec["number"].startswith(f"{node['number']}.") for rec in self.truth["recommendations"]
        )
        return LEAD if leads else NUMBERED

    def items(self, node: Node, depth: int) -> Iterator[Block]:
        for item in node["items"]:
            place = BULLET if item["label"] == "•" else ITEM[depth]
            calling = {"paragraph": node.get("number"), "item": item["label"]}
            yield labelled(item["label"], self.runs(item["text"], ROMAN, **calling), place)
            yield from self.items(item, depth + 1)


def call_of(note: Node) -> Run:
    """Set the call of a footnote: figures are small and raised, asterisks as they are."""
    marker = note["marker"]
    return Run(marker, CALL if marker.isdigit() else ROMAN, note=True)


def end_of(text: str, anchor: str | None) -> int:
    """Find where a footnote is called: after the anchor, or at the end of the text."""
    return text.index(anchor) + len(anchor) if anchor else len(text)


def note_block(note: Node) -> Block:
    """Set a footnote, its marker hung to the left of its text."""
    style = NOTE_CALL if note["marker"].isdigit() else NOTE
    mark = Run(note["marker"], style)
    lines = set_lines([Run(note["text"], NOTE)], NOTE_TEXT, (LEFT - 4 - mark.width, mark))
    return Block(lines, 10.5)


def title_line(text: str) -> Block:
    """Set a bold line of its own, such as "Recommendation 1", above the text that it names."""
    runs = set_lines([Run(text, BOLD)], NOTE_TEXT)
    return Block(runs, LEADING, before=2.0, after=GAP, keep=True)


def agenda_blocks(entries: Sequence[Node]) -> Iterator[Block]:
    """Yield the entries of an agenda, punctuated as agendas are."""
    for entry in entries:
        end = ":" if entry["items"] else "."
        runs = [Run(entry["title"] + end, ROMAN)]
        yield labelled(f"{entry['number']}.", runs, AGENDA[0])
        for item in entry["items"]:
            end = "." if item is entry["items"][-1] else ";"
            yield labelled(item["label"], [Run(item["title"] + end, ROMAN)], AGENDA[1])


def annex_heading(part: Node, masthead: Node) -> Iterator[Block]:
    """Set "Annex" at the edge of a new page, the language note to the right, the title below."""
    style = HEADING[1]
    label = Line(EDGE, (Run(part["label"], style),))
    yield Block((label,), 16, before=10, after=8, keep=True, mark=part["id"], new_page=True)
    if masthead["note"]:
        note = Run(masthead["note"], ITALIC)
        yield Block((Line(RIGHT - note.width, (note,)),), LEADING, after=12, keep=True)
    title = set_lines([Run(part["title"], style)], NOTE_TEXT)
    yield Block(title, 16, after=12, keep=True)
