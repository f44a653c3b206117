"""Rows: the lines of the running text after repair, with what the page says of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapporteur.knowledge.grammar import compile_pattern
from rapporteur.source import Line
from rapporteur.text import Text, value

LARGER = 0.7
"""Type larger than the body's by more than this many points is that of a heading."""
TAB = 2
"""So many blanks a tool prints for the tab before a title."""
_STEP = 0.02
_ONE_LINE = 1.5
_LEADING_SHARE = 0.15
_FULL_SHARE = 0.8
_WIDER = 1.1
_FEWEST_WRAPPED = 20
_FEW_WRAPPED = 8
"""Where most rows are cells of tables so few wrapped ones tell more than these."""
_WRAPPED_SHARE = 0.1
_WIDEST = 120
"""Longer rows are those that a tool made of columns."""
NARROWEST = 36
"""Letters to which text is wrapped at least; of shorter rows nothing can be told."""
_USUAL = 1.2
_WIDE = 1.5
_FEW = 5
_SEVERAL = 3
_NUMBERED = compile_pattern(r"\d{1,3}\.\s+\p{Lu}")
_OVERFULL = 1.08
_FEWEST_BROKEN = 3
_STOP = compile_pattern(r"[\p{L}\d)][.?!][”\"]?$")
_NEARLY_FULL = 0.85
_TITLE_FULL = 0.7
"""Titles are set larger: so many letters of the measure of the text fill a row of one."""
_HYPHEN = compile_pattern(r"(?<=\p{L}{2})-(?=\p{L}{2})")


@value(eq=False)
class Row:
    """A line of the reading text, `[start, end)` trimmed of blanks; `text` is that slice.

    `advance` is the distance from the top of the row above it on the same page, None at the
    top of a page and for text input; `blank_above` marks an empty line or a page top above;
    `indent` is the number of blanks before it, for text input. `called` says that a call
    of a note was cut from its end.
    """

    start: int
    end: int
    text: str
    line: Line
    advance: float | None
    first_on_page: bool
    blank_above: bool
    indent: int = 0
    called: bool = False

    @property
    def left(self) -> float:
        return self.line.box[0] if self.line.box else self.line.indent

    @property
    def right(self) -> float:
        return self.line.box[2] if self.line.box else 0.0

    @property
    def top(self) -> float:
        return self.line.box[1] if self.line.box else 0.0

    @property
    def size(self) -> float:
        return self.line.size or 0.0

    @property
    def stated(self) -> bool:
        """Whether the file itself says where the paragraph begins and ends."""
        return self.line.block is not None

    @property
    def wraps(self) -> bool:
        """Whether it begins with a small letter below a row of its page: surely one block."""
        return self.advance is not None and self.text[:1].islower()

    @property
    def tabled(self) -> bool:
        """Whether it is a part of a table, or of a chart."""
        return self.line.cell is not None or self.line.drawn

    @property
    def turned(self) -> bool:
        """Whether the letters stand above one another, as a box no wider than one line shows."""
        x0, top, x1, bottom = self.line.box or (0.0, 0.0, 0.0, 0.0)
        return x1 - x0 < _ONE_LINE * self.size < bottom - top


@dataclass(frozen=True, slots=True)
class Metrics:
    """How the document is set, in points: body size, margins, leading as a share of size.

    `geometry` is False for text input; then, and if there are only tables, the others are 0. A
    file that states its paragraphs has all but the right margin and the leading.
    `tagged` says that the tags of the PDF, or the styles of the file, tell headings from text; many
    PDFs tag nothing, or their cover only. `width` is that to which the text is wrapped, in
    characters.
    """

    geometry: bool
    size: float = 0.0
    left: float = 0.0
    right: float = 0.0
    leading: float = 0.0
    tagged: bool = False
    width: int = 0

    def set_off(self, row: Row) -> bool:
        """Say whether the row stands apart from the one above by more than the leading."""
        if not self.geometry or row.stated:
            return row.blank_above
        if row.advance is None:
            return True
        return row.advance > self.leading * row.size + max(2.2, 0.2 * row.size) or row.advance < 0

    def drawn(self, row: Row) -> bool:
        """Say whether the row is of a chart: it stands there, and is set smaller than text.

        In plain text it is of a table whose columns nothing shows.
        """
        return row.line.drawn and (not self.geometry or row.size < self.size - LARGER)

    def short(self, row: Row) -> bool:
        """Say whether the row ends clearly before the right margin."""
        return row.line.box is not None and row.right < self.right - 0.12 * (self.right - self.left)


