"""What a chunk can be: the outline is grown from these roles alone, without another decision."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import ClassVar, Literal

from rapporteur.segment.blocks import Label
from rapporteur.segment.headings import Heading, Look
from rapporteur.segment.items import Slot
from rapporteur.text import Span, value

_WITH_NUMERAL = frozenset({"upper_roman", "roman"})
_WITH_LETTER = frozenset({"upper_letter", "letter"})
Kind = Literal["numbered", "recommendation", "unnumbered"]
Untitled = Literal["heading", "part"] | None
"""Whether a heading waits for its title, and whether that is the title of its part."""


class Purpose(StrEnum):
    """Why a paragraph was opened.

    "Table 3" is a caption, "Ports by region" below it the title of the table. What is open goes on
    behind an aside: the name of a group of entries, or what a chart has for labels.
    """

    TEXT = "paragraph"
    CAPTION = "caption"
    TITLE = "title of a table"
    UNIT = "unit of a table"
    NOTE = "note"
    ASIDE = "aside"


@value()
class Celled:
    """A cell of the table `key`, by page and index. One that `opens` it says where its title is."""

    NAME: ClassVar[str] = "cell"
    key: tuple[int, int]
    opens: bool = False
    caption: bool = False
    unit: bool = False
    headed: bool = False


@value()
class Title:
    """A heading. `level` counts from 1.

    `opens` says that a part begins, `returns` that the body goes on behind an annex, `names` that
    it is the name of a part such as "Part One", `untitled` what waits for a title below,
    `interrupts` that the open list may go on below.
    """

    NAME: ClassVar[str] = "heading"
    heading: Heading
    pieces: tuple[Span, ...]
    label_span: Span | None
    rank: float
    level: int
    opens: bool = False
    returns: bool = False
    names: bool = False
    untitled: Untitled = None
    interrupts: bool = False


@value()
class TitleGoesOn:
    """More of the last heading, and of the title of its `part` if that is what it names.

    `look` is how it is set, if it looks like a heading itself.
    """

    NAME: ClassVar[str] = "more of a heading"
    pieces: tuple[Span, ...]
    part: bool = False
    look: Look | None = None


@value()
class Opened:
    """A paragraph begins at `start`; without pieces it has a list only, or its text below.

    `interrupts` says that the open list may go on below, as behind a table.
    """

    kind: Kind
    purpose: Purpose
    start: int
    left: float
    pieces: tuple[Span, ...]
    label: Label | None = None
    label_span: Span | None = None
    interrupts: bool = False


@value()
class Entered:
    """An item of a list.

    `agenda` says that the list is the agenda and begins here, `resumed` that it is the one which
    the last heading interrupted.
    """

    NAME: ClassVar[str] = "item"
    slot: Slot
    label_span: Span
    pieces: tuple[Span, ...]
    left: float
    agenda: bool = False
    resumed: bool = False


@value()
class GoesOn:
    """More of the open item or paragraph, or of the paragraph behind its list (`tail`)."""

    NAME: ClassVar[str] = "more of the text above"
    pieces: tuple[Span, ...]
    tail: bool = False


@value()
class Rejoined:
    """More of the chunk above, whatever that is: what looked like a label is text."""

    NAME: ClassVar[str] = "more of the chunk above"
    pieces: tuple[Span, ...]


Role = Celled | Title | TitleGoesOn | Opened | Entered | GoesOn | Rejoined


def describe(roles: Sequence[Role]) -> str:
    """Return what a chunk is in words: "numbered paragraph, item"."""
    return ", ".join(map(_name, roles))


def _name(role: Role) -> str:
    if isinstance(role, Title) and role.heading.label is not None:
        style = role.heading.label.style
        if style in _WITH_NUMERAL:
            return f"{role.NAME} with a numeral"
        return f"{role.NAME} with a letter" if style in _WITH_LETTER else role.NAME
    if not isinstance(role, Opened):
        return role.NAME
    if role.purpose is not Purpose.TEXT:
        return role.purpose.value
    return role.kind if role.kind == "recommendation" else f"{role.kind} {role.purpose.value}"
