"""Reads a Word file: its paragraphs, tables, notes, heads and feet, in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Final, NamedTuple

from rapporteur.errors import EmptySourceError
from rapporteur.knowledge.grammar import compile_pattern
from rapporteur.readers.flow import Block, Flow, StyledText
from rapporteur.readers.word.numbering import Numbering, numbering_of
from rapporteur.readers.word.package import Package, open_package
from rapporteur.readers.word.runs import PAGE_BREAK, ParagraphContent, Reader
from rapporteur.readers.word.styles import Styles, Typesetting, points
from rapporteur.readers.word.xml import RELATION, Element, W, child, number, switch, value
from rapporteur.source import Cell, Source, Zone

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OUTERMOST: Final = (W + "p", W + "tbl", W + "sectPr")
STOP: Final = 720  # twips from one tab stop to the next where none are set
TEXT_LEVEL: Final = 9
STARRED: Final = compile_pattern(r"\s*[*∗]{1,4}\t")
TELLING: Final = frozenset({W + "numPr", W + "pageBreakBefore", W + "sectPr"})
"""Properties that matter even of a paragraph without text."""
DEEPEST: Final = 20
"""Tables and text boxes that may stand in one another."""
FIXED_NOTES: Final = ("separator", "continuationSeparator", "continuationNotice")
MOST_BLANKS: Final = 1
WIDEST: Final = 200
"""Columns that a cell may span."""


def read_word(data: bytes, name: str) -> Source:
    """Return the source of a Word file: its text as a reader of the page sees it.

    Tracked changes count as accepted; what is hidden is left out. Raises `ReadError` with the
    cause if the file is damaged, locked or too large, or holds no text.
    """
    document = Document.of(open_package(data, name))
    document.read()
    source = document.flow.source(name, data, MEDIA_TYPE, "word", list(document.warnings()))
    if not source.text.strip():
        raise EmptySourceError(name, "the Word file has no text", "check that it is the right file")
    return source


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a paragraph stands: in a cell of a table, in a zone, how deep in other things.

    `boxed` says that it stands in a text box.
    """

    cell: Cell | None = None
    zone: Zone | None = None
    depth: int = 0
    boxed: bool = False

    @property
    def outermost(self) -> bool:
        """Whether it is a paragraph of the document itself."""
        return self.cell is None and self.zone is None and not self.depth


class Above(NamedTuple):
    """The block above, with its style."""

    style: str | None
    block: Block


