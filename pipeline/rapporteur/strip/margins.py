"""Running heads, running feet, page numbers, job numbers and barcodes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.source import Box, Line, Page, Source

_NUMBER = compile_pattern(r"\d{1,3}$")
_DIGITS = compile_pattern(r"\d+")
_OF_PAGES = compile_pattern(r"(?:^|\s)\d{1,3}/(?P<pages>\d{1,3})(?=\s|$)")
_HEAD_ZONE = 0.14
_FOOT_ZONE = 0.87
_SIDE_ZONE = 0.1
_EDGE_LINES = 4
_LEAST_REPEATS = 4
_REPEAT_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class _Known:
    """What the document tells of its margins: masked texts that recur, the total of pages."""

    repeated: frozenset[str] = frozenset()
    pages: str = ""


def find_margins(source: Source, grammar: Grammar) -> dict[Line, str]:
    """Return the lines of the page margins, each with the rule that names it.

    A line is furniture if it stands at the head or foot of its page, with nothing but
    furniture between it and the edge, and either matches a rule or recurs on many pages.
    """
    known = _Known(_repeated(source), _total(source))
    found: dict[Line, str] = {}
    for page in source.pages:
        order = _from_top(page)
        found |= _walk(source, page, order, "running_head", known, grammar)
        rest = [line for line in reversed(order) if line not in found]
        found |= _walk(source, page, rest, "running_foot", known, grammar)
        found |= _anywhere(source, page, grammar)
        found |= _standing(source, page, grammar)
    return found | _strayed(source, found, grammar)


def _strayed(source: Source, found: Mapping[Line, str], grammar: Grammar) -> dict[Line, str]:
    """Return the page numbers that a tool put between the lines of a page of plain text.

    Other pages show how far the printed number is from that of the page; where a page has no
    number at its edges, one line that is just this number, between empty lines, is it.
    """
    texts = {line: source.text[line.start : line.end].strip() for line in found if not line.box}
    numbers = {line.page: int(text) for line, text in texts.items() if _NUMBER.match(text)}
    steps = Counter(number - page for page, number in numbers.items())
    step, times = steps.most_common(1)[0] if steps else (0, 0)
    if times < _LEAST_REPEATS or times * 2 < len(numbers):
        return {}
    strayed: dict[Line, str] = {}
    for page in source.pages:
        if page.number not in numbers:
            strayed |= _alone(source, page, str(page.number + step), grammar)
    return strayed


def _alone(source: Source, page: Page, number: str, grammar: Grammar) -> dict[Line, str]:
    """Return the line that is just `number`, if one is, with empty lines around it."""
    texts = [source.text[line.start : line.end].strip() for line in page.lines]
    match = grammar.match("running_foot", number)
    places = [
        index
        for index, text in enumerate(texts)
        if text == number
        and not any([*texts[max(0, index - 1) : index], *texts[index + 1 : index + 2]])
    ]
    return {page.lines[places[0]]: match[0].id} if match and len(places) == 1 else {}


def _standing(source: Source, page: Page, grammar: Grammar) -> dict[Line, str]:
    """Return head and foot of a page that lies on its side: they stand upright at its edges."""
    found: dict[Line, str] = {}
    for line in page.lines if page.width > page.height else ():
        if line.box is None or not _stands_outside(line.box, page.width):
            continue
        text = source.text[line.start : line.end].strip()
        if rule := _furniture(text, "running_head", _Known(), grammar):
            found[line] = rule
    return found


def _stands_outside(box: Box, width: float) -> bool:
    """Say whether a line is set upright at the left or right edge of a page."""
    outside = box[2] < width * _SIDE_ZONE or box[0] > width * (1 - _SIDE_ZONE)
    return outside and box[3] - box[1] > box[2] - box[0]


def _from_top(page: Page) -> list[Line]:
    """Return the lines by their height on the page; text input keeps its order."""
    if any(line.box is None for line in page.lines):
        return list(page.lines)
    return sorted(page.lines, key=lambda line: line.box[1] if line.box else 0.0)


def _walk(
    source: Source,
    page: Page,
    order: Iterable[Line],
    role: str,
    known: _Known,
    grammar: Grammar,
) -> dict[Line, str]:
    """Return the furniture met from one edge of the page until the first other line."""
    found: dict[Line, str] = {}
    for line in order:
        if not _in_zone(page, line, role):
            break
        text = source.text[line.start : line.end].strip()
        rule = _furniture(text, role, known, grammar)
        if rule is None or _is_note(source, page, line, grammar):
            break
        if line.box is None and len(found) >= _EDGE_LINES:
            break
        found[line] = rule
    return found


def _is_note(source: Source, page: Page, line: Line, grammar: Grammar) -> bool:
    """Say whether the line stands right under a footnote rule: then a number is a marker."""
    text = source.text[line.start : line.end].strip()
    if line.box is not None or not grammar.fits("note_marker", text):
        return False
    index = page.lines.index(line)
    above = page.lines[index - 1] if index else line
    return grammar.fits("note_rule", source.text[above.start : above.end].strip())


def _furniture(text: str, role: str, known: _Known, grammar: Grammar) -> str | None:
    of = _OF_PAGES.search(text)
    if of and known.pages and of["pages"] != known.pages:
        return None
    other = "running_foot" if role == "running_head" else "running_head"
    for name in (role, other, "end_rule"):
        if match := grammar.match(name, text):
            return None if grammar.fits("note_rule", text) else match[0].id
    return "base.repeated_margin" if _mask(text) in known.repeated else None


def _in_zone(page: Page, line: Line, role: str) -> bool:
    if line.box is None or not page.height:
        return True
    if role == "running_head":
        return line.box[3] < page.height * _HEAD_ZONE
    return line.box[1] > page.height * _FOOT_ZONE


def _anywhere(source: Source, page: Page, grammar: Grammar) -> dict[Line, str]:
    """Return the lines that are furniture wherever they stand: job numbers, barcodes."""
    found: dict[Line, str] = {}
    for line in page.lines:
        if line.end - line.start > _LONGEST_JOB_LINE or line.cell is not None:
            continue
        text = source.text[line.start : line.end].strip()
        if match := grammar.match("job_line", text):
            found[line] = match[0].id
    return found


# "GE.31-12952 (E) 051131 061131 Please recycle" is the longest form.
_LONGEST_JOB_LINE = 64


def _mask(text: str) -> str:
    return _DIGITS.sub("#", text)


def _repeated(source: Source) -> frozenset[str]:
    """Return the masked texts that stand at the edge of many pages."""
    if len(source.pages) < _LEAST_REPEATS:
        return frozenset()
    counts: Counter[str] = Counter()
    for page in source.pages:
        counts.update({_mask(text) for text in _edge_texts(source, page)})
    least = max(_LEAST_REPEATS, len(source.pages) * _REPEAT_SHARE)
    return frozenset(text for text, count in counts.items() if text and count >= least)


def _total(source: Source) -> str:
    """Return what stands behind the slash of page numbers such as "7/31"; empty if nothing does.

    Numbers of decisions ("56/103") look the same, but each has another number there.
    """
    totals: Counter[str] = Counter()
    for page in source.pages:
        short = (line for line in page.lines if line.end - line.start <= _LONGEST_JOB_LINE)
        matches = (_OF_PAGES.search(source.text[line.start : line.end]) for line in short)
        totals.update({match["pages"] for match in matches if match})
    total, times = totals.most_common(1)[0] if totals else ("", 0)
    return total if times > 1 else ""


def _edge_texts(source: Source, page: Page) -> list[str]:
    order: Sequence[Line] = _from_top(page)
    edge = {*order[:2], *order[-2:]}
    return [source.text[line.start : line.end].strip() for line in edge]
