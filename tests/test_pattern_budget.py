"""No pattern slows down on long texts made of what it knows; the engine's own limit decides."""

from __future__ import annotations

import cProfile
import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from inspect import getsource
from pathlib import Path

import pytest
import regex

import rapporteur
from rapporteur.knowledge.grammar import Rule, load_grammars
from rapporteur.run import parse

LENGTHS = (2_000, 20_000)
PATIENCE = 1.0
"""Seconds of the engine's own limit: a linear search over 20,000 characters takes hundredths."""
_FLAGS = re.IGNORECASE | re.MULTILINE | re.DOTALL | re.VERBOSE
_LITERAL = regex.compile(r"(?<!\\)[\p{L}\d]{2,}(?![\p{L}]*>)|(?<!\\)[,;:/.–-]")


def _hostile(source: str, examples: list[str]) -> list[str]:
    """Return pieces that the pattern knows: blanks, letters, digits, its literals, its examples."""
    literals = dict.fromkeys(_LITERAL.findall(source))
    pieces = [" ", "a", "A", "1", "a ", "A ", "A/", "1.", ", ", "(", "\n"]
    pieces += [f"{word} " for word in list(literals)[:6]]
    return [*pieces, *(f"{example} " for example in examples[:3])]


def slow_on(ask: Callable[..., object], pieces: list[str]) -> str | None:
    """Return what the search or match is too slow on, the shortest text of it first."""
    for piece in pieces:
        for length in LENGTHS:
            text = (piece * (length // len(piece) + 1))[:length] + "\x00"
            try:
                ask(text, timeout=PATIENCE)
            except TimeoutError:
                return f"{length} characters of {piece!r}"
    return None


def _rules() -> Iterator[Rule]:
    seen: set[tuple[str, str]] = set()
    for grammar in load_grammars().values():
        for rule in grammar.rules:
            if (rule.file, rule.id) not in seen:
                seen.add((rule.file, rule.id))
                yield rule


def _asked(source: str, name: str, pattern: regex.Pattern[str]) -> Callable[..., object]:
    """Return how a pattern is asked: by `match` where nothing searches with it, else by search."""
    asked = set(re.findall(rf"\b{name}\.(\w+)", source))
    if asked and asked <= {"match", "fullmatch"}:
        return pattern.match if "match" in asked else pattern.fullmatch
    return pattern.search


def _patterns_of_modules() -> Iterator[tuple[str, str, Callable[..., object]]]:
    """Yield what modules compile when they load; `regex` stands in for `re`, which has no limit."""
    everywhere = "".join(
        path.read_text("utf-8") for path in Path(rapporteur.__path__[0]).rglob("*.py")
    )
    for info in pkgutil.walk_packages(rapporteur.__path__, "rapporteur."):
        if info.name.endswith("__main__") or ".migrations" in info.name:
            continue
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            if isinstance(value, regex.Pattern | re.Pattern) and isinstance(value.pattern, str):
                source = getsource(module) if name.startswith("_") else everywhere
                pattern = regex.compile(value.pattern, value.flags & _FLAGS)
                yield f"{info.name}.{name}", value.pattern, _asked(source, name, pattern)


def test_no_rule_of_a_grammar_slows_down_on_longer_texts() -> None:
    slow = {
        rule.id: found
        for rule in _rules()
        if (
            found := slow_on(
                rule.pattern.search,
                _hostile(rule.data.pattern, [example.text for example in rule.data.examples]),
            )
        )
    }
    assert slow == {}


def test_no_pattern_of_a_module_slows_down_on_longer_texts() -> None:
    slow = {
        name: found
        for name, source, ask in _patterns_of_modules()
        if (found := slow_on(ask, _hostile(source, [])))
    }
    assert slow == {}


@pytest.mark.parametrize("source", [r"\s+[,;]", r"(?:a|aa)+b", r"^(?:\w+\s?)+$"])
def test_a_pattern_that_is_slow_is_found(source: str) -> None:
    assert slow_on(regex.compile(source).search, _hostile(source, []))


def _calls(text: str) -> int:
    """Return how many functions are called to convert a text, those of the engines too."""
    profile = cProfile.Profile()
    profile.runcall(parse, text.encode(), name="long.txt")
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize("piece", ["Republic of ", "A/" + "B/" * 58 + "c, "])
def test_the_work_on_a_text_grows_with_its_length(piece: str) -> None:
    """Names that begin again and again, symbols of sixty segments; calls count, not seconds."""
    _calls("1.  It met.\n")  # grammars are loaded
    one, two = (_calls(f"1.  It met in {(piece * size)[:size]}.\n") for size in (10_000, 20_000))
    assert two < 2.2 * one
