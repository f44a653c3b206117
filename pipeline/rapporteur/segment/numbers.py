"""Numbers as check digits: which of the numbers at the start of a chunk number a paragraph.

Candidates are many: paragraphs, agenda entries, operative paragraphs of a draft resolution,
years, ends of dates. A beam search over all of them picks the reading that is consistent as a
whole: sequences that run 1, 2, 3 …, one inside another, each at its own indent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

Use = Literal["paragraph", "list", "heading", "none"]

_WIDTH = 12
_NEAR = 7.0
_FAR_COST = 2.0
_GAP_COST = 3.5
_GAP_STEP = 0.25
_LARGEST_GAP = 6
_FAR_GAP_COST = 6.5
_FAR_GAP_STEP = 0.002
_REPEAT_COST = 5.0
_LATE_START_COST = 3.0
_OPEN_COST = 1.6
_OPEN_EXPECTED_COST = 0.4
_FALL_COST = 0.05
_HEADING_REPEAT_COST = 3.0
_TITLE_COST = 1.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number at the start of a chunk.

    `after_colon`: the text before it introduces a list. `after_heading`: a heading, a part or
    unnumbered text stands right before it. `rejection` is the cost of calling it no label.
    `opens_sequence`: a new part begins before it, so that numbers may start again.
    `opens_agenda`: it is the first entry of an agenda that stands below a heading. `head` is what
    stands before the last part of a number such as 4.1 or 5.I.2. `title` is what it
    costs to call the text behind it a heading, 0 if it can be none.
    """

    number: int
    left: float
    after_colon: bool
    after_heading: bool
    opens_sequence: bool
    rejection: float
    suffix: str = ""
    opens_agenda: bool = False
    head: tuple[int, ...] = ()
    title: float = 0.0


@dataclass(frozen=True, slots=True)
class Series:
    """An open sequence: its last number, its indent, what its numbers are, and their head."""

    last: int
    left: float
    use: Use
    head: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _State:
    """A reading so far; `before` links to the reading of one candidate less.

    `heading` is the number of the last heading that has one; paragraphs count on across headings.
    """

    cost: float
    stack: tuple[Series, ...]
    use: Use
    before: _State | None
    heading: int = 0


def resolve(candidates: Sequence[Candidate]) -> list[Use]:
    """Return for every candidate what it numbers, the cheapest consistent reading."""
    beam = [_State(0.0, (), "none", None)]
    for candidate in candidates:
        best: dict[tuple[tuple[Series, ...], int], _State] = {}
        for state in beam:
            for following in _follow(state, candidate):
                open_now = following.stack, following.heading
                old = best.get(open_now)
                if old is None or following.cost < old.cost:
                    best[open_now] = following
        beam = sorted(best.values(), key=lambda state: state.cost)[:_WIDTH]
    uses: list[Use] = []
    state = beam[0]
    while state.before is not None:
        uses.append(state.use)
        state = state.before
    return uses[::-1]


def _follow(state: _State, candidate: Candidate) -> list[_State]:
    """Return every state that may come after `state`."""
    found = [replace(state, cost=state.cost + candidate.rejection, use="none", before=state)]
    if candidate.title:
        found.append(_as_heading(state, candidate))
    for depth in range(len(state.stack) - 1, -1, -1):
        cost = _continue_cost(state.stack[depth], candidate)
        if cost is not None:
            fallen = len(state.stack) - 1 - depth
            found.append(_continued(state, depth, candidate, cost + _FALL_COST * fallen))
    found += _opened(state, candidate)
    return found


def _as_heading(state: _State, candidate: Candidate) -> _State:
    """Return the state in which the candidate numbers a heading: the next, or a first one."""
    sound = candidate.number in {1, state.heading + 1}
    cost = candidate.title + (0.0 if sound else _HEADING_REPEAT_COST)
    return replace(
        state, cost=state.cost + cost, use="heading", before=state, heading=candidate.number
    )


def _continue_cost(sequence: Series, candidate: Candidate) -> float | None:
    step = _step(sequence, candidate)
    if step is None:
        return None
    if step == 1 or (step == 0 and candidate.suffix):
        cost = 0.0
    elif step == 0:
        cost = _REPEAT_COST
    elif step <= _LARGEST_GAP:
        cost = _GAP_COST + _GAP_STEP * step
    else:
        cost = _FAR_GAP_COST + _FAR_GAP_STEP * step
    if abs(candidate.left - sequence.left) > _NEAR:
        cost += _FAR_COST
    return cost


def _step(sequence: Series, candidate: Candidate) -> int | None:
    """Return how far the candidate is behind the last number: 1 for the next; None if before.

    Behind 4.3 comes 4.4, or 5.1.
    """
    if candidate.head == sequence.head:
        step = candidate.number - sequence.last
        return step if step >= 0 else None
    if not candidate.head or len(candidate.head) != len(sequence.head):
        return None
    further = candidate.head > sequence.head and candidate.number == 1
    return 1 if further else None


def _continued(state: _State, depth: int, candidate: Candidate, cost: float) -> _State:
    sequence = state.stack[depth]
    near = abs(candidate.left - sequence.left) <= _NEAR
    left = candidate.left if near else sequence.left
    renewed = Series(candidate.number, left, sequence.use, candidate.head)
    stack = (*state.stack[:depth], renewed)
    return _State(state.cost + cost, stack, sequence.use, state, state.heading)


def _opened(state: _State, candidate: Candidate) -> list[_State]:
    """Return the states in which the candidate opens a sequence of its own."""
    cost = _OPEN_COST
    if candidate.number != 1 or candidate.suffix:
        if state.stack:
            return []
        cost += _LATE_START_COST
    use: Use = "paragraph"
    introduced = candidate.after_colon and not candidate.after_heading and state.stack
    if candidate.opens_agenda or introduced:
        use, cost = "list", _OPEN_EXPECTED_COST
    elif candidate.after_heading or candidate.opens_sequence or not state.stack:
        cost = cost - _OPEN_COST + _OPEN_EXPECTED_COST
    elif state.stack and not candidate.head:
        use = "list"
    if candidate.title and use == "paragraph":
        cost += _TITLE_COST
    opened = Series(candidate.number, candidate.left, use, candidate.head)
    stack = (opened,) if candidate.opens_sequence else (*state.stack, opened)
    states = [_State(state.cost + cost, stack, use, state, state.heading)]
    if use == "paragraph" and state.stack and not candidate.opens_sequence:
        listed = replace(opened, use="list")
        stack = (*state.stack, listed)
        states.append(_State(state.cost + cost + 1.0, stack, "list", state, state.heading))
    return states
