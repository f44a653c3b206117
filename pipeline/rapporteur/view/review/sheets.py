"""The pages of a text file, cut so that each stretch knows what it became."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapporteur.source import Source
from rapporteur.view.review.spots import Spot


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text of a page: the node that it became, if any, and the repair that was made to it."""

    text: str
    node: str | None
    repair: str | None


def sheets(source: Source, spots: Iterable[Spot]) -> list[list[Stretch]]:
    """Return the stretches of every page; joined, they are the page as it was read."""
    by_page: dict[int, list[Spot]] = {}
    for spot in spots:
        by_page.setdefault(spot.page, []).append(spot)
    return [
        list(_stretches(source.text[page.start : page.end], by_page.get(page.number, [])))
        for page in source.pages
    ]


def _stretches(text: str, spots: Sequence[Spot]) -> Iterator[Stretch]:
    """Yield the text cut wherever a spot begins or ends; the spot that began last has it."""
    edges = sorted({0, len(text), *(s.start for s in spots), *(s.end for s in spots)})
    opening = sorted(spots, key=lambda spot: (spot.start, -spot.end))
    active: list[Spot] = []
    for start, end in pairwise(edges):
        active = [spot for spot in active if spot.end > start]
        while opening and opening[0].start <= start:
            active.append(opening.pop(0))
        yield Stretch(text[start:end], _last(active, repair=False), _last(active, repair=True))


def _last(active: Sequence[Spot], *, repair: bool) -> str | None:
    found = [spot.node for spot in active if (spot.kind == "repair") == repair]
    return found[-1] if found else None
