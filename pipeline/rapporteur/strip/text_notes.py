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
from rapporteur.strip.note_sorter import ALONE, MOST_NOTES, STOPS, is_next, marker_at, text_of
from rapporteur.strip.text_calls import calls_stars, is_called, is_called_apart, is_called_loosely

_LONGEST_TAIL = 40
_FEWEST_LINES = 30
_LONGEST_STARRED = 12
_MOST_LOST = 4
_MOST_CLOSING = 6
_FEWEST_FIGURES = 4
_FEWEST_COUNTED = 2
_FEWEST_TEXT = 10
_WIDER = 1.04
_STARS = compile_pattern(r"\*{1,4}")
_NUMBERED = compile_pattern(r"(?P<number>\d{1,3})\.(?:$|\s+\p{Lu})")
_FIGURE = compile_pattern(r"\d{1,6}")


def below_rule(
    source: Source, lines: Sequence[Line], rule: int, expected: int, grammar: Grammar
) -> list[Line]:
    """Return a row of underscores and the notes below it on a page.

    It is a row like others if no marker stands below it: neither first nor, alone on its line, the
    next of the document, or the first of another part, nor one that the page calls. Notes end
    where a figure begins, or where paragraphs do.
    """
    below = list(lines[rule + 1 :])
    below = below[: _figure(source, below, grammar)]
    below = below[: _paragraphs(source, below)]
    texts = [text for line in below if (text := text_of(source, line))]
    begins = not texts or marker_at(texts[0], grammar) is not None
    apart = any(text == "1" or is_next(text, expected) for text in texts)
    if not begins and not apart:  # the first may go on with a note of the page before
        above = source.text[source.pages[lines[0].page - 1].start : lines[rule].start]
        window = range(expected, expected + MOST_NOTES)
        found = (number for number in _markers(texts, grammar) if number in window)
        apart = any(is_called(str(number), above, grammar) for number in found)
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


def _paragraphs(source: Source, lines: Sequence[Line]) -> int:
    """Return where below notes numbered paragraphs begin: two at least, which count on."""
    numbers = [
        (index, int(found["number"]))
        for index, line in enumerate(lines)
        if (found := _NUMBERED.match(text_of(source, line)))
    ]
    pairs = (one for one, (_, after) in pairwise(numbers) if after == one[1] + 1)
    return next((index for index, _ in pairs), len(lines))


def tail(source: Source, lines: Sequence[Line], expected: int, grammar: Grammar) -> list[Line]:
    """Return the last lines of a page from a marker that the text above calls.

    The symbol at its head, which is no running text, may call one. No stroke shows that notes
    begin; so an empty line must stand above them, unless the text has none at all or the marker
    stands alone, and a number must count on.
    """
    texts = [text_of(source, line).replace("∗", "*") for line in lines]
    if starred := _starred(texts, grammar):
        return _without_labelled(lines, texts, starred, grammar)
    dense = "\n\n" not in source.text and source.text.count("\n") >= _FEWEST_LINES
    head = source.pages[lines[0].page - 1].start
    for index in range(max(1, len(lines) - _LONGEST_TAIL), len(lines)):
        alone, gap = is_next(texts[index], expected), dense or not texts[index - 1]
        if not (gap or alone or _is_last_star(texts, index)):
            continue
        above = source.text[head : lines[index].start]
        if _is_noted(texts[index:], above, expected, grammar, gap=gap):
            block = alone and not dense
            first = _first_of_block(texts, index, expected, grammar) if block else index
            if _all_notes(texts[first:], grammar):
                return _without_labelled(lines, texts, first, grammar)
    return _counted_tail(source, lines, texts, expected, grammar)


def _is_noted(
    texts: Sequence[str], above: str, expected: int, grammar: Grammar, *, gap: bool
) -> bool:
    """Say whether lines begin with a marker, as what stands above and below shows.

    The next number may be called in any way; one behind lost notes, or the first of a new count,
    is surely called and stands below an empty line.
    """
    match = marker_at(texts[0], grammar)
    if match is None:
        return False
    marker = match["marker"]
    called = is_called(marker, above, grammar)
    if not marker.isdigit():
        return called
    number, alone = int(marker), is_next(texts[0], expected)
    lost = number == 1 or expected < number < expected + MOST_NOTES
    near = alone and number < expected + _MOST_LOST
    if (called and gap and lost) or (near and is_called_loosely(marker, above)):
        return True
    if number != expected or called:
        return called and number == expected
    closed = _closes([texts[0][match.end() :], *texts[1:]])
    if closed and (alone or is_called_apart(marker, above, grammar)):
        return True
    return _are_called(texts, above, grammar)


def _counted_tail(
    source: Source, lines: Sequence[Line], texts: Sequence[str], expected: int, grammar: Grammar
) -> list[Line]:
    """Return the last lines of a page, below an empty one, whose markers count on.

    The text above calls all of them, loosely at least, or surely one of them, and the first is the
    next. A few notes before those that all are called may be lost.
    """
    for index in range(max(1, len(lines) - _LONGEST_TAIL), len(lines)):
        if texts[index - 1] or not texts[index] or grammar.match("label", texts[index]):
            continue
        markers = sorted(set(_markers(texts[index:], grammar)))
        few = len(markers) < _FEWEST_COUNTED
        if few or markers != list(range(markers[0], markers[0] + len(markers))):
            continue
        above = source.text[source.pages[lines[0].page - 1].start : lines[index].start]
        near = expected <= markers[0] < expected + MOST_NOTES
        called = near and all(is_called_loosely(str(marker), above) for marker in markers)
        if markers[0] == expected:
            called = called or any(is_called(str(marker), above, grammar) for marker in markers)
        if called and _all_notes(texts[index:], grammar):
            return list(lines[index:])
    return []


