"""Titles of plain text that recur: the same one, one of a kind, or one for each State.

A report on many members sets each under its name, and gives the same titles to the parts of each:
"Present position", "Fifth session (2031)", "Kenya", "Ann Example (Kenya)". One of them alone shows
little; several show it, if each begins a block and has other text below it, not the next of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from statistics import median

from rapporteur.knowledge.countries import load_countries
from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.segment.chunks import find_labels
from rapporteur.segment.headings import reads_like_a_title
from rapporteur.segment.room import fitted
from rapporteur.segment.rows import NARROWEST, Metrics, Row
from rapporteur.segment.title_signs import ended, names_document, opens_act

_FEWEST = 3
_LONGEST = 90
_LONGEST_STATE = 60
_ROOM = 0.9
_SHARE = 0.6
"""So many of a kind have the end of a block above them at least."""
_HALF = 0.5
"""How full the rows below titles and between them are, and how many of those below differ."""
_APART = 4
"""So many rows stand from one title to the next, in the mean."""
_FAR = 100
_MOST = 2 / 3
"""Titles so far from one another may have tables between, if most letters are of full rows."""
_MOST_STACKED = 3
_NUMBER = compile_pattern(r"\d+")
_OF_STATE = compile_pattern(
    r"\p{Lu}[\p{L}\p{M}’'.-]*(?:\s[\p{L}\p{M}’'.-]+){1,6}\s\((?P<state>[^()]+(?:\([^()]+\))?)\)$"
)
_NO_TITLE = frozenset("@%")
"""Signs of addresses and figures."""
_OTHER_ROLES = ("form_of_address", "caption_unit", "documents_head")
_STATE = "a State"
_STATE_IN_CAPITALS = "a State in capitals"
_OF_A_STATE = "a name, and its State"

_Place = tuple[int, int]
"""The index of the first row of a title, and that of the row below it."""


def recurring_titles(
    rows: Sequence[Row], metrics: Metrics, grammar: Grammar, beside: frozenset[int] = frozenset()
) -> Mapping[int, int]:
    """Return the titles that recur: the start of the first row of each, and the end of its last.

    `beside` are the starts of rows that belong to tables: heads of their columns recur, too.
    """
    finder = _Series(rows, metrics, grammar, beside)
    for count in (1, 2):
        finder.find(count)
    return {rows[index].start: rows[after - 1].end for index, after in finder.titles.items()}


class _Series:
    """Finds titles of one row, then of two; `titles` are their first rows and those below them."""

    def __init__(
        self, rows: Sequence[Row], metrics: Metrics, grammar: Grammar, beside: frozenset[int]
    ) -> None:
        self._rows = rows
        self._beside = beside
        self._width = metrics.width
        self._grammar = grammar
        self.titles: dict[int, int] = {}

    def find(self, count: int) -> None:
        """Find the titles of so many rows; one of them may stand right below another."""
        kinds: dict[Hashable, list[_Place]] = defaultdict(list)
        for index in range(len(self._rows) - count):
            if not any(at in self.titles for at in range(index, index + count)):
                for kind in self._kinds(self._rows[index : index + count]):
                    kinds[kind].append((index, index + count))
        loose = {kind: self._readable(self._loose(places)) for kind, places in kinds.items()}
        recurring = {kind: places for kind, places in loose.items() if len(places) >= _FEWEST}
        for _ in range(_MOST_STACKED):
            found = [kind for kind, places in recurring.items() if self._take(kind, places)]
            for kind in found:
                self._take_beside(kinds[kind], recurring.pop(kind))
            if not found:
                return

    def _loose(self, places: Sequence[_Place]) -> list[_Place]:
        return [place for place in places if self._rows[place[1] - 1].start not in self._beside]

    def _take_beside(self, places: Sequence[_Place], loose: Sequence[_Place]) -> None:
        """Add the titles of a kind that stand beside tables if most do not."""
        beside = [place for place in self._readable(places) if place not in loose]
        if len(beside) < len(loose):
            self.titles.update(place for place in beside if self._stands(*place))

    def _kinds(self, title: Sequence[Row]) -> Iterator[Hashable]:
        """Yield the kinds of which these rows may be a title."""
        text = title[0].text
        if max(len(row.text) for row in title) > _LONGEST:
            return
        if len(title[-1].text) > _ROOM * self._width:
            return
        yield text if len(title) == 1 else tuple(row.text for row in title)
        if len(title) > 1 or not text[0].isupper():
            return
        if (shape := self._shape(text)) is not None:
            yield shape
        if len(text) <= _LONGEST_STATE and load_countries().lookup(text):
            yield _STATE_IN_CAPITALS if text.isupper() else _STATE
        named = _OF_STATE.match(text) if text.endswith(")") else None
        if named and load_countries().lookup(named["state"]):
            yield _OF_A_STATE

    def _readable(self, places: Sequence[_Place]) -> list[_Place]:
        """Return the places where rows read like a title; the last word of a chart is none."""
        return [
            (index, after)
            for index, after in places
            if self._reads(self._rows[index:after])
            and not self._grammar.fits("source_note", self._rows[after].text)
        ]

    def _reads(self, title: Sequence[Row]) -> bool:
        """Say whether rows read like a title that is complete, and like nothing else."""
        text = " ".join(row.text for row in title)
        if not text[0].isupper() or not _NO_TITLE.isdisjoint(text):
            return False
        if find_labels(title[0], self._grammar) or self._grammar.search("open_title", text):
            return False
        if names_document(text) or opens_act(text, self._grammar):
            return False
        other = any(self._grammar.fits(role, text) for role in _OTHER_ROLES)
        return not other and reads_like_a_title(text, len(text), self._grammar)

    def _shape(self, text: str) -> str | None:
        """Return a text with one sign for every number, its first word perhaps spelt; None if none.

        "Fifth session (2031)" and "Tenth session (2036)" have one shape.
        """
        numerals, months = self._grammar.tables["numerals"], self._grammar.tables["months"]
        first, _, rest = text.partition(" ")
        spelt = all(piece in numerals for piece in first.casefold().split("-"))
        if not spelt and not _NUMBER.search(text):
            return None
        words = ("#" if word in months else word for word in rest.split(" "))
        return _NUMBER.sub("#", " ".join(["#" if spelt else first, *words]))

    def _take(self, kind: Hashable, places: Sequence[_Place]) -> bool:
        """Add the titles of a kind, if it is one of titles; say whether it is."""
        starts = {index for index, _ in places}
        single = [place for place in places if not {place[0] - 1, place[1]} & starts]
        apart = [place for place in single if self._may_begin(kind, place[0])]
        begin = [place for place in apart if self._stands(*place)]
        if len(apart) < _HALF * len(single) or len(begin) < max(_FEWEST, _SHARE * len(apart)):
            return False
        least = max(_HALF * self._width, NARROWEST)
        below = [self._below(after).text for _, after in apart]
        varied = min(len(set(below)), sum(len(text) >= least for text in below))
        between = self._rows[apart[0][0] : apart[-1][1]]
        if varied < _HALF * len(apart) or len(between) < _APART * len(apart):
            return False
        if not self._is_prose([len(row.text) for row in between], len(apart), least):
            return False
        self.titles.update(apart)
        return True

    @staticmethod
    def _is_prose(sizes: Sequence[int], titles: int, least: float) -> bool:
        """Say whether most rows between titles are full, or most letters where titles are far."""
        full = [size for size in sizes if size >= least]
        if len(sizes) >= _FAR * titles:
            return sum(full) >= _MOST * sum(sizes)
        return median(sizes) >= least

    def _below(self, index: int) -> Row:
        """Return the first row from here on that is no title, and no note on one."""
        last = min(index + _MOST_STACKED, len(self._rows) - 1)
        while index < last:
            after = self.titles.get(index, index)
            noted = self._grammar.fits("annotation", self._rows[index].text)
            if after == index and not noted:
                break
            index = max(after, index + 1)
        return self._rows[min(index, len(self._rows) - 1)]

    def _may_begin(self, kind: Hashable, index: int) -> bool:
        """Say whether the row above leaves nothing open; a State alone may end any row of text."""
        row, above = self._rows[index], self._rows[max(0, index - 1)]
        if not index or row.blank_above:
            return True
        if self._grammar.search("open_title", above.text):
            return False
        return kind != _STATE or ended(above.text, self._grammar)

    def _stands(self, index: int, after: int) -> bool:
        """Say whether a block ends above a title, and its last row had room for the word below."""
        row, below = self._rows[index], self._rows[after]
        if index and not row.blank_above:
            above = self._rows[index - 1]
            room = fitted(above, row) <= _ROOM * self._width
            if not room and not ended(above.text, self._grammar):
                return False
        room = fitted(self._rows[after - 1], below) <= self._width
        return room and not below.text[:1].islower()
