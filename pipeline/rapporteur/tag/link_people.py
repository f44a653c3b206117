"""Decide which mentions of people in a document name the same person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain, count

from rapidfuzz import fuzz

from rapporteur.knowledge.grammar import language
from rapporteur.knowledge.names import load_names
from rapporteur.knowledge.organizations import slug
from rapporteur.knowledge.phrases import fold
from rapporteur.report import Person, Problem
from rapporteur.tag.model import Context, Found, Node, Told, Way

KIND = "person"
_WEAK: frozenset[Way] = frozenset(["people.bracket", "people.introduced", "people.item", "model"])
_SHORT: frozenset[Way] = frozenset(["people.addressed", "people.ruler", "model"])
_LASTING: tuple[Told, ...] = ("honorific", "country", "on_behalf_of")
_TELLING: frozenset[Told] = frozenset(["role", "affiliation", "country"])
_ALIKE = 84
_LEAD = 4
_PLACE = 3
_SMALL = re.compile(r"[a-zà-ÿ]{3,}")
_LETTER = re.compile(r"[\w÷]")
_LABEL = re.compile(r"(?:^|\s)(?P<label>[A-Z].*)")


@lru_cache(maxsize=4096)
def parts_of(name: str) -> tuple[str, ...]:
    """Return the parts of a name, folded."""
    return tuple(fold(part) for part in re.split(r",?\s+|-", name))


@dataclass(slots=True)
class Human:
    """A person of the document under way."""

    name: str
    id: str = ""
    data: dict[Told, str] = field(default_factory=dict)
    paragraphs: dict[str, None] = field(default_factory=dict)
    spellings: dict[str, str] = field(default_factory=dict)
    delegate: bool = False
    member: bool = False

    @property
    def tokens(self) -> tuple[str, ...]:
        """The parts of the name, folded."""
        return parts_of(self.name)

    def learn(self, data: Mapping[Told, str]) -> None:
        """Add what is not known yet; role and office come from one place in the text.

        A function takes the place of "panellist".
        """
        for name in _LASTING:
            if name in data:
                self.data.setdefault(name, data[name])
        old, new = self.data.get("role"), data.get("role")
        self.member |= bool(new) and str(new).lower() in language().lists["members_of_body"]
        vague = bool(old and new and language().only("general_role").fullmatch(old))
        if new and (old is None or vague):
            self.data["role"] = new
            if vague and "affiliation" in data:
                self.data.pop("affiliation", None)
        if "affiliation" in data and (new in (None, self.data.get("role"))):
            self.data.setdefault("affiliation", data["affiliation"])

    def entity(self) -> Person:
        """Give the person as the report has it."""
        get = self.data.get
        return Person(
            id=self.id,
            name=self.name,
            honorific=get("honorific"),
            role=get("role"),
            affiliation=get("affiliation"),
            country=get("country"),
            on_behalf_of=get("on_behalf_of"),
            paragraphs=list(self.paragraphs),
        )


class SmallWords:
    """Tells of words whether a text has them in small letters; each is looked for once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[str, bool] = {}

    def has(self, word: str) -> bool:
        """Whether a word of three letters or more stands in the text as it is given here."""
        if word not in self._known:
            self._known[word] = _SMALL.fullmatch(word) is not None and self._holds(word)
        return self._known[word]

    def _holds(self, word: str) -> bool:
        text = self._text
        at = text.find(word)
        while at >= 0:
            end = at + len(word)
            if not (_LETTER.match(text, at - 1, at) or _LETTER.match(text, end)):
                return True
            at = text.find(word, end)
        return False


