"""Where the text of a Word file stands on the pages of its PDF, and where the two differ.

Words are matched by runs of four that each file has once, and from there on both sides. Notes and
boxes, which the two files give in another order, are matched by such runs alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from rapporteur.body.places import Places
from rapporteur.knowledge.grammar import compile_pattern
from rapporteur.report import Place
from rapporteur.source import Source
from rapporteur.text import Span

_WORD = compile_pattern(r"\w+")
_RUN = 4
_LARGEST_GAP = 400
_LONGEST_SAID = 60
_FEWEST_ADDED = 6
_HALF = 2
"""Words that any two texts share are matched by chance, less than half of a line."""
_APART = ("head", "foot", "front", "contents")


@dataclass(frozen=True, slots=True)
class Difference:
    """Words that stand in one file only: in the Word file, in the PDF; on which page of it."""

    word: str
    pdf: str
    page: int | None


class Beside(Places):
    """Places of a Word file's text on the pages of its PDF; without a page what is not found."""

    def __init__(self, source: Source, printed: Source) -> None:
        super().__init__(source)
        self.printed = printed
        self._pages = Places(printed)
        self._mine, self._theirs = _words(source.text), _words(printed.text)
        self._starts = [span.start for span, _ in self._mine]
        mine, theirs = [word for _, word in self._mine], [word for _, word in self._theirs]
        self._at = matched(mine, theirs)

    @property
    def share(self) -> float:
        """Return the share of the words of the running text that the PDF has at their place."""
        found = [self._at[index] is not None for line in self._running() for index in line]
        return sum(found) / max(1, len(found))

    def of(self, spans: Iterable[Span]) -> list[Place]:
        """Return one place for each page of the PDF on which the spans stand."""
        spans = list(spans)
        printed = [
            self._theirs[at][0]
            for span in spans
            for index in self._indexes(span)
            if (at := self._at[index]) is not None
        ]
        return self._pages.of(printed) or super().of(spans)

    def differences(self) -> Iterator[Difference]:
        """Yield where the running text of the two files is not the same, letter by letter.

        Lines below one another that the PDF lacks are one difference, and so are those of the PDF
        that are too long for a head or a label in a chart.
        """
        lacking: list[int] = []
        for line in self._running():
            if _HALF * sum(self._at[index] is not None for index in line) < max(1, len(line)):
                lacking += line
                continue
            if lacking:
                yield Difference(self._said(self._mine, lacking), "", None)
            lacking = []
            yield from self._of_line(line)
        if lacking:
            yield Difference(self._said(self._mine, lacking), "", None)
        yield from self._added()

    def _added(self) -> Iterator[Difference]:
        """Yield the running text of the PDF that the Word file does not have at that place."""
        known = {at for at in self._at if at is not None}
        starts = [span.start for span, _ in self._theirs]
        pages = [
            [
                range(bisect_left(starts, line.start), bisect_left(starts, line.end))
                for line in page.lines
                if line.cell is None
            ]
            for page in self.printed.pages
        ]
        times = Counter(self._letters(self._theirs, line) for lines in pages for line in lines)
        for page, lines in zip(self.printed.pages, pages, strict=True):
            added = [
                index
                for line in lines
                if len(line) >= _FEWEST_ADDED
                and _HALF * len(known.intersection(line)) < len(line)
                and times[self._letters(self._theirs, line)] == 1
                for index in line
            ]
            if added:
                yield Difference("", self._said(self._theirs, added), page.number)

    def _indexes(self, span: Span) -> range:
        return range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end))

    def _running(self) -> Iterator[range]:
        """Yield the words of each line of the running text, without cells: their order differs."""
        for page in self._source.pages:
            for line in page.lines:
                if line.zone not in _APART and line.cell is None:
                    yield self._indexes(Span(line.start, line.end))

    def _of_line(self, line: range) -> Iterator[Difference]:
        found = [index for index in line if self._at[index] is not None]
        for one, other in pairwise(found):
            yield from self._between(one, other)

    def _between(self, one: int, other: int) -> Iterator[Difference]:
        """Yield what stands between two words of a line, where the files differ there.

        Between two pages a PDF has heads and feet, which the line has not.
        """
        first, last = self._at[one], self._at[other]
        if first is None or last is None or (other == one + 1 and last == first + 1):
            return
        page = self.printed.page_of(self._theirs[first][0].start)
        if last <= first or self._theirs[last][0].start > page.end:
            return
        mine, theirs = range(one + 1, other), range(first + 1, last)
        if self._letters(self._mine, mine) != self._letters(self._theirs, theirs):
            said = self._said(self._mine, mine), self._said(self._theirs, theirs)
            yield Difference(*said, page.number)

    @staticmethod
    def _letters(words: Sequence[tuple[Span, str]], indexes: range) -> str:
        return "".join(words[index][1] for index in indexes)

    @staticmethod
    def _said(words: Sequence[tuple[Span, str]], indexes: Sequence[int]) -> str:
        text = " ".join(words[index][1] for index in indexes)
        if len(text) <= _LONGEST_SAID:
            return text
        return f"{text[:_LONGEST_SAID]} … ({len(indexes)} words)"


