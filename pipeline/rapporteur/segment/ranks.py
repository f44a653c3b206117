"""How deep a heading is: ranked by its label, its look, and the sections that are open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rapporteur.segment.blocks import Label
from rapporteur.segment.headings import RANKS, Heading, Look, alike
from rapporteur.segment.rows import LARGER
from rapporteur.segment.turns import place as place_of

UNLABELLED_STEP = 0.5
BOLD_ITALIC_STEP = 0.6
ITALIC_STEP = 0.7
_LARGE_STEP = 0.3
_SMALLER_STEP = 0.05
_PART = "act_part"
_COUNTED = frozenset({"upper_roman", "upper_letter"})


class Open(NamedTuple):
    """A heading whose section is open: its rank, its look, its label if it has one.

    `depth`, `named`, `act` and `heads` are those of its `Heading`.
    """

    rank: float
    look: Look
    label: Label | None
    depth: int
    named: bool = False
    act: bool = False
    heads: bool = False

    @property
    def labelled(self) -> bool:
        return self.label is not None


def rank_of(
    heading: Heading, looks: dict[float, Look], levels: Sequence[Open], body_size: float
) -> float:
    """Return the rank of a heading among the open ones."""
    if heading.label and heading.label.style == "chapter" and (inside := _in_outline(levels)):
        return inside
    if heading.label and heading.label.style == _PART and (act := _open_act(levels)):
        return act.rank + _SMALLER_STEP
    if heading.label is None or heading.label.style not in _COUNTED or heading.rank is None:
        return rank_unlabelled(heading, looks, levels, body_size)
    followed = [level for level in levels if _follows(heading.label, level.label)]
    if followed:
        like = [level for level in followed if alike(heading.look, level.look)]
        return (like or followed)[-1 if like else 0].rank
    first = bool(levels) and place_of(heading.label) == 1
    if first and (levels[-1].heads or _is_inside(heading, levels, heading.rank)):
        return levels[-1].rank + _SMALLER_STEP
    return heading.rank


def rank_in_act(heading: Heading, rank: float, levels: Sequence[Open], *, agenda: bool) -> float:
    """Return the rank of a heading within the one sentence of an act: inside that, if it is open.

    So is none that names the next act or has a label, or is set larger. The title of an `agenda`
    may also stand in an act whose name is not printed, but its title.
    """
    acts = [level for level in levels if level.act]
    if agenda and not acts:
        acts = [level for level in levels[-1:] if not level.labelled]
    act = acts[-1] if acts else None
    if act is None or heading.act or (heading.label and heading.label.style in RANKS):
        return rank
    larger = heading.look.size > act.look.size + LARGER
    return rank if larger else max(rank, act.rank + _SMALLER_STEP)


def _in_outline(levels: Sequence[Open]) -> float | None:
    """Return the rank of a chapter that is named inside an outline of numbers: "2.3" is open."""
    for level in reversed(levels):
        if level.label and level.label.style == "chapter":
            return level.rank
        if level.label and "." in level.label.number:
            return level.rank + _SMALLER_STEP
    return None


def _open_act(levels: Sequence[Open]) -> Open | None:
    return next((level for level in reversed(levels) if level.act), None)


def _follows(label: Label, before: Label | None) -> bool:
    return (
        before is not None
        and before.style == label.style
        and place_of(label) == place_of(before) + 1
    )


def _is_inside(heading: Heading, levels: Sequence[Open], rank: float) -> bool:
    """Say whether a section with a label, no further out than `rank`, is open and set larger."""
    return any(
        level.labelled and level.rank >= rank and level.look.size > heading.look.size + LARGER
        for level in levels
    )


def closes(heading: Heading, rank: float, level: Open) -> bool:
    """Say whether a heading of that rank ends the open section.

    One with a label also ends an unnumbered section whose heading is set like it, or smaller.
    """
    return level.rank >= rank or _is_beside(heading, level)


def rank_unlabelled(
    heading: Heading, looks: dict[float, Look], levels: Sequence[Open], body_size: float
) -> float:
    """Return the rank of a heading without a label.

    It is a sibling of the open heading without a label that looks the same, unless the tags of
    the PDF have one of the two deeper, or only one names a part ("Section 4") or an act, or one
    that is set larger stands between. Right below one that encloses it it is inside that.
    """
    if (
        levels
        and levels[-1].heads
        and heading.rank is None
        and alike(heading.look, levels[-1].look)
    ):
        return levels[-1].rank + _SMALLER_STEP
    if heading.rank is not None and not _is_inside(heading, levels, heading.rank + _SMALLER_STEP):
        return heading.rank
    for place, level in reversed([*enumerate(levels)]):
        if not level.labelled and level.look.size > heading.look.size + LARGER:
            break
        if level.heads and _is_in_section(heading, levels[place + 1 :]):
            break
        if level.labelled or not _of_a_kind(heading, level) or _stands_in(level, heading, levels):
            continue
        deeper = heading.depth - level.depth if heading.depth and level.depth else 0
        if deeper > 0:
            below = _below_labelled(heading, looks, levels, body_size)
            return max(below, level.rank + _SMALLER_STEP)
        if not deeper:
            return level.rank
    return _below_labelled(heading, looks, levels, body_size)


def _is_in_section(heading: Heading, inside: Sequence[Open]) -> bool:
    """Say whether a heading of plain text stands in a section with a label, within a title."""
    return not (heading.look.size or heading.heads) and any(level.labelled for level in inside)


def _of_a_kind(heading: Heading, level: Open) -> bool:
    """Say whether a heading looks like the open one, and names an act or a part if that does."""
    same = (heading.named, heading.act) == (level.named, level.act)
    return same and alike(heading.look, level.look)


def _stands_in(level: Open, heading: Heading, levels: Sequence[Open]) -> bool:
    """Say whether an open heading stands in one of the kind of `heading`, which encloses others."""
    return heading.heads and not level.heads and any(_heads_too(heading, one) for one in levels)


def _heads_too(heading: Heading, level: Open) -> bool:
    return level.heads and not level.labelled and _of_a_kind(heading, level)


def _below_labelled(
    heading: Heading, looks: dict[float, Look], levels: Sequence[Open], body_size: float
) -> float:
    """Return the rank of a heading that looks like no open one without a label.

    Set like the labelled headings of an outer rank, it has that rank. Any other is one step below
    the labelled heading that encloses it: larger type above smaller, bold above bold italic
    above italic.
    """
    enclosing = next((level.rank for level in reversed(levels) if level.labelled), None)
    large = heading.look.size > body_size + LARGER
    outer = [rank for rank, look in looks.items() if rank >= 1 and alike(heading.look, look)]
    if large and outer and (enclosing is None or min(outer) < enclosing):
        return min(outer)
    larger = _larger(heading, levels) if large else None
    if larger is not None and (enclosing is None or larger > enclosing):
        return larger + _SMALLER_STEP
    step = _LARGE_STEP if large else UNLABELLED_STEP
    if heading.look.italic:
        step = BOLD_ITALIC_STEP if heading.look.bold else ITALIC_STEP
    if enclosing is None:
        return 1.0 if not levels else int(levels[-1].rank) + step
    if enclosing == RANKS["appendix"]:
        return enclosing + step / 2
    return max(int(enclosing) + step, enclosing + _SMALLER_STEP)


def _larger(heading: Heading, levels: Sequence[Open]) -> float | None:
    """Return the rank of the innermost open heading without a label that is set larger."""
    size = heading.look.size + LARGER
    open_ones = (level for level in reversed(levels) if not level.labelled)
    return next((level.rank for level in open_ones if level.look.size > size), None)


def _is_beside(heading: Heading, level: Open) -> bool:
    """Say whether a heading with a label cannot stand below an open one without, by its look."""
    labelled = heading.label is not None and heading.label.style in RANKS
    if heading.label and heading.label.style == _PART and level.act:
        return False
    if not labelled or level.labelled or level.heads or level.rank < RANKS["chapter"]:
        return False
    return alike(heading.look, level.look) or level.look.size < heading.look.size - LARGER
