"""Say why a recommendation's text differs from its gold, as far as a program can see it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Levenshtein

from rapporteur.compare.evaluate.normal import folded, letters

CALL = "footnote call or page number in the text"
HEAD = "running head in the text"
NOTE = "footnote text in the text"
LOST = "number that the gold has lost"

# What only a page's head or foot says: job number, page of the years until 2009.
_FURNITURE = re.compile(r"\bGE\.\d{2}-\d{4,6}|\bPage \d{1,3}\b")
# What the Secretariat's footnotes to these recommendations say, and no recommendation does.
_NOTE_WORDS = re.compile(
    r"(?i)\brecommendation,? (?:as |was |originally |initially |that was )+(?:made|read|formulated)"
    r"|\brecommendations (?:have|will) not (?:been|be) edited"
)
_HOLE = re.compile(r"(?<=\S)\s{2,}(?=\S)")
_LONGEST_CALL = 3
_SHORTEST_NOTE = 25
_FEW = 12
_CONTEXT = 45


def leaks(
    text: str, symbols: Sequence[str], footnotes: Sequence[str], gold: str = ""
) -> Iterator[str]:
    """Yield the kinds of page furniture that stand in a recommendation's text.

    The report's own symbol, a job number or "Page 12" come from a running head or foot; 25 letters
    or more that stand at the start of a footnote come from that, unless the letters of the gold
    have them too: a footnote may quote the recommendation that calls it.
    """
    if _FURNITURE.search(text) or any(_holds(text, symbol) for symbol in symbols):
        yield HEAD
    core = letters(text)
    openings = (letters(note)[:_SHORTEST_NOTE] for note in footnotes)
    in_note = any(
        len(opening) == _SHORTEST_NOTE and opening in core and opening not in gold
        for opening in openings
    )
    if in_note or _NOTE_WORDS.search(text):
        yield NOTE


def _holds(text: str, symbol: str) -> bool:
    return re.search(rf"(?<![\w/]){re.escape(symbol)}(?![\w/])", text) is not None


def stray_digits(gold: str, given: str, holes: Sequence[int] = ()) -> bool:
    """Whether the given letters hold one to three digits that the gold lacks, with nothing lost.

    `holes` are places of the gold where a number was taken out when it was typed.
    """
    return any(at not in holes for at in _digits_added(gold, given))


def _digits_added(gold: str, given: str) -> Iterator[int]:
    """Yield the places of the gold where the given letters have one to three digits more."""
    for op in Levenshtein.opcodes(gold, given):
        piece = given[op.dest_start : op.dest_end]
        if op.tag == "insert" and piece.isdigit() and len(piece) <= _LONGEST_CALL:
            yield op.src_start


def holes(text: str) -> Iterator[int]:
    """Yield where more than one blank stands between the words of a typed text.

    Who typed the gold took the numbers of pages out of it, and with them other numbers.
    """
    return (match.start() for match in _HOLE.finditer(text))


def cause(gold: str, given: str, holes: Sequence[int] = ()) -> str:
    """Name how the given letters differ from those of the gold."""
    if stray_digits(gold, given):
        return CALL if stray_digits(gold, given, holes) else LOST
    if given.startswith(gold):
        return "text goes on after the gold's end"
    if given.endswith(gold):
        return "text begins before the gold's start"
    if gold.startswith(given):
        return "text cut short"
    if gold.endswith(given):
        return "beginning of the text lost"
    return "a few letters differ" if Levenshtein.distance(gold, given) <= _FEW else "text differs"


def contrast(gold: str, given: str) -> tuple[str, str]:
    """Return both texts around the place where they begin to differ."""
    gold, given = folded(gold), folded(given)
    pairs = zip(gold.casefold(), given.casefold(), strict=False)
    at = next((i for i, (one, other) in enumerate(pairs) if one != other), None)
    at = min(len(gold), len(given)) if at is None else at
    return _around(gold, at), _around(given, at)


def as_printed(text: str, print_letters: str) -> bool:
    """Whether a text stands in the document's own text in one run, letter by letter."""
    return bool(print_letters) and letters(text) in print_letters


def _around(text: str, at: int) -> str:
    start = max(0, at - _CONTEXT)
    return f"{'… ' if start else ''}{text[start : at + _CONTEXT]}"
