"""The terms of a reading: why a chunk was read as what it is.

They are names, which `--stop-after segment` prints, and no wording of documents.
"""

from __future__ import annotations

from enum import StrEnum


class Term(StrEnum):
    """A reason, or what speaks against a reading and has its cost."""

    # Numbers.
    NO_LABEL = "no label"
    NEXT = "next"
    REPEATED = "repeated"
    GAP = "behind a gap"
    WIDE_GAP = "behind a wide gap"
    OTHER_INDENT = "at another indent"
    FIRST = "first"
    LATE_START = "first, not 1"
    ANNOUNCED = "first of a list that was announced"
    LISTED = "list"
    REOPENED = "of the list above the paragraph"
    NEXT_HEADING = "next heading"
    HEADING_OUT_OF_TURN = "heading out of turn"
    # Headings, as their neighbours show them.
    SAID_BY_THE_FILE = "said by the file"
    STANDS_LIKE_A_TITLE = "stands like a title"
    BEHIND_NUMBERS = "title behind several numbers"
    DEPTH = "depth by its place"
    BOLD_ENTRY = "entry of a numbered list"
    ANEW = "counts anew"
    UNLIKE = "unlike those of its kind"
    ANNEX_OF_ACT = "annex of an act that is quoted"
    GROUP_OF_NAMES = "name of a group of names"
    TITLED_RECOMMENDATION = "recommendation with a title"
    ACT = "names an act"
    INSIDE = "inside one of several larger sections"
    HEADS = "encloses the heading below"
    SIBLING = "set like the heading below"
    LARGER = "set larger than numerals"
    # What stands around.
    GOES_ON = "text goes on"
    CELL = "cell"
    CHART = "labels of a chart"
    UNIT = "what the table counts"
    NAMES_TABLE = "names a table"
    TITLE_OF_TABLE = "title of a table"
    INSIDE_SECTION = "title of a table inside a section"
    GROUP_OF_ENTRIES = "name of a group of entries"
    ANNOTATION = "annotation"
    NOTE = "note below a table"
    TITLE_BELOW = "title of the heading above"
    NOT_EXPECTED = "not what was expected"
