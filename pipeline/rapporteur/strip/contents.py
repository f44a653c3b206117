"""Tables of contents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.source import Line, Source

_FRONT_PAGES = 8
_MOST_PAGES = 999
"""So high a page may be in a file that has no pages itself."""
_TRAILING_PAGE = compile_pattern(r"(?:^|\s)(?P<page>\d{1,3})$")
_SCATTERED = compile_pattern(
    r"(?:(?:\d{1,3}|[ivxl]{1,5})?(?:\s?[–-]\s?(?:\d{1,3}|[ivxl]{1,5}))?"
    r"|\d{1,4}/\d{1,3}|\d{1,2}\.|[IVXL]{1,5}\.|[A-Z]\.|Annex(?:es)?)$"
)
_FEW_LEADERS = compile_pattern(r"\s\.\s?\.$")
_ANNEXES = compile_pattern(r"(?:Annexes|ANNEXES)$")
_RANGE = compile_pattern(r"\s(?P<low>\d{1,4})\s?[–-]\s?(?P<high>\d{1,4})(?:\s+\d{1,3})?$")
_LOOKAHEAD = 6
_LONGEST_ENTRY = 24
_MOST_LEFT_OUT = 50
_FEWEST = 4
_NEAR = 80
"""So many lines below the first entry others stand, with their numbers on lines of their own."""


def find_contents(source: Source, lines: Sequence[Line], grammar: Grammar) -> dict[Line, str]:
    """Return the lines of the tables of contents.

    A table starts at its title and runs to the last entry: a line with dot leaders or, in a
    table without any, a line that ends in a page number not smaller than the one before, or in
    the first and last of its paragraphs.
    """
    found: dict[Line, str] = {}
    index = 0
    while index < len(lines):
        if lines[index].page > _FRONT_PAGES:
            break
        text = source.text[lines[index].start : lines[index].end].strip()
        if grammar.fits("contents_title", text):
            end = _contents_end(source, lines, index, grammar)
            found |= dict.fromkeys(lines[index:end], "base.contents")
            index = end
        elif _opens_untitled(source, lines, index, grammar):
            end = _contents_end(source, lines, index - 1, grammar)
            start = _head_above(source, lines, index, grammar)
            found |= dict.fromkeys(lines[start:end], "base.contents")
            index = end
        index += 1
    return found


def _opens_untitled(source: Source, lines: Sequence[Line], index: int, grammar: Grammar) -> bool:
    """Say whether entries with leaders follow one another from a line, without a title above."""
    first = source.text[lines[index].start : lines[index].end]
    if not index or grammar.search("contents_line", first) is None:
        return False
    below = [source.text[line.start : line.end].strip() for line in lines[index : index + _NEAR]]
    named = [text for text in below if any(map(str.isalpha, text)) and not _SCATTERED.match(text)]
    entries = sum(grammar.search("contents_line", text) is not None for text in named[:_LOOKAHEAD])
    return entries >= _FEWEST and any(map(_TRAILING_PAGE.search, below))


def _head_above(source: Source, lines: Sequence[Line], index: int, grammar: Grammar) -> int:
    """Return where the heads of columns above the first entry begin, or that entry."""
    for at in range(index - 1, max(-1, index - 1 - _LOOKAHEAD), -1):
        if grammar.fits("contents_head", source.text[lines[at].start : lines[at].end].strip()):
            return at
    return index


def _contents_end(source: Source, lines: Sequence[Line], start: int, grammar: Grammar) -> int:
    """Return the index behind the last entry of the table that starts at `start`."""
    window = lines[start + 1 : start + 400]
    texts = [source.text[line.start : line.end].strip() for line in window]
    first = [text for text in texts if text and not _SCATTERED.match(text)][: _LOOKAHEAD * 3]
    leaders = any(grammar.search("contents_line", text) for text in first)
    title = source.text[lines[start].start : lines[start].end]
    ranges = grammar.fits("paragraphs_head", title.strip().partition(" ")[2].strip())
    pages = len(source.pages) if source.paged else _MOST_PAGES
    entries = _Entries(grammar, leaders, pages, ranges=ranges)
    last, others = 0, 0
    for index, text in enumerate(texts):
        others += bool(text) and not (leaders and _SCATTERED.match(text))
        alone = window[index].page != window[last].page and grammar.fits("contents_head", text)
        if not alone and entries.takes(text):
            last, others = index, 0
        elif others > _LOOKAHEAD and not (leaders and _is_long(window, texts, last, grammar)):
            break
    if leaders:
        below = list(zip(window, texts, strict=True))[last + 1 :]
        last += _scattered(window[last], below) or _annexes(window[last], below, grammar)
    return start + 1 + (last + 1 if texts else 0)


def _is_long(window: Sequence[Line], texts: Sequence[str], last: int, grammar: Grammar) -> bool:
    """Say whether a long entry begins below the entry at `last`: no sentence, leaders at its end.

    It ends on the page.
    """
    below = zip(window[last + 1 :], texts[last + 1 :], strict=True)
    for line, text in islice(((line, text) for line, text in below if text), _LONGEST_ENTRY):
        if line.page != window[last].page:
            return False
        if grammar.search("contents_line", text):
            return True
        if grammar.search("sentence_end", text):
            return False
    return False


def _scattered(entry: Line, below: Sequence[tuple[Line, str]]) -> int:
    """Return how many lines below the last entry hold numbers and labels of entries.

    Tools that read a table column by column give these by themselves: they fill the page.
    """
    rest = [text for line, text in below if line.page == entry.page]
    return len(rest) if all(_SCATTERED.match(text) for text in rest) else 0


def _annexes(entry: Line, below: Sequence[tuple[Line, str]], grammar: Grammar) -> int:
    """Return how many lines below the last entry list annexes, to the end of its page.

    "Annexes" stands above them, and none ends as a sentence does; "Table 2." alone is no sentence.
    """
    rest = [text for line, text in below if line.page == entry.page]
    if not _ANNEXES.match(next(filter(None, rest), "")):
        return 0
    ended = (one for one in rest if grammar.search("sentence_end", one))
    return len(rest) if all(grammar.fits("caption", one) for one in ended) else 0


@dataclass(slots=True)
class _Entries:
    """What the entries of a table have named so far: the highest page, the last paragraphs.

    `leaders` says that its entries have dots before their numbers, `pages` how many there are.
    """

    grammar: Grammar
    leaders: bool
    pages: int
    highest: int = 0
    first: int = 0
    after: int = 0
    ranges: bool = False

    def takes(self, text: str) -> bool:
        """Say whether a line is an entry, or the head of a column."""
        if self.grammar.fits("contents_head", text):
            self.ranges = self.ranges or self.grammar.fits("paragraphs_head", text)
            return True
        trailing = _TRAILING_PAGE.search(text)
        page = int(trailing["page"]) if trailing else None
        leads = self.grammar.search("contents_line", text) is not None
        if leads or (self.leaders and _FEW_LEADERS.search(text)):
            self.highest = max(self.highest, page or 0)
            return True
        return not self.leaders and (self._names_paragraphs(text) or self._names_page(page))

    def _names_page(self, page: int | None) -> bool:
        """Say whether the number is that of a page, not before those of the entries above."""
        if page is None or not self.highest <= page <= self.pages + 1:
            return False
        self.highest = page
        return True

    def _names_paragraphs(self, text: str) -> bool:
        """Say whether a line ends in the first and last paragraph of a section, perhaps a page."""
        found = _RANGE.search(text) if self.ranges else None
        low, high = (int(found["low"]), int(found["high"])) if found else (0, -1)
        if not self.first <= low <= min(high, self.after + _MOST_LEFT_OUT):
            return False
        self.first, self.after = low, high
        return True
