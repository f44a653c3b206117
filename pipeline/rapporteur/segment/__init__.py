"""Find the structure: parts, headings, paragraphs, items, recommendations, tables.

Rows are put into chunks as the page shows them. What the page and the neighbours say of each chunk
is gathered first; then the cheapest reading of the whole gives each its role; then the outline is
grown from the roles.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from rapporteur.knowledge.grammar import Grammar
from rapporteur.segment.blocks import Outline
from rapporteur.segment.choice import choose_roles
from rapporteur.segment.chunks import build_chunks, find_labels
from rapporteur.segment.evidence import gather
from rapporteur.segment.fold import Fold
from rapporteur.segment.gaps import fill_gaps
from rapporteur.segment.headings import HeadingFinder
from rapporteur.segment.listed import join_titles
from rapporteur.segment.nested import reject_nested
from rapporteur.segment.page_joints import join_pages
from rapporteur.segment.parted_titles import part_titles
from rapporteur.segment.row_gaps import close_gaps, join_labels
from rapporteur.segment.rows import Row, build_rows, measure, mend_rows, part_rows
from rapporteur.segment.title_rows import title_breaks
from rapporteur.segment.title_series import recurring_titles
from rapporteur.segment.unfound import unfound
from rapporteur.segment.unwrapped import block_starts, is_unwrapped, wrap_rows
from rapporteur.segment.weighed import doubts, weighed
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
    starts: frozenset[int] = frozenset()
    if is_unwrapped(rows):
        rows = join_labels(rows, 0, grammar)
        starts = block_starts(rows, grammar)
        rows = list(wrap_rows(rows))
    metrics = measure(rows)
    if not (metrics.geometry or starts):
        rows = part_rows(part_titles(rows, contents, grammar), metrics.width)
        rows = mend_rows(rows, metrics.width, lambda row: bool(find_labels(row, grammar)))
        rows = close_gaps(join_labels(rows, metrics.width, grammar), metrics.width, grammar)
    loose = [row for row in rows if not row.tabled]
    recurring: Mapping[int, int] = {}
    breaks: frozenset[int] = frozenset()
    if not metrics.geometry:
        tabled = frozenset(row.start for above, row in pairwise(rows) if above.tabled)
        recurring = recurring_titles(loose, metrics, grammar, _of_tables(rows))
        breaks = title_breaks(loose, metrics, grammar, contents, recurring, tabled)
    chunks = build_chunks(rows, metrics, grammar, breaks | starts)
    if not metrics.geometry:
        chunks = join_titles(chunks, metrics, contents, grammar)
    chunks = reject_nested(fill_gaps(chunks, grammar))
    finder = HeadingFinder(metrics, grammar)
    chunks = join_pages(chunks, finder)
    known = gather(chunks, finder, contents, recurring)
    chosen = choose_roles(known, metrics, grammar, text.content)
    fold = Fold()
    for evidence, one in zip(known, chosen, strict=True):
        fold.add(evidence.chunk, one.choice.roles)
    outline = fold.finish(text.content, grammar)
    outline.weighed = list(map(weighed, known, chosen))
    outline.doubts += [*doubts(outline.weighed), *unfound(outline, contents, text.content, grammar)]
    return outline


def _of_tables(rows: Sequence[Row]) -> frozenset[int]:
    """Return the starts of rows that name columns or curves: above a table, or below a flat one."""
    over = {row.start for row, below in pairwise(rows) if below.tabled}
    return frozenset(over | {row.start for above, row in pairwise(rows) if above.line.drawn})
