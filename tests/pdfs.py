"""PDF files made in memory: what is drawn is known, so what is read can be compared."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable

from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, NumberObject, RectangleObject
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595.0, 842.0
Draw = Callable[[Canvas], None]


def pdf(*pages: Draw, size: tuple[float, float] = (WIDTH, HEIGHT)) -> bytes:
    """A PDF whose pages are drawn one after the other, the same bytes every time."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=size, invariant=True)
    for draw in pages:
        canvas.setFont("Times-Roman", 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def text(*lines: str, x: float = 113, top: float = 100, size: float = 10) -> Draw:
    """Lines of Times, the first baseline `top` points below the edge."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", size)
        for number, line in enumerate(lines):
            canvas.drawString(x, HEIGHT - top - 1.2 * size * number, line)

    return draw


def all_of(draws: Iterable[Draw]) -> Draw:
    """One page with all that is drawn."""

    def draw(canvas: Canvas) -> None:
        for part in draws:
            part(canvas)

    return draw


def picture(canvas: Canvas) -> None:
    """A page that is one picture, as a scan is."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("L", (20, 28), 200)), 0, 0, WIDTH, HEIGHT)


def encrypted(data: bytes, password: str, owner: str | None = None) -> bytes:
    """The same PDF, locked."""
    writer = PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(password, owner, algorithm="AES-256")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def boxed(data: bytes, media: tuple[float, ...], crop: tuple[float, ...], rotate: int) -> bytes:
    """The same PDF with other page boxes and turned by `rotate` degrees."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    for page in writer.pages:
        page[NameObject("/MediaBox")] = RectangleObject(media)
        page[NameObject("/CropBox")] = RectangleObject(crop)
        page[NameObject("/Rotate")] = NumberObject(rotate)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()
