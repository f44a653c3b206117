"""What headings say of one another: titles with a sibling, or larger ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from rapporteur.knowledge.grammar import Grammar
from rapporteur.segment.chunks import Chunk
from rapporteur.segment.headings import (
    RANKS,
    Heading,
    Look,
    alike,
    behind,
    depth_of,
    look_of,
)
from rapporteur.segment.rows import LARGER, Metrics
from rapporteur.segment.turns import place

_COUNTED = frozenset({"upper_roman", "upper_letter"})
_SEVERAL = 3


def settle_recommendations(
    chunks: Sequence[Chunk],
    headings: Sequence[Heading | None],
    metrics: Metrics,
    grammar: Grammar,
) -> list[Heading | None]:
    """Return the headings with "Recommendation 4" as one where it has a title, below or behind."""
    settled = list(headings)
    for index, below in enumerate(headings[1:]):
        chunk = chunks[index]
        label = chunk.label("recommendation")
        if headings[index] is not None or label is None:
            continue
        look, title = look_of(chunk, None), behind(chunk, label)
        titled = title and look.bold and not grammar.search("sentence_end", title) and below is None
        if titled or (not title and below and not below.label and alike(look, below.look)):
            depth = depth_of(chunk, metrics)
            settled[index] = Heading(None, None, look, "base.titled_recommendation", depth)
    return settled


def settle_acts(
    chunks: Sequence[Chunk], headings: Sequence[Heading | None], grammar: Grammar
) -> list[Heading | None]:
    """Return the headings, those that name a resolution or decision marked as such."""
    return [
        replace(heading, act=True) if heading and _names_act(chunk, heading, grammar) else heading
        for chunk, heading in zip(chunks, headings, strict=True)
    ]


def _names_act(chunk: Chunk, heading: Heading, grammar: Grammar) -> bool:
    if heading.label is not None:
        return False
    found = grammar.match("titled_heading", chunk.rows[0].text)
    return found is not None and found[1]["act"] is not None


def settle_enclosing(
    chunks: Sequence[Chunk], headings: Sequence[Heading | None], grammar: Grammar
) -> list[Heading | None]:
    """Mark the titles of a page that enclose the heading right below them, and those after it.

    No section is empty: of two titles set alike, one right below the other, the first encloses the
    second. So does one above the first of a series of numerals or letters that is set like it or
    smaller, unless others set like it stand above later ones, and part the series. What stands
    above all other headings is the title of the document, printed again; the name of an act has its
    title below it.
    """
    pairs = list(zip(headings, [*headings[1:], None], strict=False))
    title = next((index for index, heading in enumerate(headings) if heading), None)
    parting = {above.look for above, below in pairs if above and below and _parts(above, below)}
    settled = list(headings)
    for index, (heading, below) in enumerate(pairs):
        around = [*headings[max(0, index - 1) : index], *headings[index + 2 : index + 3]]
        if heading is None or below is None or index == title:
            continue
        if not heading.look.size or not _is_bare(heading):
            continue
        if grammar.fits("titled_heading", chunks[index].rows[0].text):
            continue
        if grammar.fits("second_title", chunks[index + 1].text):  # of one title
            continue
        stacked = _is_bare(below) and alike(heading.look, below.look)
        listed = any(one and _is_bare(one) and alike(heading.look, one.look) for one in around)
        first = _is_first(heading, below) and heading.look not in parting
        if first or (stacked and not listed):
            settled[index] = replace(heading, heads=True)
    return settled


def settle_holding(headings: Sequence[Heading | None]) -> list[Heading | None]:
    """Mark in plain text the titles right above an act: each encloses it and those that follow."""
    settled = list(headings)
    for index, (heading, below) in enumerate(pairwise(headings)):
        if heading and below and below.act and _is_bare(heading) and not heading.look.size:
            settled[index] = replace(heading, heads=True)
    return settled


def settle_known(headings: Sequence[Heading | None]) -> list[Heading | None]:
    """Take the rank from known titles such as an introduction in one of several larger sections.

    The titles of these have no label, and are set alike: the parts of a compilation.
    """
    times = Counter(one.look for one in headings if one and _is_bare(one))
    settled = list(headings)
    larger: Heading | None = None
    for index, heading in enumerate(headings):
        if heading is None:
            continue
        inside = larger is not None and larger.look.size > heading.look.size + LARGER
        if heading.label is not None or heading.rank is None:
            larger = larger if inside and _is_bare(heading) else heading
        elif larger and inside and _is_bare(larger) and times[larger.look] >= _SEVERAL:
            settled[index] = replace(heading, rank=None)
    return settled


def _is_bare(heading: Heading) -> bool:
    """Say whether a heading has nothing but its look: no label, no rank, no name of an act."""
    return heading.label is None and heading.rank is None and not (heading.act or heading.named)


def _parts(heading: Heading, below: Heading) -> bool:
    """Say whether a heading stands above a numeral or letter that is not the first."""
    if below.label is None or below.label.style not in _COUNTED:
        return False
    return _is_bare(heading) and place(below.label) > 1


def _is_first(heading: Heading, below: Heading) -> bool:
    """Say whether below a heading a series of numerals or letters begins, set no larger."""
    if below.label is None or below.label.style not in _COUNTED or place(below.label) != 1:
        return False
    larger = heading.look.size > below.look.size + LARGER
    return larger or alike(heading.look, below.look)


def settle_siblings(headings: Sequence[Heading | None]) -> list[Heading | None]:
    """Rank an unnumbered heading as the labelled one right below it that is set like it.

    "Segment on ports" above "II. Cranes", set like it, parts the headings of that rank. Plain text
    shows no setting: there one above the first of a series encloses it.
    """
    below = [*headings[1:], None]
    return [_with_sibling(*pair) for pair in zip(headings, below, strict=False)]


def _with_sibling(heading: Heading | None, below: Heading | None) -> Heading | None:
    if heading is None or heading.label is not None or heading.heads or below is None:
        return heading
    if below.label is None or not alike(heading.look, below.look):
        return heading
    if not heading.look.size and place(below.label) == 1:
        return heading
    return replace(heading, rank=below.rank)


def settle_larger(headings: Sequence[Heading | None]) -> list[Heading | None]:
    """Rank unnumbered headings set larger than I., II.: PART ONE encloses them.

    Parts and segments of a report are set larger than the numerals in them, all alike; a single
    larger line is a title that is printed again.
    """
    numerals = looks_of([(one,) for one in headings if one]).get(RANKS["upper_roman"])
    if numerals is None:
        return list(headings)
    sizes = [_larger_size(heading, numerals) for heading in headings]
    times = Counter(size for size, above in zip(sizes, [None, *sizes], strict=False) if not above)
    return [
        replace(heading, rank=_rank_above(heading.look, numerals))
        if heading and size and times[size] > 1
        else heading
        for heading, size in zip(headings, sizes, strict=True)
    ]


def looks_of(headings: Sequence[Sequence[Heading]]) -> dict[float, Look]:
    """Return how the labelled headings of each rank are set, most of them or the first.

    Those whose label may be numeral or letter count only if no other heading has their rank.
    """
    looks: dict[float, Counter[Look]] = {}
    for readings in sorted(headings, key=len):
        for heading in readings[:1]:
            rank = heading.rank if heading.label else None
            if rank is not None and (len(readings) == 1 or rank not in looks):
                looks.setdefault(rank, Counter())[heading.look] += 1
    return {rank: counted.most_common(1)[0][0] for rank, counted in looks.items()}


def _larger_size(heading: Heading | None, numerals: Look) -> float | None:
    """Return the size of a bold heading without a label that is set larger than numerals."""
    if heading is None or heading.label is not None or heading.rank is not None:
        return None
    larger = heading.look.bold and heading.look.size > numerals.size + LARGER
    return heading.look.size if larger else None


def _rank_above(look: Look, numerals: Look) -> float:
    """Return a rank between appendices and numerals: the larger, the further out."""
    return RANKS["upper_roman"] - min(look.size / numerals.size - 1, 1) / 2
