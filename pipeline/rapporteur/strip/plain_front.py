"""The front of a text without places: line by line, blank lines part its blocks.

A file that states its paragraphs has no blank lines: there another size of type parts blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapporteur.knowledge.grammar import Grammar
from rapporteur.source import Line, Source

_HEADER_LINES = 14
_ADDRESS_LINES = 10
_TITLE_LINES = 8
_SENTENCE = 7
_ROOM = 0.6
_HEADER = (
    "distribution", "original", "masthead_date", "masthead_symbol", "masthead_organ",
    "principal_organ", "masthead_language", "date_beside", "distribution_value",
)  # fmt: skip
_SURE = ("distribution", "original")
_ADDRESS = {"masthead_session": "session", "masthead_item": "item", "masthead_dates": "dates"}
_BELOW_TITLE = {
    "sponsors": "sponsors", "adoption": "adoption", "masthead_subtitle": "subtitle",
    "officer_label": "officer", "masthead_dates": "title", "masthead_session": "title",
    "record_meeting": "title", "record_place": "dates", "masthead_time": "dates",
    "title_start": "title", "act_title": "title",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Row:
    """A line with text: `index` counts the lines of the front that have some.

    `in_table` says that it stands in a table of the text itself.
    """

    index: int
    text: str
    blank_above: bool
    in_table: bool = False


def read_plain_front(
    source: Source, lines: Sequence[Line], grammar: Grammar
) -> Iterator[tuple[str, int]]:
    """Yield what each line of the front says, with its index among the lines."""
    rows = list(_rows(source, lines))
    header = _end_of_header(rows, grammar)
    for row in rows[:header]:
        yield ("header" if _fits(row, _HEADER, grammar) else "organ"), row.index
    end, spaced = header, any(row.blank_above for row in rows[header : header + _TITLE_LINES])
    for name, row in _address(rows[header:], grammar, spaced=spaced):
        yield name, row.index
        end += 1
    anchored = header > 1 or end > header
    for name, row in _title(rows[end:], grammar, spaced=spaced, anchored=anchored):
        yield name, row.index


def _rows(source: Source, lines: Sequence[Line]) -> Iterator[_Row]:
    blank, above = True, None
    for index, line in enumerate(lines):
        text = " ".join(source.text[line.start : line.end].split())
        if text:
            in_table = line.cell is not None and line.zone is None
            yield _Row(index, text, blank or _set_apart(above, line), in_table)
            above = line
        blank = not text


def _set_apart(above: Line | None, line: Line) -> bool:
    """Say whether a file sets a paragraph in another size than the one above it."""
    if above is None or line.block is None or line.block == above.block:
        return False
    return line.size != above.size


def _fits(row: _Row, roles: Sequence[str], grammar: Grammar) -> bool:
    return any(grammar.search(role, row.text) for role in roles)


def _end_of_header(rows: Sequence[_Row], grammar: Grammar) -> int:
    """Return how many rows the header has: down to the last field that only a header has.

    A symbol alone is a header only at the very top; lines that say nothing by themselves stand
    in one only beside distribution or languages.
    """
    end = known = 0
    sure = False
    for index, row in enumerate(rows[:_HEADER_LINES]):
        if _stops(row, grammar) or _address_name(row, grammar):
            break
        if _is_title(row, grammar):
            break
        if _fits(row, _HEADER, grammar):
            end, known = index + 1, known + 1
            sure = sure or _fits(row, _SURE, grammar)
    symbol = end == known and end > 0 and _fits(rows[0], _HEADER, grammar)
    return end if sure or symbol else 0


def _is_title(row: _Row, grammar: Grammar) -> bool:
    roles = ("title_start", "sponsors", "adoption", "act_title")
    return any(grammar.fits(role, row.text) for role in roles)


def _stops(row: _Row, grammar: Grammar) -> bool:
    """Say whether a row is the text's: a heading that opens it, a numbered line, a sentence."""
    if grammar.fits("act_title", row.text):
        return False
    return (
        grammar.fits("body_start", row.text)
        or grammar.fits("label", row.text)
        or grammar.fits("act_opening", row.text.rstrip(","))
        or reads(row.text)
    )


def reads(text: str) -> bool:
    """Say whether a line ends as a sentence or a clause does."""
    return text.endswith((".", ";", ":", ",")) and len(text.split()) > _SENTENCE


def _address(rows: Sequence[_Row], grammar: Grammar, *, spaced: bool) -> Iterator[tuple[str, _Row]]:
    last = -1
    for index, row in enumerate(rows[:_ADDRESS_LINES]):
        if _stops(row, grammar) or _is_title(row, grammar):
            break
        if _address_name(row, grammar) and not _closes_title(rows, index):
            last = index
    above = True
    for row in rows[: last + 1]:
        name = _address_name(row, grammar)
        above = above and name is None
        yield name or ("body" if above else "item_title"), row
    for row in rows[last + 1 :] if last >= 0 and spaced else ():
        if row.blank_above or _stops(row, grammar):
            return
        yield "item_title", row


def _closes_title(rows: Sequence[_Row], index: int) -> bool:
    """Say whether dates in brackets close a title: "Report on the session (4-8 March)"."""
    return rows[index].text.startswith("(")


def _address_name(row: _Row, grammar: Grammar) -> str | None:
    if grammar.fits("masthead_date", row.text):
        return None
    return next((name for role, name in _ADDRESS.items() if grammar.fits(role, row.text)), None)


def _title(
    rows: Sequence[_Row], grammar: Grammar, *, spaced: bool, anchored: bool
) -> Iterator[tuple[str, _Row]]:
    """Yield the rows of the title: its first block, and those that rules know.

    Without a header only what begins like a title is one.
    """
    blocks = list(_blocks(rows[: 4 * _TITLE_LINES], grammar, spaced=spaced))
    titled = False
    for block in blocks:
        name = _block_name(block, grammar)
        if name is None:
            if titled or not anchored or not _can_be_title(block):
                return
            name = "title"
        titled = titled or name == "title"
        yield from ((name, row) for row in block)


def _blocks(rows: Sequence[_Row], grammar: Grammar, *, spaced: bool) -> Iterator[list[_Row]]:
    """Yield the blocks before the text: parted by blank lines or, without any, one for all."""
    block: list[_Row] = []
    for row in rows:
        if row.in_table or _stops(row, grammar):
            if spaced and not row.blank_above:
                return
            break
        if not spaced and len(block) >= _TITLE_LINES:
            break
        if block and (row.blank_above if spaced else _had_room(block, row)):
            yield block
            block = []
        block.append(row)
    if block:
        yield block


def _had_room(block: Sequence[_Row], row: _Row) -> bool:
    """Say whether the row above a row ended early, so that something else begins."""
    width = max(len(one.text) for one in [*block, row])
    size = len(block[-1].text) + 1 + len(row.text.partition(" ")[0])
    return row.text[:1].isupper() and size <= _ROOM * width


def _block_name(block: Sequence[_Row], grammar: Grammar) -> str | None:
    text = " ".join(row.text for row in block)
    found = (name for role, name in _BELOW_TITLE.items() if grammar.fits(role, text))
    return next(found, None)


def _can_be_title(block: Sequence[_Row]) -> bool:
    """Say whether a block can be the title: it is short and no sentence."""
    return not reads(" ".join(row.text for row in block)) and len(block) <= _TITLE_LINES
