"""Labels of headings in plain text that a tool parted from their titles, before them again.

Tools that read column by column give the labels of headings that stand below one another first,
then their titles: "I.", "A.", "Work of the Board", "Sessions"; above the end of a list or of a
paragraph they give the label of the heading below it. Others give the label below its title.
"""

from __future__ import annotations

from itertools import takewhile
from typing import Final

from rapporteur.knowledge.grammar import compile_pattern
from rapporteur.readers.plain_signs import STOPS

LABEL: Final = compile_pattern(
    r"\s*(?:(?P<chapter>Chapter\s+[IVX]+)|(?:(?P<roman>[IVX]+)|(?P<letter>[A-Z])|(?P<number>\d{1,2}))\.)\s*"
)
LABELLED: Final = compile_pattern(r"(?:[IVXL]+|[A-Z])\.\s")
PARAGRAPH: Final = compile_pattern(r"\s*\d{1,4}\.\s+\p{Lu}")
ALONE: Final = compile_pattern(r"\s*(?P<number>\d{1,3})\.(?:(?P<number>\d{1,3})\.?)?\s*")
"""The last of its numbers is `number`: 12 of "12.", of "4.12" and of "4.12."."""
ENTRY: Final = compile_pattern(r"\s*\((?:(?P<first>a|i)|\p{Ll}{1,4})\)\s*(?P<rest>.*)")
CALLED: Final = compile_pattern(r"\s?\d{1,3}$")
LONGEST_TITLE: Final = 3
STACKED: Final = 4
ROOM: Final = 0.8
REACH: Final = 120
"""A label and its title stand on one page, so many lines apart at most."""
SECTIONS: Final = ("roman", "letter")


def labels_down(lines: list[str]) -> list[str]:
    """Return the lines with each label that stands alone above other text before its title below.

    What stands right below the label is an entry or a sentence, or the title of the label above.
    Its title is the next without a label between the end of a sentence and a numbered paragraph.
    """
    ordered: list[str] = []
    placed = 0
    for index, line in enumerate(lines):
        if index < placed or _section(line) is None:
            continue
        title = _title_below(lines, index)
        if title is not None:
            ordered += [*lines[placed:index], *lines[index + 1 : title], "", line, ""]
            placed = title
    return ordered + lines[placed:]


def _section(line: str) -> str | None:
    """Return which kind of label of a section stands alone on a line, None if none does."""
    found = LABEL.fullmatch(line)
    return found.lastgroup if found is not None and found.lastgroup in SECTIONS else None


def _title_below(lines: list[str], index: int) -> int | None:
    """Return where the title begins that other text parts from its label, None if none does."""
    above = next((one for one in reversed(lines[:index]) if one.strip()), "")
    below = blocks_of(lines, index + 1, 2)
    if not below:
        return None
    text = lines[below[0][0]]
    if _section(above) == _section(lines[index]):
        own = _next_title(lines, below[0][0])
        return None if own is None else _bare_title(lines, own + 1)
    entry = ENTRY.fullmatch(above)
    if entry is not None and not entry["rest"]:  # the text below is of that
        return _bare_title(lines, below[0][0])
    if ENTRY.match(text) or PARAGRAPH.match(text) or ALONE.fullmatch(text):
        return _bare_title(lines, below[0][0])
    ended = lines[below[0][1] - 1].rstrip().endswith(STOPS)
    title = _bare_title(lines, below[0][0]) if ended else None
    return title if title == below[-1][0] else None


def _bare_title(lines: list[str], start: int) -> int | None:
    """Return where the first title begins if no label stands above it, None if one does."""
    first = _next_title(lines, start)
    if first is None:
        return None
    above = next((one for one in reversed(lines[:first]) if one.strip()), "")
    return None if LABEL.fullmatch(above) else first


def _next_title(lines: list[str], start: int) -> int | None:
    """Return where the first title above a numbered paragraph begins; labels end the search."""
    for index in range(start, min(start + REACH, len(lines))):
        if _section(lines[index]) is not None:
            return None
        first = _title_above(lines, index) if _opens_paragraph(lines, index) else None
        if first is not None and first >= start:
            return first
    return None


def _opens_paragraph(lines: list[str], index: int) -> bool:
    """Say whether a numbered paragraph of two lines at least begins at a line."""
    if not (PARAGRAPH.match(lines[index]) or ALONE.fullmatch(lines[index])):
        return False
    start = index + 1 if ALONE.fullmatch(lines[index]) else index
    low, high = next(iter(blocks_of(lines, start, 1)), (start, start))
    return high > low + 1


