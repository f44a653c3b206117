"""Items: which list a labelled chunk belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from rapporteur.knowledge.numerals import value_of
from rapporteur.segment.blocks import Label
from rapporteur.text import value

ITEM_STYLES = ("letter", "roman", "bracket_number", "half_letter", "bullet", "dash", "decimal")
UNNUMBERED = frozenset({"bullet", "dash"})
_DEEPER = 6.0
_SAME_LEFT = 3.0
_LARGEST_SKIP = 3
_ALPHABET = 26


def ordinal(style: str, number: str) -> int | None:
    """Return the place of a label in its list, from 1; None if it has none."""
    places = _places(style, number)
    return places[0] if places else None


def follows(style: str, before: str, here: str) -> bool:
    """Say whether one label comes right behind another: behind (z) comes (aa), or (za)."""
    return any(place + 1 in _places(style, here) for place in _places(style, before))


def goes_on(labels: Iterable[Label], before: Iterable[Label]) -> bool:
    """Say whether one of the labels is a number in parts, right behind one of `before`."""
    numbers = [label.number for label in before if label.style == "nested"]
    here = [label.number for label in labels if label.style == "nested"]
    return any(follows("nested", one, other) for one in numbers for other in here)


def _places(style: str, number: str) -> tuple[int, ...]:
    """Return the places that a label may have, the likeliest first."""
    if style in {"letter", "half_letter"}:
        return _letter_places(number)
    if style == "roman":
        value = value_of(number)
        return () if value is None else (value,)
    digits = "".join(character for character in number if character.isdigit())
    return (int(digits),) if digits else ()


def _letter_places(number: str) -> tuple[int, ...]:
    """Return 1 for a, 26 for z; behind it aa, bb or aa, ab or za, zb go on; none for no letter."""
    if not number:
        return ()
    first, last = (ord(letter) - ord("a") + 1 for letter in (number[0], number[-1]))
    if len(number) == 1:
        return (last,)
    counted = (_ALPHABET * first + last,)
    if len(set(number)) == 1:
        return (_ALPHABET * (len(number) - 1) + last, *counted)
    return (*counted, _ALPHABET + last) if number[0] == "z" else counted


class Listed(Protocol):
    """The last item of an open list, as far as the next one needs it."""

    @property
    def style(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def left(self) -> float: ...


@value()
class Slot:
    """Where an item goes: `depth` 0 is the paragraph's own list."""

    depth: int
    label: Label
    sound: bool


def find_slot(
    labels: Sequence[Label], path: Sequence[Listed], left: float, *, opens: bool
) -> Slot | None:
    """Return the list that a chunk with these candidate labels continues or opens.

    `path` holds the last item of each open list, outermost first. `opens` says that the text
    before ends in a colon, so that a new list may begin under it. A label that fits nothing
    still becomes an item of the list its indent shows, marked not sound; but not a letter with a
    stop, which may be an initial or an abbreviation: that opens the list of a paragraph, or none.
    """
    usable = [label for label in labels if label.style in ITEM_STYLES]
    for depth in range(len(path) - 1, -1, -1):
        for label in usable:
            if _continues(label, path[depth], left, opens=opens and depth == len(path) - 1):
                return Slot(depth, label, sound=True)
    if not opens and (slot := _beside_skipped(usable, path, left)):
        return slot
    for label in usable:
        if _may_be_word(label) and path:
            continue
        if label.style in UNNUMBERED or ordinal(label.style, label.number) == 1:
            return Slot(_new_depth(label, path, left, opens=opens), label, sound=True)
    firm = next((label for label in usable if not _may_be_word(label)), None)
    return Slot(_same_depth(firm, path, left), firm, sound=False) if firm else None


def _may_be_word(label: Label) -> bool:
    return label.style == "half_letter" and label.label.endswith(".")


def _continues(label: Label, last: Listed, left: float, *, opens: bool) -> bool:
    """Say whether the label follows `last`: (h) then (i) the letter, unless (h) opens a list."""
    if label.style != last.style:
        return False
    if label.style in UNNUMBERED:
        return abs(left - last.left) <= _DEEPER
    if not follows(label.style, last.number, label.number):
        return False
    return not (label.number == "i" and opens)


def _beside_skipped(labels: Sequence[Label], path: Sequence[Listed], left: float) -> Slot | None:
    """Return the list of letters that (i) goes on with behind (g), (h) left out, at its indent.

    The numeral would open a list of its own, and stand deeper. Plain text has no indent to say so.
    """
    if not path or not left or abs(left - path[-1].left) > _SAME_LEFT:
        return None
    for label in labels:
        slot = Slot(len(path) - 1, label, sound=False)
        if label.style == "letter" and label.number == "i" and skips(slot, path):
            return slot
    return None


def skips(slot: Slot, path: Sequence[Listed]) -> bool:
    """Say whether the label goes on with its open list but for a few labels left out."""
    if slot.depth >= len(path) or path[slot.depth].style != slot.label.style:
        return False
    here = ordinal(slot.label.style, slot.label.number)
    before = ordinal(slot.label.style, path[slot.depth].number)
    return here is not None and before is not None and 1 < here - before <= _LARGEST_SKIP


def _new_depth(label: Label, path: Sequence[Listed], left: float, *, opens: bool) -> int:
    """Return the depth of a list that begins here.

    Labels like those of an open list begin that list anew, unless they stand deeper below a colon.
    """
    if not path:
        return 0
    for depth, item in enumerate(path):
        beside = bool(left) and abs(left - item.left) <= _SAME_LEFT
        if item.style == label.style and label.style not in UNNUMBERED and (beside or not opens):
            return depth
    if opens or label.style in {"roman", "dash"} or left > path[-1].left + _DEEPER:
        return len(path)
    return _same_depth(label, path, left)


def _same_depth(label: Label, path: Sequence[Listed], left: float) -> int:
    """Return the depth of the open list with this style, else the one with this indent."""
    for depth in range(len(path) - 1, -1, -1):
        if path[depth].style == label.style:
            return depth
    for depth, item in enumerate(path):
        if left <= item.left + _DEEPER:
            return depth
    return len(path)
