"""Reads PDF characters, strokes and tables with pdfplumber: slow, exact, good at tables."""

from __future__ import annotations

import io
import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import atan2, pi
from typing import Any, Final, Self, cast

import pdfplumber
from pdfminer.pdftypes import PDFObjRef
from pdfplumber.page import Page as PlumberPage
from pdfplumber.table import TableFinder
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from rapporteur.errors import DamagedPdfError, EncryptedPdfError
from rapporteur.readers.damage import decodes
from rapporteur.readers.drawings import drawing_of, is_filled
from rapporteur.readers.fragment import (
    SYMBOL_BLANK,
    Fragment,
    Stroke,
    look_of_font,
    share,
    turned,
)
from rapporteur.readers.gutters import find_rules
from rapporteur.readers.layout import Sheet
from rapporteur.readers.rows import FALSE_BLANK_GAP, LEADER_GAP, SPACE_GAP
from rapporteur.readers.rules import THIN, has_grid, outline
from rapporteur.readers.tables import Table
from rapporteur.readers.tags import OUTSIDE, Tags
from rapporteur.source import Box, Cell

logging.getLogger("pdfminer").addHandler(logging.NullHandler())  # our errors say it in one line

SAME_PLACE: Final = 0.1
MIN_CELLS: Final = 4
FREE_CODES: Final = ("127", "129", "141", "143", "144", "157")
Char = dict[str, Any]


class PlumberDocument:
    """A PDF opened with pdfplumber.

    Raises `EncryptedPdfError` or `DamagedPdfError` when it cannot be opened.
    """

    reader: Final = "pdfplumber"

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._document = pdfplumber.open(io.BytesIO(data))
            self.count = len(self._document.pages)
        except (PdfminerException, MalformedPDFException) as error:
            raise _error_of(error, name) from error
        if not self.count:
            raise DamagedPdfError(name, "the PDF has no pages", "fetch the file again")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._document.close()

    def sheet(self, index: int, *, ruled: bool = False) -> Sheet:  # noqa: ARG002
        """Return the fragments, rules and tables of a page; text is always parted at wide gaps.

        Raises `DamagedPdfError` if the page is broken.
        """
        page = self._document.pages[index]
        try:
            return _sheet(page, _tags(page))
        except (PdfminerException, MalformedPDFException) as error:
            reason = f"page {index + 1} of {self.count} cannot be read"
            raise DamagedPdfError(self.name, reason, "fetch the file again") from error
        finally:
            page.close()

    def broken_pages(self) -> list[int]:
        """Return the numbers of the pages whose content does not decode to its end."""
        return [
            page.page_number
            for page in self._document.pages
            if not all(_is_sound(content) for content in page.page_obj.contents)
        ]


def _is_sound(content: Any) -> bool:
    """Say whether a stream of content decodes; only deflated ones are tried."""
    stream = content.resolve() if isinstance(content, PDFObjRef) else content
    names = [getattr(name, "name", "") for name, _ in stream.get_filters()]
    raw = stream.get_rawdata()
    return names != ["FlateDecode"] or raw is None or decodes(raw)


def _error_of(error: Exception, name: str) -> EncryptedPdfError | DamagedPdfError:
    cause = type(error.args[0]).__name__ if error.args else ""
    if "Password" in cause or "Encrypt" in cause:
        return EncryptedPdfError(name, "the PDF is encrypted", "save a copy without a password")
    return DamagedPdfError(name, "the PDF is damaged or truncated", "fetch the file again")


def _sheet(page: PlumberPage, tags: Tags) -> Sheet:
    left, top, right, bottom = (float(edge) for edge in page.cropbox)
    paper = _Paper(left, top, right - left, bottom - top, float(page.height))
    fragments = tuple(_fragments(_unique(page.chars), paper, tags))
    strokes = tuple(_strokes(page, paper))
    grids = page.find_tables() if has_grid(strokes) else []
    tables, drawings = _grids(grids, paper, fragments)
    return Sheet(
        page.page_number, paper.width, paper.height, fragments,
        tuple(find_rules(strokes, fragments)), strokes, _picture(page), tables,
        drawings=drawings, tagged=tags.tables,
    )  # fmt: skip


