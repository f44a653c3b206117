"""The order of lines in plain text, where a tool parted labels from what they number.

Tools that sort blocks by their height put the first line of a paragraph, which is set in, before
the number that stands on the margin beside it: "The Board thanked all keepers of the", "12.",
"northern lights."; or behind the rest: "12.", "northern lights.", "The Board thanked …". Those
that read column by column give the numbers of short paragraphs that stand below one another first,
then their texts.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

from rapporteur.knowledge.grammar import compile_pattern
from rapporteur.readers.plain_labels import (
    ALONE,
    CALLED,
    ENTRY,
    LABEL,
    LABELLED,
    PARAGRAPH,
    STACKED,
    blocks_of,
    labels_above,
    labels_down,
    labels_to_titles,
)
from rapporteur.readers.plain_signs import STOPS, SYMBOL

NUMBER: Final = compile_pattern(
    r"\s*(?P<number>\d{1,4}\.(?:\d{1,3}\.?)?)(?:\s*|\s+(?P<rest>\p{Ll}.*))"
)
COUNTED: Final = compile_pattern(r"\d{1,4}(?:\.|\s|$)")
LETTERED: Final = compile_pattern(r"\s*\(\p{Ll}{1,4}\)\s*")
NUMBERED: Final = compile_pattern(r"\d{1,4}\.(?:\d|\s|$)")
LETTER: Final = compile_pattern(r"[\p{L}“\"(]")
HEAD: Final = compile_pattern(rf"{SYMBOL.pattern}|\p{{L}}+\s\d{{1,3}}")
"""What a page has at its head: a symbol, "Page 12"."""
PAGE: Final = 300
"""So many lines a page has at most, empty ones with them."""
LONGEST_LIST: Final = 30
OPENS: Final = compile_pattern(r"\p{Cf}?(?:\p{Lu}|\d{4}\s+\p{Ll})")
FEWEST_STACKED: Final = 2
FULL_SHARE: Final = 0.8
FULL: Final = 0.85
LATE_FULL: Final = 0.75
FEWEST_LATE: Final = 2
FEWEST_FIRST: Final = 2
NEARLY: Final = 0.72
"""Entries are set in."""
HALF: Final = 0.5
SHORTEST: Final = 40


def in_order(lines: list[str], *, late: bool = False) -> list[str]:
    """Return the lines of a page with every label before the line that it numbers.

    `late` says that numbers of the text surely stand behind the first lines of their paragraphs.
    """
    ordered = entries_whole(numbers_to_texts(numbers_below_lists(lines)))
    ordered = numbers_first(first_lines_up(ordered), late=late)
    return labels_to_titles(labels_down(labels_above(ordered)))


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
    blocks = iter(blocks_of(lines, start, LONGEST_LIST))
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

    They count on, and as many blocks stand below them, none of which goes on with another; or as
    many texts up to a stop, whose lines a tool took apart, below or around the numbers.
    """
    ordered: list[str] = []
    placed = looked = 0
    for index, line in enumerate(lines):
        if index < looked or not ALONE.fullmatch(line):
            continue
        stacked = _counted(lines, index)
        numbers = [one for one in stacked if one.strip()]
        looked = index + len(stacked)
        if len(numbers) < FEWEST_STACKED:
            continue
        top = all(_is_head(lines[at]) for at in range(index) if lines[at].strip())
        texts = _texts(lines, looked, len(numbers), top=top) or _around(
            lines, placed, index, looked, len(numbers)
        )
        if not texts:
            continue
        for number, (low, high) in zip(numbers, texts, strict=True):
            if placed <= index < low:  # the numbers themselves stand between
                ordered += lines[placed:index]
                placed = looked
            ordered += [*lines[placed:low], number, *lines[low:high], ""]
            placed = high
        if placed <= index:
            ordered += lines[placed:index]
            placed = looked
        looked = placed
    return ordered + lines[placed:]


def _texts(lines: list[str], start: int, count: int, *, top: bool) -> list[tuple[int, int]]:
    """Return where each of so many texts below numbers begins and ends; none if there are others.

    What a page has at its foot is none of them. One more goes on with what stands above the
    numbers: it begins in lower case, or these stand at the top of a page and all texts end.
    """
    blocks = [one for one in blocks_of(lines, start, count + 1) if not _is_head(lines[one[0]])]
    blocks = blocks[:count]
    opened = len(blocks) == count and all(_opens_text(lines[low]) for low, _ in blocks)
    texts = _sentences(lines, start, len(lines))
    whole = all(_is_ended(lines, text) for text in texts)
    more = len(texts) > count and _is_rest(lines[texts[0][0]])
    more = more or (top and whole and len(texts) == count + 1)
    if opened and not (more or _is_rest(lines[blocks[0][0]])):
        return blocks
    texts = texts[more:]
    open_end = len(texts) == count + 1 and not _is_ended(lines, texts[-1])
    return texts[:count] if len(texts) == count or open_end else []


