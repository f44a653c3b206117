"""Set every `*.truth.json` of this folder as a PDF of the same name.

The text of a PDF is known because it was set from the truth. The same truth gives the same bytes.
"""

from __future__ import annotations

import json
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from typesetting.blocks import Node, Setter, call_of
from typesetting.furniture import (
    Pen,
    draw_contents,
    draw_end_rule,
    draw_first_foot,
    draw_masthead,
    draw_page,
    draw_running,
    title_blocks,
)
from typesetting.lines import Run
from typesetting.pages import Block, Flow, Page, paginate

HERE = Path(__file__).parent
TOP = 79.0


def open_canvas(target: Path, document: Node) -> Canvas:
    """Open a canvas without dates and random identifiers.

    Nothing is compressed: another version of zlib would change the bytes.
    """
    canvas = Canvas(str(target), pagesize=A4, invariant=True, pageCompression=0)
    canvas.setTitle(document["title"])
    canvas.setAuthor("rapporteur samples")
    canvas.setSubject(document["symbols"][0])
    return canvas


def title_call(truth: Node) -> list[Run]:
    """Return the call of the footnote to the title, if it has one."""
    places = ("paragraph", "item", "section")
    return [call_of(note) for note in truth["footnotes"] if not any(note[key] for key in places)]


def bottom_of(number: int) -> float:
    """Say where the text of a page ends: sooner on the first, for its foot is higher."""
    return 700.0 if number == 1 else 722.0


def flow_from(page: Page, notes: dict[str, Block]) -> Flow:
    return Flow(top=TOP, bottom_of=bottom_of, notes=notes, pages=[page])


def typeset(truth: Node, target: Path) -> int:
    """Write the PDF of a report and return the number of its pages.

    A report with a State under review has its title on a page of its own and then its contents;
    another begins below its masthead.
    """
    document, setter = truth["document"], Setter(truth)
    canvas = open_canvas(target, document)
    pen, notes = Pen(canvas), setter.notes()
    first = Page(1, draw_masthead(pen, truth) + 22)
    blocks = [*title_blocks(truth, title_call(truth)), *setter.body()]
    if truth["masthead"]["subtitle"]:
        cover = paginate(blocks[:2], flow_from(first, notes))
        pages = [*cover, Page(2, TOP), *paginate(blocks[2:], flow_from(Page(3, TOP), notes))]
    else:
        pages = paginate(blocks, flow_from(first, notes))
    draw_first_foot(pen, document)
    for page in pages:
        draw_numbered(pen, page, pages, truth)
    canvas.save()
    return len(pages)


def draw_numbered(pen: Pen, page: Page, pages: list[Page], truth: Node) -> None:
    """Draw one page with all that stands on it."""
    if page.number > 1:
        draw_running(pen, page.number, len(pages), truth["document"])
    draw_page(pen, page, Setter(truth).notes(), bottom_of(page.number))
    if page.number > 1 and not page.lines:
        draw_contents(pen, truth, {mark: each.number for each in pages for mark in each.marks})
    if page is pages[-1]:
        draw_end_rule(pen, page)
    pen.turn()


def main() -> None:
    for source in sorted(HERE.glob("*.truth.json")):
        truth = json.loads(source.read_text(encoding="utf-8"))
        target = source.with_name(source.name.replace(".truth.json", ".pdf"))
        print(f"{target.name}: {typeset(truth, target)} pages")


if __name__ == "__main__":
    main()