def build_rows(text: Text, lines: Sequence[Line]) -> list[Row]:
    """Return the rows that have text left; a line joined to the one before starts behind it."""
    rows: list[Row] = []
    starts = [text.locate(line.start) for line in lines]
    starts.append(len(text))
    above: Line | None = None
    for index, line in enumerate(lines):
        start, end = _trim(text.content, starts[index], max(starts[index], starts[index + 1]))
        if start == end:
            continue
        same_page = above is not None and above.page == line.page
        advance = None
        if same_page and line.box and above and above.box:
            advance = line.box[3] - above.box[3]
        blank = above is None or (line.start - above.end > 1) or not same_page
        indent = text.source_at(start) - line.start if line.box is None else 0
        row, called = text.content[start:end], line.box is None and _is_called(text, line, end)
        rows.append(Row(start, end, row, line, advance, not same_page, blank, indent, called))
        above = line
    return rows


def _is_called(text: Text, line: Line, end: int) -> bool:
    """Say whether something was cut from the end of a line that still ends as a line."""
    rest = text.content[end : end + 3].lstrip(" ")[:1]
    return rest in ("", "\n", "\f") and text.source_at(end - 1) + 1 < line.end


def part_rows(rows: Sequence[Row], width: int) -> list[Row]:
    """Return the rows of plain text with those parted that a tool made of two.

    It joins a line that ends in a hyphen with the next: the row is longer than others, and at the
    hyphen it was full. Where a sentence ends with the row, the next may go on with its last line.
    """
    parted: list[Row] = []
    for row in rows:
        joints = (found.end() for found in _HYPHEN.finditer(row.text, 0, int(_OVERFULL * width)))
        at = max((joint for joint in joints if joint >= _TITLE_FULL * width), default=0)
        over = width >= NARROWEST and len(row.text) > _OVERFULL * width
        if at and over and not row.text.endswith((".", "?", "!")):
            first = replace(row, end=row.start + at, text=row.text[:at], called=False)
            rest = replace(row, start=first.end, text=row.text[at:], blank_above=False, indent=0)
            parted += [first, replace(rest, first_on_page=False)]
        else:
            parted.append(row)
    return parted


def mend_rows(rows: Sequence[Row], width: int, begins: Callable[[Row], bool]) -> list[Row]:
    """Return the rows of plain text with those joined that are pieces of one line.

    Tools break a line behind a raised call, and where much white stands between two sentences. What
    stands below is the rest of the line if both fit into it and what follows shows that it was
    full, or goes on in a sentence; where lines surely are broken behind sentences, less shows it.
    `begins` says of a row that it has a label and so begins something.
    """
    parted = _parts_sentences(rows, width)
    mended: list[Row] = []
    for index, row in enumerate(rows):
        above = mended[-1] if mended else None
        below = rows[index + 1] if index + 1 < len(rows) else None
        if below is not None and ((below.blank_above and not below.first_on_page) or begins(below)):
            below = None
        if above and not begins(row) and _is_rest(above, row, below, width, parted=parted):
            text = f"{above.text}{' ' * (row.start - above.end)}{row.text}"
            mended[-1] = replace(above, end=row.end, text=text, called=row.called)
        else:
            mended.append(row)
    return mended


def _parts_sentences(rows: Sequence[Row], width: int) -> bool:
    """Say whether lines are broken where sentences end: a few surely are."""
    broken = sum(
        _ends_sentence(above, row) and _is_rest(above, row, below, width)
        for above, row, below in zip(rows, rows[1:], rows[2:], strict=False)
        if not (above.called or below.blank_above)
    )
    return broken >= _FEWEST_BROKEN


def _ends_sentence(above: Row, row: Row) -> bool:
    return _STOP.search(above.text) is not None and row.text[:1].isupper()


def _is_rest(above: Row, row: Row, below: Row | None, width: int, *, parted: bool = False) -> bool:
    """Say whether a row is the rest of the line above; `below` is what may go on with it.

    `parted` says that lines are broken behind sentences.
    """
    size = len(above.text) + 1 + len(row.text)
    celled = row.line.cell is not None or above.line.cell is not None
    if row.blank_above or celled or size > _OVERFULL * width:
        return False
    word = below.text.partition(" ")[0] if below else ""
    full = bool(word) and size + 1 + len(word) > _NEARLY_FULL * width
    if above.called:
        # A title ends in a call, too: below it a sentence begins that fills its row by itself.
        by_itself = len(row.text) + 1 + len(word) > _NEARLY_FULL * width
        begins = row.text[:1].isupper() and not _STOP.search(above.text)
        return row.text[:1].islower() or (full and not (by_itself and begins))
    if parted and _ends_sentence(above, row) and (full or below is None):
        return True
    return full and below is not None and _breaks_off(row, below, width)


