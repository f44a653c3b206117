"""Lines that a tool took apart where the page has wide gaps between words, put together again.

Some tools take a wide gap in a justified line for the end of a column. The left piece and the right
one stay with the lines below them, whichever comes first; the pieces between stand alone before or
behind the paragraph, and so does the left piece of a first line, which is set in: "12. Urges",
"States", "all", "to keep their lights". Such a gap is wide beside the letters that it parts, so all
pieces but the first begin with narrow ones. Together they fill a line, as widely set lines do; of
the ways to set them the likeliest is taken, by which words stand side by side in the document.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from heapq import heapify, heappop, heappush
from itertools import pairwise
from typing import Final, NamedTuple

from rapporteur.knowledge.grammar import compile_pattern
from rapporteur.knowledge.words import lexicon
from rapporteur.readers.plain_signs import LABEL, STOPS

NARROW: Final = compile_pattern(r"[tijlfrsI1(“‘]")
SMALL: Final = compile_pattern(r"[tijlfrs(“‘]")
ALONE: Final = compile_pattern(r"\d{1,4}\.(?:\d{1,3}\.?)?")
WORD: Final = compile_pattern(r"[\w’'-]+")
GOES_ON: Final = compile_pattern(r"[\p{Ll}\d(“‘]")
HAS_SMALL: Final = compile_pattern(r"\p{Ll}")
CLOSED: Final = (".", ";", "?", "!", ".”", ".’", '."')
ENDS: Final = (".", "?", "!")
THIN: Final = frozenset("ijlftrI.,;:'’‘()[]!| -/")
BROAD: Final = frozenset("mwMW—%@")
BLANK: Final = 0.62
"""Letters and blanks are as wide as so many small letters."""
FULL_SHARE: Final = 0.85
LEAST_PAGE: Final = 0.8
SOLID: Final = 0.84
LONGEST_STRAY: Final = 0.8
LONGEST_PIECE: Final = 0.9
MOST_LINES: Final = 6
MOST_STRAYS: Final = 9
MOST_ROWS: Final = 3
FEWEST_STRAYS: Final = 3
"""So many pieces that stand alone show a tool that takes lines apart."""
LEAST_FILL: Final = 0.66
MOST_FILL: Final = 1.08
USUAL_FILL: Final = 0.87
SPREAD: Final = 0.045
"""How much of the measure the letters of a widely set line fill, and how much that varies."""
WORST_FILL: Final = -8.0
STRAY: Final = 4.0
"""What speaks for it that a piece which stands alone belongs to the one place that may have it."""
BEAM: Final = 150
UNKNOWN: Final = 50_000
SURE: Final = 4.0
LEAST_PAIR: Final = -3.0
MOST_PAIR: Final = 4.0
LATE: Final = 1.0


class _Slot(NamedTuple):
    """Pieces in a block of text that are one line or a few, and those that may belong to them.

    These stray ones have what speaks for it that they do. The rows are set at `place`; `run` is
    empty where all pieces stand elsewhere.
    """

    place: int
    run: tuple[int, ...]
    stub: int | None
    strays: Mapping[int, float]
    above: str
    below: str


class _State(NamedTuple):
    """Rows that are set so far, what speaks for them, and how wide the last one is."""

    score: float
    rows: tuple[tuple[int, ...], ...]
    used: frozenset[int]
    width: float


class _Pairs:
    """Which words stand side by side in a document, more or less often than by chance."""

    def __init__(self, pages: Sequence[Sequence[str]]) -> None:
        self._words: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()
        for line in (line for page in pages for line in page):
            words = [word.lower() for word in WORD.findall(line)]
            self._words.update(words)
            self._pairs.update(pairwise(words))
        self._total = 1 + sum(self._words.values())
        self.tie = cache(self._tie)

    def _tie(self, left: str, right: str) -> float:
        """Return how much likelier `right` is behind `left` than elsewhere, as a logarithm."""
        first, second = WORD.findall(left), WORD.findall(right)
        if not first or not second:
            return 0.0
        if left.endswith(ENDS):
            return 1.0 if right[:1].isupper() else -2.0
        if not left[-1].isalnum() and left[-1] not in ")”’":
            return 0.3
        before, word = first[-1].lower(), second[0].lower()
        known = lexicon()
        usual = (known.count(word) or UNKNOWN) / known.total
        share = (self._pairs[before, word] + SURE * usual) / (self._words[before] + SURE)
        chance = (self._words[word] + 0.3 * self._total * usual + 0.1) / (1.3 * self._total)
        return max(LEAST_PAIR, min(MOST_PAIR, math.log(share / chance)))


class _Page:
    """The lines of a page, how wide they are, and the blocks that empty ones part."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.texts = [" ".join(line.split()) for line in lines]
        self.blocks = list(_blocks(self.texts))
        self.strays = {at for at, block in enumerate(self.blocks) if self._is_stray(*block)}

    @cached_property
    def widths(self) -> list[float]:
        """How wide each line is."""
        return [_width(text) for text in self.texts]

    @cached_property
    def measure(self) -> float:
        """How wide most lines are."""
        return _measure(self.widths)

    def _is_stray(self, low: int, high: int) -> bool:
        """Say whether a block is nothing but pieces of lines."""
        return high - low <= MOST_LINES and all(
            SMALL.match(self.texts[at]) is not None
            and not self.texts[at].endswith(CLOSED)
            and not LABEL.match(self.texts[at])
            and self.widths[at] <= LONGEST_STRAY * self.measure
            for at in range(low, high)
        )

    def is_solid(self, at: int) -> bool:
        """Say whether a line is as full as running text."""
        return self.widths[at] >= SOLID * self.measure

    def last(self, at: int) -> str:
        """Return the last word of a line."""
        return self.texts[at].rpartition(" ")[2]

    def slots(self) -> Iterator[_Slot]:
        """Yield the places where lines of the page may have been taken apart."""
        for block, (low, high) in enumerate(self.blocks):
            if block not in self.strays:
                slots = [self._slot(block, start, end) for start, end in self._runs(low, high)]
                yield from filter(None, [self._headless(block), *slots])

    def _headless(self, block: int) -> _Slot | None:
        """Return the place of a first line that stands above its number; None if it does not.

        There text goes on in lower case right below a number that stands alone.
        """
        low, high = self.blocks[block]
        numbers = (at for at in range(low, high - 1) if ALONE.fullmatch(self.texts[at]))
        number = next(numbers, None)
        if number is None or number - low > 1:
            return None
        below = self.texts[number + 1]
        if not below[:1].islower() or not self.is_solid(number + 1):
            return None
        run, stub = tuple(range(low, number)), self._stub(block)
        strays = [*self._strays_before(block, stub), *self._strays_behind(block)]
        if stub is None or not strays or not all(SMALL.match(self.texts[at]) for at in run):
            return None
        return _Slot(number + 1, run, stub, dict.fromkeys(strays[:MOST_STRAYS], 0.0), "", below)

    def _runs(self, low: int, high: int) -> Iterator[tuple[int, int]]:
        """Yield where lines that are not full begin and end, below which a block goes on."""
        start = low
        for at in range(low, high):
            if self.is_solid(at) or ALONE.fullmatch(self.texts[at]) or at == high - 1:
                if start < at:
                    yield start, at
                start = at + 1

    def _slot(self, block: int, start: int, end: int) -> _Slot | None:
        low = self.blocks[block][0]
        texts, below = self.texts[start:end], self.texts[end]
        above = self.texts[start - 1] if start > low else ""
        in_prose = self.is_solid(end) or (above and self.is_solid(start - 1))
        goes_on = GOES_ON.match(below) is not None or self.is_solid(end)
        if not in_prose or not goes_on or LABEL.match(below) or len(texts) > MOST_LINES:
            return None
        if any(text.endswith(STOPS) for text in texts):
            return None
        stub = None
        if start == low and SMALL.match(texts[0]):
            stub = self._stub(block) or self._stub_behind(block)
        strays = [*self._strays_before(block, stub), *self._strays_behind(block)]
        run = tuple(range(start, end))
        if len(run) + len(strays) + (stub is not None) < 2:
            return None
        return _Slot(start, run, stub, dict.fromkeys(strays[:MOST_STRAYS], 0.0), above, below)

    def _stub(self, block: int) -> int | None:
        """Return the left piece of a first line, which stands alone above the rest or its strays.

        It has a label, or one above it, or begins with a capital.
        """
        above = next((at for at in range(block - 1, -1, -1) if at not in self.strays), None)
        if above is None:
            return None
        low, high = self.blocks[above]
        texts = [at for at in range(low, high) if not ALONE.fullmatch(self.texts[at])]
        if texts != [high - 1] or self.widths[high - 1] > SOLID * self.measure:
            return None
        text = self.texts[high - 1]
        begins = text[:1].isupper() or LABEL.match(text) is not None
        fits = begins and HAS_SMALL.search(text) is not None
        return high - 1 if fits and not text.endswith(STOPS) else None

    def _stub_behind(self, block: int) -> int | None:
        """Return the left piece of a first line below its paragraph, whose number is alone above.

        It is the first line there that begins with a capital.
        """
        low, high = self.blocks[block - 1] if block else (0, 0)
        if high - low != 1 or not ALONE.fullmatch(self.texts[low]):
            return None
        behind = range(block + 1, len(self.blocks))
        low, high = self.blocks[next((at for at in behind if at not in self.strays), block)]
        text = self.texts[low]
        short = high - low == 1 and self.widths[low] <= LONGEST_STRAY * self.measure
        begins = text[:1].isupper() and HAS_SMALL.search(text) is not None
        return (
            low if short and begins and not LABEL.match(text) and not text.endswith(STOPS) else None
        )

    def _strays_before(self, block: int, stub: int | None) -> list[int]:
        """Return the pieces that stand alone right above a block or the stub of its first line."""
        found: list[int] = []
        for at in range(block - 1, -1, -1):
            low, high = self.blocks[at]
            if at in self.strays and len(found) < MOST_STRAYS:
                found = [*range(low, high), *found]
            elif stub is None or stub != high - 1:
                break
        return found

    def _strays_behind(self, block: int) -> list[int]:
        """Return those below a block, up to the next paragraph, or to the second without label."""
        found: list[int] = []
        passed = 0
        for at in range(block + 1, len(self.blocks)):
            low, high = self.blocks[at]
            if at not in self.strays:
                passed += 1
            elif len(found) < MOST_STRAYS:
                found += range(low, high)
                continue
            if passed != 1 or LABEL.match(self.texts[low]):
                break
        return found


