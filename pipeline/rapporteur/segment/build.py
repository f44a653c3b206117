"""Build the outline chunk by chunk."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from rapporteur.knowledge.grammar import Grammar
from rapporteur.segment.blocks import (
    Doubt,
    HeadingBlock,
    ItemBlock,
    Label,
    ListBlock,
    Outline,
    ParagraphBlock,
    PartBlock,
)
from rapporteur.segment.captions import Caption
from rapporteur.segment.chunks import Chunk
from rapporteur.segment.continuation import (
    continues_item,
    goes_on_behind_list,
    goes_on_in_lower_case,
    is_introduced,
)
from rapporteur.segment.finish import label_acts
from rapporteur.segment.headings import (
    ACT_ANNEX,
    SUBTITLE,
    Heading,
    Look,
)
from rapporteur.segment.items import Slot, find_slot, skips
from rapporteur.segment.numbers import Use
from rapporteur.segment.parts import label_of, part_of, returns_to_body
from rapporteur.segment.ranks import Open, closes, rank_of
from rapporteur.segment.rows import LARGER, Metrics
from rapporteur.segment.tables import Tables, join_tables
from rapporteur.text import Span

_TITLED = frozenset({"chapter", "annex", "appendix", ACT_ANNEX})
_GROUPS = frozenset({"", "upper_letter", "upper_roman"})
"""Labels of headings that may stand between a lead and its list: "A. Prevention"; or none."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a chunk was found to be: heading or caption, and what its number numbers.

    `following` is what the number of the next chunk numbers; `below` is that chunk, where it is
    no heading.
    """

    heading: Heading | None
    use: Use
    following: Use
    caption: Caption | None
    below: Chunk | None = None


@dataclass(slots=True)
class Builder:
    """Takes chunks in document order and grows the outline.

    `part` is the index of the open part. `path` holds the last item of each open list of the
    current paragraph, outermost first; `interrupted` is the paragraph and the path that the
    last heading closed, as long as no numbered paragraph follows. `titled` is the look of the
    title of a part, as long as nothing but headings set like it follows.
    """

    metrics: Metrics
    grammar: Grammar
    content: str
    looks: dict[float, Look]
    outline: Outline = field(default_factory=Outline)
    part: int = 0
    path: list[ItemBlock] = field(default_factory=list)
    current: ParagraphBlock | None = None
    untitled: HeadingBlock | None = None
    levels: list[Open] = field(default_factory=list)
    in_agenda: bool = False
    tables: Tables = field(default_factory=Tables)
    caption: ParagraphBlock | None = None
    unit: ParagraphBlock | None = None
    titled: Look | None = None
    interrupted: tuple[ParagraphBlock | None, list[ItemBlock]] = (None, [])

    def __post_init__(self) -> None:
        self.outline.parts.append(PartBlock("body", None, None, []))

    def finish(self) -> Outline:
        """Return the outline."""
        label_acts(self.outline.headings, self.content, self.grammar)
        self.outline.tables = join_tables(self.tables.found, self.content)
        return self.outline

    def add(self, chunk: Chunk, reading: Reading) -> None:
        """Place one chunk as it was read."""
        if chunk.in_table:
            self._add_cell(chunk)
            return
        below_table = self.tables.close()
        if self._is_unit(chunk, reading):
            self._open("unnumbered", chunk, None)
            self.unit = self.current
            return
        self.caption, self.unit, heading = None, None, reading.heading
        if reading.caption is not None:
            if self.path:  # a table may stand between two entries of a list
                self.interrupted = self.current, self.path
            self._open("unnumbered", chunk, None)
            self.caption = self.current if reading.caption == "title" else None
        elif heading and self._parts_list(heading) and reading.following == "list":
            self._set_aside(chunk)
        elif heading is not None:
            self._add_heading(chunk, heading)
        elif self.grammar.fits("annotation", chunk.text) or (below_table and self._is_note(chunk)):
            self._open("unnumbered", chunk, None)
            self.tables.inside = below_table  # it may go on below its notes, on the next page
        elif self.untitled is not None and self._titles(chunk):
            self._extend_title(chunk)
        else:
            self.untitled = self.titled = None
            self._add_text(chunk, reading)

    def _is_unit(self, chunk: Chunk, reading: Reading) -> bool:
        """Say whether the chunk, right below a title, says what the table below it counts."""
        titled = self.caption is not None or (bool(self.levels) and self.current is None)
        bare = reading.heading is None and reading.caption is None
        return titled and bare and self.grammar.fits("caption_unit", chunk.text)

    def _is_note(self, chunk: Chunk) -> bool:
        """Say whether the chunk, right below a table, is a source or note in smaller type."""
        return not chunk.labels and chunk.size < self.metrics.size - LARGER

    # --- headings ------------------------------------------------------------------------------

    def _add_heading(self, chunk: Chunk, heading: Heading) -> None:
        if heading.label is None and self.untitled is not None:
            self._extend_title(chunk, heading.look)
            return
        if self._lists_in_title(heading):
            self.outline.headings[-1].pieces += chunk.spans()
            return
        if heading.label is not None or heading.look != self.titled:
            self.titled = None
        else:
            heading = replace(heading, rank=SUBTITLE)
        style = heading.label.style if heading.label else ""
        if style in {"annex", "appendix"} and heading.label:
            self._open_part(heading.label)
        elif returns_to_body(chunk, self.part, self.outline.headings, self.content, self.grammar):
            self.part, self.levels = 0, []
        block = self._heading_block(chunk, heading)
        if style in {"annex", "appendix"}:
            self.outline.parts[-1].title += block.pieces
        self.outline.headings.append(block)
        if self.path or (style in _GROUPS and self._last_text().endswith(":")):
            self.interrupted = (self.current, self.path)
        self.current, self.path, self.in_agenda = None, [], False
        titled = (style in _TITLED and not block.pieces) or (
            heading.label is None and self.grammar.fits("titled_heading", chunk.text)
        )
        self.untitled = block if titled else None

    def _lists_in_title(self, heading: Heading) -> bool:
        """Say whether "(a) …" right below the title "General debate:" is a part of it."""
        above = self.outline.headings[-1] if self.outline.headings else None
        if above is None or not above.pieces or self.current is not None:
            return False
        title = self.content[above.pieces[0].start : above.pieces[0].end].rstrip()
        return heading.label is not None and heading.label.style == "letter" and title[-1:] == ":"

    def _open_part(self, label: Label) -> None:
        self.outline.parts.append(part_of(label))
        self.part, self.levels = len(self.outline.parts) - 1, []

    def _heading_block(self, chunk: Chunk, heading: Heading) -> HeadingBlock:
        rank = rank_of(heading, self.looks, self.levels, self.metrics.size)
        while self.levels and closes(heading, rank, self.levels[-1]):
            self.levels.pop()
        parent = self.levels[-1].index if self.levels else None
        label = heading.label
        index = len(self.outline.headings)
        opened = label if label is not None and label.style != ACT_ANNEX else None
        self.levels.append(Open(rank, index, heading.look, opened, heading.depth, heading.named))
        part = self.outline.parts[self.part]
        return HeadingBlock(
            label=label_of(label, part),
            pieces=chunk.spans(label),
            rank=rank,
            level=len(self.levels),
            part=self.part,
            parent=parent,
            rule=heading.rule,
            label_span=Span(chunk.start, chunk.body_start(label)) if label else None,
        )

    def _titles(self, chunk: Chunk) -> bool:
        """Say whether unlabelled text right under `Annex` or `Chapter I` is its title."""
        if chunk.labels or chunk.ended or len(chunk.text) > 200:
            return False
        centred = chunk.left > self.metrics.left + 40
        return not self.metrics.geometry or centred

    def _extend_title(self, chunk: Chunk, look: Look | None = None) -> None:
        if self.untitled is None:
            return
        self.untitled.pieces += chunk.spans()
        part = self.outline.parts[self.part]
        if part.label is not None and self.untitled.label == part.label:
            part.title += chunk.spans()
            self.titled = look
        self.untitled = None

    # --- text ----------------------------------------------------------------------------------

    def _add_text(self, chunk: Chunk, reading: Reading) -> None:
        decimal = chunk.label("decimal")
        if reading.use == "paragraph" and decimal:
            self._open("numbered", chunk, decimal)
            self._open_inner_list(chunk, decimal)
        elif label := chunk.label("recommendation") or chunk.label("nested"):
            self._open("recommendation", chunk, label)
        elif self._takes_text(chunk):
            self._append(chunk)
        elif not self._add_item(chunk):
            self._add_unlabelled(chunk, reading.below)

    def _open(self, kind: str, chunk: Chunk, label: Label | None) -> None:
        self.current = ParagraphBlock(
            kind=kind,  # type: ignore[arg-type]
            number=label.number if label else None,
            pieces=chunk.spans(label),
            part=self.part,
            heading=self._heading_index(),
            rule=label.rule if label else "base.unnumbered",
            label=Span(chunk.start, chunk.body_start(label)) if label else None,
            left=chunk.left,
        )
        self.outline.paragraphs.append(self.current)
        if kind != "unnumbered":
            self.interrupted = None, []
        self.path, self.in_agenda = [], False

    def _set_aside(self, chunk: Chunk) -> None:
        """Place a line between entries of a list, such as a segment's name; the list goes on."""
        open_list = self.current, self.path, self.in_agenda
        self._open("unnumbered", chunk, None)
        self.current, self.path, self.in_agenda = open_list

    def _parts_list(self, heading: Heading) -> bool:
        """Say whether a heading above an entry of a list only names a group of its entries."""
        if heading.label is not None:
            return False
        in_italics = heading.look.italic and not heading.look.bold
        listing = bool(self.path) or self._last_text().endswith(":")
        return self.in_agenda or (in_italics and listing)

    def _takes_text(self, chunk: Chunk) -> bool:
        """Say whether the chunk is the text of a label that stood alone."""
        if self.current is None or chunk.labels:
            return False
        target = self.path[-1].pieces if self.path else self.current.pieces
        return not target

    def _append(self, chunk: Chunk) -> None:
        if self.current is None:
            raise ValueError("no paragraph to append to")
        (self.path[-1] if self.path else self.current).pieces.extend(chunk.spans())

    def _last_text(self) -> str:
        if self.current is None:
            return ""
        pieces = self.path[-1].pieces if self.path else self.current.pieces
        return self.content[pieces[-1].start : pieces[-1].end].rstrip() if pieces else ""

    # --- items ---------------------------------------------------------------------------------

    def _add_item(self, chunk: Chunk) -> bool:
        """Place the chunk as an item of the current paragraph; False if it is none."""
        if not chunk.labels:
            return False
        if self.current is None:
            return self._open_with_item(chunk)
        opens = self._last_text().endswith(":")
        slot = find_slot(chunk.labels, self.path, chunk.left, opens=opens)
        if (slot is None or not slot.sound) and self._resume(chunk):
            return True
        if slot is None:
            return False
        if not slot.sound and not chunk.set_off and not skips(slot, self.path):
            self._append(chunk)
            return True
        self._place(chunk, slot)
        return True

    def _open_with_item(self, chunk: Chunk) -> bool:
        """Open a paragraph without text of its own for a list right below a heading."""
        if self._resume(chunk):
            return True
        slot = find_slot(chunk.labels, [], chunk.left, opens=False)
        if slot is None or not slot.sound:
            return False
        self._open_bare(chunk)
        self._place(chunk, slot)
        return True

    def _open_inner_list(self, chunk: Chunk, label: Label) -> None:
        """Place "(a) …" right behind the number of the paragraph as its first item."""
        inner = chunk.behind(label, self.grammar)
        if inner is None or self.current is None:
            return
        first = [lab for lab in inner.labels if lab.style == "letter" and lab.number == "a"]
        if first and self.content[inner.body_start(first[0]) :][:1].isupper():
            self.current.pieces.clear()
            self.current.label = Span(chunk.start, inner.start)
            self._place(inner, Slot(0, first[0], sound=True))

    def _resume(self, chunk: Chunk) -> bool:
        """Place the chunk in the list that a heading, and unnumbered text below it, interrupts."""
        owner, path = self.interrupted
        slot = find_slot(chunk.labels, path, chunk.left, opens=False) if owner else None
        if slot is None or not slot.sound or slot.label.number in ("", "1"):
            return False
        if slot.label.number == "a" and path:
            return False
        behind = self.current is not None and self.current is not owner
        if behind and self._introduces(path[-1:]):
            self._open_bare(chunk)
            self._place(chunk, replace(slot, depth=0))
        else:
            self.current, self.path = owner, path
            self._place(chunk, slot)
        return True

    def _introduces(self, last: list[ItemBlock]) -> bool:
        """Say whether an item ends in a colon: the text below it is what it speaks of."""
        pieces = last[0].pieces if last else []
        return bool(pieces) and self.content[pieces[-1].start : pieces[-1].end].rstrip().endswith(
            ":"
        )

    def _open_bare(self, chunk: Chunk) -> None:
        """Open a paragraph without text of its own."""
        interrupted = self.interrupted
        self._open("unnumbered", chunk, None)
        self.outline.paragraphs[-1].pieces.clear()
        self.interrupted = interrupted

    def _place(self, chunk: Chunk, slot: Slot) -> None:
        if self.current is None:
            raise ValueError("no paragraph for an item")
        if not slot.sound:
            self.outline.doubts.append(
                Doubt("item_sequence", f"{slot.label.label} does not follow", chunk.start)
            )
        item = ItemBlock(
            label=slot.label.label,
            style=slot.label.style,
            number=slot.label.number,
            pieces=chunk.spans(slot.label),
            label_span=Span(chunk.start, chunk.body_start(slot.label)),
            left=chunk.left,
        )
        self._start_agenda(slot)
        owner = self.path[slot.depth - 1].items if slot.depth else self._top_list()
        owner.append(item)
        self.path = [*self.path[: slot.depth], item]

    def _start_agenda(self, slot: Slot) -> None:
        """Open a list of its own if the paragraph introduces the adopted agenda."""
        if self.current is None or self.path or self.in_agenda or slot.label.style != "decimal":
            return
        lead = " ".join(self.content[p.start : p.end] for p in self.current.pieces)
        if self.grammar.search("agenda_lead", lead.rstrip()):
            index = len(self.outline.paragraphs) - 1
            self.outline.agenda.append(ListBlock(index, []))
            self.in_agenda = True

    def _top_list(self) -> list[ItemBlock]:
        if self.in_agenda:
            return self.outline.agenda[-1].items
        if self.current is None:
            raise ValueError("no paragraph for a list")
        return self.current.items

    # --- text without a label ------------------------------------------------------------------

    def _add_unlabelled(self, chunk: Chunk, below: Chunk | None) -> None:
        current = self.current
        if current is None:
            self._open("unnumbered", chunk, None)
        elif self.path and (
            continues_item(chunk, self.path[-1], current, self.metrics)
            or self._stands_between(chunk, below)
        ):
            self._append(chunk)
        elif self.path and goes_on_behind_list(chunk, current, self.metrics):
            current.tail += chunk.spans()
        elif not self.path and self._continues_paragraph(chunk, current):
            current.pieces += chunk.spans()
        else:
            self._open("unnumbered", chunk, None)

    def _continues_paragraph(self, chunk: Chunk, current: ParagraphBlock) -> bool:
        """Say whether the chunk goes on with the paragraph above.

        It does if the paragraph has not ended, or introduces with a colon what is set deeper.
        """
        if goes_on_in_lower_case(chunk) and not self._last_text().endswith((".", ":")):
            return True
        first = current.pieces[:1]
        lead = "".join(self.content[piece.start : piece.end] for piece in first).rstrip()
        return lead.endswith(":") and is_introduced(chunk, current, self.metrics)

    def _stands_between(self, chunk: Chunk, below: Chunk | None) -> bool:
        """Say whether the chunk, at the top of a page, stands between two entries of one list."""
        if not self.path or below is None or not chunk.first_on_page:
            return False
        slot = find_slot(below.labels, self.path, below.left, opens=False)
        return slot is not None and slot.sound and slot.depth == len(self.path) - 1

    # --- tables --------------------------------------------------------------------------------

    def _add_cell(self, chunk: Chunk) -> None:
        if not self.tables.holds(chunk):
            self.tables.open(chunk, self._heading_index(), self.part)
            self.tables.name(self._table_title())
        self.tables.add(chunk)

    def _heading_index(self) -> int | None:
        return len(self.outline.headings) - 1 if self.levels else None

    def _table_title(self) -> list[Span]:
        """Return the title of the table below: a caption or the heading above, and its unit."""
        unit = self._taken(self.unit)
        title = self._taken(self.caption)
        if not title and self.levels and self.current is None:
            title = list(self.outline.headings[-1].pieces)
        self.caption = self.unit = None
        return title + unit

    def _taken(self, block: ParagraphBlock | None) -> list[Span]:
        """Return the pieces of the last paragraph if it is this one; it is no paragraph then."""
        if block is None or self.outline.paragraphs[-1] is not block:
            return []
        self.current = None
        return self.outline.paragraphs.pop().pieces
