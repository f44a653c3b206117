"""Reads HTML: saved pages and exports, without scripts, navigation and banners.

Nothing that a page refers to is fetched.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Final

from lxml import etree, html

from rapporteur.errors import DamagedHtmlError, EmptySourceError, TooLargeError
from rapporteur.knowledge.grammar import compile_pattern
from rapporteur.readers.counting import BULLET, spelt
from rapporteur.readers.flow import Block, Flow, StyledText
from rapporteur.readers.plain import decode
from rapporteur.source import Cell, Source, Zone

Element = Any  # lxml publishes no types of its own

LARGEST: Final = 32 * 2**20
SIZES: Final = {"h1": 16.0, "h2": 14.0, "h3": 12.0}
TEXT_SIZE: Final = 10.0
STEP: Final = 20.0
"""Points that lists and quotations are set deeper than the text around them."""
HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
DROPPED: Final = frozenset({
    "script", "style", "noscript", "template", "nav", "aside", "head", "iframe", "svg", "object",
    "button", "select", "input", "textarea", "dialog", "canvas", "audio", "video", "map",
})  # fmt: skip
BANNERS: Final = frozenset({"header", "footer"})
ROLES: Final = frozenset({
    "navigation", "banner", "contentinfo", "dialog", "alertdialog", "search", "menu", "menubar",
    "complementary",
})  # fmt: skip
BLOCKS: Final = frozenset({
    "p", "div", "li", "ol", "ul", "dl", "dt", "dd", "blockquote", "pre", "section", "article",
    "main", "header", "footer", "address", "figure", "figcaption", "caption", "table", "tr", "td",
    "th", "form", "fieldset", "hr", "body", "center", "details", "summary", *HEADINGS,
})  # fmt: skip
BOLD: Final = frozenset({"b", "strong", "th", "caption", *HEADINGS})
ITALIC: Final = frozenset({"i", "em", "cite"})
FURNITURE: Final = compile_pattern(
    r"(?:^|[\s_-])(?:cookies?|consent|breadcrumbs?|navbar|nav|skip-?link|share|social|sr-only)"
    r"(?:$|[\s_-])",
    "i",
)
HIDDEN: Final = compile_pattern(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", "i")
CHARSET: Final = compile_pattern(r"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*(?P<name>[\w.:-]+)", "i")
PROLOGUE: Final = compile_pattern(r"^\s*<\?xml[^>]*\?>")
BLANKS: Final = compile_pattern(r"[ \t\r\n\f]+")
WINDOW: Final = 4096
WIDEST: Final = 200
LONGEST: Final = 7
"""Digits of a number that an attribute may say."""
KINDS: Final = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def read_html(data: bytes, name: str) -> Source:
    """Return the source of an HTML file: what a browser shows of its text.

    Raises `ReadError` if it is too large, nested too deeply, or shows no text.
    """
    if len(data) > LARGEST:
        raise TooLargeError(
            name,
            f"the HTML has {len(data) / 2**20:,.0f} MB, more than any document needs",
            "check where the file came from",
        )
    content, warnings = _decoded(data, name)
    page = _Page()
    root = _tree(content, name)
    page.find_notes(root)
    page.read(root)
    source = page.flow.source(name, data, "text/html", "html", warnings)
    if not source.text.strip():
        raise EmptySourceError(name, "the HTML shows no text", "check that it is the right file")
    return source


def _decoded(data: bytes, name: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the text of the file in the encoding that it names, else in the one that fits."""
    said = CHARSET.search(data[:WINDOW].decode("latin-1"))
    if said is not None:
        try:
            return data.decode(said["name"]), []
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data, name)


def _tree(content: str, name: str) -> Element:
    """Return the body of the page, or its main part if it says which that is."""
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(PROLOGUE.sub("", content).replace("\0", ""), parser=parser)
    except etree.ParserError:
        raise EmptySourceError(name, "the HTML shows no text", "check the file") from None
    if any("depth" in error.message.lower() for error in parser.error_log):
        raise DamagedHtmlError(name, "the HTML is nested too deeply", "save the page again")
    mains = root.xpath("//main | //*[@role='main']")
    body = root.find("body")
    return mains[0] if len(mains) == 1 else root if body is None else body


