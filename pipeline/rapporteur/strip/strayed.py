"""Furniture of plain text that a tool put between the lines of a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.report import RemovedKind
from rapporteur.source import Line, Page, Source

Why = tuple[RemovedKind, str]
"""Kind and rule."""

_NUMBER = compile_pattern(r"\d{1,3}$")
_YEAR = compile_pattern(r"(?:^|[A-Z.])(?P<year>\d\d)-?\d{5}")
_JOB_DATES = compile_pattern(r"\d{6}(?:\s\d{6}){0,2}")
_LEAST_STEPS = 4
_PART = compile_pattern(r"\d{1,3}/\d{1,3}")
_LONGEST_DATES = 20
_COLUMN = 40, 64
"""How many letters a full line of one of two columns has."""
_LETTER = compile_pattern(r"\p{L}")
_MOST_LINES = 0.95
_FEWEST_PAGES = 4
_MOST_PAGES = 0.6


def text_of(source: Source, line: Line) -> str:
    """Return the text of a line, its blanks as one."""
    return " ".join(source.text[line.start : line.end].split())


def job_dates(source: Source, page: Page, found: Mapping[Line, Why]) -> dict[Line, Why]:
    """Return the dates of a job, "051131 061131", where a tool parts them from its number.

    Each ends as the number begins: with the year, or with the next.
    """
    numbers = [_YEAR.search(text_of(source, line)) for line in found if line.box is None]
    years = {
        f"{(int(number['year']) + step) % 100:02}"
        for number in numbers
        if number
        for step in (0, 1)
    }
    rule = next((why for why in found.values()), None)
    return {
        line: rule
        for line in page.lines
        if rule and line.end - line.start <= _LONGEST_DATES
        and (text := text_of(source, line))
        and _JOB_DATES.fullmatch(text) and all(date[-2:] in years for date in text.split())
    }  # fmt: skip


def strayed(
    source: Source,
    found: Mapping[Line, Why],
    symbols: Collection[str],
    total: str,
    grammar: Grammar,
) -> dict[Line, Why]:
    """Return page numbers and symbols that a tool put between the lines of a page of plain text.

    Where a page has none at its edges, one line between empty lines that is just this is it. "4/18"
    counts the pages of the document; how far a plain number is from that of the page, others show.
    """
    numbered = {line.page for line, why in found.items() if why[0] == "page_number"}
    headed = {line.page for line, why in found.items() if why[0] == "running_head"}
    step, part = _usual_step(source, found), _part_step(source, total)
    lost: dict[Line, Why] = {}
    for page in source.pages:
        if not page.lines or page.lines[0].box is not None:
            continue
        if page.number not in headed and page.number > 1:
            alone = _alone(source, page, symbols, "running_head", grammar)
            lost |= alone or _numbered_head(source, page, symbols, grammar)
        if page.number in numbered:
            continue
        wanted = set() if part is None else {f"{page.number + part}/{total}"}
        if step is not None:
            wanted.add(str(page.number + step))
        lost |= _alone(source, page, wanted, "page_number", grammar)
    return lost | _between_columns(source, {*found, *lost}, grammar)


def _between_columns(source: Source, found: Collection[Line], grammar: Grammar) -> dict[Line, Why]:
    """Return the right parts of heads that a tool put between the two columns of its pages.

    Pages of two columns have short lines. The same line stands once on most pages that have a head,
    below an empty line or another such line.
    """
    plain = [page for page in source.pages if page.lines and page.lines[0].box is None]
    pages = [page for page in plain if any(line in found for line in page.lines)]
    if len(pages) < _FEWEST_PAGES:
        return {}
    widths = sorted(line.end - line.start for page in plain for line in page.lines)
    narrowest, widest = _COLUMN
    if not narrowest <= widths[int(len(widths) * _MOST_LINES)] <= widest:
        return {}
    texts = {page.number: [text_of(source, line) for line in page.lines] for page in pages}
    times = Counter(text for page in pages for text in set(texts[page.number]) if text)
    least = _MOST_PAGES * len(pages)
    often = {text for text, count in times.items() if count >= least and _LETTER.search(text)}
    often = {
        text
        for text in often
        if not (grammar.search("sentence_end", text) or grammar.fits("label", text))
    }
    lost: dict[Line, Why] = {}
    for page in pages:
        above = ""
        printed = Counter(texts[page.number])
        for line, text in zip(page.lines, texts[page.number], strict=True):
            once = text in often and printed[text] == 1
            stray = once and line not in found and not above
            if stray:
                lost[line] = ("running_head", "base.repeated_margin")
            above = "" if stray else text
    return lost


def _usual_step(source: Source, found: Mapping[Line, Why]) -> int | None:
    """Return how far the numbers at the edges are from those of their pages, None if unknown."""
    texts = ((line, text_of(source, line)) for line in found if line.box is None)
    steps = Counter(int(text) - line.page for line, text in texts if _NUMBER.match(text))
    step, times = steps.most_common(1)[0] if steps else (0, 0)
    return step if times >= _LEAST_STEPS and times * 2 >= steps.total() else None


def _part_step(source: Source, total: str) -> int | None:
    """Return how far numbers such as "4/18" are from those of their pages, None if there are none.

    Covers that are not counted make a difference.
    """
    if not total:
        return None
    texts = ((page.number, text_of(source, line)) for page in source.pages for line in page.lines)
    steps = Counter(
        int(text.partition("/")[0]) - number
        for number, text in texts
        if text.endswith(f"/{total}") and _PART.fullmatch(text)
    )
    return steps.most_common(1)[0][0] if steps else None


def _numbered_head(
    source: Source, page: Page, symbols: Collection[str], grammar: Grammar
) -> dict[Line, Why]:
    """Return the symbol with "Page 12" right below it, between empty lines, if one is there."""
    texts = ["", *(text_of(source, line) for line in page.lines), ""]
    found = [
        (index, match)
        for index, text in enumerate(texts[1:-2], 1)
        if text in symbols and not texts[index - 1] and not texts[index + 2]
        and (match := grammar.match("running_head", texts[index + 1]))
    ]  # fmt: skip
    if len(found) != 1:
        return {}
    index, match = found[0]
    return dict.fromkeys(page.lines[index - 1 : index + 1], ("running_head", match[0].id))


def _alone(
    source: Source, page: Page, wanted: Collection[str], kind: RemovedKind, grammar: Grammar
) -> dict[Line, Why]:
    """Return the line that is just one of `wanted`, if one is, with empty lines around it.

    "4/18" needs none: nothing else is the number of its page of all pages.
    """
    texts = [text_of(source, line) for line in page.lines]
    places = [
        index
        for index, text in enumerate(texts)
        if text in wanted
        and (
            _PART.fullmatch(text)
            or not any([*texts[max(0, index - 1) : index], *texts[index + 1 : index + 2]])
        )
    ]
    role = "running_foot" if kind == "page_number" else "running_head"
    match = grammar.match(role, texts[places[0]]) if len(places) == 1 else None
    return {page.lines[places[0]]: (kind, match[0].id)} if match else {}
