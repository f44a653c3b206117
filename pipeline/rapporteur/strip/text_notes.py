"""Footnotes of plain text: no small type shows them, but their markers, calls and order do.

Tools print them in three ways: the marker before its text ("1 See the report."), the marker alone
on the line above, or all markers of a page apart from all texts. The numbers run on through the
document, so a number that is next is a marker, and texts without one take what is left in order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.source import Line, Source
from rapporteur.text import Span

_LONGEST_TAIL = 40
_MOST_NOTES = 20
_FEWEST_LINES = 30
_NONE_BEHIND = 10_000
_LONGEST_STARRED = 12
_MOST_LOST = 4
_MOST_CLOSING = 6
_BEFORE_CALL = frozenset(')]”"’.,;:')
_BEHIND_CALL = frozenset(" .,;:)]\n")
_ENDED_ABOVE, _MARKED_ABOVE = 4, 2
_STOPS = (".", ".”", ".’", '."', ")")
_CALLED = compile_pattern(
    r"(?<=[\w.,;:)”])(?P<stars>\*{1,4})(?=\s|$)|(?<=\w)\s+(?P<stars>\*{1,4})$", "m"
)
_STARS = compile_pattern(r"\*{1,4}")
_ALONE = compile_pattern(r"\d{1,3}")


@dataclass(slots=True)
class TextNote:
    """A note as it grows: its marker, None while it is not known, and its lines."""

    marker: str | None
    spans: list[Span] = field(default_factory=list)


def below_rule(
    source: Source, lines: Sequence[Line], rule: int, expected: int, grammar: Grammar
) -> list[Line]:
    """Return a row of underscores and the notes below it on a page.

    It is a row like others if no marker stands below it: neither first nor, alone on its line, the
    next of the document.
    """
    below = list(lines[rule + 1 :])
    texts = [text for line in below if (text := _text(source, line))]
    begins = not texts or grammar.fits("note_marker", texts[0])
    apart = any(_is_next(text, expected) for text in texts)
    return [lines[rule], *below] if begins or apart else [lines[rule]]


def tail(source: Source, lines: Sequence[Line], expected: int, grammar: Grammar) -> list[Line]:
    """Return the last lines of a page from a marker that the text above calls.

    No stroke shows that notes begin; so an empty line must stand above them, unless the text has
    none at all or the marker stands alone, and a number must be the next one.
    """
    texts = [_text(source, line) for line in lines]
    if starred := _starred(texts, grammar):
        return list(lines[starred:])
    dense = "\n\n" not in source.text and source.text.count("\n") >= _FEWEST_LINES
    for index in range(max(1, len(lines) - _LONGEST_TAIL), len(lines)):
        alone = _is_next(texts[index], expected)
        star = _is_last_star(texts, index)
        if texts[index - 1] and not (dense or alone or star):
            continue
        match = grammar.match("note_marker", texts[index])
        if match is None:
            continue
        above = source.text[lines[0].start : lines[index].start]
        marker = match[1]["marker"]
        loose = (
            alone
            and int(marker) < expected + _MOST_LOST
            and (
                _is_called_loosely(marker, above)
                or (int(marker) == expected and _closes(texts[index:]))
            )
        )
        if loose or is_called(marker, above, expected, grammar):
            first = _first_of_block(texts, index, expected, grammar) if alone else index
            return list(lines[first:]) if _all_notes(texts[first:], grammar) else []
    return []


def _is_last_star(texts: Sequence[str], index: int) -> bool:
    """Say whether a line near the end of a page is the only one there that a star begins."""
    stars = [at for at, text in enumerate(texts) if text.startswith(("*", "∗"))]
    return stars == [index] and index >= len(texts) - _LONGEST_STARRED


def _closes(texts: Sequence[str]) -> bool:
    """Say whether a few lines of text below a marker alone close a page as a note does."""
    below = [text for text in texts[1:] if text]
    short = 0 < len(below) <= _MOST_CLOSING
    return short and below[0][:1].isupper() and below[-1].endswith(_STOPS)


def _is_called_loosely(marker: str, above: str) -> bool:
    """Say whether a number stands as a call does, also before a sign: "(Chad) 3;"."""
    at = above.find(marker)
    while at >= 0:
        before, behind = above[:at].rstrip(" ")[-3:], above[at + len(marker) :][:1]
        glued = above[at - 1 : at] != " "
        called = before[-1:] in _BEFORE_CALL or (glued and len(before) > 2 and before.isalpha())
        if called and (not behind or behind in _BEHIND_CALL):
            return True
        at = above.find(marker, at + 1)
    return False


def _first_of_block(texts: Sequence[str], index: int, expected: int, grammar: Grammar) -> int:
    """Return where the notes begin whose lowest markers stand alone below their texts.

    They do above the marker at `index`, up to an empty line, if one of them has the next number.
    """
    first = index
    while first and texts[first - 1]:
        first -= 1
    for text in texts[first:index]:
        match = grammar.match("note_marker", text)
        marker = match[1]["marker"] if match else ""
        if marker.isdigit() and expected < int(marker) < expected + _MOST_NOTES:
            return first
    return index


def _starred(texts: Sequence[str], grammar: Grammar) -> int:
    """Return the index of stars alone on their line that open the notes of a page, 0 if none do.

    An empty line stands around them, and above stand the same stars: behind a word, or alone
    where the tool set a raised call on a line of its own.
    """
    first = max(1, len(texts) - _LONGEST_TAIL)
    for index in range(first, len(texts) - 1):
        stars = texts[index].replace("∗", "*")
        if not _STARS.fullmatch(stars) or texts[index - 1]:
            continue
        above = [text.replace("∗", "*") for text in texts[:index]]
        called = any(text == stars or _calls(text, stars) for text in above)
        below = texts[index + 1 :]
        if called and any(below) and not any(grammar.match("label", text) for text in below):
            return index
    return 0


def _calls(text: str, stars: str) -> bool:
    return any(match["stars"] == stars for match in _CALLED.finditer(text))


def _all_notes(texts: Sequence[str], grammar: Grammar) -> bool:
    """Say whether lines below a marker can be notes: text follows, and no other structure."""
    alone = sum(bool(_ALONE.fullmatch(text) or _STARS.fullmatch(text)) for text in texts)
    if alone * 2 > sum(map(bool, texts)):
        return False  # a column of numbers
    return not any(grammar.match("label", text) for text in texts[1:])


def is_called(marker: str, above: str, expected: int, grammar: Grammar) -> bool:
    """Say whether the text calls a note: by its star behind a word, or by the next number."""
    if not marker.isdigit():
        return any(match["stars"] == marker.replace("∗", "*") for match in _CALLED.finditer(above))
    if int(marker) != expected:
        return False
    calls = (call for rule in grammar.role("note_call") for call in rule.pattern.finditer(above))
    return any(call["marker"] == marker for call in calls)


def _text(source: Source, line: Line) -> str:
    return source.text[line.start : line.end].strip()


def _is_next(text: str, expected: int) -> bool:
    """Say whether a line is a number alone that one of the next notes must have."""
    return bool(_ALONE.fullmatch(text)) and expected <= int(text) < expected + _MOST_NOTES


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

    `ended` says that what stands above ends, `marked` that a marker alone stands right above.
    """

    span: Span
    text: str
    marker: str | None
    ended: bool
    marked: bool

    @property
    def score(self) -> int:
        """How much speaks for a note that begins here."""
        begins = not self.text[:1].islower()
        return _ENDED_ABOVE * (self.ended and begins) + _MARKED_ABOVE * self.marked + begins


