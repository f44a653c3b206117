"""A comparison as JSON: keys that stay, told in docs/compare.md."""

from __future__ import annotations

import json
from typing import Any

from rapporteur.compare.diff.batch import Compared, Comparison
from rapporteur.compare.diff.changes import Change, Field, Group, Renumbered, ReportName


def as_json(comparison: Comparison) -> bytes:
    """Return the comparison as indented UTF-8 JSON."""
    data = {
        "same": comparison.same,
        "removed": list(comparison.removed),
        "added": list(comparison.added),
        "reports": [_compared(one) for one in comparison.reports],
    }
    return json.dumps(data, ensure_ascii=False, indent=2).encode("utf-8", "replace") + b"\n"


def _compared(one: Compared) -> dict[str, Any]:
    found = one.difference
    return {
        "name": one.name,
        "failure": one.failure.reason if one.failure else None,
        "identical": one.identical,
        "same": one.same,
        "old": _name(found.old) if found else None,
        "new": _name(found.new) if found else None,
        "groups": [_group(group) for group in found.groups] if found else [],
    }


def _name(name: ReportName) -> dict[str, Any]:
    return {
        "name": name.name,
        "sha256": name.sha256,
        "symbols": list(name.symbols),
        "title": name.title,
    }


def _group(group: Group) -> dict[str, Any]:
    return {
        "key": group.key,
        "counts": group.counts(),
        "changes": [_change(change) for change in group.changes],
        "renumbered": [_renumbered(run) for run in group.renumbered],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "action": change.action,
        "where": change.where,
        "old": change.old,
        "new": change.new,
        "page": change.page,
        "text": change.text or None,
        "fields": [_field(field) for field in change.fields],
        "items": [_change(inner) for inner in change.inner],
        "renumbered": [_renumbered(run) for run in change.renumbered],
    }


def _field(field: Field) -> dict[str, Any]:
    return {
        "name": field.name,
        "before": field.before,
        "after": field.after,
        "words": [[run.sign, run.text] for run in field.words],
        "removed": list(field.removed),
        "added": list(field.added),
    }


def _renumbered(run: Renumbered) -> dict[str, Any]:
    return {"old": list(run.old), "new": list(run.new), "count": run.count}
