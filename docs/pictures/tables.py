"""Draw the tables of the database, from the models: `make pictures` writes tables.svg.

    python docs/pictures/tables.py [--dot]

Needs Graphviz (`apt install graphviz`). Every table is drawn with its columns: a key is underlined,
what may be null has a question mark. The link of each table to `documents` is left out.
"""

from __future__ import annotations

import re
import subprocess
import sys
from html import escape
from pathlib import Path

import sqlalchemy as sa

from rapporteur.store.schema import metadata

PICTURE = Path(__file__).with_name("tables.svg")
HEAD = """\
digraph tables {
graph [rankdir=LR, nodesep=0.15, ranksep=0.6, bgcolor=white, fontname="Helvetica"];
node [shape=plain, fontname="Helvetica", fontsize=9];
edge [color="#5c6bc0", arrowsize=0.5, penwidth=0.7];
"""


def dot() -> str:
    """Return the graph in the language of Graphviz."""
    tables = "".join(_table(table) for table in metadata.sorted_tables)
    edges = "".join(f"{one} -> {other};\n" for one, other in sorted(links()))
    return f"{HEAD}{tables}{edges}}}\n"


def links() -> set[tuple[str, str]]:
    """Return the pairs of tables of which the first refers to the second."""
    return {
        (table.name, key.referred_table.name)
        for table in metadata.tables.values()
        for key in table.foreign_key_constraints
        if key.referred_table.name != "documents"
    }


def _table(table: sa.Table) -> str:
    rows = "".join(_row(column) for column in table.columns)
    name = f'<TR><TD BGCOLOR="#e8eaf6" ALIGN="LEFT"><B>{table.name}</B></TD></TR>'
    style = 'BORDER="1" CELLBORDER="0" CELLSPACING="0" CELLPADDING="1" COLOR="#5c6bc0"'
    return f"{table.name} [label=<<TABLE {style}>{name}{rows}</TABLE>>];\n"


def _row(column: sa.Column[object]) -> str:
    name = escape(column.name)
    shown = f"<U>{name}</U>" if column.primary_key else name
    return f'<TR><TD ALIGN="LEFT">{shown}{"?" if column.nullable else ""}</TD></TR>'


def main() -> None:
    """Write the picture, or with --dot print the graph."""
    if "--dot" in sys.argv:
        print(dot())
        return
    command = ["dot", "-Tsvg"]
    drawn = subprocess.run(  # noqa: S603 - a program of the system, on a graph of ours
        command, input=dot(), capture_output=True, check=True, text=True
    )
    # The version of Graphviz is no part of the picture.
    PICTURE.write_text(re.sub(r"<!-- Generated.*?-->\n", "", drawn.stdout, flags=re.DOTALL))


if __name__ == "__main__":
    main()
