"""Text without a label: evidence that it goes on with the item, list or paragraph above."""

from __future__ import annotations

from rapporteur.knowledge.grammar import compile_pattern
from rapporteur.segment.chunks import Chunk
from rapporteur.segment.context import LastItem, Lead
from rapporteur.segment.rows import Metrics

_LOWER = compile_pattern(r"^[a-z(]")
_DEEPER = 8.0
_FLUSH = 3.0
_FAR = 1 / 3


def goes_on_in_lower_case(chunk: Chunk) -> bool:
    """Say whether the chunk begins with a small letter or a bracket."""
    return _LOWER.match(chunk.text) is not None


def goes_on_behind_list(chunk: Chunk, paragraph: Lead, metrics: Metrics) -> bool:
    """Say whether the chunk is text of the paragraph that goes on behind its list.

    Below a numbered paragraph text at its own indent is: a new one would have a number.
    """
    if goes_on_in_lower_case(chunk):
        return True
    flush = metrics.geometry and abs(chunk.left - paragraph.left) < _FLUSH
    return flush and paragraph.kind == "numbered" and not _has_first_indent(chunk)


def continues_item(chunk: Chunk, item: LastItem, paragraph: Lead, metrics: Metrics) -> bool:
    """Say whether the chunk is a further paragraph of the last item, by its indent.

    A file that states its paragraphs sets them deeper; the width of a page says nothing there.
    """
    if chunk.stated and chunk.rows[0].line.box is None:
        return chunk.left > item.left + _DEEPER
    if not metrics.geometry or _has_first_indent(chunk):
        return False
    deeper = chunk.left > paragraph.left + _DEEPER and chunk.left >= item.left - 2
    return deeper and not _is_on_the_right(chunk, item, metrics)


def _is_on_the_right(chunk: Chunk, item: LastItem, metrics: Metrics) -> bool:
    """Say whether the chunk is set against the right margin, as where an act was adopted.

    The second column of a list begins as far right, but does not end there.
    """
    far = chunk.left - item.left > _FAR * (metrics.right - metrics.left)
    return far and chunk.rows[-1].right > metrics.right - _FLUSH


def is_introduced(chunk: Chunk, paragraph: Lead, metrics: Metrics) -> bool:
    """Say whether the chunk is set as what a numbered paragraph introduces: deeper, or short."""
    if not metrics.geometry or paragraph.kind == "unnumbered":
        return False
    deeper = min(row.left for row in chunk.rows) > paragraph.left + _DEEPER
    return deeper or all(metrics.short(row) for row in chunk.rows)


def _has_first_indent(chunk: Chunk) -> bool:
    """Say whether only the first row is indented, as a new paragraph is."""
    return len(chunk.rows) > 1 and chunk.rows[1].left < chunk.left - 3
