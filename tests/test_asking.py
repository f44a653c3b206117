"""Rules are tried only where they can match: what is found is what trying all would find."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rapporteur.knowledge.grammar import Grammar, Match, load_grammars
from rapporteur.knowledge.openings import openings

SHIPPED = load_grammars()
DEFINE = {"port": r"harbours?|quay", "loop": r"(?&loop)"}
LISTS = {"verbs": ["moor", "cast off", "écluser"]}


@pytest.mark.parametrize(
    ("pattern", "flags", "words"),
    [
        (r"\bberth\w*", "", {("berth", "")}),
        (r"\bberths?\b", "", {("berth|", ""), ("berths|", "")}),
        (r"\bcolou?r", "", {("color", ""), ("colour", "")}),
        (r"\b(?:tide|wave)\s+tables?\b", "", {("tide|", "table|"), ("tide|", "tables|"),
                                             ("wave|", "table|"), ("wave|", "tables|")}),
        (r"\b(?:low\s+)?tide\s+of\s+all", "", {("low|", "tide|"), ("tide|", "of|")}),
        (r"\b[Pp]ilot(?:age)?$", "i", {("pilot", ""), ("pilotage", "")}),
        (r"\bHIGH|\blow\b", "i", {("high", ""), ("low|", "")}),
        (r"(?<!the\s)\blighthouses", "", {("lighthouse", "")}),
        (r"(?<!\w)sea-?bed", "", {("sea|", ""), ("seabed", "")}),
        (r"\b(?&port)\s\d", "", {("harbour|", ""), ("harbours|", ""), ("quay|", "")}),
        (r"\b(?:\L<verbs>)ing", "", None),
        (r"\b(?:\w+ly\s+)?moor", "", None),
        (r"\b(?:moor)*(?:ing)?", "", None),
        (r"\b(?:dock){e<=1}", "", None),
        (r"\b(?(DEFINE)(?P<x>a))moor", "", None),
        (r"\b(?&loop)", "", None),
        (r"(?i:\bmoor)", "", None),
        (r"\b(?:a|b)+c", "", {("a", ""), ("b", "")}),
    ],
)  # fmt: skip
def test_how_a_match_begins_is_read_from_the_pattern(
    pattern: str, flags: str, words: set[tuple[str, str]] | None
) -> None:
    read = openings(pattern, flags, DEFINE, LISTS)
    assert read.words == (None if words is None else frozenset(words))
    assert read.bounded or words is None


@pytest.mark.parametrize(
    ("pattern", "first"),
    [
        (r"^(?:\(?\d|[a-c])\.", {r"\(", r"\d", "[a-c]"}),
        (r"\s*-\s", {r"\s", r"\-"}),
        (r"(?=\d)\w", {r"\w"}),
        (r"\d*", None),
        (r"(?P<one>a)?(?P=one)", None),
    ],
)
def test_the_first_sign_of_a_match_is_read_from_the_pattern(
    pattern: str, first: set[str] | None
) -> None:
    assert openings(pattern, "", {}, {}).first == (None if first is None else frozenset(first))


def _texts(grammar: Grammar, role: str) -> Iterator[str]:
    """Yield texts made of the examples of a role and of what its rules reject."""
    rules = grammar.role(role)
    shown = [example.text for rule in rules for example in rule.data.examples]
    refused = [text for rule in rules for text in rule.data.rejects]
    whole = "; ".join([*shown, *refused])
    yield from shown
    yield from (whole, whole.lower(), whole.upper())
    yield whole.replace(" ", "\n").replace("s", "ſ", 3).replace("K", "K", 1)


@pytest.mark.parametrize("family", ["upr", "record", "budget"])
def test_asking_a_role_finds_what_trying_all_its_rules_would_find(family: str) -> None:
    grammar = SHIPPED[family]
    for role in dict.fromkeys(rule.role for rule in grammar.rules):
        for text in _texts(grammar, role):
            assert _found(grammar, role, text) == _tried(grammar, role, text), (role, text)


_Found = list[tuple[str, tuple[int, int]]]


def _found(grammar: Grammar, role: str, text: str) -> tuple[_Found, _Found, _Found]:
    return (
        [(rule.id, match.span()) for rule, match in grammar.every_match(role, text)],
        [(rule.id, match.span()) for rule, match in grammar.every_search(role, text)],
        [(rule.id, match.span()) for rule, match in grammar.find(role, text)],
    )


def _tried(grammar: Grammar, role: str, text: str) -> tuple[_Found, _Found, _Found]:
    def spans(tried: Iterator[tuple[str, Match | None]]) -> _Found:
        return [(name, match.span()) for name, match in tried if match is not None]

    rules = grammar.role(role)
    return (
        spans((rule.id, rule.pattern.match(text)) for rule in rules),
        spans((rule.id, rule.pattern.search(text)) for rule in rules),
        spans((rule.id, match) for rule in rules for match in rule.pattern.finditer(text)),
    )
