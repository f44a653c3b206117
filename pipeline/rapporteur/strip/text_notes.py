"""Footnotes of plain text: no small type shows them, but their markers, calls and order do.

Tools print them in three ways: the marker before its text ("1 See the report."), the marker alone
on the line above, or all markers of a page apart from all texts. The numbers run on through the
document, so a number that is next is a marker, and texts without one take what is left in order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.source import Line, Source
from rapporteur.text import Span

_LONGEST_TAIL = 40
_MOST_NOTES = 20
_FEWEST_LINES = 30
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
    none at all, and a number must be the next one.
    """
    texts = [_text(source, line) for line in lines]
    if starred := _starred(texts, grammar):
        return list(lines[starred:])
    dense = "\n\n" not in source.text and source.text.count("\n") >= _FEWEST_LINES
    for index in range(max(1, len(lines) - _LONGEST_TAIL), len(lines)):
        if texts[index - 1] and not dense:
            continue
        match = grammar.match("note_marker", texts[index])
        if match is None:
            continue
        above = source.text[lines[0].start : lines[index].start]
        if is_called(match[1]["marker"], above, expected, grammar):
            return list(lines[index:]) if _all_notes(texts[index:], grammar) else []
    return []


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
    begun = len(texts) > 1 and bool(texts[1])
    alone = grammar.match("note_marker", texts[0])
    if alone and alone[1].end() == len(texts[0]) and not begun:
        return False
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
    sorter = _Sorter(source, expected, grammar)
    for line in area:
        sorter.take(line)
    return sorter.end()


class _Sorter:
    """Takes the lines of a page's notes one by one; `waiting` are markers without a text."""

    def __init__(self, source: Source, expected: int, grammar: Grammar) -> None:
        self._source = source
        self._expected = expected
        self._grammar = grammar
        self._notes: list[TextNote] = []
        self._waiting: dict[str, Line] = {}
        self._seen: set[str] = set()
        self._ended = False

    def take(self, line: Line) -> None:
        """Take a line: a marker, the beginning of a note, or more of the last."""
        text = _text(self._source, line)
        if not text or self._grammar.fits("note_rule", text):
            return
        raw = self._source.text[line.start : line.end]
        at = line.start + len(raw) - len(raw.lstrip())
        marker, size = self._marked(text)
        if marker is not None:
            self._seen.add(marker)
        if marker is not None and size == len(text):
            self._waiting[marker] = line
            self._ended = True
            return
        if marker is not None:
            self._notes.append(TextNote(marker, [Span(at + size, line.end)]))
        elif self._begins():
            self._notes.append(TextNote(self._next(), [Span(at, line.end)]))
        else:
            self._notes[-1].spans.append(Span(at, line.end))
        self._ended = self._grammar.search("sentence_end", text) is not None

    def _next(self) -> str | None:
        """Return the first marker that waits for a text."""
        first = next(iter(self._waiting), None)
        if first is not None:
            del self._waiting[first]
        return first

    def _marked(self, text: str) -> tuple[str | None, int]:
        """Return the marker that begins a line and where the text behind it begins.

        A number alone on its line may be any of the next, one before its text must be the next.
        """
        match = self._grammar.match("note_marker", text)
        if match is None:
            return None, 0
        marker, end = match[1]["marker"], match[1].end()
        sound = not marker.isalpha()
        if marker.isdigit():
            first = int(marker) == 1 and not self._notes and not self._seen
            alone = end == len(text) and _is_next(marker, self._expected)
            sound = first or alone or int(marker) == self._following()
        return (marker.replace("∗", "*"), end) if sound and marker not in self._seen else (None, 0)

    def _following(self) -> int:
        numbers = [int(marker) for marker in self._seen if marker.isdigit()]
        return max(numbers) + 1 if numbers else self._expected

    def _begins(self) -> bool:
        """Say whether a text without a marker before it begins a note.

        It does where a marker waits for it, or where the markers of the page stand further below.
        """
        if not self._notes:
            return True
        loose = self._notes[-1].marker is None
        return self._ended and (bool(self._waiting) or loose)

    def end(self) -> list[TextNote]:
        """Return the notes; texts without a marker take those that were left, the last the last.

        A marker for which there is no text is a note without one.
        """
        loose = [note for note in self._notes if note.marker is None]
        for note in reversed(loose):
            if self._waiting:
                note.marker, _ = self._waiting.popitem()
        empty = [
            TextNote(marker, [Span(line.end, line.end)]) for marker, line in self._waiting.items()
        ]
        return sorted([*self._notes, *empty], key=lambda note: note.spans[0].start)
