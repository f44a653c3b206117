"""Headings of plain text: no type shows them, but where they stand and how they read does.

A title is a line or a few, well short of the width to which the text is wrapped, that read like a
title; a sentence ended above it, and a number, a label or another heading stands below. The table
of contents names titles too: what it names needs no other evidence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.segment.acts import FEWEST_LETTERS, MOST_ROWS, is_of_act
from rapporteur.segment.blocks import Label
from rapporteur.segment.chunks import Chunk
from rapporteur.segment.headings import RANKS, Heading, Look, reads_like_a_title
from rapporteur.segment.listed import is_listed, letters_of, listed_numbers, listed_titles
from rapporteur.segment.rows import Metrics
from rapporteur.segment.title_rows import LONGEST, SHARE, UNNUMBERED
from rapporteur.segment.title_signs import (
    FEWEST_COUNTED,
    LISTS,
    ended,
    formula_of,
    is_aside,
    is_year,
    names_document,
    number_of,
    opens,
    opens_act,
    opens_letter,
    opens_note,
    series_of,
)

PLAIN = Look(0.0, bold=False, italic=False)
RULE = "base.text_heading"
LISTED_RULE = "base.contents_heading"
SERIES_RULE = "base.recurring_heading"
_MOST_STACKED = 2
_ALONE_SHARE = 0.8
_ONE_ROW_SHARE = 0.9
_TWICE = 2
_WIDEST = 1.2
"""How wide the rows of titles that count or recur may be, by those that most rows have."""
_PROSE = 1.5
_SENTENCE = 0.5
_SENTENCES = compile_pattern(r"(?:\p{Ll}{4}|\d{4})[)”]?\.\s\p{Lu}\p{Ll}")
_PART_RANK = 0.75
"""Parts of the body hold chapters, and are no annexes."""


def find_titles(
    chunks: Sequence[Chunk],
    headings: Sequence[Heading | None],
    metrics: Metrics,
    grammar: Grammar,
    contents: Sequence[str],
    series_at: Mapping[int, int],
) -> list[Heading | None]:
    """Find the headings of plain text that have no label, and numbered titles.

    `contents` are the lines of the contents, `series_at` the starts and ends of titles that recur.
    """
    listed, numbers = listed_titles(contents), listed_numbers(contents)
    formulas = Counter(filter(None, (formula_of(chunk.text) for chunk in chunks)))
    recurring = [formulas[formula_of(chunk.text)] >= _TWICE for chunk in chunks[1:]] + [False]
    series = Counter(filter(None, (series_of(chunk.text) for chunk in chunks)))
    counted = [series[series_of(chunk.text)] >= FEWEST_COUNTED for chunk in chunks]
    candidates = [
        heading is None
        and is_candidate(chunk, metrics, grammar, _share(recurring[index], counted[index]))
        and not opens_note(chunk.text, chunks[index + 1 : index + 2], grammar)
        for index, (chunk, heading) in enumerate(zip(chunks, headings, strict=True))
    ]
    settled = list(headings)
    for index, chunk in enumerate(chunks):
        if settled[index] is None and series_at.get(chunk.start) == chunk.end:
            settled[index] = Heading(None, None, PLAIN, SERIES_RULE)
    for index in reversed(range(len(chunks))):
        if settled[index] is None:
            numbered = _is_numbered(chunks, index, numbers, grammar)
            settled[index] = numbered or _labelled(chunks, settled, index, metrics, grammar, listed)
        if not candidates[index] or settled[index] is not None:
            continue
        if _is_part_name(chunks[index], grammar):
            settled[index] = Heading(None, _PART_RANK, PLAIN, RULE)
        elif is_listed(chunks, index, listed, grammar) or is_of_act(chunks, index, grammar):
            settled[index] = Heading(None, None, PLAIN, LISTED_RULE)
        elif (
            ((recurring[index] or counted[index]) and _follows_end(chunks, index, grammar))
            or (counted[index] and _is_first(chunks, candidates, index, metrics, grammar))
        ) or _stands_like_one(chunks, settled, candidates, index, metrics, grammar):
            settled[index] = Heading(None, None, PLAIN, RULE)
    _drop_counted(chunks, settled)
    _add_siblings(chunks, settled, metrics, grammar)
    return _recurring(chunks, settled, candidates, grammar)


def _share(recurring: bool, counted: bool) -> float:
    """Return how full the rows of a title may be."""
    return _WIDEST if counted or recurring else SHARE


def _is_first(
    chunks: Sequence[Chunk],
    candidates: Sequence[bool],
    index: int,
    metrics: Metrics,
    grammar: Grammar,
) -> bool:
    """Say whether a title of a series stands between another title and running text."""
    titled = index > 0 and candidates[index - 1]
    return titled and index + 1 < len(chunks) and _is_prose(chunks[index + 1], metrics, grammar)


def _follows_end(chunks: Sequence[Chunk], index: int, grammar: Grammar) -> bool:
    return index > 0 and _ends(chunks[index - 1], grammar)


def _drop_counted(chunks: Sequence[Chunk], settled: list[Heading | None]) -> None:
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
    return {
        int(heading.label.number)
        for heading in settled
        if heading and heading.label and heading.label.style == "decimal"
        and heading.label.number.isdigit()
    }  # fmt: skip


def _add_siblings(
    chunks: Sequence[Chunk], settled: list[Heading | None], metrics: Metrics, grammar: Grammar
) -> None:
    """Add numbered titles whose neighbours in the series are headings: less shows them."""
    numbers = _numbers_of(settled)
    for index, chunk in enumerate(chunks[:-1]):
        number = number_of(chunk.labels)
        if settled[index] or number is None or number in numbers:
            continue
        if not {number - 1, number + 1} & numbers or not _alone(chunk, metrics):
            continue
        label, below = chunk.label("decimal"), chunks[index + 1]
        title = chunk.text[label.text_start - chunk.start :] if label else ""
        follows = number_of(below.labels) is None and (below.labels or below.text[:1].isupper())
        if label and follows and reads_like_a_title(title, LONGEST, grammar):
            settled[index] = Heading(label, RANKS[label.style], PLAIN, RULE)
            numbers.add(number)


def _recurring(
    chunks: Sequence[Chunk],
    headings: Sequence[Heading | None],
    candidates: Sequence[bool],
    grammar: Grammar,
) -> list[Heading | None]:
    """Find the other places of titles that were found twice, where a block ends above.

    One of several rows need be found once only, one between two headings never: it recurs.
    """
    times = Counter(
        chunk.text
        for chunk, heading in zip(chunks, headings, strict=True)
        if heading and heading.label is None
    )
    settled = list(headings)
    same = Counter(chunk.text for chunk in chunks)
    for index, chunk in enumerate(chunks[:-1]):
        between = index > 0 and settled[index - 1] is not None and settled[index + 1] is not None
        if candidates[index] and between and same[chunk.text] >= FEWEST_COUNTED:
            settled[index] = settled[index] or Heading(None, None, PLAIN, RULE)
    for index, chunk in enumerate(chunks):
        least = 1 if len(chunk.rows) > 1 else _TWICE
        if not candidates[index] or settled[index] is not None or times[chunk.text] < least:
            continue
        if not index or settled[index - 1] is not None or _ends(chunks[index - 1], grammar):
            settled[index] = Heading(None, None, PLAIN, RULE)
    return settled


def _labelled(
    chunks: Sequence[Chunk],
    settled: Sequence[Heading | None],
    index: int,
    metrics: Metrics,
    grammar: Grammar,
    listed: frozenset[str],
) -> Heading | None:
    """Return "2. Discussion" or "(b) Discussion" as a heading if it is one.

    So is an annex with its title on the same line that the contents name.
    """
    chunk = chunks[index]
    annex = chunk.label("annex")
    if annex is not None and letters_of(chunk.text) in listed:
        return Heading(annex, RANKS["annex"], PLAIN, LISTED_RULE)
    label = chunk.label("decimal") or chunk.label("letter")
    if label is None or not _alone(chunk, metrics):
        return None
    title = chunk.text[label.text_start - chunk.start :]
    if title[:1].islower() or not reads_like_a_title(title, LONGEST, grammar):
        return None
    stands = letters_of(title) in listed or _stands_numbered(chunks, settled, index, label, metrics)
    prose = index + 1 < len(chunks) and _opens_prose(chunks, index, metrics, grammar)
    return Heading(label, RANKS[label.style], PLAIN, RULE) if stands or prose else None


def _is_numbered(
    chunks: Sequence[Chunk], index: int, numbers: frozenset[tuple[str, str]], grammar: Grammar
) -> Heading | None:
    """Return a chunk as a heading that the contents name with its number."""
    chunk = chunks[index]
    label = chunk.label("decimal")
    if label is None or len(chunk.rows) > MOST_ROWS or _is_entry(chunks, index, grammar):
        return None
    title = letters_of(chunk.text[label.text_start - chunk.start :])
    named = (label.number, title) in numbers
    return Heading(label, RANKS[label.style], PLAIN, LISTED_RULE) if named else None


def _is_entry(chunks: Sequence[Chunk], index: int, grammar: Grammar) -> bool:
    """Say whether the number before or the next stands right beside, with a title, too.

    So it is in an agenda; a paragraph ends in a stop.
    """
    number = number_of(chunks[index].labels)
    beside = [at for at in (index - 1, index + 1) if 0 <= at < len(chunks)]
    titles = [
        at for at in beside if len(chunks[at].rows) <= MOST_ROWS and not _ends(chunks[at], grammar)
    ]
    counts = [(number_of(chunks[at].labels), at - index) for at in titles]
    return number is not None and any(other == number + step for other, step in counts)


def _opens_prose(chunks: Sequence[Chunk], index: int, metrics: Metrics, grammar: Grammar) -> bool:
    below = chunks[index + 1]
    return _has_room(chunks[index], below, metrics) and _is_prose(below, metrics, grammar)


def _is_part_name(chunk: Chunk, grammar: Grammar) -> bool:
    """Say whether "Part Two" stands alone on its line, with space above it."""
    return chunk.set_off and len(chunk.rows) == 1 and grammar.fits("part_name", chunk.text)


def _stands_numbered(
    chunks: Sequence[Chunk],
    settled: Sequence[Heading | None],
    index: int,
    label: Label,
    metrics: Metrics,
) -> bool:
    """Say whether below a short title with a label another heading or another series goes on.

    Entries of a list follow one another; the paragraph below a heading has another number.
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
        return len(chunks[index].rows) == 1
    here = label.number
    return here.isdigit() and int(below.number) not in (int(here), int(here) + 1)


