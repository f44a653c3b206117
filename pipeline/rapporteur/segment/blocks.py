"""What segmenting finds: blocks that point into the reading text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from rapporteur.text import Span, value

Style = Literal[
    "decimal", "nested", "upper_roman", "upper_letter", "chapter", "annex", "appendix", "letter",
    "roman", "bracket_number", "half_letter", "bullet", "dash", "recommendation",
]  # fmt: skip


@value()
class Label:
    """A candidate label: its style, as printed, its number, where the text behind it starts."""

    style: str
    label: str
    number: str
    text_start: int
    rule: str


@dataclass(slots=True)
class ItemBlock:
    """An item of a list; `pieces` are its text, `tail` what goes on after its own list."""

    label: str
    style: str
    number: str
    pieces: list[Span]
    label_span: Span | None = None
    left: float = 0.0
    items: list[ItemBlock] = field(default_factory=list)
    tail: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class ParagraphBlock:
    """A block of running text. `part` and `heading` are indexes, heading None before the first."""

    kind: Literal["numbered", "recommendation", "unnumbered"]
    number: str | None
    pieces: list[Span]
    part: int
    heading: int | None
    rule: str
    label: Span | None = None
    left: float = 0.0
    items: list[ItemBlock] = field(default_factory=list)
    tail: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class HeadingBlock:
    """A heading; `rank` orders the kinds of heading, `level` counts from 1."""

    label: str | None
    pieces: list[Span]
    rank: float
    level: int
    part: int
    parent: int | None
    rule: str
    label_span: Span | None = None


@dataclass(slots=True)
class PartBlock:
    """The body (label None), an annex or an appendix."""

    kind: Literal["body", "annex", "appendix"]
    label: str | None
    number: str | None
    title: list[Span]


@dataclass(slots=True)
class TableBlock:
    """A table: rows of cells, each cell the pieces of its text; `key` is page and index.

    `goes_on` says that it stands right behind the table before it, on the next page; `repeated`
    is its head as printed again there. `lefts` is where its columns begin, by the first row,
    `headed` whether that row is bold, `headless` that it is no head by the tags of the PDF.
    """

    rows: list[list[list[Span]]]
    heading: int | None
    part: int
    key: tuple[int, int] = (0, 0)
    title: list[Span] = field(default_factory=list)
    goes_on: bool = False
    repeated: list[Span] = field(default_factory=list)
    lefts: list[float] = field(default_factory=list)
    headed: bool = True
    headless: bool = False


@dataclass(slots=True)
class ListBlock:
    """A list with a place of its own in the report, such as the agenda."""

    paragraph: int
    items: list[ItemBlock]


@dataclass(slots=True)
class Outline:
    """The whole document in order.

    Every character of the reading text that is no blank stands in exactly one block: as text,
    as label, or in `unplaced`.
    """

    parts: list[PartBlock] = field(default_factory=list)
    headings: list[HeadingBlock] = field(default_factory=list)
    paragraphs: list[ParagraphBlock] = field(default_factory=list)
    tables: list[TableBlock] = field(default_factory=list)
    agenda: list[ListBlock] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    weighed: list[Weighed] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that does not add up, at an offset of the reading text."""

    code: str
    message: str
    at: int


@dataclass(frozen=True, slots=True)
class Weighed:
    """What was weighed for the chunk `[start, end)`: what it was read as, why, at which cost.

    `rival` is the runner-up, which would cost `margin` more in all; None if none was near.
    """

    start: int
    end: int
    read_as: str
    why: tuple[str, ...]
    cost: float
    rival: str | None = None
    rival_why: tuple[str, ...] = ()
    margin: float | None = None
