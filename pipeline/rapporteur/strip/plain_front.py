"""The front of a text without places: line by line, blank lines part its blocks.

A file that states its paragraphs has no blank lines: there another size of type parts blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

from rapporteur.knowledge.grammar import Grammar
from rapporteur.source import Line, Source

_HEADER_LINES = 14
_ADDRESS_LINES = 10
_TITLE_LINES = 8
_SENTENCE = 7
_ROOM = 0.6
_SHORTEST = 30
_FULL_SHARE = 0.9
_FEWEST = 5
_FULL = 0.9
_OVERFULL = 1.08
"""Longer rows are those that a tool made of two, as it does of titles at a hyphen."""
_LATE = 2
_HEADER = (
    "distribution", "original", "masthead_date", "masthead_symbol", "masthead_organ",
    "principal_organ", "masthead_language", "date_beside", "distribution_value", "masthead_purpose",
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

    `in_table` says that it stands in a table of the text itself; `size` is that of its type, 0 if
    the file says nothing of it.
    """

    index: int
    text: str
    blank_above: bool
    in_table: bool = False
    size: float = 0.0


def read_plain_front(
    source: Source, lines: Sequence[Line], grammar: Grammar
) -> Iterator[tuple[str, int]]:
    """Yield what each line of the front says, with its index among the lines."""
    rows = list(_rows(source, lines, grammar))
    header = _end_of_header(rows, grammar)
    for row in rows[:header]:
        yield ("header" if _fits(row, _HEADER, grammar) else "organ"), row.index
    spaced = any(row.blank_above for row in rows[header : header + _TITLE_LINES])
    address = list(_address(rows[header:], grammar, spaced=spaced))
    named = {name for name, _ in address}
    yield from ((name, row.index) for name, row in address)
    end = header + len(address)
    anchored = header > 1 or end > header
    blocks = _blocks(rows[end : end + 4 * _TITLE_LINES], grammar, _width(source), spaced=spaced)
    item = "item" in named
    for name, row in _title(list(blocks), grammar, anchored=anchored, item=item, spaced=spaced):
        yield name, row.index
    for name, row in _late_title(rows[end:], grammar):
        yield name, row.index


def _late_title(rows: Sequence[_Row], grammar: Grammar) -> Iterator[tuple[str, _Row]]:
    """Yield the rows of a title that a tool put behind the heading of the text, "Summary".

    Behind it stand two blocks: what can be the title, and who wrote the document.
    """
    if not rows or not grammar.fits("body_start", rows[0].text):
        return
    blocks: list[list[_Row]] = []
    for row in rows[1 : 2 * _TITLE_LINES]:
        if row.blank_above:
            blocks.append([])
        elif not blocks:
            return
        blocks[-1].append(row)
    if len(blocks) < _LATE or not grammar.fits("masthead_author", _joined(blocks[1])):
        return
    if _can_be_title(blocks[0]) and not _stops(blocks[0][0], grammar):
        yield from (("title", row) for row in blocks[0])
        yield from (("subtitle", row) for row in blocks[1])


def _width(source: Source) -> float:
    """Return how long full lines of the text are; infinite if there are too few to tell."""
    sizes = sorted(
        size
        for page in source.pages
        for line in page.lines
        if (size := len(" ".join(source.text[line.start : line.end].split()))) > _SHORTEST
    )
    return sizes[int(len(sizes) * _FULL_SHARE)] if len(sizes) >= _FEWEST else inf


def _rows(source: Source, lines: Sequence[Line], grammar: Grammar) -> Iterator[_Row]:
    """Yield the rows; a blank line below one that cannot be the last of a title parts nothing."""
    blank, above, printed = True, None, ""
    for index, line in enumerate(lines):
        text = " ".join(source.text[line.start : line.end].split())
        if text:
            in_table = line.cell is not None and line.zone is None
            parted = (blank or _set_apart(above, line)) and not (
                above and line.box is None and grammar.search("open_title", printed)
            )
            yield _Row(index, text, parted, in_table, line.size or 0.0)
            above, printed = line, text
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
        or (reads(row.text) and not _opens_subtitle(row.text))
    )


