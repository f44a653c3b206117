"""What changed, as data: a difference has groups, a group changes, a change fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Json = Mapping[str, Any]
Action = Literal["added", "removed", "changed", "moved"]

MAKING = ("schema_version", "generator", "source")
"""Keys that say how a report was made; a difference there alone leaves the document the same."""


@dataclass(frozen=True, slots=True)
class SignedWords:
    """Words that stand in both texts (`=`), in the old one (`-`) or the new one (`+`)."""

    sign: Literal["=", "-", "+"]
    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """A key whose value differs: its words if it is text, its entries if it is a list."""

    name: str
    before: Any
    after: Any
    words: tuple[SignedWords, ...] = ()
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A thing that was added, removed, changed or moved.

    `where` is what a person calls it, `old` and `new` are its ids, `page` is where it is printed
    (in the new report if it is there), `text` is what was added or removed, `inner` are the
    changes of its items, `renumbered` those of which the label alone changed.
    """

    kind: str
    action: Action
    where: str
    old: str | None
    new: str | None
    page: int | None = None
    text: str = ""
    fields: tuple[Field, ...] = ()
    inner: tuple[Change, ...] = ()
    renumbered: tuple[Renumbered, ...] = ()


@dataclass(frozen=True, slots=True)
class Renumbered:
    """A run of things whose number or id alone changed: the first and last of both reports."""

    old: tuple[str, str]
    new: tuple[str, str]
    count: int


@dataclass(frozen=True, slots=True)
class Group:
    """The changes under one key of the report."""

    key: str
    changes: tuple[Change, ...]
    renumbered: tuple[Renumbered, ...] = ()

    def counts(self) -> dict[str, int]:
        """Return how many there are of each action, and how many were renumbered."""
        found = {
            action: sum(change.action == action for change in self.changes)
            for action in ("added", "removed", "changed", "moved")
        }
        return found | {"renumbered": sum(run.count for run in self.renumbered)}


@dataclass(frozen=True, slots=True)
class ReportName:
    """Which report it is."""

    name: str
    sha256: str
    symbols: tuple[str, ...]
    title: str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs between two reports, in the order of the report's keys.

    `identical` says that both have the same JSON; if neither that nor any group, only the order
    of lists differs.
    """

    old: ReportName
    new: ReportName
    identical: bool
    groups: tuple[Group, ...]

    @property
    def same(self) -> bool:
        """Whether both say the same of the document, however they were made."""
        return all(group.key in MAKING for group in self.groups)

    def group(self, key: str) -> Group:
        """Return the changes under a key, none if nothing differs there."""
        return next((group for group in self.groups if group.key == key), Group(key, ()))
