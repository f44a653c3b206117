"""Grammars: families of reports described as data.

A grammar is one TOML file. It may extend another and then says only what differs. Every rule
shows with `examples` what it matches and with `rejects` what it must not; `check` proves both.
This module is the only door to the `regex` package.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import regex
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rapporteur.errors import GrammarError, UnknownGrammarError
from rapporteur.knowledge.files import shipped_folder

Pattern = regex.Pattern[str]
Match = regex.Match[str]

BASE = "base"
LEXICON = "lexicon"
_FLAGS = {"i": regex.I, "m": regex.M, "x": regex.X, "s": regex.S}


def compile_pattern(
    pattern: str, flags: str = "", lists: Mapping[str, Sequence[str]] | None = None
) -> Pattern:
    """Return the compiled pattern; `flags` are letters of `imxs`; raises `regex.error`."""
    value = 0
    for letter in flags:
        value |= _FLAGS[letter]
    named: dict[str, Any] = {name: list(words) for name, words in (lists or {}).items()}
    return regex.compile(pattern, value, **named)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Example(_Strict):
    """A text that a rule must match, with the groups that it must give."""

    text: str
    groups: dict[str, str] = {}


class RuleData(_Strict):
    """A rule as a grammar file states it."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")
    role: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    pattern: str
    flags: str = Field(default="", pattern=r"^[imxs]*$")
    value: str | None = None
    replaces: str | None = None
    note: str | None = None
    examples: tuple[Example, ...] = Field(min_length=1)
    rejects: tuple[str, ...] = Field(min_length=1)


class GrammarData(_Strict):
    """A grammar file."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str
    extends: str | None = None
    define: dict[str, str] = {}
    lists: dict[str, tuple[str, ...]] = {}
    tables: dict[str, dict[str, str | int]] = {}
    settings: dict[str, str | int | float | bool] = {}
    rules: tuple[RuleData, ...] = ()


@dataclass(frozen=True)
class Rule:
    """A rule ready for use; the pattern is compiled when it is first asked for."""

    data: RuleData
    file: str
    define: Mapping[str, str] = field(repr=False)
    lists: Mapping[str, Sequence[str]] = field(repr=False)

    @property
    def id(self) -> str:
        return self.data.id

    @property
    def role(self) -> str:
        return self.data.role

    @property
    def value(self) -> str | None:
        return self.data.value

    @cached_property
    def pattern(self) -> Pattern:
        """The compiled pattern; raises `GrammarError` naming file, rule and reason."""
        try:
            used = _used_definitions(self.data.pattern, self.define)
            lists = {k: v for k, v in self.lists.items() if rf"\L<{k}>" in self.data.pattern}
            return compile_pattern(used + self.data.pattern, self.data.flags, lists)
        except (regex.error, KeyError) as error:
            raise GrammarError(self.file, self.id, f"bad pattern: {error}") from error

    def faults(self) -> list[str]:
        """Return what the examples and rejects of the rule show to be wrong with it."""
        found = []
        for example in self.data.examples:
            match = self.pattern.search(example.text)
            if match is None:
                found.append(f"does not match its example {example.text!r}")
                continue
            for name, expected in example.groups.items():
                got = match.groupdict().get(name)
                if got != expected:
                    found.append(f"group {name!r} of {example.text!r} is {got!r}, not {expected!r}")
        found += [
            f"matches what it must reject: {text!r}"
            for text in self.data.rejects
            if self.pattern.search(text)
        ]
        return found


def _used_definitions(pattern: str, define: Mapping[str, str]) -> str:
    """Return a DEFINE block with the sub-patterns that `pattern` calls, direct or not."""
    names: list[str] = []
    queue = [pattern]
    while queue:
        for name in _CALL.findall(queue.pop()):
            if name in define and name not in names:
                names.append(name)
                queue.append(define[name])
    body = "".join(f"(?P<{name}>{define[name]})" for name in names)
    return f"(?(DEFINE){body})" if body else ""


_CALL = regex.compile(r"\(\?&(\w+)\)")


@dataclass(frozen=True)
class Grammar:
    """A family with everything that it inherits.

    `lineage` runs from the family to `base`; `hash` is the SHA-256 of the files it is made of.
    """

    id: str
    title: str
    lineage: tuple[str, ...]
    rules: tuple[Rule, ...]
    settings: Mapping[str, str | int | float | bool]
    define: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]]
    tables: Mapping[str, Mapping[str, str | int]]
    hash: str

    @cached_property
    def _by_role(self) -> dict[str, tuple[Rule, ...]]:
        roles: dict[str, list[Rule]] = {}
        for rule in self.rules:
            roles.setdefault(rule.role, []).append(rule)
        return {role: tuple(rules) for role, rules in roles.items()}

    def role(self, name: str) -> tuple[Rule, ...]:
        """Return the rules of a role, the family's own before those it inherits."""
        return self._by_role.get(name, ())

    def only(self, role: str) -> Pattern:
        """Return the pattern of the one rule of a role; raises `ValueError` if there are more."""
        (rule,) = self.role(role)
        return rule.pattern

    def match(self, role: str, text: str) -> tuple[Rule, Match] | None:
        """Return the first rule of the role that matches at the start of `text`."""
        for rule in self.role(role):
            if found := rule.pattern.match(text):
                return rule, found
        return None

    def search(self, role: str, text: str) -> tuple[Rule, Match] | None:
        """Return the first rule of the role that matches anywhere in `text`."""
        for rule in self.role(role):
            if found := rule.pattern.search(text):
                return rule, found
        return None

    def fits(self, role: str, text: str) -> bool:
        """Say whether a rule of the role matches at the start of `text`."""
        return self.match(role, text) is not None


