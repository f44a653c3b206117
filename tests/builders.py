"""Sources without files: plain text, and pages of lines with their geometry.

`plain` reads a text as the plain reader does. `printed` sets lines on A4 pages as UN reports are
set: body text of 10 points between 113 and 482 points, 12 points from line to line. `line` is one
printed line, `block` a paragraph broken into full lines. In their texts `^{1}` is raised,
`**bold**` and `//italic//` are set so.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from unittest.mock import patch

from rapporteur.body import Body, BodyBuilder, Places
from rapporteur.knowledge.grammar import Grammar, choose
from rapporteur.readers.plain import read_plain
from rapporteur.report import Item, Paragraph, Report
from rapporteur.run import Run, run
from rapporteur.segment import segment
from rapporteur.segment.blocks import Outline
from rapporteur.source import Box, Cell, Line, Page, Source, Style
from rapporteur.text import Text

LEFT, RIGHT = 113.4, 481.9
WIDTH, HEIGHT = 595.3, 841.9
SIZE, LEADING, GAP = 10.0, 1.2, 6.0
TOP = 84.0
LETTER = 0.46
LINE_LETTERS = 80

_MARKUP = re.compile(r"\^\{(?P<raised>[^}]*)\}|\*\*(?P<bold>.+?)\*\*|//(?P<italic>.+?)//")


@dataclass(frozen=True, slots=True)
class Printed:
    """A line to print: `gap` is the space above it beyond the leading, `full` justifies it.

    `top` places it instead of the line above; `page` None is the page of the line above. `turned`
    sets it upwards.
    """

    text: str
    x: float = LEFT
    size: float = SIZE
    bold: bool = False
    italic: bool = False
    page: int | None = None
    gap: float = 0.0
    top: float | None = None
    full: bool = False
    cell: Cell | None = None
    tagged: int | None = None
    turned: bool = False
    drawn: bool = False


def line(text: str, **look: object) -> Printed:
    """Return one printed line, set apart from the line above unless `gap` says otherwise."""
    return replace(Printed(text, gap=GAP), **look)  # type: ignore[arg-type]


def block(text: str, **look: object) -> list[Printed]:
    """Return a paragraph as the lines it takes, all but the last of full width."""
    first = line(text, **look)
    width = int(LINE_LETTERS * (RIGHT - first.x) / (RIGHT - LEFT))
    parts = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    under = replace(first, gap=0.0, page=None, top=None)
    lines = [replace(first if not i else under, text=part) for i, part in enumerate(parts)]
    return [*(replace(each, full=True) for each in lines[:-1]), lines[-1]]


def printed(
    *rows: Printed | Iterable[Printed], rules: dict[int, tuple[float, float, float]] | None = None
) -> Source:
    """Return the source of the lines, pages in the order of their numbers."""
    flat = [each for row in rows for each in ([row] if isinstance(row, Printed) else row)]
    texts: list[str] = []
    pages: list[Page] = []
    start = 0
    for number, lines in _by_page(flat):
        while len(pages) < number - 1:
            pages.append(Page(len(pages) + 1, start, start, WIDTH, HEIGHT, ()))
            texts.append("")
            start += 1
        text, page = _page(number, start, lines, (rules or {}).get(number))
        texts.append(text)
        pages.append(page)
        start = page.end + 1
    content = "\f".join(texts)
    return Source("case.pdf", "0" * 64, "application/pdf", "pdfium", content, tuple(pages))


def _by_page(rows: Sequence[Printed]) -> list[tuple[int, list[Printed]]]:
    pages: dict[int, list[Printed]] = {}
    current = 1
    for row in rows:
        current = row.page or current
        pages.setdefault(current, []).append(row)
    return sorted(pages.items())


def _page(
    number: int, start: int, rows: Sequence[Printed], rule: tuple[float, float, float] | None
) -> tuple[str, Page]:
    texts, lines = [], []
    at, bottom = start, TOP
    for index, row in enumerate(rows):
        if row.top is not None:
            top = row.top
        else:
            top = bottom + (row.gap if index else 0.0) + row.size * (LEADING - 1)
        text, made = _line(row, number, at, top)
        texts.append(text)
        lines.append(made)
        bottom = top + row.size
        at = made.end + 1
    end = lines[-1].end if lines else start
    rules = (rule,) if rule else ()
    return "\n".join(texts), Page(number, start, end, WIDTH, HEIGHT, tuple(lines), rules)


def _line(row: Printed, page: int, start: int, top: float) -> tuple[str, Line]:
    runs = _runs(row)
    text = "".join(run for run, _, _, _ in runs)
    right = RIGHT if row.full else row.x + len(text) * LETTER * row.size
    box: Box = (row.x, round(top, 2), round(right, 2), round(top + row.size, 2))
    if row.turned:
        box = (row.x, box[1], row.x + row.size, round(box[1] + right - row.x, 2))
    styles: list[Style] = []
    at = start
    for run_text, bold, italic, raised in runs:
        end = at + len(run_text)
        edges = [row.x + (right - row.x) * (i - start) / max(1, len(text)) for i in (at, end)]
        size = row.size * 0.65 if raised else row.size
        styles.append(Style(at, end, *edges, size, bold, italic, raised))
        at = end
    level = [style for style in styles if not style.raised] or styles
    bold, italic = all(s.bold for s in level), all(s.italic for s in level)
    return text, Line(
        start, at, page, box, row.size, bold, italic, tuple(styles), row.cell, row.tagged,
        drawn=row.drawn,
    )  # fmt: skip


def _runs(row: Printed) -> list[tuple[str, bool, bool, bool]]:
    """Return the pieces of one look: text, bold, italic, raised."""
    found: list[tuple[str, bool, bool, bool]] = []
    at = 0
    for match in _MARKUP.finditer(row.text):
        if match.start() > at:
            found.append((row.text[at : match.start()], row.bold, row.italic, False))
        kind = match.lastgroup or ""
        bold, italic = row.bold or kind == "bold", row.italic or kind == "italic"
        found.append((match[kind], bold, italic, kind == "raised"))
        at = match.end()
    if at < len(row.text) or not found:
        found.append((row.text[at:], row.bold, row.italic, False))
    return found


def plain(text: str) -> Source:
    """Return the source of a text file with this content; `\\f` ends a page."""
    return read_plain(text.encode(), "case.txt")


def base() -> Grammar:
    """Return the grammar that all families share."""
    return choose("base")


def outline(source: Source, contents: Sequence[str] = ()) -> Outline:
    """Return the outline of a source of which nothing is stripped or repaired."""
    lines = [each for page in source.pages for each in page.lines]
    return segment(Text.of(source.text), lines, base(), contents)


def body(source: Source) -> Body:
    """Return the body of a source of which nothing is stripped or repaired."""
    text = Text.of(source.text)
    return BodyBuilder(text, Text.of(""), [], [], outline(source), Places(source)).build()


def text_run(text: str, **options: object) -> Run:
    """Return what every stage found in a text file with this content, without entities."""
    return run(text.encode(), name="case.txt", entities=False, **options)  # type: ignore[arg-type]


def source_run(source: Source) -> Run:
    """Return what every stage after reading finds in a source, without entities."""
    with patch("rapporteur.run.read", lambda *_, **__: source):
        return run(b"", entities=False)


def text_report(text: str, **options: object) -> Report:
    """Return the report of a text file with this content, without entities."""
    return text_run(text, **options).report


def shape(block: Paragraph | Item) -> object:
    """Return text, items and tail as nested values: the text alone, or `[text, items…]`.

    Items are `(label, shape)`; a tail comes last.
    """
    inner: list[object] = [(item.label, shape(item)) for item in block.items]
    tail = [block.tail] if block.tail else []
    return [block.text, *inner, *tail] if inner or tail else block.text


def shapes(found: Body | Report) -> list[object]:
    """Return each paragraph as `(number, shape)`, the number None where there is none."""
    return [(each.number, shape(each)) for each in found.paragraphs]


def headings(found: Body | Report) -> list[tuple[int, str | None, str]]:
    """Return level, label and title of each section."""
    return [(each.level, each.label, each.title) for each in found.sections]


def nodes(whole: Body | Report) -> dict[str, str]:
    """Return the text of every node of a report by its id, tails under `<id>#tail`."""
    found = {section.id: section.title for section in whole.sections}
    queue: list[Paragraph | Item] = list(whole.paragraphs)
    while queue:
        one = queue.pop(0)
        found[one.id] = one.text
        if one.tail:
            found[f"{one.id}#tail"] = one.tail
        queue += one.items
    return found | {note.id: note.text for note in whole.footnotes}