def whole_lines(pages: Sequence[list[str]]) -> list[list[str]]:
    """Return the lines of each page with those put together that a tool took apart.

    Every character but blanks stays. Pages of short lines are left as they are, for they are no
    running text.
    """
    read = [_Page(lines) for lines in pages]
    if not any(page.strays for page in read):
        return list(pages)
    least = LEAST_PAGE * _measure([width for page in read for width in page.widths])
    apart = sum(len(page.strays) for page in read) >= FEWEST_STRAYS
    pairs = _Pairs([page.texts for page in read])
    return [
        _mended(lines, page, pairs, apart=apart) if page.measure >= least else lines
        for lines, page in zip(pages, read, strict=True)
    ]


def _mended(lines: list[str], page: _Page, pairs: _Pairs, *, apart: bool) -> list[str]:
    """Return the lines of a page with the rows of each solved slot where its first line stood.

    The surest are taken first; a piece that is taken is no longer there for the others. Where no
    piece stands alone, only a tool that takes lines apart may have changed their order.
    """
    found = [(_solved(page, slot, pairs), slot) for slot in _shared(page.slots())]
    solved = [(state, slot) for state, slot in found if state is not None]
    queue = [(_doubt(state), slot.place, state, slot) for state, slot in solved]
    heapify(queue)
    taken: set[int] = set()
    rows: dict[int, list[str]] = {}
    while queue:
        _, place, state, slot = heappop(queue)
        if state.used & taken:
            slot = _without(slot, taken)
            again = _solved(page, slot, pairs)
            if again is not None:
                heappush(queue, (_doubt(again), place, again, slot))
        elif _has_stray(state, slot) or (apart and _goes_on(page, state)):
            taken |= state.used
            rows[place] = [" ".join(page.texts[at] for at in row) for row in state.rows]
    return [
        text
        for at, line in enumerate(lines)
        for text in [*rows.get(at, []), *([] if at in taken else [line])]
    ]


