"""The recommendations of a review: those listed, and those that the report names elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from rapporteur.body import Body
from rapporteur.extract.dialogue import speaker_of
from rapporteur.extract.entries import Entries, Entry, item_texts, review_entries
from rapporteur.extract.modality import understand_imperative
from rapporteur.extract.positions import ListPositions, Stated, stated_by_number
from rapporteur.extract.references import Reference
from rapporteur.extract.spoken import spoken
from rapporteur.extract.states import Attributed, attribute
from rapporteur.extract.subjects import find_category, find_goals, find_topics
from rapporteur.knowledge.countries import Countries, load_countries
from rapporteur.knowledge.grammar import Grammar
from rapporteur.report import DocumentInfo, Paragraph, Problem, Recommendation


def find_review_recommendations(
    body: Body, grammar: Grammar, document: DocumentInfo
) -> tuple[list[Recommendation], list[Problem]]:
    """Return the recommendations that States made to the State under review, and what is unsure.

    They are the paragraphs numbered below a paragraph ("136.14") and, until 2009, the items of a
    paragraph of the conclusions ("7." below paragraph 44, here "44.7"); then those of the dialogue
    of which the conclusions say what became of them ("24.b"). What the State under review says
    between them is none.
    """
    review = _Review(body, grammar, document, load_countries())
    entries = review_entries(body, grammar, review.countries)
    conclusions = [
        (index, paragraph)
        for index, paragraph in enumerate(body.paragraphs)
        if paragraph.kind != "recommendation" and paragraph.section in entries.conclusions
    ]
    stated = [s for i, p in conclusions for s in stated_by_number(i, p, grammar)]
    named = _Names(entries, body.paragraphs)
    review.take_listed(entries, named, stated)
    review.take_spoken(named, stated)
    return review.found, review.problems


@dataclass(slots=True)
class _Names:
    """Finds what is named: an entry of a list, a whole list, a paragraph of the dialogue."""

    entries: Entries
    paragraphs: Sequence[Paragraph]

    def listed(self, stated: Stated) -> list[Entry]:
        """Return the entries that a reference names."""
        reference = stated.reference
        if reference.number is not None:
            number = reference.number if "." in reference.number else None
            found = self._of_number(number) if number else self._of_list(stated)
            return [found] if found else []
        place = self.entries.places.get(reference.paragraph or "")
        return [entry for entry in self.entries.found if place is not None and entry.lead == place]

    def spoken(self, reference: Reference) -> Paragraph | None:
        """Return the paragraph outside the conclusions in which a recommendation is made."""
        place = self.entries.places.get(reference.paragraph or "")
        if reference.number is not None or place is None:
            return None
        paragraph = self.paragraphs[place]
        return None if paragraph.section in self.entries.conclusions else paragraph

    def _of_number(self, number: str) -> Entry | None:
        return next((entry for entry in self.entries.found if entry.number == number), None)

    def _of_list(self, stated: Stated) -> Entry | None:
        """Return the entry of a number in a list: that named, else the one above or below it."""
        named = self.entries.places.get(stated.reference.paragraph or "", -1)
        leads = {entry.lead for entry in self.entries.found if entry.lead is not None}
        above = sorted((lead for lead in leads if lead <= stated.index), reverse=True)
        for lead in [named, *above]:
            for entry in self.entries.found:
                local = (entry.number or "").partition(".")[2]
                if entry.lead == lead and local == stated.reference.number:
                    return entry
        return None


@dataclass(slots=True)
class _Review:
    """Gathers the recommendations of one review."""

    body: Body
    grammar: Grammar
    document: DocumentInfo
    countries: Countries
    found: list[Recommendation] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)

    def attributed(self, text: str) -> Attributed:
        """Return the text without its States, and them."""
        year = int(self.document.date[:4]) if self.document.date else None
        return attribute(text, self.countries, self.grammar, year=year)

    # --- lists -----------------------------------------------------------------------------------

    def take_listed(self, entries: Entries, named: _Names, stated: Sequence[Stated]) -> None:
        """Take the entries of the lists, each with its position; comments are none."""
        leads = [entry.lead for entry in entries.found if entry.lead is not None]
        lists = ListPositions(self.body.paragraphs, self.grammar, frozenset(leads))
        single = {entry.node: one.position for one in stated for entry in named.listed(one)}
        spoken_of = {one.index for one in stated if named.spoken(one.reference)}
        for entry in entries.found:
            made = self.attributed(entry.whole)
            if self._is_comment(entry, made, entry.lead in spoken_of):
                continue
            of_list = lists.of(entry.lead) if entry.lead is not None else None
            inner = self.attributed(entry.text) if entry.items else made
            self._add(entry, inner.text, made.states, single.get(entry.node) or of_list)
            self.problems += _doubts(entry, made)

    def _is_comment(self, entry: Entry, made: Attributed, of_dialogue: bool) -> bool:
        """Say whether the State under review speaks: of itself, or in answer to a recommendation.

        Below a paragraph that announces comments, or that speaks of the dialogue, an entry that
        names no State is one, and an answer, though it may name those whom it answers.
        """
        lead = self.body.paragraphs[entry.lead].text if entry.lead is not None else ""
        announced = of_dialogue or self.grammar.search("comments_lead", lead) is not None
        answers = self.grammar.fits("review_answer", entry.text)
        if made.states:
            return announced and answers
        if announced or answers:
            return True
        match = self.grammar.match("review_comment", entry.text)
        own = [hit.value.id for hit in self.countries.find(match[1]["who"])] if match else []
        return match is not None and (self.document.state_under_review in own or not own)

    # --- the dialogue ----------------------------------------------------------------------------

    def take_spoken(self, named: _Names, stated: Sequence[Stated]) -> None:
        """Take the recommendations of the dialogue that the conclusions name by their place."""
        for one in stated:
            paragraph = named.spoken(one.reference)
            entry = spoken(one.reference, paragraph, self.grammar) if paragraph else None
            if paragraph is not None and entry is not None:
                name = speaker_of(paragraph, self.grammar)
                country = self.countries.lookup(name) if name else None
                self._add(entry, entry.text, (country.id,) if country else (), one.position)
            elif not named.listed(one):
                where = self.body.paragraphs[one.index]
                message = f"recommendation {one.reference} is named, but not found"
                self.problems.append(_problem("recommendation_not_found", message, where.id))

    def _add(self, entry: Entry, text: str, states: Sequence[str], position: str | None) -> None:
        asked = understand_imperative(text, entry.items, self.grammar)
        whole = " ".join([text, *item_texts(entry.items)])
        goals = find_goals(whole, self.grammar)
        category = find_category(text, asked.actions, self.grammar)
        self.found.append(
            Recommendation(
                id=self._new_id(f"rec-{entry.number or entry.node}"),
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
                sdgs=[goal.number for goal in goals],
                sdg_evidence=[goal.evidence for goal in goals],
                topics=find_topics(whole, self.grammar),
                action_category=category.number if category else None,
                action_evidence=category.evidence if category else None,
                source=entry.source,
            )
        )

    def _new_id(self, wish: str) -> str:
        found, count = wish, 1
        while found in self.ids:
            count += 1
            found = f"{wish}-{count}"
        self.ids.add(found)
        return found


# --- what is unsure ------------------------------------------------------------------------------


def _doubts(entry: Entry, made: Attributed) -> Iterator[Problem]:
    """Yield what is unsure about who made a recommendation."""
    of = f"recommendation {entry.number}" if entry.number else "recommendation"
    if not made.states:
        yield _problem("recommendation_no_state", f"{of}: names no State that makes it", entry.node)
    if made.unclosed:
        message = f"{of}: the bracket of States lacks a sign"
        yield _problem("recommendation_bracket", message, entry.node)
    for printed, name in made.guessed:
        message = f"{of}: {printed!r} is read as {name}"
        yield _problem("state_misspelt", message, entry.node, "info")
    for printed in made.unknown:
        yield _problem("state_unknown", f"{of}: {printed!r} is no State", entry.node)


def _problem(
    code: str, message: str, node: str, severity: Literal["info", "warning"] = "warning"
) -> Problem:
    return Problem(code=code, severity=severity, message=message, node=node, page=None)
