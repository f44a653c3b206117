"""What shows in a text that it is a title, an aside, an entry or the end of a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.segment.blocks import Label
from rapporteur.segment.items import ordinal

LISTS = frozenset({"bullet", "dash", "letter"})
FEWEST_COUNTED = 3
"""So many titles of one series show that it is one: "Principle 4: …"."""
FEWEST_WORDS = 4
"""So many words the title of what a letter annexes has, which no head of a column has."""
_OPENS = frozenset({"decimal", "upper_roman", "upper_letter", "chapter", "annex", "appendix"})
_MANY = 12
_YEAR = 1000
"""From here on a number at the start of a row is the year that ends a sentence of the row above."""
_SIGNATURE = 8
"""So many rows a signature has at most, with the office of who signed."""
_COUNTED = {"decimal": "decimal", "upper_roman": "roman", "upper_letter": "letter"}

SENTENCES = compile_pattern(r"(?:\p{Ll}{4}|\d{4})[)”]?\.\s\p{Lu}\p{Ll}")
"""Where one sentence ends and the next begins."""
_ORDINAL = compile_pattern(r"\d+\p{L}+$")
_COUNTS = compile_pattern(
    r"(?P<name>\p{Lu}\p{L}+(?:\s[\p{L}’'-]+){0,5})\s(?P<number>\d{1,2}|[IVX]{1,5}|\([a-z]\))(?:[:.](?:\s|$)|\s[–—-]\s|$)"
)
_DOCUMENT = compile_pattern(r"[(\s][A-Z]{1,8}(?:/[^\s()/]+)+\)?[*∗]{0,2}$")
_SYMBOL = compile_pattern(r"[A-Z]{1,8}(?:/[^\s()/]+)+(?:\s\([^()]{1,24}\))?[*∗]{0,2}")


def names_document(text: str) -> bool:
    """Say whether a text ends in the symbol of a document, as the entries of lists of them do."""
    return _DOCUMENT.search(text) is not None


def is_symbol(text: str) -> bool:
    """Say whether a text is the symbol of a document and nothing else: "A/91/4 (Part II)"."""
    return _SYMBOL.fullmatch(text) is not None


def formula_of(text: str) -> str:
    """Return how a text that a number opens begins: its first two words, numbers as one sign.

    What opens several sentences alike is a formula, "907th meeting, held on …"; "" for others.
    """
    words = text.split(maxsplit=2)[:2]
    if len(words) < 2 or not _ORDINAL.match(words[0]):
        return ""
    return f"# {words[1]}"


def series_of(text: str) -> str:
    """Return the name of what a text counts at its beginning, "Principle 4: …"; "" if none."""
    counts = _COUNTS.match(text)
    return counts["name"].casefold() if counts else ""


def counts_first(text: str) -> bool:
    """Say whether a text is the name of the first of what it counts: "Item 1."."""
    counts = _COUNTS.fullmatch(text)
    return counts is not None and counts["number"] in ("1", "I", "(a)")


def opens(labels: Sequence[Label]) -> bool:
    """Say whether one of the labels can open what stands below a title."""
    return any(label.style in _OPENS and not is_year(label) for label in labels)


def is_year(label: Label) -> bool:
    """Say whether a number is too high for a label: "… to 12 November", "2010. The review …"."""
    return label.style == "decimal" and label.number.isdigit() and int(label.number) >= _YEAR


def number_of(labels: Sequence[Label]) -> int | None:
    """Return the plain number of a label such as "4.", None without one."""
    label = next((label for label in labels if label.style == "decimal"), None)
    return int(label.number) if label and label.number.isdigit() else None


def counted_of(labels: Sequence[Label]) -> set[tuple[str, int]]:
    """Return the styles that a label of a heading may have, each with its place in the series."""
    places = {
        (label.style, ordinal(_COUNTED[label.style], label.number.lower()))
        for label in labels
        if label.style in _COUNTED
    }
    return {(style, place) for style, place in places if place is not None}


def is_aside(text: str, grammar: Grammar) -> bool:
    """Say whether a line in brackets, such as the item of the agenda, only adds to a title."""
    return text[:1] in ("(", "[") and grammar.fits("annotation", text)


class _WithText(Protocol):
    """A row or a chunk."""

    @property
    def text(self) -> str: ...


def opens_note(text: str, below: Sequence[_WithText], grammar: Grammar) -> bool:
    """Say whether a text is a note only with what stands below: "Annual session", "5 March"."""
    if not below or not grammar.fits("annotation", below[0].text):
        return False
    return grammar.fits("annotation", f"{text} {below[0].text}")


def ended(text: str, grammar: Grammar) -> bool:
    """Say whether a sentence ends here; a colon opens a list, and what stands below is of it."""
    if text.endswith(("?", "!", "?”", "!”")):
        return True
    return not text.endswith(":") and grammar.search("sentence_end", text) is not None


def is_signed(rows: Sequence[_WithText], end: int, grammar: Grammar) -> bool:
    """Say whether the last rows before `end` say who signed: what was signed ends there."""
    last = rows[max(0, end - _SIGNATURE) : end]
    return any(grammar.fits("signature", row.text) for row in last)


def opens_letter(text: str, grammar: Grammar) -> bool:
    """Say whether a text addresses the reader of a letter: "Excellency,"."""
    return text[-1:] in ",:!" and grammar.fits("salutation", text)


def opens_answer(text: str, grammar: Grammar) -> int:
    """Return the length of the numbers of recommendations that open an answer: "Rec. 18", or 0."""
    found = grammar.match("answer_label", text) if text[:1].isupper() else None
    return found[1].end() if found else 0


def is_recorded(text: str, grammar: Grammar) -> bool:
    """Say whether a text of a record is what someone says in it, or what was done.

    "The President: …", "It was so decided."
    """
    return grammar.search("record_entry", text) is not None


def is_record(grammar: Grammar) -> bool:
    """Say whether a document is the record of a meeting, in which titles are set like the text."""
    return bool(grammar.role("record_entry"))


def most_stacked(grammar: Grammar, usual: int) -> int:
    """Return how many titles may stand one above another: in a record those of many items do."""
    return _MANY if is_record(grammar) else usual


def opens_act(text: str, grammar: Grammar) -> bool:
    """Say whether a text is the body that speaks in an act: "The Council" or "The Council,"."""
    return grammar.fits("act_opening", text.rstrip(",:"))
