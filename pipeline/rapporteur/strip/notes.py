"""Footnotes: set apart from the running text, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.source import Line, Page, Source
from rapporteur.strip.note_sorter import sort_notes
from rapporteur.strip.text_notes import below_rule, tail
from rapporteur.text import Span

_SHORTEST_RULE, _LONGEST_RULE = 40.0, 240.0
_SMALLER, _LEAST_SMALLER = 0.6, 0.4
_AT_STROKE, _FEET, _LEFT_OF_RULE = 2.0, 4.0, 6.0
_MARKER_SIZE = 0.82
_TOP = 2
_RULE = "base.footnote"
_LONGEST_STARRED = 12
_LONGEST_TITLE = 20
_LONGEST_SLASHED = 30
_STARRED = compile_pattern(r"(?P<marker>[*∗]{1,3})\s?(?=\S)")
_SLASHED = compile_pattern(r"(?P<marker>\d{1,3})/\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its marker as printed, its source spans (marker left out), its page.

    `at_end` marks one of the notes that the document collects at its end: any page may call it.
    `table` is where the table stands whose note it is: nothing else calls it.
    """

    marker: str
    spans: tuple[Span, ...]
    page: int
    at_end: bool = False
    table: Span | None = None


def find_notes(
    source: Source, lines: Sequence[Line], grammar: Grammar
) -> tuple[list[Note], dict[Line, str]]:
    """Return the footnotes in document order, and all lines that belong to them."""
    body = body_size(lines)
    builder = _Notes(source, grammar)
    found: dict[Line, str] = {}
    first = _end_area(source, lines, grammar)
    for number, group in groupby(lines[:first], key=lambda line: line.page):
        page = source.pages[number - 1]
        area = _note_area(source, page, list(group), body, builder.expected, grammar)
        area = builder.own(area)
        builder.add(area)
        found |= dict.fromkeys(area, _RULE)
    builder.add(lines[first + 1 :], at_end=True)
    return builder.notes(), found | dict.fromkeys(lines[first:], _RULE)


def _end_area(source: Source, lines: Sequence[Line], grammar: Grammar) -> int:
    """Return where the notes at the end of the document begin, with their title, or its end.

    Below the title stands the marker of the first of them, raised where the page shows it.
    """
    below: Line | None = None
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        if line.start == line.end:
            continue
        short = line.end - line.start <= _LONGEST_TITLE
        titled = short and grammar.fits("endnotes_title", _text(source, line))
        if titled and below is not None and _opens_notes(source, below, grammar):
            return index
        below = line
    return len(lines)


def _text(source: Source, line: Line) -> str:
    return source.text[line.start : line.end].strip()


def _opens_notes(source: Source, line: Line, grammar: Grammar) -> bool:
    """Say whether a line begins with the marker of the first note."""
    if line.styles:
        first = line.styles[0]
        return first.raised and source.text[first.start : first.end].strip() == "1"
    found = grammar.match("note_marker", source.text[line.start : line.end].strip())
    return line.box is None and found is not None and found[1]["marker"] == "1"


def body_size(lines: Sequence[Line]) -> float:
    """Return the font size of most characters in points; 0 for text without sizes."""
    weights: dict[float, int] = {}
    for line in lines:
        if line.size is not None:
            weights[line.size] = weights.get(line.size, 0) + line.end - line.start
    return max(weights, key=lambda size: weights[size]) if weights else 0.0


def _note_area(
    source: Source, page: Page, lines: list[Line], body: float, expected: int, grammar: Grammar
) -> list[Line]:
    """Return the lines of the page's footnotes, the drawn rule of underscores included.

    `expected` is the number that the next numbered footnote should have.
    """
    for index in range(len(lines) - 1, -1, -1):
        text = source.text[lines[index].start : lines[index].end].strip()
        if grammar.fits("note_rule", text):
            if lines[index].box:
                return lines[index:]
            return below_rule(source, lines, index, expected, grammar)
    if not body:
        loose = [line for line in lines if line.cell is None]
        return tail(source, loose, expected, grammar) if loose else []
    return (
        _below_rule(page, lines, body)
        or _small_tail(source, lines, body, expected, grammar)
        or _starred_tail(source, lines)
        or _slashed_tail(source, lines, expected)
        or _raised_tail(source, lines, expected)
    )


