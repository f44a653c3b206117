"""Small tables of a name and a value that recur, as under each of many recommendations.

The same names stand below one another each time: "Office", "Status", "Due". Some tools set the
value behind its name, "Status Open"; others all names first and then all values.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from rapporteur.knowledge.grammar import compile_pattern
from rapporteur.readers.plain_entries import EARLY, TextRow, is_early, text_rows
from rapporteur.readers.plain_signs import LABEL

SIZE: Final = 4
"""So many names below one another tell a form, if they recur as often."""
FEWEST: Final = 3
FOLLOWED: Final = 0.6
"""So often two names stand below one another, where one of them does."""
SPLIT: Final = 3
"""So many lines above the others a name may stand with a value of several lines."""
MOST: Final = 2
"""So many lines of values stand below each name at most, in the mean."""
STOPS: Final = (".", ";", "?", "!", ",")
NAMED: Final = compile_pattern(r"\p{Lu}[\p{L}’'-]+:?(?:\s|$)")
FURNITURE: Final = compile_pattern(r"[^\p{Ll}]*")

_Names = tuple[str, ...]


def form_rows(pages: Sequence[Sequence[str]], width: float) -> list[set[int]]:
    """Return for each page the lines that are rows of forms that recur.

    `width` is that of running text, 0 if nothing shows it.
    """
    rows = [row._replace(text=" ".join(row.text.split())) for row in text_rows(pages)]
    found: list[set[int]] = [set() for _ in pages]
    for low, high in _Forms(rows, width).find() if width else ():
        for row in rows[low:high]:
            found[row.page].add(row.at)
    return found


class _Forms:
    """Finds the rows of forms; a name is told by its first word."""

    def __init__(self, rows: Sequence[TextRow], width: float) -> None:
        self._rows = rows
        self._width = width
        self._firsts = [row.text.partition(" ")[0] for row in rows]
        self._named = [
            NAMED.match(row.text) is not None and not row.text.endswith(STOPS) for row in rows
        ]

    def find(self) -> Iterator[tuple[int, int]]:
        """Yield the rows of each form, `[low, high)`."""
        places = self._recurring()
        named = {self._name(at) for at in places}
        last = self._last_names(places)
        end = 0
        for at in sorted(places):
            if at < end:
                continue
            high = at
            while high in places and self._beside(at, high):
                high += 1
            if self._adjoins(high) and self._name(high) in last[places[at]]:
                high += 1
            while self._adjoins(high) and self._rows[high].text[0].islower():
                high += 1
            low = self._upward(at, end, named)
            end = self._values_end(low, high) if places[at] else high
            if end > high or not places[at]:
                yield low, end

    def _recurring(self) -> Mapping[int, bool]:
        """Return the rows that begin with names which recur below one another; if they are bare.

        Either every name has values beside it, which differ, or none has. Where a value of several
        lines parts the names, the others tell a form of those that were found elsewhere.
        """
        words, pairs = Counter(self._firsts), Counter(pairwise(self._firsts))
        parts: dict[_Names, bool] = {}
        for names, starts in self._grams(SIZE).items():
            if len(starts) < FEWEST or any(
                pairs[pair] < FOLLOWED * words[pair[0]] for pair in pairwise(names)
            ):
                continue
            bare = {self._are_bare([at + step for at in starts]) for step in range(SIZE)}
            if len(bare) == 1:
                parts[names[:-1]] = parts[names[1:]] = True in bare
        return {
            at + step: parts[names]
            for names, starts in self._grams(SIZE - 1).items()
            if names in parts
            for at in starts
            for step in range(SIZE - 1)
        }

    def _grams(self, size: int) -> Mapping[_Names, list[int]]:
        """Return the names of so many rows that may be of a form, with their first rows."""
        grams: Mapping[_Names, list[int]] = defaultdict(list)
        for at in range(len(self._rows) - size + 1):
            if not all(self._named[at : at + size]):
                continue
            names = tuple(self._firsts[at : at + size])
            if len(set(names)) == size and self._may_be_form(self._rows[at : at + size], at):
                grams[names].append(at)
        return grams

    def _are_bare(self, places: Sequence[int]) -> bool:
        """Say whether rows that begin alike are alike, so that no value stands beside the name."""
        return len({self._rows[at].text for at in places}) == 1

    def _last_names(self, places: Mapping[int, bool]) -> Mapping[bool, set[str]]:
        """Return the names that most often stand right below the others, where any does.

        They are bare if those are, and have values beside them if those have.
        """
        names = Counter(map(self._name, range(len(self._rows))))
        below: dict[tuple[bool, str], list[int]] = defaultdict(list)
        for at, bare in places.items():
            if at + 1 not in places and self._adjoins(at + 1):
                below[bare, self._name(at + 1)].append(at + 1)
        found: dict[bool, set[str]] = {True: set(), False: set()}
        for (bare, name), rows in below.items():
            if len(rows) >= max(FEWEST, FOLLOWED * names[name]) and self._are_bare(rows) == bare:
                found[bare].add(name)
        return found

    def _adjoins(self, at: int) -> bool:
        """Say whether no empty line parts a row from the one above."""
        return self._beside(at - 1, at) and self._rows[at].at == self._rows[at - 1].at + 1

    def _may_be_form(self, rows: Sequence[TextRow], at: int) -> bool:
        if rows[0].page != rows[-1].page or not at or self._rows[at - 1].page != rows[0].page:
            return False
        return all(is_early(above.text, below.text, self._width) for above, below in pairwise(rows))

    def _beside(self, at: int, high: int) -> bool:
        return high < len(self._rows) and self._rows[high].page == self._rows[at].page

    def _name(self, at: int) -> str:
        return " ".join(self._rows[at].text.split(" ", 2)[:2])

    def _upward(self, at: int, end: int, named: set[str]) -> int:
        """Return where a form begins whose first name stands apart; the last one ended at `end`."""
        for low in range(at - 1, max(end, at - SPLIT) - 1, -1):
            text = self._rows[low].text
            if not self._beside(at, low) or text.endswith(STOPS) or LABEL.match(text):
                break
            if self._name(low) in named:
                return low
        return at

    def _values_end(self, low: int, high: int) -> int:
        """Return where the values end that stand below names; `high` if none do.

        They are as many as the names or more, and all but one are short.
        """
        at = high
        while self._beside(low, at) and FURNITURE.fullmatch(self._rows[at].text):
            at += 1
        first, names = at, high - low
        while self._beside(low, at) and not self._ends_values(at, at - first, names):
            at += 1
        long = sum(len(row.text) > EARLY * self._width for row in self._rows[first:at])
        return at if at - first >= names - 1 and long <= 1 else high

    def _ends_values(self, at: int, taken: int, names: int) -> bool:
        row = self._rows[at]
        if LABEL.match(row.text) or taken >= MOST * names:
            return True
        return taken >= names and row.at - self._rows[at - 1].at > 1