def _tags(page: PlumberPage) -> Tags:
    """Return what the tags say of a page."""
    tags = Tags()
    waiting = [(element, OUTSIDE) for element in reversed(page.structure_tree)]
    while waiting:
        element, around = waiting.pop()
        inside = tags.enter(element["type"], around)
        for mark in element.get("mcids", ()):
            tags.note(mark, inside)
        waiting += [(child, inside) for child in reversed(element.get("children", ()))]
    return tags


def _picture(page: PlumberPage) -> float:
    """Return the share of the page that its largest picture covers."""
    area = float(page.width) * float(page.height)
    sizes = ((float(image["width"]), float(image["height"])) for image in page.images)
    return max((share(width, height, area) for width, height in sizes), default=0.0)


@dataclass(frozen=True, slots=True)
class _Paper:
    """The visible part of a page, and the height of the whole."""

    left: float
    top: float
    width: float
    height: float
    whole: float

    def place(self, x: float, y: float, turn: int) -> tuple[float, float]:
        """Return where a point lies, given from the left and the bottom, on the turned page."""
        return turned(x - self.left, self.whole - y - self.top, turn, self.width, self.height)


def _unique(chars: Iterable[Char]) -> Iterator[Char]:
    """Yield characters without those printed a second time in place to look bold."""
    seen: set[tuple[str, str, float, int, int]] = set()
    for char in chars:
        size = round(float(char["size"]), 2)
        step = SAME_PLACE * size or 1.0
        place = round(char["x0"] / step), round(char["top"] / step)
        key = (char["text"], char["fontname"], size, *place)
        if key not in seen or not char["text"].strip():
            seen.add(key)
            yield char


def _strokes(page: PlumberPage, paper: _Paper) -> Iterator[Stroke]:
    """Yield lines and thin shapes, and the edges of boxes that are drawn in outline."""
    for item in (*page.rects, *page.lines, *page.curves):
        x0, x1 = float(item["x0"]) - paper.left, float(item["x1"]) - paper.left
        top, bottom = float(item["top"]) - paper.top, float(item["bottom"]) - paper.top
        if x1 - x0 <= THIN or bottom - top <= THIN:
            yield x0, top, x1, bottom
        elif item["object_type"] == "rect" and item["stroke"]:
            yield from outline(x0, top, x1, bottom)


def _grids(
    found: Iterable[Any], paper: _Paper, fragments: Sequence[Fragment]
) -> tuple[tuple[Table, ...] | None, tuple[Box, ...]]:
    """Return the tables among the grids that pdfplumber finds, and where drawings stand."""
    grids = [_table(grid, 0, paper) for grid in found if len(grid.cells) >= MIN_CELLS]
    tables = [grid for grid in grids if is_filled(grid, fragments)]
    drawings = [box for grid in grids if (box := drawing_of(grid, fragments)) is not None]
    return tuple(one.numbered(index) for index, one in enumerate(tables)) or None, tuple(drawings)


class _Drawing:
    """The sides of what is drawn on a page, as pdfplumber's finder of tables asks for them."""

    def __init__(self, sheet: Sheet) -> None:
        self.bbox = (0.0, 0.0, sheet.width, sheet.height)
        self.edges = [_edge(side) for side in sheet.edges]


def _edge(side: Stroke) -> dict[str, Any]:
    x0, top, x1, bottom = side
    lies = bottom - top < x1 - x0
    return {
        "x0": x0, "x1": x1, "top": top, "bottom": top if lies else bottom,
        "width": x1 - x0, "height": bottom - top, "orientation": "h" if lies else "v",
        "object_type": "line",
    }  # fmt: skip


def with_grids(sheet: Sheet) -> Sheet:
    """Return a sheet of PDFium's with what pdfplumber finds between its edges."""
    finder = TableFinder(cast("PlumberPage", _Drawing(sheet)))
    paper = _Paper(0.0, 0.0, sheet.width, sheet.height, sheet.height)
    tables, drawings = _grids(finder.tables, paper, sheet.fragments)
    return replace(sheet, tables=tables, drawings=drawings)


def _table(table: Any, number: int, paper: _Paper) -> Table:
    """Return a table of pdfplumber's as one of ours."""
    cells = []
    for row_index, row in enumerate(table.rows):
        for column, box in enumerate(row.cells):
            if box is not None:
                x0, top, x1, bottom = (float(edge) for edge in box)
                place = Cell(number, row_index, column)
                shifted = (x0 - paper.left, top - paper.top, x1 - paper.left, bottom - paper.top)
                cells.append((place, shifted))
    _, top, _, bottom = table.bbox
    return Table(float(top) - paper.top, float(bottom) - paper.top, tuple(cells))


