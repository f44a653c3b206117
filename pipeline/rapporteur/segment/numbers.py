"""Numbers as check digits: which of the numbers at the start of a chunk number a paragraph.

Candidates are many: paragraphs, agenda entries, operative paragraphs of a draft resolution,
years, ends of dates. Sound are sequences that run 1, 2, 3 …, one inside another, each at its own
indent; whatever else a number may be has its cost, and the search over all of them finds the
reading that is consistent as a whole.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from rapporteur.segment.terms import Term
from rapporteur.text import value

Use = Literal["paragraph", "list", "heading", "none"]

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
_LISTED_COST = 1.0
_REOPEN_COST = 0.5
_FEWEST_CHAPTERED = 3
_YEAR = 1000
"""So high a number is the year that ends a sentence, and opens no sequence."""
_DEEPEST = 6
"""Sequences open at a time, one inside another: reports have four at most."""


@value()
class Candidate:
    """A number at the start of a chunk.

    `after_colon`: the text before it introduces a list. `after_heading`: a heading, a part or
    unnumbered text stands right before it. `rejection` is the cost of calling it no label.
    `opens_agenda`: it is the first entry of an agenda that stands below a heading. `head` is what
    stands before the last part of a number such as 4.1 or 5.I.2. `title` is what it
    costs to call the text behind it a heading, 0 if it can be none. `left` is its indent from the
    margin of the page, `printed_left` from its edge: a page that a list fills shows no margin.
    """

    number: int
    left: float
    after_colon: bool
    after_heading: bool
    rejection: float
    suffix: str = ""
    opens_agenda: bool = False
    head: tuple[int, ...] = ()
    title: float = 0.0
    printed_left: float | None = None


class Series(NamedTuple):
    """An open sequence: its last number, its indent, what its numbers are, and their head."""

    last: int
    left: float
    use: Use
    head: tuple[int, ...] = ()
    printed_left: float | None = None

    @property
    def chaptered(self) -> bool:
        """Whether these are paragraphs with the number of their chapter, 4.3: others are none."""
        return self.use == "paragraph" and bool(self.head) and self.last >= _FEWEST_CHAPTERED

    def beside(self, candidate: Candidate) -> bool:
        """Say whether a candidate has the indent of the last number."""
        if abs(candidate.left - self.left) <= _NEAR:
            return True
        here, before = candidate.printed_left, self.printed_left
        return here is not None and before is not None and abs(here - before) <= _NEAR


class Numbers(NamedTuple):
    """What is counted at a place: the open sequences, the outermost first.

    `heading` is the number of the last heading that has one; paragraphs count on across headings.
    `closed` is the list that the last paragraph ended: it may go on below that. `parts` is how many
    parts the document had at the last number: in a new one numbers may start again.
    """

    stack: tuple[Series, ...] = ()
    heading: int = 0
    closed: Series | None = None
    parts: int = 1


class Follow(NamedTuple):
    """One way in which a number may be meant: its cost, why, and what is counted then."""

    cost: float
    use: Use
    why: tuple[Term, ...]
    numbers: Numbers


def follow(numbers: Numbers, candidate: Candidate, parts: int = 1) -> list[Follow]:
    """Return every way in which the candidate may be meant, the first that it is no label.

    `parts` is how many parts the document has by now.
    """
    anew = parts != numbers.parts
    if anew:
        numbers = numbers._replace(parts=parts)
    found = [Follow(candidate.rejection, "none", (Term.NO_LABEL,), numbers)]
    if candidate.title:
        found.append(_as_heading(numbers, candidate))
    for depth in range(len(numbers.stack) - 1, -1, -1):
        continued = _continue_cost(numbers.stack[depth], candidate)
        if continued is not None:
            cost, why = continued
            fallen = len(numbers.stack) - 1 - depth
            after = _continued(numbers, depth, candidate)
            found.append(Follow(cost + _FALL_COST * fallen, numbers.stack[depth].use, why, after))
    return [*found, *_reopened(numbers, candidate), *_opened(numbers, candidate, anew=anew)]


def _as_heading(numbers: Numbers, candidate: Candidate) -> Follow:
    """Return the reading in which the candidate numbers a heading: the next, or a first one."""
    sound = candidate.number in {1, numbers.heading + 1}
    cost = candidate.title + (0.0 if sound else _HEADING_REPEAT_COST)
    why = Term.NEXT_HEADING if sound else Term.HEADING_OUT_OF_TURN
    return Follow(cost, "heading", (why,), numbers._replace(heading=candidate.number))


def _continue_cost(sequence: Series, candidate: Candidate) -> tuple[float, tuple[Term, ...]] | None:
    """Return what it costs that a sequence goes on with the candidate, and how; None if never."""
    step = _step(sequence, candidate)
    if step is None:
        return None
    if step == 1 or (step == 0 and candidate.suffix):
        cost, why = 0.0, Term.NEXT
    elif step == 0:
        cost, why = _REPEAT_COST, Term.REPEATED
    elif step <= _LARGEST_GAP:
        cost, why = _GAP_COST + _GAP_STEP * step, Term.GAP
    else:
        cost, why = _FAR_GAP_COST + _FAR_GAP_STEP * step, Term.WIDE_GAP
    if not sequence.beside(candidate):
        return cost + _FAR_COST, (why, Term.OTHER_INDENT)
    return cost, (why,)


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


def _continued(numbers: Numbers, depth: int, candidate: Candidate) -> Numbers:
    sequence = numbers.stack[depth]
    here = candidate if sequence.beside(candidate) else sequence
    use, head = sequence.use, candidate.head
    renewed = Series(candidate.number, here.left, use, head, here.printed_left)
    above = numbers.stack[depth + 1] if depth + 1 < len(numbers.stack) else None
    closed = numbers.closed if use == "list" else None
    if above is not None and above.use == "list" and use == "paragraph":
        # One at the indent of the paragraphs could not be told from them.
        closed = above if abs(above.left - here.left) > _NEAR else None
    return numbers._replace(stack=(*numbers.stack[:depth], renewed), closed=closed)


def _reopened(numbers: Numbers, candidate: Candidate) -> list[Follow]:
    """Return the reading in which the candidate goes on with the list above the paragraph."""
    closed = numbers.closed
    if closed is None or _step(closed, candidate) != 1 or not closed.beside(candidate):
        return []
    renewed = closed._replace(last=candidate.number, head=candidate.head)
    after = numbers._replace(stack=_with(numbers.stack, renewed), closed=None)
    return [Follow(_REOPEN_COST, "list", (Term.NEXT, Term.REOPENED), after)]


def _opened(numbers: Numbers, candidate: Candidate, *, anew: bool) -> list[Follow]:
    """Return the readings in which the candidate opens a sequence of its own.

    `anew` says that a new part begins before it.
    """
    cost, why = _OPEN_COST, Term.FIRST
    if candidate.number != 1 or candidate.suffix:
        if numbers.stack or candidate.number >= _YEAR:
            return []
        cost, why = cost + _LATE_START_COST, Term.LATE_START
    use: Use = "paragraph"
    introduced = candidate.after_colon and not candidate.after_heading and numbers.stack
    if candidate.opens_agenda or introduced:
        use, cost, why = "list", _OPEN_EXPECTED_COST, Term.ANNOUNCED
    elif numbers.stack and not anew and numbers.stack[0].chaptered and not candidate.head:
        use = "list"
    elif candidate.after_heading or anew or not numbers.stack:
        cost = cost - _OPEN_COST + _OPEN_EXPECTED_COST
    elif numbers.stack and not candidate.head:
        use = "list"
    if candidate.title and use == "paragraph":
        cost += _TITLE_COST
    opened = Series(candidate.number, candidate.left, use, candidate.head, candidate.printed_left)
    stack = (opened,) if anew else _with(numbers.stack, opened)
    found = [Follow(cost, use, (why,), numbers._replace(stack=stack, closed=None))]
    if use == "paragraph" and numbers.stack and not anew:
        stack = _with(numbers.stack, opened._replace(use="list"))
        listed = numbers._replace(stack=stack, closed=None)
        found.append(Follow(cost + _LISTED_COST, "list", (why, Term.LISTED), listed))
    return found


def _with(stack: tuple[Series, ...], opened: Series) -> tuple[Series, ...]:
    """Return the open sequences with one more; of too many the outermost but the first is left."""
    longer = (*stack, opened)
    return longer if len(longer) <= _DEEPEST else (longer[0], *longer[2:])
