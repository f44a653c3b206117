"""Take the furniture out: what is printed on the page but is not the report's text.

After `strip` every character of the source is in the running text, in a footnote, or in a piece
whose rule says what it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapporteur.knowledge.grammar import Grammar
from rapporteur.report import RemovedKind
from rapporteur.source import Line, Source
from rapporteur.strip.calls import Call, find_calls
from rapporteur.strip.contents import find_contents
from rapporteur.strip.declared import declared, declared_contents, declared_notes
from rapporteur.strip.fields import Field
from rapporteur.strip.inner_notes import find_inner_notes
from rapporteur.strip.joined_front import part_front
from rapporteur.strip.margins import find_margins, own_symbols
from rapporteur.strip.masthead import dates_beside, read_front
from rapporteur.strip.notes import Note, body_size, find_notes
from rapporteur.strip.strayed import Why
from rapporteur.strip.table_notes import bind_notes, find_table_notes
from rapporteur.text import Edit, Span

MASTHEAD = "base.masthead"
NOTICE = "base.boilerplate"


@dataclass(frozen=True, slots=True)
class Piece:
    """What was taken out of the text and stands in no footnote: `[start, end)` of the source."""

    start: int
    end: int
    kind: RemovedKind
    rule: str


@dataclass(frozen=True, slots=True)
class Stripped:
    """What was taken out of the running text.

    `edits` fit `Source.text` and cut out furniture, masthead, contents, footnotes and calls;
    `removed` are those that stand in no footnote. `lines` are those that stay in the running
    text. `front` is what the masthead says, in its order; `masthead` are the lines that hold
    nothing else, `contents` the text of the contents entries. `symbols` are the document's own.
    """

    edits: tuple[Edit, ...]
    removed: tuple[Piece, ...]
    lines: tuple[Line, ...]
    front: tuple[Field, ...]
    masthead: tuple[Line, ...]
    contents: tuple[str, ...]
    margins: tuple[Line, ...]
    notes: tuple[Note, ...]
    calls: tuple[Call, ...]
    symbols: tuple[str, ...]


def strip(source: Source, grammar: Grammar) -> Stripped:
    """Return the edits that leave only the running text, and what they set apart."""
    if not (source.paged or source.flowing):
        source = part_front(source, grammar)
    lines = [line for page in source.pages for line in page.lines]
    symbols = own_symbols(source, grammar)
    find = _find_declared if source.flowing else _find_printed
    margins, notes, note_lines, contents = find(source, lines, symbols, grammar)
    apart = {*margins, *note_lines, *contents}
    kept = [line for line in lines if line not in apart]
    front = read_front(source, kept, body_size(kept), grammar)
    out = {*front.lines, *front.notices}
    lines = [line for line in kept if line not in out]
    calls = find_calls(source, lines, notes, grammar)
    cut: dict[Line, Why] = {
        **margins,
        **{line: ("contents", rule) for line, rule in contents.items()},
        **dict.fromkeys(front.lines, ("masthead", MASTHEAD)),
        **dict.fromkeys(front.notices, ("boilerplate", NOTICE)),
    }
    edits = [cut_line(source, line, rule) for line, (_, rule) in cut.items()]
    edits += [cut_line(source, line, rule) for line, rule in note_lines.items()]
    edits += [Edit(call.start, call.end, "", call.rule) for call in calls]
    return Stripped(
        edits=tuple(sorted(edits)),
        removed=tuple(_pieces(source, cut, note_lines, notes, calls)),
        lines=tuple(lines),
        front=(*front.fields, *dates_beside(source, contents, grammar)),
        masthead=front.lines,
        contents=tuple(source.text[line.start : line.end] for line in contents),
        margins=tuple(margins),
        notes=tuple(notes),
        calls=tuple(calls),
        symbols=symbols,
    )


def _pieces(
    source: Source,
    cut: Mapping[Line, Why],
    note_lines: Mapping[Line, str],
    notes: Sequence[Note],
    calls: Iterable[Call],
) -> list[Piece]:
    """Return what stands in no text: lines, calls, and of the footnotes what is not their text."""
    found = [Piece(line.start, line.end, kind, rule) for line, (kind, rule) in cut.items()]
    found += [Piece(call.start, call.end, "call", call.rule) for call in calls]
    starts = {span.start for note in notes for span in note.spans}
    for line, rule in note_lines.items():
        if not any(start in starts for start in range(line.start, line.end + 1)):
            found.append(Piece(line.start, line.end, "stroke", rule))
    return sorted(
        (piece for piece in found if source.text[piece.start : piece.end].strip()),
        key=lambda piece: (piece.start, piece.end),
    )


NoText = tuple[dict[Line, Why], list[Note], dict[Line, str], dict[Line, str]]
"""Furniture, notes, the lines of the notes, contents."""


def _find_printed(
    source: Source, lines: Sequence[Line], symbols: Sequence[str], grammar: Grammar
) -> NoText:
    """Return what the places on the pages show to be no running text."""
    removed = find_margins(source, symbols, grammar)
    lines = [line for line in lines if line not in removed]
    notes, note_lines = find_notes(source, lines, grammar)
    lines = [line for line in lines if line not in note_lines]
    loose = [line for line in lines if line.cell is None]
    over = [Span(note.spans[0].start, note.spans[-1].end) for note in notes]
    below, below_lines = find_table_notes(source, lines, over, body_size(loose), grammar)
    inner, inner_lines = find_inner_notes(source, lines, over, grammar)
    note_lines |= below_lines | inner_lines
    lines = [line for line in lines if line not in note_lines]
    notes = bind_notes(source, lines, [*notes, *below, *inner])
    return removed, notes, note_lines, find_contents(source, lines, grammar)


def _find_declared(
    source: Source, lines: Sequence[Line], _: Sequence[str], grammar: Grammar
) -> NoText:
    """Return what the file itself says to be no running text."""
    note_lines = declared(lines, "note", "endnote")
    heads: dict[Line, Why] = {
        line: ("running_head", rule) for line, rule in declared(lines, "head").items()
    }
    feet: dict[Line, Why] = {
        line: ("running_foot", rule) for line, rule in declared(lines, "foot").items()
    }
    notes = declared_notes(source, lines, grammar)
    removed = heads | feet
    kept = [line for line in lines if line not in removed and line not in note_lines]
    return removed, notes, note_lines, declared_contents(source, kept, grammar)


def cut_line(source: Source, line: Line, rule: str) -> Edit:
    """Return the edit that removes a line and the line feed or form feed behind it."""
    end = line.end + 1 if line.end < len(source.text) else line.end
    return Edit(line.start, end, "", rule)
