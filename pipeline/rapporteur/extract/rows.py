"""The printed lines of a paragraph, as its mended text has them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapporteur.report import Paragraph
from rapporteur.source import Line, Source

_MOST = 0.8
_SHORT = 40.0
_HYPHENS = "-‐\u00ad\ufffe\u0002"


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One printed line: `text` as the paragraph has it; `full` if it reaches the right margin.

    `italic` says that all of it is set so, as the names of groups in a list are.
    """

    text: str
    full: bool
    italic: bool = False


class Rows:
    """Finds the lines that paragraphs were printed on; lists set in lines show their members so."""

    def __init__(self, source: Source, lines: Sequence[Line]) -> None:
        self._source = source
        self._lines = sorted(lines, key=lambda line: line.start)
        self._starts = [line.start for line in self._lines]
        rights = sorted(line.box[2] for line in self._lines if line.box)
        self._margin = rights[int(len(rights) * _MOST)] - _SHORT if rights else 0.0

    def of(self, paragraph: Paragraph) -> list[PrintedRow]:
        """Return the lines that hold the text of the paragraph, in order.

        A line whose letters are not found in the mended text, such as a mended one or an item
        of the paragraph's list, is left out.
        """
        squeezed, places = _squeeze(paragraph.text)
        found, cursor = [], 0
        for line in self._printed(paragraph):
            wanted = _squeeze(self._source.text[line.start : line.end])[0].rstrip(_HYPHENS)
            at = squeezed.find(wanted, cursor) if wanted else -1
            if at < 0:
                continue
            cursor = at + len(wanted)
            text = paragraph.text[places[at] : places[cursor - 1] + 1]
            full = bool(line.box and line.box[2] > self._margin)
            found.append(PrintedRow(text, full, line.italic))
        return found

    def _printed(self, paragraph: Paragraph) -> Iterator[Line]:
        for place in paragraph.source:
            base = self._source.pages[place.page - 1].start
            first = bisect_left(self._starts, base + place.start)
            if first and self._lines[first - 1].end > base + place.start:
                first -= 1
            for line in self._lines[first:]:
                if line.start >= base + place.end:
                    break
                if place.page == line.page:
                    yield line


def _squeeze(text: str) -> tuple[str, list[int]]:
    """Return the text without blanks and, for each letter kept, where it stands."""
    places = [index for index, letter in enumerate(text) if not letter.isspace()]
    return "".join(text[index] for index in places), places
