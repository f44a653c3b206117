"""Chunks that belong together although a page break parts them."""

from __future__ import annotations

from collections.abc import Sequence

from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.segment.chunks import Chunk
from rapporteur.segment.headings import Heading, HeadingFinder, look_of
from rapporteur.segment.items import ordinal
from rapporteur.segment.rows import Metrics

_LOWER = compile_pattern(r"^[a-z]")
_LISTED = frozenset({"decimal", "letter"})
_SAME_LEFT = 7.0
_SAME_SIZE = 0.8
_COLUMN = 100.0
_FULL = 0.7


def join_pages(chunks: Sequence[Chunk], finder: HeadingFinder) -> list[Chunk]:
    """Return the chunks with those joined that go on at the top of the next page.

    Turned text, which the reader puts last on its page, and charts stand between no two of them.
    """
    joined: list[Chunk] = []
    last = -1
    for chunk in chunks:
        parted = 0 <= last < len(joined) - 1
        if last >= 0 and (
            _goes_on(joined[last], chunk, finder)
            or (parted and _goes_on_behind(joined[last], chunk, finder))
        ):
            joined[last] = joined[last].join(chunk, parted=parted)
            continue
        joined.append(chunk)
        if not chunk.aside:
            last = len(joined) - 1
    return joined


def _goes_on_behind(above: Chunk, chunk: Chunk, finder: HeadingFinder) -> bool:
    """Say whether in plain text a sentence goes on behind the rows of a chart or table."""
    if finder.metrics.geometry or above.ended or above.in_table or chunk.in_table:
        return False
    text = not (chunk.stated or chunk.aside or chunk.labels or finder.of(above))
    full = len(above.rows[-1].text) >= _FULL * finder.metrics.width
    return text and full and _LOWER.match(chunk.text) is not None


def _goes_on(above: Chunk, chunk: Chunk, finder: HeadingFinder) -> bool:
    """Say whether `chunk`, first on its page, continues the sentence of the chunk above."""
    metrics, grammar = finder.metrics, finder.grammar
    if not chunk.first_on_page or not metrics.geometry or _parts(above, chunk, grammar):
        return False
    if chunk.labels:
        return _inside_sentence(above, chunk)
    headings = finder.of(above)
    if headings and not _cut_short(above, chunk, headings[0], metrics):
        return False
    if _LOWER.match(chunk.text):
        return True
    return bool(headings or not finder.of(chunk)) and _reads_on(above, chunk, metrics, grammar)


def _reads_on(above: Chunk, chunk: Chunk, metrics: Metrics, grammar: Grammar) -> bool:
    """Say whether text that begins with a capital may go on with the text above."""
    if above.ended:
        return _runs_on(above, chunk, metrics)
    return not _are_entries(above, chunk, metrics) and not _are_recitals(above, chunk, grammar)


def _are_entries(above: Chunk, chunk: Chunk, metrics: Metrics) -> bool:
    """Say whether the two are entries of a list with one a line: the last row above is short."""
    row = above.rows[-1]
    return len(above.rows) == 1 and not above.labels and metrics.short(row) and _begins(chunk)


def _begins(chunk: Chunk) -> bool:
    return chunk.text[:1].isupper()


def _are_recitals(above: Chunk, chunk: Chunk, grammar: Grammar) -> bool:
    """Say whether the two are paragraphs of a preamble: "Recalling …," and "Noting …,"."""
    closed = above.text.endswith(",")
    return closed and all(grammar.fits("recital", one.text) for one in (above, chunk))


def _parts(above: Chunk, chunk: Chunk, grammar: Grammar) -> bool:
    """Say whether a table, a caption, another size of type or another column parts the two.

    So does the file itself if it states its paragraphs.
    """
    if chunk.stated or chunk.drawn or grammar.fits("caption", chunk.text):
        return True
    first, last = chunk.rows[0], above.rows[-1]
    if last.left - first.left > _COLUMN and not _LOWER.match(chunk.text):
        return True
    celled = first.line.cell is not None or above.rows[0].line.cell is not None
    return celled or abs(last.size - first.size) > _SAME_SIZE


def _inside_sentence(above: Chunk, chunk: Chunk) -> bool:
    """Say whether a letter at the top of the page is one of those inside a sentence above.

    `(b)` in lower case goes on with the sentence if `(a)` stands in it, and not at its start.
    """
    label = chunk.label("letter")
    if label is None or not _LOWER.match(chunk.text[label.text_start - chunk.start :]):
        return False
    place = ordinal("letter", label.number)
    if place is None or place < 2 or above.label("letter") is not None:
        return False
    return f"({chr(ord('a') + (place - 2) % 26)})" in above.text


def _cut_short(above: Chunk, chunk: Chunk, heading: Heading, metrics: Metrics) -> bool:
    """Say whether what looks like a heading is bold text that the foot of the page cuts.

    A heading never stands last on a page, and its last row is seldom full.
    """
    alike = look_of(chunk, None).bold == heading.look.bold
    return alike and not above.ended and not metrics.short(above.rows[-1])


def _runs_on(above: Chunk, chunk: Chunk, metrics: Metrics) -> bool:
    """Say whether a full last row above and an unindented row here show one paragraph.

    Only below a numbered paragraph: there a new paragraph would have its own number. An entry of
    a list with numbers such as 136.14 goes on as long as it ends in no full stop.
    """
    numbered = above.label("decimal") is not None
    indented = len(chunk.rows) > 1 and chunk.left > chunk.rows[1].left + 3
    same = abs(chunk.left - above.rows[-1].left) < 3
    if above.label("nested") is not None and same:
        return not above.text.endswith(".")
    return numbered and same and not indented and not metrics.short(above.rows[-1])
