"""The roles of what looks like a heading, and of text that gives a heading its title."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rapporteur.knowledge.grammar import Grammar
from rapporteur.segment.chunks import Chunk
from rapporteur.segment.context import Context
from rapporteur.segment.headings import ACT_ANNEX, SUBTITLE, Heading, Look
from rapporteur.segment.ranks import Open, closes, rank_in_act, rank_of
from rapporteur.segment.roles import Title, TitleGoesOn, Untitled
from rapporteur.segment.rows import Metrics
from rapporteur.text import Span

_TITLED = frozenset({"chapter", "annex", "appendix", ACT_ANNEX})
_PARTS = frozenset({"annex", "appendix"})
_GROUPS = frozenset({"", "upper_letter", "upper_roman"})
"""Labels of headings that may stand between a lead and its list: "A. Prevention"; or none."""
_GOES_ON = (",", ";", ":")
_LONGEST_TITLE = 200
_CENTRED = 40.0


@dataclass(frozen=True, slots=True)
class TitleRoles:
    """Reads headings; `looks` is how the labelled ones of each rank are set."""

    metrics: Metrics
    grammar: Grammar
    content: str
    looks: dict[float, Look]

    def title(self, chunk: Chunk, heading: Heading, context: Context) -> Title | TitleGoesOn:
        """Return the role of a chunk as a heading."""
        if heading.label is None and context.untitled is not None:
            return self.more(chunk, context, heading.look)
        if self._lists_in_title(heading, context) or self._stacked(chunk, heading, context):
            return TitleGoesOn(tuple(chunk.spans()))
        if heading.label is None and heading.look == context.titled:
            heading = replace(heading, rank=SUBTITLE)
        style = heading.label.style if heading.label else ""
        opens = style in _PARTS
        returns = not opens and self._returns(chunk, context)
        pieces = tuple(chunk.spans(heading.label))
        sections = () if opens or returns else context.sections
        agenda = self.grammar.fits("agenda_title", chunk.text)
        rank, level = self._depth(heading, sections, self.ends_above(context), agenda=agenda)
        return Title(
            heading=heading,
            pieces=pieces,
            label_span=Span(chunk.start, chunk.body_start(heading.label))
            if heading.label
            else None,
            rank=rank,
            level=level,
            opens=opens,
            returns=returns,
            names=bool(context.part) and self.grammar.match("part_name", chunk.text) is not None,
            untitled=self._waits(chunk, heading, pieces),
            interrupts=bool(context.lists)
            or (style in _GROUPS and self.ends_above(context).endswith(":")),
        )

    def more(self, chunk: Chunk, context: Context, look: Look | None = None) -> TitleGoesOn:
        """Return the role of a chunk that gives the last heading its title."""
        return TitleGoesOn(tuple(chunk.spans()), context.untitled == "part", look)

    def is_title(self, chunk: Chunk, context: Context, *, headed: bool) -> bool:
        """Say whether unlabelled text right under `Annex` or `Chapter I` is its title.

        It is centred, or another heading stands below it: `headed` says so.
        """
        if context.untitled is None or chunk.labels or chunk.ended:
            return False
        centred = headed or chunk.left > self.metrics.left + _CENTRED
        return len(chunk.text) <= _LONGEST_TITLE and (centred or not self.metrics.geometry)

    def is_item(self, chunk: Chunk, context: Context) -> bool:
        """Say whether plain text is "(a) …" right below the title "III. Debate:", a part of it.

        It does not end as a sentence or an entry of a list does.
        """
        if self.metrics.geometry or context.latest != "title":
            return False
        if not context.sections[-1].labelled:
            return False
        letter = chunk.label("letter") is not None and self._leads(context)
        return letter and self.grammar.search("sentence_end", chunk.text) is None

    def names_group(self, heading: Heading, context: Context) -> bool:
        """Say whether a heading above an entry of a list may only name a group of its entries.

        Plain text shows no italics: there the entries count, before and behind it.
        """
        if heading.label is not None:
            return False
        in_italics = heading.look.italic and not heading.look.bold
        lead = self.ends_above(context)
        leads = lead.endswith(":") and not self.grammar.search("act_lead", lead)
        listing = bool(context.lists) or leads
        counted = bool(context.lists) and context.lists[0].style == "decimal"
        counted = counted and not self.metrics.geometry
        return context.agenda or counted or (in_italics and listing)

    def ends_above(self, context: Context) -> str:
        """Return the end of the open item or paragraph."""
        last = context.last
        return self.content[last.start : last.end].rstrip() if last else ""

    def _depth(
        self, heading: Heading, sections: tuple[Open, ...], above: str, *, agenda: bool
    ) -> tuple[float, int]:
        """Return the rank of a heading, and its level below the sections that it leaves open.

        `above` is the text above it. An act is one sentence; behind it may stand the agenda that
        it approves.
        """
        rank = rank_of(heading, self.looks, sections, self.metrics.size)
        goes_on = above.endswith(_GOES_ON)
        if goes_on or agenda:
            rank = rank_in_act(heading, rank, sections, agenda=agenda and goes_on)
        left = len(sections)
        while left and closes(heading, rank, sections[left - 1]):
            left -= 1
        return rank, left + 1

    def _waits(self, chunk: Chunk, heading: Heading, pieces: tuple[Span, ...]) -> Untitled:
        style = heading.label.style if heading.label else ""
        alone = style in _TITLED and not pieces
        named = heading.label is None and self.grammar.fits("titled_heading", chunk.text)
        if not alone and not named:
            return None
        return "part" if style in _PARTS else "heading"

    def _lists_in_title(self, heading: Heading, context: Context) -> bool:
        """Say whether "(a) …" right below the title "General debate:" is a part of it."""
        letter = heading.label is not None and heading.label.style == "letter"
        return letter and context.lead is None and self._leads(context)

    def _leads(self, context: Context) -> bool:
        """Say whether the last heading ends in a colon."""
        if context.title is None:
            return False
        return self.content[context.title.start : context.title.end].rstrip().endswith(":")

    def _stacked(self, chunk: Chunk, heading: Heading, context: Context) -> bool:
        """Say whether a heading is the second line of the one right above, which is set like it."""
        if context.latest != "title" or heading.label is not None:
            return False
        alike = context.sections[-1].look == heading.look
        return alike and self.grammar.fits("second_title", chunk.text)

    def _returns(self, chunk: Chunk, context: Context) -> bool:
        """Say whether "Part Two" stands behind an annex, not behind a "Part One" in that part."""
        if not context.part or context.named:
            return False
        name = self.grammar.match("part_name", chunk.text)
        return name is not None and not name[1]["first"]
