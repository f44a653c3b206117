"""Makes the picture of a page ready for OCR: white paper, black ink, no grain and no specks."""

from __future__ import annotations

from itertools import accumulate
from typing import Final

from PIL import Image, ImageChops, ImageFilter, ImageStat

from rapporteur.readers.straight import straightened

SPECK: Final = 3
"""Pixels across the square whose middle value takes the place of each pixel."""
BLUR: Final = 1.0
AROUND: Final = 7
"""Pixels across the square in which paper is alike."""
FLAT: Final = 96
"""Shades of grey that the paper of such a square may differ by; ink differs by more."""
MOST_GRAIN: Final = 0.3
"""Shades of grey by which a pixel of paper may differ from the middle one of those around it.

Clean pages have 0.0, old typescript and scans in black and white up to 0.1, a poor JPEG 0.15; one
speck on 500 dots makes 0.5, the grain of a bad sensor 4 to 8.
"""
INK: Final = 0.001
"""The share of a page that ink covers at least."""
LEAST_CONTRAST: Final = 64
BLACK, WHITE = 0.25, 0.8
"""Where between ink and paper a shade is black, and where white."""
BAND: Final = 6
"""A sixth of the page is looked at, in its middle."""


def cleaned(width: int, height: int, pixels: bytes) -> bytes:
    """Return the shades of grey of an RGB picture, with white paper and black ink.

    That undoes what JPEG leaves around letters. Lines are made to lie. Grain and specks are taken
    out where there are any; all that is taken out is smaller than any sign that is printed: dots
    and commas stay.
    """
    picture = Image.frombytes("RGB", (width, height), pixels).convert("L")
    if grain(picture) > MOST_GRAIN:
        picture = picture.filter(ImageFilter.MedianFilter(SPECK))
        picture = picture.filter(ImageFilter.GaussianBlur(BLUR))
    return straightened(_contrasted(picture)).tobytes()


def _contrasted(picture: Image.Image) -> Image.Image:
    """Return a picture with white paper and black ink, whatever shades they had."""
    shades = list(accumulate(picture.histogram()))
    ink, paper = (
        next(shade for shade, count in enumerate(shades) if count >= share * shades[-1])
        for share in (INK, 1 / 2)
    )
    reach = paper - ink
    if reach < LEAST_CONTRAST:
        return picture
    black, white = ink + BLACK * reach, ink + WHITE * reach
    return picture.point(lambda shade: max(0, min(255, 255 * (shade - black) / (white - black))))


def grain(picture: Image.Image) -> float:
    """Return by how many shades a pixel of paper differs from the middle one of those around it."""
    top = picture.height * (BAND - 1) // (2 * BAND)
    band = picture.crop((0, top, picture.width, top + max(1, picture.height // BAND)))
    smooth = band.filter(ImageFilter.MedianFilter(SPECK))
    light = smooth.filter(ImageFilter.MaxFilter(AROUND))
    dark = smooth.filter(ImageFilter.MinFilter(AROUND))
    paper = ImageChops.difference(light, dark).point(lambda shades: 255 * (shades < FLAT))
    counted = ImageStat.Stat(ImageChops.difference(band, smooth), paper)
    return counted.mean[0] if counted.count[0] else 0.0