@dataclass(slots=True)
class Document:
    """A Word file on its way to a source.

    `above` is the block above while nothing but `blanks` empty paragraphs parts it from the next;
    `unfinished` are runs of paragraphs whose end was deleted. `margins` are heads and feet, `head`
    that of the first page. `sections` says how each section begins, `section` counts them.
    """

    package: Package
    styles: Styles
    numbering: Numbering
    runs: Reader
    flow: Flow = field(default_factory=Flow)
    tables: int = 0
    above: Above | None = None
    blanks: int = 0
    notes: list[tuple[str, str, str]] = field(default_factory=list)
    texts: dict[str, dict[str, Element]] = field(default_factory=dict)
    unfinished: list[StyledText] = field(default_factory=list)
    margins: dict[str, Zone] = field(default_factory=dict)
    head: str | None = None
    sections: list[str] = field(default_factory=list)
    section: int = 0

    @classmethod
    def of(cls, package: Package) -> Document:
        """Return the document with its styles, lists and notes."""

        def tree(kind: str) -> Element | None:
            part = package.of_kind(kind)
            return package.tree(part) if part else None

        styles = Styles.of(tree("styles"))
        document = cls(package, styles, numbering_of(tree("numbering"), styles), Reader(styles))
        for kind in ("footnotes", "endnotes"):
            document.texts[kind] = _notes_of(tree(kind), kind)
        return document

    def read(self) -> None:
        """Read the whole file."""
        self._front()
        for element in self.package.elements(self.package.main, OUTERMOST):
            self._element(element, Frame())
        self._write_notes(("footnotes", "endnotes"))
        for part, zone in self.margins.items():
            if part != self.head:
                self._content(self.package.tree(part), Frame(zone=zone))

    def warnings(self) -> Iterator[tuple[str, str]]:
        """Yield what a person should know of the file."""
        if changes := self.runs.seen["tracked"]:
            yield "tracked_changes", f"{changes} tracked changes are read as if accepted"

    def _content(self, element: Element, frame: Frame) -> None:
        """Read what stands in a part, a cell or a box."""
        for inner in element if frame.depth < DEEPEST else ():
            self._element(inner, frame)

    def _element(self, element: Element, frame: Frame) -> None:
        if element.tag == W + "p":
            self._paragraph(element, frame)
        elif element.tag == W + "tbl":
            self._table(element, frame)
        elif element.tag == W + "sectPr":
            self._section(element)
        elif element.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins"):
            self._content(element, frame)

    # --- paragraphs ----------------------------------------------------------------------------

    def _paragraph(self, element: Element, frame: Frame) -> None:
        if self._is_spacer(element):
            self.blanks += 1
            return
        properties = child(element, "pPr")
        style = value(properties, "pStyle") or self.styles.normal
        own = Typesetting.of(properties)
        form = own.over(self.styles.form_of(style))
        if form.breaks and frame.outermost:
            self._turn()
        label, form = self._count(own, form, style)
        found = self.runs.read(element, self.styles.look_of(style).over(self.styles.look))
        found.runs[:0], self.unfinished = self.unfinished, []
        if child(properties, "rPr", "del") is not None:
            self.unfinished = found.runs
            return
        block = Block(found.runs, label, self._level(style, form), cell=frame.cell)
        framed = frame.boxed or child(properties, "framePr") is not None
        block.zone = frame.zone or self._zone(found, style, framed=framed)
        block.indent = points(_begin(form, block))
        self._place(block, style, frame)
        self.notes += found.notes
        for box in found.boxes:
            self._content(box, Frame(frame.cell, frame.zone, frame.depth + 1, boxed=True))
        section = child(properties, "sectPr")
        if section is not None:
            self._section(section)

    def _is_spacer(self, element: Element) -> bool:
        """Say whether a paragraph holds nothing but the name of a style that counts nothing."""
        if not len(element):
            return True
        properties = element[0]
        if len(element) > 1 or properties.tag != W + "pPr":
            return False
        if any(map(_tells, properties)):
            return False
        form = self.styles.form_of(value(properties, "pStyle"))
        return not form.breaks and form.numbering is None

    def _place(self, block: Block, style: str | None, frame: Frame) -> None:
        """Add a block; a page break inside it ends the page where it stands."""
        block.joined = self._goes_on(block, style)
        pieces = _cut(block.runs) if frame.outermost else [_unbroken(block.runs)]
        for index, runs in enumerate(pieces):
            if index:
                self._turn()
            block.runs = runs
            self.flow.add(block)
        if block.text.strip():
            self.above, self.blanks = Above(style, block), 0
        else:
            self.blanks += 1

    def _goes_on(self, block: Block, style: str | None) -> bool:
        """Say whether a heading is the next line of the one above, set alike and right below it.

        One empty paragraph may stand between the two, as between the lines of a title.
        """
        above = self.above
        if not block.heading or above is None or self.blanks > MOST_BLANKS or block.numbered:
            return False
        alike = style == above.style and block.bold == above.block.bold
        return alike and self.styles.serves(style, "lines_style")

    def _count(
        self, own: Typesetting, form: Typesetting, style: str | None
    ) -> tuple[str, Typesetting]:
        """Return the number that the list of a paragraph gives it, and its form with the list's."""
        names = [one.id for one in self.styles.chain(style)]
        place = self.numbering.place(form, names)
        if place is None:
            return "", form
        return self.numbering.count(place), own.over(self.numbering.form(place).over(form))

    def _level(self, style: str | None, form: Typesetting) -> int | None:
        """Return the level of the heading that a paragraph is, 0 for text; None if nothing says."""
        named = self.styles.heading(style)
        if named is not None or form.outline is None:
            return named
        return form.outline + 1 if form.outline < TEXT_LEVEL else 0

    def _zone(self, found: ParagraphContent, style: str | None, *, framed: bool) -> Zone | None:
        """Return where a paragraph belongs by its fields, its style or its frame."""
        if found.in_contents or self.styles.serves(style, "contents_style"):
            return "contents"
        text = "".join(run.text for run in found.runs)
        return "note" if framed and STARRED.match(text) else None

    # --- tables --------------------------------------------------------------------------------

    def _table(self, table: Element, frame: Frame) -> None:
        """Read a table cell by cell; one inside a cell is text of that cell."""
        self.above = None
        index = self.tables
        if frame.cell is None:
            self.tables += 1
        rows = list(_rows(table))
        head = _head(rows)
        for row_number, row in enumerate(rows):
            column = number(value(row, "trPr", "gridBefore")) or 0
            for cell in _cells(row):
                place = frame.cell or Cell(index, max(0, row_number - head), column)
                self._content(cell, Frame(place, frame.zone, frame.depth + 1))
                span = number(value(cell, "tcPr", "gridSpan")) or 1
                column += min(max(span, 1), WIDEST)
        self.above = None

    # --- pages, notes, heads and feet ----------------------------------------------------------

    def _section(self, section: Element) -> None:
        """Take the heads and feet of a section, and the page that ends with it."""
        for kind, zone in (("header", "head"), ("footer", "foot")):
            for reference in section.iterfind(f"{W}{kind}Reference"):
                part = self._part(reference)
                if part is not None:
                    self.margins.setdefault(part, zone)  # type: ignore[arg-type]
        self.section += 1
        if self.section < len(self.sections) and self.sections[self.section] != "continuous":
            self._turn()

    def _part(self, reference: Element) -> str | None:
        """Return the part inside the file that a reference names, if it is there."""
        _, part = self.package.relations.get(reference.get(RELATION, ""), ("", ""))
        return part if self.package.has(part) else None

    def _front(self) -> None:
        """Learn how sections begin; read the head of the first page, where the masthead stands.

        Other programs make a first page a section of its own, with a head that no other has.
        """
        for element in self.package.elements(self.package.main, OUTERMOST):
            section = element if element.tag == W + "sectPr" else child(element, "pPr", "sectPr")
            if section is None:
                continue
            if not self.sections:
                own = switch(section, "titlePg")
                self.head, alone = self._head_of(section, "first" if own else "default"), bool(own)
            elif not alone and self.head is not None:
                other = self._head_of(section, "default")
                alone = other is not None and other != self.head
            self.sections.append(value(section, "type") or "nextPage")
        self.head = self.head if self.sections and alone else None
        if self.head is not None:
            self._content(self.package.tree(self.head), Frame(zone="front"))

    def _head_of(self, section: Element, kind: str) -> str | None:
        """Return the part that heads pages of a section of some kind, if there is one."""
        heads = section.iterfind(W + "headerReference")
        head = next((one for one in heads if one.get(W + "type") == kind), None)
        return None if head is None else self._part(head)

    def _turn(self) -> None:
        """End a page; its notes stand at its foot."""
        self._write_notes(("footnotes",))
        self.flow.turn()
        self.tables = 0
        self.above = None

    def _write_notes(self, kinds: tuple[str, ...]) -> None:
        """Write the notes of some kinds that are called and not yet written."""
        waiting = [note for note in self.notes if note[0] in kinds]
        self.notes = [note for note in self.notes if note[0] not in kinds]
        for kind, name, mark in waiting:
            note = self.texts[kind].get(name)
            if note is not None:
                self.runs.own_mark = mark
                self._content(note, Frame(zone="note" if kind == "footnotes" else "endnote"))


