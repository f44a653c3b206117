"""What may be a recommendation of a review: the entries of the lists in its conclusions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from rapporteur.body import Body
from rapporteur.extract.states import attribute
from rapporteur.knowledge.countries import Countries
from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.report import Item, Paragraph, Place, Section

_NUMBERS = compile_pattern(r"\d+")
_LABEL_SIGNS = "(). "
_ENDS = (";", ".", ")", ":")


@dataclass(frozen=True, slots=True)
class Entry:
    """A recommendation as the body has it: `lead` is the place of the paragraph above its list."""

    number: str | None
    node: str
    section: str | None
    text: str
    items: list[Item]
    tail: str | None
    lead: int | None
    source: list[Place] = field(default_factory=list)

    @property
    def whole(self) -> str:
        """The text with that of the items and the tail, where States may stand too."""
        return " ".join([self.text, *item_texts(self.items), *([self.tail] if self.tail else [])])


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries in document order, and where the paragraph of each number stands.

    `conclusions` are the sections whose lists are recommendations.
    """

    found: tuple[Entry, ...]
    places: dict[str, int]
    conclusions: frozenset[str | None]


def review_entries(body: Body, grammar: Grammar, countries: Countries) -> Entries:
    """Return what may be a recommendation.

    Where the conclusions hold no list, they are the paragraphs that end in States.
    """
    conclusions = named_sections(body.sections, grammar, "review_section")
    places: dict[str, int] = {}
    found: list[Entry] = []
    alone: list[Entry] = []
    last: int | None = None
    begun: _Begun | None = None
    for index, paragraph in enumerate(body.paragraphs):
        if paragraph.kind == "recommendation":
            number = ".".join(_NUMBERS.findall(paragraph.number or ""))
            lead = places.get(number.split(".")[0])
            if lead is None or (conclusions and body.paragraphs[lead].section not in conclusions):
                lead = last
            found.append(_numbered(paragraph, number, lead))
            continue
        if paragraph.section in conclusions and begun and begun.takes(paragraph, found):
            continue
        last = index
        if paragraph.number and paragraph.part == "body":
            places[paragraph.number] = index
        if paragraph.section in conclusions:
            listed = list(_listed(paragraph, index))
            begun = _Begun.by(paragraph, index) or begun
            if grammar.search("review_list", paragraph.text) or _made_by_states(
                listed, countries, grammar
            ):
                found += listed
            alone += [_numbered(paragraph, paragraph.number or "", None)]
    if not found:
        found = [entry for entry in alone if attribute(entry.text, countries, grammar).states]
    return Entries(tuple(_of_neighbours(found)), places, frozenset(conclusions))


@dataclass(slots=True)
class _Begun:
    """A list that unnumbered text may interrupt, where a tool lost a label or parted an entry.

    `lead` is the place of the paragraph above it, `owner` that paragraph, `last` the number of its
    last entry, `rest` what stands behind the list and ends no sentence, `between` the unnumbered
    text behind it that ends one.
    """

    lead: int
    owner: Paragraph
    last: int
    rest: str | None = None
    between: Paragraph | None = None

    @classmethod
    def by(cls, paragraph: Paragraph, index: int) -> _Begun | None:
        """Return the list below a numbered paragraph, None if it has none with numbers."""
        last = _number(paragraph.items[-1]) if paragraph.items else None
        if not paragraph.number or last is None:
            return None
        rest = paragraph.tail
        return cls(index, paragraph, last, None if rest and rest.endswith(_ENDS) else rest)

    def takes(self, paragraph: Paragraph, found: list[Entry]) -> bool:
        """Add to `found` what an unnumbered paragraph has of the list; say whether it has.

        Its entries count on; it may begin with the rest of the last entry, or with the one whose
        label is lost.
        """
        if paragraph.number is not None or not found or found[-1].lead != self.lead:
            return False
        first = _number(paragraph.items[0]) if paragraph.items else None
        parted = bool(paragraph.text) and not found[-1].whole.endswith(_ENDS)
        if first is None and not parted:
            self.between = paragraph
            return False
        gap = 0 if first is None else first - self.last - 1
        if gap not in (0, 1):
            self.between = None
            return False
        if parted and not gap:
            tail = " ".join(filter(None, (found[-1].tail, self.rest, paragraph.text)))
            self.rest = None
            found[-1] = replace(found[-1], tail=tail)
        lost = paragraph if paragraph.text else self.between
        if lost is not None and gap:
            number = f"{self.owner.number}.{self.last + 1}"
            found.append(replace(_numbered(lost, number, self.lead), items=[]))
        self.between = None
        owner = paragraph.model_copy(update={"number": self.owner.number})
        found += _listed(owner, self.lead)
        self.last = (_number(paragraph.items[-1]) if paragraph.items else None) or self.last
        return True


def _number(item: Item) -> int | None:
    label = item.label.strip(_LABEL_SIGNS)
    return int(label) if label.isdigit() else None


def _of_neighbours(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Yield the entries; one whose number is misprinted belongs to the list on both its sides."""
    for index, entry in enumerate(entries):
        beside = {entries[at].lead for at in (index - 1, index + 1) if 0 <= at < len(entries)}
        if len(beside) == 1 and 0 < index < len(entries) - 1 and entry.lead not in beside:
            yield replace(entry, lead=beside.pop())
        else:
            yield entry


def _made_by_states(entries: Sequence[Entry], countries: Countries, grammar: Grammar) -> bool:
    """Say whether most entries of a list name States that make them."""
    made = sum(bool(attribute(entry.whole, countries, grammar).states) for entry in entries)
    return made * 2 > len(entries)


def named_sections(sections: Sequence[Section], grammar: Grammar, role: str) -> set[str | None]:
    """Return the sections whose titles the rules of a role name, with those below them."""
    found: set[str | None] = set()
    for section in sections:
        if section.parent in found or grammar.search(role, section.title):
            found.add(section.id)
    return found


def _numbered(paragraph: Paragraph, number: str, lead: int | None) -> Entry:
    return Entry(
        number=number or None, node=paragraph.id, section=paragraph.section, text=paragraph.text,
        items=paragraph.items, tail=paragraph.tail, lead=lead, source=paragraph.source,
    )  # fmt: skip


def _listed(paragraph: Paragraph, index: int) -> Iterator[Entry]:
    for item in paragraph.items:
        yield Entry(
            number=item_number(paragraph, item), node=item.id, section=paragraph.section,
            text=item.text, items=item.items, tail=item.tail, lead=index, source=item.source,
        )  # fmt: skip


def item_number(paragraph: Paragraph, item: Item) -> str | None:
    """Return the number of an item, "44.7", if paragraph and item have one."""
    label = item.label.strip(_LABEL_SIGNS)
    return f"{paragraph.number}.{label}" if paragraph.number and label.isalnum() else None


def item_texts(items: Sequence[Item]) -> Iterator[str]:
    """Yield the texts of items and of those below them, with what stands behind those."""
    for item in items:
        yield item.text
        yield from item_texts(item.items)
        if item.tail:
            yield item.tail
