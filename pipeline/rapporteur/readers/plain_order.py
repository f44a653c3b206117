"""The order of lines in plain text, where a tool parted labels from what they number.

Tools that sort blocks by their height put the first line of a paragraph, which is set in, before
the number that stands on the margin beside it: "The Board thanked all keepers of the", "12.",
"northern lights."; or behind the rest: "12.", "northern lights.", "The Board thanked …". Those
that read column by column give the labels of headings that stand below one another first, then
their titles: "I.", "A.", "Work of the Board", "Sessions"; so they do with the numbers of short
paragraphs. Others give the label below its title.
"""

from __future__ import annotations

from itertools import takewhile
from typing import Final

from rapporteur.knowledge.grammar import compile_pattern
from rapporteur.readers.plain_signs import STOPS

NUMBER: Final = compile_pattern(
    r"\s*(?P<number>\d{1,4}\.(?:\d{1,3}\.?)?)(?:\s*|\s+(?P<rest>\p{Ll}.*))"
)
LABEL: Final = compile_pattern(
    r"\s*(?:(?P<chapter>Chapter\s+[IVX]+)|(?:(?P<roman>[IVX]+)|(?P<letter>[A-Z])|(?P<number>\d{1,2}))\.)\s*"
)
LABELLED: Final = compile_pattern(r"(?:[IVXL]+|[A-Z])\.\s")
PARAGRAPH: Final = compile_pattern(r"\s*\d{1,4}\.\s+\p{Lu}")
ALONE: Final = compile_pattern(r"\s*(?P<number>\d{1,3})\.(?P<number>\d{1,3})?\s*")
"""The last of its numbers is `number`: 12 of "12." and of "4.12"."""
ENTRY: Final = compile_pattern(r"\s*\((?:(?P<first>a|i)|\p{Ll}{1,4})\)\s*(?P<rest>.*)")
LONGEST_LIST: Final = 30
OPENS: Final = compile_pattern(r"\p{Lu}|\d{4}\s+\p{Ll}")
CALLED: Final = compile_pattern(r"\s?\d{1,3}$")
LONGEST_TITLE: Final = 3
STACKED: Final = 4
FEWEST_STACKED: Final = 2
FULL_SHARE: Final = 0.8
FULL: Final = 0.85
SHORTEST: Final = 40
ROOM: Final = 0.8


def in_order(lines: list[str]) -> list[str]:
    """Return the lines of a page with every label before the line that it numbers."""
    ordered = numbers_first(first_lines_up(numbers_to_texts(numbers_below_lists(lines))))
    return labels_to_titles(labels_above(ordered))


def numbers_below_lists(lines: list[str]) -> list[str]:
    """Return the lines with each number that stands alone inside a list below that.

    A list does not begin below it, but goes on there with its "(c)".
    """
    ordered: list[str] = []
    placed = 0
    for index, line in enumerate(lines):
        if index < placed or not ALONE.fullmatch(line):
            continue
        target = _below_list(lines, index + 1)
        if target is not None:
            ordered += [*lines[placed:index], *lines[index + 1 : target], line, ""]
            placed = target
    return ordered + lines[placed:]


def _below_list(lines: list[str], start: int) -> int | None:
    """Return where the first block begins below the entries of a list; None if it begins here."""
    begun = False
    blocks = iter(_blocks(lines, start, LONGEST_LIST))
    for low, _ in blocks:
        found = ENTRY.fullmatch(lines[low])
        if found is None:
            return low if begun and _opens_text(lines[low]) else None
        if not begun and found["first"]:
            return None
        begun = True
        if not found["rest"]:
            next(blocks, None)
    return None


def numbers_to_texts(lines: list[str]) -> list[str]:
    """Return the lines with numbers that stand alone, one below the other, each before its text.

    They count on, and as many blocks stand below them, none of which goes on with another.
    """
    ordered: list[str] = []
    placed = looked = 0
    for index, line in enumerate(lines):
        if index < looked or not ALONE.fullmatch(line):
            continue
        stacked = _counted(lines, index)
        looked = index + len(stacked)
        numbers = [one for one in stacked if one.strip()]
        blocks = _blocks(lines, looked, len(numbers)) if len(numbers) >= FEWEST_STACKED else []
        if len(blocks) == len(numbers) and all(_opens_text(lines[low]) for low, _ in blocks):
            ordered += lines[placed:index]
            for number, (low, high) in zip(numbers, blocks, strict=True):
                ordered += [number, *lines[low:high], ""]
            placed = looked = blocks[-1][1]
    return ordered + lines[placed:]


def _counted(lines: list[str], start: int) -> list[str]:
    """Return the lines from `start` with numbers that stand alone and count on, and empty ones."""
    numbers: list[str] = []
    last: int | None = None
    for line in lines[start:]:
        found = ALONE.fullmatch(line)
        if found is not None and last in (None, int(found["number"]) - 1):
            last = int(found["number"])
        elif line.strip() or last is None:
            break
        numbers.append(line)
    return numbers