def _markers(texts: Sequence[str], grammar: Grammar) -> Iterator[int]:
    """Yield the numbers that stand alone on a line or begin one, as those of notes do."""
    for text in texts:
        match = marker_at(text, grammar)
        if match and match["marker"].isdigit():
            yield int(match["marker"])


def _is_last_star(texts: Sequence[str], index: int) -> bool:
    """Say whether a line near the end of a page is the only one there that a star begins."""
    stars = [at for at, text in enumerate(texts) if text.startswith("*")]
    return stars == [index] and index >= len(texts) - _LONGEST_STARRED


def _are_called(texts: Sequence[str], above: str, grammar: Grammar) -> bool:
    """Say whether lines that count on close a page, each a note, and the text calls one of them."""
    found = [marker_at(text, grammar) for text in texts if text]
    markers = [match["marker"] if match else "" for match in found]
    if len(markers) < 2 or not all(marker.isdigit() for marker in markers):
        return False
    counted = all(int(high) + 1 == int(low) for high, low in pairwise(markers))
    return counted and any(is_called(one, above, grammar) for one in markers)


def _closes(texts: Sequence[str]) -> bool:
    """Say whether a few lines behind a marker close a page as the text of a note does."""
    filled = [text for text in texts if text]
    short = 0 < len(filled) <= _MOST_CLOSING
    return short and filled[0][:1].isupper() and filled[-1].endswith(STOPS)


def _first_of_block(texts: Sequence[str], index: int, expected: int, grammar: Grammar) -> int:
    """Return where the notes begin whose lowest markers stand alone below their texts.

    They do above the marker at `index`, up to an empty line, if one of them has the next number, or
    all lower ones stand alone at the end of the page, or nothing else stands there. Without an
    empty line they begin with the first line that is longer than those of the text.
    """
    first = index
    while first and texts[first - 1]:
        first -= 1
    last = all(_is_alone(text) for text in texts[index + 1 :] if text)
    if index - first > _LONGEST_STARRED:
        return _first_wide(texts, index) if last else index
    found = ALONE.fullmatch(texts[index])
    lower = range(expected, int(found["number"]) if found else expected)
    if lower and {str(number) for number in lower} <= set(texts[index + 1 :]):
        return first
    for text in texts[first:index]:
        match = marker_at(text, grammar)
        marker = match["marker"] if match else ""
        if marker.isdigit() and expected <= int(marker) < expected + MOST_NOTES:
            return first
    return first if last and _closes(texts[first:index]) else index


def _first_wide(texts: Sequence[str], index: int) -> int:
    """Return where lines in smaller type begin above one: the first is longer than all of the text.

    `index` if none shows that: their type is smaller, so more letters stand on a full line.
    """
    for at in range(max(_FEWEST_TEXT, index - _LONGEST_STARRED), index):
        if texts[at][:1].isupper() and len(texts[at]) > _WIDER * max(map(len, texts[:at])):
            return at
    return index


def _without_labelled(
    lines: Sequence[Line], texts: Sequence[str], first: int, grammar: Grammar
) -> list[Line]:
    """Return the lines of notes, without those that a label alone right above them waits for.

    A tool may set a marker between the label of an item and its text; the notes come last.
    """
    above = next((text for text in reversed(texts[:first]) if text), "")
    match = grammar.match("label", above)
    start = first
    while start < len(texts) and (not texts[start] or _is_alone(texts[start])):
        start += 1
    end = start
    while end < len(texts) and texts[end]:
        end += 1
    if match is None or match[1].end() < len(above) or start == first or not any(texts[end:]):
        return list(lines[first:])
    return [*lines[first:start], *lines[end:]]


def _is_alone(text: str) -> bool:
    """Say whether a line is just a marker: a number or stars."""
    return bool(ALONE.fullmatch(text) or _STARS.fullmatch(text))


def _starred(texts: Sequence[str], grammar: Grammar) -> int:
    """Return the index of stars alone on their line that open the notes of a page, 0 if none do.

    An empty line stands above or below them, and above stand the same stars: behind a word, or
    alone where the tool set a raised call on a line of its own.
    """
    first = max(1, len(texts) - _LONGEST_TAIL)
    for index in range(first, len(texts) - 1):
        stars = texts[index]
        if not _STARS.fullmatch(stars) or (texts[index - 1] and texts[index + 1]):
            continue
        above = texts[:index]
        called = stars in above or any(calls_stars(text, stars) for text in above)
        below = texts[index + 1 :]
        if called and any(below) and not any(grammar.match("label", text) for text in below):
            return index
    return 0


def _all_notes(texts: Sequence[str], grammar: Grammar) -> bool:
    """Say whether lines below a marker can be notes: text follows, and no other structure."""
    alone = sum(map(_is_alone, texts))
    if alone * 2 > sum(map(bool, texts)):
        return False  # a column of numbers
    return not any(grammar.match("label", text) for text in texts[1:])
