"""Pictures before OCR: paper becomes white, ink black, grain and specks go."""

from __future__ import annotations

import io
import random

import pytest
from PIL import Image, ImageDraw

from rapporteur.readers.grain import cleaned

SIZE = (300, 600)
DOT = (100, 300, 106, 306)
"""A full stop at 300 dots to the inch."""


def page(*, grain: float = 0, specks: float = 0, paper: int = 255) -> bytes:
    chance = random.Random(4)
    picture = Image.new("L", SIZE, paper)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((40, 250, 46, 306), fill=0)
    draw.rectangle(DOT, fill=0)
    shades = bytearray(picture.tobytes())
    for at, shade in enumerate(shades):
        spoilt = shade + (chance.gauss(0, grain) if grain else 0)
        spoilt = chance.choice((0, 255)) if chance.random() < specks else spoilt
        shades[at] = max(0, min(255, round(spoilt)))
    return Image.frombytes("L", SIZE, bytes(shades)).convert("RGB").tobytes()


def shades(pixels: bytes) -> Image.Image:
    return Image.frombytes("L", SIZE, cleaned(*SIZE, pixels))


@pytest.mark.parametrize("paper", [255, 190])
def test_paper_becomes_white_and_ink_black(paper: int) -> None:
    clean = Image.frombytes("RGB", SIZE, page()).convert("L")
    assert shades(page(paper=paper)).tobytes() == clean.tobytes()


@pytest.mark.parametrize("spoilt", [{"specks": 0.004}, {"grain": 24}, {"grain": 24, "paper": 190}])
def test_grain_and_specks_go_and_full_stops_stay(spoilt: dict[str, float]) -> None:
    picture = shades(page(**spoilt))
    assert picture.getpixel((103, 303)) < 60
    assert min(picture.crop((150, 240, 290, 360)).tobytes()) > 200


def test_what_a_poor_jpeg_leaves_around_letters_goes() -> None:
    packed = io.BytesIO()
    Image.frombytes("RGB", SIZE, page()).save(packed, "JPEG", quality=20)
    spoilt = Image.open(packed)
    near = (49, 250, 60, 306)
    assert min(spoilt.convert("L").crop(near).tobytes()) < 255
    assert min(shades(spoilt.tobytes()).crop(near).tobytes()) == 255


def test_an_empty_picture_and_one_that_is_all_ink_are_read() -> None:
    for shade in (0, 255):
        pixels = Image.new("RGB", SIZE, (shade,) * 3).tobytes()
        assert set(shades(pixels).tobytes()) == {shade}
