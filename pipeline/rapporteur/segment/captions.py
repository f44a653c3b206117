"""Captions: the chunks that name a table or a figure, and are no headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from rapporteur.knowledge.grammar import Grammar
from rapporteur.segment.chunks import Chunk
from rapporteur.segment.headings import Heading, look_of
from rapporteur.segment.rows import LARGER, Metrics

Caption = Literal["name", "title"]
"""What a caption gives: "Table 3" only, or the title of what stands below."""

_REACH = 3
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Captions:
    """Tells captions: `names` is for each chunk what its wording alone says.

    `of_charts` says whether it is of a chart: its labels, what it counts, where that comes from;
    `under_charts` whether it begins "Figure 4. …" right below the labels of one.
    """

    chunks: Sequence[Chunk]
    headings: Sequence[Heading | None]
    metrics: Metrics
    names: Sequence[Caption | None]
    of_charts: Sequence[bool]
    under_charts: Sequence[bool]

    def of(self, index: int, bare: Chunk) -> Caption | None:
        """Return which caption the chunk at `index` is, read as `bare`, if it is surely one.

        What looks like a heading below "Table 3" is the title of the table. So is bold text there,
        or right above a table, that the tags of the PDF do not call a heading. What a file that
        states its paragraphs calls a heading is one, and gives the table below its title as any
        heading does.
        """
        if named := self.names[index]:
            return named
        if self._heads_chart(index):
            return "title"
        below_name = self._is_below_name(index)
        untagged = _is_bold_title(bare, self.headings[index])
        if untagged and (below_name or self._is_above_table(index)):
            return "title"
        return "title" if below_name and self._is_bare(index) else None

    def parts_section(self, index: int) -> bool:
        """Say whether what looks like a heading stands right above a table, in no larger type.

        Between two paragraphs of one section it is the title of the table.
        """
        small = self.chunks[index].size <= self.metrics.size + LARGER
        return small and self._is_above_table(index) and self._is_bare(index)

    def _is_below_name(self, index: int) -> bool:
        return index > 0 and self.names[index - 1] == "name"

    def _is_above_table(self, index: int) -> bool:
        return index + 1 < len(self.chunks) and self.chunks[index + 1].in_table

    def _heads_chart(self, index: int) -> bool:
        """Say whether a heading is the title of a chart or of a part of it: "(a) Imports".

        The name of the figure stands above, the chart below, and no text between them; or the chart
        right below, and the name below that. What a file that states its paragraphs calls a heading
        is one.
        """
        heading = self.headings[index]
        if (
            self.chunks[index].stated
            or heading is None
            or (heading.label is not None and heading.label.style != "letter")
        ):
            return False
        above = range(index - 1, max(-1, index - 1 - _REACH), -1)
        below = range(index + 1, min(index + 1 + _REACH, len(self.chunks)))
        named = next((at for at in above if self.names[at] == "name"), None)
        drawn = next((at for at in below if self.of_charts[at]), None)
        if named is None or drawn is None:
            return self._is_above_named_chart(index)
        return all(_is_brief(self.chunks[at]) for at in range(named, drawn))

    def _is_above_named_chart(self, index: int) -> bool:
        """Say whether right below a heading a chart stands, and the name of the figure below that.

        The tags of the PDF do not call it a heading.
        """
        below = index + 1
        while below < len(self.chunks) and self.chunks[below].drawn:
            below += 1
        charted = below > index + 1 and below < len(self.chunks)
        untagged = self._is_bare(index) and not self.chunks[index].tagged
        return charted and untagged and self.under_charts[below]

    def _is_bare(self, index: int) -> bool:
        """Say whether a chunk is a heading without a label that no file of paragraphs states."""
        heading, chunk = self.headings[index], self.chunks[index]
        if heading is None or heading.label is not None:
            return False
        return not (chunk.tagged and chunk.stated)


def find_captions(
    chunks: Sequence[Chunk],
    headings: Sequence[Heading | None],
    metrics: Metrics,
    grammar: Grammar,
) -> Captions:
    """Read the wording of every chunk once, so that neighbours can be asked."""
    names = [_named(chunk, grammar) for chunk in chunks]
    of_charts = [_is_of_chart(chunk, grammar) for chunk in chunks]
    under = [above.drawn and _begins_caption(chunk, grammar) for above, chunk in pairwise(chunks)]
    return Captions(chunks, headings, metrics, names, of_charts, [False, *under])


def _begins_caption(chunk: Chunk, grammar: Grammar) -> bool:
    """Say whether a chunk begins as a caption does: set small, it may end as a sentence."""
    return grammar.fits("caption", " ".join(chunk.text.split(maxsplit=2)[:2]))


def _is_bold_title(chunk: Chunk, heading: Heading | None) -> bool:
    """Say whether a chunk that is no heading, since the tags of the PDF say so, is a title."""
    return (
        heading is None
        and not chunk.drawn
        and not chunk.labels
        and not chunk.ended
        and look_of(chunk, None).bold
    )


def _is_of_chart(chunk: Chunk, grammar: Grammar) -> bool:
    """Say whether a chunk is of a chart; a table has what it counts in cells, or above them.

    Figures alone stand beside an axis.
    """
    if chunk.drawn or chunk.in_table:
        return chunk.drawn
    if not any(map(str.isalpha, chunk.text)):
        return True
    return grammar.fits("caption_unit", chunk.text) or grammar.fits("source_note", chunk.text)


def _is_brief(chunk: Chunk) -> bool:
    """Say whether a chunk is no running text, as what stands above a chart is none."""
    return len(chunk.text) <= _LONGEST and not chunk.ended and chunk.label("decimal") is None


def _named(chunk: Chunk, grammar: Grammar) -> Caption | None:
    """Say what the chunk gives if it is "Table 3", or "Table 3. Ports by region"."""
    named = None if chunk.in_table or chunk.drawn else grammar.match("caption", chunk.text)
    if named is None:
        return None
    return "title" if named[1]["title"] else "name"
