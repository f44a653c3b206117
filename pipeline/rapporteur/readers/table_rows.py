"""Where the rows of a ruled table end: at rules, at wide gaps, where every column begins anew."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from statistics import median
from typing import Final

from rapporteur.readers.rows import Baseline, chunks, stretches

TIGHT: Final = 0.35
ROW_GAP: Final = 1.3
CLOSE: Final = 1.15
APART: Final = 1.3
MOST: Final = 0.8
MANY: Final = 2
RAISED: Final = 0.6
SMALL: Final = 0.85
MAX_CALLS: Final = 12


def on_baselines(rows: Sequence[Baseline]) -> list[Baseline]:
    """Return the rows without those that hold only raised calls of the row below."""
    below: list[Baseline | None] = [*rows[1:], None]
    return [row for row, lower in zip(rows, below, strict=False) if not _is_raised(row, lower)]


def _is_raised(row: Baseline, lower: Baseline | None) -> bool:
    if lower is None or sum(len(item.word) for item in row.fragments) > MAX_CALLS:
        return False
    size = _text_size(lower)
    return lower.base - row.base < RAISED * size and _text_size(row) < SMALL * size


def row_borders(
    rows: Sequence[Baseline], ruled: Sequence[float], borders: Sequence[float]
) -> list[float]:
    """Return the heights that part table rows: rules, wide gaps, and full rows.

    Full rows that follow each other closely are rows of their own only where most do, and where
    they do not go on with the sentences of the row above: else they are lines of one row.
    """
    found, close = [], []
    gaps = _gaps(rows, borders)
    wide, step, wraps = 0, _line_step(rows, gaps, borders), 0
    for upper, lower, gap in zip(rows, rows[1:], gaps, strict=False):
        between = [top for top in ruled if upper.base < top < lower.base]
        full = _is_full(lower, borders)
        if between:
            found.append(between[0])
        elif min(gap, _gap(upper, lower)) > step:
            wide += full
            found.append(above(lower))
        elif full and _is_full(upper, borders):
            close.append(above(lower))
            wraps += _wraps(upper, lower, borders)
    parted = len(close) > wide and 2 * wraps < len(close)
    return sorted(found + close) if parted else found


def _wraps(upper: Baseline, lower: Baseline, borders: Sequence[float]) -> bool:
    """Tell whether a cell goes on in the lower row: it begins with a small letter there."""
    begun = {column for column, _ in _begun(upper, borders)}
    return any(column in begun and word[:1].islower() for column, word in _begun(lower, borders))


def _begun(row: Baseline, borders: Sequence[float]) -> list[tuple[int, str]]:
    """Return the column and the first word of each stretch of a row."""
    return [(bisect(borders, part[0].x0), part[0].word) for part in chunks(row, 0.5)]


def _gap(upper: Baseline, lower: Baseline) -> float:
    """Return the distance of two lines in sizes of the lower one."""
    return (lower.base - upper.base) / (_text_size(lower) or 1.0)


def _gaps(rows: Sequence[Baseline], borders: Sequence[float]) -> list[float]:
    """Return for each row but the first how far it stands below what is above, in its sizes.

    Counted in the column where the least is: cells side by side need not share their lines.
    """
    places = [{bisect(borders, low) for low, _ in stretches(row, TIGHT)} for row in rows]
    seen: dict[int, float] = {}
    lasts: list[dict[int, float]] = []
    for row, columns in zip(rows, places, strict=True):
        lasts.append(dict(seen))
        seen.update(dict.fromkeys(columns, row.base))
    found: list[float] = []
    below: dict[int, float] = {}
    for index in range(len(rows) - 1, 0, -1):
        row, last = rows[index], lasts[index]
        below.update(dict.fromkeys(places[index], row.base))
        steps = [below[column] - last[column] for column in below.keys() & last.keys()]
        least = min(steps, default=row.base - rows[index - 1].base)
        found.append(least / (_text_size(row) or 1.0))
    return found[::-1]


def _line_step(rows: Sequence[Baseline], gaps: Sequence[float], borders: Sequence[float]) -> float:
    """Return the distance, in sizes, above which two lines are of two rows.

    It lies between two kinds of distances, if there are two and what follows at the lesser leaves
    columns free.
    """
    if not gaps:
        return ROW_GAP
    least = sorted(gaps)[len(gaps) // 10]
    close = [row for row, gap in zip(rows[1:], gaps, strict=True) if gap <= CLOSE * least]
    apart = sum(gap >= APART * least for gap in gaps)
    goes_on = sum(not _is_full(row, borders) for row in close)
    tells = min(len(close), apart) > MANY and goes_on > MOST * len(close)
    return CLOSE * least if tells else ROW_GAP


def above(row: Baseline) -> float:
    """Return the height at which the letters of a row end, from the top of the page."""
    return row.base - 0.85 * row.size


def _text_size(row: Baseline) -> float:
    return median(item.size for item in row.fragments)


def _is_full(row: Baseline, borders: Sequence[float]) -> bool:
    """Tell whether a row has text in its first column and in most others."""
    columns = {bisect(borders, low) for low, _ in stretches(row, 0.5)}
    return 1 in columns and len(columns) > 0.6 * (len(borders) - 1)