class _Sorter:
    """Sorts the lines of a page's notes; `_alone` are markers that stand by themselves."""

    def __init__(self, source: Source, expected: int, grammar: Grammar) -> None:
        self._source = source
        self._expected = expected
        self._grammar = grammar
        self._alone: dict[str, Line] = {}
        self._seen: set[str] = set()

    def sort(self, area: Sequence[Line]) -> list[TextNote]:
        """Return the notes in the order of their texts; those without a text where they stand."""
        markers = [self._grammar.match("note_marker", _text(self._source, line)) for line in area]
        if any(found and found[1]["marker"] == "1" for found in markers):
            self._expected = 1  # the notes of a part begin anew
        self._alone = {marker: line for line in area if (marker := self._stands_alone(line))}
        lines = list(self._read(area))
        notes: list[TextNote] = []
        inside = [index for index, line in enumerate(lines) if line.marker is not None]
        for low, high in pairwise([-1, *inside, len(lines)]):
            before = lines[low].marker if low >= 0 else None
            after = lines[high].marker if high < len(lines) else None
            notes += self._region(lines[max(low, 0) : high], before, after)
        return sorted(notes, key=lambda note: note.spans[0].start)

    def _stands_alone(self, line: Line) -> str | None:
        """Return the marker that is all that a line says: stars, or one of the next numbers."""
        text = _text(self._source, line)
        match = self._grammar.match("note_marker", text)
        if match is None or match[1].end() < len(text) or match[1]["marker"].isalpha():
            return None
        marker = match[1]["marker"].replace("∗", "*")
        sound = not marker.isdigit() or _is_next(marker, self._expected)
        return marker if sound else None

    def _read(self, area: Sequence[Line]) -> Iterator[_NoteLine]:
        ended, marked = True, False
        for line in area:
            text = _text(self._source, line)
            if not text or self._grammar.fits("note_rule", text):
                continue
            if self._stands_alone(line):
                marked = True
                continue
            raw = self._source.text[line.start : line.end]
            at = line.start + len(raw) - len(raw.lstrip())
            marker, size = self._marked(text)
            yield _NoteLine(Span(at + size, line.end), text, marker, ended, marked)
            ended, marked = text.endswith(_STOPS), False

    def _marked(self, text: str) -> tuple[str | None, int]:
        """Return the marker before the text of a line and where this begins; it must be next."""
        match = self._grammar.match("note_marker", text)
        if match is None or match[1]["marker"].isalpha():
            return None, 0
        marker = match[1]["marker"].replace("∗", "*")
        first = marker == "1" and not self._seen
        if marker in self._seen or marker in self._alone:
            return None, 0
        if marker.isdigit() and not first and int(marker) != self._following():
            return None, 0
        self._seen.add(marker)
        return marker, match[1].end()

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
        starts = _starts(lines, len(markers), marked=before is not None)
        names = [*([before] if before is not None else []), *markers]
        if starts[:1] != [0] and lines:
            starts, names = [0, *starts], ["", *names]
        for name, start, end in zip(names, starts, [*starts[1:], len(lines)], strict=False):
            yield TextNote(name or None, [line.span for line in lines[start:end]])
        for line in [self._alone[name] for name in names[len(starts) :] if name in self._alone]:
            yield TextNote(_text(self._source, line).replace("∗", "*"), [Span(line.end, line.end)])


def _count(marker: str | None, otherwise: int) -> int:
    """Return the number of a marker; stars stand before all numbers."""
    if marker is None:
        return otherwise
    return int(marker) if marker.isdigit() else 0


def _starts(lines: Sequence[_NoteLine], count: int, *, marked: bool) -> list[int]:
    """Return which lines begin a note: the first if `marked`, and those that look most like it."""
    first = [0] if marked else []
    others = list(range(len(first), len(lines)))
    if not marked and lines and not lines[0].text[:1].islower() and count:
        first, others, count = [0], others[1:], count - 1
    others.sort(key=lambda index: (-lines[index].score, index))
    return sorted([*first, *others[:count]])
