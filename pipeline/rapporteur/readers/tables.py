"""Finds ruled tables and their cells.

United Nations documents rule tables with lying strokes only: one above the head, one below it,
one at the end. Word draws such a stroke in pieces, one for each cell, so that the joints of the
pieces are the borders of the columns. Rows are parted by white space alone.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from statistics import median
from typing import Final

from rapporteur.readers.fragment import Fragment, Stroke
from rapporteur.readers.rows import Baseline, stretches, strict_rows
from rapporteur.source import Box, Cell

THIN: Final = 3.0
NEAR: Final = 3.0
MIN_RULE: Final = 12.0
ROW_GAP: Final = 1.3
END_GAP: Final = 3.0
TIGHT: Final = 0.35
CROSSING: Final = 2.0
MAX_CROSSING: Final = 0.3
MAX_GROUP: Final = 2.2
MAX_HEAD: Final = 72.0
MAX_DISPLAY: Final = 1.35
MANY: Final = 2
CLOSE: Final = 1.15
APART: Final = 1.3
MOST: Final = 0.8
RAISED: Final = 0.6
SMALL: Final = 0.85
MAX_CALLS: Final = 12


@dataclass(frozen=True, slots=True)
class Rule:
    """A lying stroke from `x0` to `x1` at `top`, and the `joints` of its pieces."""

    x0: float
    x1: float
    top: float
    joints: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a ruled table, each with its box."""

    top: float
    bottom: float
    cells: tuple[tuple[Cell, Box], ...]

    def cell_at(self, x: float, y: float) -> Cell | None:
        """Return the cell that holds a point, or None."""
        if not self.top <= y <= self.bottom:
            return None
        for cell, (x0, top, x1, bottom) in self.cells:
            if x0 <= x < x1 and top <= y < bottom:
                return cell
        return None


def rules_of(strokes: Iterable[Stroke]) -> list[Rule]:
    """Return the lying strokes from top to bottom, pieces that touch made one."""
    lying = [item for item in strokes if item[3] - item[1] <= THIN]
    rules: list[Rule] = []
    row: list[Stroke] = []
    for stroke in sorted(lying, key=lambda item: item[1]):
        if row and stroke[1] - row[0][1] > 1.0:
            rules.extend(_joined(row))
            row = []
        row.append(stroke)
    rules.extend(_joined(row))
    return [rule for rule in rules if rule.x1 - rule.x0 >= MIN_RULE]


def _joined(row: Sequence[Stroke]) -> list[Rule]:
    """Return one rule for each run of touching strokes of one height."""
    rules: list[Rule] = []
    edge = 0.0
    for x0, top, x1, _ in sorted(row):
        last = rules[-1] if rules else None
        if last is None or x0 > last.x1 + 1.0:
            rules.append(Rule(x0, x1, top))
            edge = x1
            continue
        joints = last.joints
        if x1 - x0 > NEAR:
            joints = (*joints, edge) if edge - last.x0 > NEAR and x0 > edge - NEAR else joints
            edge = max(edge, x1)
        rules[-1] = Rule(last.x0, max(last.x1, x1), last.top, joints)
    return rules


def outline(x0: float, top: float, x1: float, bottom: float) -> tuple[Stroke, ...]:
    """Return the four edges of a box."""
    lying = (x0, top, x1, top), (x0, bottom, x1, bottom)
    return *lying, (x0, top, x0, bottom), (x1, top, x1, bottom)


def has_grid(strokes: Sequence[Stroke]) -> bool:
    """Tell whether several lying strokes cross several standing ones."""
    standing = [item for item in strokes if item[3] - item[1] > THIN and item[2] - item[0] <= THIN]
    lying = [item for item in strokes if item[3] - item[1] <= THIN]
    crossed = [
        item
        for item in standing
        if any(
            rule[0] - NEAR <= item[0] <= rule[2] + NEAR
            and item[1] - NEAR <= rule[1] <= item[3] + NEAR
            for rule in lying
        )
    ]
    heights = {round(item[1]) for item in lying if item[2] - item[0] > MIN_RULE}
    return len({round(item[0]) for item in crossed}) >= 3 and len(heights) >= 3


def tables_of(rules: Sequence[Rule], rows: Sequence[Baseline]) -> list[Table]:
    """Return the tables whose columns the joints of lying rules show."""
    tables: list[Table] = []
    inked = _on_baselines([row for row in rows if any(item.word for item in row.fragments)])
    runs = _runs(rules, inked)
    ends = [run[0].top for run in runs[1:]]
    for run, end in zip(runs, [*ends, inf], strict=False):
        table = _table(run, inked, end, len(tables))
        if table is not None:
            tables.append(table)
    return tables


def _on_baselines(rows: Sequence[Baseline]) -> list[Baseline]:
    """Return the rows without those that hold only raised calls of the row below."""
    below: list[Baseline | None] = [*rows[1:], None]
    return [row for row, lower in zip(rows, below, strict=False) if not _is_raised(row, lower)]


