"""The roles of running text: numbered paragraphs, items of lists, and what goes on with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rapporteur.knowledge.grammar import Grammar
from rapporteur.segment.blocks import Label
from rapporteur.segment.chunks import Chunk
from rapporteur.segment.context import Context, LastItem, Lead
from rapporteur.segment.continuation import (
    continues_item,
    goes_on_behind_list,
    goes_on_in_lower_case,
    is_introduced,
)
from rapporteur.segment.items import Slot, find_slot, skips
from rapporteur.segment.numbers import Use
from rapporteur.segment.roles import Entered, GoesOn, Kind, Opened, Purpose, Role
from rapporteur.segment.rows import Metrics
from rapporteur.text import Span

_RUNNING = ("lead", "item")
_STOPS = (".", ":", ";", "?", "!")


@dataclass(frozen=True, slots=True)
class TextRoles:
    """Reads text; `content` is the whole text that spans point into.

    `known` are the roles of numbered paragraphs by where they begin, `others` those of unnumbered
    ones: they are the same anywhere.
    """

    metrics: Metrics
    grammar: Grammar
    content: str
    known: dict[int, Sequence[Role]] = field(default_factory=dict)
    others: dict[int, Opened] = field(default_factory=dict)

    def text(self, chunk: Chunk, context: Context, use: Use, below: Chunk | None) -> Sequence[Role]:
        """Return the roles of a chunk of running text; `below` is the next if it is text, too."""
        decimal = chunk.label("decimal")
        if use == "paragraph" and decimal:
            if chunk.start not in self.known:
                self.known[chunk.start] = self._numbered(chunk, decimal)
            return self.known[chunk.start]
        if label := chunk.label("recommendation") or chunk.label("nested"):
            return [opened("recommendation", Purpose.TEXT, chunk, label)]
        if self._takes_text(chunk, context):
            return [GoesOn(tuple(chunk.spans()))]
        return self._item(chunk, context) or [self._unlabelled(chunk, context, below)]

    def _numbered(self, chunk: Chunk, decimal: Label) -> Sequence[Role]:
        """Return a numbered paragraph, and "(a) …" right behind its number as its first item."""
        paragraph = opened("numbered", Purpose.TEXT, chunk, decimal)
        inner = chunk.behind(decimal, self.grammar)
        first = (
            [lab for lab in inner.labels if lab.style == "letter" and lab.number == "a"]
            if (inner)
            else []
        )
        if inner is None or not first:
            return [paragraph]
        if not self.content[inner.body_start(first[0]) :][:1].isupper():
            return [paragraph]
        bare = replace(paragraph, pieces=(), label_span=Span(chunk.start, inner.start))
        return [bare, entered(inner, Slot(0, first[0], sound=True))]

    def _takes_text(self, chunk: Chunk, context: Context) -> bool:
        """Say whether the chunk is the text of a label that stood alone."""
        return context.lead is not None and not chunk.labels and context.last is None

    # --- items ---------------------------------------------------------------------------------

    def _item(self, chunk: Chunk, context: Context) -> Sequence[Role]:
        """Return the roles of a chunk as an item; none if it is none."""
        if not chunk.labels:
            return []
        if context.lead is None:
            return self._resumed(chunk, context) or self._below_heading(chunk)
        bare = context.last is None and bool(context.lists)
        opens = bare or self._ends(context.last, ":")
        slot = find_slot(chunk.labels, context.lists, chunk.left, opens=opens)
        if slot is None or not slot.sound:
            if resumed := self._resumed(chunk, context) or self._behind_text(chunk, context):
                return resumed
            if slot is None:
                return []
            if not chunk.set_off and not skips(slot, context.lists):
                return [GoesOn(tuple(chunk.spans()))]
        return [self._entered(chunk, slot, context.lead, context)]

    def _below_heading(self, chunk: Chunk) -> Sequence[Role]:
        """Return a list right below a heading, in a paragraph without text of its own."""
        slot = find_slot(chunk.labels, (), chunk.left, opens=False)
        if slot is None or not slot.sound:
            return []
        return [_without_text(chunk), entered(chunk, slot)]

    def _resumed(self, chunk: Chunk, context: Context) -> Sequence[Role]:
        """Return an entry of the list that a heading, and unnumbered text below it, interrupts."""
        if context.interrupted is None:
            return []
        owner, lists = context.interrupted
        slot = find_slot(chunk.labels, lists, chunk.left, opens=False)
        if slot is None or not slot.sound or slot.label.number in ("", "1"):
            return []
        if slot.label.number == "a" and lists:
            return []
        behind = context.lead is not None and context.lead.start != owner.start
        if behind and lists and self._ends(lists[-1].last, ":"):
            return [_without_text(chunk), entered(chunk, replace(slot, depth=0))]
        first = not lists and not context.agenda
        return [
            replace(entered(chunk, slot), resumed=True, agenda=first and self._opens(slot, owner))
        ]

    def _behind_text(self, chunk: Chunk, context: Context) -> Sequence[Role]:
        """Return an entry of a list that unnumbered text interrupts, such as what is said of one.

        It stands in a paragraph of its own, so that the order of the text is kept.
        """
        slot = find_slot(chunk.labels, context.left, chunk.left, opens=False)
        if slot is None or slot.label.number in ("", "1", "a", "i"):
            return []
        if not (slot.sound or skips(slot, context.left)):
            return []
        return [_without_text(chunk), entered(chunk, replace(slot, depth=0))]

    def _entered(self, chunk: Chunk, slot: Slot, lead: Lead, context: Context) -> Entered:
        first = not context.lists and not context.agenda
        return replace(entered(chunk, slot), agenda=first and self._opens(slot, lead))

    def _opens(self, slot: Slot, lead: Lead) -> bool:
        """Say whether the first item of a paragraph begins the agenda that it introduces."""
        if slot.label.style != "decimal" or lead.first is None or lead.last is None:
            return False
        text = self.content[lead.first.start : lead.last.end].rstrip()
        return self.grammar.search("agenda_lead", text) is not None

    def _ends(self, piece: Span | None, *ends: str) -> bool:
        return piece is not None and self.content[piece.start : piece.end].rstrip().endswith(ends)

    # --- text without a label ------------------------------------------------------------------

    def _unlabelled(self, chunk: Chunk, context: Context, below: Chunk | None) -> Role:
        lead, lists = context.lead, context.lists
        if lead is None:
            return self._unnumbered(chunk)
        if chunk.flows and self._runs_on(chunk, context, lead):
            more = True
        elif not lists:
            more = self._continues_paragraph(chunk, lead)
        else:
            more = self._continues_list(chunk, lists[-1], lead) or self._stands_between(
                chunk, lists, below
            )
        if more:
            return GoesOn(tuple(chunk.spans()))
        if lists and goes_on_behind_list(chunk, lead, self.metrics):
            return GoesOn(tuple(chunk.spans()), tail=True)
        return self._unnumbered(chunk)

    def _unnumbered(self, chunk: Chunk) -> Opened:
        if chunk.start not in self.others:
            self.others[chunk.start] = opened("unnumbered", Purpose.TEXT, chunk)
        return self.others[chunk.start]

    def _runs_on(self, chunk: Chunk, context: Context, lead: Lead) -> bool:
        """Say whether text goes on below a full row.

        One sentence may end there and another begin: below a numbered paragraph a new one would
        have a number.
        """
        if context.latest not in _RUNNING:
            return False
        ended = self._ends(context.last, *_STOPS)
        return not ended or (lead.kind != "unnumbered" and chunk.ended)

    def _continues_list(self, chunk: Chunk, last: LastItem, lead: Lead) -> bool:
        return continues_item(chunk, last, lead, self.metrics)

    def _continues_paragraph(self, chunk: Chunk, lead: Lead) -> bool:
        """Say whether the chunk goes on with the paragraph above.

        It does if the paragraph has not ended, or introduces with a colon what is set deeper; plain
        text does not show that, but goes on in lower case.
        """
        ended = (".", ":") if self.metrics.geometry else (".",)
        if goes_on_in_lower_case(chunk) and not self._ends(lead.last, *ended):
            return True
        if not self.metrics.geometry and lead.kind == "numbered" and self._votes(chunk, lead):
            return True
        return self._ends(lead.first, ":") and is_introduced(chunk, lead, self.metrics)

    def _votes(self, chunk: Chunk, lead: Lead) -> bool:
        """Say whether a chunk names a side of a vote, or those who voted for the one above it."""
        if lead.last is None:
            return False
        above = self.content[lead.last.start : lead.last.end].rstrip().rpartition("\n")[2]
        led = above.endswith(":") and self.grammar.search("vote_side", above.lstrip()) is not None
        return led or self.grammar.search("vote_side", chunk.text) is not None

    def _stands_between(
        self, chunk: Chunk, lists: tuple[LastItem, ...], below: Chunk | None
    ) -> bool:
        """Say whether the chunk, at the top of a page, stands between two entries of one list."""
        if below is None or not chunk.first_on_page:
            return False
        slot = find_slot(below.labels, lists, below.left, opens=False)
        return slot is not None and slot.sound and slot.depth == len(lists) - 1


def opened(kind: Kind, purpose: Purpose, chunk: Chunk, label: Label | None = None) -> Opened:
    """Return the role of a chunk that opens a paragraph."""
    return Opened(
        kind=kind,
        purpose=purpose,
        start=chunk.start,
        left=chunk.left,
        pieces=tuple(chunk.spans(label)),
        label=label,
        label_span=Span(chunk.start, chunk.body_start(label)) if label else None,
    )


def entered(chunk: Chunk, slot: Slot) -> Entered:
    """Return the role of a chunk as an item."""
    return Entered(
        slot=slot,
        label_span=Span(chunk.start, chunk.body_start(slot.label)),
        pieces=tuple(chunk.spans(slot.label)),
        left=chunk.left,
    )


def _without_text(chunk: Chunk) -> Opened:
    return replace(opened("unnumbered", Purpose.TEXT, chunk), pieces=())
