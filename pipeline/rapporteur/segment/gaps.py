"""Numbers printed without their dot: labels only where a sequence lacks just them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.segment.blocks import Label
from rapporteur.segment.chunks import Chunk, find_labels

_DIGITS = compile_pattern(r"\d+")
_STYLES = ("decimal", "nested")
_SAME_LEFT = 3.0


@dataclass(frozen=True, slots=True)
class _Mark:
    """A number at the start of the chunk at `index`; `odd` is its label if it lacks the dot."""

    index: int
    left: float
    number: tuple[int, ...]
    odd: Label | None = None


def fill_gaps(chunks: Sequence[Chunk], grammar: Grammar) -> list[Chunk]:
    """Return the chunks with the labels of numbers that lack their dot ("60 The Group", "60, ").

    Such a number is a label if space sets it off and it stands, with others like it or alone, for
    all that two numbers at its indent leave out between them.
    """
    filled = list(chunks)
    for style in _STYLES:
        for lane in _lanes(_marks(chunks, grammar, style)):
            for mark in _missing(lane):
                if mark.odd is not None:
                    filled[mark.index] = replace(chunks[mark.index], labels=(mark.odd,))
    return filled


def _marks(chunks: Sequence[Chunk], grammar: Grammar, style: str) -> Iterator[_Mark]:
    """Yield the numbers of one style, in order."""
    for index, chunk in enumerate(chunks):
        label = chunk.label(style)
        odd = None if chunk.labels else _odd_label(chunk, grammar, style)
        if found := label or odd:
            number = tuple(map(int, _DIGITS.findall(found.number)))
            yield _Mark(index, chunk.left, number, odd)


def _odd_label(chunk: Chunk, grammar: Grammar, style: str) -> Label | None:
    if not chunk.set_off or chunk.in_table:
        return None
    found = find_labels(chunk.rows[0], grammar, "odd_label")
    return next((label for label in found if label.style == style), None)


def _lanes(marks: Iterator[_Mark]) -> list[list[_Mark]]:
    """Return the marks of each indent."""
    lanes: list[list[_Mark]] = []
    for mark in marks:
        beside = (lane for lane in lanes if abs(lane[0].left - mark.left) <= _SAME_LEFT)
        lane = next(beside, None)
        if lane is None:
            lanes.append([mark])
        else:
            lane.append(mark)
    return lanes


def _missing(lane: Sequence[_Mark]) -> Iterator[_Mark]:
    """Yield the odd marks that are all the numbers between the dotted ones around them."""
    before: _Mark | None = None
    odd: list[_Mark] = []
    for mark in lane:
        if mark.odd is not None:
            odd.append(mark)
            continue
        if before is not None:
            yield from _between(before.number, odd, mark.number)
        before, odd = mark, []


def _between(
    before: tuple[int, ...], odd: Sequence[_Mark], after: tuple[int, ...]
) -> Sequence[_Mark]:
    """Return the first of the odd marks with each number between the two; none if one lacks."""
    if before[:-1] != after[:-1]:
        return []
    found: list[_Mark] = []
    for mark in odd:
        if mark.number == (*before[:-1], before[-1] + len(found) + 1):
            found.append(mark)
    return found if after[-1] == before[-1] + len(found) + 1 else []