def _is_raised(row: Baseline, lower: Baseline | None) -> bool:
    if lower is None or sum(len(item.word) for item in row.fragments) > MAX_CALLS:
        return False
    size = _text_size(lower)
    return lower.base - row.base < RAISED * size and _text_size(row) < SMALL * size


def _runs(rules: Sequence[Rule], rows: Sequence[Baseline]) -> list[list[Rule]]:
    """Return runs of rules of one table: between neighbours few rows cross a joint."""
    runs: list[list[Rule]] = []
    run: list[Rule] = []
    inner: list[Rule] = []
    for rule in (rule for rule in rules if rule.x1 - rule.x0 > 2 * MIN_RULE):
        if run and _is_inner(run, rule):
            inner.append(rule)
        elif run and _continues([*run, *inner], rule, rows):
            run, inner = [*run, *inner, rule], []
        else:
            runs.append(run)
            run, inner = [rule], []
    runs.append(run)
    return [run for run in runs if len(run) > 1 and any(rule.joints for rule in run)]


def _is_inner(run: Sequence[Rule], rule: Rule) -> bool:
    """Tell whether a rule lies under a head that spans some of the columns."""
    if not any(item.joints for item in run):
        return False  # the rule of a running head spans no columns
    borders = _borders(run)
    width = max(borders) - min(borders)
    near = [min(abs(edge - border) for border in borders) for edge in (rule.x0, rule.x1)]
    inside = rule.x0 >= borders[0] - NEAR and rule.x1 <= max(borders) + NEAR
    return inside and rule.x1 - rule.x0 < 0.9 * width and min(near) <= 2 * NEAR


def _borders(run: Iterable[Rule]) -> list[float]:
    return [edge for rule in run for edge in (rule.x0, *rule.joints, rule.x1)]


def _continues(run: Sequence[Rule], rule: Rule, rows: Sequence[Baseline]) -> bool:
    """Tell whether `rule` belongs to the table of `run`."""
    last = [item for item in run if item.x1 - item.x0 > 0.9 * (run[0].x1 - run[0].x0)][-1]
    borders = _borders(run)
    if any(min(abs(edge - border) for border in borders) > NEAR for edge in (rule.x0, rule.x1)):
        return False
    joints = (*last.joints, *rule.joints)
    if not joints:
        return False
    inside = [row for row in rows if last.top < row.base <= rule.top + 1]
    if any(row.fragments[0].x0 < min(borders) - 2 * NEAR for row in inside):
        return False  # a heading between two tables hangs out on the left
    crossing = sum(_crosses(row, joints) for row in inside)
    is_head = len(run) == 1 and rule.top - last.top < MAX_HEAD
    if not any(_fills(row, joints) for row in inside):
        return _is_group(inside, last, rule)
    return is_head or crossing <= MAX_CROSSING * len(inside)


def _fills(row: Baseline, joints: Iterable[float]) -> bool:
    """Tell whether a row has text in more than one of the columns that joints part."""
    borders = sorted(joints)
    return len({bisect(borders, low + NEAR) for low, _ in stretches(row, 0.5)}) > 1


def _is_group(inside: Sequence[Baseline], above: Rule, rule: Rule) -> bool:
    """Tell whether a single line between two rules of the same columns is a row of its own.

    It names a group, or ends a row that the page before began.
    """
    if len(inside) != 1 or not rule.joints or len(above.joints) != len(rule.joints):
        return False
    pairs = zip(above.joints, rule.joints, strict=True)
    same = all(abs(one - other) <= NEAR for one, other in pairs)
    close = rule.top - above.top < MAX_GROUP * inside[0].size
    return same and close and not _crosses(inside[0], rule.joints)


def _crosses(row: Baseline, joints: Sequence[float]) -> bool:
    return any(
        low < joint - CROSSING and joint + CROSSING < high
        for low, high in stretches(row, TIGHT)
        for joint in joints
    )


def _table(run: Sequence[Rule], rows: Sequence[Baseline], end: float, number: int) -> Table | None:
    """Return the table that a run of rules frames, at most down to `end`."""
    x0, x1 = min(rule.x0 for rule in run) - NEAR, max(rule.x1 for rule in run) + NEAR
    borders = [x0, *_merged(joint for rule in run for joint in rule.joints), x1]
    top, bottom = run[0].top, run[-1].top
    below = [row for row in rows if bottom + 1 < row.base < end]
    bottom = _open_end(below, borders, bottom)
    inside = [row for row in rows if top < row.base <= bottom + 1]
    if len(inside) < 2 or len(borders) < 3 or _has_display(inside):
        return None
    borders_of_rows = _row_borders(inside, [rule.top for rule in run[1:]], borders)
    heights = [top, *_below_head(borders_of_rows, run, bottom), bottom + 1]
    cells = tuple(
        (Cell(number, row, column), (left, upper, right, lower))
        for row, (upper, lower) in enumerate(pairwise(heights))
        for column, (left, right) in enumerate(pairwise(borders))
    )
    return Table(top, bottom + 1, cells)


