"""Where the pages of a plain text begin: form feeds, counted pages, blanks or running heads."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice, pairwise, takewhile
from typing import Final, NamedTuple

from rapporteur.knowledge.grammar import compile_pattern

MIN_PAGE_LINES: Final = 8
MIN_HEADS: Final = 3
SYMBOL: Final = compile_pattern(r"[A-Z]{1,8}(?:/[A-Za-z0-9.()*-]+)+(?<!\.)(?:\s\([^()]{1,20}\))?")
LONGEST_SYMBOL: Final = 40
JOB: Final = compile_pattern(r"\S*\d\d-\d{5}\S*(?:\s\(\p{L}\))?")
"""A job number alone, as "31-04776 (E)" and "GE.31-04776" are."""
COUNT: Final = compile_pattern(
    r"\s*(?P<job>\S*\d\d-\d{5}\S*\s+)?"
    r"(?P<page>\d{1,4})(?:/(?P<total>\d{1,4}))?(?P<job>\s+\S*\d\d-\d{5}\S*)?\s*"
)
"""A line with the number of its page, as "3/16 31-04776" and "3" are."""
MOST_PASSED: Final = 3
"""So much higher than the last may a number be: some pages have none."""
FEWEST: Final = 3
"""So many pages in a row are counted, if their total does not say how many there are."""
UNEVEN: Final = 3
"""Pages without a total are at most so many times as long as half of them."""
MOST_BESIDE: Final = 5
"""Lines next to the number of a page that may belong to its head or foot."""
NEAR: Final = 12
"""Lines between a number and the running head of its page, or of the next, at most."""
HEADED: Final = 0.5
"""So many numbers without a total have furniture next to them, if they count pages."""
RECURS: Final = 0.3
"""So often a line next to the numbers belongs to the heads or feet of left or right pages."""


class _Count(NamedTuple):
    """The number of a page: its line, how sure a series is with it, the number that it follows."""

    at: int
    page: int
    weight: int
    above: _Count | None


def split_pages(content: str) -> list[list[str]]:
    """Return the lines of each page, without blanks at their ends.

    Pages are cut at form feeds. Without one they are cut at the numbers that count them; else
    before each line that begins with a single blank, if these lines show by their number and
    distance that they are page starts; else before each line that is the document symbol alone, as
    running heads are.
    """
    if "\f" in content:
        return [_trim(page.split("\n")) for page in content.strip("\f\n ").split("\f")]
    lines = content.split("\n")
    counted = counted_pages(lines)
    starts = [] if counted else page_starts(lines)
    if not starts:
        cuts = [0, *(counted or running_heads(lines)), len(lines)]
        return [page for low, high in pairwise(cuts) if (page := _trim(lines[low:high]))]
    bounds = zip(starts, [*starts[1:], len(lines)], strict=True)
    return [_trim([lines[low][1:], *lines[low + 1 : high]]) for low, high in bounds]


def counted_pages(lines: Sequence[str]) -> list[int]:
    """Return the indexes of lines with which pages begin, as their numbers count them, or nothing.

    A number may stand at the head of its page or at its foot. Where the numbers pass over pages,
    those begin with the symbol alone.
    """
    shown = _begun(lines, _most_counted(lines))
    begun = {page: at for page, at in shown.items() if at < len(lines)}
    heads = Counter(text for at in begun.values() if _is_symbol(text := lines[at].strip()))
    head = max(heads, key=heads.__getitem__, default=None)
    alone = [at for at, line in enumerate(lines) if line.strip() == head]
    starts: set[int] = set()
    for (above, low), (page, start) in pairwise(sorted({1: 0, **begun}.items())):
        first = bisect_left(alone, low + MIN_PAGE_LINES)
        end = bisect_right(alone, start - MIN_PAGE_LINES)
        starts |= {*alone[max(first, end + above + 1 - page) : end], start}
    return sorted(starts)


def _begun(lines: Sequence[str], counts: Sequence[_Count]) -> dict[int, int]:
    """Return where the pages begin that their numbers show.

    A number stands at the head of its page if the running head stands above it, at the foot if
    that of the next page stands below it; else as most do, or as the last does, below which hardly
    any text stands.
    """
    alone = running_heads(lines) if counts else []
    above, below = _sides(lines, counts)
    heads = [_head(over) for over in above]
    feet = [_head(under) for under in below]
    more = sum(at is not None for at in feet) - sum(at is not None for at in heads)
    left = len(_beside(lines, range(counts[-1].at + 1, len(lines)))) if counts else 0
    mostly_feet = more > 0 or (not more and left < MOST_BESIDE)
    begun: dict[int, int] = {}
    for count, over, under, head, foot in zip(counts, above, below, heads, feet, strict=True):
        at_foot = mostly_feet if (head is None) == (foot is None) else head is None
        if not at_foot:
            begun.setdefault(count.page, min(over, default=count.at))
        elif foot is None:
            end = max(under, default=count.at) + 1
            begun[count.page + 1] = _next_head(count.at, alone, end)
        else:
            begun[count.page + 1] = foot
    return begun


def _head(furniture: Mapping[int, str]) -> int | None:
    """Return where the symbol stands."""
    return next((at for at, text in furniture.items() if _is_symbol(text)), None)


def _next_head(at: int, alone: Sequence[int], otherwise: int) -> int:
    """Return where the running head stands below what else belongs to the foot of a page."""
    place = bisect_right(alone, at)
    return alone[place] if place < len(alone) and alone[place] <= at + NEAR else otherwise


def _sides(
    lines: Sequence[str], counts: Sequence[_Count]
) -> tuple[list[dict[int, str]], list[dict[int, str]]]:
    """Return the furniture above and below each number."""
    above = [_beside(lines, range(count.at - 1, -1, -1)) for count in counts]
    below = [_beside(lines, range(count.at + 1, len(lines))) for count in counts]
    return _furniture(above), _furniture(below)


def _furniture(side: Sequence[Mapping[int, str]]) -> list[dict[int, str]]:
    """Return the lines next to each number that recur there, or are furniture anywhere."""
    seen = Counter(text for texts in side for text in set(texts.values()))
    least = max(2, RECURS * len(side))
    return [
        dict(takewhile(lambda one: seen[one[1]] >= least or _is_known(one[1]), texts.items()))
        for texts in side
    ]


def _beside(lines: Sequence[str], places: Iterable[int]) -> dict[int, str]:
    """Return the next lines with text, by their places."""
    filled = ((at, text) for at in places if (text := lines[at].strip()))
    return dict(islice(filled, MOST_BESIDE))


def _most_counted(lines: Sequence[str]) -> list[_Count]:
    """Return the surest series of numbers that count the pages of a text on, or nothing.

    Numbers without a total count pages if furniture stands next to most of them, as does a single
    one with a total.
    """
    found = [(at, match) for at, line in enumerate(lines) if (match := COUNT.fullmatch(line))]
    totals = Counter(match["total"] for _, match in found if match["total"])
    total = max(totals, key=totals.__getitem__, default=None)
    series = _series(
        (at, int(match["page"]), 1 + _is_headed(lines, at, match["job"]))
        for at, match in found
        if match["total"] == total and (total is None or int(match["page"]) <= int(total))
    )
    if total is not None:
        return series if len(series) > 1 or any(one.weight > 1 for one in series) else []
    if len(series) < FEWEST or not _are_even(series, len(lines)):
        return []
    sides = zip(*_sides(lines, series), strict=True)
    return series if sum(any(side) for side in sides) >= HEADED * len(series) else []


def _is_headed(lines: Sequence[str], at: int, job: str | None) -> bool:
    """Say whether a number has the job number or the symbol beside it."""
    above = _beside(lines, range(at - 1, -1, -1)).values()
    below = _beside(lines, range(at + 1, len(lines))).values()
    return job is not None or any(map(_is_known, (*islice(above, 1), *islice(below, 1))))


def _is_known(text: str) -> bool:
    """Say whether a line is furniture wherever it stands: a symbol or a job number."""
    return _is_symbol(text) or JOB.fullmatch(text) is not None


def _series(counts: Iterable[tuple[int, int, int]]) -> list[_Count]:
    """Return the surest series that counts on, each page of some lines."""
    surest: dict[int, _Count] = {}
    for at, page, weight in counts:
        above = max(
            (
                one
                for passed in range(1, MOST_PASSED + 1)
                if (one := surest.get(page - passed)) and at - one.at >= MIN_PAGE_LINES * passed
            ),
            key=lambda one: one.weight,
            default=None,
        )
        count = _Count(at, page, weight + (above.weight if above else 0), above)
        if page not in surest or surest[page].weight < count.weight:
            surest[page] = count
    last = max(surest.values(), key=lambda one: one.weight, default=None)
    series: list[_Count] = []
    while last:
        series.append(last)
        last = last.above
    return series[::-1]


def _are_even(series: Sequence[_Count], end: int) -> bool:
    """Say whether pages are about as long as each other, and the first and the last, too."""
    lengths = sorted(
        (below.at - one.at) / (below.page - one.page) for one, below in pairwise(series)
    )
    most = UNEVEN * lengths[len(lengths) // 2]
    return (
        lengths[-1] <= most
        and series[0].at <= most * series[0].page
        and end - series[-1].at <= most
    )


def page_starts(lines: Sequence[str]) -> list[int]:
    """Return the indexes of lines that begin a page, or nothing if the text shows none.

    Some tools set one blank before the first line of each page and indent nothing else. So the
    first line with text has one, no other line is indented, and pages are not a few lines long.
    """
    indented = [index for index, line in enumerate(lines) if line[:1].isspace() and line.strip()]
    first = next((index for index, line in enumerate(lines) if line.strip()), 0)
    if not indented or indented[0] != first:
        return []
    if any(lines[index][0] != " " or lines[index][1].isspace() for index in indented):
        return []
    if len(indented) * MIN_PAGE_LINES > len(lines):
        return []
    return indented


def running_heads(lines: Sequence[str]) -> list[int]:
    """Return the indexes of lines that are the symbol which heads most pages, or nothing.

    It stands alone on three lines at least, and pages are not a few lines long.
    """
    places: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        if _is_symbol(line):
            places.setdefault(line.strip(), []).append(index)
    most = max(places.values(), key=len, default=[])
    if len(most) < MIN_HEADS or len(most) * MIN_PAGE_LINES > len(lines):
        return []
    return most


def _is_symbol(line: str) -> bool:
    text = line.strip()
    return len(text) <= LONGEST_SYMBOL and SYMBOL.fullmatch(text) is not None


def _trim(lines: list[str]) -> list[str]:
    """Return lines without blanks at their ends and without empty lines at the page's ends."""
    trimmed = [line.rstrip() for line in lines]
    while trimmed and not trimmed[-1]:
        trimmed.pop()
    while trimmed and not trimmed[0]:
        trimmed.pop(0)
    return trimmed
