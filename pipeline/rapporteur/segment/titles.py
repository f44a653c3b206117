"""Headings of plain text: no type shows them, but where they stand and how they read does.

A title is a line or a few, well short of the width to which the text is wrapped, that read like a
title; a sentence ended above it, and a number, a label or another heading stands below. The table
of contents names titles too: what it names needs no other evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.segment.blocks import Label
from rapporteur.segment.chunks import Chunk, find_labels, had_room
from rapporteur.segment.headings import RANKS, Heading, Look, reads_like_a_title
from rapporteur.segment.rows import Metrics, Row

PLAIN = Look(0.0, bold=False, italic=False)
RULE = "base.text_heading"
LISTED_RULE = "base.contents_heading"
_MOST_ROWS = 3
_MOST_STACKED = 2
_SHARE = 0.9
_ALONE_SHARE = 0.75
_LONGEST = 240
_LONGEST_NAME = 40
_FEWEST_LETTERS = 3
_PROSE = 1.5
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_LEADERS = compile_pattern(
    r"(?:(?<!\s)\s+)?[.…](?:\s*[.…]){2,}.*$|(?<!\s)\s+[\d–-]+(?:\s+\d+)?\s*$"
)
_LABEL = compile_pattern(r"^(?:[IVXL]+|[A-Z]|\d{1,2})\.\s+")
_PART_RANK = 0.75
"""Parts of the body hold chapters, and are no annexes."""
_OPENS = frozenset({"decimal", "upper_roman", "upper_letter", "chapter", "annex", "appendix"})


def title_breaks(rows: Sequence[Row], metrics: Metrics, grammar: Grammar) -> frozenset[int]:
    """Return where, in text without blank lines, a title begins and where the text below it does.

    The offsets are starts of rows.
    """
    breaks: set[int] = set()
    for index, row in enumerate(rows):
        if len(row.text) <= _LONGEST_NAME and grammar.fits("titled_heading", row.text):
            breaks |= _around_act(rows, index, grammar)
        elif len(row.text) <= _LONGEST_NAME and grammar.fits("known_heading", row.text):
            breaks |= {one.start for one in rows[index : index + 2]}
        if row.start in breaks or not _may_begin(rows, index, grammar):
            continue
        after = _behind_title(rows, index, metrics, grammar)
        if after is not None:
            breaks |= {row.start, rows[after].start}
    return frozenset(breaks)


def _around_act(rows: Sequence[Row], index: int, grammar: Grammar) -> set[int]:
    """Return where the name of an act, the title below it and the act itself begin.

    "Draft resolution I", its title of a few rows, "The Council," or what is set off from it.
    """
    below = range(index + 1, min(index + _MOST_ROWS + 3, len(rows)))
    opening = next((at for at in below if _begins_act(rows, index + 1, at, grammar)), None)
    if opening is None:
        return set()
    return {rows[at].start for at in (index, index + 1, opening)}


def _begins_act(rows: Sequence[Row], title: int, at: int, grammar: Grammar) -> bool:
    """Say whether a row begins an act, or whatever else stands below the title of one."""
    row, above = rows[at], rows[title:at]
    if grammar.fits("act_opening", row.text):
        return True
    if not above or row.blank_above:
        return bool(above)
    goes_on = row.text[:1].islower() or grammar.search("open_title", above[-1].text)
    return not goes_on and had_room(above, row)


def _may_begin(rows: Sequence[Row], index: int, grammar: Grammar) -> bool:
    """Say whether what stands above ends, so that a title may begin here."""
    if index == 0:
        return True
    above = rows[index - 1]
    alone = any(label.text_start >= above.end for label in find_labels(above, grammar))
    return not alone and _ended(above.text, grammar)


def _behind_title(
    rows: Sequence[Row], index: int, metrics: Metrics, grammar: Grammar
) -> int | None:
    """Return the index of the row below a title of a few rows, None if none begins here."""
    for after in range(index, min(index + _MOST_ROWS + 1, len(rows))):
        row = rows[after]
        labels = find_labels(row, grammar)
        if after > index and _opens(labels):
            whole = " ".join(one.text for one in rows[index:after])
            return after if reads_like_a_title(whole, _LONGEST, grammar) else None
        if labels or len(row.text) > _SHARE * metrics.width or row.line.cell is not None:
            return None
    return None


def _opens(labels: Iterable[Label]) -> bool:
    return any(label.style in _OPENS for label in labels)


def join_titles(chunks: Sequence[Chunk], metrics: Metrics, contents: Sequence[str]) -> list[Chunk]:
    """Join chunks that are one title by the table of contents."""
    listed = _listed(contents)
    joined: list[Chunk] = []
    for chunk in chunks:
        if joined and listed and _is_rest(joined[-1], chunk, metrics, listed):
            joined[-1] = joined[-1].join(chunk)
        else:
            joined.append(chunk)
    return joined


def _is_rest(above: Chunk, chunk: Chunk, metrics: Metrics, listed: frozenset[str]) -> bool:
    """Say whether two short chunks are a title of the contents only together."""
    if chunk.labels or max(len(above.text), len(chunk.text)) > 2 * metrics.width:
        return False
    titles = [_letters(above.text[label.text_start - above.start :]) for label in above.labels]
    return any(
        title not in listed and title + _letters(chunk.text) in listed
        for title in [*titles, _letters(above.text)]
    )


def find_titles(
    chunks: Sequence[Chunk],
    headings: Sequence[Heading | None],
    metrics: Metrics,
    grammar: Grammar,
    contents: Sequence[str],
) -> list[Heading | None]:
    """Find the headings of plain text that have no label, and numbered titles."""
    listed = _listed(contents)
    candidates = [
        heading is None and _is_candidate(chunk, metrics, grammar)
        for chunk, heading in zip(chunks, headings, strict=True)
    ]
    settled = list(headings)
    for index in reversed(range(len(chunks))):
        if settled[index] is None and _is_numbered_title(chunks, index, metrics, grammar):
            label = chunks[index].label("decimal")
            settled[index] = Heading(label, RANKS["decimal"], PLAIN, RULE)
        if not candidates[index]:
            continue
        if _is_part_name(chunks[index], grammar):
            settled[index] = Heading(None, _PART_RANK, PLAIN, RULE)
            continue
        if _letters(chunks[index].text) in listed or _is_of_act(chunks, index, grammar):
            settled[index] = Heading(None, None, PLAIN, LISTED_RULE)
        elif _stands_like_one(chunks, settled, index, metrics, grammar):
            settled[index] = Heading(None, None, PLAIN, RULE)
    return settled


def _is_part_name(chunk: Chunk, grammar: Grammar) -> bool:
    """Say whether "Part Two" stands alone on its line, with space above it."""
    return chunk.set_off and len(chunk.rows) == 1 and grammar.fits("part_name", chunk.text)


def _is_of_act(chunks: Sequence[Chunk], index: int, grammar: Grammar) -> bool:
    """Say whether a chunk names an act, with its title below, or is the title below such a name.

    What has a label of its family is no act.
    """
    near = chunks[max(0, index - 1) : index + 1]
    return index > 0 and any(
        not chunk.labels and grammar.fits("titled_heading", chunk.text) for chunk in near
    )


def _is_numbered_title(
    chunks: Sequence[Chunk], index: int, metrics: Metrics, grammar: Grammar
) -> bool:
    """Say whether "2. Discussion" is a heading: short, a title, and another series goes on below.

    Entries of a list follow one another; the paragraph below a heading has another number.
    """
    label = chunks[index].label("decimal")
    below = chunks[index + 1].label("decimal") if index + 1 < len(chunks) else None
    if label is None or below is None or not _alone(chunks[index], metrics):
        return False
    here, there = label.number, below.number
    if not (here.isdigit() and there.isdigit()) or int(there) in (int(here), int(here) + 1):
        return False
    title = chunks[index].text[label.text_start - chunks[index].start :]
    long = len(chunks[index + 1].text) > metrics.width
    return long and reads_like_a_title(title, _LONGEST, grammar)


def _alone(chunk: Chunk, metrics: Metrics) -> bool:
    """Say whether a chunk is a row or a few that are not full."""
    rows = [row for row in chunk.rows if len(row.text) > _SHARE * metrics.width]
    return len(chunk.rows) <= _MOST_ROWS and len(rows) < len(chunk.rows)


def _listed(contents: Sequence[str]) -> frozenset[str]:
    """Return the letters of the titles that the table of contents names.

    An entry over two lines gives both with and without the second.
    """
    lines = [_LABEL.sub("", _LEADERS.sub("", line.strip())) for line in contents]
    pairs = (f"{one} {other}" for one, other in pairwise(lines))
    return frozenset(filter(None, map(_letters, [*lines, *pairs])))


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text).casefold()


def _is_candidate(chunk: Chunk, metrics: Metrics, grammar: Grammar) -> bool:
    if _opens(chunk.labels) or len(chunk.rows) > _MOST_ROWS or len(chunk.text) > _LONGEST:
        return False
    if chunk.rows[0].line.cell is not None or grammar.fits("caption", chunk.text):
        return False
    if len(_letters(chunk.text)) < _FEWEST_LETTERS:
        return False
    narrow = all(len(row.text) <= _SHARE * metrics.width for row in chunk.rows)
    set_off = len(chunk.rows) > 1 and chunk.rows[0].blank_above
    return (narrow or set_off) and reads_like_a_title(chunk.text, _LONGEST, grammar)


def _stands_like_one(
    chunks: Sequence[Chunk],
    settled: Sequence[Heading | None],
    index: int,
    metrics: Metrics,
    grammar: Grammar,
) -> bool:
    """Say whether a sentence ends above, and below stands what a heading has below it."""
    if index + 1 == len(chunks):
        return False
    below = chunks[index + 1]
    if index == 0:  # the first lines of a document are its title, but for one among others
        later = chunks[0].rows[0].line.page > 1 or any(map(_is_bare, settled[1:]))
        return later and _opens(below.labels)
    if settled[index - 1] is None and not _ends(chunks[index - 1], grammar):
        return False
    if settled[index + 1] is not None:
        return _stacked(settled, index) <= _MOST_STACKED
    if _opens(below.labels) or grammar.fits("act_opening", below.text):
        return True
    alone = len(chunks[index].rows) == 1 and len(chunks[index].text) <= _ALONE_SHARE * metrics.width
    return alone and below.set_off and _is_prose(below, metrics, grammar)


def _is_bare(heading: Heading | None) -> bool:
    return heading is not None and heading.label is None


def _ends(chunk: Chunk, grammar: Grammar) -> bool:
    return _ended(chunk.text, grammar)


def _ended(text: str, grammar: Grammar) -> bool:
    """Say whether a sentence ends here; a colon opens a list, and what stands below is of it."""
    return not text.endswith(":") and grammar.search("sentence_end", text) is not None


def _is_prose(chunk: Chunk, metrics: Metrics, grammar: Grammar) -> bool:
    long = len(chunk.text) > _PROSE * metrics.width and chunk.text[0].isupper()
    return long and not chunk.labels and _ends(chunk, grammar)


def _stacked(settled: Sequence[Heading | None], index: int) -> int:
    """Return how many headings without a label follow one another below."""
    count = 0
    for heading in settled[index + 1 :]:
        if heading is None or heading.label is not None:
            return count
        count += 1
    return count
