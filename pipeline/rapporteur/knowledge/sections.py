"""What a grammar may say beside its rules: settings, tables and word lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from rapporteur.knowledge.misspelt import hint
from rapporteur.knowledge.roles import SETTINGS, TABLES

_NAMES: Mapping[type, str] = {int: "number", str: "word"}


@dataclass(frozen=True, slots=True)
class Sections:
    """Settings, tables, lists and sub-patterns of a grammar, each by name."""

    settings: Mapping[str, Any]
    tables: Mapping[str, Mapping[str, Any]]
    lists: Mapping[str, Any]
    define: Mapping[str, str]


def slip(own: Sections, inherited: Sections | None, patterns: Iterable[str]) -> str | None:
    """Return in one line what a grammar says that nothing would ever ask for, if anything.

    `inherited` is what a family of reports extends; None for languages and the base, whose lists
    Python itself asks for.
    """
    found = [_settings(own.settings), _tables(own.tables)]
    found += [_lists(own, inherited, patterns)] if inherited else []
    return next(chain.from_iterable(found), None)


def _settings(settings: Mapping[str, Any]) -> Iterator[str]:
    for name, value in settings.items():
        kind = SETTINGS.get(name)
        if kind is None:
            yield f"unknown setting {name!r}{hint(name, SETTINGS)}"
        elif not isinstance(value, kind.type):
            yield f"setting {name!r} is {kind.form}, not {value!r}"


def _tables(tables: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    for name, entries in tables.items():
        table = TABLES.get(name)
        if table is None:
            yield f"unknown table {name!r}{hint(name, TABLES)}"
            continue
        for key, value in entries.items():
            if not isinstance(value, table.type):
                yield f"{key!r} of table {name!r} is no {_NAMES[table.type]}: {value!r}"
            elif table.most and value not in range(1, table.most + 1):
                yield f"{key!r} of table {name!r} is from 1 to {table.most}, not {value!r}"


def _lists(own: Sections, inherited: Sections, patterns: Iterable[str]) -> Iterator[str]:
    wording = [*patterns, *own.define.values(), *inherited.define.values()]
    for name in own.lists:
        called = any(rf"\L<{name}>" in pattern for pattern in wording)
        if name not in inherited.lists and not called:
            yield f"list {name!r} is used nowhere{hint(name, inherited.lists)}"
