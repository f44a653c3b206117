"""What no database could hold alike is refused before any of them is asked."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa

from rapporteur.errors import UnfitError
from rapporteur.store.rows import Row, Rows
from rapporteur.store.schema import SHARED, metadata

LARGEST = 2**31 - 1
LONGEST_KEY = 1000
"""Bytes. An index of PostgreSQL takes 2704 for a key of several columns."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """What `check` needs to know of a table."""

    key: tuple[str, ...]
    indexed: tuple[str, ...]
    links: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...]


@cache
def _facts(name: str) -> _Facts:
    table = metadata.tables[name]
    key = tuple(column.name for column in table.primary_key)
    indexed = {column.name for index in table.indexes for column in index.columns} | set(key)
    links = tuple(
        (
            tuple(link.column_keys),
            link.referred_table.name,
            tuple(element.column.name for element in link.elements),
        )
        for link in sorted(table.foreign_key_constraints, key=lambda link: tuple(link.column_keys))
        if link.referred_table.name not in (*SHARED, "documents")
    )
    texts = [c.name for c in table.columns if isinstance(c.type, sa.Text) and c.name in indexed]
    return _Facts(key, tuple(texts), links)


def check(rows: Rows) -> None:
    """Raise `UnfitError` if a row cannot stand in every database, or leads to none.

    Text may have every character but NUL and halves of surrogate pairs; numbers have 32 bits;
    an id is given once, and is short enough for an index; every reference has its target.
    """
    for table, found in rows.items():
        for row in found:
            for column, value in row.items():
                if reason := _unfit(value):
                    raise UnfitError(f"{_where(table, row)}: {column}: {reason}")
            for column in _facts(table).indexed:
                if _too_long(row.get(column)):
                    raise UnfitError(
                        f"{_where(table, row)}: {column}: longer than {LONGEST_KEY} bytes"
                    )
    for problem in _unlinked(rows):
        raise UnfitError(problem)


def _unfit(value: Any) -> str | None:
    if isinstance(value, str):
        if "\0" in value:
            return "has a NUL character, which PostgreSQL cannot hold"
        if not value.isascii() and _has_surrogate(value):
            return "has half of a surrogate pair, which is no character"
    elif isinstance(value, float):
        return None if math.isfinite(value) else "is no number"
    elif value is not None and abs(value) > LARGEST:
        return f"{value} is too large"
    return None


def _has_surrogate(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _too_long(value: Any) -> bool:
    return isinstance(value, str) and (
        len(value) > LONGEST_KEY or (len(value) * 4 > LONGEST_KEY < len(value.encode()))
    )


def _where(table: str, row: Row) -> str:
    key = " ".join(str(row.get(name)) for name in _facts(table).key if name != "document_id")
    return f"{table} {key[:80]}".strip()


def _unlinked(rows: Rows) -> Iterator[str]:
    """Yield what is given twice, then what leads nowhere."""
    for table, found in rows.items():
        key = _facts(table).key
        seen: set[tuple[Any, ...]] = set()
        for row in found:
            at = tuple(row[name] for name in key)
            if at in seen:
                yield f"{_where(table, row)}: is given twice"
            seen.add(at)
    for table, found in rows.items():
        for columns, target, names in _facts(table).links:
            known = {tuple(row[name] for name in names) for row in rows.get(target, ())}
            for row in found:
                at = tuple(row[name] for name in columns)
                if at[-1] is not None and at not in known:
                    yield f"{_where(table, row)}: {columns[-1]} {at[-1]!r} is not in {target}"
