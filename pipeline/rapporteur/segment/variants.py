"""What a chunk may be where it stands: its roles in a context, with their costs and reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from rapporteur.segment.chunks import Chunk
from rapporteur.segment.context import Context, Expected
from rapporteur.segment.evidence import Evidence
from rapporteur.segment.headings import RANKS, Heading, look_of
from rapporteur.segment.numbers import Use
from rapporteur.segment.readings import deep, readings
from rapporteur.segment.roles import Celled, Opened, Purpose, Rejoined, Role
from rapporteur.segment.rows import LARGER, Metrics
from rapporteur.segment.terms import Term
from rapporteur.segment.text_roles import TextRoles, opened
from rapporteur.segment.title_roles import TitleRoles
from rapporteur.text import value

_BROKEN = 8.0
"""What it costs that the chunks below are not what the reading of one takes for granted."""


class Variant(NamedTuple):
    """One way to read a chunk: its roles in order, its cost, why, and what is open behind it."""

    roles: tuple[Role, ...]
    cost: float
    why: tuple[Term, ...]
    context: Context


@value()
class _Way:
    """The roles of a chunk, and what must come below so that they hold."""

    roles: Sequence[Role]
    why: Term | None = None
    expects: Expected = None


@dataclass(frozen=True, slots=True)
class Variants:
    """Tells how chunks may be read, each in its context."""

    metrics: Metrics
    sections: TitleRoles
    passages: TextRoles

    def of(self, known: Evidence, context: Context, use: Use) -> Iterator[Variant]:
        """Yield the ways to read a chunk whose number is meant as `use`."""
        still: Expected = None
        cost = 0.0
        if context.expects is not None:
            still, cost = self._expected(known.chunk, context.expects, use)
        if known.number is not None and use == "none":
            if context.latest != "none" and not known.chunk.set_off and not context.headed:
                more: Role = Rejoined(tuple(known.chunk.spans()))
                yield Variant((more,), 0.0, (Term.GOES_ON,), context.advance(more))
                return
            known = known.unlabelled
        elif use == "heading":
            known = known.read_as(*_numbered(known.chunk))
        against = (Term.NOT_EXPECTED,) if cost else ()
        for one in readings(known, context, self.metrics):
            for way in self._ways(one.known, context, use):
                after = self._after(one.known, way, context, use, still)
                why = (way.why, *one.why, *against) if way.why else (*one.why, *against)
                yield Variant(tuple(way.roles), cost + one.cost, why, after)

    def _after(
        self, known: Evidence, way: _Way, context: Context, use: Use, still: Expected
    ) -> Context:
        """Return what is open behind a chunk that was read in this way."""
        after = context
        for role in way.roles:
            after = after.advance(role)
        counted = use == "paragraph" or (context.numbered and not _parts(known, way))
        headed = bool(known.headings)
        listing = not headed and (
            known.chunk.text.endswith(":") or (context.listing and deep(known.chunk, self.metrics))
        )
        here = counted, headed, listing, way.expects or still
        if here == (after.numbered, after.headed, after.listing, after.expects):
            return after
        numbered, headed, listing, expects = here
        return after._replace(numbered=numbered, headed=headed, listing=listing, expects=expects)

    def _expected(self, chunk: Chunk, expected: Expected, use: Use) -> tuple[Expected, float]:
        """Return what is expected still, and what it costs if the chunk is something else.

        Behind a table, and what stands below it in smaller type, the text shows what its title was.
        """
        behind_table = expected in {"paragraph", "no paragraph"}
        if behind_table and (chunk.in_table or chunk.size < self.metrics.size - LARGER):
            return expected, 0.0
        wanted: Use = "paragraph" if behind_table else "list"
        return None, 0.0 if (use == wanted) == (expected == wanted) else _BROKEN

    def _ways(self, known: Evidence, context: Context, use: Use) -> Iterable[_Way]:
        """Return what the chunk may be: most are running text wherever they stand."""
        below_title = context.untitled is not None or context.latest == "title"
        if known.running and not context.in_table and not below_title:
            return (_Way(self.passages.text(known.chunk, context, use, known.below)),)
        return self._told_apart(known, context, use)

    def _told_apart(self, known: Evidence, context: Context, use: Use) -> Iterator[_Way]:
        chunk, heading = known.chunk, known.heading
        if chunk.in_table:
            yield _Way([self._cell(chunk, context)], Term.CELL)
        elif chunk.drawn:
            yield _Way([opened("unnumbered", Purpose.ASIDE, chunk)], Term.CHART)
        elif self._is_unit(known, context):
            yield _Way([opened("unnumbered", Purpose.UNIT, chunk)], Term.UNIT)
        elif known.caption == "name":
            yield _Way([self._caption(Purpose.CAPTION, chunk, context)], Term.NAMES_TABLE)
        elif known.caption == "title":
            yield _Way([self._caption(Purpose.TITLE, chunk, context)], Term.TITLE_OF_TABLE)
        elif heading is not None:
            yield from self._as_heading(known, heading, context)
        elif known.annotation:
            yield _Way([opened("unnumbered", Purpose.NOTE, chunk)], Term.ANNOTATION)
        elif context.in_table and self._is_note(chunk):
            yield _Way([opened("unnumbered", Purpose.NOTE, chunk)], Term.NOTE)
        elif self._goes_on(known, context):
            yield _Way([self.sections.more(chunk, context)], Term.TITLE_BELOW)
        else:
            yield _Way(self.passages.text(chunk, context, use, known.below))

    def _goes_on(self, known: Evidence, context: Context) -> bool:
        """Say whether text is a part of the title above it, or the title of what has none."""
        titled = self.sections.is_title(known.chunk, context, headed=known.below is None)
        return titled or self.sections.is_item(known.chunk, context)

    def _as_heading(self, known: Evidence, heading: Heading, context: Context) -> Iterator[_Way]:
        """Yield a heading, and what else may look like one: a table's title, a group's name."""
        chunk = known.chunk
        title = self.sections.title(chunk, heading, context)
        if known.parts_section and context.numbered:
            caption = self._caption(Purpose.TITLE, chunk, context)
            yield _Way([caption], Term.INSIDE_SECTION, "paragraph")
            yield _Way([title], None, "no paragraph")
        elif known.counted_below and self.sections.names_group(heading, context):
            aside = opened("unnumbered", Purpose.ASIDE, chunk)
            yield _Way([aside], Term.GROUP_OF_ENTRIES, "list")
            yield _Way([title], None, "no list")
        else:
            yield _Way([title])

    def _caption(self, purpose: Purpose, chunk: Chunk, context: Context) -> Opened:
        """Return what names a table; the table may stand between two entries of a list."""
        return replace(opened("unnumbered", purpose, chunk), interrupts=bool(context.lists))

    def _is_unit(self, known: Evidence, context: Context) -> bool:
        """Say whether the chunk, right below a title, says what the table below it counts."""
        titled = context.caption or (bool(context.sections) and context.lead is None)
        bare = known.heading is None and known.caption is None
        return titled and bare and known.unit

    def _is_note(self, chunk: Chunk) -> bool:
        """Say whether the chunk, right below a table, is a source or note in smaller type."""
        return not chunk.labels and chunk.size < self.metrics.size - LARGER

    def _cell(self, chunk: Chunk, context: Context) -> Celled:
        line = chunk.rows[0].line
        key = line.page, line.cell.table if line.cell else 0
        if key == context.table:
            return Celled(key)
        bare = context.lead is None or context.unit
        headed = bare and not context.caption and bool(context.sections)
        return Celled(key, opens=True, caption=context.caption, unit=context.unit, headed=headed)


def at_end(context: Context) -> float:
    """Return what it costs that a document ends here: something may be expected still."""
    return _BROKEN if context.expects in {"list", "paragraph"} else 0.0


def _numbered(chunk: Chunk) -> tuple[Heading, ...]:
    label = chunk.label("decimal")
    return (Heading(label, RANKS["decimal"], look_of(chunk, label), label.rule),) if label else ()


def _parts(known: Evidence, way: _Way) -> bool:
    """Say whether a chunk ends a section: it looks like a heading and is no title of a table."""
    return bool(known.headings) and known.caption is None and way.expects != "paragraph"