class PersonLinker:
    """Links the people of one document: full names first, then "Mr. Surname" to them.

    The same parts in another case, a part left out ("Joseph Bossano"), a letter otherwise
    ("Ukeiwë") are the same person; the last is reported as a problem. What only its place makes a
    name (before a bracket, after "by") is none if the document has all its words in lower case too.
    """

    def __init__(self, nodes: Sequence[Node], context: Context) -> None:
        self._nodes = nodes
        self._context = context
        self._people: list[Human] = []
        self._by_token: dict[str, list[Human]] = {}
        self._problems: list[Problem] = []
        self._placed: dict[tuple[str, bool | None], Human] = {}
        self._ends: set[tuple[str, ...]] = set()
        self._signatory: Human | None = None

    def link(self) -> tuple[list[Node], list[Person], list[Problem]]:
        """Give the nodes with people resolved, the people in order, and the problems."""
        nodes = self._without_ordinary(_labelled(self._nodes))
        self._ends = _ends_of_names(nodes)
        for full in (True, False):
            for node in nodes:
                for found in node.found:
                    if found.kind == KIND and self._is_full(found) is full:
                        self._place(node, found)
        self._name_ids()
        linked = [Node(n.id, n.text, [self._resolved(f) for f in n.found]) for n in nodes]
        for node in linked:
            for found in node.found:
                if found.kind == KIND:
                    self._by_id[found.entity or ""].paragraphs.setdefault(node.paragraph)
        order = [h for h in self._people if h.paragraphs]
        return linked, [self._finished(h) for h in order], self._problems

    def _without_ordinary(self, nodes: Sequence[Node]) -> list[Node]:
        """Leave out what only looks like a name; under review, a bracket holds who recommends."""
        if self._context.state:
            nodes = [
                Node(n.id, n.text, [f for f in n.found if f.rule != "people.bracket"])
                for n in nodes
            ]
        if not any(f.rule in _WEAK for n in nodes for f in n.found):
            return list(nodes)
        lower = SmallWords("\n".join(["", *(n.text for n in nodes)]))
        return [
            Node(n.id, n.text, [f for f in n.found if not _is_ordinary(f, lower)]) for n in nodes
        ]

    def _place(self, node: Node, found: Found) -> None:
        name = found.data["name"]
        human = (
            None if self._is_full(found) else self._surnamed(name, found.data.get("honorific", ""))
        )
        human = human or self._same(name)
        if human is None:
            human = Human(name)
            self._people.append(human)
            for token in set(human.tokens):
                self._by_token.setdefault(token[:2], []).append(human)
        elif " " in name and human.name != name:
            self._spelled(human, name, node)
        human.spellings.setdefault(name, node.paragraph)
        self._placed.setdefault(_print(found), human)
        human.delegate |= node.id.startswith("annex") or bool(
            language().search("headed_by", node.text)
        )
        human.learn(found.data)
        if found.rule == "people.signed":
            self._signatory = self._signatory or human

    def _is_full(self, found: Found) -> bool:
        """Whether a mention introduces a person, so that "Mr. Roe" elsewhere may refer to it.

        What ends a longer name of the document does not, unless a rule saw it introduced so.
        """
        name = found.data["name"]
        if found.rule in _SHORT and parts_of(name) in self._ends:
            return False
        told = not _TELLING.isdisjoint(found.data)
        return found.rule != "people.addressed" or (" " in name and told)

    def _candidates(self, name: str) -> Iterator[Human]:
        seen: set[int] = set()
        for token in parts_of(name):
            for human in self._by_token.get(token[:2], ()):
                if id(human) not in seen:
                    seen.add(id(human))
                    yield human

    def _same(self, name: str) -> Human | None:
        tokens = parts_of(name)
        alike = [h for h in self._candidates(name) if is_same_name(tokens, h.tokens)]
        return alike[0] if alike else None

    def _surnamed(self, name: str, honorific: str) -> Human | None:
        """Give the person whose name ends, begins or has inside what the short name has.

        Between two of one surname the form of address decides.
        """
        tokens = parts_of(name)
        fits = [h for h in self._candidates(name) if _holds(h.tokens, tokens)]
        fits = [h for h in fits if _agree(h.data.get("honorific", ""), honorific)] or fits
        ends = [h for h in fits if h.tokens[-len(tokens) :] == tokens]
        return next(iter(ends or fits), None)

    def _spelled(self, human: Human, name: str, node: Node) -> None:
        known = {parts_of(s) for s in human.spellings}
        tokens = parts_of(name)
        if any(set(tokens) <= set(k) or set(k) <= set(tokens) for k in known):
            if len(tokens) > len(human.tokens):
                human.name = name
            return
        self._problems.append(
            Problem(
                code="person_spelled_in_two_ways",
                severity="info",
                message=f"{name!r} seems to be {human.name!r}",
                node=node.paragraph,
                page=None,
            )
        )

    def _name_ids(self) -> None:
        self._by_id: dict[str, Human] = {}
        for human in self._people:
            base = slug(human.name) or "person"
            others = (f"{base}-{number}" for number in count(2))
            human.id = next(i for i in chain([base], others) if i not in self._by_id)
            self._by_id[human.id] = human

    def _resolved(self, found: Found) -> Found:
        if found.kind != KIND:
            return found
        return replace(found, entity=self._placed[_print(found)].id)

    def _finished(self, human: Human) -> Person:
        """Give the person; of a bare body ("Chair of the Committee") the name that it has here.

        Members are those of the body that reports; of officers only what is printed is said.
        """
        body, state = self._context.body, self._context.state
        role, office = human.data.get("role", ""), human.data.get("affiliation")
        bare = language().only("body_of_heads")
        if body and (office is None or bare.fullmatch(office)):
            named = bare.search(role)
            ends = named is not None and _is_bare(role, *named.span())
            if human.member or ends or (office and office in body):
                human.data["affiliation"] = body
        if state and human.delegate:
            human.data.setdefault("country", state)
        if self._context.sender and human is self._signatory:
            human.data.setdefault("country", self._context.sender)
        return human.entity()


def _is_bare(role: str, start: int, end: int) -> bool:
    """Whether a role ends in the bare name of a body: "member of the Committee"."""
    return end == len(role) and role.endswith(f" {load_names().article}", 0, start)


