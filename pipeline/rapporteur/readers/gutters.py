"""Columns of tables whose rules are drawn in one piece: the white between their texts.

Word draws a rule cell by cell, other programs and older documents in one stroke. Then only the
gutters that all rows of a table leave free tell its columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from rapporteur.readers.fragment import Fragment, Stroke
from rapporteur.readers.rows import Baseline, stretches, strict_rows
from rapporteur.readers.rules import NEAR, Rule, rules_of

GUTTER: Final = 0.5
"""White of so many sizes in all rows parts columns."""
LOOSE: Final = 0.8
"""Between the words of a justified line there is less white than so many sizes."""
WIDE: Final = 0.6
"""A row of one piece that fills more of the width than this is running text."""
MAX_STEP: Final = 40.0
MIN_ROWS: Final = 2

Span = tuple[float, float]


def find_rules(strokes: Iterable[Stroke], fragments: Iterable[Fragment]) -> list[Rule]:
    """Return the lying rules, with the joints that their pieces or the gutters below show."""
    rules = rules_of(strokes)
    plain = sorted((rule.x0, rule.x1) for rule in rules if not rule.joints)
    if not any(_same(one, other) for one, other in pairwise(plain)):
        return rules
    return _jointed(rules, [row for row in strict_rows(fragments) if _is_inked(row)])


def _is_inked(row: Baseline) -> bool:
    return any(item.word for item in row.fragments)


def _jointed(rules: Sequence[Rule], rows: Sequence[Baseline]) -> list[Rule]:
    """Cut the rules of a table that are drawn in one piece where its gutters run."""
    found: list[Rule] = []
    for rule in rules:
        above = found[-1] if found else None
        joints: tuple[float, ...] = ()
        if above is not None and not rule.joints and _pairs(above, rule):
            joints = _gutters([*_between(above, rule, rows), *_below(rule, rows, rules)], rule)
            if joints and not above.joints:
                found[-1] = replace(above, joints=joints)
        found.append(replace(rule, joints=found[-1].joints) if joints else rule)
    return _upwards(found, rows)


def _upwards(rules: list[Rule], rows: Sequence[Baseline]) -> list[Rule]:
    """Cut the rule above a table at its joints if the text between stands in the columns.

    The head and the end of a row that the page before began may be too little to show gutters.
    """
    for index in range(len(rules) - 1, 0, -1):
        rule, above = rules[index], rules[index - 1]
        if not rule.joints or above.joints or not _pairs(above, rule):
            continue
        between = _between(above, rule, rows)
        if between and all(_stands_in(row, rule) for row in between):
            rules[index - 1] = replace(above, joints=rule.joints)
    return rules


def _between(above: Rule, rule: Rule, rows: Sequence[Baseline]) -> list[Baseline]:
    return [row for row in rows if above.top < row.base <= rule.top + 1]


def _stands_in(row: Baseline, rule: Rule) -> bool:
    """Tell whether a row stands within the columns that the joints of a rule part."""
    pieces = stretches(row, GUTTER)
    crossed = any(low < joint - 1 < high - 2 for low, high in pieces for joint in rule.joints)
    return not crossed and _is_within(row, rule)


def _pairs(above: Rule, rule: Rule) -> bool:
    return _same((above.x0, above.x1), (rule.x0, rule.x1))


def _same(one: Span, other: Span) -> bool:
    return abs(one[0] - other[0]) <= NEAR and abs(one[1] - other[1]) <= NEAR


def _below(rule: Rule, rows: Sequence[Baseline], rules: Sequence[Rule]) -> Iterator[Baseline]:
    """Yield the rows that go on below a rule in columns, down to the next rule."""
    end = min((other.top for other in rules if other.top > rule.top + NEAR), default=rule.top * 9)
    bottom = rule.top
    for row in rows:
        if not rule.top < row.base <= end + 1:
            continue
        if row.base - bottom > MAX_STEP or _is_prose(row, rule) or not _is_within(row, rule):
            return
        bottom = row.base
        yield row


def _is_prose(row: Baseline, rule: Rule) -> bool:
    pieces = stretches(row, LOOSE)
    width = rule.x1 - rule.x0
    return len(pieces) == 1 and pieces[0][1] - pieces[0][0] > WIDE * width


def _is_within(row: Baseline, rule: Rule) -> bool:
    pieces = stretches(row, GUTTER)
    return pieces[0][0] > rule.x0 - NEAR and pieces[-1][1] < rule.x1 + NEAR


def _gutters(rows: Iterable[Baseline], rule: Rule) -> tuple[float, ...]:
    """Return where the columns of the rows begin, but the first; none if they stand in none."""
    parted: list[list[Span]] = []
    for row in rows:
        if _is_prose(row, rule):
            return ()
        if not _is_within(row, rule):
            return ()
        pieces = stretches(row, GUTTER)
        if len(pieces) > 1:
            parted.append(pieces)
    if len(parted) < MIN_ROWS:
        return ()
    taken = sorted(piece for pieces in parted for piece in pieces)
    joints, right = [], taken[0][1]
    for left, end in taken[1:]:
        if left > right + 1:
            joints.append(left - 1)
        right = max(right, end)
    return tuple(joints)
