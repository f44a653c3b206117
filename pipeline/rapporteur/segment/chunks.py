"""Chunks: rows that the page shows to belong together, with the labels they may carry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.knowledge.roles import countable
from rapporteur.segment.blocks import Label
from rapporteur.segment.items import goes_on
from rapporteur.segment.room import SET_IN, columns_of, fitted, parts_paragraphs
from rapporteur.segment.rows import LARGER, Metrics, Row
from rapporteur.segment.title_signs import is_aside, is_recorded, is_signed, is_year, opens_answer
from rapporteur.text import Span

_ENDED = compile_pattern(r"[.;:!?…][\"”’')\]]*$")
_CALL = compile_pattern(r"\)[;.]\d{1,2}$")
_PAUSED = compile_pattern(r"[.;:,!?…][\"”’')\]]*\s?\d{0,2}$")
_INDENT = 3.0
_MUCH = 0.8
_SAME_SIZE = 0.8
_OVERFULL = 1.1
_PAIR = 2
_WHITE = 1.5
"""White of so many sizes parts columns."""
_INITIALS = frozenset({"upper_letter", "upper_roman"})
_TITLED = frozenset({"chapter", "annex", "appendix"})
_STRUCTURAL = frozenset({"recommendation", "chapter", "annex", "appendix", "bullet"})


@dataclass(frozen=True, eq=False)
class Chunk:
    """Rows of one visual block. `set_off` says that space stands above it.

    `labels` are the candidates at its start, in order of precedence. `cuts` are the indexes of
    rows that text of other chunks parts from the row before. `drawn` says that a chart has it for
    labels, `flows` that in plain text the row right above was too full for its first word.
    """

    rows: tuple[Row, ...]
    labels: tuple[Label, ...]
    set_off: bool
    cuts: tuple[int, ...] = ()
    drawn: bool = False
    flows: bool = False

    @property
    def start(self) -> int:
        return self.rows[0].start

    @property
    def end(self) -> int:
        return self.rows[-1].end

    @property
    def left(self) -> float:
        return self.rows[0].left

    @cached_property
    def size(self) -> float:
        return max([row.size for row in self.rows])

    @property
    def first_on_page(self) -> bool:
        return self.rows[0].first_on_page

    @property
    def tagged(self) -> int | None:
        """The level of the heading in which the tags of the PDF have all rows, 0 for text.

        None if they say nothing.
        """
        return min(
            (row.line.tagged for row in self.rows if row.line.tagged is not None), default=None
        )

    @property
    def in_table(self) -> bool:
        """Whether the chunk is a cell, or a part of one."""
        return self.rows[0].line.cell is not None

    @property
    def stated(self) -> bool:
        """Whether the file itself says where the paragraph begins and ends."""
        return self.rows[0].stated

    @property
    def aside(self) -> bool:
        """Whether running text goes on behind it as if it were not there.

        It belongs to a chart, or the page has it turned, as beside the axis of a chart.
        """
        return self.drawn or all(row.turned for row in self.rows)

    @cached_property
    def text(self) -> str:
        """The rows joined by one blank, label included."""
        return " ".join(row.text for row in self.rows)

    @property
    def ended(self) -> bool:
        """Whether the text ends as a sentence or an item does."""
        return _ENDED.search(self.rows[-1].text) is not None

    def label(self, style: str) -> Label | None:
        """Return the candidate of that style, if there is one."""
        for label in self.labels:
            if label.style == style:
                return label
        return None

    def body_start(self, label: Label | None) -> int:
        """Return where the text behind `label` begins, all text without one."""
        return min(label.text_start, self.end) if label else self.start

    def spans(self, label: Label | None = None) -> list[Span]:
        """Return the spans of the text behind `label`; none if the label stands alone."""
        if not self.cuts:
            start = self.body_start(label)
            return [Span(start, self.end)] if start < self.end else []
        starts = [self.body_start(label), *(self.rows[cut].start for cut in self.cuts)]
        ends = [*(self.rows[cut - 1].end for cut in self.cuts), self.end]
        return [Span(start, end) for start, end in zip(starts, ends, strict=True) if start < end]

    def behind(self, label: Label, grammar: Grammar) -> Chunk | None:
        """Return what stands behind a label on its line as a chunk of its own; None if nothing."""
        first = self.rows[0]
        if label.text_start >= first.end:
            return None
        text = first.text[label.text_start - first.start :]
        row = replace(first, start=label.text_start, text=text)
        return replace(self, rows=(row, *self.rows[1:]), labels=find_labels(row, grammar))

    def join(self, other: Chunk, *, parted: bool = False) -> Chunk:
        """Return the chunk with the rows of one that goes on with it, perhaps behind other text."""
        count = len(self.rows)
        cuts = (*self.cuts, *([count] if parted else []), *(cut + count for cut in other.cuts))
        return replace(self, rows=self.rows + other.rows, cuts=cuts)


def find_labels(row: Row, grammar: Grammar, role: str = "label") -> tuple[Label, ...]:
    """Return every label that the row may start with, the most specific rule first."""
    found = []
    for rule, match in grammar.every_match(role, row.text):
        groups = match.groupdict()
        style, number = rule.value or "", groups.get("number") or ""
        if groups["label"] is not None and countable(style, number):
            start = row.start + match.end()
            found.append(Label(style, groups["label"], number, start, rule.id))
    return tuple(found)


def build_chunks(
    rows: Sequence[Row], metrics: Metrics, grammar: Grammar, breaks: frozenset[int] = frozenset()
) -> list[Chunk]:
    """Return the chunks in order; every row is in exactly one. `breaks` are starts of rows."""
    chunks: list[Chunk] = []
    above: Row | None = None
    for group in _group(rows, metrics, grammar, breaks):
        chunks.append(_chunk(group, above, metrics, grammar))
        above = group[-1]
    return chunks


def _chunk(group: Sequence[Row], above: Row | None, metrics: Metrics, grammar: Grammar) -> Chunk:
    """Return rows as a chunk; a figure of a chart is no label."""
    first = group[0]
    drawn = metrics.drawn(first)
    labels = () if drawn else find_labels(first, grammar)
    flows = not metrics.geometry and above is not None and _flows(above, first, metrics.width)
    return Chunk(tuple(group), labels, metrics.set_off(first), drawn=drawn, flows=flows)


def _flows(above: Row, row: Row, width: int) -> bool:
    """Say whether no empty line and no room parts a row of plain text from the one above."""
    celled = row.line.cell is not None or above.line.cell is not None
    if row.blank_above or row.stated or celled or len(above.text) > _OVERFULL * width:
        return False
    return fitted(above, row) > width


def _group(
    rows: Sequence[Row], metrics: Metrics, grammar: Grammar, breaks: frozenset[int]
) -> Iterator[list[Row]]:
    group: list[Row] = []
    before: Row | None = None
    for row in rows:
        if group and (row.start in breaks or _breaks(group, row, before, metrics, grammar)):
            yield group
            group, before = [], group[-1]
        group.append(row)
    if group:
        yield group


def _breaks(
    group: list[Row], row: Row, before: Row | None, metrics: Metrics, grammar: Grammar
) -> bool:
    """Say whether a row starts a new chunk; `before` stands above the group."""
    beside = group[-1].line
    if row.line.drawn or beside.drawn:
        drawn, here = metrics.drawn(row), metrics.drawn(group[-1])
        if drawn or here:
            return drawn != here or row.first_on_page
    if row.stated:
        celled = row.line.cell or beside.cell
        return row.line.cell != beside.cell if celled else row.line.block != beside.block
    if row.line.cell is not None or beside.cell is not None:
        return row.line.cell != beside.cell
    if metrics.geometry:
        return _breaks_page(group, row, before, metrics, grammar)
    return _breaks_text(group, row, before, metrics.width, grammar)


def _breaks_page(
    group: list[Row], row: Row, before: Row | None, metrics: Metrics, grammar: Grammar
) -> bool:
    """Say whether a row of a PDF starts a new chunk; `before` stands above the group.

    Where a heading ends by the tags of the PDF, another look shows it, if they are not trusted.
    """
    above = group[-1]
    if metrics.set_off(row) or abs(row.size - above.size) > _SAME_SIZE:
        return True
    short = metrics.short(above)
    untagged = bool(above.line.tagged) and row.line.tagged == 0
    if (untagged and metrics.tagged) or ((short or untagged) and _changes_look(group, row)):
        return True
    indented = len(group) > 1 and row.left > above.left + _INDENT
    stacked = short and (indented or _is_stacked(group, row, metrics, grammar))
    if stacked or _enters_columns(before, group[0], row):
        return True
    ended = grammar.search("entry_end", above.text) is not None
    if not ended and not (short and _may_list(group, row, metrics)):
        return False
    labels = find_labels(row, grammar)
    moved = short or abs(row.left - above.left) > _INDENT
    items = [label for label in labels if label.style not in _INITIALS]
    return (ended and moved and bool(labels)) or any(_capital(row, label) for label in items)


def _enters_columns(before: Row | None, first: Row, row: Row) -> bool:
    """Say whether a row begins the next entry of a list in columns, whose first row is `first`.

    Two of the three entries show the same columns; the other may leave too little white.
    """
    if abs(first.left - row.left) > _INDENT or not row.text[:1].isupper():
        return False
    entries = (row, first) if before is None else (row, first, before)
    columns = sorted(filter(None, map(_second_column, entries)))
    return any(right - left < _INDENT for left, right in pairwise(columns))


def _second_column(row: Row) -> float:
    """Return where on a row that begins with a capital the text goes on behind much white.

    0 if it does not.
    """
    styles = row.line.styles
    if len(styles) < _PAIR or not row.text[:1].isupper():
        return 0.0
    return next(
        (right.x0 for left, right in pairwise(styles) if right.x0 - left.x1 > _WHITE * right.size),
        0.0,
    )


def _may_list(group: list[Row], row: Row, metrics: Metrics) -> bool:
    """Say whether a label may begin the row although the row above ends as no entry does.

    It may where the row hangs out on the left, and in a bold list; in larger type it belongs to a
    title.
    """
    hangs = row.left < group[-1].left - _INDENT
    listed = hangs or (row.line.bold and _all(group, "bold"))
    return listed and row.size <= metrics.size + LARGER


def _changes_look(group: list[Row], row: Row) -> bool:
    """Say whether the row is bold or italic as a whole where the rows above are not."""
    if _all(group, "bold") != row.line.bold:
        return True
    return not row.line.bold and _all(group, "italic") != row.line.italic


def _is_stacked(group: list[Row], row: Row, metrics: Metrics, grammar: Grammar) -> bool:
    """Say whether two bold titles stand one above the other: the first would go on, if it could.

    The lower one is so much longer that its first word had room above. Titles in larger type, and
    those of one level by the tags of the PDF, are often broken where they read best.
    """
    above = group[-1]
    if len(group) > 1 or not (row.line.bold and above.line.bold):
        return False
    one = metrics.tagged and row.line.tagged and row.line.tagged == above.line.tagged
    if one or row.size > metrics.size + LARGER:
        return False
    word = len(row.text.partition(" ")[0]) + 1
    room = row.right - above.right > word * (row.right - row.left) / len(row.text)
    begins = row.text[:1].isupper() and abs(row.left - above.left) < _INDENT
    if not room or not begins or grammar.search("open_title", above.text):
        return False
    alone = any(label.text_start >= above.end for label in find_labels(above, grammar))
    return not alone and not grammar.fits("titled_heading", above.text)


def _all(group: list[Row], look: str) -> bool:
    return all(getattr(row.line, look) for row in group)


def _breaks_text(
    group: list[Row], row: Row, before: Row | None, width: int, grammar: Grammar
) -> bool:
    """Say whether a row of plain text starts a new chunk; `before` stands above the group.

    A label alone on its line takes the text behind a blank line. A row with a label breaks
    if the row above ends a sentence or item, and always if only structure can look so. A year that
    ends a sentence of the row above is no label.
    """
    above = group[-1]
    if _stands_alone(above, row, grammar) or (
        row.first_on_page and is_signed(group, len(group), grammar)
    ):
        return True
    labels = find_labels(row, grammar)
    alone = any(label.text_start >= above.end for label in find_labels(above, grammar))
    if labels and (row.blank_above or alone):
        return True
    if alone and len(group) == 1:
        return False
    signed = row.first_on_page and grammar.fits("signature", group[0].text)
    if signed or (row.blank_above and not row.first_on_page):
        return True
    ended = _ENDED.search(above.text) is not None
    if not labels:
        set_in = _indented(above, row) and not _hangs(above, row, grammar)
        said = is_recorded(row.text, grammar) or (ended and opens_answer(row.text, grammar) > 0)
        parted = set_in or said or parts_paragraphs(group, row, width)
        parted = parted or _recites(group, row, width, grammar)
        return parted or _ends_title(group, row, before, grammar)
    structural = any(label.style in _STRUCTURAL for label in labels)
    sound = any(
        label.text_start >= row.end or _capital(row, label) or _counts(above, row, label)
        for label in labels
        if ended or not is_year(label)
    )
    ends = _may_end(group, labels, grammar) or _is_title(group, grammar)
    return structural or (sound and (ends or _heads_letters(group, row, width, grammar)))


def _stands_alone(above: Row, row: Row, grammar: Grammar) -> bool:
    """Say whether a row is no text that goes on: a note in brackets, who signed, of a caption."""
    noted = any(grammar.fits("annotation", beside.text) for beside in (above, row))
    if noted and not grammar.search("open_title", above.text):
        return True
    if grammar.fits("signature", row.text) or grammar.fits("source_note", row.text):
        return True
    if any(grammar.fits("caption_unit", beside.text) for beside in (above, row)):
        return True
    return _ENDED.search(above.text) is not None and grammar.fits("caption", row.text)


def _indented(above: Row, row: Row) -> bool:
    """Say whether a row is set in as the first of a paragraph is, below the end of another."""
    return row.indent >= above.indent + SET_IN and _PAUSED.search(above.text) is not None


def _recites(group: list[Row], row: Row, width: int, grammar: Grammar) -> bool:
    """Say whether a row begins the next recital of a preamble; a comma ends the one above.

    A numbered paragraph that quotes an act is one.
    """
    above = group[-1]
    if not above.text.endswith(",") or not row.text[:1].isupper() or fitted(above, row) > width:
        return False
    return grammar.fits("recital", row.text) and not find_labels(group[0], grammar)


def _hangs(above: Row, row: Row, grammar: Grammar) -> bool:
    """Say whether a row is set under the text behind the label of the row above."""
    return row.indent in columns_of(above, find_labels(above, grammar))


def _is_title(group: list[Row], grammar: Grammar) -> bool:
    """Say whether the group is one row such as "A. General lamps" or "Chapter 2: Lamps"."""
    labels = find_labels(group[0], grammar) if len(group) == 1 else ()
    titled = (label for label in labels if label.style in _INITIALS | _TITLED)
    return any(_capital(group[0], label) for label in titled)


def _heads_letters(group: list[Row], row: Row, width: int, grammar: Grammar) -> bool:
    """Say whether the group is a row such as "1. Lamps" that had much room for the "(a)" below."""
    above = group[-1]
    counted = any(label.style == "decimal" for label in find_labels(above, grammar))
    first = any(
        label.style == "letter" and label.number == "a" for label in find_labels(row, grammar)
    )
    return len(group) == 1 and counted and first and fitted(above, row) <= _MUCH * width


def _ends_title(group: list[Row], row: Row, before: Row | None, grammar: Grammar) -> bool:
    """Say whether the title of `Annex` or `Chapter I` is complete before this row.

    It stands below, perhaps behind a note such as "[English only]", or beside.
    """
    if before is not None and is_aside(before.text, grammar):
        titled, title = True, group[1:]
    else:
        label = next((one for one in find_labels(group[0], grammar) if one.style in _TITLED), None)
        beside = label is not None and label.text_start < group[0].end
        titled = label is not None and (beside or len(group) > 1)
        title = group if beside else group[1:]
    begins = row.text[:1].isupper() and not grammar.search("open_title", group[-1].text)
    if grammar.fits("officer_label", row.text):
        return titled
    return titled and begins and (not title or had_room(title, row))


def had_room(title: Sequence[Row], row: Row) -> bool:
    """Say whether the first word of a row would have stood on the last row of a title.

    A title that goes on fills its rows, however narrow it is set.
    """
    width = max(len(one.text) for one in [*title, row])
    return fitted(title[-1], row) <= width


def _capital(row: Row, label: Label) -> bool:
    rest = row.text[label.text_start - row.start :]
    return rest[:1].isupper() or rest[:1] in "“‘(["


def _counts(above: Row, row: Row, label: Label) -> bool:
    """Say whether a number begins a sentence behind that of a paragraph: "4. 2031 was calm"."""
    rest = row.text[label.text_start - row.start :]
    return rest[:1].isdigit() and label.style == "decimal" and _ENDED.search(above.text) is not None


def _may_end(group: list[Row], labels: Sequence[Label], grammar: Grammar) -> bool:
    """Say whether a group may end above these labels: with a call, "(Chad);2", or by the next."""
    next_one = goes_on(labels, find_labels(group[0], grammar))
    if next_one or grammar.search("entry_end", group[-1].text) or _CALL.search(group[-1].text):
        return True
    return any(label.style in {"decimal", "upper_roman", "upper_letter"} for label in labels)
