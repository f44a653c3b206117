"""The runs of a paragraph: its text as accepted, with fields, breaks, notes and text boxes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from rapporteur.readers.counting import BULLET
from rapporteur.readers.flow import StyledText
from rapporteur.readers.word.styles import NORMAL_SIZE, Look, Styles
from rapporteur.readers.word.xml import COMPATIBLE, MATH, Element, W, child, value

PAGE_BREAK: Final = "\f"
SIGNS: Final = {
    W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-",
    W + "softHyphen": "",
}  # fmt: skip
DROPPED: Final = frozenset({
    W + "del", W + "moveFrom", W + "pPr", W + "rPr", W + "instrText", W + "delText",
    W + "sdtPr", W + "rt", COMPATIBLE + "Fallback",
})  # fmt: skip
TRACKED: Final = frozenset({W + "ins", W + "del", W + "moveFrom", W + "moveTo"})
NOTES: Final = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
SYMBOLS: Final = {0xB7: BULLET, 0x2D: "-", 0xA7: "▪", 0xFC: "✓", 0xA8: "□", 0xFE: "☑"}
DEEPEST: Final = 200


@dataclass(slots=True)
class Fields:
    """The fields that are open: Word writes `{ TOC }` before its result, and the end behind it."""

    open: list[tuple[str, bool]] = field(default_factory=list)
    contents: int = 0

    def mark(self, kind: str | None) -> None:
        """Take the begin, separator or end of a field."""
        if kind == "begin":
            self.open.append(("", False))
        elif kind == "separate" and self.open:
            name = self.open[-1][0]
            self.open[-1] = name, True
        elif kind == "end" and self.open:
            self.open.pop()
        self._count()

    def say(self, text: str) -> None:
        """Take instructions of the innermost field."""
        if self.open:
            name, shown = self.open[-1]
            self.open[-1] = name + text, shown
        self._count()

    def _count(self) -> None:
        self.contents = sum(name.split()[:1] == ["TOC"] for name, _ in self.open)

    @property
    def hides(self) -> bool:
        """Whether what comes is instructions, not their result."""
        return any(not shown for _, shown in self.open)


@dataclass(slots=True)
class ParagraphContent:
    """What stands in a paragraph: its runs, and the text boxes and notes that hang on it.

    `in_contents` says that a part of it belongs to a table of contents.
    """

    runs: list[StyledText] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str, str]] = field(default_factory=list)
    in_contents: bool = False


@dataclass(slots=True)
class Reader:
    """Reads the runs of one part in their order; `seen` counts what the reader has to tell of."""

    styles: Styles
    fields: Fields = field(default_factory=Fields)
    seen: Counter[str] = field(default_factory=Counter)
    own_mark: str = ""

    def read(self, paragraph: Element, below: Look) -> ParagraphContent:
        """Return what stands in a paragraph whose style sets its runs like `below`."""
        found = ParagraphContent(in_contents=self.fields.contents > 0)
        self._walk(paragraph, below, found, 0)
        found.in_contents = found.in_contents or self.fields.contents > 0
        return found

    def _walk(self, element: Element, below: Look, found: ParagraphContent, depth: int) -> None:
        for inner in element if depth < DEEPEST else ():
            tag = inner.tag
            if tag in TRACKED:
                self.seen["tracked"] += 1
            if not isinstance(tag, str) or tag in DROPPED:
                continue
            if tag == W + "r":
                self._run(inner, below, found)
            elif tag == MATH + "t":
                self._write(inner.text or "", below, found)
            elif tag == W + "fldSimple":
                self._simple(inner, below, found, depth)
            else:
                self._walk(inner, below, found, depth + 1)

    def _simple(self, element: Element, below: Look, found: ParagraphContent, depth: int) -> None:
        self.fields.mark("begin")
        self.fields.say(element.get(W + "instr", ""))
        self.fields.mark("separate")
        found.in_contents = found.in_contents or self.fields.contents > 0
        self._walk(element, below, found, depth + 1)
        self.fields.mark("end")

    def _run(self, run: Element, below: Look, found: ParagraphContent) -> None:
        properties = child(run, "rPr")
        look = below
        if properties is not None:
            named = self.styles.look_of(value(properties, "rStyle"))
            look = Look.of(properties).over(named.over(below))
        for inner in run:
            self._piece(inner, look, found)

    def _piece(self, piece: Element, look: Look, found: ParagraphContent) -> None:
        tag = piece.tag
        if tag == W + "fldChar":
            self.fields.mark(piece.get(W + "fldCharType"))
            found.in_contents = found.in_contents or self.fields.contents > 0
        elif tag == W + "instrText":
            self.fields.say(piece.text or "")
        elif tag in NOTES:
            self._note(piece, look, found)
        elif tag in (W + "drawing", W + "pict", W + "object", COMPATIBLE + "AlternateContent"):
            found.boxes += _boxes(piece)
        elif tag == W + "ruby":
            for base in piece.iter(W + "rubyBase"):
                self._walk(base, look, found, 1)
        elif text := _sign(piece, self.own_mark):
            self._write(text, look, found)

    def _note(self, piece: Element, look: Look, found: ParagraphContent) -> None:
        """Print the mark of a note, which Word counts unless the text behind it is the mark."""
        kind, name = NOTES[piece.tag], piece.get(W + "id", "")
        mark = ""
        if piece.get(W + "customMarkFollows", "0") in ("0", "false"):
            self.seen[kind] += 1
            mark = str(self.seen[kind])
            self._write(mark, Look(raised=True).over(look), found)
        else:
            following = piece.getnext()
            mark = ((following.text or "") if following is not None else "").strip()
        found.notes.append((kind, name, mark))

    def _write(self, text: str, look: Look, found: ParagraphContent) -> None:
        if self.fields.hides or (look.hidden and text != PAGE_BREAK):
            return
        size = look.size / 2 if look.size else NORMAL_SIZE
        run = StyledText(text, size, bool(look.bold), bool(look.italic), bool(look.raised))
        last = found.runs[-1] if found.runs else None
        if last is not None and last[1:] == run[1:]:
            found.runs[-1] = last._replace(text=last.text + text)
        else:
            found.runs.append(run)


def _sign(piece: Element, own_mark: str) -> str:
    """Return what an element of a run prints."""
    tag = piece.tag
    if tag == W + "t":
        return piece.text or ""
    if tag == W + "br":
        kind = piece.get(W + "type")
        return PAGE_BREAK if kind == "page" else "\n"
    if tag == W + "sym":
        return _symbol(piece.get(W + "char", ""))
    if tag in (W + "footnoteRef", W + "endnoteRef"):
        return own_mark
    return SIGNS.get(tag, "")


def _symbol(code: str) -> str:
    """Return the character of a symbol font, by its place in the font; U+FFFD if it is unknown."""
    try:
        place = int(code, 16)
    except ValueError:
        return "\ufffd"
    if 0xF000 <= place <= 0xF0FF:
        place -= 0xF000
        return SYMBOLS.get(place, chr(place) if 0x20 < place < 0x7F else "\ufffd")
    return chr(place) if 0 < place < 0xD800 else "\ufffd"


def _boxes(piece: Element) -> Iterator[Element]:
    """Yield the outermost text boxes, without those that repeat them for older programs."""
    for inner in piece:
        if inner.tag == W + "txbxContent":
            yield inner
        elif inner.tag not in DROPPED:
            yield from _boxes(inner)
