"""Lines of plain text that a tool took apart at wide gaps between their words."""

from __future__ import annotations

import time
from collections import Counter

import pytest

from rapporteur.readers.plain_pieces import whole_lines

BEFORE = (
    "11. The Board thanked all the keepers of the northern lights, who had stayed in\n"
    "their towers through the storms of the winter and kept the lamps burning for all\n"
    "ships, and recalled the importance of the harbour lights to the fishing villages;\n"
)
BEHIND = (
    "13. The Board urged the keepers of the southern lights to follow the example of\n"
    "the northern ones and to report on the state of the lamps before the next session\n"
    "of the Board, including on the importance of the harbour lights to the villages.\n"
)
APART = "\f".join(["the lamps\n\nto the\n\nlights"] * 2)
"""Pages on which nothing but pieces of lines stands."""

OPENS = "12. The Board thanked all the keepers of the southern lights, who had stayed with\n"
END = "villages of the south, which no ship would find in the fog of a winter without them;\n"
CASES = {
    "a first line, one of whose pieces stands above it": (
        "recalled\n\n12. The Board\n\nthe importance of\n\nthe harbour lights to the fishing\n",
        "",
        "12. The Board recalled the importance of the harbour lights to the fishing",
    ),
    "a line within, whose middle stands behind the paragraph": (
        f"{OPENS}the harbour lights burning, and\nto the fishing\n",
        "\nrecalled the importance\n",
        "the harbour lights burning, and recalled the importance to the fishing",
    ),
    "a first line whose left piece stands below its paragraph": (
        "12.\n\nthe harbour lights to\n",
        "\nthe importance of the light of\n\nRecalled\n",
        "Recalled the importance of the light of the harbour lights to",
    ),
    "a first line above its number": (
        "The Board recalled\n\nto the fishing\n\n12.\n",
        "\nthe importance of the harbour lights\n",
        "The Board recalled the importance of the harbour lights to the fishing",
    ),
    "a line whose right piece stands before the left one": (
        f"{OPENS}lights to the fishing\nlamps burning and recalled the importance of the harbour\n",
        "",
        "lamps burning and recalled the importance of the harbour lights to the fishing",
    ),
}  # fmt: skip
SHORT = {
    "a title": "Summary\n\nIslands beside which the fog is thick and no bell is heard need light\n",
    "entries of a list": "Tide gauges\nlamps for the tower\nfog bells\n",
    "a signature": "(Signed) Ina Moreau\nInspector of the lights\n",
}


@pytest.mark.parametrize(("pieces", "rest", "line"), CASES.values(), ids=CASES)
def test_the_pieces_of_a_line_are_put_together(pieces: str, rest: str, line: str) -> None:
    page = f"{BEFORE}\n{pieces}{END}{rest}\n{BEHIND}"
    lines = whole_lines([one.split("\n") for one in f"{page}\f{APART}".split("\f")])[0]
    assert line in lines
    assert letters(lines) == letters(page.split("\n"))


@pytest.mark.parametrize("text", SHORT.values(), ids=SHORT)
def test_short_lines_that_are_no_pieces_stay(text: str) -> None:
    page = f"{BEFORE}\n{text}\n{BEHIND}".split("\n")
    assert whole_lines([page]) == [page]


def test_many_pieces_take_time_that_grows_with_their_number_alone() -> None:
    def spent(count: int) -> float:
        page = f"{BEFORE}\nthe lamps\n\nof the\n{BEHIND}".split("\n") * count
        start = time.process_time()
        whole_lines([page])
        return time.process_time() - start

    assert spent(160) < 8 * spent(40) + 0.5


def letters(lines: list[str]) -> Counter[str]:
    """Return which letters stand in lines."""
    return Counter(letter for line in lines for letter in line if not letter.isspace())
