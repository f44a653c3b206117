"""Nodes: the texts of a report that are searched for names."""

from __future__ import annotations

from collections.abc import Iterable

from rapporteur.body.body import Body
from rapporteur.knowledge.grammar import language
from rapporteur.report import AgendaItem, Item, Paragraph, Table


def nodes(body: Body) -> list[tuple[str, str]]:
    """Return id and text of every node that can hold mentions, in document order."""
    found = [(section.id, section.title) for section in body.sections]
    for paragraph in body.paragraphs:
        found += _paragraph_nodes(paragraph)
    return found + [(note.id, note.text) for note in body.footnotes]


def _paragraph_nodes(block: Paragraph | Item) -> list[tuple[str, str]]:
    found = [(block.id, block.text)]
    for item in block.items:
        found += _paragraph_nodes(item)
    return found + ([(f"{block.id}#tail", block.tail)] if block.tail else [])


def asides(body: Body, front: Iterable[str]) -> list[tuple[str, str]]:
    """Return the texts that may name someone but hold no mentions: table cells, agenda, front."""
    found = [(f"document#{index}", line) for index, line in enumerate(front)]
    for table in body.tables:
        cells = [cell for row in (table.header, *table.rows) for cell in row if cell]
        found += [(f"{table.id}#{index}", cell) for index, cell in enumerate(cells)]
    return found + [(f"agenda#{n}", title) for n, title in enumerate(_titles(body.agenda))]


def name_cells(body: Body) -> dict[str, str]:
    """Return the cells of columns of names, as `asides` calls them, with the State beside each.

    "Name of member | Country of nationality"; empty where no column tells the State.
    """
    found = {}
    for table in body.tables:
        names, states = (_column(table, role) for role in ("name_column", "state_column"))
        index = 0
        for row in (table.header, *table.rows):
            for at, cell in enumerate(row):
                if cell and at == names and row is not table.header:
                    beside = row[states] if states is not None and states < len(row) else ""
                    found[f"{table.id}#{index}"] = beside or ""
                index += bool(cell)
    return found


def _column(table: Table, role: str) -> int | None:
    """Return the first column whose header says what a role asks for."""
    titled = (at for at, cell in enumerate(table.header) if cell and language().fits(role, cell))
    return next(titled, None)


def _titles(agenda: Iterable[AgendaItem]) -> list[str]:
    return [title for item in agenda for title in (item.title, *_titles(item.items))]
