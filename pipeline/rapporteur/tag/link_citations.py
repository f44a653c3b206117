"""Know which body took a resolution, and gather what a document cites."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter

from rapporteur.knowledge.grammar import Pattern, language
from rapporteur.knowledge.organizations import slug
from rapporteur.report import Citation
from rapporteur.tag.model import Context, Found, Node

_start = attrgetter("start")
_REACH = 600
_SECTION = "s-"
_OPENED = re.compile(r"[,:]?\s*")
_FEW = 20


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
    sentence ("In its resolution 7/1, the Conference …", "the Council, in its decision 3") or to the
    body that speaks in the act; else
    the form of the number tells ("1325 (2000)" is the Security Council's, "1514 (XV)" the General
    Assembly's, "2018/12" the Economic and Social Council's), or the sentence, or the same number
    elsewhere in the document; else it is of the body to which this one reports. What nothing tells
    has no body.
    """

    def __init__(self, names: Mapping[str, str], context: Context) -> None:
        self._names = names
        self._above = [
            *context.parents,
            *filter(None, [context.body]),
            *language().lists["cited_by_all"],
        ]
        self._own = context.body
        self._session = context.session
        self._principal = {*_numbering(), *context.parents, *filter(None, [context.body])}
        self._cited: dict[str, Cited] = {}
        self._takers: dict[tuple[str, str], str] = {}
        self._speaker: str | None = None

    def link(self, nodes: Sequence[Node]) -> tuple[list[Node], list[Citation]]:
        """Give the nodes with citations resolved, and the citations in order."""
        with_bodies = [self._with_bodies(node) for node in nodes]
        linked = [Node(n.id, n.text, [self._resolved(n, f) for f in n.found]) for n in with_bodies]
        return linked, [c.entity() for c in self._cited.values()]

    def _with_bodies(self, node: Node) -> Node:
        """Note who took each resolution, where the text around it tells."""
        bodies = [f for f in node.found if f.kind == "organization" and f.entity]
        self._hear(node, bodies)
        if all(f.kind != "resolution" for f in node.found):
            return node
        out: list[Found] = []
        before: str | None = None
        for found in node.found:
            if found.kind != "resolution":
                out.append(found)
                continue
            goes_on = node.text[found.start].isdigit()
            body = before if goes_on else self._body(node.text, found, bodies)
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
        kind, number = found.data["kind"], self._whole(found.data["number"])
        body = found.data.get("body") or self._takers.get((kind, number))
        body = body or self._taker_of_session(kind, number)
        entity = slug(" ".join(filter(None, (kind, number.replace("/", " "), body))))
        self._cite(Cited(entity, kind, body=body, number=number), node, found)
        return replace(found, entity=entity)

    def _whole(self, number: str) -> str:
        """Return "1325 (2000)" for a bare "1325" where the document has the year elsewhere."""
        if not number.isdigit():
            return number
        dated = (n for _, n in self._takers if n.startswith(f"{number} ("))
        return next(dated, number)

    def _taker_of_session(self, kind: str, number: str) -> str | None:
        """Give who took others of the same session, else the nearest body that numbers so."""
        if self._is_own(kind, number):
            return self._own
        session = number.partition("/")[0] + "/"
        for (other_kind, other), body in self._takers.items():
            if other_kind == kind and other.startswith(session):
                return body
        return next((body for body in self._above if can_take(body, kind, number)), None)

    def _is_own(self, kind: str, number: str) -> bool:
        """Whether the reporting body took it, this session or, as it takes few, an earlier one."""
        m = re.fullmatch(r"(\d+)/(\d+)", number)
        if not m or self._session is None or self._own is None:
            return False
        takes = any(k == kind and body == self._own for (k, _), body in self._takers.items())
        session, few = int(m[1]), int(m[2]) <= _FEW
        return session == self._session or (takes and few and session < self._session)

    def _cite(self, new: Cited, node: Node, found: Found) -> None:
        cited = self._cited.setdefault(new.id, new)
        cited.title = cited.title or found.data.get("title")
        cited.paragraphs.setdefault(node.paragraph)

    def _body(self, text: str, found: Found, bodies: Sequence[Found]) -> str | None:
        number = found.data["number"]
        first = bisect_left(bodies, found.start - _REACH, key=_start)
        near = bodies[first : bisect_left(bodies, found.end + _REACH, key=_start)]
        between = language().only("act_of_body")
        for body in near:
            if between.fullmatch(text, body.end, found.start):
                return self._named(body)
        its = bool(language().only("its").search(text, max(0, found.start - 30), found.start))
        taker = self._taker(text, found, near) or (its and self._its(text, found, near))
        if taker:
            return taker
        by_form = language().match("number_tells", number)
        if by_form and not (its and found.data["kind"] == "decision"):
            return by_form[0].value
        return None if its else self._told_of(text, found, near)

    def _told_of(self, text: str, found: Found, near: Sequence[Found]) -> str | None:
        """Give the body that the sentence is about; right behind a bracket it may be another."""
        body = self._named(_subject(text, found, self._able(near, found, its=False), its=False))
        kind, number = found.data["kind"], found.data["number"]
        aside = text[found.start - 1 : found.start] == "("
        if aside and any(can_take(other, kind, number) for other in self._above):
            return None
        return body

    def _taker(self, text: str, found: Found, near: Sequence[Found]) -> str | None:
        """Give the body behind the number: "decision 2030/4 of the Executive Board"."""
        between = language().only("act_then_taker")
        for body in near:
            if body.start > found.end and between.fullmatch(text, found.end, body.start):
                return self._named(body)
        bare = language().only("bare_taker").match(text, found.end)
        return bare["name"] if bare else None

    def _its(self, text: str, found: Found, near: Sequence[Found]) -> str | None:
        """Give the body whose "its resolution" it is: the subject, or who speaks in the act."""
        subject = _subject(text, found, self._able(near, found, its=True), its=True)
        if subject is not None:
            return self._named(subject)
        spoken = self._speaker
        able = spoken and can_take(spoken, found.data["kind"], found.data["number"])
        return spoken if able else None

    def _able(self, near: Sequence[Found], found: Found, *, its: bool) -> list[Found]:
        return [b for b in near if self._is_able(b, found, its=its)]

    def _named(self, body: Found | None) -> str | None:
        return self._names.get(body.entity or "") if body else None

    def _hear(self, node: Node, bodies: Sequence[Found]) -> None:
        """Note the body that speaks in an act: "The General Assembly," up to the next heading."""
        if node.id.startswith(_SECTION):
            self._speaker = None
        elif bodies and _is_opening(node.text, bodies[0]):
            self._speaker = self._names.get(bodies[0].entity or "")

    def _is_able(self, body: Found, found: Found, *, its: bool) -> bool:
        name = self._names.get(body.entity or "", "")
        known = name in self._principal or language().fits("principal_body", name)
        return (
            known
            and can_take(name, found.data["kind"], found.data["number"])
            and (its or name != self._own)
        )