def _opens_subtitle(text: str) -> bool:
    """Say whether a row goes on with a title up to a colon: "of the General Assembly: review"."""
    return text.endswith(":") and text[:1].islower()


def reads(text: str) -> bool:
    """Say whether a line ends as a sentence does."""
    return text.endswith((".", ";", ":")) and len(text.split()) > _SENTENCE


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
    below = rows[last + 1 :] if last >= 0 and spaced else []
    smaller = bool(below) and _is_item(rows[last], grammar) and _has_larger_below(below, grammar)
    parts = any(row.blank_above for row in rows[1 : last + _TITLE_LINES])
    item = any(_is_item(row, grammar) for row in rows[: last + 1])
    for index, row in enumerate(below):
        parted = row.blank_above and not (smaller and index == 0)
        parted = parted or (not parts and (not item or (index > 0 and _begins_title(row, grammar))))
        if parted or _sponsors(below[index:], grammar) or _stops(row, grammar):
            return
        yield "item_title", row


def _begins_title(row: _Row, grammar: Grammar) -> bool:
    """Say whether the title of the document begins at a row, and that of its item ends above."""
    return _is_title(row, grammar) or grammar.fits("agenda_title", row.text)


def _is_item(row: _Row, grammar: Grammar) -> bool:
    return _address_name(row, grammar) == "item"


def _has_larger_below(rows: Sequence[_Row], grammar: Grammar) -> bool:
    """Say whether below the first block stands another in larger type, before the text begins.

    Then that is the title of the document, and the first that of the item of the agenda.
    """
    second = next((row for row in rows[1:_TITLE_LINES] if row.blank_above), None)
    return second is not None and second.size > rows[0].size and not _stops(second, grammar)


def _sponsors(rows: Sequence[_Row], grammar: Grammar) -> int:
    """Return in how many rows sponsors stand first, with what they propose; 0 if none do.

    All rows but the last end in a comma or in the midst of a name.
    """
    for index, row in enumerate(rows[:_TITLE_LINES]):
        if grammar.fits("sponsors", row.text):
            return index + 1
        if (row.blank_above and index) or not grammar.search("open_title", row.text):
            return 0
    return 0


def _closes_title(rows: Sequence[_Row], index: int) -> bool:
    """Say whether dates in brackets close a title: "Report on the session (4-8 March)"."""
    return rows[index].text.startswith("(")


def _address_name(row: _Row, grammar: Grammar) -> str | None:
    if grammar.fits("masthead_date", row.text):
        return None
    return next((name for role, name in _ADDRESS.items() if grammar.fits(role, row.text)), None)


def _title(
    blocks: Sequence[Sequence[_Row]],
    grammar: Grammar,
    *,
    anchored: bool,
    item: bool,
    spaced: bool,
) -> Iterator[tuple[str, _Row]]:
    """Yield the rows of the title: its first block, and those that rules know.

    Without a header only what begins like a title is one. Below an item of the agenda, what stands
    above a letter, the sponsors of a draft or the number of an act is the title of the item. Below
    the title of an annotated agenda that of the agenda itself begins the text.
    """
    letters = [grammar.fits("letter_title", _joined(block)) for block in blocks]
    drafts = [grammar.fits("sponsors", _joined(block)) for block in blocks]
    agendas = [grammar.fits("agenda_title", _joined(block)) for block in blocks]
    acts = [grammar.fits("act_title", block[0].text) for block in blocks]
    titled = False
    for index, block in enumerate(blocks):
        above_letter = any(letters[index + 1 :])
        unnamed = _block_name(block, grammar) is None
        above_agenda = not spaced and not index and not agendas[0] and any(agendas)
        above = above_letter or above_agenda or any(drafts[index + 1 :])
        above = above or (unnamed and any(acts[index + 1 :]))
        if item and above and not titled:
            yield from ((_above_letter(row, grammar), row) for row in block)
            continue
        if titled and agendas[index]:
            return
        name = _block_name(block, grammar)
        names = [_block_name([row], grammar) for row in block]
        if titled and name is None and all(names):
            yield from ((each, row) for each, row in zip(names, block, strict=True) if each)
            continue
        if name is None:
            open_yet = above_letter or not titled
            if not open_yet or not anchored or not _can_be_title(block):
                return
            name = "title"
        numbered = grammar.fits("act_title", block[0].text) and len(block) == 1
        titled = titled or (name == "title" and not numbered)
        yield from ((name, row) for row in block)


