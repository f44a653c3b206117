"""Calls of notes in plain text: nothing is raised there, so they are more or less sure."""

from __future__ import annotations

from collections.abc import Iterator

from rapporteur.knowledge.grammar import Grammar, compile_pattern

_BEFORE_CALL = frozenset(')]”"’.,;:')
_BEHIND_CALL = frozenset(" .,;:)]\n")
_CALLED = compile_pattern(
    r"(?<=[\w.,;:)”’\"])(?P<stars>\*{1,4})(?=[\s,;.:)]|$)|(?<=\w)\s+(?P<stars>\*{1,4})$", "m"
)
_LETTERED = compile_pattern(r"(?<=[\d)])(?P<letter>[a-z])(?=\s|$)")


def is_called(marker: str, above: str, grammar: Grammar) -> bool:
    """Say whether the text calls a note: by its star behind a word, or by its number."""
    if not marker.isdigit():
        return calls_stars(above, marker.replace("∗", "*"))
    return marker in _calls_of("note_call", above, grammar)


def calls_stars(text: str, stars: str) -> bool:
    """Say whether a text calls a note by just these stars."""
    return any(match["stars"] == stars for match in _CALLED.finditer(text.replace("∗", "*")))


def first_calls(text: str) -> dict[str, int]:
    """Return where the text first calls a note by each letter and by each number of stars.

    Letters stand behind a figure or a bracket: "58/316a".
    """
    found: dict[str, int] = {}
    for match in _LETTERED.finditer(text):
        found.setdefault(match["letter"], match.start("letter"))
    for match in _CALLED.finditer(text.replace("∗", "*")):
        found.setdefault(match["stars"], match.start("stars"))
    return found


def is_called_loosely(marker: str, above: str) -> bool:
    """Say whether a number stands as a call does, also before a sign: "(Chad) 3;"."""
    at = above.find(marker)
    while at >= 0:
        before, behind = above[:at].rstrip(" ")[-3:], above[at + len(marker) :][:1]
        glued = above[at - 1 : at] != " "
        called = before[-1:] in _BEFORE_CALL or (glued and len(before) > 2 and before.isalpha())
        if called and (not behind or behind in _BEHIND_CALL):
            return True
        at = above.find(marker, at + 1)
    return False


def is_called_apart(marker: str, above: str, grammar: Grammar) -> bool:
    """Say whether a number stands before a sign, or apart, as the only call of a note may."""
    return is_called_loosely(marker, above) or marker in _calls_of(
        "note_call_apart", above, grammar
    )


def _calls_of(role: str, above: str, grammar: Grammar) -> Iterator[str]:
    for rule in grammar.role(role):
        yield from (call["marker"] for call in rule.pattern.finditer(above))