def _around(
    lines: list[str], placed: int, first: int, after: int, count: int
) -> list[tuple[int, int]]:
    """Return where so many texts begin and end that stand above and below numbers, or none.

    Above them the first is that of the number before, or goes on from the page before.
    """
    placed = max(placed, first - PAGE)
    begin = next((at for at in range(first - 1, placed - 1, -1) if _is_labelled(lines[at])), None)
    above = _sentences(lines, placed if begin is None else begin + 1, first)
    own = begin is not None or (bool(above) and _is_rest(lines[above[0][0]]))
    texts = [*above[own:], *_sentences(lines, after, len(lines))]
    ended = all(
        _is_ended(lines, text) for text in (above if len(texts) > len(above) else above[:-1])
    )
    return texts if above[own:] and ended and len(texts) == count else []


def _sentences(lines: list[str], start: int, end: int) -> list[tuple[int, int]]:
    """Return where texts begin and end between two places, each up to a stop, or the next number.

    The last may have none. They are those of a page, however long a text without pages is.
    """
    texts: list[tuple[int, int]] = []
    goes_on = False
    page = lines[start : min(end, start + PAGE)]
    for low, high in ((start + low, start + high) for low, high in blocks_of(page, 0, PAGE)):
        if _is_labelled(lines[low]):
            break
        if not LETTER.match(lines[low].strip()) or _is_head(lines[low]):
            continue
        if goes_on and _closes(lines[texts[-1][1] - 1]) and lines[low].strip()[:1].isupper():
            goes_on = False
        texts = [*texts[:-1], (texts[-1][0], high)] if goes_on else [*texts, (low, high)]
        goes_on = not CALLED.sub("", lines[high - 1].strip()).endswith(STOPS)
    return texts


def _is_head(line: str) -> bool:
    return HEAD.fullmatch(line.strip()) is not None


def _is_rest(line: str) -> bool:
    """Say whether a text goes on with another: it begins in lower case, or with who said that."""
    return line.strip()[:1].islower() or line.strip().startswith("(")


def _is_labelled(line: str) -> bool:
    text = line.strip()
    return any(one.match(text) for one in (NUMBERED, LETTERED, LABELLED))


def _is_ended(lines: list[str], text: tuple[int, int]) -> bool:
    last = lines[text[1] - 1]
    return CALLED.sub("", last.strip()).endswith(STOPS) or _closes(last)


def _closes(line: str) -> bool:
    """Say whether a line ends with who said it: its stop may be left out."""
    return line.rstrip().endswith(")")


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


def are_numbers_late(pages: Iterable[list[str]]) -> bool:
    """Say whether numbers surely stand behind the first lines of their paragraphs."""
    sure = 0
    for lines in pages:
        alone = (index for index, line in enumerate(lines) if NUMBER.fullmatch(line))
        sure += sum(_opened(lines, index, math.inf, late=False) is not None for index in alone)
    return sure >= FEWEST_LATE


def entries_whole(lines: list[str]) -> list[str]:
    """Return the lines with the first of an entry that stands below it behind its label.

    The label stands alone above the rest of the entry, up to a stop; the first line is nearly full
    and ends in none. If the rest begins with a capital, it is one word or a few.
    """
    ordered: list[str] = []
    placed = 0
    width = _width(lines) if any(map(LETTERED.fullmatch, lines)) else 0
    for index, line in enumerate(lines):
        if index < placed or not LETTERED.fullmatch(line):
            continue
        (_, high), *below = blocks_of(lines, index, 2)
        rest = [one.strip() for one in lines[index + 1 : high]]
        first = lines[below[0][0]].strip() if below and below[0][1] == below[0][0] + 1 else ""
        if rest and first and _is_first_of(first, rest, width):
            ordered += [*lines[placed : index + 1], first, *rest, ""]
            placed = below[0][1]
    return ordered + lines[placed:]


def _is_first_of(line: str, rest: list[str], width: int) -> bool:
    """Say whether a line is the first of an entry whose rest stands behind its label."""
    if not CALLED.sub("", rest[-1]).endswith(STOPS) or CALLED.sub("", line).endswith(STOPS):
        return False
    if not OPENS.match(line) or LABELLED.match(line) or PARAGRAPH.match(line):
        return False
    whole = len(" ".join(line.split())) >= NEARLY * width
    few = len(rest) == 1 and len(rest[0]) <= HALF * width
    return whole and (rest[0][:1].islower() or few)


