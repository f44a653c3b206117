"""The title and the body that the front prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import dropwhile, groupby, takewhile

from rapporteur.extract.front import Cell, join
from rapporteur.knowledge.grammar import Grammar

_INDENT = 20.0
_ORGAN_SIZE = 14.5
_HEADER = (
    "masthead_organ", "principal_organ", "masthead_symbol", "distribution", "original",
    "masthead_date",
)  # fmt: skip
_ADDRESS = ("masthead_session", "masthead_item", "masthead_dates")
_ASIDE = ("masthead_aside", "title_aside")

Test = Callable[[Cell], bool]


def _is(grammar: Grammar, *roles: str) -> Test:
    return lambda cell: any(grammar.search(role, cell.text) for role in roles)


def find_title(cells: Sequence[Cell], grammar: Grammar) -> str | None:
    """Return the title as printed, its lines and blocks joined; None if none is printed.

    Official Records print it on two pages: the longer of the two is taken.
    """
    if not cells:
        return None
    if any(grammar.fits("official_records", cell.text) for cell in cells):
        pages = [list(page) for _, page in groupby(cells, key=lambda cell: cell.page)]
        titles = [join(_cover_title(page, grammar)) for page in pages]
        return max(titles, key=len) or None
    first = [cell for cell in cells if cell.page == cells[0].page]
    found = _placed_title(first, grammar) if _has_places(cells) else _plain_title(first, grammar)
    return join(found) or None


def _has_places(cells: Iterable[Cell]) -> bool:
    return any(cell.size for cell in cells)


def _cover_title(page: Sequence[Cell], grammar: Grammar) -> list[Cell]:
    """Return the title of a cover page of Official Records.

    On the first cover it stands above the name of the organ, on the second below the number
    of the supplement.
    """
    records = _is(grammar, "official_records")
    if not any(map(records, page)):
        return []
    aside = _is(grammar, "masthead_aside", "masthead_organ", "masthead_symbol")
    above = takewhile(lambda c: not grammar.fits("principal_organ", c.text), page)
    title = [cell for cell in above if not aside(cell)]
    if not title:
        below = list(dropwhile(lambda c: not grammar.fits("supplement", c.text), page))[1:]
        title = [cell for cell in below if not aside(cell)]
    return title


def _placed_title(cells: Sequence[Cell], grammar: Grammar) -> list[Cell]:
    """Return the display lines below the header that are not in the block of the body."""
    edge = min(cell.left for cell in cells)
    bottom = _header_bottom(cells, grammar)
    aside = _is(grammar, *_ASIDE, *_HEADER)
    found: list[Cell] = []
    for cell in cells:
        if cell.top <= bottom or cell.left < edge + _INDENT or aside(cell) or not cell.display:
            continue
        if found and _is_label(cell, grammar):
            break
        found.append(cell)
    return found


def _header_bottom(cells: Sequence[Cell], grammar: Grammar) -> float:
    """Return how far down the header and the address of the document reach."""
    fixed = _is(grammar, *_HEADER, "masthead_session", "masthead_item")
    return max((cell.top for cell in cells if fixed(cell)), default=0.0)


def _is_label(cell: Cell, grammar: Grammar) -> bool:
    match = grammar.match("label", cell.text)
    return match is not None and match[0].value == "upper_roman"


def _plain_title(cells: Sequence[Cell], grammar: Grammar) -> list[Cell]:
    """Return the title of a text without sizes: what follows the address of the document.

    Where a note to the title follows it, it is what begins like a title, up to the note.
    """
    taken = _is(grammar, *_HEADER, *_ADDRESS, *_ASIDE)
    last = max((i for i, cell in enumerate(cells) if taken(cell)), default=-1)
    rest = cells[last + 1 :]
    from_start = _from_title_start(rest, grammar)
    if rest:
        return from_start or list(rest)
    return list(takewhile(lambda cell: not taken(cell), _from_title_start(cells, grammar)))


def _from_title_start(cells: Sequence[Cell], grammar: Grammar) -> list[Cell]:
    return list(dropwhile(lambda cell: not grammar.fits("title_start", cell.text), cells))


def find_body(cells: Sequence[Cell], grammar: Grammar) -> str | None:
    """Return the body that the masthead names.

    That is the organ at its head; where this is a principal organ of the United Nations and a
    body stands below it, in whose session the document is considered, it is that body.
    """
    first = [cell for cell in cells if cell.page == cells[0].page]
    organ = _organ(first, grammar)
    records = any(grammar.fits("official_records", cell.text) for cell in first)
    below = None if records else _address(first, grammar)
    if organ is None or (below and grammar.fits("principal_organ", organ)):
        return below or organ
    return organ


def _organ(cells: Sequence[Cell], grammar: Grammar) -> str | None:
    for cell in cells:
        if match := grammar.match("principal_organ", cell.text):
            return str(match[1]["name"])
    if named := grammar.search("organ_name", _without_fields(cells, grammar)):
        return " ".join(named[1]["name"].split())
    bottom = _distribution_bottom(cells, grammar)
    aside = _is(grammar, *_HEADER)
    large = [c for c in cells if c.top <= bottom and c.size > _ORGAN_SIZE and not aside(c)]
    return join(large) or None


def _without_fields(cells: Iterable[Cell], grammar: Grammar) -> str:
    """Return the text of the cells without what stands in the right column of the header."""
    text = "\n".join(cell.text for cell in cells)
    for role in ("distribution", "original", "masthead_date", "date_beside"):
        for rule in grammar.role(role):
            text = "\n".join(rule.pattern.sub("", line) for line in text.split("\n"))
    return text


def _distribution_bottom(cells: Sequence[Cell], grammar: Grammar) -> float:
    fixed = _is(grammar, "distribution", "original")
    return max((cell.top for cell in cells if fixed(cell)), default=0.0)


def _address(cells: Sequence[Cell], grammar: Grammar) -> str | None:
    """Return the body that heads the block with session, dates and agenda item."""
    if not _has_places(cells):
        return None
    edge = min(cell.left for cell in cells)
    bottom = _distribution_bottom(cells, grammar)
    block = [c for c in cells if c.top > bottom and c.left < edge + _INDENT]
    stop = _is(grammar, *_ADDRESS, "masthead_aside")
    head = list(takewhile(lambda c: not stop(c), block))
    bold = list(takewhile(lambda c: c.display, head)) or head
    name = join(list(takewhile(lambda c: c.text.isupper() == bold[0].text.isupper(), bold)))
    if not name or grammar.fits("principal_organ", bold[0].text):
        return None
    return _title_case(name, grammar) if name.isupper() else name


def _title_case(name: str, grammar: Grammar) -> str:
    """Return a name in capitals as running text writes it: "HUMAN RIGHTS COUNCIL"."""
    words = name.lower().split()
    small = grammar.lists["small_words"]
    return " ".join(w if i and w in small else w.capitalize() for i, w in enumerate(words))
