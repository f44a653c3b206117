"""The order of lines in plain text, where a tool set a number behind the line that it opens.

Tools that sort blocks by their height put the first line of a paragraph, which is set in, before
the number that stands on the margin beside it: "The Board thanked all keepers of the", "12.", "
northern lights.".
"""

from __future__ import annotations

from typing import Final

from rapporteur.knowledge.grammar import compile_pattern

NUMBER: Final = compile_pattern(r"\s*(?P<number>\d{1,4}\.(?:\d{1,3}\.?)?)(?:\s*|\s+(?P<rest>\p{Ll}.*))")
STOPS: Final = (".", ":", ";", "?", "!", ".”", ".’", '."')
FULL_SHARE: Final = 0.8
FULL: Final = 0.85


def numbers_first(lines: list[str]) -> list[str]:
    """Return the lines with each such number before the line whose paragraph it opens.

    This line begins with a capital below an empty one and ends in no stop; below the number the
    sentence goes on, in lower case unless the line is full.
    """
    alone = [index for index, line in enumerate(lines) if NUMBER.fullmatch(line)]
    if not alone:
        return lines
    full = FULL * _width(lines)
    moved: list[str] = []
    placed = 0
    for index in alone:
        first = _opened(lines, index, full)
        if first is not None and first >= placed:
            found = NUMBER.fullmatch(lines[index])
            moved += [*lines[placed:first], found["number"] if found else "", lines[first]]
            moved += [found["rest"]] if found and found["rest"] else []
            placed = index + 1
    return moved + lines[placed:]


def _width(lines: list[str]) -> int:
    sizes = sorted(len(" ".join(line.split())) for line in lines if line.strip())
    return sizes[int(len(sizes) * FULL_SHARE)]


def _opened(lines: list[str], index: int, full: float) -> int | None:
    """Return the index of the line whose paragraph the number at `index` opens, None if none."""
    first = index - 1 if index and lines[index - 1].strip() else index - 2
    if first < 0 or index + 1 >= len(lines):
        return None
    found = NUMBER.fullmatch(lines[index])
    line = " ".join(lines[first].split())
    below = found["rest"] if found and found["rest"] else lines[index + 1].strip()
    begins = line[:1].isupper() and (first == 0 or not lines[first - 1].strip())
    if not begins or not below or line.endswith(STOPS):
        return None
    return first if below[:1].islower() or len(line) >= full else None
