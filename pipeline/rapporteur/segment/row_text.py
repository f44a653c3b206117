"""What shows that running text begins at a row of plain text: it fills its rows, up to a stop."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from rapporteur.knowledge.grammar import Grammar
from rapporteur.segment.acts import MOST_ROWS
from rapporteur.segment.blocks import Label
from rapporteur.segment.items import UNNUMBERED
from rapporteur.segment.room import columns_of, fitted, is_set_in
from rapporteur.segment.row_gaps import name_pairs
from rapporteur.segment.rows import NARROWEST, TAB, Row
from rapporteur.segment.title_signs import (
    FEWEST_COUNTED,
    LISTS,
    ended,
    formula_of,
    number_of,
    opens_act,
    series_of,
)

FULL = 0.8
ROOM = 0.8
_BRACKETS = (("(", ")"), ("“", "”"))
_PROSE = 1.5
_MOST_READ = 40
_AROUND = 5
_NARROW = 0.88
"""How wide the rows of a narrow column are at most, by those that most rows have."""
_FEWEST_WRAPPED = 4
_TEXT = 0.95
_FEWEST_FULL = 3
"""So many rows of text are nearly as full as all; titles in larger type are not."""
_TABLE = 5
_TWICE = 2
_MOST_SET_IN = 8
"""So many blanks the first row of a paragraph is set in; they are of its width."""
_ROOMY = 0.5


class RowText:
    """Answers what rows read like; `labels_of` gives the labels that a row may start with."""

    def __init__(
        self,
        rows: Sequence[Row],
        width: int,
        grammar: Grammar,
        labels_of: Callable[[int], tuple[Label, ...]],
    ) -> None:
        self._rows = rows
        self._width = width
        self._grammar = grammar
        self._labels_of = labels_of
        self._pairs = name_pairs(rows)
        self._widths: dict[int, float] = {}
        self._formulas = Counter(filter(None, (formula_of(row.text) for row in rows)))
        self._series = Counter(filter(None, (series_of(row.text) for row in rows)))

    def width_at(self, index: int) -> float:
        """Return to which width the rows around one are wrapped, where several are narrow."""
        if index not in self._widths:
            self._widths[index] = self._wrapped_at(index)
        return self._widths[index]

    def stands_between(self, index: int, share: float) -> bool:
        """Say whether a row without a label stands between the end of a sentence and full rows."""
        if not index or index + 1 == len(self._rows) or self._labels_of(index):
            return False
        closed = ended(self._rows[index - 1].text, self._grammar)
        return closed and self.is_full(index + 1, share) and self.reads_to_stop(index + 1)

    def _wrapped_at(self, index: int) -> float:
        around = self._rows[max(0, index - _AROUND) : index + _AROUND + 1]
        widest = max(len(row.text) for row in around)
        if not NARROWEST <= widest <= _NARROW * self._width:
            return self._width
        wrapped = sum(
            row.text[:1].islower() and len(above.text) >= FULL * widest
            for above, row in pairwise(around)
        )
        return widest if wrapped >= _FEWEST_WRAPPED else self._width

    def recurs(self, index: int) -> bool:
        """Say whether a row begins with a formula that opens others, too."""
        return self._formulas[formula_of(self._rows[index].text)] >= _TWICE

    def counts(self, index: int) -> bool:
        """Say whether a row begins one of a series of titles: "Principle 4: …"."""
        return self._series[series_of(self._rows[index].text)] >= FEWEST_COUNTED

    def goes_on(self, index: int, after: int) -> bool:
        """Say whether a title goes on in a row: those above are as full as its first word lets.

        They are two at least, and the row is no full one, as text has.
        """
        row, title = self._rows[after], self._rows[index:after]
        if len(title) < _TWICE or self._labels_of(after) or row.blank_above:
            return False
        if self.is_full(after) or opens_act(row.text, self._grammar):
            return False
        aside = self._grammar.fits("annotation", row.text)
        return not aside and fitted(title[-1], row) > max(len(one.text) for one in title)

    def fills_rows(self, index: int) -> bool:
        """Say whether text begins at a row, and no title: its first rows are full."""
        full = all(
            at < len(self._rows) and self.is_full(at, _TEXT)
            for at in range(index, index + _FEWEST_FULL)
        )
        return full and self.reads_to_stop(index)

    def table_below(self, index: int) -> int | None:
        """Return the first row of a table whose columns were lost, below a title that fills rows.

        There several rows below one another have much room.
        """
        at = index
        while at - index < MOST_ROWS and at + 1 < len(self._rows) and self.is_full(at):
            at += 1
        if at == index:
            return None
        at += self._rows[at].text[:1].islower()
        table = self._rows[at : at + _TABLE]
        if len(table) < _TABLE or not table[0].text[:1].isupper() or self._labels_of(at):
            return None
        roomy = (fitted(above, row) <= _ROOMY * self._width for above, row in pairwise(table))
        return at if all(roomy) else None

    def leads_list(self, index: int) -> bool:
        """Say whether a row or a few lead with a colon to a list right below."""
        for at in range(index, min(index + MOST_ROWS, len(self._rows) - 1)):
            if self._labels_of(at):
                return False
            if self._rows[at].text.endswith(":"):
                return any(label.style in LISTS for label in self._labels_of(at + 1))
        return False

    def heads_list(self, index: int) -> bool:
        """Say whether a row is the title of an agenda below a colon, or with its first entry.

        Below a colon and with the first paragraph it is that of a text that is quoted.
        """
        below = index + 1
        listed = below < len(self._rows) and number_of(self._labels_of(below)) == 1
        led = self._rows[index - 1].text.endswith(":")
        if led and listed and self.is_full(below):
            return True
        return (led or listed) and self._grammar.fits("agenda_title", self._rows[index].text)

    def parts_lists(self, index: int) -> bool:
        """Say whether a row stands between the last entry of one list and the first of another.

        The entries end in no stop, but the last row above had room.
        """
        if index + 1 >= len(self._rows) or self._labels_of(index) or not self.parts(index):
            return False
        if not any(label.style in UNNUMBERED for label in self._labels_of(index + 1)):
            return False
        for at in range(index - 1, max(-1, index - 1 - MOST_ROWS), -1):
            if self._labels_of(at):
                return any(label.style in UNNUMBERED for label in self._labels_of(at))
            if self._rows[at].blank_above:
                return False
        return False

    def is_prose(self, index: int, share: float) -> bool:
        """Say whether running text begins at a row: it fills the row and more, up to a stop."""
        return self.is_full(index) and self.parts(index, share) and self.reads_to_stop(index)

    def reads_to_stop(self, index: int) -> bool:
        """Say whether a sentence of more than a row ends in the block that a row begins."""
        size = 0
        for at in range(index, min(index + _MOST_READ, len(self._rows))):
            row = self._rows[at]
            if at > index and (self._parted(at) or self._labels_of(at)):
                break
            size += len(row.text)
            if size > _PROSE * self._width and self._grammar.search("sentence_end", row.text):
                return True
        return False

    def _parted(self, index: int) -> bool:
        """Say whether an empty line stands above a row; at a page end a sentence goes on."""
        row, above = self._rows[index], self._rows[index - 1]
        goes_on = row.first_on_page and not ended(above.text, self._grammar)
        return row.blank_above and not goes_on

    def parts(self, index: int, share: float = ROOM) -> bool:
        """Say whether a row begins something else than the row above: it had had room there.

        `share` is how far that row may reach with the first word of this one.
        """
        row, above = self._rows[index], self._rows[index - 1]
        if not row.text[:1].isupper() or self._grammar.search("open_title", above.text):
            return False
        if above.text.isupper() and self._grammar.fits("title_rest", row.text):
            return False
        word = row.text.partition(" ")[0]
        columns = columns_of(above, self._labels_of(index - 1))
        set_in = is_set_in(columns, self._rows[index : index + 2])
        shift = above.indent - row.indent
        first = shift if TAB < shift <= _MOST_SET_IN else 0
        if fitted(above, row) + first > share * self.width_at(index) and not set_in:
            return False
        one_name = (above.text.rpartition(" ")[2], word) in self._pairs
        opened = any(above.text.rfind(one) > above.text.rfind(other) for one, other in _BRACKETS)
        return not one_name and not opened

    def is_full(self, index: int, share: float = FULL) -> bool:
        """Say whether the first word of the row below had had no room on a row."""
        size = len(self._rows[index].text)
        if index + 1 < len(self._rows):
            size = fitted(self._rows[index], self._rows[index + 1])
        return size >= share * self._width
