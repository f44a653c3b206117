"""Numbers of headings among those of paragraphs: "A. Treaties", "1. Reporting", "2. Replies", "9.".

They count anew right below a heading, and behind them the count of the paragraphs goes on.
"""

from __future__ import annotations

from collections.abc import Sequence


def counted_apart(numbers: Sequence[int | None], headed: Sequence[bool]) -> frozenset[int]:
    """Return the places of numbers that count apart from those of the paragraphs.

    `numbers` has the number of each block, None where it has none; `headed` says of each if the
    heading of a section stands right above it. Such numbers begin with 1 there, and the next that
    does not go on with them goes on with what stands above them; if that is the first of all, it
    stands below no other heading.
    """
    places = [place for place, number in enumerate(numbers) if number is not None]
    found: set[int] = set()
    last = at = 0
    while at < len(places):
        end = _end_of_run(numbers, places, at) if headed[places[at]] else at
        beyond = places[at + 1 : end + 1]
        goes_on = end < len(places) and numbers[places[end]] == last + 1
        anew = not last and any(headed[place] for place in beyond)
        if end > at and goes_on and not anew:
            found.update(places[at:end])
            at = end
        else:
            last = numbers[places[at]] or 0
            at += 1
    return frozenset(found)


def _end_of_run(numbers: Sequence[int | None], places: Sequence[int], at: int) -> int:
    """Return where among the places the numbers 1, 2, … end that begin at one of them."""
    end = at
    while end < len(places) and numbers[places[end]] == end - at + 1:
        end += 1
    return end
