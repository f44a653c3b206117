"""What shows that running text begins at a row of plain text: it fills its rows, up to a stop."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rapporteur.knowledge.grammar import Grammar
from rapporteur.segment.acts import MOST_ROWS
from rapporteur.segment.blocks import Label
from rapporteur.segment.room import fitted
from rapporteur.segment.rows import Row
from rapporteur.segment.title_signs import LISTS, ended

FULL = 0.8
_PROSE = 1.5
_MOST_READ = 40


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

    def leads_list(self, index: int) -> bool:
        """Say whether a row or a few lead with a colon to a list right below."""
        for at in range(index, min(index + MOST_ROWS, len(self._rows) - 1)):
            if self._labels_of(at):
                return False
            if self._rows[at].text.endswith(":"):
                return any(label.style in LISTS for label in self._labels_of(at + 1))
        return False

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

    def is_full(self, index: int, share: float = FULL) -> bool:
        """Say whether the first word of the row below had had no room on a row."""
        size = len(self._rows[index].text)
        if index + 1 < len(self._rows):
            size = fitted(self._rows[index], self._rows[index + 1])
        return size >= share * self._width
