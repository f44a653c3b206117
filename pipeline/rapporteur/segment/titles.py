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
from rapporteur.segment.apart import counted_apart
from rapporteur.segment.chunks import Chunk
from rapporteur.segment.headings import RANKS, Heading, reads_like_a_title
from rapporteur.segment.listed import (
    is_listed,
    letters_of,
    listed_numbers,
    listed_titles,
    without_leaders,
)
from rapporteur.segment.rows import Metrics
from rapporteur.segment.set_in import titles_set_in
from rapporteur.segment.title_cells import drop_mixed, without_cells
from rapporteur.segment.title_lists import between_lists, heads_list, leads_list
from rapporteur.segment.title_numbers import (
    LISTED_RULE,
    PLAIN,
    RULE,
    add_parts,
    add_siblings,
    drop_counted,
    title_with_label,
    title_with_number,
)
from rapporteur.segment.title_rows import LONGEST, SHARE
from rapporteur.segment.title_shapes import has_room, is_prose
from rapporteur.segment.title_signs import (
    FEWEST_COUNTED,
    FEWEST_WORDS,
    LISTS,
    SENTENCES,
    counts_first,
    ended,
    formula_of,
    is_aside,
    is_record,
    is_recorded,
    is_signed,
    is_symbol,
    most_stacked,
    names_document,
    number_of,
    opens,
    opens_act,
    opens_letter,
    opens_note,
    series_of,
)

SERIES_RULE = "base.recurring_heading"
_MOST_STACKED = 2
_NAMES = 0.6
"""Names below one another are shorter than the rows of a title."""
_NO_TITLES = ("caption", "officer_label", "form_of_address", "documents_head")
_TWICE = 2
_WIDEST = 1.2
"""How wide full rows of titles may be, by those of most rows."""
_WHITE = compile_pattern(r"\S\s{4,}\S")
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
    headings = without_cells(chunks, headings)
    listed -= _labelled(chunks, headings, contents)
    formulas = Counter(filter(None, (formula_of(chunk.text) for chunk in chunks)))
    recurring = [formulas[formula_of(chunk.text)] >= _TWICE for chunk in chunks[1:]]
    recurring += [False] * (len(chunks) - len(recurring))
    series = Counter(filter(None, (series_of(chunk.text) for chunk in chunks)))
    counted = [series[series_of(chunk.text)] >= FEWEST_COUNTED for chunk in chunks]
    set_in = titles_set_in(chunks, grammar)
    wide = [any(signs) for signs in zip(recurring, counted, set_in, strict=True)]
    candidates = _candidates(chunks, headings, wide, metrics, grammar)
    apart = _apart(chunks, headings)
    settled = list(headings)
    for index, chunk in enumerate(chunks):
        if settled[index] is None and series_at.get(chunk.start) == chunk.end:
            settled[index] = Heading(None, None, PLAIN, SERIES_RULE)
    for index in reversed(range(len(chunks))):
        if settled[index] is None:
            numbered = title_with_number(chunks, index, numbers, grammar)
            settled[index] = numbered or title_with_label(
                chunks, settled, index, metrics, grammar, listed, apart=index in apart
            )
        if not candidates[index] or settled[index] is not None:
            continue
        if _is_part_name(chunks[index], grammar):
            settled[index] = Heading(None, _PART_RANK, PLAIN, RULE)
        elif is_listed(chunks, index, listed, grammar) or is_of_act(chunks, index, grammar):
            settled[index] = Heading(None, None, PLAIN, LISTED_RULE)
        elif (
            set_in[index]
            or _is_annexed(chunks, settled, index, grammar)
            or ((recurring[index] or counted[index]) and _follows_end(chunks, index, grammar))
            or (counted[index] and _is_first(chunks, candidates, index, metrics, grammar))
            or (counted[index] and any(map(_is_bare, settled[index + 1 : index + 2])))
            or _stands_like_one(
                chunks, settled, candidates, index, metrics, grammar, counted=counted
            )
        ):
            settled[index] = Heading(None, None, PLAIN, RULE)
    drop_counted(chunks, settled)
    drop_mixed(chunks, settled)
    add_siblings(chunks, settled, metrics, grammar)
    add_parts(chunks, settled, grammar)
    return _recurring(chunks, settled, candidates, grammar)


def _apart(chunks: Sequence[Chunk], headings: Sequence[Heading | None]) -> frozenset[int]:
    """Return the chunks whose numbers count apart from those of the paragraphs."""
    headed = [heading is not None and heading.label is not None for heading in headings]
    return counted_apart([number_of(chunk.labels) for chunk in chunks], [False, *headed])


