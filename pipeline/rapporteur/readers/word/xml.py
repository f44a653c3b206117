"""Names and values of WordprocessingML (ECMA-376, part 1, clause 17)."""

from __future__ import annotations

from typing import Any, Final

Element = Any  # lxml publishes no types of its own

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
COMPATIBLE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
OFF: Final = frozenset({"0", "false", "off", "none"})
TWIPS: Final = 20.0  # in a point


def child(element: Element | None, *names: str) -> Element | None:
    """Return what stands at a path of names below an element, if it is there."""
    for name in names:
        element = None if element is None else element.find(W + name)
    return element


def value(element: Element | None, *names: str) -> str | None:
    """Return the value that a property at a path of names has, if it is there."""
    found = child(element, *names)
    return None if found is None else found.get(W + "val")


def number(text: str | None) -> int | None:
    """Return the whole number that a value is, None if it is none."""
    try:
        return int(float(text)) if text else None
    except (ValueError, OverflowError):
        return None


def switch(element: Element | None, *names: str) -> bool | None:
    """Return whether a property that is on or off is on; None if it is not there."""
    found = child(element, *names)
    return None if found is None else found.get(W + "val", "1").lower() not in OFF
