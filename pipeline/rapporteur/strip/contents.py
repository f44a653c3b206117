"""Tables of contents."""

from __future__ import annotations

from collections.abc import Sequence

from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.source import Line, Source

_FRONT_PAGES = 8
_TRAILING_PAGE = compile_pattern(r"(?:^|\s)(?P<page>\d{1,3})$")
_SCATTERED = compile_pattern(r"(?:\d{1,3}(?:[–-]\d{1,3})?|[IVXL]{1,5}\.|[A-Z]\.|Annex(?:es)?)?$")
_LOOKAHEAD = 6


def find_contents(source: Source, lines: Sequence[Line], grammar: Grammar) -> dict[Line, str]:
    """Return the lines of the tables of contents.

    A table starts at its title and runs to the last entry: a line with dot leaders or, in a
    table without any, a line that ends in a page number not smaller than the one before.
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
        index += 1
    return found


def _contents_end(source: Source, lines: Sequence[Line], start: int, grammar: Grammar) -> int:
    """Return the index behind the last entry of the table that starts at `start`."""
    window = lines[start + 1 : start + 400]
    texts = [source.text[line.start : line.end].strip() for line in window]
    leaders = any(grammar.search("contents_line", text) for text in texts[: _LOOKAHEAD * 3])
    last, highest, others = 0, 0, 0
    for index, text in enumerate(texts):
        others += bool(text)
        if others > _LOOKAHEAD:
            break
        page = _entry_page(text, leaders, highest, len(source.pages), grammar)
        if page is not None:
            last, highest, others = index, max(highest, page), 0
    if leaders:
        last += _scattered(window[last], list(zip(window, texts, strict=True))[last + 1 :])
    return start + 1 + (last + 1 if texts else 0)


def _scattered(entry: Line, below: Sequence[tuple[Line, str]]) -> int:
    """Return how many lines below the last entry hold numbers and labels of entries.

    Tools that read a table column by column give these by themselves: they fill the page.
    """
    rest = [text for line, text in below if line.page == entry.page]
    return len(rest) if all(_SCATTERED.match(text) for text in rest) else 0


def _entry_page(text: str, leaders: bool, highest: int, pages: int, grammar: Grammar) -> int | None:
    """Return the page that a contents entry names, None if the line is no entry."""
    if grammar.fits("contents_head", text):
        return highest
    trailing = _TRAILING_PAGE.search(text)
    page = int(trailing["page"]) if trailing else None
    if grammar.search("contents_line", text):
        return highest if page is None else page
    if leaders or page is None:
        return None
    return page if highest <= page <= pages + 1 else None
