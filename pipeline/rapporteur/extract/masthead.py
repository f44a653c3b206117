"""The masthead: symbol, title, body, distribution, date, languages, session, items, job number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby, zip_longest

from rapporteur.body import Body
from rapporteur.extract.language import language_of
from rapporteur.knowledge.dates import first_days
from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.report import DocumentInfo
from rapporteur.source import Source
from rapporteur.strip import Stripped
from rapporteur.strip.cells import Cell, join
from rapporteur.strip.fields import Field, languages_go_on

_ITEM = compile_pattern(r"\d{1,3}(?:\s?\([a-z]{1,2}\))*")
_COLUMN = 15.0
_GAP = 1.45
_SAME_SIZE = 0.6


def read_masthead(source: Source, stripped: Stripped, body: Body, grammar: Grammar) -> DocumentInfo:
    """Return what the masthead prints; what it does not print is null.

    `distribution` is written as in "General", `date` as ISO 8601, languages as ISO 639-1.
    `language` is that of the text.
    """
    fields = stripped.front
    header = _cells(fields, "header")
    title = find_title(fields, grammar)
    return DocumentInfo(
        symbols=list(stripped.symbols),
        title=title,
        family=str(grammar.settings.get("family", grammar.id)),
        body=find_body(fields, grammar),
        language=language_of(_running_text(body) or source.text, grammar),
        distribution=_distribution(header, grammar),
        date=_date(header, _cells(fields, "dates"), grammar),
        original_languages=_original(header, grammar),
        job_number=_job_number(source, stripped, header, grammar),
        subtitles=_blocks(_cells(fields, "subtitle")),
        sponsors=_said(fields, "sponsors", unless=title),
        adoption=_said(fields, "adoption", unless=title),
        session=find_session(fields),
        agenda_items=_items(fields),
        item_titles=_blocks(_cells(fields, "item_title")),
        imprint=_imprint(fields),
        contents=[entry for line in stripped.contents if (entry := " ".join(line.split()))],
    )


def _cells(fields: Iterable[Field], *names: str) -> list[Cell]:
    return [field.cell for field in fields if field.name in names]


def _said(fields: Iterable[Field], name: str, *, unless: str | None = None) -> str | None:
    """Return what the pages of the front say of it; what two covers say alike stands once."""
    pages = groupby(_cells(fields, name), key=lambda cell: cell.page)
    text = " ".join(dict.fromkeys(join(list(cells)) for _, cells in pages))
    return text if text and text != unless else None


def find_session(fields: Iterable[Field]) -> str | None:
    """Return the session that the document addresses, as printed: "Ninetieth session"."""
    return _said(fields, "session")


def _imprint(fields: Iterable[Field]) -> list[str]:
    """Return what frames the masthead, line by line, and each notice as a whole; each once."""
    told = (field for field in fields if field.name in ("frame", "notice"))
    groups = (list(group) for _, group in groupby(told, key=lambda one: (one.name, one.cell.page)))
    texts = (
        text
        for group in groups
        for text in (
            [join([one.cell for one in group])]
            if group[0].name == "notice"
            else [join([one.cell]) for one in group]
        )
    )
    return list(dict.fromkeys(text for text in texts if text))


def _running_text(body: Body) -> str:
    return "\n".join(paragraph.text for paragraph in body.paragraphs)


# --- what it is -----------------------------------------------------------------------------------


def find_title(fields: Sequence[Field], grammar: Grammar) -> str | None:
    """Return the title as printed, its lines and blocks joined; None if none is printed.

    Official Records print it on two pages: the longer of the two is taken. A draft without a
    title is called by its sponsors, an act without one by how it was adopted.
    """
    titled = [field for field in fields if field.name == "title"]
    pages = [list(group) for _, group in groupby(titled, key=lambda field: field.cell.page)]
    texts = [_without_number(join(_cells(page, "title")), grammar) for page in pages]
    title = max(texts, key=len, default="")
    return title or _said(fields, "sponsors") or _said(fields, "adoption")


def _without_number(title: str, grammar: Grammar) -> str:
    """Return a title without the number of the act before it."""
    words = title.split(maxsplit=1)
    match = grammar.match("act_title", words[0]) if len(words) > 1 else None
    return words[1] if match else title


def find_body(fields: Sequence[Field], grammar: Grammar) -> str | None:
    """Return the body that the masthead names.

    That is the organ at its head; where this is a principal organ of the United Nations and a
    body stands below it, in whose session the document is considered, it is that body.
    """
    organ = _organ(fields, grammar)
    below = _address(fields, grammar)
    if organ is None or (below and grammar.fits("principal_organ", organ)):
        return below or organ
    return organ


def _organ(fields: Sequence[Field], grammar: Grammar) -> str | None:
    cells = _cells(fields, "organ")
    for cell in (*cells, *_cells(fields, "header")):
        if match := grammar.match("principal_organ", cell.text):
            return str(match[1]["name"])
    named = _cells(fields, "organ", "header", "frame", "body")
    if match := grammar.search("organ_name", _without_fields(named, grammar)):
        return " ".join(match[1]["name"].split())
    if not any(cell.size for cell in cells):
        return None
    return join(cells) or None


def _without_fields(cells: Iterable[Cell], grammar: Grammar) -> str:
    """Return the text of the cells without what stands in the right column of the header."""
    text = "\n".join(cell.text for cell in cells)
    for role in ("distribution", "original", "masthead_date", "date_beside"):
        for rule in grammar.role(role):
            text = "\n".join(rule.pattern.sub("", line) for line in text.split("\n"))
    return text


def _address(fields: Sequence[Field], grammar: Grammar) -> str | None:
    """Return the body that heads the block with session, dates and agenda item."""
    cells = _cells(fields, "body")
    first = [cell for cell in cells if _alike(cell, cells[0])]
    first = [cell for cell in first if cell.text.isupper() == first[0].text.isupper()]
    name = join(first)
    return (_title_case(name, grammar) if name.isupper() else name) or None


def _alike(cell: Cell, first: Cell) -> bool:
    return cell.display == first.display and abs(cell.size - first.size) < _SAME_SIZE


def _title_case(name: str, grammar: Grammar) -> str:
    """Return a name in capitals as running text writes it: "HUMAN RIGHTS COUNCIL"."""
    words = name.lower().split()
    small = grammar.lists["small_words"]
    return " ".join(w if i and w in small else w.capitalize() for i, w in enumerate(words))


# --- whom it addresses ----------------------------------------------------------------------------


def _items(fields: Sequence[Field]) -> list[str]:
    """Return the numbers of the agenda items: "99 (x)"."""
    found = [item for cell in _cells(fields, "item") for item in _ITEM.findall(cell.text)]
    return list(dict.fromkeys(found))


def _blocks(cells: Iterable[Cell]) -> list[str]:
    """Return the text of each block of cells that stands apart."""
    blocks: list[list[Cell]] = []
    for cell in cells:
        above = blocks[-1][-1] if blocks else None
        if above and abs(above.left - cell.left) < _COLUMN and _close(above, cell):
            blocks[-1].append(cell)
        else:
            blocks.append([cell])
    return [join(block) for block in blocks]


def _close(above: Cell, cell: Cell) -> bool:
    return cell.top - above.top <= _GAP * cell.size


# --- fields of the header -------------------------------------------------------------------------


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


def _date(header: Sequence[Cell], dates: Iterable[Cell], grammar: Grammar) -> str | None:
    """Return the date that stands alone or, between distribution and languages, at a line end.

    The record of a meeting has the date of its meeting.
    """
    ends = [i for i, cell in enumerate(header) if grammar.search("original", cell.text)]
    found = [grammar.search("masthead_date", cell.text) for cell in header]
    found += [grammar.search("date_beside", cell.text) for cell in header[: ends[0] if ends else 0]]
    found += [grammar.match("masthead_time", cell.text) for cell in dates]
    match = next(filter(None, found), None)
    days = first_days(match[1]["date"].title(), grammar) if match else None
    return days.first.isoformat() if days else _date_abroad(header, grammar)


def _date_abroad(cells: Iterable[Cell], grammar: Grammar) -> str | None:
    """Return the date printed in another language."""
    months = grammar.tables.get("months_abroad", {})
    for cell in cells:
        match = grammar.match("date_abroad", cell.text)
        month = months.get(match[1]["month"].lower()) if match else None
        if match and month:
            day = int(match[1]["day"])
            try:
                return date(int(match[1]["year"]), int(month), day).isoformat()
            except ValueError:
                return None
    return None


def _original(cells: Sequence[Cell], grammar: Grammar) -> list[str]:
    """Return the codes of the languages behind the first "Original:", and in the row below it."""
    for cell, below in zip_longest(cells, cells[1:]):
        if match := grammar.search("original", cell.text):
            more = below.text if below and languages_go_on(cell, below, grammar) else ""
            names = grammar.only("language_joint").split(f"{match[1]['languages']} {more}".strip())
            rules = (grammar.match("language_name", name.strip()) for name in names)
            return [rule.value for rule, _ in filter(None, rules) if rule.value]
    return []


def _job_number(
    source: Source, stripped: Stripped, cells: Iterable[Cell], grammar: Grammar
) -> str | None:
    """Return the job number of the feet or the front, without language letter and dates."""
    margins = sorted(stripped.margins, key=lambda line: line.page)
    texts = [" ".join(source.text[line.start : line.end].split()) for line in margins]
    for text in (*texts, *(cell.text for cell in cells)):
        if match := grammar.search("job_number", text):
            return "".join(match[1]["number"].split())
    return None
