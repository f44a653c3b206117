"""What a person may change on the page, field by field, and where the changes are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rapporteur.assemble.corrections.tree import ENTRIES, Node, Tree, Value
from rapporteur.knowledge.countries import load_countries
from rapporteur.report import CorrectionFile, Problem, Report

Field = tuple[str, str, str]
"""Its name, what a person calls it, and how it is written: see `FIELDS`."""

FIELDS: Final[dict[str, tuple[Field, ...]]] = {
    "Section": (
        ("title", "Title", "text"), ("label", "Label", "line"), ("level", "Level", "number"),
    ),
    "Paragraph": (
        ("text", "Text", "text"), ("number", "Number", "line"), ("kind", "Kind", "kind"),
        ("tail", "Text behind the list", "text"),
    ),
    "Item": (
        ("text", "Text", "text"), ("label", "Label", "line"),
        ("tail", "Text behind the list", "text"),
    ),
    "Recommendation": (
        ("text", "Text", "text"), ("number", "Number", "line"), ("states", "Made by", "states"),
        ("position", "Position", "position"), ("addressees", "Made to", "lines"),
    ),
    "Commitment": (("text", "Text", "text"), ("number", "Number", "line")),
    "Footnote": (("text", "Text", "text"), ("marker", "Marker", "line")),
    "Table": (("title", "Title", "line"),),
    "Person": (
        ("name", "Name", "line"), ("honorific", "Honorific", "line"), ("role", "Role", "line"),
        ("affiliation", "Affiliation", "line"), ("country", "Country", "state"),
        ("on_behalf_of", "On behalf of", "line"),
    ),
    "Country": (("name", "Name", "line"),),
    "Organization": (
        ("name", "Name", "line"), ("acronym", "Acronym", "line"), ("type", "Type", "type"),
    ),
    "Citation": (
        ("symbol", "Symbol", "line"), ("body", "Body", "line"), ("number", "Number", "line"),
        ("title", "Title", "line"),
    ),
    "Officer": (
        ("role", "Role", "line"), ("person", "Name", "person"), ("country", "Country", "state"),
    ),
    "Attendance": (
        ("category", "Category", "category"), ("members", "Members", "members"),
        ("paragraph", "Where", "node"),
    ),
    "Statement": (
        ("members", "Who spoke", "members"), ("category", "Category", "category"),
        ("agenda_items", "Agenda items", "lines"), ("paragraph", "Where", "node"),
    ),
    "DocumentInfo": (
        ("symbols", "Symbols", "lines"), ("title", "Title", "line"),
        ("subtitles", "Below the title", "lines"), ("body", "Body", "line"),
        ("session", "Session", "line"), ("agenda_items", "Agenda items", "lines"),
        ("item_titles", "Titles of the items", "lines"), ("date", "Date", "line"),
        ("distribution", "Distribution", "line"), ("language", "Language", "line"),
        ("original_languages", "Original languages", "lines"), ("job_number", "Job number", "line"),
        ("sponsors", "Sponsors", "line"), ("state_under_review", "State under review", "state"),
        ("troika", "Troika", "states"), ("answers", "Answers", "line"),
    ),
    "Meeting": (
        ("body", "Body", "line"), ("ordinal", "Number of the session", "number"),
        ("session", "Session", "line"), ("place", "Place", "line"), ("start", "First day", "line"),
        ("end", "Last day", "line"), ("meetings_held", "Meetings held", "number"),
    ),
}  # fmt: skip
"""The fields of each kind of node. `line` and `text` are strings, `lines` is a list of them,
`state` a code of a State and `states` a list of such, `members` a list of names with their
entities, `person` the id of one and `node` that of a paragraph; `kind`, `type`, `position` and
`category` are words, some of which are known."""

CHOICES: Final = {
    "kind": ("numbered", "recommendation", "unnumbered"),
    "type": (
        "un_body", "un_entity", "igo", "ngo", "regional_group", "government", "company", "other",
    ),
    "position": (
        "supported", "noted", "under_consideration", "rejected", "already_implemented",
        "partially_supported",
    ),
    "category": (
        "parties", "signatories", "members", "non_parties", "observers", "permanent_observers",
        "igos", "un_entities", "ngos", "national_institutions", "other",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where changes go: to `address` and with pictures at `pictures`, or else into the browser.

    `kept` is what people said of the document before; `revision` is the digest of that.
    """

    kept: CorrectionFile
    address: str | None = None
    pictures: str | None = None
    revision: str = ""


def editing(report: Report, keeping: Keeping) -> Value:
    """Return what the script needs to let a person change the report."""
    tree = Tree(report)
    return {
        "name": report.source.name,
        "sha256": report.source.sha256,
        "address": keeping.address,
        "pictures": keeping.pictures,
        "revision": keeping.revision,
        "kept": keeping.kept.model_dump(mode="json"),
        "nodes": {
            node.id: _node(tree, node) for node in tree.nodes() if node.model.__name__ in FIELDS
        },
        "fields": FIELDS,
        "choices": CHOICES,
        "states": {one.id: one.name for one in load_countries()},
    }


def _node(tree: Tree, node: Node) -> list[Any]:
    """Return kind, values and first place of a node."""
    names = [name for name, _, _ in FIELDS[node.model.__name__]]
    if not node.value.get("items") and not node.value.get("tail"):
        names = [name for name in names if name != "tail"]  # there is no list to stand behind
    place = next(iter(tree.places(node)), None)
    return [node.model.__name__, {name: node.value[name] for name in names}, place]


def entry_names(report: Report) -> dict[str, list[str]]:
    """Return the ids by which corrections know officers, lists of those present and who spoke."""
    nodes = list(Tree(report).nodes())
    return {
        kind: [one.id for one in nodes if one.model is model] for kind, model in ENTRIES.items()
    }


def problem_names(problems: Sequence[Problem]) -> list[str]:
    """Return a name for each problem that it keeps while its code and its place are the same."""
    return list(numbered(f"problem:{one.code}:{one.node or one.page or ''}" for one in problems))


def numbered(names: Iterable[str]) -> Iterator[str]:
    """Yield each name, the second of its like with a number behind it."""
    seen: dict[str, int] = {}
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        yield name if seen[name] == 1 else f"{name}:{seen[name]}"
