"""Grammars: families of reports described as data.

A grammar is one TOML file, or a folder of them. It may extend another and then says only what
differs. Every rule shows with `examples` what it matches and with `rejects` what it must not;
`check` proves both. What a rule must have for its role is in `roles`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

from rapporteur.errors import GrammarError, UnknownGrammarError
from rapporteur.knowledge.agreement import breach
from rapporteur.knowledge.asking import Role
from rapporteur.knowledge.files import shipped_folder
from rapporteur.knowledge.misspelt import hint
from rapporteur.knowledge.patterns import Match, Pattern, broken, compile_pattern, endless
from rapporteur.knowledge.rules import Rule
from rapporteur.knowledge.sections import Sections, slip
from rapporteur.knowledge.sheets import Sheets, read_sheets

__all__ = [
    "BASE", "Grammar", "Match", "Pattern", "Rule", "check", "choose", "compile_pattern", "detect",
    "language", "load_grammars",
]  # fmt: skip

BASE = "base"
_REMEMBERED = 4096
"""Lines whose matches a grammar remembers: more than a few pages have."""
_NONE = Role(())


@dataclass(frozen=True, eq=False)
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
    def _by_role(self) -> dict[str, Role]:
        roles: dict[str, list[Rule]] = {}
        for rule in self.rules:
            roles.setdefault(rule.role, []).append(rule)
        return {role: Role(rules) for role, rules in roles.items()}

    def role(self, name: str) -> tuple[Rule, ...]:
        """Return the rules of a role, the family's own before those it inherits."""
        return self._by_role.get(name, _NONE).rules

    def only(self, role: str) -> Pattern:
        """Return the pattern of the one rule of a role; raises `GrammarError` if it has none."""
        return self._one(role).pattern

    def _one(self, role: str) -> Rule:
        rules = self._by_role.get(role, _NONE).rules
        if not rules:
            raise GrammarError(self.id, None, f"no rule of role {role!r}; extend {BASE!r}")
        return rules[0]

    def every(self, role: str, text: str) -> Iterator[Match]:
        """Yield all matches of the one rule of a role in a text; quick where there can be none."""
        return self._one(role).finditer(text)

    def match(self, role: str, text: str) -> tuple[Rule, Match] | None:
        """Return the first rule of the role that matches at the start of `text`."""
        for rule, match in self._by_role.get(role, _NONE).starting(text):
            if found := match(text):
                return rule, found
        return None

    def every_match(self, role: str, text: str) -> tuple[tuple[Rule, Match], ...]:
        """Return the rules of the role that match at the start of `text`, each with its match.

        What was asked of late is remembered: stages ask the same of a line again and again.
        """
        return self._every_match(role, text)

    @cached_property
    def _every_match(self) -> Callable[[str, str], tuple[tuple[Rule, Match], ...]]:
        @lru_cache(maxsize=_REMEMBERED)
        def matches(role: str, text: str) -> tuple[tuple[Rule, Match], ...]:
            tries = self._by_role.get(role, _NONE).starting(text)
            return tuple((rule, found) for rule, match in tries if (found := match(text)))

        return matches

    def search(self, role: str, text: str) -> tuple[Rule, Match] | None:
        """Return the first rule of the role that matches anywhere in `text`."""
        return next(self._by_role.get(role, _NONE).search(text), None)

    def every_search(self, role: str, text: str) -> Iterator[tuple[Rule, Match]]:
        """Yield the rules of the role that match anywhere in `text`, each with its first match."""
        return self._by_role.get(role, _NONE).search(text)

    def find(self, role: str, text: str) -> Iterator[tuple[Rule, Match]]:
        """Yield every match of every rule of the role in `text`, rule by rule."""
        return self._by_role.get(role, _NONE).find(text)

    def may_be_in(self, text: str, *roles: str) -> bool:
        """Say whether a rule of these roles may match in `text`; quick, and no only if none can."""
        return any(self._by_role.get(role, _NONE).may_be_in(text) for role in roles)

    def fits(self, role: str, text: str) -> bool:
        """Say whether a rule of the role matches at the start of `text`."""
        return self.match(role, text) is not None


@cache
def load_grammars(extra: Path | None = None) -> Mapping[str, Grammar]:
    """Return all grammars by id, the shipped ones and those in `extra`.

    Raises `GrammarError` for a file that is no TOML, has unknown keys, extends an unknown
    grammar, overrides a rule that does not exist or is the same, or has a rule that does not keep
    to its role.
    """
    grammars = read_sheets(shipped_folder())
    if extra is not None:
        if not extra.is_dir():
            raise GrammarError(str(extra), None, "no such folder; --grammars takes a folder")
        grammars += read_sheets(extra)
    return _build(grammars)


def language(name: str = "en") -> Grammar:
    """Return what is known of a language: the grammar that is a folder of that name.

    Components that stand alone, without the grammar of a document, ask here for wording.
    """
    return load_grammars()[name]


