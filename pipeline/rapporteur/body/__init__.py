"""The body of the report: the outline as the report's own objects, with ids and places."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapporteur.knowledge.grammar import compile_pattern
from rapporteur.report import AgendaItem, Footnote, Item, Paragraph, Part, Place, Section, Table
from rapporteur.segment.blocks import (
    HeadingBlock,
    ItemBlock,
    ListBlock,
    Outline,
    ParagraphBlock,
    PartBlock,
    TableBlock,
)
from rapporteur.source import Box, Line, Source
from rapporteur.strip.calls import Call
from rapporteur.text import Span, Text

_SLUG = compile_pattern(r"[^a-z0-9]+")
_MARKS = {"*": "star", "†": "dagger", "‡": "double-dagger", "§": "section"}


@dataclass(frozen=True, slots=True)
class NoteText:
    """A footnote ready for the report: where its text stands in a text of its own.

    `at_end` says that any page may call it.
    """

    marker: str
    span: Span
    page: int
    at_end: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """Everything that the report says in running text, in document order.

    `covered` is what of the source stands here; `lines` maps the id of each paragraph and item
    to the offsets in its text where printed lines begin, `pieces` to what of the repaired text is
    its own: label and text without items, the tail under `<id>#tail`.
    """

    parts: tuple[Part, ...]
    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    footnotes: tuple[Footnote, ...]
    tables: tuple[Table, ...]
    agenda: tuple[AgendaItem, ...]
    agenda_paragraph: str | None
    covered: tuple[Span, ...]
    lines: Mapping[str, tuple[int, ...]]
    pieces: Mapping[str, tuple[Span, ...]]


@dataclass(slots=True)
class Ids:
    """Hands out ids, each once: a second `p1` becomes `p1-2`."""

    taken: dict[str, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def next(self, prefix: str) -> str:
        """Return `prefix` with the next number: `u1`, then `u2`."""
        self.counts[prefix] = self.counts.get(prefix, 0) + 1
        return self.new(f"{prefix}{self.counts[prefix]}")

    def new(self, wish: str) -> str:
        """Return `wish` or, if it is taken, `wish` with the next free number."""
        count = self.taken.get(wish, 0) + 1
        self.taken[wish] = count
        return wish if count == 1 else self.new(f"{wish}-{count}")


class Places:
    """Finds page, offsets and box of spans of a source."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._lines = [line for page in source.pages for line in page.lines]
        self._starts = [line.start for line in self._lines]

    def of(self, spans: Iterable[Span]) -> list[Place]:
        """Return one place for each page that the spans touch, in order."""
        by_page: dict[int, list[Line]] = {}
        bounds: dict[int, Span] = {}
        for span in spans:
            for line in self._touched(span):
                low, high = max(span.start, line.start), min(span.end, line.end)
                by_page.setdefault(line.page, []).append(line)
                old = bounds.get(line.page, Span(low, high))
                bounds[line.page] = Span(min(old.start, low), max(old.end, high))
        return [self._place(page, bounds[page], lines) for page, lines in by_page.items()]

    def _touched(self, span: Span) -> list[Line]:
        first = max(0, bisect_right(self._starts, span.start) - 1)
        last = bisect_left(self._starts, span.end)
        return [line for line in self._lines[first:last] if line.end > span.start]

    def _place(self, page: int, span: Span, lines: Sequence[Line]) -> Place:
        base = self._source.pages[page - 1].start
        boxes = [line.box for line in lines if line.box is not None]
        return Place(
            page=page,
            start=span.start - base,
            end=span.end - base,
            bbox=_union(boxes) if boxes else None,
        )


def _union(boxes: Sequence[Box]) -> Box:
    return (
        round(min(box[0] for box in boxes), 2),
        round(min(box[1] for box in boxes), 2),
        round(max(box[2] for box in boxes), 2),
        round(max(box[3] for box in boxes), 2),
    )


