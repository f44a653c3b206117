"""How titles of plain text are shaped, and the running text below them: how far rows reach."""

from __future__ import annotations

from rapporteur.knowledge.grammar import Grammar
from rapporteur.segment.acts import MOST_ROWS
from rapporteur.segment.chunks import Chunk
from rapporteur.segment.room import columns_of, is_set_in, size_of
from rapporteur.segment.rows import Metrics
from rapporteur.segment.title_rows import SHARE
from rapporteur.segment.title_signs import ended

_ALONE_SHARE = 0.8
_ONE_ROW_SHARE = 0.9
_PROSE = 1.5
_SENTENCE = 0.5


def is_short(chunk: Chunk, metrics: Metrics) -> bool:
    """Say whether a chunk is a row or a few that are not full."""
    rows = [row for row in chunk.rows if size_of(row) > SHARE * metrics.width]
    return len(chunk.rows) <= MOST_ROWS and len(rows) < len(chunk.rows)


def has_room(chunk: Chunk, below: Chunk, metrics: Metrics) -> bool:
    """Say whether the first word below had clearly had room on the last row of a chunk.

    Room is not needed where empty lines part the two, or the text below is set in.
    """
    parted = chunk.set_off and below.set_off and not below.first_on_page
    if parted or is_set_in(_columns(chunk), below.rows):
        return True
    last, word = chunk.rows[-1].text, below.text.partition(" ")[0]
    share = _ALONE_SHARE if len(chunk.rows) > 1 or chunk.labels else _ONE_ROW_SHARE
    share = SHARE if chunk.set_off else share
    return len(last) + 1 + len(word) <= share * metrics.width


def _columns(chunk: Chunk) -> set[int]:
    """Return where the last row of a chunk may begin."""
    return columns_of(chunk.rows[-1], chunk.labels if len(chunk.rows) == 1 else ())


def is_prose(chunk: Chunk, metrics: Metrics, grammar: Grammar, *, alone: bool = False) -> bool:
    """Say whether a chunk is running text; below a title that stands alone a sentence is enough."""
    long = len(chunk.text) > (_SENTENCE if alone else _PROSE) * metrics.width
    ends = ended(chunk.text, grammar) or (long and chunk.text.endswith(":"))
    return long and chunk.text[0].isupper() and not chunk.labels and ends
