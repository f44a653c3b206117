"""Numbered rows of tables that a tool flattened: told by where their lines end.

Running text fills its lines, those of cells end early, and behind them another cell begins although
no sentence ended. Where several numbers in turn stand before such lines, they number rows.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import Final, NamedTuple

from rapporteur.knowledge.grammar import compile_pattern
from rapporteur.readers.plain_labels import LABELLED, LONGEST_TITLE
from rapporteur.readers.plain_signs import LABEL, STOPS

NUMBER: Final = compile_pattern(r"\s*(?P<number>\d{1,3})\.(?:\s+(?P<rest>\S.*))?")
BARE: Final = compile_pattern(r"\s*(?P<number>\d{1,3})(?:\s+(?P<rest>\p{Lu}.*))?")
CHAPTER: Final = compile_pattern(
    r"[IVXL]+\.\s+\p{Lu}\p{Ll}+(?:\s\S+){2}|(?:Annex|ANNEX)(?:\s(?:[IVXL]+|\d{1,2}))?$"
)
ENDS: Final = (*STOPS, ",")
FEWEST_FULL: Final = 8
FULL_SHARE: Final = 0.05
"""So many lines of running text, of all that are wrapped, show how wide it is set."""
MUCH: Final = 1.5
BLOCK: Final = 3
EVEN: Final = 0.8
"""How far the lines of a block are full."""
WIDEST: Final = 120
WORDY: Final = 0.75
"""The share of small letters in running text."""
EARLY: Final = 0.7
FULL: Final = 0.85
FEWEST_ENTRIES: Final = 3
FEWEST_JOINTS: Final = 3
EARLY_SHARE: Final = 0.8
CELLED_SHARE: Final = 0.6
HEAD: Final = 0.5
MOST_HEADS: Final = 12
FAR: Final = 150
"""So many lines a row of a table has at most."""


class TextRow(NamedTuple):
    """A line with text: its page, its place there, and the text."""

    page: int
    at: int
    text: str


class _Entry(NamedTuple):
    """A number and the rows down to the next one, `[low, high)`."""

    number: int
    low: int
    high: int
    celled: bool
    prose: bool


def numbered_rows(pages: Sequence[Sequence[str]], width: float) -> list[set[int]]:
    """Return for each page the lines that are numbered rows of a table, and the heads above.

    `width` is that of running text, 0 if nothing shows it.
    """
    rows = text_rows(pages)
    found: list[set[int]] = [set() for _ in pages]
    if not width:
        return found
    starts = [at for at, row in enumerate(rows) if NUMBER.fullmatch(row.text)]
    series = [(starts, len(rows)), *((one, one[-1] + FAR) for one in _bare_starts(rows))]
    entries = (_entries(rows, one, min(end, len(rows)), width) for one, end in series)
    for run in chain.from_iterable(_runs(list(one)) for one in entries):
        low, high = _head(rows, run[0].low, width), _end(rows, run[-1], width)
        for row in _without_titles(rows[low:high]):
            found[row.page].add(row.at)
    return found


def _without_titles(rows: Sequence[TextRow]) -> Iterator[TextRow]:
    """Yield the rows but for titles of chapters and annexes, each with what is right below it."""
    titled: TextRow | None = None
    for row in rows:
        goes_on = titled and titled.page == row.page and titled.at + 1 == row.at
        titled = row if CHAPTER.match(row.text) or goes_on else None
        if titled is None:
            yield row


def text_rows(pages: Sequence[Sequence[str]]) -> list[TextRow]:
    """Return the lines with text of all pages."""
    return [
        TextRow(page, at, line.strip())
        for page, lines in enumerate(pages)
        for at, line in enumerate(lines)
        if line.strip()
    ]


def text_width(pages: Sequence[Sequence[str]]) -> float:
    """Return how wide the running text of pages is set, 0 if nothing shows it.

    In a table there may be many more lines that are narrow; then blocks that are much wider show
    it. Wider than a page can be are only lines that a tool joined.
    """
    texts = [row.text for row in text_rows(pages)]
    width, wide = _wrapped_width(texts), _blocks_width(texts)
    return wide if wide > MUCH * width else width


def _wrapped_width(texts: Sequence[str]) -> float:
    """Return the widest that some wrapped lines have, 0 if none."""
    wrapped = sorted(
        len(text)
        for text, below in pairwise(texts)
        if below[:1].islower() and len(text) <= WIDEST and _is_wordy(text)
    )
    least = max(FEWEST_FULL, FULL_SHARE * len(wrapped))
    for above, width in enumerate(reversed(wrapped)):
        like = len(wrapped) - above - bisect_left(wrapped, FULL * width)
        if like >= least:
            return float(width)
    return 0.0


def _blocks_width(texts: Sequence[str]) -> float:
    """Return the widest that two blocks of several full lines have, or a long one; 0 if none."""
    widths: list[int] = []
    lines: list[int] = []
    for text in [*texts, ""]:
        fits = bool(text) and len(text) <= WIDEST and _is_wordy(text)
        if fits and min([len(text), *lines]) >= EVEN * max([len(text), *lines]):
            lines.append(len(text))
            continue
        widths += [max(lines, default=0)] * (len(lines) // BLOCK)
        lines = [len(text)] if fits else []
    widths.sort()
    alike = [wide for below, wide in pairwise(widths) if below >= FULL * wide]
    return float(max(alike, default=0))


def _is_wordy(text: str) -> bool:
    return sum(map(str.islower, text)) >= WORDY * len(text)


def _bare_starts(rows: Sequence[TextRow]) -> list[list[int]]:
    """Return where rows begin with numbers without stops, each series that counts on from 1.

    Other numbers may stand between those of a series.
    """
    series: list[list[int]] = []
    expected: dict[int, list[int]] = {}
    for at, row in enumerate(rows):
        found = BARE.fullmatch(row.text)
        number = int(found["number"]) if found else 0
        going_on = expected.pop(number, None)
        if going_on and at - going_on[-1] > FAR:
            going_on = None
        if number == 1:
            going_on = []
            series.append(going_on)
        if going_on is not None:
            going_on.append(at)
            expected[number + 1] = max(going_on, expected.get(number + 1, []), key=len)
    return [starts for starts in series if len(starts) >= FEWEST_ENTRIES]


def _entries(
    rows: Sequence[TextRow], starts: Sequence[int], end: int, width: float
) -> Iterator[_Entry]:
    """Yield the numbers that may count on, each with the rows below it; the last up to `end`."""
    for low, high in pairwise([*starts, end]):
        found = NUMBER.fullmatch(rows[low].text) or BARE.fullmatch(rows[low].text)
        if found is None:
            continue
        first = [found["rest"]] if found["rest"] else []
        texts = first + [row.text for row in rows[low + 1 : high]]
        celled = _are_cells(texts, width)
        yield _Entry(int(found["number"]), low, high, celled, _has_prose(texts, width))


def _are_cells(texts: Sequence[str], width: float) -> bool:
    """Say whether lines break early, also where no sentence ends and another begins."""
    joints = list(pairwise(texts))
    if len(joints) < FEWEST_JOINTS or not is_early(*joints[0], width):
        return False
    early = sum(is_early(above, below, width) for above, below in joints)
    anew = sum(_begins_anew(above, below) for above, below in joints)
    return early >= EARLY_SHARE * len(joints) and anew > 0


def is_early(above: str, below: str, width: float) -> bool:
    """Say whether the first word of the line below had had much room on the one above."""
    return len(above) + 1 + len(below.partition(" ")[0]) <= EARLY * width


def _begins_anew(above: str, below: str) -> bool:
    ended = above.endswith(ENDS) or below[:1].islower() or LABEL.match(below) is not None
    return not ended


def _has_prose(texts: Sequence[str], width: float) -> bool:
    return any(min(map(len, pair)) >= FULL * width for pair in pairwise(texts))


def _runs(entries: Sequence[_Entry]) -> Iterator[list[_Entry]]:
    """Yield the entries that count on and of which most are cells."""
    run: list[_Entry] = []
    for entry in entries:
        if run and (entry.number != run[-1].number + 1 or run[-1].prose):
            yield from _checked(run)
            run = []
        run.append(entry)
    yield from _checked(run)


def _checked(run: list[_Entry]) -> Iterator[list[_Entry]]:
    celled = sum(entry.celled for entry in run)
    if celled >= max(FEWEST_ENTRIES, CELLED_SHARE * len(run)):
        yield run


def _head(rows: Sequence[TextRow], low: int, width: float) -> int:
    """Return where the heads of the columns begin that stand above the first number."""
    top = low
    while top and low - top < MOST_HEADS and rows[top - 1].page == rows[low].page:
        text = rows[top - 1].text
        ended = text.endswith(ENDS) and (" " in text or text[0].islower())
        if len(text) > HEAD * width or ended:
            break
        top -= 1
    return top


def _end(rows: Sequence[TextRow], last: _Entry, width: float) -> int:
    """Return where the last row ends: above running text, a title, or at the end of its page."""
    for at in range(last.low + 1, last.high):
        if rows[at].page != rows[last.low].page or len(rows[at].text) >= FULL * width:
            return at
        near = last.high - at <= LONGEST_TITLE and LABELLED.match(rows[at].text)
        if near or CHAPTER.match(rows[at].text):
            return at
    return last.high
