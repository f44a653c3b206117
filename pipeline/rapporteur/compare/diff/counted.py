"""Names in the texts, and repairs: compared as what stands how often where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rapporteur.compare.diff.changes import Action, Change, Field, Json
from rapporteur.compare.diff.fields import Names


def texts(report: Json) -> dict[str, str]:
    """Return the text of every node by its id, of tails by `<id>#tail`."""
    found = {section["id"]: section["title"] for section in report["sections"]}
    queue = list(report["paragraphs"])
    while queue:
        block = queue.pop()
        found[block["id"]] = block["text"]
        found[f"{block['id']}#tail"] = block["tail"] or ""
        queue += block["items"]
    return found | {note["id"]: note["text"] for note in report["footnotes"]}


def compare_mentions(
    old: Json, new: Json, names: Names, labels: Mapping[str, str]
) -> Iterator[Change]:
    """Yield a change for each node of both reports in which other names were found.

    In a text that did not change, places count too.
    """
    before = _by_node(old["mentions"], names)
    after = _by_node(new["mentions"], Names(same_file=True))
    said = {names.node(node): text for node, text in texts(old).items()}
    says = texts(new)
    for node in dict.fromkeys((*after, *before)):
        if node.partition("#")[0] in names.come:
            continue
        placed = said.get(node) == says.get(node)
        fields = _counted(
            "names",
            (_mention(one, names, placed=placed) for one in before.get(node, ())),
            (_mention(one, None, placed=placed) for one in after.get(node, ())),
        )
        if fields:
            where = labels.get(node.partition("#")[0], node)
            yield Change("mentions", "changed", where, node, node, fields=fields)


def _by_node(mentions: Sequence[Json], names: Names) -> dict[str, list[Json]]:
    found: dict[str, list[Json]] = {}
    for mention in mentions:
        if mention["node"].partition("#")[0] not in names.gone:
            found.setdefault(str(names.node(mention["node"])), []).append(mention)
    return found


def _mention(mention: Json, names: Names | None, *, placed: bool) -> str:
    entity: Any = names.entity(mention["entity"]) if names else mention["entity"]
    place = f", at {mention['start']}–{mention['end']}" if placed else ""
    meant = f" = {entity}" if entity else ""
    return f"{mention['kind']} “{mention['text']}”{meant} ({mention['rule']}{place})"


def _counted(name: str, before: Iterable[str], after: Iterable[str]) -> tuple[Field, ...]:
    one, other = Counter(before), Counter(after)
    removed, added = tuple((one - other).elements()), tuple((other - one).elements())
    if not removed and not added:
        return ()
    return (Field(name, list(one.elements()), list(other.elements()), (), removed, added),)


def compare_repairs(old: Json, new: Json, *, same_file: bool) -> Iterator[Change]:
    """Yield a change for each repair that only one report has; of one file each at its place."""
    one, other = (Counter(map(_repair, report["repairs"])) for report in (old, new))
    if not same_file:
        one, other = (_anywhere(repairs) for repairs in (one, other))
    for action, left in (("removed", one - other), ("added", other - one)):
        for (page, _, _, rule, before, after), count in left.items():
            times = f" ×{count}" if count > 1 else ""
            text = f"{before!r} → {after!r}{times}"
            yield _repaired(action, rule, page, text)


Repair = tuple[int | None, int, int, str, str, str]


def _repair(row: Json) -> Repair:
    return (row["page"], row["start"], row["end"], row["rule"], row["before"], row["after"])


def _anywhere(repairs: Counter[Repair]) -> Counter[Repair]:
    found: Counter[Repair] = Counter()
    for (_, _, _, *said), count in repairs.items():
        found[(None, 0, 0, said[0], said[1], said[2])] += count
    return found


def _repaired(action: str, rule: str, page: int | None, text: str) -> Change:
    kind: Action = "removed" if action == "removed" else "added"
    return Change("repair", kind, rule, None, None, page, text)
