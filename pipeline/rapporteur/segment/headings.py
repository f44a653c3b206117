"""Headings: which chunks are headings, and how deep."""

from __future__ import annotations

from dataclasses import dataclass, field

from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.segment.blocks import Label
from rapporteur.segment.chunks import Chunk
from rapporteur.segment.rows import LARGER, Metrics, Row
from rapporteur.text import value

RANKS = {
    "annex": 0.0, "appendix": 0.5, "chapter": 1.0, "upper_roman": 1.0, "upper_letter": 2.0,
    "act_part": 3.0, "decimal": 3.0, "letter": 4.0, "roman": 5.0,
}  # fmt: skip
ACT_ANNEX = "act_annex"
_READ = frozenset({"upper_roman", "upper_letter", "act_part"})
_MISTAKEN = ({"upper_roman", "upper_letter"}, {"letter", "roman"})
_NAMED = frozenset({"chapter", "annex", "appendix"})
SUBTITLE = 6.0
_DEEPER_STEP = 0.1
_LONGEST = 500
_LONGEST_UNLABELLED = 300
_LONGEST_LARGE = 1200
_LONGEST_ITALIC = 160
_SHORTEST = 3
_OPENING = "“‘\"'"
_LONGEST_TEXT_HEADING = 450
_LONGEST_NAME = 40
_MAIL = compile_pattern(r"\w@\w")
_LETTERS = compile_pattern(r"[^\W\d_]")
_ASIDE = compile_pattern(
    r"\S(?P<aside>\s+(?:\[[^\[\]]{1,60}\]|\((?:[^()]|\([^()]{1,9}\)){1,60}\)))$"
)
_REACH = 100
_CAPITALS = compile_pattern(r"^[^a-z]*[A-Z]{3}[^a-z]*$")


@value()
class Look:
    """How a heading is set: size in points, bold, italic."""

    size: float
    bold: bool
    italic: bool


@value()
class Heading:
    """A chunk read as a heading. `rank` is None for one without a label or known title.

    `depth` is the level that the tags of the PDF give it, 0 if they say nothing. `named` says that
    its first line is all name, such as "Section 4" or "Resolution 91/4"; its title stands below.
    `act` says that it names a resolution or decision, which may have headings in it, `heads` that
    it encloses the heading right below it.
    """

    label: Label | None
    rank: float | None
    look: Look
    rule: str
    depth: int = 0
    named: bool = False
    act: bool = False
    heads: bool = False


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
    """Return bold and italic of one row, ignoring the parts before `start` and from `end`.

    Typewriters underline what print sets in italics.
    """
    line = row.line
    if line.underlined and not line.bold:
        return False, True
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


@dataclass(frozen=True, slots=True)
class HeadingFinder:
    """Tells which chunks look like headings, each of them once."""

    metrics: Metrics
    grammar: Grammar
    _found: dict[Chunk, tuple[Heading, ...]] = field(default_factory=dict)

    def of(self, chunk: Chunk) -> tuple[Heading, ...]:
        """Return a chunk as the headings that the page or, in plain text, its wording shows.

        Most are none; those whose label may be numeral or letter are two, the likelier first.
        """
        found = self._found.get(chunk)
        if found is None:
            found = self._found[chunk] = _headings(chunk, self.metrics, self.grammar)
        return found


def _headings(chunk: Chunk, metrics: Metrics, grammar: Grammar) -> tuple[Heading, ...]:
    if chunk.in_table or chunk.drawn:
        return ()
    if labelled := _labelled(chunk, metrics, grammar):
        return labelled
    bare = _bare(chunk, metrics, grammar)
    return () if bare is None else (bare,)


def _bare(chunk: Chunk, metrics: Metrics, grammar: Grammar) -> Heading | None:
    """Return a chunk as a heading without a label if something shows one."""
    if chunk.stated and chunk.tagged and len(chunk.text) <= _LONGEST:
        look = look_of(chunk, None)
        named = grammar.fits("titled_heading", chunk.rows[0].text)
        stated = Heading(None, None, look, "base.tagged_heading", chunk.tagged, named)
        return _known(chunk, look, grammar) or stated
    if metrics.geometry:
        running = _is_running_text(chunk, metrics, grammar)
        return None if running else _unlabelled(chunk, metrics, grammar)
    return _known(chunk, Look(0.0, False, False), grammar)


def label_rank(label: Label) -> float:
    """Return the rank of a heading by its label, which `RANKS` knows: "2.1" stands inside "2."."""
    return RANKS[label.style] + _DEEPER_STEP * label.number.count(".")


def _labelled(chunk: Chunk, metrics: Metrics, grammar: Grammar) -> tuple[Heading, ...]:
    """Return a chunk as a heading by its label, or by each of the two that it may have."""
    found: list[Heading] = []
    for label in chunk.labels:
        if label.style not in RANKS or (metrics.geometry and _is_too_long(chunk, label, metrics)):
            continue
        if found and not _mistaken(found[0].label, label):
            continue
        look = look_of(chunk, label)
        if (label.style in _NAMED and not _titled_annex(chunk, label)) or (
            _page_shows(chunk, label, look, metrics, grammar)
            if metrics.geometry
            else _text_shows(chunk, label, grammar)
        ):
            rank = label_rank(label)
            found.append(Heading(label, rank, look, label.rule, depth_of(chunk, metrics)))
    return tuple(found)


def _titled_annex(chunk: Chunk, label: Label) -> bool:
    """Say whether an annex has its title on the same line, as the entry of a list of annexes has.

    "Annex to the letter" is the name of one.
    """
    same_line = label.style in ("annex", "appendix") and label.text_start < chunk.rows[0].end
    return same_line and behind(chunk, label)[:1].isupper()