def _doubt(state: _State) -> float:
    return -state.score / len(state.used)


def _has_stray(state: _State, slot: _Slot) -> bool:
    return not state.used <= set(slot.run)


def _goes_on(page: _Page, state: _State) -> bool:
    """Say whether pieces go on in lower case behind a label: others may be a title above it."""
    return all(
        SMALL.match(page.texts[at]) or not LABEL.match(page.texts[row[0]])
        for row in state.rows
        for at in row[1:]
    )


def _shared(slots: Iterable[_Slot]) -> list[_Slot]:
    """Return the slots with what a stray speaks for each: less if several may have it."""
    found = list(slots)
    claims = Counter(at for slot in found for at in slot.strays)
    return [slot._replace(strays={at: STRAY / claims[at] for at in slot.strays}) for slot in found]


def _without(slot: _Slot, taken: set[int]) -> _Slot:
    """Return a slot without what is taken."""
    strays = {at: gain for at, gain in slot.strays.items() if at not in taken}
    return slot._replace(strays=strays, stub=None if slot.stub in taken else slot.stub)


def _solved(page: _Page, slot: _Slot, pairs: _Pairs) -> _State | None:
    """Return the likeliest way to set the pieces of a slot, None if they stand so or none fits."""
    needed = {*slot.run, *([] if slot.stub is None else [slot.stub])}
    beam = [_State(0.0, ((),), frozenset(), 0.0)]
    best: _State | None = None
    for _ in range(len(needed) + len(slot.strays)):
        grown = [new for state in beam for new in _grown(page, slot, state, pairs)]
        beam = sorted(grown, key=lambda state: -state.score)[:BEAM]
        for state in beam:
            last = state.rows[-1][-1]
            closed = last in needed or not slot.run
            if needed <= state.used and closed and _fits(page, state.width):
                score = state.score + _fill(page, state.width)
                score += pairs.tie(page.last(last), slot.below.split()[0])
                if best is None or score > best.score:
                    best = state._replace(score=score)
    stands = best is None or [at for row in best.rows for at in row] == list(slot.run)
    return None if stands else best


