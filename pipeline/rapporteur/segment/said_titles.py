"""Headings of plain text that the file itself names: a converter saw their type on the page.

It takes the titles of the front for headings, too, and the body that speaks in an act, and lines
of a paragraph that it broke: so what it says counts only below the first sign of the text, and only
of what can be a title.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rapporteur.knowledge.grammar import Grammar
from rapporteur.segment.chunks import Chunk
from rapporteur.segment.headings import Heading, label_rank, reads_like_a_title
from rapporteur.segment.rows import Metrics
from rapporteur.segment.title_numbers import PLAIN, RULE
from rapporteur.segment.title_rows import LONGEST
from rapporteur.segment.title_signs import opens
from rapporteur.segment.titles import is_candidate

SAID_RULE: Final = "base.tagged_heading"
_FULL: Final = 2.0
"""What a file calls a title may fill its rows."""


def said_titles(
    chunks: Sequence[Chunk],
    headings: Sequence[Heading | None],
    metrics: Metrics,
    grammar: Grammar,
) -> list[Heading | None]:
    """Return the headings, those added that the file says."""
    settled = list(headings)
    said = [index for index, chunk in enumerate(chunks) if chunk.tagged]
    if not said:
        return settled
    shown = (
        heading is not None or opens(chunk.labels)
        for chunk, heading in zip(chunks, headings, strict=True)
    )
    first = next((index for index, sure in enumerate(shown) if sure), 0)
    for index in said:
        if index > first and settled[index] is None:
            settled[index] = _said(chunks[index], metrics, grammar)
    return settled


def _said(chunk: Chunk, metrics: Metrics, grammar: Grammar) -> Heading | None:
    label = chunk.label("decimal")
    if label is not None and label.text_start < chunk.end:
        title = chunk.text[label.text_start - chunk.start :]
        reads = reads_like_a_title(title, LONGEST, grammar)
        return Heading(label, label_rank(label), PLAIN, RULE) if reads else None
    speaks = grammar.fits("act_opening", chunk.text.rstrip(","))
    sound = not speaks and is_candidate(chunk, metrics, grammar, _FULL)
    return Heading(None, None, PLAIN, SAID_RULE) if sound else None