def _candidates(
    chunks: Sequence[Chunk],
    headings: Sequence[Heading | None],
    wide: Sequence[bool],
    metrics: Metrics,
    grammar: Grammar,
) -> list[bool]:
    """Say of each chunk if it can be a title; `wide` are those whose rows may be full."""
    found: list[bool] = []
    for index, (chunk, heading) in enumerate(zip(chunks, headings, strict=True)):
        pair = chunks[index : index + 2]
        numbered = _is_above_number(pair, grammar)
        closed = _follows_end(chunks, index, grammar)
        whole = numbered and (closed or (chunk.set_off and len(chunk.rows) == 1))
        share = _WIDEST if wide[index] or whole or is_record(grammar) else SHARE
        may_be = heading is None and is_candidate(chunk, metrics, grammar, share, numbered=numbered)
        found.append(may_be and not opens_note(chunk.text, pair[1:], grammar))
    return found


def _labelled(
    chunks: Sequence[Chunk], headings: Sequence[Heading | None], contents: Sequence[str]
) -> frozenset[str]:
    """Return the letters of titles that stand with a label as often as the contents name them.

    Elsewhere they are names in tables.
    """
    stand = Counter(
        letters_of(chunk.text[heading.label.text_start - chunk.start :])
        for chunk, heading in zip(chunks, headings, strict=True)
        if heading is not None and heading.label is not None
    )
    named = Counter(letters_of(without_leaders(line.strip())) for line in contents)
    return frozenset(title for title, times in stand.items() if title and times >= named[title])


def _is_above_number(chunks: Sequence[Chunk], grammar: Grammar) -> bool:
    """Say whether a numbered paragraph of several rows stands below the first of two chunks."""
    below = chunks[-1]
    text = len(chunks) > 1 and len(below.rows) > 1 and ended(below.text, grammar)
    return text and number_of(below.labels) is not None


def _is_first(
    chunks: Sequence[Chunk],
    candidates: Sequence[bool],
    index: int,
    metrics: Metrics,
    grammar: Grammar,
) -> bool:
    """Say whether a title of a series stands between another title and running text."""
    titled = index > 0 and candidates[index - 1]
    return titled and index + 1 < len(chunks) and is_prose(chunks[index + 1], metrics, grammar)


def _follows_end(chunks: Sequence[Chunk], index: int, grammar: Grammar) -> bool:
    return index > 0 and ended(chunks[index - 1].text, grammar)


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
        if not index or settled[index - 1] is not None or ended(chunks[index - 1].text, grammar):
            settled[index] = Heading(None, None, PLAIN, RULE)
    return settled


def _is_part_name(chunk: Chunk, grammar: Grammar) -> bool:
    """Say whether "Part Two" stands alone on its line, with space above it."""
    return chunk.set_off and len(chunk.rows) == 1 and grammar.fits("part_name", chunk.text)


def is_candidate(
    chunk: Chunk, metrics: Metrics, grammar: Grammar, share: float, *, numbered: bool = False
) -> bool:
    """Say whether a chunk can be a title; `share` is how full its rows may be.

    `numbered` says that it stands above a numbered paragraph, as entries of lists do not.
    """
    if chunk.labels or len(chunk.rows) > MOST_ROWS or len(chunk.text) > LONGEST:
        return False
    if len(chunk.rows) == 1 and grammar.fits("titled_heading", chunk.text):
        return True
    named = any(grammar.fits(role, chunk.text) for role in _NO_TITLES)
    titled = numbered or grammar.fits("annexed_title", chunk.text)
    named = named or (names_document(chunk.text) and not titled) or is_symbol(chunk.text)
    named = named or _speaks(chunk, grammar) or is_recorded(chunk.text, grammar)
    if named or chunk.rows[0].line.cell is not None:
        return False
    letters = len(letters_of(chunk.text))
    if letters < max(FEWEST_LETTERS, sum(map(str.isdigit, chunk.text))):
        return False  # an identifier
    columned = _WHITE.search(chunk.text) is not None
    if grammar.search("open_title", chunk.text) or SENTENCES.search(chunk.text) or columned:
        return False
    narrow = all(len(row.text) <= share * metrics.width for row in chunk.rows)
    stacked = len(chunk.rows) > 1 and len(chunk.rows[-1].text) <= SHARE * metrics.width
    return (narrow or stacked) and reads_like_a_title(chunk.text, LONGEST, grammar)


def _speaks(chunk: Chunk, grammar: Grammar) -> bool:
    """Say whether the first row names the body that speaks in an act: "The Council,"."""
    first = chunk.rows[0].text
    return (first.endswith(",") or len(chunk.rows) == 1) and opens_act(first, grammar)


