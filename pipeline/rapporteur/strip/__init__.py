"""Take the furniture out: what is printed on the page but is not the report's text.

After `strip` every character of the source is in the running text, in a footnote, or in an
edit whose rule says why it was removed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapporteur.knowledge.grammar import Grammar
from rapporteur.source import Line, Source
from rapporteur.strip.calls import Call, find_calls
from rapporteur.strip.declared import declared, declared_contents, declared_notes
from rapporteur.strip.front import find_contents, find_front
from rapporteur.strip.margins import find_margins
from rapporteur.strip.notes import Note, find_notes
from rapporteur.text import Edit


@dataclass(frozen=True, slots=True)
class Stripped:
    """What was taken out of the running text.

    `edits` fit `Source.text` and cut out furniture, masthead, contents, footnotes and calls.
    `lines` are those that stay in the running text. `masthead` are the lines of the front in
    their order, `contents` the text of the contents entries.
    """

    edits: tuple[Edit, ...]
    lines: tuple[Line, ...]
    masthead: tuple[Line, ...]
    contents: tuple[str, ...]
    margins: tuple[Line, ...]
    notes: tuple[Note, ...]
    calls: tuple[Call, ...]


def strip(source: Source, grammar: Grammar) -> Stripped:
    """Return the edits that leave only the running text, and what they set apart."""
    lines = [line for page in source.pages for line in page.lines]
    find = _find_declared if source.flowing else _find_printed
    removed, notes, note_lines, contents = find(source, lines, grammar)
    apart = {**removed, **note_lines, **contents}
    kept = [line for line in lines if line not in apart]
    front = find_front(source, kept, grammar)
    lines = [line for line in kept if line not in front]
    rules = {**removed, **note_lines, **contents, **front}
    calls = find_calls(source, lines, notes, grammar)
    edits = [cut_line(source, line, rule) for line, rule in rules.items()]
    edits += [Edit(call.start, call.end, "", call.rule) for call in calls]
    return Stripped(
        edits=tuple(sorted(edits)),
        lines=tuple(lines),
        masthead=tuple(front),
        contents=tuple(source.text[line.start : line.end] for line in contents),
        margins=tuple(removed),
        notes=tuple(notes),
        calls=tuple(calls),
    )


Found = tuple[dict[Line, str], list[Note], dict[Line, str], dict[Line, str]]
"""Furniture, notes, the lines of the notes, contents."""


def _find_printed(source: Source, lines: Sequence[Line], grammar: Grammar) -> Found:
    """Return what the places on the pages show to be no running text."""
    removed = find_margins(source, grammar)
    lines = [line for line in lines if line not in removed]
    notes, note_lines = find_notes(source, lines, grammar)
    lines = [line for line in lines if line not in note_lines]
    return removed, notes, note_lines, find_contents(source, lines, grammar)


def _find_declared(source: Source, lines: Sequence[Line], grammar: Grammar) -> Found:
    """Return what the file itself says to be no running text."""
    removed, note_lines = declared(lines, "head", "foot"), declared(lines, "note", "endnote")
    notes = declared_notes(source, lines, grammar)
    kept = [line for line in lines if line not in removed and line not in note_lines]
    return removed, notes, note_lines, declared_contents(source, kept, grammar)


def cut_line(source: Source, line: Line, rule: str) -> Edit:
    """Return the edit that removes a line and the line feed or form feed behind it."""
    end = line.end + 1 if line.end < len(source.text) else line.end
    return Edit(line.start, end, "", rule)
