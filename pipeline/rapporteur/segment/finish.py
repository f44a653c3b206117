"""What is known only when all blocks stand: names of acts, tables that go on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapporteur.knowledge.grammar import Grammar
from rapporteur.segment.blocks import HeadingBlock, TableBlock
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


def join_tables(tables: Sequence[TableBlock], content: str) -> list[TableBlock]:
    """Return the tables with those as one that go on on the next page, below the same head."""
    joined: list[TableBlock] = []
    for table in tables:
        head = _texts(table.rows[0], content)
        if joined and table.goes_on and any(head) and head == _texts(joined[-1].rows[0], content):
            joined[-1].repeated += [span for cell in table.rows[0] for span in cell]
            joined[-1].rows += table.rows[1:]
        else:
            joined.append(table)
    return joined


def _texts(row: Sequence[Sequence[Span]], content: str) -> list[str]:
    return [
        " ".join(" ".join(content[span.start : span.end].split()) for span in cell) for cell in row
    ]
