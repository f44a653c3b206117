"""Headings of plain text with a number or a small letter: "2. Discussion", "(b) Discussion".

Paragraphs and entries of lists have these labels, too: what stands around shows which it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rapporteur.knowledge.grammar import Grammar
from rapporteur.segment.acts import MOST_ROWS
from rapporteur.segment.blocks import Label
from rapporteur.segment.chunks import Chunk
from rapporteur.segment.headings import (
    RANKS,
    Heading,
    Look,
    behind,
    label_rank,
    reads_like_a_title,
)
from rapporteur.segment.listed import letters_of
from rapporteur.segment.rows import Metrics
from rapporteur.segment.title_rows import LONGEST
from rapporteur.segment.title_shapes import has_room, is_prose, is_short
from rapporteur.segment.title_signs import FEWEST_COUNTED, ended, is_year, number_of

PLAIN = Look(0.0, bold=False, italic=False)
RULE = "base.text_heading"
LISTED_RULE = "base.contents_heading"
_LISTED = frozenset({"letter", "roman"})
_ANEW = frozenset({"annex", "appendix"})
_HALF = 0.5


def repeated_titles(
    chunks: Sequence[Chunk], headings: Sequence[Heading | None], grammar: Grammar
) -> list[Heading | None]:
    """Find the titles that several numbers in parts open: "1.3 Resources", "2.3 Resources".

    No sentence says the same behind three numbers. Those without other text below are a list.
    """
    places: dict[str, list[tuple[int, Label]]] = {}
    for index, (chunk, below) in enumerate(pairwise(chunks)):
        label = _in_parts(chunk)
        if label and not _in_parts(below) and _reads_titled(chunk, label, grammar):
            places.setdefault(letters_of(behind(chunk, label)), []).append((index, label))
    found = list(headings)
    for same in places.values():
        if len({label.number for _, label in same}) < FEWEST_COUNTED:
            continue
        for index, label in same:
            found[index] = found[index] or Heading(label, label_rank(label), PLAIN, RULE)
    return found


def add_parts(chunks: Sequence[Chunk], settled: list[Heading | None], grammar: Grammar) -> None:
    """Add titles with a number in parts beside or inside a heading of that outline.

    "2.3 Moles" is one where "2.2" or "2.4" is, and so is "2.3.1" where "2.3" is, if no other entry
    stands right below.
    """
    known = {heading.label.number for heading in settled if heading and heading.label}
    places = list(range(len(chunks) - 1))
    for index in [*places, *reversed(places)]:
        label = _in_parts(chunks[index])
        if settled[index] or label is None or known.isdisjoint(_beside(label.number)):
            continue
        listed = _in_parts(chunks[index + 1]) and settled[index + 1] is None
        if not listed and _reads_titled(chunks[index], label, grammar):
            settled[index] = Heading(label, label_rank(label), PLAIN, RULE)
            known.add(label.number)


def _in_parts(chunk: Chunk) -> Label | None:
    """Return the label of a chunk whose number has parts, "2.3"; None without one."""
    label = chunk.label("decimal")
    return label if label and "." in label.number else None


def _reads_titled(chunk: Chunk, label: Label, grammar: Grammar) -> bool:
    """Say whether what stands behind a label is a few rows that read like a title."""
    title = behind(chunk, label)
    few = len(chunk.rows) <= MOST_ROWS
    return few and title[:1].isupper() and reads_like_a_title(title, LONGEST, grammar)


def _beside(number: str) -> set[str]:
    """Return the numbers beside one in parts, "2.3": "2.2" and "2.4"; for "2.1" also "2"."""
    head, _, last = number.rpartition(".")
    if not last.isdigit():
        return set()
    before = f"{head}.{int(last) - 1}" if int(last) > 1 else head
    return {before, f"{head}.{int(last) + 1}"}


def drop_counted(chunks: Sequence[Chunk], settled: list[Heading | None]) -> None:
    """Drop numbered titles that count on with the paragraph above, and stand beside no other."""
    numbers = _numbers_of(settled)
    above: int | None = None
    for index, chunk in enumerate(chunks):
        number = number_of(chunk.labels)
        if number is None:
            continue
        heading = settled[index]
        alone = not {number - 2, number - 1, number + 1} & numbers
        if heading is None:
            above = number
        elif alone and heading.rule == RULE and number - 1 == above:
            settled[index], above = None, number


def _numbers_of(settled: Sequence[Heading | None]) -> set[int]:
    """Return the numbers that number titles."""
    return {number for heading in settled if heading and (number := _number(heading)) is not None}


def _number(heading: Heading) -> int | None:
    return number_of([heading.label]) if heading.label else None


def add_siblings(
    chunks: Sequence[Chunk], settled: list[Heading | None], metrics: Metrics, grammar: Grammar
) -> None:
    """Add numbered titles whose neighbours in the series are headings: less shows them.

    Above the first title with a letter one may fill its row. Where several series have the same
    numbers, the title before or behind is the neighbour. Annexes count anew.
    """
    last = len(chunks) - 1
    annexes = [
        index
        for index, heading in enumerate(settled[:last])
        if heading and heading.label and heading.label.style in _ANEW
    ]
    for low, high in pairwise([0, *annexes, last]):
        numbers = _numbers_of(settled[low : high + (high == last)])
        for order, step in ((range(low, high), 1), (range(high - 1, low - 1, -1), -1)):
            beside: int | None = None
            for index in order:
                heading, number = settled[index], number_of(chunks[index].labels)
                if heading is not None:
                    beside = _number(heading) or beside
                elif number is not None and (
                    beside == number - step if number in numbers else step > 0
                ):
                    settled[index] = _sibling(chunks, settled, index, numbers, metrics, grammar)
                    if settled[index] is not None:
                        numbers.add(number)
                        beside = number


def _sibling(
    chunks: Sequence[Chunk],
    settled: Sequence[Heading | None],
    index: int,
    numbers: set[int],
    metrics: Metrics,
    grammar: Grammar,
) -> Heading | None:
    chunk, below = chunks[index], chunks[index + 1]
    label, number = chunk.label("decimal"), number_of(chunk.labels)
    lettered = settled[index + 1] is not None and below.label("letter") is not None
    short = is_short(chunk, metrics) or (lettered and len(chunk.rows) == 1)
    if label is None or number is None or not short or not {number - 1, number + 1} & numbers:
        return None
    title = chunk.text[label.text_start - chunk.start :]
    follows = number_of(below.labels) is None and (below.labels or below.text[:1].isupper())
    if follows and reads_like_a_title(title, LONGEST, grammar):
        return Heading(label, label_rank(label), PLAIN, RULE)
    return None


def title_with_label(
    chunks: Sequence[Chunk],
    settled: Sequence[Heading | None],
    index: int,
    metrics: Metrics,
    grammar: Grammar,
    listed: frozenset[str],
    *,
    apart: bool,
) -> Heading | None:
    """Return "2. Discussion" or "(b) Discussion" as a heading if it is one.

    So is an annex with its title on the same line that the contents name. `apart` says that its
    number is none of those that count the paragraphs.
    """
    chunk = chunks[index]
    annex = chunk.label("annex")
    if annex is not None and letters_of(chunk.text) in listed:
        return Heading(annex, RANKS["annex"], PLAIN, LISTED_RULE)
    label = chunk.label("decimal") or chunk.label("letter")
    short = is_short(chunk, metrics) or _is_between(chunks, index, grammar)
    if label is None or not short:
        return None
    title = chunk.text[label.text_start - chunk.start :]
    if title[:1].islower() or not reads_like_a_title(title, LONGEST, grammar):
        return None
    stands = letters_of(title) in listed or _stands_numbered(chunks, settled, index, label, metrics)
    if index + 1 < len(chunks):
        stands = stands or _opens_prose(chunks, index, metrics, grammar)
        stands = stands or grammar.fits("annotation", chunks[index + 1].text)
    return Heading(label, label_rank(label), PLAIN, RULE) if stands or apart else None


def _is_between(chunks: Sequence[Chunk], index: int, grammar: Grammar) -> bool:
    """Say whether a row stands between the end of a sentence and a numbered paragraph."""
    if not index or index + 1 == len(chunks) or len(chunks[index].rows) > 1:
        return False
    above, below = chunks[index - 1], chunks[index + 1]
    numbered = number_of(below.labels) is not None and len(below.rows) > 1
    return numbered and above.text.endswith(".") and ended(below.text, grammar)


def title_with_number(
    chunks: Sequence[Chunk], index: int, numbers: frozenset[tuple[str, str]], grammar: Grammar
) -> Heading | None:
    """Return a chunk as a heading that the contents name with its number."""
    chunk = chunks[index]
    label = chunk.label("decimal")
    if label is None or len(chunk.rows) > MOST_ROWS or _is_entry(chunks, index, grammar):
        return None
    title = letters_of(chunk.text[label.text_start - chunk.start :])
    named = (label.number, title) in numbers
    return Heading(label, label_rank(label), PLAIN, LISTED_RULE) if named else None


def _is_entry(chunks: Sequence[Chunk], index: int, grammar: Grammar) -> bool:
    """Say whether the number before or the next stands right beside, with a title, too.

    So it is in an agenda; a paragraph ends in a stop.
    """
    number = number_of(chunks[index].labels)
    beside = [at for at in (index - 1, index + 1) if 0 <= at < len(chunks)]
    titles = [
        at
        for at in beside
        if len(chunks[at].rows) <= MOST_ROWS and not ended(chunks[at].text, grammar)
    ]
    counts = [(number_of(chunks[at].labels), at - index) for at in titles]
    return number is not None and any(other == number + step for other, step in counts)


def _opens_prose(chunks: Sequence[Chunk], index: int, metrics: Metrics, grammar: Grammar) -> bool:
    below = chunks[index + 1]
    return has_room(chunks[index], below, metrics) and is_prose(below, metrics, grammar)


def _stands_numbered(
    chunks: Sequence[Chunk],
    settled: Sequence[Heading | None],
    index: int,
    label: Label,
    metrics: Metrics,
) -> bool:
    """Say whether below a short title with a label another heading or another series goes on.

    Entries of a list follow one another; the paragraph below a heading has another number. A
    letter before several rows opens none if neither another nor a colon stands above, and the
    first of them is no name of what stands below it.
    """
    if index + 1 == len(chunks):
        return False
    heading = settled[index + 1]
    if heading is not None:
        deeper = heading.label is not None and heading.rank is not None
        return deeper and (heading.rank or 0) > RANKS[label.style]
    below = chunks[index + 1].label("decimal")
    text = chunks[index + 1].text
    if below is None or not below.number.isdigit() or is_year(below):
        return False
    short = len(chunks[index].rows) == 1 and text.endswith((".", ":"))
    if len(text) <= metrics.width and not short:
        return False
    if label.style == "letter":
        return len(chunks[index].rows) == 1 or not _is_listed(chunks, index, metrics)
    here = label.number
    return here.isdigit() and int(below.number) not in (int(here), int(here) + 1)


def _is_listed(chunks: Sequence[Chunk], index: int, metrics: Metrics) -> bool:
    """Say whether a chunk of several rows with a letter is an entry of a list, or heads names."""
    if len(chunks[index].rows[0].text) <= _HALF * metrics.width:
        return True
    above = chunks[index - 1] if index else None
    return above is not None and (
        above.text.endswith(":") or any(one.style in _LISTED for one in above.labels)
    )
