"""Groups fragments into visual rows and spells each row with the blanks that its gaps ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter
from typing import Final

from rapporteur.readers.fragment import Fragment
from rapporteur.source import Style

SAME_BASE: Final = 0.12
JITTER: Final = 0.3
RAISED_SIZE: Final = 0.82
MIN_LIFT: Final = -0.35
MAX_LIFT: Final = 0.75
MAX_RAISED: Final = 12
MARK_REACH: Final = 3.0
MAX_REACH: Final = 11.0
SPACE_GAP: Final = 0.148
LEADER_GAP: Final = 1.0
LEADER_START_GAP: Final = 0.06
FALSE_BLANK_GAP: Final = 0.08
WIDE_GAP: Final = 1.5
LEVEL: Final = 0.02
DASHES: Final = "-‐‑–—"
RIGHT_TO_LEFT: Final = ("\u0590", "\u08ff")


BY_BASE: Final = attrgetter("base", "x0")
BY_EDGE: Final = attrgetter("x0")


@dataclass(slots=True)
class Baseline:
    """What stands on one baseline, in reading order; `size` is that of its largest fragment."""

    base: float
    size: float
    fragments: list[Fragment]


def strict_rows(fragments: Iterable[Fragment]) -> list[Baseline]:
    """Return rows of fragments that share a baseline, from top to bottom, left to right."""
    rows: list[Baseline] = []
    last: Baseline | None = None
    for fragment in sorted(fragments, key=BY_BASE):
        base, size = fragment.base, fragment.size
        if last and base - last.base < SAME_BASE * (size if size < last.size else last.size):
            last.fragments.append(fragment)
            if size > last.size:
                last.size = size
        else:
            last = Baseline(base, size, [fragment])
            rows.append(last)
    return rows


def visual_rows(strict: list[Baseline]) -> list[Baseline]:
    """Return the visual rows of one column: jitter evened out, raised letters in their line."""
    rows = _settled(_even(strict))
    for row in rows:
        if len(row.fragments) == 1:
            continue
        row.fragments.sort(key=BY_EDGE)
        if _is_right_to_left(row):
            row.fragments.reverse()
    return rows


def _is_right_to_left(row: Baseline) -> bool:
    low, high = RIGHT_TO_LEFT
    words = [item.word for item in row.fragments]
    if all(word.isascii() or max(word) < low for word in words):
        return False
    letters = [letter for word in words for letter in word if letter > "@"]
    return 2 * sum(low <= letter <= high for letter in letters) > len(letters)


def _even(rows: list[Baseline]) -> list[Baseline]:
    """Join rows whose baselines differ by the jitter of a scan and that do not overlap."""
    joined: list[Baseline] = []
    last: Baseline | None = None
    for row in rows:
        if last and row.base - last.base < JITTER * min(row.size, last.size) and _apart(last, row):
            last.fragments.extend(row.fragments)
            last.size = max(last.size, row.size)
        else:
            joined.append(row)
            last = row
    return joined


def _apart(first: Baseline, second: Baseline) -> bool:
    """Tell whether two rows are of one size, and adjoin without covering one another."""
    if min(first.size, second.size) < RAISED_SIZE * max(first.size, second.size):
        return False
    slack, reach = 0.2 * first.size, 3 * first.size
    gaps = [
        max(one.x0, other.x0) - min(one.x1, other.x1)
        for one in first.fragments
        for other in second.fragments
    ]
    return -slack < min(gaps) < reach


def _settled(rows: list[Baseline]) -> list[Baseline]:
    """Move raised and lowered fragments into the rows that they stand in."""
    moved: list[tuple[Baseline, Fragment]] = []
    reach = min(MAX_REACH, MAX_LIFT * max((row.size for row in rows), default=0.0))
    for index in _crowded(rows, reach):
        row = rows[index]
        hosts = [host for host in _near(rows, index, reach) if _may_hold(host, row)]
        if hosts:
            row.fragments = _leave(row, hosts, moved)
    if not moved:
        return rows
    for host, fragment in moved:
        host.fragments.append(fragment)
    return [row for row in rows if row.fragments]


def _crowded(rows: Sequence[Baseline], reach: float) -> list[int]:
    """Return the indexes of rows that have a neighbour within reach."""
    close = [
        index
        for index, (upper, lower) in enumerate(pairwise(rows))
        if lower.base - upper.base <= reach
    ]
    return sorted({*close, *(index + 1 for index in close)})


def _near(rows: Sequence[Baseline], index: int, reach: float) -> Iterator[Baseline]:
    """Yield the rows within reach above and below one."""
    base = rows[index].base
    for other in range(index - 1, -1, -1):
        if base - rows[other].base > reach:
            break
        yield rows[other]
    for other in range(index + 1, len(rows)):
        if rows[other].base - base > reach:
            break
        yield rows[other]


def _may_hold(host: Baseline, row: Baseline) -> bool:
    """Tell whether `row` is as much smaller and higher or lower as raised letters are."""
    if not host.fragments:
        return False
    smallest = min(item.size for item in row.fragments)
    lift = (host.base - row.base) / host.size if host.size else 1.0
    return smallest <= RAISED_SIZE * host.size and MIN_LIFT < lift < MAX_LIFT


def _leave(
    row: Baseline, hosts: Sequence[Baseline], moved: list[tuple[Baseline, Fragment]]
) -> list[Fragment]:
    """Return what stays in `row`; note the other fragments in `moved` with their new row."""
    staying = []
    for fragment in row.fragments:
        touched = [host for host in hosts if _touches(fragment, host)]
        if touched:
            host = min(touched, key=lambda item: abs(item.base - row.base))
            moved.append((host, replace(fragment, raised=row.base < host.base)))
        else:
            staying.append(fragment)
    return staying


def _touches(small: Fragment, row: Baseline) -> bool:
    """Tell whether `small` stands at, between or shortly before larger fragments of `row`."""
    if len(small.word) > MAX_RAISED:
        return False
    for host in row.fragments:
        lift = (host.base - small.base) / host.size if host.size else 1.0
        if small.size > RAISED_SIZE * host.size or not MIN_LIFT < lift < MAX_LIFT or not host.word:
            continue
        reach = (MARK_REACH if lift > 0 and small.x1 <= host.x0 else 0.6) * host.size
        if host.x0 - reach <= small.x1 and small.x0 <= host.x1 + 0.6 * host.size:
            return True
    return False


def spell(fragments: Sequence[Fragment], start: int) -> tuple[str, list[Style]]:
    """Return the text of a row and its styles, whose offsets count from `start`.

    There is one blank wherever the gap between two fragments is wide enough for their size, or
    a blank is printed there and the gap does not deny it. A wide gap begins a new style.
    """
    text = ""
    styles: list[Style] = []
    first = previous = None
    low = high = start
    x0 = x1 = 0.0
    printed = False
    for fragment in fragments:
        if not fragment.word:
            printed = True
            continue
        here = start
        if previous is not None:
            text += " " if _blank_between(previous, fragment, printed) else ""
            here += len(text)
        text += fragment.word
        if first is None or previous is None or not _goes_on(first, previous, fragment):
            if first is not None:
                styles.append(_style(first, low, high, x0, x1))
            first, low, x0, x1 = fragment, here, fragment.x0, fragment.x1
        else:
            x0, x1 = min(x0, fragment.x0), max(x1, fragment.x1)
        high = start + len(text)
        previous, printed = fragment, False
    if first is not None:
        styles.append(_style(first, low, high, x0, x1))
    return text, styles


def _goes_on(first: Fragment, previous: Fragment, here: Fragment) -> bool:
    """Say whether a style that begins with `first` goes on: the look is one, the gap not wide."""
    return (
        here.x0 - previous.x1 <= WIDE_GAP * here.size
        and (first.size == here.size or round(first.size, 2) == round(here.size, 2))
        and first.bold == here.bold
        and first.italic == here.italic
        and first.raised == here.raised
    )


def _style(first: Fragment, low: int, high: int, x0: float, x1: float) -> Style:
    size, x0, x1 = round(first.size, 2), round(x0, 2), round(x1, 2)
    return Style(low, high, x0, x1, size, first.bold, first.italic, first.raised)


def _blank_between(left: Fragment, right: Fragment, printed: bool) -> bool:
    """Tell whether a blank belongs between two fragments; the dots of a leader have none."""
    gap = left.x0 - right.x1 if right.x0 < left.x0 else right.x0 - left.x1
    share = gap / min(left.size, right.size) if left.size and right.size else 1.0
    printed = printed or left.text[-1].isspace() or right.text[0].isspace()
    if right.word.startswith("...") and left.word[-1] != ".":
        return share > LEADER_START_GAP
    if not printed:
        if left.word[-1] == right.word[0] == ".":
            return share > LEADER_GAP
        return share > (FALSE_BLANK_GAP if _closes(left, right) else SPACE_GAP)
    return share >= FALSE_BLANK_GAP or not (_binds(left.word[-1]) and _binds(right.word[0]))


def _closes(left: Fragment, right: Fragment) -> bool:
    """Tell whether a word stands behind a bracket that closes, and is no call of a note.

    PDFium drops a blank over which the next letter is drawn, as behind the label "(iii)".
    """
    level = abs(left.base - right.base) < LEVEL * left.size
    same = level and abs(left.size - right.size) < LEVEL * left.size
    return same and left.word[-1] == ")" and right.word[0].isalpha()


def _binds(letter: str) -> bool:
    """Tell whether a blank beside `letter` needs a gap to be believed."""
    return letter.isalnum() or letter in DASHES


def chunks(row: Baseline, gap: float) -> list[list[Fragment]]:
    """Return the fragments of a row, cut at gaps wider than `gap` sizes; blanks are left out."""
    parts: list[list[Fragment]] = []
    edge = size = 0.0
    for fragment in sorted(row.fragments, key=BY_EDGE):
        if not fragment.word:
            continue
        end, here = fragment.x1, fragment.size
        if parts and fragment.x0 - edge <= gap * (here if here < size else size):
            parts[-1].append(fragment)
        else:
            parts.append([fragment])
        edge, size = (end if end > edge else edge), here
    return parts


def stretches(row: Baseline, gap: float) -> list[tuple[float, float]]:
    """Return from where to where each chunk of a row reaches."""
    return [(part[0].x0, max([item.x1 for item in part])) for part in chunks(row, gap)]
