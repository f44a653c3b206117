"""What the table of contents names: titles that need no other evidence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.segment.chunks import Chunk
from rapporteur.segment.rows import Metrics, Row
from rapporteur.segment.title_signs import ended

_MOST_ROWS = 6
_NOT_LETTERS = compile_pattern(r"[\W\d_]+")
_LEADERS = compile_pattern(
    r"(?:(?<!\s)\s+)?[.…](?:\s*[.…]){2,}.*$|(?<!\s)\s+[\d–-]+(?:\s+\d+)?\s*$"
)
_LABEL = compile_pattern(r"^(?:[IVXL]+|[A-Z]|\d{1,2})\.\s+")
_LABEL_ALONE = compile_pattern(r"(?:[IVXL]+|[A-Z]|\d{1,3})\.?")
_NUMBERED = compile_pattern(
    r"(?:(?P<number>\d{1,2})\.|(?P<number>\d{1,2}(?:\.\d{1,2}){1,3})\.?)(?:\s+(?P<title>.*))?"
)


def join_titles(
    chunks: Sequence[Chunk], metrics: Metrics, contents: Sequence[str], grammar: Grammar
) -> list[Chunk]:
    """Join chunks that are one title by the table of contents."""
    listed = listed_titles(contents)
    joined: list[Chunk] = []
    for chunk in chunks:
        if joined and listed and _is_rest(joined[-1], chunk, metrics, listed, grammar):
            joined[-1] = joined[-1].join(chunk)
        else:
            joined.append(chunk)
    return joined


def _is_rest(
    above: Chunk, chunk: Chunk, metrics: Metrics, listed: frozenset[str], grammar: Grammar
) -> bool:
    """Say whether two short chunks are a title of the contents only together.

    The name of an act stands by itself above its title.
    """
    if grammar.fits("titled_heading", above.text):
        return False
    if chunk.labels or max(len(above.text), len(chunk.text)) > 2 * metrics.width:
        return False
    titles = [letters_of(above.text[label.text_start - above.start :]) for label in above.labels]
    return any(
        title not in listed and title + letters_of(chunk.text) in listed
        for title in [*titles, letters_of(above.text)]
    )


def listed_titles(contents: Sequence[str]) -> frozenset[str]:
    """Return the letters of the titles that the table of contents names.

    An entry over several lines gives them with and without the last, up to three.
    """
    lines = [letters_of(without_leaders(line.strip())) for line in contents]
    pairs = (one + other for one, other in pairwise(lines))
    threes = (
        one + other + last for one, other, last in zip(lines, lines[1:], lines[2:], strict=False)
    )
    return frozenset(filter(None, (*lines, *pairs, *threes)))


def listed_entries(contents: Sequence[str]) -> frozenset[str]:
    """Return the letters of the entries of the contents as a whole, up to their leaders or page."""
    found: set[str] = set()
    entry: list[str] = []
    for line in contents:
        entry = [*entry[-2:], line.strip()]
        if _LEADERS.search(entry[-1]):
            found.add(letters_of(without_label(_LEADERS.sub("", " ".join(entry)))))
            entry = []
        elif not entry[-1] or _LABEL_ALONE.fullmatch(entry[-1]):
            entry = []
    return frozenset(filter(None, found))


def entry_end(rows: Sequence[Row], index: int, start: int, entries: frozenset[str]) -> int | None:
    """Return the index of the row below a title that is one of the entries, None if none is.

    The title begins at `start` in its row. What stands below it, with a capital, is another one,
    though there was no room.
    """
    for after in range(index + 1, min(index + _MOST_ROWS, len(rows) - 1) + 1):
        title = " ".join(row.text for row in rows[index:after])[start:]
        if letters_of(title) in entries and rows[after].text[:1].isupper():
            return after
    return None


def listed_numbers(contents: Sequence[str]) -> frozenset[tuple[str, str]]:
    """Return the numbers that the contents set before titles, each with the letters of its title.

    The number may stand on a line of its own; an entry over two lines gives both with and without
    the second.
    """
    lines = [line.strip() for line in contents if line.strip()]
    found: set[tuple[str, str]] = set()
    for at, line in enumerate(lines):
        if entry := _NUMBERED.fullmatch(line):
            titles = [entry["title"]] if entry["title"] else []
            titles = [*titles, *lines[at + 1 : at + 3]]
            one, both = without_leaders(titles[0]) if titles else "", " ".join(titles[:2])
            found |= {
                (entry["number"], letters_of(title)) for title in (one, _LEADERS.sub("", both))
            }
    return frozenset((number, title) for number, title in found if title)


def without_leaders(line: str) -> str:
    """Return the title of a line of the contents: no label before it, no page behind it."""
    return without_label(_LEADERS.sub("", line))


def without_label(line: str) -> str:
    """Return a line of the contents without the label before it."""
    return _LABEL.sub("", line)


def is_listed(
    chunks: Sequence[Chunk], index: int, listed: frozenset[str], grammar: Grammar
) -> bool:
    """Say whether the contents name a chunk, and it stands in no list of names.

    There a short line that ends in no stop stands above it, and is no title of the contents.
    """
    if letters_of(chunks[index].text) not in listed:
        return False
    above = chunks[index - 1] if index else None
    if above is None or chunks[index].first_on_page or above.labels or ended(above.text, grammar):
        return True
    return len(above.rows) > 1 or letters_of(above.text) in listed


def letters_of(text: str) -> str:
    """Return the letters of a text in one case: what two prints of a title share."""
    return _NOT_LETTERS.sub("", text).casefold()
