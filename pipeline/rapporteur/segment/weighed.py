"""What was weighed, for those who ask why; and where it was a near thing, a doubt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rapporteur.segment.beam import Chosen
from rapporteur.segment.blocks import Doubt, Weighed
from rapporteur.segment.choice import Verdict
from rapporteur.segment.evidence import Evidence
from rapporteur.segment.roles import describe

_DOUBTFUL = 0.6
"""A runner-up that costs no more than this above the best makes a doubt: less than any one term
that tells paragraphs from entries of a list costs."""


def weighed(known: Evidence, chosen: Chosen[Verdict]) -> Weighed:
    """Return what was weighed for a chunk."""
    choice, rival = chosen.choice, chosen.rival
    return Weighed(
        start=known.chunk.start,
        end=known.chunk.end,
        read_as=describe(choice.roles),
        why=(*known.why, *choice.why),
        cost=round(choice.cost, 3),
        rival=describe(rival.roles) if rival else None,
        rival_why=rival.why if rival else (),
        margin=round(chosen.margin, 3) if rival else None,
    )


def doubts(readings: Iterable[Weighed]) -> Iterator[Doubt]:
    """Yield a doubt for each chunk that might nearly as well be something else."""
    for one in readings:
        if one.margin is not None and one.margin < _DOUBTFUL and one.rival != one.read_as:
            message = f"read as {one.read_as}, might be {one.rival}"
            yield Doubt("reading_doubtful", message, one.start)
