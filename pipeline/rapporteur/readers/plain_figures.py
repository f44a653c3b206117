"""Tables of figures that a tool flattened: told by the figures at the ends of their rows.

Those that keep the rows set the figures of each behind its name, "1. Lamps lent 12 14 – 9"; those
that read cell by cell give each figure a line of its own. What stands between such rows is of the
table, too, if it neither fills a line of running text nor ends a sentence; and so are the heads of
its columns, "2031", "actual", and the letters that count on below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from rapporteur.knowledge.grammar import compile_pattern
from rapporteur.readers.plain_signs import LABEL
from rapporteur.readers.plain_tables import Printed

FIGURE: Final = compile_pattern(r"[($+–-]{0,3}\d+(?:[.,]\d+)*\)?%?|[–—-]|\.{2,3}|…")
FIGURE_ENDS: Final = frozenset("0123456789)%–—-.…")
DIGIT: Final = compile_pattern(r"\d")
COUNT: Final = compile_pattern(r"(?P<head>(?:\d{1,3}\.)?)(?P<last>\d{1,3})")
PARAGRAPH: Final = compile_pattern(r"\d{1,3}\.\d{1,3}")
LETTER: Final = compile_pattern(r"(?P<letter>[A-Z])\.\s+\p{Lu}")
FEWEST_FIGURES: Final = 3
"""So many stand at the end of a row; two may be the columns of contents."""
FEWEST_ROWS: Final = 3
FEWEST_ALONE: Final = 6
MOST_BETWEEN: Final = 14
MOST_BELOW: Final = 30
FULL: Final = 0.9


class _Row(NamedTuple):
    """A line with text: its page and place, the text, and how many figures stand at its end.

    `only` says that it holds nothing else, `seed` that it is of a table for them.
    """

    page: int
    at: int
    text: str
    figures: int
    only: bool
    seed: bool = False

    @property
    def several(self) -> bool:
        return self.figures >= FEWEST_FIGURES


def figure_rows(pages: Sequence[Sequence[Printed]], width: float) -> list[set[int]]:
    """Return for each page the lines of tables of figures; `width` is that of running text.

    Those of cells are none, but what stands below them may belong to their table.
    """
    found: list[set[int]] = [set() for _ in pages]
    lettered: list[tuple[_Row, bool]] = []
    for page, lines in enumerate(pages):
        rows = [_row(page, at, text.strip()) for at, (text, _) in enumerate(lines) if text.strip()]
        own = _with_seeds([row for row in rows if lines[row.at][1] is None])
        for low, high in _regions(own, width):
            found[page] |= {row.at for row in own[low:high]}
        celled = {row.at for row in rows if lines[row.at][1] is not None}
        lettered += [(row, row.at in celled | found[page]) for row in rows]
    for row in _letters_below(lettered):
        found[row.page].add(row.at)
    return found


def _row(page: int, at: int, text: str) -> _Row:
    if text[-1] not in FIGURE_ENDS:
        return _Row(page, at, text, 0, only=False)
    words = text.split()
    names = next((n for n, word in enumerate(reversed(words)) if not FIGURE.fullmatch(word)), None)
    count = len(words) if names is None else names
    figures = count if any(map(DIGIT.search, words[len(words) - count :])) else 0
    return _Row(page, at, text, figures, names is None)


def _with_seeds(rows: Sequence[_Row]) -> list[_Row]:
    """Return the rows with those told that are of tables: several figures, or one below another.

    Numbers alone that count on are markers of notes or the numbers of paragraphs.
    """
    told: list[_Row] = []
    for only, group in groupby(rows, key=lambda row: row.only):
        run = list(group)
        column = only and len(run) > 1 and not all(map(_counts, run, run[1:]))
        told += [row._replace(seed=row.several or column) for row in run]
    return told


def _counts(above: _Row, row: _Row) -> bool:
    one, other = COUNT.fullmatch(above.text), COUNT.fullmatch(row.text)
    if one is None or other is None:
        return False
    return one["head"] == other["head"] and int(other["last"]) == int(one["last"]) + 1


def _regions(rows: Sequence[_Row], width: float) -> Iterator[tuple[int, int]]:
    """Yield where tables begin and end: rows with figures, and the few between them."""
    run: list[int] = []
    for at, row in enumerate(rows):
        if not row.seed:
            continue
        if run and not _are_cells(rows[run[-1] + 1 : at], width):
            yield from _checked(rows, run, width)
            run = []
        run.append(at)
    yield from _checked(rows, run, width)


def _are_cells(between: Sequence[_Row], width: float) -> bool:
    """Say whether rows between two with figures are few and no running text."""
    return len(between) <= MOST_BETWEEN and not any(_is_prose(row, width) for row in between)


def _is_prose(row: _Row, width: float) -> bool:
    return len(row.text) >= FULL * width or (" " in row.text and row.text.endswith("."))


def _checked(rows: Sequence[_Row], run: Sequence[int], width: float) -> Iterator[tuple[int, int]]:
    """Yield where a table begins and ends if it has rows enough.

    The number of a paragraph may stand right below it.
    """
    if sum(rows[at].several for at in run) < FEWEST_ROWS and len(run) < FEWEST_ALONE:
        return
    high = run[-1] + 1
    below = rows[high].text if high < len(rows) else ""
    if PARAGRAPH.fullmatch(rows[high - 1].text) and below[:1].isupper():
        high -= 1
    yield _head(rows, run[0], width), _foot(rows, high, width)


def _head(rows: Sequence[_Row], low: int, width: float) -> int:
    """Return where the heads of the columns begin: the uppermost that is a figure, as a year is."""
    top = low
    for at in range(low - 1, max(-1, low - 1 - MOST_BETWEEN), -1):
        if _is_prose(rows[at], width):
            break
        if rows[at].only:
            top = at
    return top


def _foot(rows: Sequence[_Row], high: int, width: float) -> int:
    """Return where a table or a chart ends: with its page, if no text stands below it there.

    Its last rows may have two figures only.
    """
    while high < len(rows) and rows[high].figures > 1 and not _is_prose(rows[high], width):
        high += 1
    rest = rows[high:]
    if not _are_cells(rest, width) or any(
        row.text.endswith((":", ";", ",")) or LABEL.match(row.text) for row in rest
    ):
        return high
    return len(rows)


def _letters_below(rows: Sequence[tuple[_Row, bool]]) -> Iterator[_Row]:
    """Yield the rows not far below tables whose letters go on with those inside."""
    counted, last, end = 0, 0, 0
    for at, (row, inside) in enumerate(rows):
        letter = LETTER.match(row.text)
        place = ord(letter["letter"]) if letter else 0
        if inside:
            end = at
            if place:
                counted, last = counted + 1 if place == last + 1 else 1, place
        elif place and counted > 1 and place == last + 1 and at - end <= MOST_BELOW:
            yield row
            last, end = place, at
        elif place:
            counted, last = 0, place
