"""What people corrected, put into a report: each correction is made, or says why it is not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapporteur.assemble.corrections.conflict import Conflict
from rapporteur.assemble.corrections.make import make
from rapporteur.assemble.corrections.tree import Tree
from rapporteur.report import Correction, Problem, Report

UNDO = "undo"
"""The field of a correction that takes a repair back; `rapporteur.run` leaves that repair out."""


def correct(report: Report, corrections: Sequence[Correction]) -> Report:
    """Return the report as people corrected it.

    A correction whose `before` no longer agrees, or whose `after` does not fit the schema, is not
    made and gives the problem `correction_conflict`. The others are listed in `corrections`.
    Offsets of mentions fit the corrected texts; a mention whose own words were changed is gone.
    """
    if not corrections:
        return report
    tree = Tree(report)
    made, problems = [], []
    for one in corrections:
        try:
            made.append(_undone(one) if one.field == UNDO else make(tree, one))
        except Conflict as conflict:
            problems.append(_problem(tree, one, str(conflict)))
    return tree.report(made, problems) if made or problems else report


def _undone(one: Correction) -> Correction:
    """Return a correction that `rapporteur.run` has made: the repair is not there."""
    if one.place is None:
        raise Conflict("a repair is taken back by its place, and none is given")
    return one


def undone(corrections: Iterable[Correction]) -> frozenset[tuple[int, int]]:
    """Return page and offset of the repairs that people took back."""
    places = (one.place for one in corrections if one.field == UNDO)
    return frozenset((at.page, at.start) for at in places if at is not None and at.page is not None)


def _problem(tree: Tree, one: Correction, why: str) -> Problem:
    return Problem(
        code="correction_conflict",
        severity="warning",
        message=f"{one.node}, {one.field}: {why}",
        node=one.node if tree.is_text(one.node) else None,
        page=one.place.page if one.place else None,
    )
