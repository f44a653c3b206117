"""What a file that states its paragraphs says itself: heads and feet, contents, notes.

Nothing is looked for at the edges of pages there, since such a file has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.source import Line, Source
from rapporteur.strip.notes import Note
from rapporteur.text import Span

_RULES = {
    "head": "base.running_head", "foot": "base.running_foot", "front": "base.masthead",
    "contents": "base.contents", "note": "base.footnote", "endnote": "base.footnote",
}  # fmt: skip
_PAGE = compile_pattern(r"(?:\d{1,3}|[ivxlc]{1,6})$")
_ENTRY = compile_pattern(r".*\S[\t ](?:\d{1,3}|[ivxlc]{1,6})$")
_LEAST = 0.5


def declared(lines: Sequence[Line], *zones: str) -> dict[Line, str]:
    """Return the lines that the file sets into one of the zones, each with the rule for it."""
    return {line: _RULES[line.zone] for line in lines if line.zone in zones}


def declared_notes(source: Source, lines: Sequence[Line], grammar: Grammar) -> list[Note]:
    """Return the notes of the file; a paragraph without a mark goes on with the note above."""
    notes: list[Note] = []
    for line in lines:
        if line.zone not in ("note", "endnote"):
            continue
        text = source.text[line.start : line.end]
        match = grammar.match("note_marker", text)
        marked = match is not None and (bool(line.label) or line.styles[0].raised)
        if match is None or not marked:
            _extend(notes, line)
            continue
        span = Span(line.start + match[1].end(), line.end)
        marker = match[1]["marker"].replace("∗", "*")
        notes.append(Note(marker, (span,), line.page, line.zone == "endnote"))
    return notes


def _extend(notes: list[Note], line: Line) -> None:
    span = Span(line.start, line.end)
    if notes:
        last = notes.pop()
        notes.append(Note(last.marker, (*last.spans, span), last.page, last.at_end))
    else:
        notes.append(Note("", (span,), line.page, line.zone == "endnote"))


def declared_contents(source: Source, lines: Sequence[Line], grammar: Grammar) -> dict[Line, str]:
    """Return the tables of contents: by the file's own fields, or tables of pages below a title."""
    found = declared(lines, "contents")
    blocks = [list(group) for _, group in groupby(lines, key=_unit)]
    for index, block in enumerate(blocks):
        title = " ".join(source.text[line.start : line.end] for line in block)
        if block[0].cell is None and grammar.fits("contents_title", title):
            below = list(_entries(source, blocks[index + 1 :], found))
            found |= dict.fromkeys([*block, *below] if below else [], _RULES["contents"])
    return found


def _unit(line: Line) -> tuple[int, int | None]:
    """Return what keeps the lines of a table, or of a paragraph, together."""
    return (line.page, -1 - line.cell.table) if line.cell else (line.page, line.block)


def _entries(
    source: Source, blocks: Sequence[Sequence[Line]], known: dict[Line, str]
) -> Iterator[Line]:
    """Yield the lines of tables, or of paragraphs that end in pages, right below a title."""
    for block in blocks:
        if block[0] in known:
            yield from block
        elif block[0].cell is not None:
            if not _lists_pages(source, block):
                return
            yield from block
        elif _ENTRY.match(source.text[block[0].start : block[-1].end]):
            yield from block
        else:
            return


def _lists_pages(source: Source, table: Sequence[Line]) -> bool:
    """Say whether most rows of a table end in the number of a page."""
    ends = {line.cell.row: line for line in table if line.cell}
    pages = (_PAGE.match(source.text[line.start : line.end]) for line in ends.values())
    return sum(map(bool, pages)) > len(ends) * _LEAST
