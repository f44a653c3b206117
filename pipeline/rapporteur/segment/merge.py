"""Chunks that belong together although a page break or a false label parts them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.segment.blocks import Label
from rapporteur.segment.chunks import Chunk
from rapporteur.segment.headings import Heading, find_heading, look_of
from rapporteur.segment.items import ordinal
from rapporteur.segment.numbers import Candidate, Use, resolve
from rapporteur.segment.rows import Metrics

_NUMBER = compile_pattern(r"^(?P<number>\d{1,3})(?P<suffix>\D*)$")
_LOWER = compile_pattern(r"^[a-z]")
_SET_OFF_REJECTION = 5.6
_RUN_ON_REJECTION = 1.2
_LOWER_REJECTION = 0.8
_LISTED = frozenset({"decimal", "letter"})
_SAME_LEFT = 7.0
_SAME_SIZE = 0.8
_COLUMN = 100.0
_FULL = 40
_MARGIN_SHARE = 0.2


def join_pages(chunks: Sequence[Chunk], metrics: Metrics, grammar: Grammar) -> list[Chunk]:
    """Return the chunks with those joined that go on at the top of the next page.

    Turned text, which the reader puts last on its page, stands between no two of them.
    """
    joined: list[Chunk] = []
    last = -1
    for chunk in chunks:
        if last >= 0 and _goes_on(joined[last], chunk, metrics, grammar):
            joined[last] = joined[last].join(chunk, parted=last < len(joined) - 1)
            continue
        joined.append(chunk)
        if not chunk.turned:
            last = len(joined) - 1
    return joined


def _goes_on(above: Chunk, chunk: Chunk, metrics: Metrics, grammar: Grammar) -> bool:
    """Say whether `chunk`, first on its page, continues the sentence of the chunk above."""
    if not chunk.first_on_page or not metrics.geometry or _parts(above, chunk, grammar):
        return False
    if chunk.labels:
        return _inside_sentence(above, chunk)
    heading = find_heading(above, metrics, grammar)
    if heading is not None and not _cut_short(above, chunk, heading, metrics):
        return False
    if _LOWER.match(chunk.text):
        return True
    if heading is None and find_heading(chunk, metrics, grammar) is not None:
        return False
    return not above.ended or _runs_on(above, chunk, metrics)


def _parts(above: Chunk, chunk: Chunk, grammar: Grammar) -> bool:
    """Say whether a table, a caption, another size of type or another column parts the two."""
    if grammar.fits("caption", chunk.text):
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


def list_headings(
    chunks: Sequence[Chunk], headings: Sequence[Heading | None]
) -> list[Heading | None]:
    """Return the headings without those that are entries of a numbered list set in bold.

    Two headings of one series have text between them; entries follow one another.
    """
    return [
        None if heading and _is_entry(chunks, index, heading) else heading
        for index, heading in enumerate(headings)
    ]


def _is_entry(chunks: Sequence[Chunk], index: int, heading: Heading) -> bool:
    if heading.label is None or heading.label.style not in _LISTED:
        return False
    return any(
        _neighbours(chunks[index], heading.label, chunks[other], step)
        for other, step in ((index - 1, -1), (index + 1, 1))
        if 0 <= other < len(chunks)
    )


def _neighbours(chunk: Chunk, label: Label, other: Chunk, step: int) -> bool:
    beside = other.label(label.style)
    if beside is None or abs(other.left - chunk.left) > _SAME_LEFT:
        return False
    style = "letter" if label.style == "letter" else "decimal"
    here, there = ordinal(style, label.number), ordinal(style, beside.number)
    if here is None or there is None or there - here != step:
        return False
    look = look_of(other, beside)
    return look.bold or look.italic


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


def reject_labels(
    chunks: Sequence[Chunk], headings: Sequence[Heading | None], grammar: Grammar
) -> tuple[list[Chunk], list[Heading | None], list[Use]]:
    """Return the chunks with what their numbers number.

    A chunk whose number numbers nothing loses the label; if no space sets it off, its rows
    go back to the chunk above.
    """
    at = [i for i, chunk in enumerate(chunks) if chunk.label("decimal") and headings[i] is None]
    resolved = dict(zip(at, resolve(_candidates(chunks, headings, at, grammar)), strict=True))
    kept: list[Chunk] = []
    kept_headings: list[Heading | None] = []
    uses: list[Use] = []
    for index, chunk in enumerate(chunks):
        use = resolved.get(index, "none")
        rejected = index in resolved and use == "none"
        if rejected and kept and not chunk.set_off and kept_headings[-1] is None:
            kept[-1] = kept[-1].join(chunk)
            continue
        kept.append(_without_number(chunk) if rejected else chunk)
        kept_headings.append(headings[index])
        uses.append(use)
    return kept, kept_headings, uses


def _without_number(chunk: Chunk) -> Chunk:
    return replace(chunk, labels=tuple(lab for lab in chunk.labels if lab.style != "decimal"))


def _candidates(
    chunks: Sequence[Chunk],
    headings: Sequence[Heading | None],
    at: Sequence[int],
    grammar: Grammar,
) -> list[Candidate]:
    found = []
    last = -1
    margins = _margins(chunks)
    for index in at:
        between = headings[last + 1 : index]
        opens = any(h and h.label and h.label.style in {"annex", "appendix"} for h in between)
        margin = margins[chunks[index].rows[0].line.page % 2]
        candidate = _candidate(chunks, headings, index, margin, opens_sequence=opens)
        if _opens_group(chunks, headings, index):
            candidate = replace(candidate, after_colon=True, after_heading=False)
        elif _is_operative(chunks[index], grammar):
            candidate = replace(candidate, after_colon=False, after_heading=True)
        elif _opens_agenda(chunks, headings, index, grammar):
            candidate = replace(candidate, opens_agenda=True)
        found.append(candidate)
        last = index
    return found


def _opens_group(chunks: Sequence[Chunk], headings: Sequence[Heading | None], index: int) -> bool:
    """Say whether only the name of a group, in italics, parts the chunk from a lead."""
    group = headings[index - 1] if index > 1 else None
    if group is None or group.label is not None or not group.look.italic or group.look.bold:
        return False
    return headings[index - 2] is None and chunks[index - 2].text.endswith(":")


def _is_operative(chunk: Chunk, grammar: Grammar) -> bool:
    """Say whether the chunk reads like a paragraph of an act, which may follow a colon."""
    label = chunk.label("decimal")
    return label is not None and grammar.fits("operative", _behind(chunk, label))


def _behind(chunk: Chunk, label: Label) -> str:
    return chunk.text[label.text_start - chunk.start :]


def _opens_agenda(
    chunks: Sequence[Chunk], headings: Sequence[Heading | None], index: int, grammar: Grammar
) -> bool:
    """Say whether the chunk is the first entry of an agenda that stands right below a heading.

    Either the heading says so, or the next entry reads like one, too.
    """
    if not index or headings[index - 1] is None or not _enters(chunks[index], "1", grammar):
        return False
    above = index - 1
    while above >= 0 and headings[above] is not None:
        if grammar.fits("agenda_title", chunks[above].text):
            return True
        above -= 1
    below = chunks[index + 1] if index + 1 < len(chunks) else None
    return below is not None and _enters(below, "2", grammar)


def _enters(chunk: Chunk, number: str, grammar: Grammar) -> bool:
    label = chunk.label("decimal")
    if label is None or label.number != number:
        return False
    return grammar.fits("agenda_entry", _behind(chunk, label))


def _margins(chunks: Sequence[Chunk]) -> tuple[float, float]:
    """Return the left margin of text on even and on odd pages: they differ in old layouts."""
    lefts: tuple[Counter[int], Counter[int]] = (Counter(), Counter())
    for chunk in chunks:
        for row in chunk.rows:
            if len(row.text) > _FULL and row.line.cell is None:
                lefts[row.line.page % 2][round(row.left)] += 1
    even, odd = (float(_margin(count)) for count in lefts)
    return even, odd


def _margin(lefts: Counter[int]) -> int:
    """Return the leftmost place where many rows begin: the rows of lists may be more."""
    least = _MARGIN_SHARE * lefts.total()
    return min((left for left, count in lefts.items() if count >= least), default=0)


def _candidate(
    chunks: Sequence[Chunk],
    headings: Sequence[Heading | None],
    index: int,
    margin: float,
    *,
    opens_sequence: bool,
) -> Candidate:
    chunk = chunks[index]
    label = chunk.label("decimal")
    number = _NUMBER.match(label.number) if label else None
    if label is None or number is None:
        raise ValueError("a candidate needs a decimal label")
    above = chunks[index - 1] if index else None
    after_heading = index == 0 or headings[index - 1] is not None
    after_text = above is not None and not above.labels and not above.text.endswith(":")
    rest = _behind(chunk, label)
    rejection = _SET_OFF_REJECTION if chunk.set_off or not rest else _RUN_ON_REJECTION
    return Candidate(
        number=int(number["number"]),
        left=chunk.left - margin,
        after_colon=above is not None and above.text.endswith(":"),
        after_heading=after_heading or after_text,
        opens_sequence=opens_sequence,
        rejection=_LOWER_REJECTION if _LOWER.match(rest) else rejection,
        suffix=number["suffix"].strip(),
    )
