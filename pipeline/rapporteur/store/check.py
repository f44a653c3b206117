"""What no database could hold alike is refused before any of them is asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any

import orjson
import sqlalchemy as sa

from rapporteur.errors import UnfitError
from rapporteur.store.rows import Rows, TableRow
from rapporteur.store.schema import SHARED, metadata

_NUL = rb"\u0000"
LARGEST = 2**31 - 1
LONGEST_KEY = 1000
"""Bytes. An index of PostgreSQL takes 2704 for a key of several columns."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """What `check` needs to know of a table."""

    key: tuple[str, ...]
    indexed: tuple[str, ...]
    numbers: tuple[str, ...]
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
    numbers = [c.name for c in table.columns if not isinstance(c.type, sa.Text)]
    return _Facts(key, tuple(texts), tuple(numbers), links)


def check(rows: Rows) -> bytes:
    """Return `rows` as JSON; raise `UnfitError` if one cannot stand in every database.

    Text may have every character but NUL and halves of surrogate pairs; numbers have 32 bits;
    an id is given once, and is short enough for an index; every reference has its target.
    """
    for table, found in rows.items():
        if not _are_sound(table, found):
            _check_values(table, found)
    if not _are_linked(rows):
        _check_links(rows)
    try:
        content = orjson.dumps(rows)
    except TypeError:
        content = _NUL  # the half of a surrogate pair: let it be named
    if _NUL in content:
        _check_characters(rows)
    return content


def check_text(where: str, text: str) -> str:
    """Return `text`; raise `UnfitError` if no database can hold it."""
    if reason := _unfit(text):
        raise UnfitError(f"{where} {reason}")
    return text


def _are_sound(table: str, found: list[TableRow]) -> bool:
    """Return whether all values of a table are fit, column by column, which is fast."""
    facts = _facts(table)
    for column in facts.numbers:
        values = [row[column] for row in found]
        if not all(value is None or -LARGEST <= value <= LARGEST for value in values):
            return False
    return not any(_too_long(row[column]) for column in facts.indexed for row in found)


def _are_linked(rows: Rows) -> bool:
    """Return whether every id is given once and every reference has its target."""
    keys = {table: _values(found, _facts(table).key) for table, found in rows.items()}
    if any(len(keys[table]) != len(found) for table, found in rows.items()):
        return False
    for table, found in rows.items():
        for columns, target, names in _facts(table).links:
            there = rows.get(target, [])
            whole = names == _facts(target).key
            known = keys.get(target, set()) if whole else _values(there, names)
            wanted = _values((row for row in found if row[columns[-1]] is not None), columns)
            if not wanted <= known:
                return False
    return True


def _values(found: Iterable[TableRow], columns: tuple[str, ...]) -> set[Any]:
    """Return the values of some columns, each once."""
    return set(map(itemgetter(*columns), found))


def _check_values(table: str, found: list[TableRow]) -> None:
    facts = _facts(table)
    for row in found:
        for column in facts.numbers:
            value = row[column]
            # Not a number, infinity and what is too large fail this alike.
            if value is not None and not -LARGEST <= value <= LARGEST:
                raise UnfitError(f"{_where(table, row)}: {column}: {value} is too large a number")
        for column in facts.indexed:
            if _too_long(row[column]):
                reason = f"is longer than the {LONGEST_KEY} bytes of a key"
                raise UnfitError(f"{_where(table, row)}: {column} {reason}")


def _check_characters(rows: Rows) -> None:
    for table, found in rows.items():
        for row in found:
            for column, value in row.items():
                if isinstance(value, str) and (reason := _unfit(value)):
                    raise UnfitError(f"{_where(table, row)}: {column} {reason}")


def _unfit(text: str) -> str | None:
    if "\0" in text:
        return "has a NUL character, which PostgreSQL cannot hold"
    if any("\ud800" <= character <= "\udfff" for character in text):
        return "has half of a surrogate pair, which is no character"
    return None


def _too_long(key: str | None) -> bool:
    if key is None or len(key) <= LONGEST_KEY // 4:  # a character has four bytes at most
        return False
    return len(key.encode("utf-8", "surrogatepass")) > LONGEST_KEY


def _where(table: str, row: TableRow) -> str:
    key = " ".join(str(row.get(name)) for name in _facts(table).key if name != "document_id")
    return f"{table} {key[:80]}".strip()


def _check_links(rows: Rows) -> None:
    """Refuse what is given twice, then what leads nowhere."""
    for table, found in rows.items():
        key = _facts(table).key
        seen: set[tuple[Any, ...]] = set()
        for row in found:
            at = tuple(row[name] for name in key)
            if at in seen:
                raise UnfitError(f"{_where(table, row)} is given twice")
            seen.add(at)
    for table, found in rows.items():
        for columns, target, names in _facts(table).links:
            known = {tuple(row[name] for name in names) for row in rows.get(target, ())}
            for row in found:
                at = tuple(row[name] for name in columns)
                if at[-1] is not None and at not in known:
                    reason = f"{columns[-1]} {at[-1]!r} is not in {target}"
                    raise UnfitError(f"{_where(table, row)}: {reason}")