@dataclass(frozen=True, slots=True)
class _Letter:
    """A character set upright: its edges, baseline and look."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    font: str
    turn: int
    mark: int | None

    def continues(self, last: _Letter) -> bool:
        """Tell whether it belongs to the fragment that ends with `last`."""
        if (self.font, self.turn) != (last.font, last.turn):
            return False
        if abs(self.base - last.base) > 0.01 * self.size or abs(self.size - last.size) > 0.01:
            return False
        gap = (self.x0 - last.x1) / (self.size or 1.0)
        if self.text == last.text == ".":
            return -SPACE_GAP < gap < LEADER_GAP
        return -0.5 < gap < SPACE_GAP


def _letters(chars: Sequence[Char], paper: _Paper) -> Iterator[_Letter]:
    drops = _drops(chars)
    for char in chars:
        a, b, _, _, e, f = char["matrix"]
        turn = round(2 * atan2(b, a) / pi) % 4
        size = float(char["x1"] - char["x0"] if turn % 2 else char["bottom"] - char["top"])
        if turn:
            one = paper.place(char["x0"], char["y0"], turn)[0]
            other = paper.place(char["x1"], char["y1"], turn)[0]
            x0, x1, base = min(one, other), max(one, other), paper.place(e, f, turn)[1]
        else:
            x0, x1 = char["x0"] - paper.left, char["x1"] - paper.left
            drop = drops[char["fontname"]] * size
            base = paper.whole - (char["y0"] + drop) - paper.top
        word, font = _meaning(char["text"]), char["fontname"]
        yield _Letter(word, x0, x1, base, size, font, turn, char["mcid"])


def _drops(chars: Iterable[Char]) -> dict[str, float]:
    """Return how far the boxes of each font reach below the baseline, in sizes.

    A raised letter has the matrix of its neighbours, but its box is raised.
    """
    counts: dict[str, Counter[float]] = {}
    for char in chars:
        if char["size"]:
            drop = round((char["matrix"][5] - char["y0"]) / char["size"], 3)
            counts.setdefault(char["fontname"], Counter())[drop] += 1
    return {font: seen.most_common(1)[0][0] for font, seen in counts.items()}


def _meaning(text: str) -> str:
    """Return the text of a character, U+FFFD if its font does not say what it means.

    Codes that WinAnsiEncoding leaves free stand for bullets (ISO 32000-1, D.2, note 3), which
    pdfminer does not know.
    """
    if text.startswith("(cid:"):
        return "•" if text[5:-1] in FREE_CODES else "\ufffd"
    if text in ("\0", SYMBOL_BLANK):
        return "\ufffd" if text == "\0" else " "
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _fragments(chars: Iterable[Char], paper: _Paper, tags: Tags) -> Iterator[Fragment]:
    """Yield runs of letters of one look and cell that follow one another on a baseline."""
    run: list[_Letter] = []
    for letter in _letters(list(chars), paper):
        if run and (
            not letter.continues(run[-1])
            or _is_doubtful(run, letter)
            or tags.cell_of(letter.mark) != tags.cell_of(run[-1].mark)
        ):
            yield _fragment(run, tags)
            run = []
        run.append(letter)
    if run:
        yield _fragment(run, tags)


def _is_doubtful(run: Sequence[_Letter], letter: _Letter) -> bool:
    """Tell whether the layout must judge a blank before `letter`.

    It must if the blank takes little room, or if a leader of dots may begin there.
    """
    if not run[-1].text.isspace() or letter.text.isspace():
        return False
    if letter.text == ".":
        return True
    inked = next((item for item in reversed(run) if not item.text.isspace()), None)
    return inked is not None and letter.x0 - inked.x1 < FALSE_BLANK_GAP * letter.size


def _fragment(run: Sequence[_Letter], tags: Tags) -> Fragment:
    inked = [letter for letter in run if letter.text.strip()] or run[:1]
    text = "".join(letter.text for letter in run)
    bold, italic = look_of_font(inked[0].font)
    return Fragment(
        text,
        " ".join(text.split()),
        min(letter.x0 for letter in inked),
        max(letter.x1 for letter in inked),
        inked[0].base,
        inked[0].size,
        bold,
        italic,
        inked[0].turn,
        tags.level_of(inked[0].mark),
        tags.cell_of(inked[0].mark),
    )
