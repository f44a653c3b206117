"""Where titles begin and end among the rows of plain text that no blank line parts.

A row of wrapped text is as full as the next word lets it be: one that had room for this word ends
a block. So a title is a row or a few that read like one, below the end of a block, the last of
them with room; and below it stands what stands below titles: a label, running text, another title.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.segment.acts import MOST_ROWS, around_act
from rapporteur.segment.headings import reads_like_a_title
from rapporteur.segment.letters import letter_end, opens_letter_title
from rapporteur.segment.listed import (
    entry_end,
    letters_of,
    listed_entries,
    listed_numbers,
    listed_titles,
)
from rapporteur.segment.numbered_titles import full_titles, titles_apart
from rapporteur.segment.room import fitted, size_of
from rapporteur.segment.row_labels import ANNEXED, RowLabels
from rapporteur.segment.row_text import RowText
from rapporteur.segment.rows import Metrics, Row
from rapporteur.segment.title_signs import (
    FEWEST_COUNTED,
    FEWEST_WORDS,
    LISTS,
    counted_of,
    counts_first,
    ended,
    is_aside,
    is_record,
    is_recorded,
    is_signed,
    most_stacked,
    opens,
    opens_act,
    opens_letter,
    opens_note,
)

SHARE = 0.95
LONGEST = 480
_TITLED = frozenset({"annex", "appendix", "chapter"})
_LONGEST_NAME = 40
_SHORTEST = 12
_ROOM = 0.8
_NARROW = 0.5
_ANY = 2.0
"""Titles of a series may fill their rows."""
_ANNEXED_ROOM = 0.85
_LARGE = 0.65
"""Titles with Roman numerals are set in larger type: fewer letters fill a row."""
_BARE_ROOM = 0.9
"""How far a row without a label may reach between a sentence that ends and one that fills rows."""
_MOST_STACKED = 3
_RECORD_ROOM = 0.95
"""Titles of a record are set as small as its text."""
_SIBLING_ROOM = 0.92
_TWICE = 2
_YEARS = compile_pattern(r",\s\d{4}[–-]\d{2,4}$")


def title_breaks(
    rows: Sequence[Row],
    metrics: Metrics,
    grammar: Grammar,
    contents: Sequence[str],
    recurring: Mapping[int, int],
    tabled: frozenset[int] = frozenset(),
) -> frozenset[int]:
    """Return where, in text without blank lines, a title begins and where the text below it does.

    The offsets are starts of rows. `contents` are the lines of the contents, which name titles,
    `recurring` the starts and ends of titles that recur, `tabled` the starts of rows right below a
    table.
    """
    finder = _Finder(rows, metrics.width, grammar, contents, tabled)
    finder.take_series(recurring)
    for index in range(len(rows)):
        finder.look(index)
    finder.again()
    return frozenset(finder.breaks)


class _Finder:
    """Goes down the rows; `breaks` are the starts of titles and of what stands below them."""

    def __init__(
        self,
        rows: Sequence[Row],
        width: int,
        grammar: Grammar,
        contents: Sequence[str],
        tabled: frozenset[int],
    ) -> None:
        self._rows = rows
        self._width = width
        self._grammar = grammar
        self._tabled = tabled
        self._labels = RowLabels(rows, grammar)
        self._below: set[int] = set()
        self._text = RowText(rows, width, grammar, self._labels.of)
        self._titles: Counter[str] = Counter()
        self._record = is_record(grammar)
        self._stacked = most_stacked(grammar, _MOST_STACKED)
        self._room = _RECORD_ROOM if self._record else _ROOM
        self._bare = 0
        self._counted: set[tuple[str, int]] = set()
        self._long: dict[str, list[str]] = {}
        self._listed = {title for title in listed_titles(contents) if len(title) >= _SHORTEST}
        self._numbers = listed_numbers(contents)
        self._entries = listed_entries(contents)
        self.breaks: set[int] = set()

    def take_series(self, titles: Mapping[int, int]) -> None:
        """Note the breaks around titles that recur."""
        ends = {row.end: at for at, row in enumerate(self._rows)}
        for index, row in enumerate(self._rows):
            if row.start in titles:
                self._take(index, ends[titles[row.start]] + 1)

    def look(self, index: int) -> None:
        """Note the breaks that a title at this row makes."""
        row, grammar = self._rows[index], self._grammar
        self._take_named(index)
        if self._takes_annexed(index):
            return
        if self._is_annexed(index) and self._text.fills_rows(index):
            self.breaks.add(row.start)
        known = row.start in self.breaks and index not in self._below
        if known and not self._labels.is_section(index):
            return
        if opens_note(row.text, self._rows[index + 1 : index + 2], grammar):
            self.breaks.add(row.start)
            return
        after = self._listed_end(index)
        if after is None and self._may_begin(index):
            after = self._behind(index)
        elif after is None and row.start in self._tabled:
            after = self._behind(index)
            after = after if after and opens(self._labels.of(after)) else None
        if after is not None:
            self._take(index, after)

    def _take_named(self, index: int) -> None:
        """Note the breaks around what names itself: an act, an item, a known title."""
        row, grammar = self._rows[index], self._grammar
        short = len(row.text) <= _LONGEST_NAME and not row.text[:1].islower()
        stops = row.text.endswith(".") and index > 0 and not self._ends_above(index)
        if short and not stops and grammar.fits("titled_heading", row.text):
            self.breaks |= around_act(self._rows, index, grammar)
            if self._record:
                self._below.add(index + 1)  # the titles of several items stand there
        elif short and grammar.fits("known_heading", row.text):
            self.breaks |= {one.start for one in self._rows[index : index + 2]}

    def _listed_end(self, index: int) -> int | None:
        """Return the index of the row below a title that the contents name, None if none begins.

        Its label stands alone above it, or it has the number of the contents. Elsewhere a line of
        these may be a part of a title.
        """
        number, start = self._labels.number(index), 0
        if number is not None and self._numbers:
            start = number.text_start - self._rows[index].start
        elif self._labels.is_section(index):
            return entry_end(self._rows, index, self._labels.text_start(index) or 0, self._entries)
        elif self._labels.annex(index) is not None and self._labels.lone(index) is None:
            return entry_end(self._rows, index, 0, self._entries)
        elif not index or not self._listed or self._labels.lone(index - 1) is None:
            return None
        ends = range(index + 1, min(index + MOST_ROWS, len(self._rows) - 1) + 1)
        titles = {at: " ".join(row.text for row in self._rows[index:at])[start:] for at in ends}
        letters = {at: letters_of(title) for at, title in titles.items()}
        if number is not None:
            named = [at for at, one in letters.items() if (number.number, one) in self._numbers]
            return max(named, default=None)
        return max((at for at, one in letters.items() if one in self._listed), default=None)

    def _annexed_end(self, index: int) -> int | None:
        """Return the index of the row below the title of a letter or its annex, if one begins.

        It names those to whom the letter is addressed; more of them stand behind a small letter.
        """
        above = self._labels.lone(index - 1) if index and self._labels.of(index - 1) else None
        annexed = self._labels.annex(index) is not None or (above and above.style in ANNEXED)
        if not (annexed or index in self._below or self._rows[index].blank_above):
            return None
        return letter_end(self._rows, index, self._grammar)

    def _takes_annexed(self, index: int) -> bool:
        """Note what names an annex or a letter, and the title below; say whether a row begins it.

        What a letter annexes has a title of some words, whatever stands below that.
        """
        letter = self._annexed_end(index)
        after = letter or self._tabled_end(index)
        if after is not None:
            self._take(index, after)
        if letter is not None:
            self._take_titled(letter + is_aside(self._rows[letter].text, self._grammar))
        return after is not None

    def _take_titled(self, index: int) -> None:
        brief = len(self._rows[index].text.split()) < FEWEST_WORDS
        if brief or self._labels.of(index) or self._annexed_end(index):
            return
        for after in range(index + 1, min(index + MOST_ROWS, len(self._rows) - 1) + 1):
            if self._ends_before(after, _ANNEXED_ROOM):
                title = " ".join(row.text for row in self._rows[index:after])
                if self._reads(title):
                    self._take(index, after)
                return

    def _tabled_end(self, index: int) -> int | None:
        """Return the index of the table below the title of an annex, if one is there."""
        titled = self._is_annexed(index) and not self._text.fills_rows(index)
        return self._text.table_below(index) if titled else None

    def _is_annexed(self, index: int) -> bool:
        """Say whether a row without a label stands right below "Annex" alone."""
        lone = self._labels.lone(index - 1) if index else None
        return lone is not None and lone.style in _TITLED and not self._labels.of(index)

    def again(self) -> None:
        """Note the other places of a title that was found twice, where a block ends above.

        One of several rows need be found once only: no other rows are like them.
        """
        known = {text for text, times in self._titles.items() if times >= _TWICE}
        same = Counter(row.text for row in self._rows)
        for index, row in enumerate(self._rows[:-1]):
            if row.text in known and (not index or self._ends_above(index)):
                self._take(index, index + 1)
            elif same[row.text] >= FEWEST_COUNTED and self._rows[index + 1].text in known:
                self.breaks |= {row.start, self._rows[index + 1].start}
            elif title := self._long.get(row.text):
                after = index + len(title)
                if [one.text for one in self._rows[index:after]] == title and after < len(
                    self._rows
                ):
                    self._take(index, after)
        self._take_numbered()
        for order in (range(len(self._rows) - 1), range(len(self._rows) - 2, -1, -1)):
            for index in order:
                self._take_sibling(index)

    def _take_numbered(self) -> None:
        """Note the titles that numbers show; such as fill their rows if a few have no label."""
        rows = self._rows
        full = [
            (index, after)
            for index, after in full_titles(rows, self._labels, self._grammar)
            if self._reads(" ".join(row.text for row in rows[index:after]))
        ]
        if self._bare + len(full) >= FEWEST_COUNTED:
            for index, after in full:
                self._take(index, after)
        for index, after in titles_apart(rows, self._labels, self._width):
            if self._reads(" ".join(row.text for row in rows[index:after])):
                self._take(index, after)

    def _take_sibling(self, index: int) -> None:
        """Note a numbered title of one row beside another of its series.

        There less shows it: a colon may stand above, a list below, or less room at its end.
        """
        counted = counted_of(self._labels.of(index))
        beside = {(style, number + step) for style, number in counted for step in (-1, 1)}
        between = any({(s, n - 1), (s, n + 1)} <= self._counted for s, n in counted)
        if not beside & self._counted:
            return
        start = self._labels.text_start(index)
        row, below = self._rows[index], self._rows[index + 1]
        if start is None or {row.start, below.start} <= self.breaks:
            return
        if not self._reads(row.text[start:]):
            return
        above = self._rows[index - 1]
        room = fitted(above, row) <= _ROOM * self._width
        listed = above.text.endswith(";")
        if listed or not (room or self._ends_above(index) or above.text.endswith(":")):
            return
        if self._opens_below_sibling(index, between=between):
            self._take(index, index + 1)

    def _opens_below_sibling(self, index: int, *, between: bool) -> bool:
        """Say whether text opens below a title that stands `between` two of its series, or one."""
        row, below = self._rows[index], self._rows[index + 1]
        if any(label.style in LISTS for label in self._labels.of(index + 1)):
            return True
        if self._grammar.fits("annotation", below.text):
            return True
        room = fitted(row, below) <= _SIBLING_ROOM * self._width
        leads = self._text.leads_list(index + 1)
        room = room or (between and (leads or self._text.reads_to_stop(index + 1)))
        opens = (
            leads or self._text.is_full(index + 1) or fitted(row, below) <= _NARROW * self._width
        )
        prose = room and below.text[:1].isupper() and opens
        return prose and not self._labels.of(index + 1)

    def _take(self, index: int, after: int) -> None:
        """Note where a title begins and ends; one below "Annex" alone goes on with it."""
        below_label = index > 0 and self._labels.lone(index - 1) is not None
        self.breaks |= {
            self._rows[at].start for at in (index, after) if at > index or not below_label
        }
        self._below.add(after)
        self._bare += not self._labels.of(index)
        self._counted |= counted_of(self._labels.of(index))
        if after - index >= _TWICE and not self._labels.of(index):
            self._long[self._rows[index].text] = [row.text for row in self._rows[index:after]]
        if after == index + 1:
            self._titles[self._rows[index].text] += 1

    def _ends_above(self, index: int) -> bool:
        row, above = self._rows[index], self._rows[index - 1]
        return row.blank_above or ended(above.text, self._grammar)

    def _may_begin(self, index: int) -> bool:
        """Say whether what stands above ends, so that a title may begin here."""
        signed = self._rows[index].first_on_page and is_signed(self._rows, index, self._grammar)
        if signed or index == 0 or index in self._below:
            return True
        above = self._rows[index - 1]
        if index - 1 in self._below and is_aside(above.text, self._grammar):
            return True
        if lone := self._labels.lone(index - 1):
            return lone.style in _TITLED and not self._labels.of(index)
        if self._rows[index].blank_above and self._labels.is_section(index):
            return True
        counts = self._text.counts(index) and self._text.parts(index, _NARROW)
        counts = counts or self._labels.annex(index) is not None
        counts = counts or self._grammar.fits("source_note", above.text)
        if counts or self._grammar.fits("caption_unit", above.text):
            return True
        capitals = self._rows[index].text.isupper() and not above.text.isupper()
        paused = above.text.endswith(",") and not capitals
        lead = " ".join(row.text for row in self._rows[max(0, index - 2) : index])
        act = self._grammar.search("act_lead", lead) is not None or self._text.heads_list(index)
        return (
            act
            or self._text.parts_lists(index)
            or (ended(above.text, self._grammar) and not paused)
        )

    def _reads(self, title: str) -> bool:
        unfinished = self._grammar.search("open_title", title) is not None
        return not unfinished and reads_like_a_title(title, LONGEST, self._grammar)

    def _behind(self, index: int, stacked: int = 0) -> int | None:
        """Return the index of the row below a title of a few rows, None if none begins here."""
        start = self._labels.text_start(index)
        shaped = self._text.counts(index)
        recurs = any(
            self._text.recurs(at) for at in range(index + 1, min(index + 4, len(self._rows)))
        )
        if start is None or not (self._is_narrow(index) or shaped or recurs):
            return None
        share = _NARROW if index and self._labels.lone(index - 1) else self._room
        if any(label.style == "upper_roman" for label in self._labels.of(index)):
            share = _LARGE
        elif shaped:
            share = _ANY
        if self._text.stands_between(index, _BARE_ROOM):
            share = max(share, _BARE_ROOM)
        for after in range(index + 1, min(index + MOST_ROWS + 1, len(self._rows))):
            fills = self._labels.is_section(index) and self._text.goes_on(index, after)
            if self._ends_before(after, share) and not fills:
                title = " ".join(row.text for row in self._rows[index:after])[start:]
                bare = not self._labels.of(index)
                below = self._stands_below(after, stacked, max(share, _ROOM), bare=bare)
                sound = below and self._reads(title)
                if sound or not shaped:
                    return after if sound else None
            if not (shaped or self._is_narrow(after)):
                return None
        return None

    def _is_narrow(self, index: int) -> bool:
        """Say whether a row is no wider than titles are; those of sections may be full."""
        row, share = self._rows[index], 1.0 if self._labels.is_section(index) else SHARE
        share = _ANY if self._record else share
        return size_of(row) <= share * self._width and row.line.cell is None

    def _ends_before(self, index: int, share: float) -> bool:
        """Say whether a title ends above a row; `share` is how far its last row may reach.

        One that ends in a span of years, ", 2031–2033", is whole.
        """
        row, above = self._rows[index], self._rows[index - 1].text
        if self._labels.of(index) or (row.blank_above and not row.first_on_page):
            return True
        if _YEARS.search(above) and row.text[:1].isupper():
            return True
        unfinished = self._grammar.search("open_title", above) is not None
        if self._grammar.fits("annotation", row.text) and not unfinished:
            return True
        if opens_act(row.text, self._grammar) or opens_letter_title(
            self._rows, index, self._grammar
        ):
            return True
        return (
            self._text.recurs(index) or self._text.counts(index) or self._text.parts(index, share)
        )

    def _stands_below(self, index: int, stacked: int, share: float, *, bare: bool) -> bool:
        """Say whether a row can be the first below a title; `bare` is one without a label.

        `share` is how far that may reach if text stands below it.
        """
        labels = self._labels.of(index)
        if opens(labels):
            return True
        if labels and self._behind(index, stacked + 1) is None:
            return bare and any(label.style in LISTS for label in labels)
        text, grammar = self._rows[index].text, self._grammar
        first = counts_first(text) and self._text.counts(index)
        if first or grammar.fits("annotation", text) or opens_act(text, grammar):
            return True
        if (
            self._text.is_prose(index, share)
            or self._text.recurs(index)
            or self._text.leads_list(index)
        ):
            return True
        if opens_letter(text, grammar) or is_recorded(text, grammar):
            return True
        return stacked < self._stacked and self._behind(index, stacked + 1) is not None
