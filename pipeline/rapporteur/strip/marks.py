"""What the lines of a margin print: symbols of documents, and page numbers."""

from __future__ import annotations

from collections.abc import Sequence

from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.knowledge.numerals import value_of

_NUMBER = compile_pattern(r"\d{1,3}$")
_SIGNS = compile_pattern(r"[\s*∗]+")
_JOINT = compile_pattern(r"(?<=[\d)*∗])\s?[-–,;]?\s?(?=[A-Z]{1,5}/)")
_SLASH = compile_pattern(r"\s*/\s*")


def symbols_of(text: str, grammar: Grammar) -> list[str]:
    """Return the symbols at the end of a line that says nothing else but which body it is of."""
    match = grammar.search("masthead_symbol", text)
    if match is None or not _names_a_body(text[: match[1].start("symbols")].strip(), grammar):
        return []
    parts = _JOINT.split(match[1]["symbols"])
    return [_SLASH.sub("/", " ".join(part.replace("∗", "*").replace("*", "").split())).strip()
            for part in parts]  # fmt: skip


def _names_a_body(text: str, grammar: Grammar) -> bool:
    roles = ("masthead_organ", "principal_organ", "official_records", "supplement")
    return not text or any(grammar.fits(role, text) for role in roles)


def bare(text: str) -> str:
    """Return a symbol without blanks and stars."""
    return _SIGNS.sub("", text)


def _numeral(text: str) -> tuple[str, int] | None:
    """Return the kind of a page number and what it counts: "12", "7/31", "iv"."""
    if match := _NUMBER.match(text.partition("/")[0]):
        return "decimal", int(match[0])
    value = value_of(text)
    return None if value is None else ("roman", value)


def printed_number(text: str, grammar: Grammar) -> tuple[str, int] | None:
    """Return the page number in a line that holds nothing else but furniture."""
    for role in ("running_foot", "running_head"):
        if (match := grammar.match(role, text)) and (number := match[1].groupdict().get("page")):
            return _numeral(number)
    return None


def symbols_over_number(heads: Sequence[str], page: int, grammar: Grammar) -> Sequence[str]:
    """Return the symbol that heads a page above its number: "A/91/5", "English", "Page 4".

    It is that of the document, however OCR misread the front.
    """
    first = grammar.match("running_head", heads[0]) if heads else None
    if first is None or first[0].value != "symbol":
        return ()
    for text in heads[1:]:
        if grammar.fits("running_page", text):
            own = printed_number(text, grammar) == ("decimal", page)
            return symbols_of(heads[0], grammar) if own else ()
        if not grammar.fits("running_language", text):
            return ()
    return ()
