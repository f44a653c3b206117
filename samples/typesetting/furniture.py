"""What stands around the text: masthead, running heads, feet, the contents page.

The emblem of the United Nations is left out: its use is reserved.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from .blocks import BOLD, EDGE, LABEL_END, LEFT, NOTE, OUTER, RIGHT, ROMAN, STEP, Node, path_of
from .lines import Line, Measure, Run, Style, set_lines
from .pages import NOTE_GAP, Block, Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportlab.pdfgen.canvas import Canvas

HEIGHT = 841.9
RULE = 71.0
FOOT = 756.0
MASTHEAD_END = 213.3
HEAD = Style("Times-Bold", 9)
SMALL = Style("Times-Roman", 7)

# Code 39: bars and spaces of each character in turn, n narrow and w wide.
CODE_39 = {
    "0": "nnnwwnwnn",
    "1": "wnnwnnnnw",
    "2": "nnwwnnnnw",
    "3": "wnwwnnnnn",
    "4": "nnnwwnnnw",
    "5": "wnnwwnnnn",
    "6": "nnwwwnnnn",
    "7": "nnnwnnwnw",
    "8": "wnnwnnwnn",
    "9": "nnwwnnwnn",
    "*": "nwnnwnwnn",
}


class Pen:
    """Draws on a canvas with y measured downwards from the top edge, as the layout is."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas

    def line(self, line: Line, y: float) -> None:
        """One line of text as one text object, so that its words stay whole and in order."""
        text = self.canvas.beginText()
        pieces = [(line.x, line.runs)]
        if line.label:
            pieces.insert(0, (line.label[0], (line.label[1],)))
        for x, runs in pieces:
            text.setTextOrigin(x, HEIGHT - y)
            text.setWordSpace(line.stretch if runs is line.runs else 0.0)
            for run in runs:
                text.setFont(run.style.font, run.style.size)
                text.setRise(run.style.rise)
                text.textOut(run.text)
        text.setRise(0)
        text.setWordSpace(0)
        self.canvas.drawText(text)

    def left(self, x: float, y: float, text: str, style: Style) -> None:
        self.line(Line(x, (Run(text, style),)), y)

    def right(self, x: float, y: float, text: str, style: Style) -> None:
        self.left(x - style.width(text), y, text, style)

    def rule(self, start: float, end: float, y: float, width: float = 0.5) -> None:
        self.canvas.setLineWidth(width)
        self.canvas.line(start, HEIGHT - y, end, HEIGHT - y)

    def turn(self) -> None:
        self.canvas.showPage()


def long_date(iso: str) -> str:
    """Write a date as the masthead prints it: "27 October 2021"."""
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"


def short_date(iso: str) -> str:
    """Write a date as the foot of the first page prints it: "271021"."""
    return f"{date.fromisoformat(iso):%d%m%y}"


def draw_masthead(pen: Pen, truth: Node) -> float:
    """Draw the head of the first page and return where what follows it may begin."""
    document, masthead = truth["document"], truth["masthead"]
    pen.left(119.6, 64.5, "United Nations", Style("Times-Roman", 14))
    draw_symbol(pen, document["symbols"][0])
    pen.rule(EDGE, OUTER, RULE)
    name = Style("Times-Bold", 20 if masthead["organ"] else 17)
    organ = [Run(masthead["organ"] or document["body"], name)]
    y = RULE + 4
    for line in set_lines(organ, Measure(119.6, 119.6, 375, justify=False)):
        y += name.size + 1
        pen.line(line, y)
    for y, text in (
        (93.5, f"Distr.: {document['distribution']}"),
        (105.5, long_date(document["date"])),
        (129.5, f"Original: {', '.join(document['original_languages'])}"),
    ):
        pen.left(392, y, text, ROMAN)
    pen.rule(EDGE, OUTER, MASTHEAD_END, 1.5)
    return draw_body_name(pen, masthead)


def draw_symbol(pen: Pen, symbol: str) -> None:
    """Draw the document symbol, its first element in large letters."""
    series, rest = symbol.split("/", 1)
    small, large = Style("Times-Roman", 10), Style("Times-Roman", 20)
    pair = (Run(series, large), Run(f"/{rest}", small))
    pen.line(Line(OUTER - sum(run.width for run in pair), pair), 66.5)


def draw_body_name(pen: Pen, masthead: Node) -> float:
    y = MASTHEAD_END + 18
    pen.left(EDGE, y, masthead["body"], Style("Times-Bold", 12))
    for text in masthead["lines"]:
        y += 13
        pen.left(EDGE, y, text, ROMAN if any(map(str.isdigit, text)) else BOLD)
    return y


