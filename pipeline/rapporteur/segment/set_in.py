"""Titles that a tool sets in by two blanks, as it prints the tab before them, and little else.

Titles with a label may be set in so, too, and some cells of tables; running text and items are not.
A text in which much is set in shows nothing by it.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.segment.chunks import Chunk
from rapporteur.segment.rows import TAB
from rapporteur.segment.title_signs import ended

_MOST_SHARE = 0.3
_MOST_OTHERS = 0.02
"""So few rows of all are set in otherwise."""
_FEWEST_WORDS = 5
_WORD = compile_pattern(r"\p{L}{3}")


def titles_set_in(chunks: Sequence[Chunk], grammar: Grammar) -> list[bool]:
    """Say of each chunk if it is set in as titles are, and stands where one may.

    Above it the text of the document has begun: before its first sentence are names of it.
    """
    set_in = list(map(_is_set_in, chunks))
    indents = [row.indent for chunk in chunks for row in chunk.rows]
    others = sum(indent > 0 for indent in indents) - sum(set_in)
    if sum(set_in) > _MOST_SHARE * len(chunks) or others > _MOST_OTHERS * len(indents):
        return [False] * len(chunks)
    begun = next((at for at, chunk in enumerate(chunks) if ended(chunk.text, grammar)), len(chunks))
    return [
        shown and begun < at < len(chunks) - 1 and _may_be_title(chunks, set_in, at, grammar)
        for at, shown in enumerate(set_in)
    ]


def _is_set_in(chunk: Chunk) -> bool:
    return chunk.set_off and chunk.rows[0].indent == TAB


def _may_be_title(
    chunks: Sequence[Chunk], set_in: Sequence[bool], at: int, grammar: Grammar
) -> bool:
    """Say whether a chunk is no cell: words stand below it, and not only brief ones around it.

    The name of a figure stands below its number.
    """
    above, below = chunks[at - 1], chunks[at + 1]
    if not (below.labels or _WORD.search(below.text)) or grammar.fits("caption", above.text):
        return False
    beside = [near for near in (at - 1, at + 1) if not set_in[near]]
    return len(beside) < 2 or not all(_is_brief(chunks[near], grammar) for near in beside)


def _is_brief(chunk: Chunk, grammar: Grammar) -> bool:
    brief = len(chunk.text.split()) < _FEWEST_WORDS and not chunk.labels
    return brief and not ended(chunk.text, grammar)
