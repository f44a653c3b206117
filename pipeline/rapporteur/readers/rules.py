"""Lying rules of a page, made of the strokes that draw them, and grids of crossing ones."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rapporteur.readers.fragment import Stroke
from rapporteur.text import value

THIN: Final = 3.0
NEAR: Final = 3.0
MIN_RULE: Final = 12.0
ROUNDING: Final = 0.01
TOUCHING: Final = 2.0
"""Pieces of a rule stand so close; a double line between columns parts them a little."""


@value()
class Rule:
    """A lying stroke from `x0` to `x1` at `top`, and the `joints` of its pieces."""

    x0: float
    x1: float
    top: float
    joints: tuple[float, ...] = ()


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
        if last is None or x0 > last.x1 + TOUCHING:
            rules.append(Rule(x0, x1, top))
            edge = x1
            continue
        joints = last.joints
        if x1 - x0 > NEAR:
            joints = (*joints, edge) if edge - last.x0 > NEAR and x0 > edge - NEAR else joints
            edge = max(edge, x1)
        rules[-1] = Rule(last.x0, max(last.x1, x1), last.top, joints)
    return rules


def borders_of(run: Iterable[Rule]) -> list[float]:
    """Return where rules begin and end, and their joints between."""
    return [edge for rule in run for edge in (rule.x0, *rule.joints, rule.x1)]


def may_rule_table(rules: Sequence[Rule]) -> bool:
    """Say whether rules may make a table, whatever stands between them; quick, and no is sure.

    One of them must have joints, and one end where others end or are jointed. On most pages none
    does: the rule of the running head, or that above footnotes, is drawn in pieces.
    """
    if not any(rule.joints for rule in rules):
        return False
    borders: list[float] = []
    for rule in wide(rules):
        if borders and all(_has_near(borders, edge) for edge in (rule.x0, rule.x1)):
            return True
        for border in borders_of([rule]):
            insort(borders, border)
    return False


def _has_near(borders: Sequence[float], edge: float) -> bool:
    """Say whether one of the borders, in their order, is near an edge."""
    reach = NEAR + ROUNDING
    at = bisect_left(borders, edge - reach)
    return at < len(borders) and borders[at] <= edge + reach


def wide(rules: Iterable[Rule]) -> Iterator[Rule]:
    """Return the rules that are long enough for those of a table."""
    return (rule for rule in rules if rule.x1 - rule.x0 > 2 * MIN_RULE)


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
