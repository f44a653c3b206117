"""What tesseract passes over on a page: found by its ink, and put back where it stands."""

from __future__ import annotations

from PIL import Image, ImageDraw

from rapporteur.readers.hocr import PrintedLine, Word, lines_of, strokes_of
from rapporteur.readers.layout import Sheet, arrange
from rapporteur.readers.ocr import fragments_of
from rapporteur.readers.rules import Rule
from rapporteur.readers.unread import Unread, find_unread

WIDTH, HEIGHT, SIZE = 1000, 400, 40


def line(text: str, x: int, base: int, *, turned: bool = False, size: float = SIZE) -> PrintedLine:
    """A line of one word whose letters are half as wide as high."""
    word = Word(text, x, x + len(text) * SIZE // 2, 95, base - 30, base + 8)
    return PrintedLine((word,), base, x + (word.x1 - x) / 2, 0.0, size, turned)


def find(lines: list[PrintedLine], *ink: tuple[int, int, int, int]) -> Unread | None:
    """What is unread on a page with the ink of its lines, and more."""
    page = Image.new("L", (WIDTH, HEIGHT), 255)
    drawn = ImageDraw.Draw(page)
    for word in (word for one in lines for word in one.words):
        drawn.rectangle((word.x0, word.top, word.x1, word.bottom), fill=0)
    for box in ink:
        drawn.rectangle(box, fill=0)
    return find_unread(WIDTH, HEIGHT, page.tobytes(), lines)


TEXT = line("Lamps and keepers", 300, 100)
LABEL = (200, 72, 230, 100)


def test_a_label_far_left_of_its_line_is_read_beside_it() -> None:
    unread = find([TEXT], LABEL)
    assert unread is not None
    (place,) = unread.places
    assert place.x0 <= LABEL[0]
    assert place.x1 >= LABEL[2]
    width, height, pixels = unread.picture()
    shown = Image.frombytes("L", (width, height), pixels).point(lambda shade: 255 * (shade < 128))
    assert shown.getbbox() is not None
    base = unread.step // 2 + 40
    words = Word("7.", unread.left, unread.left + 30, 90), Word("Lamps", unread.left + 60, 300, 96)
    again = [PrintedLine(words, base, 100.0, 0.0, SIZE)]
    mended = list(unread.mended([TEXT], again))
    assert [[word.text for word in one.words] for one in mended] == [["7."], ["Lamps and keepers"]]
    first, second = fragments_of(mended, WIDTH)
    assert first.base == second.base
    assert first.x1 < second.x0


def test_what_was_not_read_the_second_time_changes_nothing() -> None:
    unread = find([TEXT], LABEL)
    assert unread is not None
    assert list(unread.mended([TEXT], [])) == [TEXT]


def test_what_is_no_label_is_not_read_again() -> None:
    assert find([TEXT]) is None
    assert find([]) is None
    assert find([TEXT], (210, 90, 216, 96)) is None  # a speck
    assert find([TEXT], (210, 0, 214, 390)) is None  # a standing rule
    assert find([TEXT], (20, 72, 250, 100)) is None  # a picture
    assert find([line("Ax", 300, 100)], LABEL) is None  # no line of text


def test_figures_taken_for_text_on_its_side_are_read_with_their_line() -> None:
    parts = [line("BX.31", 100, 300), line("N", 215, 300, turned=True, size=18.0)]
    unread = find([TEXT, *parts])
    assert unread is not None
    (place,) = unread.places
    assert place.line is None
    assert set(place.parts) == set(parts)
    read = Word("BX.31-7", unread.left + 6, unread.left + 140, 88, unread.step // 2, 90)
    again = [PrintedLine((read,), unread.step // 2 + 40, 100.0, 0.0, SIZE)]
    mended = list(unread.mended([TEXT, *parts], again))
    assert [[word.text for word in one.words] for one in mended] == [
        ["BX.31-7"], ["Lamps and keepers"],
    ]  # fmt: skip
    assert mended[0].left == 100


def test_text_on_its_side_stays() -> None:
    high = PrintedLine((Word("Lamps", 20, 60, 95, 40, 340),), 340, 40.0, 0.0, SIZE, turned=True)
    assert find([TEXT, high]) is None


def test_strokes_and_turned_lines_of_hocr() -> None:
    hocr = """
    <div class='ocr_separator' id='b1' title="bbox 236 2866 838 2871"></div>
    <span class='ocr_line' title="bbox 351 3125 365 3148; textangle 90; x_size 20; x_a 5">
    <span class='ocrx_word' title='bbox 351 3125 365 3148; x_wconf 81'>N</span></span>"""
    assert strokes_of(hocr) == [(236, 2866, 838, 2871)]
    (found,) = lines_of(hocr)
    assert found.turned
    assert found.words == (Word("N", 351, 365, 81, 3125, 3148),)


def test_notes_below_a_short_rule_have_a_size_of_their_own() -> None:
    text = [line("Lamps and keepers", 100, base) for base in (100, 160, 220)]
    note = line("Wicks", 100, 340, size=34.0)
    short = [Rule(24.0, 168.0, 72.0)]
    assert {one.size for one in fragments_of([*text, note], WIDTH)} == {9.5}
    sizes = [one.size for one in fragments_of([*text, note], WIDTH, short)]
    assert sizes == [9.5, 9.5, 9.5, 8.0]


def test_words_that_a_stroke_below_joins_are_words_of_their_own() -> None:
    words = Word("Lamps", 100, 220, 95, 70, 110), Word("burn", 222, 300, 95, 70, 110)
    fragments = list(fragments_of([PrintedLine(words, 100, 200.0, 0.0, SIZE)], WIDTH))
    text, _ = arrange(Sheet(1, 240.0, 96.0, fragments), 0)
    assert text == "Lamps burn"