def _alone(chunk: Chunk, metrics: Metrics) -> bool:
    """Say whether a chunk is a row or a few that are not full."""
    rows = [row for row in chunk.rows if len(row.text) > SHARE * metrics.width]
    return len(chunk.rows) <= MOST_ROWS and len(rows) < len(chunk.rows)


def is_candidate(chunk: Chunk, metrics: Metrics, grammar: Grammar, share: float) -> bool:
    """Say whether a chunk can be a title; `share` is how full its rows may be."""
    if chunk.labels or len(chunk.rows) > MOST_ROWS or len(chunk.text) > LONGEST:
        return False
    if len(chunk.rows) == 1 and grammar.fits("titled_heading", chunk.text):
        return True
    named = any(
        grammar.fits(role, chunk.text) for role in ("caption", "officer_label", "form_of_address")
    )
    named = named or names_document(chunk.text) or _speaks(chunk, grammar)
    if named or chunk.rows[0].line.cell is not None:
        return False
    letters = len(letters_of(chunk.text))
    if letters < max(FEWEST_LETTERS, sum(map(str.isdigit, chunk.text))):
        return False  # an identifier
    if grammar.search("open_title", chunk.text) or _SENTENCES.search(chunk.text):
        return False
    narrow = all(len(row.text) <= share * metrics.width for row in chunk.rows)
    stacked = len(chunk.rows) > 1 and len(chunk.rows[-1].text) <= SHARE * metrics.width
    return (narrow or stacked) and reads_like_a_title(chunk.text, LONGEST, grammar)