def _stands_like_one(
    chunks: Sequence[Chunk],
    settled: Sequence[Heading | None],
    candidates: Sequence[bool],
    index: int,
    metrics: Metrics,
    grammar: Grammar,
    *,
    counted: Sequence[bool],
) -> bool:
    """Say whether a sentence ends above, and below stands what a heading has below it.

    Above titles that recur it is one of a series that counts, or names like theirs.
    """
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
        tabled = chunks[index - 1].in_table or chunks[index - 1].drawn
        return (tabled or _is_glued(chunks[index], below, metrics)) and opens(below.labels)
    heading = settled[after]
    if heading is not None:
        other = counted[index] or heading.rule != SERIES_RULE
        return other and _stacked(settled, after - 1) <= most_stacked(grammar, _MOST_STACKED)
    openings = (opens_act, opens_letter, is_recorded)
    series = counted[after] and counts_first(below.text)
    if series or opens(below.labels) or any(one(below.text, grammar) for one in openings):
        return True
    set_off = chunks[index].set_off or ended(chunks[index - 1].text, grammar)
    set_off = set_off or between_lists(chunks, index)
    listed = set_off and any(label.style in LISTS for label in below.labels)
    charted = grammar.fits("source_note", below.text)
    prose = not charted and is_prose(below, metrics, grammar, alone=chunks[index].set_off)
    prose = prose or listed
    prose = prose or (_follows_end(chunks, index, grammar) and leads_list(chunks, after))
    return prose and has_room(chunks[index], below, metrics)


def _is_glued(chunk: Chunk, below: Chunk, metrics: Metrics) -> bool:
    """Say whether a blank line stands above a title and none below it; no names fill its rows."""
    full = all(len(row.text) >= _NAMES * metrics.width for row in chunk.rows[:-1])
    return chunk.set_off and not below.set_off and full and chunk.text[0].isupper()


def _is_annexed(
    chunks: Sequence[Chunk], settled: Sequence[Heading | None], index: int, grammar: Grammar
) -> bool:
    """Say whether a chunk of some words stands right below the name of what a letter annexes."""
    above = index - 1
    while above > 0 and is_aside(chunks[above].text, grammar):
        above -= 1
    heading = settled[above] if above >= 0 else None
    if heading is None or heading.label is None or heading.rank != RANKS["annex"]:
        return False
    words = len(chunks[index].text.split())
    return words >= FEWEST_WORDS and grammar.fits("annexed_title", chunks[above].text)


def _ends_above(
    chunks: Sequence[Chunk],
    settled: Sequence[Heading | None],
    candidates: Sequence[bool],
    index: int,
    grammar: Grammar,
) -> bool:
    """Say whether above a chunk a heading or a sentence ends; a comma parts recitals only.

    A few titles may stand one above the other, each with an aside such as its item. What goes on
    below a signature is of it: "Chargé d’affaires a.i." ends no sentence. The next page is not.
    """
    chunk, rows = chunks[index], chunks[index - 1].rows
    if (chunk.first_on_page or not chunk.set_off) and is_signed(rows, len(rows), grammar):
        return chunk.first_on_page
    most = most_stacked(grammar, _MOST_STACKED)
    for at in range(index - 1, max(-1, index - 2 - most), -1):
        above = chunks[at]
        if is_aside(above.text, grammar):
            continue
        if above.text.endswith(",") and _recites(chunks, at + 1, grammar):
            return False
        signed = grammar.fits("signature", above.text) and chunks[at + 1].first_on_page
        closed = signed or grammar.fits("caption_unit", above.text) or ended(above.text, grammar)
        closed = closed or grammar.fits("source_note", above.text)
        closed = closed or grammar.search("act_lead", above.text) is not None
        if closed or settled[at] is not None:
            return True
        if at == index - 1 and heads_list(chunks, index, grammar):
            return True
        if not candidates[at]:
            return False
    return False


def _recites(chunks: Sequence[Chunk], index: int, grammar: Grammar) -> bool:
    """Say whether a chunk reads like a recital: no comma ends the title above paragraph 1."""
    first = number_of([one for chunk in chunks[index + 1 : index + 2] for one in chunk.labels]) == 1
    titled = first and not chunks[index].text.endswith((",", ";"))
    return not titled and grammar.fits("recital", chunks[index].text)


def _is_bare(heading: Heading | None) -> bool:
    return heading is not None and heading.label is None


def _stacked(settled: Sequence[Heading | None], index: int) -> int:
    """Return how many headings without a label follow one another below."""
    count = 0
    for heading in settled[index + 1 :]:
        if heading is None or heading.label is not None:
            return count
        count += 1
    return count
