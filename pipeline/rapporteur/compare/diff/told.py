"""The words in which a difference is told, on the terminal and on a page alike."""

from __future__ import annotations

from rapporteur.compare.diff.batch import Comparison
from rapporteur.compare.diff.changes import MAKING, Change, Difference, Field, Group, Renumbered
from rapporteur.compare.diff.fields import plain_value

TITLES = {
    "generator": "How it was made",
    "source": "The file",
    "mentions": "Names in the texts",
    "schema_version": "Schema",
}
SIGNS = {"added": "+", "removed": "-", "changed": "~", "moved": ">"}


def title(group: Group) -> str:
    """Return the heading of a group with its counts."""
    counts = [f"{number} {action}" for action, number in group.counts().items() if number]
    name = TITLES.get(group.key, group.key.replace("_", " ").capitalize())
    facts = any(change.kind == "facts" for change in group.changes)
    return name if facts else f"{name}: {', '.join(counts)}"


def label(change: Change) -> str:
    """Return the sign of a change and what a person calls the thing: "~ paragraph 12"."""
    if change.kind in {"facts", "mentions"}:
        return SIGNS[change.action] if change.kind == "facts" else f"~ {change.where}"
    was = f" (was {change.old})" if None not in (change.old, change.new) else ""
    renamed = was if change.old != change.new else ""
    return f"{SIGNS[change.action]} {change.kind} {change.where}{renamed}"


def renumbered(run: Renumbered) -> str:
    """Return a run of numbers on one line: "13 to 40 are now 14 to 41"."""
    if run.count == 1:
        return f"{run.old[0]} is now {run.new[0]}"
    return f"{' to '.join(run.old)} are now {' to '.join(run.new)} ({run.count})"


def value(field: Field) -> tuple[str, str]:
    """Return the value before and after, each on one line."""
    return plain_value(field.before), plain_value(field.after)


def verdict(difference: Difference) -> str:
    """Return in one sentence how two reports differ as wholes, or nothing if in what they say."""
    if difference.identical:
        return "The reports are identical."
    if not difference.groups:
        return "The reports say the same; only the order of lists differs."
    if all(group.key in MAKING for group in difference.groups):
        return "The reports say the same of the document; only how they were made differs."
    return ""


def keys(difference: Difference) -> str:
    """Return which keys differ between two reports that say the same: "generator: version"."""
    told = [
        f"{group.key}: {', '.join(field.name for field in change.fields)}"
        for group in difference.groups
        for change in group.changes
    ]
    return "; ".join(told) or "the order of lists"


def summary(comparison: Comparison) -> str:
    """Return how many of several reports are identical, and how many say the same."""
    identical = sum(one.identical for one in comparison.reports)
    alike = sum(one.same for one in comparison.reports) - identical
    more = f", {alike} more say the same" if alike else ""
    return f"{identical} of {len(comparison.reports)} reports are identical{more}"