def _build(grammars: Sequence[Sheets]) -> dict[str, Grammar]:
    found = {sheets.id: sheets for sheets in grammars}
    if len(found) != len(grammars):
        names = ", ".join(str(sheets.paths[0]) for sheets in grammars)
        raise GrammarError(names, None, "two files have the same grammar id")
    built: dict[str, Grammar] = {}
    for name, sheets in found.items():
        if sheets.extends is None and any(rule.role == "detect" for rule in sheets.rules()):
            reason = f"'extends' is missing; a family of reports extends {BASE!r} or another family"
            raise GrammarError(str(sheets.paths[0]), None, reason)
        _inherit(name, found, built, ())
    return {name: built[name] for name in sorted(built)}


def _inherit(
    name: str, found: Mapping[str, Sheets], built: dict[str, Grammar], above: tuple[str, ...]
) -> Grammar:
    if name in built:
        return built[name]
    sheets = found[name]
    parent = None
    if sheets.extends is not None:
        if sheets.extends not in found or sheets.extends in (*above, name):
            near = hint(sheets.extends, [one for one in found if one != name])
            raise GrammarError(
                str(sheets.paths[0]), None, f"cannot extend {sheets.extends!r}{near}"
            )
        parent = _inherit(sheets.extends, found, built, (*above, name))
    built[name] = _combine(sheets, parent)
    return built[name]


def _combine(sheets: Sheets, parent: Grammar | None) -> Grammar:
    inherited = parent.rules if parent else ()
    define = {**(parent.define if parent else {}), **sheets.together("define")}
    if names := ", ".join(endless(define)):
        reason = f"calls itself, which never ends: {names}"
        raise GrammarError(str(sheets.paths[0]), "define", reason)
    lists = {**(parent.lists if parent else {}), **sheets.together("lists")}
    own = [
        Rule(rule, str(path), define, lists)
        for path, data in zip(sheets.paths, sheets.data, strict=True)
        for rule in data.rules
    ]
    _check_sections(sheets, parent)
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


def _check_sections(sheets: Sheets, parent: Grammar | None) -> None:
    own = Sections(*map(sheets.together, ("settings", "tables", "lists", "define")))
    above = None
    if parent is not None and len(parent.lineage) > 1:
        above = Sections(parent.settings, parent.tables, parent.lists, parent.define)
    patterns = [rule.pattern for rule in sheets.rules()]
    if fault := slip(own, above, patterns):
        raise GrammarError(str(sheets.paths[0]), None, fault)


def _check_overrides(own: Iterable[Rule], inherited: Iterable[Rule], path: Path) -> None:
    below = {rule.id: rule for rule in inherited}
    seen: set[str] = set()
    for rule in own:
        target = rule.data.replaces
        if rule.id in seen or (rule.id in below and target != rule.id):
            raise GrammarError(str(path), rule.id, "a rule of this id exists already")
        seen.add(rule.id)
        if target is not None and (fault := _misplaced(rule, target, below)):
            raise GrammarError(str(path), rule.id, fault)
        if fault := breach(rule, below):
            raise GrammarError(rule.file, rule.id, fault)


def _misplaced(rule: Rule, target: str, below: Mapping[str, Rule]) -> str | None:
    if target not in below:
        return f"replaces {target!r}, which does not exist{hint(target, below)}"
    old = below[target]
    if (old.data.pattern, old.data.flags, old.value) == (
        rule.data.pattern, rule.data.flags, rule.value,
    ):  # fmt: skip
        return f"replaces {target!r} by the same rule"
    return None


def check(extra: Path | None = None) -> list[str]:
    """Return every fault of every rule, `file: rule: fault`; empty when all is well."""
    own: dict[tuple[str, str], Rule] = {}
    found = []
    for grammar in sorted(load_grammars(extra).values(), key=lambda one: len(one.lineage)):
        for rule in grammar.rules:
            own.setdefault((rule.file, rule.id), rule)  # as its own file sees it, not an heir
        faults = broken(grammar.define, grammar.lists)
        found += [f"{grammar.id}: define: {fault}" for fault in faults]
    for rule in own.values():
        found += [f"{rule.file}: {rule.id}: {fault}" for fault in rule.faults()]
    return list(dict.fromkeys(found))


def choose(name: str, extra: Path | None = None) -> Grammar:
    """Return the grammar of that id; raises `UnknownGrammarError` naming the known ones."""
    grammars = load_grammars(extra)
    families = [one for one, grammar in grammars.items() if BASE in grammar.lineage]
    if name not in families:
        raise UnknownGrammarError(name, sorted(families))
    return grammars[name]


def detect(head: str, grammars: Mapping[str, Grammar]) -> Grammar:
    """Return the grammar whose own `detect` rules fit the opening text best, else `base`.

    The most specific family wins (longest lineage), then the one with most rules that match.
    """
    best = (0, 0, "", grammars[BASE])
    for grammar in grammars.values():
        above = [rule.id for name in grammar.lineage[1:] for rule in grammars[name].role("detect")]
        own = [rule for rule in grammar.role("detect") if rule.id not in above]
        hits = sum(rule.pattern.search(head) is not None for rule in own)
        if hits:
            best = max(best, (len(grammar.lineage), hits, grammar.id, grammar), key=lambda b: b[:3])
    return best[3]
