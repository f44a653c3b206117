"""Decide which mentions of organizations in a document name the same one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rapporteur.knowledge.grammar import language
from rapporteur.knowledge.organizations import load_organizations, slug
from rapporteur.knowledge.phrases import key, words
from rapporteur.tag.bodies import SHORT
from rapporteur.tag.link_bodies import BareNames, NamedBody
from rapporteur.tag.model import Context, Found, Node
from rapporteur.tag.spans import Ranges

KIND = "organization"
_NEAR = 4


class OrganizationLinker:
    """Links the organizations of one document.

    Names with one acronym, a short form of a longer name ("Review Commission" of "Constitutional
    Review Commission"), and spellings of one name are one organization; an acronym that the text
    gives in brackets is recognised wherever it stands; "the Committee" is the one that was named
    last, or the body that reports.
    """

    def __init__(self, nodes: Sequence[Node], context: Context) -> None:
        self._nodes = nodes
        self._context = context
        self._bodies: dict[str, NamedBody] = {}
        self._same: dict[str, str] = {}
        self._acronyms: dict[str, str] = {}
        self._own: list[str] = []
        self._named: list[str] = []
        self._short: dict[str, str] = {}

    def link(self) -> tuple[list[Node], list[NamedBody]]:
        """Give the nodes with organizations resolved, and the organizations in order."""
        self._own_bodies()
        for node in self._nodes:
            for found in node.found:
                if found.kind == KIND:
                    self._register(node.text, found)
        self._merge()
        nodes = [Node(n.id, n.text, list(self._resolved(n))) for n in self._nodes]
        short = {key(printed): self._root(entity) for printed, entity in self._short.items()}
        bare = BareNames(self._bodies, self._own, short, of_state=bool(self._context.state))
        nodes = [bare.resolve(n) for n in self._with_acronyms(nodes)]
        return nodes, list(self._bodies.values())

    # --- who is there

    def _own_bodies(self) -> None:
        for name in self._names():
            known = load_organizations().lookup(name)
            body = NamedBody(known.id if known else slug(name), known.type if known else "un_body")
            body.known = known.name if known else name
            self._bodies.setdefault(body.id, body)
            self._own.append(body.id)
        said = language().only("submitted_by").search(self._context.title or "")
        if said:
            self._bodies.setdefault(slug(said["name"]), NamedBody(slug(said["name"]), "ngo"))
            self._named.append(said["name"])

    def _names(self) -> list[str]:
        """Give the names of the bodies that the masthead tells, each by itself."""
        whole = filter(None, (self._context.body, *self._context.parents))
        return [name for names in whole for name in each_body(names)]

    def _register(self, text: str, found: Found) -> None:
        entity = found.entity or ""
        body = self._bodies.setdefault(entity, NamedBody(entity, found.data.get("type", "other")))
        printed = " ".join(text[found.start : found.end].split())
        body.known = body.known or found.data.get("known")
        if found.rule == SHORT:
            self._short.setdefault(printed, entity)
        elif found.rule == "organizations.bracket":
            body.acronym = body.acronym or printed
            self._acronyms.setdefault(printed, entity)
        elif found.rule == "organizations.acronym":
            body.acronym = body.acronym or printed
        elif printed not in body.names:
            body.names.append(printed)
        if found.rule == "organizations.form" and slug(printed) != entity:
            body.plain = body.plain or entity.replace("-", " ")

    def _merge(self) -> None:
        formed = [b for b in self._bodies.values() if b.names]
        longest_first = sorted(formed, key=lambda b: -len(b.words))
        by_word: dict[str, list[NamedBody]] = {}
        for body in formed:
            for word in set(body.words):
                by_word.setdefault(word, []).append(body)
        known = load_organizations()
        for short in longest_first:
            longer = self._longer_names(short, by_word)
            if known.lookup(short.name):
                longer = [b for b in longer if _is_of_system(b.words)]
            if len({self._root(b.id) for b in longer}) == 1:
                self._same[short.id] = longer[0].id

    def _longer_names(
        self, short: NamedBody, by_word: dict[str, list[NamedBody]]
    ) -> list[NamedBody]:
        words = short.words
        rarest = sorted((by_word[w] for w in set(words)), key=len)[:2]
        near = {b.id: b for shared in rarest for b in shared}
        return [
            b
            for b in near.values()
            if self._root(b.id) != short.id and is_short_for(words, b.words, first=short.id < b.id)
        ]

    def _root(self, entity: str) -> str:
        seen = set()
        while entity in self._same and entity not in seen:
            seen.add(entity)
            entity = self._same[entity]
        return entity

    # --- where they are named

    def _resolved(self, node: Node) -> Iterator[Found]:
        for found in node.found:
            if found.kind != KIND:
                yield found
                continue
            printed = node.text[found.start : found.end]
            entity = found.entity or ""
            if found.rule == "organizations.acronym":
                entity = self._acronyms.get(printed, entity)
            elif found.rule == "organizations.known":
                entity = self._short.get(printed, entity)
            root = self._keep(entity)
            yield found if found.entity == root else replace(found, entity=root)

    def _keep(self, entity: str) -> str:
        root = self._root(entity)
        body, merged = self._bodies[root], self._bodies.get(entity)
        if merged is not None and merged is not body and merged.acronym:
            body.acronym = body.acronym or merged.acronym
        return root

    def _with_acronyms(self, nodes: Iterable[Node]) -> list[Node]:
        """Find acronyms that brackets gave, also before and after them."""
        own = [a for a in self._acronyms if load_organizations().lookup(a) is None]
        own += [
            name
            for name in (*self._names(), *self._named)
            if load_organizations().lookup(name) is None
        ]
        if not own:
            return list(nodes)
        own.sort(key=len, reverse=True)
        pattern = re.compile("|".join(rf"(?<![\w/]){re.escape(a)}(?![\w/])" for a in own))
        return [self._add(n, pattern) if any(a in n.text for a in own) else n for n in nodes]

    def _add(self, node: Node, pattern: re.Pattern[str]) -> Node:
        held = Ranges((f.start, f.end) for f in node.found if f.kind == KIND)
        new = []
        for m in pattern.finditer(node.text):
            if held.overlap(*m.span()):
                continue
            entity = self._keep(self._acronyms.get(m.group()) or slug(m.group()))
            rule = "organizations.taken" if m.group() in self._acronyms else "organizations.body"
            if rule == "organizations.body":
                self._bodies[entity].names[:0] = [m.group()]
            new.append(Found(m.start(), m.end(), KIND, entity, rule))
        return Node(node.id, node.text, sorted([*node.found, *new], key=lambda f: f.start))


def each_body(names: str) -> list[str]:
    """Give the known names of which a text is made; the text itself if it holds another word.

    A letter to two bodies has both above it: "General Assembly Security Council".
    """
    parts = words(names)
    hits = list(load_organizations().find_in(names, parts))
    if sum(hit.after - hit.first for hit in hits) < len(parts):
        return [names]
    return [names[hit.start : hit.end] for hit in hits]


def _is_of_system(words: list[str]) -> bool:
    return " ".join(words[:2]) in load_organizations().forms.system


def _is_owner(words: list[str]) -> bool:
    """Whether words say whose a body is: "of" and a known organization."""
    link, *name = words
    forms = load_organizations().forms
    whose = " ".join(name[1:] if name[:1] and name[0] in forms.articles else name)
    return link in forms.whose and load_organizations().lookup(whose) is not None


def is_short_for(short: list[str], long: list[str], *, first: bool) -> bool:
    """Whether one name is short for another, or the same in another spelling.

    "Review Commission" for "Constitutional Review Commission", "Broadband Commission" for
    "Broadband Commission for Sustainable Development", "Working Group on Data" for "Statistical
    Commission Working Group on Data", "Lake Office" for "Lake Office of the World Bank"; not
    "Ministry of Justice" for "Legal Department of the Ministry of Justice". Of two spellings
    ("Prison Service", "Prisons Service", "Afghan …", "Afghanistan …") the one with the smaller id
    gives way.
    """
    forms = load_organizations().forms
    if _is_of_system(long) and not _is_of_system(short) and short != long[2:]:
        long = long[2:]
    extra = len(long) - len(short)
    if extra > 0:
        before = long[:extra]
        part = forms.joints.intersection(before) and not load_organizations().lookup(
            " ".join(before)
        )
        ends = long[extra:] == short and not part and len(short) > 1
        begins = long[: len(short)] == short and long[len(short)] in forms.subjects
        return ends or begins or (long[: len(short)] == short and _is_owner(long[len(short) :]))
    if extra < 0 or short == long:
        return False
    odd = [(a, b) for a, b in zip(short, long, strict=True) if a != b]
    return (
        not first
        and len(odd) == 1
        and odd[0][0][:_NEAR] == odd[0][1][:_NEAR]
        and (len(odd[0][0]) > _NEAR and len(odd[0][1]) > _NEAR)
    )
