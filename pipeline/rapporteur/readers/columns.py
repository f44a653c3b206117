"""Finds text set in columns, so that it is read column by column.

Columns, tables without rules and labels before hanging text look alike on paper. What tells
them apart is the order in which a PDF draws them: columns are drawn one after the other, the
cells of a table and labels row by row. Scans with a text layer are drawn line by line even in
columns; there both sides must be filled with prose. Names are in columns, however they are drawn,
if the alphabet goes down one column and on in the next.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from statistics import mean, median
from typing import Final

from rapporteur.readers.fragment import Fragment
from rapporteur.readers.rows import Baseline, chunks, stretches, strict_rows

BIN: Final = 2.0
MIN_GUTTER_BINS: Final = 3
MIN_ROWS: Final = 4
MIN_PROSE_ROWS: Final = 8
MIN_PROSE_LETTERS: Final = 25
MIN_SHARE: Final = 0.15
SPAN_SHARE: Final = 0.6
LOW_COVER: Final = 0.2
FAR: Final = 1.8
MORE: Final = 1.15
SORTED_SHARE: Final = 0.9


@dataclass(frozen=True, slots=True)
class Extent:
    """From where to where the text of a page reaches, stray marks at its edges left out."""

    low: float
    high: float

    @property
    def width(self) -> float:
        """Return how wide the text is."""
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class Columns:
    """The fragments of each column, and the rows above and below that reach over a gutter."""

    head: list[Baseline]
    parts: list[list[Fragment]]
    foot: list[Baseline]


def regions(fragments: Sequence[Fragment]) -> list[list[Baseline]]:
    """Return rows of one baseline, in stretches of one column each, in reading order."""
    rows = strict_rows(fragments)
    if len(rows) < MIN_ROWS:
        return [rows]
    extent = _extent(rows)
    bands = list(_bands(rows, extent))
    if not any(narrow and len(band) >= MIN_ROWS for band, narrow in bands):
        return [rows]
    order = {id(fragment): index for index, fragment in enumerate(fragments)}
    found: list[list[Baseline]] = [[]]
    for band, narrow in bands:
        columns = _columns(band, extent, order) if narrow else None
        if columns is None:
            found[-1].extend(band)
        else:
            found[-1].extend(columns.head)
            found.extend([*map(strict_rows, columns.parts), columns.foot])
    return [part for part in found if part]


def _extent(rows: Sequence[Baseline]) -> Extent:
    lows = sorted(min([item.x0 for item in row.fragments]) for row in rows)
    highs = sorted(max([item.x1 for item in row.fragments]) for row in rows)
    edge = len(rows) // 10
    return Extent(lows[edge], highs[-1 - edge])


def _bands(rows: Sequence[Baseline], extent: Extent) -> Iterator[tuple[list[Baseline], bool]]:
    """Yield runs of rows, and whether each run is free of rows that span the page."""
    band: list[Baseline] = []
    narrow = True
    for row in rows:
        spans = _spans(row, extent)
        if band and spans is narrow:
            yield from _trimmed(band, extent) if narrow else [(band, False)]
            band = []
        narrow = not spans
        band.append(row)
    yield from _trimmed(band, extent) if narrow else [(band, False)]


def _spans(row: Baseline, extent: Extent) -> bool:
    """Tell whether one stretch of a row is too wide for a column."""
    least = SPAN_SHARE * extent.width
    fragments = row.fragments
    if len(fragments) == 1:
        return fragments[0].x1 - fragments[0].x0 > least
    if max([item.x1 for item in fragments]) - min([item.x0 for item in fragments]) <= least:
        return False
    return any(high - low > least for low, high in stretches(row, 1.0))


def _trimmed(band: list[Baseline], extent: Extent) -> Iterator[tuple[list[Baseline], bool]]:
    """Yield a band without a head above and a foot below, which are short and stand apart."""
    low, high = 0, len(band)
    for cut in (1, 2, 3):
        if cut < high and _is_apart(band, cut) and _are_short(band[:cut], extent):
            low = cut
    for cut in (high - 1, high - 2, high - 3):
        if cut > low and _is_apart(band, cut) and _are_short(band[cut:], extent):
            high = cut
    pieces = ((band[:low], False), (band[low:high], True), (band[high:], False))
    return (piece for piece in pieces if piece[0])


def _is_apart(band: Sequence[Baseline], cut: int) -> bool:
    """Tell whether more space stands before a row than rows need, and than most have."""
    step = band[cut].base - band[cut - 1].base
    usual = median(lower.base - upper.base for upper, lower in pairwise(band))
    return step > FAR * max(band[cut].size, band[cut - 1].size) and step > MORE * usual


def _are_short(rows: Sequence[Baseline], extent: Extent) -> bool:
    inked = (sum(high - low for low, high in stretches(row, 1.0)) for row in rows)
    return all(width < 0.4 * extent.width for width in inked)


def _columns(band: list[Baseline], extent: Extent, order: dict[int, int]) -> Columns | None:
    """Return the columns of a band, or None if it is to be read row by row."""
    if len(band) < 2 * MIN_ROWS and not any(len(stretches(row, 1.0)) > 1 for row in band):
        return None
    gutters = _gutters([item for row in band for item in row.fragments if item.word], extent)
    if not gutters:
        return None
    head = list(takewhile(lambda row: _reaches_over(row, gutters), band))
    foot = list(takewhile(lambda row: _reaches_over(row, gutters), reversed(band[len(head) :])))
    within = band[len(head) : len(band) - len(foot)]
    parts = _parts(within, gutters, order)
    return Columns(head, parts, foot[::-1]) if parts else None


def _reaches_over(row: Baseline, gutters: Sequence[float]) -> bool:
    return any(low < gutter < high for low, high in stretches(row, 0.5) for gutter in gutters)


def _parts(
    band: Sequence[Baseline], gutters: Sequence[float], order: dict[int, int]
) -> list[list[Fragment]] | None:
    """Return the fragments of each column, or None if these are no columns."""
    fragments = [item for row in band for item in row.fragments if item.word]
    parts: list[list[Fragment]] = [[] for _ in range(len(gutters) + 1)]
    for row in band:
        for chunk in chunks(row, 0.5):
            middle = (chunk[0].x0 + max(item.x1 for item in chunk)) / 2
            parts[bisect(gutters, middle)].extend(chunk)
        for blank in row.fragments:
            if not blank.word:
                parts[bisect(gutters, blank.x0)].append(blank)
    counts = _side_by_side(parts)
    if min(counts) < MIN_ROWS:
        return None
    switches = _switches(fragments, gutters, order)
    if switches <= 0.5 * min(counts):
        return parts
    alternating = switches >= 0.6 * min(counts)
    columns = alternating and (_are_prose(parts, counts) or _is_alphabetical(parts))
    return parts if columns else None


def _side_by_side(parts: Sequence[Sequence[Fragment]]) -> list[int]:
    """Return how many rows each column has at the height where all columns have some."""
    rows = [[row.base for row in strict_rows(item for item in part if item.word)] for part in parts]
    if not all(rows):
        return [0]
    top = max(bases[0] for bases in rows) - 1
    bottom = min(bases[-1] for bases in rows) + 1
    return [sum(top <= base <= bottom for base in bases) for bases in rows]


def _gutters(fragments: Sequence[Fragment], extent: Extent) -> list[float]:
    """Return where white strips part the band into stretches that are wide and full enough."""
    cover = _cover(fragments, extent)
    peak = max(cover, default=0)
    if peak < MIN_ROWS:
        return []
    gutters = [
        (low + high) / 2
        for low, high in _low_runs(cover, LOW_COVER * peak)
        if high - low >= MIN_GUTTER_BINS and low > 0 and high < len(cover)
    ]
    gutters = _wide_enough(gutters, len(cover))
    edges = [0, *(int(gutter) for gutter in gutters), len(cover)]
    if any(max(cover[low:high]) < max(MIN_ROWS, 0.4 * peak) for low, high in pairwise(edges)):
        return []
    return [extent.low + BIN * gutter for gutter in gutters]


def _wide_enough(gutters: Sequence[float], size: int) -> list[float]:
    """Return the gutters without those that cut off labels rather than columns."""
    least = MIN_SHARE * size
    kept: list[float] = []
    for gutter in gutters:
        if gutter - (kept[-1] if kept else 0) >= least:
            kept.append(gutter)
    while kept and size - kept[-1] < least:
        kept.pop()
    return kept


def _cover(fragments: Sequence[Fragment], extent: Extent) -> list[int]:
    """Return how many fragments lie over each bin of the width."""
    size = int(extent.width / BIN) + 1
    steps = [0] * (size + 1)
    for item in fragments:
        low = int((item.x0 - extent.low) / BIN)
        high = int((item.x1 - extent.low) / BIN) + 1
        if high > 0 and low < size:
            steps[max(0, low)] += 1
            steps[min(size, high)] -= 1
    cover, height = [], 0
    for step in steps[:size]:
        height += step
        cover.append(height)
    return cover


def _low_runs(cover: Sequence[int], limit: float) -> Iterator[tuple[int, int]]:
    start = None
    for index, height in enumerate([*cover, int(limit) + 1]):
        if height <= limit:
            start = index if start is None else start
        elif start is not None:
            yield start, index
            start = None


def _switches(
    fragments: Sequence[Fragment], gutters: Sequence[float], order: dict[int, int]
) -> int:
    """Return how often the drawing order changes from one column to another."""
    drawn = sorted(fragments, key=lambda item: order[id(item)])
    places = [bisect(gutters, (item.x0 + item.x1) / 2) for item in drawn]
    return sum(one != other for one, other in pairwise(places))


def _are_prose(parts: Sequence[Sequence[Fragment]], counts: Sequence[int]) -> bool:
    """Tell whether each column has many rows, and rows as long as those of prose."""
    if min(counts) < MIN_PROSE_ROWS:
        return False
    return all(
        mean([sum(len(item.word) for item in row.fragments) for row in strict_rows(part)])
        >= MIN_PROSE_LETTERS
        for part in parts
    )


def _is_alphabetical(parts: Sequence[Sequence[Fragment]]) -> bool:
    """Tell whether the rows are in the order of the alphabet, one column after the other."""
    columns = [[_first_word(row) for row in strict_rows(part)] for part in parts]
    names = [name for column in columns for name in column]
    sorted_pairs = sum(one <= other for one, other in pairwise(names))
    parted = all(max(one) <= min(other) for one, other in pairwise(columns))
    return parted and sorted_pairs >= SORTED_SHARE * (len(names) - 1)


def _first_word(row: Baseline) -> str:
    """Return the beginning of a row as the alphabet ranks it: small letters without accents."""
    text = "".join(item.text for item in sorted(row.fragments, key=lambda item: item.x0))
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if letter.isalnum() or letter == " ").strip()
