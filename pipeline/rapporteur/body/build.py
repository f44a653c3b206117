"""The outline becomes the report's own objects, with ids and places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapporteur.body.body import Body
from rapporteur.body.ids import Ids, slug
from rapporteur.body.lines import LineBook
from rapporteur.body.notes import Notes, NoteText
from rapporteur.body.places import Places
from rapporteur.knowledge.grammar import compile_pattern
from rapporteur.report import (
    AgendaItem,
    Item,
    Paragraph,
    Part,
    Place,
    RemovedKind,
    Section,
    Table,
)
from rapporteur.segment.blocks import (
    HeadingBlock,
    ItemBlock,
    ListBlock,
    Outline,
    ParagraphBlock,
    PartBlock,
    TableBlock,
)
from rapporteur.strip.calls import Call
from rapporteur.text import Span, Text

_WORD = compile_pattern(r"\w+")


@dataclass(slots=True)
class BodyBuilder:
    """Turns an outline into the report's objects."""

    text: Text
    note_text: Text
    note_texts: Sequence[NoteText]
    calls: Sequence[Call]
    outline: Outline
    places: Places
    ids: Ids = field(default_factory=Ids)
    covered: list[Span] = field(default_factory=list)
    unsaid: list[tuple[RemovedKind, Span]] = field(default_factory=list)
    pieces: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    notes: Notes = field(init=False)
    lines: LineBook = field(init=False)

    def __post_init__(self) -> None:
        self.notes = Notes(self.note_text, self.note_texts, self.calls, self.text)
        self.lines = LineBook(self.text, self.places)

    def build(self) -> Body:
        """Return the body; every block of the outline is in it."""
        self.notes.number(self.ids)
        parts = [self._part(index, part) for index, part in enumerate(self.outline.parts)]
        sections = self._sections(parts)
        paragraphs = [self._paragraph(block, parts, sections) for block in self.outline.paragraphs]
        tables = [self._table(block, parts, sections) for block in self.outline.tables]
        own = self._own_agenda()
        agenda = [self._agenda_item(item) for item in own.items] if own else []
        self._place_other_lists(paragraphs)
        return Body(
            parts=tuple(parts),
            sections=tuple(sections),
            paragraphs=tuple(paragraphs),
            footnotes=tuple(self.notes.footnotes(self.places)),
            tables=tuple(tables),
            agenda=tuple(agenda),
            agenda_paragraph=paragraphs[own.paragraph].id if own else None,
            covered=tuple(self.covered),
            unsaid=tuple(self.unsaid),
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

    def _own(self, block: ParagraphBlock | ItemBlock, label: Span | None, node: str) -> None:
        """Note which pieces are the node's own, and the lines that they are printed on."""
        self.lines.add(node, block.pieces)
        self.pieces[node] = (*([label] if label else []), *block.pieces)
        if block.tail:
            self.pieces[f"{node}#tail"] = tuple(block.tail)

    def _source(self, pieces: Iterable[Span]) -> list[Place]:
        return self.places.of(self._spans(pieces))

    def _spans(self, pieces: Iterable[Span]) -> list[Span]:
        return [s for p in pieces for s in self.text.source_spans(p.start, p.end)]

    def _label(self, span: Span | None, said: str | None) -> None:
        """Take a label as covered; words of it that `said` has not are unsaid."""
        if span is None:
            return
        self.covered += self.text.source_spans(span.start, span.end)
        known = set(_WORD.findall(said or ""))
        for word in _WORD.finditer(self.text.content, span.start, span.end):
            if word[0] not in known:
                self._leave("label", Span(*word.span()))

    def _leave(self, kind: RemovedKind, span: Span) -> None:
        self.unsaid += [(kind, piece) for piece in self.text.source_spans(span.start, span.end)]

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
        name = block.label or "-".join(slug(title).split("-")[:4])
        wish = f"{parent.id}.{slug(name, upper=True)}" if parent else f"s-{slug(name, upper=True)}"
        section_id = self.ids.new(wish)
        self._label(block.label_span, block.label)
        whole = [*([block.label_span] if block.label_span else []), *block.pieces]
        part = parts[block.part].id
        self.notes.called(whole, section_id, part)
        source = self._source(whole)
        if source:
            self.notes.begins(part, self.places.sheet(self._spans(whole)))
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
            self.ids.new(f"{prefix}{letter}{slug(block.number, upper=True)}")
            if block.number
            else self.ids.next(f"{prefix}{letter}")
        )
        self._label(block.label, block.number)
        self._own(block, block.label, paragraph_id)
        text = self._read(block.pieces)
        footnotes = self.notes.called(block.pieces, paragraph_id, part)
        items = [self._item(item, paragraph_id, part) for item in block.items]
        tail = self._read(block.tail)
        footnotes += self.notes.called(block.tail, paragraph_id, part)
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
        name = slug(block.number) or {"bullet": "b", "dash": "d"}.get(block.style, "i")
        wish = f"{parent}.{name}"
        item_id = self.ids.new(wish) if block.number else self.ids.next(wish)
        self._label(block.label_span, block.label)
        self._own(block, block.label_span, item_id)
        return Item(
            id=item_id,
            label=block.label,
            text=self._read(block.pieces),
            items=[self._item(item, item_id, part) for item in block.items],
            tail=self._read(block.tail) or None,
            footnotes=self.notes.called([*block.pieces, *block.tail], item_id, part),
            source=self._source(_item_pieces(block)),
        )

    def _agenda_item(self, block: ItemBlock) -> AgendaItem:
        self._label(block.label_span, block.number)
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

    def _table(
        self, block: TableBlock, parts: Sequence[Part], sections: Sequence[Section]
    ) -> Table:
        table_id = self.ids.next("t")
        rows = [[self._read(cell) for cell in row] for row in block.rows]
        filled = sorted({column for row in rows for column, cell in enumerate(row) if cell})
        rows = [[row[at] if at < len(row) else "" for at in filled] for row in rows]
        pieces = [piece for row in block.rows for cell in row for piece in cell]
        for piece in block.repeated:
            self.covered += self.text.source_spans(piece.start, piece.end)
            self._leave("running_head", piece)
        self.notes.called([*block.title, *pieces], table_id, parts[block.part].id)
        return Table(
            id=table_id,
            title=self._read(block.title) or None,
            section=sections[block.heading].id if block.heading is not None else None,
            header=rows[0] if rows else [],
            rows=rows[1:],
            source=self._source(pieces + block.repeated),
        )


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