def _is_opening(text: str, body: Found) -> bool:
    """Whether a text is no more than the name of a body: "The General Assembly,"."""
    opening = language().only("act_opening")
    return bool(opening.fullmatch(text, 0, body.start) and _OPENED.fullmatch(text, body.end))


def _subject(text: str, found: Found, able: Sequence[Found], *, its: bool) -> Found | None:
    """Give the body that the sentence is about: right after, before, or later in it."""
    if its:
        then = language().only("act_then_subject")
        for body in able:
            if then.fullmatch(text, found.end, body.start):
                return body
    back = max(0, found.start - _REACH)
    start = max(text.rfind(mark, back, found.start) for mark in (". ", "; ", ": ")) + 1
    behind = [b for b in able if start <= b.start < found.start]
    if behind or not its:
        return behind[-1] if behind else None
    definite = language().only("definite")
    stop = text.find(". ", found.end, found.end + _REACH)
    for body in able:
        inside = found.end <= body.start and (stop < 0 or body.start < stop)
        if inside and definite.search(text, body.start - 6, body.start):
            return body
    return None


def can_take(body: str, kind: str, number: str) -> bool:
    """Whether a body numbers its resolutions so: "1325 (2000)" is none of the General Assembly.

    Committees, working groups and forums take decisions, not resolutions.
    """
    form = _numbering().get(body)
    if form is None:
        return kind == "decision" or not language().search("decides_only", body)
    return bool(form.match(number))


def _numbering() -> dict[str | None, Pattern]:
    """Return how bodies number that have a way of their own."""
    return {rule.value: rule.pattern for rule in language().role("numbers_so")}