def _breaks_off(row: Row, below: Row, width: int) -> bool:
    """Say whether a sentence goes on below a row, in a full one, although its word had had room."""
    room = len(row.text) + 1 + len(below.text.partition(" ")[0]) <= _FULL_SHARE * width
    return room and below.text[:1].islower() and len(below.text) >= _FULL_SHARE * width


def _trim(content: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without the blanks at its ends."""
    text = content[start:end]
    start += len(text) - len(text.lstrip())
    return start, max(start, start + len(text.strip()))


def measure(rows: Iterable[Row]) -> Metrics:
    """Return how most of the document is set."""
    rows = list(rows)
    width = _width(rows)
    placed = [row for row in rows if row.line.size is not None]
    rows = [row for row in placed if row.line.cell is None]
    if not rows:
        return Metrics(geometry=bool(placed), width=width)
    size = _body_size(rows)
    body = [row for row in rows if abs(row.size - size) < 0.6 and len(row.text) > 40]
    lefts = Counter(round(row.left) for row in body)
    rights = sorted(row.right for row in body) or [0.0]
    return Metrics(
        geometry=True,
        size=size,
        left=float(lefts.most_common(1)[0][0]) if lefts else 0.0,
        right=rights[int(len(rights) * 0.9)] if len(rights) > 1 else rights[0],
        leading=_leading(body),
        tagged=any(row.stated and row.line.tagged for row in rows)
        or (
            _tells_headings(row for row in rows if row.size > size + LARGER and row.line.bold)
            and not _passes_over(rows)
        ),
        width=width,
    )


def _body_size(rows: Sequence[Row]) -> float:
    """Return the size of most letters that are not bold: titles may be longer than the text."""
    sizes: Counter[float] = Counter()
    for row in [row for row in rows if not row.line.bold] or rows:
        sizes[row.size] += len(row.text)
    return sizes.most_common(1)[0][0]


def _width(rows: Sequence[Row]) -> int:
    """Return how long full rows are: most rows of running text are.

    Of flattened tables there may be more, and shorter ones; then those show it which go on in lower
    case right below.
    """
    rows = [row for row in rows if row.line.cell is None]
    width = _full_of(rows)
    wrapped = [
        row
        for row, below in pairwise(rows)
        if below.text[:1].islower()
        and not below.blank_above
        and NARROWEST <= len(row.text) <= _WIDEST
    ]
    told = width >= NARROWEST
    least = max(_FEWEST_WRAPPED, _WRAPPED_SHARE * len(rows)) if told else _FEW_WRAPPED
    wider = _full_of(wrapped) if len(wrapped) >= least else 0
    return wider if wider > _WIDER * width else width


def _full_of(rows: Sequence[Row]) -> int:
    """Return the length that four of five rows do not exceed, 0 without any."""
    sizes = sorted(len(row.text) for row in rows)
    return sizes[int(len(sizes) * _FULL_SHARE)] if sizes else 0


def _tells_headings(large: Iterable[Row]) -> bool:
    """Say whether most rows that are headings by their large bold type are tagged so."""
    said = [bool(row.line.tagged) for row in large]
    return sum(said) > len(said) / 2


def _passes_over(rows: Sequence[Row]) -> bool:
    """Say whether the tags have several titles for text: bold rows alone above numbers."""
    passed = [
        row
        for row, below in pairwise(rows)
        if row.line.bold
        and row.line.tagged == 0
        and row.text[0].isupper()
        and _NUMBERED.match(below.text)
    ]
    return len(passed) >= _SEVERAL


def _leading(body: Sequence[Row]) -> float:
    """Return the least advance that many rows have.

    The commonest would be wrong where most blocks have two rows: every other advance is then
    the distance of two blocks. A wide one counts only between rows of one sentence: else what is
    seen may be the distance of blocks of one row.
    """
    advances = [row.advance / row.size for row in body if row.advance and row.advance > 0]
    leading = _least(advances)
    if leading <= _WIDE:
        return leading
    wrapped = [row.advance / row.size for row in body if row.wraps and row.advance]
    return _least(wrapped) if len(wrapped) >= _FEW else _USUAL


def _least(advances: Sequence[float]) -> float:
    """Return the least advance of those that at least every seventh row has."""
    steps = Counter(round(advance / _STEP) for advance in advances)
    least = steps.total() * _LEADING_SHARE
    for step in sorted(steps):
        if steps[step] + steps[step + 1] >= least:
            return round((step if steps[step] >= steps[step + 1] else step + 1) * _STEP, 2)
    return _USUAL
