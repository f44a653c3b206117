"""Ids that people can read, each handed out once."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from itertools import filterfalse

from rapporteur.knowledge.grammar import compile_pattern

_SLUG = compile_pattern(r"[^a-z0-9]+")


@dataclass(slots=True)
class Ids:
    """Hands out ids, each once: a second `p1` becomes `p1-2`."""

    taken: dict[str, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def next(self, prefix: str) -> str:
        """Return `prefix` with the next number: `u1`, then `u2`."""
        self.counts[prefix] = self.counts.get(prefix, 0) + 1
        return self.new(f"{prefix}{self.counts[prefix]}")

    def new(self, wish: str) -> str:
        """Return `wish` or, if it is taken, `wish` with the next free number."""
        count = self.taken.get(wish, 0) + 1
        self.taken[wish] = count
        return wish if count == 1 else self.new(f"{wish}-{count}")


def slug(name: str, *, upper: bool = False) -> str:
    """Return `name` in letters without accents, digits and hyphens; dots inside numbers stay."""
    if upper and all(c.isalnum() or c == "." for c in name):
        return name
    bare = filterfalse(unicodedata.combining, unicodedata.normalize("NFKD", name.lower()))
    return _SLUG.sub("-", "".join(bare)).strip("-")
