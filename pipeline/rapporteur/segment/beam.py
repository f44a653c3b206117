"""A beam search: of all ways to read a text piece by piece, the one that is cheapest as a whole."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from rapporteur.text import value

S = TypeVar("S")
C = TypeVar("C")

_WIDTH = 12
"""Readings that are followed at a time."""
_FAR = 8.0
"""A reading that costs this much more than the best is followed no further."""
NEAR = 3.0
"""A reading that costs less than this more than the best is a runner-up worth telling of."""
_REACH = 40
"""Pieces over which a runner-up is compared with the best."""


class Move(NamedTuple, Generic[S, C]):
    """One way to read the next piece: its cost, what holds then, and what was chosen.

    Of moves with the same `key` only the cheapest is followed: what comes cannot tell them apart.
    """

    cost: float
    key: Hashable
    state: S
    choice: C


@value()
class Chosen(Generic[C]):
    """What a piece was read as; `rival` is what else it might be, for `margin` more."""

    choice: C
    rival: C | None = None
    margin: float = 0.0


@dataclass(slots=True, eq=False)
class _Step(Generic[C]):
    """A link of the chain that leads to a reading; `rival` is one that led to the same state."""

    choice: C
    before: _Step[C] | None
    rival: _Step[C] | None = None
    margin: float = 0.0

    def meet(self, other: _Step[C], margin: float) -> None:
        """Keep in mind the nearest of the readings that lost against this one."""
        if margin < NEAR and (self.rival is None or margin < self.margin):
            self.rival, self.margin = other, margin


@dataclass(slots=True, eq=False)
class _Reading(Generic[S, C]):
    cost: float
    state: S
    step: _Step[C] | None


def search(
    start: S,
    pieces: Iterable[Callable[[S], Iterable[Move[S, C]]]],
    end: Callable[[S], float] = lambda _: 0.0,
) -> list[Chosen[C]]:
    """Return for each piece what it was read as, in order.

    A piece is a function that gives the moves which are possible in a state, at least one; `end`
    tells what it costs that nothing follows a state.
    """
    beam: list[_Reading[S, C]] = [_Reading(0.0, start, None)]
    for moves in pieces:
        best: dict[Hashable, _Reading[S, C]] = {}
        for reading in beam:
            for move in moves(reading.state):
                _offer(best, reading, move)
        cheapest = sorted(best.values(), key=lambda found: found.cost)[:_WIDTH]
        beam = [reading for reading in cheapest if reading.cost < cheapest[0].cost + _FAR]
    for reading in beam:
        reading.cost += end(reading.state)
    first, *others = sorted(beam, key=lambda found: found.cost)
    for other in others:
        if first.step is not None and other.step is not None:
            first.step.meet(other.step, other.cost - first.cost)
    return _chosen(first.step)


def _offer(best: dict[Hashable, _Reading[S, C]], reading: _Reading[S, C], move: Move[S, C]) -> None:
    """Take a move as the best of its key, or as the runner-up of that."""
    cost = reading.cost + move.cost
    step = _Step(move.choice, reading.step)
    old = best.get(move.key)
    if old is None or cost < old.cost:
        best[move.key] = _Reading(cost, move.state, step)
        if old is not None and old.step is not None:
            step.meet(old.step, old.cost - cost)
    elif old.step is not None:
        old.step.meet(step, cost - old.cost)


def _chosen(last: _Step[C] | None) -> list[Chosen[C]]:
    steps: list[_Step[C]] = []
    while last is not None:
        steps.append(last)
        last = last.before
    steps.reverse()
    found = [Chosen(step.choice) for step in steps]
    for index, step in enumerate(steps):
        if step.rival is not None:
            _compare(found, steps, index, step.rival, step.margin)
    return found


def _compare(
    found: list[Chosen[C]], steps: list[_Step[C]], index: int, rival: _Step[C], margin: float
) -> None:
    """Note where a runner-up chose otherwise, back to where the two part."""
    other: _Step[C] | None = rival
    for at in range(index, max(-1, index - _REACH), -1):
        if other is None or other is steps[at]:
            return
        known = found[at]
        if other.choice != steps[at].choice and (known.rival is None or margin < known.margin):
            found[at] = Chosen(known.choice, other.choice, margin)
        other = other.before
