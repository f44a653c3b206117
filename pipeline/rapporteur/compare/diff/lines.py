"""A comparison as entries for the terminal; removed words as [-so-], added ones as {+so+}."""

from __future__ import annotations

from collections.abc import Iterator

from rapporteur.compare.diff.batch import Compared, Comparison
from rapporteur.compare.diff.changes import Change, Difference, Field, Group
from rapporteur.compare.diff.told import keys, label, renumbered, summary, title, value, verdict
from rapporteur.compare.diff.words import with_context
from rapporteur.view.terminal import OutputLine, Piece, heading

STYLES = {"added": "green", "removed": "red", "changed": "yellow", "moved": "magenta"}
_MARKS = {"-": ("[-", "-]", "red"), "+": ("{+", "+}", "green"), "=": ("", "", "")}


def lines(comparison: Comparison) -> Iterator[OutputLine]:
    """Yield a comparison: each report that differs, then what only one folder has.

    Of several, those that say the same have one line, or none if they are identical.
    """
    several = len(comparison.reports) != 1 or comparison.removed or comparison.added
    brief = [one for one in comparison.reports if several and one.same]
    for one in comparison.reports:
        if one not in brief:
            yield from _compared(one)
    for one in brief:
        if one.difference and not one.identical:
            yield OutputLine(keys(one.difference), f"= {one.name}", label_style="dim")
    for name in comparison.removed:
        yield OutputLine(name, "- report", label_style="red")
    for name in comparison.added:
        yield OutputLine(name, "+ report", label_style="green")
    if several and comparison.reports:
        yield OutputLine(summary(comparison), style="bold")


def _compared(one: Compared) -> Iterator[OutputLine]:
    if one.difference:
        yield from difference(one.difference, one.name)


def difference(found: Difference, name: str) -> Iterator[OutputLine]:
    """Yield the difference of two reports under `name`."""
    yield OutputLine(name, style="bold")
    if said := verdict(found):
        yield OutputLine(said)
    for group in found.groups:
        yield from _group(group)
    yield OutputLine()


def _group(group: Group) -> Iterator[OutputLine]:
    yield from heading(title(group))
    for change in group.changes:
        yield from _change(change, 0)
    for run in group.renumbered:
        yield OutputLine(renumbered(run), style="dim")


def _change(change: Change, depth: int) -> Iterator[OutputLine]:
    blank = " " if change.text else ""
    page = f"{blank}(page {change.page})" if change.page else ""
    if change.kind != "facts":
        style = STYLES[change.action]
        yield OutputLine(
            (Piece(change.text, style), Piece(page, "dim")), label(change), depth, label_style=style
        )
    for field in change.fields:
        yield from _field(field, depth + 1)
    for inner in change.inner:
        yield from _change(inner, depth + 1)
    for run in change.renumbered:
        yield OutputLine(renumbered(run), depth=depth + 1, style="dim")


def _field(field: Field, depth: int) -> Iterator[OutputLine]:
    if field.words:
        pieces = [
            Piece(f"{before}{run.text}{after}", style)
            for run in with_context(field.words)
            for before, after, style in [_MARKS[run.sign]]
        ]
        yield OutputLine(tuple(pieces), field.name, depth)
    elif field.removed or field.added:
        gone = (Piece(f"[-{entry}-] ", "red") for entry in field.removed)
        come = (Piece(f"{{+{entry}+}} ", "green") for entry in field.added)
        yield OutputLine((*gone, *come), field.name, depth)
    else:
        before, after = value(field)
        yield OutputLine(
            (Piece(before, "red"), Piece(" → "), Piece(after, "green")), field.name, depth
        )