def labels_above(lines: list[str]) -> list[str]:
    """Return the lines with each label that stands alone below its title above that.

    Behind it a numbered paragraph begins, so it has no other title; the title is what stands
    between it and the end of a sentence.
    """
    moved: list[str] = []
    placed = 0
    for index, line in enumerate(lines):
        if not LABEL.fullmatch(line):
            continue
        first = _titled(lines, index)
        if first is not None and first >= placed:
            moved += [*lines[placed:first], "", line, "", *lines[first:index]]
            placed = index + 1
    return moved + lines[placed:]


def _titled(lines: list[str], index: int) -> int | None:
    """Return where the title begins whose label stands below it at `index`, None if none does."""
    below = next((one for one in lines[index + 1 : index + 3] if one.strip()), "")
    numbered = LABEL.fullmatch(lines[index])
    bare = ALONE.fullmatch(below) and numbered is not None and numbered["number"] is None
    if not bare and not PARAGRAPH.match(below):
        return None
    return _title_above(lines, index)


def _title_above(lines: list[str], index: int) -> int | None:
    """Return where a title of a few lines begins that ends above a line, None if none does."""
    last = index - 1
    while last > 0 and not lines[last].strip():
        last -= 1
    for first in range(last, max(-1, last - LONGEST_TITLE), -1):
        text = lines[first].strip()
        if not text or text.endswith(STOPS) or PARAGRAPH.match(text) or LABELLED.match(text):
            return None
        if text[:1].isupper() and _ends_above(lines, first):
            return first
    return None


def _ends_above(lines: list[str], index: int) -> bool:
    """Say whether a sentence ends above a line, perhaps with a call, or the page begins.

    There one line may stand, set apart by an empty one: the head of the page.
    """
    above = next((at for at in range(index - 1, -1, -1) if lines[at].strip()), None)
    if above is None or CALLED.sub("", lines[above].rstrip()).endswith(STOPS):
        return True
    return above < index - 1 and not any(one.strip() for one in lines[:above])


def labels_to_titles(lines: list[str]) -> list[str]:
    """Return the lines with the lower of two labels that stand alone before the lower title.

    The labels are of two kinds, one right below the other; the titles are the two blocks below.
    """
    ordered: list[str] = []
    placed = 0
    for index, line in enumerate(lines):
        if index < placed or not LABEL.fullmatch(line):
            continue
        blocks = _parted(lines, _with_labels(lines, blocks_of(lines, index, STACKED)))
        if len(blocks) == STACKED and _are_stacked(lines, blocks):
            _, second, upper, lower = (slice(*block) for block in blocks)
            ordered += [*lines[placed : index + 1], "", *lines[upper], "", *lines[second], ""]
            placed = lower.start
    return ordered + lines[placed:]


def blocks_of(lines: list[str], start: int, most: int) -> list[tuple[int, int]]:
    """Return the first blocks from `start`, parted by empty lines: where each begins and ends."""
    blocks: list[tuple[int, int]] = []
    low = index = start
    while index < len(lines) and len(blocks) < most:
        if lines[index].strip():
            index += 1
            continue
        if low < index:
            blocks.append((low, index))
        index += 1
        low = index
    if low < index and len(blocks) < most:
        blocks.append((low, index))
    return blocks


def _with_labels(lines: list[str], blocks: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the blocks with the first cut in two if it is two labels and nothing else."""
    low, high = blocks[0]
    if [bool(LABEL.fullmatch(line)) for line in lines[low:high]] != [True, True]:
        return blocks
    return [(low, low + 1), (low + 1, high), *blocks[1 : STACKED - 1]]


def _parted(lines: list[str], blocks: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the blocks with the third cut in two where no empty line parts the titles.

    There the last line of the upper title had had room for the first word of the lower one.
    """
    if len(blocks) < STACKED - 1:
        return blocks
    low, high = blocks[STACKED - 2]
    titles = list(takewhile(lambda line: not LABEL.fullmatch(line), lines[low:high]))
    texts = [line.strip() for line in titles]
    width = ROOM * max(map(len, texts), default=0)
    for at in range(1, len(texts)):
        word = texts[at].partition(" ")[0]
        if word[:1].isupper() and len(texts[at - 1]) + 1 + len(word) <= width:
            return [*blocks[: STACKED - 2], (low, low + at), (low + at, high)]
    return blocks


def _are_stacked(lines: list[str], blocks: list[tuple[int, int]]) -> bool:
    first, second, upper, lower = ([line.strip() for line in lines[a:b]] for a, b in blocks)
    labels = [LABEL.fullmatch(block[0]) for block in (first, second)]
    if len(first) > 1 or len(second) > 1 or not all(labels):
        return False
    kinds = {found.lastgroup for found in labels if found}
    titles = [upper[0], lower[0]]
    begins = all(title[:1].isupper() and not LABEL.fullmatch(title) for title in titles)
    if labels[0] and labels[0]["number"]:  # that of a paragraph
        return len(kinds) > 1 and begins and not lower[0].endswith(STOPS)
    return len(kinds) > 1 and begins and not upper[-1].endswith(STOPS)