def _above_letter(row: _Row, grammar: Grammar) -> str:
    """Return what a line says between an item of the agenda and a letter: also a second body."""
    if grammar.fits("principal_organ", row.text):
        return "organ"
    return _address_name(row, grammar) or "item_title"


def _blocks(
    rows: Sequence[_Row], grammar: Grammar, width: float, *, spaced: bool
) -> Iterator[list[_Row]]:
    """Yield the blocks before the text; sponsors are one, what stands above them others."""
    at, size = _place_of_sponsors(rows, grammar)
    if size:
        yield from _parted(rows[:at], grammar, width, spaced=spaced)
        yield list(rows[at : at + size])
    yield from _parted(rows[at + size :], grammar, width, spaced=spaced)


def _place_of_sponsors(rows: Sequence[_Row], grammar: Grammar) -> tuple[int, int]:
    """Return where sponsors begin and how many rows they have, both 0 if there are none."""
    for index, row in enumerate(rows):
        if size := _sponsors(rows[index:], grammar):
            return index, size
        if _stops(row, grammar):
            break
    return 0, 0


def _parted(
    rows: Sequence[_Row], grammar: Grammar, width: float, *, spaced: bool
) -> Iterator[list[_Row]]:
    """Yield the blocks before the text: parted by blank lines or, without any, by room.

    Where no blank line parts the last block from the text, room at the end of a row does, or the
    first full row: titles are set in larger type.
    """
    block: list[_Row] = []
    for row in rows:
        if row.in_table:
            break
        if _stops(row, grammar):
            if row.blank_above:
                break
            yield from _before_text([*block, row], width, grammar)
            return
        if spaced and block and row.blank_above:
            yield block
            block = []
        block.append(row)
    if not spaced or len(block) > _TITLE_LINES:
        yield from _before_text(block, width, grammar)
    elif block:
        yield block


def _before_text(rows: Sequence[_Row], width: float, grammar: Grammar) -> Iterator[list[_Row]]:
    """Yield the blocks in rows that no blank line parts, without that of the text.

    A row of a title is as full as its next word lets it be: one with room for it ends a block. So
    does what the title of an agenda or the number of an act begins.
    """
    block: list[_Row] = []
    widest = 0
    for row in rows:
        text = _stops(row, grammar) or _FULL <= len(row.text) / width <= _OVERFULL
        begins = row.text[:1].isupper() or text
        ended = bool(block) and not grammar.search("open_title", block[-1].text)
        room = ended and (_fitted(block[-1], row) <= widest or _had_room(block, row))
        room = room or (ended and grammar.fits("agenda_title", row.text))
        act = grammar.fits("act_title", row.text)
        if ended and (act or (begins and (text or room))):
            yield block
            block = []
        if text or len(block) == _TITLE_LINES:
            return
        block.append(row)
        widest = max(widest, len(row.text))
    if block and not _stops(rows[-1], grammar):
        yield block


def _fitted(above: _Row, row: _Row) -> int:
    return len(above.text) + 1 + len(row.text.partition(" ")[0])


def _joined(block: Sequence[_Row]) -> str:
    return " ".join(row.text for row in block)


def _had_room(block: Sequence[_Row], row: _Row) -> bool:
    """Say whether the row above a row ended early, so that something else begins."""
    width = max(len(one.text) for one in [*block, row])
    return row.text[:1].isupper() and _fitted(block[-1], row) <= _ROOM * width


def _block_name(block: Sequence[_Row], grammar: Grammar) -> str | None:
    text = _joined(block)
    found = (name for role, name in _BELOW_TITLE.items() if grammar.fits(role, text))
    return next(found, None)


def _can_be_title(block: Sequence[_Row]) -> bool:
    """Say whether a block can be the title: it is short and no sentence."""
    return not reads(_joined(block)) and len(block) <= _TITLE_LINES