def _mistaken(label: Label | None, other: Label) -> bool:
    """Say whether two labels are one, read as numeral and as letter."""
    return label is not None and {label.style, other.style} in _MISTAKEN


def _is_too_long(chunk: Chunk, label: Label, metrics: Metrics) -> bool:
    """Say whether a labelled chunk of a PDF is no heading, however it is set: most text is."""
    if label.style in _NAMED:
        return False
    large = chunk.size > metrics.size + LARGER
    return len(behind(chunk, label)) > (_LONGEST_LARGE if large else _LONGEST)


def _is_running_text(chunk: Chunk, metrics: Metrics, grammar: Grammar) -> bool:
    """Say whether a chunk of a PDF without a label is too long for a heading, however it is set."""
    large = chunk.size > metrics.size + LARGER
    tagged = metrics.tagged and chunk.tagged
    longest = _LONGEST_LARGE if large else _LONGEST if tagged else _LONGEST_UNLABELLED
    return len(chunk.text) > longest and not grammar.fits("known_heading", chunk.text)


def depth_of(chunk: Chunk, metrics: Metrics) -> int:
    """Return the level that the tags of the PDF give a chunk, 0 if they say nothing."""
    return (chunk.tagged or 0) if metrics.tagged else 0


def _page_shows(chunk: Chunk, label: Label, look: Look, metrics: Metrics, grammar: Grammar) -> bool:
    """Say whether a labelled chunk of a PDF looks like a heading."""
    text = behind(chunk, label)
    large = chunk.size > metrics.size + LARGER
    if not 0 < len(text) <= (_LONGEST_LARGE if large and look.bold else _LONGEST):
        return False
    tagged = depth_of(chunk, metrics) > 0
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
    """Say whether a labelled chunk of plain text reads like a heading.

    An annex begins on a page of its own: entries of lists of annexes read alike.
    """
    text = behind(chunk, label)
    return (
        (
            label.style in _READ
            or (_titled_annex(chunk, label) and (chunk.first_on_page or bool(chunk.tagged)))
        )
        and 0 < len(text) <= _LONGEST_TEXT_HEADING
        and not text[0].islower()
        and not grammar.search("sentence_end", text)
    )


def behind(chunk: Chunk, label: Label) -> str:
    """Return the text behind a label."""
    return chunk.text[label.text_start - chunk.start :].strip()


def _unlabelled(chunk: Chunk, metrics: Metrics, grammar: Grammar) -> Heading | None:
    tagged = chunk.tagged if metrics.tagged else None
    large = chunk.size > metrics.size + LARGER
    look = look_of(chunk, None)
    if known := _known(chunk, look, grammar):
        return known if look.bold or look.italic or chunk.size > metrics.size else None
    listed = next((label for label in chunk.labels if label.style not in RANKS), None)
    if listed is not None:
        return _entitled(chunk, listed, look, tagged or 0, grammar)
    in_chart = metrics.tagged and all(row.line.drawn for row in chunk.rows)
    if in_chart or (tagged == 0 and not grammar.fits("titled_heading", chunk.rows[0].text)):
        return None
    longest = _LONGEST if tagged and look.bold else _LONGEST_UNLABELLED
    longest = _LONGEST_LARGE if large and look.bold else longest
    if chunk.size < metrics.size - LARGER or not reads_like_a_title(chunk.text, longest, grammar):
        return None
    italic = look.italic and len(chunk.text) < _longest_italic(chunk) and chunk.set_off
    if italic and not look.bold and grammar.fits("act_opening", chunk.text):
        return None
    styled = large or look.bold or italic
    rule = "base.styled_heading" if styled else "base.tagged_heading"
    return Heading(None, None, look, rule, tagged or 0) if styled or tagged else None


def _longest_italic(chunk: Chunk) -> int:
    """Return how long a title in italics is at most; a typewriter underlines no running text."""
    underlined = all(row.line.underlined for row in chunk.rows)
    return _LONGEST_UNLABELLED if underlined else _LONGEST_ITALIC


def _entitled(
    chunk: Chunk, label: Label, look: Look, depth: int, grammar: Grammar
) -> Heading | None:
    """Return a chunk with the label of an item as a heading if its tags say so and it may be one.

    The label is a part of the title.
    """
    if not depth or not chunk.set_off:
        return None
    if not reads_like_a_title(behind(chunk, label), _LONGEST_NAME, grammar):
        return None
    return Heading(None, None, look, "base.tagged_heading", depth)


def reads_like_a_title(text: str, longest: int, grammar: Grammar) -> bool:
    """Say whether a text can be a title: begins with a capital, has a word, is no sentence.

    The number of an act that has its title below needs no word. "Table 4 …" is a caption,
    "Source: …" stands below a table, and an address for mail in a directory.
    """
    if len(text) <= _LONGEST_NAME and grammar.fits("titled_heading", text):
        return True
    if grammar.fits("annotation", text) or grammar.search("sentence_end", text):
        return False
    opening = " ".join(text.split(" ", 2)[:2])
    if grammar.fits("source_note", text) or grammar.fits("caption", opening):
        return False
    if not _SHORTEST <= len(text) <= longest or _MAIL.search(text):
        return False
    if not (text[0].isupper() or text[0].isdigit() or text[0] in _OPENING):
        return False
    return len(_LETTERS.findall(text)) >= _SHORTEST


def _known(chunk: Chunk, look: Look, grammar: Grammar) -> Heading | None:
    found = grammar.match("known_heading", chunk.text)
    if found is None:
        return None
    return Heading(None, float(found[0].value or 1), look, found[0].id)
