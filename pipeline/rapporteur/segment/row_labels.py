"""The labels with which rows of plain text may begin, and whether titles stand behind them."""

from __future__ import annotations

from collections.abc import Sequence

from rapporteur.knowledge.grammar import Grammar
from rapporteur.segment.blocks import Label
from rapporteur.segment.chunks import find_labels
from rapporteur.segment.rows import Row
from rapporteur.segment.title_signs import is_year

ANNEXED = frozenset({"annex", "appendix"})
_NAMED = frozenset({"upper_roman", "upper_letter", "decimal", "letter"})
_SECTIONS = frozenset({"upper_roman", "upper_letter"})


class RowLabels:
    """Answers which labels a row has; each row is looked at once."""

    def __init__(self, rows: Sequence[Row], grammar: Grammar) -> None:
        self._rows = rows
        self._grammar = grammar
        self._labels: dict[int, tuple[Label, ...]] = {}

    def of(self, index: int) -> tuple[Label, ...]:
        """Return every label that the row may start with, the most specific first."""
        if index not in self._labels:
            self._labels[index] = find_labels(self._rows[index], self._grammar)
        return self._labels[index]

    def lone(self, index: int) -> Label | None:
        """Return the label that stands alone on a row, None if none does."""
        row = self._rows[index]
        labels = (one for one in self.of(index) if one.text_start >= row.end)
        return next((one for one in labels if not is_year(one)), None)

    def number(self, index: int) -> Label | None:
        """Return the number that opens a row, None without one."""
        return next((label for label in self.of(index) if label.style == "decimal"), None)

    def annex(self, index: int) -> Label | None:
        """Return the name of an annex with which a row begins, None if it begins otherwise."""
        return next((one for one in self.of(index) if one.style in ANNEXED), None)

    def is_section(self, index: int) -> bool:
        """Say whether a row begins with a numeral or a capital letter."""
        return any(label.style in _SECTIONS for label in self.of(index))

    def text_start(self, index: int) -> int | None:
        """Return where in its row a title begins, behind its label; None if none can."""
        row, labels = self._rows[index], self.of(index)
        if not labels:
            return 0
        if any(label.style in ANNEXED and label.text_start < row.end for label in labels):
            return 0  # "Annex to the letter dated …"
        named = next((label for label in labels if label.style in _NAMED), None)
        start = named.text_start - row.start if named else len(row.text)
        first = row.text[start : start + 1]
        return start if first.isupper() or first.isdigit() else None
