"""Footnotes of plain text: no small type shows them, but their markers, calls and order do.

Tools print them in three ways: the marker before its text ("1 See the report."), the marker alone
on the line above, or all markers of a page apart from all texts. The numbers run on through the
document, so a number that is next is a marker, and texts without one take what is left in order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.source import Line, Source
from rapporteur.strip.note_sorter import ALONE, MOST_NOTES, STOPS, is_next, text_of

_LONGEST_TAIL = 40
_FEWEST_LINES = 30
_LONGEST_STARRED = 12
_MOST_LOST = 4
_MOST_CLOSING = 6
_FEWEST_FIGURES = 4
_FEWEST_COUNTED = 2
_BEFORE_CALL = frozenset(')]”"’.,;:')
_BEHIND_CALL = frozenset(" .,;:)]\n")
_CALLED = compile_pattern(
    r"(?<=[\w.,;:)”])(?P<stars>\*{1,4})(?=\s|$)|(?<=\w)\s+(?P<stars>\*{1,4})$", "m"
)
_STARS = compile_pattern(r"\*{1,4}")
_FIGURE = compile_pattern(r"\d{1,6}")


def below_rule(
    source: Source, lines: Sequence[Line], rule: int, expected: int, grammar: Grammar
) -> list[Line]:
    """Return a row of underscores and the notes below it on a page.

    It is a row like others if no marker stands below it: neither first nor, alone on its line, the
    next of the document, or the first of another part. Notes end where a figure begins.
    """
    below = list(lines[rule + 1 :])
    below = below[: _figure(source, below, grammar)]
    texts = [text for line in below if (text := text_of(source, line))]
    begins = not texts or grammar.fits("note_marker", texts[0])
    apart = any(text == "1" or is_next(text, expected) for text in texts)
    return [lines[rule], *below] if begins or apart else [lines[rule]]


def _figure(source: Source, lines: Sequence[Line], grammar: Grammar) -> int:
    """Return where below notes a figure begins: its caption, or a column of figures of its axis.

    Markers that stand apart from their notes count on; those of an axis have other steps.
    """
    filled = [(index, text) for index, line in enumerate(lines) if (text := text_of(source, line))]
    for at, (index, text) in enumerate(filled):
        if grammar.fits("caption", text):
            return index
        column = [number for _, number in filled[at : at + _FEWEST_FIGURES]]
        if len(column) == _FEWEST_FIGURES and all(map(_FIGURE.fullmatch, column)):
            steps = {int(low) - int(high) for high, low in pairwise(column)}
            if steps != {1}:
                return index
    return len(lines)


def tail(source: Source, lines: Sequence[Line], expected: int, grammar: Grammar) -> list[Line]:
    """Return the last lines of a page from a marker that the text above calls.

    The symbol at its head, which is no running text, may call one. No stroke shows that notes
    begin; so an empty line must stand above them, unless the text has none at all or the marker
    stands alone, and a number must be the next one.
    """
    texts = [text_of(source, line) for line in lines]
    if starred := _starred(texts, grammar):
        return list(lines[starred:])
    dense = "\n\n" not in source.text and source.text.count("\n") >= _FEWEST_LINES
    for index in range(max(1, len(lines) - _LONGEST_TAIL), len(lines)):
        alone = is_next(texts[index], expected)
        star = _is_last_star(texts, index)
        if texts[index - 1] and not (dense or alone or star):
            continue
        match = grammar.match("note_marker", texts[index])
        if match is None:
            continue
        above = source.text[source.pages[lines[0].page - 1].start : lines[index].start]
        marker = match[1]["marker"]
        loose = (
            alone
            and int(marker) < expected + _MOST_LOST
            and (
                _is_called_loosely(marker, above)
                or (int(marker) == expected and _closes(texts[index:]))
            )
        )
        called = loose or is_called(marker, above, expected, grammar)
        if called or (marker == str(expected) and _are_called(texts[index:], above, grammar)):
            first = _first_of_block(texts, index, expected, grammar) if alone else index
            return list(lines[first:]) if _all_notes(texts[first:], grammar) else []
    return _counted_tail(source, lines, texts, expected, grammar)


def _counted_tail(
    source: Source, lines: Sequence[Line], texts: Sequence[str], expected: int, grammar: Grammar
) -> list[Line]:
    """Return the last lines of a page, below an empty one, whose markers count on.

    The text above calls all of them, loosely at least; a few notes before them may be lost.
    """
    for index in range(max(1, len(lines) - _LONGEST_TAIL), len(lines)):
        if texts[index - 1] or not texts[index]:
            continue
        markers = sorted(set(_markers(texts[index:], grammar)))
        few = len(markers) < _FEWEST_COUNTED
        if few or markers != list(range(markers[0], markers[0] + len(markers))):
            continue
        above = source.text[source.pages[lines[0].page - 1].start : lines[index].start]
        near = expected <= markers[0] < expected + MOST_NOTES
        called = near and all(_is_called_loosely(str(marker), above) for marker in markers)
        if called and _all_notes(texts[index:], grammar):
            return list(lines[index:])
    return []


def _markers(texts: Sequence[str], grammar: Grammar) -> Iterator[int]:
    """Yield the numbers that stand alone on a line or begin one, as those of notes do."""
    for text in texts:
        match = grammar.match("note_marker", text)
        if match and match[1]["marker"].isdigit():
            yield int(match[1]["marker"])


def _is_last_star(texts: Sequence[str], index: int) -> bool:
    """Say whether a line near the end of a page is the only one there that a star begins."""
    stars = [at for at, text in enumerate(texts) if text.startswith(("*", "∗"))]
    return stars == [index] and index >= len(texts) - _LONGEST_STARRED


def _are_called(texts: Sequence[str], above: str, grammar: Grammar) -> bool:
    """Say whether lines that count on close a page, each a note, and the text calls one of them."""
    found = [grammar.match("note_marker", text) for text in texts if text]
    markers = [match[1]["marker"] if match else "" for match in found]
    if len(markers) < 2 or not all(marker.isdigit() for marker in markers):
        return False
    counted = all(int(high) + 1 == int(low) for high, low in pairwise(markers))
    return counted and any(is_called(one, above, int(one), grammar) for one in markers)


def _closes(texts: Sequence[str]) -> bool:
    """Say whether a few lines of text below a marker alone close a page as a note does."""
    below = [text for text in texts[1:] if text]
    short = 0 < len(below) <= _MOST_CLOSING
    return short and below[0][:1].isupper() and below[-1].endswith(STOPS)


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

    They do above the marker at `index`, up to an empty line, if one of them has the next number, or
    all lower ones stand alone at the end of the page.
    """
    first = index
    while first and texts[first - 1]:
        first -= 1
    found = ALONE.fullmatch(texts[index])
    lower = range(expected, int(found["number"]) if found else expected)
    if lower and {str(number) for number in lower} <= set(texts[index + 1 :]):
        return first
    for text in texts[first:index]:
        match = grammar.match("note_marker", text)
        marker = match[1]["marker"] if match else ""
        if marker.isdigit() and expected < int(marker) < expected + MOST_NOTES:
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
    alone = sum(bool(ALONE.fullmatch(text) or _STARS.fullmatch(text)) for text in texts)
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