def title_blocks(truth: Node, call: Sequence[Run]) -> Iterator[Block]:
    """Yield the title of the report, and below it the State under review, if there is one."""
    masthead = truth["masthead"]
    large = masthead["subtitle"] is not None
    style = Style("Times-Bold", 17 if large else 14)
    wide = Measure(LEFT, LEFT, RIGHT, justify=False)
    title = set_lines([Run(masthead["heading"], style), *call], wide)
    yield Block(title, style.size + 1.5, after=20.0 if large else 12.0, keep=not large)
    if large:
        subtitle = [Run(masthead["subtitle"], Style("Times-Bold", 14))]
        yield Block(set_lines(subtitle, wide), 16)


def draw_first_foot(pen: Pen, document: Node) -> None:
    """Draw job number, barcode and the request to recycle."""
    job = document["job_number"]
    digits = f"*{''.join(filter(str.isdigit, job))}*"
    after = f" (E)    {short_date(document['date'])}" if document["family"] == "ctoc" else ""
    pen.left(EDGE, 727, job + after, ROMAN)
    draw_barcode(pen, digits, 743)
    pen.left(EDGE + 1, 760, digits, Style("Helvetica", 8))
    pen.right(470, 757, "Please recycle", Style("Times-Bold", 8))


def draw_barcode(pen: Pen, code: str, y: float) -> None:
    """Draw the bars as one thick dashed line: a figure of its own, not a grid of rules."""
    widths = [{"n": 0.55, "w": 1.5}[bar] for char in code for bar in CODE_39[char] + "n"]
    pen.canvas.setDash(widths, 0)
    pen.rule(EDGE + 1, EDGE + 1 + sum(widths), y, 15)
    pen.canvas.setDash()


def draw_running(pen: Pen, page: int, pages: int, document: Node) -> None:
    """Draw symbol above and page number below, on the outer side of each page."""
    outer = pen.right if page % 2 else pen.left
    inner = pen.left if page % 2 else pen.right
    here, there = (OUTER, EDGE) if page % 2 else (EDGE, OUTER)
    outer(here, RULE - 6, document["symbols"][0], HEAD)
    pen.rule(EDGE, OUTER, RULE)
    if document["family"] == "ctoc":
        outer(here, FOOT, f"{page}/{pages}", HEAD)
        inner(there, FOOT, document["job_number"], SMALL)
    else:
        outer(here, FOOT, str(page), HEAD)


def draw_page(pen: Pen, page: Page, notes: Mapping[str, Block], bottom: float) -> None:
    """Draw the lines of a page, and its footnotes at the bottom under a short rule."""
    for y, line in page.lines:
        pen.line(line, y)
    called = [notes[mark] for mark in page.notes]
    y = bottom - sum(len(block.lines) * block.leading for block in called)
    if called:
        pen.left(LEFT - STEP / 2, y - NOTE_GAP / 8, "_" * 18, NOTE)
    for block in called:
        for line in block.lines:
            y += block.leading
            pen.line(line, y)


def draw_end_rule(pen: Pen, page: Page) -> None:
    """Draw the short rule in the middle that ends a document."""
    middle = (LEFT + RIGHT) / 2
    pen.rule(middle - 42, middle + 42, page.cursor + 24)


def draw_contents(pen: Pen, truth: Node, page_of: Mapping[str, int]) -> None:
    """Draw the contents page, with dot leaders, paragraph numbers and pages."""
    small = Style("Times-Italic", 9)
    pen.left(EDGE, 98, "Contents", Style("Times-Roman", 14))
    pen.right(RIGHT + 22, 117, "Paragraphs", small)
    pen.right(OUTER, 117, "Page", small)
    y = 117.0
    for section in truth["sections"]:
        y += 18
        path = path_of(section)
        draw_entry(pen, y, section, (paragraph_range(truth, path), str(page_of[path])))
    for part in truth["parts"][1:]:
        pen.right(LABEL_END, y + 18, part["label"], ROMAN)
        y += 36
        entry = {"label": None, "level": 1, "title": part["title"]}
        draw_entry(pen, y, entry, ("", str(page_of[part["id"]])))


def draw_entry(pen: Pen, y: float, entry: Node, figures: tuple[str, str]) -> None:
    deep = entry["level"] > 1
    x = LEFT + 21 * deep
    if entry["label"]:
        label = f"{entry['label']}."
        (pen.left if deep else pen.right)(LEFT if deep else LABEL_END, y, label, ROMAN)
    dots = int((437 - x - ROMAN.width(entry["title"])) / ROMAN.width("."))
    pen.left(x, y, entry["title"] + "." * dots, ROMAN)
    pen.right(RIGHT + 22, y, figures[0], ROMAN)
    pen.right(OUTER, y, figures[1], ROMAN)


def paragraph_range(truth: Node, path: str) -> str:
    """Return the range of the paragraphs of a section and of those below it: "5–13"."""
    inside = [
        paragraph["number"]
        for paragraph in truth["paragraphs"]
        if paragraph["kind"] == "numbered" and f"{paragraph['section']}/".startswith(f"{path}/")
    ]
    return f"{inside[0]}–{inside[-1]}"
