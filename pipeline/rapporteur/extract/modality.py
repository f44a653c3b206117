"""How strongly a recommendation asks, of whom, and what for."""

from __future__ import annotations

from rapporteur.grammar import compile_pattern

_LEADING = compile_pattern(r"^\W*(?:to\s+|that\s+\S+\s+)?(?P<verb>[A-Za-z]+(?:-[a-z]+)?)", "i")
_ADVERB = compile_pattern(r"^\W*(?:to\s+)?(?P<rest>\w+ly\s+.*)", "is")


def leading_verb(text: str) -> str | None:
    """Return the first verb of a recommendation to a State, in lower case: "ratify"."""
    match = _LEADING.match(text)
    return match["verb"].lower() if match else None
