"""Pages as pictures, small enough that a report of hundreds of pages fits into one file."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from typing import Final

from PIL import Image, ImageChops

from rapporteur.readers.pdfium import PdfiumDocument
from rapporteur.source import Source

SCALE: Final = 1.75
LONGEST: Final = 2400
TINT: Final = 24
QUALITY: Final = 60
LARGE: Final = 200_000


def pictures(data: bytes, source: Source) -> Iterator[str]:
    """Yield each page of a PDF as a WebP picture in base64; raises `DamagedPdfError`."""
    with PdfiumDocument(data, source.name) as document:
        for index, page in enumerate(source.pages):
            yield base64.b64encode(_drawn(document, index, page.width, page.height)).decode("ascii")


def picture(data: bytes, name: str, number: int, size: tuple[float, float]) -> bytes:
    """Return one page of a PDF as a WebP picture; raises `DamagedPdfError`."""
    with PdfiumDocument(data, name) as document:
        return _drawn(document, number - 1, *size)


def _drawn(document: PdfiumDocument, index: int, wide: float, high: float) -> bytes:
    scale = min(SCALE, LONGEST / max(wide, high, 1.0))
    width, height, pixels = document.picture(index, scale)
    return encoded(Image.frombytes("RGB", (width, height), pixels))


def encoded(image: Image.Image) -> bytes:
    """Return a page as WebP: print without loss and without colour, photographs with loss.

    Letters on white take half the space without loss that they take with it.
    """
    if not is_coloured(image):
        image = image.convert("L")
    whole = _webp(image, lossless=True)
    return whole if len(whole) <= LARGE else min(whole, _webp(image, lossless=False), key=len)


def is_coloured(image: Image.Image) -> bool:
    """Tell whether an RGB picture shows more colour than the fringes of grey letters have."""
    red, green, blue = image.split()
    pairs = ((red, green), (green, blue))
    return any(any(ImageChops.difference(*pair).histogram()[TINT + 1 :]) for pair in pairs)


def _webp(image: Image.Image, *, lossless: bool) -> bytes:
    out = io.BytesIO()
    image.save(out, "WEBP", lossless=lossless, quality=QUALITY, method=1 if lossless else 4)
    return out.getvalue()
