"""PDF files drawn for the purpose: both readers give what was drawn."""

from __future__ import annotations

import sys
import threading
from itertools import pairwise

import pytest
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from pdfs import HEIGHT, WIDTH, all_of, boxed, pdf, picture, tagged, text
from rapporteur.readers import read
from rapporteur.readers.pdf import damage
from rapporteur.source import Line, Source

READERS = pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])


def lines_of(source: Source) -> list[str]:
    return [source.text[line.start : line.end] for page in source.pages for line in page.lines]


def only(source: Source) -> Line:
    (line,) = source.pages[0].lines
    return line


@READERS
def test_what_is_drawn_is_read_with_its_place(reader) -> None:
    source = read(pdf(text("The Board met.", "It rose."), text("Page two")), reader, name="a.pdf")
    assert source.text == "The Board met.\nIt rose.\fPage two"
    assert (source.reader, source.media_type, source.name) == (reader, "application/pdf", "a.pdf")
    first = source.pages[0].lines[0]
    assert first.size == pytest.approx(10)
    assert first.box == pytest.approx((113, 92.5, 175.5, 102.5), abs=0.5)
    assert (source.pages[0].width, source.pages[0].height) == (WIDTH, HEIGHT)


@READERS
def test_fonts_tell_weight_and_slope(reader) -> None:
    def draw(canvas: Canvas) -> None:
        at = 100.0
        for font, word in (
            ("Times-Bold", "The Board"),
            ("Times-Italic", "inter alia"),
            ("Times-Roman", "met"),
        ):
            canvas.setFont(font, 12)
            canvas.drawString(at, 700, word)
            at += canvas.stringWidth(word + " ", font, 12)

    line = only(read(pdf(draw), reader))
    assert [(style.bold, style.italic) for style in line.styles] == [
        (True, False),
        (False, True),
        (False, False),
    ]
    assert not line.bold


@READERS
def test_tags_tell_what_stands_in_a_heading(reader) -> None:
    note = ("Note", None, [("P", "1 Annual figures.", [])])
    section = ("Sect", None, [("H2", "Ports", [note]), ("P", "The Board met.", [])])
    source = read(tagged(section, ("H", None, [("Span", "Roads", [])]), loose="2/14"), reader)
    said = dict(zip(lines_of(source), (line.tagged for line in source.pages[0].lines), strict=True))
    assert said == {
        "Ports": 2,
        "1 Annual figures.": 0,
        "The Board met.": 0,
        "Roads": 1,
        "2/14": None,
    }


def test_a_tree_of_tags_that_is_too_large_is_not_asked(monkeypatch) -> None:
    monkeypatch.setattr("rapporteur.readers.pdfium_tags.MAX_KIDS", 3)
    source = read(tagged(*[("H1", f"Port {number}", []) for number in range(4)]), "pdfium")
    assert [line.tagged for line in source.pages[0].lines] == [None] * 4
    few = read(tagged(("H1", "Port", [])), "pdfium")
    assert only(few).tagged == 1


@READERS
def test_without_tags_nothing_is_said_of_headings(reader) -> None:
    assert only(read(pdf(text("Ports")), reader)).tagged is None


@READERS
def test_a_raised_call_is_raised_by_its_rise(reader) -> None:
    def draw(canvas: Canvas) -> None:
        words = canvas.beginText(100, 700)
        words.setFont("Times-Roman", 10)
        words.textOut("The Board")
        words.setFont("Times-Roman", 6.5)
        words.setRise(3.5)
        words.textOut("12")
        words.setFont("Times-Roman", 10)
        words.setRise(0)
        words.textOut(" met.")
        canvas.drawText(words)

    source = read(pdf(draw), reader)
    assert source.text == "The Board12 met."
    assert [style.raised for style in only(source).styles] == [False, True, False]


@READERS
def test_kerning_inside_a_word_is_no_blank_and_a_wide_step_is_one(reader) -> None:
    def draw(canvas: Canvas) -> None:
        at = 100.0
        for word, step in (("Traffi", 0.6), ("cking", 2.6), ("of", 1.8), ("per", 0.9), ("sons", 0)):
            canvas.drawString(at, 700, word)
            at += canvas.stringWidth(word, "Times-Roman", 10) + step

    assert read(pdf(draw), reader).text == "Trafficking of persons"


@READERS
def test_a_hyphen_at_a_line_end_stays_and_the_lines_stay_apart(reader) -> None:
    source = read(pdf(text("Reports on the ill-", "treatment of the non-", "parties")), reader)
    assert lines_of(source) == ["Reports on the ill-", "treatment of the non-", "parties"]


