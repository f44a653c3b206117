"""Finds ruled tables and their cells.

United Nations documents rule tables with lying strokes only: one above the head, one below it,
one at the end, and more around totals. Word draws such a stroke in pieces, one for each cell, so
that the joints of the pieces are the borders of the columns. Rows are parted by white space
(`table_rows`).
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile
from math import inf
from typing import Final

from rapporteur.readers.fragment import Fragment, Stroke, common_size
from rapporteur.readers.rows import Baseline, stretches, strict_rows
from rapporteur.readers.rules import NEAR, Rule, borders_of, has_grid, may_rule_table, wide
from rapporteur.readers.table_rows import TIGHT, above, on_baselines, row_borders
from rapporteur.source import Box, Cell

END_GAP: Final = 3.0
CROSSING: Final = 2.0
MAX_CROSSING: Final = 0.3
MAX_GROUP: Final = 2.2
MAX_TITLE: Final = 0.6
"""The name of a group of rows reaches at most so far over the width of a table, unless bold."""
MAX_HEAD: Final = 72.0
MAX_DISPLAY: Final = 1.35
SAME_SIZE: Final = 1.05
PROSE: Final = 0.8
"""Blanks between the words of a justified line are narrower, in sizes."""
MANY: Final = 2
MOSTLY: Final = 0.5
LINE_STEP: Final = 1.15
WHOLE: Final = 0.9
"""A rule that spans so much of a table's width parts its rows, a shorter one groups columns."""


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a table, each with its box.

    `places` has for each cell of a tagged table what it is here; it is empty for a ruled one.
    """

    top: float
    bottom: float
    cells: tuple[tuple[Cell, Box], ...]
    places: Mapping[Cell, Cell] = field(default_factory=dict)

    def cell_of(self, item: Fragment) -> Cell | None:
        """Return the cell of a fragment, or None if it stands in none."""
        if self.places:
            return self.places.get(item.cell) if item.cell else None
        x, y = item.x0 + min(item.x1 - item.x0, item.size) / 2, item.base - 0.3 * item.size
        if not self.top <= y <= self.bottom:
            return None
        for cell, (x0, top, x1, bottom) in self.cells:
            if x0 <= x < x1 and top <= y < bottom:
                return cell
        return None

    def numbered(self, number: int) -> Table:
        """Return the table as the one of that number on its page."""
        cells = tuple((replace(cell, table=number), box) for cell, box in self.cells)
        places = {old: replace(new, table=number) for old, new in self.places.items()}
        return replace(self, cells=cells, places=places)


def tables_of(rules: Sequence[Rule], rows: Sequence[Baseline]) -> list[Table]:
    """Return the tables whose columns the joints of lying rules show."""
    tables: list[Table] = []
    inked = on_baselines([row for row in rows if any(item.word for item in row.fragments)])
    runs = _runs(rules, inked)
    ends = [run[0].top for run in runs[1:]]
    for run, end in zip(runs, [*ends, inf], strict=False):
        table = _table(run, inked, end, len(tables))
        if table is not None:
            tables.append(table)
    return tables


def _runs(rules: Sequence[Rule], rows: Sequence[Baseline]) -> list[list[Rule]]:
    """Return runs of rules of one table: between neighbours few rows cross a joint."""
    runs: list[list[Rule]] = []
    run: list[Rule] = []
    inner: list[Rule] = []
    for rule in wide(rules):
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
    borders = borders_of(run)
    width = max(borders) - min(borders)
    near = [min(abs(edge - border) for border in borders) for edge in (rule.x0, rule.x1)]
    inside = rule.x0 >= borders[0] - NEAR and rule.x1 <= max(borders) + NEAR
    return inside and rule.x1 - rule.x0 < WHOLE * width and min(near) <= 2 * NEAR


def _continues(run: Sequence[Rule], rule: Rule, rows: Sequence[Baseline]) -> bool:
    """Tell whether `rule` belongs to the table of `run`."""
    last = _whole(run)[-1]
    borders = borders_of(run)
    if any(min(abs(edge - border) for border in borders) > NEAR for edge in (rule.x0, rule.x1)):
        return False
    joints = (*last.joints, *rule.joints)
    if not joints:
        return False
    inside = [row for row in rows if last.top < row.base <= rule.top + 1]
    if any(row.fragments[0].x0 < min(borders) - 2 * NEAR for row in inside):
        return False  # a heading between two tables hangs out on the left
    is_head = len(_whole(run)) == 1 and rule.top - last.top < MAX_HEAD
    filled = [row.size for row in inside if _fills(row, joints)]
    if not filled:
        heads = [row for row in rows if run[0].top < row.base <= last.top]
        head = max((row.size for row in heads if _fills(row, joints)), default=0.0)
        return _is_group(inside, last, rule) or _closes(run, rule, inside, MAX_DISPLAY * head)
    if is_head or _closes(run, rule, inside, max(filled)):
        return True
    named = [_is_title(row, borders) for row in inside]
    crossing = sum(
        _crosses(row, joints) and not title for row, title in zip(inside, named, strict=True)
    )
    return crossing <= MAX_CROSSING * (len(inside) - sum(named))


def _closes(run: Sequence[Rule], rule: Rule, inside: Sequence[Baseline], largest: float) -> bool:
    """Tell whether a stroke in one piece ends a table whose last rows are one cell each.

    The table has a head between rules. The stroke spans it from edge to edge, and the rows above
    are set close, none of them larger than the rows that fill the columns or, where all are one
    cell, much larger than the head.
    """
    first, *others = _whole(run)
    whole = others[-1] if others else first
    if (
        not others
        or rule.joints
        or abs(rule.x0 - whole.x0) > NEAR
        or abs(rule.x1 - whole.x1) > NEAR
    ):
        return False
    heights = [whole.top, *(row.base for row in inside), rule.top]
    close = max(b - a for a, b in pairwise(heights)) < END_GAP * largest
    return close and bool(inside) and max(row.size for row in inside) <= largest


def _whole(run: Sequence[Rule]) -> list[Rule]:
    """Return the rules of a table that span all of its width."""
    width = max(rule.x1 for rule in run) - min(rule.x0 for rule in run)
    return [rule for rule in run if rule.x1 - rule.x0 > WHOLE * width] or list(run)


def _is_title(row: Baseline, borders: Sequence[float]) -> bool:
    """Tell whether a row only names the group of rows below it, over the first columns."""
    low, high = min(borders), max(borders)
    first = min((border for border in borders if border > low + NEAR), default=high)
    parts = stretches(row, 0.5)
    if any(start >= first for start, _ in parts):
        return False
    short = parts[-1][1] - low < MAX_TITLE * (high - low)
    return short or all(item.bold for item in row.fragments if item.word)


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


def _runs_on(row: Baseline, joints: Sequence[float]) -> bool:
    """Tell whether a row reads on over half of the column borders, as running text does."""
    crossed = sum(low < joint < high for low, high in stretches(row, PROSE) for joint in joints)
    return crossed >= MOSTLY * len(joints)


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
    framed = max((row.size for row in rows if top < row.base <= bottom + 1), default=inf)
    bottom = _open_end(below, borders, bottom, framed)
    inside = [row for row in rows if top < row.base <= bottom + 1]
    if len(inside) < 2 or len(borders) < 3 or _has_display(inside):
        return None
    borders_of_rows = row_borders(inside, [rule.top for rule in run[1:]], borders)
    heights = [top, *_below_head(borders_of_rows, run, bottom), bottom + 1]
    cells = tuple(
        (Cell(number, row, column), (left, upper, right, lower))
        for row, (upper, lower) in enumerate(pairwise(heights))
        for column, (left, right) in enumerate(pairwise(borders))
    )
    over = _spanning(run, inside, borders, heights[1], number)
    return Table(top, bottom + 1, (*over, *_named(inside, borders, heights, number), *cells))


def _named(
    rows: Sequence[Baseline], borders: Sequence[float], heights: Sequence[float], number: int
) -> list[tuple[Cell, Box]]:
    """Return the places of rows below the head that stand over the columns as one cell.

    They name a group, or are lines of a text that has no figures.
    """
    return [
        (
            Cell(number, bisect(heights, row.base) - 1, 0),
            (borders[0], above(row), borders[-1], row.base + 1),
        )
        for row in rows
        if row.base > heights[1] and _crosses(row, borders[1:-1]) and _is_one_cell(row, borders)
    ]


def _is_one_cell(row: Baseline, borders: Sequence[float]) -> bool:
    """Tell whether a row has nothing in the columns but what begins in the first of them."""
    return _is_title(row, borders) or len(stretches(row, 1.0)) == 1


def _spanning(
    run: Sequence[Rule],
    rows: Sequence[Baseline],
    borders: Sequence[float],
    below: float,
    number: int,
) -> list[tuple[Cell, Box]]:
    """Return the places above rules inside the head whose text names all columns below.

    The text goes to the first of these columns, before that column's own.
    """
    whole, found = _whole(run), []
    inner = [rule for rule in run if rule.top < below - 1 and rule not in whole]
    for rule in inner:
        top = max([run[0].top, *(other.top for other in inner if _over(other, rule))])
        texts = [
            part
            for row in rows
            if top < row.base <= rule.top + 1
            for part in stretches(row, 1.0)
            if rule.x0 - NEAR <= part[0] < rule.x1
        ]
        if len(texts) == 1:
            column = max(0, bisect(borders, rule.x0 + NEAR) - 1)
            found.append((Cell(number, 0, column), (rule.x0, top, rule.x1, rule.top)))
    return found


def _over(one: Rule, other: Rule) -> bool:
    """Tell whether a rule stands above another and over its columns."""
    return one.top < other.top and one.x0 < other.x1 and other.x0 < one.x1


def _below_head(heights: Sequence[float], run: Sequence[Rule], bottom: float) -> list[float]:
    """Return the heights that part rows without those inside the head.

    What stands between the first two rules is one row, however many lines it has, if the second
    is not the end of the table.
    """
    whole = _whole(run)
    first, second = run[0].top, whole[1].top if len(whole) > 1 else bottom
    if second >= bottom - 1 or second - first > MAX_HEAD:
        return list(heights)
    return [height for height in heights if height >= second - 1]


def _has_display(rows: Sequence[Baseline]) -> bool:
    """Tell whether letters are much larger than most: this is a masthead, not a table.

    The head of a table is set smaller than its rows, and may have more letters than a single one.
    """
    items = [item for row in rows for item in row.fragments]
    smallest = min(item.size for item in rows[-1].fragments)
    largest = max(item.size for item in items)
    return largest > MAX_DISPLAY * max(common_size(items), smallest)


def _merged(joints: Iterable[float]) -> list[float]:
    merged: list[float] = []
    for joint in sorted(joints):
        if not merged or joint - merged[-1] > 2 * NEAR:
            merged.append(joint)
    return merged


def _open_end(
    below: Sequence[Baseline], borders: Sequence[float], bottom: float, framed: float
) -> float:
    """Return where a table ends that no rule closes: it goes on to the next page.

    Rows belong to it while they stand close, inside its width, and cross no column border; a
    total may cross the first, its figures stand in their columns. The last of them fills several
    columns; most do, or else the others are lines of the first column. In type larger than that
    of the rows which are `framed`, what reads on over borders is text, whatever its blanks.
    """
    end, edge, base = bottom, bottom, bottom
    filled, others, apart = 0, 0, 0
    waiting: list[tuple[float, float]] = []
    steps: list[float] = []
    for row in below:
        parts = stretches(row, TIGHT)
        if row.base - edge > END_GAP * row.size:
            break
        if row.size > SAME_SIZE * framed and _runs_on(row, borders[1:-1]):
            break
        columns = {bisect(borders, low) for low, _ in parts}
        inner = borders[2:-1] if len(columns) > MANY else borders[1:-1]
        if parts[0][0] < borders[0] or parts[-1][1] > borders[-1] or _crosses(row, inner):
            break
        steps.append(row.base - base)
        edge, base = row.base + 0.3 * row.size, row.base
        if len(columns) == 1:
            waiting.append((edge, steps[-1]))
            apart += columns != {1}
            continue
        filled, others, waiting = filled + 1, others + len(waiting), []
        if filled > others or not apart:
            end = edge
    if end > bottom:
        close = takewhile(lambda line: line[1] <= LINE_STEP * min(steps), waiting)
        end = max([end, *(edge for edge, _ in close)])
    return end


def is_ruled(
    rules: Sequence[Rule], strokes: Sequence[Stroke], fragments: Sequence[Fragment]
) -> bool:
    """Tell whether a page has a ruled table, so far as its strokes and text show."""
    if has_grid(strokes):
        return True
    return may_rule_table(rules) and bool(tables_of(rules, strict_rows(fragments)))