@dataclass(frozen=True, slots=True)
class _Look:
    """How text is set, and where: what elements inherit."""

    size: float = TEXT_SIZE
    bold: bool = False
    italic: bool = False
    raised: bool = False
    kept: bool = False
    heading: int | None = None
    indent: float = 0.0
    cell: Cell | None = None
    zone: Zone | None = None


@dataclass(slots=True)
class _Page:
    """A page on its way to a source.

    `runs` are those of the block that is open; `label` is what stands before the next block.
    `notes` are the marks of footnotes by the elements that hold them, `calls` what calls them;
    `counts` are the last numbers of lists; `mark` is that of a note whose text has not begun.
    """

    flow: Flow = field(default_factory=Flow)
    runs: list[StyledText] = field(default_factory=list)
    label: str = ""
    tables: int = 0
    notes: dict[Element, str] = field(default_factory=dict)
    calls: dict[Element, str] = field(default_factory=dict)
    counts: dict[Element, int] = field(default_factory=dict)
    mark: str = ""

    def read(self, root: Element) -> None:
        """Read all that an element shows."""
        look = _Look()
        self._element(root, look)
        self._end(look)

    # --- footnotes -----------------------------------------------------------------------------

    def find_notes(self, root: Element) -> None:
        """Find the links that call a footnote further down: raised, or said to be such."""
        order = {element: index for index, element in enumerate(root.iter())}
        named = {one.get(key): one for key in ("name", "id") for one in root.iter() if one.get(key)}
        for link in root.iter("a"):
            target = (
                named.get(link.get("href", "")[1:]) if link.get("href", "#")[0] == "#" else None
            )
            mark = "".join(link.itertext()).strip().strip("[]()")
            if target is None or not _calls(link) or order[target] < order[link]:
                continue
            holder = _holder(target)
            if holder is not None and mark:
                self.notes.setdefault(holder, mark)
                self.calls[link] = mark

    def _count(self, item: Element) -> str:
        """Return what a browser prints before an item; a list begins at `start`, or at `value`."""
        around = item.getparent()
        if around is None or "none" in around.get("style", "") + item.get("style", ""):
            return ""
        if around.tag != "ol":
            return BULLET
        start = _whole(around.get("start"), 1) - 1
        count = _whole(item.get("value"), self.counts.get(around, start) + 1)
        self.counts[around] = count
        return f"{spelt(count, KINDS.get(around.get('type', '1'), 'decimal'))}."

    # --- the walk ------------------------------------------------------------------------------

    def _element(self, element: Element, look: _Look) -> None:
        if not isinstance(element.tag, str) or _is_furniture(element):
            return
        tag = element.tag
        if element in self.calls:
            self._write(self.calls[element], replace(look, raised=True))
        elif look.zone == "note" and tag == "a" and element.get("href", "")[:1] == "#":
            pass  # the way back to the call
        elif tag == "br":
            self._write("\n", replace(look, kept=True))
        elif tag == "table" and _is_data(element):
            self._end(look)
            self._table(element, look)
        elif tag in BLOCKS:
            self._block(element, look)
        else:
            self._inside(element, _look(element, look))

    def _block(self, element: Element, look: _Look) -> None:
        self._end(look)
        inner = _look(element, look)
        if element in self.notes and look.zone is None:
            inner = replace(inner, zone="note")
            self._write(f"{self.notes[element]} ", replace(inner, raised=True, kept=True))
            self.mark = self.notes[element]
        elif element.tag == "li":
            self.label = self._count(element)
        self._inside(element, inner)
        self._end(inner)

    def _inside(self, element: Element, look: _Look) -> None:
        self._write(element.text or "", look)
        for inner in element:
            self._element(inner, look)
            self._write(inner.tail or "", look)

    def _write(self, text: str, look: _Look) -> None:
        """Take text; runs of blanks are one, as a browser shows them."""
        shown = text if look.kept else BLANKS.sub(" ", text)
        if self.mark and look.zone == "note" and not look.kept and shown.strip():
            shown, self.mark = _without_mark(shown, self.mark, raised=look.raised), ""
        last = self.runs[-1].text[-1:] if self.runs else "\n"
        if not look.kept and last in " \n":
            shown = shown.lstrip(" ")
        if shown:
            self.runs.append(StyledText(shown, look.size, look.bold, look.italic, look.raised))

    def _end(self, look: _Look) -> None:
        """End the block that is open, if it has text."""
        if not any(run.text.strip() for run in self.runs):
            self.runs = []
            return
        self.flow.add(Block(self.runs, self.label, look.heading, look.indent, look.cell, look.zone))
        self.runs, self.label = [], ""

    def _table(self, table: Element, look: _Look) -> None:
        """Read a table cell by cell, each at its column whatever spans rows above it."""
        for caption in table.iterchildren("caption"):
            self._block(caption, look)
        index, self.tables = self.tables, self.tables + 1
        taken: dict[int, int] = {}
        head = max(0, len(table.findall("thead/tr")) - 1)
        for number, row in enumerate(table.iter("tr")):
            column = 0
            for cell in row.iterchildren("td", "th"):
                while taken.get(column, 0) > number:
                    column += 1
                inner = replace(look, cell=Cell(index, max(0, number - head), column), heading=None)
                self._block(cell, inner)
                for _ in range(_span(cell, "colspan")):
                    taken[column] = number + _span(cell, "rowspan")
                    column += 1


