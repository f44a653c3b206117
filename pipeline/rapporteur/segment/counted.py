"""What the page says of a number at the start of a chunk, before it is known what it numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.segment.chunks import Chunk
from rapporteur.segment.headings import Heading, behind
from rapporteur.segment.items import ordinal
from rapporteur.segment.numbers import Candidate
from rapporteur.segment.room import fitted
from rapporteur.segment.rows import Metrics

_LOWER = compile_pattern(r"^[a-z]")
_PART = compile_pattern(r"(?P<digits>\d+)|(?P<roman>[IVXL]+)|(?P<suffix>[^\W\d_]+)")
_SET_OFF_REJECTION = 5.6
_RUN_ON_REJECTION = 1.2
_LOWER_REJECTION = 0.8
_LONGEST_TITLE = 120
_LISTED_TITLE = 0.8
_PARTED_TITLE = 0.3
_FULL = 40
_MARGIN_SHARE = 0.2
_ROOM = 0.8


@dataclass(frozen=True, slots=True)
class Number:
    """A number in its parts: head (4) and last 1 of 4.1; last 4 and suffix of "4 bis"."""

    head: tuple[int, ...]
    last: int
    suffix: str


def read_number(printed: str) -> Number | None:
    """Return the parts of a number such as 12, 4.1, 5.I.2, 2A or "4 bis"; None if it is none."""
    parts: list[int] = []
    suffix = ""
    for match in _PART.finditer(printed):
        if match["digits"]:
            parts.append(int(match["digits"]))
        elif match["roman"] and printed[match.start() - 1 : match.start()] == ".":
            parts.append(ordinal("roman", match["roman"].lower()) or 0)
        else:
            suffix = match.group()
    return Number(tuple(parts[:-1]), parts[-1], suffix) if parts else None


def find_candidates(
    chunks: Sequence[Chunk],
    headings: Sequence[Heading | None],
    at: Sequence[int],
    metrics: Metrics,
    grammar: Grammar,
) -> list[Candidate]:
    """Return what the page says of the numbers of the chunks `at`."""
    found = []
    margins = _margins(chunks)
    for index in at:
        margin = margins[chunks[index].rows[0].line.page % 2]
        candidate = _candidate(chunks, headings, index, margin)
        if _had_room(chunks, index, metrics):
            candidate = replace(candidate, rejection=_SET_OFF_REJECTION)
        if not metrics.geometry and _is_title(chunks, index, grammar):
            listed = _is_followed(chunks, index)
            candidate = replace(candidate, title=_LISTED_TITLE if listed else _PARTED_TITLE)
        if _opens_group(chunks, headings, index, grammar):
            candidate = replace(candidate, after_colon=True, after_heading=False)
        elif _is_operative(chunks[index], grammar):
            candidate = replace(candidate, after_colon=False, after_heading=True)
        elif _opens_agenda(chunks, headings, index, grammar):
            candidate = replace(candidate, opens_agenda=True)
        found.append(candidate)
    return found


def _had_room(chunks: Sequence[Chunk], index: int, metrics: Metrics) -> bool:
    """Say whether in plain text the number of a sentence had had much room on the row above.

    The rows of tables always leave room, but hold no sentences that fill them.
    """
    chunk = chunks[index]
    if metrics.geometry or not index or len(chunk.text) <= metrics.width or not chunk.ended:
        return False
    above, row = chunks[index - 1].rows[-1], chunk.rows[0]
    return not row.first_on_page and fitted(above, row) <= _ROOM * metrics.width


def _opens_group(
    chunks: Sequence[Chunk], headings: Sequence[Heading | None], index: int, grammar: Grammar
) -> bool:
    """Say whether only the name of a group, in italics, parts the chunk from a lead.

    That of an act is its title.
    """
    group = headings[index - 1] if index > 1 else None
    if group is None or group.label is not None or not group.look.italic or group.look.bold:
        return False
    lead = chunks[index - 2].text
    leads = lead.endswith(":") and not grammar.search("act_lead", lead)
    return headings[index - 2] is None and leads


def _is_operative(chunk: Chunk, grammar: Grammar) -> bool:
    """Say whether the chunk reads like a paragraph of an act, which may follow a colon."""
    label = chunk.label("decimal")
    return label is not None and grammar.fits("operative", behind(chunk, label))


def _opens_agenda(
    chunks: Sequence[Chunk], headings: Sequence[Heading | None], index: int, grammar: Grammar
) -> bool:
    """Say whether the chunk is the first entry of an agenda that stands right below a heading.

    Either the heading says so, or the next entry reads like one, too.
    """
    if not index or headings[index - 1] is None or not _enters(chunks[index], "1", grammar):
        return False
    above = index - 1
    while above >= 0 and headings[above] is not None:
        if grammar.fits("agenda_title", chunks[above].text):
            return True
        above -= 1
    below = chunks[index + 1] if index + 1 < len(chunks) else None
    return below is not None and _enters(below, "2", grammar)


def _enters(chunk: Chunk, number: str, grammar: Grammar) -> bool:
    label = chunk.label("decimal")
    if label is None or label.number != number:
        return False
    return grammar.fits("agenda_entry", behind(chunk, label))


def _margins(chunks: Sequence[Chunk]) -> tuple[float, float]:
    """Return the left margin of text on even and on odd pages: they differ in old layouts."""
    lefts: tuple[Counter[int], Counter[int]] = (Counter(), Counter())
    for chunk in chunks:
        for row in chunk.rows:
            if len(row.text) > _FULL and row.line.cell is None:
                lefts[row.line.page % 2][round(row.left)] += 1
    even, odd = (float(_margin(count)) for count in lefts)
    return even, odd


def _margin(lefts: Counter[int]) -> int:
    """Return the leftmost place where many rows begin: the rows of lists may be more."""
    least = _MARGIN_SHARE * lefts.total()
    return min((left for left, count in lefts.items() if count >= least), default=0)


def _candidate(
    chunks: Sequence[Chunk],
    headings: Sequence[Heading | None],
    index: int,
    margin: float,
) -> Candidate:
    chunk = chunks[index]
    label = chunk.label("decimal")
    number = read_number(label.number) if label else None
    if label is None or number is None:
        raise ValueError("a candidate needs a decimal label")
    above = chunks[index - 1] if index else None
    after_heading = index == 0 or headings[index - 1] is not None
    after_text = above is not None and not above.labels and not above.text.endswith(":")
    rest = behind(chunk, label)
    rejection = _SET_OFF_REJECTION if chunk.set_off or not rest else _RUN_ON_REJECTION
    return Candidate(
        number=number.last,
        left=chunk.left - margin,
        printed_left=chunk.left if margin else None,
        after_colon=above is not None and above.text.endswith(":"),
        after_heading=after_heading or after_text,
        rejection=_LOWER_REJECTION if _LOWER.match(rest) else rejection,
        suffix=number.suffix,
        head=number.head,
    )


def _is_title(chunks: Sequence[Chunk], index: int, grammar: Grammar) -> bool:
    """Say whether text behind a number can be a heading in plain text: a short line, alone.

    The number may stand on the line above.
    """
    chunk, below = chunks[index], chunks[index + 1 : index + 2]
    parted = any(other.set_off or other.label("decimal") for other in below)
    if not parted and not (chunk.set_off and below and not below[0].labels):
        return False
    label = chunk.label("decimal")
    text = behind(chunk, label) if label else ""
    above = label is not None and label.text_start >= chunk.rows[0].end
    short = len(chunk.rows) == 1 + above and 0 < len(text) <= _LONGEST_TITLE
    return short and text[0].isupper() and not grammar.search("sentence_end", text)


def _is_followed(chunks: Sequence[Chunk], index: int) -> bool:
    """Say whether the next number stands right below, as in a list."""
    here = chunks[index].label("decimal")
    there = chunks[index + 1].label("decimal") if index + 1 < len(chunks) else None
    numbers = [read_number(label.number) for label in (here, there) if label]
    last = [number.last for number in numbers if number]
    return len(last) > 1 and last[1] == last[0] + 1
