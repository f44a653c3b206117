"""The tag stage: who, where and what the nodes of a report name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from spacy.tokens import Doc

from rapporteur.knowledge.countries import load_countries
from rapporteur.knowledge.dates import find_dates
from rapporteur.knowledge.grammar import language
from rapporteur.knowledge.organizations import slug
from rapporteur.report import Country, Mention, Organization
from rapporteur.tag.components import load_model
from rapporteur.tag.finders import NAMES, find_all
from rapporteur.tag.learned.trust import trusted
from rapporteur.tag.link_bodies import NamedBody
from rapporteur.tag.link_citations import CitationLinker
from rapporteur.tag.link_organizations import OrganizationLinker
from rapporteur.tag.link_people import PersonLinker
from rapporteur.tag.model import Context, Found, Node, Tagged, Told
from rapporteur.tag.name_lists import begins_with_label, find_roster, is_whole_name
from rapporteur.tag.spans import Ranges, nested, stand_apart

_NO_CONTEXT = Context()
_NO_NAMES: Mapping[str, str] = MappingProxyType({})
_NO_LINES: Mapping[str, Sequence[int]] = MappingProxyType({})
_LAST_HISTORIC_YEAR = 2010  # the Netherlands Antilles
_ORDER = {"person": 0, "document": 1, "resolution": 2, "organization": 3, "country": 4, "date": 5}
_OF_MODELS = {"PERSON": "person", "PER": "person", "ORG": "organization", "GPE": "country"}


def tag(
    nodes: Sequence[tuple[str, str]],
    *,
    context: Context = _NO_CONTEXT,
    model: str | None = None,
    finders: Iterable[str] = NAMES,
    asides: Sequence[tuple[str, str]] = (),
    lines: Mapping[str, Sequence[int]] = _NO_LINES,
    names: Mapping[str, str] = _NO_NAMES,
) -> Tagged:
    """Give every mention in the nodes, and the entities of the document that they name.

    `nodes` are id and text in the order of the document, `asides` texts whose entities count but
    whose mentions have no place in the report: cells of tables, as `<table id>#<cell>`. `lines`
    are, by node, the offsets where printed lines begin: they part names that stand one to a line.
    `names` are the asides that are cells of a column of names, with the State printed beside each.
    Spans nest and never cross; offsets cut `text` out of the node's own text. `context` is what
    the masthead tells; `model` names an installed spaCy pipeline whose entities are added where
    ours found nothing; `finders` are those of our own that are asked, if not all. Linear.
    """
    year = context.year if context.year and context.year <= _LAST_HISTORIC_YEAR else None
    nodes = [*nodes, *asides]
    rosters = dict(_rosters(nodes, lines)) | dict(_cells(nodes, names))
    texts = [text for _, text in nodes]
    ours = find_all(texts, year, finders)
    all_in = _with_model(model, texts, ours) if model else ours
    found = [
        Node(name, text, nested(_by_rank(_beside(rosters.get(name, ()), one))))
        for (name, text), one in zip(nodes, all_in, strict=True)
    ]
    found = list(_dated(found, context.year))
    context = replace(
        context,
        state=context.state or _delegation(found),
        sender=context.sender or _sender(context.title or ""),
    )
    with_people, people, problems = PersonLinker(trusted(found), context).link()
    with_bodies, bodies = OrganizationLinker(_settled(with_people), context).link()
    settled = _settled(with_bodies)
    names = {b.id: b.full_name for b in bodies}
    linked, citations = CitationLinker(names, context).link(settled)
    return Tagged(
        mentions=tuple(_mentions(linked[: len(linked) - len(asides)])),
        people=tuple(people),
        countries=tuple(_countries(linked)),
        organizations=tuple(_organizations(linked, bodies)),
        citations=tuple(citations),
        problems=tuple(problems),
        model=model or "rapporteur",
    )


def _rosters(
    nodes: Sequence[tuple[str, str]], lines: Mapping[str, Sequence[int]]
) -> Iterator[tuple[str, list[Found]]]:
    """Give the people of lists with a name on each line, by node."""
    before, labelled = "", False
    for node, text in nodes:
        labelled = labelled and is_whole_name(text)
        if labelled:
            yield node, find_roster(text, [0], ":")
        labelled = labelled or begins_with_label(text)
        if node in lines and (":" in text or (before.endswith(":") and len(lines[node]) > 1)):
            yield node, find_roster(text, lines[node], before)
        before = text.rstrip()


def _beside(listed: Sequence[Found], others: Sequence[Found]) -> list[Found]:
    """Give who stands one to a line, and what else was found: no name runs over two lines."""
    if not listed:
        return [*others]
    lines = Ranges((f.start, f.end) for f in listed)
    apart = (f for f in others if f.kind != "person" or not lines.overlap(f.start, f.end))
    return [*listed, *apart]


def _cells(
    nodes: Sequence[tuple[str, str]], names: Mapping[str, str]
) -> Iterator[tuple[str, list[Found]]]:
    """Give the people of cells in columns of names, with the State that stands beside them."""
    for node, text in nodes:
        if node in names and is_whole_name(text):
            state = load_countries().lookup(names[node])
            told: dict[Told, str] = {"country": state.id} if state else {}
            yield node, [replace(f, data={**told, **f.data}) for f in find_roster(text, [0], ":")]


def _delegation(nodes: Iterable[Node]) -> str | None:
    """Give the State of "The delegation of Peru was headed by …"."""
    head = language().only("delegation_head")
    for node in nodes:
        m = head.search(node.text)
        if m:
            country = load_countries().find(m["name"])
            return country[0].value.id if country else None
    return None


def _sender(title: str) -> str | None:
    """Give the State of "Letter dated … from the Permanent Representative of Peru addressed to"."""
    m = language().only("letter_from").search(title)
    states = {hit.value.id for hit in load_countries().find(m["sender"])} if m else set()
    return states.pop() if len(states) == 1 else None


def _by_rank(found: Iterable[Found]) -> list[Found]:
    return sorted(found, key=lambda f: _ORDER[f.kind])


def _settled(nodes: Iterable[Node]) -> list[Node]:
    """Let spans nest only, and let no State stand inside the name of a person."""
    return [n if stand_apart(n.found) else _settle(n) for n in nodes]


def _settle(node: Node) -> Node:
    return Node(node.id, node.text, _nameless(nested(_by_rank(node.found))))


def _nameless(found: list[Found]) -> list[Found]:
    kept, name_end = [], 0
    for f in found:
        if f.kind == "person":
            name_end = f.end
        if f.kind == "person" or f.end > name_end:
            kept.append(f)
    return kept


def _with_model(
    model: str, texts: Iterable[str], found: Iterable[list[Found]]
) -> Iterator[list[Found]]:
    """Add to what our finders found what an installed model recognised beyond it."""
    docs = load_model(model).pipe(texts)
    return ([*ours, *_of_model(doc, ours)] for doc, ours in zip(docs, found, strict=True))


def _of_model(doc: Doc, found: Iterable[Found]) -> Iterator[Found]:
    ours = Ranges((f.start, f.end) for f in found)
    for ent in doc.ents:
        kind = _OF_MODELS.get(ent.label_)
        start, end = ent.start_char, ent.end_char
        if kind is None or ours.overlap(start, end):
            continue
        country = load_countries().lookup(ent.text) if kind == "country" else None
        if kind == "country" and country is None:
            continue
        entity = country.id if country else slug(ent.text)
        yield Found(start, end, kind, entity, f"model.{ent.label_}", {"name": ent.text})


def _dated(nodes: Iterable[Node], year: int | None) -> Iterator[Node]:
    """Give dates without a year the year of the date before them in the document."""
    for node in nodes:
        dates = [f for f in node.found if f.kind == "date"]
        if any(f.entity is None for f in dates):
            again = {(d.start, d.end): d.iso for d in find_dates(node.text, year)}
            dates = [replace(f, entity=again.get((f.start, f.end), f.entity)) for f in dates]
            rest = [f for f in node.found if f.kind != "date"]
            yield Node(node.id, node.text, nested([*_by_rank(rest), *dates]))
        else:
            yield node
        known = [f.entity for f in dates if f.entity]
        year = int(known[-1].rpartition("/")[2][:4]) if known else year


def _mentions(nodes: Iterable[Node]) -> Iterator[Mention]:
    for node in nodes:
        for f in node.found:
            yield Mention(
                node=node.id,
                start=f.start,
                end=f.end,
                text=node.text[f.start : f.end],
                kind=f.kind,  # type: ignore[arg-type]
                entity=f.entity,
                rule=f.rule,
            )


def _countries(nodes: Iterable[Node]) -> list[Country]:
    places = _places(nodes, "country")
    found = []
    for country_id, paragraphs in places.items():
        country = load_countries().get(country_id)
        assert country is not None, country_id
        found.append(
            Country(
                id=country.id,
                name=country.name,
                iso2=country.iso2,
                iso3=country.iso3,
                m49=country.m49,
                region=country.region,
                paragraphs=paragraphs,
            )
        )
    return found


def _organizations(nodes: Iterable[Node], bodies: Iterable[NamedBody]) -> list[Organization]:
    places = _places(nodes, "organization")
    by_id = {body.id: body for body in bodies}
    return [by_id[entity].entity(paragraphs) for entity, paragraphs in places.items()]


def _places(nodes: Iterable[Node], kind: str) -> dict[str, list[str]]:
    places: dict[str, dict[str, None]] = {}
    for node in nodes:
        for found in node.found:
            if found.kind == kind and found.entity:
                places.setdefault(found.entity, {}).setdefault(node.paragraph)
    return {entity: list(paragraphs) for entity, paragraphs in places.items()}
