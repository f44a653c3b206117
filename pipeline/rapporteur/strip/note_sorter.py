"""The notes of one page of plain text, sorted: each marker with its text.

A marker stands before its text on the line, alone above it, or apart from all texts: those take
the markers in their order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapporteur.knowledge.grammar import Grammar, Match, compile_pattern
from rapporteur.source import Line, Source
from rapporteur.strip.text_calls import is_called
from rapporteur.text import Span

MOST_NOTES = 20
_NONE_BEHIND = 10_000
ALONE = compile_pattern(r"(?P<number>\d{1,3})/?")
STOPS = (".", ".”", ".’", '."', ")")
_ENDED_ABOVE, _OWN_ABOVE, _MARKED_ABOVE = 4, 4, 2
_ADDRESS = compile_pattern(r"(?:https?://|www\.)\S+$")


@dataclass(slots=True)
class TextNote:
    """A note as it grows: its marker, None while it is not known, and its lines."""

    marker: str | None
    spans: list[Span] = field(default_factory=list)


def text_of(source: Source, line: Line) -> str:
    """Return the text of a line without the blanks around it."""
    return source.text[line.start : line.end].strip()


def marker_at(text: str, grammar: Grammar) -> Match | None:
    """Return the marker that begins a line of plain text, None if a day or nothing does."""
    found = grammar.match("note_marker", text)
    return None if found is None or grammar.fits("no_note", text) else found[1]


def is_next(text: str, expected: int) -> bool:
    """Say whether a line is a number alone that one of the next notes must have."""
    found = ALONE.fullmatch(text)
    return found is not None and expected <= int(found["number"]) < expected + MOST_NOTES


def sort_notes(
    source: Source, area: Sequence[Line], expected: int, grammar: Grammar
) -> list[TextNote]:
    """Return the notes of one page in the order of their texts, each with its marker.

    The first may have none: it then goes on with the last note of the page before.
    """
    return _Sorter(source, expected, grammar).sort(area)


@dataclass(slots=True)
class _NoteLine:
    """A line with text: its span, what it says, the marker on it, and whether it may begin a note.

    `ended` says that what stands above ends; `above` is the marker that stands alone right above.
    """

    span: Span
    text: str
    marker: str | None
    ended: bool
    above: str | None

    def score(self, marker: str) -> int:
        """How much speaks for it that the note of a marker begins here."""
        begins = not self.text[:1].islower()
        own = _OWN_ABOVE * (self.above == marker) + _MARKED_ABOVE * (self.above is not None)
        return _ENDED_ABOVE * (self.ended and begins) + own + begins


class _Sorter:
    """Sorts the lines of a page's notes; `_alone` are markers that stand by themselves.

    `_between` are the numbers that stand there once, with the one before and the one behind.
    """

    def __init__(self, source: Source, expected: int, grammar: Grammar) -> None:
        self._source = source
        self._expected = expected
        self._grammar = grammar
        self._alone: dict[str, Line] = {}
        self._between: set[int] = set()
        self._seen: set[str] = set()

    def sort(self, area: Sequence[Line]) -> list[TextNote]:
        """Return the notes in the order of their texts; those without a text where they stand."""
        found = (marker_at(text_of(self._source, line), self._grammar) for line in area)
        markers = [match["marker"] for match in found if match]
        page = self._source.pages[area[0].page - 1]
        above = self._source.text[page.start : area[0].start]
        times = Counter(int(marker) for marker in markers if marker.isdigit())
        numbers = set(times)
        self._expected = self._first_of(numbers, above)
        self._between = {
            one for one in numbers if times[one] == 1 and {one - 1, one + 1} <= numbers
        }
        self._alone = {marker: line for line in area if (marker := self._stands_alone(line))}
        lines = list(self._read(area))
        notes: list[TextNote] = []
        inside = [index for index, line in enumerate(lines) if line.marker is not None]
        for low, high in pairwise([-1, *inside, len(lines)]):
            before = lines[low].marker if low >= 0 else None
            after = lines[high].marker if high < len(lines) else None
            notes += self._region(lines[max(low, 0) : high], before, after)
        return sorted(notes, key=lambda note: note.spans[0].start)

    def _first_of(self, numbers: set[int], above: str) -> int:
        """Return the number of the first note: 1 where those of a part begin anew.

        It is a later one than expected if two that count on, or its call, show that some were lost.
        """
        if 1 in numbers:
            return 1
        window = range(self._expected, self._expected + MOST_NOTES)
        first = min(numbers.intersection(window), default=self._expected)
        sure = first + 1 in numbers or is_called(str(first), above, self._grammar)
        return first if sure else self._expected

    def _stands_alone(self, line: Line) -> str | None:
        """Return the marker that is all that a line says: stars, or one of the next numbers.

        Among notes of many pages at the end it stands between two others.
        """
        text = text_of(self._source, line)
        match = marker_at(text, self._grammar)
        if match is None or match.end() < len(text) or match["marker"].isalpha():
            return None
        marker = match["marker"].replace("∗", "*")
        sound = (
            not marker.isdigit() or is_next(marker, self._expected) or int(marker) in self._between
        )
        return marker if sound else None

    def _read(self, area: Sequence[Line]) -> Iterator[_NoteLine]:
        ended, above = True, None
        for line in area:
            text = text_of(self._source, line)
            if not text or self._grammar.fits("note_rule", text):
                continue
            if alone := self._stands_alone(line):
                above = alone
                continue
            raw = self._source.text[line.start : line.end]
            at = line.start + len(raw) - len(raw.lstrip())
            marker, size = self._marked(text)
            yield _NoteLine(Span(at + size, line.end), text, marker, ended, above)
            ended, above = text.endswith(STOPS) or bool(_ADDRESS.search(text)), None

    def _marked(self, text: str) -> tuple[str | None, int]:
        """Return the marker before the text of a line and where this begins; it must be next."""
        match = marker_at(text, self._grammar)
        if match is None:
            return None, 0
        marker = match["marker"].replace("∗", "*")
        if marker.isalpha():
            return self._lettered(marker, text, match.end())
        first = marker == "1" and not self._seen
        if marker in self._seen or marker in self._alone:
            return None, 0
        if marker.isdigit() and not first and int(marker) != self._following():
            return None, 0
        self._seen.add(marker)
        return marker, match.end()

    def _lettered(self, marker: str, text: str, size: int) -> tuple[str | None, int]:
        """Return a letter as marker if it opens the notes of the page or is the next there.

        "a" may be an article: a capital stands behind a marker.
        """
        letters = [one for one in self._seen if one.isalpha()]
        wanted = chr(ord(max(letters)) + 1) if letters else marker
        if marker != wanted or not text[size : size + 1].isupper() or self._numbered():
            return None, 0
        self._seen.add(marker)
        return marker, size

    def _numbered(self) -> bool:
        return any(one.isdigit() for one in {*self._seen, *self._alone})

    def _following(self) -> int:
        known = {int(one) for one in {*self._seen, *self._alone} if one.isdigit()}
        seen = [int(one) for one in self._seen if one.isdigit()]
        number = max(seen) + 1 if seen else self._expected
        while number in known:
            number += 1
        return number

    def _region(
        self, lines: Sequence[_NoteLine], before: str | None, after: str | None
    ) -> Iterator[TextNote]:
        """Yield the notes from one with its marker on its line up to the next such.

        Those between have the markers that stand alone and count between the two.
        """
        low, high = _count(before, -1), _count(after, _NONE_BEHIND)
        markers = sorted(
            (one for one in self._alone if low < _count(one, 0) < high),
            key=lambda one: _count(one, 0),
        )
        starts = _starts(lines, markers, marked=before is not None)
        names = [*([before] if before is not None else []), *markers]
        if starts[:1] != [0] and lines:
            starts, names = [0, *starts], ["", *names]
        for name, start, end in zip(names, starts, [*starts[1:], len(lines)], strict=False):
            yield TextNote(name or None, [line.span for line in lines[start:end]])
        for line in [self._alone[name] for name in names[len(starts) :] if name in self._alone]:
            yield TextNote(
                text_of(self._source, line).replace("∗", "*"), [Span(line.end, line.end)]
            )


def _count(marker: str | None, otherwise: int) -> int:
    """Return the number of a marker; stars stand before all numbers."""
    if marker is None:
        return otherwise
    return int(marker) if marker.isdigit() else 0


def _starts(lines: Sequence[_NoteLine], markers: Sequence[str], *, marked: bool) -> list[int]:
    """Return which lines begin a note: the first if `marked`, and those that look most like it.

    Each of the markers has one line, in their order, as far as there are lines.
    """
    first = [0] if marked else []
    if not marked and lines and not lines[0].text[:1].islower() and markers:
        first, markers = [0], markers[1:]
    others = range(len(first), len(lines))
    best: list[tuple[int, list[int]]] = [(0, [])]
    for index in others:
        line = lines[index]
        grown = [
            (score + line.score(marker), [*starts, index])
            for (score, starts), marker in zip(best, markers, strict=False)
        ]
        pairs = zip(best[1:], grown, strict=False)
        kept = [max(old, new, key=lambda one: one[0]) for old, new in pairs]
        best = [best[0], *kept, *grown[len(kept) :]]
    return [*first, *best[-1][1]]