def _speaks(chunk: Chunk, grammar: Grammar) -> bool:
    """Say whether the first row names the body that speaks in an act: "The Council,"."""
    first = chunk.rows[0].text
    return first.endswith(",") and opens_act(first, grammar)


def _stands_like_one(
    chunks: Sequence[Chunk],
    settled: Sequence[Heading | None],
    candidates: Sequence[bool],
    index: int,
    metrics: Metrics,
    grammar: Grammar,
) -> bool:
    """Say whether a sentence ends above, and below stands what a heading has below it."""
    after = index + 1
    while after < len(chunks) and grammar.fits("annotation", chunks[after].text):
        after += 1
    if after == len(chunks) or len(letters_of(chunks[index].text)) < FEWEST_LETTERS:
        return False
    below = chunks[after]
    if index == 0:  # the first lines of a document are its title, but for one among others
        later = chunks[0].rows[0].line.page > 1 or any(map(_is_bare, settled[1:]))
        agenda = grammar.fits("agenda_title", chunks[0].text)
        return (later or agenda) and opens(below.labels)
    if not _ends_above(chunks, settled, candidates, index, grammar):
        return False
    heading = settled[after]
    if heading is not None:
        return heading.rule != SERIES_RULE and _stacked(settled, after - 1) <= _MOST_STACKED
    if opens(below.labels) or opens_act(below.text, grammar) or opens_letter(below.text, grammar):
        return True
    set_off = chunks[index].set_off or _ends(chunks[index - 1], grammar)
    set_off = set_off or _between_lists(chunks, index)
    listed = set_off and any(label.style in LISTS for label in below.labels)
    prose = listed or _is_prose(below, metrics, grammar, alone=chunks[index].set_off)
    prose = prose or (_follows_end(chunks, index, grammar) and _leads_list(chunks, after))
    return prose and _has_room(chunks[index], below, metrics)


