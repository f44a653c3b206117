"""Titles of plain text beside tables and columns whose white a tool lost."""

from __future__ import annotations

import pytest

from titled import LONG, MORE, numbered, titles

FULL_TITLE = (
    "Lamps, buoys and moles of the northern harbours that the keepers mended in the last years"
)


@pytest.mark.parametrize("parted", ["\n\n", "\n"], ids=["empty lines", "none"])
@pytest.mark.parametrize(
    "title", [FULL_TITLE, f"{FULL_TITLE}\nof the century"], ids=["one row", "two rows"]
)
def test_the_title_of_an_annex_ends_above_a_flattened_table(title: str, parted: str) -> None:
    table = parted.join(["Harbour", "Lamp", "Mended", "Not yet\nmended", "Elmo", "Great", "3"])
    text = f"I. Opening\n{numbered(1, LONG, MORE)}\n\fANNEX II\n{title}{parted}{table}"
    assert titles(text)[-1] == ("Annex II", title.replace("\n", " "), 1)


def test_text_in_a_narrow_column_is_no_title_where_a_row_ends_early() -> None:
    column = (
        "It is also important that the sizes of harbours and of moles differ\n"
        "from those of the islands, and the mandates of keepers in question.\n\n"
        "The keepers agree, however, that, in light of the many\n"
        "lamps of the winter, in terms of number of buoys, and to the\n"
        "islands, and the need to ensure the full presence of all\n"
        "Board members and masters of pilots, additional lamps could be\n"
        "introduced.\n"
        "Whichever lamps the keepers of the harbours decide to introduce,\n"
        "it is right that the practice of mending moles by the masters be\n"
        "held up in the spring, which is at the heart of what the keepers\n"
        "of the moles have asked for, and which they all shall go on with.\n"
    )
    text = f"I. Opening\n{numbered(1, LONG, MORE)}\n\n{column}\n{numbered(3, LONG)}"
    assert titles(text) == [("I", "Opening", 1)]