def first_lines_up(lines: list[str]) -> list[str]:
    """Return the lines with the first of a paragraph that stands below it behind its number.

    The number stands below an empty line or a sentence. Blanks that fill the first line may part it
    into several blocks. It begins with a capital and ends in no stop; the paragraph ends in one,
    and goes on behind its number in lower case or in brackets, or has one row there and the first
    line is nearly full with no other text below it.
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
        high = next(iter(blocks_of(lines, index, 1)))[1]
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
    one_row = high <= index + 2
    whole = len(" ".join(line.split())) >= NEARLY * width
    cut_off = one_row and whole and _ends_text(lines, pieces[-1] + 1)
    return pieces if goes_on or cut_off else []


def _ends_text(lines: list[str], start: int) -> bool:
    """Say whether no text stands at a place: another number does, a page's head or its end."""
    below = next((line.strip() for line in lines[start:] if line.strip()), "")
    return not below or COUNTED.match(below) is not None or SYMBOL.fullmatch(below) is not None


def _pieces(lines: list[str], start: int, width: int) -> list[int]:
    """Return the lines that stand alone between empty ones from `start` and fit into one line.

    All but the first begin in lower case.
    """
    pieces: list[int] = []
    size = 0
    for low, high in blocks_of(lines, start, STACKED + 2):
        size += len(lines[low].split()) + sum(map(len, lines[low].split()))
        goes_on = lines[low].lstrip(' “"(')[:1].islower() or not pieces
        if high > low + 1 or size > width or not goes_on or NUMBER.fullmatch(lines[low]):
            break
        pieces.append(low)
    return pieces


def numbers_first(lines: list[str], *, late: bool = False) -> list[str]:
    """Return the lines with each such number before the line whose paragraph it opens.

    This line begins with a capital or a year below an empty one or a sentence, has no other number
    above it and ends in no stop, or in the colon above "(a)"; below the number the sentence goes
    on, in lower case unless the line is full or has an open bracket. If numbers are `late` it need
    be less full; if not, a full line with a comma at its end, above an empty one, is a recital, and
    any full one a title where those of the page stand before their paragraphs.
    """
    alone = [index for index, line in enumerate(lines) if NUMBER.fullmatch(line)]
    if not alone:
        return lines
    full = (LATE_FULL if late else FULL) * _width(lines)
    if not late and sum(_stands_first(lines, index) for index in alone) >= FEWEST_FIRST:
        full = math.inf
    moved: list[str] = []
    placed = 0
    for index in alone:
        first = _opened(lines, index, full, late=late)
        if first is not None and first >= placed:
            found = NUMBER.fullmatch(lines[index])
            moved += [*lines[placed:first], found["number"] if found else "", lines[first]]
            moved += [found["rest"]] if found and found["rest"] else []
            placed = index + 1
    return moved + lines[placed:]


def _stands_first(lines: list[str], index: int) -> bool:
    """Say whether a number stands below the end of a paragraph and above a capital letter."""
    above, below = lines[index - 1] if index else "", next(iter(lines[index + 1 : index + 2]), "")
    return above.rstrip().endswith(STOPS) and OPENS.match(below.strip()) is not None


def _width(lines: list[str]) -> int:
    sizes = sorted(len(" ".join(line.split())) for line in lines if line.strip())
    return sizes[int(len(sizes) * FULL_SHARE)]


def _is_between(lines: list[str], index: int) -> bool:
    """Say whether right above a number stands one line of text and above it the end of a sentence.

    Right below the number the line goes on in lower case, so it is the first of a paragraph.
    """
    if not 2 <= index < len(lines) - 1:
        return False
    above, line = (text.strip() for text in lines[index - 2 : index])
    return (
        above.endswith(STOPS) and len(line) >= SHORTEST and lines[index + 1].strip()[:1].islower()
    )


def _opened(lines: list[str], index: int, full: float, *, late: bool) -> int | None:
    """Return the index of the line whose paragraph the number at `index` opens, None if none."""
    first = index - 1 if index and lines[index - 1].strip() else index - 2
    if first < 0:
        return None
    found = NUMBER.fullmatch(lines[index])
    line = " ".join(lines[first].split())
    rest = found["rest"] if found else None
    below = rest or next(iter(lines[index + 1 : index + 2]), "").strip()
    begins = first == 0 or not lines[first - 1].strip() or _is_between(lines, index)
    begins = begins and OPENS.match(lines[first].removeprefix(" ")) is not None
    above = next((one for one in reversed(lines[:first]) if one.strip()), "")
    labelled = LABELLED.match(line) or LABEL.fullmatch(above) or ALONE.fullmatch(above)
    if not begins or not below or labelled:
        return None
    goes_on = below.lstrip("(")[:1].islower() or line.count("(") > line.count(")")
    if line.endswith(STOPS) and not (line.endswith(":") and below[:1] == "(" and goes_on):
        return None
    recital = not late and line.endswith(",") and first < index - 1
    whole = len(line) >= max(full, SHORTEST) and not recital
    return first if goes_on or whole else None