def _grown(page: _Page, slot: _Slot, state: _State, pairs: _Pairs) -> Iterator[_State]:
    """Yield a state with each piece that may come next, in the last row or in a new one.

    The first piece of a row and its last are those that stand in the block.
    """
    row = state.rows[-1]
    if not state.used:
        pool = [*slot.run] if slot.stub is None else [slot.stub]
    else:
        pool = [at for at in (*slot.run, *slot.strays) if at not in state.used]
    left = page.last(row[-1]) if row else slot.above.rpartition(" ")[2]
    for at in pool:
        right = page.texts[at].partition(" ")[0]
        score = state.score + slot.strays.get(at, 0.0)
        if left:
            score += pairs.tie(left, right)
        elif at != slot.stub and not right[:1].isupper():
            score -= LATE
        used = state.used | {at}
        width = state.width + page.widths[at] + (BLANK if row else 0.0)
        begins = NARROW.match(right) is not None and not LABEL.match(page.texts[at])
        if width <= MOST_FILL * page.measure and (begins or not row):
            yield _State(score, (*state.rows[:-1], (*row, at)), used, width)
        ends = row and row[-1] not in slot.strays and at not in slot.strays
        if ends and len(state.rows) < MOST_ROWS and _fits(page, state.width):
            score += _fill(page, state.width)
            yield _State(score, (*state.rows, (at,)), used, page.widths[at])


def _fits(page: _Page, width: float) -> bool:
    return width >= LEAST_FILL * page.measure


def _fill(page: _Page, width: float) -> float:
    """Return what the width of a row says: 0 as widely set ones have it, less for others."""
    return max(WORST_FILL, -(((width / page.measure - USUAL_FILL) / SPREAD) ** 2) / 2)


class _Letters(dict[str, float]):
    """About how wide each letter is printed, in small letters."""

    def __missing__(self, letter: str) -> float:
        """Keep and return the width of a letter."""
        if letter in THIN:
            width = BLANK
        elif letter in BROAD:
            width = 1.6
        else:
            width = 1.38 if letter.isupper() else 1.03
        self[letter] = width
        return width


_LETTERS: Final = _Letters()


def _width(text: str) -> float:
    """Return about how wide a text is printed, in small letters."""
    return sum(map(_LETTERS.__getitem__, text))


def _measure(widths: Sequence[float]) -> float:
    """Return how wide running text is set: as most of the wider lines are."""
    filled = sorted(width for width in widths if width)
    return filled[int(len(filled) * FULL_SHARE)] if filled else 0.0


def _blocks(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where each block of lines begins and ends that empty ones part."""
    low: int | None = None
    for at, text in enumerate([*texts, ""]):
        if text and low is None:
            low = at
        elif not text and low is not None:
            yield low, at
            low = None