def _ends_above(
    chunks: Sequence[Chunk],
    settled: Sequence[Heading | None],
    candidates: Sequence[bool],
    index: int,
    grammar: Grammar,
) -> bool:
    """Say whether above a chunk a heading or a sentence ends; a comma parts recitals only.

    A few titles may stand one above the other, each with an aside such as its item.
    """
    for at in range(index - 1, max(-1, index - 2 - _MOST_STACKED), -1):
        above = chunks[at]
        if is_aside(above.text, grammar):
            continue
        if above.text.endswith(",") and grammar.fits("recital", chunks[at + 1].text):
            return False
        closed = _ends(above, grammar) or grammar.search("act_lead", above.text) is not None
        if closed or settled[at] is not None:
            return True
        if at == index - 1 and _heads_list(chunks, index, grammar):
            return True
        if not candidates[at]:
            return False
    return False


def _heads_list(chunks: Sequence[Chunk], index: int, grammar: Grammar) -> bool:
    """Say whether a chunk stands between two lists or is the title of an agenda.

    Above that a colon may stand, or its first entry stands below.
    """
    if _between_lists(chunks, index):
        return True
    first = index + 1 < len(chunks) and number_of(chunks[index + 1].labels) == 1
    opens = first or chunks[index - 1].text.endswith(":")
    return opens and grammar.fits("agenda_title", chunks[index].text)


def _between_lists(chunks: Sequence[Chunk], index: int) -> bool:
    """Say whether long entries with bullets stand right above and below a chunk.

    They may end in no stop. Short ones are names, and the chunk is that of a group of them.
    """
    beside = [chunks[at] for at in (index - 1, index + 1) if at < len(chunks)]
    return len(beside) > 1 and all(
        len(chunk.rows) > 1 and any(label.style in UNNUMBERED for label in chunk.labels)
        for chunk in beside
    )


def _leads_list(chunks: Sequence[Chunk], index: int) -> bool:
    """Say whether a chunk without a label leads with a colon to a list right below."""
    if chunks[index].labels or not chunks[index].text.endswith(":") or index + 1 == len(chunks):
        return False
    return any(label.style in LISTS for label in chunks[index + 1].labels)


def _has_room(chunk: Chunk, below: Chunk, metrics: Metrics) -> bool:
    """Say whether the first word below had clearly had room on the last row of a chunk."""
    last, word = chunk.rows[-1].text, below.text.partition(" ")[0]
    share = _ALONE_SHARE if len(chunk.rows) > 1 or chunk.labels else _ONE_ROW_SHARE
    share = SHARE if chunk.set_off else share
    return len(last) + 1 + len(word) <= share * metrics.width


def _is_bare(heading: Heading | None) -> bool:
    return heading is not None and heading.label is None


def _ends(chunk: Chunk, grammar: Grammar) -> bool:
    return ended(chunk.text, grammar)


def _is_prose(chunk: Chunk, metrics: Metrics, grammar: Grammar, *, alone: bool = False) -> bool:
    """Say whether a chunk is running text; below a title that stands alone a sentence is enough."""
    long = len(chunk.text) > (_SENTENCE if alone else _PROSE) * metrics.width
    ends = _ends(chunk, grammar) or (long and chunk.text.endswith(":"))
    return long and chunk.text[0].isupper() and not chunk.labels and ends


def _stacked(settled: Sequence[Heading | None], index: int) -> int:
    """Return how many headings without a label follow one another below."""
    count = 0
    for heading in settled[index + 1 :]:
        if heading is None or heading.label is not None:
            return count
        count += 1
    return count
