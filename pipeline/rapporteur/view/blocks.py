"""Parts of a report in full: a section with what is below it, a paragraph with its notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapporteur.report import Item, Paragraph, Section, Table
from rapporteur.view.index import Index, Node, pages
from rapporteur.view.terminal import OutputLine


def section(index: Index, chosen: Section) -> Iterator[OutputLine]:
    """Yield the text of a section and of all below it, with tables and footnotes."""
    for each in index.below(chosen):
        yield OutputLine(" ".join(filter(None, (each.label, each.title))), style="bold cyan")
        for paragraph in index.report.paragraphs:
            if paragraph.section == each.id:
                yield from _paragraph(index, paragraph)
        for table in index.report.tables:
            if table.section == each.id:
                yield from _table(table)


def paragraph(index: Index, chosen: Node, others: Sequence[Node]) -> Iterator[OutputLine]:
    """Yield a paragraph or item with its items and footnotes, and where it stands."""
    if chosen.item:
        yield from items(index, [chosen.item], 0)
    else:
        yield from _paragraph(index, chosen.paragraph)
    yield OutputLine()
    standing = index.sections.get(chosen.paragraph.section or "")
    where = f"{index.path(standing)}: {standing.title}" if standing else None
    rows = {
        "id": chosen.id,
        "section": where,
        "part": chosen.paragraph.part,
        "printed": pages(chosen.paragraph),
        "rule": chosen.paragraph.rule,
        "same number": ", ".join(node.id for node in others),
    }
    yield from (OutputLine(text, label, style="dim") for label, text in rows.items() if text)


def _paragraph(index: Index, one: Paragraph) -> Iterator[OutputLine]:
    yield OutputLine(one.text, one.number or "–")
    yield from items(index, one.items, 1)
    if one.tail:
        yield OutputLine(one.tail, "…")
    yield from _footnotes(index, one.footnotes, 1)


def items(index: Index, listed: Sequence[Item], depth: int) -> Iterator[OutputLine]:
    """Yield items with what is below them, indented."""
    for item in listed:
        yield OutputLine(item.text, item.label, depth)
        yield from items(index, item.items, depth + 1)
        if item.tail:
            yield OutputLine(item.tail, "…", depth)
        yield from _footnotes(index, item.footnotes, depth + 1)


def _footnotes(index: Index, ids: Sequence[str], depth: int) -> Iterator[OutputLine]:
    for note in (index.footnotes[name] for name in ids if name in index.footnotes):
        yield OutputLine(note.text, f"note {note.marker}", depth, style="dim", label_style="dim")


def _table(table: Table) -> Iterator[OutputLine]:
    yield OutputLine(table.title or "", table.id)
    for row in (table.header, *table.rows):
        yield OutputLine(" | ".join(row), depth=1)