def _labelled(nodes: Sequence[Node]) -> list[Node]:
    """Give officers the role that stands in a node of its own before them: "Vice-Chairs:"."""
    role: str | None = None
    office: str | None = None
    out: list[Node] = []
    for printed in nodes:
        people = [f for f in printed.found if f.kind == KIND]
        leads = bool(people) and _leads(people[0])
        node = _told(printed, "role", role) if leads and role else printed
        node = _told(node, "affiliation", office) if leads and office else node
        if out and not people and _signs(out[-1]) and load_names().is_role(node.text):
            out[-1] = _told(out[-1], "role", node.text.strip(" .,"))
        out.append(node)
        role = _label_of(node.text) or (role if people else None)
        office = _office_at_end(node) or (office if leads else None)
    return out


def _leads(found: Found) -> bool:
    """Whether a text begins with a name and its form of address."""
    return found.start - len(found.data.get("honorific", "")) - 1 <= _LEAD


def _label_of(text: str) -> str | None:
    """Return the label that stands in a text of its own, or before the first of several people."""
    if ":" not in text:
        return None
    return _label_at_end(text) or _label_at_end(text[: text.find(":") + 1])


def _signs(node: Node) -> bool:
    """Whether a node ends with the name of who signed: the next line has the office."""
    signed = [f for f in node.found if f.rule == "people.signed"]
    return any(f.end == len(node.text.rstrip()) for f in signed)


def _office_at_end(node: Node) -> str | None:
    """Return the office of those below "From the Permanent Mission of Peru:"."""
    for found in node.found if node.text.rstrip().endswith(":") else ():
        rest = node.text[found.end :].rstrip(" :")
        ends = found.kind == "organization" and (not rest or _is_place(rest))
        if ends and language().only("office_heading").fullmatch(node.text, 0, found.start):
            return node.text[found.start : found.end] + rest
    return None


def _is_place(rest: str) -> bool:
    """Whether an office heading goes on with where the office is: " in Port Clara"."""
    return len(rest.split()) <= _PLACE and language().fits("office_goes_on", rest)


def _told(node: Node, key: Told, value: str) -> Node:
    found = [
        replace(f, data={**f.data, key: value}) if f.kind == KIND and key not in f.data else f
        for f in node.found
    ]
    return Node(node.id, node.text, found)


def _label_at_end(text: str) -> str | None:
    before, colon, rest = text.rpartition(":")
    if not colon or rest.strip():
        return None
    m = _LABEL.search(before, _run_start(before))
    label = re.sub(r"s$", "", m["label"].rstrip()) if m else None
    return label if label in load_names().officers else None


def _run_start(text: str) -> int:
    """Return where the words begin with which a text ends: behind its last mark."""
    start = len(text)
    while start and (text[start - 1].isalnum() or text[start - 1] in "_ -"):
        start -= 1
    return start


def _ends_of_names(nodes: Sequence[Node]) -> set[tuple[str, ...]]:
    """Give the ends of all names, as "Lund Berg" and "Berg" of "Eva Lund Berg"."""
    names = {f.data["name"] for n in nodes for f in n.found if f.kind == KIND}
    parts = [parts_of(name) for name in names if " " in name]
    return {tokens[i:] for tokens in parts for i in range(1, len(tokens))}


def _is_ordinary(found: Found, lower: SmallWords) -> bool:
    if found.kind != KIND or found.rule not in _WEAK:
        return False
    tokens = [t.lower() for t in re.split(r"[\s-]+", found.data["name"]) if not t.endswith(".")]
    return all(map(lower.has, tokens))


def _print(found: Found) -> tuple[str, bool | None]:
    """Return the name as printed and whether a man or a woman is addressed so."""
    return found.data["name"], load_names().is_of_man(found.data.get("honorific", ""))


def _agree(one: str, other: str) -> bool:
    genders = {load_names().is_of_man(one), load_names().is_of_man(other)}
    return not genders >= {True, False}


def is_same_name(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two full names, folded, are one person's.

    The same parts in any order ("ROE Ana"); first and last part alike, with parts between them in
    only one ("Joseph Bossano"); all parts alike but for a letter or two; one more surname behind
    three parts that are the same ("Ana María Roe Lund").
    """
    if sorted(one) == sorted(other):
        return True
    if min(len(one), len(other)) < 2 or not _alike(one[0], other[0]):
        return False
    if len(one) == len(other):
        return all(map(_alike, one, other))
    short, long = sorted((one, other), key=len)
    if len(short) > 2 and long[:-1] == short:
        return True
    return _alike(one[-1], other[-1]) and (
        _some_alike(one[1:-1], other[1:-1]) or min(len(one), len(other)) == 2
    )


def _some_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    short, long = sorted((one, other), key=len)
    return all(any(_alike(a, b) for b in long) for a in short)


def _alike(one: str, other: str) -> bool:
    initial = len(one.strip(".")) == 1 or len(other.strip(".")) == 1
    if initial:
        return one[:1] == other[:1]
    return one == other or (min(len(one), len(other)) > 3 and fuzz.ratio(one, other) >= _ALIKE)


def _holds(name: Sequence[str], part: Sequence[str]) -> bool:
    return any(name[i : i + len(part)] == part for i in range(len(name) - len(part) + 1))
