"""Notes of plain text that stand within a page, below a table or a list: with letters or stars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rapporteur.knowledge.grammar import Grammar
from rapporteur.source import Line, Source
from rapporteur.strip.note_sorter import STOPS, marker_at, text_of
from rapporteur.strip.notes import Note
from rapporteur.strip.table_notes import RULE, is_over
from rapporteur.strip.text_calls import first_calls
from rapporteur.text import Span

_MOST_LINES = 8
_MOST_STARS = 4
_SHORT = 0.6
_OPENINGS = ("“", "‘", "(")


@dataclass(frozen=True, slots=True)
class _Inner:
    """What looks like a note: its marker, on a line of its own if `alone`, its spans and lines."""

    marker: str
    alone: bool
    spans: tuple[Span, ...]
    lines: tuple[Line, ...]


def find_inner_notes(
    source: Source, lines: Sequence[Line], over: Sequence[Span], grammar: Grammar
) -> tuple[list[Note], dict[Line, str]]:
    """Return the notes within pages of plain text, and their lines.

    The page calls stars above them. Letters are called, or they count from "a" on: one that stands
    alone on its line, or several. None stands where another note goes on overleaf, as `over` says.
    """
    found: list[_Inner] = []
    for _, group in groupby(lines, key=lambda line: line.page):
        page = list(group)
        if page[0].box is None:
            inner = _Page(source, page, grammar).notes()
            found += [one for one in inner if not is_over(one.lines[0].start, over)]
    notes = [Note(one.marker, one.spans, one.lines[0].page) for one in found]
    return notes, {line: RULE for one in found for line in one.lines}


class _Page:
    """The lines of a page of plain text, and the notes that may stand between them."""

    def __init__(self, source: Source, lines: Sequence[Line], grammar: Grammar) -> None:
        page = source.pages[lines[0].page - 1]
        self._source = source
        self._lines = lines
        self._grammar = grammar
        self._start = page.start
        self._texts = [text_of(source, line).replace("∗", "*") for line in lines]
        self._width = max(map(len, self._texts))
        self._calls = first_calls(source.text[page.start : page.end])
        self._starred = Counter(
            text[:size]
            for text in self._texts
            for size in range(1, _MOST_STARS + 1)
            if text[:size] == "*" * size
        )

    def notes(self) -> Iterator[_Inner]:
        """Yield the notes: stars that are called above, and letters that surely are markers."""
        run: list[_Inner] = []
        for one in self._candidates():
            if not one.marker.isalpha():
                start = one.lines[0].start - self._start
                if self._calls.get(one.marker, start) < start:
                    yield one
                continue
            if run and ord(one.marker) != ord(run[-1].marker) + 1:
                yield from self._sure(run)
                run = []
            run.append(one)
        yield from self._sure(run)

    def _sure(self, run: Sequence[_Inner]) -> Sequence[_Inner]:
        counted = bool(run) and run[0].marker == "a" and (run[0].alone or len(run) > 1)
        return run if counted or any(one.marker in self._calls for one in run) else ()

    def _candidates(self) -> Iterator[_Inner]:
        end = 0
        for index, line in enumerate(self._lines):
            if index >= end and line.cell is None and (one := self._candidate(index)):
                end = index + len(one.lines)
                yield one

    def _candidate(self, index: int) -> _Inner | None:
        """Return the note that a line seems to begin: a marker, then a text."""
        line, text = self._lines[index], self._texts[index]
        match = marker_at(text, self._grammar)
        if match is None or not self._may_begin(index, match["marker"]):
            return None
        rest = text[match.end() :]
        first = index if rest else index + 1
        while first < len(self._texts) and not self._texts[first]:
            first += 1
        opening = rest or "".join(self._texts[first : first + 1])
        end = self._end(first, unended=not match["marker"].isalpha())
        if end == first or not (opening[:1].isupper() or opening.startswith(_OPENINGS)):
            return None
        spans = [Span(one.start, one.end) for one in self._lines[first:end] if one.end > one.start]
        if rest:
            spans[0] = Span(
                line.start + self._source.text[line.start : line.end].index(rest), line.end
            )
        lines = tuple(self._lines[index:end])
        return _Inner(match["marker"], not rest, tuple(spans), lines)

    def _may_begin(self, index: int, marker: str) -> bool:
        """Say whether a line may begin with a marker: stars that no other does, or a letter."""
        text, above = self._texts[index], self._texts[index - 1] if index else ""
        if marker.startswith("*"):
            return self._starred[marker] == 1
        apart = text == marker or not above or above.endswith(STOPS)
        return len(marker) == 1 and marker.isalpha() and apart

    def _end(self, first: int, *, unended: bool) -> int:
        """Return where the text of a note ends that begins at a line; there, if it does not end.

        `unended` says that no stop need end it: then a short line does.
        """
        texts = self._texts
        for index in range(first, min(len(texts), first + _MOST_LINES)):
            if texts[index].endswith(STOPS):
                return index + 1
            below = next((text for text in texts[index + 1 : index + 3] if text), "")
            if 0 < len(texts[index]) < _SHORT * self._width and not below[:1].islower():
                return index + 1 if unended else first
        return first