def _words(text: str) -> list[tuple[Span, str]]:
    return [(Span(*found.span()), found[0].lower()) for found in _WORD.finditer(text)]


def matched(one: Sequence[str], other: Sequence[str]) -> list[int | None]:
    """Return for each word of one text the index of the same word in the other."""
    found: list[int | None] = [None] * len(one)
    pairs = _unique_runs(one, other)
    steady = _rising(pairs)
    edges = [(-1, -1), *steady, (len(one), len(other))]
    for (left, low), (right, high) in pairwise(edges):
        if left >= 0:
            found[left] = low
        _fill(one, other, Span(left + 1, right), Span(low + 1, high), found)
    taken = {at for at in found if at is not None}
    for index, at in pairs:
        for step in range(_RUN):
            if found[index + step] is None and at + step not in taken:
                found[index + step] = at + step
    return found


def _unique_runs(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Return where the runs of words begin that each text has exactly once."""
    here, there = _once(one), _once(other)
    return [(index, there[run]) for run, index in here.items() if run in there]


def _once(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    seen: dict[tuple[str, ...], int] = {}
    repeated = set()
    for index in range(len(words) - _RUN + 1):
        run = tuple(words[index : index + _RUN])
        if seen.setdefault(run, index) != index:
            repeated.add(run)
    return {run: index for run, index in seen.items() if run not in repeated}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest series of pairs in which both sides rise."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for index, (_, at) in enumerate(pairs):
        size = bisect_right(tails, at)
        before.append(ends[size - 1] if size else None)
        tails[size : size + 1], ends[size : size + 1] = [at], [index]
    series = []
    at_end = ends[-1] if ends else None
    while at_end is not None:
        series.append(pairs[at_end])
        at_end = before[at_end]
    return series[::-1]


def _fill(
    one: Sequence[str], other: Sequence[str], mine: Span, theirs: Span, found: list[int | None]
) -> None:
    """Match what stands between two matched words: from both ends, and inside if it is short."""
    while mine.start < mine.end and theirs.start < theirs.end:
        if one[mine.start] != other[theirs.start]:
            break
        found[mine.start] = theirs.start
        mine, theirs = Span(mine.start + 1, mine.end), Span(theirs.start + 1, theirs.end)
    while mine.start < mine.end and theirs.start < theirs.end:
        if one[mine.end - 1] != other[theirs.end - 1]:
            break
        found[mine.end - 1] = theirs.end - 1
        mine, theirs = Span(mine.start, mine.end - 1), Span(theirs.start, theirs.end - 1)
    if max(mine.end - mine.start, theirs.end - theirs.start) > _LARGEST_GAP:
        return
    here, there = one[mine.start : mine.end], other[theirs.start : theirs.end]
    for block in SequenceMatcher(None, here, there, autojunk=False).get_matching_blocks():
        for step in range(block.size):
            found[mine.start + block.a + step] = theirs.start + block.b + step
