"""The masthead: symbol, title, body, distribution, date, languages, job number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from rapporteur.body import Body
from rapporteur.extract.front import Cell, front_cells
from rapporteur.extract.language import language_of
from rapporteur.extract.title import find_body, find_title
from rapporteur.knowledge.dates import first_days
from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.report import DocumentInfo
from rapporteur.source import Source
from rapporteur.strip import Stripped

_JOINT = compile_pattern(r"(?<=[\d)])\s?[-–,;]?\s?(?=[A-Z]{1,5}/)")
_BLANKS = compile_pattern(r"\s*/\s*")
_RECURS = 2
_COLUMN = 15.0


def read_masthead(source: Source, stripped: Stripped, body: Body, grammar: Grammar) -> DocumentInfo:
    """Return what the masthead prints; what it does not print is null.

    `symbols` stand on the front, else in the running heads. `distribution` is written as in
    "General", `date` as ISO 8601, languages as ISO 639-1. `language` is that of the text.
    """
    cells = front_cells(source, stripped.masthead, grammar)
    return DocumentInfo(
        symbols=_symbols(source, stripped, cells, grammar),
        title=find_title(cells, grammar),
        family=str(grammar.settings.get("family", grammar.id)),
        body=find_body(cells, grammar),
        language=language_of(_running_text(body) or source.text, grammar),
        distribution=_distribution(cells, grammar),
        date=_date(cells, grammar),
        original_languages=_original(cells, grammar),
        job_number=_job_number(source, stripped, cells, grammar),
    )


def _running_text(body: Body) -> str:
    return "\n".join(paragraph.text for paragraph in body.paragraphs)


def _symbols(
    source: Source, stripped: Stripped, cells: Sequence[Cell], grammar: Grammar
) -> list[str]:
    """Return the symbols of the front and its margin, else those of the running heads."""
    margins = [(line.page, _text(source, line.start, line.end)) for line in stripped.margins]
    front = [cell.text for cell in cells]
    first = [text for page, text in margins if page == 1]
    found = [s for text in (*front, *first) for s in _symbols_of(text, grammar)]
    if not found:
        heads = Counter(s for _, text in margins for s in dict.fromkeys(_symbols_of(text, grammar)))
        found = [symbol for symbol, count in heads.items() if count >= _RECURS]
    return list(dict.fromkeys(found))


def _symbols_of(text: str, grammar: Grammar) -> list[str]:
    """Return the symbols at the end of a line that says nothing else but which body it is of."""
    match = grammar.search("masthead_symbol", text)
    if match is None or not _names_a_body(text[: match[1].start("symbols")].strip(), grammar):
        return []
    parts = _JOINT.split(match[1]["symbols"])
    return [_BLANKS.sub("/", part.strip(" *∗")) for part in parts]


def _names_a_body(text: str, grammar: Grammar) -> bool:
    roles = ("masthead_organ", "principal_organ", "official_records", "supplement")
    return not text or any(grammar.fits(role, text) for role in roles)


def _distribution(cells: Sequence[Cell], grammar: Grammar) -> str | None:
    """Return the word behind "Distr.", or below it in its column."""
    for index, cell in enumerate(cells):
        if match := grammar.search("distribution", cell.text):
            value = match[1]["value"] or _below(cell, cells[index + 1 :])
            return str(value).capitalize() or None
    return None


def _below(cell: Cell, following: Iterable[Cell]) -> str:
    column = (c.text for c in following if abs(c.left - cell.left) < _COLUMN)
    text = next(column, "")
    return text if text.isalpha() else ""


def _date(cells: Sequence[Cell], grammar: Grammar) -> str | None:
    """Return the date that stands alone or, between distribution and languages, at a line end."""
    ends = [i for i, cell in enumerate(cells) if grammar.search("original", cell.text)]
    found = [grammar.search("masthead_date", cell.text) for cell in cells]
    found += [grammar.search("date_beside", cell.text) for cell in cells[: ends[0] if ends else 0]]
    match = next(filter(None, found), None)
    days = first_days(match[1]["date"].title(), grammar) if match else None
    return days.first.isoformat() if days else None


def _original(cells: Iterable[Cell], grammar: Grammar) -> list[str]:
    """Return the codes of the languages behind the first "Original:"."""
    for cell in cells:
        if match := grammar.search("original", cell.text):
            names = grammar.only("language_joint").split(match[1]["languages"].strip())
            rules = (grammar.match("language_name", name.strip()) for name in names)
            return [rule.value for rule, _ in filter(None, rules) if rule.value]
    return []


def _job_number(
    source: Source, stripped: Stripped, cells: Iterable[Cell], grammar: Grammar
) -> str | None:
    """Return the job number of the feet or the front, without language letter and dates."""
    margins = sorted(stripped.margins, key=lambda line: line.page)
    texts = [_text(source, line.start, line.end) for line in margins]
    for text in (*texts, *(cell.text for cell in cells)):
        if match := grammar.search("job_number", text):
            return "".join(match[1]["number"].split())
    return None


def _text(source: Source, start: int, end: int) -> str:
    return " ".join(source.text[start:end].split())
