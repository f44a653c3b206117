"""Acts in plain text: their names, the titles below them, and where the act itself begins."""

from __future__ import annotations

from collections.abc import Sequence

from rapporteur.knowledge.grammar import Grammar
from rapporteur.segment.chunks import Chunk, had_room
from rapporteur.segment.listed import letters_of
from rapporteur.segment.rows import Row
from rapporteur.segment.title_signs import ended, is_recorded, opens, opens_act

MOST_ROWS = 6
FEWEST_LETTERS = 3
_ACT_REACH = 4
_TWICE = 2


def around_act(rows: Sequence[Row], index: int, grammar: Grammar) -> set[int]:
    """Return where the name of an act, the title below it and the act itself begin.

    "Draft resolution I", its title of a few rows, "The Council," or what is set off from it.
    """
    below = range(index + 1, min(index + MOST_ROWS + 3, len(rows)))
    opening = next((at for at in below if _begins_act(rows, index + 1, at, grammar)), None)
    if opening is None:
        return set()
    return {rows[at].start for at in (index, index + 1, opening)}


def _begins_act(rows: Sequence[Row], title: int, at: int, grammar: Grammar) -> bool:
    """Say whether a row begins an act, or whatever else stands below the title of one."""
    row, above = rows[at], rows[title:at]
    if opens_act(row.text, grammar) or is_recorded(row.text, grammar):
        return True
    if not above or row.blank_above:
        return bool(above)
    goes_on = row.text[:1].islower() or grammar.search("open_title", above[-1].text)
    return not goes_on and had_room(above, row)


def is_of_act(chunks: Sequence[Chunk], index: int, grammar: Grammar) -> bool:
    """Say whether a chunk names an act, with its title below, or is the title below such a name.

    What has a label of its family is no act. A number alone, such as "91/4", names one only if the
    text of the act stands below the title: in a table it is a cell. At the top of the first page it
    is the document itself.
    """
    if not index and chunks[0].rows[0].line.page == 1:
        return False
    for at in range(max(0, index - 1), index + 1):
        chunk = chunks[at]
        named = not chunk.labels and not chunk.text[:1].islower()
        if named and grammar.fits("titled_heading", chunk.text):
            return chunk.text[:1].isalpha() or _has_act(chunks[at + 1 : at + _ACT_REACH], grammar)
    return False


def _has_act(below: Sequence[Chunk], grammar: Grammar) -> bool:
    """Say whether a title stands below the number of an act, and below this the act."""
    if len(below) < _TWICE or below[0].labels or ended(below[0].text, grammar):
        return False
    titled = len(letters_of(below[0].text)) >= FEWEST_LETTERS
    return titled and any(_reads_on(one, grammar) for one in below[1:])


def _reads_on(chunk: Chunk, grammar: Grammar) -> bool:
    """Say whether a chunk is text: it opens an act or, longer than a row, ends as a sentence."""
    if opens_act(chunk.text, grammar) or opens(chunk.labels):
        return True
    return len(chunk.rows) > 1 and ended(chunk.text, grammar)