def _below_rule(page: Page, lines: list[Line], body: float) -> list[Line]:
    """Return the lines below the lowest short stroke that has only notes below it.

    Notes begin no further left than their stroke. They are small, or a raised marker begins the
    first of them. A stroke that underlines text is none of notes.
    """
    for x0, top, x1 in sorted(page.rules, key=lambda rule: -rule[1]):
        if not _SHORTEST_RULE <= x1 - x0 <= _LONGEST_RULE:
            continue
        below = [line for line in lines if line.box and line.box[1] >= top - _AT_STROKE]
        if not below or any(line.box and line.box[0] < x0 - _LEFT_OF_RULE for line in below):
            continue
        smaller = -_LEAST_SMALLER if not _opens_raised(below[0]) else _LEAST_SMALLER
        fit = all(_is_text(line) and (line.size or body) < body + smaller for line in below)
        if fit and not any(_is_underlined(line, x0, top, x1) for line in lines):
            return below
    return []


def _opens_raised(line: Line) -> bool:
    """Say whether a line begins with a raised sign."""
    return len(line.styles) > 1 and line.styles[0].raised


def _is_underlined(line: Line, x0: float, top: float, x1: float) -> bool:
    """Say whether a stroke underlines words of a line: it is at the feet of their letters."""
    if line.box is None or not -_AT_STROKE <= line.box[3] - top <= _FEET:
        return False
    return line.box[0] - _AT_STROKE <= x0 and x1 <= line.box[2] + _AT_STROKE


def _small_tail(
    source: Source, lines: list[Line], body: float, expected: int, grammar: Grammar
) -> list[Line]:
    """Return the small lines at the page's foot from one with a marker.

    A number is one if it is raised, or the next, or the first.
    """
    start = len(lines)
    while start and lines[start - 1].size and _small(lines[start - 1], body):
        start -= 1
    if start == 0:
        return []
    for index in range(start, len(lines)):
        text = source.text[lines[index].start : lines[index].end].strip()
        match = grammar.match("note_marker", text)
        if lines[index].cell is not None or match is None:
            continue
        marker = match[1]["marker"]
        counted = not marker.isdigit() or int(marker) in (1, expected)
        listed = grammar.search("contents_line", text)  # "31 December 2031 …… 25" counts no note
        if (counted or _opens_raised(lines[index])) and not listed:
            return lines[index:]
    return []


def _starred_tail(source: Source, lines: list[Line]) -> list[Line]:
    """Return the last lines of a page from one that a star opens, if a star above calls it.

    Older layouts set such notes in the size of the body, without a stroke above them. Larger type
    goes on with the text.
    """
    for index in range(len(lines) - 1, max(0, len(lines) - _LONGEST_STARRED) - 1, -1):
        line = lines[index]
        found = _STARRED.match(source.text, line.start, line.end)
        if found and lines[0].start < line.start:
            above = source.text[lines[0].start : line.start].replace("∗", "*")
            called = found["marker"].replace("∗", "*") in above
            last = all((below.size or 0) <= (line.size or 0) + _SMALLER for below in lines[index:])
            return lines[index:] if called and last and _apart(lines, index) else []
    return []


def _slashed_tail(source: Source, lines: list[Line], expected: int) -> list[Line]:
    """Return the last lines of a page from the next note of a typescript, "7/ See above.".

    The text above calls it with the same signs.
    """
    for index in range(max(1, len(lines) - _LONGEST_SLASHED), len(lines)):
        line = lines[index]
        found = _SLASHED.match(source.text, line.start, line.end)
        if found and int(found["marker"]) == expected and _apart(lines, index):
            above = source.text[lines[0].start : line.start]
            return lines[index:] if f" {expected}/" in above else []
    return []


def _raised_tail(source: Source, lines: list[Line], expected: int) -> list[Line]:
    """Return the last lines of a page from the next note if its marker is raised, as its call is.

    Older layouts set such notes in the size of the body, without a stroke above them.
    """
    marker = str(expected)
    for index in range(max(1, len(lines) - _LONGEST_SLASHED), len(lines)):
        line = lines[index]
        first = line.styles[0] if _opens_raised(line) else None
        if (
            first
            and source.text[first.start : first.end].strip() == marker
            and _apart(lines, index)
        ):
            raised = (style for above in lines[:index] for style in above.styles if style.raised)
            called = any(source.text[one.start : one.end].strip() == marker for one in raised)
            return lines[index:] if called else []
    return []


