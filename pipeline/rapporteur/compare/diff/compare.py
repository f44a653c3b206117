"""Compare two reports: pair what is in both, then tell what differs in each pair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapporteur.compare.diff.changes import (
    Change,
    Difference,
    Field,
    Group,
    Json,
    Renumbered,
    ReportName,
)
from rapporteur.compare.diff.counted import compare_mentions, compare_repairs
from rapporteur.compare.diff.fields import Names, compare_fields
from rapporteur.compare.diff.kinds import (
    ENTITIES,
    FACTS,
    ITEM,
    LISTED,
    NAMED,
    NODES,
    ORDER,
    Kind,
    page_of,
    shown,
)
from rapporteur.compare.diff.pairing import Pairing, Thing, pair
from rapporteur.report import Report


@dataclass(frozen=True, slots=True)
class Rows:
    """The things of one kind in both reports, paired; of items also the ids they stand under."""

    kind: Kind
    old: Sequence[Json]
    new: Sequence[Json]
    pairs: Pairing
    under: tuple[str, str] = ("", "")


def compare(old: Report, new: Report) -> Difference:
    """Return what differs between two reports; nothing if they are equal."""
    one, other = old.model_dump(mode="json"), new.model_dump(mode="json")
    identical = one == other
    groups = [] if identical else list(_groups(one, other))
    groups.sort(key=lambda group: ORDER.index(group.key) if group.key in ORDER else len(ORDER))
    return Difference(_name(old), _name(new), identical, tuple(groups))


def _name(report: Report) -> ReportName:
    head = report.document
    return ReportName(report.source.name, report.source.sha256, tuple(head.symbols), head.title)


def _groups(old: Json, new: Json) -> Iterator[Group]:
    """Yield the groups that are not empty."""
    names = Names(same_file=old["source"]["sha256"] == new["source"]["sha256"])
    named = [_rows(kind, old, new, names) for kind in NAMED]
    for rows in named:
        _learn(names, rows)
    listed = [_rows(kind, old, new, names) for kind in LISTED]
    groups = [_group(rows, names) for rows in (*named, *listed)]
    labels = {str(row["id"]): rows.kind.where(row) for rows in named for row in rows.new}
    groups += [
        Group("mentions", tuple(compare_mentions(old, new, names, labels))),
        Group("repairs", tuple(compare_repairs(old, new, same_file=names.same_file))),
        *_facts(old, new, names),
    ]
    yield from (group for group in groups if group.changes or group.renumbered)


def _rows(kind: Kind, old: Json, new: Json, names: Names) -> Rows:
    one, other = kind.rows(old), kind.rows(new)
    return Rows(kind, one, other, _paired(kind, one, other, names))


def _paired(kind: Kind, old: Sequence[Json], new: Sequence[Json], names: Names) -> Pairing:
    return pair(
        [Thing(kind.id(row, names.node), kind.text(row)) for row in old],
        [Thing(kind.id(row, lambda node: node), kind.text(row)) for row in new],
        keyed=kind.keyed,
    )


def _learn(names: Names, rows: Rows) -> None:
    """Note how the ids of the old rows are called in the new report, those of items too."""
    space = names.spaces[rows.kind.names or NODES]
    for index, row in enumerate(rows.old):
        if index in rows.pairs.partner:
            partner = rows.new[rows.pairs.partner[index]]
            space[row["id"]] = partner["id"]
            _learn_items(names, row, partner)
        elif rows.kind.names == NODES:
            names.gone.update(_ids(row))
    if rows.kind.names == NODES:
        for index, row in enumerate(rows.new):
            if index not in rows.pairs.back:
                names.come.update(_ids(row))


def _learn_items(names: Names, old: Json, new: Json) -> None:
    if old.get("items") or new.get("items"):
        pairs = _paired(ITEM, old["items"], new["items"], names)
        _learn(names, Rows(replace(ITEM, names=NODES), old["items"], new["items"], pairs))


def _ids(row: Json) -> Iterator[str]:
    yield row["id"]
    for item in row.get("items", ()):
        yield from _ids(item)


def _group(rows: Rows, names: Names) -> Group:
    return Group(rows.kind.key, tuple(_changes(rows, names)), tuple(_renumbered(rows)))


def _changes(rows: Rows, names: Names) -> Iterator[Change]:
    """Yield the changes in the order of the new report, what was removed where it stood."""
    moved = rows.pairs.moved() if rows.kind.ordered else set()
    removed = iter(index for index in range(len(rows.old)) if index not in rows.pairs.partner)
    waiting = next(removed, None)
    for index, row in enumerate(rows.new):
        old = rows.pairs.back.get(index)
        while waiting is not None and old is not None and waiting < old:
            yield _alone(rows.kind, rows.old[waiting], "removed")
            waiting = next(removed, None)
        if old is None:
            yield _alone(rows.kind, row, "added")
        elif change := _changed(rows, old, index, names, moved=index in moved):
            yield change
    if waiting is not None:
        yield from (_alone(rows.kind, rows.old[index], "removed") for index in (waiting, *removed))


def _alone(kind: Kind, row: Json, action: str) -> Change:
    name = row.get("id")
    where, page, text = kind.where(row), page_of(row), shown(row, kind)
    if action == "added":
        return Change(kind.noun, "added", where, None, name, page, text)
    return Change(kind.noun, "removed", where, name, None, page, text)


def _changed(rows: Rows, old: int, new: int, names: Names, *, moved: bool) -> Change | None:
    kind, one, other = rows.kind, rows.old[old], rows.new[new]
    leave = frozenset({"id", "items", kind.number or "id"})
    fields = compare_fields(one, other, names, kind.refs, leave)
    inner, renumbered = _items(one, other, names)
    if not fields and not inner and not renumbered and not moved:
        return None
    action = "changed"
    if moved:
        action = "changed" if fields or inner or renumbered else "moved"
        fields = (*fields, Field("position", old + 1, new + 1))
    change = Change(
        kind.noun, "changed", kind.where(other), one.get("id"), other.get("id"), page_of(other),
        fields=fields, inner=inner, renumbered=renumbered,
    )  # fmt: skip
    return replace(change, action="moved") if action == "moved" else change


def _items(old: Json, new: Json, names: Names) -> tuple[tuple[Change, ...], tuple[Renumbered, ...]]:
    if not old.get("items") and not new.get("items"):
        return (), ()
    pairs = _paired(ITEM, old["items"], new["items"], names)
    # The items of a recommendation have the ids that they have in its paragraph.
    under = (str(old.get("paragraph", old["id"])), str(new.get("paragraph", new["id"])))
    rows = Rows(ITEM, old["items"], new["items"], pairs, under)
    return tuple(_changes(rows, names)), tuple(_renumbered(rows))


def _renumbered(rows: Rows) -> Iterator[Renumbered]:
    """Yield the runs of neighbours of which only the number or the id is another."""
    run: list[tuple[int, int]] = []
    for new in sorted(rows.pairs.back):
        old = rows.pairs.back[new]
        if not _counts_otherwise(rows, rows.old[old], rows.new[new]):
            continue
        if run and (old, new) != (run[-1][0] + 1, run[-1][1] + 1):
            yield _run(rows, run)
            run = []
        run.append((old, new))
    if run:
        yield _run(rows, run)


def _counts_otherwise(rows: Rows, old: Json, new: Json) -> bool:
    number = rows.kind.number
    if number and old[number] != new[number]:
        return True
    ids = (
        str(row.get("id")).removeprefix(above)
        for row, above in zip((old, new), rows.under, strict=True)
    )
    return len(set(ids)) > 1


def _run(rows: Rows, run: Sequence[tuple[int, int]]) -> Renumbered:
    old = [_called(rows.kind, rows.old[index]) for index, _ in (run[0], run[-1])]
    new = [_called(rows.kind, rows.new[index]) for _, index in (run[0], run[-1])]
    if old == new:  # the ids alone
        old = [str(rows.old[index]["id"]) for index, _ in (run[0], run[-1])]
        new = [str(rows.new[index]["id"]) for _, index in (run[0], run[-1])]
    return Renumbered((old[0], old[1]), (new[0], new[1]), len(run))


def _called(kind: Kind, row: Json) -> str:
    return str(row["id"] if kind.noun == "section" else kind.where(row))


def _facts(old: Json, new: Json, names: Names) -> Iterator[Group]:
    """Yield the differences in what there is one of, and in keys that this module does not know."""
    known = {kind.key for kind in (*NAMED, *LISTED)} | {*FACTS, ENTITIES, "mentions", "repairs"}
    for key in FACTS:
        fields = compare_fields(old[key], new[key], names, {}, frozenset())
        if fields:
            yield Group(key, (Change("facts", "changed", key, None, None, fields=fields),))
    for key in sorted((old.keys() | new.keys()) - known):
        fields = compare_fields({key: old.get(key)}, {key: new.get(key)}, names, {}, frozenset())
        if fields:
            yield Group(key, (Change("facts", "changed", key, None, None, fields=fields),))
