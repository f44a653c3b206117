"""Know which body took a resolution, and gather what a document cites."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from rapporteur.organizations import slug
from rapporteur.report import Citation
from rapporteur.tag.model import Context, Found, Node

_ITS = re.compile(r"\b(?P<its>[Ii]ts|their)\s(?:own\s|earlier\s|previous\s)?$")
_DEFINITE = re.compile(r",\s(?:the|The)\s$")
_FORMS = (
    (re.compile(r"\d+ \((?:E?S-)?[IVXL]+\)"), "General Assembly"),
    (re.compile(r"\d+ \((?:19|20)\d\d\)"), "Security Council"),
    (re.compile(r"(?:19|20)\d\d/\d+"), "Economic and Social Council"),
)
_RESOLVERS = re.compile(
    r"Assembly|Council|Commission|Conference|Committee|Board|Congress|Meeting|Forum|Parties|Union"
)


@dataclass(slots=True)
class Cited:
    """A document, resolution or decision under way."""

    id: str
    kind: str
    symbol: str | None = None
    body: str | None = None
    number: str | None = None
    title: str | None = None
    paragraphs: dict[str, None] = field(default_factory=dict)

    def entity(self) -> Citation:
        """Give the citation as the report has it."""
        return Citation(
            id=self.id,
            kind=self.kind,  # type: ignore[arg-type]
            symbol=self.symbol,
            body=self.body,
            number=self.number,
            title=self.title,
            paragraphs=list(self.paragraphs),
        )


class CitationLinker:
    """Gathers the citations of one document.

    A resolution belongs to the body named right before it; "its resolution" to the subject of the
    sentence ("In its resolution 7/1, the Conference …", "the Council, in its decision 3"); else
    the form of the number tells ("1325 (2000)" is the Security Council's, "1514 (XV)" the General
    Assembly's, "2018/12" the Economic and Social Council's), or the sentence, or the same number
    elsewhere in the document; else it is of the body to which this one reports. What nothing tells
    has no body.
    """

    def __init__(self, names: Mapping[str, str], context: Context) -> None:
        self._names = names
        self._parent = context.parents[0] if context.parents else None
        self._cited: dict[str, Cited] = {}
        self._takers: dict[tuple[str, str], str] = {}

    def link(self, nodes: Sequence[Node]) -> tuple[list[Node], list[Citation]]:
        """Give the nodes with citations resolved, and the citations in order."""
        with_bodies = [self._with_bodies(node) for node in nodes]
        linked = [
            Node(n.id, n.text, [self._resolved(n, f) for f in n.found]) for n in with_bodies
        ]
        return linked, [c.entity() for c in self._cited.values()]

    def _with_bodies(self, node: Node) -> Node:
        """Note who took each resolution, where the text around it tells."""
        bodies = [f for f in node.found if f.kind == "organization" and f.entity]
        out: list[Found] = []
        before: str | None = None
        for found in node.found:
            if found.kind != "resolution":
                out.append(found)
                continue
            goes_on = node.text[found.start].isdigit()
            body = before if goes_on else self._body(node.text, found, bodies) or before
            before = body
            if body:
                self._takers.setdefault((found.data["kind"], found.data["number"]), body)
            out.append(replace(found, data={**found.data, "body": body} if body else found.data))
        return Node(node.id, node.text, out)

    def _resolved(self, node: Node, found: Found) -> Found:
        if found.kind == "document":
            symbol = found.entity or ""
            self._cite(Cited(symbol, "document", symbol=symbol), node, found)
            return found
        if found.kind != "resolution":
            return found
        kind, number = found.data["kind"], found.data["number"]
        body = found.data.get("body") or self._takers.get((kind, number)) or self._parent
        entity = slug(" ".join(filter(None, (kind, number.replace("/", " "), body))))
        self._cite(Cited(entity, kind, body=body, number=number), node, found)
        return replace(found, entity=entity)

    def _cite(self, new: Cited, node: Node, found: Found) -> None:
        cited = self._cited.setdefault(new.id, new)
        cited.title = cited.title or found.data.get("title")
        cited.paragraphs.setdefault(node.paragraph)

    def _body(self, text: str, found: Found, bodies: Sequence[Found]) -> str | None:
        number = found.data["number"]
        for body in bodies:
            gap = text[body.end : found.start]
            if body.end <= found.start and re.fullmatch(r"(?:’s|'s)?\s(?:draft\s)?", gap):
                return self._names.get(body.entity or "")
        by_form = next((name for form, name in _FORMS if form.match(number)), None)
        if by_form:
            return by_form
        its = _ITS.search(text, max(0, found.start - 30), found.start)
        subject = self._subject(text, found, bodies, forward_first=bool(its))
        return self._names.get(subject.entity or "") if subject else None

    def _subject(
        self, text: str, found: Found, bodies: Sequence[Found], *, forward_first: bool
    ) -> Found | None:
        """Give the body that the sentence is about."""
        start = max(text.rfind(mark, 0, found.start) for mark in (". ", "; ", ": ")) + 1
        stop = text.find(". ", found.end)
        stop = len(text) if stop < 0 else stop
        able = [b for b in bodies if _RESOLVERS.search(self._names.get(b.entity or "", ""))]
        behind = [b for b in able if start <= b.start < found.start]
        ahead = [
            b
            for b in able
            if found.end <= b.start < stop and _DEFINITE.search(text, b.start - 6, b.start)
        ]
        opens = found.start - start < 40
        if forward_first and opens and ahead and not behind:
            return ahead[0]
        if behind:
            return behind[-1]
        return ahead[0] if ahead and forward_first else None
