"""From fragments to lines: the geometry that both PDF readers share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapporteur.source import Box, Cell, Line, Page, Style

SPACE_GAP = 0.145
RAISED_SIZE = 0.82
FORCE_BOLD = 1 << 18
BOLD_WORDS = ("bold", "black", "heavy", "demi")


def look_of_font(name: str, flags: int = 0) -> tuple[bool, bool]:
    """Return `(bold, italic)` as a font's name and its descriptor's flags say."""
    lower = name.lower()
    bold = any(word in lower for word in BOLD_WORDS) or bool(flags & FORCE_BOLD)
    return bold, "italic" in lower or "oblique" in lower


@dataclass(frozen=True, slots=True)
class Fragment:
    """Text of one look set in one go, with its place in points from the top left corner.

    `base` is the baseline, `size` the visual size. `upright` is False for rotated text.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    bold: bool
    italic: bool
    upright: bool = True
    cell: Cell | None = None


@dataclass(slots=True)
class _Row:
    """Fragments that stand on one baseline."""

    base: float
    size: float
    fragments: list[Fragment] = field(default_factory=list)

    @property
    def x0(self) -> float:
        return min(fragment.x0 for fragment in self.fragments)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A fragment in its row, and whether it is raised."""

    fragment: Fragment
    raised: bool


def _rows(fragments: Iterable[Fragment]) -> list[_Row]:
    """Group fragments by baseline, from top to bottom."""
    rows: list[_Row] = []
    for fragment in sorted(fragments, key=lambda item: (item.base, item.x0)):
        last = rows[-1] if rows else None
        if last is not None and fragment.base - last.base < 0.12 * max(fragment.size, last.size):
            last.fragments.append(fragment)
            last.size = max(last.size, fragment.size)
        else:
            rows.append(_Row(fragment.base, fragment.size, [fragment]))
    return rows


def _touches(small: Fragment, row: _Row) -> bool:
    """Tell whether `small` stands at the edge of, or between, fragments of `row`."""
    reach = 0.6 * row.size
    return any(
        fragment.x0 - reach <= small.x1 and small.x0 <= fragment.x1 + reach
        for fragment in row.fragments
    )


def _host(small: Fragment, rows: Sequence[_Row]) -> _Row | None:
    """Return the row that `small` is a superscript or subscript of."""
    best = None
    for row in rows:
        lift = (row.base - small.base) / row.size
        if small.size > RAISED_SIZE * row.size or not -0.35 < lift < 0.75:
            continue
        if _touches(small, row) and (best is None or abs(lift) < abs(best[0])):
            best = (lift, row)
    return best[1] if best else None


def _settle(rows: list[_Row]) -> list[list[_Piece]]:
    """Move raised fragments into the rows they stand in; return rows from top to bottom."""
    kept: list[tuple[_Row, list[_Piece]]] = [(row, []) for row in rows]
    pieces = {id(row): held for row, held in kept}
    for index, (row, own) in enumerate(kept):
        near = [*rows[max(0, index - 3) : index], *rows[index + 1 : index + 4]]
        for fragment in row.fragments:
            host = _host(fragment, near)
            if host is None:
                own.append(_Piece(fragment, False))
            else:
                pieces[id(host)].append(_Piece(fragment, fragment.base < host.base))
    return [sorted(held, key=lambda piece: piece.fragment.x0) for _, held in kept if held]


def _blank_between(left: Fragment, right: Fragment) -> bool:
    if left.text.endswith(" ") or right.text.startswith(" "):
        return True
    return right.x0 - left.x1 > SPACE_GAP * min(left.size, right.size)


def _clean(text: str) -> str:
    return " ".join(text.split(" ")).strip(" ") if "  " not in text else " ".join(text.split())


@dataclass(slots=True)
class PageBuilder:
    """Collects the lines of one page and their text."""

    number: int
    start: int
    texts: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def _end(self) -> int:
        return self.lines[-1].end if self.lines else self.start - 1

    def add(self, pieces: Sequence[_Piece]) -> None:
        """Append one line; a line without letters adds nothing."""
        start = self._end + 1
        text, styles = _spell(pieces, start)
        if not text:
            return
        fragments = [piece.fragment for piece in pieces if piece.fragment.text.strip()]
        self.texts.append(text)
        self.lines.append(
            Line(
                start,
                start + len(text),
                self.number,
                _box(fragments),
                round(_main_size(fragments), 2),
                all(style.bold for style in styles if not style.raised),
                all(style.italic for style in styles if not style.raised),
                tuple(styles),
                fragments[0].cell,
            )
        )

    def page(
        self, width: float, height: float, rules: tuple[tuple[float, float, float], ...]
    ) -> Page:
        """Return the page of what was added."""
        end = max(self._end, self.start)
        return Page(self.number, self.start, end, width, height, tuple(self.lines), rules)


def _box(fragments: Sequence[Fragment]) -> Box:
    return (
        round(min(item.x0 for item in fragments), 2),
        round(min(item.top for item in fragments), 2),
        round(max(item.x1 for item in fragments), 2),
        round(max(item.bottom for item in fragments), 2),
    )


def _main_size(fragments: Sequence[Fragment]) -> float:
    weights: dict[float, int] = {}
    for item in fragments:
        weights[item.size] = weights.get(item.size, 0) + len(item.text)
    return max(weights, key=lambda size: (weights[size], size))


def _spell(pieces: Sequence[_Piece], start: int) -> tuple[str, list[Style]]:
    """Return the text of a line and its styles, with one blank wherever a gap asks for it."""
    text = ""
    styles: list[Style] = []
    previous: Fragment | None = None
    for piece in pieces:
        fragment = piece.fragment
        word = _clean(fragment.text)
        if not word:
            previous = previous and _with_blank(previous)
            continue
        if previous is not None and _blank_between(previous, fragment):
            text += " "
        low = start + len(text)
        text += word
        _extend(styles, low, start + len(text), piece)
        previous = fragment
    return text, styles


def _with_blank(fragment: Fragment) -> Fragment:
    return Fragment(
        fragment.text + " ", fragment.x0, fragment.top, fragment.x1, fragment.bottom,
        fragment.base, fragment.size, fragment.bold, fragment.italic,
    )  # fmt: skip


def _extend(styles: list[Style], low: int, high: int, piece: _Piece) -> None:
    """Append a style, or lengthen the last one if it looks the same."""
    item = piece.fragment
    look = (round(item.size, 2), item.bold, item.italic, piece.raised)
    last = styles[-1] if styles else None
    if last is not None and (last.size, last.bold, last.italic, last.raised) == look:
        styles[-1] = Style(last.start, high, last.x0, round(item.x1, 2), *look)
    else:
        styles.append(Style(low, high, round(item.x0, 2), round(item.x1, 2), *look))


def arrange(
    fragments: Sequence[Fragment],
    number: int,
    start: int,
    size: tuple[float, float],
    rules: tuple[tuple[float, float, float], ...] = (),
) -> tuple[str, Page]:
    """Return the text and the page of `fragments`, every letter kept, in reading order."""
    builder = PageBuilder(number, start)
    upright = [item for item in fragments if item.upright]
    for pieces in _settle(_rows(upright)):
        builder.add(pieces)
    for item in fragments:
        if not item.upright:
            builder.add([_Piece(item, False)])
    return "\n".join(builder.texts), builder.page(*size, rules)
