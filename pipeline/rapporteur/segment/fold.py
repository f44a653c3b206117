"""The outline grown from roles: nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapporteur.knowledge.grammar import Grammar
from rapporteur.segment.blocks import (
    Doubt,
    HeadingBlock,
    ItemBlock,
    ListBlock,
    Outline,
    ParagraphBlock,
    PartBlock,
)
from rapporteur.segment.chunks import Chunk
from rapporteur.segment.finish import label_acts
from rapporteur.segment.parts import label_of, part_of
from rapporteur.segment.roles import (
    Celled,
    Entered,
    GoesOn,
    Opened,
    Purpose,
    Rejoined,
    Role,
    Title,
    TitleGoesOn,
)
from rapporteur.segment.tables import Tables, join_tables
from rapporteur.text import Span

_NO_RULE = "base.unnumbered"


class Fold:
    """Takes chunks with their roles, in order."""

    def __init__(self) -> None:
        self._outline = Outline(parts=[PartBlock("body", None, None, [])])
        self._tables = Tables()
        self._part = 0
        self._open: list[int] = []
        self._current: ParagraphBlock | None = None
        self._path: list[ItemBlock] = []
        self._in_agenda = False
        self._interrupted: tuple[ParagraphBlock | None, list[ItemBlock]] = None, []
        self._caption: ParagraphBlock | None = None
        self._unit: ParagraphBlock | None = None
        self._latest: list[list[Span]] = []

    def finish(self, content: str, grammar: Grammar) -> Outline:
        """Return the outline."""
        label_acts(self._outline.headings, content, grammar)
        self._outline.tables = join_tables(self._tables.found, content)
        return self._outline

    def add(self, chunk: Chunk, roles: Iterable[Role]) -> None:
        """Place one chunk."""
        for role in roles:
            match role:
                case Celled():
                    self._cell(chunk, role)
                    continue
                case Rejoined():
                    self._rejoined(role)
                    continue
                case Title():
                    self._title(role)
                case TitleGoesOn():
                    self._title_goes_on(role)
                case Opened():
                    self._opened(role)
                case Entered():
                    self._entered(role)
                case GoesOn():
                    self._goes_on(role)
            note = isinstance(role, Opened) and role.purpose is Purpose.NOTE
            self._tables.inside = self._tables.inside and note

    # --- headings ------------------------------------------------------------------------------

    def _title(self, role: Title) -> None:
        label, headings = role.heading.label, self._outline.headings
        if role.opens and label is not None:
            self._outline.parts.append(part_of(label))
            self._part, self._open = len(self._outline.parts) - 1, []
        elif role.returns:
            self._part, self._open = 0, []
        del self._open[role.level - 1 :]
        part = self._outline.parts[self._part]
        block = HeadingBlock(
            label=label_of(label, part),
            pieces=list(role.pieces),
            rank=role.rank,
            level=role.level,
            part=self._part,
            parent=self._open[-1] if self._open else None,
            rule=role.heading.rule,
            label_span=role.label_span,
        )
        self._open.append(len(headings))
        headings.append(block)
        self._latest = [block.pieces]
        if role.opens:
            part.title += block.pieces
        if role.interrupts:
            self._interrupted = self._current, self._path
        self._current, self._path, self._in_agenda = None, [], False

    def _title_goes_on(self, role: TitleGoesOn) -> None:
        self._latest = [self._outline.headings[-1].pieces]
        if role.part:
            self._latest.append(self._outline.parts[self._part].title)
        self._extend(role.pieces)

    # --- text ----------------------------------------------------------------------------------

    def _opened(self, role: Opened) -> None:
        block = ParagraphBlock(
            kind=role.kind,
            number=role.label.number if role.label else None,
            pieces=list(role.pieces),
            part=self._part,
            heading=self._section(),
            rule=role.label.rule if role.label else _NO_RULE,
            label=role.label_span,
            left=role.left,
        )
        self._outline.paragraphs.append(block)
        self._latest = [block.pieces]
        if role.purpose is Purpose.ASIDE:
            return
        if role.interrupts:
            self._interrupted = self._current, self._path
        elif role.kind != "unnumbered":
            self._interrupted = None, []
        self._current, self._path, self._in_agenda = block, [], False
        if role.purpose is Purpose.TITLE:
            self._caption = block
        elif role.purpose is Purpose.UNIT:
            self._unit = block

    def _entered(self, role: Entered) -> None:
        label, depth = role.slot.label, role.slot.depth
        if not role.slot.sound:
            doubt = Doubt("item_sequence", f"{label.label} does not follow", role.label_span.start)
            self._outline.doubts.append(doubt)
        if role.resumed:
            self._current, self._path = self._interrupted
        if role.agenda:
            self._outline.agenda.append(ListBlock(len(self._outline.paragraphs) - 1, []))
            self._in_agenda = True
        item = ItemBlock(
            label=label.label,
            style=label.style,
            number=label.number,
            pieces=list(role.pieces),
            label_span=role.label_span,
            left=role.left,
        )
        (self._path[depth - 1].items if depth else self._top_list()).append(item)
        self._path = [*self._path[:depth], item]
        self._latest = [item.pieces]

    def _top_list(self) -> list[ItemBlock]:
        return self._outline.agenda[-1].items if self._in_agenda else self._owner().items

    def _owner(self) -> ParagraphBlock:
        if self._current is None:
            raise ValueError("no paragraph is open")
        return self._current

    def _goes_on(self, role: GoesOn) -> None:
        if role.tail:
            self._latest = [self._owner().tail]
        else:
            self._latest = [self._path[-1].pieces if self._path else self._owner().pieces]
        self._extend(role.pieces)

    def _extend(self, pieces: Sequence[Span]) -> None:
        for block in self._latest:
            block.extend(pieces)

    def _rejoined(self, role: Rejoined) -> None:
        """Add rows to the chunk above, as if nothing had parted the two."""
        first, *others = role.pieces
        for block in self._latest:
            above = block.pop() if block else first
            block.extend((Span(above.start, first.end), *others))

    # --- tables --------------------------------------------------------------------------------

    def _cell(self, chunk: Chunk, role: Celled) -> None:
        if role.opens:
            title = self._taken(self._caption) if role.caption else []
            unit = self._taken(self._unit) if role.unit else []
            if role.headed and not title:
                title = list(self._outline.headings[-1].pieces)
            self._tables.open(chunk, self._section(), self._part)
            self._tables.name(title + unit)
            self._caption = self._unit = None
        self._latest = [self._tables.add(chunk)]

    def _taken(self, block: ParagraphBlock | None) -> list[Span]:
        """Return the pieces of a paragraph that names a table; it is no paragraph then."""
        if block is None:
            return []
        self._outline.paragraphs.remove(block)
        self._current = None
        return block.pieces

    def _section(self) -> int | None:
        return len(self._outline.headings) - 1 if self._open else None
