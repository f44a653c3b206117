"""Turns the picture of a page so that its lines lie: rows of letters and white part best then.

How far it is turned is told from a small picture of it, at little cost.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from PIL import Image

SMALLER: Final = 4
"""Pixels of the page that are one in the small picture."""
MIDDLE: Final = 0.08
"""The share of a page at each edge that is not looked at: scanners leave black there."""
DARK: Final = 160
WHITE: Final = 255
COARSE: Final = tuple(step / 2 for step in range(-6, 7))
FINE: Final = tuple(step / 10 for step in range(-4, 5))
"""Degrees that are tried, first these, then around the best of them."""
LEAST: Final = 0.2
"""Degrees from which a page is turned back: tesseract reads what is turned less as well."""
CLEARLY: Final = 1.1
"""By what its rows must then be parted better."""


def straightened(page: Image.Image) -> Image.Image:
    """Return the picture of a page, in shades of grey, with lines that lie."""
    angle = turned(page)
    return page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=WHITE) if angle else page


def turned(page: Image.Image) -> float:
    """Return by how many degrees a page must be turned so that its lines lie; 0 if they do."""
    width, height = page.width // SMALLER, page.height // SMALLER
    if min(width, height) < 1 / MIDDLE:
        return 0.0
    left, top = int(width * MIDDLE), int(height * MIDDLE)
    small = page.resize((width, height), Image.Resampling.BOX)
    ink = small.crop((left, top, width - left, height - top)).point(
        lambda shade: WHITE * (shade >= DARK)
    )
    coarse = max(COARSE, key=lambda angle: _parted(ink, angle))
    best = max((coarse + step for step in FINE), key=lambda angle: _parted(ink, angle))
    as_it_is = _parted(ink, 0.0)
    if abs(best) < LEAST or not as_it_is or _parted(ink, best) <= CLEARLY * as_it_is:
        return 0.0
    return round(best, 1)


def _parted(ink: Image.Image, angle: float) -> int:
    """Return how much the rows of a picture differ from those above them, turned so far."""
    seen = ink.rotate(angle, Image.Resampling.BILINEAR, fillcolor=WHITE) if angle else ink
    rows = seen.resize((1, seen.height), Image.Resampling.BOX).tobytes()
    return sum((one - other) ** 2 for one, other in pairwise(rows))