def _apart(lines: list[Line], index: int) -> bool:
    """Say whether more space stands above a line than below it."""
    box, above = lines[index].box, lines[index - 1].box
    if box is None or above is None:
        return False
    height = lines[index].size or box[3] - box[1]
    return box[3] - above[3] > 1.6 * height


def _small(line: Line, body: float) -> bool:
    return _is_text(line) and (line.size or body) <= body - _SMALLER


def _is_text(line: Line) -> bool:
    return line.cell is None and not line.drawn


class _Notes:
    """Collects notes over the pages; a note may go on below the rule of the next page.

    `expected` is the number of the next note, if it is numbered.
    """

    def __init__(self, source: Source, grammar: Grammar) -> None:
        self._source = source
        self._grammar = grammar
        self._notes: list[Note] = []
        self.expected = 1

    def notes(self) -> list[Note]:
        return self._notes

    def own(self, area: list[Line]) -> list[Line]:
        """Return the lines of a page's area that are notes.

        What has no marker goes on with a note only if that stands on the page before.
        """
        last = self._source.page_of(self._notes[-1].spans[-1].start).number if self._notes else 0
        if not area or area[0].box is None or (last and last >= area[0].page - 1):
            return area
        begins = (index for index in range(len(area)) if self._begins(area, index))
        first = next(begins, len(area))
        return [line for line in area[:first] if self._is_stroke(line)] + area[first:]

    def _is_stroke(self, line: Line) -> bool:
        text = self._source.text[line.start : line.end].strip()
        return self._grammar.fits("note_rule", text)

    def _begins(self, area: Sequence[Line], index: int) -> tuple[str, int] | None:
        """Return the marker with which a line of an area begins a note, and its length."""
        line = area[index]
        most = max(other.size or 0.0 for other in area)
        small = bool(line.styles) and line.styles[0].size < _MARKER_SIZE * most
        text = self._source.text[line.start : line.end].strip()
        return self._marker(line, text, begins=small and index < _TOP)

    def add(self, area: Sequence[Line], *, at_end: bool = False) -> None:
        """Take the lines of one page's note area, or of the notes at the end."""
        if area and area[0].box is None:
            self._add_text(area, at_end=at_end)
            return
        for index, line in enumerate(area):
            text = self._source.text[line.start : line.end]
            stripped = text.strip()
            if not stripped or self._grammar.fits("note_rule", stripped):
                continue
            marker = self._begins(area, index)
            at = line.start + len(text) - len(text.lstrip())
            if marker is not None:
                self._open(marker[0], Span(at + marker[1], line.end), line.page, at_end=at_end)
            elif self._notes:
                self._extend(Span(at, line.end))
            else:
                self._open("", Span(at, line.end), line.page)

    def _add_text(self, area: Sequence[Line], *, at_end: bool) -> None:
        """Take the notes of a page of plain text, or those at its end."""
        page, expected = area[0].page, 1 if at_end else self.expected
        for index, note in enumerate(sort_notes(self._source, area, expected, self._grammar)):
            if note.marker is None and index == 0 and self._notes:
                for span in note.spans:
                    self._extend(span)
                continue
            self._open(note.marker or "", note.spans[0], page, at_end=at_end)
            for span in note.spans[1:]:
                self._extend(span)

    def _marker(self, line: Line, text: str, *, begins: bool) -> tuple[str, int] | None:
        """Return the marker at the start of the line and how many characters it takes.

        `begins` says that a small marker opens the notes of its page; some reports number the
        notes of each page anew.
        """
        match = self._grammar.match("note_marker", text)
        if match is None:
            return None
        marker = match[1]["marker"]
        raised = bool(line.styles) and line.styles[0].raised
        if raised or self._follows(marker) or (begins and marker == "1"):
            return marker, match[1].end()
        return None

    def _follows(self, marker: str) -> bool:
        """Say whether a marker that is not raised can stand here: a star or the next number."""
        if marker.isdigit():
            return int(marker) == self.expected or (int(marker) == 1 and not self._notes)
        return not marker.isalpha()

    def _open(self, marker: str, span: Span, page: int, *, at_end: bool = False) -> None:
        if marker.isdigit():
            later = self.expected if int(marker) > 1 else 1
            self.expected = max(later, int(marker) + 1)
        self._notes.append(Note(marker.replace("∗", "*"), (span,), page, at_end))

    def _extend(self, span: Span) -> None:
        last = self._notes[-1]
        self._notes[-1] = replace(last, spans=(*last.spans, span))
