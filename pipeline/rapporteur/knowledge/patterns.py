"""Patterns of grammars: compiled, and what their text says. The only door to `regex`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import regex

Pattern = regex.Pattern[str]
Match = regex.Match[str]
PatternError = regex.error

_FLAGS = {"i": regex.I, "m": regex.M, "x": regex.X, "s": regex.S}
_LONGEST = 1000
_CALL = regex.compile(r"\(\?(?:&|P>)(\w+)\)")
_LIST = regex.compile(r"\\L<(\w+)>")
_PIECE = regex.compile(
    r"\\.|\[\^?\]?(?:\[:\w+:\]|\\.|[^\]\\])*+\]|\(\?P?<(?P<name>[A-Za-z_]\w*)>", regex.S
)


def compile_pattern(
    pattern: str, flags: str = "", lists: Mapping[str, Sequence[str]] | None = None
) -> Pattern:
    """Return the compiled pattern; `flags` are letters of `imxs`; raises `PatternError`."""
    value = 0
    for letter in flags:
        value |= _FLAGS[letter]
    named: dict[str, Any] = {name: list(words) for name, words in (lists or {}).items()}
    return regex.compile(pattern, value, **named)


def group_names(pattern: str) -> list[str]:
    """Return the names of the groups of a pattern as written; signs in classes are no groups."""
    return [match["name"] for match in _PIECE.finditer(pattern) if match["name"]]


def used_definitions(pattern: str, define: Mapping[str, str]) -> str:
    """Return a DEFINE block with the sub-patterns that `pattern` calls, direct or not."""
    body = "".join(f"(?P<{name}>{define[name]})" for name in called(pattern, define))
    return f"(?(DEFINE){body})" if body else ""


def written_out(pattern: str, define: Mapping[str, str]) -> str:
    """Return the pattern with the sub-patterns that it calls written in their places.

    They match the same. But of a sub-pattern that is called the engine does not know how it begins,
    so that it asks at each letter of a text: ten times as long. What has names inside, and what
    would grow beyond measure, is called as it was.
    """
    written: dict[str, str | None] = {}

    def body(name: str) -> str | None:
        if name not in written:
            text = fill(define[name])
            plain = len(text) < _LONGEST and not group_names(text)
            written[name] = f"(?:{text})" if plain else None
        return written[name]

    def fill(text: str) -> str:
        return _CALL.sub(lambda call: (call[1] in define and body(call[1])) or call[0], text)

    return fill(pattern)


def called(pattern: str, define: Mapping[str, str]) -> Iterator[str]:
    """Yield the names of the sub-patterns that `pattern` calls, direct or not, each once."""
    names: list[str] = []
    queue = [pattern]
    while queue:
        for name in _CALL.findall(queue.pop()):
            if name in define and name not in names:
                names.append(name)
                queue.append(define[name])
    yield from names


def endless(define: Mapping[str, str]) -> list[str]:
    """Return the names of sub-patterns that call themselves, directly or through others."""
    calls = {name: set(_CALL.findall(body)) & define.keys() for name, body in define.items()}
    while leaves := {name for name, called in calls.items() if not called}:
        calls = {name: called - leaves for name, called in calls.items() if name not in leaves}
    return sorted(calls)


def unknown_lists(pattern: str, lists: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the names of lists that a pattern asks for though there are none."""
    return [name for name in dict.fromkeys(_LIST.findall(pattern)) if name not in lists]


def unknown_calls(pattern: str, define: Mapping[str, str]) -> list[str]:
    """Return the names that a pattern calls though no sub-pattern and no group has them."""
    own = {*define, *group_names(pattern)}
    return [name for name in dict.fromkeys(_CALL.findall(pattern)) if name not in own]


def broken(define: Mapping[str, str], lists: Mapping[str, Sequence[str]]) -> list[str]:
    """Return which sub-patterns are no patterns, and why."""
    found = []
    for name, body in define.items():
        used = {key: words for key, words in lists.items() if rf"\L<{key}>" in body}
        try:
            compile_pattern(used_definitions(body, define) + body, lists=used)
        except PatternError as error:
            found.append(f"{name!r} is no pattern: {error}")
    return found
