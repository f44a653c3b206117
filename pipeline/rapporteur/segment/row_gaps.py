"""Empty lines that part nothing: tools set them wherever the page has another left edge or size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.segment.chunks import find_labels
from rapporteur.segment.rows import TAB, Row
from rapporteur.segment.title_signs import is_year, opens_answer

_FULL = 0.92
_SHORTEST = 0.4
_LONGEST_LABEL = 12
_WIDE = 0.7
_FEWEST_COUNTED = 2
_NUMBER = compile_pattern(
    r"(?P<head>\d{1,3}(?:\.(?:\d{1,3}|[IVX]{1,5})){0,2})\.(?P<last>\d{1,3})\.?(?P<rest>\s+\p{Lu}|$)"
)
_NUMBERING = frozenset(
    {"decimal", "upper_roman", "upper_letter", "letter", "roman", "half_letter", "bullet", "dash"}
)


def join_labels(rows: Sequence[Row], width: int, grammar: Grammar) -> list[Row]:
    """Return the rows of plain text with a label that stands alone joined to the row below it.

    So are the two rows of a note in brackets, "[Original: Arabic, English,", "French]".
    """
    joined: list[Row] = []
    counted = _lone_numbers(rows, width, grammar)
    for row in rows:
        above = joined[-1] if joined else None
        numbers = above is not None and above.end in counted
        alone = above is not None and (numbers or _is_alone(above, grammar))
        if above is not None and (
            (alone and not _begins(above, row, grammar)) or _closes_note(above, row, grammar)
        ):
            text = f"{above.text}{' ' * (row.start - above.end)}{row.text}"
            joined[-1] = replace(above, end=row.end, text=text, called=row.called)
        else:
            joined.append(row)
    return joined


def _lone_numbers(rows: Sequence[Row], width: int, grammar: Grammar) -> frozenset[int]:
    """Return the ends of rows with the number of a paragraph alone, such as "4.12".

    A few of one chapter count on, alone or before their text, and running text begins below each.
    Figures of tables do not.
    """
    alone: dict[str, list[Row]] = defaultdict(list)
    counted: dict[str, set[int]] = defaultdict(set)
    for row, below in pairwise(rows):
        number = _NUMBER.match(row.text)
        if number is None or row.tabled:
            continue
        if not number["rest"] and _reads_on(row, below, width, grammar):
            alone[number["head"]].append(row)
            counted[number["head"]].add(int(number["last"]))
        elif len(row.text) >= _WIDE * width:
            counted[number["head"]].add(int(number["last"]))
    return frozenset(
        row.end
        for head, same in alone.items()
        if sum(last + 1 in counted[head] for last in counted[head]) >= _FEWEST_COUNTED
        for row in same
    )


def _reads_on(number: Row, row: Row, width: int, grammar: Grammar) -> bool:
    """Say whether a row below a number alone may begin a paragraph: it is full, or a sentence."""
    if row.line.page != number.line.page or row.line.cell is not None or row.line.drawn:
        return False
    sentence = row.text.endswith(":") or grammar.search("sentence_end", row.text) is not None
    return row.text[:1].isupper() and (sentence or len(row.text) >= _WIDE * width)


def _closes_note(above: Row, row: Row, grammar: Grammar) -> bool:
    opened = above.text.startswith("[") and "]" not in above.text and row.text.endswith("]")
    return opened and grammar.fits("annotation", f"{above.text} {row.text}")


def _is_alone(row: Row, grammar: Grammar) -> bool:
    """Say whether a row is a label that numbers what stands below it."""
    if len(row.text) > _LONGEST_LABEL or row.line.cell is not None:
        return False
    if opens_answer(row.text, grammar) == len(row.text):
        return True
    labels = [label for label in find_labels(row, grammar) if label.text_start >= row.end]
    return any(label.style in _NUMBERING and not is_year(label) for label in labels)


def _begins(above: Row, row: Row, grammar: Grammar) -> bool:
    """Say whether a row below a label alone is not its text: a label, a note, another page."""
    if row.line.page != above.line.page or row.line.cell is not None:
        return True
    return grammar.fits("annotation", row.text) or bool(find_labels(row, grammar))


def close_gaps(rows: Sequence[Row], width: int, grammar: Grammar) -> list[Row]:
    """Return the rows of plain text without the empty lines inside a sentence or a title.

    The row above ends in no stop and the row below has no label: it goes on in lower case, or in
    the midst of a name that the document writes elsewhere, or above it the row is full, and no
    title that a tab sets in.
    """
    pairs = name_pairs(rows)
    closed = list(rows[:1])
    for above, row in pairwise(rows):
        gap = row.blank_above and not row.first_on_page and row.line.cell is None
        on = gap and _goes_on(above, row, width, pairs, grammar)
        closed.append(replace(row, blank_above=False) if on else row)
    return closed


def _goes_on(
    above: Row, row: Row, width: int, pairs: frozenset[tuple[str, str]], grammar: Grammar
) -> bool:
    year = above.text.endswith(",") and row.text[:1].isdigit()
    if grammar.search("sentence_end", above.text) and not year:
        return False
    if grammar.fits("annotation", above.text):
        return False
    if grammar.fits("annotation", row.text) or find_labels(row, grammar):
        return False
    if any(label.text_start >= above.end for label in find_labels(above, grammar)):
        return False
    word = row.text.partition(" ")[0]
    size = len(above.text)
    if row.text[:1].islower():
        return size > _SHORTEST * width
    named = (above.text.rpartition(" ")[2], word) in pairs
    open_title = grammar.search("open_title", above.text) is not None
    tabbed = above.blank_above and above.indent == TAB and not row.indent and word[0].isupper()
    full = size + 1 + len(word) > _FULL * width and not tabbed
    return size > _SHORTEST * width and (named or open_title or full)


def name_pairs(rows: Sequence[Row]) -> frozenset[tuple[str, str]]:
    """Return the words with capitals that stand beside one another in a row: parts of one name."""
    words = (row.text.split() for row in rows)
    return frozenset(
        (one, other)
        for row in words
        for one, other in pairwise(row)
        if one[0].isupper() and other[0].isupper()
    )
