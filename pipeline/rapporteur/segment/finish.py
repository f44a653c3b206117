"""What is known only when all blocks stand: the names of acts."""

from __future__ import annotations

from collections.abc import Iterable

from rapporteur.knowledge.grammar import Grammar
from rapporteur.segment.blocks import HeadingBlock
from rapporteur.text import Span


def label_acts(headings: Iterable[HeadingBlock], content: str, grammar: Grammar) -> None:
    """Take what names an act or article, such as "Draft resolution I", as the title's label.

    It stands on a line of its own, or, as "Article 7", before a full stop.
    """
    for block in headings:
        if block.label is None and block.pieces:
            _label_act(block, content, grammar)


def _label_act(block: HeadingBlock, content: str, grammar: Grammar) -> None:
    first, *others = block.pieces
    article = grammar.match("article_title", content[first.start : first.end])
    if article is not None:
        label, begin = article[1]["label"], first.start + article[1].end()
        block.label, block.label_span = " ".join(label.split()), Span(first.start, begin)
        block.pieces = [Span(begin, first.end), *others]
        return
    name, _, rest = content[first.start : first.end].partition("\n")
    if not grammar.fits("titled_heading", name.strip()) or not (rest.strip() or others):
        return
    begin = first.start + len(name)
    block.label = " ".join(name.split()).rstrip(".*∗")
    block.label_span = Span(first.start, begin)
    block.pieces = [*([Span(begin + 1, first.end)] if rest.strip() else []), *others]
