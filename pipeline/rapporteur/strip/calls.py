"""Footnote calls: the raised number in the text that points to a footnote."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, takewhile
from math import inf

from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.source import Line, Source, Style
from rapporteur.strip.notes import Note
from rapporteur.text import Span

_RAISED = "base.footnote_call"
_SET_LOW = "base.footnote_call_set_low"
_LOW = compile_pattern(r"(?<=[)\]”\"’;:]|\D[.,])(?P<marker>\d{1,3})(?=[\s;.,:]|$)")
_LAST = compile_pattern(r"(?<=[^\W\d_]{4})\s?(?P<marker>\d{1,3})$")
_MARKER = compile_pattern(r"\d{1,3}|[*∗†‡§]{1,4}|[a-z]")
_STARS = compile_pattern(
    r"(?<=[\w.,;:)”’\"])\s?(?P<marker>[*∗]{1,4})(?=[\s,;.:)]|$)|(?<=\w)\s+(?P<marker>[*∗]{1,4})$"
)
_SLASHED = compile_pattern(r"(?<=[\w.,;:)”\"])\s?(?P<marker>\d{1,3})/(?=\s|$)")
_SEVERAL = compile_pattern(
    r"(?:(?<=[^\W\d_]{3})(?P<markers>\s?\d{1,3}(?:,\d{1,3})+|\d{1,3}(?:,\s?\d{1,3})+)"
    r"|(?<=[^\W\d_)\]”’][.,;:]|[)\]”’])\s?(?P<markers>\d{1,3}(?:,\s?\d{1,3})+))(?=[\s.,;:)]|$)"
)
_ANY_PAGE = 0
_STEPS = range(1, 5)
"""So far from a note at the end may those be whose calls show where its own is."""
_MARKERS = compile_pattern(r"\d{1,3}")
_SIGNS = (("*∗", _STARS), ("/", _SLASHED))
_BETWEEN = compile_pattern(r"\s?[,;–-]\s?")


@dataclass(frozen=True, slots=True)
class Call:
    """A call sign: `[start, end)` of the source, the marker, the rule, the page."""

    start: int
    end: int
    marker: str
    rule: str
    page: int


def find_calls(
    source: Source, lines: Sequence[Line], notes: Sequence[Note], grammar: Grammar
) -> list[Call]:
    """Return the calls in the running text whose marker a footnote nearby carries.

    Any page may call a note at the end of the document.
    """
    markers: dict[int, set[str]] = {}
    tabled = [note for note in notes if note.table]
    for note in notes:
        if not note.table:
            markers.setdefault(note.page, set()).add(note.marker)
    if not notes:
        return []
    anywhere = {note.marker for note in notes if note.at_end}
    found: list[Call] = []
    on_page: dict[int, set[str]] = {}
    for line in lines:
        if line.page not in on_page:
            beside = (markers.get(line.page + step, set()) for step in (-1, 0, 1))
            on_page[line.page] = anywhere.union(*beside)
        below = {note.marker for note in tabled if note.table and _holds(note.table, line)}
        if near := on_page[line.page] | below:
            found += _in_line(source, line, near, grammar)
    named = [line for line in lines if line.styles or not _names(source, line, grammar)]
    found += _set_low(source, named, notes, found)
    return found if source.flowing else found + _set_apart(source, named, notes, found, grammar)


def _names(source: Source, line: Line, grammar: Grammar) -> bool:
    """Say whether a line of plain text is the name of an act or a rule, which ends in a number."""
    return grammar.fits("titled_heading", source.text[line.start : line.end].strip())


def _holds(table: Span, line: Line) -> bool:
    return table.start <= line.start < table.end


def _set_low(
    source: Source, lines: Sequence[Line], notes: Sequence[Note], found: Sequence[Call]
) -> list[Call]:
    """Return the calls that are not raised, of notes that nothing else calls: "(Chad)3;".

    Such a number stands right behind a sign, in plain text also at the end of a line, and no
    second like it on the page of the note.
    """
    called = {(call.marker, call.page) for call in found}
    wanted = {
        (note.marker, note.page)
        for note in notes
        if note.marker.isdigit() and not note.at_end
        and not called & {(note.marker, note.page + step) for step in (-1, 0, 1)}
    }  # fmt: skip
    low: dict[tuple[str, int], list[Call]] = {}
    for line in lines if wanted else ():
        pattern = _LOW if line.styles else _LAST
        for match in pattern.finditer(source.text, line.start, line.end):
            call = Call(*match.span("marker"), match["marker"], _SET_LOW, line.page)
            if (call.marker, call.page) in wanted:
                low.setdefault((call.marker, call.page), []).append(call)
    return [calls[0] for calls in low.values() if len(calls) == 1]


def _set_apart(
    source: Source,
    lines: Sequence[Line],
    notes: Sequence[Note],
    found: Sequence[Call],
    grammar: Grammar,
) -> list[Call]:
    """Return the calls of notes of plain text that nothing else calls: "the Board 14 agreed".

    The number stands once between the calls of the notes around it, on the page of its note; that
    of a note at the end of the document between those of the nearest notes.
    """
    wanted = _uncalled(notes, found)
    pages: dict[int, list[Line]] = {_where(note): [] for note in wanted}
    near: dict[int, dict[int, list[Call]]] = {page: {} for page in pages}
    for line in lines if wanted else ():
        if line.box is None and not line.styles:
            for page in pages.keys() & {line.page, _ANY_PAGE}:
                pages[page].append(line)
    for call in found:
        if call.marker.isdigit():
            for page in near.keys() & {call.page, _ANY_PAGE}:
                near[page].setdefault(int(call.marker), []).append(call)
    apart: list[Call] = []
    for note in wanted:
        number, page = int(note.marker), _where(note)
        beside = _nearest(number, near[page]) if note.at_end else near[page]
        if beside or not note.at_end:
            calls = _once_between(source, pages[page], note, _between(number, beside), grammar)
            near[page].update({number: calls} if calls else {})
            apart += calls
    return apart


def _uncalled(notes: Sequence[Note], found: Sequence[Call]) -> list[Note]:
    """Return the notes with a number that nothing calls: on a page beside it, or on any."""
    called = {(call.marker, call.page + step) for call in found for step in (-1, 0, 1)}
    numbers = {call.marker for call in found}
    return [
        note
        for note in notes
        if note.marker.isdigit() and not note.table
        and not (note.marker in numbers if note.at_end else (note.marker, note.page) in called)
    ]  # fmt: skip


def _once_between(
    source: Source, lines: Sequence[Line], note: Note, area: tuple[int, float], grammar: Grammar
) -> list[Call]:
    """Return the call of a note within an area of its lines if there is just one."""
    low, high = area
    calls = [
        Call(*match.span("marker"), note.marker, rule.id, line.page)
        for line in _from(lines, low, high)
        if source.text.find(note.marker, line.start, line.end) >= 0
        for rule in grammar.role("note_call_apart")
        for match in rule.pattern.finditer(source.text, line.start, line.end)
        if match["marker"] == note.marker and low <= match.start("marker") < high
    ]
    return calls if len(calls) == 1 else []


def _where(note: Note) -> int:
    """Return the page that calls a note, `_ANY_PAGE` if it stands at the end of the document."""
    return _ANY_PAGE if note.at_end else note.page


def _nearest(number: int, calls: Mapping[int, list[Call]]) -> dict[int, list[Call]]:
    """Return the calls of the nearest numbers below and above that are called; {} without both."""
    below = next((number - step for step in _STEPS if number - step in calls), None)
    above = next((number + step for step in _STEPS if number + step in calls), None)
    return {} if below is None or above is None else {one: calls[one] for one in (below, above)}


def _between(number: int, calls: Mapping[int, list[Call]]) -> tuple[int, float]:
    """Return where calls of lower numbers end, and where those of higher ones begin."""
    low = max((call.end for one in calls if one < number for call in calls[one]), default=0)
    high = min((call.start for one in calls if one > number for call in calls[one]), default=inf)
    return low, high


def _from(lines: Sequence[Line], low: int, high: float) -> Iterator[Line]:
    """Yield the lines, which stand in order, that a place between two others may be in."""
    first = bisect_left(lines, low, key=lambda line: line.end)
    return takewhile(lambda line: line.start < high, islice(lines, first, None))


def _in_line(source: Source, line: Line, near: set[str], grammar: Grammar) -> list[Call]:
    if line.styles:
        found = [call for style in line.styles for call in _raised(source, line, style, near)]
    else:
        found = _by_pattern(source, line, near, grammar)
    taken = {call.start for call in found}
    text = source.text[line.start : line.end]
    for pattern in [sign for signs, sign in _SIGNS if any(one in text for one in signs)]:
        for match in pattern.finditer(text):
            start = line.start + match.start("marker")
            marker = match["marker"].replace("∗", "*")
            if marker in near and start not in taken:
                found.append(Call(start, line.start + match.end(), marker, _RAISED, line.page))
    return _with_signs_between(source, sorted(found, key=lambda call: call.start))


def _with_signs_between(source: Source, calls: Sequence[Call]) -> list[Call]:
    """Return the calls of a line, each with the comma that parts it from the next: "3,4"."""
    return [
        replace(call, end=behind.start)
        if behind and _BETWEEN.fullmatch(source.text, call.end, behind.start)
        else call
        for call, behind in zip(calls, [*calls[1:], None], strict=False)
    ]


def _raised(source: Source, line: Line, style: Style, near: set[str]) -> list[Call]:
    """Return the calls in one raised run: `3`, `*`, or several such as `3, 4`."""
    if not style.raised:
        return []
    text = source.text[style.start : style.end]
    found = []
    for match in _MARKER.finditer(text):
        marker = match[0].replace("∗", "*")
        if marker in near:
            start = style.start + match.start()
            found.append(Call(start, style.start + match.end(), marker, _RAISED, line.page))
    return found


def _by_pattern(source: Source, line: Line, near: set[str], grammar: Grammar) -> list[Call]:
    found = _several(source, line, near)
    taken = {call.start for call in found}
    for rule in grammar.role("note_call"):
        for match in rule.pattern.finditer(source.text, line.start, line.end):
            if match["marker"] in near and match.start("marker") not in taken:
                start, end = match.span("marker")
                end += source.text.startswith("/", end)
                found.append(Call(start, end, match["marker"], rule.id, line.page))
    return found


def _several(source: Source, line: Line, near: set[str]) -> list[Call]:
    """Return the calls of several notes in a row, "the moles 3,4 and": they count on."""
    found: list[Call] = []
    for several in _SEVERAL.finditer(source.text, line.start, line.end):
        matches = list(_MARKERS.finditer(source.text, *several.span("markers")))
        numbers = [int(match.group()) for match in matches]
        counted = numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        if counted and near.issuperset(match.group() for match in matches):
            found += [Call(*one.span(), one.group(), _SET_LOW, line.page) for one in matches]
    return found