@dataclass(slots=True)
class BodyBuilder:
    """Turns an outline into the report's objects."""

    text: Text
    notes: Text
    note_texts: Sequence[NoteText]
    calls: Sequence[Call]
    outline: Outline
    places: Places
    ids: Ids = field(default_factory=Ids)
    covered: list[Span] = field(default_factory=list)
    note_ids: list[str] = field(default_factory=list)
    callers: dict[int, str] = field(default_factory=dict)
    call_at: list[tuple[int, int]] = field(default_factory=list)
    node_parts: dict[str, str] = field(default_factory=dict)
    part_pages: list[tuple[int, str]] = field(default_factory=list)
    lines: dict[str, tuple[int, ...]] = field(default_factory=dict)
    pieces: dict[str, tuple[Span, ...]] = field(default_factory=dict)

    def build(self) -> Body:
        """Return the body; every block of the outline is in it."""
        self._number_notes()
        parts = [self._part(index, part) for index, part in enumerate(self.outline.parts)]
        sections = self._sections(parts)
        paragraphs = [self._paragraph(block, parts, sections) for block in self.outline.paragraphs]
        tables = [self._table(block, sections) for block in self.outline.tables]
        own = self._own_agenda()
        agenda = [self._agenda_item(item) for item in own.items] if own else []
        self._place_other_lists(paragraphs)
        return Body(
            parts=tuple(parts),
            sections=tuple(sections),
            paragraphs=tuple(paragraphs),
            footnotes=tuple(self._footnotes()),
            tables=tuple(tables),
            agenda=tuple(agenda),
            agenda_paragraph=paragraphs[own.paragraph].id if own else None,
            covered=tuple(self.covered),
            lines=self.lines,
            pieces=self.pieces,
        )

    # --- text ----------------------------------------------------------------------------------

    def _read(self, pieces: Iterable[Span]) -> str:
        """Return the pieces as reading text and take them as covered."""
        words: list[str] = []
        for piece in pieces:
            self.covered += self.text.source_spans(piece.start, piece.end)
            words += self.text.content[piece.start : piece.end].split()
        return " ".join(words)

    def _read_node(self, pieces: Iterable[Span], node: str) -> str:
        """Return the pieces as reading text and note where its printed lines begin."""
        starts: list[int] = []
        size = 0
        pieces = list(pieces)
        for piece in pieces:
            for line in self.text.content[piece.start : piece.end].splitlines():
                if words := line.split():
                    starts.append(size)
                    size += sum(map(len, words)) + len(words)
        self.lines[node] = tuple(starts)
        return self._read(pieces)

    def _own(self, block: ParagraphBlock | ItemBlock, label: Span | None, node: str) -> None:
        """Note which pieces are the node's own."""
        self.pieces[node] = (*([label] if label else []), *block.pieces)
        if block.tail:
            self.pieces[f"{node}#tail"] = tuple(block.tail)

    def _source(self, pieces: Iterable[Span]) -> list[Place]:
        spans = [s for p in pieces for s in self.text.source_spans(p.start, p.end)]
        return self.places.of(spans)

    def _cover(self, span: Span | None) -> None:
        if span is not None:
            self.covered += self.text.source_spans(span.start, span.end)

    # --- parts and sections --------------------------------------------------------------------

    def _part(self, index: int, block: PartBlock) -> Part:
        if block.kind == "body":
            return Part(id=self.ids.new("body"), label=None, title=None)
        same = [part for part in self.outline.parts[: index + 1] if part.kind == block.kind]
        title = " ".join(" ".join(self.text.content[p.start : p.end].split()) for p in block.title)
        return Part(
            id=self.ids.new(f"{block.kind}-{len(same)}"), label=block.label, title=title or None
        )

    def _sections(self, parts: Sequence[Part]) -> list[Section]:
        sections: list[Section] = []
        for block in self.outline.headings:
            parent = sections[block.parent] if block.parent is not None else None
            sections.append(self._section(block, parts, parent))
        return sections

    def _section(
        self, block: HeadingBlock, parts: Sequence[Part], parent: Section | None
    ) -> Section:
        title = self._read(block.pieces)
        name = block.label or "-".join(_slug(title).split("-")[:4])
        wish = (
            f"{parent.id}.{_slug(name, upper=True)}" if parent else f"s-{_slug(name, upper=True)}"
        )
        section_id = self.ids.new(wish)
        self._cover(block.label_span)
        whole = [*([block.label_span] if block.label_span else []), *block.pieces]
        part = parts[block.part].id
        self._call_sites(whole, section_id, part)
        source = self._source(whole)
        if (not self.part_pages or self.part_pages[-1][1] != part) and source:
            self.part_pages.append((source[0].page, part))
        return Section(
            id=section_id,
            label=block.label,
            title=title,
            level=block.level,
            parent=parent.id if parent else None,
            part=part,
            source=source,
        )

    # --- paragraphs ----------------------------------------------------------------------------

    def _paragraph(
        self, block: ParagraphBlock, parts: Sequence[Part], sections: Sequence[Section]
    ) -> Paragraph:
        part = parts[block.part].id
        prefix = "" if part == "body" else f"{part}."
        letter = {"numbered": "p", "recommendation": "r", "unnumbered": "u"}[block.kind]
        paragraph_id = (
            self.ids.new(f"{prefix}{letter}{_slug(block.number, upper=True)}")
            if block.number
            else self.ids.next(f"{prefix}{letter}")
        )
        self._cover(block.label)
        self._own(block, block.label, paragraph_id)
        text = self._read_node(block.pieces, paragraph_id)
        footnotes = self._call_sites(block.pieces, paragraph_id, part)
        items = [self._item(item, paragraph_id, part) for item in block.items]
        tail = self._read(block.tail)
        footnotes += self._call_sites(block.tail, paragraph_id, part)
        return Paragraph(
            id=paragraph_id,
            kind=block.kind,
            number=block.number,
            part=part,
            section=sections[block.heading].id if block.heading is not None else None,
            text=text,
            items=items,
            tail=tail or None,
            footnotes=footnotes,
            source=self._source(_all_pieces(block)),
            rule=block.rule,
        )

    def _item(self, block: ItemBlock, parent: str, part: str) -> Item:
        name = _slug(block.number) or {"bullet": "b", "dash": "d"}.get(block.style, "i")
        wish = f"{parent}.{name}"
        item_id = self.ids.new(wish) if block.number else self.ids.next(wish)
        self._cover(block.label_span)
        self._own(block, block.label_span, item_id)
        return Item(
            id=item_id,
            label=block.label,
            text=self._read_node(block.pieces, item_id),
            items=[self._item(item, item_id, part) for item in block.items],
            tail=self._read(block.tail) or None,
            footnotes=self._call_sites([*block.pieces, *block.tail], item_id, part),
        )

    def _agenda_item(self, block: ItemBlock) -> AgendaItem:
        self._cover(block.label_span)
        title = self._read([*block.pieces, *block.tail])
        return AgendaItem(
            number=block.number,
            title=title.rstrip(" .;:"),
            items=[self._agenda_item(item) for item in block.items],
        )

    def _own_agenda(self) -> ListBlock | None:
        """Return the agenda of the meeting: the first in the body, for annexes have others."""
        at = self.outline.paragraphs
        return next((block for block in self.outline.agenda if at[block.paragraph].part == 0), None)

    def _place_other_lists(self, paragraphs: list[Paragraph]) -> None:
        """Give the other agendas back to their paragraphs, as items."""
        own = self._own_agenda()
        for block in self.outline.agenda:
            if block is own:
                continue
            owner = paragraphs[block.paragraph]
            items = [self._item(item, owner.id, owner.part) for item in block.items]
            paragraphs[block.paragraph] = owner.model_copy(update={"items": items})

    def _table(self, block: TableBlock, sections: Sequence[Section]) -> Table:
        rows = [[self._read(cell) for cell in row] for row in block.rows]
        width = max((len(row) for row in rows), default=0)
        rows = [row + [""] * (width - len(row)) for row in rows]
        pieces = [piece for row in block.rows for cell in row for piece in cell]
        for piece in block.repeated:
            self._cover(piece)
        return Table(
            id=self.ids.next("t"),
            title=self._read(block.title) or None,
            section=sections[block.heading].id if block.heading is not None else None,
            header=rows[0] if rows else [],
            rows=rows[1:],
            source=self._source(pieces + block.repeated),
        )

    # --- footnotes -----------------------------------------------------------------------------

    def _number_notes(self) -> None:
        for note in self.note_texts:
            name = "".join(_MARKS.get(mark, mark) for mark in note.marker) or "note"
            self.note_ids.append(self.ids.new(f"fn-{name}" if not name.isdigit() else f"fn{name}"))
        used: set[int] = set()
        for call in self.calls:
            index = self._note_of(call, used)
            if index is not None:
                used.add(index)
                self.call_at.append((self._behind_text(self.text.locate(call.start)), index))
        self.call_at.sort()

    def _behind_text(self, position: int) -> int:
        """Return the position behind the last non-blank character before `position`."""
        while position and self.text.content[position - 1].isspace():
            position -= 1
        return position

    def _note_of(self, call: Call, used: set[int]) -> int | None:
        """Return the footnote that a call means: same marker, its page or one beside it."""
        near = [
            (abs(note.page - call.page), index in used, index)
            for index, note in enumerate(self.note_texts)
            if note.marker == call.marker and (note.at_end or abs(note.page - call.page) <= 1)
        ]
        return min(near)[2] if near else None

    def _call_sites(self, pieces: Iterable[Span], node: str, part: str) -> list[str]:
        """Return the ids of the footnotes called in the pieces, each once, in order."""
        found: list[str] = []
        self.node_parts[node] = part
        for piece in pieces:
            low = bisect_left(self.call_at, (piece.start, -1))
            while low < len(self.call_at) and self.call_at[low][0] <= piece.end:
                index = self.call_at[low][1]
                if index not in self.callers:
                    self.callers[index] = node
                    found.append(self.note_ids[index])
                low += 1
        return found

    def _footnotes(self) -> list[Footnote]:
        found = []
        for index, note in enumerate(self.note_texts):
            spans = self.notes.source_spans(note.span.start, note.span.end)
            content = self.notes.content[note.span.start : note.span.end]
            found.append(
                Footnote(
                    id=self.note_ids[index],
                    marker=note.marker,
                    text=" ".join(content.split()),
                    part=self._part_of(index),
                    paragraph=self.callers.get(index),
                    source=self.places.of(spans),
                )
            )
        return found

    def _part_of(self, index: int) -> str:
        """Return the part of the node that calls the footnote, else that of its page."""
        caller = self.callers.get(index)
        if caller is not None and caller in self.node_parts:
            return self.node_parts[caller]
        page = self.note_texts[index].page
        return next((part for first, part in reversed(self.part_pages) if first <= page), "body")


def _all_pieces(block: ParagraphBlock) -> list[Span]:
    pieces = [*([block.label] if block.label else []), *block.pieces]
    for item in block.items:
        pieces += _item_pieces(item)
    return pieces + block.tail


def _item_pieces(item: ItemBlock) -> list[Span]:
    pieces = [*([item.label_span] if item.label_span else []), *item.pieces]
    for inner in item.items:
        pieces += _item_pieces(inner)
    return pieces + item.tail


def _slug(name: str, *, upper: bool = False) -> str:
    """Return `name` in letters, digits and hyphens; dots inside numbers stay."""
    if upper and all(c.isalnum() or c == "." for c in name):
        return name
    return _SLUG.sub("-", name.lower()).strip("-")
