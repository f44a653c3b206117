"""What is open at a place of the document: only `advance` changes it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from rapporteur.segment.headings import ACT_ANNEX, Look
from rapporteur.segment.ranks import Open
from rapporteur.segment.roles import (
    Celled,
    Entered,
    GoesOn,
    Kind,
    Opened,
    Purpose,
    Rejoined,
    Role,
    Title,
    TitleGoesOn,
    Untitled,
)
from rapporteur.segment.turns import Turns
from rapporteur.text import Span

_KEPT = (Purpose.NOTE, Purpose.TITLE, Purpose.UNIT)
"""What leaves open whether a table stands above or below."""


class Lead(NamedTuple):
    """The open paragraph: where it began, and the first and last pieces of its text so far."""

    kind: Kind
    left: float
    start: int
    first: Span | None
    last: Span | None

    def more(self, pieces: tuple[Span, ...]) -> Lead:
        """Return the paragraph with more text."""
        return self._replace(first=self.first or pieces[0], last=pieces[-1]) if pieces else self


class LastItem(NamedTuple):
    """The last item of an open list: its label, its indent, the last piece of its text."""

    style: str
    number: str
    left: float
    last: Span | None


Lists = tuple[LastItem, ...]
Expected = Literal["list", "no list", "paragraph", "no paragraph"] | None
"""What the reading of a chunk takes for granted: that the next one enters a list, or that a
numbered paragraph follows behind the table; or that it does not."""


class Context(NamedTuple):
    """What is open at a place.

    `part` is the index of the open part, `parts` how many there are, `named` says that a heading of
    the open one names a part ("Part One"). `sections` are the headings whose sections are open,
    outermost first; `title` is the first piece of the last heading, `untitled` says that it waits
    for its title, or that of its part; `titled` is the look of the title of a part, as long as
    nothing but headings set like it follows. `turns` are the last labels of headings.

    `lead` is the open paragraph, `lists` has the last item of each open list of it, outermost
    first; in an agenda they are the agenda's. `interrupted` are those that the last heading closed,
    as long as no numbered paragraph follows; `left` are the lists that unnumbered text closed, as
    long as neither a heading nor a numbered paragraph follows.

    `table` is the last table, by page and index; `in_table` says that the last chunk was one of its
    cells, `caption` and `unit` that the last paragraphs name the table below, and say what it
    counts.

    `numbered` says that a paragraph with a number stands in the open section, `headed` that the
    last chunk looks like a heading, `listing` that it introduces names that stand one a line, or is
    one of them, `latest` where its text went, `expects` what its reading takes
    for granted of the chunks below.
    """

    part: int = 0
    parts: int = 1
    named: bool = False
    sections: tuple[Open, ...] = ()
    title: Span | None = None
    untitled: Untitled = None
    titled: Look | None = None
    turns: Turns = Turns()
    lead: Lead | None = None
    lists: Lists = ()
    agenda: bool = False
    interrupted: tuple[Lead, Lists] | None = None
    left: Lists = ()
    table: tuple[int, int] | None = None
    in_table: bool = False
    caption: bool = False
    unit: bool = False
    numbered: bool = False
    headed: bool = False
    listing: bool = False
    latest: Literal["none", "lead", "item", "title", "other"] = "none"
    expects: Expected = None

    @property
    def last(self) -> Span | None:
        """The last piece of the open item, or of the open paragraph without one."""
        if self.lists:
            return self.lists[-1].last
        return self.lead.last if self.lead else None

    def advance(self, role: Role) -> Context:
        """Return what is open behind a chunk, or a part of one, with this role."""
        match role:
            case Rejoined():
                return _rejoined(self, role)
            case Celled():
                return _cell(self, role)
            case Title():
                found = _title(self, role)
            case TitleGoesOn():
                found = _title_goes_on(self, role)
            case Opened():
                found = _opened(self, role)
            case Entered():
                found = _entered(self, role)
            case GoesOn():
                found = _goes_on(self, role)
        if not (found.in_table or found.caption or found.unit):
            return found
        kept = isinstance(role, Opened) and role.purpose in _KEPT
        return found if kept else found._replace(in_table=False, caption=False, unit=False)


def _cell(context: Context, role: Celled) -> Context:
    if not role.opens:
        return context._replace(in_table=True, latest="other")
    lead = None if role.caption or role.unit else context.lead
    return context._replace(
        lead=lead, table=role.key, in_table=True, caption=False, unit=False, latest="other"
    )


def _title(context: Context, role: Title) -> Context:
    heading = role.heading
    part, parts, sections, named = context.part, context.parts, context.sections, context.named
    if role.opens:
        part, parts, sections, named = parts, parts + 1, (), False
    elif role.returns:
        part, sections, named = 0, (), False
    label = heading.label
    section = Open(
        role.rank,
        heading.look,
        label if label is not None and label.style != ACT_ANNEX else None,
        heading.depth,
        heading.named,
        heading.act,
        heading.heads,
    )
    interrupted = context.interrupted
    if role.interrupts and context.lead is not None:
        interrupted = context.lead, context.lists
    like = label is None and heading.look == context.titled
    return context._replace(
        part=part, parts=parts, named=named or role.names,
        sections=(*sections[: role.level - 1], section),
        title=role.pieces[0] if role.pieces else None, untitled=role.untitled,
        titled=context.titled if like else None, turns=context.turns.after(heading),
        lead=None, lists=(), agenda=False,
        interrupted=interrupted, left=(), latest="title",
    )  # fmt: skip


def _title_goes_on(context: Context, role: TitleGoesOn) -> Context:
    titled = role.look if role.part else context.titled
    title = context.title or role.pieces[0]
    return context._replace(title=title, untitled=None, titled=titled, latest="title")


def _opened(context: Context, role: Opened) -> Context:
    if role.purpose is Purpose.ASIDE:
        return context._replace(latest="other")
    interrupted = None if role.kind != "unnumbered" else context.interrupted
    if role.interrupts and context.lead is not None:
        interrupted = context.lead, context.lists
    first, last = (role.pieces[0], role.pieces[-1]) if role.pieces else (None, None)
    lead = Lead(role.kind, role.left, role.start, first, last)
    left = () if role.kind != "unnumbered" or context.agenda else context.lists or context.left
    found = context._replace(
        lead=lead, lists=(), agenda=False, interrupted=interrupted, left=left, latest="lead"
    )
    if role.purpose is Purpose.UNIT:
        return found._replace(in_table=False, unit=True)
    if role.purpose is Purpose.TITLE:
        return found._replace(in_table=False, caption=True, unit=False)
    if role.purpose is Purpose.NOTE:  # the table may go on below its notes, on the next page
        return found._replace(caption=False, unit=False)
    return found if role.purpose is Purpose.CAPTION else _with_text(found)


def _entered(context: Context, role: Entered) -> Context:
    lead, lists = context.lead, context.lists
    if role.resumed and context.interrupted is not None:
        lead, lists = context.interrupted
    label = role.slot.label
    entry = LastItem(label.style, label.number, role.left, role.pieces[-1] if role.pieces else None)
    return _with_text(context)._replace(
        lead=lead, lists=(*lists[: role.slot.depth], entry),
        agenda=context.agenda or role.agenda, latest="item",
    )  # fmt: skip


def _goes_on(context: Context, role: GoesOn) -> Context:
    found = _with_text(context)
    if role.tail or context.lead is None:
        return found._replace(latest="other")
    if not context.lists:
        return found._replace(lead=context.lead.more(role.pieces), latest="lead")
    return found._replace(lists=_longer(context.lists, role.pieces[-1]), latest="item")


def _rejoined(context: Context, role: Rejoined) -> Context:
    end = role.pieces[-1]
    if context.latest == "item":
        return context._replace(lists=_longer(context.lists, end))
    if context.latest == "lead" and context.lead is not None:
        return context._replace(lead=context.lead.more((end,)))
    return context


def _longer(lists: Lists, last: Span) -> Lists:
    return (*lists[:-1], lists[-1]._replace(last=last))


def _with_text(context: Context) -> Context:
    """Return what is open where text follows: no heading waits for a title any more."""
    if context.untitled is None and context.titled is None:
        return context
    return context._replace(untitled=None, titled=None)