@READERS
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_page_boxes_and_rotation_are_seen_through(reader, rotate: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(WIDTH / 2, HEIGHT / 2)
        canvas.rotate(rotate)
        canvas.drawString(-20, 0, "The Board")
        canvas.drawString(-20, -12, "met in May")

    data = boxed(pdf(draw), (0, 0, WIDTH, HEIGHT), (20, 30, WIDTH - 40, HEIGHT - 50), rotate)
    source = read(data, reader)
    assert lines_of(source) == ["The Board", "met in May"]
    page = source.pages[0]
    wide, high = WIDTH - 60, HEIGHT - 80
    assert (page.width, page.height) == pytest.approx(
        (high, wide) if rotate % 180 else (wide, high)
    )
    x0, top, x1, bottom = page.lines[0].box or (0, 0, 0, 0)
    assert x1 - x0 > 3 * (bottom - top)
    assert 0 < x0 < page.width
    assert 0 < top < page.height


@READERS
@pytest.mark.parametrize("angle", [90, 180, 270])
def test_turned_text_is_one_line(reader, angle: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(113, 700, "Upright text")
        canvas.translate(300, 400)
        canvas.rotate(angle)
        canvas.drawString(0, 0, "A/99/1 turned")

    source = read(pdf(draw), reader)
    assert lines_of(source) == ["Upright text", "A/99/1 turned"]
    x0, top, x1, bottom = source.pages[0].lines[1].box or (0, 0, 0, 0)
    assert (x1 - x0 < bottom - top) == (angle != 180)


def test_both_readers_place_lines_alike() -> None:
    data = pdf(text("The Board met.", "It rose."), size=(WIDTH, HEIGHT))
    boxes = [[line.box for line in read(data, r).pages[0].lines] for r in ("pdfium", "pdfplumber")]
    for one, other in zip(*boxes, strict=True):
        assert one == pytest.approx(other, abs=0.3)


def ruled(canvas: Canvas) -> None:
    """A table as word processors rule it: lying strokes in pieces, one for each cell."""
    edges = (113, 250, 380, 482)
    for y in (300, 317, 362):
        for left, right in pairwise(edges):
            canvas.rect(left, HEIGHT - y, right - left, 0.5, stroke=0, fill=1)
    rows = (("Office", "Group", "Name"), ("Chair", "Africa", "A. B."), ("Member", "Asia", "C. D."))
    for number, row in enumerate(rows):
        for x, word in zip(edges, row, strict=False):
            canvas.drawString(x, HEIGHT - 312 - 20 * number, word)


def gridded(canvas: Canvas) -> None:
    canvas.grid([113, 250, 380, 482], [HEIGHT - y for y in (300, 320, 340)])
    for y, row in ((314, ("Office", "Group", "Name")), (334, ("Chair", "Africa", "A. B."))):
        for x, word in zip((115, 252, 382), row, strict=False):
            canvas.drawString(x, HEIGHT - y, word)


def filled(canvas: Canvas) -> None:
    """A grid whose last line no stroke draws: the edge of a filled box stands for it.

    Above its head stands an empty row.
    """
    canvas.setFillGray(0.9)
    canvas.rect(113, HEIGHT - 340, 369, 20, stroke=0, fill=1)
    canvas.setFillGray(0)
    for x in (113, 250, 380, 482):
        canvas.line(x, HEIGHT - 300, x, HEIGHT - 340)
    for y in (300, 306, 320):
        canvas.line(113, HEIGHT - y, 482, HEIGHT - y)
    for y, row in ((316, ("Office", "Group", "Name")), (334, ("Chair", "Africa", "A. B."))):
        for x, word in zip((115, 252, 382), row, strict=False):
            canvas.drawString(x, HEIGHT - y, word)


def in_one_go(canvas: Canvas) -> None:
    """A table with a row that is one text, with wide gaps at the blanks between its cells."""
    for y in (300, 318, 372):
        canvas.line(113, HEIGHT - y, 482, HEIGHT - y)
    rows = ((312, "Office Group Name"), (330, "Chair Africa A.B."), (366, "Clerk Asia C.D."))
    for y, row in rows:
        for x, word in zip((115, 252, 382), row.split(), strict=True):
            canvas.drawString(x, HEIGHT - y, word)
    line = canvas.beginText(115, HEIGHT - 348)
    line.setWordSpace(95)
    line.textOut("Usher Europe E.F.")
    canvas.drawText(line)


def test_text_that_runs_over_cells_is_parted_at_wide_gaps() -> None:
    one, other = (read(pdf(in_one_go), reader) for reader in ("auto", "pdfplumber"))
    assert lines_of(one) == lines_of(other)
    assert [line.cell for line in one.pages[0].lines] == [
        line.cell for line in other.pages[0].lines
    ]


@pytest.mark.parametrize(
    ("table", "reader", "first"),
    [(ruled, "pdfium", 0), (gridded, "pdfium+pdfplumber", 0), (filled, "pdfium+pdfplumber", 1)],
)
def test_ruled_tables_have_cells(table, reader: str, first: int) -> None:
    """pdfplumber finds them between the strokes of a grid; else the joints of rules tell them."""
    prose = text("The Board met.")
    source = read(pdf(prose, all_of([prose, table]), prose))
    assert source.reader == reader
    cells = [
        (source.text[line.start : line.end], line.cell.row, line.cell.column)
        for line in source.pages[1].lines
        if line.cell
    ]
    words = ("Office", "Group", "Name", "Chair")
    places = [(first, 0), (first, 1), (first, 2), (first + 1, 0)]
    assert cells[:4] == [(word, *place) for word, place in zip(words, places, strict=True)]
    assert lines_of(source)[:2] == ["The Board met.", "The Board met."]
    assert read(pdf(table), "pdfium").reader == "pdfium"


def test_rules_tell_the_cells_to_both_readers() -> None:
    one, other = (read(pdf(ruled), reader) for reader in ("pdfium", "pdfplumber"))
    assert lines_of(one) == lines_of(other)
    assert [line.cell for line in one.pages[0].lines] == [
        line.cell for line in other.pages[0].lines
    ]


@READERS
def test_a_rule_above_footnotes_is_kept(reader) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(113, 700, "Text")
        canvas.line(100, 200, 172, 200)

    assert read(pdf(draw), reader).pages[0].rules == (
        (pytest.approx(100, abs=1), pytest.approx(642, abs=1), pytest.approx(172, abs=1)),
    )


@READERS
def test_letters_printed_twice_to_look_bold_are_read_once(reader) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(113, 700, "Agenda")
        canvas.drawString(113.2, 700, "Agenda")

    assert read(pdf(draw), reader).text == "Agenda"


@READERS
def test_pages_whose_text_was_made_by_ocr_are_told(reader) -> None:
    scan = all_of([picture, text("The Board met.")])
    source = read(pdf(scan, text("It rose."), scan), reader)
    assert source.text == "The Board met.\fIt rose.\fThe Board met."
    assert source.warnings == (
        ("ocr", "2 pages are a picture with text put behind it by OCR: expect misread letters"),
    )


@READERS
def test_a_page_with_a_small_picture_is_no_scan(reader) -> None:
    def emblem(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.scale(0.3, 0.3)
        picture(canvas)
        canvas.restoreState()

    assert read(pdf(all_of([emblem, text("The Board met.")])), reader).warnings == ()


def test_pages_that_are_pictures_among_others_are_told() -> None:
    source = read(pdf(text("The Board met."), picture))
    assert source.text == "The Board met.\f"
    assert source.warnings == (("no_text", "pages without text that hold pictures: 2"),)


@pytest.mark.parametrize(
    ("content", "poor"),
    [
        ("The Board heard Ms. O’Neil on ill-treatment in 2009/10 (A/99/1). ", False),
        ("Le Groupe s'est réuni à l’ONU; « ordre du jour ». ", False),
        ("tJle Bo:ard he~rd Ms. 0'N|eil 0n il1-trea~ment iN ", True),
    ],
)
def test_a_poor_text_layer_is_told(content: str, poor: bool) -> None:
    source = read(pdf(text(*simpleSplit(content * 20, "Times-Roman", 10, 360))))
    assert (damage(source.text) > 0.05) == poor
    assert ("text_layer" in [code for code, _ in source.warnings]) == poor


def calls(lines: int) -> int:
    """How many calls it takes to read a page: busy machines make clocks useless."""
    data = pdf(text(*["The Board heard a statement."] * lines, size=600 / lines))
    count = 0

    def tick(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(tick)
    try:
        source = read(data, "pdfium")
    finally:
        sys.setprofile(None)
    assert len(source.text) == 29 * lines - 1
    return count


def test_time_grows_no_faster_than_the_text_of_a_page() -> None:
    assert calls(800) < 9 * calls(100)


def test_reading_leaves_no_thread_behind() -> None:
    before = threading.active_count()
    read(pdf(text("The Board met.")))
    assert threading.active_count() == before


@READERS
def test_equal_letters_of_other_sizes_are_no_repetition(reader) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(200, HEIGHT - 400, "o")
        canvas.setFont("Times-Roman", 5)
        canvas.drawString(100, HEIGHT - 200, "o")

    assert read(pdf(draw), reader).text == "o\no"
