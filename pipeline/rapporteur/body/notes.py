"""Footnotes, and the nodes that call them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapporteur.body.ids import Ids
from rapporteur.body.places import Places
from rapporteur.report import Footnote
from rapporteur.strip.calls import Call
from rapporteur.text import Span, Text

_MARKS = {"*": "star", "†": "dagger", "‡": "double-dagger", "§": "section"}


@dataclass(frozen=True, slots=True)
class NoteText:
    """A footnote ready for the report: where its text stands in a text of its own.

    `at_end` says that any page may call it, `table` where the table stands that alone does.
    """

    marker: str
    span: Span
    page: int
    at_end: bool = False
    table: Span | None = None

    def takes(self, call: Call) -> bool:
        """Say whether the call can be one of this note."""
        if call.marker != self.marker:
            return False
        if self.table is not None:
            return self.table.start <= call.start < self.table.end
        return self.at_end or abs(self.page - call.page) <= 1


@dataclass(slots=True)
class Notes:
    """Links footnotes to the nodes that call them.

    `own` is the text of the footnotes, `text` that of the nodes.
    """

    own: Text
    texts: Sequence[NoteText]
    calls: Sequence[Call]
    text: Text
    ids: list[str] = field(default_factory=list)
    callers: dict[int, str] = field(default_factory=dict)
    call_at: list[tuple[int, int]] = field(default_factory=list)
    node_parts: dict[str, str] = field(default_factory=dict)
    part_pages: list[tuple[int, str]] = field(default_factory=list)

    def number(self, ids: Ids) -> None:
        """Give each footnote its id and find where it is called."""
        for note in self.texts:
            name = "".join(_MARKS.get(mark, mark) for mark in note.marker) or "note"
            self.ids.append(ids.new(f"fn-{name}" if not name.isdigit() else f"fn{name}"))
        alike: dict[tuple[str, int | None], list[int]] = {}
        for at, note in enumerate(self.texts):
            page = None if note.at_end or note.table else note.page
            alike.setdefault((note.marker, page), []).append(at)
        used: set[int] = set()
        for call in self.calls:
            pages = (None, call.page - 1, call.page, call.page + 1)
            near = [at for page in pages for at in alike.get((call.marker, page), ())]
            index = self._note_of(call, near, used)
            if index is not None:
                used.add(index)
                self.call_at.append((self._behind_text(self.text.locate(call.start)), index))
        self.call_at.sort()

    def _behind_text(self, position: int) -> int:
        """Return the position behind the last non-blank character before `position`."""
        while position and self.text.content[position - 1].isspace():
            position -= 1
        return position

    def _note_of(self, call: Call, near: Iterable[int], used: set[int]) -> int | None:
        """Return which of the footnotes near a call it means: that of its page comes first."""
        notes = [(index, self.texts[index]) for index in near]
        found = [
            (note.table is None, abs(note.page - call.page), index in used, index)
            for index, note in notes
            if note.takes(call)
        ]
        return min(found)[-1] if found else None

    def called(self, pieces: Iterable[Span], node: str, part: str) -> list[str]:
        """Return the ids of the footnotes called in the pieces, each once, in order."""
        found: list[str] = []
        self.node_parts[node] = part
        for piece in pieces:
            low = bisect_left(self.call_at, (piece.start, -1))
            while low < len(self.call_at) and self.call_at[low][0] <= piece.end:
                index = self.call_at[low][1]
                if index not in self.callers:
                    self.callers[index] = node
                    found.append(self.ids[index])
                low += 1
        return found

    def begins(self, part: str, page: int) -> None:
        """Note the page on which a part begins."""
        if not self.part_pages or self.part_pages[-1][1] != part:
            self.part_pages.append((page, part))

    def footnotes(self, places: Places) -> list[Footnote]:
        """Return the footnotes, each with its caller; call it when all nodes are built."""
        found = []
        for index, note in enumerate(self.texts):
            content = self.own.content[note.span.start : note.span.end]
            found.append(
                Footnote(
                    id=self.ids[index],
                    marker=note.marker,
                    text=" ".join(content.split()),
                    part=self._part_of(index),
                    paragraph=self.callers.get(index),
                    source=places.of(self.own.source_spans(note.span.start, note.span.end)),
                )
            )
        return found

    def _part_of(self, index: int) -> str:
        """Return the part of the node that calls the footnote, else that of its page."""
        caller = self.callers.get(index)
        if caller is not None and caller in self.node_parts:
            return self.node_parts[caller]
        page = self.texts[index].page
        return next((part for first, part in reversed(self.part_pages) if first <= page), "body")
