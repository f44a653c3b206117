"""Running heads, running feet, page numbers, job numbers and barcodes.

A line is furniture only on evidence: it is the number that its page must have, the document's
own symbol, a job number, or it recurs at its place on pages beside it and is no text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from rapporteur.knowledge.grammar import Grammar, Match, compile_pattern
from rapporteur.report import RemovedKind
from rapporteur.source import Box, Line, Page, Source
from rapporteur.strip.marks import bare, printed_number, symbols_of, symbols_over_number
from rapporteur.strip.strayed import Why, job_dates, strayed, text_of
from rapporteur.strip.titled_heads import titled_heads

Edge = Literal["running_head", "running_foot"]

_OF_PAGES = compile_pattern(r"(?:^|\s)\d{1,3}/(?P<pages>\d{1,3})(?=\s|$)")
_HEAD_ZONE = 0.14
_FOOT_ZONE = 0.87
_SIDE_ZONE = 0.1
_EDGE_LINES = 4
_PARTED_LINES = 2
_HEAD_LINES = 3
_FRONT_LINES = 16
_BESIDE = 2
_SAME_PLACE = 8.0
_SCANNED_PLACE = 24.0
_LONGEST_MARK = 6
_LONGEST_MISREAD_FOOT = 32
_MARK_FROM = 0.7
_LONGEST_HEAD = 160
# "GE.31-12952 (E) 051131 061131 Please recycle" is the longest form.
_LONGEST_JOB_LINE = 64


@dataclass(frozen=True, slots=True)
class _Known:
    """What the document tells of its margins.

    `symbols` are its own, without blanks and stars. `steps` says how far printed page numbers
    can be from those of the pages, `total` how many pages numbers such as "7/31" count. `recurs`
    are the lines that stand on pages beside each other alike.
    """

    symbols: frozenset[str] = frozenset()
    steps: frozenset[tuple[str, int]] = frozenset()
    total: str = ""
    recurs: frozenset[Line] = field(default_factory=frozenset)


def own_symbols(source: Source, grammar: Grammar) -> tuple[str, ...]:
    """Return the symbols of the document: those of its front, else those that head its pages."""
    found = [
        symbol
        for line in _front_lines(source, grammar)
        for symbol in symbols_of(text_of(source, line), grammar)
    ]
    if not found:
        heads = Counter(
            symbol
            for page in source.pages
            for symbol in {
                one
                for line in _edges(page, _from_top(page))
                for one in symbols_of(text_of(source, line), grammar)
            }
        )
        found = sorted(s for s, count in heads.items() if count > 1)
    return tuple(dict.fromkeys(found))


def _front_lines(source: Source, grammar: Grammar) -> Iterator[Line]:
    """Yield the first lines of the document, of a printed page those of its upper third."""
    page = source.pages[0]
    lines = [line for line in page.lines if text_of(source, line)]
    for line in lines[:_FRONT_LINES]:
        if line.box is None and grammar.fits("body_start", text_of(source, line)):
            return
        if line.box is None or line.box[3] < page.height / 3:
            yield line


def find_margins(source: Source, symbols: Sequence[str], grammar: Grammar) -> dict[Line, Why]:
    """Return the lines of the page margins, each with its kind and the rule that names it.

    A line is furniture if it stands at the head or foot of its page, with nothing but
    furniture between it and the edge, and there is evidence that it is.
    """
    orders = [_from_top(page) for page in source.pages]
    known = _known(source, orders, symbols, grammar)
    found: dict[Line, Why] = {}
    for page, order in zip(source.pages, orders, strict=True):
        found |= _walk(source, page, order, "running_head", known, grammar)
        rest = [line for line in reversed(order) if line not in found]
        found |= _walk(source, page, rest, "running_foot", known, grammar)
        found |= _anywhere(source, page, grammar)
        found |= _standing(source, page, known, grammar)
    found |= _misread_feet(source, found)
    return found | strayed(source, found, known.symbols, known.total, grammar)


def _known(
    source: Source, orders: Sequence[Sequence[Line]], symbols: Sequence[str], grammar: Grammar
) -> _Known:
    edges = [_edges(page, order) for page, order in zip(source.pages, orders, strict=True)]
    paged = [
        symbol
        for page in source.pages
        for symbol in symbols_over_number(_heads(source, page), page.number, grammar)
    ]
    return _Known(
        symbols=frozenset(map(bare, [*symbols, *paged])),
        steps=_steps(source, edges, grammar),
        total=_total(source),
        recurs=_recurring(source, edges, symbols, grammar)
        | titled_heads(source, symbols, grammar)
        | _misread_marks(source, orders),
    )


def _heads(source: Source, page: Page) -> list[str]:
    return [text_of(source, line) for line in _printed(_from_top(page))[:_HEAD_LINES]]


# --- page numbers ---------------------------------------------------------------------------------


def _steps(
    source: Source, edges: Sequence[Sequence[Line]], grammar: Grammar
) -> frozenset[tuple[str, int]]:
    """Return how far printed numbers are from those of their pages, where two pages agree."""
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    for page, lines in zip(source.pages, edges, strict=True):
        for line in lines:
            if number := printed_number(text_of(source, line), grammar):
                seen[number[0], number[1] - page.number].add(page.number)
    agreed = {step for step, pages in seen.items() if len(pages) > 1 and _beside(pages)}
    return frozenset(agreed | {("decimal", 0), ("roman", 0)})


def _beside(pages: Iterable[int]) -> bool:
    """Say whether two of the pages stand near each other."""
    ordered = sorted(pages)
    return any(b - a <= _BESIDE for a, b in pairwise(ordered))


def _total(source: Source) -> str:
    """Return what stands behind the slash of page numbers such as "7/31"; empty if nothing does.

    Numbers of decisions ("56/103") look the same, but each has another number there. In a short
    text one such number may be all; it then counts the pages.
    """
    totals: Counter[str] = Counter()
    for page in source.pages:
        short = (line for line in page.lines if line.end - line.start <= _LONGEST_JOB_LINE)
        matches = (_OF_PAGES.search(text_of(source, line)) for line in short)
        totals.update({match["pages"] for match in matches if match})
    total, times = totals.most_common(1)[0] if totals else ("", 0)
    pages = str(len(source.pages))
    if times < 2 and source.pages[0].width == 0 and pages in totals:
        return pages
    return total if times > 1 else ""


def _is_number_of(page: Page, text: str, number: tuple[str, int], known: _Known) -> bool:
    """Say whether a number is the one that its page must have."""
    of = _OF_PAGES.search(text)
    if of and known.total:
        return of["pages"] == known.total
    return (number[0], number[1] - page.number) in known.steps


# --- what recurs ----------------------------------------------------------------------------------


def _recurring(
    source: Source, edges: Sequence[Sequence[Line]], symbols: Sequence[str], grammar: Grammar
) -> frozenset[Line]:
    """Return the lines at the edges of pages that stand alike, at one place, on three of them.

    Two pages are enough for what is no text by the tags of the PDF. One of the pages is near. Lines
    with a label and sentences are text, cells are of their table; what begins with the symbol of
    the document may end in a stop.
    """
    alike: dict[str, list[Line]] = defaultdict(list)
    for page, at_edges in zip(source.pages, edges, strict=True):
        for line in at_edges:
            text = text_of(source, line)
            if text and len(text) <= _LONGEST_HEAD and _can_recur(line, text, symbols, grammar):
                alike[_without_number(text, page.number)].append(line)
    found: set[Line] = set()
    for lines in alike.values():
        pages = {line.page for line in lines}
        for line in lines:
            if line.box is None:
                near = pages - {line.page} if len(pages) <= _BESIDE + 1 else pages
            else:
                near = {o.page for o in lines if _at_one_place(line, o) and o.page != line.page}
            beside = (line.page + step for step in range(-_BESIDE, _BESIDE + 1) if step)
            least = 1 if line.drawn and line.box else _BESIDE
            if len(near) >= least and any(page in near for page in beside):
                found.add(line)
    return frozenset(found)


def _misread_marks(source: Source, orders: Sequence[Sequence[Line]]) -> frozenset[Line]:
    """Return what OCR made of marks such as "/..." at the lower right of typescripts.

    Each page reads otherwise; they are the lowest line, short, alone at one place on three pages.
    """
    if source.ocr is None:
        return frozenset()
    lowest = [printed[-1] for order in orders if (printed := _printed(order))]
    marks = [
        line
        for line in lowest
        if line.box is not None
        and line.end - line.start <= _LONGEST_MARK
        and line.box[0] > _MARK_FROM * source.pages[line.page - 1].width
        and _in_zone(source.pages[line.page - 1], line, "running_foot")
    ]
    return frozenset(line for line in marks if sum(_near(line, other) for other in marks) > _BESIDE)


def _misread_feet(source: Source, found: Mapping[Line, Why]) -> dict[Line, Why]:
    """Return feet that OCR misread: short lowest lines at the height of the feet of other pages."""
    if source.ocr is None:
        return {}
    heights = [
        (line.page, line.box[1])
        for line in found
        if line.box and _in_zone(source.pages[line.page - 1], line, "running_foot")
    ]
    feet: dict[Line, Why] = {}
    for page in source.pages:
        line = next(reversed(_printed(_from_top(page))), None)
        if line is None or line in found or line.box is None:
            continue
        top = line.box[1]
        alike = {at for at, height in heights if abs(height - top) < _SAME_PLACE} - {page.number}
        short = line.end - line.start <= _LONGEST_MISREAD_FOOT
        if short and len(alike) >= _BESIDE and _in_zone(page, line, "running_foot"):
            feet[line] = ("running_foot", "base.repeated_margin")
    return feet


def _printed(lines: Iterable[Line]) -> list[Line]:
    return [line for line in lines if line.end > line.start]


def _near(one: Line, other: Line) -> bool:
    """Say whether two lines stand at one place of their pages, as scanners move them."""
    if one.box is None or other.box is None:
        return False
    return all(abs(one.box[at] - other.box[at]) < _SCANNED_PLACE for at in (0, 1))


def _can_recur(line: Line, text: str, symbols: Sequence[str], grammar: Grammar) -> bool:
    ended = text.endswith((".", ";", ":", ",")) and not text.startswith(tuple(symbols))
    if line.cell is not None or ended:
        return False
    return not any(grammar.fits(role, text) for role in ("label", "note_rule", "note_marker"))


def _without_number(text: str, page: int) -> str:
    """Return the text without the number of its page at either end."""
    words = text.split()
    return " ".join(word for word in words if word.partition("/")[0] != str(page))


def _at_one_place(one: Line, other: Line) -> bool:
    if one.box is None or other.box is None:
        return True
    return abs(one.box[1] - other.box[1]) < _SAME_PLACE


# --- the edges of a page --------------------------------------------------------------------------


def _from_top(page: Page) -> list[Line]:
    """Return the lines by their height on the page; text input keeps its order."""
    if any(line.box is None for line in page.lines):
        return list(page.lines)
    return sorted(page.lines, key=lambda line: line.box[1] if line.box else 0.0)


def _edges(page: Page, order: Sequence[Line]) -> list[Line]:
    """Return the lines near the head and the foot of a page, each once; `order` is from the top."""
    printed = _printed(order)
    ends = [*printed[:_EDGE_LINES], *printed[-_EDGE_LINES:]]
    return [
        line for line in dict.fromkeys(ends)
        if _in_zone(page, line, "running_head") or _in_zone(page, line, "running_foot")
    ]  # fmt: skip


def _in_zone(page: Page, line: Line, role: str) -> bool:
    """Say whether a line stands in the margin; on a page that lies it is as high as on others."""
    if line.box is None or not page.height:
        return True
    long = max(page.width, page.height)
    if role == "running_head":
        return line.box[3] < long * _HEAD_ZONE
    return line.box[1] > page.height - long * (1 - _FOOT_ZONE)


def _walk(
    source: Source,
    page: Page,
    order: Iterable[Line],
    role: Edge,
    known: _Known,
    grammar: Grammar,
) -> dict[Line, Why]:
    """Return the furniture met from one edge of the page until the first other line."""
    found: dict[Line, Why] = {}
    numbered = False
    for line in order:
        if not _in_zone(page, line, role):
            break
        text = text_of(source, line)
        if not text:
            continue
        why = _furniture(line, text, role, page, known, grammar)
        if why is None and found and grammar.fits("running_language", text):
            why = ("running_head", "base.running_language")
        if why is None and found and grammar.fits("running_page", text):
            why = ("page_number", "base.running_page")
        if why is None or _is_note(source, page, line, grammar):
            break
        if why[0] == "page_number":
            if numbered:
                break
            numbered = True
        if line.box is None and len(found) >= _EDGE_LINES + _PARTED_LINES:
            break
        found[line] = why
    return found


def _is_note(source: Source, page: Page, line: Line, grammar: Grammar) -> bool:
    """Say whether the line stands right under a footnote rule: then a number is a marker."""
    if line.box is not None or not grammar.fits("note_marker", text_of(source, line)):
        return False
    index = page.lines.index(line)
    above = page.lines[index - 1] if index else line
    return grammar.fits("note_rule", text_of(source, above))


def _furniture(
    line: Line, text: str, role: Edge, page: Page, known: _Known, grammar: Grammar
) -> Why | None:
    """Return what kind of furniture a line at an edge is, and by which rule; None if it is none."""
    if match := grammar.match("end_rule", text):
        return None if grammar.fits("note_rule", text) else ("stroke", match[0].id)
    other = "running_foot" if role == "running_head" else "running_head"
    for name in (role, other):
        if match := grammar.match(name, text):
            number = printed_number(text, grammar)
            if number is not None:
                if line.cell is None and _is_number_of(page, text, number, known):
                    return "page_number", match[0].id
                if grammar.fits("job_line", _beside_number(match[1])):
                    return "job_number", match[0].id
            elif kind := _kind_of(match[0].value, text, line, known, grammar):
                return kind, match[0].id
    return (role, "base.repeated_margin") if line in known.recurs else None


def _beside_number(match: Match) -> str:
    """Return what a line says beside its page number."""
    start, end = match.span("page")
    return (match.string[:start] + match.string[end:]).strip()


def _kind_of(
    value: str | None, text: str, line: Line, known: _Known, grammar: Grammar
) -> RemovedKind | None:
    """Return the kind of a line without a page number that looks like furniture."""
    if value == "symbol":
        own = {*map(bare, symbols_of(text, grammar))} or {bare(text)}
        return "running_head" if own <= known.symbols or line in known.recurs else None
    if value == "job":
        return "job_number"
    return "running_head" if line in known.recurs else None


# --- furniture away from the edges ----------------------------------------------------------------


def _anywhere(source: Source, page: Page, grammar: Grammar) -> dict[Line, Why]:
    """Return the lines that are furniture wherever they stand: job numbers, barcodes."""
    found: dict[Line, Why] = {}
    for line in page.lines:
        if line.end - line.start > _LONGEST_JOB_LINE or line.cell is not None:
            continue
        if match := grammar.match("job_line", text_of(source, line)):
            found[line] = ("job_number", match[0].id)
    return found | job_dates(source, page, found)


def _standing(source: Source, page: Page, known: _Known, grammar: Grammar) -> dict[Line, Why]:
    """Return head and foot of a page that lies on its side: they stand upright at its edges."""
    found: dict[Line, Why] = {}
    for line in page.lines:
        if line.box is None or not _stands_outside(line.box, page.width):
            continue
        text = text_of(source, line)
        if why := _furniture(line, text, "running_head", page, known, grammar):
            found[line] = why
    return found


def _stands_outside(box: Box, width: float) -> bool:
    """Say whether a line is set upright at the left or right edge of a page."""
    outside = box[2] < width * _SIDE_ZONE or box[0] > width * (1 - _SIDE_ZONE)
    return outside and box[3] - box[1] > box[2] - box[0]