@cache
def load_grammars(extra: Path | None = None) -> Mapping[str, Grammar]:
    """Return all grammars by id, the shipped ones and those in `extra`.

    Raises `GrammarError` for a file that is no TOML, has unknown keys, extends an unknown
    grammar, or overrides a rule that does not exist or is the same.
    """
    files = _files(shipped_folder())
    if extra is not None:
        if not extra.is_dir():
            raise GrammarError(str(extra), None, "no such folder; --grammars takes a folder")
        files += _files(extra)
    return _build([_grammar(paths) for paths in files])


def language(name: str = "en") -> Grammar:
    """Return what is known of a language: the grammar that is a folder of that name.

    Components that stand alone, without the grammar of a document, ask here for wording.
    """
    return load_grammars()[name]


def _files(folder: Path) -> list[tuple[Path, ...]]:
    """Return the files of each grammar: a `.toml`, or all of a folder but those of the lexicons."""
    alone = [(path,) for path in sorted(folder.glob("*.toml"))]
    inner = sorted({path.parent for path in folder.glob("*/*.toml")} - {folder / LEXICON})
    return alone + [tuple(sorted(one.glob("*.toml"))) for one in inner]


@dataclass(frozen=True, slots=True)
class _Sheets:
    """The files of one grammar as read, and all that they say together."""

    paths: tuple[Path, ...]
    data: tuple[GrammarData, ...]

    @property
    def id(self) -> str:
        return self.data[0].id

    @property
    def extends(self) -> str | None:
        return self.data[0].extends

    def together(self, key: str) -> dict[str, Any]:
        """Return a section of all files; raises `GrammarError` where two say the same name."""
        whole: dict[str, Any] = {}
        for path, data in zip(self.paths, self.data, strict=True):
            section = getattr(data, key)
            if twice := sorted(whole.keys() & section.keys()):
                raise GrammarError(str(path), key, f"{twice[0]!r} stands in another file too")
            whole |= section
        return whole


def _grammar(paths: tuple[Path, ...]) -> _Sheets:
    sheets = _Sheets(paths, tuple(_read(path) for path in paths))
    for path, data in zip(paths, sheets.data, strict=True):
        if (data.id, data.extends) != (sheets.id, sheets.extends):
            raise GrammarError(str(path), "id", f"differs from {paths[0].name} in the same folder")
    return sheets


