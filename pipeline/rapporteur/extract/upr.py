"""The Universal Periodic Review: which State, which troika, which recommendations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from rapporteur.body import Body
from rapporteur.extract.modality import Asked, understand_imperative
from rapporteur.extract.states import Attributed, attribute
from rapporteur.knowledge.countries import Countries, load_countries
from rapporteur.knowledge.grammar import Grammar, compile_pattern
from rapporteur.report import DocumentInfo, Item, Paragraph, Problem, Recommendation, Section

_NUMBERS = compile_pattern(r"\d+")
_LABEL_SIGNS = "(). "
_LONGEST_NAME = 12
_OPENING_PARAGRAPHS = 12


# --- the review --------------------------------------------------------------------------------


def find_review(body: Body, grammar: Grammar, title: str | None) -> tuple[str | None, list[str]]:
    """Return the id of the State under review and those of the troika.

    The State is the one whose name ends the title ("China (including …)"), else the one of which
    the introduction says that its review was held; there the troika stands too. Nothing is guessed.
    """
    countries = load_countries()
    opening = [paragraph.text for paragraph in body.paragraphs[:_OPENING_PARAGRAPHS]]
    found = (m for text in opening if (m := grammar.search("troika", text)))
    troika = next(found, None)
    listed = countries.split_list(troika[1]["states"]) if troika else []
    members = [member.country.id for member in listed if member.country is not None]
    own = _state_of_title(title or "", grammar, countries) or _state_of_text(
        opening, grammar, countries
    )
    return own, [member for member in members if member != own]


def with_review(document: DocumentInfo, body: Body, grammar: Grammar) -> DocumentInfo:
    """Return the document with the State under review and the troika, if it is of a review."""
    if not grammar.role("troika"):
        return document
    state, troika = find_review(body, grammar, document.title)
    return document.model_copy(update={"state_under_review": state, "troika": troika})


def _state_of_title(title: str, grammar: Grammar, countries: Countries) -> str | None:
    """Return the State with the longest name that ends the title."""
    words = grammar.only("title_remark").sub("", title.rstrip(" *∗")).split()
    for first in range(max(0, len(words) - _LONGEST_NAME), len(words)):
        if country := countries.lookup(" ".join(words[first:])):
            return country.id
    return None


def _state_of_text(texts: Sequence[str], grammar: Grammar, countries: Countries) -> str | None:
    for role in ("troika", "review_of"):
        for rule in grammar.role(role):
            for text in texts:
                match = rule.pattern.search(text)
                if match and (country := countries.lookup(match["state"] or "")):
                    return country.id
    return None


# --- recommendations ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Entry:
    """A recommendation as the body has it: `lead` is the place of the paragraph above its list."""

    number: str | None
    node: str
    section: str | None
    text: str
    items: list[Item]
    tail: str | None
    lead: int | None


def find_review_recommendations(
    body: Body, grammar: Grammar, document: DocumentInfo
) -> tuple[list[Recommendation], list[Problem]]:
    """Return the recommendations that States made to the State under review, and what is unsure.

    They are the paragraphs numbered below a paragraph ("136.14") and, until 2009, the items of a
    paragraph of the conclusions ("7." below paragraph 44, here "44.7"). What the State under
    review says between them is none.
    """
    countries = load_countries()
    year = int(document.date[:4]) if document.date else None
    positions = _Positions(body.paragraphs, grammar)
    found: list[Recommendation] = []
    problems: list[Problem] = []
    ids: set[str] = set()
    for entry in _entries(body, grammar, countries):
        made = attribute(_whole(entry), countries, grammar, year=year)
        if not made.states and _is_comment(entry, grammar, document, countries):
            continue
        inner = attribute(entry.text, countries, grammar, year=year) if entry.items else made
        asked = understand_imperative(inner.text, entry.items, grammar)
        found.append(
            _recommendation(entry, inner.text, made.states, positions.of(entry), asked, ids)
        )
        problems += _doubts(entry, made)
    return found, problems


def _entries(body: Body, grammar: Grammar, countries: Countries) -> list[_Entry]:
    """Return what may be a recommendation, in document order.

    Where the conclusions hold no list, they are the paragraphs that end in States.
    """
    conclusions = named_sections(body.sections, grammar, "review_section")
    leads: dict[str, int] = {}
    found: list[_Entry] = []
    alone: list[_Entry] = []
    last: int | None = None
    for index, paragraph in enumerate(body.paragraphs):
        if paragraph.kind == "recommendation":
            number = ".".join(_NUMBERS.findall(paragraph.number or ""))
            found.append(_numbered(paragraph, number, leads.get(number.split(".")[0], last)))
            continue
        last = index
        if paragraph.number:
            leads[paragraph.number] = index
        if paragraph.section in conclusions:
            listed = list(_listed(paragraph, index))
            if grammar.search("review_list", paragraph.text) or _made_by_states(
                listed, countries, grammar
            ):
                found += listed
            alone += [_numbered(paragraph, paragraph.number or "", None)]
    return found or [entry for entry in alone if attribute(entry.text, countries, grammar).states]


def _made_by_states(entries: Sequence[_Entry], countries: Countries, grammar: Grammar) -> bool:
    """Say whether most entries of a list name States that make them."""
    made = sum(bool(attribute(_whole(entry), countries, grammar).states) for entry in entries)
    return made * 2 > len(entries)


def named_sections(sections: Sequence[Section], grammar: Grammar, role: str) -> set[str | None]:
    """Return the sections whose titles the rules of a role name, with those below them."""
    found: set[str | None] = set()
    for section in sections:
        if section.parent in found or grammar.search(role, section.title):
            found.add(section.id)
    return found


def _numbered(paragraph: Paragraph, number: str, lead: int | None) -> _Entry:
    return _Entry(
        number=number or None, node=paragraph.id, section=paragraph.section, text=paragraph.text,
        items=paragraph.items, tail=paragraph.tail, lead=lead,
    )  # fmt: skip


def _listed(paragraph: Paragraph, index: int) -> Iterator[_Entry]:
    for item in paragraph.items:
        yield _Entry(
            number=item_number(paragraph, item), node=item.id, section=paragraph.section,
            text=item.text, items=item.items, tail=item.tail, lead=index,
        )  # fmt: skip


def item_number(paragraph: Paragraph, item: Item) -> str | None:
    """Return the number of an item, "44.7", if paragraph and item have one."""
    label = item.label.strip(_LABEL_SIGNS)
    return f"{paragraph.number}.{label}" if paragraph.number and label.isalnum() else None


def _whole(entry: _Entry) -> str:
    """Return the text with that of the items and the tail, where States may stand too."""
    return " ".join([entry.text, *_texts(entry.items), *([entry.tail] if entry.tail else [])])


def _texts(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        yield item.text
        yield from _texts(item.items)
        if item.tail:
            yield item.tail


def _is_comment(
    entry: _Entry, grammar: Grammar, document: DocumentInfo, countries: Countries
) -> bool:
    """Say whether the State under review speaks: of itself, or in answer to a recommendation."""
    if grammar.fits("review_answer", entry.text):
        return True
    match = grammar.match("review_comment", entry.text)
    if match is None:
        return False
    own = [hit.value.id for hit in countries.find(match[1]["who"])]
    return document.state_under_review in own or not own


def _recommendation(
    entry: _Entry,
    text: str,
    states: Sequence[str],
    position: str | None,
    asked: Asked,
    ids: set[str],
) -> Recommendation:
    return Recommendation(
        id=_new_id(f"rec-{entry.number or entry.node}", ids),
        number=entry.number,
        paragraph=entry.node,
        section=entry.section,
        text=text,
        items=entry.items,
        addressees=[],
        modality=asked.modality,
        states=list(states),
        position=position,
        actions=list(asked.actions),
    )


def _new_id(wish: str, ids: set[str]) -> str:
    found, count = wish, 1
    while found in ids:
        count += 1
        found = f"{wish}-{count}"
    ids.add(found)
    return found


def _doubts(entry: _Entry, made: Attributed) -> Iterator[Problem]:
    """Yield what is unsure about who made a recommendation."""
    if not made.states:
        yield _problem("recommendation_no_state", "names no State that makes it", entry)
    if made.unclosed:
        yield _problem("recommendation_bracket", "the bracket of States lacks a sign", entry)
    for printed, name in made.guessed:
        yield _problem("state_misspelt", f"{printed!r} is read as {name}", entry, "info")
    for printed in made.unknown:
        yield _problem("state_unknown", f"{printed!r} is no State", entry)


def _problem(
    code: str, message: str, entry: _Entry, severity: Literal["info", "warning"] = "warning"
) -> Problem:
    return Problem(
        code=code,
        severity=severity,
        message=f"recommendation {entry.number or ''}: {message}".replace(" :", ":"),
        node=entry.node,
        page=None,
    )


@dataclass(slots=True)
class _Positions:
    """What became of the recommendations of each list."""

    paragraphs: Sequence[Paragraph]
    grammar: Grammar
    known: dict[int, str | None] = field(default_factory=dict)

    def of(self, entry: _Entry) -> str | None:
        """Return the position that the paragraph above the list states, else the one below."""
        if entry.lead is None:
            return None
        if entry.lead not in self.known:
            self.known[entry.lead] = self._stated(entry.lead) or self._stated_after(entry.lead)
        return self.known[entry.lead]

    def _stated(self, index: int) -> str | None:
        found = self.grammar.search("position", self.paragraphs[index].text)
        return found[0].value if found else None

    def _stated_after(self, index: int) -> str | None:
        """Return what the next numbered paragraph of the section says, or text above it."""
        section = self.paragraphs[index].section
        for after in range(index + 1, len(self.paragraphs)):
            paragraph = self.paragraphs[after]
            if paragraph.kind == "recommendation":
                continue
            if not _within(paragraph, section):
                return None
            if self.grammar.search("position_after", paragraph.text):
                return self._stated(after)
            if paragraph.kind == "numbered":
                return None
        return None


def _within(paragraph: Paragraph, section: str | None) -> bool:
    """Say whether the paragraph stands in the section or in one below it."""
    own = paragraph.section
    return own == section or (own or "").startswith(f"{section}.")
