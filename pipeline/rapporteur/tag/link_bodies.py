"""Know which body "the Committee" or "Council resolution 16/21" means."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field, replace

from rapporteur.knowledge.grammar import language
from rapporteur.knowledge.organizations import load_organizations, slug
from rapporteur.knowledge.phrases import key
from rapporteur.report import Organization
from rapporteur.tag.model import Found, Node
from rapporteur.tag.spans import Ranges

KIND = "organization"


@dataclass(slots=True)
class NamedBody:
    """An organization of the document under way: its names as printed, first to last."""

    id: str
    type: str
    known: str | None = None
    names: list[str] = field(default_factory=list)
    acronym: str | None = None
    plain: str | None = None
    """The words of the name with the short name of its State, where that is another."""

    @property
    def name(self) -> str:
        """The name printed first that is no acronym, else the known name, else the acronym."""
        return self.names[0] if self.names else self.known or self.acronym or self.id

    @property
    def words(self) -> list[str]:
        """The words of the name, folded."""
        return (self.plain or key(self.name)).split()

    @property
    def full_name(self) -> str:
        """The known name, else the printed one: what citations call the body."""
        return self.known or self.name

    def entity(self, paragraphs: list[str]) -> Organization:
        """Give the organization as the report has it."""
        return Organization(
            id=self.id,
            name=self.name,
            acronym=self.acronym,
            type=self.type,
            paragraphs=paragraphs,
        )


class BareNames:
    """Resolves bare names of bodies, node after node in the order of the document."""

    def __init__(
        self,
        bodies: MutableMapping[str, NamedBody],
        own: Sequence[str],
        short: Mapping[str, str],
        *,
        of_state: bool = False,
    ) -> None:
        self._own = own
        self._short = short
        self._of_state = of_state
        self._last: dict[str, None] = {}
        self._bodies = bodies
        self._words = {b.id: b.words for b in bodies.values()}

    def resolve(self, node: Node) -> Node:
        """Give the node with "the Committee" and "Council resolution" resolved.

        They mean the body that the document calls so, the reporting body or one it reports to, if
        its name begins or ends so; else the body so named that was named last. What no body of the
        document fits stays unresolved, but for organs that an organization has which reports ("the
        Executive Board"). In a review of a State a known name of one word is as bare:
        "the Secretariat" may be a State's.
        """
        held = [f for f in node.found if f.kind == KIND]
        queue = sorted([*held, *self._bare(node, held)], key=lambda f: (f.start, -f.end))
        if not queue:
            return node
        new: dict[Found, Found] = {}
        for found in queue:
            entity = found.entity
            if entity is None or self._is_bare(node, found):
                name = node.text[found.start : found.end]
                entity = self._meant(name) or entity or self._organ(name)
            if entity is None:
                continue
            if found.entity != entity:
                new[found] = replace(found, entity=entity)
            self._last.pop(entity, None)
            self._last[entity] = None
        kept = (f for f in node.found if f not in new)
        return Node(node.id, node.text, sorted([*kept, *new.values()], key=lambda f: f.start))

    def _is_bare(self, node: Node, found: Found) -> bool:
        known = self._of_state and found.rule == "organizations.known"
        return known and " " not in node.text[found.start : found.end]

    def _bare(self, node: Node, held: Sequence[Found]) -> list[Found]:
        bare = list(language().every("bare_body", node.text))
        taken = Ranges((f.start, f.end) for f in held if bare)
        return [
            Found(*m.span("name"), KIND, None, "organizations.the_body")
            for m in bare
            if (m["article"] or m["resolution"]) and not taken.overlap(*m.span("name"))
        ]

    def _organ(self, name: str) -> str | None:
        """Give the organ so called: one named later, or that of the organization that reports."""
        words = key(name).split()
        if " ".join(words) not in load_organizations().forms.organs:
            return None
        later = [entity for entity, its in self._words.items() if its[: len(words)] == words]
        if len(later) == 1:
            return later[0]
        has = [one for one in self._own if self._bodies[one].type == "un_entity"]
        if later or not has:
            return None
        organ = NamedBody(slug(f"{name} {has[0]}"), "un_body", names=[name])
        self._bodies[organ.id], self._words[organ.id] = organ, organ.words
        return organ.id

    def _meant(self, name: str) -> str | None:
        if said := self._short.get(key(name)):
            return said
        words = key(name).split()
        for entity in [*self._own, *reversed(self._last)]:
            if entity in self._words and _is_called(self._words[entity], words):
                return entity
        return None


def _is_called(name: list[str], bare: list[str]) -> bool:
    """Whether a body may be called so: its name begins or ends so, or its subject follows."""
    size, links = len(bare), load_organizations().forms.links
    return any(
        name[at : at + size] == bare
        and (at == 0 or at + size == len(name) or name[at + size] in links)
        for at in range(len(name) - size + 1)
    )