def _read(path: Path) -> GrammarData:
    try:
        return GrammarData.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise GrammarError(str(path), None, f"cannot be read: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise GrammarError(str(path), where, first["msg"]) from error


def _build(grammars: Sequence[_Sheets]) -> dict[str, Grammar]:
    found = {sheets.id: sheets for sheets in grammars}
    if len(found) != len(grammars):
        names = ", ".join(str(sheets.paths[0]) for sheets in grammars)
        raise GrammarError(names, None, "two files have the same grammar id")
    built: dict[str, Grammar] = {}
    for name in found:
        _inherit(name, found, built, ())
    return {name: built[name] for name in sorted(built)}


def _inherit(
    name: str, found: Mapping[str, _Sheets], built: dict[str, Grammar], above: tuple[str, ...]
) -> Grammar:
    if name in built:
        return built[name]
    sheets = found[name]
    parent = None
    if sheets.extends is not None:
        if sheets.extends not in found or sheets.extends in (*above, name):
            raise GrammarError(str(sheets.paths[0]), None, f"cannot extend {sheets.extends!r}")
        parent = _inherit(sheets.extends, found, built, (*above, name))
    built[name] = _combine(sheets, parent)
    return built[name]


def _combine(sheets: _Sheets, parent: Grammar | None) -> Grammar:
    inherited = parent.rules if parent else ()
    define = {**(parent.define if parent else {}), **sheets.together("define")}
    lists = {**(parent.lists if parent else {}), **sheets.together("lists")}
    own = [
        Rule(rule, str(path), define, lists)
        for path, data in zip(sheets.paths, sheets.data, strict=True)
        for rule in data.rules
    ]
    _check_overrides(own, inherited, sheets.paths[0])
    replaced = {rule.data.replaces for rule in own}
    kept = [
        Rule(rule.data, rule.file, define, lists) for rule in inherited if rule.id not in replaced
    ]
    digest = hashlib.sha256((parent.hash if parent else "").encode())
    for path in sheets.paths:
        digest.update(path.read_bytes())
    return Grammar(
        id=sheets.id,
        title=sheets.data[0].title,
        lineage=(sheets.id, *(parent.lineage if parent else ())),
        rules=(*own, *kept),
        settings={**(parent.settings if parent else {}), **sheets.together("settings")},
        define=define,
        lists=lists,
        tables={**(parent.tables if parent else {}), **sheets.together("tables")},
        hash=digest.hexdigest(),
    )


def _check_overrides(own: Iterable[Rule], inherited: Iterable[Rule], path: Path) -> None:
    below = {rule.id: rule for rule in inherited}
    seen: set[str] = set()
    for rule in own:
        target = rule.data.replaces
        if rule.id in seen or (rule.id in below and target != rule.id):
            raise GrammarError(str(path), rule.id, "a rule of this id exists already")
        seen.add(rule.id)
        if target is None:
            continue
        if target not in below:
            raise GrammarError(str(path), rule.id, f"replaces {target!r}, which does not exist")
        old = below[target].data
        if (old.pattern, old.flags, old.value) == (
            rule.data.pattern, rule.data.flags, rule.data.value,
        ):  # fmt: skip
            raise GrammarError(str(path), rule.id, f"replaces {target!r} by the same rule")


def check(extra: Path | None = None) -> list[str]:
    """Return every fault of every rule, `file: rule: fault`; empty when all is well."""
    own: dict[tuple[str, str], Rule] = {}
    for grammar in sorted(load_grammars(extra).values(), key=lambda one: len(one.lineage)):
        for rule in grammar.rules:
            own.setdefault((rule.file, rule.id), rule)  # as its own file sees it, not an heir
    return [f"{rule.file}: {rule.id}: {fault}" for rule in own.values() for fault in rule.faults()]


def choose(name: str, extra: Path | None = None) -> Grammar:
    """Return the grammar of that id; raises `UnknownGrammarError` naming the known ones."""
    grammars = load_grammars(extra)
    if name not in grammars:
        raise UnknownGrammarError(name, sorted(grammars))
    return grammars[name]


def detect(head: str, grammars: Mapping[str, Grammar]) -> Grammar:
    """Return the grammar whose own `detect` rules fit the opening text best, else `base`.

    The most specific family wins (longest lineage), then the one with most rules that match.
    """
    best = (0, 0, "", grammars[BASE])
    for grammar in grammars.values():
        own = [rule for rule in grammar.role("detect") if rule.id.startswith(f"{grammar.id}.")]
        hits = sum(rule.pattern.search(head) is not None for rule in own)
        if hits:
            best = max(best, (len(grammar.lineage), hits, grammar.id, grammar), key=lambda b: b[:3])
    return best[3]
