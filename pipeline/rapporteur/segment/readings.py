"""Which heading a chunk is in a context: numeral or letter, annex or one quoted, a group's name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from rapporteur.segment.chunks import Chunk
from rapporteur.segment.context import Context
from rapporteur.segment.evidence import Evidence
from rapporteur.segment.headings import ACT_ANNEX, Heading
from rapporteur.segment.rows import Metrics
from rapporteur.segment.terms import Term

_QUOTED_COST = 1.0
_NO_GROUP_COST = 2.0
_LISTED = 20.0


class Reading(NamedTuple):
    """What is known of a chunk that is no other heading than this, or none; its cost, and why."""

    known: Evidence
    cost: float = 0.0
    why: tuple[Term, ...] = ()


def readings(known: Evidence, context: Context, metrics: Metrics) -> Iterator[Reading]:
    """Yield the headings that a chunk may be where it stands, in a list of names also none."""
    if not known.headings:
        yield Reading(known)
        return
    extra = 0.0
    if _names_group(known, context, metrics):
        yield Reading(known.read_as(), 0.0, (Term.GROUP_OF_NAMES,))
        extra = _NO_GROUP_COST
    doubtful = len(known.headings) > 1
    for heading in known.headings:
        quoted = _quoted(heading, context)
        if quoted is not None:
            yield Reading(known.read_as(quoted), _QUOTED_COST, (Term.ANNEX_OF_ACT,))
        cost, why = context.turns.cost(heading, doubtful=doubtful)
        yield Reading(known.read_as(heading) if doubtful else known, cost + extra, why)


def _quoted(heading: Heading, context: Context) -> Heading | None:
    """Return an annex as that of an act which the report quotes, a heading in it, if it may be one.

    Chapters stand above, or annexes that have a number, which this one has not.
    """
    label, turns = heading.label, context.turns
    if label is None or label.style != "annex":
        return None
    if not turns.chapter and not (turns.annexed and not label.number):
        return None
    return replace(heading, label=replace(label, style=ACT_ANNEX), rank=None)


def _names_group(known: Evidence, context: Context, metrics: Metrics) -> bool:
    """Say whether a heading may name a group in a list of names: in italics, as deep as they are.

    The names have no labels.
    """
    heading = known.heading
    if heading is None or not (context.listing and known.bare_below):
        return False
    italic = heading.label is None and heading.look.italic and not heading.look.bold
    return italic and deep(known.chunk, metrics)


def deep(chunk: Chunk, metrics: Metrics) -> bool:
    """Say whether a chunk is set as deep as the names in a list of them."""
    return metrics.geometry and chunk.left > metrics.left + _LISTED
