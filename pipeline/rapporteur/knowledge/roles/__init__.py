"""The roles of rules: what the pipeline asks grammars for, one line each.

A role that Python begins to ask for gets its line in `structure`, `facts` or `names`; a grammar
that uses it before is refused. `rapporteur grammars roles` prints the tables for docs/grammars.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rapporteur.knowledge.roles.facts import FACTS
from rapporteur.knowledge.roles.names import NAMES
from rapporteur.knowledge.roles.role import (
    COUNTS,
    OPENS,
    SETTINGS,
    STYLES,
    TABLES,
    Role,
    countable,
    style_of,
)
from rapporteur.knowledge.roles.structure import STRUCTURE

__all__ = [
    "COUNTS",
    "OPENS",
    "ROLES",
    "SETTINGS",
    "STYLES",
    "TABLES",
    "Role",
    "countable",
    "style_of",
    "tables",
]

_GROUPED: Mapping[str, tuple[Role, ...]] = {**STRUCTURE, **FACTS, **NAMES}
ROLES: Mapping[str, Role] = {role.name: role for roles in _GROUPED.values() for role in roles}


def tables() -> str:
    """Return a table in Markdown for each group of roles; then styles, settings and tables."""
    lines = [
        "In *groups*, those in brackets may be left out; *one* says that a family has one rule."
    ]
    for title, roles in _GROUPED.items():
        lines += ["", f"### {title}", "", "| role | is | groups | value | asked by |"]
        lines += ["|---|---|---|---|---|", *map(_row, roles)]
    return "\n".join([*lines, "", *_styles(), "", *_settings(), "", *_tables()]) + "\n"


def _row(role: Role) -> str:
    groups = [f"`{name}`" for name in role.groups.split()]
    groups += [f"(`{name}`)" for name in role.optional.split()]
    values = role.means or ", ".join(f"`{value}`" for value in role.values)
    if role.values == tuple(STYLES):
        values = "[a style](#styles-of-labels)"
    about = f"{role.about} (one)" if role.single else role.about
    return f"| `{role.name}` | {about} | {' '.join(groups)} | {values} | {role.used_in} |"


def _styles() -> Iterator[str]:
    yield from ("### Styles of labels", "", "| value | counts | opens |", "|---|---|---|")
    for style, (counts, opens) in STYLES.items():
        yield f"| `{style}` | {counts or ''} | {opens} |"


def _settings() -> Iterator[str]:
    yield from ("### Settings", "", "| name | is | says |", "|---|---|---|")
    for name, setting in SETTINGS.items():
        yield f"| `{name}` | {setting.form} | {setting.about} |"


def _tables() -> Iterator[str]:
    yield from ("### Tables", "", "| name | values | says |", "|---|---|---|")
    for name, table in TABLES.items():
        values = "words" if table.type is str else "numbers"
        most = f" from 1 to {table.most}" if table.most else ""
        yield f"| `[tables.{name}]` | {values}{most} | {table.about} |"
