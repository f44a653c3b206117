"""Find the structure: parts, headings, paragraphs, items, recommendations, tables."""

from __future__ import annotations

from collections.abc import Sequence

from rapporteur.knowledge.grammar import Grammar
from rapporteur.segment.blocks import Outline
from rapporteur.segment.build import Builder, Reading
from rapporteur.segment.captions import find_captions
from rapporteur.segment.chunks import build_chunks, find_labels
from rapporteur.segment.gaps import fill_gaps
from rapporteur.segment.headings import Heading, Look, find_heading
from rapporteur.segment.letters import settle_letters, settle_romans
from rapporteur.segment.listed import join_titles
from rapporteur.segment.merge import join_pages, list_headings, settle_numbers
from rapporteur.segment.nested import reject_nested
from rapporteur.segment.numbers import Use
from rapporteur.segment.row_gaps import close_gaps, join_labels
from rapporteur.segment.rows import build_rows, measure, mend_rows
from rapporteur.segment.settle import (
    settle_annexes,
    settle_larger,
    settle_lists,
    settle_recommendations,
    settle_siblings,
)
from rapporteur.segment.title_depths import settle_depths
from rapporteur.segment.title_rows import title_breaks
from rapporteur.segment.titles import find_titles
from rapporteur.source import Line
from rapporteur.text import Text


def segment(
    text: Text, lines: Sequence[Line], grammar: Grammar, contents: Sequence[str] = ()
) -> Outline:
    """Return the outline of the running text.

    Every non-blank character of `text` stands in exactly one block, as text or as label.
    `lines` are the source lines that the text still has, in order; `contents` are those of the
    table of contents, which names headings.
    """
    rows = build_rows(text, lines)
    metrics = measure(rows)
    if not metrics.geometry:
        rows = mend_rows(rows, metrics.width, lambda row: bool(find_labels(row, grammar)))
        rows = close_gaps(join_labels(rows, grammar), metrics.width, grammar)
    breaks = frozenset() if metrics.geometry else title_breaks(rows, metrics, grammar)
    chunks = build_chunks(rows, metrics, grammar, breaks)
    if not metrics.geometry:
        chunks = join_titles(chunks, metrics, contents)
    chunks = fill_gaps(chunks, grammar)
    chunks = reject_nested(chunks)
    chunks = join_pages(chunks, metrics, grammar)
    found = [find_heading(chunk, metrics, grammar) for chunk in chunks]
    if not metrics.geometry:
        found = find_titles(chunks, found, metrics, grammar, contents)
        found = settle_depths(chunks, found, grammar)
    headings = settle_annexes(settle_letters(chunks, list_headings(chunks, found)))
    headings = settle_romans(chunks, headings)
    headings = settle_lists(chunks, headings, metrics)
    headings = settle_siblings(settle_recommendations(chunks, headings, metrics, grammar))
    counted = settle_numbers(chunks, headings, metrics, grammar)
    chunks, headings, uses = counted.chunks, counted.headings, counted.uses
    looks = _looks(headings)
    headings = settle_larger(headings, looks)
    builder = Builder(metrics, grammar, text.content, looks)
    following: list[Use] = [*uses[1:], "none"]  # one too many if there is no chunk at all
    below = [*(None if head else chunk for chunk, head in zip(chunks, headings, strict=True)), None]
    captions = find_captions(chunks, headings, uses, metrics, grammar)
    readings = map(Reading, headings, uses, following, captions, below[1:])
    for chunk, reading in zip(chunks, readings, strict=True):
        builder.add(chunk, reading)
    return builder.finish()


def _looks(headings: Sequence[Heading | None]) -> dict[float, Look]:
    """Return how the labelled headings of each rank are set, the first of each."""
    looks: dict[float, Look] = {}
    for heading in headings:
        if heading and heading.label and heading.rank is not None:
            looks.setdefault(heading.rank, heading.look)
    return looks