def _opens_text(line: str) -> bool:
    """Say whether a line may begin what a number stands before: it has no label of its own."""
    text = line.strip()
    return not text[:1].islower() and not LABEL.match(text) and not PARAGRAPH.match(text)


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
        blocks = _parted(lines, _blocks(lines, index, STACKED))
        if len(blocks) == STACKED and _are_stacked(lines, blocks):
            _, second, upper, lower = (slice(*block) for block in blocks)
            ordered += [*lines[placed : index + 1], "", *lines[upper], "", *lines[second], ""]
            placed = lower.start
    return ordered + lines[placed:]


def _blocks(lines: list[str], start: int, most: int) -> list[tuple[int, int]]:
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


def first_lines_up(lines: list[str]) -> list[str]:
    """Return the lines with the first of a paragraph that stands below it behind its number.

    The number stands below an empty line or a sentence. Blanks that fill the first line may part it
    into several blocks. It begins with a capital and ends in no stop; the paragraph ends in one,
    and goes on behind its number in lower case or in brackets.
    """
    ordered: list[str] = []
    placed = 0
    width = _width(lines) if any(map(NUMBER.fullmatch, lines)) else 0
    for index, line in enumerate(lines):
        above = lines[index - 1].strip() if index else ""
        parted = index >= placed and (not above or above.endswith(STOPS))
        found = NUMBER.fullmatch(line) if parted else None
        if found is None or _has_head(lines, max(placed, index - 2), index):
            continue
        high = next(iter(_blocks(lines, index, 1)))[1]
        head = _head(lines, index, high, width)
        if head:
            rest = [found["rest"]] if found["rest"] else []
            first = " ".join(lines[at].strip() for at in head)
            ordered += [*lines[placed:index], found["number"], first, *rest]
            ordered += [*lines[index + 1 : high], ""]
            placed = head[-1] + 1
    return ordered + lines[placed:]


def _has_head(lines: list[str], start: int, index: int) -> bool:
    """Say whether above a number, behind an empty line, its paragraph may begin."""
    above = next((line.strip() for line in reversed(lines[start:index]) if line.strip()), ".")
    return OPENS.match(above) is not None and not above.endswith(STOPS)


def _head(lines: list[str], index: int, high: int, width: int) -> list[int]:
    """Return the pieces of the first line that stand below a numbered block; none if none do."""
    found = NUMBER.fullmatch(lines[index])
    rest = found["rest"] if found else None
    text = rest or next(iter(lines[index + 1 : high]), "").strip()
    if not text or not lines[high - 1].strip().endswith(STOPS):
        return []
    pieces = _pieces(lines, high, width)
    line = " ".join(lines[at].strip() for at in pieces)
    if not OPENS.match(line) or LABELLED.match(line) or line.endswith(STOPS):
        return []
    goes_on = text.lstrip("(")[:1].islower() or line.count("(") > line.count(")")
    return pieces if goes_on else []


def _pieces(lines: list[str], start: int, width: int) -> list[int]:
    """Return the lines that stand alone between empty ones from `start` and fit into one line.

    All but the first begin in lower case.
    """
    pieces: list[int] = []
    size = 0
    for low, high in _blocks(lines, start, STACKED + 2):
        size += len(lines[low].split()) + sum(map(len, lines[low].split()))
        goes_on = lines[low].lstrip(' “"(')[:1].islower() or not pieces
        if high > low + 1 or size > width or not goes_on or NUMBER.fullmatch(lines[low]):
            break
        pieces.append(low)
    return pieces


def numbers_first(lines: list[str]) -> list[str]:
    """Return the lines with each such number before the line whose paragraph it opens.

    This line begins with a capital or a year below an empty one, has no other number above it and
    ends in no stop, or in the colon above "(a)"; below the number the sentence goes on, in lower
    case unless the line is full or has an open bracket.
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
    if first < 0:
        return None
    found = NUMBER.fullmatch(lines[index])
    line = " ".join(lines[first].split())
    rest = found["rest"] if found else None
    below = rest or next(iter(lines[index + 1 : index + 2]), "").strip()
    begins = OPENS.match(line) is not None and (first == 0 or not lines[first - 1].strip())
    above = next((one for one in reversed(lines[:first]) if one.strip()), "")
    if not begins or not below or LABELLED.match(line) or ALONE.fullmatch(above):
        return None
    goes_on = below.lstrip("(")[:1].islower() or line.count("(") > line.count(")")
    if line.endswith(STOPS) and not (line.endswith(":") and below[:1] == "(" and goes_on):
        return None
    return first if goes_on or len(line) >= max(full, SHORTEST) else None