def _below_head(heights: Sequence[float], run: Sequence[Rule], bottom: float) -> list[float]:
    """Return the heights that part rows without those inside the head.

    What stands between the first two rules is one row, however many lines it has, if the second
    is not the end of the table.
    """
    first, second = run[0].top, run[1].top
    if second >= bottom - 1 or second - first > MAX_HEAD:
        return list(heights)
    return [height for height in heights if height >= second - 1]


def _has_display(rows: Sequence[Baseline]) -> bool:
    """Tell whether letters are much larger than most: this is a masthead, not a table.

    The head of a table is set smaller than its rows, and may have more letters than a single one.
    """
    letters: dict[float, int] = {}
    for item in (item for row in rows for item in row.fragments):
        letters[item.size] = letters.get(item.size, 0) + len(item.word)
    common = max(letters, key=lambda size: letters[size])
    smallest = min(item.size for item in rows[-1].fragments)
    return max(letters) > MAX_DISPLAY * max(common, smallest)


def _merged(joints: Iterable[float]) -> list[float]:
    merged: list[float] = []
    for joint in sorted(joints):
        if not merged or joint - merged[-1] > 2 * NEAR:
            merged.append(joint)
    return merged


def _open_end(below: Sequence[Baseline], borders: Sequence[float], bottom: float) -> float:
    """Return where a table ends that no rule closes: it goes on to the next page.

    Rows belong to it while they stand close, inside its width, and cross no column border; a
    total may cross the first, its figures stand in their columns.
    """
    end = bottom
    columns = []
    for row in below:
        parts = stretches(row, TIGHT)
        if row.base - end > END_GAP * row.size:
            break
        filled = len({bisect(borders, low) for low, _ in parts})
        inner = borders[2:-1] if filled > MANY else borders[1:-1]
        if parts[0][0] < borders[0] or parts[-1][1] > borders[-1] or _crosses(row, inner):
            break
        columns.append(filled)
        end = row.base + 0.3 * row.size
    return end if 2 * sum(count > 1 for count in columns) > len(columns) else bottom


def _row_borders(
    rows: Sequence[Baseline], ruled: Sequence[float], borders: Sequence[float]
) -> list[float]:
    """Return the heights that part table rows: rules, wide gaps, and full rows.

    Full rows that follow each other closely are rows of their own only where most do: in a table
    that parts its rows by white space they are lines of one row.
    """
    found, close = [], []
    wide, step = 0, _line_step(rows, borders)
    for upper, lower in pairwise(rows):
        between = [top for top in ruled if upper.base < top < lower.base]
        full = _is_full(lower, borders)
        if between:
            found.append(between[0])
        elif _gap(upper, lower) > step:
            wide += full
            found.append(_above(lower))
        elif full and _is_full(upper, borders):
            close.append(_above(lower))
    return sorted(found + close) if len(close) > wide else found


def _gap(upper: Baseline, lower: Baseline) -> float:
    """Return the distance of two lines in sizes of the lower one."""
    return (lower.base - upper.base) / (_text_size(lower) or 1.0)


def _line_step(rows: Sequence[Baseline], borders: Sequence[float]) -> float:
    """Return the distance, in sizes, above which two lines are of two rows.

    It lies between two kinds of distances, if there are two and what follows at the lesser leaves
    the first column free.
    """
    gaps = [(lower, _gap(upper, lower)) for upper, lower in pairwise(rows)]
    least = sorted(gap for _, gap in gaps)[len(gaps) // 10]
    close = [row for row, gap in gaps if gap <= CLOSE * least]
    apart = sum(gap >= APART * least for _, gap in gaps)
    goes_on = sum(stretches(row, TIGHT)[0][0] >= borders[1] for row in close)
    tells = min(len(close), apart) > MANY and goes_on > MOST * len(close)
    return CLOSE * least if tells else ROW_GAP


def _above(row: Baseline) -> float:
    return row.base - 0.85 * row.size


def _text_size(row: Baseline) -> float:
    return median(item.size for item in row.fragments)


def _is_full(row: Baseline, borders: Sequence[float]) -> bool:
    """Tell whether a row has text in its first column and in most others."""
    columns = {bisect(borders, low) for low, _ in stretches(row, 0.5)}
    return 1 in columns and len(columns) > 0.6 * (len(borders) - 1)


def is_ruled(
    rules: Sequence[Rule], strokes: Sequence[Stroke], fragments: Sequence[Fragment]
) -> bool:
    """Tell whether a page has a ruled table, so far as its strokes and text show."""
    if has_grid(strokes):
        return True
    return any(rule.joints for rule in rules) and bool(tables_of(rules, strict_rows(fragments)))