def _without_mark(text: str, mark: str, *, raised: bool) -> str:
    """Return what a note begins with, without its own mark: raised, in brackets, before a stop."""
    bare = text.strip()
    if bare.strip("[]().") == mark and (raised or bare != mark):
        return ""
    for before, after in (("[", "]"), ("(", ")"), ("", ")"), ("", ".")):
        begin = f"{before}{mark}{after} "
        if text.lstrip().startswith(begin):
            return text.lstrip()[len(begin) :]
    return text


def _look(element: Element, look: _Look) -> _Look:
    """Return how an element sets what stands in it."""
    tag = element.tag
    level = HEADINGS.get(tag)
    return replace(
        look,
        size=SIZES.get(tag, look.size) if look.cell is None else look.size,
        bold=look.bold or tag in BOLD,
        italic=look.italic or tag in ITALIC,
        raised=look.raised or tag == "sup",
        kept=look.kept or tag == "pre",
        heading=level if level and look.cell is None else look.heading,
        indent=look.indent + STEP * (tag in ("ol", "ul", "blockquote", "dd")),
    )


def _is_furniture(element: Element) -> bool:
    """Say whether an element is shown to nobody, or belongs to the site and not to the text."""
    tag = element.tag
    if tag in DROPPED or element.get("hidden") is not None or element.get("role") in ROLES:
        return True
    if tag in BANNERS and not any(True for _ in element.iterancestors("main", "article")):
        return True
    if HIDDEN.search(element.get("style", "")) or element.get("aria-modal") == "true":
        return True
    names = f"{element.get('class', '')} {element.get('id', '')}"
    return tag != "body" and FURNITURE.search(names) is not None


def _calls(link: Element) -> bool:
    """Say whether a link is set as the call of a note."""
    if link.get("role") == "doc-noteref" or "footnote" in link.get("class", "").lower():
        return True
    around = link.getparent()
    raised = around is not None and around.tag == "sup"
    return raised or any(
        inner.tag == "sup" or "footnote" in inner.get("class", "").lower()
        for inner in link.iterdescendants()
        if isinstance(inner.tag, str)
    )


def _holder(target: Element) -> Element | None:
    """Return the smallest block that the target of a call is or stands in."""
    found = target
    while found is not None and found.tag not in BLOCKS:
        found = found.getparent()
    return None if found is None or found.tag in ("body", "table", "tr") else found


def _is_data(table: Element) -> bool:
    """Say whether a table holds data and not the layout of the page."""
    if table.get("role") in ("presentation", "none") or table.find(".//table") is not None:
        return False
    return any(len(list(row.iterchildren("td", "th"))) > 1 for row in table.iter("tr"))


def _span(cell: Element, name: str) -> int:
    return min(max(_whole(cell.get(name), 1), 1), WIDEST)


def _whole(said: str | None, other: int) -> int:
    """Return the number that an attribute says, another if it says none."""
    text = (said or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < LONGEST else other
