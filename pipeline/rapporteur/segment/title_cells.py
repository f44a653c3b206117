"""Names with numbers and letters that stand in the cells of tables, and are no headings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from rapporteur.knowledge.grammar import compile_pattern
from rapporteur.segment.chunks import Chunk
from rapporteur.segment.headings import Heading
from rapporteur.segment.title_signs import number_of
from rapporteur.segment.turns import place

_CLOSE = 5
"""So many chunks stand from one chapter to the next at least."""
_FEWEST_MIXED = 4
_MIXED = 0.25
_TWICE = 2
_NAMED = compile_pattern(r"(?P<name>\p{Lu}\p{L}+)\s(?P<number>\d{1,3})")
_FEWEST_DOWN = 3
_DOWN = 0.25
"""The share of numbers that are smaller than the one before, from which on they are mixed."""


def without_cells(
    chunks: Sequence[Chunk], headings: Sequence[Heading | None]
) -> list[Heading | None]:
    """Return the headings without "Chapter 4" and "F. Ports" in the cells of a table.

    There one chapter stands close behind its like; the letters between two numbered paragraphs do
    not count on.
    """
    cells: set[int] = set()
    chapters: list[tuple[int, int]] = []
    letters: list[tuple[int, int]] = []
    for index, (chunk, heading) in enumerate(zip(chunks, headings, strict=True)):
        if chapters and index - chapters[-1][0] >= _CLOSE:
            cells |= _cells(chapters, _has_twins)
        if number_of(chunk.labels) is not None:
            cells |= _cells(letters, _is_mixed)
        label = heading.label if heading else None
        run = {"chapter": chapters, "upper_letter": letters}.get(label.style) if label else None
        if run is not None and label is not None:
            run.append((index, place(label)))
    cells |= _cells(chapters, _has_twins) | _cells(letters, _is_mixed)
    return [None if at in cells else heading for at, heading in enumerate(headings)]


def _cells(run: list[tuple[int, int]], are_cells: Callable[[Sequence[int]], bool]) -> set[int]:
    """Return the places of a run of labels if they stand in cells, and begin the next run."""
    found = {at for at, _ in run} if are_cells([count for _, count in run]) else set()
    run.clear()
    return found


def _has_twins(counts: Sequence[int]) -> bool:
    return any(one == other for one, other in pairwise(counts))


def _is_mixed(counts: Sequence[int]) -> bool:
    """Say whether of so many letters some stand behind another than the one before them.

    Each part begins anew with an A.
    """
    steps = [below - above for above, below in pairwise(counts) if below > 1]
    mixed = sum(step != 1 for step in steps)
    return mixed >= _TWICE and mixed >= _MIXED * len(steps) and len(steps) >= _FEWEST_MIXED


def drop_mixed(chunks: Sequence[Chunk], settled: list[Heading | None]) -> None:
    """Drop names with numbers that go up and down, "Item 8", "Item 7", and the titles below them.

    So they stand in the cells of a timetable; each part of a document may count anew.
    """
    named: dict[str, list[tuple[int, int]]] = {}
    for index, (chunk, heading) in enumerate(zip(chunks, settled, strict=True)):
        found = _NAMED.fullmatch(chunk.text) if heading and heading.label is None else None
        if found:
            named.setdefault(found["name"], []).append((index, int(found["number"])))
    for places in named.values():
        numbers = [number for _, number in places]
        down = sum(below < above for above, below in pairwise(numbers) if below > 1)
        if down >= max(_FEWEST_DOWN, _DOWN * len(numbers)):
            for index, _ in places:
                settled[index] = None
                below = settled[index + 1] if index + 1 < len(settled) else None
                if below is not None and below.label is None:
                    settled[index + 1] = None