def _notes_of(root: Element | None, kind: str) -> dict[str, Element]:
    """Return the notes of a part by their ids, without the strokes above them."""
    found = root.iterfind(f"{W}{kind[:-1]}") if root is not None else ()
    return {
        note.get(W + "id", ""): note for note in found if note.get(W + "type") not in FIXED_NOTES
    }


def _tells(inner: Element) -> bool:
    """Say whether a property matters even of a paragraph without text, as that it was deleted."""
    return inner.tag in TELLING or (inner.tag == W + "rPr" and child(inner, "del") is not None)


def _begin(form: Typesetting, block: Block) -> int:
    """Return where the first letter of a paragraph stands, in twips, behind its leading tabs."""
    left = form.left or 0
    at = left + (form.first or 0)
    stops = sorted({*form.tabs, *([left] if (form.first or 0) < 0 else [])})
    text = "".join(run.text for run in block.runs)
    for _ in takewhile("\t".__eq__, text if not block.label else ""):
        at = next((stop for stop in stops if stop > at), (at // STOP + 1) * STOP)
    return at


def _cut(runs: list[StyledText]) -> list[list[StyledText]]:
    """Return the runs of each page."""
    pages: list[list[StyledText]] = [[]]
    for run in runs:
        first, *others = run.text.split(PAGE_BREAK)
        pages[-1].append(run._replace(text=first))
        pages += [[run._replace(text=text)] for text in others]
    return pages


def _unbroken(runs: list[StyledText]) -> list[StyledText]:
    return [run._replace(text=run.text.replace(PAGE_BREAK, "\n")) for run in runs]


def _rows(table: Element) -> Iterator[Element]:
    """Yield the rows of a table, without those that were deleted."""
    for inner in table:
        if inner.tag == W + "tr":
            if child(inner, "trPr", "del") is None:
                yield inner
        elif inner.tag in (W + "sdt", W + "sdtContent", W + "customXml"):
            yield from _rows(inner)


def _head(rows: Sequence[Element]) -> int:
    """Return how many rows stand above the last of those that Word repeats on each page.

    They are one head: what spans columns names the first of them, together with its own name.
    """
    heads = sum(1 for _ in takewhile(lambda row: switch(row, "trPr", "tblHeader"), rows))
    return max(0, heads - 1) if heads < len(rows) else 0


def _cells(row: Element) -> Iterator[Element]:
    for inner in row:
        if inner.tag == W + "tc":
            yield inner
        elif inner.tag in (W + "sdt", W + "sdtContent", W + "customXml"):
            yield from _cells(inner)
