"""PDF files made in memory: what is drawn is known, so what is read can be compared."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    RectangleObject,
)
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


Element = tuple[str, "str | None", "list[Element]"]
"""A structure type, the line of text that it marks, if any, and the elements in it."""


def tagged(*elements: Element, loose: str = "") -> bytes:
    """A page with one line for each element that marks one, and the tree of the elements.

    `loose` is a last line that no element holds, as a running head is.
    """
    lines: list[str] = []
    _number(elements, lines)

    def draw(canvas: Canvas) -> None:
        for mark, line in enumerate(lines):
            canvas._code.append(f"/Span <</MCID {mark}>> BDC")
            canvas.drawString(113, HEIGHT - 100 - 24 * mark, line)
            canvas._code.append("EMC")
        canvas.drawString(113, 100, loose)

    writer = PdfWriter(clone_from=io.BytesIO(pdf(draw)))
    marks = iter(range(len(lines)))
    parents = ArrayObject()
    root = DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot")})
    held = writer._add_object(root)
    children = [_element(writer, element, held, marks, parents) for element in elements]
    root[NameObject("/K")] = ArrayObject(children)
    numbers = ArrayObject([NumberObject(0), writer._add_object(parents)])
    root[NameObject("/ParentTree")] = DictionaryObject({NameObject("/Nums"): numbers})
    writer.root_object[NameObject("/StructTreeRoot")] = held
    marked = DictionaryObject({NameObject("/Marked"): BooleanObject(True)})
    writer.root_object[NameObject("/MarkInfo")] = marked
    writer.pages[0][NameObject("/StructParents")] = NumberObject(0)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _number(elements: Iterable[Element], lines: list[str]) -> None:
    for _, line, below in elements:
        if line is not None:
            lines.append(line)
        _number(below, lines)


def _element(
    writer: PdfWriter,
    element: Element,
    parent: IndirectObject,
    marks: Iterator[int],
    parents: ArrayObject,
) -> IndirectObject:
    """Add an element and all in it; its line gets the next mark."""
    kind, line, below = element
    made = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/StructElem"),
            NameObject("/S"): NameObject("/" + kind),
            NameObject("/P"): parent,
            NameObject("/Pg"): writer.pages[0].indirect_reference,
        }
    )
    held = writer._add_object(made)
    children = ArrayObject()
    if line is not None:
        children.append(NumberObject(next(marks)))
        parents.append(held)
    children.extend(_element(writer, each, held, marks, parents) for each in below)
    made[NameObject("/K")] = children
    return held
