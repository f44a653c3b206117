"""Headings: which chunks are headings, and how deep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.segment.blocks import Label
from rapporteur.segment.chunks import Chunk
from rapporteur.segment.rows import LARGER, Metrics, Row

RANKS = {
    "annex": 0.0, "appendix": 0.5, "chapter": 1.0, "upper_roman": 1.0, "upper_letter": 2.0,
    "act_part": 3.0, "decimal": 3.0, "letter": 4.0, "roman": 5.0,
}  # fmt: skip
ACT_ANNEX = "act_annex"
SUBTITLE = 6.0
_DEEPER_STEP = 0.1
_LONGEST = 500
_LONGEST_UNLABELLED = 300
_LONGEST_LARGE = 1200
_LONGEST_ITALIC = 160
_SHORTEST = 3
_LISTED = 20.0
_OPENING = "“‘\"'"
_LONGEST_TEXT_HEADING = 300
_LONGEST_NAME = 40
_LETTERS = compile_pattern(r"[^\W\d_]")
_ASIDE = compile_pattern(
    r"\S(?P<aside>\s+(?:\[[^\[\]]{1,60}\]|\((?:[^()]|\([^()]{1,9}\)){1,60}\)))$"
)
_REACH = 100
_CAPITALS = compile_pattern(r"^[^a-z]*[A-Z]{3}[^a-z]*$")


@dataclass(frozen=True, slots=True)
class Look:
    """How a heading is set: size in points, bold, italic."""

    size: float
    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """A chunk read as a heading. `rank` is None for one without a label or known title.

    `depth` is the level that the tags of the PDF give it, 0 if they say nothing.
    """

    label: Label | None
    rank: float | None
    look: Look
    rule: str
    depth: int = 0


def alike(look: Look, labelled: Look) -> bool:
    """Say whether two headings are set alike."""
    return (
        abs(look.size - labelled.size) < 0.4
        and look.bold == labelled.bold
        and look.italic == labelled.italic
    )


def look_of(chunk: Chunk, label: Label | None) -> Look:
    """Return how the text behind the label is set; bold or italic only if every letter is.

    An aside at the end such as "[agenda item 2]" may be set otherwise.
    """
    start = label.text_start if label and label.text_start < chunk.end else chunk.start
    text = chunk.text
    aside = _ASIDE.search(text, max(0, len(text) - _REACH)) if text[-1:] in "])" else None
    end = chunk.end - (len(aside["aside"]) if aside else 0)
    looks = [_row_look(row, start, end) for row in chunk.rows if row.start < end]
    return Look(chunk.size, all(bold for bold, _ in looks), all(italic for _, italic in looks))


def _row_look(row: Row, start: int, end: int) -> tuple[bool, bool]:
    """Return bold and italic of one row, ignoring the parts before `start` and from `end`."""
    line = row.line
    if line.bold or line.italic or not line.styles or (row.start >= start and row.end <= end):
        return line.bold, line.italic
    first, last = start - row.start, end - row.start
    behind = [
        style
        for style in line.styles
        if style.end - line.start > first and style.start - line.start < last
    ]
    if not behind:
        return False, False
    return all(style.bold for style in behind), all(style.italic for style in behind)


def find_heading(chunk: Chunk, metrics: Metrics, grammar: Grammar) -> Heading | None:
    """Return the chunk as a heading if the page or, in plain text, its wording shows one."""
    if chunk.in_table:
        return None
    labelled = _labelled(chunk, metrics, grammar)
    if labelled is not None:
        return labelled
    if metrics.geometry:
        return _unlabelled(chunk, metrics, grammar)
    return _known(chunk, Look(0.0, False, False), grammar)


def _labelled(chunk: Chunk, metrics: Metrics, grammar: Grammar) -> Heading | None:
    for label in chunk.labels:
        rank = RANKS.get(label.style)
        if rank is None:
            continue
        look = look_of(chunk, label)
        if label.style in {"chapter", "annex", "appendix"} or (
            _page_shows(chunk, label, look, metrics, grammar)
            if metrics.geometry
            else _text_shows(chunk, label, grammar)
        ):
            deeper = _DEEPER_STEP * label.number.count(".")
            return Heading(label, rank + deeper, look, label.rule, _depth(chunk, metrics))
    return None


def _depth(chunk: Chunk, metrics: Metrics) -> int:
    return (chunk.tagged or 0) if metrics.tagged else 0


def _page_shows(chunk: Chunk, label: Label, look: Look, metrics: Metrics, grammar: Grammar) -> bool:
    """Say whether a labelled chunk of a PDF looks like a heading."""
    text = _behind(chunk, label)
    large = chunk.size > metrics.size + LARGER
    if not 0 < len(text) <= (_LONGEST_LARGE if large and look.bold else _LONGEST):
        return False
    tagged = _depth(chunk, metrics) > 0
    if label.style in {"upper_roman", "upper_letter"}:
        plain = not text.endswith((";", ",")) and not (text.endswith(".") and len(text) > 120)
        return (look.bold or large or (look.italic and not grammar.search("sentence_end", text))
                or tagged or bool(_CAPITALS.match(text))) and plain  # fmt: skip
    if grammar.search("sentence_end", text):
        return False
    italic = look.italic and chunk.set_off and len(text) < _LONGEST_ITALIC
    return tagged or italic or (look.bold and (large or _label_bold(chunk)))


def _label_bold(chunk: Chunk) -> bool:
    line = chunk.rows[0].line
    return line.bold or (bool(line.styles) and line.styles[0].bold)


def _text_shows(chunk: Chunk, label: Label, grammar: Grammar) -> bool:
    """Say whether a labelled chunk of plain text reads like a heading."""
    text = _behind(chunk, label)
    return (
        label.style in {"upper_roman", "upper_letter"}
        and 0 < len(text) <= _LONGEST_TEXT_HEADING
        and not grammar.search("sentence_end", text)
    )


def _behind(chunk: Chunk, label: Label) -> str:
    return chunk.text[label.text_start - chunk.start :].strip()


def _unlabelled(chunk: Chunk, metrics: Metrics, grammar: Grammar) -> Heading | None:
    look, tagged = look_of(chunk, None), chunk.tagged if metrics.tagged else None
    if known := _known(chunk, look, grammar):
        return known if look.bold or look.italic or chunk.size > metrics.size else None
    if (tagged == 0 and not grammar.fits("titled_heading", chunk.rows[0].text)) or any(
        label.style not in RANKS for label in chunk.labels
    ):
        return None
    large = chunk.size > metrics.size + LARGER
    longest = _LONGEST_LARGE if large and look.bold else _LONGEST_UNLABELLED
    if chunk.size < metrics.size - LARGER or not _reads_like_a_title(chunk.text, longest, grammar):
        return None
    italic = look.italic and len(chunk.text) < _LONGEST_ITALIC and chunk.set_off
    if italic and not look.bold and grammar.fits("act_opening", chunk.text):
        return None
    if large or look.bold or italic:
        return Heading(None, None, look, "base.styled_heading", tagged or 0)
    return Heading(None, None, look, "base.tagged_heading", tagged) if tagged else None


def _reads_like_a_title(text: str, longest: int, grammar: Grammar) -> bool:
    """Say whether a text can be a title: begins with a capital, has a word, is no sentence.

    The number of an act that has its title below needs no word.
    """
    if len(text) <= _LONGEST_NAME and grammar.fits("titled_heading", text):
        return True
    if grammar.fits("annotation", text) or grammar.search("sentence_end", text):
        return False
    if not _SHORTEST <= len(text) <= longest:
        return False
    if not (text[0].isupper() or text[0].isdigit() or text[0] in _OPENING):
        return False
    return len(_LETTERS.findall(text)) >= _SHORTEST


def _known(chunk: Chunk, look: Look, grammar: Grammar) -> Heading | None:
    found = grammar.match("known_heading", chunk.text)
    if found is None:
        return None
    return Heading(None, float(found[0].value or 1), look, found[0].id)


def settle_annexes(headings: Sequence[Heading | None]) -> list[Heading | None]:
    """Return the headings with the annexes of acts that the report quotes as headings in them.

    Those are: an annex that chapters go on behind, and one without a number among annexes that
    have numbers.
    """
    settled = list(headings)
    numbered = False
    for index, heading in enumerate(headings):
        if heading is None or heading.label is None or heading.label.style != "annex":
            continue
        bare = not heading.label.number
        if (bare and numbered) or _inside_chapters(headings, index):
            settled[index] = replace(
                heading, label=replace(heading.label, style=ACT_ANNEX), rank=None
            )
        else:
            numbered = numbered or not bare
    return settled


def settle_recommendations(
    chunks: Sequence[Chunk],
    headings: Sequence[Heading | None],
    metrics: Metrics,
    grammar: Grammar,
) -> list[Heading | None]:
    """Return the headings with "Recommendation 4" as one where it has a title, below or behind."""
    settled = list(headings)
    for index, below in enumerate(headings[1:]):
        chunk = chunks[index]
        label = chunk.label("recommendation")
        if headings[index] is not None or label is None:
            continue
        look, title = look_of(chunk, None), _behind(chunk, label)
        behind = title and look.bold and not grammar.search("sentence_end", title) and below is None
        if behind or (not title and below and not below.label and alike(look, below.look)):
            depth = _depth(chunk, metrics)
            settled[index] = Heading(None, None, look, "base.titled_recommendation", depth)
    return settled


def settle_lists(
    chunks: Sequence[Chunk], headings: Sequence[Heading | None], metrics: Metrics
) -> list[Heading | None]:
    """Return the headings without the names of groups in a list of names.

    They are set in italics and as deep as the names, which have no labels.
    """
    settled: list[Heading | None] = []
    listing = False
    for index, (chunk, heading) in enumerate(zip(chunks, headings, strict=True)):
        deep = metrics.geometry and chunk.left > metrics.left + _LISTED
        bare = index + 1 < len(chunks) and not chunks[index + 1].labels
        group = listing and deep and bare and heading is not None and _in_italics(heading)
        settled.append(None if group else heading)
        listing = settled[-1] is None and (chunk.text.endswith(":") or (listing and deep))
    return settled


def _in_italics(heading: Heading) -> bool:
    return heading.label is None and heading.look.italic and not heading.look.bold


def settle_siblings(headings: Sequence[Heading | None]) -> list[Heading | None]:
    """Return the headings, those without a label ranked as what stands right below them.

    "Segment on ports" above "II. Cranes", set like it, parts the headings of that rank.
    """
    below = [*headings[1:], None]
    return [_with_sibling(*pair) for pair in zip(headings, below, strict=False)]


def _with_sibling(heading: Heading | None, below: Heading | None) -> Heading | None:
    if heading is None or heading.label is not None or below is None:
        return heading
    if below.label is None or not alike(heading.look, below.look):
        return heading
    return replace(heading, rank=below.rank)


def settle_larger(
    headings: Sequence[Heading | None], looks: dict[float, Look]
) -> list[Heading | None]:
    """Return the headings, those without a label that enclose numerals or chapters ranked so.

    Parts and segments of a report are set larger than the numerals in them, all alike; a single
    larger line is a title that is printed again. `looks` is how the labelled ones are set.
    """
    numerals = looks.get(RANKS["upper_roman"])
    if numerals is None:
        return list(headings)
    sizes = [_larger_size(heading, numerals) for heading in headings]
    times = Counter(size for size, above in zip(sizes, [None, *sizes], strict=False) if not above)
    return [
        replace(heading, rank=_rank_above(heading.look, numerals))
        if heading and size and times[size] > 1
        else heading
        for heading, size in zip(headings, sizes, strict=True)
    ]


def _larger_size(heading: Heading | None, numerals: Look) -> float | None:
    """Return the size of a bold heading without a label that is set larger than numerals."""
    if heading is None or heading.label is not None or heading.rank is not None:
        return None
    larger = heading.look.bold and heading.look.size > numerals.size + LARGER
    return heading.look.size if larger else None


def _rank_above(look: Look, numerals: Look) -> float:
    """Return a rank between appendices and numerals: the larger, the further out."""
    return RANKS["upper_roman"] - min(look.size / numerals.size - 1, 1) / 2


def _inside_chapters(headings: Sequence[Heading | None], index: int) -> bool:
    """Say whether chapters stand before and behind, and those behind do not begin anew."""
    before, behind = _chapters(headings[:index]), _chapters(headings[index:])
    return bool(before) and bool(behind) and behind[0] not in {"I", "1"}


def _chapters(headings: Sequence[Heading | None]) -> list[str]:
    labels = (heading.label for heading in headings if heading)
    return [label.number for label in labels if label and label.style == "chapter"]
