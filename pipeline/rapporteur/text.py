"""Text that remembers where it came from.

A `Text` is a string together with a run-length map to the text it was made from.
`Text.apply` is the only way to make a new one, so any span of a reading text can be
traced to the source exactly, without searching.

It is made of small values by the thousand; `value` makes them cheap.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar, dataclass_transform

from rapporteur.errors import EditError

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(*, eq: bool = True, order: bool = False) -> Callable[[type[T]], type[T]]:
    """Return the decorator of a dataclass with slots whose fields nobody sets once it is made.

    The type checker holds that, as for any frozen dataclass. A frozen one holds it at run time
    too, field by field, so that making one takes two to five times as long: with lines, spans and
    the like that is a good part of reading a page.
    """

    def decorated(cls: type[T]) -> type[T]:
        return dataclass(slots=True, eq=eq, order=order, unsafe_hash=eq)(cls)

    return decorated


@value(order=True)
class Span:
    """A half-open range of code points, `0 <= start <= end`."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


@value(order=True)
class Edit:
    """Replace `[start, end)` of a text by `replacement`, in the name of `rule`.

    `start == end` inserts. Offsets count in the text that the edit is applied to.
    `evidence` says why the rule was sure enough.
    """

    start: int
    end: int
    replacement: str
    rule: str
    evidence: str = ""


@value()
class TextRun:
    """`size` characters of a text that stand for `[source, source + source_size)`.

    A copied run has the same characters as its source; any other run replaces its
    source as a whole.
    """

    start: int
    size: int
    source: int
    source_size: int
    copied: bool

    def clip(self, start: int, end: int) -> TextRun:
        """Return the part of the run inside `[start, end)`; a replacement stays whole."""
        low, high = max(self.start, start), min(self.start + self.size, end)
        if not self.copied:
            return TextRun(low, high - low, self.source, self.source_size, False)
        return TextRun(low, high - low, self.source + low - self.start, high - low, True)


@dataclass(frozen=True)
class Text:
    """A string whose every character knows the source characters it stands for.

    Guarantees: runs are contiguous from 0 to `len(content)`, ordered in the text and in
    the source, and non-empty; a copied run equals its source letter for letter.
    """

    content: str
    runs: tuple[TextRun, ...]

    @classmethod
    def of(cls, content: str) -> Text:
        """Return `content` as its own source."""
        return cls(content, (TextRun(0, len(content), 0, len(content), True),) if content else ())

    def __len__(self) -> int:
        return len(self.content)

    @cached_property
    def _starts(self) -> list[int]:
        return [run.start for run in self.runs]

    def apply(self, edits: Iterable[Edit]) -> Text:
        """Return the text after `edits`, mapped to this text's source.

        Raises `EditError` if two edits overlap or one lies outside the text.
        """
        content: list[str] = []
        runs: list[TextRun] = []
        position = size = 0
        for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
            if edit.start < position or edit.end < edit.start or edit.end > len(self.content):
                raise EditError(edit.rule, edit.start, edit.end, len(self.content))
            size = self._copy(position, edit.start, size, content, runs)
            if edit.replacement:
                runs.append(self._replacement(edit, size))
                content.append(edit.replacement)
                size += len(edit.replacement)
            position = edit.end
        self._copy(position, len(self.content), size, content, runs)
        return Text("".join(content), tuple(runs))

    def _copy(
        self, start: int, end: int, size: int, content: list[str], runs: list[TextRun]
    ) -> int:
        """Append `[start, end)` unchanged, joining runs that continue one another."""
        for run in self._clipped(start, end):
            last = runs[-1] if runs else None
            if (
                last is not None
                and last.copied
                and run.copied
                and last.source + last.source_size == run.source
            ):
                runs[-1] = TextRun(
                    last.start, last.size + run.size, last.source,
                    last.source_size + run.size, True,
                )  # fmt: skip
            else:
                runs.append(TextRun(size, run.size, run.source, run.source_size, run.copied))
            size += run.size
        if start < end:
            content.append(self.content[start:end])
        return size

    def _replacement(self, edit: Edit, at: int) -> TextRun:
        place = self.source_of(edit)
        return TextRun(at, len(edit.replacement), place.start, place.end - place.start, False)

    def _clipped(self, start: int, end: int) -> Iterator[TextRun]:
        if start >= end:
            return
        for index in range(bisect_right(self._starts, start) - 1, len(self.runs)):
            run = self.runs[index]
            if run.start >= end:
                return
            yield run.clip(start, end)

    def slice(self, start: int, end: int) -> Text:
        """Return `[start, end)` as a text of its own with the same source."""
        runs = tuple(
            TextRun(run.start - start, run.size, run.source, run.source_size, run.copied)
            for run in self._clipped(start, end)
        )
        return Text(self.content[start:end], runs)

    def source_spans(self, start: int, end: int) -> list[Span]:
        """Return the source pieces that `[start, end)` stands for, in order, merged.

        Source characters that an edit removed inside the span are not part of a piece.
        """
        pieces: list[Span] = []
        if start >= end:
            return pieces
        runs = self.runs
        first = after = -1
        for index in range(bisect_right(self._starts, start) - 1, len(runs)):
            run = runs[index]
            if run.start >= end:
                break
            low, high = run.source, run.source + run.source_size
            if run.copied:
                high = min(high, low + end - run.start)
                low += max(0, start - run.start)
            if first >= 0 and low <= after:
                after = max(high, after)
            elif low < high:
                if first >= 0:
                    pieces.append(Span(first, after))
                first, after = low, high
        if first >= 0:
            pieces.append(Span(first, after))
        return pieces

    def source_reach(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the source a text that is not empty begins, and where it ends."""
        run = self.runs[bisect_right(self._starts, start) - 1]
        if run.copied and end <= run.start + run.size:
            return run.source + start - run.start, run.source + end - run.start
        return self.source_at(start), self.source_at(end - 1) + 1

    def source_of(self, edit: Edit) -> Span:
        """Return the source span that an edit changes; empty where it only adds."""
        pieces = self.source_spans(edit.start, edit.end)
        if pieces:
            return Span(pieces[0].start, pieces[-1].end)
        at = self.source_at(edit.start)
        return Span(at, at)

    def source_at(self, position: int) -> int:
        """Return the source offset of `position`; at the end, that behind the last run."""
        index = bisect_right(self._starts, position) - 1
        if index < 0:
            return 0
        run = self.runs[index]
        inside = position - run.start
        if run.copied:
            return run.source + min(inside, run.source_size)
        return run.source if inside < run.size else run.source + run.source_size

    @cached_property
    def _source_starts(self) -> list[int]:
        return [run.source for run in self.runs]

    def locate(self, source: int) -> int:
        """Return the first position whose character stands for source offset >= `source`."""
        index = bisect_right(self._source_starts, source) - 1
        if index < 0:
            return 0
        run = self.runs[index]
        inside = source - run.source
        if inside >= run.source_size and run.source_size:
            return run.start + run.size
        return run.start + inside if run.copied else run.start
