"""Whether a rule keeps to what its role demands: its role, its value and its groups."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches

from rapporteur.knowledge.misspelt import hint
from rapporteur.knowledge.patterns import called, group_names, unknown_calls, unknown_lists
from rapporteur.knowledge.roles import ROLES, Role, style_of
from rapporteur.knowledge.rules import Rule, RuleData

_LABELS = frozenset({"label", "odd_label"})


def breach(rule: Rule, below: Mapping[str, Rule]) -> str | None:
    """Return in one line what is wrong with a rule, if anything; `below` are the inherited ones.

    The pattern is read, not compiled, so that loading a grammar stays fast.
    """
    return next(_breaches(rule, below), None)


def _breaches(rule: Rule, below: Mapping[str, Rule]) -> Iterator[str]:
    role = ROLES.get(rule.role)
    if role is None:
        known = "`rapporteur grammars roles` lists those there are"
        yield f"unknown role {rule.role!r}{hint(rule.role, ROLES)}; {known}"
        return
    yield from _wrong_style(rule.data)
    yield from _wrong_value(rule, role)
    yield from _wrong_groups(rule, role)
    for name in unknown_calls(rule.data.pattern, rule.define):
        yield f"calls (?&{name}), which [define] does not have{hint(name, rule.define)}"
    for name in unknown_lists(rule.data.pattern, rule.lists):
        yield f"asks for \\L<{name}>, which [lists] does not have{hint(name, rule.lists)}"
    replaced = below.get(rule.data.replaces or "")
    if replaced is not None:
        yield from _wrong_heir(rule, replaced)
    elif role.single and (there := [one.id for one in below.values() if one.role == role.name]):
        yield f"role {role.name!r} has one rule; say replaces = {there[0]!r}"


def _wrong_style(data: RuleData) -> Iterator[str]:
    declared = (data.counts, data.opens)
    if declared == (None, None):
        return
    if data.role not in _LABELS:
        yield f"role {data.role!r} takes no 'counts' and no 'opens'; only labels do"
    elif data.value is not None:
        yield "give either 'value' or 'counts' and 'opens'"
    elif data.counts is None or data.opens is None:
        yield "'counts' and 'opens' go together"
    elif style_of(data.counts, data.opens) is None:
        yield f"no label that opens {data.opens!r} counts {data.counts!r}"


def _wrong_value(rule: Rule, role: Role) -> Iterator[str]:
    value = rule.value
    if value is None:
        if role.valued:
            wanted = role.means or f"one of {', '.join(role.values)}"
            yield f"role {role.name!r} needs a value: {wanted}"
    elif role.values and value not in role.values:
        known = f"; it has {', '.join(role.values)}"
        yield f"role {role.name!r} has no value {value!r}{hint(value, role.values) or known}"
    elif not role.values and not role.means:
        yield f"role {role.name!r} takes no value, but it has {value!r}"


def _wrong_groups(rule: Rule, role: Role) -> Iterator[str]:
    names = set(group_names(rule.data.pattern))
    for name in sorted(role.required - names):
        if _defined(name, rule):
            yield f"group {name!r} stands in a sub-pattern, where it gives nothing"
        else:
            yield f"role {role.name!r} needs the group {name!r}{_meant(name, names - role.allowed)}"
    for name in sorted(names - role.allowed):
        yield f"role {role.name!r} has no group {name!r}{hint(name, role.allowed)}"


def _defined(name: str, rule: Rule) -> bool:
    used = called(rule.data.pattern, rule.define)
    return any(name == one or name in group_names(rule.define[one]) for one in used)


def _wrong_heir(rule: Rule, replaced: Rule) -> Iterator[str]:
    if rule.role != replaced.role:
        yield f"replaces {replaced.id!r} of role {replaced.role!r}, but has role {rule.role!r}"
    names = set(group_names(rule.data.pattern))
    for name in sorted(set(group_names(replaced.data.pattern)) - names):
        yield f"replaces {replaced.id!r} but lacks its group {name!r}"


def _meant(name: str, strangers: Collection[str]) -> str:
    near = get_close_matches(name, strangers, n=1)
    return f"; did you mean it with {near[0]!r}?" if near else ""
