"""Pictures of pages: turned until their lines lie, and underlined blocks without their strokes."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from rapporteur.readers.hocr import PrintedLine, Word, photos_of
from rapporteur.readers.straight import straightened, turned
from rapporteur.readers.underlined import find_underlined

WIDTH, HEIGHT = 1200, 1600


def page() -> Image.Image:
    """A page of forty lines of signs of ten words each."""
    drawn = Image.new("L", (WIDTH, HEIGHT), 255)
    pen = ImageDraw.Draw(drawn)
    for row in range(40):
        for column in range(10):
            left, top = 100 + 100 * column, 100 + 35 * row
            pen.rectangle((left, top, left + 60 + row % 7, top + 18), fill=0)
    return drawn


@pytest.mark.parametrize("angle", [0.0, 1.0, -0.5, 2.7])
def test_a_page_is_turned_back(angle: float) -> None:
    skewed = page().rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    assert turned(skewed) == pytest.approx(-angle, abs=0.1)
    assert turned(straightened(skewed)) == 0.0


def test_a_page_that_says_nothing_stays() -> None:
    assert turned(Image.new("L", (WIDTH, HEIGHT), 255)) == 0.0
    assert turned(Image.new("L", (9, 9), 0)) == 0.0


BLOCK = (200, 300, 700, 380)


def block(*strokes: tuple[int, int, int, int]) -> Image.Image:
    drawn = Image.new("L", (WIDTH, HEIGHT), 255)
    pen = ImageDraw.Draw(drawn)
    for left in range(210, 680, 40):
        pen.rectangle((left, 310, left + 24, 345), fill=0)
    for stroke in strokes:
        pen.rectangle(stroke, fill=0)
    return drawn


def test_an_underlined_block_is_read_without_its_strokes() -> None:
    drawn = block((205, 352, 690, 356))
    (found,) = find_underlined(WIDTH, HEIGHT, drawn.tobytes(), [BLOCK])
    width, height, pixels = found.picture()
    bare = Image.frombytes("L", (width, height), pixels)
    assert bare.tobytes() == block().crop((190, 290, 710, 390)).tobytes()
    read = PrintedLine((Word("Lamps", 20, 120, 95, 20, 55),), 55, 70.0, 0.0, 40.0)
    (line,) = found.lines([read])
    assert (line.left, line.right, line.base, line.words[0].top) == (210, 310, 345, 310)


def test_what_is_a_picture_stays_one() -> None:
    assert not list(find_underlined(WIDTH, HEIGHT, block().tobytes(), [BLOCK]))
    drawn = block((205, 352, 690, 356))
    assert not list(find_underlined(WIDTH, HEIGHT, drawn.tobytes(), []))
    (found,) = find_underlined(WIDTH, HEIGHT, drawn.tobytes(), [BLOCK])
    unsure = PrintedLine((Word("]|~", 20, 120, 31, 20, 55),), 55, 70.0, 0.0, 40.0)
    assert found.lines([unsure]) == []
    assert found.lines([]) == []


def test_pictures_of_hocr() -> None:
    hocr = """<div class='ocr_photo' id='b9' title="bbox 589 1314 2178 1673"></div>
    <div class='ocr_separator' id='b1' title="bbox 236 2866 838 2871"></div>"""
    assert photos_of(hocr) == [(589, 1314, 2178, 1673)]
